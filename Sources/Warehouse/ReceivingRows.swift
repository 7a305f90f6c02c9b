import Storage

/// What the warehouse expects of a receiving notice, and what became of it: `most` is ordered and tolerance; what was rejected went back with the carrier.
public struct ReceivingLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var notice: Int64
        public var line: Int64

        public init(notice: Int64, line: Int64) {
            self.notice = notice
            self.line = line
        }
    }
    public typealias Group = Int64

    public var notice: Int64
    public var line: Int64
    public var purchaseOrder: Int64
    public var warehouse: String
    public var supplier: Int64
    public var item: Int64
    public var pieces: Int64
    public var most: Int64
    public var mustInspect: Int64
    public var isOpen: Int64
    public var arrived: Int64
    public var accepted: Int64
    public var rejected: Int64
    public var received: Int64

    public init(
        notice: Int64, line: Int64, purchaseOrder: Int64, warehouse: String, supplier: Int64, item: Int64, pieces: Int64, most: Int64,
        mustInspect: Int64, isOpen: Int64, arrived: Int64, accepted: Int64, rejected: Int64, received: Int64
    ) {
        self.notice = notice
        self.line = line
        self.purchaseOrder = purchaseOrder
        self.warehouse = warehouse
        self.supplier = supplier
        self.item = item
        self.pieces = pieces
        self.most = most
        self.mustInspect = mustInspect
        self.isOpen = isOpen
        self.arrived = arrived
        self.accepted = accepted
        self.rejected = rejected
        self.received = received
    }

    public static let schema = TableSchema(
        "receiving_line",
        [
            .integer("notice"), .integer("line"), .integer("purchase_order"), .text("warehouse"), .integer("supplier"), .integer("item"),
            .integer("pieces"), .integer("most"), .integer("must_inspect"), .integer("is_open"), .integer("arrived"), .integer("accepted"),
            .integer("rejected"), .integer("received"),
        ], key: ["notice", "line"])

    public var key: Key { Key(notice: notice, line: line) }
    public var group: Group { notice }
    public static let groupColumns = ["notice"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(notice)
        sink.integer(line)
        sink.integer(purchaseOrder)
        sink.text(warehouse)
        sink.integer(supplier)
        sink.integer(item)
        sink.integer(pieces)
        sink.integer(most)
        sink.integer(mustInspect)
        sink.integer(isOpen)
        sink.integer(arrived)
        sink.integer(accepted)
        sink.integer(rejected)
        sink.integer(received)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.notice)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        notice = columns.integer()
        line = columns.integer()
        purchaseOrder = columns.integer()
        warehouse = columns.text()
        supplier = columns.integer()
        item = columns.integer()
        pieces = columns.integer()
        most = columns.integer()
        mustInspect = columns.integer()
        isOpen = columns.integer()
        arrived = columns.integer()
        accepted = columns.integer()
        rejected = columns.integer()
        received = columns.integer()
    }
}
