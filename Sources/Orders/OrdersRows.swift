import Documents
import Storage

/// A trade and where it stands. Amounts in fen; `state` is an ``OrderState``.
public struct SalesOrderRow: TableRow, Hashable {
    public typealias Key = Int64

    public var trade: Int64
    public var shop: String
    public var book: String
    public var externalId: String
    public var channelOrder: Int64
    public var salesOrder: Int64
    public var receivable: Int64
    public var state: Int64
    public var priority: Int64
    public var channelState: String
    public var area: String
    public var person: Int64
    public var digest: [UInt8]
    public var placedAt: Int64
    public var paidAt: Int64
    public var deliveredAt: Int64
    public var pieces: Int64
    public var waiting: Int64
    public var noticed: Int64
    public var shipped: Int64
    public var listAmount: Int64
    public var freight: Int64
    public var gross: Int64
    public var paid: Int64

    public init(
        trade: Int64, shop: String, book: String, externalId: String, channelOrder: Int64, salesOrder: Int64, receivable: Int64,
        state: Int64, priority: Int64, channelState: String, area: String, person: Int64, digest: [UInt8], placedAt: Int64, paidAt: Int64,
        deliveredAt: Int64, pieces: Int64, waiting: Int64, noticed: Int64, shipped: Int64, listAmount: Int64, freight: Int64, gross: Int64,
        paid: Int64
    ) {
        self.trade = trade
        self.shop = shop
        self.book = book
        self.externalId = externalId
        self.channelOrder = channelOrder
        self.salesOrder = salesOrder
        self.receivable = receivable
        self.state = state
        self.priority = priority
        self.channelState = channelState
        self.area = area
        self.person = person
        self.digest = digest
        self.placedAt = placedAt
        self.paidAt = paidAt
        self.deliveredAt = deliveredAt
        self.pieces = pieces
        self.waiting = waiting
        self.noticed = noticed
        self.shipped = shipped
        self.listAmount = listAmount
        self.freight = freight
        self.gross = gross
        self.paid = paid
    }

    public static let schema = TableSchema(
        "sales_order",
        [
            .integer("trade"), .text("shop"), .text("book"), .text("external_id"), .integer("channel_order"), .integer("sales_order"),
            .integer("receivable"), .integer("state"), .integer("priority"), .text("channel_state"), .text("area"), .integer("person"),
            .blob("digest"), .integer("placed_at"), .integer("paid_at"), .integer("delivered_at"), .integer("pieces"), .integer("waiting"),
            .integer("noticed"), .integer("shipped"), .integer("list_amount"), .integer("freight"), .integer("gross"), .integer("paid"),
        ], key: ["trade"], indexes: [TableIndex("sales_order_state", on: ["state"])])

    public var key: Key { trade }

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.text(shop)
        sink.text(book)
        sink.text(externalId)
        sink.integer(channelOrder)
        sink.integer(salesOrder)
        sink.integer(receivable)
        sink.integer(state)
        sink.integer(priority)
        sink.text(channelState)
        sink.text(area)
        sink.integer(person)
        sink.blob(digest)
        sink.integer(placedAt)
        sink.integer(paidAt)
        sink.integer(deliveredAt)
        sink.integer(pieces)
        sink.integer(waiting)
        sink.integer(noticed)
        sink.integer(shipped)
        sink.integer(listAmount)
        sink.integer(freight)
        sink.integer(gross)
        sink.integer(paid)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        shop = columns.text()
        book = columns.text()
        externalId = columns.text()
        channelOrder = columns.integer()
        salesOrder = columns.integer()
        receivable = columns.integer()
        state = columns.integer()
        priority = columns.integer()
        channelState = columns.text()
        area = columns.text()
        person = columns.integer()
        digest = columns.blob()
        placedAt = columns.integer()
        paidAt = columns.integer()
        deliveredAt = columns.integer()
        pieces = columns.integer()
        waiting = columns.integer()
        noticed = columns.integer()
        shipped = columns.integer()
        listAmount = columns.integer()
        freight = columns.integer()
        gross = columns.integer()
        paid = columns.integer()
    }
}

