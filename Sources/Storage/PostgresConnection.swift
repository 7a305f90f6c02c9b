import CPQ
import Foundation

/// PostgreSQL through libpq. Bulk rows travel as binary arrays: one `INSERT … SELECT * FROM UNNEST($1, $2, …)` a table
/// and commit, prepared once.
public final class PostgresConnection: Connection {
    public let dialect = Dialect.postgres
    public private(set) var statementCount = 0
    private var connection: OpaquePointer
    private var prepared: [Name: String] = [:]
    /// Set by the bench to copy what is sent.
    public var recorder: (any PostgresRecorder)?

    private struct Name: Hashable {
        let table: ObjectIdentifier
        let kind: StatementCache.Kind
    }

    /// Connects with a libpq connection string or URL; every table of ours lies in `schema`.
    public init(url: String, schema: String, readOnly: Bool = false) throws {
        guard let made = PQconnectdb(url) else { throw StorageError.connectionLost(message: "libpq is out of memory") }
        guard PQstatus(made) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(made))
            PQfinish(made)
            throw StorageError.connectionLost(message: message)
        }
        connection = made
        for setting in Self.settings(schema: schema) { try execute(setting) }
        if readOnly { try execute("SET default_transaction_read_only = on") }
    }

    deinit { PQfinish(connection) }

    /// The session settings: durable commits, and index access by key, whatever the statistics of a new table say.
    public static func settings(schema: String) -> [String] {
        [
            "SET client_min_messages = warning", "SET synchronous_commit = on", "SET search_path = \"\(schema)\"",
            "SET bytea_output = hex", "SET enable_hashjoin = off", "SET enable_mergejoin = off", "SET jit = off",
        ]
    }

    public func execute(_ sql: String) throws {
        let result = PQexec(connection, sql)
        defer { PQclear(result) }
        try check(result, sql)
    }

    public func query(_ sql: String, _ parameters: [SQLValue]) throws -> [[SQLValue]] {
        if let recorder, !sql.hasPrefix("SELECT") { recorder.single(sql, parameters) }
        let packed = ParameterPack(parameters)
        let result = packed.withPointers { values, lengths, formats, types in
            PQexecParams(connection, sql, Int32(parameters.count), types, values, lengths, formats, 1)
        }
        defer { PQclear(result) }
        try check(result, sql)
        return values(result)
    }

    public func begin() throws { try execute("BEGIN") }

    public func commit() throws {
        try execute("COMMIT")
        recorder?.commit()
    }

    public func rollback() {
        if PQtransactionStatus(connection) != PQTRANS_IDLE { try? execute("ROLLBACK") }
    }

    public func write<Row: TableRow>(_ rows: [Row], _ mode: WriteMode) throws {
        guard !rows.isEmpty else { return }
        let sink = ArraySink(Row.schema.columns.map(\.type), rows: rows.count)
        for row in rows {
            sink.start()
            row.write(to: sink)
        }
        let kind = StatementCache.Kind(mode)
        _ = try run(Row.self, kind, sink) {
            BulkStatements.insert(Row.schema, mode, source: "SELECT * FROM UNNEST(\(sink.placeholders))")
        }
    }

    public func delete<Row: TableRow>(_ type: Row.Type, keys: [Row.Key]) throws {
        guard !keys.isEmpty else { return }
        let schema = Row.schema
        let sink = ArraySink(schema.key.map { schema.column($0).type }, rows: keys.count)
        for key in keys {
            sink.start()
            Row.write(key: key, to: sink)
        }
        _ = try run(Row.self, .delete, sink) {
            "DELETE FROM \(schema.name) USING UNNEST(\(sink.placeholders)) AS wanted(\(Self.names(schema.key))) WHERE "
                + schema.key.enumerated().map { "\(schema.name).\($1) = wanted.w\($0)" }.joined(separator: " AND ")
        }
    }

    public func read<Row: TableRow>(_ type: Row.Type, keys: [Row.Key]) throws -> [Row] {
        guard !keys.isEmpty else { return [] }
        let schema = Row.schema
        let sink = ArraySink(schema.key.map { schema.column($0).type }, rows: keys.count)
        for key in keys {
            sink.start()
            Row.write(key: key, to: sink)
        }
        let result = try run(Row.self, .readKey, sink) {
            "SELECT \(schema.columns.map { "t.\($0.name)" }.joined(separator: ", ")) FROM UNNEST(\(sink.placeholders)) AS wanted("
                + Self.names(schema.key) + ") JOIN \(schema.name) AS t ON "
                + schema.key.enumerated().map { "t.\($1) = wanted.w\($0)" }.joined(separator: " AND ")
        }
        defer { PQclear(result) }
        return rows(Row.self, result)
    }

    public func read<Row: FamilyRow>(_ type: Row.Type, groups: [Row.Group], limit: Int) throws -> [Row] {
        guard !groups.isEmpty else { return [] }
        let schema = Row.schema
        let sink = ArraySink(Row.groupColumns.map { schema.column($0).type } + [.integer], rows: groups.count)
        for group in groups {
            sink.start()
            Row.write(group: group, to: sink)
            sink.integer(Int64(limit))
        }
        let result = try run(Row.self, .readGroup, sink) {
            let limitName = "w\(Row.groupColumns.count)"
            return "SELECT found.* FROM UNNEST(\(sink.placeholders)) AS wanted(\(Self.names(Row.groupColumns)), \(limitName)) "
                + "CROSS JOIN LATERAL (SELECT \(schema.columnList) FROM \(schema.name) AS t WHERE "
                + Row.groupColumns.enumerated().map { "t.\($1) = wanted.w\($0)" }.joined(separator: " AND ")
                + " ORDER BY \(Row.orderColumns.joined(separator: ", ")) LIMIT wanted.\(limitName)) AS found"
        }
        defer { PQclear(result) }
        return rows(Row.self, result)
    }

    public func readAll<Row: TableRow>(_ type: Row.Type, limit: Int) throws -> [Row] {
        let sink = ArraySink([.integer], rows: 1)
        sink.start()
        sink.integer(Int64(limit))
        let result = try run(Row.self, .readAll, sink) {
            "SELECT \(Row.schema.columnList) FROM \(Row.schema.name) LIMIT ($1::BIGINT[])[1]"
        }
        defer { PQclear(result) }
        return rows(Row.self, result)
    }

    public func close() {}

    private static func names(_ columns: [String]) -> String {
        columns.indices.map { "w\($0)" }.joined(separator: ", ")
    }

    private func run<Row: TableRow>(
        _ type: Row.Type, _ kind: StatementCache.Kind, _ sink: ArraySink, _ text: () -> String
    ) throws -> OpaquePointer? {
        statementCount += 1
        let name = Name(table: ObjectIdentifier(type), kind: kind)
        let statement: String
        if let found = prepared[name] {
            statement = found
        } else {
            statement = "s\(prepared.count)"
            let sql = text()
            let result = PQprepare(connection, statement, sql, Int32(sink.columns.count), sink.types)
            defer { PQclear(result) }
            try check(result, sql)
            prepared[name] = statement
            recorder?.prepare(statement, sql, sink.types)
        }
        sink.seal()
        if !kind.reads { recorder?.execute(statement, sink) }
        let result = sink.withPointers { values, lengths, formats in
            PQexecPrepared(connection, statement, Int32(sink.columns.count), values, lengths, formats, 1)
        }
        do {
            try check(result, statement)
        } catch {
            PQclear(result)
            throw error
        }
        if !kind.reads {
            PQclear(result)
            return nil
        }
        return result
    }

    private func rows<Row: TableRow>(_ type: Row.Type, _ result: OpaquePointer?) -> [Row] {
        let source = PostgresSource(result)
        return (0..<PQntuples(result)).map { row in
            source.start(row)
            return Row(from: source)
        }
    }

    private func values(_ result: OpaquePointer?) -> [[SQLValue]] {
        let source = PostgresSource(result)
        let columns = PQnfields(result)
        return (0..<PQntuples(result)).map { row in
            (0..<columns).map { column in
                if PQgetisnull(result, row, column) == 1 { return .null }
                source.start(row, column)
                switch PQftype(result, column) {
                case 20, 21, 23, 26: return .integer(source.integer())
                case 16: return .integer(source.blob().first == 1 ? 1 : 0)
                case 17: return .blob(source.blob())
                default: return .text(source.text())
                }
            }
        }
    }

    private func check(_ result: OpaquePointer?, _ sql: String) throws {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        default: break
        }
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let message = String(cString: PQresultErrorMessage(result) ?? PQerrorMessage(connection))
        if PQstatus(connection) != CONNECTION_OK { throw StorageError.connectionLost(message: message) }
        switch state {
        case "23505": throw StorageError.duplicateKey(message: message)
        case "23514", "23502": throw StorageError.constraint(message: message)
        default: throw StorageError.engine(code: "SQLSTATE \(state)", message: message, sql: sql)
        }
    }
}

