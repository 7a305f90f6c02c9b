import Storage

/// A transfer by its request, the log position of the request; `state` is a ``TransferState``. `open` pieces are reserved, `issued` ones have left.
public struct TransferRow: TableRow, Hashable {
    public typealias Key = Int64

    public var request: Int64
    public var sender: String
    public var receiver: String
    public var pricing: Int64
    public var state: Int64
    public var notice: Int64
    public var pieces: Int64
    public var open: Int64
    public var issued: Int64

    public init(
        request: Int64, sender: String, receiver: String, pricing: Int64, state: Int64, notice: Int64, pieces: Int64, open: Int64,
        issued: Int64
    ) {
        self.request = request
        self.sender = sender
        self.receiver = receiver
        self.pricing = pricing
        self.state = state
        self.notice = notice
        self.pieces = pieces
        self.open = open
        self.issued = issued
    }

    public static let schema = TableSchema(
        "transfer",
        [
            .integer("request"), .text("sender"), .text("receiver"), .integer("pricing"), .integer("state"), .integer("notice"),
            .integer("pieces"), .integer("open"), .integer("issued"),
        ], key: ["request"], indexes: [TableIndex("transfer_standing", on: ["state"])])

    public var key: Key { request }

    public func write(to sink: any ColumnSink) {
        sink.integer(request)
        sink.text(sender)
        sink.text(receiver)
        sink.integer(pricing)
        sink.integer(state)
        sink.integer(notice)
        sink.integer(pieces)
        sink.integer(open)
        sink.integer(issued)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        request = columns.integer()
        sender = columns.text()
        receiver = columns.text()
        pricing = columns.integer()
        state = columns.integer()
        notice = columns.integer()
        pieces = columns.integer()
        open = columns.integer()
        issued = columns.integer()
    }
}

/// A line of a transfer: `open` pieces are reserved at the sending warehouse (INV-04), `price` is the settlement price of one piece.
public struct TransferLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var request: Int64
        public var line: Int64

        public init(request: Int64, line: Int64) {
            self.request = request
            self.line = line
        }
    }
    public typealias Group = Int64

    public var request: Int64
    public var line: Int64
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var pieces: Int64
    public var price: Int64
    public var open: Int64
    public var issued: Int64

    public init(
        request: Int64, line: Int64, warehouse: String, item: Int64, condition: String, pieces: Int64, price: Int64, open: Int64,
        issued: Int64
    ) {
        self.request = request
        self.line = line
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.pieces = pieces
        self.price = price
        self.open = open
        self.issued = issued
    }

    public static let schema = TableSchema(
        "transfer_line",
        [
            .integer("request"), .integer("line"), .text("warehouse"), .integer("item"), .text("condition"), .integer("pieces"),
            .integer("price"), .integer("open"), .integer("issued"),
        ], key: ["request", "line"])

    public var key: Key { Key(request: request, line: line) }
    public var group: Group { request }
    public static let groupColumns = ["request"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(request)
        sink.integer(line)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(pieces)
        sink.integer(price)
        sink.integer(open)
        sink.integer(issued)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.request)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        request = columns.integer()
        line = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
        price = columns.integer()
        open = columns.integer()
        issued = columns.integer()
    }
}

/// Goods under way 在途库存, by the line of their issue: pieces that left are received, short, or still under way (INV-08). Of those under way `unexplained` are missed and nobody knows why yet. `issued_at`: in transit since.
public struct TransitLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var issue: Int64
        public var line: Int64

        public init(issue: Int64, line: Int64) {
            self.issue = issue
            self.line = line
        }
    }
    public typealias Group = Int64

    public var issue: Int64
    public var line: Int64
    public var request: Int64
    public var sender: String
    public var receiver: String
    public var item: Int64
    public var condition: String
    public var pieces: Int64
    public var received: Int64
    public var short: Int64
    public var unexplained: Int64
    public var issuedAt: Int64

    public init(
        issue: Int64, line: Int64, request: Int64, sender: String, receiver: String, item: Int64, condition: String, pieces: Int64,
        received: Int64, short: Int64, unexplained: Int64, issuedAt: Int64
    ) {
        self.issue = issue
        self.line = line
        self.request = request
        self.sender = sender
        self.receiver = receiver
        self.item = item
        self.condition = condition
        self.pieces = pieces
        self.received = received
        self.short = short
        self.unexplained = unexplained
        self.issuedAt = issuedAt
    }

    public static let schema = TableSchema(
        "transit_line",
        [
            .integer("issue"), .integer("line"), .integer("request"), .text("sender"), .text("receiver"), .integer("item"),
            .text("condition"), .integer("pieces"), .integer("received"), .integer("short"), .integer("unexplained"), .integer("issued_at"),
        ], key: ["issue", "line"], indexes: [TableIndex("transit_receiver", on: ["receiver"], where: "pieces > received + short")])

    public var key: Key { Key(issue: issue, line: line) }
    public var group: Group { issue }
    public static let groupColumns = ["issue"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(issue)
        sink.integer(line)
        sink.integer(request)
        sink.text(sender)
        sink.text(receiver)
        sink.integer(item)
        sink.text(condition)
        sink.integer(pieces)
        sink.integer(received)
        sink.integer(short)
        sink.integer(unexplained)
        sink.integer(issuedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.issue)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        issue = columns.integer()
        line = columns.integer()
        request = columns.integer()
        sender = columns.text()
        receiver = columns.text()
        item = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
        received = columns.integer()
        short = columns.integer()
        unexplained = columns.integer()
        issuedAt = columns.integer()
    }
}

/// Pieces that one shortage declared lost, and how many of them were found later.
public struct ShortLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var shortage: Int64
        public var line: Int64

        public init(shortage: Int64, line: Int64) {
            self.shortage = shortage
            self.line = line
        }
    }
    public typealias Group = Int64

    public var shortage: Int64
    public var line: Int64
    public var issue: Int64
    public var pieces: Int64
    public var found: Int64

    public init(shortage: Int64, line: Int64, issue: Int64, pieces: Int64, found: Int64) {
        self.shortage = shortage
        self.line = line
        self.issue = issue
        self.pieces = pieces
        self.found = found
    }

    public static let schema = TableSchema(
        "short_line", [.integer("shortage"), .integer("line"), .integer("issue"), .integer("pieces"), .integer("found")],
        key: ["shortage", "line"])

    public var key: Key { Key(shortage: shortage, line: line) }
    public var group: Group { shortage }
    public static let groupColumns = ["shortage"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(shortage)
        sink.integer(line)
        sink.integer(issue)
        sink.integer(pieces)
        sink.integer(found)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.shortage)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        shortage = columns.integer()
        line = columns.integer()
        issue = columns.integer()
        pieces = columns.integer()
        found = columns.integer()
    }
}
