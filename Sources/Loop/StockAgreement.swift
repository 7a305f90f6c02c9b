import Documents
import Kernel
import Storage

/// The proof that the three ledgers agree 三账合一: pieces by warehouse, item, condition and owner in the physical, the promise and the
/// value ledger, and the value ledger's money by place against the general ledger (INV-03, INV-05).
///
/// The ledgers are read in pages of some thousand items, each within one snapshot, so a company may be written meanwhile.
public struct StockAgreement: Sendable {
    /// One key, side by side. Goods of other owners have no value; goods at another place than on hand have value only.
    public struct Row: Sendable, Hashable {
        public let warehouse: String
        public let item: Int64
        public let condition: String
        public let owner: String
        public let place: ValuePlace
        public var physical: Int64 = 0
        public var promise: Int64 = 0
        public var value: Int64 = 0
        public var amount = Money.zero

        /// What the open documents of another place say: pieces and money. `nil` where the place keeps no register.
        public var open: StockAmount?

        /// Goods on hand lie in all three ledgers, and only our own have a value. Goods under way lie in the promise and the value ledger;
        /// every other place is what its open documents say.
        public var agrees: Bool {
            switch place {
            case .onHand: physical == promise && (!owner.isEmpty || promise == value)
            case .inTransfer: promise == value && open == StockAmount(pieces: value, amount: amount)
            default: open == nil || open == StockAmount(pieces: value, amount: amount)
            }
        }
    }

    /// One warehouse, its goods on hand side by side.
    public struct Line: Sendable, Hashable {
        public let warehouse: String
        public var physical: Int64 = 0
        public var promise: Int64 = 0
        public var value: Int64 = 0
        public var amount = Money.zero
        /// The balance of the stock accounts.
        public var ledger = Money.zero
        /// Keys whose pieces differ between any two ledgers.
        public var differing: Int64 = 0
        public var keys: Int64 = 0

        public var agrees: Bool { physical == promise && promise == value && amount == ledger && differing == 0 }
    }

    /// Goods of a warehouse at another place than on hand: their pieces and money, and the balance of that place's accounts.
    public struct Elsewhere: Sendable, Hashable {
        public let place: ValuePlace
        public let warehouse: String
        public var pieces: Int64 = 0
        public var amount = Money.zero
        public var ledger = Money.zero

        public var agrees: Bool { amount == ledger }
    }

    public let lines: [Line]
    public let elsewhere: [Elsewhere]
    /// The documents whose goods lie at other places, with what is open of them.
    public let open: [OpenStock]
    /// Every key that differs, with the documents that make the difference.
    public let differences: [StockDifference]

    public var agrees: Bool { lines.allSatisfy(\.agrees) && elsewhere.allSatisfy(\.agrees) && differences.isEmpty }

    /// True when every difference in pieces is that of named documents in flight or in dispute, and the money is that of its accounts.
    public var isExplained: Bool {
        differences.allSatisfy(\.isExplained) && elsewhere.allSatisfy(\.agrees) && lines.allSatisfy { $0.amount == $0.ledger }
    }

    /// Items of one warehouse that are read at once.
    static let pageSize = 10_000

