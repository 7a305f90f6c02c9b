import Documents
import Kernel
import Security
import Storage

/// What would happen: decides over a snapshot and writes nothing (DESIGN section 2). It takes no lease.
public struct Preview {
    /// What one command would do.
    public struct Effect: Sendable {
        public let answer: Answer
        public let documents: [LoggedDocument]

        public init(answer: Answer, documents: [LoggedDocument]) {
            self.answer = answer
            self.documents = documents
        }
    }

    /// The log position on which the preview rests; executing it later has the same outcome while the head is still there.
    public let position: Int64
    public let effects: [Effect]

    /// Decides `commands` in their order over what the store holds now.
    public static func run(
        _ location: StoreLocation, keyRing: KeyRing, random: any RandomSource, commands: [(command: Command, at: Moment)]
    ) throws -> Preview {
        let connection = try location.connect(readOnly: true)
        defer { connection.close() }
        return try connection.snapshot {
            guard let row = try connection.read(HeadRow.self, keys: [1]).first else {
                throw StorageError.schema(message: "there is no company in this store yet")
            }
            let head = HeadState(row)
            let decision = CommandDecision(legs: LegTables(), journal: Journal(), door: Door(ring: keyRing), head: head)
            let stamped = commands.map { StampedCommand($0.command, at: $0.at, keyRing: keyRing, random: random) }
            var effects: [Effect] = []
            // Each command is decided until nothing it needs is unread; what it leaves for later follows at once.
            for command in stamped {
                let first = decision.head.position
                var answer: Answer?
                var queue = [command]
                while !queue.isEmpty {
                    let next = queue.removeFirst()
                    let decided = try decide(next, decision, connection)
                    if answer == nil { answer = decided.answer }
                    queue += decided.rest.map {
                        StampedCommand(command: Command(actor: next.command.actor, body: $0), at: next.at, draw: nil, isOwn: true)
                    }
                }
                var documents: [LoggedDocument] = []
                var at = first + 1
                while at <= decision.head.position {
                    if let row = try decision.journal.log.find(at) { documents.append(try row.logged()) }
                    at += 1
                }
                effects.append(Effect(answer: answer!, documents: documents))
            }
            return Preview(position: row.position, effects: effects)
        }
    }

    private static func decide(
        _ command: StampedCommand, _ decision: CommandDecision, _ connection: any Connection
    ) throws -> CommandDecision.Decided {
        decision.prefetch(command)
        for _ in 0..<64 {
            for table in decision.allTables where table.hasWanted { try table.load(connection) }
            do { return try decision.decide(command) } catch is Unread { continue }
        }
        throw StorageError.engine(code: "passes", message: "a decision keeps asking for rows it has not read", sql: "")
    }
}
