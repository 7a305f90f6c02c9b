import Books
import Documents
import Foundation
import Kernel
import Loop
import Orders
import Storage
import Warehouse

/// How long the full agreement takes on a store of a given size.
public enum AgreementBench {
    public struct Figures: Sendable {
        public let engine: String
        public let items: Int
        public let warehouses: Int
        /// Warehouse, item and condition.
        public let keys: Int64
        /// Seconds, median of three, while everything agrees.
        public let seconds: Double
        /// Seconds with differences to name.
        public let secondsDiffering: Double
        public let differences: Int

        public var fields: [String: Any] {
            [
                "engine": engine, "items": items, "warehouses": warehouses, "keys": keys, "seconds": (seconds * 1000).rounded() / 1000,
                "seconds_differing": (secondsDiffering * 1000).rounded() / 1000, "differences": differences,
            ]
        }

        public var text: String {
            """
            \(engine): 商品 \(items) × 仓库 \(warehouses) / items × warehouses, \(keys) 项 / keys
            全量核对(三次取中位) / full agreement, median of three: \(String(format: "%.2f", seconds)) s
            有差异时 / with \(differences) differences named: \(String(format: "%.2f", secondsDiffering)) s
            """
        }
    }

    /// Makes the store, compares it, puts differences into it and compares again. Throws ``BenchError`` when a comparison finds other
    /// differences than were put in.
    public static func run(
        engine: String, store: String, items: Int, warehouses: Int, progress: (String) -> Void
    ) throws -> Figures {
        let location: StoreLocation =
            engine == "postgres"
            ? .postgres(url: store, schema: "tripod_bench_agreement") : .sqlite(path: store + "/agreement.db")
        try location.erase()
        defer { try? location.erase() }
        progress("准备存储 / making the store: \(items) × \(warehouses)")
        try Migrator.migrate(location, CompanySchema.migrations, at: 0)
        let writer = try location.connect()
        try fill(writer, items: items, warehouses: warehouses)
        if engine == "postgres" {
            for table in ["physical_stock", "promise_stock", "value_stock"] { try writer.execute("VACUUM ANALYZE \(table)") }
        }
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        var seconds: [Double] = []
        var keys: Int64 = 0
        for run in 1...3 {
            let (agreement, time) = try measured { try StockAgreement.full(reader) }
            guard agreement.agrees else { throw BenchError.unsound(message: "the store was made to agree and does not") }
            keys = agreement.lines.reduce(0) { $0 + $1.keys }
            seconds.append(time)
            progress(String(format: "%d: %.2f s", run, time))
        }
        let planted = min(items, 50)
        try damage(writer, planted)
        writer.close()
        let (agreement, time) = try measured { try StockAgreement.full(reader) }
        guard agreement.differences.count == planted, !agreement.isExplained else {
            throw BenchError.unsound(message: "\(planted) differences were put in, \(agreement.differences.count) were found")
        }
        return Figures(
            engine: engine, items: items, warehouses: warehouses, keys: keys, seconds: seconds.sorted()[1], secondsDiffering: time,
            differences: planted)
    }

    private static func measured<Value>(_ body: () throws -> Value) rethrows -> (Value, Double) {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try body()
        let duration = clock.now - start
        return (value, Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
    }

    /// Every item lies in every warehouse; of ten items one has defective pieces, too, and of five one lies in two bins.
    private static func fill(_ connection: any Connection, items: Int, warehouses: Int) throws {
        let account: Int64 = 140_501
        try connection.begin()
        try connection.write(
            [
                AccountRow(
                    number: account, side: Side.debit.rawValue, category: LedgerAccount.Category.asset.rawValue,
                    role: AccountRole.goods.rawValue, name: "库存商品", english: "goods")
            ], .insert)
        for warehouse in 1...warehouses {
            let code = "W" + (warehouse < 10 ? "0" : "") + String(warehouse)
            var total: Int64 = 0
            for start in stride(from: 0, to: items, by: 20_000) {
                var physical: [PhysicalStockRow] = []
                var promise: [PromiseStockRow] = []
                var value: [ValueStockRow] = []
                for index in start..<min(start + 20_000, items) {
                    let item = ItemCode(category: 1 + index % 40, serial: Int64(index))!.number
                    let conditions = index % 10 == 0 ? [StockCondition.good, StockCondition.defective] : [StockCondition.good]
                    for condition in conditions {
                        let pieces = Int64(20 + index % 37)
                        let rest: Int64 = index % 5 == 0 ? 7 : 0
                        physical.append(
                            PhysicalStockRow(
                                warehouse: code, item: item, bin: "A-\(index % 400)", lot: "", condition: condition, owner: "",
                                pieces: pieces - rest))
                        if rest > 0 {
                            physical.append(
                                PhysicalStockRow(
                                    warehouse: code, item: item, bin: "B-\(index % 400)", lot: "L1", condition: condition, owner: "",
                                    pieces: rest))
                        }
                        promise.append(
                            PromiseStockRow(
                                warehouse: code, item: item, condition: condition, owner: "", onHand: pieces, reserved: 0, waiting: 0))
                        let amount = pieces * Int64(990 + index % 30_000)
                        total += amount
                        value.append(
                            ValueStockRow(
                                place: ValuePlace.onHand.rawValue, warehouse: code, item: item, condition: condition, pieces: pieces,
                                amount: amount))
                    }
                }
                try connection.write(physical.sorted { ($0.item, $0.bin) < ($1.item, $1.bin) }, .insert)
                try connection.write(promise, .insert)
                try connection.write(value, .insert)
            }
            try connection.write(
                [
                    BalanceRow(
                        book: "B1", period: 202_604, account: account, party: "", warehouse: code, debit: total, credit: 0)
                ], .insert)
        }
        try connection.commit()
    }

    private static func damage(_ connection: any Connection, _ count: Int) throws {
        _ = try connection.query(
            """
            UPDATE promise_stock SET on_hand = on_hand + 1 WHERE warehouse = 'W01' AND condition = '\(StockCondition.good)'
            AND item IN (SELECT item FROM promise_stock WHERE warehouse = 'W01' AND condition = '\(StockCondition.good)' ORDER BY item LIMIT \(count))
            """)
    }
}
