import Kernel
import Testing

@Suite("Money and tax, to the fen")
struct MoneyTests {
    @Test("A discount is spread by amount, the last line takes the rest (PX-12)")
    func spread() {
        let parts = Money(fen: 500).spread(over: [990, 1990, 2990])
        #expect(parts.map(\.fen) == [83, 167, 250])
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
