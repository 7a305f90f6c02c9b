import Documents
import Storage

/// What one party owes of one trade: expected by the push, opened by settlements, voided by cancellation. On the buyer's row also what
/// amendments took off the expectation (`fallen`), what of that and of `voided` was refunded (`repaid`), and refunds that wait for their
/// sale (`waiting`). Fen.
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
    public var fallen: Int64
    public var repaid: Int64
    public var waiting: Int64

    public init(
        trade: Int64, party: String, document: Int64, shop: String, book: String, expected: Int64, opened: Int64, voided: Int64,
        fallen: Int64 = 0, repaid: Int64 = 0, waiting: Int64 = 0
    ) {
        self.trade = trade
        self.party = party
        self.document = document
        self.shop = shop
        self.book = book
        self.expected = expected
        self.opened = opened
        self.voided = voided
        self.fallen = fallen
        self.repaid = repaid
        self.waiting = waiting
    }

    public static let schema = TableSchema(
        "receivable",
        [
            .integer("trade"), .text("party"), .integer("document"), .text("shop"), .text("book"), .integer("expected"), .integer("opened"),
            .integer("voided"), .integer("fallen"), .integer("repaid"), .integer("waiting"),
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
        sink.integer(fallen)
        sink.integer(repaid)
        sink.integer(waiting)
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
        fallen = columns.integer()
        repaid = columns.integer()
        waiting = columns.integer()
    }
}

/// A line of a receivable and how much of it is settled, with the cost of the pieces that left. `others` is what others than the buyer pay of `gross`.
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
    public var settledCost: Int64

    public init(
        trade: Int64, line: Int64, lineId: String, item: Int64, isService: Int64, pieces: Int64, gross: Int64, net: Int64, others: Int64,
        settledPieces: Int64, settledGross: Int64, settledNet: Int64, settledCost: Int64 = 0
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
        self.settledCost = settledCost
    }

    public static let schema = TableSchema(
        "receivable_line",
        [
            .integer("trade"), .integer("line"), .text("line_id"), .integer("item"), .integer("is_service"), .integer("pieces"),
            .integer("gross"), .integer("net"), .integer("others"), .integer("settled_pieces"), .integer("settled_gross"),
            .integer("settled_net"), .integer("settled_cost"),
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
        sink.integer(settledCost)
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
        settledCost = columns.integer()
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
