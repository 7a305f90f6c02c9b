import Documents
import Storage

/// Pieces of an order line promised from a warehouse. `open` = `pieces` − issued − released.
public struct ReservationRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var part: Int64

        public init(trade: Int64, part: Int64) {
            self.trade = trade
            self.part = part
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var part: Int64
    public var line: Int64
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var owner: String
    public var pieces: Int64
    public var open: Int64
    public var issued: Int64
    public var notice: Int64

    public init(
        trade: Int64, part: Int64, line: Int64, warehouse: String, item: Int64, condition: String, owner: String, pieces: Int64,
        open: Int64, issued: Int64, notice: Int64
    ) {
        self.trade = trade
        self.part = part
        self.line = line
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
        self.open = open
        self.issued = issued
        self.notice = notice
    }

    public static let schema = TableSchema(
        "reservation",
        [
            .integer("trade"), .integer("part"), .integer("line"), .text("warehouse"), .integer("item"), .text("condition"), .text("owner"),
            .integer("pieces"), .integer("open"), .integer("issued"), .integer("notice"),
        ], key: ["trade", "part"],
        indexes: [TableIndex("reservation_open", on: ["warehouse", "item", "trade"], where: "open > 0")])

    public var key: Key { Key(trade: trade, part: part) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["part"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(part)
        sink.integer(line)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pieces)
        sink.integer(open)
        sink.integer(issued)
        sink.integer(notice)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.part)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return part < other.part
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        part = columns.integer()
        line = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
        open = columns.integer()
        issued = columns.integer()
        notice = columns.integer()
    }
}

/// Pieces that wait at a warehouse for the next receipt, in their order.
public struct BackorderRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var priority: Int64
        public var trade: Int64
        public var line: Int64

        public init(warehouse: String, item: Int64, priority: Int64, trade: Int64, line: Int64) {
            self.warehouse = warehouse
            self.item = item
            self.priority = priority
            self.trade = trade
            self.line = line
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
    public var priority: Int64
    public var trade: Int64
    public var line: Int64
    public var pieces: Int64

    public init(warehouse: String, item: Int64, priority: Int64, trade: Int64, line: Int64, pieces: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.priority = priority
        self.trade = trade
        self.line = line
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "backorder", [.text("warehouse"), .integer("item"), .integer("priority"), .integer("trade"), .integer("line"), .integer("pieces")],
        key: ["warehouse", "item", "priority", "trade", "line"])

    public var key: Key { Key(warehouse: warehouse, item: item, priority: priority, trade: trade, line: line) }
    public var group: Group { Group(warehouse: warehouse, item: item) }
    public static let groupColumns = ["warehouse", "item"]
    public static let orderColumns = ["priority", "trade", "line"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.integer(priority)
        sink.integer(trade)
        sink.integer(line)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.integer(key.priority)
        sink.integer(key.trade)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.warehouse)
        sink.integer(group.item)
    }

    public func precedes(_ other: Self) -> Bool {
        if priority != other.priority { return priority < other.priority }
        if trade != other.trade { return trade < other.trade }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        priority = columns.integer()
        trade = columns.integer()
        line = columns.integer()
        pieces = columns.integer()
    }
}

/// The promise ledger: pieces on hand, reserved, and waiting for a receipt.
public struct PromiseStockRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var condition: String
        public var owner: String

        public init(warehouse: String, item: Int64, condition: String, owner: String) {
            self.warehouse = warehouse
            self.item = item
            self.condition = condition
            self.owner = owner
        }
    }

    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var owner: String
    public var onHand: Int64
    public var reserved: Int64
    public var waiting: Int64

    public init(warehouse: String, item: Int64, condition: String, owner: String, onHand: Int64, reserved: Int64, waiting: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.owner = owner
        self.onHand = onHand
        self.reserved = reserved
        self.waiting = waiting
    }

    public static let schema = TableSchema(
        "promise_stock",
        [
            .text("warehouse"), .integer("item"), .text("condition"), .text("owner"), .integer("on_hand"), .integer("reserved"),
            .integer("waiting"),
        ], key: ["warehouse", "item", "condition", "owner"])

    public var key: Key { Key(warehouse: warehouse, item: item, condition: condition, owner: owner) }

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.text(owner)
        sink.integer(onHand)
        sink.integer(reserved)
        sink.integer(waiting)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.text(key.condition)
        sink.text(key.owner)
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        owner = columns.text()
        onHand = columns.integer()
        reserved = columns.integer()
        waiting = columns.integer()
    }
}

/// A change of pieces on hand in the promise ledger, by stock document line.
public struct PromiseMoveRow: TableRow, Hashable {
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
    public var condition: String
    public var owner: String
    public var pieces: Int64

    public init(document: Int64, line: Int64, warehouse: String, item: Int64, condition: String, owner: String, pieces: Int64) {
        self.document = document
        self.line = line
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "promise_move",
        [
            .integer("document"), .integer("line"), .text("warehouse"), .integer("item"), .text("condition"), .text("owner"),
            .integer("pieces"),
        ], key: ["document", "line"])

    public var key: Key { Key(document: document, line: line) }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(line)
        sink.text(warehouse)
        sink.integer(item)
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
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
    }
}
