import Storage

/// How many promise rows a warehouse has: the next goes to page `keys` / 1000.
public struct StockListingRow: TableRow, Hashable {
    public typealias Key = String

    public var warehouse: String
    public var keys: Int64

    public init(warehouse: String, keys: Int64) {
        self.warehouse = warehouse
        self.keys = keys
    }

    public static let schema = TableSchema("stock_listing", [.text("warehouse"), .integer("keys")], key: ["warehouse"])

    public var key: Key { warehouse }

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(keys)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key)
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        keys = columns.integer()
    }
}

/// Which promise rows a warehouse has, a thousand to a page, in the order in which they came.
public struct StockPageRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var page: Int64
        public var item: Int64
        public var condition: String
        public var owner: String

        public init(warehouse: String, page: Int64, item: Int64, condition: String, owner: String) {
            self.warehouse = warehouse
            self.page = page
            self.item = item
            self.condition = condition
            self.owner = owner
        }
    }
    public struct Group: Hashable, Sendable {
        public var warehouse: String
        public var page: Int64

        public init(warehouse: String, page: Int64) {
            self.warehouse = warehouse
            self.page = page
        }
    }

    public var warehouse: String
    public var page: Int64
    public var item: Int64
    public var condition: String
    public var owner: String

    public init(warehouse: String, page: Int64, item: Int64, condition: String, owner: String) {
        self.warehouse = warehouse
        self.page = page
        self.item = item
        self.condition = condition
        self.owner = owner
    }

    public static let schema = TableSchema(
        "stock_page", [.text("warehouse"), .integer("page"), .integer("item"), .text("condition"), .text("owner")],
        key: ["warehouse", "page", "item", "condition", "owner"])

    public var key: Key { Key(warehouse: warehouse, page: page, item: item, condition: condition, owner: owner) }
    public var group: Group { Group(warehouse: warehouse, page: page) }
    public static let groupColumns = ["warehouse", "page"]
    public static let orderColumns = ["item", "condition", "owner"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(page)
        sink.integer(item)
        sink.text(condition)
        sink.text(owner)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.page)
        sink.integer(key.item)
        sink.text(key.condition)
        sink.text(key.owner)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.warehouse)
        sink.integer(group.page)
    }

    public func precedes(_ other: Self) -> Bool {
        if item != other.item { return item < other.item }
        if condition != other.condition { return condition < other.condition }
        return owner < other.owner
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        page = columns.integer()
        item = columns.integer()
        condition = columns.text()
        owner = columns.text()
    }
}
