import Storage

/// A table of every column type under a key of two columns.
struct NoteRow: TableRow, Hashable {
    struct Key: Hashable, Sendable {
        var shelf: String
        var number: Int64
    }

    var shelf: String
    var number: Int64
    var text: String
    var bytes: [UInt8]

    static let schema = TableSchema(
        "note", [.text("shelf"), .integer("number"), .text("text"), .blob("bytes")], key: ["shelf", "number"])

    var key: Key { Key(shelf: shelf, number: number) }

    func write(to sink: any ColumnSink) {
        sink.text(shelf)
        sink.integer(number)
        sink.text(text)
        sink.blob(bytes)
    }

    static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.shelf)
        sink.integer(key.number)
    }
}

extension NoteRow {
    init(from columns: any ColumnSource) {
        self.init(shelf: columns.text(), number: columns.integer(), text: columns.text(), bytes: columns.blob())
    }
}

/// Rows that stand in a queue, by rank.
struct QueueRow: FamilyRow, Hashable {
    struct Key: Hashable, Sendable {
        var queue: String
        var rank: Int64
    }

    var queue: String
    var rank: Int64
    var pieces: Int64

    static let schema = TableSchema("queue", [.text("queue"), .integer("rank"), .integer("pieces")], key: ["queue", "rank"])
    static let groupColumns = ["queue"]
    static let orderColumns = ["rank"]

    var key: Key { Key(queue: queue, rank: rank) }
    var group: String { queue }

    func write(to sink: any ColumnSink) {
        sink.text(queue)
        sink.integer(rank)
        sink.integer(pieces)
    }

    static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.queue)
        sink.integer(key.rank)
    }

    static func write(group: String, to sink: any ColumnSink) { sink.text(group) }

    func precedes(_ other: QueueRow) -> Bool { rank < other.rank }
}

extension QueueRow {
    init(from columns: any ColumnSource) {
        self.init(queue: columns.text(), rank: columns.integer(), pieces: columns.integer())
    }
}

/// A table with one integer key and a unique index.
struct TicketRow: TableRow, Hashable {
    var id: Int64
    var holder: String

    static let schema = TableSchema(
        "ticket", [.integer("id"), .text("holder")], key: ["id"], indexes: [TableIndex("ticket_holder", on: ["holder"], unique: true)])

    var key: Int64 { id }

    func write(to sink: any ColumnSink) {
        sink.integer(id)
        sink.text(holder)
    }

    static func write(key: Int64, to sink: any ColumnSink) { sink.integer(key) }
}

extension TicketRow {
    init(from columns: any ColumnSource) { self.init(id: columns.integer(), holder: columns.text()) }
}

enum Samples {
    static let migrations = [
        Migration(version: 1, name: "samples", tables: [NoteRow.schema, QueueRow.schema, TicketRow.schema])
    ]

    static func note(_ number: Int64, _ text: String = "", _ bytes: [UInt8] = []) -> NoteRow {
        NoteRow(shelf: "A", number: number, text: text, bytes: bytes)
    }

    static func queue(_ ranks: [Int64], in queue: String = "q") -> [QueueRow] {
        ranks.map { QueueRow(queue: queue, rank: $0, pieces: $0 * 10) }
    }
}
