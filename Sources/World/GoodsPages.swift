import Books
import Documents
import Kernel
import Loop
import Orders
import Storage
import Warehouse

/// The goods of the month: what moved them, and where the word of one does not fit that of another.
extension DemoPages {
    /// Kinds that every order makes; what else there is moved goods, planned them, or settled a difference.
    private static let orderKinds: Set<DocumentKind> = [.masterRecord, .channelOrder, .salesOrder, .receivable, .salesSettlement, .voucher]

    /// Every kind of goods document, how many of each, and the pieces it brought into the warehouses and took out of them.
    func goodsDocuments() throws -> String {
        let rows = try reader.query(
            """
            SELECT l.kind, COUNT(*), CAST(COALESCE(SUM(m.into_stock), 0) AS BIGINT), CAST(COALESCE(SUM(m.out_of_stock), 0) AS BIGINT)
            FROM log l LEFT JOIN (SELECT document, SUM(CASE WHEN pieces > 0 THEN pieces ELSE 0 END) AS into_stock,
              SUM(CASE WHEN pieces < 0 THEN -pieces ELSE 0 END) AS out_of_stock FROM physical_move GROUP BY document) AS m
            ON m.document = l.position GROUP BY l.kind ORDER BY l.kind
            """)
        var table = AlignedText([.left, .left, .right, .right, .right], indent: "  ")
        table.add(["单据", "document", "张数 count", "入库件 pieces in", "出库件 pieces out"])
        table.rule()
        var sums = [Int64](repeating: 0, count: 3)
        for row in rows {
            guard let kind = DocumentKind(rawValue: row[0].integer), !DemoPages.orderKinds.contains(kind) else { continue }
            for index in 0..<3 { sums[index] += row[index + 1].integer }
            table.add([kind.chinese, kind.english] + [row[1].integer.groupedText] + row[2...3].map { blank($0.integer) })
        }
        table.rule()
        table.add(["合计", "total"] + sums.map(\.groupedText))
        return table.text
    }

    private func blank(_ pieces: Int64) -> String { pieces == 0 ? "" : pieces.groupedText }

    /// Accuracy by class, what waits for a decision, what is in dispute, and what was refused.
    func variances() throws -> String {
        try [accuracy(), open(), disputes(), refusals()].joined(separator: "\n")
    }

    /// Stock accuracy of the counts, by warehouse and class (seed: A 0.3 %, B 0.5 %, C 1 %).
    private func accuracy() throws -> String {
        let report = try WarehouseReport.table("accuracy", reader) ?? ([], [])
        guard !report.rows.isEmpty else { return "  本月没有盘点 / nothing was counted\n" }
        var table = AlignedText([.left, .left, .left] + Array(repeating: .right, count: 6), indent: "  ")
        table.add([
            "盘点 counts", "仓库", "类 class", "品项 articles", "有差异 differing", "品项准确率 by article", "件数 pieces", "差异件 difference",
            "件数准确率 by piece",
        ])
        table.rule()
        for row in report.rows { table.add(row) }
        return table.text
    }

    /// Rows of a report, the sum of one of its columns of money, and of one of pieces.
    private func add(
        _ chinese: String, _ english: String, _ report: (columns: [String], rows: [[String]])?, amount: String? = nil,
        pieces: String? = nil,
        to table: inout AlignedText
    ) {
        guard let report else { return }
        func sum(_ name: String?) -> Int64? {
            guard let name, let column = report.columns.firstIndex(of: name) else { return nil }
            return report.rows.reduce(0) { $0 + (Int64($1[column].filter { $0 != "." && $0 != "," }) ?? 0) }
        }
        table.add([
            chinese, english, Int64(report.rows.count).groupedText, sum(pieces).map(\.groupedText) ?? "",
            sum(amount).map { Money(fen: $0).grouped } ?? "",
        ])
    }

