import Storage

/// A parcel that came back and nobody knows whose it is: it is no stock.
public struct HeldParcelRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var waybill: String

        public init(warehouse: String, waybill: String) {
            self.warehouse = warehouse
            self.waybill = waybill
        }
    }
    public typealias Group = String

    public var warehouse: String
    public var waybill: String
    public var document: Int64
    public var pieces: Int64
    public var openedAt: Int64

    public init(warehouse: String, waybill: String, document: Int64, pieces: Int64, openedAt: Int64) {
        self.warehouse = warehouse
        self.waybill = waybill
        self.document = document
        self.pieces = pieces
        self.openedAt = openedAt
    }

    public static let schema = TableSchema(
        "held_parcel", [.text("warehouse"), .text("waybill"), .integer("document"), .integer("pieces"), .integer("opened_at")],
        key: ["warehouse", "waybill"])

    public var key: Key { Key(warehouse: warehouse, waybill: waybill) }
    public var group: Group { warehouse }
    public static let groupColumns = ["warehouse"]
    public static let orderColumns = ["waybill"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.text(waybill)
        sink.integer(document)
        sink.integer(pieces)
        sink.integer(openedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.text(key.waybill)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return waybill < other.waybill
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        waybill = columns.text()
        document = columns.integer()
        pieces = columns.integer()
        openedAt = columns.integer()
    }
}
