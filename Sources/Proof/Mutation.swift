import Kernel
import Loop
import Storage

/// One seeded change of one row: a number one higher or lower, a text changed, a row deleted, a row doubled under another key.
struct Mutation: Sendable {
    enum Change: Sendable {
        case set(column: Int, to: SQLValue)
        case delete
        case double(row: [SQLValue])
    }

    let schema: TableSchema
    let row: [SQLValue]
    let change: Change

    /// The tables that mutations touch: all ledgers, and what proves them.
    static let tables: [TableSchema] =
        CompanySchema.folded
        + CompanySchema.tables.filter { ["log", "command", "external_key", "recipient", "actor"].contains($0.name) }

    /// Draws a mutation of a store; `counts` are the rows of each table.
    static func draw(
        _ random: inout SeededRandom, _ connection: any Connection, _ counts: [String: Int64]
    ) throws -> Mutation {
        let schema = random.pick(tables.filter { counts[$0.name, default: 0] > 0 })
        let offset = random.number(in: 0...Int(counts[schema.name, default: 1] - 1))
        let row = try connection.query("SELECT \(schema.names) FROM \(schema.name) ORDER BY \(schema.keyNames) LIMIT 1 OFFSET \(offset)")[0]
        let integers = schema.columns.indices.filter { schema.columns[$0].type == .integer }
        let others = schema.columns.indices.filter { schema.columns[$0].type != .integer }
        switch random.number(in: 1...100) {
        case 1...15: return Mutation(schema: schema, row: row, change: .delete)
        case 16...30: return Mutation(schema: schema, row: row, change: .double(row: try doubled(schema, row, &random, connection)))
        case 31...45 where !others.isEmpty:
            let column = random.pick(others)
            return Mutation(schema: schema, row: row, change: .set(column: column, to: changed(row[column])))
        default:
            guard !integers.isEmpty else {
                let column = random.pick(others)
                return Mutation(schema: schema, row: row, change: .set(column: column, to: changed(row[column])))
            }
            let column = random.pick(integers)
            let step: Int64 = random.happens(1, in: 2) ? 1 : -1
            return Mutation(schema: schema, row: row, change: .set(column: column, to: .integer(row[column].integer &+ step)))
        }
    }

    /// Another text, another byte string.
    private static func changed(_ value: SQLValue) -> SQLValue {
        switch value {
        case .text(let text): return .text(text + "x")
        case .blob(var bytes):
            if bytes.isEmpty { return .blob([1]) }
            bytes[bytes.count / 2] ^= 1
            return .blob(bytes)
        case .integer(let number): return .integer(number &+ 1)
        case .null: return .text("x")
        }
    }

    private static func doubled(
        _ schema: TableSchema, _ row: [SQLValue], _ random: inout SeededRandom, _ connection: any Connection
    ) throws -> [SQLValue] {
        var copy = row
        let column = random.pick(schema.keyIndexes)
        if case .integer = row[column] {
            let name = schema.columns[column].name
            copy[column] = .integer(try connection.scalar("SELECT MAX(\(name)) FROM \(schema.name)") &+ 1)
        } else {
            copy[column] = changed(row[column])
        }
        return copy
    }

    /// Carries it out inside the open transaction.
    func apply(_ connection: any Connection) throws {
        let keys = schema.keyIndexes
        func condition(from first: Int) -> String {
            keys.enumerated().map { "\(schema.columns[$1].name) = $\(first + $0)" }.joined(separator: " AND ")
        }
        let key = keys.map { row[$0] }
        switch change {
        case .set(let column, let value):
            _ = try connection.query(
                "UPDATE \(schema.name) SET \(schema.columns[column].name) = $1 WHERE \(condition(from: 2))", [value] + key)
        case .delete:
            _ = try connection.query("DELETE FROM \(schema.name) WHERE \(condition(from: 1))", key)
        case .double(let copy):
            let marks = copy.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
            _ = try connection.query("INSERT INTO \(schema.name) (\(schema.names)) VALUES (\(marks))", copy)
        }
    }

    var text: String {
        let name = "\(schema.name) \(schema.label(row))"
        switch change {
        case .set(let column, let value):
            return "\(name): \(schema.columns[column].name) \(row[column].text.prefix(40)) → \(value.text.prefix(40))"
        case .delete: return "\(name): 删除 / deleted"
        case .double(let copy): return "\(name): 复制为 / doubled as \(schema.label(copy))"
        }
    }
}
