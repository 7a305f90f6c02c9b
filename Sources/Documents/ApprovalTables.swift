import Kernel
import Storage

/// Where a document stands that must be approved. The raw value is stored.
public enum ApprovalState: Int64, CaseIterable, Sendable {
    case waiting = 1
    case approved = 2
    case rejected = 3
    /// Its maker took it back, or put a newer version in its place, before anybody decided.
    case withdrawn = 4

    public var chinese: String {
        switch self {
        case .waiting: "待审批"
        case .approved: "已批准"
        case .rejected: "已驳回"
        case .withdrawn: "已撤回"
        }
    }
    public var english: String {
        switch self {
        case .waiting: "waiting for approval"
        case .approved: "approved"
        case .rejected: "rejected"
        case .withdrawn: "withdrawn"
        }
    }
}

/// Documents that wait for an approval, and what was decided. Every leg reads it; only documents change it.
public final class ApprovalTables {
    public let approvals = Table<ApprovalRow>()

    public init() {}

    public var tables: [any OverlayTable] {
        [
            approvals
        ]
    }
    public static let schemas: [TableSchema] = [
        ApprovalRow.schema
    ]

    /// Decides on a document that waits; somebody else than its maker must.
    public func decide(_ subject: LoggedDocument, isApproved: Bool, note: String, checker: Staff) throws -> Approval {
        guard let row = try approvals.find(subject.position) else {
            throw ApprovalRefusal.nothingToApprove(number: subject.number.text)
        }
        guard row.state == ApprovalState.waiting.rawValue else {
            throw ApprovalRefusal.decidedAlready(number: subject.number.text, state: row.approvalState)
        }
        guard row.maker != checker.fingerprint else { throw ApprovalRefusal.makerIsChecker(number: subject.number.text) }
        return Approval(
            subject: subject.position, subjectKind: subject.document.kind, isApproved: isApproved, note: note, checker: checker)
    }

    /// Whether a document that must be approved was.
    public func isApproved(_ subject: Int64) throws -> Bool {
        try approvals.find(subject)?.state == ApprovalState.approved.rawValue
    }

    /// Folds a document that needs an approval, or one that gives it.
    public func apply(_ logged: LoggedDocument) throws {
        let earlier = logged.document.withdrawsApproval
        if earlier != 0, var row = try approvals.find(earlier), row.state == ApprovalState.waiting.rawValue {
            row.state = ApprovalState.withdrawn.rawValue
            row.decision = logged.position
            approvals.put(row)
        }
        if let need = logged.document.approvalNeed {
            approvals.put(
                ApprovalRow(
                    document: logged.position, kind: logged.document.kind.rawValue, book: need.book, maker: need.maker.fingerprint,
                    amount: need.amount.fen, state: ApprovalState.waiting.rawValue, decision: 0,
                    requestedAt: logged.recordedAt.milliseconds))
        } else if case .approval(let approval) = logged.document, var row = try approvals.find(approval.subject) {
            row.state = (approval.isApproved ? ApprovalState.approved : .rejected).rawValue
            row.decision = logged.position
            approvals.put(row)
        }
    }
}

extension ApprovalRow {
    public var approvalState: ApprovalState {
        guard let known = ApprovalState(rawValue: state) else { preconditionFailure("approval.state \(state) is none of ours") }
        return known
    }
}

/// What an approval is refused for.
public enum ApprovalRefusal: Refusal, Hashable {
    case nothingToApprove(number: String)
    case decidedAlready(number: String, state: ApprovalState)
    case makerIsChecker(number: String)

    public var code: String {
        switch self {
        case .nothingToApprove: "nothingToApprove"
        case .decidedAlready: "decidedAlready"
        case .makerIsChecker: "makerIsChecker"
        }
    }

    public var chinese: String {
        switch self {
        case .nothingToApprove(let number): "单据 \(number) 不需要审批。请核对单号。"
        case .decidedAlready(let number, let state): "单据 \(number) \(state.chinese),不能再次审批。如需更改,请另提新单。"
        case .makerIsChecker(let number): "单据 \(number) 不能由制单人自己审批(制单与审核须分离)。请换人审批。"
        }
    }

    public var english: String {
        switch self {
        case .nothingToApprove(let number): "Document \(number) needs no approval. Check the number."
        case .decidedAlready(let number, let state):
            "Document \(number) is \(state.english) and cannot be decided again. Make a new one instead."
        case .makerIsChecker(let number):
            "Document \(number) cannot be approved by its maker (maker and checker are two people). Ask somebody else."
        }
    }
}
