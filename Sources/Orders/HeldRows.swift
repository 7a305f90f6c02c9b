import Documents
import Storage

/// A merchant code that a held trade waits for: what ``HeldLineRow`` says, by trade.
public struct HeldCodeRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var merchantCode: String

        public init(trade: Int64, merchantCode: String) {
            self.trade = trade
            self.merchantCode = merchantCode
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var merchantCode: String

    public init(trade: Int64, merchantCode: String) {
        self.trade = trade
        self.merchantCode = merchantCode
    }

    public static let schema = TableSchema(
        "held_code", [.integer("trade"), .text("merchant_code")], key: ["trade", "merchant_code"])

    public var key: Key { Key(trade: trade, merchantCode: merchantCode) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["merchant_code"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.text(merchantCode)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.text(key.merchantCode)
    }

    public static func write(group: Group, to sink: any ColumnSink) { sink.integer(group) }

    public func precedes(_ other: Self) -> Bool { merchantCode.utf8.lexicographicallyPrecedes(other.merchantCode.utf8) }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        merchantCode = columns.text()
    }
}

/// A trade that waits for a merchant code of its shop: the queue of a code, oldest first.
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

/// A return whose order nobody knows yet. `document` is its first version's, `newest` the one whose content counts.
public struct HeldReturnRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var shop: String
        public var orderId: String
        public var document: Int64

        public init(shop: String, orderId: String, document: Int64) {
            self.shop = shop
            self.orderId = orderId
            self.document = document
        }
    }
    public struct Group: Hashable, Sendable {
        public var shop: String
        public var orderId: String

        public init(shop: String, orderId: String) {
            self.shop = shop
            self.orderId = orderId
        }
    }

    public var shop: String
    public var orderId: String
    public var document: Int64
    public var newest: Int64
    public var pieces: Int64
    public var amount: Int64

    public init(shop: String, orderId: String, document: Int64, newest: Int64, pieces: Int64, amount: Int64) {
        self.shop = shop
        self.orderId = orderId
        self.document = document
        self.newest = newest
        self.pieces = pieces
        self.amount = amount
    }

    public static let schema = TableSchema(
        "held_return",
        [
            .text("shop"), .text("order_id"), .integer("document"), .integer("newest"), .integer("pieces"), .integer("amount"),
        ], key: ["shop", "order_id", "document"])

    public var key: Key { Key(shop: shop, orderId: orderId, document: document) }
    public var group: Group { Group(shop: shop, orderId: orderId) }
    public static let groupColumns = ["shop", "order_id"]
    public static let orderColumns = ["document"]

    public func write(to sink: any ColumnSink) {
        sink.text(shop)
        sink.text(orderId)
        sink.integer(document)
        sink.integer(newest)
        sink.integer(pieces)
        sink.integer(amount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.shop)
        sink.text(key.orderId)
        sink.integer(key.document)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.shop)
        sink.text(group.orderId)
    }

    public func precedes(_ other: Self) -> Bool { document < other.document }

    public init(from columns: any ColumnSource) {
        shop = columns.text()
        orderId = columns.text()
        document = columns.integer()
        newest = columns.integer()
        pieces = columns.integer()
        amount = columns.integer()
    }
}

/// An unpaid order that has stock reserved, in the queue of its shop: what ends first comes first.
public struct UnpaidReservationRow: FamilyRow, Hashable {
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
        "unpaid_reservation", [.text("shop"), .integer("until"), .integer("trade")], key: ["shop", "until", "trade"])

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

    public static func write(group: Group, to sink: any ColumnSink) { sink.text(group) }

    public func precedes(_ other: Self) -> Bool { (until, trade) < (other.until, other.trade) }

    public init(from columns: any ColumnSource) {
        shop = columns.text()
        until = columns.integer()
        trade = columns.integer()
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
    public var pieces: Int64
    public var openedAt: Int64

    public init(document: Int64, cause: Int64, trade: Int64, amount: Int64, pieces: Int64 = 0, openedAt: Int64) {
        self.document = document
        self.cause = cause
        self.trade = trade
        self.amount = amount
        self.pieces = pieces
        self.openedAt = openedAt
    }

    public static let schema = TableSchema(
        "dispute",
        [.integer("document"), .integer("cause"), .integer("trade"), .integer("amount"), .integer("pieces"), .integer("opened_at")],
        key: ["document", "cause"])

    public var key: Key { Key(document: document, cause: cause) }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(cause)
        sink.integer(trade)
        sink.integer(amount)
        sink.integer(pieces)
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
        pieces = columns.integer()
        openedAt = columns.integer()
    }
}
