import Documents
import Kernel
import Loop
import Storage

/// Status reports and claims of the small company: `CD1` keeps books of its own.
extension SmallCompany {
    private static let outside = Actor(name: "outside warehouse", position: "interface", device: "api-9")
    private static let checking = Actor(name: "finance", position: "finance manager", device: "bench-3")

    mutating func compare(_ number: Int) async throws {
        for warehouse in ["GZ1", "CD1"] { try await hand(.stockStatus(warehouse: warehouse), by: Self.outside) }
        let reader = try company.location.connect(readOnly: true)
        let rows = try reader.query(
            """
            SELECT item, condition, CAST(SUM(pieces) AS BIGINT) FROM physical_stock WHERE warehouse = 'CD1' AND owner = ''
            GROUP BY item, condition ORDER BY item, condition
            """)
        let open = try reader.query("SELECT document FROM variance_task WHERE state = 1 ORDER BY document LIMIT 1")
        reader.close()
        let lines = rows.enumerated().map { index, row in
            StockClaimReport.Line(
                item: ItemCode(stored: row[0].integer), condition: row[1].text,
                pieces: max(0, row[2].integer + Int64([0, -1, 3, 0][(index + number) % 4])))
        }
        try await hand(.stockClaim(StockClaimReport(warehouse: "CD1", asOf: at.adding(seconds: -1800), lines: lines)), by: Self.outside)
        if number % 2 == 1, let task = open.first {
            let subject = DocumentReference(position: task[0].integer)
            try await hand(.varianceClosing(VarianceClosing(subject: subject, reason: "已复核")), by: Self.checking)
        }
    }

    private mutating func hand(_ body: CommandBody, by actor: Actor) async throws {
        _ = try await company.submit(Command(actor: actor, body: body), at: at)
        at = at.adding(seconds: 60)
    }
}
