import Documents
import Kernel
import Storage

/// The Warehouse leg: what a scan finds. Notices become task lines; issues and receipts move pieces between bins and the world.
public final class WarehouseLeg {
    public let tables = WarehouseTables()
    let masters: MasterTables

    public init(masters: MasterTables) { self.masters = masters }

    // MARK: Deciding

    /// What follows from a document, decided on the state before it.
    public func take(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        switch logged.document {
        case .approval(let approval) where approval.subjectKind == .countCause && approval.isApproved:
            try correct(approval.subject, logged)
        case .reservationCut(let cut) where cut.cause == .shortPick: try recount(cut, logged)
        default: []
        }
    }

    /// A warehouse's report that pieces of a notice left → the sales issue, with bins and lots.
    ///
    /// The built-in warehouse's terminals are ours, so an issue of a stopped notice or above its open pieces is a conflict and
    /// refused (INV-07); see the decision on facts at a built-in warehouse.
    public func decide(_ report: IssueReport) throws -> SalesIssue {
        let tasks = try tables.tasks.rows(report.notice)
        guard let first = tasks.first else { throw WarehouseRefusal.noSuchNotice(position: report.notice) }
        let open = tasks.filter { $0.open > 0 }
        guard !open.isEmpty else {
            throw tasks.allSatisfy { $0.issued == $0.pieces }
                ? WarehouseRefusal.noticeDone(position: report.notice) : WarehouseRefusal.noticeStopped(position: report.notice)
        }
        for task in open { wantBins(task.warehouse, task.item) }
        var bins: [PhysicalStockRow.Group: [PhysicalStockRow]] = [:]
        for task in open {
            let group = PhysicalStockRow.Group(warehouse: task.warehouse, item: task.item)
            if bins[group] == nil { bins[group] = try freeRows(group, for: report.notice, in: first.wave) }
        }
        var lines: [StockLine] = []
        if report.lines.isEmpty, first.wave != 0 {
            lines = bounded(try pickedLines(of: report.notice, in: first.wave), by: open)
            guard !lines.isEmpty else { throw WorkRefusal.notPicked(notice: report.notice, wave: first.wave) }
        } else if report.lines.isEmpty {
            for group in bins.keys { bins[group] = try inPickingOrder(bins[group] ?? [], on: report.happenedAt.day).rows }
            for task in open { try pick(task, task.open, bin: nil, from: &bins, into: &lines) }
        } else {
            var left: [Int64: Int64] = [:]
            for task in open { left[task.line] = task.open }
            for wish in report.lines {
                guard let task = tasks.first(where: { $0.line == wish.line && $0.item == wish.item.number }), wish.pieces > 0,
                    let rest = left[wish.line], wish.pieces <= rest
                else {
                    throw WarehouseRefusal.moreThanNoticed(
                        position: report.notice, line: wish.line, open: left[wish.line] ?? 0, asked: wish.pieces)
                }
                left[wish.line] = rest - wish.pieces
                try pick(task, wish.pieces, bin: wish.bin.isEmpty && wish.lot.isEmpty ? nil : wish, from: &bins, into: &lines)
            }
        }
        return SalesIssue(
            notice: report.notice, trade: first.trade, shop: first.shop, warehouse: first.warehouse,
            happenedAt: report.happenedAt, waybill: try mergedWaybill(try waybill(report, tasks), of: report.notice, tasks), lines: lines)
    }

    /// The waybill that the report names, or those of the notice's parcels.
    private func waybill(_ report: IssueReport, _ tasks: [TaskLineRow]) throws -> String {
        guard report.waybill.isEmpty, tasks.contains(where: { $0.packed > 0 }) else { return report.waybill }
        return try tables.parcelWaybills(of: report.notice)
    }

