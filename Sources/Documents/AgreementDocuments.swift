import Kernel

/// A stock status report 库存动态报表 (seed chapter 二.3): what lies in one warehouse, by item, condition and owner, at one position of the log.
///
/// A warehouse with many items takes several parts of at most ``lineLimit`` lines; the first is the report, the others follow from it.
public struct StockStatusReport: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var item: ItemCode
        public var condition: String
        public var owner: String
        public var onHand: Int64
        public var reserved: Int64
        /// Pieces that orders wait for.
        public var waiting: Int64

        public init(
            item: ItemCode, condition: String = StockCondition.good, owner: String = "", onHand: Int64, reserved: Int64, waiting: Int64
        ) {
            self.item = item
            self.condition = condition
            self.owner = owner
            self.onHand = onHand
            self.reserved = reserved
            self.waiting = waiting
        }
    }

    public static let lineLimit: Int64 = 1000

    public var warehouse: String
    /// The last position of the log that its numbers tell of.
    public var position: Int64
    /// From 0.
    public var part: Int64
    public var isLast: Bool
    /// Those with anything on hand, reserved or waited for.
    public var lines: [Line]

    public init(warehouse: String, position: Int64, part: Int64 = 0, isLast: Bool = true, lines: [Line]) {
        self.warehouse = warehouse
        self.position = position
        self.part = part
        self.isLast = isLast
        self.lines = lines
    }
}

/// What an outside warehouse says it holds of some items at a moment of its own.
public struct StockClaimReport: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var item: ItemCode
        public var condition: String
        public var pieces: Int64

        public init(item: ItemCode, condition: String = StockCondition.good, pieces: Int64) {
            self.item = item
            self.condition = condition
            self.pieces = pieces
        }
    }

    /// Lines of one claim: what a difference may cause still fits into one command.
    public static let lineLimit = 400

    public var warehouse: String
    public var asOf: Moment
    /// The claim speaks of these items only; one that is not there is claimed with 0 pieces.
    public var lines: [Line]

    public init(warehouse: String, asOf: Moment, lines: [Line]) {
        self.warehouse = warehouse
        self.asOf = asOf
        self.lines = lines
    }
}

/// Why a claim differs from what our mirror knew at that moment. The raw value is stored; never reuse one.
public enum ClaimCause: Int64, CaseIterable, Sendable {
    /// A document that happened before the claim's moment and was recorded after it.
    case recordedLater = 1
    /// A delivery notice that is open: the pieces may be packed, and its issue is not reported yet.
    case noticeOpen = 2
    /// A transfer to the warehouse: the pieces may be unloaded, and their receipt is not reported yet.
    case underWay = 3

    public var chinese: String {
        switch self {
        case .recordedLater: "补录"
        case .noticeOpen: "通知未回单"
        case .underWay: "在途未回单"
        }
    }
    public var english: String {
        switch self {
        case .recordedLater: "recorded later"
        case .noticeOpen: "notice open"
        case .underWay: "under way"
        }
    }
}

/// A stock claim 申报库存: an outside warehouse's own report, compared with our mirror of it as of its moment. It changes no ledger;
/// every difference is a named document's or unexplained.
public struct StockClaim: Hashable, Sendable {
    public struct Explanation: Hashable, Sendable {
        public var document: Int64
        public var cause: ClaimCause
        /// Signed like the difference.
        public var pieces: Int64

        public init(document: Int64, cause: ClaimCause, pieces: Int64) {
            self.document = document
            self.cause = cause
            self.pieces = pieces
        }
    }

    public struct Line: Hashable, Sendable {
        public var item: ItemCode
        public var condition: String
        public var claimed: Int64
        /// What the mirror held as it was known at the claim's moment.
        public var known: Int64
        /// `claimed` − `known` = the pieces of these + `unexplained`.
        public var explanations: [Explanation]
        public var unexplained: Int64

        public init(
            item: ItemCode, condition: String = StockCondition.good, claimed: Int64, known: Int64, explanations: [Explanation] = [],
            unexplained: Int64
        ) {
            self.item = item
            self.condition = condition
            self.claimed = claimed
            self.known = known
            self.explanations = explanations
            self.unexplained = unexplained
        }

        /// What should be there by our documents: all that is explained, and nothing else.
        public var book: Int64 { claimed - unexplained }
    }

    public var warehouse: String
    public var asOf: Moment
    public var lines: [Line]

    public init(warehouse: String, asOf: Moment, lines: [Line]) {
        self.warehouse = warehouse
        self.asOf = asOf
        self.lines = lines
    }
}

/// A difference between book and found pieces of one item in one warehouse.
public struct VarianceFinding: Hashable, Sendable {
    public var warehouse: String
    public var item: ItemCode
    public var condition: String
    public var book: Int64
    public var found: Int64

    public init(warehouse: String, item: ItemCode, condition: String, book: Int64, found: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.book = book
        self.found = found
    }

    /// Above 0.5 % of the book pieces (seed chapter 二.3); anything where the book has none.
    public var isAlarming: Bool {
        let (difference, overflows) = (found - book).magnitude.multipliedReportingOverflow(by: 200)
        return overflows || difference > book.magnitude
    }
}

/// A variance alert 差异预警: finance must look into a difference until a day, and closes it with a reason.
public struct VarianceTask: Hashable, Sendable {
    /// Days that finance has.
    public static let days: Int32 = 3

    public var finding: VarianceFinding
    public var deadline: Day
    /// The task that this document closes; 0 opens one.
    public var closes: Int64
    /// Why it is closed.
    public var reason: String
    /// Who closes it.
    public var staff: Staff

    public init(finding: VarianceFinding, deadline: Day, closes: Int64 = 0, reason: String = "", staff: Staff = .program) {
        self.finding = finding
        self.deadline = deadline
        self.closes = closes
        self.reason = reason
        self.staff = staff
    }

    /// The difference in hundredths of a percent of the book pieces; `nil` where the book has none.
    public var rate: Int64? {
        finding.book == 0 ? nil : Rounding.divide(Int128(finding.found - finding.book) * 10_000, by: Int128(finding.book.magnitude))
    }
}

/// Where a variance task stands. The raw value is stored.
public enum VarianceState: Int64, CaseIterable, Sendable {
    case open = 1
    case closed = 2

    public var chinese: String {
        switch self {
        case .open: "待核查"
        case .closed: "已关闭"
        }
    }
    public var english: String {
        switch self {
        case .open: "to be looked into"
        case .closed: "closed"
        }
    }

    public static let arrows: [StateArrow<VarianceState>] = [
        StateArrow(from: [], by: .varianceTask, to: [.open]), StateArrow(from: [.open], by: .varianceTask, to: [.closed]),
    ]
}

/// A wish to close a variance task.
public struct VarianceClosing: Hashable, Sendable {
    public var subject: DocumentReference
    public var reason: String

    public init(subject: DocumentReference, reason: String) {
        self.subject = subject
        self.reason = reason
    }
}

extension Document {
    /// Differences between book and found pieces that the document tells of: one line for each family of documents that finds any.
    public var varianceFindings: [VarianceFinding] {
        switch self {
        case .stockClaim(let claim):
            claim.lines.filter { $0.unexplained != 0 }.map {
                VarianceFinding(warehouse: claim.warehouse, item: $0.item, condition: $0.condition, book: $0.book, found: $0.claimed)
            }
        default: []
        }
    }
}
