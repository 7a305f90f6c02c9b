import Loop
import Proof
import Storage
import Synchronization

/// Throughput, memory and log size at one number of orders, while a report and the check read beside.
public struct GrowthFigures: Sendable {
    public let orders: Int
    public let ordersPerSecond: Double
    public let peakMemory: Int64
    public let peakWAL: Int64
    public let bytesPerOrder: Double
    /// Reports and checks that readers finished meanwhile.
    public let reports: Int
    public let checks: Int
}

/// A reader that asks the same report again and again, and one that runs the check, each on its own connection and its own thread.
final class Readers: Sendable {
    private struct State {
        var isDone = false
        var reports = 0
        var checks = 0
        var fault: String?
    }

    private let state = Mutex(State())
    private let location: StoreLocation

    init(_ location: StoreLocation) { self.location = location }

    /// Reads until ``stop()``; the calling task ends then.
    func read() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.repeatUntilDone({ try Readers.report(self.location) }, counting: { $0.reports += 1 }) }
            group.addTask {
                await self.repeatUntilDone({ try self.check() }, counting: { $0.checks += 1 })
            }
        }
    }

    func stop() { state.withLock { $0.isDone = true } }

    func figures() throws -> (reports: Int, checks: Int) {
        try state.withLock {
            if let fault = $0.fault { throw BenchError.unsound(message: fault) }
            return ($0.reports, $0.checks)
        }
    }

    private func repeatUntilDone(_ work: @Sendable () throws -> Void, counting: @Sendable (inout sending State) -> Void) async {
        while !state.withLock({ $0.isDone }) {
            do {
                try work()
                state.withLock { counting(&$0) }
            } catch {
                state.withLock { $0.fault = "\(error)" }
                return
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    private func check() throws {
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        try BenchCheck.requireClean(reader, deep: false)
    }

    /// Orders by state and the trial balance: both from what is kept ready, never from documents.
    private static func report(_ location: StoreLocation) throws {
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        try reader.snapshot {
            _ = try reader.query("SELECT state, COUNT(*), CAST(SUM(pieces) AS BIGINT) FROM sales_order GROUP BY state ORDER BY state")
            _ = try reader.query(
                "SELECT account, CAST(SUM(debit) AS BIGINT), CAST(SUM(credit) AS BIGINT) FROM balance GROUP BY account ORDER BY account")
        }
    }
}

/// The check that stands between a bench and its figures.
enum BenchCheck {
    static func requireClean(_ reader: any Connection, deep: Bool) throws {
        let findings = try CompanyCheck.run(reader, deep: deep)
        guard let bad = findings.first(where: { $0.unexplained > 0 }) else { return }
        throw BenchError.unsound(message: "\(bad.invariant) \(bad.titleEnglish): \(bad.unexplained); \(bad.samples.first ?? "")")
    }

    static func requireClean(_ location: StoreLocation) throws {
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        try requireClean(reader, deep: true)
    }
}
