import Documents
import Kernel
import Loop
import Storage

/// The lineage of money in the general ledger: a voucher's or a balance's posting lines, grouped by each ancestor in turn. Every
/// level groups the same lines, so its sums must be those of the level above; rows that are shown are compared with their documents.
final class LedgerLineage {
    private let log: LogReader
    private var text = LineageText()

    init(_ log: LogReader) { self.log = log }

    /// Which posting lines are explained.
    private struct Scope {
        let condition: String
        let parameters: [SQLValue]
        let matches: (Posting, PostingLine, Int64) -> Bool
    }

    private struct Group {
        let key: Int64
        let debit: Int64
        let credit: Int64
    }

    // MARK: What is explained

    func voucher(_ position: Int64) throws -> String {
        let rows = try log.connection.query(
            "SELECT book, period, word, number, day, event, shop, bundle, documents, total FROM voucher WHERE document = $1",
            [.integer(position)])
        guard let row = rows.first else { throw ProofError.unknownNumber(text: try log.name(position)) }
        let bundle = row[7].integer
        let word = VoucherWord(rawValue: row[2].integer)?.chinese ?? "?"
        text.title("\(row[0].text) \(Period(number: Int32(row[1].integer)).text) \(word)-\(row[3].integer)  \(try log.name(position))")
        text.row(
            "\(Day(number: Int32(row[4].integer)).text)  \(PostingEvent(rawValue: row[5].integer)?.chinese ?? "")  \(row[6].text)  附件 / postings \(row[8].integer)  合计 / total \(Money(fen: row[9].integer).grouped)"
        )
        try voucherLines(position, total: row[9].integer)
        try bundleLines(bundle, voucher: position)
        let scope = Scope(condition: "p.bundle = $1", parameters: [.integer(bundle)]) { _, _, posting in posting == bundle }
        try levels(scope, (row[9].integer, row[9].integer), vouchers: false)
        return finish()
    }

    func stockPosting(_ position: Int64) throws -> String {
        text.title(try log.name(position))
        let total = try log.connection.scalar(
            "SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM posting WHERE document = $1", [.integer(position)])
        text.row("过账合计 / posted \(Money(fen: total).grouped)")
        let scope = Scope(condition: "p.document = $1", parameters: [.integer(position)]) { _, _, _ in true }
        try levels(scope, (total, total), vouchers: true)
        return finish()
    }

    func balance(_ book: String, _ period: Period, _ account: Int64) throws -> String {
        let name = try log.connection.query("SELECT name, english FROM account WHERE number = $1", [.integer(account)]).first
        text.title("\(book) \(period.text) \(account) \(name?[0].text ?? "") / \(name?[1].text ?? "")")
        let key: [SQLValue] = [.text(book), .integer(Int64(period.number)), .integer(account)]
        let sums = try log.connection.query(
            "SELECT CAST(SUM(debit) AS BIGINT), CAST(SUM(credit) AS BIGINT), COUNT(*) FROM balance WHERE book = $1 AND period = $2 AND account = $3",
            key)[0]
        text.row("发生额 / turnover 借 / debit \(money(sums[0].integer))  贷 / credit \(money(sums[1].integer))")
        text.level("余额行", "balance rows by party and warehouse")
        let rows = try log.connection.query(
            "SELECT party, warehouse, debit, credit FROM balance WHERE book = $1 AND period = $2 AND account = $3 ORDER BY party, warehouse LIMIT \(LineageText.rowLimit)",
            key)
        var shown: (Int64, Int64) = (0, 0)
        for row in rows {
            let lines = try log.connection.query(
                "SELECT CAST(COALESCE(SUM(CASE WHEN l.side = 0 THEN l.amount ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN l.side = 1 THEN l.amount ELSE 0 END), 0) AS BIGINT) FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal WHERE p.book = $1 AND p.period = $2 AND l.account = $3 AND l.party = $4 AND l.warehouse = $5",
                key + [row[0], row[1]])[0]
            shown = (shown.0 + row[2].integer, shown.1 + row[3].integer)
            text.row(
                "\([row[0].text, row[1].text].filter { !$0.isEmpty }.joined(separator: " ")) 借 \(money(row[2].integer)) 贷 \(money(row[3].integer))",
                lines[0] == row[2] && lines[1] == row[3])
        }
        rest(Int64(rows.count), of: sums[2].integer, shown, (sums[0].integer, sums[1].integer))
        let scope = Scope(condition: "p.book = $1 AND p.period = $2 AND l.account = $3", parameters: key) { posting, line, _ in
            posting.book == book && posting.day.period == period && line.account == account
        }
        try levels(scope, (sums[0].integer, sums[1].integer), vouchers: true)
        return finish()
    }