/// A line of the sales order in force.
public struct OrderLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var line: Int64

        public init(trade: Int64, line: Int64) {
            self.trade = trade
            self.line = line
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var line: Int64
    public var lineId: String
    public var item: Int64
    public var kit: Int64
    public var isService: Int64
    public var pieces: Int64
    public var listAmount: Int64
    public var freight: Int64
    public var gross: Int64
    public var net: Int64
    public var rate: Int64
    public var seller: String

    public init(
        trade: Int64, line: Int64, lineId: String, item: Int64, kit: Int64, isService: Int64, pieces: Int64, listAmount: Int64,
        freight: Int64, gross: Int64, net: Int64, rate: Int64, seller: String
    ) {
        self.trade = trade
        self.line = line
        self.lineId = lineId
        self.item = item
        self.kit = kit
        self.isService = isService
        self.pieces = pieces
        self.listAmount = listAmount
        self.freight = freight
        self.gross = gross
        self.net = net
        self.rate = rate
        self.seller = seller
    }

    public static let schema = TableSchema(
        "order_line",
        [
            .integer("trade"), .integer("line"), .text("line_id"), .integer("item"), .integer("kit"), .integer("is_service"),
            .integer("pieces"), .integer("list_amount"), .integer("freight"), .integer("gross"), .integer("net"), .integer("rate"),
            .text("seller"),
        ], key: ["trade", "line"])

    public var key: Key { Key(trade: trade, line: line) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(line)
        sink.text(lineId)
        sink.integer(item)
        sink.integer(kit)
        sink.integer(isService)
        sink.integer(pieces)
        sink.integer(listAmount)
        sink.integer(freight)
        sink.integer(gross)
        sink.integer(net)
        sink.integer(rate)
        sink.text(seller)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        line = columns.integer()
        lineId = columns.text()
        item = columns.integer()
        kit = columns.integer()
        isService = columns.integer()
        pieces = columns.integer()
        listAmount = columns.integer()
        freight = columns.integer()
        gross = columns.integer()
        net = columns.integer()
        rate = columns.integer()
        seller = columns.text()
    }
}

/// A payment of the buyer, as the channel tells it.
public struct OrderPaymentRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var sequence: Int64

        public init(trade: Int64, sequence: Int64) {
            self.trade = trade
            self.sequence = sequence
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var sequence: Int64
    public var means: String
    public var amount: Int64

    public init(trade: Int64, sequence: Int64, means: String, amount: Int64) {
        self.trade = trade
        self.sequence = sequence
        self.means = means
        self.amount = amount
    }

    public static let schema = TableSchema(
        "order_payment", [.integer("trade"), .integer("sequence"), .text("means"), .integer("amount")], key: ["trade", "sequence"])

    public var key: Key { Key(trade: trade, sequence: sequence) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["sequence"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(sequence)
        sink.text(means)
        sink.integer(amount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.sequence)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return sequence < other.sequence
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        sequence = columns.integer()
        means = columns.text()
        amount = columns.integer()
    }
}

/// Pieces of an order line promised from a warehouse. `open` = `pieces` − issued − released.
public struct ReservationRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var part: Int64

        public init(trade: Int64, part: Int64) {
            self.trade = trade
            self.part = part
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var part: Int64
    public var line: Int64
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var owner: String
    public var pieces: Int64
    public var open: Int64
    public var issued: Int64
    public var notice: Int64

    public init(
        trade: Int64, part: Int64, line: Int64, warehouse: String, item: Int64, condition: String, owner: String, pieces: Int64,
        open: Int64, issued: Int64, notice: Int64
    ) {
        self.trade = trade
        self.part = part
        self.line = line
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
        self.open = open
        self.issued = issued
        self.notice = notice
    }

    public static let schema = TableSchema(
        "reservation",
        [
            .integer("trade"), .integer("part"), .integer("line"), .text("warehouse"), .integer("item"), .text("condition"), .text("owner"),
            .integer("pieces"), .integer("open"), .integer("issued"), .integer("notice"),
        ], key: ["trade", "part"])

    public var key: Key { Key(trade: trade, part: part) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["part"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(part)
        sink.integer(line)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pieces)
        sink.integer(open)
        sink.integer(issued)
        sink.integer(notice)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.part)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return part < other.part
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        part = columns.integer()
        line = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
        open = columns.integer()
        issued = columns.integer()
        notice = columns.integer()
    }
}

