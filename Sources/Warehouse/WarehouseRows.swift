import Documents
import Storage

/// A line that a notice asks the warehouse to pick. `open` = `pieces` − issued − stopped.
public struct TaskLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var notice: Int64
        public var line: Int64

        public init(notice: Int64, line: Int64) {
            self.notice = notice
            self.line = line
        }
    }
    public typealias Group = Int64

    public var notice: Int64
    public var line: Int64
    public var trade: Int64
    public var shop: String
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var owner: String
    public var priority: Int64
    public var pieces: Int64
    public var open: Int64
    public var issued: Int64
    public var packed: Int64
    public var wave: Int64

    public init(
        notice: Int64, line: Int64, trade: Int64, shop: String, warehouse: String, item: Int64, condition: String, owner: String,
        priority: Int64, pieces: Int64, open: Int64, issued: Int64, packed: Int64, wave: Int64
    ) {
        self.notice = notice
        self.line = line
        self.trade = trade
        self.shop = shop
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.owner = owner
        self.priority = priority
        self.pieces = pieces
        self.open = open
        self.issued = issued
        self.packed = packed
        self.wave = wave
    }

    public static let schema = TableSchema(
        "task_line",
        [
            .integer("notice"), .integer("line"), .integer("trade"), .text("shop"), .text("warehouse"), .integer("item"),
            .text("condition"), .text("owner"), .integer("priority"), .integer("pieces"), .integer("open"), .integer("issued"),
            .integer("packed"), .integer("wave"),
        ], key: ["notice", "line"], indexes: [TableIndex("task_line_open", on: ["warehouse", "priority", "notice"], where: "open > 0")])

    public var key: Key { Key(notice: notice, line: line) }
    public var group: Group { notice }
    public static let groupColumns = ["notice"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(notice)
        sink.integer(line)
        sink.integer(trade)
        sink.text(shop)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.text(owner)
        sink.integer(priority)
        sink.integer(pieces)
        sink.integer(open)
        sink.integer(issued)
        sink.integer(packed)
        sink.integer(wave)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.notice)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        notice = columns.integer()
        line = columns.integer()
        trade = columns.integer()
        shop = columns.text()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        owner = columns.text()
        priority = columns.integer()
        pieces = columns.integer()
        open = columns.integer()
        issued = columns.integer()
        packed = columns.integer()
        wave = columns.integer()
    }
}

/// The physical ledger: pieces by warehouse, bin, item, lot, condition and owner.
public struct PhysicalStockRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var bin: String
        public var lot: String
        public var condition: String
        public var owner: String

        public init(warehouse: String, item: Int64, bin: String, lot: String, condition: String, owner: String) {
            self.warehouse = warehouse
            self.item = item
            self.bin = bin
            self.lot = lot
            self.condition = condition
            self.owner = owner
        }
    }
    public struct Group: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64

        public init(warehouse: String, item: Int64) {
            self.warehouse = warehouse
            self.item = item
        }
    }

    public var warehouse: String
    public var item: Int64
    public var bin: String
    public var lot: String
    public var condition: String
    public var owner: String
    public var pieces: Int64

    public init(warehouse: String, item: Int64, bin: String, lot: String, condition: String, owner: String, pieces: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.bin = bin
        self.lot = lot
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "physical_stock",
        [.text("warehouse"), .integer("item"), .text("bin"), .text("lot"), .text("condition"), .text("owner"), .integer("pieces")],
        key: ["warehouse", "item", "bin", "lot", "condition", "owner"])

    public var key: Key { Key(warehouse: warehouse, item: item, bin: bin, lot: lot, condition: condition, owner: owner) }
    public var group: Group { Group(warehouse: warehouse, item: item) }
    public static let groupColumns = ["warehouse", "item"]
    public static let orderColumns = ["bin", "lot", "condition", "owner"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.text(bin)
        sink.text(lot)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.text(key.bin)
        sink.text(key.lot)
        sink.text(key.condition)
        sink.text(key.owner)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.warehouse)
        sink.integer(group.item)
    }

    public func precedes(_ other: Self) -> Bool {
        if bin != other.bin { return bin < other.bin }
        if lot != other.lot { return lot < other.lot }
        if condition != other.condition { return condition < other.condition }
        return owner < other.owner
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        bin = columns.text()
        lot = columns.text()
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
    }
}

/// Pieces that a stock document moved; negative leaves.
public struct PhysicalMoveRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var document: Int64
        public var line: Int64

        public init(document: Int64, line: Int64) {
            self.document = document
            self.line = line
        }
    }

    public var document: Int64
    public var line: Int64
    public var warehouse: String
    public var item: Int64
    public var bin: String
    public var lot: String
    public var condition: String
    public var owner: String
    public var pieces: Int64

    public init(
        document: Int64, line: Int64, warehouse: String, item: Int64, bin: String, lot: String, condition: String, owner: String,
        pieces: Int64
    ) {
        self.document = document
        self.line = line
        self.warehouse = warehouse
        self.item = item
        self.bin = bin
        self.lot = lot
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "physical_move",
        [
            .integer("document"), .integer("line"), .text("warehouse"), .integer("item"), .text("bin"), .text("lot"), .text("condition"),
            .text("owner"), .integer("pieces"),
        ], key: ["document", "line"])

    public var key: Key { Key(document: document, line: line) }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(line)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(bin)
        sink.text(lot)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.document)
        sink.integer(key.line)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        line = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        bin = columns.text()
        lot = columns.text()
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
    }
}
