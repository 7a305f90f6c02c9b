import Dispatch
import Documents
import Foundation
import Kernel
import Security
import Storage
import Wire

/// Runs the decider on its own thread: storage calls block it and nobody else.
final class DeciderExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "tripod.decider")

    func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { unowned.runSynchronously(on: executor) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// Figures of the commits so far.
public struct CommitFigures: Sendable {
    public var commits = 0
    public var commands = 0
    public var rowsInserted = 0
    public var statements = 0
    public var passes = 0
}

/// The one decider of a company (DESIGN section 2): gathers a batch, reads what it needs set-wise, decides, writes, answers.
actor Decider {
    private let executor = DeciderExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private var connection: any Connection
    private let location: StoreLocation
    private let decision: CommandDecision
    private let tables: [any OverlayTable]
    private let holder: String
    private var stored: HeadRow
    private var hasStepped = false
    private(set) var figures = CommitFigures()
    /// How long the lease holds after a commit, in milliseconds.
    private static let leaseLength: Int64 = 30_000
    /// Called after each durable commit; what it throws ends this decider as a crash would.
    private let afterCommit: (@Sendable () throws -> Void)?

    /// Takes the lease. Throws ``StorageError/leaseHeld(by:until:)`` while another process holds it.
    init(
        location: StoreLocation, ring: KeyRing, holder: String, now: Moment, isAlive: (String) -> Bool,
        afterCommit: (@Sendable () throws -> Void)? = nil
    ) throws {
        let connection = try location.connect()
        self.afterCommit = afterCommit
        self.connection = connection
        self.location = location
        self.holder = holder
        stored = try Decider.takeLease(connection, holder: holder, now: now, isAlive: isAlive)
        let legs = LegTables()
        let journal = Journal()
        let door = Door(ring: ring)
        decision = CommandDecision(legs: legs, journal: journal, door: door, head: HeadState(stored))
        tables = decision.allTables
        for table in tables { try table.preload(connection) }
    }

    private static func takeLease(
        _ connection: any Connection, holder: String, now: Moment, isAlive: (String) -> Bool
    ) throws -> HeadRow {
        try connection.begin()
        do {
            var head: HeadRow
            if let found = try connection.read(HeadRow.self, keys: [1]).first {
                head = found
                if !head.holder.isEmpty, head.holder != holder, head.leaseUntil > now.milliseconds, isAlive(head.holder) {
                    throw StorageError.leaseHeld(by: head.holder, until: head.leaseUntil)
                }
            } else {
                head = HeadRow(
                    id: 1, epoch: 0, position: 0, command: 0, actors: 0, persons: 0, chain: HashChain.origin,
                    audit: HashChain.origin, holder: "", leaseUntil: 0, batch: 0)
            }
            head.epoch += 1
            head.holder = holder
            head.leaseUntil = now.milliseconds + leaseLength
            try connection.write([head], .upsert)
            try connection.commit()
            return head
        } catch {
            connection.rollback()
            throw error
        }
    }

    /// Gives the lease back and closes the connection.
    func stepDown() {
        guard !hasStepped else { return }
        hasStepped = true
        _ = try? connection.query(
            "UPDATE head SET holder = '', lease_until = 0 WHERE id = 1 AND epoch = $1", [.integer(stored.epoch)])
        connection.close()
    }

    /// Drops everything without a word to the store: what a crash leaves.
    func crash() {
        hasStepped = true
        connection.close()
    }

    func currentFigures() -> CommitFigures {
        var result = figures
        result.statements = connection.statementCount
        return result
    }

    /// Lets a bench copy what is bound.
    func withConnection<Value: Sendable>(_ body: @Sendable (any Connection) throws -> Value) rethrows -> Value { try body(connection) }

    /// Decides commands in their order and answers each after its commit is durable. Commands that an earlier commit left are
    /// done first.
    func run(_ commands: [StampedCommand]) throws -> [Answer] {
        guard !hasStepped else { throw StorageError.stale }
        var answers: [Answer] = []
        answers.reserveCapacity(commands.count)
        var rest = commands[...]
        try workOffContinuations()
        while !rest.isEmpty {
            let done = try commit(Array(rest))
            answers += done
            rest = rest.dropFirst(done.count)
            try workOffContinuations()
        }
        return answers
    }

    private var mayHaveContinuations = true

    /// Continuations that the store could not take. They stay in it and are tried again by the next decider; nobody else waits for them.
    private var stuck: Set<Int64> = []

    private func workOffContinuations() throws {
        while mayHaveContinuations {
            let waiting = try connection.query(
                "SELECT id FROM continuation WHERE LENGTH(body) > 0 ORDER BY id LIMIT \(stuck.count + 1)")
            guard let id = waiting.map({ $0[0].integer }).first(where: { !stuck.contains($0) }) else {
                mayHaveContinuations = false
                return
            }
            guard let row = try connection.read(ContinuationRow.self, keys: [id]).first else { return }
            decision.journal.continuations.forget()
            decision.journal.continuations.want(id)
            let stamped = StampedCommand(
                command: try Command(encoded: row.body), at: Moment(milliseconds: row.at), draw: nil, continuation: id, isOwn: true)
            if let answer = try commit([stamped]).first, answer.outcome == .failed {
                stuck.insert(id)
                let text =
                    "接续命令 \(id) 未能执行,重启后再试:\(answer.chinese)\ncontinuation \(id) could not be done and is tried again after a restart: \(answer.english)\n"
                Decider.warn(text)
            }
        }
    }

    private static func warn(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    /// One commit over as many of the commands as go into it; answers those.
    private func commit(_ commands: [StampedCommand]) throws -> [Answer] {
        do {
            return try decideAndWrite(commands)
        } catch {
            // After a planned crash nothing is left to set right.
            if hasStepped { throw error }
            connection.rollback()
            let fault = error as? LedgerFault
            let error = error as? StorageError ?? .engine(code: "decision", message: "\(error)", sql: "")
            try recover(from: error)
            if let doubt, stored.command == doubt.head.command {
                self.doubt = nil
                return doubt.answers
            }
            doubt = nil
            switch error {
            case .stale, .leaseHeld: throw error
            default: break
            }
            // A poison command fails alone: the batch is halved until what fails is one command; what is behind it comes next.
            if commands.count > 1 { return try commit(Array(commands.prefix(commands.count / 2))) }
            if let fault { Decider.warn("账务不符,命令未执行:\(fault)\nthe ledgers are at fault and a command was not done: \(fault)\n") }
            let refusal = fault.map { LoopRefusal.ledgerFault(message: $0.description) } ?? .storeFailed(message: error.description)
            return [
                Answer(
                    outcome: .failed, refusalCode: refusal.code, chinese: refusal.chinese, english: refusal.english)
            ]
        }
    }

    /// A commit that was asked for and not yet confirmed: when it fails, the head row tells whether the batch is in.
    private var doubt: (head: HeadRow, answers: [Answer])?

    /// Forgets the working state and reads the head again. Another decider's epoch means: step down.
    ///
    /// The head is touched before it is read: a server may still be at work on the commit of a connection that we have lost, and the touch
    /// waits until that is decided.
    private func recover(from error: StorageError) throws {
        for table in tables { table.forget() }
        mayHaveContinuations = true
        if case .connectionLost(let message) = error { connection = try Decider.reconnect(location, message) }
        guard (try? connection.query("UPDATE head SET batch = batch WHERE id = 1")) != nil,
            let head = try? connection.read(HeadRow.self, keys: [1]).first, head.epoch == stored.epoch
        else {
            hasStepped = true
            throw error
        }
        stored = head
        decision.head = HeadState(head)
        for table in tables { try table.preload(connection) }
    }

    private func decideAndWrite(_ commands: [StampedCommand]) throws -> [Answer] {
        let begin = decision.head
        var count = commands.count
        var pass = 0
        for command in commands { decision.prefetch(command) }
        // Reads and writes of a commit are one transaction: SQLite locks once, not for every key.
        try connection.begin()
        for table in tables where table.hasWanted { try table.load(connection) }
        for command in commands { decision.prefetchLinked(command) }
        while true {
            pass += 1
            figures.passes += 1
            for table in tables where table.hasWanted { try table.load(connection) }
            var answers: [Answer] = []
            answers.reserveCapacity(count)
            var rest: [CommandBody] = []
            var isUnread = false
            for command in commands.prefix(count) {
                do {
                    let decided = try decision.decide(command)
                    answers.append(decided.answer)
                    if !decided.rest.isEmpty && !isUnread {
                        rest = decided.rest
                        break
                    }
                } catch is Unread {
                    isUnread = true
                }
            }
            if !isUnread {
                try StockAgreement.require(of: decision.legs)
                let last = commands[answers.count - 1]
                try write(answers, rest, actor: last.command.actor, at: last.at)
                return answers
            }
            for table in tables { table.rollback(to: 0) }
            decision.head = begin
            // After four passes the batch is cut: fewer commands, fewer keys. One alone may look further.
            if pass % 4 == 0 {
                if count > 1 {
                    count = (count + 1) / 2
                } else if pass > 64 {
                    let asked = tables.filter(\.hasWanted).map(\.name).joined(separator: ", ")
                    throw StorageError.engine(
                        code: "passes", message: "a decision keeps asking for rows it has not read: \(asked)", sql: "")
                }
            }
        }
    }

    private func write(_ answers: [Answer], _ rest: [CommandBody], actor: Actor, at moment: Moment) throws {
        let head = decision.head
        for (index, body) in rest.enumerated() {
            let command = Command(actor: actor, body: body)
            decision.journal.continuations.put(
                ContinuationRow(id: head.command * 1000 + Int64(index), at: moment.milliseconds, body: command.encoded()))
        }
        let isChanged = head.command != stored.command || !rest.isEmpty
        if !isChanged { connection.rollback() }
        if isChanged {
            var inserted = 0
            for table in tables where !table.isClean { inserted += try table.flush(connection) }
            var next = stored
            next.position = head.position
            next.command = head.command
            next.actors = head.actors
            next.persons = head.persons
            next.chain = head.chain
            next.audit = head.audit
            next.batch = head.command
            next.leaseUntil = max(stored.leaseUntil, moment.milliseconds + Decider.leaseLength)
            try moveHead(from: stored, to: next)
            doubt = (next, answers)
            try connection.commit()
            doubt = nil
            stored = next
            figures.commits += 1
            figures.rowsInserted += inserted
            if let afterCommit {
                do {
                    try afterCommit()
                } catch {
                    crash()
                    throw error
                }
            }
        }
        figures.commands += answers.count
        for table in tables { table.settle() }
        if !rest.isEmpty { mayHaveContinuations = true }
    }

    /// Tries for about ten seconds; a server that restarts needs some.
    private static func reconnect(_ location: StoreLocation, _ message: String) throws -> any Connection {
        for _ in 0..<20 {
            if let connection = try? location.connect() { return connection }
            Thread.sleep(forTimeInterval: 0.5)
        }
        throw StorageError.connectionLost(message: message)
    }

    /// The conditional update that makes one decider's commits one line: no row changed means another has committed.
    private func moveHead(from old: HeadRow, to new: HeadRow) throws {
        let changed = try connection.query(
            "UPDATE head SET position = $1, command = $2, actors = $3, persons = $4, chain = $5, audit = $6, batch = $7, lease_until = $8 WHERE id = 1 AND epoch = $9 AND command = $10 RETURNING epoch",
            [
                .integer(new.position), .integer(new.command), .integer(new.actors), .integer(new.persons), .blob(new.chain),
                .blob(new.audit), .integer(new.batch), .integer(new.leaseUntil), .integer(old.epoch), .integer(old.command),
            ])
        guard changed.count == 1 else { throw StorageError.stale }
    }
}

extension HeadState {
    init(_ row: HeadRow) {
        self.init(
            position: row.position, command: row.command, actors: row.actors, persons: row.persons, chain: row.chain,
            audit: row.audit)
    }
}
