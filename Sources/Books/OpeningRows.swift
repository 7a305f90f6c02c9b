import Storage

/// A line of an opening of balances; `account` is the number that its role had then.
public struct OpeningBalanceRow: TableRow, Hashable {
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
    public var book: String
    public var day: Int64
    public var role: Int64
    public var account: Int64
    public var side: Int64
    public var amount: Int64
    public var party: String

    public init(
        document: Int64, line: Int64, book: String, day: Int64, role: Int64, account: Int64, side: Int64, amount: Int64, party: String
    ) {
        self.document = document
        self.line = line
        self.book = book
        self.day = day
        self.role = role
        self.account = account
        self.side = side
        self.amount = amount
        self.party = party
    }

    public static let schema = TableSchema(
        "opening_balance",
        [
            .integer("document"), .integer("line"), .text("book"), .integer("day"), .integer("role"), .integer("account"), .integer("side"),
            .integer("amount"), .text("party"),
        ], key: ["document", "line"])

    public var key: Key { Key(document: document, line: line) }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(line)
        sink.text(book)
        sink.integer(day)
        sink.integer(role)
        sink.integer(account)
        sink.integer(side)
        sink.integer(amount)
        sink.text(party)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.document)
        sink.integer(key.line)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        line = columns.integer()
        book = columns.text()
        day = columns.integer()
        role = columns.integer()
        account = columns.integer()
        side = columns.integer()
        amount = columns.integer()
        party = columns.text()
    }
}
