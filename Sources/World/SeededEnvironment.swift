import Kernel
import Security
import Synchronization

/// A clock that stands where the world puts it: nothing happens between two commands.
public final class SeededClock: Clock {
    private let moment: Mutex<Moment>

    public init(_ moment: Moment) { self.moment = Mutex(moment) }

    public func now() -> Moment { moment.withLock { $0 } }

    /// Moves the clock on; a moment of the past leaves it where it is.
    public func advance(to later: Moment) {
        moment.withLock { $0 = max($0, later) }
    }
}

/// Bytes of a seed instead of the system's: the same calls in the same order give the same bytes.
public final class SeededRandomSource: RandomSource {
    private let generator: Mutex<SeededRandom>

    public init(seed: UInt64) { generator = Mutex(SeededRandom(seed: seed)) }

    public func bytes(_ count: Int) -> [UInt8] {
        generator.withLock { $0.bytes(count) }
    }
}

/// The key ring of a seeded company. It is no secret: everything sealed with it was invented.
public enum WorldKeyRing {
    public static func make(seed: UInt64) -> KeyRing {
        var random = SeededRandom(seed: seed &+ 0x4B45_5952_494E_47)
        guard let ring = KeyRing(seed: random.bytes(64)) else { preconditionFailure("a key ring takes 64 bytes") }
        return ring
    }
}

extension SeededRandom {
    mutating func bytes(_ count: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count + 7)
        while result.count < count {
            var word = next()
            for _ in 0..<8 {
                result.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return Array(result.prefix(count))
    }

    mutating func money(_ fen: ClosedRange<Int>) -> Money { Money(fen: Int64(number(in: fen))) }

    /// The same elements in another order.
    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var result = elements
        guard result.count > 1 else { return result }
        for index in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(index, number(in: 0...index)) }
        return result
    }
}

/// Ranks 0, 1, 2 … drawn with weights 1, 1/2, 1/3 …: a few items sell most (Zipf).
public struct ZipfRanks: Sendable {
    private var sums: [UInt64] = []

    public init(count: Int) {
        precondition(count > 0, "ranks of nothing")
        var total: UInt64 = 0
        for rank in 1...count {
            total += 1_000_000_000 / UInt64(rank)
            sums.append(total)
        }
    }

    public func draw(_ random: inout SeededRandom) -> Int {
        let wanted = random.next() % sums[sums.count - 1]
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The share of a rank in all draws, in millionths.
    public func share(of rank: Int) -> Int64 {
        let own = sums[rank] - (rank == 0 ? 0 : sums[rank - 1])
        return Int64(own * 1_000_000 / sums[sums.count - 1])
    }
}
