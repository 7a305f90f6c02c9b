import Kernel

/// What is bought, from whom, to where and at what price: what a buyer states of a purchase order 采购订单 (accounting section 5.1).
public struct PurchaseTerms: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// Unique in the order; notice and receipts name it.
        public var line: Int64
        public var item: ItemCode
        public var pieces: Int64
        /// Price × pieces without tax.
        public var amount: Money

        public init(line: Int64, item: ItemCode, pieces: Int64, amount: Money) {
            self.line = line
            self.item = item
            self.pieces = pieces
            self.amount = amount
        }
    }

    public var supplier: SupplierCode
    public var warehouse: String
    public var orderedAt: Moment
    /// The day the supplier promised.
    public var expected: Day
    /// How much more than ordered may be received of a line 超收容差; the pieces are rounded down.
    public var tolerance: Rate
    /// Goods of this order are put away only as far as an inspection accepted them.
    public var mustInspect: Bool
    public var lines: [Line]

    public init(
        supplier: SupplierCode, warehouse: String, orderedAt: Moment, expected: Day, tolerance: Rate = .zero, mustInspect: Bool = false,
        lines: [Line]
    ) {
        self.supplier = supplier
        self.warehouse = warehouse
        self.orderedAt = orderedAt
        self.expected = expected
        self.tolerance = tolerance
        self.mustInspect = mustInspect
        self.lines = lines
    }

    public var amount: Money { lines.reduce(.zero) { $0 + $1.amount } }
}

/// A purchase order 采购订单: one version of it. It waits for somebody else's approval; then Orders issues the receiving notice.
public struct PurchaseOrder: Hashable, Sendable {
    public var terms: PurchaseTerms
    public var book: String
    public var maker: Staff
    /// Log position of the version whose place it takes, 0 for the first.
    public var replaces: Int64
    /// That version's receiving notice, which nothing may be received on any more; 0 for none.
    public var recalled: Int64
    /// It orders nothing: what is still open of the version that it replaces is not wanted any more. It has no lines.
    public var isClosing: Bool
    /// Why it was closed.
    public var reason: String

    public init(
        terms: PurchaseTerms, book: String, maker: Staff, replaces: Int64 = 0, recalled: Int64 = 0, isClosing: Bool = false,
        reason: String = ""
    ) {
        self.terms = terms
        self.book = book
        self.maker = maker
        self.replaces = replaces
        self.recalled = recalled
        self.isClosing = isClosing
        self.reason = reason
    }
}

/// Where a version of a purchase order stands. The raw value is stored.
public enum PurchaseOrderState: Int64, CaseIterable, Sendable {
    case waiting = 1
    /// Approved; the warehouse expects the goods.
    case expected = 2
    case partlyReceived = 3
    /// At least what was ordered of every line is in.
    case received = 4
    case rejected = 5
    /// A newer version took its place.
    case replaced = 6
    case closed = 7

    public var chinese: String {
        switch self {
        case .waiting: "待审批"
        case .expected: "待到货"
        case .partlyReceived: "部分入库"
        case .received: "已入库"
        case .rejected: "已驳回"
        case .replaced: "已被新版本替代"
        case .closed: "已关闭"
        }
    }
    public var english: String {
        switch self {
        case .waiting: "waiting for approval"
        case .expected: "expected"
        case .partlyReceived: "partly received"
        case .received: "received"
        case .rejected: "rejected"
        case .replaced: "replaced by a newer version"
        case .closed: "closed"
        }
    }
}

/// A receiving notice 收料通知单: Orders tells the warehouse what to expect of an approved purchase order. It carries no prices.
public struct ReceivingNotice: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var line: Int64
        public var item: ItemCode
        public var pieces: Int64
        /// The most that may be received: ordered and the tolerance (INV-07).
        public var most: Int64

        public init(line: Int64, item: ItemCode, pieces: Int64, most: Int64) {
            self.line = line
            self.item = item
            self.pieces = pieces
            self.most = most
        }
    }

    /// Log position of the purchase order's version.
    public var order: Int64
    public var supplier: SupplierCode
    public var warehouse: String
    public var expected: Day
    public var mustInspect: Bool
    public var lines: [Line]

    public init(
        order: Int64, supplier: SupplierCode, warehouse: String, expected: Day, mustInspect: Bool, lines: [Line]
    ) {
        self.order = order
        self.supplier = supplier
        self.warehouse = warehouse
        self.expected = expected
        self.mustInspect = mustInspect
        self.lines = lines
    }
}

