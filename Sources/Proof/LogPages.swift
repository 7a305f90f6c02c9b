import Documents
import Loop
import Storage

/// Reads the log and the audit trail in order, page by page.
enum LogPages {
    static let pageSize = 2000

    private static let logColumns = LogRow.schema.columns.map(\.name).joined(separator: ", ")
    private static let commandColumns = CommandRow.schema.columns.map(\.name).joined(separator: ", ")

    /// Documents after a position, oldest first; with `kinds` only those.
    static func log(_ connection: any Connection, after position: Int64, kinds: [Int64] = [], limit: Int = pageSize) throws -> [LogRow] {
        let condition = kinds.isEmpty ? "" : " AND kind IN (\(kinds.map(String.init).joined(separator: ", ")))"
        return try connection.query(
            "SELECT \(logColumns) FROM log WHERE position > $1\(condition) ORDER BY position LIMIT \(limit)", [.integer(position)]
        ).map { LogRow(from: ValueSource($0)) }
    }

    static func commands(_ connection: any Connection, after sequence: Int64, limit: Int = pageSize) throws -> [CommandRow] {
        try connection.query(
            "SELECT \(commandColumns) FROM command WHERE sequence > $1 ORDER BY sequence LIMIT \(limit)", [.integer(sequence)]
        ).map { CommandRow(from: ValueSource($0)) }
    }

    /// Who has asked for anything, by number.
    static func actors(_ connection: any Connection) throws -> [Int64: Actor] {
        var actors: [Int64: Actor] = [:]
        for row in try connection.query("SELECT actor, name, position, device FROM actor") {
            actors[row[0].integer] = Actor(name: row[1].text, position: row[2].text, device: row[3].text)
        }
        return actors
    }

    static func head(_ connection: any Connection) throws -> HeadRow? { try connection.read(HeadRow.self, keys: [1]).first }
}

/// Reads a row from the values of a query.
final class ValueSource: ColumnSource {
    private let values: [SQLValue]
    private var next = 0

    init(_ values: [SQLValue]) { self.values = values }

    private func take() -> SQLValue {
        defer { next += 1 }
        return next < values.count ? values[next] : .null
    }

    func integer() -> Int64 { take().integer }
    func text() -> String { take().text }
    func blob() -> [UInt8] { take().blob }
}

/// Takes a row's values as they would be bound.
final class ValueSink: ColumnSink {
    private(set) var values: [SQLValue] = []

    func integer(_ value: Int64) { values.append(.integer(value)) }
    func text(_ value: String) { values.append(.text(value)) }
    func blob(_ value: [UInt8]) { values.append(.blob(value)) }
}

extension TableRow {
    var values: [SQLValue] {
        let sink = ValueSink()
        write(to: sink)
        return sink.values
    }
}

extension TableSchema {
    var names: String { columns.map(\.name).joined(separator: ", ") }
    var keyNames: String { key.joined(separator: ", ") }
    var keyIndexes: [Int] { key.compactMap { name in columns.firstIndex { $0.name == name } } }

    /// A row's key for people: `document=12 line=3`.
    func label(_ row: [SQLValue]) -> String { keyIndexes.map { "\(columns[$0].name)=\(row[$0].text)" }.joined(separator: " ") }
}
