import Documents
import Kernel
import Loop
import Storage

/// The business orders of the small company: two customers' shops, batches, what the customers say of them, a term that ends.
extension SmallCompany {
    static let businessRecords: [MasterRecord] =
        [
            .customer(Customer(code: "C2", name: "超市")),
            shop("KA1", .wholesale), shop("KC1", .consignment),
        ]
        + ["KA1", "KC1"].flatMap { shop in
            goods.enumerated().map { .channelItem(ChannelItem(shop: shop, merchantCode: "SKU-\($0)", target: $1)) }
                + [.channelItem(ChannelItem(shop: shop, merchantCode: "INSTALL", target: service))]
        }

    private static func shop(_ code: String, _ mode: BusinessMode) -> MasterRecord {
        .shop(
            Shop(
                code: code, name: "超市 \(code)", channel: "KA", book: "GZ", priority: 1, sources: [.init(warehouse: "GZ1", priority: 1)],
                business: BusinessTerms(customer: "C2", mode: mode, termDays: 2)))
    }

    /// An order of either customer, in two batches, and his word about them.
    mutating func doBusiness(_ number: Int) async throws {
        let isWholesale = number % 2 == 0
        let shop = isWholesale ? "KA1" : "KC1"
        let (one, other) = (number % 6, (number + 1) % 6)
        let stock = [one, other].enumerated().map { index, goods in
            StockLine(
                line: Int64(index + 1), item: SmallCompany.goods[goods], pieces: 200, bin: "K-1", amount: Money(fen: 200 * 1_237 + 11))
        }
        try await submit([.otherReceipt(OtherReceipt(warehouse: "GZ1", reason: .supplierGift, happenedAt: now, lines: stock))])
        let order = ChannelOrder(
            shop: shop, externalID: "K\(number)", payment: .unpaid, placedAt: now, area: "440106",
            lines: [
                .init(lineID: "1", merchantCode: "SKU-\(one)", pieces: 9, amount: Money(fen: 9 * 3_001)),
                .init(lineID: "2", merchantCode: "SKU-\(other)", pieces: 5, amount: Money(fen: 17_777)),
                .init(lineID: "3", merchantCode: "INSTALL", pieces: 1, amount: Money(fen: 8_800)),
            ])
        try await submit([.channelOrder(order)])
        let first = try await issue(order, [StockLine(line: 1, item: stock[0].item, pieces: 4, bin: "K-1")])
        let second = try await issue(
            order,
            [
                StockLine(line: 1, item: stock[0].item, pieces: 5, bin: "K-1"),
                StockLine(line: 2, item: stock[1].item, pieces: 5, bin: "K-1"),
            ])
        guard isWholesale else {
            let statement = ConsignmentStatementReport(
                shop: shop, statement: "ST\(number)", happenedAt: now,
                lines: [.init(externalID: "K\(number)", line: 1, pieces: 6), .init(externalID: "K\(number)", line: 2, pieces: 5)],
                deductions: [
                    StatementDeduction(kind: .deduction, amount: Money(fen: 501)),
                    StatementDeduction(kind: .rebate, amount: Money(fen: 77)),
                ])
            try await submit([.consignmentStatement(statement)])
            return
        }
        try await say(first, [.init(line: 1, received: 2, short: 1, refused: 1)])
        try await say(second, [.init(line: 1, received: 4, refused: 1), .init(line: 2, received: 3, short: 2)])
        try await say(
            first, [], back: [StockLine(line: 1, item: stock[0].item, pieces: 1, bin: "K-1", condition: StockCondition.defective)])
    }

    /// An order whose term is over before anything has left.
    mutating func overstay(_ number: Int) async throws {
        let order = ChannelOrder(
            shop: "KA1", externalID: "KX\(number)", payment: .unpaid, placedAt: now.adding(seconds: -3 * 86_400), area: "440106",
            lines: [.init(lineID: "1", merchantCode: "SKU-1", pieces: 2, amount: Money(fen: 6_000))])
        try await submit([.channelOrder(order)])
        try await submit([.releaseUnpaid(shop: "KA1")])
        // One more waits for its term.
        var next = order
        next.externalID = "KY\(number)"
        next.placedAt = now
        try await submit([.channelOrder(next)])
    }

    private mutating func issue(_ order: ChannelOrder, _ lines: [StockLine]) async throws -> Int64 {
        let report = IssueReport(
            notice: 0, shop: order.shop, externalID: order.externalID, warehouse: "GZ1", happenedAt: now, lines: lines)
        let answer = try await submit([.salesIssue(report)])[0]
        return answer.documents.first { $0.kind == .salesIssue }?.position ?? 0
    }

    private mutating func say(_ issue: Int64, _ lines: [BusinessReceiptReport.Line], back: [StockLine] = []) async throws {
        let report = BusinessReceiptReport(
            issue: DocumentReference(position: issue), happenedAt: now, lines: lines, warehouse: back.isEmpty ? "" : "GZ1", back: back)
        try await submit([.businessReceipt(report)])
    }
}
