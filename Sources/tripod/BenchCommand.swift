import ArgumentParser
import Benchmarks
import Foundation

/// `tripod bench`: how fast, beside the floor that the bare engine sets.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "测量速度 / measure how fast it is, beside the bare engine.",
        subcommands: [OrderToVoucher.self, LatePrice.self, Goods.self, FullAgreement.self])

    struct OrderToVoucher: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "order-to-voucher",
            abstract: "从订单到凭证 / from the push of an order to its postings.",
            discussion: """
                Ours and the floor (floor-replay: the same rows in the same commits through the bare engine) run in turn on copies
                of one store. No figure is given unless both wrote the same rows and the check is clean.
                """)

        @Option(help: "存储引擎 / the engine.")
        var engine = BenchEngine.sqlite

        @Option(help: "订单数 / number of orders.")
        var orders = 10_000

        @Option(help: "每次提交的命令数 / commands a commit.")
        var group = 100

        @Option(help: "与基线成对运行的次数,0 只运行我们 / pairs of ours and floor; 0 runs ours alone.")
        var pairs = 5

        @Option(help: "种子 / the seed.")
        var seed: UInt64 = 20_260_401

        @Option(help: "另测并发逐单的调用者数 / also measure this many callers with one order at a time.")
        var callers = 0

        @Option(help: "另测增长,订单数以逗号分隔 / also measure growth at these numbers of orders, parted by commas.")
        var growth = ""

        @Option(
            help: "SQLite: 存放文件的目录 / a folder for the files; PostgreSQL: libpq 连接串 / connection string (TRIPOD_POSTGRES).")
        var store: String?

        @Option(help: "基线程序 / the floor's program; by default floor-replay beside this one.")
        var floor: String?

        @Flag(help: "输出 JSON / one JSON object.")
        var json = false

        func validate() throws {
            guard orders > 0, group > 0, pairs >= 0, callers >= 0 else {
                throw ValidationError("orders 与 group 须大于 0,pairs 与 callers 不能为负 / orders and group above 0, the others not below 0")
            }
            _ = try sizes()
        }

        private func sizes() throws -> [Int] {
            try growth.split(separator: ",").map {
                guard let size = Int($0), size > 0 else { throw ValidationError("--growth: \($0)") }
                return size
            }
        }

        func run() async throws {
            let (place, end) = try engine.place(store)
            defer { end() }
            let report = try await OrderToVoucherBench.run(
                .init(
                    engine: engine.rawValue, store: place, orders: orders, group: group, pairs: pairs, seed: seed, callers: callers,
                    growth: try sizes(), floorProgram: floor, progress: { note($0) }))
            print(json ? report.json : report.table)
        }
    }
}

/// The engine that a bench measures, and where it keeps its stores.
enum BenchEngine: String, ExpressibleByArgument, CaseIterable {
    case sqlite, postgres

    /// The folder or connection string that the caller named, else one of our own; `end` removes what was made for this run.
    func place(_ store: String?) throws -> (place: String, end: () -> Void) {
        if self == .postgres {
            guard let url = store ?? ProcessInfo.processInfo.environment["TRIPOD_POSTGRES"] else {
                throw ValidationError("请给出 --store 或 TRIPOD_POSTGRES / give --store or TRIPOD_POSTGRES (scripts/with-postgres sets it)")
            }
            return (url, {})
        }
        let folder = store ?? "/var/tmp/tripod-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return (folder, { if store == nil { try? FileManager.default.removeItem(atPath: folder) } })
    }
}
