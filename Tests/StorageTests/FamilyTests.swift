import Storage
import Testing

@Suite("The working state of a commit, by group and in order")
struct FamilyTests {
    @Test("A group is unread until it is loaded; a loaded one may be empty", arguments: TestedEngine.all)
    func unread(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Samples.queue([2, 1]), .insert)
            let family = Family<QueueRow>()
            #expect(throws: Unread.self) { try family.rows("q") }
            #expect(throws: Unread.self) { try family.find(.init(queue: "none", rank: 1), in: "none") }
            try family.load(connection)
            #expect(try family.rows("q").map(\.rank) == [1, 2])
            #expect(try family.rows("none").isEmpty)
            #expect(try family.find(.init(queue: "q", rank: 2), in: "q")?.pieces == 20)
            #expect(try family.find(.init(queue: "q", rank: 3), in: "q") == nil)
        }
    }

    @Test("A group begun as new needs no reading", arguments: TestedEngine.all)
    func begun(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            let family = Family<QueueRow>()
            let mark = family.mark()
            family.begin("new")
            #expect(try family.rows("new").isEmpty)
            family.put(QueueRow(queue: "new", rank: 2, pieces: 1), isNew: true)
            family.put(QueueRow(queue: "new", rank: 1, pieces: 1), isNew: true)
            #expect(try family.rows("new").map(\.rank) == [1, 2])
            family.rollback(to: mark)
            #expect(throws: Unread.self) { try family.rows("new") }
            #expect(family.isClean)
            #expect(try family.flush(connection) == 0)
        }
    }

    @Test("A truncated head asks for more when a decision needs more", arguments: TestedEngine.all)
    func truncated(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Samples.queue(Array(1...10)), .insert)
            let family = Family<QueueRow>(bound: 3)
            #expect(throws: Unread.self) { try family.head("q", 2) }
            try family.load(connection)
            #expect(try family.head("q", 2).map(\.rank) == [1, 2])
            #expect(try family.head("q", 3).map(\.rank) == [1, 2, 3])
            #expect(throws: Unread.self) { try family.head("q", 4) }
            try family.load(connection)
            #expect(try family.head("q", 4).map(\.rank) == [1, 2, 3, 4])
            #expect(throws: Unread.self) { try family.rows("q") }
            try family.load(connection)
            #expect(try family.rows("q").map(\.rank) == Array(1...10))
            #expect(try family.head("q", 50).count == 10)
        }
    }

    @Test("Taking from a truncated head reaches the rows behind it", arguments: TestedEngine.all)
    func drain(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Samples.queue(Array(1...7)), .insert)
            let family = Family<QueueRow>(bound: 3)
            var taken: [Int64] = []
            while true {
                do {
                    guard let first = try family.head("q", 1).first else { break }
                    family.remove(first)
                    taken.append(first.rank)
                } catch is Unread {
                    // What the Loop does: drop the pass, read, decide again from the start.
                    family.rollback(to: 0)
                    taken.removeAll()
                    try family.load(connection)
                }
            }
            #expect(taken == Array(1...7))
            #expect(try family.flush(connection) == 0)
            #expect(try connection.scalar("SELECT COUNT(*) FROM queue") == 0)
        }
    }

    @Test("A row put behind a truncated head waits in the store for its turn", arguments: TestedEngine.all)
    func behindTheHead(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Samples.queue([1, 2, 5]), .insert)
            let family = Family<QueueRow>(bound: 2)
            family.want("q")
            try family.load(connection)
            family.put(QueueRow(queue: "q", rank: 9, pieces: 0), isNew: true)
            family.put(QueueRow(queue: "q", rank: 0, pieces: 0), isNew: true)
            #expect(try family.head("q", 2).map(\.rank) == [0, 1])
            #expect(try family.flush(connection) == 2)
            family.settle()
            #expect(throws: Unread.self) { try family.head("q", 5) }
            try family.load(connection)
            #expect(try family.head("q", 5).map(\.rank) == [0, 1, 2, 5, 9])
        }
    }

    @Test("Rows put before a group is read are there after it is read", arguments: TestedEngine.all)
    func putThenLoad(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Samples.queue([1, 3, 4]), .insert)
            let family = Family<QueueRow>()
            family.put(QueueRow(queue: "q", rank: 2, pieces: 2), isNew: true)
            family.put(QueueRow(queue: "q", rank: 3, pieces: 33), isNew: false)
            family.remove(QueueRow(queue: "q", rank: 4, pieces: 40))
            #expect(throws: Unread.self) { try family.rows("q") }
            try family.load(connection)
            #expect(try family.rows("q").map(\.pieces) == [10, 2, 33], "what was decided before stays")
        }
    }

    @Test("Added, changed and removed rows are written as such", arguments: TestedEngine.all)
    func flush(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Samples.queue([1, 2, 3]), .insert)
            let family = Family<QueueRow>()
            family.want("q")
            try family.load(connection)
            family.put(QueueRow(queue: "q", rank: 2, pieces: 99), isNew: false)
            family.remove(QueueRow(queue: "q", rank: 1, pieces: 10))
            family.put(QueueRow(queue: "q", rank: 4, pieces: 4), isNew: true)
            family.put(QueueRow(queue: "q", rank: 5, pieces: 5), isNew: true)
            family.remove(QueueRow(queue: "q", rank: 5, pieces: 5))
            #expect(try family.rows("q").map(\.rank) == [2, 3, 4])
            #expect(try family.flush(connection) == 1)
            #expect(
                try connection.query("SELECT rank, pieces FROM queue ORDER BY rank") == [[2, 99], [3, 30], [4, 4]])
        }
    }

    @Test("Removed and added again in one commit, a row is changed", arguments: TestedEngine.all)
    func removedAndAdded(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Samples.queue([1]), .insert)
            let family = Family<QueueRow>()
            family.want("q")
            try family.load(connection)
            family.remove(QueueRow(queue: "q", rank: 1, pieces: 10))
            family.put(QueueRow(queue: "q", rank: 1, pieces: 11), isNew: true)
            #expect(try family.flush(connection) == 0)
            #expect(try connection.query("SELECT rank, pieces FROM queue") == [[1, 11]])
        }
    }

    @Test("Rolling back to a mark restores order and content", arguments: TestedEngine.all)
    func marks(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Samples.queue([1, 2, 3]), .insert)
            let family = Family<QueueRow>()
            family.want("q")
            try family.load(connection)
            family.put(QueueRow(queue: "q", rank: 4, pieces: 4), isNew: true)
            let mark = family.mark()
            family.remove(QueueRow(queue: "q", rank: 2, pieces: 20))
            family.put(QueueRow(queue: "q", rank: 4, pieces: 44), isNew: false)
            family.put(QueueRow(queue: "q", rank: 0, pieces: 0), isNew: true)
            family.rollback(to: mark)
            #expect(try family.rows("q").map(\.pieces) == [10, 20, 30, 4])
            #expect(try family.flush(connection) == 1)
            #expect(try connection.query("SELECT rank FROM queue ORDER BY rank") == [[1], [2], [3], [4]])
        }
    }

    @Test("Resident groups stay, with what was changed in them", arguments: TestedEngine.all)
    func resident(_ engine: TestedEngine) throws {
        try engine.withSamples { connection throws in
            try connection.write(Samples.queue([1]), .insert)
            let family = Family<QueueRow>(resident: true)
            family.want("q")
            try family.load(connection)
            family.put(QueueRow(queue: "q", rank: 2, pieces: 2), isNew: true)
            family.put(QueueRow(queue: "unread", rank: 1, pieces: 1), isNew: true)
            _ = try family.flush(connection)
            family.settle()
            #expect(try family.rows("q").map(\.rank) == [1, 2])
            #expect(throws: Unread.self) { try family.rows("unread") }
            family.remove(QueueRow(queue: "q", rank: 2, pieces: 2))
            _ = try family.flush(connection)
            family.settle()
            #expect(try family.rows("q").map(\.rank) == [1])
            #expect(try connection.scalar("SELECT COUNT(*) FROM queue WHERE queue = 'q'") == 1)
        }
    }
}
