import Storage

/// A mark of an order; `nature` is an ``OrderNature``, `state` an ``ApprovalState``, `decision` the approval.
public struct OrderMarkRow: TableRow, Hashable {
    public typealias Key = Int64

    public var document: Int64
    public var trade: Int64
    public var shop: String
    public var nature: Int64
    public var amount: Int64
    public var maker: Int64
    public var state: Int64
    public var decision: Int64
    public var markedAt: Int64
    public var reason: String

    public init(
        document: Int64, trade: Int64, shop: String, nature: Int64, amount: Int64, maker: Int64, state: Int64, decision: Int64,
        markedAt: Int64, reason: String
    ) {
        self.document = document
        self.trade = trade
        self.shop = shop
        self.nature = nature
        self.amount = amount
        self.maker = maker
        self.state = state
        self.decision = decision
        self.markedAt = markedAt
        self.reason = reason
    }

    public static let schema = TableSchema(
        "order_mark",
        [
            .integer("document"), .integer("trade"), .text("shop"), .integer("nature"), .integer("amount"), .integer("maker"),
            .integer("state"), .integer("decision"), .integer("marked_at"), .text("reason"),
        ], key: ["document"])

    public var key: Key { document }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(trade)
        sink.text(shop)
        sink.integer(nature)
        sink.integer(amount)
        sink.integer(maker)
        sink.integer(state)
        sink.integer(decision)
        sink.integer(markedAt)
        sink.text(reason)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        trade = columns.integer()
        shop = columns.text()
        nature = columns.integer()
        amount = columns.integer()
        maker = columns.integer()
        state = columns.integer()
        decision = columns.integer()
        markedAt = columns.integer()
        reason = columns.text()
    }
}

/// What a trade is, where an approved mark says more than the channel.
public struct TradeNatureRow: TableRow, Hashable {
    public typealias Key = Int64

    public var trade: Int64
    public var nature: Int64
    public var mark: Int64

    public init(trade: Int64, nature: Int64, mark: Int64) {
        self.trade = trade
        self.nature = nature
        self.mark = mark
    }

    public static let schema = TableSchema("trade_nature", [.integer("trade"), .integer("nature"), .integer("mark")], key: ["trade"])

    public var key: Key { trade }

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(nature)
        sink.integer(mark)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        nature = columns.integer()
        mark = columns.integer()
    }
}

/// An item or kit that a shop sells, under `codes` merchant codes.
public struct ShopItemRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var shop: String
        public var bucket: Int64
        public var item: Int64

        public init(shop: String, bucket: Int64, item: Int64) {
            self.shop = shop
            self.bucket = bucket
            self.item = item
        }
    }
    public struct Group: Hashable, Sendable {
        public var shop: String
        public var bucket: Int64

        public init(shop: String, bucket: Int64) {
            self.shop = shop
            self.bucket = bucket
        }
    }

    public var shop: String
    public var bucket: Int64
    public var item: Int64
    public var codes: Int64

    public init(shop: String, bucket: Int64, item: Int64, codes: Int64) {
        self.shop = shop
        self.bucket = bucket
        self.item = item
        self.codes = codes
    }

    public static let schema = TableSchema(
        "shop_item", [.text("shop"), .integer("bucket"), .integer("item"), .integer("codes")], key: ["shop", "bucket", "item"])

    public var key: Key { Key(shop: shop, bucket: bucket, item: item) }
    public var group: Group { Group(shop: shop, bucket: bucket) }
    public static let groupColumns = ["shop", "bucket"]
    public static let orderColumns = ["item"]

    public func write(to sink: any ColumnSink) {
        sink.text(shop)
        sink.integer(bucket)
        sink.integer(item)
        sink.integer(codes)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.shop)
        sink.integer(key.bucket)
        sink.integer(key.item)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.shop)
        sink.integer(group.bucket)
    }

    public func precedes(_ other: Self) -> Bool {
        return item < other.item
    }

    public init(from columns: any ColumnSource) {
        shop = columns.text()
        bucket = columns.integer()
        item = columns.integer()
        codes = columns.integer()
    }
}
