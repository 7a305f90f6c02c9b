import Storage
import Testing

@Suite("The working state of a commit, by key")
struct OverlayTests {
    @Test("Unread, absent and present are three things", arguments: TestedEngine.all)
    func threeStates(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write([Samples.note(1, "there")], .insert)
            let table = Table<NoteRow>()
            #expect(throws: Unread.self) { try table.find(.init(shelf: "A", number: 1)) }
            #expect(throws: Unread.self) { try table.find(.init(shelf: "A", number: 2)) }
            #expect(table.hasWanted)
            try table.load(connection)
            #expect(!table.hasWanted)
            #expect(try table.find(.init(shelf: "A", number: 1))?.text == "there")
            #expect(try table.find(.init(shelf: "A", number: 2)) == nil)
            #expect(throws: Unread.self) { try table.find(.init(shelf: "A", number: 3)) }
        }
    }

    @Test("Wanted keys are read with one statement", arguments: TestedEngine.all)
    func oneStatement(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            let table = Table<NoteRow>()
            for number in 0..<50 { table.want(.init(shelf: "A", number: Int64(number))) }
            let before = connection.statementCount
            try table.load(connection)
            try table.load(connection)
            #expect(connection.statementCount == before + 1)
        }
    }

    @Test("Rolling back to a mark leaves what came before it", arguments: TestedEngine.all)
    func marks(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write([Samples.note(1, "old")], .insert)
            let table = Table<NoteRow>()
            for number in [Int64(1), 2, 3] { table.want(.init(shelf: "A", number: number)) }
            try table.load(connection)
            #expect(table.isClean)
            table.put(Samples.note(1, "first command"))
            let mark = table.mark()
            table.put(Samples.note(1, "second command"))
            table.put(Samples.note(2, "second command"))
            table.rollback(to: mark)
            #expect(try table.find(.init(shelf: "A", number: 1))?.text == "first command")
            #expect(try table.find(.init(shelf: "A", number: 2)) == nil)
            table.put(Samples.note(3, "third command"))
            #expect(try table.flush(connection) == 1, "one row is new")
            #expect(
                try connection.query("SELECT number, text FROM note ORDER BY number") == [[1, "first command"], [3, "third command"]])
        }
    }

    @Test("Rolled back to the beginning, there is nothing to write", arguments: TestedEngine.all)
    func clean(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write([Samples.note(1, "old")], .insert)
            let table = Table<NoteRow>()
            table.want(.init(shelf: "A", number: 1))
            try table.load(connection)
            table.put(Samples.note(1, "new"))
            table.put(Samples.note(1, "newer"))
            #expect(!table.isClean)
            table.rollback(to: 0)
            #expect(table.isClean)
            #expect(try table.find(.init(shelf: "A", number: 1))?.text == "old")
            #expect(try table.flush(connection) == 0)
            #expect(try connection.query("SELECT text FROM note") == [["old"]])
        }
    }

    @Test("Resident rows are kept after a commit, others are read again", arguments: [true, false])
    func resident(_ isResident: Bool) throws {
        try TestedEngine.sqlite.withSamples { connection throws in
            let table = Table<NoteRow>(resident: isResident)
            table.want(.init(shelf: "A", number: 1))
            try table.load(connection)
            table.put(Samples.note(1, "kept"))
            #expect(try table.flush(connection) == 1)
            table.settle()
            #expect(table.isClean)
            if isResident {
                #expect(try table.find(.init(shelf: "A", number: 1))?.text == "kept")
                table.put(Samples.note(1, "changed"))
                #expect(try table.flush(connection) == 0, "it is stored: a change, not a new row")
                table.forget()
            }
            #expect(throws: Unread.self) { try table.find(.init(shelf: "A", number: 1)) }
        }
    }

    @Test("A resident table that outgrows its limit forgets", arguments: TestedEngine.all)
    func residentLimit(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            let table = Table<NoteRow>(resident: true, residentLimit: 3)
            for number in Int64(1)...4 {
                table.want(.init(shelf: "A", number: number))
                try table.load(connection)
                table.put(Samples.note(number))
                _ = try table.flush(connection)
                table.settle()
            }
            #expect(throws: Unread.self) { try table.find(.init(shelf: "A", number: 1)) }
            #expect(try connection.scalar("SELECT COUNT(*) FROM note") == 4)
        }
    }

    @Test("Appended rows are written once, and taken back by a mark", arguments: TestedEngine.all)
    func appendix(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            let appendix = Appendix<NoteRow>()
            appendix.append(Samples.note(1))
            let mark = appendix.mark()
            appendix.append(Samples.note(2))
            appendix.rollback(to: mark)
            appendix.append(Samples.note(3))
            #expect(!appendix.isClean)
            #expect(try appendix.flush(connection) == 2)
            appendix.settle()
            #expect(appendix.isClean)
            #expect(try appendix.flush(connection) == 0)
            #expect(try connection.query("SELECT number FROM note ORDER BY number") == [[1], [3]])
        }
    }
}
