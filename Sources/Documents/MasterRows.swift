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
    public var name: String

    public init(code: String, currency: String, voucherMode: Int64, taxRegime: Int64, name: String) {
        self.code = code
        self.currency = currency
        self.voucherMode = voucherMode
        self.taxRegime = taxRegime
        self.name = name
    }

    public static let schema = TableSchema(
        "book", [.text("code"), .text("currency"), .integer("voucher_mode"), .integer("tax_regime"), .text("name")], key: ["code"])

    public var key: Key { code }

    public func write(to sink: any ColumnSink) {
        sink.text(code)
        sink.text(currency)
        sink.integer(voucherMode)
        sink.integer(taxRegime)
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
        name = columns.text()
    }
}

/// A warehouse and its book.
public struct WarehouseRow: TableRow, Hashable {
    public typealias Key = String

    public var code: String
    public var book: String
    public var isMain: Int64
    public var name: String

    public init(code: String, book: String, isMain: Int64, name: String) {
        self.code = code
        self.book = book
        self.isMain = isMain
        self.name = name
    }

    public static let schema = TableSchema("warehouse", [.text("code"), .text("book"), .integer("is_main"), .text("name")], key: ["code"])

    public var key: Key { code }

    public func write(to sink: any ColumnSink) {
        sink.text(code)
        sink.text(book)
        sink.integer(isMain)
        sink.text(name)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key)
    }

    public init(from columns: any ColumnSource) {
        code = columns.text()
        book = columns.text()
        isMain = columns.integer()
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
    public var name: String

    public init(code: String, book: String, channel: String, priority: Int64, reservesUnpaid: Int64, name: String) {
        self.code = code
        self.book = book
        self.channel = channel
        self.priority = priority
        self.reservesUnpaid = reservesUnpaid
        self.name = name
    }

    public static let schema = TableSchema(
        "shop", [.text("code"), .text("book"), .text("channel"), .integer("priority"), .integer("reserves_unpaid"), .text("name")],
        key: ["code"])

    public var key: Key { code }

    public func write(to sink: any ColumnSink) {
        sink.text(code)
        sink.text(book)
        sink.text(channel)
        sink.integer(priority)
        sink.integer(reservesUnpaid)
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

/// An item or service.
public struct ItemRow: TableRow, Hashable {
    public typealias Key = Int64

    public var code: Int64
    public var isService: Int64
    public var supplier: Int64
    public var abcClass: Int64
    public var name: String

    public init(code: Int64, isService: Int64, supplier: Int64, abcClass: Int64, name: String) {
        self.code = code
        self.isService = isService
        self.supplier = supplier
        self.abcClass = abcClass
        self.name = name
    }

    public static let schema = TableSchema(
        "item", [.integer("code"), .integer("is_service"), .integer("supplier"), .integer("abc_class"), .text("name")], key: ["code"])

    public var key: Key { code }

    public func write(to sink: any ColumnSink) {
        sink.integer(code)
        sink.integer(isService)
        sink.integer(supplier)
        sink.integer(abcClass)
        sink.text(name)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        code = columns.integer()
        isService = columns.integer()
        supplier = columns.integer()
        abcClass = columns.integer()
        name = columns.text()
    }
}

/// A VAT rate of an item from a day on, in ten-thousandths.
public struct ItemRateRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var item: Int64
        public var fromDay: Int64

        public init(item: Int64, fromDay: Int64) {
            self.item = item
            self.fromDay = fromDay
        }
    }
    public typealias Group = Int64

    public var item: Int64
    public var fromDay: Int64
    public var rate: Int64

    public init(item: Int64, fromDay: Int64, rate: Int64) {
        self.item = item
        self.fromDay = fromDay
        self.rate = rate
    }

    public static let schema = TableSchema(
        "item_rate", [.integer("item"), .integer("from_day"), .integer("rate")], key: ["item", "from_day"])

    public var key: Key { Key(item: item, fromDay: fromDay) }
    public var group: Group { item }
    public static let groupColumns = ["item"]
    public static let orderColumns = ["from_day"]

    public func write(to sink: any ColumnSink) {
        sink.integer(item)
        sink.integer(fromDay)
        sink.integer(rate)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.item)
        sink.integer(key.fromDay)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return fromDay < other.fromDay
    }

    public init(from columns: any ColumnSource) {
        item = columns.integer()
        fromDay = columns.integer()
        rate = columns.integer()
    }
}

/// A barcode and the base units behind it.
public struct ItemBarcodeRow: TableRow, Hashable {
    public typealias Key = String

    public var barcode: String
    public var item: Int64
    public var pieces: Int64

    public init(barcode: String, item: Int64, pieces: Int64) {
        self.barcode = barcode
        self.item = item
        self.pieces = pieces
    }

    public static let schema = TableSchema("item_barcode", [.text("barcode"), .integer("item"), .integer("pieces")], key: ["barcode"])

    public var key: Key { barcode }

    public func write(to sink: any ColumnSink) {
        sink.text(barcode)
        sink.integer(item)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key)
    }

    public init(from columns: any ColumnSource) {
        barcode = columns.text()
        item = columns.integer()
        pieces = columns.integer()
    }
}

