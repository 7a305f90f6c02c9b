import Books
import Documents
import Kernel
import Storage

/// What a stock report looks at: a span of business days, as the company knew it at a moment, and which goods.
///
/// Two times, as everywhere (DESIGN section 5): a document belongs to the day on which it happened, and is known from the moment of its
/// recording on.
public struct StockPeriod: Sendable {
    public let from: Day
    public let through: Day
    /// The last log position that was known; what was recorded behind it did not happen yet.
    public let known: Int64
    /// Empty: every warehouse.
    public let warehouse: String
    public let item: ItemCode?

    /// `from` nothing: the first day of the month of `through`; `through` nothing: the last day with a posting; `knownAt` nothing: all.
    public init(
        from: Day? = nil, through: Day? = nil, knownAt: Moment? = nil, warehouse: String = "", item: ItemCode? = nil,
        _ connection: any Connection
    ) throws {
        if connection.dialect == .postgres {
            // Sessions of ours read by key; a report joins whole tables. Holds for this transaction.
            try connection.execute("SET LOCAL enable_hashjoin = on")
            try connection.execute("SET LOCAL enable_mergejoin = on")
        }
        known = try StockPeriod.position(knownAt: knownAt, connection)
        var last = through
        if last == nil {
            let day = try connection.scalar(
                "SELECT COALESCE(MAX(day), 0) FROM posting WHERE document <= $1", [.integer(known)])
            last = Day(number: Int32(day))
        }
        self.through = last!
        let month = last!.civil
        self.from = from ?? Day(year: month.year, month: month.month, day: 1)!
        self.warehouse = warehouse
        self.item = item
    }

    /// The last position recorded at or before a moment. The decider stamps commands in the order of the log, so it is found by halving.
    static func position(knownAt moment: Moment?, _ connection: any Connection) throws -> Int64 {
        let head = try connection.scalar("SELECT position FROM head WHERE id = 1")
        guard let moment else { return head }
        var low: Int64 = 0
        var high = head
        while low < high {
            let middle = (low + high + 1) / 2
            let recorded = try connection.scalar("SELECT recorded_at FROM log WHERE position = $1", [.integer(middle)])
            if recorded <= moment.milliseconds { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The first document whose postings the report must read: what lies before it happened before `from` and is known. Reports count
    /// back from the ledger of today, so old documents are never read.
    func firstDocument(_ connection: any Connection) throws -> Int64 {
        let first = try connection.query(
            "SELECT document FROM posting WHERE day >= $1 ORDER BY document LIMIT 1", [.integer(Int64(from.number))])
        return min(first.first?[0].integer ?? .max, known + 1)
    }

    /// The condition on posting lines `l` of postings `p`, with the values of `$1 …`.
    func condition(_ connection: any Connection) throws -> (sql: String, values: [SQLValue]) {
        var sql = "l.document >= $1 AND l.place = \(ValuePlace.onHand.rawValue)"
        var values: [SQLValue] = [.integer(try firstDocument(connection))]
        if !warehouse.isEmpty {
            values.append(.text(warehouse))
            sql += " AND l.warehouse = $\(values.count)"
        }
        if let item {
            values.append(.integer(item.number))
            sql += " AND l.item = $\(values.count)"
        }
        return (sql, values)
    }

    /// Where a document stands in relation to the span: within, or behind it (later, or not known yet); what is earlier is the opening.
    static let within = "CASE WHEN l.document > $KNOWN OR p.day > $THROUGH THEN 2 WHEN p.day >= $FROM THEN 1 ELSE 0 END"

    var spanExpression: String {
        StockPeriod.within.replacing("$KNOWN", with: String(known)).replacing("$THROUGH", with: String(through.number))
            .replacing("$FROM", with: String(from.number))
    }

    /// Pieces and money on hand today by warehouse, item and condition.
    func today(_ connection: any Connection) throws -> [StockPool: StockAmount] {
        var sql = "SELECT warehouse, item, condition, pieces, amount FROM value_stock WHERE place = \(ValuePlace.onHand.rawValue)"
        var values: [SQLValue] = []
        if !warehouse.isEmpty {
            values.append(.text(warehouse))
            sql += " AND warehouse = $\(values.count)"
        }
        if let item {
            values.append(.integer(item.number))
            sql += " AND item = $\(values.count)"
        }
        var pools: [StockPool: StockAmount] = [:]
        for row in try connection.query(sql, values) {
            pools[StockPool(warehouse: row[0].text, item: row[1].integer, condition: row[2].text)] = StockAmount(
                pieces: row[3].integer, amount: Money(fen: row[4].integer))
        }
        return pools
    }
}

/// Own goods of one warehouse, item and condition.
public struct StockPool: Hashable, Comparable, Sendable {
    public let warehouse: String
    public let item: Int64
    public let condition: String

    public static func < (left: StockPool, right: StockPool) -> Bool {
        (left.warehouse, left.item, left.condition) < (right.warehouse, right.item, right.condition)
    }
}

/// Pieces and what they cost.
public struct StockAmount: Hashable, Sendable {
    public var pieces: Int64
    public var amount: Money

    public init(pieces: Int64 = 0, amount: Money = .zero) {
        self.pieces = pieces
        self.amount = amount
    }

    public static func += (left: inout StockAmount, right: StockAmount) {
        left.pieces += right.pieces
        left.amount += right.amount
    }

    public static func -= (left: inout StockAmount, right: StockAmount) {
        left.pieces -= right.pieces
        left.amount -= right.amount
    }

    public var isZero: Bool { pieces == 0 && amount == .zero }
}
