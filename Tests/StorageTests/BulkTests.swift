import Storage
import Testing

@Suite("Bulk statements, the same on both engines")
struct BulkTests {
    /// Values that engines like to change: empty ones, zero bytes, other scripts, the ends of the number range.
    static let awkward = [
        NoteRow(shelf: "", number: 0, text: "", bytes: []),
        NoteRow(shelf: "", number: 1, text: "", bytes: [0]),
        NoteRow(shelf: "A", number: .min, text: "出库通知单 “甲”", bytes: [0, 1, 0, 255, 0]),
        NoteRow(shelf: "A", number: .max, text: "🏮 鼎\n\t'quoted' \"twice\" \\ %_ $1 {},NULL", bytes: Array(0...255)),
        NoteRow(shelf: "NULL", number: -1, text: "NULL", bytes: Array("NULL".utf8)),
        NoteRow(shelf: "a", number: 2, text: " leading and trailing ", bytes: [UInt8](repeating: 0, count: 100_000)),
        NoteRow(shelf: "é", number: 3, text: "e\u{301}", bytes: []),
    ]

    @Test("What is written is read back, value by value", arguments: TestedEngine.all)
    func roundTrip(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.begin()
            try connection.write(Self.awkward, .insert)
            try connection.commit()
            let found = try connection.read(NoteRow.self, keys: Self.awkward.map(\.key))
            #expect(Set(found) == Set(Self.awkward))
            #expect(found.count == Self.awkward.count)
            let last = found.first { $0.shelf == "é" }
            #expect(last.map { Array($0.text.unicodeScalars) } == Array("e\u{301}".unicodeScalars), "no normalisation on the way")
        }
    }

    @Test("The same values pass through single statements", arguments: TestedEngine.all)
    func singleStatements(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            for row in Self.awkward {
                _ = try connection.query(
                    "INSERT INTO note (shelf, number, text, bytes) VALUES ($1, $2, $3, $4)",
                    [.text(row.shelf), .integer(row.number), .text(row.text), .blob(row.bytes)])
            }
            for row in Self.awkward {
                let found = try connection.query(
                    "SELECT shelf, number, text, bytes FROM note WHERE shelf = $1 AND number = $2",
                    [.text(row.shelf), .integer(row.number)])
                #expect(found == [[.text(row.shelf), .integer(row.number), .text(row.text), .blob(row.bytes)]])
            }
            #expect(try connection.query("SELECT CAST($1 AS TEXT)", [.null]) == [[.null]])
        }
    }

    @Test("Texts are ordered by their bytes, not by a language", arguments: TestedEngine.all)
    func collation(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            let shelves = ["B", "a", "Z", "_", "0", "鼎", "é", ""]
            try connection.write(shelves.map { NoteRow(shelf: $0, number: 1, text: "", bytes: []) }, .insert)
            let ordered = try connection.query("SELECT shelf FROM note ORDER BY shelf").map { $0[0].text }
            #expect(ordered == ["", "0", "B", "Z", "_", "a", "é", "鼎"])
        }
    }

    @Test("An upsert replaces by key and inserts the rest", arguments: TestedEngine.all)
    func upsert(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write([Samples.note(1, "one"), Samples.note(2, "two")], .insert)
            try connection.write([Samples.note(2, "zwei"), Samples.note(3, "drei", [3])], .upsert)
            let texts = try connection.query("SELECT text FROM note ORDER BY number").map { $0[0].text }
            #expect(texts == ["one", "zwei", "drei"])
        }
    }

    @Test("Rows inserted only where absent leave the first as it is", arguments: TestedEngine.all)
    func insertIfAbsent(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write([Samples.note(1, "first")], .insertIfAbsent)
            try connection.write([Samples.note(1, "second"), Samples.note(2, "new")], .insertIfAbsent)
            #expect(try connection.query("SELECT text FROM note ORDER BY number").map { $0[0].text } == ["first", "new"])
        }
    }

    @Test("A delete takes the named keys and no other", arguments: TestedEngine.all)
    func delete(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Self.awkward, .insert)
            try connection.delete(NoteRow.self, keys: [Self.awkward[0].key, Self.awkward[3].key, .init(shelf: "nobody", number: 9)])
            #expect(Set(try connection.read(NoteRow.self, keys: Self.awkward.map(\.key))) == Set([1, 2, 4, 5, 6].map { Self.awkward[$0] }))
            try connection.delete(NoteRow.self, keys: [])
            try connection.write([NoteRow](), .insert)
            #expect(try connection.read(NoteRow.self, keys: []).isEmpty)
        }
    }

    @Test("Groups are read in their order, each up to the limit", arguments: TestedEngine.all)
    func groups(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Samples.queue([5, 1, 3, 2, 4], in: "long") + Samples.queue([7], in: "short"), .insert)
            let rows = try connection.read(QueueRow.self, groups: ["long", "none", "short"], limit: 3)
            #expect(rows.filter { $0.queue == "long" }.map(\.rank) == [1, 2, 3])
            #expect(rows.filter { $0.queue == "short" }.map(\.rank) == [7])
            #expect(rows.count == 4)
            #expect(try connection.read(QueueRow.self, groups: ["long"], limit: Int(Int32.max)).map(\.rank) == [1, 2, 3, 4, 5])
        }
    }

    @Test("Ten thousand rows in one statement", arguments: TestedEngine.all)
    func many(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            let rows = (0..<10_000).map { Samples.note(Int64($0), "行 \($0)", [UInt8($0 % 256), 0]) }
            try connection.begin()
            let before = connection.statementCount
            try connection.write(rows, .insert)
            #expect(connection.statementCount == before + 1)
            try connection.commit()
            let found = try connection.read(NoteRow.self, keys: rows.map(\.key))
            #expect(Set(found) == Set(rows))
        }
    }

    @Test("Sums come back as integers", arguments: TestedEngine.all)
    func sums(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            #expect(try connection.scalar("SELECT CAST(SUM(number) AS BIGINT) FROM note") == 0, "no rows, no sum")
            try connection.write([Samples.note(Int64.max / 2), Samples.note(Int64.max / 2 - 1)], .insert)
            #expect(try connection.scalar("SELECT CAST(SUM(number) AS BIGINT) FROM note") == Int64.max - 2)
            #expect(try connection.scalar("SELECT COUNT(*) FROM note") == 2)
        }
    }
}
