import Kernel

/// Pieces of one receipt line that go back.
public struct PurchaseReturnLine: Hashable, Sendable {
    /// Place of the line in the receipt, from 1; at most once in a return.
    public var line: Int64
    public var item: ItemCode
    /// In which condition the pieces lie here now.
    public var condition: String
    public var pieces: Int64
    /// What the receipt's own price makes of them, without tax.
    public var amount: Money

    public init(line: Int64, item: ItemCode, condition: String, pieces: Int64, amount: Money) {
        self.line = line
        self.item = item
        self.condition = condition
        self.pieces = pieces
        self.amount = amount
    }
}

/// A purchase return request 采购退货申请: the warehouse wants pieces of a receipt to go back, or withdraws such a wish.
public struct PurchaseReturnRequest: Hashable, Sendable {
    public var receipt: Int64
    public var warehouse: String
    public var supplier: SupplierCode
    public var book: String
    public var reason: String
    public var maker: Staff
    /// Log position of the return order that ends here: what has not left yet stays. Then there are no lines.
    public var withdraws: Int64
    public var lines: [PurchaseReturnLine]

    public init(
        receipt: Int64, warehouse: String, supplier: SupplierCode, book: String, reason: String, maker: Staff, withdraws: Int64 = 0,
        lines: [PurchaseReturnLine]
    ) {
        self.receipt = receipt
        self.warehouse = warehouse
        self.supplier = supplier
        self.book = book
        self.reason = reason
        self.maker = maker
        self.withdraws = withdraws
        self.lines = lines
    }
}

/// A purchase return order 采购退单: Orders keeps the pieces for the return; it waits for somebody else's approval.
public struct PurchaseReturnOrder: Hashable, Sendable {
    public var request: Int64
    public var receipt: Int64
    public var warehouse: String
    public var supplier: SupplierCode
    public var book: String
    public var reason: String
    /// Who asked for it.
    public var maker: Staff
    public var lines: [PurchaseReturnLine]

    public init(
        request: Int64, receipt: Int64, warehouse: String, supplier: SupplierCode, book: String, reason: String, maker: Staff,
        lines: [PurchaseReturnLine]
    ) {
        self.request = request
        self.receipt = receipt
        self.warehouse = warehouse
        self.supplier = supplier
        self.book = book
        self.reason = reason
        self.maker = maker
        self.lines = lines
    }

    public var amount: Money { lines.reduce(.zero) { $0 + $1.amount } }
}

/// Where a purchase return stands. The raw value is stored.
public enum PurchaseReturnState: Int64, CaseIterable, Sendable {
    case waiting = 1
    case approved = 2
    case rejected = 3
    case withdrawn = 4
    /// Every piece has left.
    case issued = 5

    public var chinese: String {
        switch self {
        case .waiting: "待审批"
        case .approved: "待出库"
        case .rejected: "已驳回"
        case .withdrawn: "已撤回"
        case .issued: "已出库"
        }
    }
    public var english: String {
        switch self {
        case .waiting: "waiting for approval"
        case .approved: "to be issued"
        case .rejected: "rejected"
        case .withdrawn: "withdrawn"
        case .issued: "issued"
        }
    }
}

/// A purchase return issue 采购退货单: the fact that pieces of a return order left.
public struct PurchaseReturnIssue: Hashable, Sendable {
    /// Log position of the return order.
    public var order: Int64
    public var receipt: Int64
    public var warehouse: String
    public var supplier: SupplierCode
    public var happenedAt: Moment
    public var waybill: String
    /// `line` is the receipt's; the amount is what the receipt's own price makes of the pieces.
    public var lines: [StockLine]

    public init(
        order: Int64, receipt: Int64, warehouse: String, supplier: SupplierCode, happenedAt: Moment, waybill: String, lines: [StockLine]
    ) {
        self.order = order
        self.receipt = receipt
        self.warehouse = warehouse
        self.supplier = supplier
        self.happenedAt = happenedAt
        self.waybill = waybill
        self.lines = lines
    }
}
