import Storage
import Testing

@Suite("Transactions, snapshots and the engines' errors")
struct TransactionTests {
    @Test("What is rolled back was never there", arguments: TestedEngine.all)
    func rollback(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.begin()
            try connection.write([Samples.note(1)], .insert)
            connection.rollback()
            #expect(try connection.scalar("SELECT COUNT(*) FROM note") == 0)
            connection.rollback()
            try connection.begin()
            try connection.write([Samples.note(2)], .insert)
            try connection.commit()
            connection.rollback()
            #expect(try connection.scalar("SELECT COUNT(*) FROM note") == 1)
        }
    }

    @Test("A second row under one key is a duplicate key, by bulk or by one statement", arguments: TestedEngine.all)
    func duplicateKey(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write([Samples.note(1), Samples.note(2)], .insert)
            #expect(mapped { try connection.write([Samples.note(3), Samples.note(2)], .insert) } == "duplicate key")
            #expect(mapped { try connection.execute("INSERT INTO ticket (id, holder) VALUES (1, 'a'), (1, 'b')") } == "duplicate key")
        }
    }

    @Test("So is a second value in a unique index", arguments: TestedEngine.all)
    func uniqueIndex(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write([TicketRow(id: 1, holder: "王")], .insert)
            #expect(mapped { try connection.write([TicketRow(id: 2, holder: "王")], .insert) } == "duplicate key")
            try connection.write([TicketRow(id: 2, holder: "李")], .insert)
        }
    }

    @Test("NULL and CHECK are constraints", arguments: TestedEngine.all)
    func constraints(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            #expect(mapped { _ = try connection.query("INSERT INTO note VALUES ('A', 1, $1, $2)", [.null, .blob([])]) } == "constraint")
            try connection.execute("CREATE TABLE checked (pieces BIGINT NOT NULL CHECK (pieces >= 0))")
            #expect(mapped { try connection.execute("INSERT INTO checked VALUES (-1)") } == "constraint")
        }
    }

    @Test("Everything else names the engine's code and the statement", arguments: TestedEngine.all)
    func engineErrors(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            #expect(throws: StorageError.self) { try connection.execute("SELECT amount FROM nowhere") }
            do {
                _ = try connection.query("SELECT amount FROM nowhere", [])
                Issue.record("a table that is not there was read")
            } catch let StorageError.engine(code, message, sql) {
                #expect(code == (engine == .sqlite ? "SQLite 1" : "SQLSTATE 42P01"))
                #expect(message.contains("nowhere"))
                #expect(sql.contains("nowhere"))
            }
        }
    }

    @Test("After an error inside a transaction the connection is good again once it is rolled back", arguments: TestedEngine.all)
    func afterAnError(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write([Samples.note(1)], .insert)
            try connection.begin()
            try connection.write([Samples.note(2)], .insert)
            #expect(throws: StorageError.self) { try connection.write([Samples.note(1)], .insert) }
            connection.rollback()
            #expect(try connection.scalar("SELECT COUNT(*) FROM note") == 1, "the whole transaction is gone")
            try connection.begin()
            try connection.write([Samples.note(3)], .insert)
            try connection.commit()
            #expect(try connection.scalar("SELECT COUNT(*) FROM note") == 2)
        }
    }

    @Test("Text with a zero byte is refused by PostgreSQL as a whole", .enabled(if: TestedEngine.all.contains(.postgres)))
    func zeroByteInText() throws {
        try TestedEngine.postgres.withSamples { connection throws in
            #expect(mapped { try connection.write([Samples.note(1), Samples.note(2, "a\0b")], .insert) } == "engine")
            #expect(try connection.scalar("SELECT COUNT(*) FROM note") == 0)
        }
    }

    @Test("A snapshot does not see what is committed while it lasts", arguments: TestedEngine.all)
    func snapshot(_ engine: TestedEngine) throws {
        try engine.withStore { location throws in
            try Migrator.migrate(location, Samples.migrations, at: 0)
            let writer = try location.connect()
            let reader = try location.connect(readOnly: true)
            defer {
                reader.close()
                writer.close()
            }
            try writer.write([Samples.note(1)], .insert)
            let counts = try reader.snapshot {
                let before = try reader.scalar("SELECT COUNT(*) FROM note")
                try writer.begin()
                try writer.write([Samples.note(2)], .insert)
                let during = try reader.scalar("SELECT COUNT(*) FROM note")
                try writer.commit()
                return [before, during, try reader.scalar("SELECT COUNT(*) FROM note")]
            }
            #expect(counts == [1, 1, 1])
            #expect(try reader.scalar("SELECT COUNT(*) FROM note") == 2, "and then it does")
        }
    }

    @Test("A snapshot that fails is given back", arguments: TestedEngine.all)
    func failedSnapshot(_ engine: TestedEngine) throws {
        struct Stop: Error {}
        try engine.withStore { location throws in
            try Migrator.migrate(location, Samples.migrations, at: 0)
            let reader = try location.connect(readOnly: true)
            defer { reader.close() }
            #expect(throws: Stop.self) { try reader.snapshot { throw Stop() } }
            #expect(try reader.snapshot { try reader.scalar("SELECT COUNT(*) FROM note") } == 0)
        }
    }

    @Test("A reader cannot write", arguments: TestedEngine.all)
    func readOnly(_ engine: TestedEngine) throws {
        try engine.withStore { location throws in
            try Migrator.migrate(location, Samples.migrations, at: 0)
            let reader = try location.connect(readOnly: true)
            defer { reader.close() }
            #expect(throws: StorageError.self) { try reader.write([Samples.note(1)], .insert) }
            #expect(try reader.scalar("SELECT COUNT(*) FROM note") == 0)
        }
    }

    @Test("Commits are durable by the engine's own settings", arguments: TestedEngine.all)
    func durability(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            switch engine {
            case .sqlite:
                #expect(try connection.query("PRAGMA journal_mode")[0][0].text == "wal")
                #expect(try connection.scalar("PRAGMA synchronous") == 2)
            case .postgres:
                #expect(try connection.query("SHOW synchronous_commit")[0][0].text == "on")
                #expect(try connection.query("SHOW fsync")[0][0].text == "on")
            }
        }
    }

    @Test("A server that is not there is a lost connection", .enabled(if: TestedEngine.all.contains(.postgres)))
    func noServer() {
        #expect(mapped { _ = try PostgresConnection(url: "host=127.0.0.1 port=1 user=nobody", schema: "none") } == "connection lost")
    }

    /// The case of the storage error that `body` throws.
    private func mapped(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch let error as StorageError {
            switch error {
            case .duplicateKey: return "duplicate key"
            case .constraint: return "constraint"
            case .stale: return "stale"
            case .leaseHeld: return "lease held"
            case .connectionLost: return "connection lost"
            case .engine: return "engine"
            case .schema: return "schema"
            case .noStore: return "no store"
            }
        } catch {
            return "another error: \(error)"
        }
    }
}