    private func finish() -> String {
        text.close()
        return text.text
    }

    // MARK: The voucher itself

    private func voucherLines(_ position: Int64, total: Int64) throws {
        text.level("凭证分录", "voucher lines")
        let lines = try log.connection.query(
            "SELECT l.side, l.account, l.amount, l.party, l.warehouse, a.name FROM voucher_line l LEFT JOIN account a ON a.number = l.account WHERE l.document = $1 ORDER BY l.line",
            [.integer(position)])
        var sums: (Int64, Int64) = (0, 0)
        for line in lines {
            if line[0].integer == 0 { sums.0 += line[2].integer } else { sums.1 += line[2].integer }
        }
        for line in lines.prefix(LineageText.rowLimit) {
            let dimensions = [line[3].text, line[4].text].filter { !$0.isEmpty }.joined(separator: " ")
            text.row("\(line[0].integer == 0 ? "借" : "贷") \(line[1].integer) \(line[5].text) \(dimensions) \(money(line[2].integer))")
        }
        rest(Int64(min(lines.count, LineageText.rowLimit)), of: Int64(lines.count), (0, 0), (0, 0))
        text.sum("借方", "debit", sums.0, of: total)
        text.sum("贷方", "credit", sums.1, of: total)
    }

    private func bundleLines(_ bundle: Int64, voucher: Int64) throws {
        let rows = try log.connection.query("SELECT day, shop, documents, total FROM bundle WHERE bundle = $1", [.integer(bundle)])
        guard let row = rows.first else { return }
        text.level("汇总", "bundle of shop, day and rule")
        text.row("\(row[1].text) \(Day(number: Int32(row[0].integer)).text) \(row[2].integer) 笔 / postings \(money(row[3].integer))")
        let differing = try log.connection.query(
            """
            SELECT account, side, party, warehouse FROM (
            SELECT account, side, party, warehouse, amount FROM bundle_line WHERE bundle = $1
            UNION ALL SELECT account, side, party, warehouse, -amount AS amount FROM voucher_line WHERE document = $2) AS joined
            GROUP BY account, side, party, warehouse HAVING SUM(amount) <> 0
            """, [.integer(bundle), .integer(voucher)])
        text.row("汇总行 = 凭证分录 / bundle lines = voucher lines", differing.isEmpty)
    }

    // MARK: Levels