    /// What waits for somebody at the month's end.
    private func open() throws -> String {
        var table = AlignedText([.left, .left, .right, .right, .right], indent: "  ")
        table.add(["待处理的差异", "open differences", "笔 rows", "件 pieces", "金额 amount"])
        table.rule()
        add(
            "已退款、货未回", "refunded, goods not back", try BooksReport.table("refunded-not-returned", reader), amount: "difference",
            pieces: "pieces", to: &table)
        add(
            "货已回、款未退", "goods back, not refunded", try BooksReport.table("returned-not-refunded", reader), amount: "difference",
            pieces: "pieces", to: &table)
        add(
            "退货少件", "missing in returned parcels", try BooksReport.table("missing-in-returns", reader), pieces: "pieces", to: &table)
        add("丢件", "lost parcels", try BooksReport.table("lost-parcels", reader), amount: "cost", pieces: "pieces", to: &table)
        add(
            "待处理财产损溢", "gains and losses under decision", try BooksReport.table("pending-losses", reader), amount: "amount",
            pieces: "pieces", to: &table)
        add("调拨在途", "transfers under way", try TransferReport.table("transfers-in-transit", reader), to: &table)
        let tasks = try reader.scalar("SELECT COUNT(*) FROM variance_task WHERE state = $1", [.integer(VarianceState.open.rawValue)])
        table.add(["差异预警(超过 0.5 %)", "variance tasks (above 0.5 %)", tasks.groupedText, "", ""])
        let claims = try VarianceReport.claims(reader)
        let unexplained = claims.rows.filter { $0.last != "0" }
        add(
            "最近 20 份外仓申报中无法说明", "unexplained in the newest 20 claims of outside warehouses", (claims.columns, unexplained), pieces: "无法说明",
            to: &table)
        return table.text
    }

    /// What a channel or a carrier says that the ledgers cannot take, by cause.
    private func disputes() throws -> String {
        let rows = try reader.query(
            """
            SELECT cause, COUNT(*), CAST(SUM(pieces) AS BIGINT), CAST(SUM(amount) AS BIGINT) FROM dispute GROUP BY cause ORDER BY cause
            """)
        guard !rows.isEmpty else { return "  没有争议 / no disputes\n" }
        var table = AlignedText([.left, .left, .right, .right, .right], indent: "  ")
        table.add(["争议", "disputes", "笔 rows", "件 pieces", "金额 amount"])
        table.rule()
        for row in rows {
            guard let cause = DisputeCause(rawValue: row[0].integer) else { continue }
            table.add([
                cause.chinese, cause.english, row[1].integer.groupedText, blank(row[2].integer),
                row[3].integer == 0 ? "" : Money(fen: row[3].integer).grouped,
            ])
        }
        return table.text
    }

    /// The commonest refusals of the month, each with the newest of its sentences: nothing of them is in any ledger.
    private func refusals() throws -> String {
        let newest = try reader.query(
            "SELECT refusal FROM command WHERE outcome = $1 ORDER BY sequence", [.integer(Outcome.refused.rawValue)])
        var known: [String: (count: Int64, sentence: String)] = [:]
        for row in newest {
            let parts = row[0].text.split(separator: "\n", omittingEmptySubsequences: false)
            guard parts.count > 1 else { continue }
            known[String(parts[0]), default: (0, "")].count += 1
            known[String(parts[0])]?.sentence = String(parts[1])
        }
        let total = known.values.reduce(0) { $0 + $1.count }
        guard total > 0 else { return "  没有被拒的命令 / nothing was refused\n" }
        var table = AlignedText([.right, .left, .left], indent: "  ")
        table.add(["次 times", "拒绝 refusal", "最近一句 newest sentence"])
        table.rule()
        let common = known.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        for (code, refusal) in common.prefix(8) {
            let sentence = refusal.sentence.count > 70 ? refusal.sentence.prefix(69) + "…" : refusal.sentence[...]
            table.add([refusal.count.groupedText, code, String(sentence)])
        }
        table.rule("共 \(total.groupedText) 次,\(known.count) 种 / \(total.groupedText) refusals of \(known.count) kinds")
        return table.text
    }
}
