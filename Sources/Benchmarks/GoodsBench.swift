import Documents
import Foundation
import Kernel
import Loop
import Storage
import Wire

/// `tripod bench goods`: lines of receipts, returns, transfers and counts per second, beside the floor that the bare engine sets by writing
/// the same rows in the same commits.
public struct GoodsBench {
    public struct Options: Sendable {
        public var engine: String
        /// A folder for SQLite files, or a libpq connection string.
        public var store: String
        public var flows: [GoodsFlow]
        /// Documents of each flow, of twenty lines each; returns have as many orders as the others have lines in ten documents.
        public var documents: Int
        /// Commands a commit.
        public var group: Int
        public var pairs: Int
        public var floorProgram: String?
        public var progress: @Sendable (String) -> Void

        public init(
            engine: String, store: String, flows: [GoodsFlow] = GoodsFlow.allCases, documents: Int, group: Int, pairs: Int,
            floorProgram: String? = nil, progress: @escaping @Sendable (String) -> Void
        ) {
            self.engine = engine
            self.store = store
            self.flows = flows
            self.documents = documents
            self.group = group
            self.pairs = pairs
            self.floorProgram = floorProgram
            self.progress = progress
        }
    }

    /// Medians over the pairs of one flow.
    public struct Figures: Sendable {
        public let flow: GoodsFlow
        public let lines: Int
        public let commands: Int
        public let linesPerSecond: Double
        public let microseconds: Double
        public let floorLinesPerSecond: Double
        public let floorMicroseconds: Double
        /// Ours in lines per second, of the floor's.
        public var wallRatio: Double { floorLinesPerSecond > 0 ? linesPerSecond / floorLinesPerSecond : 0 }
        /// The floor's CPU a line, of ours.
        public var cpuRatio: Double { microseconds > 0 ? floorMicroseconds / microseconds : 0 }
    }

    public struct Report: Sendable {
        public let engine: String
        public let flows: [Figures]

        public var table: String {
            let rows = flows.map { flow in
                let words = "\(flow.flow.chinese) \(flow.flow.rawValue)".padding(toLength: 20, withPad: " ", startingAt: 0)
                return words
                    + String(
                        format: "%8d %10.0f %10.0f %8.1f %8.1f %8.3f %8.3f", flow.lines, flow.linesPerSecond, flow.floorLinesPerSecond,
                        flow.microseconds, flow.floorMicroseconds, flow.wallRatio, flow.cpuRatio)
            }
            return """
                货物流程 goods               引擎 engine \(engine)
                                       行 lines   行/秒 l/s  基线 floor  µs cpu  基线 floor  wall     cpu
                \(rows.joined(separator: "\n"))
                """
        }

        public var json: String {
            let rows = flows.map { flow in
                String(
                    format:
                        "{\"flow\":\"%@\",\"lines\":%d,\"commands\":%d,\"lines_per_second\":%.0f,\"floor_lines_per_second\":%.0f,\"cpu_us_per_line\":%.1f,\"floor_cpu_us_per_line\":%.1f,\"wall_ratio\":%.3f,\"cpu_ratio\":%.3f}",
                    flow.flow.rawValue, flow.lines, flow.commands, flow.linesPerSecond, flow.floorLinesPerSecond, flow.microseconds,
                    flow.floorMicroseconds, flow.wallRatio, flow.cpuRatio)
            }
            return "{\"bench\":\"goods\",\"engine\":\"\(engine)\",\"flows\":[\(rows.joined(separator: ","))]}"
        }
    }

    private let options: Options
    private let stores: BenchStores
    private let recording: String
    private let workload: BenchWorkload
    private let moment: Moment

    /// Runs each flow on copies of one store. No figure is given unless the floor wrote the same rows and the check is clean.
    public static func run(_ options: Options) async throws -> Report {
        let bench = GoodsBench(options)
        defer { bench.cleanUp() }
        return try await bench.run()
    }

    private init(_ options: Options) {
        self.options = options
        let isServer = options.engine == "postgres"
        stores = BenchStores(place: isServer ? .server(options.store) : .folder(options.store))
        let folder = isServer ? FileManager.default.temporaryDirectory.path : options.store
        recording = folder + "/tripod-bench-\(ProcessInfo.processInfo.processIdentifier).recording"
        // Returns come from orders that one warehouse ships at once.
        workload = BenchWorkload(orders: max(1, options.documents * GoodsFlow.lines / 2), seed: 20_260_401)
        moment = BenchRun.opening.adding(seconds: 30 * 86_400)
    }

    private func cleanUp() {
        for name in ["template", "goods", "ours", "floor"] { try? stores.location(name).erase() }
        try? FileManager.default.removeItem(atPath: recording)
    }

