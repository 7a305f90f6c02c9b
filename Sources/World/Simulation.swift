import Documents
import Kernel
import Loop
import Proof
import Security
import Storage
import Wire

/// A small company of home goods lives some days while everything goes wrong that can: see ``WorldFault``. Everything follows from
/// the seed, so a run repeats to the last column on either engine.
public enum Simulation {
    /// Runs `orders` trades in the store, which must hold no company yet. A violated invariant ends the run and stands in the
    /// report with the seed and the commit. Throws ``SimulationError`` and ``StorageError``.
    public static func run(seed: UInt64, orders: Int, location: StoreLocation) async throws -> SimulationReport {
        let run = try SimulationRun(seed: seed, orders: orders, location: location, crashes: true, checksAll: true)
        return try await run.live()
    }

    /// Runs many seeds, `width` at a time, each in a store of its own that is erased before and after. `each` gets the reports in the
    /// order of the seeds; the sum of all is returned.
    public static func run(
        seeds: ClosedRange<UInt64>, orders: Int, width: Int, location: @escaping @Sendable (UInt64) -> StoreLocation,
        each: (SimulationReport) -> Void
    ) async throws -> SimulationReport {
        try await withThrowingTaskGroup(of: SimulationReport.self) { group in
            var waiting: [UInt64: SimulationReport] = [:]
            var next = seeds.lowerBound
            var due = seeds.lowerBound
            var sum: SimulationReport?
            func start(_ seed: UInt64) {
                group.addTask {
                    let place = location(seed)
                    try place.erase()
                    let report = try await run(seed: seed, orders: orders, location: place)
                    try place.erase()
                    return report
                }
            }
            while next <= seeds.upperBound, next - seeds.lowerBound < UInt64(max(1, width)) {
                start(next)
                next += 1
            }
            while let report = try await group.next() {
                if next <= seeds.upperBound {
                    start(next)
                    next += 1
                }
                waiting[report.seed] = report
                while let ready = waiting.removeValue(forKey: due) {
                    each(ready)
                    if sum == nil { sum = ready } else { sum?.add(ready) }
                    due += 1
                }
            }
            guard let sum else { preconditionFailure("a range of seeds is never empty") }
            return sum
        }
    }
}

public enum SimulationError: Error, Sendable, CustomStringConvertible {
    case storeInUse(location: StoreLocation)

    public var description: String {
        switch self {
        case .storeInUse(let location):
            "存储 \(location) 里已有公司,模拟需要空的存储 / the store \(location) holds a company already; a simulation takes an empty one"
        }
    }
}

/// One run: what comes next, what goes wrong with it, and what became of it.
final class SimulationRun {
    private let location: StoreLocation
    private let world: HomeGoodsCompany
    private let clock: SeededClock
    private let randomSource: SeededRandomSource
    private let ring: KeyRing
    private let watch: CommitWatch
    private let crashes: Bool
    private var random: SeededRandom
    private var autopilot: Autopilot
    private var replenishment: Replenishment
    private var faults: FaultMaker
    private var pickers: PickerLife
    private var transfers: TransferLife
    private var counts: CountLife
    private var returns: ReturnLife
    private var purchases: PurchaseLife
    private var agreement: AgreementLife
    private var otherStock: OtherStockLife
    private var orderControl: OrderControlLife
    private var business: BusinessLife
    private var report: SimulationReport
    private var company: Company?
    private var reader: (any Connection)?
    /// What is still to come, by its moment.
    private var coming: [WorldEvent] = []
    private var heldBack: [Command] = []
    private var firstAnswers: [ExternalKey: [DocumentNumber]] = [:]
    private var answerChain = HashChain.origin
    /// Events that one call brings at most, and commands that one commit takes: some companies are hasty, some slow.
    private let pace: Int
    private let groupLimits: ClosedRange<Int>
    private var sealedThrough: Day
    private var now: Moment
    /// Everything that was handed in, with its moment; see ``LawProperty``.
    private(set) var script: [(command: Command, at: Moment)] = []
    private(set) var answers: [Answer] = []

