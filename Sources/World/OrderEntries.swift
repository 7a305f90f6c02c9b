import Documents
import Kernel
import Storage

/// The entries of one trade's settlements, and the numbered vouchers that they went into.
struct OrderEntries {
    let reader: any Connection
    let trade: Int64

    func text() throws -> String {
        var table = AlignedText([.left, .left, .left, .right, .right, .left], indent: "  ")
        table.add(["分录 entries", "科目", "account", "借方 debit", "贷方 credit", "凭证 voucher"])
        table.rule()
        for settlement in try settlements() {
            let rows = try reader.query(
                """
                SELECT p.event, l.account, a.name, a.english, l.side, l.amount, v.word, v.number, v.day, v.documents, v.total, l.party
                FROM posting p JOIN posting_line l ON l.document = p.document AND l.ordinal = p.ordinal
                JOIN account a ON a.number = l.account LEFT JOIN voucher v ON v.bundle = p.bundle
                WHERE p.document = $1 ORDER BY p.ordinal, l.line
                """, [.integer(settlement)])
            for row in rows {
                let amount = Money(fen: row[5].integer).grouped
                let isDebit = row[4].integer == Side.debit.rawValue
                let word = VoucherWord(rawValue: row[6].integer)?.chinese ?? ""
                let voucher =
                    row[7] == .null
                    ? "未封存 not sealed"
                    : "\(word)-\(row[7].integer) \(Day(number: Int32(row[8].integer)).text)(\(row[9].integer) 单 documents, \(Money(fen: row[10].integer).grouped))"
                let event = PostingEvent(rawValue: row[0].integer).map { "\($0.chinese) \($0.english)" } ?? ""
                table.add([
                    event, "\(row[1].integer) \(row[2].text)", row[3].text + (row[11].text.isEmpty ? "" : " · " + row[11].text),
                    isDebit ? amount : "", isDebit ? "" : amount, voucher,
                ])
            }
        }
        return table.text
    }

    /// The log positions of the trade's settlements: what its notices' issues were settled with.
    private func settlements() throws -> [Int64] {
        try reader.query(
            """
            SELECT DISTINCT s.position FROM reservation r JOIN log i ON i.source = r.notice JOIN log s ON s.source = i.position
            WHERE r.trade = $1 AND r.notice > 0 AND s.kind = $2 ORDER BY s.position
            """, [.integer(trade), .integer(DocumentKind.salesSettlement.rawValue)]
        ).map { $0[0].integer }
    }
}