/// A part of a kit with its weight in the price.
public struct KitPartRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var kit: Int64
        public var line: Int64

        public init(kit: Int64, line: Int64) {
            self.kit = kit
            self.line = line
        }
    }
    public typealias Group = Int64

    public var kit: Int64
    public var line: Int64
    public var item: Int64
    public var pieces: Int64
    public var ratio: Int64

    public init(kit: Int64, line: Int64, item: Int64, pieces: Int64, ratio: Int64) {
        self.kit = kit
        self.line = line
        self.item = item
        self.pieces = pieces
        self.ratio = ratio
    }

    public static let schema = TableSchema(
        "kit_part", [.integer("kit"), .integer("line"), .integer("item"), .integer("pieces"), .integer("ratio")], key: ["kit", "line"])

    public var key: Key { Key(kit: kit, line: line) }
    public var group: Group { kit }
    public static let groupColumns = ["kit"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(kit)
        sink.integer(line)
        sink.integer(item)
        sink.integer(pieces)
        sink.integer(ratio)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.kit)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        kit = columns.integer()
        line = columns.integer()
        item = columns.integer()
        pieces = columns.integer()
        ratio = columns.integer()
    }
}

/// What a merchant code of a shop means.
public struct ChannelItemRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var shop: String
        public var merchantCode: String

        public init(shop: String, merchantCode: String) {
            self.shop = shop
            self.merchantCode = merchantCode
        }
    }

    public var shop: String
    public var merchantCode: String
    public var target: Int64
    public var isKit: Int64

    public init(shop: String, merchantCode: String, target: Int64, isKit: Int64) {
        self.shop = shop
        self.merchantCode = merchantCode
        self.target = target
        self.isKit = isKit
    }

    public static let schema = TableSchema(
        "channel_item", [.text("shop"), .text("merchant_code"), .integer("target"), .integer("is_kit")], key: ["shop", "merchant_code"],
        indexes: [TableIndex("channel_item_target", on: ["target"])])

    public var key: Key { Key(shop: shop, merchantCode: merchantCode) }

    public func write(to sink: any ColumnSink) {
        sink.text(shop)
        sink.text(merchantCode)
        sink.integer(target)
        sink.integer(isKit)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.shop)
        sink.text(key.merchantCode)
    }

    public init(from columns: any ColumnSource) {
        shop = columns.text()
        merchantCode = columns.text()
        target = columns.integer()
        isKit = columns.integer()
    }
}

/// A stock condition and whether it may be promised.
public struct ConditionRow: TableRow, Hashable {
    public typealias Key = String

    public var code: String
    public var isSellable: Int64
    public var name: String

    public init(code: String, isSellable: Int64, name: String) {
        self.code = code
        self.isSellable = isSellable
        self.name = name
    }

    public static let schema = TableSchema("stock_condition", [.text("code"), .integer("is_sellable"), .text("name")], key: ["code"])

    public var key: Key { code }

    public func write(to sink: any ColumnSink) {
        sink.text(code)
        sink.integer(isSellable)
        sink.text(name)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key)
    }

    public init(from columns: any ColumnSource) {
        code = columns.text()
        isSellable = columns.integer()
        name = columns.text()
    }
}

/// A ledger account.
public struct AccountRow: TableRow, Hashable {
    public typealias Key = Int64

    public var number: Int64
    public var side: Int64
    public var category: Int64
    public var role: Int64
    public var name: String
    public var english: String

    public init(number: Int64, side: Int64, category: Int64, role: Int64, name: String, english: String) {
        self.number = number
        self.side = side
        self.category = category
        self.role = role
        self.name = name
        self.english = english
    }

    public static let schema = TableSchema(
        "account", [.integer("number"), .integer("side"), .integer("category"), .integer("role"), .text("name"), .text("english")],
        key: ["number"])

    public var key: Key { number }

    public func write(to sink: any ColumnSink) {
        sink.integer(number)
        sink.integer(side)
        sink.integer(category)
        sink.integer(role)
        sink.text(name)
        sink.text(english)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        number = columns.integer()
        side = columns.integer()
        category = columns.integer()
        role = columns.integer()
        name = columns.text()
        english = columns.text()
    }
}

/// The account that plays a role.
public struct AccountRoleRow: TableRow, Hashable {
    public typealias Key = Int64

    public var role: Int64
    public var number: Int64

    public init(role: Int64, number: Int64) {
        self.role = role
        self.number = number
    }

    public static let schema = TableSchema("account_role", [.integer("role"), .integer("number")], key: ["role"])

    public var key: Key { role }

    public func write(to sink: any ColumnSink) {
        sink.integer(role)
        sink.integer(number)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        role = columns.integer()
        number = columns.integer()
    }
}

/// A line of a posting rule version.
public struct RuleLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var event: Int64
        public var version: Int64
        public var line: Int64

        public init(event: Int64, version: Int64, line: Int64) {
            self.event = event
            self.version = version
            self.line = line
        }
    }
    public typealias Group = Int64

    public var event: Int64
    public var version: Int64
    public var line: Int64
    public var side: Int64
    public var role: Int64
    public var amount: Int64

    public init(event: Int64, version: Int64, line: Int64, side: Int64, role: Int64, amount: Int64) {
        self.event = event
        self.version = version
        self.line = line
        self.side = side
        self.role = role
        self.amount = amount
    }

    public static let schema = TableSchema(
        "posting_rule", [.integer("event"), .integer("version"), .integer("line"), .integer("side"), .integer("role"), .integer("amount")],
        key: ["event", "version", "line"])

    public var key: Key { Key(event: event, version: version, line: line) }
    public var group: Group { event }
    public static let groupColumns = ["event"]
    public static let orderColumns = ["version", "line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(event)
        sink.integer(version)
        sink.integer(line)
        sink.integer(side)
        sink.integer(role)
        sink.integer(amount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.event)
        sink.integer(key.version)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if version != other.version { return version < other.version }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        event = columns.integer()
        version = columns.integer()
        line = columns.integer()
        side = columns.integer()
        role = columns.integer()
        amount = columns.integer()
    }
}
