import Documents
import Storage

/// What one party owes of one trade: expected by the push, opened by settlements, voided by cancellation. Fen.
public struct ReceivableRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var party: String

        public init(trade: Int64, party: String) {
            self.trade = trade
            self.party = party
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var party: String
    public var document: Int64
    public var shop: String
    public var book: String
    public var expected: Int64
    public var opened: Int64
    public var voided: Int64

    public init(trade: Int64, party: String, document: Int64, shop: String, book: String, expected: Int64, opened: Int64, voided: Int64) {
        self.trade = trade
        self.party = party
        self.document = document
        self.shop = shop
        self.book = book
        self.expected = expected
        self.opened = opened
        self.voided = voided
    }

    public static let schema = TableSchema(
        "receivable",
        [
            .integer("trade"), .text("party"), .integer("document"), .text("shop"), .text("book"), .integer("expected"), .integer("opened"),
            .integer("voided"),
        ], key: ["trade", "party"])

    public var key: Key { Key(trade: trade, party: party) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["party"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.text(party)
        sink.integer(document)
        sink.text(shop)
        sink.text(book)
        sink.integer(expected)
        sink.integer(opened)
        sink.integer(voided)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.text(key.party)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return party < other.party
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        party = columns.text()
        document = columns.integer()
        shop = columns.text()
        book = columns.text()
        expected = columns.integer()
        opened = columns.integer()
        voided = columns.integer()
    }
}

/// A line of a receivable and how much of it is settled. `others` is what others than the buyer pay of `gross`.
public struct ReceivableLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var line: Int64

        public init(trade: Int64, line: Int64) {
            self.trade = trade
            self.line = line
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var line: Int64
    public var lineId: String
    public var item: Int64
    public var isService: Int64
    public var pieces: Int64
    public var gross: Int64
    public var net: Int64
    public var others: Int64
    public var settledPieces: Int64
    public var settledGross: Int64
    public var settledNet: Int64

    public init(
        trade: Int64, line: Int64, lineId: String, item: Int64, isService: Int64, pieces: Int64, gross: Int64, net: Int64, others: Int64,
        settledPieces: Int64, settledGross: Int64, settledNet: Int64
    ) {
        self.trade = trade
        self.line = line
        self.lineId = lineId
        self.item = item
        self.isService = isService
        self.pieces = pieces
        self.gross = gross
        self.net = net
        self.others = others
        self.settledPieces = settledPieces
        self.settledGross = settledGross
        self.settledNet = settledNet
    }

    public static let schema = TableSchema(
        "receivable_line",
        [
            .integer("trade"), .integer("line"), .text("line_id"), .integer("item"), .integer("is_service"), .integer("pieces"),
            .integer("gross"), .integer("net"), .integer("others"), .integer("settled_pieces"), .integer("settled_gross"),
            .integer("settled_net"),
        ], key: ["trade", "line"])

    public var key: Key { Key(trade: trade, line: line) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(line)
        sink.text(lineId)
        sink.integer(item)
        sink.integer(isService)
        sink.integer(pieces)
        sink.integer(gross)
        sink.integer(net)
        sink.integer(others)
        sink.integer(settledPieces)
        sink.integer(settledGross)
        sink.integer(settledNet)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        line = columns.integer()
        lineId = columns.text()
        item = columns.integer()
        isService = columns.integer()
        pieces = columns.integer()
        gross = columns.integer()
        net = columns.integer()
        others = columns.integer()
        settledPieces = columns.integer()
        settledGross = columns.integer()
        settledNet = columns.integer()
    }
}

/// What a bearer other than shop and buyer pays of a line.
public struct ReceivableShareRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var line: Int64
        public var party: String

        public init(trade: Int64, line: Int64, party: String) {
            self.trade = trade
            self.line = line
            self.party = party
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var line: Int64
    public var party: String
    public var amount: Int64
    public var settled: Int64

    public init(trade: Int64, line: Int64, party: String, amount: Int64, settled: Int64) {
        self.trade = trade
        self.line = line
        self.party = party
        self.amount = amount
        self.settled = settled
    }

    public static let schema = TableSchema(
        "receivable_share", [.integer("trade"), .integer("line"), .text("party"), .integer("amount"), .integer("settled")],
        key: ["trade", "line", "party"])

    public var key: Key { Key(trade: trade, line: line, party: party) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["line", "party"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(line)
        sink.text(party)
        sink.integer(amount)
        sink.integer(settled)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.line)
        sink.text(key.party)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if line != other.line { return line < other.line }
        return party < other.party
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        line = columns.integer()
        party = columns.text()
        amount = columns.integer()
        settled = columns.integer()
    }
}

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

/// Postings that one voucher will seal. `voucher` is 0 until then.
public struct BundleRow: TableRow, Hashable {
    public typealias Key = Int64

    public var bundle: Int64
    public var book: String
    public var period: Int64
    public var day: Int64
    public var shop: String
    public var event: Int64
    public var documents: Int64
    public var total: Int64
    public var voucher: Int64

    public init(
        bundle: Int64, book: String, period: Int64, day: Int64, shop: String, event: Int64, documents: Int64, total: Int64, voucher: Int64
    ) {
        self.bundle = bundle
        self.book = book
        self.period = period
        self.day = day
        self.shop = shop
        self.event = event
        self.documents = documents
        self.total = total
        self.voucher = voucher
    }

    public static let schema = TableSchema(
        "bundle",
        [
            .integer("bundle"), .text("book"), .integer("period"), .integer("day"), .text("shop"), .integer("event"), .integer("documents"),
            .integer("total"), .integer("voucher"),
        ], key: ["bundle"])

    public var key: Key { bundle }

    public func write(to sink: any ColumnSink) {
        sink.integer(bundle)
        sink.text(book)
        sink.integer(period)
        sink.integer(day)
        sink.text(shop)
        sink.integer(event)
        sink.integer(documents)
        sink.integer(total)
        sink.integer(voucher)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        bundle = columns.integer()
        book = columns.text()
        period = columns.integer()
        day = columns.integer()
        shop = columns.text()
        event = columns.integer()
        documents = columns.integer()
        total = columns.integer()
        voucher = columns.integer()
    }
}

/// The bundle that takes the next posting of a shop, day and rule.
public struct OpenBundleRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var book: String
        public var day: Int64
        public var shop: String
        public var event: Int64

        public init(book: String, day: Int64, shop: String, event: Int64) {
            self.book = book
            self.day = day
            self.shop = shop
            self.event = event
        }
    }
    public struct Group: Hashable, Sendable {
        public var book: String
        public var day: Int64

        public init(book: String, day: Int64) {
            self.book = book
            self.day = day
        }
    }

    public var book: String
    public var day: Int64
    public var shop: String
    public var event: Int64
    public var bundle: Int64

    public init(book: String, day: Int64, shop: String, event: Int64, bundle: Int64) {
        self.book = book
        self.day = day
        self.shop = shop
        self.event = event
        self.bundle = bundle
    }

    public static let schema = TableSchema(
        "open_bundle", [.text("book"), .integer("day"), .text("shop"), .integer("event"), .integer("bundle")],
        key: ["book", "day", "shop", "event"])

    public var key: Key { Key(book: book, day: day, shop: shop, event: event) }
    public var group: Group { Group(book: book, day: day) }
    public static let groupColumns = ["book", "day"]
    public static let orderColumns = ["shop", "event"]

    public func write(to sink: any ColumnSink) {
        sink.text(book)
        sink.integer(day)
        sink.text(shop)
        sink.integer(event)
        sink.integer(bundle)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.book)
        sink.integer(key.day)
        sink.text(key.shop)
        sink.integer(key.event)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.book)
        sink.integer(group.day)
    }

    public func precedes(_ other: Self) -> Bool {
        if shop != other.shop { return shop < other.shop }
        return event < other.event
    }

    public init(from columns: any ColumnSource) {
        book = columns.text()
        day = columns.integer()
        shop = columns.text()
        event = columns.integer()
        bundle = columns.integer()
    }
}

