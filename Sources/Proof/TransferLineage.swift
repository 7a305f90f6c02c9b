import Documents
import Kernel
import Loop
import Orders
import Storage

/// The lineage of one transfer 单号全程追溯: request → approval → notice → issues → receipts and shortages → postings → vouchers. Each level
/// re-adds to the one above.
final class TransferLineage {
    private let log: LogReader
    private var text = LineageText()

    init(_ log: LogReader) { self.log = log }

    /// Any document of a transfer leads to the whole of it.
    func explain(_ logged: LoggedDocument) throws -> String {
        let request = TransferLineage.request(of: logged)
        guard let row = try log.connection.read(TransferRow.self, keys: [request]).first,
            case .transferRequest(let content)? = try log.document(request)?.document
        else { throw ProofError.unknownNumber(text: logged.number.text) }
        let state = TransferState(rawValue: row.state)
        text.title("\(row.sender) → \(row.receiver)  \(state?.chinese ?? "") / \(state?.english ?? "")")
        if logged.position != request { text.row("所问 / asked for: \(logged.number.text) \(logged.document.kind.chinese)") }
        try requested(request, content, row)
        try released(request, row)
        let issued = try issues(row)
        try arrivals(issued.issues, pieces: issued.pieces)
        text.close()
        return text.text
    }

    /// The stock documents of transfers, for statements.
    static let stockKinds = [DocumentKind.transferIssue, .transferReceipt, .transferShortage].map { String($0.rawValue) }.joined(
        separator: ", ")

    /// The request behind a transfer's stock document `i`, 0 for other documents: a receipt of found pieces follows from a shortage.
    static let requestKey = """
        CASE WHEN i.kind = \(DocumentKind.transferIssue.rawValue) THEN (SELECT MIN(t.request) FROM transit_line t WHERE t.issue = i.position)
        WHEN i.kind IN (\(stockKinds)) THEN (SELECT MIN(t.request) FROM transit_line t WHERE t.issue = i.source
        OR t.issue = (SELECT x.source FROM log x WHERE x.position = i.source)) ELSE 0 END
        """

    private static func request(of logged: LoggedDocument) -> Int64 {
        switch logged.document {
        case .transferRequest: logged.position
        case .transferNotice(let value): value.request
        case .transferIssue(let value): value.request
        case .transferReceipt(let value): value.request
        case .transferShortage(let value): value.request
        case .transferCancellation(let value): value.request
        default: 0
        }
    }

    private func requested(_ request: Int64, _ content: TransferRequest, _ row: TransferRow) throws {
        text.level("调拨申请", "request")
        text.row(
            "\(try log.name(request))  \(content.pricing.chinese) / \(content.pricing.english)  成本 / cost \(content.expectedCost.grouped)  结算 / settlement \(content.settlement.grouped)"
        )
        text.row("  \(try log.origin(request))")
        let lines = try log.connection.query(
            "SELECT line, item, condition, pieces, open, issued FROM transfer_line WHERE request = $1 ORDER BY line", [.integer(request)])
        for line in lines.prefix(LineageText.rowLimit) {
            text.row(
                "行 / line \(line[0].integer) \(line[1].text) \(line[2].text) × \(line[3].integer)  占用 / reserved \(line[4].integer)  已出 / issued \(line[5].integer)"
            )
        }
        let beyond = lines.dropFirst(LineageText.rowLimit)
        text.more(Int64(beyond.count), beyond.reduce(0) { $0 + $1[3].integer }.groupedText)
        text.sum("行件数", "pieces of the lines", lines.reduce(0) { $0 + $1[3].integer }, of: row.pieces, money: false)
    }

    private func released(_ request: Int64, _ row: TransferRow) throws {
        text.level("审批与通知", "approval and notice")
        let decisions = try log.connection.query(
            "SELECT position FROM log WHERE source = $1 ORDER BY position LIMIT \(LineageText.rowLimit)", [.integer(request)])
        for decision in decisions {
            var line = try log.name(decision[0].integer)
            if case .approval(let approval)? = try log.document(decision[0].integer)?.document {
                line += "  \(approval.isApproved ? "批准 / approved" : "驳回 / rejected")  \(approval.note)"
            }
            text.row(line)
            text.row("  \(try log.origin(decision[0].integer))")
        }
        guard row.notice != 0 else { return }
        let task = try log.connection.query(
            "SELECT CAST(SUM(pieces) AS BIGINT), CAST(SUM(open) AS BIGINT), CAST(SUM(issued) AS BIGINT) FROM transfer_task WHERE notice = $1",
            [.integer(row.notice)])[0]
        text.row(
            "\(try log.name(row.notice))  通知 / noticed \(task[0].integer)  未出 / open \(task[1].integer)  已出 / issued \(task[2].integer)")
        text.sum("通知件数", "pieces noticed", task[0].integer, of: row.pieces, money: false)
        text.sum("占用", "reserved", task[1].integer, of: row.open, money: false)
    }

