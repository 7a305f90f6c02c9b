import Books
import Documents
import Kernel
import Storage

/// INV-05, INV-06 and INV-12 for the documents beside purchase, sale, return, transfer and count.
enum OtherStockChecks {
    private static let issue = DocumentKind.otherIssue.rawValue

    static let all: [Check] = [
        .agree(
            .posted, "期初余额行与过账 / opening balances and their postings", tables: ["opening_balance", "posting", "posting_line", "log"],
            keys: ["source", "book", "day", "account", "side", "party"], amounts: ["amount"], presence: true,
            "SELECT document AS source, book, day, account, side, party, amount FROM opening_balance",
            """
            SELECT d.source, p.book, p.day, l.account, l.side, l.party, l.amount FROM posting_line l
            JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal JOIN log d ON d.position = l.document
            WHERE p.event = \(PostingEvent.openingBalance.rawValue)
            """),
        .none(
            .posted, "期初余额录入存货科目或带模板 / opening of an account of goods, or by a rule",
            tables: ["opening_balance", "posting", "posting_line"],
            columns: ["document", "ordinal", "place", "rule_version"],
            """
            SELECT l.document, l.ordinal, l.place, p.rule_version FROM posting_line l
            JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
            WHERE p.event = \(PostingEvent.openingBalance.rawValue) AND (l.place <> 0 OR p.rule_version <> 0)
            """),
        .none(
            .posted, "未经审批的其他出库超过限额 / other issue above the limit without an approval",
            tables: ["log", "posting", "posting_line", "approval"], columns: ["document", "source", "cost"],
            """
            SELECT i.position, i.source, CAST(SUM(l.amount) AS BIGINT) FROM log i JOIN log s ON s.source = i.position
            JOIN posting_line l ON l.document = s.position
            WHERE i.kind = \(issue) AND i.source = 0 AND s.kind = \(DocumentKind.stockPosting.rawValue)
            AND l.place = \(ValuePlace.onHand.rawValue) AND l.side = 1 GROUP BY i.position, i.source
            HAVING SUM(l.amount) >= \(OtherIssue.approvalLimit.fen)
            """),
        .agree(
            .posted, "已批准的其他出库申请与出库单 / approved requests and the issues they brought about", tables: ["approval", "log"],
            keys: ["approval"], amounts: ["documents"],
            "SELECT decision AS approval, 1 AS documents FROM approval WHERE kind = \(issue) AND state = 2",
            "SELECT source AS approval, 1 AS documents FROM log WHERE kind = \(issue) AND source <> 0"),
        .agree(
            .splits, "状态调整前后成本 / cost before and after a condition change or assembly", tables: ["posting", "posting_line"],
            keys: ["document", "event"], amounts: ["amount"],
            "SELECT p.document, p.event, l.amount FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal WHERE \(conserved) AND l.side = 0",
            "SELECT p.document, p.event, l.amount FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal WHERE \(conserved) AND l.side = 1 AND l.place = \(ValuePlace.onHand.rawValue)"
        ),
    ]

    private static let conserved =
        "p.event IN (\(PostingEvent.conditionChange.rawValue), \(PostingEvent.assembly.rawValue))"
}

/// INV-06 and INV-12: an approved issue is its request, a request moves nothing, and what an assembly makes carries its ratio of the cost.
final class OtherStockSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.otherIssue, .assembly]
    static let tables = ["approval", "physical_move"]
    let invariant = Invariant.posted
    private var requests: [Int64: OtherIssue] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            switch logged.document {
            case .otherIssue(let issue): try look(at: issue, logged, run)
            case .assembly(let assembly): try look(at: assembly, logged, run)
            default: continue
            }
        }
    }

    private func look(at issue: OtherIssue, _ logged: LoggedDocument, _ run: CheckRun) throws {
        if issue.isRequest {
            requests[logged.position] = issue
            let moved = try run.connection.scalar("SELECT COUNT(*) FROM physical_move WHERE document = $1", [.integer(logged.position)])
            if moved != 0 { run.report(invariant, "申请 \(logged.number.text) 动了库存 / a request moved pieces") }
            let rows = try run.connection.query(
                "SELECT kind, book, maker, amount, requested_at FROM approval WHERE document = $1", [.integer(logged.position)])
            let wanted: [SQLValue] = [
                .integer(DocumentKind.otherIssue.rawValue), .text(issue.book), .integer(issue.maker.fingerprint),
                .integer(issue.cost.fen), .integer(logged.recordedAt.milliseconds),
            ]
            compare("approval", ["kind", "book", "maker", "amount", "requested_at"], [wanted], rows, run)
        } else if issue.request != 0 {
            guard let asked = requests[issue.request], asked.warehouse == issue.warehouse, asked.reason == issue.reason,
                pieces(asked.lines) == pieces(issue.lines), asked.isBadManagement == issue.isBadManagement
            else {
                run.report(invariant, "出库单 \(logged.number.text) 与其申请不符 / the issue is not what was approved")
                return
            }
        } else if issue.cost >= OtherIssue.approvalLimit {
            run.report(invariant, "出库单 \(logged.number.text) 成本 \(issue.cost.text) 未经审批 / issued without the approval it needs")
        }
    }

    private func pieces(_ lines: [StockLine]) -> [[String]: Int64] {
        var sums: [[String]: Int64] = [:]
        for line in lines { sums[[line.item.text, line.condition, line.owner], default: 0] += line.pieces }
        return sums
    }

    private func look(at assembly: Assembly, _ logged: LoggedDocument, _ run: CheckRun) throws {
        guard assembly.taken.allSatisfy(\.owner.isEmpty) else { return }
        let rows = try run.connection.query(
            """
            SELECT l.side, l.amount FROM log s JOIN posting_line l ON l.document = s.position
            WHERE s.source = $1 AND s.kind = \(DocumentKind.stockPosting.rawValue) ORDER BY l.ordinal, l.line
            """, [.integer(logged.position)])
        let total = rows.reduce(Int64(0)) { $1[0].integer == Side.credit.rawValue ? $0 + $1[1].integer : $0 }
        let made = rows.filter { $0[0].integer == Side.debit.rawValue }.map { Money(fen: $0[1].integer) }
        let shares = Money(fen: total).spread(over: assembly.made.map(\.ratio))
        if made != shares {
            run.report(.splits, "组装拆卸 \(logged.number.text) 成本 \(made.map(\.text)) 未按比例 \(shares.map(\.text)) / cost not by its ratios")
        }
    }
}

/// INV-06: rows of opening balances are the lines of their documents.
final class OpeningSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.openingBalances]
    static let tables = ["opening_balance"]
    let invariant = Invariant.posted
    private static let columns = ["document", "line", "book", "day", "role", "side", "amount", "party"]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var expected: [[SQLValue]] = []
        for logged in page.documents {
            guard case .openingBalances(let opening) = logged.document else { continue }
            for (index, line) in opening.lines.enumerated() {
                expected.append([
                    .integer(logged.position), .integer(Int64(index + 1)), .text(opening.book), .integer(Int64(opening.day.number)),
                    .integer(line.role.rawValue), .integer(line.side.rawValue), .integer(line.amount.fen), .text(line.party),
                ])
            }
        }
        try compare(OpeningBalanceRow.schema, by: "document", page, expected, run, columns: OpeningSection.columns)
    }
}
