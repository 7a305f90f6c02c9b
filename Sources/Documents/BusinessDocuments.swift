import Kernel

/// How a customer buys (domain rules, business orders).
public enum BusinessMode: Int64, CaseIterable, Sendable {
    /// 经销: sold when the customer has received the pieces.
    case wholesale = 1
    /// 代销: ours at the customer until his statement says that they are sold.
    case consignment = 2

    public var chinese: String { self == .wholesale ? "经销" : "代销" }
    public var english: String { self == .wholesale ? "wholesale" : "consignment" }
}

/// What makes a shop's orders a customer's business orders 2B 订单.
public struct BusinessTerms: Hashable, Sendable {
    /// The code of a ``Customer``: he owes what these orders come to, on account.
    public var customer: String
    public var mode: BusinessMode
    /// Days from the placing of an order during which it keeps what it reserved; then what has not left is cancelled.
    public var termDays: Int64

    public init(customer: String, mode: BusinessMode, termDays: Int64) {
        self.customer = customer
        self.mode = mode
        self.termDays = termDays
    }
}

/// A customer's word of what he received of one sales issue, and of refused pieces that are back with us.
public struct BusinessReceiptReport: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The sales order's line.
        public var line: Int64
        public var received: Int64
        /// Did not arrive.
        public var short: Int64
        /// Arrived, and the customer does not want them.
        public var refused: Int64

        public init(line: Int64, received: Int64 = 0, short: Int64 = 0, refused: Int64 = 0) {
            self.line = line
            self.received = received
            self.short = short
            self.refused = refused
        }
    }
    /// The sales issue.
    public var issue: DocumentReference
    public var happenedAt: Moment
    public var lines: [Line]
    /// Where refused pieces come back; empty where none do.
    public var warehouse: String
    /// Refused pieces that are back; `line` is the sales order's.
    public var back: [StockLine]
    public var note: String

    public init(
        issue: DocumentReference, happenedAt: Moment, lines: [Line] = [], warehouse: String = "", back: [StockLine] = [], note: String = ""
    ) {
        self.issue = issue
        self.happenedAt = happenedAt
        self.lines = lines
        self.warehouse = warehouse
        self.back = back
        self.note = note
    }
}

/// A customer's receipt 客户签收单 of one sales issue of a business order: what it settles of the goods shipped (account 1406).
public struct BusinessReceipt: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var line: Int64
        public var item: ItemCode
        public var received: Int64
        public var short: Int64
        /// Refused now, less pieces that had been refused and are lost on their way back.
        public var refused: Int64
        public var receivedCost: Money
        public var shortCost: Money

        public init(
            line: Int64, item: ItemCode, received: Int64, short: Int64, refused: Int64, receivedCost: Money, shortCost: Money
        ) {
            self.line = line
            self.item = item
            self.received = received
            self.short = short
            self.refused = refused
            self.receivedCost = receivedCost
            self.shortCost = shortCost
        }
    }
    public var trade: Int64
    /// Log position of the sales issue.
    public var issue: Int64
    public var shop: String
    public var happenedAt: Moment
    public var lines: [Line]
    public var warehouse: String
    /// `amount` is the cost at which the pieces left.
    public var back: [StockLine]
    /// Nothing of the trade is still to be shipped or with the customer undecided.
    public var isLast: Bool
    public var note: String

    public init(
        trade: Int64, issue: Int64, shop: String, happenedAt: Moment, lines: [Line], warehouse: String = "", back: [StockLine] = [],
        isLast: Bool = false, note: String = ""
    ) {
        self.trade = trade
        self.issue = issue
        self.shop = shop
        self.happenedAt = happenedAt
        self.lines = lines
        self.warehouse = warehouse
        self.back = back
        self.isLast = isLast
        self.note = note
    }
}

/// What a customer keeps back of a statement.
public struct StatementDeduction: Hashable, Sendable {
    public enum Kind: Int64, CaseIterable, Sendable {
        /// 账扣: promotion, display, logistics.
        case deduction = 1
        /// 返利
        case rebate = 2
    }
    public var kind: Kind
    public var amount: Money
    public var note: String

