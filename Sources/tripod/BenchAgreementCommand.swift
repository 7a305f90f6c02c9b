import ArgumentParser
import Benchmarks
import Foundation

extension Bench {
    /// `tripod bench agreement`.
    struct FullAgreement: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "agreement", abstract: "全量三账核对 / the full agreement of the three ledgers.",
            discussion: "A store of that size is made in bulk, compared while it agrees, then with differences put into it.")

        @Option(help: "存储引擎 / the engine.")
        var engine = BenchEngine.sqlite

        @Option(help: "商品数 / number of items.")
        var items = 100_000

        @Option(help: "仓库数 / number of warehouses.")
        var warehouses = 3

        @Option(help: "SQLite: 存放文件的目录 / a folder; PostgreSQL: libpq 连接串 / connection string (TRIPOD_POSTGRES).")
        var store: String?

        @Flag(help: "输出 JSON / one JSON object.")
        var json = false

        func validate() throws {
            guard items > 0, warehouses > 0, warehouses <= 99 else {
                throw ValidationError("items 须大于 0,warehouses 为 1–99 / items above 0, 1 to 99 warehouses")
            }
        }

        func run() async throws {
            let (place, end) = try engine.place(store)
            defer { end() }
            let figures = try AgreementBench.run(
                engine: engine.rawValue, store: place, items: items, warehouses: warehouses, progress: { note($0) })
            print(json ? try AgreementText.object(figures.fields) : figures.text)
        }
    }
}
