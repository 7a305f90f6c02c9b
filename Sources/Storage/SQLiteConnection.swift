import Foundation
import GRDB
import GRDBSQLite

/// SQLite through GRDB: GRDB opens, configures and serialises the connection, the bulk calls step cached statements on its
/// handle (Codable records were measured at five times the cost).
public final class SQLiteConnection: Connection {
    public let dialect = Dialect.sqlite
    public private(set) var statementCount = 0
    private let queue: DatabaseQueue
    private let statements = StatementCache()
    private let log = WriteAheadLog()
    /// Set by the bench to copy what is bound.
    public var recorder: (any SQLiteRecorder)?

    /// Opens or creates a file. `cacheMegabytes` bounds the page cache of this connection.
    public init(path: String, readOnly: Bool = false, cacheMegabytes: Int = 64) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            if !readOnly {
                try database.execute(sql: "PRAGMA page_size = 4096")
                try database.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA cache_size = -\(cacheMegabytes * 1024)")
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
            // Readers sort whole tables: what does not fit their cache goes to a temporary file.
            if !readOnly { try database.execute(sql: "PRAGMA temp_store = MEMORY") }
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw StorageError.engine(code: "open", message: "\(path): \(error)", sql: "")
        }
        if !readOnly { try withHandle { log.watch($0) } }
    }

    /// The pragmas of the hot connection, for the bench's floor.
    public static let pragmas = [
        "PRAGMA page_size = 4096", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
        "PRAGMA cache_size = -65536", "PRAGMA journal_size_limit = 67108864", "PRAGMA temp_store = MEMORY",
        "PRAGMA wal_autocheckpoint = \(WriteAheadLog.checkpointEvery)",
    ]

    private func withHandle<Value>(_ body: (OpaquePointer) throws -> Value) throws -> Value {
        try queue.unsafeReentrantWrite { database in
            guard let handle = database.sqliteConnection else {
                throw StorageError.connectionLost(message: "the SQLite connection is closed")
            }
            return try body(handle)
        }
    }

    public func execute(_ sql: String) throws {
        try withHandle { handle in
            guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(handle, sql) }
        }
    }

    public func query(_ sql: String, _ parameters: [SQLValue]) throws -> [[SQLValue]] {
        try withHandle { handle in
            let statement = try statements.prepared(sql, on: handle)
            defer { reset(statement) }
            for (index, value) in parameters.enumerated() {
                let position = sqlite3_bind_parameter_index(statement, "$\(index + 1)")
                if position > 0 { bind(value, to: statement, at: position) }
            }
            if let recorder, sqlite3_stmt_readonly(statement) == 0 { recorder.single(sql, parameters) }
            var rows: [[SQLValue]] = []
            let source = SQLiteSource(statement)
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW: rows.append(source.values())
                case SQLITE_DONE: return rows
                default: throw failure(handle, sql)
                }
            }
        }
    }

    public func begin() throws { try execute("BEGIN IMMEDIATE") }

    public func commit() throws {
        try execute("COMMIT")
        try withHandle { log.keepShort($0) }
        recorder?.commit()
    }

    public func rollback() {
        _ = try? withHandle { handle in
            if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
        }
    }

    public func write<Row: TableRow>(_ rows: [Row], _ mode: WriteMode) throws {
        guard !rows.isEmpty else { return }
        statementCount += 1
        try withHandle { handle in
            let statement = try statements.prepared(Row.self, .init(mode), on: handle) {
                let marks = Row.schema.columns.map { _ in "?" }.joined(separator: ", ")
                return BulkStatements.insert(Row.schema, mode, source: "VALUES (\(marks))")
            }
            let sink = SQLiteSink(statement)
            for row in rows {
                sink.start()
                row.write(to: sink)
                if let recorder {
                    recorder.row(sqlite3_sql(statement), Int(sqlite3_bind_parameter_count(statement))) { row.write(to: $0) }
                }
                let outcome = sqlite3_step(statement)
                guard outcome == SQLITE_DONE else {
                    defer { reset(statement) }
                    throw failure(handle, String(cString: sqlite3_sql(statement)))
                }
                sqlite3_reset(statement)
            }
            sqlite3_clear_bindings(statement)
        }
    }

    public func delete<Row: TableRow>(_ type: Row.Type, keys: [Row.Key]) throws {
        guard !keys.isEmpty else { return }
        statementCount += 1
        try withHandle { handle in
            let statement = try statements.prepared(Row.self, .delete, on: handle) {
                "DELETE FROM \(Row.schema.name) WHERE \(Row.schema.key.map { "\($0) = ?" }.joined(separator: " AND "))"
            }
            let sink = SQLiteSink(statement)
            for key in keys {
                sink.start()
                Row.write(key: key, to: sink)
                if let recorder {
                    recorder.row(sqlite3_sql(statement), Int(sqlite3_bind_parameter_count(statement))) { Row.write(key: key, to: $0) }
                }
                let outcome = sqlite3_step(statement)
                sqlite3_reset(statement)
                guard outcome == SQLITE_DONE else { throw failure(handle, "DELETE FROM \(Row.schema.name)") }
            }
        }
    }

    public func read<Row: TableRow>(_ type: Row.Type, keys: [Row.Key]) throws -> [Row] {
        guard !keys.isEmpty else { return [] }
        statementCount += 1
        return try withHandle { handle in
            let statement = try statements.prepared(Row.self, .readKey, on: handle) {
                "SELECT \(Row.schema.columnList) FROM \(Row.schema.name) WHERE "
                    + Row.schema.key.map { "\($0) = ?" }.joined(separator: " AND ")
            }
            var rows: [Row] = []
            rows.reserveCapacity(keys.count)
            try step(statement, handle, keys) {
                Row.write(key: $0, to: $1)
            } each: {
                rows.append(Row(from: $0))
            }
            return rows
        }
    }

    public func read<Row: FamilyRow>(_ type: Row.Type, groups: [Row.Group], limit: Int) throws -> [Row] {
        guard !groups.isEmpty else { return [] }
        statementCount += 1
        return try withHandle { handle in
            let statement = try statements.prepared(Row.self, .readGroup, on: handle) {
                "SELECT \(Row.schema.columnList) FROM \(Row.schema.name) WHERE "
                    + Row.groupColumns.map { "\($0) = ?" }.joined(separator: " AND ")
                    + " ORDER BY \(Row.orderColumns.joined(separator: ", ")) LIMIT ?"
            }
            var rows: [Row] = []
            try step(statement, handle, groups) { group, sink in
                Row.write(group: group, to: sink)
                sink.integer(Int64(limit))
            } each: {
                rows.append(Row(from: $0))
            }
            return rows
        }
    }

    public func readAll<Row: TableRow>(_ type: Row.Type, limit: Int) throws -> [Row] {
        statementCount += 1
        return try withHandle { handle in
            let statement = try statements.prepared(Row.self, .readAll, on: handle) {
                "SELECT \(Row.schema.columnList) FROM \(Row.schema.name) LIMIT ?"
            }
            var rows: [Row] = []
            try step(statement, handle, [limit]) {
                $1.integer(Int64($0))
            } each: {
                rows.append(Row(from: $0))
            }
            return rows
        }
    }

    private func step<Key>(
        _ statement: OpaquePointer, _ handle: OpaquePointer, _ keys: [Key], bind: (Key, SQLiteSink) -> Void,
        each: (SQLiteSource) -> Void
    ) throws {
        let sink = SQLiteSink(statement)
        let source = SQLiteSource(statement)
        for key in keys {
            sink.start()
            bind(key, sink)
            var outcome = sqlite3_step(statement)
            while outcome == SQLITE_ROW {
                source.start()
                each(source)
                outcome = sqlite3_step(statement)
            }
            sqlite3_reset(statement)
            guard outcome == SQLITE_DONE else { throw failure(handle, String(cString: sqlite3_sql(statement))) }
        }
    }

    public func close() {
        statements.finalizeAll()
        try? queue.close()
    }

    private func reset(_ statement: OpaquePointer) {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    private func bind(_ value: SQLValue, to statement: OpaquePointer, at position: Int32) {
        let sink = SQLiteSink(statement)
        sink.start(at: position)
        switch value {
        case .null: sqlite3_bind_null(statement, position)
        case .integer(let number): sink.integer(number)
        case .text(let text): sink.text(text)
        case .blob(let bytes): sink.blob(bytes)
        }
    }

    private func failure(_ handle: OpaquePointer, _ sql: String) -> StorageError {
        let code = sqlite3_extended_errcode(handle)
        let message = String(cString: sqlite3_errmsg(handle))
        switch code {
        case 1555, 2067: return .duplicateKey(message: message)
        case 275, 1299: return .constraint(message: message)
        default: return .engine(code: "SQLite \(code)", message: message, sql: sql)
        }
    }
}

/// Copies the rows that SQLite statements are bound with.
public protocol SQLiteRecorder: AnyObject {
    func row(_ sql: UnsafePointer<CChar>, _ parameters: Int, _ write: (any ColumnSink) -> Void)
    /// A single changing statement with its parameters `$1 …` in their order.
    func single(_ sql: String, _ parameters: [SQLValue])
    func commit()
}