/// Copies the statements and binary parameters that PostgreSQL gets.
public protocol PostgresRecorder: AnyObject {
    func prepare(_ name: String, _ sql: String, _ types: [UInt32])
    func execute(_ name: String, _ parameters: ArraySink)
    /// A single changing statement with its parameters `$1 …` in their order.
    func single(_ sql: String, _ parameters: [SQLValue])
    func commit()
}

/// Columns of rows as PostgreSQL binary arrays (one dimension, no nulls).
public final class ArraySink: ColumnSink {
    public private(set) var columns: [[UInt8]]
    let types: [UInt32]
    let placeholders: String
    private let rows: Int
    private var position = 0

    init(_ columnTypes: [ColumnType], rows: Int) {
        self.rows = rows
        types = columnTypes.map {
            switch $0 {
            case .integer: 1016
            case .text: 1009
            case .blob: 1001
            }
        }
        placeholders = columnTypes.enumerated().map { index, type in
            switch type {
            case .integer: "$\(index + 1)::BIGINT[]"
            case .text: "$\(index + 1)::TEXT[]"
            case .blob: "$\(index + 1)::BYTEA[]"
            }
        }.joined(separator: ", ")
        columns = columnTypes.map { type in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(20 + rows * (type == .integer ? 12 : 24))
            let element: UInt32 =
                switch type {
                case .integer: 20
                case .text: 25
                case .blob: 17
                }
            for word in [UInt32(1), 0, element, UInt32(rows), 1] { bytes.append(bigEndian: word) }
            return bytes
        }
    }

