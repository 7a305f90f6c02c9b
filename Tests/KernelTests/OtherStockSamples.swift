import Documents
import Kernel

/// Samples of the stock documents beside purchase, sale, return, transfer and count.
extension DocumentSamples {
    static let otherReceipt = OtherReceipt(
        warehouse: "GZ", reason: .found, happenedAt: moment, isAtAverage: true, note: "货架后", lines: [stockLine])
    static let otherIssue = OtherIssue(
        warehouse: "GZ", book: "HJ", reason: .scrap, isBadManagement: true, happenedAt: moment, note: "受潮", lines: [stockLine, plainLine],
        cost: Money(fen: 77), maker: Staff(fingerprint: -9), isRequest: true, request: 41)
    static let conditionChange = ConditionChange(
        warehouse: "GZ", happenedAt: moment, reason: "磕碰", lines: [.init(from: plainLine, condition: "CC", bin: "C-01")])
    static let binMove = BinMove(warehouse: "GZ", happenedAt: moment, lines: [.init(from: stockLine, bin: "B-02")])
    static let assembly = Assembly(
        warehouse: "GZ", kind: .disassemble, happenedAt: moment, taken: [stockLine],
        made: [.init(plainLine, ratio: 3), .init(stockLine, ratio: 0)])
    static let openingBalances = OpeningBalances(
        book: "HJ", day: day,
        lines: [.init(.debit, .receivables, Money(fen: 500), party: "TM1"), .init(.credit, .paidInCapital, Money(fen: 500))])

    static let otherStock: [Document] = [
        .otherReceipt(otherReceipt), .otherIssue(otherIssue), .conditionChange(conditionChange), .binMove(binMove), .assembly(assembly),
        .openingBalances(openingBalances),
    ]

    static let otherStockCommands: [Command] = [
        Command(actor: actor, external: external, body: .otherReceipt(otherReceipt)),
        Command(actor: actor, external: external, body: .otherIssue(otherIssue)),
        Command(actor: actor, body: .conditionChange(conditionChange)), Command(actor: actor, body: .binMove(binMove)),
        Command(actor: actor, body: .assembly(assembly)), Command(actor: actor, body: .openingBalances(openingBalances)),
    ]
}