    private func levels(_ scope: Scope, _ whole: (Int64, Int64), vouchers: Bool) throws {
        if vouchers {
            try level("凭证", "vouchers", "COALESCE((SELECT MIN(v.document) FROM voucher v WHERE v.bundle = p.bundle), 0)", scope, whole) {
                row, lineage in
                row.key == 0 ? ("未封存 / not sealed yet", nil) : (try lineage.voucherName(row.key), nil)
            }
        }
        try level("过账", "postings", "p.document * 8 + p.ordinal", scope, whole) { row, lineage in
            (try lineage.log.name(row.key / 8) + " #\(row.key % 8 + 1)", try lineage.agrees(row, scope, row.key / 8, row.key % 8))
        }
        try level("结算单与存货过账", "settlements and stock postings", "p.document", scope, whole) { row, lineage in
            try lineage.settlement(row, scope)
        }
        try level("库存单据", "stock documents", "d.source", scope, whole) { row, lineage in try lineage.stockDocument(row) }
        if try touchesTransfers(scope) {
            try level("调拨申请", "transfer requests", TransferLineage.requestKey, scope, whole) { row, lineage in
                row.key == 0 ? ("不是调拨 / no transfer", nil) : try lineage.transfer(row)
            }
        }
        try level(
            "出库通知单", "delivery notices", "CASE WHEN i.kind = \(DocumentKind.salesIssue.rawValue) THEN i.source ELSE 0 END", scope, whole
        ) {
            row, lineage in
            row.key == 0 ? ("不经通知 / without a notice", nil) : try lineage.notice(row)
        }
        try level("销售订单", "sales orders", LedgerLineage.trade, scope, whole) { row, lineage in
            row.key == 0 ? ("不是销售 / no sale", nil) : try lineage.trade(row)
        }
        try level("平台订单", "channel orders", LedgerLineage.trade, scope, whole) { row, lineage in
            row.key == 0 ? ("不是销售 / no sale", nil) : try lineage.channelOrder(row)
        }
        let root = "CASE WHEN \(LedgerLineage.trade) = 0 THEN d.source ELSE \(LedgerLineage.trade) END"
        try level("命令与操作者", "commands and actors", root, scope, whole) { row, lineage in
            (row.key == 0 ? "—" : try lineage.log.origin(row.key), nil)
        }
    }

    /// The trade behind a settlement: its issue's notice names it, or the channel order behind a receivable of services.
    private static let trade =
        "CASE WHEN i.kind = \(DocumentKind.salesIssue.rawValue) THEN (SELECT MIN(t.trade) FROM task_line t WHERE t.notice = i.source) WHEN i.kind = \(DocumentKind.receivable.rawValue) THEN (SELECT CASE WHEN c.source = 0 THEN c.position ELSE c.source END FROM log s JOIN log c ON c.position = s.source WHERE s.position = i.source) ELSE 0 END"

    private func level(
        _ chinese: String, _ english: String, _ key: String, _ scope: Scope, _ whole: (Int64, Int64),
        _ describe: (Group, LedgerLineage) throws -> (String, Bool?)
    ) throws {
        let lines =
            "SELECT \(key) AS ancestor, CASE WHEN l.side = 0 THEN l.amount ELSE 0 END AS debit, CASE WHEN l.side = 1 THEN l.amount ELSE 0 END AS credit FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal JOIN log d ON d.position = p.document LEFT JOIN log i ON i.position = d.source WHERE \(scope.condition)"
        let grouped =
            "SELECT ancestor, CAST(SUM(debit) AS BIGINT) AS debit, CAST(SUM(credit) AS BIGINT) AS credit FROM (\(lines)) AS scoped GROUP BY ancestor"
        let total = try log.connection.query(
            "SELECT COUNT(*), CAST(COALESCE(SUM(debit), 0) AS BIGINT), CAST(COALESCE(SUM(credit), 0) AS BIGINT) FROM (\(grouped)) AS groups",
            scope.parameters)[0]
        let rows = try log.connection.query(grouped + " ORDER BY ancestor LIMIT \(LineageText.rowLimit)", scope.parameters)
        text.level("\(chinese)(\(total[0].integer))", english)
        try log.load(rows.map { $0[0].integer })
        var shown: (Int64, Int64) = (0, 0)
        for row in rows {
            let group = Group(key: row[0].integer, debit: row[1].integer, credit: row[2].integer)
            shown = (shown.0 + group.debit, shown.1 + group.credit)
            let (name, holds) = try describe(group, self)
            text.row("\(name)  借 \(money(group.debit)) 贷 \(money(group.credit))", holds)
        }
        let sums = (total[1].integer, total[2].integer)
        rest(Int64(rows.count), of: total[0].integer, shown, sums)
        if whole.0 != 0 || sums.0 != 0 { text.sum("借方", "debit", sums.0, of: whole.0) }
        if whole.1 != 0 || sums.1 != 0 { text.sum("贷方", "credit", sums.1, of: whole.1) }
    }

