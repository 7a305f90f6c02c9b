import Kernel

/// How much a count may differ from the book, per article and count (seed chapter 三.3; accounting section 5.6): a share of the book
/// quantity in ten thousandths. Equal is within.
public enum VarianceThreshold {
    public static func tenThousandths(_ abcClass: Item.ABCClass) -> Int64 {
        switch abcClass {
        case .a: 30
        case .b: 50
        case .c: 100
        }
    }

    public static func holds(_ difference: Int64, of book: Int64, _ abcClass: Item.ABCClass) -> Bool {
        Int128(difference.magnitude) * 10_000 <= Int128(tenThousandths(abcClass)) * Int128(max(0, book))
    }
}

/// Why a count differs from the book 原因. The raw value is stored; never reuse one.
public enum VarianceCause: Int64, CaseIterable, Sendable {
    /// 合理损耗
    case normalLoss = 1
    /// 被盗
    case stolen = 2
    /// 丢失
    case lost = 3
    /// 管理不善霉烂变质
    case badManagement = 4
    /// 被没收
    case seized = 5
    /// 自然灾害
    case disaster = 6
    /// 调拨未入账
    case unrecordedTransfer = 7
    /// 补录采购
    case unrecordedPurchase = 8
    /// 自然升溢
    case naturalGain = 9
    /// 串号: one article lies where another is booked.
    case mixedUp = 10
    /// 放错库位: the pieces lie in another bin of the same count.
    case misplaced = 11

    /// Input VAT of what an abnormal loss took is transferred out (accounting section 5.6); natural wastage and disasters leave it.
    public var isAbnormal: Bool { [.stolen, .lost, .badManagement, .seized].contains(self) }

    /// May explain pieces that are missing.
    public var explainsShortage: Bool { ![.unrecordedPurchase, .naturalGain, .misplaced].contains(self) }
    /// May explain pieces that are too many.
    public var explainsSurplus: Bool { [.unrecordedPurchase, .naturalGain, .mixedUp, .unrecordedTransfer].contains(self) }

    public var chinese: String {
        switch self {
        case .normalLoss: "合理损耗"
        case .stolen: "被盗"
        case .lost: "丢失"
        case .badManagement: "管理不善"
        case .seized: "被没收"
        case .disaster: "自然灾害"
        case .unrecordedTransfer: "调拨未入账"
        case .unrecordedPurchase: "补录采购"
        case .naturalGain: "自然升溢"
        case .mixedUp: "串号"
        case .misplaced: "放错库位"
        }
    }

    public var english: String {
        switch self {
        case .normalLoss: "normal loss"
        case .stolen: "stolen"
        case .lost: "lost"
        case .badManagement: "spoiled by bad management"
        case .seized: "seized"
        case .disaster: "disaster"
        case .unrecordedTransfer: "transfer not recorded"
        case .unrecordedPurchase: "purchase not recorded"
        case .naturalGain: "natural gain"
        case .mixedUp: "mixed-up articles"
        case .misplaced: "in another bin"
        }
    }
}

/// A count plan 盘点计划: which bins and items of a warehouse are counted. It never says how many pieces are expected.
public struct CountPlan: Hashable, Sendable {
    public struct Task: Hashable, Sendable {
        public var bin: String
        public var item: ItemCode

        public init(bin: String, item: ItemCode) {
            self.bin = bin
            self.item = item
        }
    }

    public var warehouse: String
    public var book: String
    /// The bins whose codes begin so; empty: all.
    public var zone: String
    /// Only the items of its tasks; else whatever a scan finds in its bins.
    public var isByItems: Bool
    /// The counters do not see what the book holds.
    public var isBlind: Bool
    public var maker: Staff
    public var note: String
    public var tasks: [Task]

    public init(
        warehouse: String, book: String, zone: String, isByItems: Bool, isBlind: Bool, maker: Staff, note: String, tasks: [Task]
    ) {
        self.warehouse = warehouse
        self.book = book
        self.zone = zone
        self.isByItems = isByItems
        self.isBlind = isBlind
        self.maker = maker
        self.note = note
        self.tasks = tasks
    }
}

