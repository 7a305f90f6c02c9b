import Documents
import Kernel
import Storage

/// The summary of receipts, issues and balance 收发存: for each warehouse, item and condition the opening, what came in and went out by
/// kind, and the closing, in pieces and in money.
///
/// It counts back from the value ledger, which equals the promise ledger (INV-05), over the posting lines behind the first day. Goods of other
/// owners have no value and are not in it.
public struct StockSummary: Sendable {
    public struct Line: Sendable {
        public let pool: StockPool
        public var opening = StockAmount()
        /// What came in, or was added to the cost of what lay there.
        public var comings: [PostingEvent: StockAmount] = [:]
        /// What went out, as positive numbers.
        public var goings: [PostingEvent: StockAmount] = [:]

        public var closing: StockAmount {
            var sum = opening
            for amount in comings.values { sum += amount }
            for amount in goings.values { sum -= amount }
            return sum
        }
    }

    public let period: StockPeriod
    /// By warehouse, item and condition; those that are empty and did not move are left out.
    public let lines: [Line]

    public init(_ period: StockPeriod, _ connection: any Connection) throws {
        self.period = period
        var lines: [StockPool: Line] = [:]
        for (pool, amount) in try period.today(connection) { lines[pool] = Line(pool: pool, opening: amount) }
        let (condition, values) = try period.condition(connection)
        let signed = "CASE WHEN l.side = 0 THEN l.pieces ELSE -l.pieces END"
        let rows = try connection.query(
            """
            SELECT warehouse, item, condition, event, span, way, CAST(SUM(pieces) AS BIGINT), CAST(SUM(amount) AS BIGINT) FROM (
              SELECT l.warehouse, l.item, l.condition, p.event, \(period.spanExpression) AS span,
                CASE WHEN \(signed) < 0 THEN 1 ELSE 0 END AS way, \(signed) AS pieces,
                CASE WHEN l.side = 0 THEN l.amount ELSE -l.amount END AS amount
              FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal WHERE \(condition)
            ) AS moved WHERE span > 0 GROUP BY warehouse, item, condition, event, span, way
            """, values)
        for row in rows {
            let pool = StockPool(warehouse: row[0].text, item: row[1].integer, condition: row[2].text)
            let amount = StockAmount(pieces: row[6].integer, amount: Money(fen: row[7].integer))
            var line = lines[pool] ?? Line(pool: pool)
            line.opening -= amount
            if row[4].integer == 1, let event = PostingEvent(rawValue: row[3].integer) {
                if row[5].integer == 0 {
                    line.comings[event, default: StockAmount()] += amount
                } else {
                    line.goings[event, default: StockAmount()] -= amount
                }
            }
            lines[pool] = line
        }
        self.lines = lines.values.filter { !$0.opening.isZero || !$0.comings.isEmpty || !$0.goings.isEmpty }
            .sorted { $0.pool < $1.pool }
    }

    /// The kinds that occur, in the order of their numbers.
    public var comings: [PostingEvent] { events(\.comings) }
    public var goings: [PostingEvent] { events(\.goings) }

    private func events(_ side: (Line) -> [PostingEvent: StockAmount]) -> [PostingEvent] {
        Set(lines.flatMap { side($0).keys }).sorted { $0.rawValue < $1.rawValue }
    }
}
