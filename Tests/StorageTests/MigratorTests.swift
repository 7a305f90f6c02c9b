import Storage
import Testing

@Suite("Migrations")
struct MigratorTests {
    private static let second = Migration(
        version: 2, name: "second step",
        tables: [TableSchema("later", [.integer("id"), .text("name")], key: ["id"], indexes: [TableIndex("later_name", on: ["name"])])])

    @Test("Migrating twice is harmless", arguments: TestedEngine.all)
    func twice(_ engine: TestedEngine) throws {
        try engine.withStore { location throws in
            for moment in [Int64(5), 6] { try Migrator.migrate(location, Samples.migrations, at: moment) }
            let connection = try location.connect()
            defer { connection.close() }
            #expect(
                try connection.query("SELECT version, name, applied_at FROM schema_version") == [
                    [.integer(1), .text("samples"), .integer(5)]
                ])
        }
    }

    @Test("A later step keeps what is there", arguments: TestedEngine.all)
    func forward(_ engine: TestedEngine) throws {
        try engine.withStore { location throws in
            try Migrator.migrate(location, Samples.migrations, at: 1)
            let connection = try location.connect()
            try connection.write([Samples.note(1, "kept")], .insert)
            connection.close()
            try Migrator.migrate(location, Samples.migrations + [Self.second], at: 2)
            let after = try location.connect()
            defer { after.close() }
            #expect(try after.query("SELECT version FROM schema_version ORDER BY version") == [[1], [2]])
            #expect(try after.query("SELECT text FROM note") == [["kept"]])
            #expect(try after.scalar("SELECT COUNT(*) FROM later") == 0)
        }
    }

    @Test("A store of a newer program is refused and left as it is", arguments: TestedEngine.all)
    func newerStore(_ engine: TestedEngine) throws {
        try engine.withStore { location throws in
            try Migrator.migrate(location, Samples.migrations + [Self.second], at: 1)
            #expect(throws: StorageError.self) { try Migrator.migrate(location, Samples.migrations, at: 2) }
            let connection = try location.connect()
            defer { connection.close() }
            #expect(try connection.query("SELECT version, applied_at FROM schema_version ORDER BY version") == [[1, 1], [2, 1]])
        }
    }

    @Test("A step that fails leaves nothing of itself", arguments: TestedEngine.all)
    func halfStep(_ engine: TestedEngine) throws {
        try engine.withStore { location throws in
            try Migrator.migrate(location, Samples.migrations, at: 1)
            // The step's second table is there already.
            let broken = Migration(version: 2, name: "broken", tables: [Self.second.tables[0], NoteRow.schema])
            #expect(throws: StorageError.self) { try Migrator.migrate(location, Samples.migrations + [broken], at: 2) }
            let connection = try location.connect()
            #expect(try connection.scalar("SELECT COUNT(*) FROM schema_version") == 1)
            #expect(throws: StorageError.self) { try connection.query("SELECT * FROM later") }
            connection.close()
            try Migrator.migrate(location, Samples.migrations + [Self.second], at: 3)
        }
    }

    @Test("An erased store is gone, and can be made again", arguments: TestedEngine.all)
    func erase(_ engine: TestedEngine) throws {
        try engine.withStore { location throws in
            try Migrator.migrate(location, Samples.migrations, at: 1)
            try location.erase()
            try location.erase()
            try Migrator.migrate(location, Samples.migrations, at: 2)
            let connection = try location.connect()
            defer { connection.close() }
            #expect(try connection.scalar("SELECT COUNT(*) FROM note") == 0)
        }
    }

    @Test("The store tells its size, by table too", arguments: TestedEngine.all)
    func size(_ engine: TestedEngine) throws {
        try engine.withStore { location throws in
            try Migrator.migrate(location, Samples.migrations, at: 1)
            let connection = try location.connect()
            try connection.write((0..<1000).map { Samples.note($0, "size", [UInt8](repeating: 7, count: 100)) }, .insert)
            connection.close()
            #expect(try location.byteCount() > 100_000)
            #expect(try location.bytesByTable().first?.table == "note")
        }
    }

    @Test(
        "A location is told from its text",
        arguments: [
            ("tripod.db", StoreLocation.sqlite(path: "tripod.db")),
            ("postgres://u@h/db", .postgres(url: "postgres://u@h/db", schema: "tripod")),
            ("postgresql://u@h/db#shop", .postgres(url: "postgresql://u@h/db", schema: "shop")),
            ("host=127.0.0.1 dbname=x#books", .postgres(url: "host=127.0.0.1 dbname=x", schema: "books")),
        ])
    func location(text: String, expected: StoreLocation) {
        #expect(StoreLocation(text) == expected)
    }
}
