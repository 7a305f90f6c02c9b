import Kernel

/// The debit or credit side of a voucher line.
public enum Side: Int64, Sendable {
    case debit = 0
    case credit = 1
}

/// A ledger account 会计科目; its number is data, its role is what rules name (accounting section 2).
public struct LedgerAccount: Hashable, Sendable {
    public enum Category: Int64, Sendable {
        case asset = 1
        case liability, common, equity, profitAndLoss
    }
    public var number: Int64
    public var name: String
    public var english: String
    public var side: Side
    public var category: Category
    public var role: AccountRole?

    public init(number: Int64, name: String, english: String, side: Side, category: Category, role: AccountRole? = nil) {
        self.number = number
        self.name = name
        self.english = english
        self.side = side
        self.category = category
        self.role = role
    }
}

/// What an account is for. Rules name roles; the chart gives the numbers.
public enum AccountRole: Int64, CaseIterable, Sendable {
    case receivables = 1
    case goods
    case defectiveGoods
    case goodsShipped
    case estimatedPayables
    case outputVAT
    case salesRevenue
    case serviceRevenue
    case costOfSales
    case costVariance
    case paidInCapital
    case bank
    case channelWallet
}

/// What happened, for the choice of a posting rule 凭证模板.
public enum PostingEvent: Int64, CaseIterable, Sendable {
    case sale = 1
    case costOfSales = 2
    case openingStock = 3
    case purchaseReceipt = 4

    public var chinese: String {
        switch self {
        case .sale: "销售"
        case .costOfSales: "结转成本"
        case .openingStock: "期初库存"
        case .purchaseReceipt: "采购入库暂估"
        }
    }
    public var english: String {
        switch self {
        case .sale: "sale"
        case .costOfSales: "cost of sales"
        case .openingStock: "opening stock"
        case .purchaseReceipt: "purchase receipt, estimated"
        }
    }
}

/// Which of an event's amounts a rule line takes: a closed list.
public enum AmountRole: Int64, CaseIterable, Sendable {
    /// What each party owes, tax included.
    case owed = 1
    case goodsNet
    case serviceNet
    case vat
    /// The cost of what left or came, in total.
    case costTotal
    /// The same by warehouse, item and condition, with pieces.
    case costByStock
    /// What the supplier will invoice, without tax.
    case estimate
}

/// A posting rule: event, version, and lines of side + account role + amount role. Data, not code (DESIGN section 6).
public struct PostingRule: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var side: Side
        public var account: AccountRole
        public var amount: AmountRole

        public init(_ side: Side, _ account: AccountRole, _ amount: AmountRole) {
            self.side = side
            self.account = account
            self.amount = amount
        }
    }

    public var event: PostingEvent
    public var version: Int64
    public var lines: [Line]

    public init(event: PostingEvent, version: Int64, lines: [Line]) {
        self.event = event
        self.version = version
        self.lines = lines
    }
}

/// Where value lies (存放处); pieces and money are kept by place.
public enum ValuePlace: Int64, Sendable {
    /// Not stock: a line without pieces.
    case none = 0
    case onHand = 1
}

/// One line of a posting: side, account, amount and what it is about. Negative is red.
public struct PostingLine: Hashable, Sendable {
    public var side: Side
    public var account: Int64
    public var amount: Money
    public var party: String
    public var place: ValuePlace
    public var warehouse: String
    public var item: Int64
    public var condition: String
    /// Pieces moved, in the direction of `side`; 0 on lines that are not stock.
    public var pieces: Int64

    public init(
        side: Side, account: Int64, amount: Money, party: String = "", place: ValuePlace = .none, warehouse: String = "",
        item: Int64 = 0, condition: String = "", pieces: Int64 = 0
    ) {
        self.side = side
        self.account = account
        self.amount = amount
        self.party = party
        self.place = place
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.pieces = pieces
    }
}

/// What one document does to the general ledger: balanced lines, with the rule and its version (INV-01).
public struct Posting: Hashable, Sendable {
    public var event: PostingEvent
    public var ruleVersion: Int64
    public var book: String
    public var day: Day
    /// The shop whose day bundles it; empty for documents of no shop.
    public var shop: String
    /// True when the day's end seals it with others of the same shop, day and rule.
    public var bundled: Bool
    public var lines: [PostingLine]

    public init(
        event: PostingEvent, ruleVersion: Int64, book: String, day: Day, shop: String, bundled: Bool, lines: [PostingLine]
    ) {
        self.event = event
        self.ruleVersion = ruleVersion
        self.book = book
        self.day = day
        self.shop = shop
        self.bundled = bundled
        self.lines = lines
    }
}
