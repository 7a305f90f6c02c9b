import GRDBSQLite

/// Prepared statements of one connection, by table and kind or by text.
final class StatementCache {
    enum Kind: Int {
        case insert, upsert, insertIfAbsent, delete, readKey, readGroup, readAll

        var reads: Bool { self == .readKey || self == .readGroup || self == .readAll }

        init(_ mode: WriteMode) {
            switch mode {
            case .insert: self = .insert
            case .upsert: self = .upsert
            case .insertIfAbsent: self = .insertIfAbsent
            }
        }
    }
    private struct Name: Hashable {
        let table: ObjectIdentifier
        let kind: Kind
    }
    /// A full check of a company has some hundred statements and runs after every commit of a simulation: compiling them anew costs more
    /// than running them.
    private static let mostTexts = 1_000

    private var byTable: [Name: OpaquePointer] = [:]
    private var byText: [String: OpaquePointer] = [:]

    func prepared(_ type: any TableRow.Type, _ kind: Kind, on handle: OpaquePointer, _ sql: () -> String) throws -> OpaquePointer {
        let name = Name(table: ObjectIdentifier(type), kind: kind)
        if let found = byTable[name] { return found }
        let made = try prepare(sql(), handle)
        byTable[name] = made
        return made
    }

    func prepared(_ sql: String, on handle: OpaquePointer) throws -> OpaquePointer {
        if let found = byText[sql] { return found }
        if byText.count >= Self.mostTexts {
            for statement in byText.values { sqlite3_finalize(statement) }
            byText.removeAll()
        }
        let made = try prepare(sql, handle)
        byText[sql] = made
        return made
    }

    private func prepare(_ sql: String, _ handle: OpaquePointer) throws -> OpaquePointer {
        var statement: OpaquePointer?
        let outcome = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard outcome == SQLITE_OK, let statement else {
            throw StorageError.engine(code: "SQLite \(outcome)", message: String(cString: sqlite3_errmsg(handle)), sql: sql)
        }
        return statement
    }

    func finalizeAll() {
        for statement in byTable.values { sqlite3_finalize(statement) }
        for statement in byText.values { sqlite3_finalize(statement) }
        byTable.removeAll()
        byText.removeAll()
    }
}
