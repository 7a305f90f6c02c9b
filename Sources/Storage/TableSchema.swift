/// The column types of the portable schema. Money, quantity and time are integers (DESIGN section 5).
public enum ColumnType: Sendable {
    case integer
    case text
    case blob
}

public struct Column: Sendable {
    public let name: String
    public let type: ColumnType

    public static func integer(_ name: String) -> Column { Column(name: name, type: .integer) }
    public static func text(_ name: String) -> Column { Column(name: name, type: .text) }
    public static func blob(_ name: String) -> Column { Column(name: name, type: .blob) }
}

public struct TableIndex: Sendable {
    public let name: String
    public let columns: [String]
    public let unique: Bool
    /// A condition for a partial index, portable SQL.
    public let condition: String?

    public init(_ name: String, on columns: [String], unique: Bool = false, where condition: String? = nil) {
        self.name = name
        self.columns = columns
        self.unique = unique
        self.condition = condition
    }
}

/// One table: its columns in order, every one NOT NULL, and its primary key.
public struct TableSchema: Sendable {
    public let name: String
    public let columns: [Column]
    public let key: [String]
    public let indexes: [TableIndex]

    public init(_ name: String, _ columns: [Column], key: [String], indexes: [TableIndex] = []) {
        self.name = name
        self.columns = columns
        self.key = key
        self.indexes = indexes
    }

    var columnList: String { columns.map(\.name).joined(separator: ", ") }

    func column(_ name: String) -> Column {
        guard let found = columns.first(where: { $0.name == name }) else {
            preconditionFailure("table \(self.name) has no column \(name)")
        }
        return found
    }

    /// The statements that create this table. A table with one integer key is a rowid table on SQLite, all others are
    /// clustered on their key.
    func creation(_ dialect: Dialect) -> [String] {
        let rowid = dialect == .sqlite && key.count == 1 && column(key[0]).type == .integer
        var parts = columns.map { column -> String in
            let isRowid = rowid && column.name == key[0]
            return "\(column.name) \(isRowid ? "INTEGER" : dialect.type(column.type)) NOT NULL" + (isRowid ? " PRIMARY KEY" : "")
        }
        if !rowid { parts.append("PRIMARY KEY (\(key.joined(separator: ", ")))") }
        let tail = dialect == .sqlite && !rowid ? " WITHOUT ROWID" : dialect == .postgres ? " WITH (fillfactor = 90)" : ""
        var statements = ["CREATE TABLE \(name) (\(parts.joined(separator: ", ")))\(tail)"]
        for index in indexes {
            let condition = index.condition.map { " WHERE \($0)" } ?? ""
            statements.append(
                "CREATE \(index.unique ? "UNIQUE " : "")INDEX \(index.name) ON \(name) (\(index.columns.joined(separator: ", ")))\(condition)"
            )
        }
        return statements
    }
}

/// Which engine speaks. Everything that differs between the two stays inside this target.
public enum Dialect: Sendable {
    case sqlite
    case postgres

    func type(_ type: ColumnType) -> String {
        switch (self, type) {
        case (_, .integer): "BIGINT"
        case (.sqlite, .text): "TEXT"
        case (.postgres, .text): "TEXT COLLATE \"C\""
        case (.sqlite, .blob): "BLOB"
        case (.postgres, .blob): "BYTEA"
        }
    }
}

/// Takes a row's values in column order.
public protocol ColumnSink: AnyObject {
    func integer(_ value: Int64)
    func text(_ value: String)
    func blob(_ value: [UInt8])
}

/// Gives a row's values in column order.
public protocol ColumnSource: AnyObject {
    func integer() -> Int64
    func text() -> String
    func blob() -> [UInt8]
}

/// A row of one table, addressed by its primary key.
public protocol TableRow: Sendable {
    associatedtype Key: Hashable & Sendable
    static var schema: TableSchema { get }
    var key: Key { get }
    func write(to sink: any ColumnSink)
    static func write(key: Key, to sink: any ColumnSink)
    init(from source: any ColumnSource)
}

/// A row that is read together with its neighbours: the lines of an order, the backorders of an item in their order.
public protocol FamilyRow: TableRow {
    associatedtype Group: Hashable & Sendable
    static var groupColumns: [String] { get }
    /// The columns that order the rows of one group; unique within it.
    static var orderColumns: [String] { get }
    var group: Group { get }
    static func write(group: Group, to sink: any ColumnSink)
    func precedes(_ other: Self) -> Bool
}
