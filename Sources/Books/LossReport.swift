import Documents
import Kernel
import Storage

extension BooksReport {
    /// What is under decision 待处理财产损溢, oldest first: the document that lost or found it, what happened, pieces and money, and the
    /// disposal that waits for its approval.
    static func pendingLosses(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT p.opened_at, p.subject, s.kind, s.recorded_at, p.event, p.book, p.warehouse, p.item, COALESCE(i.name, ''), p.condition,
              p.pieces, p.amount, p.disposal, COALESCE(d.recorded_at, 0)
            FROM pending_loss p JOIN log s ON s.position = p.subject LEFT JOIN item i ON i.code = p.item
            LEFT JOIN log d ON d.position = p.disposal
            WHERE p.pieces <> p.settled_pieces OR p.amount <> p.settled ORDER BY p.opened_at, p.posting, p.line
            """)
        func number(_ kind: DocumentKind?, _ position: SQLValue, _ recorded: SQLValue) -> String {
            guard position.integer != 0, let kind else { return "" }
            return DocumentNumber(kind: kind, day: Moment(milliseconds: recorded.integer).day, position: position.integer).text
        }
        return (
            ["opened", "document", "event", "book", "warehouse", "item", "name", "condition", "pieces", "amount", "disposal"],
            rows.map { row in
                [
                    Moment(milliseconds: row[0].integer).day.text, number(DocumentKind(rawValue: row[2].integer), row[1], row[3]),
                    PostingEvent(rawValue: row[4].integer)?.chinese ?? "", row[5].text, row[6].text, row[7].text, row[8].text, row[9].text,
                    row[10].text, Money(fen: row[11].integer).text, number(.lossDisposal, row[12], row[13]),
                ]
            }
        )
    }
}
