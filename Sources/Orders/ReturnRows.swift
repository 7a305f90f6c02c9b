import Storage

/// A return order by its first version; `state` is a ``ReturnState``, `form` a ``ReturnForm``, `reshipment` the trade that replaces the goods, `moved_at` the last receipt.
public struct ReturnOrderRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var document: Int64

        public init(trade: Int64, document: Int64) {
            self.trade = trade
            self.document = document
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var document: Int64
    public var newest: Int64
    public var shop: String
    public var form: Int64
    public var carrier: String
    public var waybill: String
    public var channelReturn: Int64
    public var pieces: Int64
    public var received: Int64
    public var missing: Int64
    public var state: Int64
    public var reshipment: Int64
    public var openedAt: Int64
    public var movedAt: Int64

    public init(
        trade: Int64, document: Int64, newest: Int64, shop: String, form: Int64, carrier: String, waybill: String, channelReturn: Int64,
        pieces: Int64, received: Int64, missing: Int64, state: Int64, reshipment: Int64, openedAt: Int64, movedAt: Int64
    ) {
        self.trade = trade
        self.document = document
        self.newest = newest
        self.shop = shop
        self.form = form
        self.carrier = carrier
        self.waybill = waybill
        self.channelReturn = channelReturn
        self.pieces = pieces
        self.received = received
        self.missing = missing
        self.state = state
        self.reshipment = reshipment
        self.openedAt = openedAt
        self.movedAt = movedAt
    }

    public static let schema = TableSchema(
        "return_order",
        [
            .integer("trade"), .integer("document"), .integer("newest"), .text("shop"), .integer("form"), .text("carrier"),
            .text("waybill"), .integer("channel_return"), .integer("pieces"), .integer("received"), .integer("missing"), .integer("state"),
            .integer("reshipment"), .integer("opened_at"), .integer("moved_at"),
        ], key: ["trade", "document"], indexes: [TableIndex("return_order_state", on: ["state"])])

    public var key: Key { Key(trade: trade, document: document) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["document"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(document)
        sink.integer(newest)
        sink.text(shop)
        sink.integer(form)
        sink.text(carrier)
        sink.text(waybill)
        sink.integer(channelReturn)
        sink.integer(pieces)
        sink.integer(received)
        sink.integer(missing)
        sink.integer(state)
        sink.integer(reshipment)
        sink.integer(openedAt)
        sink.integer(movedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.document)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return document < other.document
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        document = columns.integer()
        newest = columns.integer()
        shop = columns.text()
        form = columns.integer()
        carrier = columns.text()
        waybill = columns.text()
        channelReturn = columns.integer()
        pieces = columns.integer()
        received = columns.integer()
        missing = columns.integer()
        state = columns.integer()
        reshipment = columns.integer()
        openedAt = columns.integer()
        movedAt = columns.integer()
    }
}

/// A line of a return order: pieces asked back, received and missing; under a parcel event the pieces lost with the parcel.
public struct ReturnLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var document: Int64
        public var line: Int64

        public init(trade: Int64, document: Int64, line: Int64) {
            self.trade = trade
            self.document = document
            self.line = line
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var document: Int64
    public var line: Int64
    public var item: Int64
    public var pieces: Int64
    public var received: Int64
    public var missing: Int64
    public var lost: Int64

    public init(trade: Int64, document: Int64, line: Int64, item: Int64, pieces: Int64, received: Int64, missing: Int64, lost: Int64) {
        self.trade = trade
        self.document = document
        self.line = line
        self.item = item
        self.pieces = pieces
        self.received = received
        self.missing = missing
        self.lost = lost
    }

    public static let schema = TableSchema(
        "return_line",
        [
            .integer("trade"), .integer("document"), .integer("line"), .integer("item"), .integer("pieces"), .integer("received"),
            .integer("missing"), .integer("lost"),
        ], key: ["trade", "document", "line"])

    public var key: Key { Key(trade: trade, document: document, line: line) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["document", "line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(document)
        sink.integer(line)
        sink.integer(item)
        sink.integer(pieces)
        sink.integer(received)
        sink.integer(missing)
        sink.integer(lost)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.document)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if document != other.document { return document < other.document }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        document = columns.integer()
        line = columns.integer()
        item = columns.integer()
        pieces = columns.integer()
        received = columns.integer()
        missing = columns.integer()
        lost = columns.integer()
    }
}

/// A parcel on its way: when each stage was first told, 0 for never; `newest` is the last event.
public struct ParcelTripRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var waybill: String

        public init(trade: Int64, waybill: String) {
            self.trade = trade
            self.waybill = waybill
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var waybill: String
    public var carrier: String
    public var handedAt: Int64
    public var deliveredAt: Int64
    public var refusedAt: Int64
    public var lostAt: Int64
    public var returnedAt: Int64
    public var foundAt: Int64
    public var newest: Int64

    public init(
        trade: Int64, waybill: String, carrier: String, handedAt: Int64, deliveredAt: Int64, refusedAt: Int64, lostAt: Int64,
        returnedAt: Int64, foundAt: Int64, newest: Int64
    ) {
        self.trade = trade
        self.waybill = waybill
        self.carrier = carrier
        self.handedAt = handedAt
        self.deliveredAt = deliveredAt
        self.refusedAt = refusedAt
        self.lostAt = lostAt
        self.returnedAt = returnedAt
        self.foundAt = foundAt
        self.newest = newest
    }

    public static let schema = TableSchema(
        "parcel_trip",
        [
            .integer("trade"), .text("waybill"), .text("carrier"), .integer("handed_at"), .integer("delivered_at"), .integer("refused_at"),
            .integer("lost_at"), .integer("returned_at"), .integer("found_at"), .integer("newest"),
        ], key: ["trade", "waybill"])

    public var key: Key { Key(trade: trade, waybill: waybill) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["waybill"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.text(waybill)
        sink.text(carrier)
        sink.integer(handedAt)
        sink.integer(deliveredAt)
        sink.integer(refusedAt)
        sink.integer(lostAt)
        sink.integer(returnedAt)
        sink.integer(foundAt)
        sink.integer(newest)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.text(key.waybill)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return waybill < other.waybill
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        waybill = columns.text()
        carrier = columns.text()
        handedAt = columns.integer()
        deliveredAt = columns.integer()
        refusedAt = columns.integer()
        lostAt = columns.integer()
        returnedAt = columns.integer()
        foundAt = columns.integer()
        newest = columns.integer()
    }
}

/// A parcel that a carrier was asked to stop; `state` is an ``InterceptionState``, `answer` the parcel event.
public struct InterceptionRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var document: Int64

        public init(trade: Int64, document: Int64) {
            self.trade = trade
            self.document = document
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var document: Int64
    public var waybill: String
    public var state: Int64
    public var openedAt: Int64
    public var answer: Int64

    public init(trade: Int64, document: Int64, waybill: String, state: Int64, openedAt: Int64, answer: Int64) {
        self.trade = trade
        self.document = document
        self.waybill = waybill
        self.state = state
        self.openedAt = openedAt
        self.answer = answer
    }

    public static let schema = TableSchema(
        "interception",
        [.integer("trade"), .integer("document"), .text("waybill"), .integer("state"), .integer("opened_at"), .integer("answer")],
        key: ["trade", "document"])

    public var key: Key { Key(trade: trade, document: document) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["document"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(document)
        sink.text(waybill)
        sink.integer(state)
        sink.integer(openedAt)
        sink.integer(answer)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.document)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return document < other.document
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        document = columns.integer()
        waybill = columns.text()
        state = columns.integer()
        openedAt = columns.integer()
        answer = columns.integer()
    }
}

/// Whose parcel a waybill is: its trade, and the return order that expects it, 0 for a parcel that goes out.
public struct KnownWaybillRow: TableRow, Hashable {
    public typealias Key = String

    public var waybill: String
    public var trade: Int64
    public var returnOrder: Int64

    public init(waybill: String, trade: Int64, returnOrder: Int64) {
        self.waybill = waybill
        self.trade = trade
        self.returnOrder = returnOrder
    }

    public static let schema = TableSchema(
        "known_waybill", [.text("waybill"), .integer("trade"), .integer("return_order")], key: ["waybill"])

    public var key: Key { waybill }

    public func write(to sink: any ColumnSink) {
        sink.text(waybill)
        sink.integer(trade)
        sink.integer(returnOrder)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key)
    }

    public init(from columns: any ColumnSource) {
        waybill = columns.text()
        trade = columns.integer()
        returnOrder = columns.integer()
    }
}