    /// Takes pieces from the bins in their order, or from the one the scan names.
    func pick(
        _ task: TaskLineRow, _ pieces: Int64, bin: StockLine?, from bins: inout [PhysicalStockRow.Group: [PhysicalStockRow]],
        into lines: inout [StockLine]
    ) throws {
        let group = PhysicalStockRow.Group(warehouse: task.warehouse, item: task.item)
        var rows = bins[group] ?? []
        var need = pieces
        var found: Int64 = 0
        for index in rows.indices where need > 0 {
            let row = rows[index]
            guard row.condition == task.condition, row.owner == task.owner, row.pieces > 0 else { continue }
            if let bin, row.bin != bin.bin || row.lot != bin.lot { continue }
            let taken = min(need, row.pieces)
            found += taken
            need -= taken
            rows[index].pieces -= taken
            lines.append(
                StockLine(
                    line: task.line, item: ItemCode(stored: task.item), pieces: taken, bin: row.bin, lot: row.lot,
                    condition: task.condition, owner: task.owner))
        }
        guard need == 0 else {
            throw try short(group, bin?.bin ?? "", found: found, asked: pieces)
        }
        bins[group] = rows
    }

    /// The form of a document that brings goods in.
    public func validate(_ lines: [StockLine], into warehouse: String, record: String) throws {
        func fail(_ field: String, _ value: String, _ chinese: String, _ english: String) -> FormRefusal {
            .badField(record: record, field: field, value: value, ruleChinese: chinese, ruleEnglish: english)
        }
        _ = try masters.warehouse(warehouse)
        guard !lines.isEmpty else { throw fail("lines", "0", "至少要有一行", "at least one line is needed") }
        for line in lines { masters.items.want(line.item.number) }
        for line in lines {
            let item = try masters.item(line.item)
            try masters.requireCondition(line.condition)
            guard item.isService == 0 else { throw fail("lines.item", line.item.text, "服务没有库存", "a service has no stock") }
            guard line.pieces > 0, line.pieces <= 1_000_000_000_000 else {
                throw fail("lines.pieces", "\(line.pieces)", "数量须大于 0", "pieces are more than zero")
            }
            try validateLot(line, item, fail)
            try requireBin(line.bin, of: warehouse, fail)
            guard line.amount.fen >= 0 else { throw fail("lines.amountFen", line.amount.text, "金额不能为负", "an amount is not negative") }
            guard line.owner.isEmpty || line.amount == .zero else {
                throw fail("lines.owner", line.owner, "代保管货物没有价值", "goods of another owner have no value")
            }
        }
    }

    /// Goods that spoil come in lots with a last day, and one lot has one such day.
    private func validateLot(_ line: StockLine, _ item: ItemRow, _ fail: (String, String, String, String) -> FormRefusal) throws {
        if item.shelfLife > 0, line.lot.isEmpty || line.expires == nil {
            throw fail("lines.lot", line.lot, "该商品有保质期,须写批次与到期日", "the item spoils: a lot and its last day are needed")
        }
        guard let expires = line.expires else { return }
        guard !line.lot.isEmpty else { throw fail("lines.lot", "", "有到期日须写批次", "a last day belongs to a lot") }
        if let known = try tables.lots.find(.init(item: line.item.number, lot: line.lot)), known.expires != Int64(expires.number) {
            throw fail(
                "lines.expires", expires.text, "批次 \(line.lot) 的到期日已登记为 \(Day(number: Int32(known.expires)).text)",
                "lot \(line.lot) is known to end on \(Day(number: Int32(known.expires)).text)")
        }
    }

    /// A warehouse with bin records takes goods into no other bin.
    func requireBin(_ bin: String, of warehouse: String, _ fail: (String, String, String, String) -> FormRefusal) throws {
        guard try masters.warehouse(warehouse).hasBins == 1 else { return }
        guard try masters.bins.find(.init(warehouse: warehouse, code: bin)) != nil else {
            throw fail("lines.bin", bin, "仓库 \(warehouse) 没有这个库位", "warehouse \(warehouse) has no such bin")
        }
    }

