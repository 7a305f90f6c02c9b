import Documents
import Storage

/// The value ledger: pieces and money by place, warehouse, item and condition.
public struct ValueStockRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var place: Int64
        public var warehouse: String
        public var item: Int64
        public var condition: String

        public init(place: Int64, warehouse: String, item: Int64, condition: String) {
            self.place = place
            self.warehouse = warehouse
            self.item = item
            self.condition = condition
        }
    }

    public var place: Int64
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var pieces: Int64
    public var amount: Int64

    public init(place: Int64, warehouse: String, item: Int64, condition: String, pieces: Int64, amount: Int64) {
        self.place = place
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.pieces = pieces
        self.amount = amount
    }

    public static let schema = TableSchema(
        "value_stock",
        [.integer("place"), .text("warehouse"), .integer("item"), .text("condition"), .integer("pieces"), .integer("amount")],
        key: ["place", "warehouse", "item", "condition"])

    public var key: Key { Key(place: place, warehouse: warehouse, item: item, condition: condition) }

    public func write(to sink: any ColumnSink) {
        sink.integer(place)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(pieces)
        sink.integer(amount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.place)
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.text(key.condition)
    }

    public init(from columns: any ColumnSource) {
        place = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
        amount = columns.integer()
    }
}

/// What one document does to the general ledger, and the bundle that seals it.
public struct PostingRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var document: Int64
        public var ordinal: Int64

        public init(document: Int64, ordinal: Int64) {
            self.document = document
            self.ordinal = ordinal
        }
    }

    public var document: Int64
    public var ordinal: Int64
    public var event: Int64
    public var ruleVersion: Int64
    public var book: String
    public var period: Int64
    public var day: Int64
    public var shop: String
    public var total: Int64
    public var bundle: Int64

    public init(
        document: Int64, ordinal: Int64, event: Int64, ruleVersion: Int64, book: String, period: Int64, day: Int64, shop: String,
        total: Int64, bundle: Int64
    ) {
        self.document = document
        self.ordinal = ordinal
        self.event = event
        self.ruleVersion = ruleVersion
        self.book = book
        self.period = period
        self.day = day
        self.shop = shop
        self.total = total
        self.bundle = bundle
    }

    public static let schema = TableSchema(
        "posting",
        [
            .integer("document"), .integer("ordinal"), .integer("event"), .integer("rule_version"), .text("book"), .integer("period"),
            .integer("day"), .text("shop"), .integer("total"), .integer("bundle"),
        ], key: ["document", "ordinal"], indexes: [TableIndex("posting_bundle", on: ["bundle"])])

    public var key: Key { Key(document: document, ordinal: ordinal) }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(ordinal)
        sink.integer(event)
        sink.integer(ruleVersion)
        sink.text(book)
        sink.integer(period)
        sink.integer(day)
        sink.text(shop)
        sink.integer(total)
        sink.integer(bundle)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.document)
        sink.integer(key.ordinal)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        ordinal = columns.integer()
        event = columns.integer()
        ruleVersion = columns.integer()
        book = columns.text()
        period = columns.integer()
        day = columns.integer()
        shop = columns.text()
        total = columns.integer()
        bundle = columns.integer()
    }
}

/// A line of a posting.
public struct PostingLineRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var document: Int64
        public var ordinal: Int64
        public var line: Int64

        public init(document: Int64, ordinal: Int64, line: Int64) {
            self.document = document
            self.ordinal = ordinal
            self.line = line
        }
    }

    public var document: Int64
    public var ordinal: Int64
    public var line: Int64
    public var side: Int64
    public var account: Int64
    public var amount: Int64
    public var party: String
    public var place: Int64
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var pieces: Int64

    public init(
        document: Int64, ordinal: Int64, line: Int64, side: Int64, account: Int64, amount: Int64, party: String, place: Int64,
        warehouse: String, item: Int64, condition: String, pieces: Int64
    ) {
        self.document = document
        self.ordinal = ordinal
        self.line = line
        self.side = side
        self.account = account
        self.amount = amount
        self.party = party
        self.place = place
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "posting_line",
        [
            .integer("document"), .integer("ordinal"), .integer("line"), .integer("side"), .integer("account"), .integer("amount"),
            .text("party"), .integer("place"), .text("warehouse"), .integer("item"), .text("condition"), .integer("pieces"),
        ], key: ["document", "ordinal", "line"])

    public var key: Key { Key(document: document, ordinal: ordinal, line: line) }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(ordinal)
        sink.integer(line)
        sink.integer(side)
        sink.integer(account)
        sink.integer(amount)
        sink.text(party)
        sink.integer(place)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.document)
        sink.integer(key.ordinal)
        sink.integer(key.line)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        ordinal = columns.integer()
        line = columns.integer()
        side = columns.integer()
        account = columns.integer()
        amount = columns.integer()
        party = columns.text()
        place = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
    }
}

/// Turnover of an account by book, period, party and warehouse.
public struct BalanceRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var book: String
        public var period: Int64
        public var account: Int64
        public var party: String
        public var warehouse: String

        public init(book: String, period: Int64, account: Int64, party: String, warehouse: String) {
            self.book = book
            self.period = period
            self.account = account
            self.party = party
            self.warehouse = warehouse
        }
    }

    public var book: String
    public var period: Int64
    public var account: Int64
    public var party: String
    public var warehouse: String
    public var debit: Int64
    public var credit: Int64

    public init(book: String, period: Int64, account: Int64, party: String, warehouse: String, debit: Int64, credit: Int64) {
        self.book = book
        self.period = period
        self.account = account
        self.party = party
        self.warehouse = warehouse
        self.debit = debit
        self.credit = credit
    }

    public static let schema = TableSchema(
        "balance",
        [
            .text("book"), .integer("period"), .integer("account"), .text("party"), .text("warehouse"), .integer("debit"),
            .integer("credit"),
        ], key: ["book", "period", "account", "party", "warehouse"])

    public var key: Key { Key(book: book, period: period, account: account, party: party, warehouse: warehouse) }

    public func write(to sink: any ColumnSink) {
        sink.text(book)
        sink.integer(period)
        sink.integer(account)
        sink.text(party)
        sink.text(warehouse)
        sink.integer(debit)
        sink.integer(credit)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.book)
        sink.integer(key.period)
        sink.integer(key.account)
        sink.text(key.party)
        sink.text(key.warehouse)
    }

    public init(from columns: any ColumnSource) {
        book = columns.text()
        period = columns.integer()
        account = columns.integer()
        party = columns.text()
        warehouse = columns.text()
        debit = columns.integer()
        credit = columns.integer()
    }
}
