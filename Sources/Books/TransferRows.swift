import Storage

/// The money of goods under way, by the line of their issue: what the pieces cost the sender, what they are settled at, and how much of that was received or declared short. Price less cost is the internal profit that a close eliminates. `posting` and `posting_line` name the line that took them from the sender.
public struct TransferLotRow: FamilyRow, Hashable {
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
    public var book: String
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var inBook: Int64
    public var pieces: Int64
    public var cost: Int64
    public var price: Int64
    public var received: Int64
    public var receivedPrice: Int64
    public var short: Int64
    public var shortPrice: Int64
    public var posting: Int64
    public var postingLine: Int64

    public init(
        issue: Int64, line: Int64, book: String, warehouse: String, item: Int64, condition: String, inBook: Int64, pieces: Int64,
        cost: Int64, price: Int64, received: Int64, receivedPrice: Int64, short: Int64, shortPrice: Int64, posting: Int64,
        postingLine: Int64
    ) {
        self.issue = issue
        self.line = line
        self.book = book
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.inBook = inBook
        self.pieces = pieces
        self.cost = cost
        self.price = price
        self.received = received
        self.receivedPrice = receivedPrice
        self.short = short
        self.shortPrice = shortPrice
        self.posting = posting
        self.postingLine = postingLine
    }

    public static let schema = TableSchema(
        "transfer_lot",
        [
            .integer("issue"), .integer("line"), .text("book"), .text("warehouse"), .integer("item"), .text("condition"),
            .integer("in_book"), .integer("pieces"), .integer("cost"), .integer("price"), .integer("received"), .integer("received_price"),
            .integer("short"), .integer("short_price"), .integer("posting"), .integer("posting_line"),
        ], key: ["issue", "line"])

    public var key: Key { Key(issue: issue, line: line) }
    public var group: Group { issue }
    public static let groupColumns = ["issue"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(issue)
        sink.integer(line)
        sink.text(book)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(inBook)
        sink.integer(pieces)
        sink.integer(cost)
        sink.integer(price)
        sink.integer(received)
        sink.integer(receivedPrice)
        sink.integer(short)
        sink.integer(shortPrice)
        sink.integer(posting)
        sink.integer(postingLine)
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
        book = columns.text()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        inBook = columns.integer()
        pieces = columns.integer()
        cost = columns.integer()
        price = columns.integer()
        received = columns.integer()
        receivedPrice = columns.integer()
        short = columns.integer()
        shortPrice = columns.integer()
        posting = columns.integer()
        postingLine = columns.integer()
    }
}

/// What became of the pieces of a lot, in the order in which it became known: `start` pieces of the lot before them. `document` is the receipt or the shortage, `event` what was posted; `layer` and `layer_line` the cost layer that they made, 0 for pieces that are short.
public struct TransferLandingRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var posting: Int64
        public var postingLine: Int64
        public var start: Int64

        public init(posting: Int64, postingLine: Int64, start: Int64) {
            self.posting = posting
            self.postingLine = postingLine
            self.start = start
        }
    }
    public struct Group: Hashable, Sendable {
        public var posting: Int64
        public var postingLine: Int64

        public init(posting: Int64, postingLine: Int64) {
            self.posting = posting
            self.postingLine = postingLine
        }
    }

    public var posting: Int64
    public var postingLine: Int64
    public var start: Int64
    public var document: Int64
    public var event: Int64
    public var pieces: Int64
    public var price: Int64
    public var inputVat: Int64
    public var layer: Int64
    public var layerLine: Int64

    public init(
        posting: Int64, postingLine: Int64, start: Int64, document: Int64, event: Int64, pieces: Int64, price: Int64, inputVat: Int64,
        layer: Int64, layerLine: Int64
    ) {
        self.posting = posting
        self.postingLine = postingLine
        self.start = start
        self.document = document
        self.event = event
        self.pieces = pieces
        self.price = price
        self.inputVat = inputVat
        self.layer = layer
        self.layerLine = layerLine
    }

    public static let schema = TableSchema(
        "transfer_landing",
        [
            .integer("posting"), .integer("posting_line"), .integer("start"), .integer("document"), .integer("event"), .integer("pieces"),
            .integer("price"), .integer("input_vat"), .integer("layer"), .integer("layer_line"),
        ], key: ["posting", "posting_line", "start"])

    public var key: Key { Key(posting: posting, postingLine: postingLine, start: start) }
    public var group: Group { Group(posting: posting, postingLine: postingLine) }
    public static let groupColumns = ["posting", "posting_line"]
    public static let orderColumns = ["start"]

    public func write(to sink: any ColumnSink) {
        sink.integer(posting)
        sink.integer(postingLine)
        sink.integer(start)
        sink.integer(document)
        sink.integer(event)
        sink.integer(pieces)
        sink.integer(price)
        sink.integer(inputVat)
        sink.integer(layer)
        sink.integer(layerLine)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.posting)
        sink.integer(key.postingLine)
        sink.integer(key.start)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group.posting)
        sink.integer(group.postingLine)
    }

    public func precedes(_ other: Self) -> Bool {
        return start < other.start
    }

    public init(from columns: any ColumnSource) {
        posting = columns.integer()
        postingLine = columns.integer()
        start = columns.integer()
        document = columns.integer()
        event = columns.integer()
        pieces = columns.integer()
        price = columns.integer()
        inputVat = columns.integer()
        layer = columns.integer()
        layerLine = columns.integer()
    }
}