/// Pieces that wait at a warehouse for the next receipt, in their order.
public struct BackorderRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var priority: Int64
        public var trade: Int64
        public var line: Int64

        public init(warehouse: String, item: Int64, priority: Int64, trade: Int64, line: Int64) {
            self.warehouse = warehouse
            self.item = item
            self.priority = priority
            self.trade = trade
            self.line = line
        }
    }
    public struct Group: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64

        public init(warehouse: String, item: Int64) {
            self.warehouse = warehouse
            self.item = item
        }
    }

    public var warehouse: String
    public var item: Int64
    public var priority: Int64
    public var trade: Int64
    public var line: Int64
    public var pieces: Int64

    public init(warehouse: String, item: Int64, priority: Int64, trade: Int64, line: Int64, pieces: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.priority = priority
        self.trade = trade
        self.line = line
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "backorder", [.text("warehouse"), .integer("item"), .integer("priority"), .integer("trade"), .integer("line"), .integer("pieces")],
        key: ["warehouse", "item", "priority", "trade", "line"])

    public var key: Key { Key(warehouse: warehouse, item: item, priority: priority, trade: trade, line: line) }
    public var group: Group { Group(warehouse: warehouse, item: item) }
    public static let groupColumns = ["warehouse", "item"]
    public static let orderColumns = ["priority", "trade", "line"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.integer(priority)
        sink.integer(trade)
        sink.integer(line)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.integer(key.priority)
        sink.integer(key.trade)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.warehouse)
        sink.integer(group.item)
    }

    public func precedes(_ other: Self) -> Bool {
        if priority != other.priority { return priority < other.priority }
        if trade != other.trade { return trade < other.trade }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        priority = columns.integer()
        trade = columns.integer()
        line = columns.integer()
        pieces = columns.integer()
    }
}

/// The promise ledger: pieces on hand, reserved, and waiting for a receipt.
public struct PromiseStockRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var condition: String
        public var owner: String

        public init(warehouse: String, item: Int64, condition: String, owner: String) {
            self.warehouse = warehouse
            self.item = item
            self.condition = condition
            self.owner = owner
        }
    }

    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var owner: String
    public var onHand: Int64
    public var reserved: Int64
    public var waiting: Int64

    public init(warehouse: String, item: Int64, condition: String, owner: String, onHand: Int64, reserved: Int64, waiting: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.owner = owner
        self.onHand = onHand
        self.reserved = reserved
        self.waiting = waiting
    }

    public static let schema = TableSchema(
        "promise_stock",
        [
            .text("warehouse"), .integer("item"), .text("condition"), .text("owner"), .integer("on_hand"), .integer("reserved"),
            .integer("waiting"),
        ], key: ["warehouse", "item", "condition", "owner"])

    public var key: Key { Key(warehouse: warehouse, item: item, condition: condition, owner: owner) }

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.text(owner)
        sink.integer(onHand)
        sink.integer(reserved)
        sink.integer(waiting)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.text(key.condition)
        sink.text(key.owner)
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        owner = columns.text()
        onHand = columns.integer()
        reserved = columns.integer()
        waiting = columns.integer()
    }
}

/// A change of pieces on hand in the promise ledger, by stock document line.
public struct PromiseMoveRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var document: Int64
        public var line: Int64

        public init(document: Int64, line: Int64) {
            self.document = document
            self.line = line
        }
    }

    public var document: Int64
    public var line: Int64
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var owner: String
    public var pieces: Int64

    public init(document: Int64, line: Int64, warehouse: String, item: Int64, condition: String, owner: String, pieces: Int64) {
        self.document = document
        self.line = line
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "promise_move",
        [
            .integer("document"), .integer("line"), .text("warehouse"), .integer("item"), .text("condition"), .text("owner"),
            .integer("pieces"),
        ], key: ["document", "line"])

    public var key: Key { Key(document: document, line: line) }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(line)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.document)
        sink.integer(key.line)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        line = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
    }
}

