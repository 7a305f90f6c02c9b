import ArgumentParser
import Foundation
import Storage
import World

/// `tripod demo`: thirty days of a company of home goods.
struct DemoMonthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "演示:一家多店多仓的家居公司经营三十天 / thirty days of a home-goods company with its shops and warehouses.")

    @Option(help: "种子 / the seed.")
    var seed: UInt64 = 8

    @Option(help: "天数 / days.")
    var days = 30

    @Option(help: "每天订单数 / orders a day.")
    var orders = 400

    @Option(help: "存储,已有数据会被清空;缺省 demo.db / the store, emptied first; demo.db when left out.")
    var store = "demo.db"

    func run() async throws {
        let location = StoreLocation(store)
        try location.erase()
        let pages = try await Demo.run(location: location, seed: seed, days: days, ordersPerDay: orders) { Output.line($0) }
        Output.line(pages)
    }
}
