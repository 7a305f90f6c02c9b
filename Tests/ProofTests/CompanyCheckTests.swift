import Foundation
import Proof
import Security
import Storage
import Synchronization
import Testing

@Suite("Checks of a company")
struct CompanyCheckTests {
    @Test("a company that only its own code wrote is sound", arguments: Engine.available)
    func sound(engine: Engine) async throws {
        try await engine.withCompany(orders: 80) { location in
            let connection = try location.connect(readOnly: true)
            defer { connection.close() }
            let findings = try CompanyCheck.run(connection, keyRing: SmallCompany.keyRing)
            for finding in findings { #expect(finding.unexplained == 0, "\(finding.invariant): \(finding.samples)") }
            #expect(findings.count == 14)
            for finding in findings { #expect(finding.examined > 0, "\(finding.invariant) examined nothing") }
            #expect(CompanyCheck.isClean(findings))
        }
    }

    @Test("a check beside a company that is being written finds nothing", arguments: Engine.available)
    func beside(engine: Engine) async throws {
        let location = try engine.makeLocation()
        defer { try? location.erase() }
        let isDone = Mutex(false)
        let writing = Task {
            defer { isDone.withLock { $0 = true } }
            let small = try await SmallCompany.make(location, orders: 60)
            await small.company.close()
        }
        var checks = 0
        var rest = Duration.milliseconds(200)
        while !isDone.withLock({ $0 }) {
            // Other tests want the processors, too.
            try await Task.sleep(for: rest)
            // Until the company is founded there is nothing to check.
            guard let connection = try? location.connect(readOnly: true) else { continue }
            defer { connection.close() }
            guard (try? connection.scalar("SELECT position FROM head")) ?? 0 > 0 else { continue }
            let began = ContinuousClock.now
            for finding in try CompanyCheck.run(connection, keyRing: SmallCompany.keyRing) {
                #expect(finding.unexplained == 0, "\(finding.invariant): \(finding.samples)")
            }
            rest = max(rest, (ContinuousClock.now - began) * 3)
            checks += 1
        }
        try await writing.value
        #expect(checks > 0)
    }

    @Test("planted faults are noticed and mutations do not survive", arguments: Engine.available)
    func selfTest(engine: Engine) async throws {
        try await engine.withCompany(orders: 60) { location in
            let report = try SelfTest.run(location, mutations: 150, seed: 42, keyRing: SmallCompany.keyRing)
            for fault in report.faults { #expect(fault.isNoticed, "\(fault.invariant) stayed silent: \(fault.english)") }
            #expect(Set(report.faults.map(\.invariant)).count == 14)
            #expect(report.mutations == 150)
            #expect(report.score >= 99, "\(report.survivors.map(\.mutation))")
            // The company itself was only read.
            let connection = try location.connect(readOnly: true)
            defer { connection.close() }
            #expect(CompanyCheck.isClean(try CompanyCheck.run(connection)))
        }
    }

    @Test("an unsound company cannot judge its checks")
    func unsound() async throws {
        try await Engine.sqlite.withCompany(orders: 20) { location in
            let connection = try location.connect()
            try connection.execute("UPDATE balance SET debit = debit + 1 WHERE account = 1122")
            let findings = try CompanyCheck.run(connection)
            connection.close()
            let broken = findings.filter { $0.unexplained > 0 }.map(\.invariant)
            #expect(broken == ["INV-05", "INV-09", "INV-15"])
            #expect(throws: ProofError.self) { try SelfTest.run(location, mutations: 1) }
        }
    }

    @Test("the first broken record of a chain is named")
    func brokenChain() async throws {
        try await Engine.sqlite.withCompany(orders: 20) { location in
            let connection = try location.connect()
            defer { connection.close() }
            try connection.execute("UPDATE log SET source = source + 1 WHERE position = 90")
            try connection.execute("UPDATE log SET recorded_at = recorded_at + 1 WHERE position = 120")
            let finding = try #require(try CompanyCheck.run(connection).first { $0.invariant == "INV-13" })
            #expect(finding.unexplained == 1)
            #expect(finding.samples.first?.contains("90") == true, "\(finding.samples)")
        }
    }
}
