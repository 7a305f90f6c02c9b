import Documents
import Kernel
import Loop
import Storage
import Wire
import World

/// What one run over a workload took, both measured phases together.
struct RunFigures: Sendable {
    var pushSeconds = 0.0
    var issueSeconds = 0.0
    var cpuSeconds = 0.0
    var commands = 0
    var commits = 0
    var statements = 0
    /// How often a group was decided until every row it needs was read.
    var passes = 0
    var mostStatements = 0
    /// Rows inserted since the setup, those between the phases included.
    var rowsInserted = 0
    var peakMemory: Int64 = 0
    var peakWAL: Int64 = 0

    var wallSeconds: Double { pushSeconds + issueSeconds }
}

/// One run: push → notice, then (after cancellations and a receipt, which are not measured) issue → postings.
struct BenchRun {
    let workload: BenchWorkload
    let group: Int
    let location: StoreLocation
    let stores: BenchStores
    /// Where the write set is recorded; nil does not record.
    var recording: String?

    static let holder = "bench"
    /// When the company is opened: the lease that this gives is part of the compared rows.
    static let opening = BenchWorkload.firstDay.start

    static func open(_ location: StoreLocation, seed: UInt64, groupLimit: Int) throws -> Company {
        try Company.open(
            location, clock: SeededClock(opening), keyRing: WorldKeyRing.make(seed: seed), random: SeededRandomSource(seed: seed),
            groupLimit: groupLimit, holder: holder)
    }

    /// Leaves the store as a crash would, with its head row as the last commit wrote it.
    func play() async throws -> RunFigures {
        let company = try Self.open(location, seed: workload.seed, groupLimit: group)
        if let recording { try await WriteRecording.begin(recording, of: company, stores.settings) }
        let wal = try stores.walReader(location)
        var figures = RunFigures()
        let first = await company.figures()
        ProcessFigures.forgetPeakMemory()

        let pushes = workload.pushes
        let placed = workload.orders.map(\.placedAt)
        try await measure(pushes, at: { placed[$0] }, company, wal, &figures, \.pushSeconds)

        let evening = (placed.last ?? Self.opening).adding(seconds: 600)
        let between = BenchCompany.between(workload, at: evening)
        for start in stride(from: 0, to: between.count, by: group) {
            let part = Array(between[start..<min(start + group, between.count)])
            try Self.require(try await company.submit(part, at: evening))
        }
        let issues = try openNotices().enumerated().map { index, notice -> ([UInt8], Moment) in
            let at = evening.adding(seconds: Int64(index) * 86_400 / Int64(BenchWorkload.ordersPerDay))
            return (BenchCompany.issue(notice: notice, at: at), at)
        }
        let moments = issues.map(\.1)
        try await measure(issues.map(\.0), at: { moments[$0] }, company, wal, &figures, \.issueSeconds)

        figures.peakMemory = ProcessFigures.peakMemory()
        figures.peakWAL = max(figures.peakWAL, try wal.total())
        let last = await company.figures()
        figures.rowsInserted = last.rowsInserted - first.rowsInserted
        if recording != nil { try await WriteRecording.end(company) }
        await company.crash()
        return figures
    }

    /// Hands in groups one after the other; the next one is parsed while the last is being committed.
    private func measure(
        _ bytes: [[UInt8]], at moment: (Int) -> Moment, _ company: Company, _ wal: WALReader, _ figures: inout RunFigures,
        _ seconds: WritableKeyPath<RunFigures, Double>
    ) async throws {
        let group = self.group
        func parsed(_ start: Int) throws -> [Command] {
            try bytes[start..<min(start + group, bytes.count)].map { try Command.decode($0).command }
        }
        let before = await company.figures()
        var statements = before.statements
        if recording != nil { await WriteRecording.mark(company, measured: true) }
        let cpu = ProcessFigures.cpuSeconds()
        let wall = ProcessFigures.wallSeconds()
        var next = try parsed(0)
        var start = 0
        while start < bytes.count {
            let commands = next
            let at = moment(min(start + group, bytes.count) - 1)
            async let answers = company.submit(commands, at: at)
            start += group
            if start < bytes.count { next = try parsed(start) }
            try Self.require(try await answers)
            figures.peakWAL = max(figures.peakWAL, wal.now)
            if recording != nil {
                let now = await company.figures().statements
                figures.mostStatements = max(figures.mostStatements, now - statements)
                statements = now
            }
        }
        figures[keyPath: seconds] += ProcessFigures.wallSeconds() - wall
        figures.cpuSeconds += ProcessFigures.cpuSeconds() - cpu
        if recording != nil { await WriteRecording.mark(company, measured: false) }
        let after = await company.figures()
        figures.commands += after.commands - before.commands
        figures.commits += after.commits - before.commits
        figures.statements += after.statements - before.statements
        figures.passes += after.passes - before.passes
    }

    /// Every command of the bench is one that must be taken.
    static func require(_ answers: [Answer]) throws {
        for answer in answers where answer.outcome != .accepted {
            throw BenchError.setup(message: "\(answer.outcome): \(answer.english)")
        }
    }

    /// What the pickers still have to do, oldest first.
    private func openNotices() throws -> [Int64] {
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        return try reader.query("SELECT DISTINCT notice FROM task_line WHERE open > 0 ORDER BY notice").map { $0[0].integer }
    }
}
