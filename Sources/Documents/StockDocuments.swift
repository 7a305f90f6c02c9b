import Kernel

/// Pieces that move, at the finest grain a scan knows.
public struct StockLine: Hashable, Sendable {
    public var line: Int64
    public var item: ItemCode
    public var pieces: Int64
    public var bin: String
    public var lot: String
    public var condition: String
    public var owner: String
    /// Value without tax, on documents that bring goods in and on goods that go back to a supplier; zero else.
    public var amount: Money
    /// The last day on which the lot may be sold, where goods come in; a lot keeps the day of its first document.
    public var expires: Day?

    public init(
        line: Int64, item: ItemCode, pieces: Int64, bin: String = "", lot: String = "", condition: String = StockCondition.good,
        owner: String = "", amount: Money = .zero, expires: Day? = nil
    ) {
        self.line = line
        self.item = item
        self.pieces = pieces
        self.bin = bin
        self.lot = lot
        self.condition = condition
        self.owner = owner
        self.amount = amount
        self.expires = expires
    }
}

/// Opening stock 期初库存 of one warehouse, with its cost.
public struct OpeningStock: Hashable, Sendable {
    public var warehouse: String
    public var day: Day
    public var lines: [StockLine]

    public init(warehouse: String, day: Day, lines: [StockLine]) {
        self.warehouse = warehouse
        self.day = day
        self.lines = lines
    }
}

/// A purchase receipt 采购入库单, valued at the order's price without tax until the invoice comes; one without an order at its own amounts.
public struct PurchaseReceipt: Hashable, Sendable {
    public var warehouse: String
    public var supplier: SupplierCode
    public var happenedAt: Moment
    /// Log position of the receiving notice, and of the purchase order's version behind it; both 0 for goods that came without an order.
    public var notice: Int64
    public var order: Int64
    /// With a notice, `line` is the notice's, and bins may share one.
    public var lines: [StockLine]

    public init(
        warehouse: String, supplier: SupplierCode, happenedAt: Moment, notice: Int64 = 0, order: Int64 = 0, lines: [StockLine]
    ) {
        self.warehouse = warehouse
        self.supplier = supplier
        self.happenedAt = happenedAt
        self.notice = notice
        self.order = order
        self.lines = lines
    }
}

/// A sales issue 销售出库单: the fact that pieces of a notice left the warehouse.
public struct SalesIssue: Hashable, Sendable {
    /// Log position of the delivery notice.
    public var notice: Int64
    public var trade: Int64
    public var shop: String
    public var warehouse: String
    public var happenedAt: Moment
    public var waybill: String
    /// `line` is the sales order's line; pieces as picked.
    public var lines: [StockLine]

    public init(
        notice: Int64, trade: Int64, shop: String, warehouse: String, happenedAt: Moment, waybill: String = "", lines: [StockLine]
    ) {
        self.notice = notice
        self.trade = trade
        self.shop = shop
        self.warehouse = warehouse
        self.happenedAt = happenedAt
        self.waybill = waybill
        self.lines = lines
    }
}
