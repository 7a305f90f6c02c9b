import Kernel
import Storage
import Testing

/// A family beside a plain list of rows: whatever is put, removed, taken back, read and written, both say the same.
@Suite("A family says what a plain list says")
struct FamilyModelTests {
    @Test("through commands, rollbacks and commits", arguments: TestedEngine.all, [UInt64(1), 2, 3, 4, 5, 6])
    func model(_ engine: TestedEngine, seed: UInt64) throws {
        try engine.withSamples { connection throws in
            var random = SeededRandom(seed: seed)
            let bound = random.number(in: 1...6)
            let isResident = random.happens(1, in: 2)
            let family = Family<QueueRow>(bound: bound, resident: isResident)
            if isResident { try family.preload(connection) }
            let queues = ["a", "b", "c"]
            var model: [QueueRow.Key: QueueRow] = [:]
            for _ in 0..<60 {
                let before = model
                for _ in 0..<random.number(in: 1...12) {
                    let mark = family.mark()
                    let steps = (0..<random.number(in: 1...5)).map { _ in Self.step(&random, queues) }
                    let isTakenBack = random.happens(1, in: 4)
                    var after = model
                    // What was not read is read and the command decided again from its start, as the decider does.
                    for attempt in 0... {
                        do {
                            after = model
                            for step in steps { try Self.take(step, family, &after) }
                            break
                        } catch is Unread {
                            family.rollback(to: mark)
                            try family.load(connection)
                            #expect(attempt < 100)
                        }
                    }
                    if isTakenBack { family.rollback(to: mark) } else { model = after }
                }
                if random.happens(1, in: 6) {
                    family.rollback(to: 0)
                    #expect(family.isClean)
                    model = before
                }
                _ = try family.flush(connection)
                family.settle()
                #expect(family.isClean)
                let stored = try connection.readAll(QueueRow.self, limit: 10_000)
                #expect(Set(stored) == Set(model.values))
                #expect(stored.count == model.count)
                if stored.count != model.count { return }
            }
        }
    }

    private enum Step {
        case put(QueueRow)
        case remove(QueueRow.Key)
        case head(String, Int)
        case rows(String)
        case find(QueueRow.Key)
    }

    private static func step(_ random: inout SeededRandom, _ queues: [String]) -> Step {
        let queue = random.pick(queues)
        let key = QueueRow.Key(queue: queue, rank: Int64(random.number(in: 1...15)))
        return switch random.number(in: 1...5) {
        case 1: .put(QueueRow(queue: queue, rank: key.rank, pieces: Int64(random.number(in: 1...99))))
        case 2: .remove(key)
        case 3: .head(queue, random.number(in: 1...8))
        case 4: .rows(queue)
        default: .find(key)
        }
    }

    private static func take(_ step: Step, _ family: Family<QueueRow>, _ model: inout [QueueRow.Key: QueueRow]) throws {
        func there(_ queue: String) -> [QueueRow] { model.values.filter { $0.queue == queue }.sorted { $0.rank < $1.rank } }
        switch step {
        case .put(let row):
            family.put(row, isNew: model[row.key] == nil)
            model[row.key] = row
        case .remove(let key):
            guard let known = model.removeValue(forKey: key) else { return }
            family.remove(known)
        case .head(let queue, let count): #expect(try family.head(queue, count) == Array(there(queue).prefix(count)))
        case .rows(let queue): #expect(try family.rows(queue) == there(queue))
        case .find(let key): #expect(try family.find(key, in: key.queue) == model[key])
        }
    }
}
