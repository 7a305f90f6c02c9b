import Documents
import Foundation
import Kernel
import Loop
import Security
import Storage

/// The three proofs that a company's rows are what its history says (DESIGN section 5).
public struct Replay {
    /// The outcome of one proof.
    public struct Outcome: Sendable, Hashable {
        public let titleChinese: String
        public let titleEnglish: String
        /// Rows, documents or commands that were looked at.
        public let examined: Int64
        /// At most one difference a table: where, and both values. Empty is equal.
        public let differences: [String]
        public var isEqual: Bool { differences.isEmpty }
    }

    public struct Report: Sendable, Hashable {
        public let outcomes: [Outcome]
        public var isEqual: Bool { outcomes.allSatisfy(\.isEqual) }

        /// For people: one line a proof, differences below.
        public var text: String {
            var table = TextTable(["证明 / proof", "检查 / examined", "结果 / result"], right: [1])
            for outcome in outcomes {
                table.add([
                    "\(outcome.titleChinese) / \(outcome.titleEnglish)", outcome.examined.groupedText,
                    outcome.isEqual ? "✓ 一致 / equal" : "✗ \(outcome.differences.count) 处不同 / different",
                ])
            }
            return table.text + outcomes.flatMap(\.differences).map { "  - \($0)\n" }.joined()
        }
    }

    /// All three proofs. The company is only read, and may be written meanwhile: each proof sees one snapshot.
    ///
    /// Throws ``StorageError`` when a store cannot be read or the scratch store cannot be made.
    public static func run(_ location: StoreLocation) async throws -> Report {
        let first: [Outcome]
        do {
            let connection = try location.connect(readOnly: true)
            defer { connection.close() }
            first = [try balances(connection), try fold(connection)]
        }
        return Report(outcomes: first + [try await redecide(location)])
    }

    /// Kept balances = the sums of their rows.
    public static func balances(_ connection: any Connection) throws -> Outcome {
        try connection.snapshot {
            try CompanyCheck.allowSetJoins(connection)
            let run = CheckRun(connection, isInTransaction: true)
            for check in CompanyCheck.balanceChecks { try check.run(run) }
            let findings = run.findings(Invariant.allCases)
            return Outcome(
                titleChinese: "余额 = 明细之和", titleEnglish: "balances = sums of rows", examined: findings.reduce(0) { $0 + $1.examined },
                differences: findings.flatMap(\.samples))
        }
    }

    /// Rows = the fold of the log, every folded table cell by cell.
    public static func fold(_ connection: any Connection) throws -> Outcome {
        try connection.snapshot {
            let fold = try LedgerFold(of: connection)
            defer { fold.close() }
            let differences =
                try fold.failure.map { [$0] }
                ?? fold.differences(connection).map { "\($0.first)(该表共 \($0.rows) 行 / \($0.rows) rows of the table)" }
            return Outcome(
                titleChinese: "账 = 日志重放", titleEnglish: "rows = fold of the log", examined: fold.count, differences: differences)
        }
    }

    /// The stored commands, decided again by this program on an empty store, make the same log: every column of every document, its
    /// hash included.
    ///
    /// Continuations are left out on the way in, since the decider makes them itself. What was refused or stale has left no
    /// content: a command that is surely refused takes its number, so later numbers and hashes stay comparable. Persons lie
    /// outside: stored commands carry only their references.
    public static func redecide(_ location: StoreLocation) async throws -> Outcome {
        let scratch = try ScratchStore.make()
        defer { try? scratch.erase() }
        var count: Int64 = 0
        let company = try Company.open(scratch, keyRing: scratchRing())
        do {
            try await company.withConnection { try $0.execute("PRAGMA synchronous = OFF") }
            let reader = try CommandReader(location)
            defer { reader.close() }
            while let (commands, at) = try reader.next() {
                count += Int64(commands.count)
                _ = try await company.submit(commands, at: at)
                reader.pass(through: try await company.withConnection { try $0.scalar("SELECT command FROM head WHERE id = 1") })
            }
        } catch {
            await company.close()
            throw error
        }
        await company.close()
        return Outcome(
            titleChinese: "重新裁决得到相同单据", titleEnglish: "deciding again gives the same documents", examined: count,
            differences: try compare(location, scratch))
    }

    /// No person is sealed while commands are decided again, so any ring serves.
    private static func scratchRing() -> KeyRing {
        guard let ring = KeyRing(seed: [UInt8](repeating: 1, count: 64)) else { preconditionFailure("a ring is made of 64 bytes") }
        return ring
    }

