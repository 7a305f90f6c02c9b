import Kernel
import Loop
import Security
import Storage

/// Checks the checks: planted faults that must be noticed, and seeded mutations that give a score.
public struct SelfTest {
    /// A planted fault and whether the checks of its invariant spoke.
    public struct Fault: Sendable, Hashable {
        public let invariant: String
        public let chinese: String
        public let english: String
        /// What the checks said first; empty when they stayed silent.
        public let found: String
        public var isNoticed: Bool { !found.isEmpty }
        /// False where the company has no row that the fault could damage: nothing was tried.
        public let isPlanted: Bool
    }

    /// A mutation that no check noticed.
    public struct Survivor: Sendable, Hashable {
        public let mutation: String
        public let reason: String
    }

    public struct Report: Sendable, Hashable {
        public let faults: [Fault]
        public let mutations: Int
        public let noticed: Int
        /// How many of them comparisons among the rows noticed, without folding the log again.
        public let noticedByRows: Int
        /// How many mutations each invariant was the first to notice.
        public let byInvariant: [String: Int]
        public let survivors: [Survivor]
        public let seconds: Double

        /// Noticed mutations in percent.
        public var score: Double { mutations == 0 ? 100 : Double(noticed) * 100 / Double(mutations) }
        /// True when every fault that could be planted was noticed.
        public var isComplete: Bool { faults.allSatisfy { $0.isNoticed || !$0.isPlanted } }

        public var text: String {
            var table = TextTable(["不变式", "埋入的错 / planted fault", "结果 / result"])
            for fault in faults {
                let found = fault.found.count > 100 ? fault.found.prefix(100) + "…" : fault.found[...]
                table.add([
                    fault.invariant, "\(fault.chinese) / \(fault.english)",
                    fault.isNoticed
                        ? "✓ \(found)"
                        : fault.isPlanted ? "✗ 未发现 / not noticed" : "— 库中没有可改的行 / no row to damage",
                ])
            }
            var text = table.text
            text += "\n变异 / mutations: \(mutations)  发现 / noticed: \(noticed)  得分 / score: \(SelfTest.percent(score)) %"
            text += "  (行间核对 / by rows alone: \(noticedByRows), 重放 / by the fold: \(noticed - noticedByRows))\n"
            text += byInvariant.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "  ") + "\n"
            for survivor in survivors { text += "  存活 / survived: \(survivor.mutation) — \(survivor.reason)\n" }
            return text
        }
    }

    static func percent(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded(.down))
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Damages a copy of the store, one fault at a time, each taken back before the next.
    ///
    /// The company itself is only read. With `keyRing` sealed records are opened, too. Throws ``ProofError/notSound(invariant:sample:)`` when it does not pass its own checks.
    public static func run(
        _ location: StoreLocation, mutations: Int = 500, seed: UInt64 = 1, keyRing: KeyRing? = nil,
        progress: (@Sendable (Int) -> Void)? = nil
    ) throws -> Report {
        let began = ContinuousClock.now
        let copy = try StoreCopy.make(of: location)
        defer { try? copy.erase() }
        let connection = try copy.connect()
        defer { connection.close() }
        let fold = try LedgerFold(of: connection)
        defer { fold.close() }
        let bench = Bench(connection: connection, fold: fold, seals: keyRing.map { [PersonChecks.sealed($0)] } ?? [])
        try bench.requireSound()
        let faults = try PlantedFault.all.map { try bench.plant($0) }
        var random = SeededRandom(seed: seed)
        var counts: [String: Int64] = [:]
        for table in Mutation.tables { counts[table.name] = try connection.scalar("SELECT COUNT(*) FROM \(table.name)") }
        guard counts.values.contains(where: { $0 > 0 }) else { throw ProofError.emptyStore }
        var noticed = 0
        var byRows = 0
        var byInvariant: [String: Int] = [:]
        var survivors: [Survivor] = []
        var done = 0
        while done < mutations {
            let mutation = try Mutation.draw(&random, connection, counts)
            let first: Invariant?
            do {
                first = try bench.judge(mutation)
            } catch StorageError.duplicateKey {
                // The changed key is another row's: the store itself refused it. Draw another.
                continue
            }
            done += 1
            progress?(done)
            if let first {
                noticed += 1
                if first != .fold { byRows += 1 }
                byInvariant[first.code, default: 0] += 1
            } else {
                survivors.append(Survivor(mutation: mutation.text, reason: bench.reason(mutation)))
            }
        }
        let spent = began.duration(to: .now).components
        return Report(
            faults: faults, mutations: done, noticed: noticed, noticedByRows: byRows, byInvariant: byInvariant, survivors: survivors,
            seconds: Double(spent.seconds) + Double(spent.attoseconds) / 1e18)
    }

    /// The copy, with the fold of its log made before anything was damaged.
    private struct Bench {
        let connection: any Connection
        let fold: LedgerFold
        let seals: [Check]

        private var everything: [Check] { CompanyCheck.checks + seals + CompanySchema.folded.map { fold.check($0) } }

        func requireSound() throws {
            let first = try inTransaction { run in for check in everything { try check.run(run) } }.first
            if let first { throw ProofError.notSound(invariant: first.invariant.code, sample: first.sample) }
        }

        /// Runs `body` in a transaction that is taken back.
        private func inTransaction(_ body: (CheckRun) throws -> Void) throws -> CheckRun {
            try connection.begin()
            defer { connection.rollback() }
            try CompanyCheck.allowSetJoins(connection)
            let run = CheckRun(connection, isInTransaction: true)
            try body(run)
            return run
        }

        func plant(_ fault: PlantedFault) throws -> Fault {
            var damaged = 0
            let run = try inTransaction { run in
                for statement in fault.statements { damaged += try connection.query(statement + " RETURNING 1").count }
                // The fold sees nearly every fault; whether the checks of the invariant see it is asked without it.
                for check in fault.invariant == .fold ? everything : CompanyCheck.checks { try check.run(run) }
            }
            let finding = run.findings([fault.invariant])[0]
            return Fault(
                invariant: fault.invariant.code, chinese: fault.chinese, english: fault.english,
                found: finding.unexplained > 0 ? finding.samples.first ?? "" : "", isPlanted: damaged > 0)
        }

        /// The invariant that notices a mutation first, asked in the order of their cost.
        func judge(_ mutation: Mutation) throws -> Invariant? {
            let table = mutation.schema.name
            let run = try inTransaction { run in
                try mutation.apply(connection)
                for check in checks(of: table) {
                    try check.run(run)
                    if !run.isClean { return }
                }
            }
            return run.first?.invariant
        }

        /// The checks whose rows include a table's, the cheap ones first.
        private func checks(of table: String) -> [Check] {
            let chains = [ChainPass.logCheck, ChainPass.commandCheck]
            let isLog = table == "log" || table == "command" || table == "actor"
            let passes =
                [CommandPass.check] + DocumentPass.allSections.filter { $0.tables.contains(table) }.map { DocumentPass.check([$0]) }
            let folded = CompanySchema.folded.filter { $0.name == table }.map { fold.check($0) }
            let all = (isLog ? chains : []) + CompanyCheck.rowChecks + passes + folded + seals
            return all.filter { $0.tables.contains(table) }
        }

        func reason(_ mutation: Mutation) -> String {
            switch mutation.schema.name {
            case "recipient": "密封内容只有用密钥才能核对 / sealed content can be verified with its key only"
            default: "没有检查读到这一列 / no check reads this column"
            }
        }
    }
}