    public init(kind: Kind, amount: Money, note: String = "") {
        self.kind = kind
        self.amount = amount
        self.note = note
    }
}

/// A customer's statement of what he sold for us, as it is confirmed.
public struct ConsignmentStatementReport: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The order as the customer calls it.
        public var externalID: String
        /// The sales order's line.
        public var line: Int64
        public var pieces: Int64
        /// Tax included; zero takes the order's price.
        public var gross: Money

        public init(externalID: String, line: Int64, pieces: Int64, gross: Money = .zero) {
            self.externalID = externalID
            self.line = line
            self.pieces = pieces
            self.gross = gross
        }
    }
    public var shop: String
    /// The customer's number of the statement.
    public var statement: String
    public var happenedAt: Moment
    public var lines: [Line]
    public var deductions: [StatementDeduction]
    public var note: String

    public init(
        shop: String, statement: String, happenedAt: Moment, lines: [Line], deductions: [StatementDeduction] = [], note: String = ""
    ) {
        self.shop = shop
        self.statement = statement
        self.happenedAt = happenedAt
        self.lines = lines
        self.deductions = deductions
        self.note = note
    }
}

/// A confirmed consignment statement 代销结算单: sold pieces become sales, deductions are lines of their own.
public struct ConsignmentStatement: Hashable, Sendable {
    /// Pieces of one issue that were sold, oldest issue first.
    public struct Part: Hashable, Sendable {
        public var issue: Int64
        public var pieces: Int64
        public var cost: Money

        public init(issue: Int64, pieces: Int64, cost: Money) {
            self.issue = issue
            self.pieces = pieces
            self.cost = cost
        }
    }
    public struct Line: Hashable, Sendable {
        public var trade: Int64
        public var line: Int64
        public var item: ItemCode
        public var pieces: Int64
        public var gross: Money
        public var parts: [Part]

        public init(trade: Int64, line: Int64, item: ItemCode, pieces: Int64, gross: Money, parts: [Part]) {
            self.trade = trade
            self.line = line
            self.item = item
            self.pieces = pieces
            self.gross = gross
            self.parts = parts
        }
    }
    public var shop: String
    public var customer: String
    public var statement: String
    public var happenedAt: Moment
    public var lines: [Line]
    public var deductions: [StatementDeduction]
    /// Trades of which nothing is still to be shipped or with the customer undecided.
    public var ended: [Int64]
    public var note: String

    public init(
        shop: String, customer: String, statement: String, happenedAt: Moment, lines: [Line], deductions: [StatementDeduction] = [],
        ended: [Int64] = [], note: String = ""
    ) {
        self.shop = shop
        self.customer = customer
        self.statement = statement
        self.happenedAt = happenedAt
        self.lines = lines
        self.deductions = deductions
        self.ended = ended
        self.note = note
    }
}

extension MasterTables {
    /// A shop's terms name a customer, and a shop stays what it is: its open goods and receivables are that customer's.
    func validateTerms(
        of shop: Shop, _ check: (_ condition: Bool, _ field: String, _ value: String, _ chinese: String, _ english: String) throws -> Void
    ) throws {
        let customer = shop.business?.customer ?? ""
        if let before = try shops.find(shop.code) {
            let mode = shop.business?.mode.rawValue ?? 0
            try check(
                before.customer == customer && before.businessMode == mode, "business", customer,
                "店铺的客户与经销、代销方式不能改(现为“\(before.customer)”),请另建店铺",
                "a shop stays with its customer (“\(before.customer)”) and its mode: make a new code")
        }
        guard let terms = shop.business else { return }
        try check(
            (1...366).contains(terms.termDays), "business.termDays", "\(terms.termDays)", "业务订单的占用期限须为 1 至 366 天",
            "a business order keeps its pieces for 1 to 366 days")
        guard try records.find(.init(kind: MasterKind.customer.rawValue, code: customer)) != nil else {
            throw FormRefusal.unknownRecord(kindChinese: "客户", kindEnglish: "customer", code: customer)
        }
    }
}
