import Documents
import Loop
import Proof
import Storage
import Synchronization

/// What ends a simulated company in the middle of its work.
enum SimulationStop: Error {
    case crash
    case violation
}

/// Looks at the store after every commit: verifies the invariants, and pulls the plug where the run has planned it.
final class CommitWatch: Sendable {
    struct Seen: Sendable {
        var commits = 0
        var checks = 0
        var crashes = 0
        var states: [OrderState: Int] = [:]
        var violations: [String] = []
        /// Commits that still go through before the plug is pulled.
        var commitsUntilCrash: Int?
    }

    private struct State {
        var seen = Seen()
        var reader: (any Connection)?
    }

    private let location: StoreLocation
    private let checksAll: Bool
    private let seed: UInt64
    private let state = Mutex(State())

    init(_ location: StoreLocation, seed: UInt64, checksAll: Bool) {
        self.location = location
        self.seed = seed
        self.checksAll = checksAll
    }

    var seen: Seen { state.withLock { $0.seen } }

    /// Lets this many commits more go through, then crashes before their callers are answered.
    func planCrash(after commits: Int) { state.withLock { $0.seen.commitsUntilCrash = commits } }

    func close() {
        state.withLock {
            $0.reader?.close()
            $0.reader = nil
        }
    }

    func afterCommit() throws {
        try state.withLock { state in
            state.seen.commits += 1
            if checksAll { try verify(&state) }
            if let left = state.seen.commitsUntilCrash {
                state.seen.commitsUntilCrash = left == 0 ? nil : left - 1
                if left == 0 {
                    state.seen.crashes += 1
                    throw SimulationStop.crash
                }
            }
        }
    }

    private func verify(_ state: inout State) throws {
        let reader = try state.reader ?? location.connect(readOnly: true)
        state.reader = reader
        let violations = CommitWatch.violations(
            try CompanyCheck.run(reader, deep: false), place: "种子 seed \(seed), 提交 commit \(state.seen.commits)")
        guard violations.isEmpty else {
            state.seen.violations += violations
            throw SimulationStop.violation
        }
        state.seen.checks += 1
        for row in try reader.query("SELECT DISTINCT state FROM sales_order") {
            if let known = OrderState(rawValue: row[0].integer) { state.seen.states[known, default: 0] += 1 }
        }
    }

    /// The findings that leave something unexplained, one line each.
    static func violations(_ findings: [CompanyCheck.Finding], place: String) -> [String] {
        findings.filter { $0.unexplained > 0 }.map { finding in
            "\(place): \(finding.invariant) \(finding.titleChinese) / \(finding.titleEnglish): "
                + "\(finding.unexplained) (\(finding.samples.joined(separator: "; ")))"
        }
    }
}
