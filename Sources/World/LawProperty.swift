import Documents
import Kernel
import Loop
import Storage

/// The law of the commit: any cutting of one sequence of commands, with their moments, into batches gives the same rows and the
/// same answers.
public enum LawProperty {
    public struct Outcome: Sendable {
        public let commands: Int
        /// Calls that each store was given the commands in.
        public let calls: [Int]
        public let stateHashes: [String]
        /// What differs; empty is what the law says.
        public let differences: [String]

        public var holds: Bool { differences.isEmpty }
    }

    /// Records a seeded stream of commands in the first store, then hands it to each other store in cuts of its own. All stores must
    /// be empty; they may lie on different engines.
    public static func verify(seed: UInt64, orders: Int, locations: [StoreLocation]) async throws -> Outcome {
        precondition(locations.count >= 2, "the law compares stores")
        let recorded = try SimulationRun(seed: seed, orders: orders, location: locations[0], crashes: false, checksAll: false)
        let first = try await recorded.live()
        var differences = first.violations
        var calls = [Set(recorded.script.map(\.at)).count]
        var hashes = [first.stateHash]
        for (index, location) in locations.enumerated().dropFirst() {
            var random = SeededRandom(seed: seed &+ UInt64(index) &* 7_919)
            let world = HomeGoodsCompany(seed: seed, scale: .small)
            let company = try Company.open(
                location, clock: SeededClock(world.opened.start.adding(seconds: 8 * 3600)), keyRing: WorldKeyRing.make(seed: seed),
                random: SeededRandomSource(seed: seed), groupLimit: random.number(in: 1...80), holder: "simulation")
            var answers: [Answer] = []
            var rest = recorded.script[...]
            var count = 0
            while !rest.isEmpty {
                let cut = Array(rest.prefix(random.happens(1, in: 3) ? 1 : random.number(in: 1...120)))
                answers += try await company.submit(cut)
                rest = rest.dropFirst(cut.count)
                count += 1
            }
            await company.close()
            calls.append(count)
            hashes.append(try compare(locations[0], location, &differences))
            for (number, pair) in zip(recorded.answers, answers).enumerated() where pair.0 != pair.1 {
                differences.append("\(location.engine): 命令 command \(number + 1): \(pair.0) ≠ \(pair.1)")
            }
        }
        return Outcome(commands: recorded.script.count, calls: calls, stateHashes: hashes, differences: differences)
    }

    private static func compare(_ one: StoreLocation, _ other: StoreLocation, _ differences: inout [String]) throws -> String {
        let left = try one.connect(readOnly: true)
        let right = try other.connect(readOnly: true)
        defer {
            left.close()
            right.close()
        }
        for (a, b) in zip(try StateHash.byTable(left), try StateHash.byTable(right))
        where a.hash != b.hash {
            differences.append("\(other.engine): 表 table \(a.table)")
        }
        return try StateHash.compute(right)
    }
}
