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
    public func take(_ logged: LoggedDocument) throws -> [IssuedDocument] { [] }

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
        for task in open { tables.stock.want(.init(warehouse: task.warehouse, item: task.item)) }
        var bins: [PhysicalStockRow.Group: [PhysicalStockRow]] = [:]
        for task in open {
            let group = PhysicalStockRow.Group(warehouse: task.warehouse, item: task.item)
            if bins[group] == nil { bins[group] = try tables.stock.rows(group) }
        }
        var lines: [StockLine] = []
        if report.lines.isEmpty {
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
            happenedAt: report.happenedAt, waybill: report.waybill, lines: lines)
    }

    /// Takes pieces from the bins in their order, or from the one the scan names.
    private func pick(
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
            throw WarehouseRefusal.notInBin(
                warehouse: task.warehouse, item: String(task.item), bin: bin?.bin ?? "", found: found, asked: pieces)
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
            guard line.amount.fen >= 0 else { throw fail("lines.amountFen", line.amount.text, "金额不能为负", "an amount is not negative") }
            guard line.owner.isEmpty || line.amount == .zero else {
                throw fail("lines.owner", line.owner, "代保管货物没有价值", "goods of another owner have no value")
            }
        }
    }

    // MARK: Folding

    /// Folds a document into the physical ledger (INV-02).
    public func apply(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .deliveryNotice(let notice):
            tables.tasks.begin(logged.position)
            for line in notice.lines {
                tables.tasks.put(
                    TaskLineRow(
                        notice: logged.position, line: line.line, trade: notice.trade, shop: notice.shop,
                        warehouse: notice.warehouse, item: line.item.number, condition: line.condition, owner: line.owner,
                        priority: notice.priority, pieces: line.pieces, open: line.pieces, issued: 0), isNew: true)
            }
        case .salesOrder(let sale): try stop(sale.recalled)
        case .cancellation(let cancellation): try stop(cancellation.notices)
        case .salesIssue(let issue):
            guard try !tables.tasks.rows(issue.notice).isEmpty else {
                throw LedgerFault("出库单没有通知 / an issue without its notice \(issue.notice)")
            }
            for line in issue.lines {
                guard var task = try tables.tasks.find(.init(notice: issue.notice, line: line.line), in: issue.notice) else { continue }
                task.open -= line.pieces
                task.issued += line.pieces
                tables.tasks.put(task, isNew: false)
            }
        default: try applyTransfer(logged)
        }
        try move(logged.document.moves, logged.position)
    }

    /// Stops what has not been picked of these notices.
    private func stop(_ notices: [Int64]) throws {
        for notice in notices { tables.tasks.want(notice) }
        for notice in notices {
            for var task in try tables.tasks.rows(notice) where task.open > 0 {
                task.open = 0
                tables.tasks.put(task, isNew: false)
            }
        }
    }

    private func move(_ moves: [StockMove], _ position: Int64) throws {
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
        }
    }
}