/// A count scan 盘点扫码: what one person found of one item in one bin. The scans of one pass add up; a recount is a later pass.
public struct CountScan: Hashable, Sendable {
    /// Log position of the plan.
    public var plan: Int64
    public var pass: Int64
    public var warehouse: String
    public var bin: String
    public var item: ItemCode
    public var lot: String
    public var condition: String
    public var owner: String
    /// 0: nothing of it lies there.
    public var pieces: Int64
    public var staff: Staff
    public var device: String
    public var happenedAt: Moment

    public init(
        plan: Int64, pass: Int64, warehouse: String, bin: String, item: ItemCode, lot: String, condition: String, owner: String,
        pieces: Int64, staff: Staff, device: String, happenedAt: Moment
    ) {
        self.plan = plan
        self.pass = pass
        self.warehouse = warehouse
        self.bin = bin
        self.item = item
        self.lot = lot
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
        self.staff = staff
        self.device = device
        self.happenedAt = happenedAt
    }
}

/// A count variance sheet 盘点差异表: it closes the counting of a plan. Each bin is compared with the book at the second of its last scan.
public struct CountSheet: Hashable, Sendable {
    /// One article of the count: item, condition, owner.
    public struct Line: Hashable, Sendable {
        public var line: Int64
        public var item: ItemCode
        public var condition: String
        public var owner: String
        public var abcClass: Item.ABCClass
        public var book: Int64
        public var counted: Int64
        /// The difference at the average of the day; negative where pieces are missing.
        public var value: Money

        public init(
            line: Int64, item: ItemCode, condition: String, owner: String, abcClass: Item.ABCClass, book: Int64, counted: Int64,
            value: Money
        ) {
            self.line = line
            self.item = item
            self.condition = condition
            self.owner = owner
            self.abcClass = abcClass
            self.book = book
            self.counted = counted
            self.value = value
        }

        public var difference: Int64 { counted - book }
        public var isWithin: Bool { VarianceThreshold.holds(difference, of: book, abcClass) }
    }

    /// Where the pieces of a line lie.
    public struct Bin: Hashable, Sendable {
        public var line: Int64
        public var bin: String
        public var lot: String
        public var pass: Int64
        public var countedAt: Moment
        public var book: Int64
        public var counted: Int64

        public init(line: Int64, bin: String, lot: String, pass: Int64, countedAt: Moment, book: Int64, counted: Int64) {
            self.line = line
            self.bin = bin
            self.lot = lot
            self.pass = pass
            self.countedAt = countedAt
            self.book = book
            self.counted = counted
        }
    }

    public var plan: Int64
    public var warehouse: String
    public var book: String
    public var maker: Staff
    public var lines: [Line]
    public var bins: [Bin]

    public init(plan: Int64, warehouse: String, book: String, maker: Staff, lines: [Line], bins: [Bin]) {
        self.plan = plan
        self.warehouse = warehouse
        self.book = book
        self.maker = maker
        self.lines = lines
        self.bins = bins
    }

    public var agrees: Bool { bins.allSatisfy { $0.book == $0.counted } }
}

/// The cause of one line of a variance sheet.
public struct LineCause: Hashable, Sendable {
    public var line: Int64
    public var cause: VarianceCause
    /// The line that this one was mixed up with; 0 for other causes.
    public var partner: Int64
    /// Whose purchase was not recorded.
    public var supplier: SupplierCode?
    /// Its price without tax, zero where the average holds.
    public var amount: Money
    public var note: String

    public init(
        line: Int64, cause: VarianceCause, partner: Int64 = 0, supplier: SupplierCode? = nil, amount: Money = .zero, note: String = ""
    ) {
        self.line = line
        self.cause = cause
        self.partner = partner
        self.supplier = supplier
        self.amount = amount
        self.note = note
    }
}

