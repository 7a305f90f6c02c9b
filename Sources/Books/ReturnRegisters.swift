import Documents
import Kernel
import Storage

extension BooksReport {
    /// Money and goods of returns that have not met 退款与退货台账, line by line, oldest first. `isRefunded`: refunded, goods not back; else
    /// goods back, not refunded. Compared by value: the pieces that came back at the price of their sale, exchanges and losses apart.
    static func openReturns(isRefunded: Bool, _ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let side = isRefunded ? "r.refunded_at" : "r.returned_at"
        let rows = try connection.query(
            """
            SELECT \(side), o.shop, o.external_id, COALESCE(i.name, ''), s.settled_pieces, s.settled_gross, r.returned_pieces - r.exchanged_pieces,
              CASE WHEN r.for_goods > 0 THEN r.for_goods ELSE r.refunded_gross - COALESCE(e.exchanged, 0) + r.expensed END, r.for_goods,
              r.returned_pieces
            FROM refund_line r JOIN sales_order o ON o.trade = r.trade JOIN receivable_line s ON s.trade = r.trade AND s.line = r.line
            LEFT JOIN item i ON i.code = r.item
            LEFT JOIN (SELECT trade, line, CAST(SUM(exchanged) AS BIGINT) AS exchanged FROM refund_share GROUP BY trade, line) AS e
            ON e.trade = r.trade AND e.line = r.line
            WHERE s.settled_pieces > 0 ORDER BY \(side), r.trade, r.line
            """)
        return (
            ["since", "shop", "order", "name", "pieces", "refunded", "returned", "difference"],
            rows.compactMap { row in
                let back = Money(fen: row[5].integer).share(row[6].integer, of: row[4].integer)
                let refunded = Money(fen: isRefunded ? row[8].integer : row[7].integer)
                let difference = isRefunded ? refunded - back : back - refunded
                guard difference > .zero, isRefunded ? refunded > .zero : row[6].integer > 0 else { return nil }
                let pieces = isRefunded ? max(0, row[4].integer - row[9].integer) : row[6].integer
                let amounts = isRefunded ? [refunded.text, back.text] : [back.text, refunded.text]
                return [Moment(milliseconds: row[0].integer).day.text, row[1].text, row[2].text, row[3].text, String(pieces)] + amounts
                    + [difference.text]
            }
        )
    }

    /// Lost parcels 丢件: carrier, waybill and order, pieces and cost, and how much of the loss nobody has decided on.
    static func lostParcels(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT l.happened_at, t.carrier, t.waybill, o.shop, o.external_id, CAST(SUM(p.pieces) AS BIGINT), CAST(SUM(p.amount) AS BIGINT),
              CAST(SUM(p.amount - p.settled) AS BIGINT)
            FROM pending_loss p JOIN log l ON l.position = p.subject JOIN sales_order o ON o.trade = l.source
            JOIN parcel_trip t ON t.trade = o.trade AND t.lost_at = l.happened_at
            WHERE l.kind = \(DocumentKind.parcelEvent.rawValue)
            GROUP BY l.position, l.happened_at, t.carrier, t.waybill, o.shop, o.external_id ORDER BY l.position
            """)
        return (
            ["lost", "carrier", "waybill", "shop", "order", "pieces", "cost", "open"],
            rows.map { row in
                [Moment(milliseconds: row[0].integer).day.text] + row[1...4].map(\.text) + [row[5].text]
                    + row[6...7].map { Money(fen: $0.integer).text }
            }
        )
    }

    /// Pieces that were not in the parcel of a return 退货少件: what to claim from the buyer or the carrier.
    static func missingInReturns(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT r.moved_at, r.shop, o.external_id, r.form, r.carrier, r.waybill, COALESCE(i.name, ''), l.missing FROM return_line l
            JOIN return_order r ON r.trade = l.trade AND r.document = l.document JOIN sales_order o ON o.trade = l.trade
            LEFT JOIN item i ON i.code = l.item WHERE l.missing > 0 ORDER BY r.moved_at, l.trade, l.line
            """)
        return (
            ["since", "shop", "order", "form", "carrier", "waybill", "name", "pieces"],
            rows.map { row in
                [
                    Moment(milliseconds: row[0].integer).day.text, row[1].text, row[2].text,
                    ReturnForm(rawValue: row[3].integer)?.chinese ?? "",
                ]
                    + row[4...7].map(\.text)
            }
        )
    }
}
