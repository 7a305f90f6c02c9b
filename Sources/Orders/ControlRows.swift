import Storage

/// What people decided about an order: its own priority (0: its shop's), and whether it is held (1), until when (0: until released), with or without its reservation, waiting for which mark. `hold` is the document that holds it.
public struct OrderControlRow: TableRow, Hashable {
    public typealias Key = Int64

    public var trade: Int64
    public var shop: String
    public var priority: Int64
    public var held: Int64
    public var until: Int64
    public var keeps: Int64
    public var mark: Int64
    public var hold: Int64
    public var heldAt: Int64
    public var reason: String

    public init(
        trade: Int64, shop: String, priority: Int64, held: Int64, until: Int64, keeps: Int64, mark: Int64, hold: Int64, heldAt: Int64,
        reason: String
    ) {
        self.trade = trade
        self.shop = shop
        self.priority = priority
        self.held = held
        self.until = until
        self.keeps = keeps
        self.mark = mark
        self.hold = hold
        self.heldAt = heldAt
        self.reason = reason
    }

    public static let schema = TableSchema(
        "order_control",
        [
            .integer("trade"), .text("shop"), .integer("priority"), .integer("held"), .integer("until"), .integer("keeps"),
            .integer("mark"), .integer("hold"), .integer("held_at"), .text("reason"),
        ], key: ["trade"])

    public var key: Key { trade }

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.text(shop)
        sink.integer(priority)
        sink.integer(held)
        sink.integer(until)
        sink.integer(keeps)
        sink.integer(mark)
        sink.integer(hold)
        sink.integer(heldAt)
        sink.text(reason)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        shop = columns.text()
        priority = columns.integer()
        held = columns.integer()
        until = columns.integer()
        keeps = columns.integer()
        mark = columns.integer()
        hold = columns.integer()
        heldAt = columns.integer()
        reason = columns.text()
    }
}

/// A hold that ends by itself.
public struct TimedHoldRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var shop: String
        public var until: Int64
        public var trade: Int64

        public init(shop: String, until: Int64, trade: Int64) {
            self.shop = shop
            self.until = until
            self.trade = trade
        }
    }
    public typealias Group = String

    public var shop: String
    public var until: Int64
    public var trade: Int64

    public init(shop: String, until: Int64, trade: Int64) {
        self.shop = shop
        self.until = until
        self.trade = trade
    }

    public static let schema = TableSchema(
        "timed_hold", [.text("shop"), .integer("until"), .integer("trade")], key: ["shop", "until", "trade"])

    public var key: Key { Key(shop: shop, until: until, trade: trade) }
    public var group: Group { shop }
    public static let groupColumns = ["shop"]
    public static let orderColumns = ["until", "trade"]

    public func write(to sink: any ColumnSink) {
        sink.text(shop)
        sink.integer(until)
        sink.integer(trade)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.shop)
        sink.integer(key.until)
        sink.integer(key.trade)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if until != other.until { return until < other.until }
        return trade < other.trade
    }

    public init(from columns: any ColumnSource) {
        shop = columns.text()
        until = columns.integer()
        trade = columns.integer()
    }
}

/// What a shop's channel was offered of an item last, and what it accepted last; `accepted` is -1 where it never did.
public struct OfferedItemRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var shop: String
        public var item: Int64

        public init(shop: String, item: Int64) {
            self.shop = shop
            self.item = item
        }
    }

    public var shop: String
    public var item: Int64
    public var offered: Int64
    public var offer: Int64
    public var offeredAt: Int64
    public var accepted: Int64
    public var acceptedOffer: Int64
    public var answer: Int64
    public var acceptedAt: Int64

    public init(
        shop: String, item: Int64, offered: Int64, offer: Int64, offeredAt: Int64, accepted: Int64, acceptedOffer: Int64, answer: Int64,
        acceptedAt: Int64
    ) {
        self.shop = shop
        self.item = item
        self.offered = offered
        self.offer = offer
        self.offeredAt = offeredAt
        self.accepted = accepted
        self.acceptedOffer = acceptedOffer
        self.answer = answer
        self.acceptedAt = acceptedAt
    }

    public static let schema = TableSchema(
        "offered_item",
        [
            .text("shop"), .integer("item"), .integer("offered"), .integer("offer"), .integer("offered_at"), .integer("accepted"),
            .integer("accepted_offer"), .integer("answer"), .integer("accepted_at"),
        ], key: ["shop", "item"])

    public var key: Key { Key(shop: shop, item: item) }

    public func write(to sink: any ColumnSink) {
        sink.text(shop)
        sink.integer(item)
        sink.integer(offered)
        sink.integer(offer)
        sink.integer(offeredAt)
        sink.integer(accepted)
        sink.integer(acceptedOffer)
        sink.integer(answer)
        sink.integer(acceptedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.shop)
        sink.integer(key.item)
    }

    public init(from columns: any ColumnSource) {
        shop = columns.text()
        item = columns.integer()
        offered = columns.integer()
        offer = columns.integer()
        offeredAt = columns.integer()
        accepted = columns.integer()
        acceptedOffer = columns.integer()
        answer = columns.integer()
        acceptedAt = columns.integer()
    }
}
