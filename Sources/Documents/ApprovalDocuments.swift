import Kernel

/// An approval 审批 or its refusal: somebody other than the maker decides on a document that waits for it.
public struct Approval: Hashable, Sendable {
    /// Log position of the document decided on.
    public var subject: Int64
    public var subjectKind: DocumentKind
    public var isApproved: Bool
    public var note: String
    /// Who decided; see ``Staff``.
    public var checker: Staff

    public init(subject: Int64, subjectKind: DocumentKind, isApproved: Bool, note: String, checker: Staff) {
        self.subject = subject
        self.subjectKind = subjectKind
        self.isApproved = isApproved
        self.note = note
        self.checker = checker
    }
}

/// A person of the company as documents name them: a fingerprint of the name, equal on every device and in every position. The
/// audit trail says who it is (decision 0010); a document needs no more to tell maker from checker.
public struct Staff: Hashable, Sendable {
    public var fingerprint: Int64

    public init(fingerprint: Int64) { self.fingerprint = fingerprint }

    /// The program itself.
    public static let program = Staff(fingerprint: 0)
}

/// What a document that must be approved says of itself.
public struct ApprovalNeed: Hashable, Sendable {
    public var book: String
    public var maker: Staff
    /// What is at stake, for the list of those who decide.
    public var amount: Money

    public init(book: String, maker: Staff, amount: Money) {
        self.book = book
        self.maker = maker
        self.amount = amount
    }
}

extension Document {
    /// `nil` for documents that nobody needs to approve.
    public var approvalNeed: ApprovalNeed? {
        switch self {
        case .transferRequest(let value): ApprovalNeed(book: value.book, maker: value.maker, amount: value.settlement)
        case .lossDisposal(let disposal): ApprovalNeed(book: disposal.book, maker: disposal.maker, amount: disposal.amount)
        case .purchaseOrder(let order) where !order.isClosing:
            ApprovalNeed(book: order.book, maker: order.maker, amount: order.terms.amount)
        case .purchaseReturnOrder(let order): ApprovalNeed(book: order.book, maker: order.maker, amount: order.amount)
        case .otherIssue(let issue) where issue.isRequest:
            ApprovalNeed(book: issue.book, maker: issue.maker, amount: issue.cost)
        case .orderMark(let mark): ApprovalNeed(book: mark.book, maker: mark.maker, amount: mark.amount)
        case .countCause(let causes): ApprovalNeed(book: causes.book, maker: causes.maker, amount: causes.amount)
        default: nil
        }
    }

    /// Log position of an earlier document that nobody needs to decide on any more because of this one, 0 for none.
    public var withdrawsApproval: Int64 {
        switch self {
        case .transferCancellation(let value): value.request
        case .purchaseOrder(let order): order.replaces
        case .purchaseReturnRequest(let request): request.withdraws
        default: 0
        }
    }
}
