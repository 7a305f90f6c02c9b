import Documents
import Kernel
import Testing

/// What happens in stories of stock beside purchase and sale.
extension Story {
    /// Somebody else than ``actor``.
    static let checker = Actor(name: "复核人", position: "checker", device: "desk-2")

    @discardableResult
    func otherReceipt(
        _ lines: StockLine..., reason: OtherReceiptReason = .found, into warehouse: String = "GZ", isAtAverage: Bool = false,
        at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await hand(
            .otherReceipt(
                OtherReceipt(
                    warehouse: warehouse, reason: reason, happenedAt: Moment(time), isAtAverage: isAtAverage, lines: lines)),
            at: Moment(time), expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    @discardableResult
    func otherIssue(
        _ lines: StockLine..., reason: OtherIssueReason, badManagement: Bool = false, from warehouse: String = "GZ", at time: String,
        key: String = "", expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await hand(
            .otherIssue(
                OtherIssue(
                    warehouse: warehouse, reason: reason, isBadManagement: badManagement, happenedAt: Moment(time), lines: lines)),
            at: Moment(time), external: key.isEmpty ? nil : ExternalKey(source: "issues", key: key), expect: outcome, refusal,
            sourceLocation: sourceLocation)
    }

    /// Somebody approves or rejects what was pushed under a key of `issues`.
    @discardableResult
    func decide(
        _ key: String, source: String = "issues", approved: Bool = true, by actor: Actor = Story.checker, at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let request = ApprovalRequest(subject: DocumentReference(source: source, key: key), isApproved: approved)
        let answer = try await company.submit(Command(actor: actor, body: .approval(request)), at: Moment(time))
        #expect(answer.outcome == outcome, "\(answer.english)", sourceLocation: sourceLocation)
        if !refusal.isEmpty { #expect(answer.refusalCode == refusal, "\(answer.english)", sourceLocation: sourceLocation) }
        return answer
    }

    @discardableResult
    func change(
        _ line: StockLine, to condition: String, bin: String = "", in warehouse: String = "GZ", at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await hand(
            .conditionChange(
                ConditionChange(
                    warehouse: warehouse, happenedAt: Moment(time), lines: [.init(from: line, condition: condition, bin: bin)])),
            at: Moment(time), expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    @discardableResult
    func assemble(
        _ kind: Assembly.Kind, _ taken: [StockLine], into made: [Assembly.Made], in warehouse: String = "GZ", at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await hand(
            .assembly(Assembly(warehouse: warehouse, kind: kind, happenedAt: Moment(time), taken: taken, made: made)), at: Moment(time),
            expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// What lies in the bins, condition by condition.
    func bins() throws -> String {
        try query(
            """
            SELECT p.warehouse, i.name, p.bin, p.lot, p.condition, p.owner, p.pieces FROM physical_stock p JOIN item i ON i.code = p.item
            WHERE p.pieces <> 0 ORDER BY p.warehouse, p.item, p.bin, p.lot, p.condition, p.owner
            """
        ).map { row in row[0...5].map(\.text).filter { !$0.isEmpty }.joined(separator: " ") + " ×\(row[6].integer)" }.joined(
            separator: "\n")
    }
}

extension Goods {
    /// Pieces that leave or change, at no stated amount.
    func some(
        _ pieces: Int64, bin: String = "", lot: String = "", condition: String = StockCondition.good, owner: String = "",
        amount: String = "0"
    ) -> StockLine {
        StockLine(
            line: number, item: code, pieces: pieces, bin: bin, lot: lot, condition: condition, owner: owner, amount: Money(yuan: amount))
    }
}
