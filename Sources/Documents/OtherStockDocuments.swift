import Kernel

/// Why goods came in that nobody bought and no buyer sent back. The raw value is stored; never reuse one.
public enum OtherReceiptReason: Int64, CaseIterable, Sendable {
    /// A gift of a supplier, beside what was ordered.
    case supplierGift = 1
    /// Found again outside a count: behind a rack, in another hall.
    case found = 2
    case other = 3

    public var chinese: String {
        switch self {
        case .supplierGift: "供应商赠品"
        case .found: "寻回"
        case .other: "其他"
        }
    }
    public var english: String {
        switch self {
        case .supplierGift: "gift from a supplier"
        case .found: "found again"
        case .other: "other"
        }
    }
}

/// An other receipt 其他入库单. Its lines carry their value without tax, or the whole document takes today's average.
public struct OtherReceipt: Hashable, Sendable {
    public var warehouse: String
    public var reason: OtherReceiptReason
    public var happenedAt: Moment
    /// Lines say no amount: they are worth what such pieces cost there today (accounting section 3, costing).
    public var isAtAverage: Bool
    public var note: String
    public var lines: [StockLine]

    public init(
        warehouse: String, reason: OtherReceiptReason, happenedAt: Moment, isAtAverage: Bool = false, note: String = "",
        lines: [StockLine]
    ) {
        self.warehouse = warehouse
        self.reason = reason
        self.happenedAt = happenedAt
        self.isAtAverage = isAtAverage
        self.note = note
        self.lines = lines
    }
}

/// Why goods leave that nobody bought. The raw value is stored; never reuse one.
public enum OtherIssueReason: Int64, CaseIterable, Sendable {
    /// 寄样 and 赠送: selling expense with deemed output VAT (domain rules, Orders: gifts without a sale).
    case sample = 1
    /// 领用 by the company itself.
    case ownUse = 2
    /// 报废: what they cost waits under decision until somebody says who bears it.
    case scrap = 3

    public var chinese: String {
        switch self {
        case .sample: "寄样赠送"
        case .ownUse: "领用"
        case .scrap: "报废"
        }
    }
    public var english: String {
        switch self {
        case .sample: "sample or gift"
        case .ownUse: "own use"
        case .scrap: "scrap"
        }
    }
}

/// An other issue 其他出库单. One that costs ``approvalLimit`` or more is a request first and moves nothing; the document that its
/// approval brings about is the issue.
public struct OtherIssue: Hashable, Sendable {
    public var warehouse: String
    /// The warehouse's book.
    public var book: String
    public var reason: OtherIssueReason
    /// Scrap that bad management caused: its input VAT is transferred out (accounting section 5.6).
    public var isBadManagement: Bool
    public var happenedAt: Moment
    public var note: String
    /// On samples `amount` is what like goods sell for without tax, the base of the deemed output VAT; zero leaves it to the composed price.
    public var lines: [StockLine]
    /// What the pieces cost when it was asked for, by moving average.
    public var cost: Money
    public var maker: Staff
    /// It waits for an approval.
    public var isRequest: Bool
    /// Log position of the request that was approved; 0 where none was needed.
    public var request: Int64

    /// From this cost on somebody other than the maker must approve: the amount from which the seed has differences approved
    /// (差异金额≥500 元), taken for goods that leave without a sale.
    public static let approvalLimit = Money(fen: 50_000)
    /// 成本利润率 of the composed price 组成计税价格 (增值税暂行条例实施细则 art. 16): 10 % on the cost.
    public static let composedProfit = Rate(tenThousandths: 1000)

    public init(
        warehouse: String, book: String = "", reason: OtherIssueReason, isBadManagement: Bool = false, happenedAt: Moment,
        note: String = "", lines: [StockLine], cost: Money = .zero, maker: Staff = .program, isRequest: Bool = false, request: Int64 = 0
    ) {
        self.warehouse = warehouse
        self.book = book
        self.reason = reason
        self.isBadManagement = isBadManagement
        self.happenedAt = happenedAt
        self.note = note
        self.lines = lines
        self.cost = cost
        self.maker = maker
        self.isRequest = isRequest
        self.request = request
    }
}

