import Storage

/// Pieces and money of one posting line that nobody has decided on yet: lost, or found where negative. `disposal` is the document that settles them (0: none), waiting for its approval until `settled` is what `amount` is.
public struct PendingLossRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var subject: Int64
        public var posting: Int64
        public var line: Int64

        public init(subject: Int64, posting: Int64, line: Int64) {
            self.subject = subject
            self.posting = posting
            self.line = line
        }
    }
    public typealias Group = Int64

    public var subject: Int64
    public var posting: Int64
    public var line: Int64
    public var event: Int64
    public var book: String
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var pieces: Int64
    public var amount: Int64
    public var openedAt: Int64
    public var disposal: Int64
    public var settledPieces: Int64
    public var settled: Int64

    public init(
        subject: Int64, posting: Int64, line: Int64, event: Int64, book: String, warehouse: String, item: Int64, condition: String,
        pieces: Int64, amount: Int64, openedAt: Int64, disposal: Int64, settledPieces: Int64, settled: Int64
    ) {
        self.subject = subject
        self.posting = posting
        self.line = line
        self.event = event
        self.book = book
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.pieces = pieces
        self.amount = amount
        self.openedAt = openedAt
        self.disposal = disposal
        self.settledPieces = settledPieces
        self.settled = settled
    }

    public static let schema = TableSchema(
        "pending_loss",
        [
            .integer("subject"), .integer("posting"), .integer("line"), .integer("event"), .text("book"), .text("warehouse"),
            .integer("item"), .text("condition"), .integer("pieces"), .integer("amount"), .integer("opened_at"), .integer("disposal"),
            .integer("settled_pieces"), .integer("settled"),
        ], key: ["subject", "posting", "line"], indexes: [TableIndex("pending_loss_pool", on: ["warehouse", "item"])])

    public var key: Key { Key(subject: subject, posting: posting, line: line) }
    public var group: Group { subject }
    public static let groupColumns = ["subject"]
    public static let orderColumns = ["posting", "line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(subject)
        sink.integer(posting)
        sink.integer(line)
        sink.integer(event)
        sink.text(book)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(pieces)
        sink.integer(amount)
        sink.integer(openedAt)
        sink.integer(disposal)
        sink.integer(settledPieces)
        sink.integer(settled)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.subject)
        sink.integer(key.posting)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if posting != other.posting { return posting < other.posting }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        subject = columns.integer()
        posting = columns.integer()
        line = columns.integer()
        event = columns.integer()
        book = columns.text()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
        amount = columns.integer()
        openedAt = columns.integer()
        disposal = columns.integer()
        settledPieces = columns.integer()
        settled = columns.integer()
    }
}

/// A loss disposal 损溢处理单: losses less gains of its lines, and what others pay of them.
public struct LossDisposalRow: TableRow, Hashable {
    public typealias Key = Int64

    public var document: Int64
    public var subject: Int64
    public var book: String
    public var amount: Int64
    public var claimed: Int64

    public init(document: Int64, subject: Int64, book: String, amount: Int64, claimed: Int64) {
        self.document = document
        self.subject = subject
        self.book = book
        self.amount = amount
        self.claimed = claimed
    }

    public static let schema = TableSchema(
        "loss_disposal", [.integer("document"), .integer("subject"), .text("book"), .integer("amount"), .integer("claimed")],
        key: ["document"])

    public var key: Key { document }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(subject)
        sink.text(book)
        sink.integer(amount)
        sink.integer(claimed)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        subject = columns.integer()
        book = columns.text()
        amount = columns.integer()
        claimed = columns.integer()
    }
}

/// What one party pays of a loss disposal.
public struct LossClaimRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var disposal: Int64
        public var line: Int64

        public init(disposal: Int64, line: Int64) {
            self.disposal = disposal
            self.line = line
        }
    }
    public typealias Group = Int64

    public var disposal: Int64
    public var line: Int64
    public var party: String
    public var amount: Int64

    public init(disposal: Int64, line: Int64, party: String, amount: Int64) {
        self.disposal = disposal
        self.line = line
        self.party = party
        self.amount = amount
    }

    public static let schema = TableSchema(
        "loss_claim", [.integer("disposal"), .integer("line"), .text("party"), .integer("amount")], key: ["disposal", "line"])

    public var key: Key { Key(disposal: disposal, line: line) }
    public var group: Group { disposal }
    public static let groupColumns = ["disposal"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(disposal)
        sink.integer(line)
        sink.text(party)
        sink.integer(amount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.disposal)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        disposal = columns.integer()
        line = columns.integer()
        party = columns.text()
        amount = columns.integer()
    }
}
