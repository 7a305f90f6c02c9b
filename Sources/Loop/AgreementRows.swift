import Documents
import Storage

/// A piece movement of an outside warehouse, newest first: `behind` is the document's position, negative.
public struct MirrorMoveRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var behind: Int64
        public var line: Int64

        public init(warehouse: String, item: Int64, behind: Int64, line: Int64) {
            self.warehouse = warehouse
            self.item = item
            self.behind = behind
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
    public var behind: Int64
    public var line: Int64
    public var condition: String
    public var pieces: Int64
    public var happenedAt: Int64
    public var recordedAt: Int64

    public init(
        warehouse: String, item: Int64, behind: Int64, line: Int64, condition: String, pieces: Int64, happenedAt: Int64, recordedAt: Int64
    ) {
        self.warehouse = warehouse
        self.item = item
        self.behind = behind
        self.line = line
        self.condition = condition
        self.pieces = pieces
        self.happenedAt = happenedAt
        self.recordedAt = recordedAt
    }

    public static let schema = TableSchema(
        "mirror_move",
        [
            .text("warehouse"), .integer("item"), .integer("behind"), .integer("line"), .text("condition"), .integer("pieces"),
            .integer("happened_at"), .integer("recorded_at"),
        ], key: ["warehouse", "item", "behind", "line"])

    public var key: Key { Key(warehouse: warehouse, item: item, behind: behind, line: line) }
    public var group: Group { Group(warehouse: warehouse, item: item) }
    public static let groupColumns = ["warehouse", "item"]
    public static let orderColumns = ["behind", "line"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.integer(behind)
        sink.integer(line)
        sink.text(condition)
        sink.integer(pieces)
        sink.integer(happenedAt)
        sink.integer(recordedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.integer(key.behind)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.warehouse)
        sink.integer(group.item)
    }

    public func precedes(_ other: Self) -> Bool {
        if behind != other.behind { return behind < other.behind }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        behind = columns.integer()
        line = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
        happenedAt = columns.integer()
        recordedAt = columns.integer()
    }
}

/// Pieces that may have left or reached an outside warehouse without its word: lines of open delivery notices (negative) and of transfers under way to it (positive).
public struct MirrorOpenRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var document: Int64
        public var line: Int64

        public init(warehouse: String, item: Int64, document: Int64, line: Int64) {
            self.warehouse = warehouse
            self.item = item
            self.document = document
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
    public var document: Int64
    public var line: Int64
    public var condition: String
    public var pieces: Int64
    public var since: Int64

    public init(warehouse: String, item: Int64, document: Int64, line: Int64, condition: String, pieces: Int64, since: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.document = document
        self.line = line
        self.condition = condition
        self.pieces = pieces
        self.since = since
    }

    public static let schema = TableSchema(
        "mirror_open",
        [
            .text("warehouse"), .integer("item"), .integer("document"), .integer("line"), .text("condition"), .integer("pieces"),
            .integer("since"),
        ], key: ["warehouse", "item", "document", "line"])

    public var key: Key { Key(warehouse: warehouse, item: item, document: document, line: line) }
    public var group: Group { Group(warehouse: warehouse, item: item) }
    public static let groupColumns = ["warehouse", "item"]
    public static let orderColumns = ["document", "line"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.integer(document)
        sink.integer(line)
        sink.text(condition)
        sink.integer(pieces)
        sink.integer(since)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.integer(key.document)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.warehouse)
        sink.integer(group.item)
    }

    public func precedes(_ other: Self) -> Bool {
        if document != other.document { return document < other.document }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        document = columns.integer()
        line = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
        since = columns.integer()
    }
}

/// The newest stock status report of a warehouse.
public struct StatusReportRow: TableRow, Hashable {
    public typealias Key = String

    public var warehouse: String
    public var document: Int64
    public var position: Int64
    public var reportedAt: Int64

    public init(warehouse: String, document: Int64, position: Int64, reportedAt: Int64) {
        self.warehouse = warehouse
        self.document = document
        self.position = position
        self.reportedAt = reportedAt
    }

    public static let schema = TableSchema(
        "status_report", [.text("warehouse"), .integer("document"), .integer("position"), .integer("reported_at")], key: ["warehouse"])

    public var key: Key { warehouse }

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(document)
        sink.integer(position)
        sink.integer(reportedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key)
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        document = columns.integer()
        position = columns.integer()
        reportedAt = columns.integer()
    }
}

/// A variance task; `state` is a ``VarianceState``, `closing` the document that closed it.
public struct VarianceTaskRow: TableRow, Hashable {
    public typealias Key = Int64

    public var document: Int64
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var book: Int64
    public var found: Int64
    public var deadline: Int64
    public var state: Int64
    public var closing: Int64

    public init(
        document: Int64, warehouse: String, item: Int64, condition: String, book: Int64, found: Int64, deadline: Int64, state: Int64,
        closing: Int64
    ) {
        self.document = document
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.book = book
        self.found = found
        self.deadline = deadline
        self.state = state
        self.closing = closing
    }

    public static let schema = TableSchema(
        "variance_task",
        [
            .integer("document"), .text("warehouse"), .integer("item"), .text("condition"), .integer("book"), .integer("found"),
            .integer("deadline"), .integer("state"), .integer("closing"),
        ], key: ["document"], indexes: [TableIndex("variance_task_open", on: ["deadline"], where: "state = 1")])

    public var key: Key { document }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(book)
        sink.integer(found)
        sink.integer(deadline)
        sink.integer(state)
        sink.integer(closing)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        book = columns.integer()
        found = columns.integer()
        deadline = columns.integer()
        state = columns.integer()
        closing = columns.integer()
    }
}

/// The open variance task of a key; `document` 0 for none any more.
public struct OpenVarianceRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
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
    public var document: Int64

    public init(warehouse: String, item: Int64, condition: String, document: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.document = document
    }

    public static let schema = TableSchema(
        "open_variance", [.text("warehouse"), .integer("item"), .text("condition"), .integer("document")],
        key: ["warehouse", "item", "condition"])

    public var key: Key { Key(warehouse: warehouse, item: item, condition: condition) }

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(document)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.text(key.condition)
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        document = columns.integer()
    }
}
