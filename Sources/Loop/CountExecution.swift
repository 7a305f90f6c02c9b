import Documents
import Kernel
import Storage

/// Counts: plan, scans, sheet, causes; and what pickers find missing.
extension CommandDecision {
    /// Names what a count's command will read, once the document that it names is known.
    func prefetchCount(of body: CommandBody, at position: Int64) {
        let tables = legs.warehouse.tables
        switch body {
        case .countScan, .countSheet:
            tables.countPlans.want(position)
            tables.countTasks.want(position)
        case .countCause: tables.countLines.want(position)
        case .lossDisposal: legs.books.tables.pendingLosses.want(position)
        default: break
        }
    }

    func planCount(_ request: CountPlanRequest, _ run: inout Run) throws {
        try legs.warehouse.requireOwn(warehouse: request.warehouse, record: DocumentKind.countPlan.chinese)
        let plan = try legs.warehouse.decide(request, maker: run.staff)
        try cascade([(.countPlan(plan), 0, run.at)], &run)
    }

    func takeCountScan(_ report: CountScanReport, _ run: inout Run) throws {
        let plan = try resolve(report.plan, .countPlan).position
        let scan = try legs.warehouse.decide(report, plan: plan, staff: run.staff, device: run.device)
        try cascade([(.countScan(scan), plan, report.happenedAt)], &run)
    }

    func closeCount(_ reference: DocumentReference, _ run: inout Run) throws {
        let plan = try resolve(reference, .countPlan).position
        var sheet = try legs.warehouse.decideSheet(plan, maker: run.staff)
        try legs.books.value(&sheet)
        try cascade([(.countSheet(sheet), plan, run.at)], &run)
    }

    func explainCount(_ request: CountCauseRequest, _ run: inout Run) throws {
        let sheet = try resolve(request.sheet, .countSheet).position
        let causes = try legs.warehouse.decide(request, sheet: sheet, maker: run.staff)
        try cascade([(.countCause(causes), sheet, run.at)], &run)
    }

    func takeShortPick(_ report: ShortPickReport, _ run: inout Run) throws {
        let notice = try resolve(report.notice, .deliveryNotice)
        guard case .deliveryNotice(let document) = notice.document else { return }
        try legs.warehouse.requireOwn(notice.position)
        let cut = try legs.orders.decide(report, notice: notice.position, trade: document.trade, staff: run.staff)
        try cascade([(.reservationCut(cut), notice.position, report.happenedAt)], &run)
    }
}
