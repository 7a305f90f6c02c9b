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
        for seed in 21...34 as ClosedRange<UInt64> {
            let report = try await unwatched(seed: seed, orders: 60)
            if sum == nil { sum = report } else { sum?.add(report) }
        }
        let report = try #require(sum)
        #expect(report.violations == [])
        for fault in WorldFault.allCases { #expect(report.faults[fault, default: 0] > 0, "\(fault)") }
        for kind in WorldEvent.Kind.allCases { #expect(report.events[kind, default: 0] > 0, "\(kind)") }
        let reachable = [
            "badField", "unknownRecord", "conflict", "noSuchOrder", "alreadyCancelled", "alreadyShipped", "noSuchNotice", "noticeStopped",
            "noticeDone", "moreThanNoticed", "notInBin", "unbalanced", "movedAlready", "makerIsChecker", "decidedAlready",
            "transferNotAvailable", "transferStopped", "moreThanUnderWay", "transferPricedInBook",
            "moreThanOrdered", "moreThanAccepted", "noticeClosed", "moreThanReceived", "suppliersNotice", "goodsReceived", "orderEnded",
            "unloaded", "noWeight", "notAvailable", "notFree", "openingUnbalanced", "openingOfStock", "otherBook", "waitsForMark",
            "differentRecipient", "notInPlan", "recounterIsCounter", "binsNotCounted", "recountNeeded", "countingOver",
            "causeUnfit", "claimsExceedLoss", "beingDecided", "settledAlready", "moreMissingThanOpen",
            "nothingToReturn", "noSuchLine", "moreThanShipped", "returnStarted", "returnEnded", "notOfThisOrder", "moreCameThanShipped",
            "moreMissingThanExpected", "beingIntercepted", "unknownParcel", "heldAlready", "recordedAlready", "allowanceStands",
            "notDue", "notOutside", "claimAhead", "claimBeforeMirror", "claimedTwice", "closedAlready", "isClosing", "noReason",
        ]
        for code in reachable { #expect(report.refusals[code, default: 0] > 0, "\(code)") }
        for kind in DocumentKind.allCases { #expect(report.kinds[kind, default: 0] > 0, "\(kind)") }
        #expect(report.recovered > 0)
        #expect(report.splitOrders > 0)
        #expect(report.disputes > 0)
        #expect(report.freedNotices > 0)
        #expect(report.transferred > 0 && report.transferredShort > 0 && report.transferredFound > 0)
        #expect(report.expired > 0)
        #expect(report.linkedReturns > 0)
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

@Suite("Commands that would run over")
struct HostileCommandTests {
    @Test("are refused alone, and their neighbours do not notice")
    func bounds() async throws {
        try await Engines.with([Engines.sqlite()]) { locations in
            let world = HomeGoodsCompany(seed: 7, scale: .small)
            let start = world.opened.start
            let company = try Company.open(
                locations[0], clock: SeededClock(start), keyRing: WorldKeyRing.make(seed: 7), random: SeededRandomSource(seed: 7),
                holder: "test")
            _ = try await company.submit(world.foundingCommands(), at: start)
            let worst = Money(fen: .max)
            let changes: [@Sendable (inout ChannelOrder) -> Void] = [
                { $0.freight = worst }, { $0.lines[0].freight = worst }, { $0.lines[0].freight = Money(fen: .min) },
                { $0.discounts = [BorneDiscount(party: "", amount: worst), BorneDiscount(party: "", amount: worst)] },
                { $0.lines[0].discounts = [BorneDiscount(party: "", amount: worst), BorneDiscount(party: "", amount: worst)] },
                { $0.payments = [.init(sequence: 1, means: "a", amount: worst), .init(sequence: 2, means: "b", amount: worst)] },
                { $0.placedAt = Moment(milliseconds: .max) }, { $0.paidAt = Moment(milliseconds: .min) },
                { $0.channelState = "a\0b" }, { $0.externalID = "a\0b" },
                {
                    $0.lines = Array(repeating: $0.lines[0], count: 200).map { line in
                        var line = line
                        line.amount = Money(fen: 1_000_000_000_000_00)
                        return line
                    }
                },
            ]
            var stream = OrderStream(company: world, seed: 7)
            var commands: [Command] = []
            for change in changes {
                for event in stream.trade(at: start.adding(seconds: 60)) where commands.count < changes.count * 2 {
                    guard case .channelOrder(var order) = event.command.body, event.kind == .paidOrder else { continue }
                    commands.append(event.command)
                    order.externalID = "H" + order.externalID
                    change(&order)
                    var hostile = event.command
                    hostile.body = .channelOrder(order)
                    commands.append(hostile)
                }
            }
            let good = world.goods[0]
            let receipt = PurchaseReceipt(
                warehouse: "GZ", supplier: world.suppliers[0].code, happenedAt: start,
                lines: [StockLine(line: 1, item: good.code, pieces: 1, amount: worst)])
            commands.append(
                Command(
                    actor: commands[0].actor, external: ExternalKey(source: "receiving", key: "H", version: 1),
                    body: .purchaseReceipt(receipt)))
            let answers = try await company.submit(commands, at: start.adding(seconds: 120))
            await company.close()
            let refused = answers.filter { $0.outcome == .refused }
            #expect(refused.allSatisfy { $0.refusalCode == "badField" })
            let orders = commands.count - 1
            #expect(refused.count == orders / 2 + 1)
            #expect(answers.count { $0.outcome == .accepted || $0.outcome == .held } == orders / 2)
        }
    }
}
