import Documents
import Kernel
import Storage

/// How far a count is. The raw value is stored.
public enum CountState: Int64, CaseIterable, Sendable {
    case counting = 1
    /// The variance sheet is there, its causes are not.
    case sheet = 2
    /// The causes wait for their approval.
    case waiting = 3
    case ended = 4

    public static let arrows: [StateArrow<CountState>] = [
        StateArrow(from: [], by: .countPlan, to: [.counting]),
        // A sheet without a difference ends its plan.
        StateArrow(from: [.counting], by: .countSheet, to: [.sheet, .ended]),
        StateArrow(from: [.sheet], by: .countCause, to: [.waiting]),
        StateArrow(from: [.waiting], by: .approval, to: [.sheet, .ended]),
    ]
}

/// Count plans and count scans 盘点计划, 盘点扫码 (seed chapter 三.3): goods move on while they are counted.
extension WarehouseLeg {
    /// How many bins and items one plan has at most: a plan is one document, and so is its sheet.
    public static let countLimit = 1000

    // MARK: Deciding

    /// A wish to count → the plan, with a task for each item that the book knows in each bin. Nothing in it tells how many pieces.
    public func decide(_ request: CountPlanRequest, maker: Staff) throws -> CountPlan {
        let site = try masters.warehouse(request.warehouse)
        var tasks = try countTasks(of: request)
        for task in tasks { tables.openCounts.want(.init(warehouse: request.warehouse, item: task.item.number)) }
        for task in tasks {
            let counts = try tables.openCounts.rows(.init(warehouse: request.warehouse, item: task.item.number))
            if let other = counts.first(where: { $0.bin == task.bin }) {
                throw CountRefusal.countedElsewhere(bin: task.bin, item: task.item.text, plan: other.plan)
            }
        }
        guard !tasks.isEmpty else { throw CountRefusal.nothingToCount(warehouse: request.warehouse) }
        guard tasks.count <= WarehouseLeg.countLimit else {
            throw CountRefusal.planTooLong(tasks: tasks.count, limit: WarehouseLeg.countLimit)
        }
        tasks.sort { ($0.bin, $0.item.number) < ($1.bin, $1.item.number) }
        return CountPlan(
            warehouse: request.warehouse, book: site.book, zone: request.zone,
            isByItems: !request.items.isEmpty || request.abcClass != nil, isBlind: request.isBlind, maker: maker, note: request.note,
            tasks: tasks)
    }

    private func countTasks(of request: CountPlanRequest) throws -> [CountPlan.Task] {
        var items = Set(request.items.map(\.number))
        for item in items { masters.items.want(item) }
        for item in items { _ = try masters.item(ItemCode(stored: item)) }
        if items.isEmpty {
            items = Set(try tables.binItems.rows(request.warehouse).filter { $0.bin.hasPrefix(request.zone) }.map(\.item))
        }
        if let wanted = request.abcClass {
            for item in items { masters.items.want(item) }
            items = try items.filter { try masters.items.find($0)?.abcClass == wanted.rawValue }
        }
        for item in items { tables.stock.want(.init(warehouse: request.warehouse, item: item)) }
        var tasks: [CountPlan.Task] = []
        for item in items.sorted() {
            var bins: Set<String> = []
            for row in try tables.stock.rows(.init(warehouse: request.warehouse, item: item))
            where row.pieces != 0 && row.bin.hasPrefix(request.zone) && bins.insert(row.bin).inserted {
                tasks.append(CountPlan.Task(bin: row.bin, item: ItemCode(stored: item)))
            }
        }
        return tasks
    }

