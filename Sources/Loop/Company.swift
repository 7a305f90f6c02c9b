import Documents
import Foundation
import Kernel
import Security
import Storage
import Synchronization

/// The computer's own clock.
public struct SystemClock: Clock {
    public init() {}
    public func now() -> Moment { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// A company: one store, one decider. Callers hand in commands; concurrent ones share a commit, and each gets its answer after
/// the commit is durable.
public final class Company: Sendable {
    public let location: StoreLocation
    private let decider: Decider
    private let clock: any Clock
    private let random: any RandomSource
    private let keyRing: KeyRing
    private let groupLimit: Int
    private let inbox = Mutex(Inbox())

    private struct Call {
        let commands: [StampedCommand]
        let answer: CheckedContinuation<[Answer], any Error>
    }

    private struct Inbox {
        var calls: [Call] = []
        var isDraining = false
    }

    private init(
        location: StoreLocation, decider: Decider, clock: any Clock, random: any RandomSource, keyRing: KeyRing, groupLimit: Int
    ) {
        self.location = location
        self.decider = decider
        self.clock = clock
        self.random = random
        self.keyRing = keyRing
        self.groupLimit = groupLimit
    }

    /// Opens a store (made and migrated when new) and takes the writer's lease.
    ///
    /// `afterCommit` is called after each durable commit and before anyone is answered; what it throws stops the company as a
    /// crash at that place would. Throws ``StorageError/leaseHeld(by:until:)`` while another living process writes this company.
    public static func open(
        _ location: StoreLocation, clock: any Clock = SystemClock(), keyRing: KeyRing, random: any RandomSource = SystemRandom(),
        groupLimit: Int = 500, holder: String? = nil, afterCommit: (@Sendable () throws -> Void)? = nil
    ) throws -> Company {
        let now = clock.now()
        try Migrator.migrate(location, CompanySchema.migrations, at: now.milliseconds)
        let decider = try Decider(
            location: location, ring: keyRing, holder: holder ?? ProcessHolder.own, now: now,
            isAlive: ProcessHolder.isAlive, afterCommit: afterCommit)
        return Company(location: location, decider: decider, clock: clock, random: random, keyRing: keyRing, groupLimit: groupLimit)
    }

    /// Hands in commands; answers come in their order, after their commits are durable. A storage error answers nobody: it is
    /// thrown, and the commands may be handed in again (external keys make that harmless).
    ///
    /// `at` states the moment of recording, for replays and simulations; servers leave it to the clock.
    public func submit(_ commands: [Command], at moment: Moment? = nil) async throws -> [Answer] {
        let at = moment ?? clock.now()
        return try await submit(commands.map { StampedCommand($0, at: at, keyRing: keyRing, random: random) })
    }

    /// Commands that state their own moments of recording, one each: what replays and simulations hand in.
    public func submit(_ commands: [(command: Command, at: Moment)]) async throws -> [Answer] {
        try await submit(
            commands.map { StampedCommand($0.command, at: $0.at, keyRing: keyRing, random: random) })
    }

    /// One command.
    public func submit(_ command: Command, at moment: Moment? = nil) async throws -> Answer {
        try await submit([command], at: moment)[0]
    }

    private func submit(_ stamped: [StampedCommand]) async throws -> [Answer] {
        guard !stamped.isEmpty else { return [] }
        return try await withCheckedThrowingContinuation { continuation in
            let starts = inbox.withLock { inbox in
                inbox.calls.append(Call(commands: stamped, answer: continuation))
                defer { inbox.isDraining = true }
                return !inbox.isDraining
            }
            if starts { Task { await drain() } }
        }
    }

    /// Takes what has gathered, commits it, answers; until nobody waits.
    private func drain() async {
        while true {
            let calls = inbox.withLock { inbox -> [Call] in
                var taken: [Call] = []
                var count = 0
                while let next = inbox.calls.first, taken.isEmpty || count + next.commands.count <= groupLimit {
                    count += next.commands.count
                    taken.append(next)
                    inbox.calls.removeFirst()
                }
                if taken.isEmpty { inbox.isDraining = false }
                return taken
            }
            guard !calls.isEmpty else { return }
            await serve(calls)
        }
    }

    private func serve(_ calls: [Call]) async {
        let all = calls.flatMap(\.commands)
        var answers: [Answer] = []
        var failure: (any Error)?
        var start = 0
        while start < all.count {
            let end = min(start + groupLimit, all.count)
            do {
                answers += try await decider.run(Array(all[start..<end]))
            } catch {
                failure = error
                break
            }
            start = end
        }
        var next = 0
        for call in calls {
            let end = next + call.commands.count
            if end <= answers.count {
                call.answer.resume(returning: Array(answers[next..<end]))
            } else {
                call.answer.resume(throwing: failure ?? StorageError.stale)
            }
            next = end
        }
    }

    public func figures() async -> CommitFigures { await decider.currentFigures() }

    /// Runs `body` with the decider's own connection; for the bench's recorder.
    public func withConnection<Value: Sendable>(_ body: @Sendable (any Connection) throws -> Value) async rethrows -> Value {
        try await decider.withConnection(body)
    }

    /// Gives the lease back.
    public func close() async { await decider.stepDown() }

    /// Stops as a crash would: no word to the store.
    public func crash() async { await decider.crash() }
}

/// Who holds a lease: host, process id and the moment the process began.
enum ProcessHolder {
    static let own = "\(ProcessInfo.processInfo.hostName)#\(ProcessInfo.processInfo.processIdentifier)"

    /// Whether a holder may still be there. One of this host whose process is gone is not.
    static func isAlive(_ holder: String) -> Bool {
        let parts = holder.split(separator: "#")
        guard parts.count == 2, parts[0] == ProcessInfo.processInfo.hostName, let process = Int32(parts[1]) else { return true }
        return kill(process, 0) == 0
    }
}
