import Storage

/// What an item cost at its newest receipt, without tax: for surplus where no average is left.
public struct LastPriceRow: TableRow, Hashable {
    public typealias Key = Int64

    public var item: Int64
    public var posting: Int64
    public var line: Int64
    public var pieces: Int64
    public var amount: Int64

    public init(item: Int64, posting: Int64, line: Int64, pieces: Int64, amount: Int64) {
        self.item = item
        self.posting = posting
        self.line = line
        self.pieces = pieces
        self.amount = amount
    }

    public static let schema = TableSchema(
        "last_price", [.integer("item"), .integer("posting"), .integer("line"), .integer("pieces"), .integer("amount")], key: ["item"])

    public var key: Key { item }

    public func write(to sink: any ColumnSink) {
        sink.integer(item)
        sink.integer(posting)
        sink.integer(line)
        sink.integer(pieces)
        sink.integer(amount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        item = columns.integer()
        posting = columns.integer()
        line = columns.integer()
        pieces = columns.integer()
        amount = columns.integer()
    }
}