    private func rest(_ shown: Int64, of count: Int64, _ sum: (Int64, Int64), _ whole: (Int64, Int64)) {
        text.more(count - shown, "借 \(money(whole.0 - sum.0)) 贷 \(money(whole.1 - sum.1))")
    }

    private func money(_ fen: Int64) -> String { Money(fen: fen).grouped }

    // MARK: Rows against their documents

    private func voucherName(_ position: Int64) throws -> String {
        let row = try log.connection.query("SELECT period, word, number FROM voucher WHERE document = $1", [.integer(position)]).first
        guard let row else { return "—" }
        let word = VoucherWord(rawValue: row[1].integer)?.chinese ?? "?"
        return "\(Period(number: Int32(row[0].integer)).text) \(word)-\(row[2].integer) \(try log.name(position))"
    }

    private func postings(_ position: Int64) throws -> [Posting] {
        switch try log.document(position)?.document {
        case .salesSettlement(let value): value.postings
        case .stockPosting(let value): value.postings
        case .redReceivable(let value): value.postings
        case .expenseNote(let value): value.postings
        default: []
        }
    }

    /// Whether the document says the same of these lines; `ordinal` limits it to one posting.
    private func agrees(_ row: Group, _ scope: Scope, _ position: Int64, _ ordinal: Int64?) throws -> Bool {
        var debit: Int64 = 0
        var credit: Int64 = 0
        for (index, posting) in try postings(position).enumerated() where ordinal == nil || ordinal == Int64(index) {
            let bundle = try log.connection.scalar(
                "SELECT bundle FROM posting WHERE document = $1 AND ordinal = $2", [.integer(position), .integer(Int64(index))])
            for line in posting.lines where scope.matches(posting, line, bundle) {
                if line.side == .debit { debit += line.amount.fen } else { credit += line.amount.fen }
            }
        }
        return debit == row.debit && credit == row.credit
    }

    private func settlement(_ row: Group, _ scope: Scope) throws -> (String, Bool?) {
        var name = try log.name(row.key)
        var holds = try agrees(row, scope, row.key, nil)
        if case .salesSettlement(let value) = try log.document(row.key)?.document {
            let gross = value.lines.reduce(Int64(0)) { $0 + $1.gross.fen }
            let cost = value.lines.reduce(Int64(0)) { $0 + $1.cost.fen }
            name += "  含税 / gross \(money(gross)) 成本 / cost \(money(cost))"
            for posting in value.postings {
                let debit = posting.lines.reduce(Int64(0)) { $1.side == .debit ? $0 + $1.amount.fen : $0 }
                if debit != (posting.event == .sale ? gross : cost) { holds = false }
            }
        }
        return (name, holds)
    }

