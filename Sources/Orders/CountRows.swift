import Storage

/// Pieces that were promised and are not there: the alert that names each trade which lost its reservation.
public struct ReservationCutRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var document: Int64
        public var number: Int64

        public init(document: Int64, number: Int64) {
            self.document = document
            self.number = number
        }
    }
    public typealias Group = Int64

    public var document: Int64
    public var number: Int64
    public var cause: Int64
    public var warehouse: String
    public var trade: Int64
    public var part: Int64
    public var line: Int64
    public var notice: Int64
    public var item: Int64
    public var condition: String
    public var owner: String
    public var pieces: Int64

    public init(
        document: Int64, number: Int64, cause: Int64, warehouse: String, trade: Int64, part: Int64, line: Int64, notice: Int64, item: Int64,
        condition: String, owner: String, pieces: Int64
    ) {
        self.document = document
        self.number = number
        self.cause = cause
        self.warehouse = warehouse
        self.trade = trade
        self.part = part
        self.line = line
        self.notice = notice
        self.item = item
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "reservation_cut",
        [
            .integer("document"), .integer("number"), .integer("cause"), .text("warehouse"), .integer("trade"), .integer("part"),
            .integer("line"), .integer("notice"), .integer("item"), .text("condition"), .text("owner"), .integer("pieces"),
        ], key: ["document", "number"], indexes: [TableIndex("reservation_cut_trade", on: ["trade", "part"])])

    public var key: Key { Key(document: document, number: number) }
    public var group: Group { document }
    public static let groupColumns = ["document"]
    public static let orderColumns = ["number"]

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(number)
        sink.integer(cause)
        sink.text(warehouse)
        sink.integer(trade)
        sink.integer(part)
        sink.integer(line)
        sink.integer(notice)
        sink.integer(item)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.document)
        sink.integer(key.number)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return number < other.number
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        number = columns.integer()
        cause = columns.integer()
        warehouse = columns.text()
        trade = columns.integer()
        part = columns.integer()
        line = columns.integer()
        notice = columns.integer()
        item = columns.integer()
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
    }
}
