import Foundation
import Loop
import Storage
import World

/// The stores of a bench run: one that is set up, and copies of it that are written and thrown away.
struct BenchStores: Sendable {
    /// A folder for files, or libpq's connection string.
    enum Place: Sendable {
        case folder(String)
        case server(String)
    }

    let place: Place

    /// The store with this name.
    func location(_ name: String) -> StoreLocation {
        switch place {
        case .folder(let path): .sqlite(path: path + "/\(name).db")
        case .server(let url): .postgres(url: url, schema: "tripod_bench_\(name)")
        }
    }

    /// Copies a closed store, rows and all.
    func copy(_ from: StoreLocation, to: StoreLocation) throws {
        try to.erase()
        switch (from, to) {
        case (.sqlite(let source), .sqlite(let target)):
            try FileManager.default.copyItem(atPath: source, toPath: target)
            // What the copy left in the system's cache must not be paid by the first commits.
            sync()
        case (.postgres(_, let source), .postgres(let url, let target)):
            try Migrator.migrate(to, CompanySchema.migrations, at: 0)
            let connection = try PostgresConnection(url: url, schema: target)
            for table in CompanySchema.tables {
                let order = table.key.joined(separator: ", ")
                try connection.execute("INSERT INTO \(table.name) SELECT * FROM \"\(source)\".\(table.name) ORDER BY \(order)")
            }
            for table in CompanySchema.tables { try connection.execute("VACUUM ANALYZE \(table.name)") }
        default: preconditionFailure("a store is copied within its engine")
        }
    }

    /// Begins a measured run of PostgreSQL with an empty log of changes, as far as the role may ask for that.
    func settle() {
        guard case .server(let url) = place else { return }
        guard let connection = try? PostgresConnection(url: url, schema: "public") else { return }
        try? connection.execute("CHECKPOINT")
    }

    /// What the hot connection is set to, for the floor.
    var settings: [String] {
        switch place {
        case .folder: SQLiteConnection.pragmas
        case .server: PostgresConnection.settings(schema: "public").filter { !$0.contains("search_path") }
        }
    }

    /// The bytes of the write-ahead log: the file's size on SQLite, the position in the log on PostgreSQL.
    func walReader(_ location: StoreLocation) throws -> WALReader {
        switch location {
        case .sqlite(let path): return .file(path + "-wal")
        case .postgres(let url, let schema):
            return .server(try PostgresConnection(url: url, schema: schema), begin: try Self.position(url, schema))
        }
    }

    private static func position(_ url: String, _ schema: String) throws -> Int64 {
        try PostgresConnection(url: url, schema: schema).scalar(WALReader.positionQuery)
    }
}

/// Reads how large the write-ahead log is.
enum WALReader {
    case file(String)
    case server(PostgresConnection, begin: Int64)

    static let positionQuery = "SELECT CAST(pg_current_wal_lsn() - '0/0'::pg_lsn AS BIGINT)"

    /// SQLite: the file's size now. PostgreSQL: nothing until ``total()``.
    var now: Int64 {
        if case .file(let path) = self { return ProcessFigures.fileSize(path) }
        return 0
    }

    /// PostgreSQL: bytes written to the log since the beginning.
    func total() throws -> Int64 {
        if case .server(let connection, let begin) = self { return try connection.scalar(Self.positionQuery) - begin }
        return 0
    }
}

/// What a store holds, table by table.
struct StoreContent: Sendable {
    let hashes: [(table: String, hash: String)]
    let rows: [String: Int64]
    let bytes: [String: Int64]
    let byteCount: Int64

    /// `hashed` reads every row.
    init(_ location: StoreLocation, hashed: Bool) throws {
        byteCount = try location.byteCount()
        bytes = Dictionary(uniqueKeysWithValues: try location.bytesByTable().map { ($0.table, $0.bytes) })
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        hashes = hashed ? try StateHash.byTable(reader) : []
        var rows: [String: Int64] = [:]
        for table in CompanySchema.tables { rows[table.name] = try reader.scalar("SELECT COUNT(*) FROM \(table.name)") }
        self.rows = rows
    }

    /// Fails when two stores differ, naming the first table that does.
    static func requireEqual(_ ours: StoreContent, _ floor: StoreContent) throws {
        guard ours.hashes.count == floor.hashes.count, !ours.hashes.isEmpty else { throw BenchError.differs(table: "schema") }
        for (left, right) in zip(ours.hashes, floor.hashes) where left.hash != right.hash || left.table != right.table {
            throw BenchError.differs(table: "\(left.table) (\(ours.rows[left.table] ?? 0) / \(floor.rows[left.table] ?? 0))")
        }
    }
}
