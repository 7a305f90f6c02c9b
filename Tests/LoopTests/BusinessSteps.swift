import Documents
import Kernel
import Loop
import Storage
import Testing

/// Business orders, told in steps: customer `C001` buys through shop `CS`.
extension Story {
    static let businessEvents: [PostingEvent] = [
        .goodsShippedUnearned, .sale, .costOfGoodsShipped, .shippedShortage, .shippedBack, .statementDeduction, .scrapDisposal,
    ]

    /// The customer and his shop, which sells every ``Goods`` out of `GZ`. A lower priority is served first.
    func customer(_ mode: BusinessMode, term days: Int64 = 30, priority: Int64 = 5, shop: String = "CS") async throws {
        try await hand(.masterRecord(.customer(Customer(code: "C001", name: "天猫超市", isKeyAccount: true))), at: Story.founded)
        try await customerShop(mode, term: days, priority: priority, shop: shop)
        for goods in Goods.allCases {
            try await hand(
                .masterRecord(.channelItem(ChannelItem(shop: shop, merchantCode: goods.merchantCode, target: goods.code))),
                at: Story.founded)
        }
    }

    @discardableResult
    func customerShop(
        _ mode: BusinessMode?, customer: String = "C001", term days: Int64 = 30, priority: Int64 = 5, shop: String = "CS",
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let record = Shop(
            code: shop, name: "猫超", channel: "TMALL", book: "HJ", priority: priority, sources: [.init(warehouse: "GZ", priority: 1)],
            business: mode.map { BusinessTerms(customer: customer, mode: $0, termDays: days) })
        return try await hand(.masterRecord(.shop(record)), at: Story.founded, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// A customer's receipt 客户签收单 of one issue.
    @discardableResult
    func receives(
        _ issue: Answer, _ lines: [(line: Int64, received: Int64, short: Int64, refused: Int64)],
        back: [(line: Int64, goods: Goods, pieces: Int64, condition: String)] = [], into warehouse: String = "", at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let report = BusinessReceiptReport(
            issue: DocumentReference(position: try issue.document(.salesIssue).position), happenedAt: Moment(time),
            lines: lines.map { .init(line: $0.line, received: $0.received, short: $0.short, refused: $0.refused) },
            warehouse: back.isEmpty ? warehouse : warehouse.isEmpty ? "GZ" : warehouse,
            back: back.map { StockLine(line: $0.line, item: $0.goods.code, pieces: $0.pieces, condition: $0.condition) })
        return try await hand(.businessReceipt(report), at: Moment(time), expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// A consignment statement 代销结算单.
    @discardableResult
    func states(
        _ statement: String, _ lines: [(order: String, line: Int64, pieces: Int64, gross: String)],
        deductions: [(kind: StatementDeduction.Kind, amount: String)] = [], shop: String = "CS", at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let report = ConsignmentStatementReport(
            shop: shop, statement: statement, happenedAt: Moment(time),
            lines: lines.map { .init(externalID: $0.order, line: $0.line, pieces: $0.pieces, gross: Money(yuan: $0.gross)) },
            deductions: deductions.map { StatementDeduction(kind: $0.kind, amount: Money(yuan: $0.amount)) })
        return try await hand(
            .consignmentStatement(report), at: Moment(time), external: ExternalKey(source: "statements", key: statement), expect: outcome,
            refusal, sourceLocation: sourceLocation)
    }

    /// Goods shipped 发出商品, a line for each issue and line: what became of its pieces and what is still in account 1406.
    func shipped() throws -> String {
        try query(
            """
            SELECT o.external_id, h.line, h.pieces, h.received, h.short, h.refused, h.back, h.cost - h.cost_out FROM shipped_line h
            JOIN sales_order o ON o.trade = h.trade ORDER BY h.trade, h.issue, h.line
            """
        ).map { row in
            let counts = zip(["发", "收", "短", "拒", "回"], row[2...6]).map { "\($0) \($1.integer)" }.joined(separator: " ")
            return "\(row[0].text)/\(row[1].integer) \(counts) 余 \(Money(fen: row[7].integer).text)"
        }.joined(separator: "\n")
    }
}
