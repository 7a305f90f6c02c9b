import Documents
import Kernel
import Loop
import Storage
import Synchronization
import Wire

/// One order at a time from many callers at once: each waits for its answer before it hands in the next, and commits are shared.
public struct CallerFigures: Sendable {
    public let callers: Int
    public let orders: Int
    public let commits: Int
    public let ordersPerSecond: Double
    /// From the parsing of an order's bytes to its durable answer, in milliseconds.
    public let medianMilliseconds: Double
    public let p99Milliseconds: Double
    public var ordersPerCommit: Double { commits == 0 ? 0 : Double(orders) / Double(commits) }
}

/// Gives each caller the number of the next order.
private final class OrderQueue: Sendable {
    private let number = Mutex(0)

    func next() -> Int {
        number.withLock { number in
            defer { number += 1 }
            return number
        }
    }
}

struct ConcurrentCallers {
    let workload: BenchWorkload
    let callers: Int
    let groupLimit: Int

    func run(on location: StoreLocation) async throws -> CallerFigures {
        let company = try BenchRun.open(location, seed: workload.seed, groupLimit: groupLimit)
        let before = await company.figures()
        let queue = OrderQueue()
        let pushes = workload.pushes
        let orders = workload.orders
        let begin = ProcessFigures.wallSeconds()
        let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<callers {
                group.addTask {
                    var own: [Double] = []
                    while true {
                        let index = queue.next()
                        guard index < pushes.count else { return own }
                        let start = ProcessFigures.wallSeconds()
                        let command = try Command.decode(pushes[index]).command
                        let answer = try await company.submit(command, at: orders[index].placedAt)
                        own.append(ProcessFigures.wallSeconds() - start)
                        try BenchRun.require([answer])
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let wall = ProcessFigures.wallSeconds() - begin
        let after = await company.figures()
        await company.close()
        let sorted = latencies.sorted()
        func quantile(_ part: Double) -> Double {
            sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))] * 1000
        }
        return CallerFigures(
            callers: callers, orders: pushes.count, commits: after.commits - before.commits,
            ordersPerSecond: Double(pushes.count) / wall, medianMilliseconds: quantile(0.5), p99Milliseconds: quantile(0.99))
    }
}
