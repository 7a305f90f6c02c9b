import Storage

/// The pieces that one posting line brought into a pool, and what became of them: `rest` are there, `sold` and `moved` to other warehouses; what else left is neither.
public struct CostLayerRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var posting: Int64
        public var line: Int64

        public init(posting: Int64, line: Int64) {
            self.posting = posting
            self.line = line
        }
    }

    public var posting: Int64
    public var line: Int64
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var pieces: Int64
    public var amount: Int64
    public var rest: Int64
    public var sold: Int64
    public var moved: Int64

    public init(
        posting: Int64, line: Int64, warehouse: String, item: Int64, condition: String, pieces: Int64, amount: Int64, rest: Int64,
        sold: Int64, moved: Int64
    ) {
        self.posting = posting
        self.line = line
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.pieces = pieces
        self.amount = amount
        self.rest = rest
        self.sold = sold
        self.moved = moved
    }

    public static let schema = TableSchema(
        "cost_layer",
        [
            .integer("posting"), .integer("line"), .text("warehouse"), .integer("item"), .text("condition"), .integer("pieces"),
            .integer("amount"), .integer("rest"), .integer("sold"), .integer("moved"),
        ], key: ["posting", "line"])

    public var key: Key { Key(posting: posting, line: line) }

    public func write(to sink: any ColumnSink) {
        sink.integer(posting)
        sink.integer(line)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(pieces)
        sink.integer(amount)
        sink.integer(rest)
        sink.integer(sold)
        sink.integer(moved)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.posting)
        sink.integer(key.line)
    }

    public init(from columns: any ColumnSource) {
        posting = columns.integer()
        line = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
        amount = columns.integer()
        rest = columns.integer()
        sold = columns.integer()
        moved = columns.integer()
    }
}

/// Layers with pieces left, first in first.
public struct OpenLayerRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var condition: String
        public var posting: Int64
        public var line: Int64

        public init(warehouse: String, item: Int64, condition: String, posting: Int64, line: Int64) {
            self.warehouse = warehouse
            self.item = item
            self.condition = condition
            self.posting = posting
            self.line = line
        }
    }
    public struct Group: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var condition: String

        public init(warehouse: String, item: Int64, condition: String) {
            self.warehouse = warehouse
            self.item = item
            self.condition = condition
        }
    }

    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var posting: Int64
    public var line: Int64

    public init(warehouse: String, item: Int64, condition: String, posting: Int64, line: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.posting = posting
        self.line = line
    }

    public static let schema = TableSchema(
        "open_layer", [.text("warehouse"), .integer("item"), .text("condition"), .integer("posting"), .integer("line")],
        key: ["warehouse", "item", "condition", "posting", "line"])

    public var key: Key { Key(warehouse: warehouse, item: item, condition: condition, posting: posting, line: line) }
    public var group: Group { Group(warehouse: warehouse, item: item, condition: condition) }
    public static let groupColumns = ["warehouse", "item", "condition"]
    public static let orderColumns = ["posting", "line"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(posting)
        sink.integer(line)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.text(key.condition)
        sink.integer(key.posting)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.warehouse)
        sink.integer(group.item)
        sink.text(group.condition)
    }

    public func precedes(_ other: Self) -> Bool {
        if posting != other.posting { return posting < other.posting }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        posting = columns.integer()
        line = columns.integer()
    }
}

/// Pieces of a layer that a transfer took: where a late difference follows them. `start` is the number of pieces of the same issue line that came from layers before it.
public struct LayerMoveRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var posting: Int64
        public var line: Int64
        public var issue: Int64
        public var issueLine: Int64

        public init(posting: Int64, line: Int64, issue: Int64, issueLine: Int64) {
            self.posting = posting
            self.line = line
            self.issue = issue
            self.issueLine = issueLine
        }
    }
    public struct Group: Hashable, Sendable {
        public var posting: Int64
        public var line: Int64

        public init(posting: Int64, line: Int64) {
            self.posting = posting
            self.line = line
        }
    }

    public var posting: Int64
    public var line: Int64
    public var issue: Int64
    public var issueLine: Int64
    public var start: Int64
    public var pieces: Int64

    public init(posting: Int64, line: Int64, issue: Int64, issueLine: Int64, start: Int64, pieces: Int64) {
        self.posting = posting
        self.line = line
        self.issue = issue
        self.issueLine = issueLine
        self.start = start
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "layer_move",
        [.integer("posting"), .integer("line"), .integer("issue"), .integer("issue_line"), .integer("start"), .integer("pieces")],
        key: ["posting", "line", "issue", "issue_line"])

    public var key: Key { Key(posting: posting, line: line, issue: issue, issueLine: issueLine) }
    public var group: Group { Group(posting: posting, line: line) }
    public static let groupColumns = ["posting", "line"]
    public static let orderColumns = ["issue", "issue_line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(posting)
        sink.integer(line)
        sink.integer(issue)
        sink.integer(issueLine)
        sink.integer(start)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.posting)
        sink.integer(key.line)
        sink.integer(key.issue)
        sink.integer(key.issueLine)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group.posting)
        sink.integer(group.line)
    }

    public func precedes(_ other: Self) -> Bool {
        if issue != other.issue { return issue < other.issue }
        return issueLine < other.issueLine
    }

    public init(from columns: any ColumnSource) {
        posting = columns.integer()
        line = columns.integer()
        issue = columns.integer()
        issueLine = columns.integer()
        start = columns.integer()
        pieces = columns.integer()
    }
}
