import Documents
import Kernel
import Loop
import Orders
import Storage
import Warehouse

/// INV-02 for counts: what is being counted, what moved meanwhile, and that an approved sheet moves just what it found.
enum CountChecks {
    private static func state(_ state: CountState) -> String { String(state.rawValue) }
    private static func approval(_ state: ApprovalState) -> String { String(state.rawValue) }
    private static let place = ["item", "bin", "lot", "condition", "owner"]
    private static let placeList = "item, bin, lot, condition, owner"

    static let all: [Check] = plans + comparisons

    private static let plans: [Check] = [
        .agree(
            .physical, "盘点计划与任务 / count plans and their tasks", tables: ["count_plan", "count_task"], keys: ["plan"],
            amounts: ["tasks"], presence: true, "SELECT plan, tasks FROM count_plan",
            "SELECT plan, is_planned AS tasks FROM count_task"),
        .none(
            .physical, "盘点任务无效 / count task out of bounds", tables: ["count_task"], columns: ["plan", "bin", "item", "is_planned", "pass"],
            "SELECT plan, bin, item, is_planned, pass FROM count_task WHERE is_planned NOT IN (0, 1) OR pass < 0 OR (is_planned = 0 AND pass = 0)"
        ),
        .agree(
            .physical, "盘点次数与扫码 / passes and scans", tables: ["count_task", "count_scan"], keys: ["plan", "bin", "item"],
            amounts: ["pass"], "SELECT plan, bin, item, pass FROM count_task",
            "SELECT plan, bin, item, MAX(pass) AS pass FROM count_scan GROUP BY plan, bin, item"),
        .agree(
            .physical, "进行中的盘点计划 / open count plans", tables: ["open_plan", "count_plan"],
            keys: ["warehouse", "plan", "zone", "by_items", "sheet"], presence: true,
            "SELECT warehouse, plan, zone, by_items, sheet FROM open_plan",
            "SELECT warehouse, plan, zone, by_items, sheet FROM count_plan WHERE state <> \(state(.ended))"),
        .agree(
            .physical, "进行中的盘点库位 / bins being counted", tables: ["open_count", "count_task", "count_plan"],
            keys: ["warehouse", "item", "bin", "plan"], presence: true, "SELECT warehouse, item, bin, plan FROM open_count",
            "SELECT p.warehouse, t.item, t.bin, t.plan FROM count_task t JOIN count_plan p ON p.plan = t.plan WHERE p.state <> \(state(.ended))"
        ),
        .none(
            .physical, "盘点进度与单据不符 / state of a count and its documents disagree", tables: ["count_plan", "count_line", "approval"],
            columns: ["plan", "state", "sheet", "causes", "ended", "approval"],
            """
            SELECT p.plan, p.state, p.sheet, p.causes, p.ended, COALESCE(a.state, 0) FROM count_plan p
            LEFT JOIN approval a ON a.document = p.causes WHERE CASE
            WHEN p.state = \(state(.counting)) THEN CASE WHEN p.sheet = 0 AND p.causes = 0 AND p.ended = 0 THEN 0 ELSE 1 END
            WHEN p.sheet = 0 THEN 1
            WHEN p.state = \(state(.sheet)) THEN CASE WHEN p.ended = 0
              AND (p.causes = 0 OR a.state = \(approval(.rejected)))
              AND NOT EXISTS (SELECT 1 FROM count_line l WHERE l.sheet = p.sheet AND (l.cause <> 0 OR l.partner <> 0 OR l.supplier <> 0 OR l.price <> 0))
              THEN 0 ELSE 1 END
            WHEN p.state = \(state(.waiting)) THEN CASE WHEN p.ended = 0 AND a.state = \(approval(.waiting)) THEN 0 ELSE 1 END
            WHEN p.state = \(state(.ended)) AND p.ended = p.sheet THEN CASE WHEN p.causes = 0 THEN 0 ELSE 1 END
            WHEN p.state = \(state(.ended)) THEN CASE WHEN a.state = \(approval(.approved)) AND a.decision = p.ended THEN 0 ELSE 1 END
            ELSE 1 END = 1
            """),
        .agree(
            .physical, "曾存放商品的库位 / bins in which items have lain", tables: ["bin_item", "physical_stock"],
            keys: ["warehouse", "bin", "item"], presence: true, "SELECT warehouse, bin, item FROM bin_item",
            "SELECT warehouse, bin, item FROM physical_stock"),
    ]

