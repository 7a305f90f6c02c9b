import Storage

/// A bin of a warehouse, with its place on the walk.
public struct BinRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var code: String

        public init(warehouse: String, code: String) {
            self.warehouse = warehouse
            self.code = code
        }
    }

    public var warehouse: String
    public var code: String
    public var zone: String
    public var sequence: Int64

    public init(warehouse: String, code: String, zone: String, sequence: Int64) {
        self.warehouse = warehouse
        self.code = code
        self.zone = zone
        self.sequence = sequence
    }

    public static let schema = TableSchema(
        "bin", [.text("warehouse"), .text("code"), .text("zone"), .integer("sequence")], key: ["warehouse", "code"])

    public var key: Key { Key(warehouse: warehouse, code: code) }

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.text(code)
        sink.text(zone)
        sink.integer(sequence)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.text(key.code)
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        code = columns.text()
        zone = columns.text()
        sequence = columns.integer()
    }
}

/// A zone of a warehouse.
public struct ZoneRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var code: String

        public init(warehouse: String, code: String) {
            self.warehouse = warehouse
            self.code = code
        }
    }

    public var warehouse: String
    public var code: String
    public var name: String

    public init(warehouse: String, code: String, name: String) {
        self.warehouse = warehouse
        self.code = code
        self.name = name
    }

    public static let schema = TableSchema("zone", [.text("warehouse"), .text("code"), .text("name")], key: ["warehouse", "code"])

    public var key: Key { Key(warehouse: warehouse, code: code) }

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.text(code)
        sink.text(name)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.text(key.code)
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        code = columns.text()
        name = columns.text()
    }
}
