/// How rows are written in bulk: one statement a table and commit.
public enum WriteMode: Int, Sendable {
    /// Rows that are new by construction.
    case insert
    /// Rows that may be there: inserted or replaced by key.
    case upsert
    /// Rows that may be there and then stay as they are.
    case insertIfAbsent
}

/// One connection to one engine. Not shared between threads: its owner serialises the calls.
///
/// The bulk calls are the hot path: rows stream into bound parameters without an array of values between.
public protocol Connection: AnyObject {
    var dialect: Dialect { get }
    /// Bulk statements sent since the connection opened, for `tripod bench`.
    var statementCount: Int { get }

    func execute(_ sql: String) throws
    /// Runs one statement with `$1 …` parameters and gives its rows.
    func query(_ sql: String, _ parameters: [SQLValue]) throws -> [[SQLValue]]

    func begin() throws
    func commit() throws
    func rollback()

    func write<Row: TableRow>(_ rows: [Row], _ mode: WriteMode) throws
    func delete<Row: TableRow>(_ type: Row.Type, keys: [Row.Key]) throws
    func read<Row: TableRow>(_ type: Row.Type, keys: [Row.Key]) throws -> [Row]
    /// At most `limit` rows of each group, in the family's order.
    func read<Row: FamilyRow>(_ type: Row.Type, groups: [Row.Group], limit: Int) throws -> [Row]
    /// At most `limit` rows of a table, in no stated order.
    func readAll<Row: TableRow>(_ type: Row.Type, limit: Int) throws -> [Row]
    func close()
}

extension Connection {
    public func query(_ sql: String) throws -> [[SQLValue]] { try query(sql, []) }

    /// The first column of the first row as an integer; 0 when there is none.
    public func scalar(_ sql: String, _ parameters: [SQLValue] = []) throws -> Int64 {
        try query(sql, parameters).first?.first?.integer ?? 0
    }

    /// Runs `body` on one consistent snapshot of the store.
    public func snapshot<Value>(_ body: () throws -> Value) throws -> Value {
        try execute(dialect == .postgres ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN DEFERRED")
        do {
            let value = try body()
            try execute("COMMIT")
            return value
        } catch {
            rollback()
            throw error
        }
    }
}

/// The bulk statements' texts, made once per table and kind.
struct BulkStatements {
    static func insert(_ schema: TableSchema, _ mode: WriteMode, source: String) -> String {
        let head = "INSERT INTO \(schema.name) (\(schema.columnList)) \(source)"
        if mode == .insert { return head }
        let changed = schema.columns.map(\.name).filter { !schema.key.contains($0) }
        let conflict = " ON CONFLICT (\(schema.key.joined(separator: ", ")))"
        if changed.isEmpty || mode == .insertIfAbsent { return head + conflict + " DO NOTHING" }
        return head + conflict + " DO UPDATE SET " + changed.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    }
}