    private func stockDocument(_ row: Group) throws -> (String, Bool?) {
        let name = try log.name(row.key)
        guard let document = try log.document(row.key)?.document else { return (name, false) }
        switch document {
        case .transferShortage(let value):
            return ("\(name)  \(value.cause.chinese) \(value.lines.reduce(0) { $0 + $1.pieces }) 件 / pieces", nil)
        case .parcelEvent(let value):
            return ("\(name)  \(value.stage.chinese) \(value.lines.reduce(0) { $0 + $1.pieces }) 件 / pieces", nil)
        case .channelRefund(let value): return ("\(name)  \(value.amount.text)", nil)
        // The approval of a loss disposal moves nothing.
        case .approval, .salesSettlement, .redReceivable, .expenseNote, .writeDown, .consignmentStatement:
            return (name + "  只有金额 / money only", nil)
        case .landedCost, .priceChange: return (name + "  只有金额 / money only", nil)
        case .openingBalances(let value): return (name + "  \(value.lines.count) 行 / lines", nil)
        case .receivable: return (name + "  只有服务 / services only", nil)
        default: break
        }
        guard document.kind.direction != nil else { return (name, false) }
        let pieces = document.moves.reduce(Int64(0)) { $0 + abs($1.pieces) }
        let moved = try log.connection.scalar(
            "SELECT CAST(COALESCE(SUM(ABS(pieces)), 0) AS BIGINT) FROM physical_move WHERE document = $1", [.integer(row.key)])
        return ("\(name)  \(pieces) 件 / pieces", pieces == moved)
    }

    private func touchesTransfers(_ scope: Scope) throws -> Bool {
        try log.connection.scalar(
            """
            SELECT COUNT(*) FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
            JOIN log d ON d.position = p.document JOIN log i ON i.position = d.source WHERE (\(scope.condition))
            AND i.kind IN (\(TransferLineage.stockKinds))
            """, scope.parameters) > 0
    }

    private func transfer(_ row: Group) throws -> (String, Bool?) {
        let sums = try log.connection.query(
            """
            SELECT CAST(COALESCE(SUM(pieces), 0) AS BIGINT), CAST(COALESCE(SUM(received), 0) AS BIGINT),
            CAST(COALESCE(SUM(short), 0) AS BIGINT) FROM transit_line WHERE request = $1
            """, [.integer(row.key)])[0]
        let issued = try log.connection.scalar("SELECT issued FROM transfer WHERE request = $1", [.integer(row.key)])
        return (
            "\(try log.name(row.key))  出 / issued \(issued) = 收 / received \(sums[1].integer) + 短 / short \(sums[2].integer) + 在途 / under way \(sums[0].integer - sums[1].integer - sums[2].integer)",
            issued == sums[0].integer
        )
    }

    private func notice(_ row: Group) throws -> (String, Bool?) {
        let sums = try log.connection.query(
            "SELECT CAST(COALESCE(SUM(pieces), 0) AS BIGINT), CAST(COALESCE(SUM(issued), 0) AS BIGINT) FROM task_line WHERE notice = $1",
            [.integer(row.key)])[0]
        let moved = try log.connection.scalar(
            "SELECT CAST(COALESCE(-SUM(m.pieces), 0) AS BIGINT) FROM log l JOIN physical_move m ON m.document = l.position WHERE l.source = $1 AND l.kind = \(DocumentKind.salesIssue.rawValue)",
            [.integer(row.key)])
        return (
            "\(try log.name(row.key))  发 / issued \(sums[1].integer) ≤ 通知 / noticed \(sums[0].integer)",
            sums[1].integer == moved && sums[1].integer <= sums[0].integer
        )
    }

    private func trade(_ row: Group) throws -> (String, Bool?) {
        guard let order = try TradeFigures(row.key, log.connection) else { return ("—", false) }
        return (
            "\(try log.name(order.salesOrder))  含税 / gross \(money(order.gross)) = Σ 行 / lines \(money(order.lineGross))  已结算 / settled \(money(order.settled))",
            order.gross == order.lineGross && order.settled == order.opened
        )
    }

    private func channelOrder(_ row: Group) throws -> (String, Bool?) {
        guard let order = try TradeFigures(row.key, log.connection),
            case .channelOrder(let channel)? = try log.document(order.channelOrder)?.document
        else { return ("—", false) }
        let own = TradeFigures.ownAmount(channel)
        let holds = channel.taxIncluded ? own == order.lineGross : own == order.lineNet
        return ("\(channel.shop)/\(channel.externalID) \(try log.name(order.channelOrder))  \(money(own))", order.wasAmended ? nil : holds)
    }
}
