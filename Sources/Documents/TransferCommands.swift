import Kernel

/// A wish to move goods from one warehouse to another.
public struct TransferWish: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var item: ItemCode
        public var condition: String
        public var pieces: Int64
        /// Settlement price of one piece without tax, where goods do not move at cost.
        public var price: Money

        public init(item: ItemCode, condition: String = StockCondition.good, pieces: Int64, price: Money = .zero) {
            self.item = item
            self.condition = condition
            self.pieces = pieces
            self.price = price
        }
    }

    public var from: String
    public var to: String
    public var pricing: TransferPricing
    public var reason: String
    public var lines: [Line]

    public init(from: String, to: String, pricing: TransferPricing = .cost, reason: String = "", lines: [Line]) {
        self.from = from
        self.to = to
        self.pricing = pricing
        self.reason = reason
        self.lines = lines
    }
}

/// The sending warehouse's word that pieces left.
public struct TransferIssueReport: Hashable, Sendable {
    /// The transfer notice, or the request that it is of.
    public var transfer: DocumentReference
    public var happenedAt: Moment
    public var waybill: String
    /// Empty: everything that is still open, from the bins where it lies.
    public var lines: [StockLine]

    public init(transfer: DocumentReference, happenedAt: Moment, waybill: String = "", lines: [StockLine] = []) {
        self.transfer = transfer
        self.happenedAt = happenedAt
        self.waybill = waybill
        self.lines = lines
    }
}

/// The receiving warehouse's word that pieces arrived, or were found later.
public struct TransferReceiptReport: Hashable, Sendable {
    /// The transfer issue; a transfer shortage for pieces that were declared short and found.
    public var source: DocumentReference
    public var happenedAt: Moment
    /// `line` is the issue's. Empty: everything that is under way (or short), good as it left, into `bin`.
    public var lines: [StockLine]
    public var bin: String

    public init(source: DocumentReference, happenedAt: Moment, lines: [StockLine] = [], bin: String = "") {
        self.source = source
        self.happenedAt = happenedAt
        self.lines = lines
        self.bin = bin
    }
}

/// The receiving warehouse's word that pieces did not arrive.
public struct TransferShortageReport: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The issue's line.
        public var line: Int64
        public var pieces: Int64

        public init(line: Int64, pieces: Int64) {
            self.line = line
            self.pieces = pieces
        }
    }

    public var issue: DocumentReference
    public var happenedAt: Moment
    public var cause: TransferShortageCause
    public var responsible: String
    public var note: String
    /// Empty: everything that is still under way.
    public var lines: [Line]

    public init(
        issue: DocumentReference, happenedAt: Moment, cause: TransferShortageCause, responsible: String = "", note: String = "",
        lines: [Line] = []
    ) {
        self.issue = issue
        self.happenedAt = happenedAt
        self.cause = cause
        self.responsible = responsible
        self.note = note
        self.lines = lines
    }
}

/// A wish to stop a transfer: what has not left stays.
public struct TransferCancellationRequest: Hashable, Sendable {
    public var request: DocumentReference
    public var reason: String

    public init(request: DocumentReference, reason: String) {
        self.request = request
        self.reason = reason
    }
}