    func start() { position = 0 }

    public func integer(_ value: Int64) {
        columns[position].append(bigEndian: UInt32(8))
        columns[position].append(bigEndian: UInt64(bitPattern: value))
        position += 1
    }

    public func text(_ value: String) {
        var value = value
        value.withUTF8 { bytes in
            columns[position].append(bigEndian: UInt32(bytes.count))
            columns[position].append(contentsOf: bytes)
        }
        position += 1
    }

    public func blob(_ value: [UInt8]) {
        columns[position].append(bigEndian: UInt32(value.count))
        columns[position].append(contentsOf: value)
        position += 1
    }

    func seal() { precondition(columns.allSatisfy { $0.count >= 20 }, "a bulk parameter without its header") }

    func withPointers<Value>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Value
    ) -> Value {
        let lengths = columns.map { Int32($0.count) }
        let formats = [Int32](repeating: 1, count: columns.count)
        var pointers = [UnsafePointer<CChar>?](repeating: nil, count: columns.count)
        func descend(_ index: Int) -> Value {
            if index == columns.count { return body(pointers, lengths, formats) }
            return columns[index].withUnsafeBytes { bytes in
                pointers[index] = bytes.bindMemory(to: CChar.self).baseAddress
                return descend(index + 1)
            }
        }
        return descend(0)
    }
}

extension [UInt8] {
    mutating func append<Word: FixedWidthInteger>(bigEndian word: Word) {
        Swift.withUnsafeBytes(of: word.bigEndian) { append(contentsOf: $0) }
    }
}

/// Parameters of a single statement: integers and texts as text, blobs as binary.
private struct ParameterPack {
    private let bytes: [[UInt8]?]
    private let formats: [Int32]
    private let types: [UInt32]

    init(_ parameters: [SQLValue]) {
        bytes = parameters.map {
            switch $0 {
            case .null: nil
            case .integer(let value): Array(String(value).utf8) + [0]
            case .text(let value): Array(value.utf8) + [0]
            case .blob(let value): value.isEmpty ? [] : value
            }
        }
        formats = parameters.map { if case .blob = $0 { 1 } else { 0 } }
        types = parameters.map {
            switch $0 {
            case .blob: 17
            case .integer: 20
            case .text: 25
            case .null: 0
            }
        }
    }

    func withPointers<Value>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafePointer<UInt32>
        ) -> Value
    ) -> Value {
        let buffers = bytes.map { part -> UnsafeMutableBufferPointer<UInt8>? in
            part.map {
                let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max($0.count, 1))
                _ = buffer.initialize(from: $0)
                return buffer
            }
        }
        defer { for buffer in buffers { buffer?.deallocate() } }
        let pointers = buffers.map { buffer in
            buffer.flatMap { UnsafePointer(UnsafeRawPointer($0.baseAddress!).assumingMemoryBound(to: CChar.self)) }
        }
        return body(pointers, bytes.map { Int32($0?.count ?? 0) }, formats, types)
    }
}

final class PostgresSource: ColumnSource {
    private let result: OpaquePointer?
    private var row: Int32 = 0
    private var position: Int32 = 0

    init(_ result: OpaquePointer?) { self.result = result }

    func start(_ row: Int32, _ column: Int32 = 0) {
        self.row = row
        position = column
    }

    func integer() -> Int64 {
        defer { position += 1 }
        let count = Int(PQgetlength(result, row, position))
        guard let bytes = PQgetvalue(result, row, position) else { return 0 }
        let raw = UnsafeRawPointer(bytes)
        switch count {
        case 8: return Int64(bigEndian: raw.loadUnaligned(as: Int64.self))
        case 4: return Int64(Int32(bigEndian: raw.loadUnaligned(as: Int32.self)))
        case 2: return Int64(Int16(bigEndian: raw.loadUnaligned(as: Int16.self)))
        default: return 0
        }
    }

    func text() -> String { String(decoding: blob(), as: UTF8.self) }

    func blob() -> [UInt8] {
        defer { position += 1 }
        guard let bytes = PQgetvalue(result, row, position) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(PQgetlength(result, row, position))))
    }
}