    private func issues(_ row: TransferRow) throws -> (issues: [Int64], pieces: Int64) {
        let rows = try log.connection.query(
            """
            SELECT t.issue, CAST(SUM(t.pieces) AS BIGINT), CAST(SUM(l.cost) AS BIGINT), CAST(SUM(l.price) AS BIGINT)
            FROM transit_line t JOIN transfer_lot l ON l.issue = t.issue AND l.line = t.line JOIN log i ON i.position = t.issue
            WHERE i.source = $1 AND $1 <> 0 GROUP BY t.issue ORDER BY t.issue
            """, [.integer(row.notice)])
        text.level("调拨出库单(\(rows.count))", "transfer issues")
        for issue in rows.prefix(LineageText.rowLimit) {
            text.row(
                "\(try log.name(issue[0].integer))  \(issue[1].integer) 件 / pieces  成本 / cost \(Money(fen: issue[2].integer).grouped)  结算 / settlement \(Money(fen: issue[3].integer).grouped)"
            )
            try postings(of: issue[0].integer)
        }
        let beyond = rows.dropFirst(LineageText.rowLimit)
        text.more(Int64(beyond.count), beyond.reduce(0) { $0 + $1[1].integer }.groupedText)
        let pieces = rows.reduce(Int64(0)) { $0 + $1[1].integer }
        text.sum("出库件数", "pieces issued", pieces, of: row.issued, money: false)
        return (rows.map { $0[0].integer }, pieces)
    }

    /// Receipts and shortages of each issue, and what is still under way.
    private func arrivals(_ issues: [Int64], pieces: Int64) throws {
        guard !issues.isEmpty else { return }
        text.level("到货与短少", "receipts and shortages")
        var sums = (received: Int64(0), short: Int64(0), underWay: Int64(0))
        for (index, issue) in issues.enumerated() {
            let row = try log.connection.query(
                """
                SELECT CAST(SUM(received) AS BIGINT), CAST(SUM(short) AS BIGINT), CAST(SUM(pieces - received - short) AS BIGINT),
                CAST(SUM(unexplained) AS BIGINT), MIN(issued_at) FROM transit_line WHERE issue = $1
                """, [.integer(issue)])[0]
            sums = (sums.received + row[0].integer, sums.short + row[1].integer, sums.underWay + row[2].integer)
            if index >= LineageText.rowLimit { continue }
            text.row(
                "\(try log.name(issue))  收 / received \(row[0].integer)  短 / short \(row[1].integer)  在途 / under way \(row[2].integer)(待查 / no cause yet \(row[3].integer))  自 / since \(Moment(milliseconds: row[4].integer).text)"
            )
            let children = try log.connection.query(
                """
                SELECT c.position FROM log c WHERE c.source = $1 AND c.kind IN ($2, $3) UNION ALL
                SELECT r.position FROM log c JOIN log r ON r.source = c.position AND r.kind = $2 WHERE c.source = $1 AND c.kind = $3
                ORDER BY 1 LIMIT \(LineageText.rowLimit)
                """,
                [
                    .integer(issue), .integer(DocumentKind.transferReceipt.rawValue), .integer(DocumentKind.transferShortage.rawValue),
                ])
            for child in children { try arrival(child[0].integer) }
        }
        text.sum("已收 + 短少 + 在途", "received + short + under way", sums.received + sums.short + sums.underWay, of: pieces, money: false)
    }

    private func arrival(_ position: Int64) throws {
        let name = try log.name(position)
        switch try log.document(position)?.document {
        case .transferReceipt(let receipt):
            let pieces = receipt.lines.reduce(0) { $0 + $1.pieces }
            let moved = try log.connection.scalar(
                "SELECT CAST(COALESCE(SUM(pieces), 0) AS BIGINT) FROM physical_move WHERE document = $1", [.integer(position)])
            let found = receipt.shortage == 0 ? "" : "  找回 / found, of \(try log.name(receipt.shortage))"
            text.row("  \(name)  \(pieces) 件 / pieces\(found)", pieces == moved)
        case .transferShortage(let shortage):
            text.row(
                "  \(name)  \(shortage.lines.reduce(0) { $0 + $1.pieces }) 件 / pieces  \(shortage.cause.chinese) / \(shortage.cause.english)"
            )
        default: text.row("  \(name)", false)
        }
        try postings(of: position)
    }

    /// The postings of a stock document, each with its voucher.
    private func postings(of document: Int64) throws {
        let rows = try log.connection.query(
            """
            SELECT p.event, p.total, p.book, COALESCE(v.document, 0), COALESCE(v.total, 0) FROM log d JOIN posting p ON p.document = d.position
            LEFT JOIN voucher v ON v.bundle = p.bundle WHERE d.source = $1 AND d.kind = \(DocumentKind.stockPosting.rawValue)
            ORDER BY p.document, p.ordinal
            """, [.integer(document)])
        for row in rows {
            let event = PostingEvent(rawValue: row[0].integer)
            text.row(
                "    \(row[2].text) \(event?.chinese ?? "") / \(event?.english ?? "") \(Money(fen: row[1].integer).grouped) → \(try log.name(row[3].integer)) \(Money(fen: row[4].integer).grouped)",
                row[1] == row[4])
        }
    }
}