    // MARK: Folding

    /// Folds a document into the physical ledger (INV-02).
    public func apply(_ logged: LoggedDocument) throws {
        try applyReceiving(logged)
        switch logged.document {
        case .deliveryNotice(let notice):
            tables.tasks.begin(logged.position)
            for line in notice.lines {
                tables.tasks.put(
                    TaskLineRow(
                        notice: logged.position, line: line.line, trade: notice.trade, shop: notice.shop,
                        warehouse: notice.warehouse, item: line.item.number, condition: line.condition, owner: line.owner,
                        priority: notice.priority, pieces: line.pieces, open: line.pieces, issued: 0, packed: 0, wave: 0), isNew: true)
            }
        case .salesOrder(let sale): try stop(sale.recalled)
        case .cancellation(let cancellation): try stop(cancellation.notices)
        case .salesIssue(let issue):
            guard let wave = try tables.tasks.rows(issue.notice).first?.wave else {
                throw LedgerFault("出库单没有通知 / an issue without its notice \(issue.notice)")
            }
            for line in issue.lines {
                guard var task = try tables.tasks.find(.init(notice: issue.notice, line: line.line), in: issue.notice) else { continue }
                task.open -= line.pieces
                task.issued += line.pieces
                tables.tasks.put(task, isNew: false)
            }
            try noteWaybill(issue)
            if wave != 0 { try issuePicks(issue.lines, of: issue.notice, in: wave) }
        default:
            try applyWork(logged)
            try applyTransfer(logged)
            try applyCount(logged)
        }
        try applyReturn(logged)
        try move(logged.document.moves, logged.position)
        try watchCounts(logged.document.moves, logged)
    }

    /// A lot keeps the day that its first document says.
    private func noteLot(_ line: StockLine, _ position: Int64) throws {
        guard let expires = line.expires, !line.lot.isEmpty,
            try tables.lots.find(.init(item: line.item.number, lot: line.lot)) == nil
        else { return }
        tables.lots.put(LotRow(item: line.item.number, lot: line.lot, expires: Int64(expires.number), document: position))
    }

    /// Stops what has not been picked of these notices.
    private func stop(_ notices: [Int64]) throws {
        for notice in notices { tables.tasks.want(notice) }
        for notice in notices {
            for var task in try tables.tasks.rows(notice) where task.open > 0 {
                task.open = 0
                tables.tasks.put(task, isNew: false)
                if task.wave != 0 { try endPicks(of: notice, line: task.line, in: task.wave, as: .stopped) }
            }
        }
    }

    private func move(_ moves: [StockMove], _ position: Int64) throws {
        for move in moves where move.pieces > 0 && move.line.expires != nil { try noteLot(move.line, position) }
        for move in moves { tables.stock.want(.init(warehouse: move.warehouse, item: move.line.item.number)) }
        for (index, move) in moves.enumerated() {
            let line = move.line
            tables.moves.append(
                PhysicalMoveRow(
                    document: position, line: Int64(index + 1), warehouse: move.warehouse, item: line.item.number, bin: line.bin,
                    lot: line.lot, condition: line.condition, owner: line.owner, pieces: move.pieces))
            let key = PhysicalStockRow.Key(
                warehouse: move.warehouse, item: line.item.number, bin: line.bin, lot: line.lot, condition: line.condition,
                owner: line.owner)
            let known = try tables.stock.find(key, in: .init(warehouse: move.warehouse, item: line.item.number))
            var row =
                known
                ?? PhysicalStockRow(
                    warehouse: move.warehouse, item: line.item.number, bin: line.bin, lot: line.lot, condition: line.condition,
                    owner: line.owner, pieces: 0)
            row.pieces += move.pieces
            tables.stock.put(row, isNew: known == nil)
            if known == nil {
                tables.binItems.put(BinItemRow(warehouse: move.warehouse, bin: line.bin, item: line.item.number), isNew: false)
            }
        }
    }
}
