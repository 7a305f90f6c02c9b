import Documents
import Kernel

/// Samples of business orders.
enum BusinessSamples {
    static let moment = Moment(milliseconds: 1_772_600_000_000)

    static let documents: [Document] = [
        .masterRecord(
            .shop(
                Shop(
                    code: "CS1", name: "天猫超市", channel: "TMALL", book: "HJ", priority: 2, sources: [.init(warehouse: "GZ", priority: 1)],
                    business: BusinessTerms(customer: "C001", mode: .consignment, termDays: 45)))),
        .businessReceipt(
            BusinessReceipt(
                trade: 17, issue: 21, shop: "CS1", happenedAt: moment,
                lines: [
                    .init(
                        line: 1, item: DocumentSamples.item, received: 4, short: 1, refused: -2, receivedCost: Money(fen: 4_801),
                        shortCost: Money(fen: 1_199))
                ], warehouse: "GZ",
                back: [StockLine(line: 1, item: DocumentSamples.item, pieces: 2, bin: "A-1", condition: "CC", amount: Money(fen: 2_400))],
                isLast: true, note: "外箱破损")),
        .consignmentStatement(
            ConsignmentStatement(
                shop: "CS1", customer: "C001", statement: "ST-2603", happenedAt: moment,
                lines: [
                    .init(
                        trade: 17, line: 1, item: DocumentSamples.item, pieces: 5, gross: Money(fen: 56_500),
                        parts: [.init(issue: 21, pieces: 3, cost: Money(fen: 3_600)), .init(issue: 30, pieces: 2, cost: Money(fen: 2_401))])
                ], deductions: [StatementDeduction(kind: .rebate, amount: Money(fen: 1_000), note: "三月返利")], ended: [17, 19], note: "三月")),
        .salesSettlement(
            SalesSettlement(
                trade: 17, issue: 21, shop: "CS1",
                lines: [
                    .init(
                        line: 1, lineID: "", item: DocumentSamples.item, pieces: 5, gross: .zero, net: .zero, cost: Money(fen: 6_000),
                        shares: [])
                ], postings: [], isUnearned: true, isLast: true)),
    ]

    static let commands: [Command] = [
        Command(
            actor: DocumentSamples.actor, external: DocumentSamples.external,
            body: .businessReceipt(
                BusinessReceiptReport(
                    issue: DocumentReference(source: "WMS", key: "CK-1"), happenedAt: moment,
                    lines: [.init(line: 1, received: 4, short: 1, refused: 2)], warehouse: "GZ",
                    back: [StockLine(line: 1, item: DocumentSamples.item, pieces: 2)], note: "外箱破损"))),
        Command(
            actor: DocumentSamples.actor,
            body: .consignmentStatement(
                ConsignmentStatementReport(
                    shop: "CS1", statement: "ST-2603", happenedAt: moment,
                    lines: [.init(externalID: "B1", line: 1, pieces: 5, gross: Money(fen: 56_500))],
                    deductions: [StatementDeduction(kind: .deduction, amount: Money(fen: 500), note: "陈列")], note: "三月"))),
    ]
}