    private static func compare(_ location: StoreLocation, _ scratch: StoreLocation) throws -> [String] {
        let one = try location.connect(readOnly: true)
        let other = try scratch.connect(readOnly: true)
        defer {
            one.close()
            other.close()
        }
        let accepted = TableSchema(
            CommandRow.schema.name, CommandRow.schema.columns.filter { !["hash", "body", "refusal"].contains($0.name) },
            key: CommandRow.schema.key)
        let condition = "outcome IN (\(Outcome.accepted), \(Outcome.held))"
        return try one.snapshot {
            try [(LogRow.schema, "1 = 1"), (accepted, condition), (ExternalKeyRow.schema, "1 = 1")].compactMap { schema, condition in
                let (unequal, first) = try TableComparison.compare(schema, one, other, where: condition)
                return unequal == 0 ? nil : "\(first)(该表共 \(unequal) 行 / \(unequal) rows of the table)"
            }
        }
    }
}

extension Replay.Outcome {
    fileprivate static let accepted = Documents.Outcome.accepted.rawValue
    fileprivate static let held = Documents.Outcome.held.rawValue
}

/// Reads the stored commands in order, in groups that share a moment, as they can be handed in again.
private final class CommandReader {
    private let connection: any Connection
    private let actors: [Int64: Actor]
    private var rows: [CommandRow] = []
    private var at = 0
    private var sequence: Int64 = 0
    private var isEnd = false
    private var made: Int64 = 0
    private static let group = 500
    /// What the Loop makes itself: kinds of ``CommandBody/releaseWaiting(warehouse:item:)`` and ``CommandBody/releaseHeld(shop:merchantCode:)``.
    private static let continuations: Set<Int64> = [9, 10]
    /// What a caller asks for and may continue itself under its own kind: ``CommandBody/sealVouchers(book:through:)`` and
    /// ``CommandBody/releaseUnpaid(shop:)``.
    private static let continuing: Set<Int64> = [8, 11]

    init(_ location: StoreLocation) throws {
        connection = try location.connect(readOnly: true)
        actors = try LogPages.actors(connection)
    }

    func close() { connection.close() }

    func next() throws -> (commands: [Command], at: Moment)? {
        var commands: [Command] = []
        var moment: Int64 = 0
        while commands.count < CommandReader.group, let row = try peek() {
            if commands.isEmpty { moment = row.receivedAt }
            if row.receivedAt != moment { break }
            // It goes alone, and what it made is passed over.
            let isContinuing = CommandReader.continuing.contains(row.kind)
            if isContinuing && !commands.isEmpty { break }
            at += 1
            commands.append(try command(row))
            if isContinuing { break }
        }
        return commands.isEmpty ? nil : (commands, Moment(milliseconds: moment))
    }

    /// Commands up to this sequence are in the scratch store already: the decider made the rest of them itself.
    func pass(through sequence: Int64) { made = max(made, sequence) }

    /// The next row that was a caller's.
    private func peek() throws -> CommandRow? {
        while true {
            if at == rows.count {
                if isEnd { return nil }
                rows = try LogPages.commands(connection, after: sequence)
                at = 0
                isEnd = rows.isEmpty
                if isEnd { return nil }
                sequence = rows[rows.count - 1].sequence
            }
            let row = rows[at]
            // What a caller tried in the Loop's place was refused, and took its number.
            let isOwn = CommandReader.continuations.contains(row.kind) && !row.refusal.hasPrefix(LoopRefusal.notForCallers.code + "\n")
            if row.sequence > made && !isOwn { return row }
            at += 1
        }
    }

    private func command(_ row: CommandRow) throws -> Command {
        let actor = actors[row.actor] ?? Actor(name: "", position: "", device: "")
        guard row.outcome == Outcome.accepted.rawValue || row.outcome == Outcome.held.rawValue else {
            return Command(actor: actor, body: .cancellation(CancellationRequest(shop: "", externalID: "", reason: "")))
        }
        guard row.body.isEmpty else {
            var command = try Command(encoded: row.body)
            command.actor = actor
            return command
        }
        guard let document = try connection.read(LogRow.self, keys: [row.first]).first else {
            throw ProofError.unknownNumber(text: "log \(row.first)")
        }
        var command = try Command(of: row, document: document)
        command.actor = actor
        return command
    }
}