    init(seed: UInt64, orders: Int, location: StoreLocation, crashes: Bool, checksAll: Bool) throws {
        self.location = location
        self.crashes = crashes
        world = HomeGoodsCompany(seed: seed, scale: .small)
        now = world.opened.start.adding(seconds: 8 * 3600)
        sealedThrough = world.opened + -1
        clock = SeededClock(now)
        randomSource = SeededRandomSource(seed: seed)
        ring = WorldKeyRing.make(seed: seed)
        watch = CommitWatch(location, seed: seed, checksAll: checksAll)
        var random = SeededRandom(seed: seed &+ 0x51_4D)
        pace = random.number(in: 3...14)
        groupLimits = 2...random.number(in: 6...40)
        self.random = random
        autopilot = Autopilot(seed: seed, pageSize: 40, partialIn: 5)
        replenishment = Replenishment(company: world, seed: seed)
        faults = FaultMaker(company: world, seed: seed)
        pickers = PickerLife(company: world, seed: seed)
        transfers = TransferLife(company: world, seed: seed)
        counts = CountLife(company: world, seed: seed)
        returns = ReturnLife(company: world, seed: seed)
        purchases = PurchaseLife(company: world, seed: seed)
        agreement = AgreementLife(company: world, seed: seed)
        otherStock = OtherStockLife(company: world, seed: seed)
        orderControl = OrderControlLife(company: world, seed: seed)
        business = BusinessLife(company: world, seed: seed)
        report = SimulationReport(seed: seed, orders: orders, engine: location.engine)
        var stream = OrderStream(company: world, seed: seed, liveliness: 3)
        var moment = now
        for _ in 0..<orders {
            moment = moment.adding(seconds: Int64(self.random.number(in: 20...5_000)))
            coming += stream.trade(at: moment)
        }
        sortComing()
    }

