import Documents
import Kernel
import Storage

/// The proof that the three ledgers agree 三账合一: pieces by warehouse, item and condition in the physical, the promise and the
/// value ledger, and the value ledger's money against the general ledger (INV-03, INV-05).
public struct StockAgreement: Sendable {
    /// One warehouse, side by side.
    public struct Line: Sendable {
        public let warehouse: String
        public let physical: Int64
        public let promise: Int64
        public let value: Int64
        public let amount: Money
        public let ledger: Money
        /// Items of the warehouse whose pieces differ between any two ledgers.
        public let differing: Int64

        public var agrees: Bool { physical == promise && promise == value && amount == ledger && differing == 0 }
    }

    public let lines: [Line]
    public var agrees: Bool { lines.allSatisfy(\.agrees) }

    /// Compares everything the store holds; goods of other owners have pieces and no value.
    public static func full(_ connection: any Connection) throws -> StockAgreement {
        let onHand = ValuePlace.onHand.rawValue
        let roles = AccountRole.onHand.map { String($0.rawValue) }.joined(separator: ", ")
        let physical = try sums(
            connection, "SELECT warehouse, CAST(SUM(pieces) AS BIGINT) FROM physical_stock WHERE owner = '' GROUP BY warehouse")
        let promise = try sums(
            connection, "SELECT warehouse, CAST(SUM(on_hand) AS BIGINT) FROM promise_stock WHERE owner = '' GROUP BY warehouse")
        let value = try sums(
            connection, "SELECT warehouse, CAST(SUM(pieces) AS BIGINT) FROM value_stock WHERE place = \(onHand) GROUP BY warehouse")
        let money = try sums(
            connection, "SELECT warehouse, CAST(SUM(amount) AS BIGINT) FROM value_stock WHERE place = \(onHand) GROUP BY warehouse")
        let ledger = try sums(
            connection,
            "SELECT b.warehouse, CAST(SUM(b.debit - b.credit) AS BIGINT) FROM balance b JOIN account a ON a.number = b.account WHERE a.role IN (\(roles)) GROUP BY b.warehouse"
        )
        let differing = try sums(
            connection,
            """
            SELECT warehouse, COUNT(*) FROM (
              SELECT warehouse, item, condition, SUM(physical) AS physical, SUM(promise) AS promise, SUM(value) AS value FROM (
                SELECT warehouse, item, condition, pieces AS physical, 0 AS promise, 0 AS value FROM physical_stock WHERE owner = ''
                UNION ALL SELECT warehouse, item, condition, 0, on_hand, 0 FROM promise_stock WHERE owner = ''
                UNION ALL SELECT warehouse, item, condition, 0, 0, pieces FROM value_stock WHERE place = \(onHand)
              ) AS every_ledger GROUP BY warehouse, item, condition
            ) AS by_item WHERE physical <> promise OR promise <> value GROUP BY warehouse
            """)
        let warehouses = Set(physical.keys).union(promise.keys).union(value.keys).union(ledger.keys).sorted()
        return StockAgreement(
            lines: warehouses.map {
                Line(
                    warehouse: $0, physical: physical[$0] ?? 0, promise: promise[$0] ?? 0, value: value[$0] ?? 0,
                    amount: Money(fen: money[$0] ?? 0), ledger: Money(fen: ledger[$0] ?? 0), differing: differing[$0] ?? 0)
            })
    }

    private static func sums(_ connection: any Connection, _ sql: String) throws -> [String: Int64] {
        var result: [String: Int64] = [:]
        for row in try connection.query(sql) { result[row[0].text] = row[1].integer }
        return result
    }
}
