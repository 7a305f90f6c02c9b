import ArgumentParser
import Benchmarks

extension Bench {
    struct Goods: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "goods",
            abstract: "入库、退货、调拨、盘点每秒行数 / lines of receipts, returns, transfers and counts per second.",
            discussion: """
                Each flow from its first request to its last posting, beside the floor (floor-replay: the same rows in the same commits
                through the bare engine), on copies of one store. No figure is given unless both wrote the same rows and the check is clean.
                """)

        @Option(help: "存储引擎 / the engine.")
        var engine = BenchEngine.sqlite

        @Option(help: "只测这些流程,以逗号分隔 / only these flows, parted by commas: receipts,returns,transfers,counts.")
        var flows = GoodsFlow.allCases.map(\.rawValue).joined(separator: ",")

        @Option(help: "每个流程的单据数,每张 20 行 / documents of each flow, of 20 lines.")
        var documents = 250

        @Option(help: "每次提交的命令数 / commands a commit.")
        var group = 50

        @Option(help: "与基线成对运行的次数,0 只运行我们 / pairs of ours and floor; 0 runs ours alone.")
        var pairs = 3

        @Option(
            help: "SQLite: 存放文件的目录 / a folder for the files; PostgreSQL: libpq 连接串 / connection string (TRIPOD_POSTGRES).")
        var store: String?

        @Option(help: "基线程序 / the floor's program; by default floor-replay beside this one.")
        var floor: String?

        @Flag(help: "输出 JSON / one JSON object.")
        var json = false

        func validate() throws {
            guard documents > 0, group > 0, pairs >= 0 else {
                throw ValidationError("documents 与 group 须大于 0,pairs 不能为负 / documents and group above 0, pairs not below 0")
            }
            _ = try chosen()
        }

        private func chosen() throws -> [GoodsFlow] {
            try flows.split(separator: ",").map {
                guard let flow = GoodsFlow(rawValue: String($0)) else { throw ValidationError("--flows: \($0)") }
                return flow
            }
        }

        func run() async throws {
            let (place, end) = try engine.place(store)
            defer { end() }
            let report = try await GoodsBench.run(
                .init(
                    engine: engine.rawValue, store: place, flows: try chosen(), documents: documents, group: group, pairs: pairs,
                    floorProgram: floor, progress: { note($0) }))
            print(json ? report.json : report.table)
        }
    }
}
