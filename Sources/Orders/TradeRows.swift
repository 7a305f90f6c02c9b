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
    /// When the reservation of an unpaid order ends, 0 for never.
    public var reservedUntil: Int64

    public init(
        trade: Int64, shop: String, book: String, externalId: String, channelOrder: Int64, salesOrder: Int64, receivable: Int64,
        state: Int64, priority: Int64, channelState: String, area: String, person: Int64, digest: [UInt8], placedAt: Int64, paidAt: Int64,
        deliveredAt: Int64, pieces: Int64, waiting: Int64, noticed: Int64, shipped: Int64, listAmount: Int64, freight: Int64, gross: Int64,
        paid: Int64, reservedUntil: Int64 = 0
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
        self.reservedUntil = reservedUntil
    }

    public static let schema = TableSchema(
        "sales_order",
        [
            .integer("trade"), .text("shop"), .text("book"), .text("external_id"), .integer("channel_order"), .integer("sales_order"),
            .integer("receivable"), .integer("state"), .integer("priority"), .text("channel_state"), .text("area"), .integer("person"),
            .blob("digest"), .integer("placed_at"), .integer("paid_at"), .integer("delivered_at"), .integer("pieces"), .integer("waiting"),
            .integer("noticed"), .integer("shipped"), .integer("list_amount"), .integer("freight"), .integer("gross"), .integer("paid"),
            .integer("reserved_until"),
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
        sink.integer(reservedUntil)
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
        reservedUntil = columns.integer()
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
    /// The warehouse at whose queue the line's short pieces began to wait; empty when none did.
    public var waitsAt: String
    /// Who else pays what of the line; empty where the buyer pays all.
    public var bearers: String

    public init(
        trade: Int64, line: Int64, lineId: String, item: Int64, kit: Int64, isService: Int64, pieces: Int64, listAmount: Int64,
        freight: Int64, gross: Int64, net: Int64, rate: Int64, seller: String, waitsAt: String, bearers: String
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
        self.waitsAt = waitsAt
        self.bearers = bearers
    }

    public static let schema = TableSchema(
        "order_line",
        [
            .integer("trade"), .integer("line"), .text("line_id"), .integer("item"), .integer("kit"), .integer("is_service"),
            .integer("pieces"), .integer("list_amount"), .integer("freight"), .integer("gross"), .integer("net"), .integer("rate"),
            .text("seller"), .text("waits_at"), .text("bearers"),
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
        sink.text(waitsAt)
        sink.text(bearers)
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
        waitsAt = columns.text()
        bearers = columns.text()
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
