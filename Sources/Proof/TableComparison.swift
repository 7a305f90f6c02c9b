import Storage

/// Compares one table of two stores row by row in key order, in pages: memory does not grow with the table.
enum TableComparison {
    private static let page = 4000

    /// How many rows differ, and the first difference: record, column, both values.
    static func compare(
        _ schema: TableSchema, _ left: any Connection, _ right: any Connection, where condition: String = "1 = 1"
    ) throws -> (unequal: Int64, first: String) {
        var one = try Cursor(schema, left, condition)
        var other = try Cursor(schema, right, condition)
        var unequal: Int64 = 0
        var first = ""
        func note(_ text: @autoclosure () -> String) {
            unequal += 1
            if unequal == 1 { first = text() }
        }
        let keys = schema.keyIndexes
        while one.row != nil || other.row != nil {
            guard let a = one.row else {
                note("\(schema.name) \(schema.label(other.row ?? [])): 账中没有 / not in the store")
                try other.advance()
                continue
            }
            guard let b = other.row else {
                note("\(schema.name) \(schema.label(a)): 日志得不出 / not made by the log")
                try one.advance()
                continue
            }
            if a == b {
                try one.advance()
                try other.advance()
                continue
            }
            switch order(a, b, keys) {
            case 0:
                let column = a.indices.first { a[$0] != b[$0] } ?? 0
                note(
                    "\(schema.name) \(schema.label(a)): \(schema.columns[column].name) = \(a[column].text), 重放得 / the log makes \(b[column].text)"
                )
                try one.advance()
                try other.advance()
            case ..<0:
                note("\(schema.name) \(schema.label(a)): 日志得不出 / not made by the log")
                try one.advance()
            default:
                note("\(schema.name) \(schema.label(b)): 账中没有 / not in the store")
                try other.advance()
            }
        }
        return (unequal, first)
    }

    private static func order(_ a: [SQLValue], _ b: [SQLValue], _ keys: [Int]) -> Int {
        for key in keys where a[key] != b[key] {
            switch (a[key], b[key]) {
            case (.integer(let x), .integer(let y)): return x < y ? -1 : 1
            case (.text(let x), .text(let y)): return x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : 1
            case (.blob(let x), .blob(let y)): return x.lexicographicallyPrecedes(y) ? -1 : 1
            default: return a[key].text < b[key].text ? -1 : 1
            }
        }
        return 0
    }

    private struct Cursor {
        private let schema: TableSchema
        private let connection: any Connection
        private let filter: String
        private var rows: [[SQLValue]] = []
        private var at = 0
        private var isLast = false

        init(_ schema: TableSchema, _ connection: any Connection, _ filter: String) throws {
            self.schema = schema
            self.filter = filter
            self.connection = connection
            try fetch(after: nil)
        }

        var row: [SQLValue]? { at < rows.count ? rows[at] : nil }

        mutating func advance() throws {
            at += 1
            if at == rows.count, !isLast { try fetch(after: rows[at - 1]) }
        }

        private mutating func fetch(after last: [SQLValue]?) throws {
            var condition = " WHERE \(filter)"
            var parameters: [SQLValue] = []
            if let last {
                parameters = schema.keyIndexes.map { last[$0] }
                condition += " AND (\(schema.keyNames)) > (\(parameters.indices.map { "$\($0 + 1)" }.joined(separator: ", ")))"
            }
            rows = try connection.query(
                "SELECT \(schema.names) FROM \(schema.name)\(condition) ORDER BY \(schema.keyNames) LIMIT \(TableComparison.page)",
                parameters)
            at = 0
            isLast = rows.count < TableComparison.page
        }
    }
}
