import Documents
import Storage

/// Postings that one voucher will seal. `voucher` is 0 until then.
public struct BundleRow: TableRow, Hashable {
    public typealias Key = Int64

    public var bundle: Int64
    public var book: String
    public var period: Int64
    public var day: Int64
    public var shop: String
    public var event: Int64
    public var documents: Int64
    public var total: Int64
    public var voucher: Int64

    public init(
        bundle: Int64, book: String, period: Int64, day: Int64, shop: String, event: Int64, documents: Int64, total: Int64, voucher: Int64
    ) {
        self.bundle = bundle
        self.book = book
        self.period = period
        self.day = day
        self.shop = shop
        self.event = event
        self.documents = documents
        self.total = total
        self.voucher = voucher
    }

    public static let schema = TableSchema(
        "bundle",
        [
            .integer("bundle"), .text("book"), .integer("period"), .integer("day"), .text("shop"), .integer("event"), .integer("documents"),
            .integer("total"), .integer("voucher"),
        ], key: ["bundle"])

    public var key: Key { bundle }

    public func write(to sink: any ColumnSink) {
        sink.integer(bundle)
        sink.text(book)
        sink.integer(period)
        sink.integer(day)
        sink.text(shop)
        sink.integer(event)
        sink.integer(documents)
        sink.integer(total)
        sink.integer(voucher)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        bundle = columns.integer()
        book = columns.text()
        period = columns.integer()
        day = columns.integer()
        shop = columns.text()
        event = columns.integer()
        documents = columns.integer()
        total = columns.integer()
        voucher = columns.integer()
    }
}

/// The bundle that takes the next posting of a shop, day and rule.
public struct OpenBundleRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var book: String
        public var day: Int64
        public var shop: String
        public var event: Int64

        public init(book: String, day: Int64, shop: String, event: Int64) {
            self.book = book
            self.day = day
            self.shop = shop
            self.event = event
        }
    }
    public struct Group: Hashable, Sendable {
        public var book: String
        public var day: Int64

        public init(book: String, day: Int64) {
            self.book = book
            self.day = day
        }
    }

    public var book: String
    public var day: Int64
    public var shop: String
    public var event: Int64
    public var bundle: Int64

    public init(book: String, day: Int64, shop: String, event: Int64, bundle: Int64) {
        self.book = book
        self.day = day
        self.shop = shop
        self.event = event
        self.bundle = bundle
    }

    public static let schema = TableSchema(
        "open_bundle", [.text("book"), .integer("day"), .text("shop"), .integer("event"), .integer("bundle")],
        key: ["book", "day", "shop", "event"])

    public var key: Key { Key(book: book, day: day, shop: shop, event: event) }
    public var group: Group { Group(book: book, day: day) }
    public static let groupColumns = ["book", "day"]
    public static let orderColumns = ["shop", "event"]

    public func write(to sink: any ColumnSink) {
        sink.text(book)
        sink.integer(day)
        sink.text(shop)
        sink.integer(event)
        sink.integer(bundle)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.book)
        sink.integer(key.day)
        sink.text(key.shop)
        sink.integer(key.event)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.book)
        sink.integer(group.day)
    }

    public func precedes(_ other: Self) -> Bool {
        if shop != other.shop { return shop < other.shop }
        return event < other.event
    }

    public init(from columns: any ColumnSource) {
        book = columns.text()
        day = columns.integer()
        shop = columns.text()
        event = columns.integer()
        bundle = columns.integer()
    }
}

/// A day of a book that has bundles to seal.
public struct OpenDayRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var book: String
        public var day: Int64

        public init(book: String, day: Int64) {
            self.book = book
            self.day = day
        }
    }
    public typealias Group = String

    public var book: String
    public var day: Int64

    public init(book: String, day: Int64) {
        self.book = book
        self.day = day
    }

    public static let schema = TableSchema("open_day", [.text("book"), .integer("day")], key: ["book", "day"])

    public var key: Key { Key(book: book, day: day) }
    public var group: Group { book }
    public static let groupColumns = ["book"]
    public static let orderColumns = ["day"]

    public func write(to sink: any ColumnSink) {
        sink.text(book)
        sink.integer(day)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.book)
        sink.integer(key.day)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return day < other.day
    }

    public init(from columns: any ColumnSource) {
        book = columns.text()
        day = columns.integer()
    }
}

/// The sums of a bundle by account, side, party and warehouse.
public struct BundleLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var bundle: Int64
        public var account: Int64
        public var side: Int64
        public var party: String
        public var warehouse: String

        public init(bundle: Int64, account: Int64, side: Int64, party: String, warehouse: String) {
            self.bundle = bundle
            self.account = account
            self.side = side
            self.party = party
            self.warehouse = warehouse
        }
    }
    public typealias Group = Int64

    public var bundle: Int64
    public var account: Int64
    public var side: Int64
    public var party: String
    public var warehouse: String
    public var amount: Int64
    public var pieces: Int64

    public init(bundle: Int64, account: Int64, side: Int64, party: String, warehouse: String, amount: Int64, pieces: Int64) {
        self.bundle = bundle
        self.account = account
        self.side = side
        self.party = party
        self.warehouse = warehouse
        self.amount = amount
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "bundle_line",
        [
            .integer("bundle"), .integer("account"), .integer("side"), .text("party"), .text("warehouse"), .integer("amount"),
            .integer("pieces"),
        ], key: ["bundle", "account", "side", "party", "warehouse"])

    public var key: Key { Key(bundle: bundle, account: account, side: side, party: party, warehouse: warehouse) }
    public var group: Group { bundle }
    public static let groupColumns = ["bundle"]
    public static let orderColumns = ["account", "side", "party", "warehouse"]

    public func write(to sink: any ColumnSink) {
        sink.integer(bundle)
        sink.integer(account)
        sink.integer(side)
        sink.text(party)
        sink.text(warehouse)
        sink.integer(amount)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.bundle)
        sink.integer(key.account)
        sink.integer(key.side)
        sink.text(key.party)
        sink.text(key.warehouse)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if account != other.account { return account < other.account }
        if side != other.side { return side < other.side }
        if party != other.party { return party < other.party }
        return warehouse < other.warehouse
    }

    public init(from columns: any ColumnSource) {
        bundle = columns.integer()
        account = columns.integer()
        side = columns.integer()
        party = columns.text()
        warehouse = columns.text()
        amount = columns.integer()
        pieces = columns.integer()
    }
}
