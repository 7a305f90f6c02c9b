import Documents
import Kernel
import Storage

/// Transfers in the Warehouse leg: what the sending warehouse picks.
extension WarehouseLeg {
    /// A warehouse's report that pieces of a transfer notice left → the transfer issue, with bins and lots.
    ///
    /// More than is open, or of a notice that was stopped, is a conflict and refused (INV-07; decision 0006). `terms` are the request's.
    public func decide(
        _ report: TransferIssueReport, notice: LoggedDocument, terms: (pricing: TransferPricing, prices: [TransferIssue.Price])
    ) throws -> TransferIssue {
        let tasks = try tables.transferTasks.rows(notice.position)
        guard let first = tasks.first else {
            throw LedgerFault("调拨通知单 \(notice.number.text) 没有任务 / a transfer notice without its tasks")
        }
        let open = tasks.filter { $0.open > 0 }
        guard !open.isEmpty else {
            throw tasks.allSatisfy { $0.issued == $0.pieces }
                ? WarehouseTransferRefusal.noticeDone(number: notice.number.text)
                : WarehouseTransferRefusal.noticeStopped(number: notice.number.text)
        }
        for task in open { wantBins(task.sender, task.item) }
        var bins: [PhysicalStockRow.Group: [PhysicalStockRow]] = [:]
        for task in open {
            let group = PhysicalStockRow.Group(warehouse: task.sender, item: task.item)
            if bins[group] == nil { bins[group] = try freeRows(group) }
        }
        var lines: [StockLine] = []
        if report.lines.isEmpty {
            for group in bins.keys { bins[group] = try inPickingOrder(bins[group] ?? [], on: report.happenedAt.day).rows }
            for task in open { try pick(task, task.open, bin: nil, from: &bins, into: &lines) }
        } else {
            var left: [Int64: Int64] = [:]
            for task in open { left[task.line] = task.open }
            for wish in report.lines {
                let task = tasks.first { $0.line == wish.line && $0.item == wish.item.number }
                guard let task, let rest = left[wish.line], wish.pieces <= rest else {
                    throw WarehouseTransferRefusal.moreThanNoticed(
                        number: notice.number.text, line: wish.line, open: task == nil ? 0 : left[wish.line] ?? 0, asked: wish.pieces)
                }
                left[wish.line] = rest - wish.pieces
                try pick(task, wish.pieces, bin: wish.bin.isEmpty && wish.lot.isEmpty ? nil : wish, from: &bins, into: &lines)
            }
        }
        return TransferIssue(
            notice: notice.position, request: first.request, from: first.sender, to: first.receiver, pricing: terms.pricing,
            prices: terms.prices.filter { price in lines.contains { $0.line == price.line } }, happenedAt: report.happenedAt,
            waybill: report.waybill, lines: lines)
    }

    /// Takes pieces from the bins in their order, or from the one the scan names.
    private func pick(
        _ task: TransferTaskRow, _ pieces: Int64, bin: StockLine?, from bins: inout [PhysicalStockRow.Group: [PhysicalStockRow]],
        into lines: inout [StockLine]
    ) throws {
        let group = PhysicalStockRow.Group(warehouse: task.sender, item: task.item)
        var rows = bins[group] ?? []
        var need = pieces
        for index in rows.indices where need > 0 {
            let row = rows[index]
            guard row.condition == task.condition, row.owner.isEmpty, row.pieces > 0 else { continue }
            if let bin, row.bin != bin.bin || row.lot != bin.lot { continue }
            let taken = min(need, row.pieces)
            need -= taken
            rows[index].pieces -= taken
            lines.append(
                StockLine(
                    line: task.line, item: ItemCode(stored: task.item), pieces: taken, bin: row.bin, lot: row.lot,
                    condition: task.condition))
        }
        guard need == 0 else {
            throw try short(group, bin?.bin ?? "", found: pieces - need, asked: pieces)
        }
        bins[group] = rows
    }

    /// The lines of a receipt, with the last days of the lots that they name: whoever sent them has recorded those.
    public func withKnownDays(_ lines: [StockLine]) throws -> [StockLine] {
        for line in lines where !line.lot.isEmpty { tables.lots.want(.init(item: line.item.number, lot: line.lot)) }
        return try lines.map { line in
            guard line.expires == nil, !line.lot.isEmpty,
                let lot = try tables.lots.find(.init(item: line.item.number, lot: line.lot)), lot.expires != 0
            else { return line }
            var known = line
            known.expires = Day(number: Int32(lot.expires))
            return known
        }
    }

    // MARK: Folding

    /// Folds a document of a transfer into the picking tasks; all others are left alone.
    func applyTransfer(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .transferNotice(let notice):
            tables.transferTasks.begin(logged.position)
            for line in notice.lines {
                tables.transferTasks.put(
                    TransferTaskRow(
                        notice: logged.position, line: line.line, request: notice.request, sender: notice.from, receiver: notice.to,
                        item: line.item.number, condition: line.condition, pieces: line.pieces, open: line.pieces, issued: 0), isNew: true)
            }
        case .transferIssue(let issue):
            for line in issue.lines {
                guard var task = try tables.transferTasks.find(.init(notice: issue.notice, line: line.line), in: issue.notice) else {
                    throw LedgerFault("调拨出库单没有通知行 / a transfer issue without its task, notice \(issue.notice) line \(line.line)")
                }
                task.open -= line.pieces
                task.issued += line.pieces
                tables.transferTasks.put(task, isNew: false)
            }
        case .transferCancellation(let cancellation) where cancellation.notice != 0:
            for var task in try tables.transferTasks.rows(cancellation.notice) where task.open > 0 {
                task.open = 0
                tables.transferTasks.put(task, isNew: false)
            }
        default: break
        }
    }
}