/// A condition change 状态调整单: pieces are good no more, or are good again.
public struct ConditionChange: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// From where and in which condition; its amount is zero.
        public var from: StockLine
        public var condition: String
        /// Where the pieces lie afterwards.
        public var bin: String

        public init(from: StockLine, condition: String, bin: String) {
            self.from = from
            self.condition = condition
            self.bin = bin
        }

        /// The same pieces as they are afterwards.
        public var to: StockLine {
            var line = from
            line.condition = condition
            line.bin = bin
            return line
        }
    }
    public var warehouse: String
    public var happenedAt: Moment
    public var reason: String
    public var lines: [Line]

    public init(warehouse: String, happenedAt: Moment, reason: String = "", lines: [Line]) {
        self.warehouse = warehouse
        self.happenedAt = happenedAt
        self.reason = reason
        self.lines = lines
    }
}

/// A bin move 移库单: pieces lie elsewhere in the same warehouse. It changes no value.
public struct BinMove: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// From where; its amount is zero.
        public var from: StockLine
        public var bin: String

        public init(from: StockLine, bin: String) {
            self.from = from
            self.bin = bin
        }

        public var to: StockLine {
            var line = from
            line.bin = bin
            return line
        }
    }
    public var warehouse: String
    public var happenedAt: Moment
    public var lines: [Line]

    public init(warehouse: String, happenedAt: Moment, lines: [Line]) {
        self.warehouse = warehouse
        self.happenedAt = happenedAt
        self.lines = lines
    }
}

/// An assembly or disassembly 组装拆卸单: pieces of some items become pieces of others, at the same cost together (INV-12).
public struct Assembly: Hashable, Sendable {
    public enum Kind: Int64, CaseIterable, Sendable {
        /// Parts become one whole.
        case assemble = 1
        /// One whole becomes parts, its cost split by their ratios.
        case disassemble = 2
        /// A carton item becomes piece items, or the other way round.
        case packConversion = 3

        public var chinese: String {
            switch self {
            case .assemble: "组装"
            case .disassemble: "拆卸"
            case .packConversion: "拆箱并箱"
            }
        }
        public var english: String {
            switch self {
            case .assemble: "assembly"
            case .disassemble: "disassembly"
            case .packConversion: "pack conversion"
            }
        }
    }
    /// What comes out, with its share of the cost.
    public struct Made: Hashable, Sendable {
        public var stock: StockLine
        public var ratio: Int64

        public init(_ stock: StockLine, ratio: Int64 = 1) {
            self.stock = stock
            self.ratio = ratio
        }
    }
    public var warehouse: String
    public var kind: Kind
    public var happenedAt: Moment
    public var taken: [StockLine]
    public var made: [Made]

    public init(warehouse: String, kind: Kind, happenedAt: Moment, taken: [StockLine], made: [Made]) {
        self.warehouse = warehouse
        self.kind = kind
        self.happenedAt = happenedAt
        self.taken = taken
        self.made = made
    }
}

/// Opening balances 期初余额 of one book: what it owns and owes beside its stock when it begins with us.
public struct OpeningBalances: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var role: AccountRole
        public var side: Side
        public var amount: Money
        /// Who owes or is owed.
        public var party: String

        public init(_ side: Side, _ role: AccountRole, _ amount: Money, party: String = "") {
            self.role = role
            self.side = side
            self.amount = amount
            self.party = party
        }
    }
    public var book: String
    public var day: Day
    public var lines: [Line]

    public init(book: String, day: Day, lines: [Line]) {
        self.book = book
        self.day = day
        self.lines = lines
    }
}

extension AccountRole {
    /// The role's name on the wire: callers name no account numbers.
    public var word: String { "\(self)" }

    public init?(word: String) {
        guard let known = AccountRole.allCases.first(where: { $0.word == word }) else { return nil }
        self = known
    }

    /// Its balance is the money of a place where goods lie: only stock documents change it (INV-05).
    public var isOfStock: Bool { ValuePlace.allCases.contains { $0.accounts.contains(self) } }

    /// Its balance is kept by who owes or is owed (accounting section 2, aux party).
    public var needsParty: Bool {
        switch self {
        case .receivables, .payables, .estimatedPayables, .lossClaims: true
        default: false
        }
    }
}
