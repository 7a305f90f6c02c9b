import Storage

/// One version of a purchase order; `state` is a ``PurchaseOrderState``. `first` is the version that the chain began with; `newest` is kept on that one. `notice` is its receiving notice, 0 before the approval.
public struct PurchaseOrderRow: TableRow, Hashable {
    public typealias Key = Int64

    public var document: Int64
    public var first: Int64
    public var newest: Int64
    public var book: String
    public var supplier: Int64
    public var warehouse: String
    public var expected: Int64
    public var tolerance: Int64
    public var mustInspect: Int64
    public var state: Int64
    public var notice: Int64
    public var pieces: Int64
    public var amount: Int64

    public init(
        document: Int64, first: Int64, newest: Int64, book: String, supplier: Int64, warehouse: String, expected: Int64, tolerance: Int64,
        mustInspect: Int64, state: Int64, notice: Int64, pieces: Int64, amount: Int64
    ) {
        self.document = document
        self.first = first
        self.newest = newest
        self.book = book
        self.supplier = supplier
        self.warehouse = warehouse
        self.expected = expected
        self.tolerance = tolerance
        self.mustInspect = mustInspect
        self.state = state
        self.notice = notice
        self.pieces = pieces
        self.amount = amount
    }

    public static let schema = TableSchema(
        "purchase_order",
        [
            .integer("document"), .integer("first"), .integer("newest"), .text("book"), .integer("supplier"), .text("warehouse"),
            .integer("expected"), .integer("tolerance"), .integer("must_inspect"), .integer("state"), .integer("notice"),
            .integer("pieces"), .integer("amount"),
        ], key: ["document"])

    public var key: Key { document }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(first)
        sink.integer(newest)
        sink.text(book)
        sink.integer(supplier)
        sink.text(warehouse)
        sink.integer(expected)
        sink.integer(tolerance)
        sink.integer(mustInspect)
        sink.integer(state)
        sink.integer(notice)
        sink.integer(pieces)
        sink.integer(amount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        first = columns.integer()
        newest = columns.integer()
        book = columns.text()
        supplier = columns.integer()
        warehouse = columns.text()
        expected = columns.integer()
        tolerance = columns.integer()
        mustInspect = columns.integer()
        state = columns.integer()
        notice = columns.integer()
        pieces = columns.integer()
        amount = columns.integer()
    }
}

/// A line of a purchase order: ordered, and received so far at its price.
public struct PurchaseOrderLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var document: Int64
        public var line: Int64

        public init(document: Int64, line: Int64) {
            self.document = document
            self.line = line
        }
    }
    public typealias Group = Int64

    public var document: Int64
    public var line: Int64
    public var item: Int64
    public var pieces: Int64
    public var amount: Int64
    public var receivedPieces: Int64
    public var receivedAmount: Int64

    public init(document: Int64, line: Int64, item: Int64, pieces: Int64, amount: Int64, receivedPieces: Int64, receivedAmount: Int64) {
        self.document = document
        self.line = line
        self.item = item
        self.pieces = pieces
        self.amount = amount
        self.receivedPieces = receivedPieces
        self.receivedAmount = receivedAmount
    }

    public static let schema = TableSchema(
        "purchase_order_line",
        [
            .integer("document"), .integer("line"), .integer("item"), .integer("pieces"), .integer("amount"), .integer("received_pieces"),
            .integer("received_amount"),
        ], key: ["document", "line"])

    public var key: Key { Key(document: document, line: line) }
    public var group: Group { document }
    public static let groupColumns = ["document"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(line)
        sink.integer(item)
        sink.integer(pieces)
        sink.integer(amount)
        sink.integer(receivedPieces)
        sink.integer(receivedAmount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.document)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        line = columns.integer()
        item = columns.integer()
        pieces = columns.integer()
        amount = columns.integer()
        receivedPieces = columns.integer()
        receivedAmount = columns.integer()
    }
}

/// A purchase return under its return order; `state` is a ``PurchaseReturnState``.
public struct PurchaseReturnRow: TableRow, Hashable {
    public typealias Key = Int64

    public var document: Int64
    public var request: Int64
    public var receipt: Int64
    public var book: String
    public var warehouse: String
    public var supplier: Int64
    public var state: Int64

    public init(document: Int64, request: Int64, receipt: Int64, book: String, warehouse: String, supplier: Int64, state: Int64) {
        self.document = document
        self.request = request
        self.receipt = receipt
        self.book = book
        self.warehouse = warehouse
        self.supplier = supplier
        self.state = state
    }

    public static let schema = TableSchema(
        "purchase_return",
        [
            .integer("document"), .integer("request"), .integer("receipt"), .text("book"), .text("warehouse"), .integer("supplier"),
            .integer("state"),
        ], key: ["document"])

    public var key: Key { document }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(request)
        sink.integer(receipt)
        sink.text(book)
        sink.text(warehouse)
        sink.integer(supplier)
        sink.integer(state)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        request = columns.integer()
        receipt = columns.integer()
        book = columns.text()
        warehouse = columns.text()
        supplier = columns.integer()
        state = columns.integer()
    }
}

/// Pieces of a receipt line that go back: `open` are kept for it and have not left.
public struct PurchaseReturnLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var receipt: Int64
        public var returnOrder: Int64
        public var line: Int64

        public init(receipt: Int64, returnOrder: Int64, line: Int64) {
            self.receipt = receipt
            self.returnOrder = returnOrder
            self.line = line
        }
    }
    public typealias Group = Int64

    public var receipt: Int64
    public var returnOrder: Int64
    public var line: Int64
    public var item: Int64
    public var condition: String
    public var pieces: Int64
    public var open: Int64
    public var issued: Int64

    public init(receipt: Int64, returnOrder: Int64, line: Int64, item: Int64, condition: String, pieces: Int64, open: Int64, issued: Int64)
    {
        self.receipt = receipt
        self.returnOrder = returnOrder
        self.line = line
        self.item = item
        self.condition = condition
        self.pieces = pieces
        self.open = open
        self.issued = issued
    }

    public static let schema = TableSchema(
        "purchase_return_line",
        [
            .integer("receipt"), .integer("return_order"), .integer("line"), .integer("item"), .text("condition"), .integer("pieces"),
            .integer("open"), .integer("issued"),
        ], key: ["receipt", "return_order", "line"])

    public var key: Key { Key(receipt: receipt, returnOrder: returnOrder, line: line) }
    public var group: Group { receipt }
    public static let groupColumns = ["receipt"]
    public static let orderColumns = ["return_order", "line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(receipt)
        sink.integer(returnOrder)
        sink.integer(line)
        sink.integer(item)
        sink.text(condition)
        sink.integer(pieces)
        sink.integer(open)
        sink.integer(issued)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.receipt)
        sink.integer(key.returnOrder)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if returnOrder != other.returnOrder { return returnOrder < other.returnOrder }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        receipt = columns.integer()
        returnOrder = columns.integer()
        line = columns.integer()
        item = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
        open = columns.integer()
        issued = columns.integer()
    }
}
