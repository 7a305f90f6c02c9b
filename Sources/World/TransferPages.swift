import Documents
import Kernel
import Storage

extension DemoPages {
    /// Transfers by route: what left, arrived, is short and under way, with its settlement amount.
    func transfers() throws -> String {
        let rows = try reader.query(
            """
            SELECT t.sender, t.receiver, COUNT(*), CAST(SUM(t.pieces) AS BIGINT), CAST(SUM(t.received) AS BIGINT),
            CAST(SUM(t.short) AS BIGINT), CAST(SUM(t.pieces - t.received - t.short) AS BIGINT), CAST(SUM(t.unexplained) AS BIGINT),
            CAST(SUM(l.price - l.received_price - l.short_price) AS BIGINT)
            FROM transit_line t JOIN transfer_lot l ON l.issue = t.issue AND l.line = t.line
            GROUP BY t.sender, t.receiver ORDER BY t.sender, t.receiver
            """)
        guard !rows.isEmpty else { return "" }
        var table = AlignedText([.left, .right, .right, .right, .right, .right, .right, .right], indent: "  ")
        table.add([
            "调拨 transfers", "行 lines", "调出 issued", "到货 received", "短少 short", "在途 under way", "待查 no cause yet", "在途金额 amount",
        ])
        table.rule()
        var sums = [Int64](repeating: 0, count: 7)
        for row in rows {
            for index in 0..<7 { sums[index] += row[index + 2].integer }
            table.add(
                ["\(row[0].text) → \(row[1].text)"] + row[2...7].map { $0.integer.groupedText } + [Money(fen: row[8].integer).grouped])
        }
        table.rule()
        table.add(["合计 total"] + sums.prefix(6).map(\.groupedText) + [Money(fen: sums[6]).grouped])
        return "\n" + table.text
    }
}
