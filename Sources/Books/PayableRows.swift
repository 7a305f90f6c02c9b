import Storage

/// What we owe for one receipt line until its invoice comes: `amount` at the receipt, `changed` by later prices, less what went back. `posting` and `posting_line` name its cost layer.
public struct PayableLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var receipt: Int64
        public var line: Int64

        public init(receipt: Int64, line: Int64) {
            self.receipt = receipt
            self.line = line
        }
    }
    public typealias Group = Int64

    public var receipt: Int64
    public var line: Int64
    public var book: String
    public var supplier: Int64
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var pieces: Int64
    public var amount: Int64
    public var changed: Int64
    public var returnedPieces: Int64
    public var returnedAmount: Int64
    public var posting: Int64
    public var postingLine: Int64

    public init(
        receipt: Int64, line: Int64, book: String, supplier: Int64, warehouse: String, item: Int64, condition: String, pieces: Int64,
        amount: Int64, changed: Int64, returnedPieces: Int64, returnedAmount: Int64, posting: Int64, postingLine: Int64
    ) {
        self.receipt = receipt
        self.line = line
        self.book = book
        self.supplier = supplier
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.pieces = pieces
        self.amount = amount
        self.changed = changed
        self.returnedPieces = returnedPieces
        self.returnedAmount = returnedAmount
        self.posting = posting
        self.postingLine = postingLine
    }

    public static let schema = TableSchema(
        "payable_line",
        [
            .integer("receipt"), .integer("line"), .text("book"), .integer("supplier"), .text("warehouse"), .integer("item"),
            .text("condition"), .integer("pieces"), .integer("amount"), .integer("changed"), .integer("returned_pieces"),
            .integer("returned_amount"), .integer("posting"), .integer("posting_line"),
        ], key: ["receipt", "line"])

    public var key: Key { Key(receipt: receipt, line: line) }
    public var group: Group { receipt }
    public static let groupColumns = ["receipt"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(receipt)
        sink.integer(line)
        sink.text(book)
        sink.integer(supplier)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(pieces)
        sink.integer(amount)
        sink.integer(changed)
        sink.integer(returnedPieces)
        sink.integer(returnedAmount)
        sink.integer(posting)
        sink.integer(postingLine)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.receipt)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        receipt = columns.integer()
        line = columns.integer()
        book = columns.text()
        supplier = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        pieces = columns.integer()
        amount = columns.integer()
        changed = columns.integer()
        returnedPieces = columns.integer()
        returnedAmount = columns.integer()
        posting = columns.integer()
        postingLine = columns.integer()
    }
}

/// A landed cost: what its carrier is owed is `cost` and `input_vat` together; `basis` is a ``SpreadBasis``.
public struct LandedCostRow: TableRow, Hashable {
    public typealias Key = Int64

    public var document: Int64
    public var book: String
    public var carrier: Int64
    public var basis: Int64
    public var cost: Int64
    public var inputVat: Int64

    public init(document: Int64, book: String, carrier: Int64, basis: Int64, cost: Int64, inputVat: Int64) {
        self.document = document
        self.book = book
        self.carrier = carrier
        self.basis = basis
        self.cost = cost
        self.inputVat = inputVat
    }

    public static let schema = TableSchema(
        "landed_cost",
        [.integer("document"), .text("book"), .integer("carrier"), .integer("basis"), .integer("cost"), .integer("input_vat")],
        key: ["document"])

    public var key: Key { document }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.text(book)
        sink.integer(carrier)
        sink.integer(basis)
        sink.integer(cost)
        sink.integer(inputVat)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        book = columns.text()
        carrier = columns.integer()
        basis = columns.integer()
        cost = columns.integer()
        inputVat = columns.integer()
    }
}
