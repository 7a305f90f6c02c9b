import ArgumentParser
import Foundation
import Storage
import World

/// `tripod simulate --seed N --orders M`
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "以种子运行模拟公司,每次提交后核对全部不变式 / run the seeded company with faults, all invariants checked after every commit.")

    @Option(help: "种子 / the seed.")
    var seed: UInt64 = 1

    @Option(help: "从该种子起运行的次数 / how many seeds, from that one on.")
    var seeds = 1

    @Option(help: "订单数 / orders of each run.")
    var orders = 60

    @Option(help: "存储;缺省为临时 SQLite 文件 / the store, emptied first; a temporary SQLite file when left out.")
    var store: String?

    @Flag(help: "同时验证批次切分律 / also verify that any cutting into batches gives the same rows and answers.")
    var law = false

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tripod-simulate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let location = store.map { StoreLocation($0) } ?? .sqlite(path: folder.appendingPathComponent("company.db").path)
        let began = ContinuousClock().now
        var total: SimulationReport?
        var failed: [UInt64] = []
        for seed in seed..<(seed + UInt64(seeds)) {
            try location.erase()
            let report = try await Simulation.run(seed: seed, orders: orders, location: location)
            if seeds == 1 { Output.line(report.text) } else { Output.line("\(seed) \(report.stateHash) \(report.isClean ? "✓" : "✗")") }
            if !report.isClean {
                failed.append(seed)
                for violation in report.violations.prefix(5) { Output.line("  " + violation) }
            }
            if total == nil { total = report } else { total?.add(report) }
            if law { try await verifyLaw(seed, location, folder, &failed) }
        }
        if seeds > 1, let total { Output.line(total.text) }
        Output.line(
            "\(seeds) 个种子 seeds · \(failed.isEmpty ? "全部通过 all clean" : "失败 failed: \(failed)") · \((ContinuousClock().now - began).formatted(.units(allowed: [.minutes, .seconds], width: .narrow)))"
        )
        if !failed.isEmpty { throw ExitCode(1) }
    }

    private func verifyLaw(_ seed: UInt64, _ location: StoreLocation, _ folder: URL, _ failed: inout [UInt64]) async throws {
        let places = ["first", "second", "third"].map { name -> StoreLocation in
            switch location {
            case .sqlite: .sqlite(path: folder.appendingPathComponent("law-\(name).db").path)
            case .postgres(let url, let schema): .postgres(url: url, schema: schema + "_law_" + name)
            }
        }
        for place in places { try place.erase() }
        let outcome = try await LawProperty.verify(seed: seed, orders: orders, locations: places)
        for place in places { try place.erase() }
        Output.line("  批次切分律 law of batches: \(outcome.commands) commands, calls \(outcome.calls) \(outcome.holds ? "✓" : "✗")")
        if !outcome.holds {
            failed.append(seed)
            for difference in outcome.differences.prefix(5) { Output.line("  " + difference) }
        }
    }
}
