import Books
import Documents
import Kernel
import Loop
import Orders
import Storage
import Testing

/// Returns, parcels and money back, told in steps.
extension Story {
    static let service = Actor(name: "白客服", position: "客服", device: "PC-21")

    /// A company that has sold and shipped: `pieces` mugs at 113 each, which cost 10 each; order `T1` of shop `TM`.
    func sold(_ pieces: Int64 = 1, left: Int64 = 5, shares: [BorneDiscount] = []) async throws {
        try await opening(Goods.mug.line(pieces + left, cost: "\((pieces + left) * 10)"))
        try await order("T1", [.of(.mug, pieces, "\(pieces * 113)", discounts: shares)], at: "2026-03-04 10:00")
        try await issue("T1", at: "2026-03-04 15:00")
    }

    /// Channel refund 平台退款.
    @discardableResult
    func refund(
        _ id: String, of order: String = "T1", shop: String = "TM", _ amount: String, lines: [(String, String)] = [],
        shares: [BorneDiscount]? = nil, form: RefundForm = .redInvoice, forGoods: Bool = false, at time: String, version: Int64 = 0,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let refund = ChannelRefund(
            shop: shop, externalID: id, orderID: order, happenedAt: Moment(time), form: form, isForGoods: forGoods, reason: "不喜欢",
            amount: Money(yuan: amount), lines: lines.map { .init(lineID: $0.0, amount: Money(yuan: $0.1)) }, shares: shares ?? [],
            statesShares: shares != nil)
        return try await hand(
            .channelRefund(refund), at: Moment(time),
            external: version == 0 ? nil : ExternalKey(source: "", key: "", version: version), expect: outcome, refusal,
            sourceLocation: sourceLocation)
    }

    /// A channel's return 平台退货.
    @discardableResult
    func channelReturn(
        _ id: String, of order: String = "T1", shop: String = "TM", _ lines: [ChannelOrder.Line], form: ReturnForm = .refund,
        waybill: String = "", at time: String, version: Int64 = 0, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let returned = ChannelReturn(
            shop: shop, externalID: id, orderID: order, happenedAt: Moment(time), lines: lines, form: form, carrier: "SF",
            waybill: waybill, reason: "尺寸不合")
        return try await hand(
            .channelReturn(returned), at: Moment(time),
            external: version == 0 ? nil : ExternalKey(source: "", key: "", version: version), expect: outcome, refusal,
            sourceLocation: sourceLocation)
    }

    /// Customer service's return order 售后退货单.
    @discardableResult
    func wantBack(
        _ key: String, of order: String = "T1", shop: String = "TM", _ lines: [(line: Int64, pieces: Int64)] = [],
        form: ReturnForm = .refund, waybill: String = "", shipsFirst: Bool = false,
        replacements: [(goods: Goods, pieces: Int64, amount: String)] = [], at time: String, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let wish = ReturnWish(
            shop: shop, externalID: order, form: form, carrier: "SF", waybill: waybill, reason: "尺寸不合", shipsFirst: shipsFirst,
            lines: lines.map { .init(line: $0.line, pieces: $0.pieces) },
            replacements: replacements.map { ReplacementLine(item: $0.goods.code, pieces: $0.pieces, amount: Money(yuan: $0.amount)) })
        return try await ask(
            .returnRequest(wish), by: Self.service, as: ExternalKey(source: "售后", key: key), at: time, expect: outcome, refusal,
            sourceLocation: sourceLocation)
    }

    /// Return receipt 退货入库单: goods, pieces, condition; scrap and missing by their fate.
    @discardableResult
    func comesBack(
        _ key: String = "", order: String = "", shop: String = "TM", waybill: String = "", into warehouse: String = "GZ",
        _ lines: [(goods: Goods, pieces: Int64, condition: String)], scrap: [(Goods, Int64)] = [], missing: [(Goods, Int64)] = [],
        found: Bool = false, as name: String = "", at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let kept = lines.map {
            ReturnReceipt.Line(StockLine(line: 0, item: $0.goods.code, pieces: $0.pieces, condition: $0.condition))
        }
        let report = ReturnReport(
            subject: key.isEmpty ? nil : DocumentReference(source: key.hasPrefix("R") ? "return:TM" : "售后", key: key), shop: shop,
            externalID: order, warehouse: warehouse, happenedAt: Moment(time), carrier: "SF", waybill: waybill, isFound: found,
            lines: kept + scrap.map { ReturnReceipt.Line(StockLine(line: 0, item: $0.0.code, pieces: $0.1), .scrap) }
                + missing.map { ReturnReceipt.Line(StockLine(line: 0, item: $0.0.code, pieces: $0.1), .missing) })
        return try await ask(
            .returnReceipt(report), by: Self.keeper, as: name.isEmpty ? nil : ExternalKey(source: "退货收货", key: name), at: time,
            expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// Parcel event 包裹轨迹.
    @discardableResult
    func parcel(
        _ stage: ParcelStage, _ waybill: String = "SF1", order: String = "T1", shop: String = "TM", at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let report = ParcelReport(
            carrier: "SF", waybill: waybill, shop: order.isEmpty ? "" : shop, externalID: order, stage: stage, happenedAt: Moment(time))
        return try await hand(.parcelEvent(report), at: Moment(time), expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    // MARK: What the store says

    static let moneyBack: [PostingEvent] = [.salesReturn, .refundExpense]
    static let goodsBack: [PostingEvent] = [.returnGood, .returnDefective, .returnScrap]

    /// Channel refunds 平台退款 and where their money belongs.
    func refunds() throws -> String {
        try query(
            "SELECT external_id, amount, posted, repaid, waiting, excess FROM channel_refund ORDER BY document"
        ).map { row in
            let amounts = zip(["退", "过账", "冲预计", "待过账", "争议"], row[1...5]).map { "\($0) \(Money(fen: $1.integer).text)" }
            return "\(row[0].text) " + amounts.joined(separator: " ")
        }.joined(separator: "\n")
    }

    /// Return orders 售后退货单: form, state, pieces asked back, received, missing.
    func returns() throws -> String {
        try query(
            """
            SELECT s.external_id, r.form, r.state, r.pieces, r.received, r.missing FROM return_order r
            JOIN sales_order s ON s.trade = r.trade ORDER BY r.document
            """
        ).map { row in
            let form = ReturnForm(rawValue: row[1].integer)?.chinese ?? "?"
            let state = ReturnState(rawValue: row[2].integer)?.chinese ?? "?"
            return "\(row[0].text) \(form) \(state) 退 \(row[3].integer) 收 \(row[4].integer) 少 \(row[5].integer)"
        }.joined(separator: "\n")
    }

    /// A register of the books without its dates.
    func register(_ name: String) throws -> String {
        try read { try BooksReport.table(name, $0)?.rows.map { $0.dropFirst().joined(separator: " ") }.joined(separator: "\n") ?? "" }
    }

    /// Disputes 争议 in the order of the log.
    func disputes() throws -> String {
        try query("SELECT cause, amount, pieces FROM dispute ORDER BY document").map { row in
            "\(DisputeCause(rawValue: row[0].integer)?.chinese ?? "?") \(Money(fen: row[1].integer).text) ×\(row[2].integer)"
        }.joined(separator: "\n")
    }
}
