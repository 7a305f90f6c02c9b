import Documents
import Kernel
import Storage

/// Goods that suppliers send: expected, unloaded, inspected, put away. Only what is put away is stock; the rest are tasks.
extension WarehouseLeg {
    // MARK: Deciding

    /// The warehouse's word that goods were unloaded. How many came is a fact; that they belong to a closed notice is a conflict.
    public func decide(_ report: ArrivalReport, notice: Int64) throws -> Arrival {
        let rows = try openLines(notice)
        var lines = report.lines
        if lines.isEmpty {
            lines = rows.map { Arrival.Line(line: $0.line, pieces: max(0, $0.pieces - max($0.arrived - $0.rejected, $0.received))) }
                .filter { $0.pieces > 0 }
            if lines.isEmpty { throw ReceivingRefusal.nothingToReceive(notice: notice) }
        }
        for line in lines {
            guard rows.contains(where: { $0.line == line.line }) else { throw ReceivingRefusal.noSuchLine(notice: notice, line: line.line) }
        }
        return Arrival(notice: notice, happenedAt: report.happenedAt, waybill: report.waybill, lines: lines)
    }

    /// What an inspection found. Nothing is inspected that was not unloaded.
    public func decide(_ report: InspectionReport, notice: Int64) throws -> Inspection {
        var rows = try byLine(openLines(notice))
        for line in report.lines {
            guard var row = rows[line.line] else { throw ReceivingRefusal.noSuchLine(notice: notice, line: line.line) }
            let inspected = row.accepted + row.rejected
            guard inspected + line.accepted + line.rejected <= row.arrived else {
                throw ReceivingRefusal.moreThanArrived(
                    notice: notice, line: line.line, arrived: row.arrived, inspected: inspected, asked: line.accepted + line.rejected)
            }
            row.accepted += line.accepted
            row.rejected += line.rejected
            rows[line.line] = row
        }
        return Inspection(notice: notice, happenedAt: report.happenedAt, lines: report.lines)
    }

    /// Goods put away → the purchase receipt, without prices yet. More than ordered and the tolerance, or than was accepted, is a
    /// conflict at a built-in warehouse (INV-07, decision 0006).
    public func decide(_ report: PutAwayReport, notice: Int64) throws -> PurchaseReceipt {
        let ordered = try openLines(notice)
        guard let first = ordered.first, let supplier = SupplierCode(first.supplier) else {
            throw ReceivingRefusal.noticeClosed(notice: notice)
        }
        var lines = report.lines
        if lines.isEmpty {
            lines = ordered.map { StockLine(line: $0.line, item: ItemCode(stored: $0.item), pieces: $0.mayComeIn) }.filter { $0.pieces > 0 }
            if lines.isEmpty { throw ReceivingRefusal.nothingToReceive(notice: notice) }
        }
        var rows = byLine(ordered)
        for index in lines.indices {
            let line = lines[index]
            guard var row = rows[line.line] else { throw ReceivingRefusal.noSuchLine(notice: notice, line: line.line) }
            guard row.item == line.item.number else {
                throw ReceivingRefusal.wrongItem(
                    notice: notice, line: line.line, expected: String(row.item), asked: line.item.text)
            }
            guard row.received + line.pieces <= row.most else {
                throw ReceivingRefusal.moreThanOrdered(
                    notice: notice, line: line.line, ordered: row.pieces, most: row.most, received: row.received, asked: line.pieces)
            }
            guard !row.isInspected || row.received + line.pieces <= row.accepted else {
                throw ReceivingRefusal.moreThanAccepted(
                    notice: notice, line: line.line, accepted: row.accepted, received: row.received, asked: line.pieces)
            }
            row.received += line.pieces
            rows[line.line] = row
            lines[index].amount = .zero
        }
        return PurchaseReceipt(
            warehouse: first.warehouse, supplier: supplier, happenedAt: report.happenedAt, notice: notice, order: first.purchaseOrder,
            lines: lines)
    }

