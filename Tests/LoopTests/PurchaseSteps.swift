import Documents
import Kernel
import Loop
import Orders
import Proof
import Storage
import Testing

/// What happens between a company and its suppliers, told in steps. Orders, receipts and returns are named by keys of their own.
extension Story {
    static let buyer = Actor(name: "何采购", position: "采购", device: "PC-11")
    static let manager = Actor(name: "林经理", position: "采购经理", device: "PC-02")
    static let keeper = Actor(name: "韦仓管", position: "仓库作业", device: "PDA-3")
    static let carrier = SupplierCode(serial: 901)!

    static func order(_ key: String) -> DocumentReference { DocumentReference(source: "采购", key: key) }
    static func receipt(_ key: String) -> DocumentReference { DocumentReference(source: "收货", key: key) }
    static func returning(_ key: String) -> DocumentReference { DocumentReference(source: "退货", key: key) }

    /// Hands in a command of somebody.
    @discardableResult
    func ask(
        _ body: CommandBody, by actor: Actor, as external: ExternalKey? = nil, at time: String, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let answer = try await company.submit(Command(actor: actor, external: external, body: body), at: Moment(time))
        #expect(answer.outcome == outcome, "\(answer.refusalCode) \(answer.english)", sourceLocation: sourceLocation)
        if !refusal.isEmpty { #expect(answer.refusalCode == refusal, "\(answer.english)", sourceLocation: sourceLocation) }
        if outcome == .refused {
            #expect(!answer.chinese.isEmpty && !answer.english.isEmpty && answer.documents.isEmpty, sourceLocation: sourceLocation)
        }
        return answer
    }

    /// Purchase order 采购订单; lines are numbered from 1.
    @discardableResult
    func purchase(
        _ key: String, _ lines: [(goods: Goods, pieces: Int64, amount: String)], into warehouse: String = "GZ", tolerance: Int32 = 0,
        mustInspect: Bool = false, version: Int64 = 0, at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let terms = PurchaseTerms(
            supplier: Self.supplier, warehouse: warehouse, orderedAt: Moment(time), expected: Moment(time).day + 3,
            tolerance: Rate(tenThousandths: tolerance), mustInspect: mustInspect,
            lines: lines.enumerated().map {
                .init(line: Int64($0 + 1), item: $1.goods.code, pieces: $1.pieces, amount: Money(yuan: $1.amount))
            })
        return try await ask(
            .purchaseOrder(terms), by: Self.buyer, as: ExternalKey(source: "采购", key: key, version: version), at: time, expect: outcome,
            refusal, sourceLocation: sourceLocation)
    }

    /// Approval 审批 or its refusal, of an order unless said otherwise.
    @discardableResult
    func approve(
        _ subject: DocumentReference, _ isApproved: Bool = true, by actor: Actor = Story.manager, at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await ask(
            .approval(ApprovalRequest(subject: subject, isApproved: isApproved, note: isApproved ? "同意" : "太贵")), by: actor, at: time,
            expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// Arrival 到货单; without lines everything that is expected.
    func arrive(
        _ key: String, _ lines: [(line: Int64, pieces: Int64)] = [], at time: String, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let report = ArrivalReport(
            subject: Self.order(key), happenedAt: Moment(time), waybill: "DB\(key)",
            lines: lines.map { .init(line: $0.line, pieces: $0.pieces) })
        try await ask(.arrival(report), by: Self.keeper, at: time, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// Inspection 质检单.
    func inspect(
        _ key: String, _ lines: [(line: Int64, accepted: Int64, rejected: Int64)], reason: String = "破损", at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let report = InspectionReport(
            subject: Self.order(key), happenedAt: Moment(time),
            lines: lines.map {
                .init(line: $0.line, accepted: $0.accepted, rejected: $0.rejected, reason: $0.rejected > 0 ? reason : "")
            })
        try await ask(.inspection(report), by: Self.keeper, at: time, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// Put-away 上架, which becomes the purchase receipt `name`; without lines everything that may come in.
    @discardableResult
    func putAway(
        _ key: String, as name: String, _ lines: [(line: Int64, goods: Goods, pieces: Int64)] = [], bin: String = "", at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await putAway(Self.order(key), as: name, lines, bin: bin, at: time, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    @discardableResult
    func putAway(
        _ subject: DocumentReference, as name: String, _ lines: [(line: Int64, goods: Goods, pieces: Int64)] = [], bin: String = "",
        at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let report = PutAwayReport(
            subject: subject, happenedAt: Moment(time),
            lines: lines.map { StockLine(line: $0.line, item: $0.goods.code, pieces: $0.pieces, bin: bin) })
        return try await ask(
            .putAway(report), by: Self.keeper, as: ExternalKey(source: "收货", key: name), at: time, expect: outcome, refusal,
            sourceLocation: sourceLocation)
    }

    /// Order, approval and receipt in one: goods that came as they were ordered.
    func buy(_ key: String, _ lines: [(goods: Goods, pieces: Int64, amount: String)], at day: String) async throws {
        try await purchase(key, lines, at: "\(day) 08:00")
        try await approve(Self.order(key), at: "\(day) 08:10")
        try await putAway(key, as: key, at: "\(day) 08:20")
    }

    /// Nothing more of an order, or of a return.
    @discardableResult
    func close(
        _ subject: DocumentReference, by actor: Actor = Story.buyer, at time: String, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await ask(
            .purchaseClosing(PurchaseClosing(subject: subject, reason: "不再需要")), by: actor, at: time, expect: outcome, refusal,
            sourceLocation: sourceLocation)
    }

    /// Purchase return request 采购退货申请 for lines of a receipt.
    @discardableResult
    func wantReturn(
        of receipt: String, as key: String, _ lines: [(line: Int64, pieces: Int64)], at time: String, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let wish = PurchaseReturnWish(
            receipt: Self.receipt(receipt), reason: "釉面瑕疵", lines: lines.map { .init(line: $0.line, pieces: $0.pieces) })
        return try await ask(
            .purchaseReturnRequest(wish), by: Self.keeper, as: ExternalKey(source: "退货", key: key), at: time, expect: outcome, refusal,
            sourceLocation: sourceLocation)
    }

    /// Purchase return issue 采购退货单; without lines everything that is open.
    @discardableResult
    func issueReturn(
        _ key: String, _ lines: [(line: Int64, goods: Goods, pieces: Int64)] = [], bin: String = "", at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let report = PurchaseReturnReport(
            subject: Self.returning(key), happenedAt: Moment(time), waybill: "DB9",
            lines: lines.map { StockLine(line: $0.line, item: $0.goods.code, pieces: $0.pieces, bin: bin) })
        return try await ask(
            .purchaseReturnIssue(report), by: Self.keeper, at: time, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// Landed cost 采购费用单 over receipts.
    func landedCost(
        _ gross: String, over receipts: [String], by basis: SpreadBasis = .amount, rate: Int32 = 900, hasSpecialInvoice: Bool = true,
        carrier: SupplierCode = Story.carrier, at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let bill = LandedCostBill(
            carrier: carrier, happenedAt: Moment(time), basis: basis, gross: Money(yuan: gross), rate: Rate(tenThousandths: rate),
            hasSpecialInvoice: hasSpecialInvoice, receipts: receipts.map(Self.receipt), note: "运费")
        try await ask(.landedCost(bill), by: Self.buyer, at: time, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// Price change 采购调价单 of a receipt line.
    func changePrice(
        of receipt: String, line: Int64 = 1, to amount: String, at time: String, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let request = PriceChangeRequest(
            receipt: Self.receipt(receipt), line: line, happenedAt: Moment(time), amount: Money(yuan: amount), reason: "议价")
        try await ask(.priceChange(request), by: Self.buyer, at: time, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// A supplier's confirmation 代发确认 of an order's notice.
    @discardableResult
    func confirm(
        _ id: String, shop: String, _ lines: [(line: Int64, pieces: Int64, amount: String)], at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let confirmation = DropshipConfirmation(
            notice: 0, shop: shop, externalID: id, happenedAt: Moment(time), waybill: "YT\(id)",
            lines: lines.map { .init(line: $0.line, pieces: $0.pieces, amount: Money(yuan: $0.amount)) })
        return try await ask(
            .dropshipConfirmation(confirmation), by: Actor(name: "潮州瓷语", position: "供应商", device: "api"), at: time, expect: outcome,
            refusal, sourceLocation: sourceLocation)
    }

    // MARK: What the store says

    /// Purchase orders 采购订单: every version with its state and its lines.
    func purchases() throws -> String {
        let heads = try query("SELECT document, state FROM purchase_order ORDER BY document")
        let lines = try query(
            """
            SELECT l.document, i.name, l.pieces, l.amount, l.received_pieces, l.received_amount FROM purchase_order_line l
            JOIN item i ON i.code = l.item ORDER BY l.document, l.line
            """)
        return heads.map { head in
            let state = PurchaseOrderState(rawValue: head[1].integer)
            let rows = lines.filter { $0[0] == head[0] }.map {
                "\($0[1].text) \($0[2].integer) = \(Money(fen: $0[3].integer).text) 收 \($0[4].integer) = \(Money(fen: $0[5].integer).text)"
            }
            return "\(state?.chinese ?? "?") \(state?.english ?? "?"): " + rows.joined(separator: ", ")
        }.joined(separator: "\n")
    }

    /// What is owed for receipt lines 暂估应付.
    func payables() throws -> String {
        try query(
            """
            SELECT i.name, p.pieces, p.amount, p.changed, p.returned_pieces, p.returned_amount FROM payable_line p
            JOIN item i ON i.code = p.item ORDER BY p.receipt, p.line
            """
        ).map { row in
            "\(row[0].text) \(row[1].integer) = \(Money(fen: row[2].integer).text) 调 \(Money(fen: row[3].integer).text) 退 \(row[4].integer) = \(Money(fen: row[5].integer).text)"
        }.joined(separator: "\n")
    }

    /// Every invariant holds, the fold of the log among them.
    func isSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
        for finding in try read({ try CompanyCheck.run($0) }) {
            #expect(finding.unexplained == 0, "\(finding.invariant): \(finding.samples)", sourceLocation: sourceLocation)
        }
    }
}
