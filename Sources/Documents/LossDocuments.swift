import Kernel

/// What somebody pays of a loss: a carrier, an insurer, a person of the company.
public struct LossClaim: Hashable, Sendable {
    public var party: String
    public var amount: Money

    public init(party: String, amount: Money) {
        self.party = party
        self.amount = amount
    }
}

/// A wish to settle what a stock document left under decision 待处理财产损溢.
public struct LossDisposalRequest: Hashable, Sendable {
    /// The stock document that lost or found the pieces.
    public var subject: DocumentReference
    /// Only what it says of this item; `nil` for all that is open.
    public var item: ItemCode?
    public var claims: [LossClaim]
    public var note: String

    public init(subject: DocumentReference, item: ItemCode? = nil, claims: [LossClaim] = [], note: String = "") {
        self.subject = subject
        self.item = item
        self.claims = claims
        self.note = note
    }
}

/// A loss disposal 损溢处理单: who bears what a stock document left under decision. It waits for the approval of somebody else, and posts
/// with it (accounting section 5.6).
public struct LossDisposal: Hashable, Sendable {
    /// One row of the register of what is under decision.
    public struct Line: Hashable, Sendable {
        /// The posting that opened it: document × 8 + ordinal; and its line.
        public var posting: Int64
        public var line: Int64
        /// What happened, for the rule that settles it (``PostingEvent/disposal``).
        public var event: PostingEvent
        public var warehouse: String
        public var item: ItemCode
        public var condition: String
        /// Lost; negative where pieces were found.
        public var pieces: Int64
        public var amount: Money

        public init(
            posting: Int64, line: Int64, event: PostingEvent, warehouse: String, item: ItemCode, condition: String, pieces: Int64,
            amount: Money
        ) {
            self.posting = posting
            self.line = line
            self.event = event
            self.warehouse = warehouse
            self.item = item
            self.condition = condition
            self.pieces = pieces
            self.amount = amount
        }
    }

    /// Log position of the stock document.
    public var subject: Int64
    public var book: String
    public var maker: Staff
    public var lines: [Line]
    public var claims: [LossClaim]
    public var note: String

    public init(subject: Int64, book: String, maker: Staff, lines: [Line], claims: [LossClaim], note: String) {
        self.subject = subject
        self.book = book
        self.maker = maker
        self.lines = lines
        self.claims = claims
        self.note = note
    }

    /// Losses less gains.
    public var amount: Money { lines.reduce(.zero) { $0 + $1.amount } }
    public var claimed: Money { claims.reduce(.zero) { $0 + $1.amount } }
}

extension PostingEvent {
    /// The events that settle what is under decision; every other line at ``ValuePlace/underDecision`` opens a row of its register.
    public static let disposals: Set<PostingEvent> = [
        .scrapDisposal, .transferLossDisposal, .countSurplusDisposal, .countReasonableDisposal, .countLossDisposal,
        .countDisasterDisposal,
    ]

    /// By which event what this one left under decision is settled (accounting sections 5.3, 5.5, 5.6).
    public var disposal: PostingEvent {
        switch self {
        case .returnScrap, .scrapIssue, .shippedShortage: .scrapDisposal
        case .transferLossPending, .transferLossPendingInBook: .transferLossDisposal
        case .countSurplus: .countSurplusDisposal
        case .countShortageReasonable: .countReasonableDisposal
        case .countDisasterPending: .countDisasterDisposal
        default: .countLossDisposal
        }
    }
}
