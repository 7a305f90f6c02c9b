import Kernel

/// At what price goods go from one warehouse's accounts to another's 内部结算价 (seed chapter 三.1). The raw value is stored.
public enum TransferPricing: Int64, CaseIterable, Sendable {
    /// 成本价: what the pieces cost the sending warehouse when they leave.
    case cost = 1
    /// 协议价
    case agreed = 2
    /// 市场价
    case market = 3

    public var chinese: String {
        switch self {
        case .cost: "成本价"
        case .agreed: "协议价"
        case .market: "市场价"
        }
    }
    public var english: String {
        switch self {
        case .cost: "at cost"
        case .agreed: "at an agreed price"
        case .market: "at market price"
        }
    }
}

/// A stock transfer request 跨仓调拨申请单. Finance approves what the goods cost and what they are settled at; then the pieces are reserved.
public struct TransferRequest: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var line: Int64
        public var item: ItemCode
        public var condition: String
        public var pieces: Int64
        /// Settlement price of one piece without tax; zero where goods move at cost.
        public var price: Money
        /// What the pieces would cost together at the moment of the request. The cost of what leaves is known when it leaves.
        public var expectedCost: Money

        public init(
            line: Int64, item: ItemCode, condition: String = StockCondition.good, pieces: Int64, price: Money = .zero,
            expectedCost: Money = .zero
        ) {
            self.line = line
            self.item = item
            self.condition = condition
            self.pieces = pieces
            self.price = price
            self.expectedCost = expectedCost
        }
    }

    /// The warehouse that sends, and its book.
    public var from: String
    public var book: String
    /// The warehouse that receives.
    public var to: String
    public var pricing: TransferPricing
    public var reason: String
    /// Who asks; see ``Staff``.
    public var maker: Staff
    public var lines: [Line]

    public init(
        from: String, book: String, to: String, pricing: TransferPricing, reason: String, maker: Staff, lines: [Line]
    ) {
        self.from = from
        self.book = book
        self.to = to
        self.pricing = pricing
        self.reason = reason
        self.maker = maker
        self.lines = lines
    }

    /// What the goods would cost at the moment of the request.
    public var expectedCost: Money { lines.reduce(.zero) { $0 + $1.expectedCost } }
    /// What they are settled at.
    public var settlement: Money { pricing == .cost ? expectedCost : lines.reduce(.zero) { $0 + $1.price * $1.pieces } }
}

/// A transfer notice 调拨通知单: the pieces of an approved request are reserved, and the sending warehouse is to pick them.
public struct TransferNotice: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The request's line.
        public var line: Int64
        public var item: ItemCode
        public var condition: String
        public var pieces: Int64

        public init(line: Int64, item: ItemCode, condition: String = StockCondition.good, pieces: Int64) {
            self.line = line
            self.item = item
            self.condition = condition
            self.pieces = pieces
        }
    }

    public var request: Int64
    public var from: String
    public var to: String
    public var lines: [Line]

    public init(request: Int64, from: String, to: String, lines: [Line]) {
        self.request = request
        self.from = from
        self.to = to
        self.lines = lines
    }
}

/// A transfer issue 调拨出库单: the fact that pieces left the sending warehouse. They are under way until a receipt or a shortage tells
/// of them; there may be several issues of one notice.
public struct TransferIssue: Hashable, Sendable {
    /// Settlement price of one piece of a line.
    public struct Price: Hashable, Sendable {
        public var line: Int64
        public var price: Money

        public init(line: Int64, price: Money) {
            self.line = line
            self.price = price
        }
    }

    public var notice: Int64
    public var request: Int64
    public var from: String
    public var to: String
    public var pricing: TransferPricing
    /// By line; empty where goods move at cost.
    public var prices: [Price]
    public var happenedAt: Moment
    public var waybill: String
    /// `line` is the request's; several bins may serve one.
    public var lines: [StockLine]

    public init(
        notice: Int64, request: Int64, from: String, to: String, pricing: TransferPricing, prices: [Price] = [], happenedAt: Moment,
        waybill: String = "", lines: [StockLine]
    ) {
        self.notice = notice
        self.request = request
        self.from = from
        self.to = to
        self.pricing = pricing
        self.prices = prices
        self.happenedAt = happenedAt
        self.waybill = waybill
        self.lines = lines
    }
}

/// A transfer receipt 调拨入库单: the fact that pieces under way arrived, or that pieces declared short were found after all.
public struct TransferReceipt: Hashable, Sendable {
    public var issue: Int64
    public var request: Int64
    /// The shortage whose pieces were found; 0 for pieces that were under way.
    public var shortage: Int64
    /// The warehouse that receives.
    public var to: String
    public var happenedAt: Moment
    /// `line` is the issue's; `condition` as they arrived.
    public var lines: [StockLine]

