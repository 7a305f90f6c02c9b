import Documents
import Kernel
import Storage

/// Reports about transfers, as tables of text.
public enum TransferReport {
    public static let names = ["transfers", "transfers-in-transit"]

    /// A report by name, `nil` for one that is not of these.
    public static func table(_ name: String, _ connection: any Connection) throws -> (columns: [String], rows: [[String]])? {
        switch name {
        case "transfers": try transfers(connection)
        case "transfers-in-transit": try inTransit(connection)
        default: nil
        }
    }

    private static func number(_ kind: DocumentKind, _ position: Int64, _ recordedAt: Int64) -> String {
        position == 0
            ? "" : DocumentNumber(kind: kind, day: Moment(milliseconds: recordedAt).day, position: position).text
    }

    /// Every transfer with where it stands.
    private static func transfers(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT t.request, r.recorded_at, t.sender, t.receiver, t.pricing, t.state, t.pieces, t.open, t.issued,
            COALESCE(w.received, 0), COALESCE(w.short, 0)
            FROM transfer t JOIN log r ON r.position = t.request
            LEFT JOIN (SELECT request, CAST(SUM(received) AS BIGINT) AS received, CAST(SUM(short) AS BIGINT) AS short
              FROM transit_line GROUP BY request) AS w ON w.request = t.request
            ORDER BY t.request
            """)
        return (
            ["request", "from", "to", "pricing", "state", "pieces", "reserved", "issued", "received", "short", "in_transit"],
            rows.map { row in
                [
                    number(.transferRequest, row[0].integer, row[1].integer), row[2].text, row[3].text,
                    TransferPricing(rawValue: row[4].integer)?.chinese ?? "", TransferState(rawValue: row[5].integer)?.chinese ?? "",
                    row[6].text, row[7].text, row[8].text, row[9].text, row[10].text,
                    String(row[8].integer - row[9].integer - row[10].integer),
                ]
            }
        )
    }

    /// Goods under way 在途库存账龄: what is in transit since when; days are counted to the newest document of the log.
    private static func inTransit(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let newest = Moment(milliseconds: try connection.scalar("SELECT COALESCE(MAX(happened_at), 0) FROM log")).day
        let rows = try connection.query(
            """
            SELECT t.issue, i.recorded_at, t.line, t.sender, t.receiver, t.item, t.condition, t.pieces - t.received - t.short, t.unexplained,
            l.price - l.received_price - l.short_price, t.issued_at
            FROM transit_line t JOIN log i ON i.position = t.issue JOIN transfer_lot l ON l.issue = t.issue AND l.line = t.line
            WHERE t.pieces > t.received + t.short ORDER BY t.issued_at, t.issue, t.line
            """)
        return (
            ["issue", "line", "from", "to", "item", "condition", "pieces", "no_cause_yet", "amount", "since", "days"],
            rows.map { row in
                let since = Moment(milliseconds: row[10].integer).day
                return [
                    number(.transferIssue, row[0].integer, row[1].integer), row[2].text, row[3].text, row[4].text, row[5].text, row[6].text,
                    row[7].text, row[8].text, Money(fen: row[9].integer).text, since.text, String(newest.number - since.number),
                ]
            }
        )
    }
}
