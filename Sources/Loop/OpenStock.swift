import Documents
import Kernel
import Storage

/// Goods that a document has put at another place than on hand, and what is still open of it (INV-05): transfers under way, losses and gains
/// under decision, goods shipped to customers and not earned.
public struct OpenStock: Sendable, Hashable {
    public let place: ValuePlace
    public let pool: StockPool
    public let document: DocumentNumber
    public let amount: StockAmount

    /// The registers of open documents, one line a place: document, warehouse, item, condition, pieces, money.
    private static let registers: [(place: ValuePlace, sql: String)] = [
        (
            .inTransfer,
            """
            SELECT issue AS document, warehouse, item, condition, pieces - received - short AS pieces,
              price - received_price - short_price AS amount
            FROM transfer_lot WHERE pieces <> received + short OR price <> received_price + short_price
            """
        ),
        (
            .underDecision,
            """
            SELECT subject AS document, warehouse, item, condition, pieces - settled_pieces AS pieces, amount - settled AS amount
            FROM pending_loss WHERE pieces <> settled_pieces OR amount <> settled
            """
        ),
        (
            .shipped,
            """
            SELECT issue AS document, warehouse, item, condition, pieces - received - short - back AS pieces, cost - cost_out AS amount
            FROM shipped_line WHERE pieces <> received + short + back OR cost <> cost_out
            """
        ),
    ]

    /// Places that keep a register.
    static let places = Set(registers.map(\.place))

    static func all(_ connection: any Connection) throws -> [OpenStock] {
        var found: [OpenStock] = []
        for register in registers {
            let rows = try connection.query(
                """
                SELECT r.document, l.kind, l.recorded_at, r.warehouse, r.item, r.condition, r.pieces, r.amount FROM log l JOIN (
                  \(register.sql)
                ) r ON r.document = l.position ORDER BY r.document, r.warehouse, r.item, r.condition
                """)
            for row in rows {
                guard let kind = DocumentKind(rawValue: row[1].integer) else { continue }
                found.append(
                    OpenStock(
                        place: register.place,
                        pool: StockPool(warehouse: row[3].text, item: row[4].integer, condition: row[5].text),
                        document: DocumentNumber(kind: kind, day: Moment(milliseconds: row[2].integer).day, position: row[0].integer),
                        amount: StockAmount(pieces: row[6].integer, amount: Money(fen: row[7].integer))))
            }
        }
        return found
    }
}
