import Documents
import Loop
import Orders
import Storage

/// INV-03: the mirror of outside warehouses by time is that of the physical ledger, pages list every promise row once, and variance tasks and
/// status reports are what their documents say.
enum AgreementChecks {
    static let all: [Check] = [
        .agree(
            .promise, "外部仓镜像流水与实物流水 / mirror moves and physical moves", tables: ["mirror_move", "physical_move", "warehouse", "log"],
            keys: ["document", "line", "warehouse", "item", "condition", "happened_at", "recorded_at"], amounts: ["pieces"], presence: true,
            "SELECT -behind AS document, line, warehouse, item, condition, happened_at, recorded_at, pieces FROM mirror_move",
            """
            SELECT m.document, m.line, m.warehouse, m.item, m.condition, l.happened_at, l.recorded_at, m.pieces FROM physical_move m
            JOIN warehouse w ON w.code = m.warehouse JOIN log l ON l.position = m.document
            WHERE w.outside_since > 0 AND m.document > w.outside_since AND m.owner = ''
            """),
        .agree(
            .promise, "外部仓未回单 / open notices and goods under way of outside warehouses",
            tables: ["mirror_open", "task_line", "transit_line", "warehouse", "log"],
            keys: ["document", "line", "warehouse", "item", "condition", "since"], amounts: ["pieces"], presence: true,
            "SELECT document, line, warehouse, item, condition, since, pieces FROM mirror_open",
            """
            SELECT t.notice AS document, t.line, t.warehouse, t.item, t.condition, l.recorded_at AS since, -t.open AS pieces FROM task_line t
            JOIN warehouse w ON w.code = t.warehouse JOIN log l ON l.position = t.notice
            WHERE w.outside_since > 0 AND t.notice > w.outside_since AND t.owner = '' AND t.open > 0
            UNION ALL SELECT t.issue, t.line, t.receiver, t.item, t.condition, l.recorded_at, t.pieces - t.received - t.short
            FROM transit_line t JOIN warehouse w ON w.code = t.receiver JOIN log l ON l.position = t.issue
            WHERE w.outside_since > 0 AND t.issue > w.outside_since AND t.pieces > t.received + t.short
            """),
        .agree(
            .promise, "库存动态页与账面 / pages and the promise ledger", tables: ["stock_page", "promise_stock"],
            keys: ["warehouse", "item", "condition", "owner"], amounts: ["listed"], presence: true,
            "SELECT warehouse, item, condition, owner, 1 AS listed FROM stock_page",
            "SELECT warehouse, item, condition, owner, 1 AS listed FROM promise_stock"),
        .agree(
            .promise, "库存动态页数 / rows of a warehouse's pages", tables: ["stock_page", "stock_listing"], keys: ["warehouse"],
            amounts: ["keys"], presence: true, "SELECT warehouse, 1 AS keys FROM stock_page", "SELECT warehouse, keys FROM stock_listing"),
        .none(
            .promise, "库存动态页不满或越界 / page neither full nor the last", tables: ["stock_page", "stock_listing"],
            columns: ["warehouse", "page", "rows", "keys"],
            """
            SELECT p.warehouse, p.page, COUNT(*), MAX(s.keys) FROM stock_page p JOIN stock_listing s ON s.warehouse = p.warehouse
            GROUP BY p.warehouse, p.page HAVING p.page < 0 OR p.page > (MAX(s.keys) - 1) / \(StockStatusReport.lineLimit)
            OR COUNT(*) <> CASE WHEN (p.page + 1) * \(StockStatusReport.lineLimit) <= MAX(s.keys) THEN \(StockStatusReport.lineLimit)
            ELSE MAX(s.keys) - p.page * \(StockStatusReport.lineLimit) END
            """),
        .agree(
            .posted, "未关闭的差异预警 / open variance tasks", tables: ["variance_task", "open_variance"],
            keys: ["warehouse", "item", "condition", "document"], presence: true,
            "SELECT warehouse, item, condition, document FROM open_variance WHERE document <> 0",
            "SELECT warehouse, item, condition, document FROM variance_task WHERE state = \(VarianceState.open.rawValue)"),
        .none(
            .posted, "预警键没有预警 / key without any task", tables: ["open_variance", "variance_task"],
            columns: ["warehouse", "item", "condition"],
            "SELECT warehouse, item, condition FROM open_variance WHERE NOT EXISTS (SELECT 1 FROM variance_task v WHERE v.warehouse = open_variance.warehouse AND v.item = open_variance.item AND v.condition = open_variance.condition)"
        ),
    ]
}