/// A trade that waits for a merchant code of its shop.
public struct HeldLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var shop: String
        public var merchantCode: String
        public var trade: Int64

        public init(shop: String, merchantCode: String, trade: Int64) {
            self.shop = shop
            self.merchantCode = merchantCode
            self.trade = trade
        }
    }
    public struct Group: Hashable, Sendable {
        public var shop: String
        public var merchantCode: String

        public init(shop: String, merchantCode: String) {
            self.shop = shop
            self.merchantCode = merchantCode
        }
    }

    public var shop: String
    public var merchantCode: String
    public var trade: Int64

    public init(shop: String, merchantCode: String, trade: Int64) {
        self.shop = shop
        self.merchantCode = merchantCode
        self.trade = trade
    }

    public static let schema = TableSchema(
        "held_line", [.text("shop"), .text("merchant_code"), .integer("trade")], key: ["shop", "merchant_code", "trade"])

    public var key: Key { Key(shop: shop, merchantCode: merchantCode, trade: trade) }
    public var group: Group { Group(shop: shop, merchantCode: merchantCode) }
    public static let groupColumns = ["shop", "merchant_code"]
    public static let orderColumns = ["trade"]

    public func write(to sink: any ColumnSink) {
        sink.text(shop)
        sink.text(merchantCode)
        sink.integer(trade)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.shop)
        sink.text(key.merchantCode)
        sink.integer(key.trade)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.shop)
        sink.text(group.merchantCode)
    }

    public func precedes(_ other: Self) -> Bool {
        return trade < other.trade
    }

    public init(from columns: any ColumnSource) {
        shop = columns.text()
        merchantCode = columns.text()
        trade = columns.integer()
    }
}

/// A return whose order nobody knows yet.
public struct HeldReturnRow: TableRow, Hashable {
    public typealias Key = Int64

    public var document: Int64
    public var shop: String
    public var orderId: String
    public var pieces: Int64
    public var amount: Int64

    public init(document: Int64, shop: String, orderId: String, pieces: Int64, amount: Int64) {
        self.document = document
        self.shop = shop
        self.orderId = orderId
        self.pieces = pieces
        self.amount = amount
    }

    public static let schema = TableSchema(
        "held_return", [.integer("document"), .text("shop"), .text("order_id"), .integer("pieces"), .integer("amount")], key: ["document"])

    public var key: Key { document }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.text(shop)
        sink.text(orderId)
        sink.integer(pieces)
        sink.integer(amount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        shop = columns.text()
        orderId = columns.text()
        pieces = columns.integer()
        amount = columns.integer()
    }
}

/// A fact that the ledgers cannot take yet, with its cause.
public struct DisputeRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var document: Int64
        public var cause: Int64

        public init(document: Int64, cause: Int64) {
            self.document = document
            self.cause = cause
        }
    }

    public var document: Int64
    public var cause: Int64
    public var trade: Int64
    public var amount: Int64
    public var openedAt: Int64

    public init(document: Int64, cause: Int64, trade: Int64, amount: Int64, openedAt: Int64) {
        self.document = document
        self.cause = cause
        self.trade = trade
        self.amount = amount
        self.openedAt = openedAt
    }

    public static let schema = TableSchema(
        "dispute", [.integer("document"), .integer("cause"), .integer("trade"), .integer("amount"), .integer("opened_at")],
        key: ["document", "cause"])

    public var key: Key { Key(document: document, cause: cause) }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(cause)
        sink.integer(trade)
        sink.integer(amount)
        sink.integer(openedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.document)
        sink.integer(key.cause)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        cause = columns.integer()
        trade = columns.integer()
        amount = columns.integer()
        openedAt = columns.integer()
    }
}