    /// A device's reading → the count scan. A recount is made by somebody who did not make the count before it.
    public func decide(_ report: CountScanReport, plan: Int64, staff: Staff, device: String) throws -> CountScan {
        let head = try countPlan(plan)
        guard head.state == CountState.counting.rawValue else { throw CountRefusal.countingOver(plan: plan) }
        guard report.happenedAt.milliseconds >= head.openedAt else { throw CountRefusal.scanBeforePlan(plan: plan) }
        let (item, packed) = try read(report.barcode)
        try masters.requireCondition(report.condition)
        let tasks = try tables.countTasks.rows(plan)
        let task = tasks.first { $0.bin == report.bin && $0.item == item.number }
        if task == nil {
            guard head.byItems == 0, report.bin.hasPrefix(head.zone), try isBin(report.bin, of: head.warehouse) else {
                throw CountRefusal.notInPlan(plan: plan, bin: report.bin, item: item.text)
            }
            let counts = try tables.openCounts.rows(.init(warehouse: head.warehouse, item: item.number))
            if let other = counts.first(where: { $0.bin == report.bin }) {
                throw CountRefusal.countedElsewhere(bin: report.bin, item: item.text, plan: other.plan)
            }
        }
        if report.pass > 1 {
            let before = try tables.countScans.rows(.init(plan: plan, item: item.number)).filter {
                $0.bin == report.bin && $0.pass == report.pass - 1
            }
            guard !before.isEmpty else { throw CountRefusal.nothingToRecount(bin: report.bin, item: item.text, pass: report.pass) }
            guard !before.contains(where: { $0.staff == staff.fingerprint }) else {
                throw CountRefusal.recounterIsCounter(bin: report.bin, item: item.text)
            }
        }
        if let task, report.pass < task.pass {
            throw CountRefusal.recountedAlready(bin: report.bin, item: item.text, pass: task.pass)
        }
        return CountScan(
            plan: plan, pass: report.pass, warehouse: head.warehouse, bin: report.bin, item: item, lot: report.lot,
            condition: report.condition, owner: report.owner, pieces: packed * report.count, staff: staff, device: device,
            happenedAt: report.happenedAt)
    }

    /// A bin in which a picker found too little is counted.
    func recount(_ cut: ReservationCut, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        let site = try masters.warehouse(cut.warehouse)
        var tasks: [CountPlan.Task] = []
        for item in cut.lines.map(\.item).unique {
            let counts = try tables.openCounts.rows(.init(warehouse: cut.warehouse, item: item.number))
            if !counts.contains(where: { $0.bin == cut.bin }) { tasks.append(CountPlan.Task(bin: cut.bin, item: item)) }
        }
        guard !tasks.isEmpty else { return [] }
        let plan = CountPlan(
            warehouse: cut.warehouse, book: site.book, zone: cut.bin, isByItems: true, isBlind: true, maker: cut.staff, note: cut.reason,
            tasks: tasks)
        return [IssuedDocument(.countPlan(plan), happenedAt: logged.happenedAt)]
    }

    private func isBin(_ bin: String, of warehouse: String) throws -> Bool {
        guard try masters.warehouse(warehouse).hasBins == 1 else { return true }
        return try masters.bins.find(.init(warehouse: warehouse, code: bin)) != nil
    }

    func countPlan(_ plan: Int64) throws -> CountPlanRow {
        guard let row = try tables.countPlans.find(plan) else { throw LedgerFault("没有盘点计划 / no count plan at \(plan)") }
        return row
    }

    // MARK: Folding

