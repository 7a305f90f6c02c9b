import Storage

/// A document that must be approved; `state` is an ``ApprovalState``, `maker` a ``Staff`` fingerprint, `decision` the approval.
public struct ApprovalRow: TableRow, Hashable {
    public typealias Key = Int64

    public var document: Int64
    public var kind: Int64
    public var book: String
    public var maker: Int64
    public var amount: Int64
    public var state: Int64
    public var decision: Int64
    public var requestedAt: Int64

    public init(document: Int64, kind: Int64, book: String, maker: Int64, amount: Int64, state: Int64, decision: Int64, requestedAt: Int64)
    {
        self.document = document
        self.kind = kind
        self.book = book
        self.maker = maker
        self.amount = amount
        self.state = state
        self.decision = decision
        self.requestedAt = requestedAt
    }

    public static let schema = TableSchema(
        "approval",
        [
            .integer("document"), .integer("kind"), .text("book"), .integer("maker"), .integer("amount"), .integer("state"),
            .integer("decision"), .integer("requested_at"),
        ], key: ["document"], indexes: [TableIndex("approval_waiting", on: ["state"])])

    public var key: Key { document }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(kind)
        sink.text(book)
        sink.integer(maker)
        sink.integer(amount)
        sink.integer(state)
        sink.integer(decision)
        sink.integer(requestedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        kind = columns.integer()
        book = columns.text()
        maker = columns.integer()
        amount = columns.integer()
        state = columns.integer()
        decision = columns.integer()
        requestedAt = columns.integer()
    }
}