    private static let comparisons: [Check] = [
        .agree(
            .physical, "盘点期间流水 / moves while bins are counted", tables: ["count_move", "count_plan", "physical_move", "count_task", "log"],
            keys: ["plan", "document", "line", "happened_at"] + place, amounts: ["pieces"], presence: true,
            "SELECT plan, document, line, happened_at, \(placeList), pieces FROM count_move",
            """
            SELECT p.plan, m.document, m.line, l.happened_at, m.item, m.bin, m.lot, m.condition, m.owner, m.pieces FROM count_plan p
            JOIN physical_move m ON m.warehouse = p.warehouse JOIN log l ON l.position = m.document
            WHERE m.document > p.plan AND (p.sheet = 0 OR m.document < p.sheet) AND SUBSTR(m.bin, 1, LENGTH(p.zone)) = p.zone
            AND (p.by_items = 0 OR EXISTS (SELECT 1 FROM count_task t WHERE t.plan = p.plan AND t.item = m.item))
            """),
        .agree(
            .physical, "差异表行与库位 / lines of a sheet and their bins", tables: ["count_line", "count_bin"],
            keys: ["sheet", "line", "item", "condition", "owner"], amounts: ["book", "counted", "late"], presence: true,
            "SELECT sheet, line, item, condition, owner, book, counted, late FROM count_line",
            "SELECT sheet, line, item, condition, owner, book, counted, late FROM count_bin"),
        .agree(
            .physical, "差异表后补记的流水 / moves recorded after a sheet, made before",
            tables: ["count_bin", "count_plan", "physical_move", "log"],
            keys: ["sheet", "number"], amounts: ["pieces"], "SELECT sheet, number, late AS pieces FROM count_bin",
            """
            SELECT b.sheet, b.number, m.pieces FROM count_bin b JOIN count_plan p ON p.sheet = b.sheet
            JOIN physical_move m ON m.warehouse = p.warehouse AND m.item = b.item AND m.bin = b.bin AND m.lot = b.lot
            AND m.condition = b.condition AND m.owner = b.owner AND m.document > p.sheet AND (p.ended = 0 OR m.document < p.ended)
            JOIN log l ON l.position = m.document WHERE l.happened_at <= b.counted_at
            """),
        .agree(
            .physical, "审批后的差异与盘盈盘亏 / differences of an approved sheet and what they moved",
            tables: ["count_bin", "count_plan", "physical_move", "log"], keys: ["approval"] + place, amounts: ["pieces"],
            """
            SELECT p.ended AS approval, b.item, b.bin, b.lot, b.condition, b.owner, b.counted - b.book - b.late AS pieces
            FROM count_bin b JOIN count_plan p ON p.sheet = b.sheet WHERE p.state = \(state(.ended)) AND p.ended <> p.sheet
            """,
            """
            SELECT l.source AS approval, m.item, m.bin, m.lot, m.condition, m.owner, m.pieces FROM physical_move m
            JOIN log l ON l.position = m.document
            WHERE l.source <> 0 AND l.kind IN (\(DocumentKind.stockSurplus.rawValue), \(DocumentKind.stockShortage.rawValue),
            \(DocumentKind.binMove.rawValue))
            """),
        .none(
            .value, "差异金额与差异表 / what causes put at stake and their sheet", tables: ["count_cause", "count_line"],
            columns: ["document", "sheet", "amount", "lines"],
            """
            SELECT c.document, c.sheet, c.amount, COALESCE(l.amount, 0) FROM count_cause c
            LEFT JOIN (SELECT sheet, CAST(SUM(ABS(value)) AS BIGINT) AS amount FROM count_line GROUP BY sheet) AS l ON l.sheet = c.sheet
            WHERE c.amount <> COALESCE(l.amount, 0)
            """),
    ]
}

