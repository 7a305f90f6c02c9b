import GRDBSQLite

/// Binds a row's values to the parameters of a statement.
final class SQLiteSink: ColumnSink {
    private let statement: OpaquePointer
    private var position: Int32 = 1
    /// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ statement: OpaquePointer) { self.statement = statement }

    func start(at position: Int32 = 1) { self.position = position }

    func integer(_ value: Int64) {
        sqlite3_bind_int64(statement, position, value)
        position += 1
    }

    func text(_ value: String) {
        var value = value
        value.withUTF8 { bytes in
            // An empty buffer may have no address; a null pointer would bind NULL.
            if let base = bytes.baseAddress, !bytes.isEmpty {
                base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    _ = sqlite3_bind_text(statement, position, $0, Int32(bytes.count), Self.copied)
                }
            } else {
                sqlite3_bind_text(statement, position, "", 0, Self.copied)
            }
        }
        position += 1
    }

    func blob(_ value: [UInt8]) {
        value.withUnsafeBytes { bytes in
            if bytes.isEmpty {
                _ = sqlite3_bind_zeroblob(statement, position, 0)
            } else {
                _ = sqlite3_bind_blob(statement, position, bytes.baseAddress, Int32(bytes.count), Self.copied)
            }
        }
        position += 1
    }
}

/// Reads a row's values from the columns of a statement.
final class SQLiteSource: ColumnSource {
    private let statement: OpaquePointer
    private var position: Int32 = 0

    init(_ statement: OpaquePointer) { self.statement = statement }

    func start() { position = 0 }

    func integer() -> Int64 {
        defer { position += 1 }
        return sqlite3_column_int64(statement, position)
    }

    func text() -> String {
        defer { position += 1 }
        return textValue(position)
    }

    func blob() -> [UInt8] {
        defer { position += 1 }
        return blobValue(position)
    }

    private func textValue(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    private func blobValue(_ column: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(statement, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column))))
    }

    func values() -> [SQLValue] {
        (0..<sqlite3_column_count(statement)).map { column in
            switch sqlite3_column_type(statement, column) {
            case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
            case SQLITE_TEXT: .text(textValue(column))
            case SQLITE_BLOB: .blob(blobValue(column))
            default: .null
            }
        }
    }
}
