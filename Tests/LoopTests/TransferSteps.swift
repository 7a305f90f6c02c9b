import Documents
import Kernel
import Orders
import Storage
import Testing

/// Transfers between warehouses, as a story tells them. A transfer goes by a key of its own: `K` names its request, `K-out1` its first
/// issue, and so on.
extension Story {
    /// Who decides on what others ask for.
    static let finance = Actor(name: "钱财务", position: "finance manager", device: "desk-2")

    static let transferEvents: [PostingEvent] = [
        .transferIssue, .transferIssueInBook, .transferReceipt, .transferReceiptInBook, .transferShortage, .transferShortageInBook,
        .transferLossPending, .transferLossPendingInBook,
    ]

    static func transferKey(_ key: String) -> DocumentReference { DocumentReference(source: "transfer", key: key) }

    @discardableResult
    private func handTransfer(
        _ key: String?, _ body: CommandBody, at time: String, by actor: Actor = Story.actor, version: Int64 = 1, _ outcome: Outcome,
        _ refusal: String, _ place: SourceLocation
    ) async throws -> Answer {
        let command = Command(
            actor: actor, external: key.map { ExternalKey(source: "transfer", key: $0, version: version) }, body: body)
        let answer = try await company.submit(command, at: Moment(time))
        #expect(answer.outcome == outcome, "\(answer.refusalCode) \(answer.english)", sourceLocation: place)
        if !refusal.isEmpty { #expect(answer.refusalCode == refusal, "\(answer.english)", sourceLocation: place) }
        if outcome == .refused {
            #expect(!answer.chinese.isEmpty && !answer.english.isEmpty && answer.documents.isEmpty, sourceLocation: place)
        }
        return answer
    }

    /// A transfer request 跨仓调拨申请单.
    @discardableResult
    func transfer(
        _ key: String, from: String = "WH", to: String = "GZ", _ lines: TransferWish.Line..., pricing: TransferPricing = .cost,
        at time: String, version: Int64 = 1, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handTransfer(
            key, .transferRequest(TransferWish(from: from, to: to, pricing: pricing, reason: "补货", lines: lines)), at: time,
            version: version, outcome, refusal, sourceLocation)
    }

    /// Finance approves or rejects it; `by` says who else tries.
    @discardableResult
    func approve(
        _ key: String, _ isApproved: Bool = true, by actor: Actor = Story.finance, at time: String, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handTransfer(
            nil, .approval(ApprovalRequest(subject: Self.transferKey(key), isApproved: isApproved, note: "成本与结算价已核")), at: time,
            by: actor, outcome, refusal, sourceLocation)
    }

    /// Pieces leave: transfer issue 调拨出库单 of the transfer, everything that is open unless lines are named.
    @discardableResult
    func send(
        _ issue: String, of key: String, _ lines: StockLine..., at time: String, version: Int64 = 1, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handTransfer(
            issue,
            .transferIssue(
                TransferIssueReport(transfer: Self.transferKey(key), happenedAt: Moment(time), waybill: "SF-\(issue)", lines: lines)),
            at: time, version: version, outcome, refusal, sourceLocation)
    }

    /// Pieces arrive: transfer receipt 调拨入库单 of the issue (or of the shortage whose pieces are found).
    @discardableResult
    func arrive(
        _ receipt: String, of source: String, _ lines: StockLine..., bin: String = "", at time: String, version: Int64 = 1,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handTransfer(
            receipt,
            .transferReceipt(
                TransferReceiptReport(source: Self.transferKey(source), happenedAt: Moment(time), lines: lines, bin: bin)), at: time,
            version: version, outcome, refusal, sourceLocation)
    }

    /// Pieces are missing: transfer shortage 调拨短少单 of the issue, everything that is under way unless lines are named.
    @discardableResult
    func miss(
        _ shortage: String, of issue: String, _ cause: TransferShortageCause, _ lines: [(line: Int64, pieces: Int64)] = [],
        responsible: String = "", at time: String, version: Int64 = 1, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handTransfer(
            shortage,
            .transferShortage(
                TransferShortageReport(
                    issue: Self.transferKey(issue), happenedAt: Moment(time), cause: cause, responsible: responsible,
                    lines: lines.map { .init(line: $0.line, pieces: $0.pieces) })), at: time, version: version, outcome, refusal,
            sourceLocation)
    }

    @discardableResult
    func cancelTransfer(
        _ key: String, at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handTransfer(
            nil, .transferCancellation(TransferCancellationRequest(request: Self.transferKey(key), reason: "改由供应商直送")), at: time,
            outcome, refusal, sourceLocation)
    }

    /// Requested, approved and sent at once, in the minutes of one hour.
    func sent(
        _ key: String, from: String = "WH", to: String = "GZ", _ line: TransferWish.Line, pricing: TransferPricing = .cost,
        on day: String
    ) async throws {
        try await transfer(key, from: from, to: to, line, pricing: pricing, at: "\(day) 09:00")
        try await approve(key, at: "\(day) 09:10")
        try await send("\(key)-out", of: key, at: "\(day) 09:20")
    }

    // MARK: What the store says

    /// Transfers 调拨: where each stands.
    func transfers() throws -> String {
        try query("SELECT sender, receiver, state, pieces, open, issued FROM transfer ORDER BY request").map { row in
            let state = TransferState(rawValue: row[2].integer).map { "\($0.chinese) \($0.english)" } ?? "?"
            return "\(row[0].text)→\(row[1].text) \(state) 申请 \(row[3].integer) 占用 \(row[4].integer) 出 \(row[5].integer)"
        }.joined(separator: "\n")
    }

    /// Goods under way 在途库存: pieces and money by the line of their issue.
    func underWay() throws -> String {
        try query(
            """
            SELECT t.receiver, i.name, t.pieces, t.received, t.short, t.unexplained, l.cost, l.price, l.received_price, l.short_price
            FROM transit_line t JOIN transfer_lot l ON l.issue = t.issue AND l.line = t.line JOIN item i ON i.code = t.item
            ORDER BY t.issue, t.line
            """
        ).map { row in
            let left = row[2].integer - row[3].integer - row[4].integer
            let rest = Money(fen: row[7].integer - row[8].integer - row[9].integer)
            return
                "→\(row[0].text) \(row[1].text) 出 \(row[2].integer) 收 \(row[3].integer) 短 \(row[4].integer) 在途 \(left)(待查 \(row[5].integer))成本 \(Money(fen: row[6].integer).text) 结算 \(Money(fen: row[7].integer).text) 未达 \(rest.text)"
        }.joined(separator: "\n")
    }
}

extension TransferWish.Line {
    static func of(
        _ goods: Goods, _ pieces: Int64, price: String = "0", condition: String = StockCondition.good
    ) -> TransferWish.Line {
        TransferWish.Line(item: goods.code, condition: condition, pieces: pieces, price: Money(yuan: price))
    }
}

extension StockLine {
    /// A line of a transfer issue or receipt by hand.
    static func at(
        _ line: Int64, _ goods: Goods, _ pieces: Int64, bin: String = "", condition: String = StockCondition.good
    ) -> StockLine {
        StockLine(line: line, item: goods.code, pieces: pieces, bin: bin, condition: condition)
    }
}
