import Foundation
import Kernel
import Loop
import Storage

/// `tripod bench order-to-voucher`: how fast an order becomes postings, beside the floor that the bare engine sets.
///
/// Ours and the floor run in turn on copies of one prepared store. A figure is given only when the floor wrote the very same rows
/// (a hash of every table) and the check is clean afterwards.
public struct OrderToVoucherBench {
    public struct Options: Sendable {
        public var engine: String
        /// A folder for SQLite files, or a libpq connection string.
        public var store: String
        public var orders: Int
        public var group: Int
        /// Pairs of ours and floor; 0 runs ours alone, without ratios.
        public var pairs: Int
        public var seed: UInt64
        /// Callers that hand in one order at a time; 0 leaves this part out.
        public var callers: Int
        /// Numbers of orders at which growth is measured.
        public var growth: [Int]
        /// The floor's program; nil takes the one beside this executable.
        public var floorProgram: String?
        public var progress: @Sendable (String) -> Void

        public init(
            engine: String, store: String, orders: Int, group: Int, pairs: Int = 5, seed: UInt64 = 20_260_401, callers: Int = 0,
            growth: [Int] = [], floorProgram: String? = nil, progress: @escaping @Sendable (String) -> Void = { _ in }
        ) {
            self.engine = engine
            self.store = store
            self.orders = orders
            self.group = group
            self.pairs = pairs
            self.seed = seed
            self.callers = callers
            self.growth = growth
            self.floorProgram = floorProgram
            self.progress = progress
        }
    }

    private let options: Options
    private let stores: BenchStores
    private let recording: String

    /// Runs the bench. Throws ``BenchError`` when the figures would not be worth anything.
    public static func run(_ options: Options) async throws -> BenchReport {
        let bench = OrderToVoucherBench(options)
        return try await bench.run()
    }

    private init(_ options: Options) {
        self.options = options
        let isServer = options.engine == "postgres"
        stores = BenchStores(place: isServer ? .server(options.store) : .folder(options.store))
        let folder = isServer ? FileManager.default.temporaryDirectory.path : options.store
        recording = folder + "/tripod-bench-\(ProcessInfo.processInfo.processIdentifier).recording"
    }

    private func run() async throws -> BenchReport {
        var report = BenchReport(engine: options.engine, orders: options.orders, group: options.group)
        defer { cleanUp() }
        let workload = BenchWorkload(orders: options.orders, seed: options.seed)
        let template = stores.location("template")
        try await setUp(template, workload)
        let before = try StoreContent(template, hashed: false)
        if options.pairs > 0 {
            try await runPairs(workload, template, before, &report)
        } else {
            try await runAlone(workload, template, before, &report)
        }
        if options.callers > 0 {
            options.progress("\(options.callers) 个并发调用者 / callers, one order at a time")
            let location = stores.location("callers")
            try stores.copy(template, to: location)
            report.callers = try await ConcurrentCallers(workload: workload, callers: options.callers, groupLimit: 500).run(on: location)
            try BenchCheck.requireClean(location)
            try location.erase()
        }
        for size in options.growth { report.growth.append(try await grow(to: size)) }
        return report
    }

    private func setUp(_ location: StoreLocation, _ workload: BenchWorkload) async throws {
        options.progress("准备公司 / setting up the company: \(BenchWorkload.items) items, \(workload.orders.count) orders")
        try location.erase()
        let company = try BenchRun.open(location, seed: workload.seed, groupLimit: 500)
        for (commands, group) in [(BenchCompany.masters(workload), 500), (BenchCompany.openingStock(workload), 20)] {
            for start in stride(from: 0, to: commands.count, by: group) {
                let part = Array(commands[start..<min(start + group, commands.count)])
                try BenchRun.require(try await company.submit(part, at: BenchRun.opening))
            }
        }
        await company.close()
    }

    // MARK: Ours beside the floor

    private func runPairs(
        _ workload: BenchWorkload, _ template: StoreLocation, _ before: StoreContent, _ report: inout BenchReport
    ) async throws {
        let program = try FloorProgram(path: options.floorProgram)
        let ours = stores.location("ours")
        let floor = stores.location("floor")
        options.progress("录制写集 / recording the write set")
        try stores.copy(template, to: ours)
        var run = BenchRun(workload: workload, group: options.group, location: ours, stores: stores, recording: recording)
        report.mostStatementsPerCommit = try await run.play().mostStatements
        run.recording = nil
        let recorded = try StoreContent(ours, hashed: true)

        for pair in 1...options.pairs {
            try stores.copy(template, to: ours)
            stores.settle()
            let figures = try await run.play()
            report.add(figures)
            try StoreContent.requireEqual(recorded, try StoreContent(ours, hashed: true))

            try stores.copy(template, to: floor)
            // The lease, as our side takes it before its clock starts.
            await (try BenchRun.open(floor, seed: workload.seed, groupLimit: 1)).crash()
            stores.settle()
            let floorFigures = try program.replay(recording, onto: floor)
            report.add(floor: floorFigures)
            try StoreContent.requireEqual(recorded, try StoreContent(floor, hashed: true))

            let reference = stores.location("reference")
            try reference.erase()
            report.add(
                reference: try program.reference(reference, orders: options.orders, group: options.group, settings: stores.settings))
            options.progress(report.pairLine(pair))
        }
        options.progress("检查 / check")
        try BenchCheck.requireClean(ours)
        report.set(before: before, after: recorded)
    }

    private func runAlone(
        _ workload: BenchWorkload, _ template: StoreLocation, _ before: StoreContent, _ report: inout BenchReport
    ) async throws {
        let ours = stores.location("ours")
        try stores.copy(template, to: ours)
        stores.settle()
        report.add(try await BenchRun(workload: workload, group: options.group, location: ours, stores: stores).play())
        try BenchCheck.requireClean(ours)
        report.set(before: before, after: try StoreContent(ours, hashed: false))
    }

    // MARK: Growth

    private func grow(to size: Int) async throws -> GrowthFigures {
        options.progress("增长 / growth: \(size)")
        let location = stores.location("growth")
        let workload = BenchWorkload(orders: size, seed: options.seed)
        try await setUp(location, workload)
        let before = try location.byteCount()
        let readers = try Readers(location)
        async let reading: Void = readers.read()
        let figures: RunFigures
        do {
            figures = try await BenchRun(workload: workload, group: options.group, location: location, stores: stores).play()
        } catch {
            readers.stop()
            await reading
            throw error
        }
        readers.stop()
        await reading
        let (reports, checks) = try readers.figures()
        try BenchCheck.requireClean(location)
        let bytes = try location.byteCount() - before
        try location.erase()
        return GrowthFigures(
            orders: size, ordersPerSecond: Double(size) / figures.wallSeconds, peakMemory: figures.peakMemory,
            peakWAL: figures.peakWAL, bytesPerOrder: Double(bytes) / Double(size), reports: reports, checks: checks)
    }

    private func cleanUp() {
        for name in ["template", "ours", "floor", "reference", "callers", "growth"] { try? stores.location(name).erase() }
        try? FileManager.default.removeItem(atPath: recording)
    }
}