/// A day of a book that has bundles to seal.
public struct OpenDayRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var book: String
        public var day: Int64

        public init(book: String, day: Int64) {
            self.book = book
            self.day = day
        }
    }
    public typealias Group = String

    public var book: String
    public var day: Int64

    public init(book: String, day: Int64) {
        self.book = book
        self.day = day
    }

    public static let schema = TableSchema("open_day", [.text("book"), .integer("day")], key: ["book", "day"])

    public var key: Key { Key(book: book, day: day) }
    public var group: Group { book }
    public static let groupColumns = ["book"]
    public static let orderColumns = ["day"]

    public func write(to sink: any ColumnSink) {
        sink.text(book)
        sink.integer(day)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.book)
        sink.integer(key.day)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return day < other.day
    }

    public init(from columns: any ColumnSource) {
        book = columns.text()
        day = columns.integer()
    }
}

/// The sums of a bundle by account, side, party and warehouse.
public struct BundleLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var bundle: Int64
        public var account: Int64
        public var side: Int64
        public var party: String
        public var warehouse: String

        public init(bundle: Int64, account: Int64, side: Int64, party: String, warehouse: String) {
            self.bundle = bundle
            self.account = account
            self.side = side
            self.party = party
            self.warehouse = warehouse
        }
    }
    public typealias Group = Int64

    public var bundle: Int64
    public var account: Int64
    public var side: Int64
    public var party: String
    public var warehouse: String
    public var amount: Int64
    public var pieces: Int64

    public init(bundle: Int64, account: Int64, side: Int64, party: String, warehouse: String, amount: Int64, pieces: Int64) {
        self.bundle = bundle
        self.account = account
        self.side = side
        self.party = party
        self.warehouse = warehouse
        self.amount = amount
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "bundle_line",
        [
            .integer("bundle"), .integer("account"), .integer("side"), .text("party"), .text("warehouse"), .integer("amount"),
            .integer("pieces"),
        ], key: ["bundle", "account", "side", "party", "warehouse"])

    public var key: Key { Key(bundle: bundle, account: account, side: side, party: party, warehouse: warehouse) }
    public var group: Group { bundle }
    public static let groupColumns = ["bundle"]
    public static let orderColumns = ["account", "side", "party", "warehouse"]

    public func write(to sink: any ColumnSink) {
        sink.integer(bundle)
        sink.integer(account)
        sink.integer(side)
        sink.text(party)
        sink.text(warehouse)
        sink.integer(amount)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.bundle)
        sink.integer(key.account)
        sink.integer(key.side)
        sink.text(key.party)
        sink.text(key.warehouse)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if account != other.account { return account < other.account }
        if side != other.side { return side < other.side }
        if party != other.party { return party < other.party }
        return warehouse < other.warehouse
    }

    public init(from columns: any ColumnSource) {
        bundle = columns.integer()
        account = columns.integer()
        side = columns.integer()
        party = columns.text()
        warehouse = columns.text()
        amount = columns.integer()
        pieces = columns.integer()
    }
}

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