/// The analysis of a variance sheet 差异原因单. Its approval by somebody else corrects the three ledgers.
public struct CountCause: Hashable, Sendable {
    public var sheet: Int64
    public var plan: Int64
    public var book: String
    public var maker: Staff
    /// What is at stake: the values of the differences, gains and losses alike.
    public var amount: Money
    public var lines: [LineCause]

    public init(sheet: Int64, plan: Int64, book: String, maker: Staff, amount: Money, lines: [LineCause]) {
        self.sheet = sheet
        self.plan = plan
        self.book = book
        self.maker = maker
        self.amount = amount
        self.lines = lines
    }
}

/// A stock surplus 盘盈单: pieces that a count found and the book did not know.
public struct StockSurplus: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// Its amount is the price of a purchase that was not recorded, zero where the average holds.
        public var stock: StockLine
        public var cause: VarianceCause
        public var supplier: SupplierCode?

        public init(stock: StockLine, cause: VarianceCause, supplier: SupplierCode? = nil) {
            self.stock = stock
            self.cause = cause
            self.supplier = supplier
        }
    }
    public var sheet: Int64
    public var warehouse: String
    public var happenedAt: Moment
    public var lines: [Line]

    public init(sheet: Int64, warehouse: String, happenedAt: Moment, lines: [Line]) {
        self.sheet = sheet
        self.warehouse = warehouse
        self.happenedAt = happenedAt
        self.lines = lines
    }
}

/// A stock shortage 盘亏单: pieces that the book knew and a count did not find, or found as something else or elsewhere.
public struct StockShortage: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var stock: StockLine
        public var cause: VarianceCause
        /// The article's difference keeps to the threshold of its class.
        public var isWithin: Bool
        /// What the pieces are instead: the other article of a mix-up, or the bin in which they lie.
        public var becomes: StockLine?

        public init(stock: StockLine, cause: VarianceCause, isWithin: Bool, becomes: StockLine? = nil) {
            self.stock = stock
            self.cause = cause
            self.isWithin = isWithin
            self.becomes = becomes
        }
    }
    public var sheet: Int64
    public var warehouse: String
    public var happenedAt: Moment
    public var lines: [Line]

    public init(sheet: Int64, warehouse: String, happenedAt: Moment, lines: [Line]) {
        self.sheet = sheet
        self.warehouse = warehouse
        self.happenedAt = happenedAt
        self.lines = lines
    }
}

/// A reservation cut 占用调减单: pieces that were promised and are not there. They become backorders; their notices are stopped or cut.
public struct ReservationCut: Hashable, Sendable {
    public enum Cause: Int64, CaseIterable, Sendable {
        /// A count found less than was promised: the lowest priority loses first, the youngest of equals.
        case countShortage = 1
        /// A picker found fewer pieces than the notice asks for.
        case shortPick = 2

        public var chinese: String { self == .countShortage ? "盘亏" : "拣货缺货" }
        public var english: String { self == .countShortage ? "count shortage" : "short pick" }
    }
    public struct Line: Hashable, Sendable {
        public var trade: Int64
        /// The reservation's part and the order's line.
        public var part: Int64
        public var line: Int64
        /// 0 where the warehouse has no notice of it yet.
        public var notice: Int64
        public var item: ItemCode
        public var condition: String
        public var owner: String
        public var pieces: Int64

        public init(
            trade: Int64, part: Int64, line: Int64, notice: Int64, item: ItemCode, condition: String, owner: String, pieces: Int64
        ) {
            self.trade = trade
            self.part = part
            self.line = line
            self.notice = notice
            self.item = item
            self.condition = condition
            self.owner = owner
            self.pieces = pieces
        }
    }
    public var cause: Cause
    public var warehouse: String
    /// Where the picker looked; empty for a count.
    public var bin: String
    public var reason: String
    public var staff: Staff
    public var lines: [Line]

    public init(cause: Cause, warehouse: String, bin: String = "", reason: String = "", staff: Staff = .program, lines: [Line]) {
        self.cause = cause
        self.warehouse = warehouse
        self.bin = bin
        self.reason = reason
        self.staff = staff
        self.lines = lines
    }
}

// MARK: What callers ask
