import Documents
import Storage

/// The last voucher number of a book, period and word.
public struct VoucherSeriesRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var book: String
        public var period: Int64
        public var word: Int64

        public init(book: String, period: Int64, word: Int64) {
            self.book = book
            self.period = period
            self.word = word
        }
    }

    public var book: String
    public var period: Int64
    public var word: Int64
    public var lastNumber: Int64

    public init(book: String, period: Int64, word: Int64, lastNumber: Int64) {
        self.book = book
        self.period = period
        self.word = word
        self.lastNumber = lastNumber
    }

    public static let schema = TableSchema(
        "voucher_series", [.text("book"), .integer("period"), .integer("word"), .integer("last_number")], key: ["book", "period", "word"])

    public var key: Key { Key(book: book, period: period, word: word) }

    public func write(to sink: any ColumnSink) {
        sink.text(book)
        sink.integer(period)
        sink.integer(word)
        sink.integer(lastNumber)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.book)
        sink.integer(key.period)
        sink.integer(key.word)
    }

    public init(from columns: any ColumnSource) {
        book = columns.text()
        period = columns.integer()
        word = columns.integer()
        lastNumber = columns.integer()
    }
}

/// A sealed voucher.
public struct VoucherRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var book: String
        public var period: Int64
        public var word: Int64
        public var number: Int64

        public init(book: String, period: Int64, word: Int64, number: Int64) {
            self.book = book
            self.period = period
            self.word = word
            self.number = number
        }
    }

    public var book: String
    public var period: Int64
    public var word: Int64
    public var number: Int64
    public var document: Int64
    public var day: Int64
    public var event: Int64
    public var shop: String
    public var bundle: Int64
    public var documents: Int64
    public var total: Int64

    public init(
        book: String, period: Int64, word: Int64, number: Int64, document: Int64, day: Int64, event: Int64, shop: String, bundle: Int64,
        documents: Int64, total: Int64
    ) {
        self.book = book
        self.period = period
        self.word = word
        self.number = number
        self.document = document
        self.day = day
        self.event = event
        self.shop = shop
        self.bundle = bundle
        self.documents = documents
        self.total = total
    }

    public static let schema = TableSchema(
        "voucher",
        [
            .text("book"), .integer("period"), .integer("word"), .integer("number"), .integer("document"), .integer("day"),
            .integer("event"), .text("shop"), .integer("bundle"), .integer("documents"), .integer("total"),
        ], key: ["book", "period", "word", "number"], indexes: [TableIndex("voucher_document", on: ["document"])])

    public var key: Key { Key(book: book, period: period, word: word, number: number) }

    public func write(to sink: any ColumnSink) {
        sink.text(book)
        sink.integer(period)
        sink.integer(word)
        sink.integer(number)
        sink.integer(document)
        sink.integer(day)
        sink.integer(event)
        sink.text(shop)
        sink.integer(bundle)
        sink.integer(documents)
        sink.integer(total)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.book)
        sink.integer(key.period)
        sink.integer(key.word)
        sink.integer(key.number)
    }

    public init(from columns: any ColumnSource) {
        book = columns.text()
        period = columns.integer()
        word = columns.integer()
        number = columns.integer()
        document = columns.integer()
        day = columns.integer()
        event = columns.integer()
        shop = columns.text()
        bundle = columns.integer()
        documents = columns.integer()
        total = columns.integer()
    }
}

/// A line of a sealed voucher.
public struct VoucherLineRow: TableRow, Hashable {
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
    public var side: Int64
    public var account: Int64
    public var amount: Int64
    public var party: String
    public var warehouse: String
    public var item: Int64
    public var pieces: Int64

    public init(
        document: Int64, line: Int64, side: Int64, account: Int64, amount: Int64, party: String, warehouse: String, item: Int64,
        pieces: Int64
    ) {
        self.document = document
        self.line = line
        self.side = side
        self.account = account
        self.amount = amount
        self.party = party
        self.warehouse = warehouse
        self.item = item
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "voucher_line",
        [
            .integer("document"), .integer("line"), .integer("side"), .integer("account"), .integer("amount"), .text("party"),
            .text("warehouse"), .integer("item"), .integer("pieces"),
        ], key: ["document", "line"])

    public var key: Key { Key(document: document, line: line) }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(line)
        sink.integer(side)
        sink.integer(account)
        sink.integer(amount)
        sink.text(party)
        sink.text(warehouse)
        sink.integer(item)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.document)
        sink.integer(key.line)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        line = columns.integer()
        side = columns.integer()
        account = columns.integer()
        amount = columns.integer()
        party = columns.text()
        warehouse = columns.text()
        item = columns.integer()
        pieces = columns.integer()
    }
}
