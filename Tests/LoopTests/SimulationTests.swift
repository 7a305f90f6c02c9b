import Documents
import Foundation
import Kernel
import Loop
import Storage
import Testing

@testable import World

/// Stores of their own for each test, on the engines that are there.
private enum Engines {
    static let postgres = ProcessInfo.processInfo.environment["TRIPOD_POSTGRES"]
    /// In continuous integration a missing server is a failure, elsewhere such tests are left out.
    static let hasPostgres = postgres != nil || ProcessInfo.processInfo.environment["TRIPOD_CI"] != nil

    static func sqlite() -> StoreLocation {
        .sqlite(path: FileManager.default.temporaryDirectory.appendingPathComponent("tripod-\(UUID().uuidString).db").path)
    }

    static func server() throws -> StoreLocation {
        let url = try #require(postgres, "TRIPOD_POSTGRES is not set")
        return .postgres(url: url, schema: "sim_" + UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased())
    }

    /// Runs `body` with stores that are gone afterwards.
    static func with<Value>(_ locations: [StoreLocation], _ body: ([StoreLocation]) async throws -> Value) async throws -> Value {
        defer { for location in locations { try? location.erase() } }
        return try await body(locations)
    }
}

@Suite("The seeded world")
struct SimulationTests {
    @Test("invariants hold after every commit, whatever goes wrong", arguments: [1, 2, 3] as [UInt64])
    func invariantsHold(seed: UInt64) async throws {
        let report = try await Engines.with([Engines.sqlite()]) {
            try await Simulation.run(seed: seed, orders: 25, location: $0[0])
        }
        #expect(report.violations == [])
        #expect(report.checks == report.commits)
        #expect(report.checks > 10)
        #expect(report.commands > 250)
    }

    @Test("a seed repeats to the last column")
    func seedRepeats() async throws {
        var reports: [SimulationReport] = []
        for seed in [11, 11, 12] as [UInt64] { reports.append(try await unwatched(seed: seed, orders: 25)) }
        #expect(reports[0].stateHash == reports[1].stateHash)
        #expect(reports[0].answerHash == reports[1].answerHash)
        #expect(reports[0].stateHash != reports[2].stateHash)
        #expect(reports[0].answerHash != reports[2].answerHash)
    }

    /// A run that verifies the invariants only at its end.
    private func unwatched(seed: UInt64, orders: Int) async throws -> SimulationReport {
        try await Engines.with([Engines.sqlite()]) {
            try await SimulationRun(seed: seed, orders: orders, location: $0[0], crashes: true, checksAll: false).live()
        }
    }

    @Test("many seeds run beside each other and are reported in their order")
    func manySeeds() async throws {
        var seen: [UInt64] = []
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tripod-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let sum = try await Simulation.run(
            seeds: 41...43, orders: 4, width: 2,
            location: { .sqlite(path: folder.appendingPathComponent("\($0).db").path) }, each: { seen.append($0.seed) })
        #expect(seen == [41, 42, 43])
        #expect(sum.violations == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test("both engines hold the same company", .enabled(if: Engines.hasPostgres), arguments: [5, 6] as [UInt64])
    func enginesAgree(seed: UInt64) async throws {
        let reports = try await Engines.with([Engines.sqlite(), try Engines.server()]) { locations in
            [
                try await Simulation.run(seed: seed, orders: 20, location: locations[0]),
                try await Simulation.run(seed: seed, orders: 20, location: locations[1]),
            ]
        }
        #expect(reports[0].violations == [])
        #expect(reports[1].violations == [])
        #expect(reports[0].stateHash == reports[1].stateHash)
        #expect(reports[0].answerHash == reports[1].answerHash)
        #expect(reports[0].commits == reports[1].commits)
    }

    @Test("a store that holds a company is left alone")
    func storeInUse() async throws {
        try await Engines.with([Engines.sqlite()]) { locations in
            _ = try await Simulation.run(seed: 1, orders: 2, location: locations[0])
            await #expect(throws: SimulationError.self) {
                _ = try await Simulation.run(seed: 1, orders: 2, location: locations[0])
            }
        }
    }

    @Test("few seeds together meet every fault and every refusal that can be reached")
    func coverage() async throws {
        var sum: SimulationReport?
        for seed in 21...28 as ClosedRange<UInt64> {
            let report = try await unwatched(seed: seed, orders: 60)
            if sum == nil { sum = report } else { sum?.add(report) }
        }
        let report = try #require(sum)
        #expect(report.violations == [])
        for fault in WorldFault.allCases { #expect(report.faults[fault, default: 0] > 0, "\(fault)") }
        for kind in WorldEvent.Kind.allCases { #expect(report.events[kind, default: 0] > 0, "\(kind)") }
        let reachable = [
            "badField", "unknownRecord", "conflict", "noSuchOrder", "alreadyCancelled", "alreadyShipped", "noSuchNotice", "noticeStopped",
            "noticeDone", "moreThanNoticed", "notInBin", "unbalanced",
        ]
        for code in reachable { #expect(report.refusals[code, default: 0] > 0, "\(code)") }
        #expect(report.recovered > 0)
        #expect(report.splitOrders > 0)
        #expect(report.disputes > 0)
        #expect(report.freedNotices > 0)
    }
}

@Suite("The law of the commit")
struct LawTests {
    @Test("any cutting gives the same rows and answers on SQLite", arguments: [31, 32] as [UInt64])
    func sqlite(seed: UInt64) async throws {
        let outcome = try await Engines.with([Engines.sqlite(), Engines.sqlite(), Engines.sqlite()]) {
            try await LawProperty.verify(seed: seed, orders: 40, locations: $0)
        }
        #expect(outcome.differences == [])
        #expect(Set(outcome.stateHashes).count == 1)
        #expect(outcome.commands > 300)
    }

    @Test("and on PostgreSQL", .enabled(if: Engines.hasPostgres), arguments: [34, 35] as [UInt64])
    func postgres(seed: UInt64) async throws {
        let locations = [Engines.sqlite(), try Engines.server(), try Engines.server()]
        let outcome = try await Engines.with(locations) {
            try await LawProperty.verify(seed: seed, orders: 25, locations: $0)
        }
        #expect(outcome.differences == [])
        #expect(Set(outcome.stateHashes).count == 1)
    }
}
