/// One value of a query: the four types that both engines share.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    public var integer: Int64 {
        if case .integer(let value) = self { return value }
        return 0
    }

    public var text: String {
        switch self {
        case .text(let value): return value
        case .integer(let value): return String(value)
        case .null: return ""
        case .blob(let bytes): return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    public var blob: [UInt8] {
        if case .blob(let value) = self { return value }
        return []
    }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .text(value) }
}

/// What an engine refused. Both engines' errors are mapped to this closed list.
public enum StorageError: Error, Sendable, CustomStringConvertible {
    /// A unique or primary key is there already.
    case duplicateKey(message: String)
    /// A CHECK or NOT NULL constraint.
    case constraint(message: String)
    /// The head row was changed by another decider: this one must step down.
    case stale
    /// Another process holds the writer's place.
    case leaseHeld(by: String, until: Int64)
    /// The connection is gone; whether the last commit is in is told by the head row.
    case connectionLost(message: String)
    case engine(code: String, message: String, sql: String)
    /// A file that is to be read is not there.
    case noStore(path: String)
    /// The schema in the store is not the one this program was built for.
    case schema(message: String)

    public var description: String {
        switch self {
        case .duplicateKey(let message): "duplicate key: \(message)"
        case .constraint(let message): "constraint: \(message)"
        case .stale: "stale: another decider has committed; this one steps down"
        case .leaseHeld(let by, let until): "the company is being written by \(by) until \(until); stop it or go through it"
        case .connectionLost(let message): "connection lost: \(message)"
        case .engine(let code, let message, let sql): "\(code): \(message) in \(sql.prefix(400))"
        case .noStore(let path):
            "没有数据文件 \(path)。请核对 --store,或先导入、执行命令。/ there is no store at \(path): check --store, or bring data in first"
        case .schema(let message): "schema: \(message)"
        }
    }
}
