import ArgumentParser
import Benchmarks
import Foundation
import Storage

extension Bench {
    struct LatePrice: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "late-price",
            abstract: "采购调价的用时 / how long a late price takes, however much has moved since.",
            discussion: """
                A late price of a receipt line with many later moves of its item, and a receipt of an item with none, in turn in one
                company. No figure is given unless the check is clean.
                """)

        @Option(help: "该商品之后的异动数 / later moves of the item.")
        var moves = 100_000

        @Option(help: "各测的单据数 / measured documents of each kind.")
        var rounds = 200

        @Option(help: "空的存储:SQLite 文件或 libpq 连接串#schema / an empty store; a throw-away file by default.")
        var store: String?

        @Flag(help: "输出 JSON / one JSON object.")
        var json = false

        func validate() throws {
            guard moves >= 0, rounds > 0 else { throw ValidationError("moves 不能为负,rounds 须大于 0 / moves not below 0, rounds above 0") }
        }

        func run() async throws {
            let own = "/var/tmp/tripod-late-price-\(UUID().uuidString).db"
            let location = StoreLocation(store ?? own)
            defer { if store == nil { try? location.erase() } }
            let report = try await LatePriceBench.run(.init(location: location, moves: moves, rounds: rounds, progress: { note($0) }))
            print(json ? report.json : report.table)
        }
    }
}
