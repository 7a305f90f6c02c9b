import Storage

/// What the sending warehouse is asked to pick for a transfer. `open` = `pieces` − issued, 0 once the transfer was cancelled.
public struct TransferTaskRow: FamilyRow, Hashable {
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
    public var request: Int64
    public var sender: String
    public var receiver: String
    public var item: Int64
    public var condition: String
    public var pieces: Int64
    public var open: Int64
    public var issued: Int64

    public init(
        notice: Int64, line: Int64, request: Int64, sender: String, receiver: String, item: Int64, condition: String, pieces: Int64,
        open: Int64, issued: Int64
    ) {
        self.notice = notice
        self.line = line
        self.request = request
        self.sender = sender
        self.receiver = receiver
        self.item = item
        self.condition = condition
        self.pieces = pieces
        self.open = open
        self.issued = issued
    }

    public static let schema = TableSchema(
        "transfer_task",
        [
            .integer("notice"), .integer("line"), .integer("request"), .text("sender"), .text("receiver"), .integer("item"),
            .text("condition"), .integer("pieces"), .integer("open"), .integer("issued"),
        ], key: ["notice", "line"], indexes: [TableIndex("transfer_task_open", on: ["sender"], where: "open > 0")])

    public var key: Key { Key(notice: notice, line: line) }
    public var group: Group { notice }
    public static let groupColumns = ["notice"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(notice)
        sink.integer(line)
        sink.integer(request)
        sink.text(sender)
        sink.text(receiver)
        sink.integer(item)
        sink.text(condition)
        sink.integer(pieces)
        sink.integer(open)
        sink.integer(issued)
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
        request = columns.integer()
        sender = columns.text()
        receiver = columns.text()
        item = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
        open = columns.integer()
        issued = columns.integer()
    }
}
