import Foundation
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

/// Two readers beside the company, each a process of its own as in use: one asks for reports again and again, one runs the check.
final class Readers: Sendable {
    private struct State {
        var isDone = false
        var reports = 0
        var checks = 0
        var fault: String?
    }

    private let state = Mutex(State())
    private let location: StoreLocation
    private let program: String

    /// Readers of this very program.
    init(_ location: StoreLocation) throws {
        self.location = location
        program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }

    /// Reads until ``stop()``; the calling task ends then.
    func read() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.repeatUntilDone(["report", "trial-balance"]) { $0.reports += 1 } }
            group.addTask { await self.repeatUntilDone(["check", "--shallow"]) { $0.checks += 1 } }
        }
    }

    func stop() { state.withLock { $0.isDone = true } }

    func figures() throws -> (reports: Int, checks: Int) {
        try state.withLock {
            if let fault = $0.fault { throw BenchError.unsound(message: fault) }
            return ($0.reports, $0.checks)
        }
    }

    private func repeatUntilDone(_ words: [String], counting: @Sendable (inout sending State) -> Void) async {
        while !state.withLock({ $0.isDone }) {
            do {
                try await run(words)
                state.withLock { counting(&$0) }
            } catch {
                state.withLock { $0.fault = "\(error)" }
                return
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Runs the program with these words on the store; what it prints is kept only when it fails.
    private func run(_ words: [String]) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = words + ["--store", location.text]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let text = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<String, any Error>) in
            process.terminationHandler = { _ in
                continuation.resume(returning: String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
            }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        guard process.terminationStatus == 0 else {
            throw BenchError.unsound(message: "\(words[0]): \(process.terminationStatus) \(text.suffix(800))")
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
