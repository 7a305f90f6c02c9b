import Foundation
import Storage

/// The figures of a bench, medians over its pairs.
public struct BenchReport: Sendable {
    /// What one table takes, an order.
    public struct TableFigures: Sendable {
        public let table: String
        public let rowsPerOrder: Double
        public let bytesPerOrder: Double
    }

    public let engine: String
    public let orders: Int
    public let group: Int
    private var runs: [RunFigures] = []
    private var floors: [FloorProgram.Figures] = []
    private var references: [FloorProgram.Figures] = []
    public private(set) var tables: [TableFigures] = []
    public private(set) var bytesPerOrder = 0.0
    public internal(set) var mostStatementsPerCommit = 0
    public internal(set) var callers: CallerFigures?
    public internal(set) var growth: [GrowthFigures] = []

    init(engine: String, orders: Int, group: Int) {
        self.engine = engine
        self.orders = orders
        self.group = group
    }

    mutating func add(_ run: RunFigures) { runs.append(run) }
    mutating func add(floor: FloorProgram.Figures) { floors.append(floor) }
    mutating func add(reference: FloorProgram.Figures) { references.append(reference) }

    mutating func set(before: StoreContent, after: StoreContent) {
        let count = Double(orders)
        bytesPerOrder = Double(after.byteCount - before.byteCount) / count
        tables = after.rows.keys.map { table in
            TableFigures(
                table: table, rowsPerOrder: Double((after.rows[table] ?? 0) - (before.rows[table] ?? 0)) / count,
                bytesPerOrder: Double((after.bytes[table] ?? 0) - (before.bytes[table] ?? 0)) / count)
        }.filter { $0.rowsPerOrder != 0 || $0.bytesPerOrder != 0 }
            .sorted { ($0.bytesPerOrder, $1.table) > ($1.bytesPerOrder, $0.table) }
    }

    // MARK: Figures

    private func rate(_ seconds: [Double]) -> Double {
        let middle = median(seconds)
        return middle > 0 ? Double(orders) / middle : 0
    }

    private func microseconds(_ seconds: [Double]) -> Double { median(seconds) * 1e6 / Double(orders) }
    private func ratio(_ left: Double, _ right: Double) -> Double { right > 0 ? left / right : 0 }

    public var ordersPerSecond: Double { rate(runs.map(\.wallSeconds)) }
    public var floorOrdersPerSecond: Double { rate(floors.map(\.wallSeconds)) }
    public var wallRatio: Double { ratio(ordersPerSecond, floorOrdersPerSecond) }
    public var cpuMicroseconds: Double { microseconds(runs.map(\.cpuSeconds)) }
    public var floorCPUMicroseconds: Double { microseconds(floors.map(\.cpuSeconds)) }
    public var cpuRatio: Double { ratio(floorCPUMicroseconds, cpuMicroseconds) }
    public var referenceOrdersPerSecond: Double { rate(references.map(\.wallSeconds)) }
    public var referenceCPUMicroseconds: Double { microseconds(references.map(\.cpuSeconds)) }
    public var rowsPerOrder: Double { median(runs.map { Double($0.rowsInserted) }) / Double(orders) }
    public var statementsPerCommit: Double { median(runs.map { Double($0.statements) / Double(max(1, $0.commits)) }) }
    public var passesPerCommit: Double { median(runs.map { Double($0.passes) / Double(max(1, $0.commits)) }) }
    public var peakMemory: Int64 { runs.map(\.peakMemory).max() ?? 0 }
    public var peakWAL: Int64 { runs.map(\.peakWAL).max() ?? 0 }

    func pairLine(_ pair: Int) -> String {
        guard let ours = runs.last, let floor = floors.last else { return "" }
        return
            "\(pair): \(Self.whole(Double(orders) / ours.wallSeconds)) / \(Self.whole(Double(orders) / floor.wallSeconds)) 单每秒 orders/s, "
            + "CPU \(Self.whole(ours.cpuSeconds * 1e6 / Double(orders))) / \(Self.whole(floor.cpuSeconds * 1e6 / Double(orders))) µs"
    }

    // MARK: JSON