    public init(issue: Int64, request: Int64, shortage: Int64 = 0, to: String, happenedAt: Moment, lines: [StockLine]) {
        self.issue = issue
        self.request = request
        self.shortage = shortage
        self.to = to
        self.happenedAt = happenedAt
        self.lines = lines
    }
}

/// Why pieces under way did not arrive. The raw value is stored; never reuse one.
///
/// The cause decides whether input VAT is transferred out (domain rules, Warehouse): losses through bad management are abnormal losses
/// of the VAT rules, natural ones and disasters are not.
public enum TransferShortageCause: Int64, CaseIterable, Sendable {
    /// Nobody knows yet: the pieces stay under way, flagged; no period closes over them.
    case unknown = 0
    /// 合理损耗
    case reasonable = 1
    /// 承运人责任
    case carrier = 2
    /// 管理不善
    case badManagement = 3
    /// 被盗
    case theft = 4
    /// 丢失
    case lost = 5
    /// 自然灾害
    case disaster = 6

    public var transfersInputVATOut: Bool {
        switch self {
        case .carrier, .badManagement, .theft, .lost: true
        case .unknown, .reasonable, .disaster: false
        }
    }

    public var chinese: String {
        switch self {
        case .unknown: "原因待查"
        case .reasonable: "合理损耗"
        case .carrier: "承运人责任"
        case .badManagement: "管理不善"
        case .theft: "被盗"
        case .lost: "丢失"
        case .disaster: "自然灾害"
        }
    }
    public var english: String {
        switch self {
        case .unknown: "no cause yet"
        case .reasonable: "reasonable loss"
        case .carrier: "the carrier's fault"
        case .badManagement: "bad management"
        case .theft: "theft"
        case .lost: "lost"
        case .disaster: "disaster"
        }
    }
}

/// A transfer shortage 调拨短少单: pieces that left and did not arrive.
public struct TransferShortage: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The issue's line.
        public var line: Int64
        public var item: ItemCode
        /// As they left.
        public var condition: String
        public var pieces: Int64

        public init(line: Int64, item: ItemCode, condition: String = StockCondition.good, pieces: Int64) {
            self.line = line
            self.item = item
            self.condition = condition
            self.pieces = pieces
        }
    }

    public var issue: Int64
    public var request: Int64
    /// The warehouse that waited for them.
    public var to: String
    public var happenedAt: Moment
    public var cause: TransferShortageCause
    /// Who is to pay for it; empty for nobody.
    public var responsible: String
    public var note: String
    public var lines: [Line]

    public init(
        issue: Int64, request: Int64, to: String, happenedAt: Moment, cause: TransferShortageCause, responsible: String = "",
        note: String = "", lines: [Line]
    ) {
        self.issue = issue
        self.request = request
        self.to = to
        self.happenedAt = happenedAt
        self.cause = cause
        self.responsible = responsible
        self.note = note
        self.lines = lines
    }
}

/// A cancellation of a transfer 调拨取消单: what has not left is reserved no more; the request itself, where nobody has decided on it, is
/// withdrawn.
public struct TransferCancellation: Hashable, Sendable {
    public var request: Int64
    /// The notice that the warehouse must stop, 0 for none.
    public var notice: Int64
    public var reason: String

    public init(request: Int64, notice: Int64, reason: String) {
        self.request = request
        self.notice = notice
        self.reason = reason
    }
}

/// What one posting does to one line of a transfer issue: the outcome that the transfer register is folded from.
public struct TransferShare: Hashable, Sendable {
    /// Which posting of the document.
    public var ordinal: Int64
    public var issue: Int64
    public var line: Int64
    /// The shortage whose pieces are taken back here, 0 for none.
    public var shortage: Int64
    /// The warehouse under which the goods are under way.
    public var warehouse: String
    public var item: ItemCode
    /// As they left.
    public var condition: String
    public var pieces: Int64
    /// What the pieces cost the sending warehouse; on issues only.
    public var cost: Money
    /// What they are settled at.
    public var price: Money
    /// Input VAT transferred out; on shortages only.
    public var inputVAT: Money

    public init(
        ordinal: Int64, issue: Int64, line: Int64, shortage: Int64 = 0, warehouse: String, item: ItemCode, condition: String,
        pieces: Int64, cost: Money = .zero, price: Money, inputVAT: Money = .zero
    ) {
        self.ordinal = ordinal
        self.issue = issue
        self.line = line
        self.shortage = shortage
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.pieces = pieces
        self.cost = cost
        self.price = price
        self.inputVAT = inputVAT
    }
}