    /// Compares everything the store holds. `each` is given every key, warehouse by warehouse in the order of items; goods at other places
    /// follow. Must not run within a transaction of the caller unless `isInSnapshot` says so: then everything is seen through that one.
    public static func full(
        _ connection: any Connection, isInSnapshot: Bool = false, each: ((Row) throws -> Void)? = nil
    ) throws -> StockAgreement {
        func page<Value>(_ body: () throws -> Value) throws -> Value {
            isInSnapshot ? try body() : try connection.snapshot(body)
        }
        var lines: [Line] = []
        var differing: [Row] = []
        for warehouse in try page({ try Self.warehouses(connection) }) {
            var line = Line(warehouse: warehouse)
            var after = Int64.min
            while true {
                let (rows, last) = try page { try Self.rows(of: warehouse, after: after, connection) }
                for row in rows {
                    try each?(row)
                    line.keys += 1
                    if row.owner.isEmpty {
                        line.physical += row.physical
                        line.promise += row.promise
                        line.value += row.value
                        line.amount += row.amount
                    }
                    guard !row.agrees else { continue }
                    line.differing += 1
                    differing.append(row)
                }
                guard last != .max else { break }
                after = last
            }
            lines.append(line)
        }
        let (elsewhere, others, open) = try page { try Self.elsewhere(connection) }
        for row in others { try each?(row) }
        // Money is compared within one snapshot of its own: pages may have seen different moments.
        try page {
            let money = try sums(
                connection,
                "SELECT warehouse, CAST(SUM(amount) AS BIGINT) FROM value_stock WHERE place = \(ValuePlace.onHand.rawValue) GROUP BY warehouse"
            )
            let ledger = try balances(of: .onHand, connection)
            for warehouse in Set(money.keys).union(ledger.keys) where !lines.contains(where: { $0.warehouse == warehouse }) {
                lines.append(Line(warehouse: warehouse))
            }
            for index in lines.indices {
                lines[index].amount = Money(fen: money[lines[index].warehouse] ?? 0)
                lines[index].ledger = Money(fen: ledger[lines[index].warehouse] ?? 0)
            }
        }
        lines.sort { $0.warehouse < $1.warehouse }
        var differences = try page { try StockDifference.explain(differing, connection) }
        for row in others where !row.agrees {
            let open = row.open ?? StockAmount()
            let promise = row.place == .inTransfer ? row.promise - open.pieces : 0
            differences.append(StockDifference(row: row, causes: [], untold: (0, promise, row.value - open.pieces)))
        }
        return StockAgreement(lines: lines, elsewhere: elsewhere, open: open, differences: differences)
    }

    private static func warehouses(_ connection: any Connection) throws -> [String] {
        try connection.query(
            """
            SELECT code FROM warehouse UNION SELECT DISTINCT warehouse FROM physical_stock
            UNION SELECT DISTINCT warehouse FROM promise_stock UNION SELECT DISTINCT warehouse FROM value_stock ORDER BY 1
            """
        ).map { $0[0].text }
    }

    private struct Key: Hashable {
        let item: Int64
        let condition: String
        let owner: String
    }

    /// The next page of a warehouse's goods on hand, and the last item it covers (`Int64.max` when there are no more).
    private static func rows(
        of warehouse: String, after: Int64, _ connection: any Connection
    ) throws -> (rows: [Row], last: Int64) {
        let bound = try connection.query(
            "SELECT item FROM promise_stock WHERE warehouse = $1 AND item > $2 ORDER BY item LIMIT 1 OFFSET \(pageSize)",
            [.text(warehouse), .integer(after)])
        let last = bound.first?[0].integer ?? .max
        let range: [SQLValue] = [.text(warehouse), .integer(after), .integer(last)]
        var places: [Key: Int] = [:]
        var rows: [Row] = []
        places.reserveCapacity(pageSize * 2)
        rows.reserveCapacity(pageSize * 2)
        func change(_ item: Int64, _ condition: String, _ owner: String, _ body: (inout Row) -> Void) {
            let key = Key(item: item, condition: condition, owner: owner)
            let place: Int
            if let known = places[key] {
                place = known
            } else {
                place = rows.count
                places[key] = place
                rows.append(Row(warehouse: warehouse, item: item, condition: condition, owner: owner, place: .onHand))
            }
            body(&rows[place])
        }
        for found in try connection.query(
            "SELECT item, condition, owner, on_hand FROM promise_stock WHERE warehouse = $1 AND item > $2 AND item <= $3 ORDER BY item, condition, owner",
            range)
        {
            change(found[0].integer, found[1].text, found[2].text) { $0.promise += found[3].integer }
        }
        for found in try connection.query(
            "SELECT item, condition, owner, pieces FROM physical_stock WHERE warehouse = $1 AND item > $2 AND item <= $3", range)
        {
            change(found[0].integer, found[1].text, found[2].text) { $0.physical += found[3].integer }
        }
        for found in try connection.query(
            "SELECT item, condition, pieces, amount FROM value_stock WHERE place = \(ValuePlace.onHand.rawValue) AND warehouse = $1 AND item > $2 AND item <= $3",
            range)
        {
            change(found[0].integer, found[1].text, "") {
                $0.value += found[2].integer
                $0.amount += Money(fen: found[3].integer)
            }
        }
        return (rows, last)
    }