/// An arrival 到货单: goods of a notice were unloaded. They are a task, not stock, until they are put away.
public struct Arrival: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The notice's line.
        public var line: Int64
        public var pieces: Int64

        public init(line: Int64, pieces: Int64) {
            self.line = line
            self.pieces = pieces
        }
    }

    /// Log position of the receiving notice.
    public var notice: Int64
    public var happenedAt: Moment
    public var waybill: String
    public var lines: [Line]

    public init(notice: Int64, happenedAt: Moment, waybill: String = "", lines: [Line]) {
        self.notice = notice
        self.happenedAt = happenedAt
        self.waybill = waybill
        self.lines = lines
    }
}

/// An inspection 质检单: which of the unloaded pieces may be put away, and why the others may not.
public struct Inspection: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var line: Int64
        public var accepted: Int64
        public var rejected: Int64
        /// Why pieces were rejected; they go back with the carrier and were never stock.
        public var reason: String

        public init(line: Int64, accepted: Int64, rejected: Int64 = 0, reason: String = "") {
            self.line = line
            self.accepted = accepted
            self.rejected = rejected
            self.reason = reason
        }
    }

    public var notice: Int64
    public var happenedAt: Moment
    public var lines: [Line]

    public init(notice: Int64, happenedAt: Moment, lines: [Line]) {
        self.notice = notice
        self.happenedAt = happenedAt
        self.lines = lines
    }
}

/// How a bill is spread over the lines of receipts (accounting section 5.1, inbound freight).
public enum SpreadBasis: Int64, CaseIterable, Sendable {
    /// By what the lines cost.
    case amount = 0
    /// By pieces × grams a piece.
    case weight = 1
}

/// A landed cost 采购费用单: what a carrier bills for goods of one or several receipts.
public struct LandedCost: Hashable, Sendable {
    /// What one receipt line bears, without deductible tax.
    public struct Part: Hashable, Sendable {
        public var receipt: Int64
        /// Place of the line in the receipt, from 1.
        public var line: Int64
        public var amount: Money

        public init(receipt: Int64, line: Int64, amount: Money) {
            self.receipt = receipt
            self.line = line
            self.amount = amount
        }
    }

    public var book: String
    /// Who is owed.
    public var carrier: SupplierCode
    public var happenedAt: Moment
    public var basis: SpreadBasis
    /// What becomes cost: the parts together (INV-12).
    public var cost: Money
    /// Deductible input VAT; zero without a special invoice 专用发票, and in the book of a small-scale taxpayer.
    public var inputVAT: Money
    public var parts: [Part]
    public var note: String

    public init(
        book: String, carrier: SupplierCode, happenedAt: Moment, basis: SpreadBasis, cost: Money, inputVAT: Money, parts: [Part],
        note: String
    ) {
        self.book = book
        self.carrier = carrier
        self.happenedAt = happenedAt
        self.basis = basis
        self.cost = cost
        self.inputVAT = inputVAT
        self.parts = parts
        self.note = note
    }
}

/// A price change 采购调价单 of one receipt line: a forward difference, nothing is posted again (DESIGN section 6).
public struct PriceChange: Hashable, Sendable {
    public var receipt: Int64
    /// Place of the line in the receipt, from 1.
    public var line: Int64
    public var book: String
    public var supplier: SupplierCode
    public var happenedAt: Moment
    /// What all pieces of the line should have cost, without tax.
    public var amount: Money
    /// By how much more we owe for the pieces that did not go back; negative is less.
    public var difference: Money
    public var reason: String

    public init(
        receipt: Int64, line: Int64, book: String, supplier: SupplierCode, happenedAt: Moment, amount: Money, difference: Money,
        reason: String
    ) {
        self.receipt = receipt
        self.line = line
        self.book = book
        self.supplier = supplier
        self.happenedAt = happenedAt
        self.amount = amount
        self.difference = difference
        self.reason = reason
    }
}