    private func run() async throws -> Report {
        let program = options.pairs > 0 ? try FloorProgram(path: options.floorProgram) : nil
        let template = stores.location("template")
        options.progress("准备公司 / setting up the company: \(BenchWorkload.items) items")
        try template.erase()
        try await submit(
            [(BenchCompany.masters(workload), 500), (BenchCompany.openingStock(workload), 20)], to: template, at: BenchRun.opening)
        var flows: [Figures] = []
        for flow in options.flows { flows.append(try await measure(flow, template, program)) }
        return Report(engine: options.engine, flows: flows)
    }

    private func submit(_ steps: [(commands: [Command], group: Int)], to location: StoreLocation, at moment: Moment) async throws {
        let company = try BenchRun.open(location, seed: workload.seed, groupLimit: 500)
        for (commands, group) in steps {
            for start in stride(from: 0, to: commands.count, by: group) {
                let part = Array(commands[start..<min(start + group, commands.count)])
                try BenchRun.require(try await company.submit(part, at: moment))
            }
        }
        await company.close()
    }

    private func measure(_ flow: GoodsFlow, _ template: StoreLocation, _ program: FloorProgram?) async throws -> Figures {
        options.progress("\(flow.chinese) / \(flow.rawValue)")
        let prepared = stores.location("goods")
        try stores.copy(template, to: prepared)
        let preparation = flow.preparation(workload, at: moment)
        if !preparation.isEmpty {
            try await submit(preparation.map { ($0, 100) }, to: prepared, at: moment)
            let reader = try prepared.connect(readOnly: true)
            let notices = try reader.query("SELECT DISTINCT notice FROM task_line WHERE open > 0 ORDER BY notice").map { $0[0].integer }
            reader.close()
            let issues = try notices.map { try Command.decode(BenchCompany.issue(notice: $0, at: moment)).command }
            try await submit([(issues, 100)], to: prepared, at: moment)
        }
        let (steps, lines) = flow.steps(workload, documents: options.documents, at: moment)
        let ours = stores.location("ours")
        let floor = stores.location("floor")
        var own: [(wall: Double, cpu: Double)] = []
        var floors: [FloorProgram.Figures] = []
        if let program {
            try stores.copy(prepared, to: ours)
            _ = try await play(steps, on: ours, isRecorded: true)
            let recorded = try StoreContent(ours, hashed: true)
            for _ in 1...options.pairs {
                try stores.copy(prepared, to: ours)
                stores.settle()
                own.append(try await play(steps, on: ours, isRecorded: false))
                try StoreContent.requireEqual(recorded, try StoreContent(ours, hashed: true))
                try stores.copy(prepared, to: floor)
                await (try BenchRun.open(floor, seed: workload.seed, groupLimit: 1)).crash()
                stores.settle()
                floors.append(try program.replay(recording, onto: floor))
                try StoreContent.requireEqual(recorded, try StoreContent(floor, hashed: true))
            }
        } else {
            try stores.copy(prepared, to: ours)
            own.append(try await play(steps, on: ours, isRecorded: false))
        }
        options.progress("检查 / check")
        try BenchCheck.requireClean(ours)
        func rate(_ seconds: [Double]) -> Double {
            let middle = median(seconds)
            return middle > 0 ? Double(lines) / middle : 0
        }
        func each(_ seconds: [Double]) -> Double { seconds.isEmpty ? 0 : median(seconds) * 1e6 / Double(lines) }
        return Figures(
            flow: flow, lines: lines, commands: steps.reduce(0) { $0 + $1.count }, linesPerSecond: rate(own.map(\.wall)),
            microseconds: each(own.map(\.cpu)), floorLinesPerSecond: floors.isEmpty ? 0 : rate(floors.map(\.wallSeconds)),
            floorMicroseconds: each(floors.map(\.cpuSeconds)))
    }

    /// Every command is one that must be taken; the store is left as a crash would leave it.
    private func play(_ steps: [[Command]], on location: StoreLocation, isRecorded: Bool) async throws -> (wall: Double, cpu: Double) {
        let company = try BenchRun.open(location, seed: workload.seed, groupLimit: options.group)
        if isRecorded {
            try await WriteRecording.begin(recording, of: company, stores.settings)
            await WriteRecording.mark(company, measured: true)
        }
        let cpu = ProcessFigures.cpuSeconds()
        let wall = ProcessFigures.wallSeconds()
        for commands in steps {
            for start in stride(from: 0, to: commands.count, by: options.group) {
                let part = Array(commands[start..<min(start + options.group, commands.count)])
                try BenchRun.require(try await company.submit(part, at: moment))
            }
        }
        let figures = (ProcessFigures.wallSeconds() - wall, ProcessFigures.cpuSeconds() - cpu)
        if isRecorded {
            await WriteRecording.mark(company, measured: false)
            try await WriteRecording.end(company)
        }
        await company.crash()
        return figures
    }
}