/// INV-02: the rows of counts and of what they took from promises are what their documents say.
final class CountSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.countPlan, .countScan, .countSheet, .countCause, .reservationCut]
    static let tables = ["count_plan", "count_task", "count_scan", "count_line", "count_bin", "count_cause", "reservation_cut"]
    let invariant = Invariant.physical

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var rows = Rows()
        for logged in page.documents {
            switch logged.document {
            case .countPlan(let plan): rows.add(plan, logged)
            case .countScan(let scan): rows.add(scan, logged.position)
            case .countSheet(let sheet): rows.add(sheet, logged.position)
            case .countCause(let causes):
                rows.causes.append(
                    CountCauseRow(document: logged.position, sheet: causes.sheet, plan: causes.plan, amount: causes.amount.fen).values)
                try compareCauses(causes, logged.position, run)
            case .reservationCut(let cut): rows.add(cut, logged.position)
            default: break
            }
        }
        try compare(
            CountPlanRow.schema, by: "plan", page, rows.plans, run,
            columns: ["plan", "warehouse", "book", "zone", "by_items", "is_blind", "tasks", "opened_at"])
        let tasks = try run.connection.query(
            "SELECT plan, bin, item FROM count_task WHERE plan > $1 AND plan <= $2 AND is_planned = 1",
            [.integer(page.after), .integer(page.through)])
        func inOrder(_ rows: [[SQLValue]]) -> [[SQLValue]] {
            rows.sorted { ($0[0].integer, $0[1].text, $0[2].integer) < ($1[0].integer, $1[1].text, $1[2].integer) }
        }
        compare("count_task", ["plan", "bin", "item"], inOrder(rows.tasks), inOrder(tasks), run)
        try compare(
            CountScanRow.schema, by: "document", page,
            rows.scans.sorted { ($0[0].integer, $0[1].integer, $0[2].integer) < ($1[0].integer, $1[1].integer, $1[2].integer) }, run)
        try compare(
            CountLineRow.schema, by: "sheet", page, rows.lines, run,
            columns: [
                "sheet", "line", "plan", "warehouse", "item", "condition", "owner", "abc_class", "book", "counted", "value",
            ])
        try compare(
            CountBinRow.schema, by: "sheet", page,
            rows.bins.sorted { ($0[0].integer, $0[1].integer, $0[2].integer) < ($1[0].integer, $1[1].integer, $1[2].integer) }, run,
            columns: [
                "sheet", "item", "number", "line", "bin", "lot", "condition", "owner", "pass", "counted_at", "book", "counted",
            ])
        try compare(CountCauseRow.schema, by: "document", page, rows.causes, run)
        try compare(ReservationCutRow.schema, by: "document", page, rows.cuts, run)
    }

    /// The causes that a sheet's lines show are those of its newest analysis, unless that was rejected.
    private func compareCauses(_ causes: CountCause, _ position: Int64, _ run: CheckRun) throws {
        let newest = try run.connection.query(
            "SELECT p.causes, a.state FROM count_plan p JOIN approval a ON a.document = p.causes WHERE p.plan = $1",
            [.integer(causes.plan)])
        guard let row = newest.first, row[0].integer == position, row[1].integer != ApprovalState.rejected.rawValue else { return }
        let found = try run.connection.query(
            "SELECT line, cause, partner, supplier, price FROM count_line WHERE sheet = $1 AND (cause <> 0 OR partner <> 0 OR supplier <> 0 OR price <> 0) ORDER BY line",
            [.integer(causes.sheet)])
        compare(
            "count_line", ["line", "cause", "partner", "supplier", "price"],
            causes.lines.map {
                [
                    .integer($0.line), .integer($0.cause.rawValue), .integer($0.partner), .integer($0.supplier?.number ?? 0),
                    .integer($0.amount.fen),
                ]
            }, found, run)
    }

    private struct Rows {
        var plans: [[SQLValue]] = []
        var tasks: [[SQLValue]] = []
        var scans: [[SQLValue]] = []
        var lines: [[SQLValue]] = []
        var bins: [[SQLValue]] = []
        var causes: [[SQLValue]] = []
        var cuts: [[SQLValue]] = []

        mutating func add(_ plan: CountPlan, _ logged: LoggedDocument) {
            plans.append([
                .integer(logged.position), .text(plan.warehouse), .text(plan.book), .text(plan.zone), .integer(plan.isByItems ? 1 : 0),
                .integer(plan.isBlind ? 1 : 0), .integer(Int64(plan.tasks.count)), .integer(logged.happenedAt.milliseconds),
            ])
            tasks += plan.tasks.map { [.integer(logged.position), .text($0.bin), .integer($0.item.number)] }
        }

        mutating func add(_ scan: CountScan, _ position: Int64) {
            scans.append(
                CountScanRow(
                    plan: scan.plan, item: scan.item.number, document: position, pass: scan.pass, warehouse: scan.warehouse, bin: scan.bin,
                    lot: scan.lot, condition: scan.condition, owner: scan.owner, pieces: scan.pieces, staff: scan.staff.fingerprint,
                    device: scan.device, happenedAt: scan.happenedAt.milliseconds
                ).values)
        }

        mutating func add(_ sheet: CountSheet, _ position: Int64) {
            for line in sheet.lines {
                lines.append([
                    .integer(position), .integer(line.line), .integer(sheet.plan), .text(sheet.warehouse), .integer(line.item.number),
                    .text(line.condition), .text(line.owner), .integer(line.abcClass.rawValue), .integer(line.book),
                    .integer(line.counted), .integer(line.value.fen),
                ])
            }
            let byNumber = Dictionary(sheet.lines.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
            for (index, bin) in sheet.bins.enumerated() {
                guard let line = byNumber[bin.line] else { continue }
                bins.append([
                    .integer(position), .integer(line.item.number), .integer(Int64(index + 1)), .integer(bin.line), .text(bin.bin),
                    .text(bin.lot), .text(line.condition), .text(line.owner), .integer(bin.pass), .integer(bin.countedAt.milliseconds),
                    .integer(bin.book), .integer(bin.counted),
                ])
            }
        }

        mutating func add(_ cut: ReservationCut, _ position: Int64) {
            for (index, line) in cut.lines.enumerated() {
                cuts.append(
                    ReservationCutRow(
                        document: position, number: Int64(index + 1), cause: cut.cause.rawValue, warehouse: cut.warehouse,
                        trade: line.trade, part: line.part, line: line.line, notice: line.notice, item: line.item.number,
                        condition: line.condition, owner: line.owner, pieces: line.pieces
                    ).values)
            }
        }
    }
}