    /// Refuses where goods stand at the dock that nobody has put away or rejected: their notice is still needed.
    public func requireNothingUnloaded(on notice: Int64) throws {
        guard notice != 0 else { return }
        let waiting = try tables.receiving.rows(notice).reduce(0) { $0 + max(0, $1.arrived - $1.rejected - $1.received) }
        guard waiting == 0 else { throw ReceivingRefusal.unloaded(notice: notice, pieces: waiting) }
    }

    /// Pieces of a return that leave, from the bins where they lie or that the scan names.
    public func pick(_ lines: [StockLine], from warehouse: String) throws -> [StockLine] {
        for line in lines { wantBins(warehouse, line.item.number) }
        var bins: [PhysicalStockRow.Group: [PhysicalStockRow]] = [:]
        var picked: [StockLine] = []
        for line in lines {
            let group = PhysicalStockRow.Group(warehouse: warehouse, item: line.item.number)
            if bins[group] == nil { bins[group] = try freeRows(group) }
            let task = TaskLineRow(
                notice: 0, line: line.line, trade: 0, shop: "", warehouse: warehouse, item: line.item.number, condition: line.condition,
                owner: "", priority: 0, pieces: line.pieces, open: line.pieces, issued: 0, packed: 0,
                wave: 0)
            try pick(task, line.pieces, bin: line.bin.isEmpty && line.lot.isEmpty ? nil : line, from: &bins, into: &picked)
        }
        return picked
    }

    private func openLines(_ notice: Int64) throws -> [ReceivingLineRow] {
        let rows = try tables.receiving.rows(notice)
        guard !rows.isEmpty, rows.allSatisfy({ $0.isOpen == 1 }) else { throw ReceivingRefusal.noticeClosed(notice: notice) }
        return rows
    }

    private func byLine(_ rows: [ReceivingLineRow]) -> [Int64: ReceivingLineRow] {
        Dictionary(uniqueKeysWithValues: rows.map { ($0.line, $0) })
    }

    // MARK: Folding

    /// Folds a document of the receiving flow into what is expected; others are left alone.
    func applyReceiving(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .receivingNotice(let notice):
            tables.receiving.begin(logged.position)
            for line in notice.lines {
                tables.receiving.put(
                    ReceivingLineRow(
                        notice: logged.position, line: line.line, purchaseOrder: notice.order, warehouse: notice.warehouse,
                        supplier: notice.supplier.number, item: line.item.number, pieces: line.pieces, most: line.most,
                        mustInspect: notice.mustInspect ? 1 : 0, isOpen: 1, arrived: 0, accepted: 0, rejected: 0, received: 0), isNew: true)
            }
        case .purchaseOrder(let order) where order.recalled != 0:
            for var row in try tables.receiving.rows(order.recalled) {
                row.isOpen = 0
                tables.receiving.put(row, isNew: false)
            }
        case .arrival(let arrival):
            for line in arrival.lines { try change(arrival.notice, line.line) { $0.arrived += line.pieces } }
        case .inspection(let inspection):
            for line in inspection.lines {
                try change(inspection.notice, line.line) {
                    $0.accepted += line.accepted
                    $0.rejected += line.rejected
                }
            }
        case .purchaseReceipt(let receipt) where receipt.notice != 0:
            for line in receipt.lines { try change(receipt.notice, line.line) { $0.received += line.pieces } }
        default: break
        }
    }

    private func change(_ notice: Int64, _ line: Int64, _ body: (inout ReceivingLineRow) -> Void) throws {
        guard var row = try tables.receiving.find(.init(notice: notice, line: line), in: notice) else {
            throw LedgerFault("收料通知单行不存在 / there is no line \(line) of receiving notice \(notice)")
        }
        body(&row)
        tables.receiving.put(row, isNew: false)
    }
}

extension ReceivingLineRow {
    /// Somebody looks at these goods before they are put away.
    var isInspected: Bool { mustInspect == 1 || accepted + rejected > 0 }

    /// Pieces that may be put away without asking: up to what was ordered, or accepted.
    var mayComeIn: Int64 { max(0, min(pieces, isInspected ? accepted : pieces) - received) }
}
