import Storage

/// An item or service.
public struct ItemRow: TableRow, Hashable {
    public typealias Key = Int64

    public var code: Int64
    public var isService: Int64
    public var supplier: Int64
    public var abcClass: Int64
    public var weight: Int64
    public var shelfLife: Int64
    public var name: String

    public init(code: Int64, isService: Int64, supplier: Int64, abcClass: Int64, weight: Int64, shelfLife: Int64, name: String) {
        self.code = code
        self.isService = isService
        self.supplier = supplier
        self.abcClass = abcClass
        self.weight = weight
        self.shelfLife = shelfLife
        self.name = name
    }

    public static let schema = TableSchema(
        "item",
        [
            .integer("code"), .integer("is_service"), .integer("supplier"), .integer("abc_class"), .integer("weight"),
            .integer("shelf_life"), .text("name"),
        ], key: ["code"])

    public var key: Key { code }

    public func write(to sink: any ColumnSink) {
        sink.integer(code)
        sink.integer(isService)
        sink.integer(supplier)
        sink.integer(abcClass)
        sink.integer(weight)
        sink.integer(shelfLife)
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
        weight = columns.integer()
        shelfLife = columns.integer()
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
    public var valuedAs: Int64
    public var name: String

    public init(code: String, isSellable: Int64, valuedAs: Int64, name: String) {
        self.code = code
        self.isSellable = isSellable
        self.valuedAs = valuedAs
        self.name = name
    }

    public static let schema = TableSchema(
        "stock_condition", [.text("code"), .integer("is_sellable"), .integer("valued_as"), .text("name")], key: ["code"])

    public var key: Key { code }

    public func write(to sink: any ColumnSink) {
        sink.text(code)
        sink.integer(isSellable)
        sink.integer(valuedAs)
        sink.text(name)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key)
    }

    public init(from columns: any ColumnSource) {
        code = columns.text()
        isSellable = columns.integer()
        valuedAs = columns.integer()
        name = columns.text()
    }
}