    /// One object with sorted keys; numbers as numbers.
    public var json: String {
        var object: [String: Any] = [
            "engine": engine, "orders": orders, "group": group, "orders_per_second": Self.rounded(ordersPerSecond),
            "floor_orders_per_second": Self.rounded(floorOrdersPerSecond), "wall_ratio": Self.rounded(wallRatio, 3),
            "cpu_us_per_order": Self.rounded(cpuMicroseconds), "floor_cpu_us_per_order": Self.rounded(floorCPUMicroseconds),
            "cpu_ratio": Self.rounded(cpuRatio, 3), "rows_per_order": Self.rounded(rowsPerOrder, 2),
            "bytes_per_order": Self.rounded(bytesPerOrder), "statements_per_commit": Self.rounded(statementsPerCommit),
            "most_statements_per_commit": mostStatementsPerCommit, "passes_per_commit": Self.rounded(passesPerCommit, 2),
            "peak_rss_mb": Self.rounded(Double(peakMemory) / 1_048_576),
            "peak_wal_mb": Self.rounded(Double(peakWAL) / 1_048_576),
            "reference_orders_per_second": Self.rounded(referenceOrdersPerSecond),
            "reference_cpu_us_per_order": Self.rounded(referenceCPUMicroseconds),
            "tables": tables.map {
                [
                    "table": $0.table, "rows_per_order": Self.rounded($0.rowsPerOrder, 3),
                    "bytes_per_order": Self.rounded($0.bytesPerOrder),
                ] as [String: Any]
            },
        ]
        if let callers {
            object["callers"] =
                [
                    "callers": callers.callers, "orders": callers.orders, "commits": callers.commits,
                    "orders_per_commit": Self.rounded(callers.ordersPerCommit),
                    "orders_per_second": Self.rounded(callers.ordersPerSecond),
                    "p50_ms": Self.rounded(callers.medianMilliseconds, 2), "p99_ms": Self.rounded(callers.p99Milliseconds, 2),
                ] as [String: Any]
        }
        if !growth.isEmpty {
            object["growth"] = growth.map {
                [
                    "orders": $0.orders, "orders_per_second": Self.rounded($0.ordersPerSecond),
                    "peak_rss_mb": Self.rounded(Double($0.peakMemory) / 1_048_576),
                    "peak_wal_mb": Self.rounded(Double($0.peakWAL) / 1_048_576),
                    "bytes_per_order": Self.rounded($0.bytesPerOrder), "reports": $0.reports, "checks": $0.checks,
                ] as [String: Any]
            }
        }
        let bytes = try? JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys])
        return String(decoding: bytes ?? Data(), as: UTF8.self)
    }

    private static func rounded(_ value: Double, _ places: Int = 1) -> NSDecimalNumber {
        NSDecimalNumber(string: String(format: "%.\(places)f", value))
    }

    private static func whole(_ value: Double) -> String { String(format: "%.0f", value) }

    // MARK: Table

    /// The figures for people, in both languages.
    public var table: String {
        func line(_ chinese: String, _ english: String, _ value: String) -> String { "\(chinese) / \(english): \(value)" }
        func number(_ value: Double, _ places: Int) -> String { String(format: "%.\(places)f", value) }
        let isServer = engine == "postgres"
        var lines = [
            "\(engine): \(orders) 单 / orders, 每批 \(group) / groups of \(group), \(runs.count) 次取中位 / median of \(runs.count)",
            line("每秒订单", "orders per second", number(ordersPerSecond, 0)),
            line("每单 CPU 微秒", "CPU µs per order", number(cpuMicroseconds, 0) + (isServer ? " (仅客户端 / client only)" : "")),
        ]
        if !floors.isEmpty {
            lines += [
                line("基线每秒订单", "floor, orders per second", number(floorOrdersPerSecond, 0)),
                line("基线每单 CPU 微秒", "floor, CPU µs per order", number(floorCPUMicroseconds, 0)),
                line("吞吐比 (我们/基线)", "wall ratio (ours / floor)", number(wallRatio, 3)),
                line("CPU 比 (基线/我们)", "CPU ratio (floor / ours)", number(cpuRatio, 3)),
                line(
                    "26 行参照单", "the fixed 26-row reference order",
                    "\(number(referenceOrdersPerSecond, 0)) /s, \(number(referenceCPUMicroseconds, 0)) µs CPU"),
            ]
        }
        lines += [
            line("每单新增行", "rows inserted per order", number(rowsPerOrder, 2)),
            line("每单字节", "bytes per order", number(bytesPerOrder, 0)),
            line("每次提交语句数", "statements per commit", number(statementsPerCommit, 1) + " (max \(mostStatementsPerCommit))"),
            line("每次提交决策遍数", "passes per commit", number(passesPerCommit, 2)),
            line("内存峰值 MB", "peak memory, MB", number(Double(peakMemory) / 1_048_576, 1)),
            isServer
                ? line("写入 WAL MB", "WAL written, MB", number(Double(peakWAL) / 1_048_576, 1))
                : line("WAL 峰值 MB", "peak WAL, MB", number(Double(peakWAL) / 1_048_576, 1)),
            "", "每单各表 / per order and table: 行 rows, 字节 bytes",
        ]
        for table in tables {
            let name = table.table.padding(toLength: 20, withPad: " ", startingAt: 0)
            lines.append("  " + name + String(format: "%8.3f %9.1f", table.rowsPerOrder, table.bytesPerOrder))
        }
        if let callers {
            lines += [
                "",
                "\(callers.callers) 个调用者逐单 / callers, one order at a time: \(number(callers.ordersPerSecond, 0)) /s, "
                    + "p50 \(number(callers.medianMilliseconds, 1)) ms, p99 \(number(callers.p99Milliseconds, 1)) ms, "
                    + "\(callers.orders) 单 / orders → \(callers.commits) 次提交 / commits",
            ]
        }
        for step in growth {
            lines.append(
                "增长 / growth \(step.orders): \(number(step.ordersPerSecond, 0)) /s, \(number(Double(step.peakMemory) / 1_048_576, 0)) MB, "
                    + "\(engine == "postgres" ? "写入 WAL written" : "WAL") \(number(Double(step.peakWAL) / 1_048_576, 0)) MB, \(number(step.bytesPerOrder, 0)) B/单 order, "
                    + "\(step.reports) 份报表 / reports, \(step.checks) 次检查 / checks")
        }
        return lines.joined(separator: "\n")
    }
}
