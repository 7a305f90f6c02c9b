import Documents
import Kernel
import Storage

/// Reports about the work inside the warehouses, as tables of text.
public enum WarehouseReport {
    public static let names = ["waves", "wrong-scans", "put-back", "expiring-lots", "accuracy", "counts", "reservation-cuts"]

    /// The report of that name; `nil` when it is none of these.
    public static func table(_ name: String, _ connection: any Connection) throws -> (columns: [String], rows: [[String]])? {
        switch name {
        case "waves": try waves(connection)
        case "wrong-scans": try wrongScans(connection)
        case "put-back": try putBack(connection)
        case "expiring-lots": try expiringLots(connection)
        case "accuracy": try accuracy(connection)
        case "counts": try counts(connection)
        case "reservation-cuts": try reservationCuts(connection)
        default: nil
        }
    }

    /// Every wave with something to pick: how far it is.
    private static func waves(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT wave, warehouse, COUNT(*), COUNT(DISTINCT notice), CAST(SUM(pieces) AS BIGINT), CAST(SUM(picked) AS BIGINT),
            CAST(SUM(issued) AS BIGINT) FROM pick_line WHERE wave IN (SELECT wave FROM pick_line WHERE state = $1)
            GROUP BY wave, warehouse ORDER BY wave
            """, [.integer(PickState.open.rawValue)])
        return (["wave", "warehouse", "lines", "notices", "pieces", "picked", "issued"], rows.map { $0.map(\.text) })
    }

    /// Refused scans by warehouse worker and kind, from the audit trail: who reads what wrongly, how often.
    private static func wrongScans(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let kind = CommandBody.scan(
            ScanReport(wave: DocumentReference(position: 0), line: 0, bin: "", barcode: "", happenedAt: Moment(milliseconds: 0))
        ).kind
        var counts: [[String]: Int64] = [:]
        for row in try connection.query(
            """
            SELECT a.name, a.device, c.refusal, COUNT(*) FROM command c JOIN actor a ON a.actor = c.actor
            WHERE c.kind = $1 AND c.outcome = $2 GROUP BY a.name, a.device, c.refusal
            """, [.integer(kind), .integer(Outcome.refused.rawValue)])
        {
            let code = row[2].text.prefix { $0 != "\n" }
            counts[[row[0].text, row[1].text, String(code)], default: 0] += row[3].integer
        }
        let rows = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { $0.key + [String($0.value)] }
        return (["who", "device", "kind", "scans"], rows)
    }

    /// Pieces that were picked for notices which were then stopped or cut: they lie in a basket and belong back into their bins.
    private static func putBack(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT p.warehouse, p.bin, p.lot, i.code, i.name, p.picked - p.issued, p.notice FROM pick_line p JOIN item i ON i.code = p.item
            WHERE p.state <> $1 AND p.picked > p.issued ORDER BY p.warehouse, p.bin, p.lot, p.item, p.notice
            """, [.integer(PickState.open.rawValue)])
        return (["warehouse", "bin", "lot", "item", "name", "pieces", "notice"], rows.map { $0.map(\.text) })
    }

    /// Lots with pieces, what expires first on top.
    private static func expiringLots(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT l.expires, s.warehouse, s.item, i.name, s.lot, CAST(SUM(s.pieces) AS BIGINT) FROM lot l
            JOIN physical_stock s ON s.item = l.item AND s.lot = l.lot JOIN item i ON i.code = s.item WHERE s.pieces > 0
            GROUP BY l.expires, s.warehouse, s.item, i.name, s.lot ORDER BY l.expires, s.warehouse, s.item, s.lot
            """)
        return (
            ["last_day", "warehouse", "item", "name", "lot", "pieces"],
            rows.map { [Day(number: Int32($0[0].integer)).text] + $0.dropFirst().map(\.text) }
        )
    }
}
