import Kernel
import Testing

@Suite("Money and tax, to the fen")
struct MoneyTests {
    @Test("A discount is spread by amount, the last line takes the rest (PX-12)")
    func spread() {
        let parts = Money(fen: 500).spread(over: [990, 1990, 2990])
        #expect(parts.map(\.fen) == [83, 167, 250])
    }

    @Test("No part has the other sign, and no line is left below zero, whatever the weights")
    func spreadWithin() {
        // Each of the first three lines would round half a fen up: the last would get minus one.
        #expect(Money(fen: 2).spread(over: [1, 1, 1, 1]).map(\.fen) == [1, 1, 0, 0])
        #expect(Money(fen: -2).spread(over: [1, 1, 1, 1]).map(\.fen) == [-1, -1, 0, 0])
        // Each of the first nine would round down: the last would be left with minus three.
        let fen = [Money](repeating: Money(fen: 1), count: 10)
        #expect(
            Money(fen: 4).spread(over: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], within: fen).map(\.fen) == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1])
        var random = SeededRandom(seed: 12)
        for _ in 0..<2_000 {
            let weights = (0..<random.number(in: 1...8)).map { _ in Int64(random.number(in: 0...40)) }
            let rooms = weights.map { Money(fen: $0 + Int64(random.number(in: 0...3))) }
            let room = rooms.reduce(Money.zero, +)
            let amount = Money(fen: Int64(random.number(in: 0...Int(room.fen))))
            let plain = amount.spread(over: weights)
            #expect(plain.reduce(.zero, +) == amount && plain.allSatisfy { $0 >= .zero })
            let parts = amount.spread(over: weights, within: rooms)
            #expect(parts.reduce(.zero, +) == amount, "\(amount) over \(weights) within \(rooms)")
            #expect(zip(parts, rooms).allSatisfy { $0 >= .zero && $0 <= $1 }, "\(amount) over \(weights) within \(rooms)")
        }
    }

    @Test("A gross price parts into net and VAT, half away from zero (PX-12)", arguments: [(907, 803), (1823, 1613), (2740, 2425)])
    func split(gross: Int64, net: Int64) {
        let split = TaxSplit(gross: Money(fen: gross), rate: .goods)
        #expect(split.net.fen == net)
        #expect(split.gross.fen == gross)
    }

    @Test("Negative amounts round away from zero too")
    func negative() {
        #expect(Rounding.divide(-5, by: 2) == -3)
        #expect(Rounding.divide(5, by: 2) == 3)
        #expect(Money(fen: -12345).text == "-123.45")
        #expect(Money(fen: -5).text == "-0.05")
    }
}