    func applyCount(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .countPlan(let plan): try apply(plan, logged)
        case .countScan(let scan): try apply(scan, at: logged.position)
        case .countSheet(let sheet): try apply(sheet, at: logged.position)
        case .countCause(let causes): try apply(causes, at: logged.position)
        case .approval(let approval) where approval.subjectKind == .countCause: try apply(approval, at: logged.position)
        case .reservationCut(let cut): try cutTasks(cut)
        default: break
        }
    }

    private func apply(_ plan: CountPlan, _ logged: LoggedDocument) throws {
        let position = logged.position
        for task in plan.tasks { tables.openCounts.want(.init(warehouse: plan.warehouse, item: task.item.number)) }
        _ = try tables.countPlans.find(position)
        tables.countPlans.put(
            CountPlanRow(
                plan: position, warehouse: plan.warehouse, book: plan.book, zone: plan.zone, byItems: plan.isByItems ? 1 : 0,
                isBlind: plan.isBlind ? 1 : 0, tasks: Int64(plan.tasks.count), openedAt: logged.happenedAt.milliseconds,
                state: CountState.counting.rawValue, sheet: 0, causes: 0, ended: 0))
        tables.openPlans.put(
            OpenPlanRow(warehouse: plan.warehouse, plan: position, zone: plan.zone, byItems: plan.isByItems ? 1 : 0, sheet: 0),
            isNew: true)
        tables.countTasks.begin(position)
        for task in plan.tasks {
            tables.countTasks.put(
                CountTaskRow(plan: position, bin: task.bin, item: task.item.number, isPlanned: 1, pass: 0), isNew: true)
            tables.openCounts.put(
                OpenCountRow(warehouse: plan.warehouse, item: task.item.number, bin: task.bin, plan: position), isNew: true)
        }
    }

    private func apply(_ scan: CountScan, at position: Int64) throws {
        let key = CountTaskRow.Key(plan: scan.plan, bin: scan.bin, item: scan.item.number)
        let known = try tables.countTasks.find(key, in: scan.plan)
        var task =
            known ?? CountTaskRow(plan: scan.plan, bin: scan.bin, item: scan.item.number, isPlanned: 0, pass: 0)
        task.pass = max(task.pass, scan.pass)
        tables.countTasks.put(task, isNew: known == nil)
        if known == nil {
            tables.openCounts.put(
                OpenCountRow(warehouse: scan.warehouse, item: scan.item.number, bin: scan.bin, plan: scan.plan), isNew: true)
        }
        tables.countScans.put(
            CountScanRow(
                plan: scan.plan, item: scan.item.number, document: position, pass: scan.pass, warehouse: scan.warehouse, bin: scan.bin,
                lot: scan.lot, condition: scan.condition, owner: scan.owner, pieces: scan.pieces, staff: scan.staff.fingerprint,
                device: scan.device, happenedAt: scan.happenedAt.milliseconds), isNew: true)
    }

    /// Remembers what moves in bins that are being counted. Once the sheet is there, what moved before its bin was counted and comes
    /// only now belongs to the book that the count is compared with.
    func watchCounts(_ moves: [StockMove], _ logged: LoggedDocument) throws {
        guard !moves.isEmpty else { return }
        for warehouse in Set(moves.map(\.warehouse)) { tables.openPlans.want(warehouse) }
        for (index, move) in moves.enumerated() {
            for plan in try tables.openPlans.rows(move.warehouse) where move.line.bin.hasPrefix(plan.zone) {
                if plan.byItems == 1 {
                    let counts = try tables.openCounts.rows(.init(warehouse: move.warehouse, item: move.line.item.number))
                    guard counts.contains(where: { $0.plan == plan.plan }) else { continue }
                }
                if plan.sheet == 0 {
                    tables.countMoves.put(
                        CountMoveRow(
                            plan: plan.plan, item: move.line.item.number, document: logged.position, line: Int64(index + 1),
                            bin: move.line.bin, lot: move.line.lot, condition: move.line.condition, owner: move.line.owner,
                            pieces: move.pieces, happenedAt: logged.happenedAt.milliseconds), isNew: true)
                } else {
                    try noteLate(move, logged.happenedAt, sheet: plan.sheet)
                }
            }
        }
    }

    private func noteLate(_ move: StockMove, _ happenedAt: Moment, sheet: Int64) throws {
        let rows = try tables.countBins.rows(.init(sheet: sheet, item: move.line.item.number))
        guard
            var bin = rows.first(where: {
                $0.bin == move.line.bin && $0.lot == move.line.lot && $0.condition == move.line.condition && $0.owner == move.line.owner
            }), happenedAt.milliseconds <= bin.countedAt,
            var line = try tables.countLines.find(.init(sheet: sheet, line: bin.line), in: sheet)
        else { return }
        bin.late += move.pieces
        line.late += move.pieces
        tables.countBins.put(bin, isNew: false)
        tables.countLines.put(line, isNew: false)
    }

    /// Stores a plan that moves along one of ``CountState/arrows``.
    func put(_ row: CountPlanRow, as state: CountState) throws {
        var row = row
        try CountState.arrows.require(from: row.state, to: state.rawValue, of: "盘点计划 count plan \(row.plan)")
        row.state = state.rawValue
        tables.countPlans.put(row)
    }

    /// A plan has ended: its bins are watched no more.
    func endCount(_ row: CountPlanRow, by position: Int64) throws {
        var row = row
        row.ended = position
        try put(row, as: .ended)
        for open in try tables.openPlans.rows(row.warehouse) where open.plan == row.plan { tables.openPlans.remove(open) }
        for task in try tables.countTasks.rows(row.plan) {
            tables.openCounts.remove(OpenCountRow(warehouse: row.warehouse, item: task.item, bin: task.bin, plan: row.plan))
        }
    }
}