    /// What lies at other places than on hand, beside the open documents that put it there.
    private static func elsewhere(
        _ connection: any Connection
    ) throws -> (sums: [Elsewhere], rows: [Row], open: [OpenStock]) {
        var rows: [PlacedPool: Row] = [:]
        func change(_ place: ValuePlace, _ pool: StockPool, _ body: (inout Row) -> Void) {
            let key = PlacedPool(place: place, pool: pool)
            var row =
                rows[key]
                ?? Row(
                    warehouse: pool.warehouse, item: pool.item, condition: pool.condition, owner: "", place: place,
                    open: OpenStock.places.contains(place) ? StockAmount() : nil)
            body(&row)
            rows[key] = row
        }
        for found in try connection.query(
            """
            SELECT place, warehouse, item, condition, pieces, amount FROM value_stock
            WHERE place > \(ValuePlace.onHand.rawValue) AND (pieces <> 0 OR amount <> 0)
            """)
        {
            guard let place = ValuePlace(rawValue: found[0].integer) else { continue }
            change(place, StockPool(warehouse: found[1].text, item: found[2].integer, condition: found[3].text)) {
                $0.value = found[4].integer
                $0.amount = Money(fen: found[5].integer)
            }
        }
        let open = try OpenStock.all(connection)
        for stock in open { change(stock.place, stock.pool) { $0.open! += stock.amount } }
        for found in try connection.query(
            """
            SELECT receiver, item, condition, CAST(SUM(pieces - received - short) AS BIGINT) FROM transit_line
            WHERE pieces > received + short GROUP BY receiver, item, condition
            """)
        {
            change(.inTransfer, StockPool(warehouse: found[0].text, item: found[1].integer, condition: found[2].text)) {
                $0.promise = found[3].integer
            }
        }
        let sorted = rows.sorted { ($0.key.place.rawValue, $0.key.pool) < ($1.key.place.rawValue, $1.key.pool) }.map(\.value)
        var sums: [Elsewhere] = []
        for place in ValuePlace.allCases where place != .onHand && !place.accounts.isEmpty {
            let ledger = try balances(of: place, connection).filter { $0.value != 0 }
            let here = sorted.filter { $0.place == place }
            for warehouse in Set(here.map(\.warehouse)).union(ledger.keys).sorted() {
                var sum = Elsewhere(place: place, warehouse: warehouse)
                for row in here where row.warehouse == warehouse {
                    sum.pieces += row.value
                    sum.amount += row.amount
                }
                sum.ledger = Money(fen: ledger[warehouse] ?? 0)
                sums.append(sum)
            }
        }
        return (sums, sorted, open)
    }

    private struct PlacedPool: Hashable {
        let place: ValuePlace
        let pool: StockPool
    }

    /// The balances of a place's accounts by warehouse, in fen.
    private static func balances(of place: ValuePlace, _ connection: any Connection) throws -> [String: Int64] {
        let roles = place.accounts.map { String($0.rawValue) }.joined(separator: ", ")
        return try sums(
            connection,
            "SELECT b.warehouse, CAST(SUM(b.debit - b.credit) AS BIGINT) FROM balance b JOIN account a ON a.number = b.account WHERE a.role IN (\(roles)) GROUP BY b.warehouse"
        )
    }

    private static func sums(_ connection: any Connection, _ sql: String) throws -> [String: Int64] {
        var result: [String: Int64] = [:]
        for row in try connection.query(sql) { result[row[0].text] = row[1].integer }
        return result
    }
}