/// INV-06: rows of status reports and variance tasks are those of the log.
final class AgreementSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.stockStatusReport, .stockClaim, .varianceTask]
    static let tables = ["status_report", "variance_task"]
    let invariant = Invariant.posted
    private var reports: [String: StatusReportRow] = [:]
    private var tasks: [Int64: VarianceTaskRow] = [:]
    private var parts: [String: (report: Int64, part: Int64, isLast: Bool)] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            switch logged.document {
            case .stockStatusReport(let report): take(report, logged, run)
            case .stockClaim(let claim):
                for line in claim.lines {
                    let explained = line.explanations.reduce(0) { $0 + $1.pieces }
                    guard line.claimed - line.known != explained + line.unexplained else { continue }
                    run.report(
                        invariant,
                        "申报 \(logged.number.text) 商品 \(line.item.text) 差异未分清 / a difference of the claim that nothing accounts for")
                }
            case .varianceTask(let task): take(task, logged, run)
            default: break
            }
        }
    }

    private func take(_ report: StockStatusReport, _ logged: LoggedDocument, _ run: CheckRun) {
        let earlier = parts[report.warehouse]
        if report.part == 0 {
            reports[report.warehouse] = StatusReportRow(
                warehouse: report.warehouse, document: logged.position, position: report.position,
                reportedAt: logged.recordedAt.milliseconds)
        }
        let follows =
            report.part == 0 ? logged.source == 0 : earlier.map { $0.report == logged.source && $0.part == report.part - 1 && !$0.isLast }
        if follows != true || report.position != logged.position - 1 {
            run.report(invariant, "库存动态报表 \(logged.number.text) 的分页或位置不符 / part or position of a status report")
        }
        parts[report.warehouse] = (report.part == 0 ? logged.position : logged.source, report.part, report.isLast)
    }

    private func take(_ task: VarianceTask, _ logged: LoggedDocument, _ run: CheckRun) {
        guard task.closes == 0 else {
            if tasks[task.closes]?.state != VarianceState.open.rawValue || logged.source != task.closes {
                run.report(invariant, "关闭单 \(logged.number.text) 没有未关闭的预警 / closes no open variance task")
            }
            tasks[task.closes]?.state = VarianceState.closed.rawValue
            tasks[task.closes]?.closing = logged.position
            return
        }
        if !task.finding.isAlarming { run.report(invariant, "预警 \(logged.number.text) 未超过千分之五 / a variance task within 0.5 %") }
        tasks[logged.position] = VarianceTaskRow(
            document: logged.position, warehouse: task.finding.warehouse, item: task.finding.item.number,
            condition: task.finding.condition, book: task.finding.book, found: task.finding.found,
            deadline: Int64(task.deadline.number), state: VarianceState.open.rawValue, closing: 0)
    }

    func finish(_ run: CheckRun) throws {
        let reportNames = StatusReportRow.schema.columns.map(\.name)
        compare(
            "status_report", reportNames, reports.keys.sorted().compactMap { reports[$0]?.values },
            try run.connection.query("SELECT \(reportNames.joined(separator: ", ")) FROM status_report ORDER BY warehouse"), run)
        let taskNames = VarianceTaskRow.schema.columns.map(\.name)
        compare(
            "variance_task", taskNames, tasks.keys.sorted().compactMap { tasks[$0]?.values },
            try run.connection.query("SELECT \(taskNames.joined(separator: ", ")) FROM variance_task ORDER BY document"), run)
    }
}
