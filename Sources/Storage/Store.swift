import Foundation

/// Where a company's data lies: a SQLite file, or a schema of a PostgreSQL database.
public enum StoreLocation: Sendable, Hashable {
    case sqlite(path: String)
    case postgres(url: String, schema: String)

    /// `postgres://…` or a libpq `host=…` string is PostgreSQL (schema after `#`, default `tripod`); everything else is a file.
    public init(_ text: String) {
        let isPostgres = text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") || text.contains("host=")
        guard isPostgres else {
            self = .sqlite(path: text)
            return
        }
        let parts = text.split(separator: "#", maxSplits: 1)
        self = .postgres(url: String(parts[0]), schema: parts.count > 1 ? String(parts[1]) : "tripod")
    }

    /// The text that names this place, as ``init(_:)`` reads it.
    public var text: String {
        switch self {
        case .sqlite(let path): path
        case .postgres(let url, let schema): "\(url)#\(schema)"
        }
    }

    public var engine: String {
        switch self {
        case .sqlite: "sqlite"
        case .postgres: "postgres"
        }
    }

    /// False when there is surely nothing: a file that is not there. A server is asked when it is needed.
    public var mayExist: Bool {
        if case .sqlite(let path) = self { return FileManager.default.fileExists(atPath: path) }
        return true
    }

    public func connect(readOnly: Bool = false) throws -> any Connection {
        switch self {
        case .sqlite(let path) where readOnly && !mayExist: throw StorageError.noStore(path: path)
        case .sqlite(let path): try SQLiteConnection(path: path, readOnly: readOnly, cacheMegabytes: readOnly ? 16 : 64)
        case .postgres(let url, let schema): try PostgresConnection(url: url, schema: schema, readOnly: readOnly)
        }
    }

    /// Removes the company's data.
    public func erase() throws {
        switch self {
        case .sqlite(let path):
            for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
                try FileManager.default.removeItem(atPath: path + suffix)
            }
        case .postgres(let url, let schema):
            let connection = try PostgresConnection(url: url, schema: schema)
            try connection.execute("DROP SCHEMA IF EXISTS \"\(schema)\" CASCADE")
        }
    }

    /// Makes room for a new company; an existing one is left as it is.
    public func prepare() throws {
        if case .postgres(let url, let schema) = self {
            let connection = try PostgresConnection(url: url, schema: schema)
            try connection.execute("CREATE SCHEMA IF NOT EXISTS \"\(schema)\"")
        }
    }

    /// Bytes that the store takes, indexes included.
    public func byteCount() throws -> Int64 {
        switch self {
        case .sqlite:
            let connection = try connect()
            defer { connection.close() }
            _ = try connection.query("PRAGMA wal_checkpoint(TRUNCATE)")
            return try connection.scalar("PRAGMA page_count") * connection.scalar("PRAGMA page_size")
        case .postgres(_, let schema):
            let connection = try connect()
            return try connection.scalar(
                "SELECT CAST(COALESCE(SUM(pg_total_relation_size(c.oid)), 0) AS BIGINT) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'",
                [.text(schema)])
        }
    }

    /// Bytes by table, largest first, indexes included.
    public func bytesByTable() throws -> [(table: String, bytes: Int64)] {
        let connection = try connect()
        defer { connection.close() }
        let rows: [[SQLValue]]
        switch self {
        case .sqlite:
            rows = try connection.query(
                "SELECT m.tbl_name, SUM(s.pgsize) AS bytes FROM dbstat s JOIN sqlite_master m ON m.name = s.name GROUP BY m.tbl_name ORDER BY bytes DESC"
            )
        case .postgres(_, let schema):
            rows = try connection.query(
                "SELECT CAST(c.relname AS TEXT), pg_total_relation_size(c.oid) AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r' ORDER BY bytes DESC",
                [.text(schema)])
        }
        return rows.map { ($0[0].text, $0[1].integer) }
    }
}

/// A forward step of the schema, with what must hold before and after.
public struct Migration: Sendable {
    public let version: Int
    public let name: String
    public let tables: [TableSchema]

    public init(version: Int, name: String, tables: [TableSchema]) {
        self.version = version
        self.name = name
        self.tables = tables
    }
}

public enum Migrator {
    /// Brings a store to the newest version. Checks before: no version is missing or unknown. Checks after: every table is there
    /// with its columns. One transaction a step.
    public static func migrate(_ location: StoreLocation, _ migrations: [Migration], at moment: Int64) throws {
        try location.prepare()
        let connection = try location.connect()
        defer { connection.close() }
        try connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)"
        )
        let applied = try connection.query("SELECT version FROM schema_version ORDER BY version").map { $0[0].integer }
        let known = migrations.map { Int64($0.version) }
        guard known.starts(with: applied) else {
            throw StorageError.schema(
                message: "the store has the steps \(applied), this program knows \(known): it is newer or damaged; use the newer program")
        }
        for migration in migrations where !applied.contains(Int64(migration.version)) {
            try connection.begin()
            do {
                for table in migration.tables {
                    for statement in table.creation(connection.dialect) { try connection.execute(statement) }
                }
                _ = try connection.query(
                    "INSERT INTO schema_version (version, name, applied_at) VALUES ($1, $2, $3)",
                    [.integer(Int64(migration.version)), .text(migration.name), .integer(moment)])
                for table in migration.tables {
                    _ = try connection.query("SELECT \(table.columns.map(\.name).joined(separator: ", ")) FROM \(table.name) LIMIT 0")
                }
                try connection.commit()
            } catch {
                connection.rollback()
                throw error
            }
        }
    }
}
