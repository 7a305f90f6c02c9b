import Storage

/// Which document holds the newest version of a master record.
public struct MasterRecordRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var kind: Int64
        public var code: String

        public init(kind: Int64, code: String) {
            self.kind = kind
            self.code = code
        }
    }

    public var kind: Int64
    public var code: String
    public var position: Int64
    public var recordedAt: Int64

    public init(kind: Int64, code: String, position: Int64, recordedAt: Int64) {
        self.kind = kind
        self.code = code
        self.position = position
        self.recordedAt = recordedAt
    }

    public static let schema = TableSchema(
        "master_record", [.integer("kind"), .text("code"), .integer("position"), .integer("recorded_at")], key: ["kind", "code"])

    public var key: Key { Key(kind: kind, code: code) }

    public func write(to sink: any ColumnSink) {
        sink.integer(kind)
        sink.text(code)
        sink.integer(position)
        sink.integer(recordedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.kind)
        sink.text(key.code)
    }

    public init(from columns: any ColumnSource) {
        kind = columns.integer()
        code = columns.text()
        position = columns.integer()
        recordedAt = columns.integer()
    }
}

/// A book, as decisions need it.
public struct BookRow: TableRow, Hashable {
    public typealias Key = String

    public var code: String
    public var currency: String
    public var voucherMode: Int64
    public var taxRegime: Int64
    public var profile: Int64
    public var transfersInBook: Int64
    public var name: String

    public init(code: String, currency: String, voucherMode: Int64, taxRegime: Int64, profile: Int64, transfersInBook: Int64, name: String)
    {
        self.code = code
        self.currency = currency
        self.voucherMode = voucherMode
        self.taxRegime = taxRegime
        self.profile = profile
        self.transfersInBook = transfersInBook
        self.name = name
    }

    public static let schema = TableSchema(
        "book",
        [
            .text("code"), .text("currency"), .integer("voucher_mode"), .integer("tax_regime"), .integer("profile"),
            .integer("transfers_in_book"), .text("name"),
        ], key: ["code"])

    public var key: Key { code }

    public func write(to sink: any ColumnSink) {
        sink.text(code)
        sink.text(currency)
        sink.integer(voucherMode)
        sink.integer(taxRegime)
        sink.integer(profile)
        sink.integer(transfersInBook)
        sink.text(name)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key)
    }

    public init(from columns: any ColumnSource) {
        code = columns.text()
        currency = columns.text()
        voucherMode = columns.integer()
        taxRegime = columns.integer()
        profile = columns.integer()
        transfersInBook = columns.integer()
        name = columns.text()
    }
}

/// A warehouse and its book.
public struct WarehouseRow: TableRow, Hashable {
    public typealias Key = String

    public var code: String
    public var book: String
    public var isMain: Int64
    public var kind: Int64
    public var supplier: Int64
    public var hasBins: Int64
    public var name: String

    public init(code: String, book: String, isMain: Int64, kind: Int64, supplier: Int64, hasBins: Int64, name: String) {
        self.code = code
        self.book = book
        self.isMain = isMain
        self.kind = kind
        self.supplier = supplier
        self.hasBins = hasBins
        self.name = name
    }

    public static let schema = TableSchema(
        "warehouse",
        [.text("code"), .text("book"), .integer("is_main"), .integer("kind"), .integer("supplier"), .integer("has_bins"), .text("name")],
        key: ["code"])

    public var key: Key { code }

    public func write(to sink: any ColumnSink) {
        sink.text(code)
        sink.text(book)
        sink.integer(isMain)
        sink.integer(kind)
        sink.integer(supplier)
        sink.integer(hasBins)
        sink.text(name)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key)
    }

    public init(from columns: any ColumnSource) {
        code = columns.text()
        book = columns.text()
        isMain = columns.integer()
        kind = columns.integer()
        supplier = columns.integer()
        hasBins = columns.integer()
        name = columns.text()
    }
}

/// A shop, its book and how it reserves.
public struct ShopRow: TableRow, Hashable {
    public typealias Key = String

    public var code: String
    public var book: String
    public var channel: String
    public var priority: Int64
    public var reservesUnpaid: Int64
    public var reservationMinutes: Int64
    public var offerShare: Int64
    public var safetyPieces: Int64
    public var name: String

    public init(
        code: String, book: String, channel: String, priority: Int64, reservesUnpaid: Int64, reservationMinutes: Int64, offerShare: Int64,
        safetyPieces: Int64, name: String
    ) {
        self.code = code
        self.book = book
        self.channel = channel
        self.priority = priority
        self.reservesUnpaid = reservesUnpaid
        self.reservationMinutes = reservationMinutes
        self.offerShare = offerShare
        self.safetyPieces = safetyPieces
        self.name = name
    }

    public static let schema = TableSchema(
        "shop",
        [
            .text("code"), .text("book"), .text("channel"), .integer("priority"), .integer("reserves_unpaid"),
            .integer("reservation_minutes"), .integer("offer_share"), .integer("safety_pieces"), .text("name"),
        ], key: ["code"])

    public var key: Key { code }

    public func write(to sink: any ColumnSink) {
        sink.text(code)
        sink.text(book)
        sink.text(channel)
        sink.integer(priority)
        sink.integer(reservesUnpaid)
        sink.integer(reservationMinutes)
        sink.integer(offerShare)
        sink.integer(safetyPieces)
        sink.text(name)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key)
    }

    public init(from columns: any ColumnSource) {
        code = columns.text()
        book = columns.text()
        channel = columns.text()
        priority = columns.integer()
        reservesUnpaid = columns.integer()
        reservationMinutes = columns.integer()
        offerShare = columns.integer()
        safetyPieces = columns.integer()
        name = columns.text()
    }
}

/// One warehouse that serves a shop; `areas` are prefixes parted by blanks.
public struct ShopSourceRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var shop: String
        public var priority: Int64
        public var warehouse: String

        public init(shop: String, priority: Int64, warehouse: String) {
            self.shop = shop
            self.priority = priority
            self.warehouse = warehouse
        }
    }
    public typealias Group = String

    public var shop: String
    public var priority: Int64
    public var warehouse: String
    public var areas: String

    public init(shop: String, priority: Int64, warehouse: String, areas: String) {
        self.shop = shop
        self.priority = priority
        self.warehouse = warehouse
        self.areas = areas
    }

    public static let schema = TableSchema(
        "shop_source", [.text("shop"), .integer("priority"), .text("warehouse"), .text("areas")], key: ["shop", "priority", "warehouse"])

    public var key: Key { Key(shop: shop, priority: priority, warehouse: warehouse) }
    public var group: Group { shop }
    public static let groupColumns = ["shop"]
    public static let orderColumns = ["priority", "warehouse"]

    public func write(to sink: any ColumnSink) {
        sink.text(shop)
        sink.integer(priority)
        sink.text(warehouse)
        sink.text(areas)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.shop)
        sink.integer(key.priority)
        sink.text(key.warehouse)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if priority != other.priority { return priority < other.priority }
        return warehouse < other.warehouse
    }

    public init(from columns: any ColumnSource) {
        shop = columns.text()
        priority = columns.integer()
        warehouse = columns.text()
        areas = columns.text()
    }
}