    private func sortComing() {
        coming = coming.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    // MARK: The run

    func live() async throws -> SimulationReport {
        defer {
            reader?.close()
            watch.close()
        }
        do {
            try await found()
            while !coming.isEmpty { try await round() }
            try await drain()
            try await finish()
        } catch SimulationStop.violation {
            await company?.crash()
        }
        let seen = watch.seen
        report.commits = seen.commits
        report.checks = seen.checks
        report.states = seen.states
        report.violations += seen.violations
        report.faults[.crashUnanswered] = seen.crashes
        report.answerHash = StateHash.hex(answerChain)
        return report
    }

    private func open(groupLimit: Int) throws {
        let watch = watch
        company = try Company.open(
            location, clock: clock, keyRing: ring, random: randomSource, groupLimit: groupLimit, holder: "simulation",
            afterCommit: { try watch.afterCommit() })
    }

    private func found() async throws {
        try open(groupLimit: 1000)
        let reader = try location.connect(readOnly: true)
        self.reader = reader
        guard try reader.scalar("SELECT COUNT(*) FROM command") == 0 else { throw SimulationError.storeInUse(location: location) }
        try await submit(world.foundingCommands())
        if crashes {
            await company?.close()
            try open(groupLimit: random.number(in: groupLimits))
        }
    }

    /// What comes next, what the warehouse and the buyers do meanwhile, and what goes wrong; one call.
    private func round() async throws {
        var batch: [Command] = []
        for _ in 0..<min(coming.count, random.number(in: 1...pace)) {
            let event = coming.removeFirst()
            now = max(now, event.at)
            if random.happens(1, in: 14) {
                delay(event)
            } else {
                report.events[event.kind, default: 0] += 1
                batch.append(event.command)
            }
        }
        clock.advance(to: now)
        batch += heldBack
        heldBack = []
        batch += try sealing(through: now.day + -1)
        if random.happens(1, in: 2) { batch += world.timers() }
        if random.happens(2, in: 5), let reader {
            let issues = try autopilot.issues(reader, warehouses: world.warehouses.map(\.code), at: now)
            let some = Array(random.shuffled(issues).prefix(random.number(in: 1...12)))
            // Some pickers report late: by then the order may have been cancelled or changed.
            if random.happens(1, in: 4) { heldBack = some } else { batch += some }
        }
        if random.happens(1, in: 9), let reader {
            batch += try replenishment.receipts(reader, at: now, floor: 1, lot: 1...4, limit: 2)
        }
        if random.happens(1, in: 2), let reader { batch += try purchases.commands(reader, at: now) }
        if random.happens(1, in: 2), let reader { batch += try orderControl.commands(reader, at: now, faults: &report.faults) }
        if random.happens(1, in: 3), let reader { batch += try otherStock.commands(reader, at: now, faults: &report.faults) }
        if random.happens(1, in: 3), let reader { batch += try pickers.commands(reader, at: now, faults: &report.faults) }
        if random.happens(1, in: 2), let reader { batch += try transfers.commands(reader, at: now) }
        if random.happens(1, in: 2), let reader { batch += try agreement.commands(reader, at: now, faults: &report.faults) }
        if random.happens(2, in: 3), let reader { batch += try counts.commands(reader, at: now) }
        if random.happens(2, in: 3), let reader { batch += try returns.commands(reader, at: now) }
        if let reader { batch += try business.commands(reader, at: now) }
        for _ in 0..<random.number(in: 0...3) {
            guard let reader else { continue }
            // Of a few kinds what went wrong least so far, as far as there is something to make it of.
            let kinds = (0..<4).map { _ in random.pick(FaultMaker.kinds) }.enumerated()
                .sorted { (report.faults[$0.element, default: 0], $0.offset) < (report.faults[$1.element, default: 0], $1.offset) }
            for (_, fault) in kinds {
                let made = try faults.commands(fault, reader, at: now)
                guard !made.isEmpty else { continue }
                report.faults[fault, default: 0] += 1
                batch += made
                break
            }
        }
        if random.happens(1, in: 4), batch.count > 1 {
            report.faults[.reordering, default: 0] += 1
            batch = random.shuffled(batch)
        }
        if crashes, random.happens(1, in: 9) { watch.planCrash(after: random.number(in: 0...2)) }
        for command in batch { faults.remember(command) }
        try await submit(batch)
    }

    private func delay(_ event: WorldEvent) {
        report.faults[.lateArrival, default: 0] += 1
        var late = event
        late.at = event.at.adding(seconds: Int64(random.number(in: 600...30_000)))
        coming.append(late)
        sortComing()
    }

    private func sealing(through day: Day) throws -> [Command] {
        guard day > sealedThrough else { return [] }
        sealedThrough = day
        return world.books.map { book in
            Command(
                actor: Actor(name: "周会计", position: "会计", device: "PC-21"),
                external: ExternalKey(source: "seal", key: "\(book.code):\(day.text)", version: 1),
                body: .sealVouchers(book: book.code, through: day))
        }
    }

    /// Receives what is waited for and ships what can be shipped, until nothing moves.
    private func drain() async throws {
        if let reader { try await submit(try orderControl.releaseAll(reader)) }
        for _ in 0..<16 {
            guard let reader else { return }
            now = now.adding(seconds: 3_600)
            clock.advance(to: now)
            var batch = heldBack
            heldBack = []
            batch += try replenishment.receipts(reader, at: now, floor: 0, lot: 1...2, limit: 6)
            batch += try autopilot.issues(reader, warehouses: world.warehouses.map(\.code), at: now)
            batch += try purchases.remainder(reader, at: now)
            batch += try pickers.commands(reader, at: now, startsWaves: false, faults: &report.faults)
            batch += try transfers.rest(reader, at: now)
            batch += try counts.rest(reader, at: now)
            batch += try returns.rest(reader, at: now)
            if batch.isEmpty { return }
            try await submit(batch)
        }
    }

    private func finish() async throws {
        try await submit(try sealing(through: now.day + 1))
        await company?.close()
        guard let reader else { return }
        let place = "种子 seed \(report.seed), 结束 end"
        report.violations += CommitWatch.violations(try CompanyCheck.run(reader, deep: true), place: place)
        report.documents = try reader.scalar("SELECT position FROM head WHERE id = 1")
        for row in try reader.query("SELECT kind, COUNT(*) FROM log GROUP BY kind") {
            if let kind = DocumentKind(rawValue: row[0].integer) { report.kinds[kind] = row[1].integer }
        }
        report.vouchers = try reader.scalar("SELECT COUNT(*) FROM voucher")
        report.disputes = try reader.scalar("SELECT COUNT(*) FROM dispute")
        report.transferred = try reader.scalar("SELECT CAST(COALESCE(SUM(pieces), 0) AS BIGINT) FROM transit_line")
        report.transferredShort = try reader.scalar("SELECT CAST(COALESCE(SUM(short), 0) AS BIGINT) FROM transit_line")
        report.transferredFound = try reader.scalar("SELECT CAST(COALESCE(SUM(found), 0) AS BIGINT) FROM short_line")
        report.linkedReturns = try reader.scalar(
            "SELECT COUNT(*) FROM log r JOIN log s ON s.position = r.source WHERE r.kind = $1 AND s.kind = $1 AND r.command <> s.command",
            [.integer(DocumentKind.channelReturn.rawValue)])
        report.splitOrders = try reader.scalar(
            "SELECT COUNT(*) FROM (SELECT trade FROM reservation GROUP BY trade HAVING COUNT(DISTINCT warehouse) > 1) s")
        report.freedNotices = try reader.scalar(
            "SELECT COUNT(*) FROM log n JOIN log s ON s.position = n.source WHERE n.kind = $1 AND s.kind <> $2",
            [.integer(DocumentKind.deliveryNotice.rawValue), .integer(DocumentKind.salesOrder.rawValue)])
        report.violations += try doneTwice(reader).map { "\(place): \($0)" }
        report.stateHash = try StateHash.compute(reader)
    }

    /// Exactly once, read from the audit trail and the log: each version of an order was taken once, every channel order in the log
    /// was taken by a command, and what was answered as taken is there.
    private func doneTwice(_ reader: any Connection) throws -> [String] {
        var taken: Set<ExternalKey> = []
        var found: [String] = []
        let rows = try reader.query(
            """
            SELECT c.version, l.body FROM command c JOIN log l ON l.position = c.first
            WHERE c.kind = $1 AND c.outcome IN ($2, $3) ORDER BY c.sequence
            """, [4, .integer(Outcome.accepted.rawValue), .integer(Outcome.held.rawValue)])
        for row in rows {
            guard case .channelOrder(let order) = try Document(kind: .channelOrder, encoded: row[1].blob) else { continue }
            let key = ExternalKey(source: "shop:" + order.shop, key: order.externalID, version: row[0].integer)
            if !taken.insert(key).inserted { found.append("\(key) 执行了两次 / was done twice") }
        }
        // Orders that replace returned goods are our own and have no command of a channel.
        let stored = try reader.scalar(
            "SELECT COUNT(*) FROM log l JOIN command c ON c.sequence = l.command WHERE l.kind = $1 AND c.kind = 4",
            [.integer(DocumentKind.channelOrder.rawValue)])
        if stored != Int64(taken.count) {
            found.append("平台订单 \(stored) 张,命令 \(taken.count) 条 / \(stored) channel orders, \(taken.count) commands that took one")
        }
        for key in firstAnswers.keys where key.source.hasPrefix("shop:") && !taken.contains(key) {
            found.append("\(key) 已答复但不在日志 / was answered and is not in the log")
        }
        return found.sorted()
    }

    // MARK: Handing in

    /// Hands in commands until each is answered. After a crash the company is opened again and what nobody answered is handed in
    /// once more.
    private func submit(_ commands: [Command]) async throws {
        guard !commands.isEmpty else { return }
        for command in commands { script.append((command, now)) }
        while let company {
            do {
                let answers = try await company.submit(commands, at: now)
                for (command, answer) in zip(commands, answers) { note(command, answer) }
                return
            } catch SimulationStop.crash {
                try open(groupLimit: random.number(in: groupLimits))
            }
        }
    }

    private func note(_ command: Command, _ answer: Answer) {
        answers.append(answer)
        report.commands += 1
        report.outcomes[answer.outcome, default: 0] += 1
        if answer.outcome == .refused { report.refusals[answer.refusalCode, default: 0] += 1 }
        if case .releaseUnpaid = command.body { report.expired += answer.documents.count { $0.kind == .salesOrder } }
        var content = Array(answer.refusalCode.utf8)
        for number in answer.documents { content += Array(number.text.utf8) }
        answerChain = HashChain.link(after: answerChain, [answer.outcome.rawValue], content)
        if answer.outcome == .failed {
            report.violations.append("种子 seed \(report.seed): \(answer.chinese) / \(answer.english)")
        }
        guard let key = command.external, key.version > 0 else { return }
        switch answer.outcome {
        case .accepted, .held:
            if let first = firstAnswers[key] {
                report.violations.append(
                    "种子 seed \(report.seed): \(key) 执行了两次 / was done twice: \(first.map(\.text)), \(answer.documents.map(\.text))")
            }
            firstAnswers[key] = answer.documents
        case .duplicate:
            if let first = firstAnswers[key] {
                if first != answer.documents {
                    report.violations.append("种子 seed \(report.seed): \(key) 两次答复不同 / was answered in two ways")
                }
            } else {
                report.recovered += 1
                firstAnswers[key] = answer.documents
            }
        case .stale, .refused, .failed: break
        }
    }
}
