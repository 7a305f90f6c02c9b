import Documents
import Kernel
import Storage

/// The stock card 存货明细账 of one item: each move with the number of its document, its cost and the balance behind it.
public struct StockCard: Sendable {
    public struct Entry: Sendable {
        public let day: Day
        /// The stock document that moved the pieces.
        public let document: DocumentNumber
        public let happenedAt: Moment
        public let recordedAt: Moment
        public let event: PostingEvent
        public let warehouse: String
        public let condition: String
        /// Negative leaves.
        public let moved: StockAmount
        public let balance: StockAmount
    }

    public let period: StockPeriod
    public let opening: StockAmount
    public let entries: [Entry]
    public var closing: StockAmount { entries.last?.balance ?? opening }

    /// A card of the period's item; over all warehouses when the period names none. `condition` empty: all of them together.
    public init(_ period: StockPeriod, condition wanted: String = "", _ connection: any Connection) throws {
        precondition(period.item != nil, "a stock card is of one item")
        self.period = period
        var opening = StockAmount()
        for (pool, amount) in try period.today(connection) where wanted.isEmpty || pool.condition == wanted { opening += amount }
        let (condition, values) = try period.condition(connection)
        let rows = try connection.query(
            """
            SELECT p.day, p.event, l.warehouse, l.condition, CASE WHEN l.side = 0 THEN l.pieces ELSE -l.pieces END,
              CASE WHEN l.side = 0 THEN l.amount ELSE -l.amount END, \(period.spanExpression),
              COALESCE(d.position, s.position), COALESCE(d.kind, s.kind), COALESCE(d.happened_at, s.happened_at),
              COALESCE(d.recorded_at, s.recorded_at), l.document, l.ordinal, l.line
            FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
            JOIN log s ON s.position = l.document LEFT JOIN log d ON d.position = s.source
            WHERE \(condition)
            """, values)
        var moves: [(row: [SQLValue], amount: StockAmount)] = []
        for row in rows where row[6].integer > 0 && (wanted.isEmpty || row[3].text == wanted) {
            let amount = StockAmount(pieces: row[4].integer, amount: Money(fen: row[5].integer))
            opening -= amount
            if row[6].integer == 1 { moves.append((row, amount)) }
        }
        self.opening = opening
        moves.sort { left, right in
            // Within a day by the moment it happened, then in the order of the log.
            for column in [0, 9, 11, 12, 13] where left.row[column] != right.row[column] {
                return left.row[column].integer < right.row[column].integer
            }
            return false
        }
        var balance = opening
        entries = moves.compactMap { row, amount in
            balance += amount
            guard let kind = DocumentKind(rawValue: row[8].integer), let event = PostingEvent(rawValue: row[1].integer) else { return nil }
            let recorded = Moment(milliseconds: row[10].integer)
            return Entry(
                day: Day(number: Int32(row[0].integer)), document: DocumentNumber(kind: kind, day: recorded.day, position: row[7].integer),
                happenedAt: Moment(milliseconds: row[9].integer), recordedAt: recorded, event: event, warehouse: row[2].text,
                condition: row[3].text, moved: amount, balance: balance)
        }
    }

    /// Cost of one piece with four decimals, empty without pieces: `18.2000`.
    public static func unitCost(_ amount: StockAmount) -> String {
        guard amount.pieces != 0 else { return "" }
        let unit = Rounding.divide(Int128(amount.amount.fen) * 100, by: Int128(amount.pieces))
        let text = String(unit.magnitude)
        let padded = String(repeating: "0", count: max(0, 5 - text.count)) + text
        return (unit < 0 ? "-" : "") + padded.dropLast(4) + "." + padded.suffix(4)
    }
}
