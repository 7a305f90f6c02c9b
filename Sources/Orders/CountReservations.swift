import Documents
import Kernel
import Storage

/// A shortage under reservation: what was promised and is not there becomes a backorder, lowest priority and youngest first, in the
/// commit that found it out (INV-04; domain rules, Warehouse).
extension OrdersLeg {
    // MARK: Deciding

    /// What a count's shortage takes from those who had reserved, decided before its pieces leave the hand.
    func cuts(for shortage: StockShortage, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        var change: [PromiseStockRow.Key: Int64] = [:]
        for move in logged.document.moves {
            change[
                .init(
                    warehouse: move.warehouse, item: move.line.item.number, condition: move.line.condition, owner: move.line.owner),
                default: 0] += move.pieces
        }
        let keys = change.keys.sorted { ($0.item, $0.condition, $0.owner) < ($1.item, $1.condition, $1.owner) }
        for key in keys { tables.stock.want(key) }
        var excess: [(key: PromiseStockRow.Key, pieces: Int64)] = []
        for key in keys {
            let stock = try tables.stock.find(key) ?? .empty(key)
            let over = stock.reserved - (stock.onHand + (change[key] ?? 0))
            if over > 0 {
                excess.append((key, over))
                tables.openReservations.want(.init(warehouse: key.warehouse, item: key.item))
            }
        }
        guard !excess.isEmpty else { return [] }
        // One item's unread rows do not keep the others from naming theirs; a refusal waits until all are known.
        var unread: (any Error)?
        var refusal: (any Error)?
        var lines: [ReservationCut.Line] = []
        for (key, pieces) in excess {
            do {
                lines += try self.cut(pieces, of: key)
            } catch let error as Unread {
                unread = error
            } catch {
                refusal = refusal ?? error
            }
        }
        if let first = unread ?? refusal { throw first }
        let cut = ReservationCut(cause: .countShortage, warehouse: shortage.warehouse, lines: lines)
        return [IssuedDocument(.reservationCut(cut), happenedAt: logged.happenedAt)]
    }

    private func cut(_ pieces: Int64, of key: PromiseStockRow.Key) throws -> [ReservationCut.Line] {
        let group = OpenReservations.Group(warehouse: key.warehouse, item: key.item)
        let stored = try tables.openReservations.trades(group)
        let changed = tables.reservations.changedRows.filter { $0.warehouse == key.warehouse && $0.item == key.item }.map(\.trade)
        let trades = Set(stored).union(changed).sorted()
        for trade in trades {
            tables.reservations.want(trade)
            tables.orders.want(trade)
            tables.lines.want(trade)
        }
        var open: [(priority: Int64, row: ReservationRow)] = []
        for trade in trades {
            let rows = try tables.reservations.rows(trade).filter {
                $0.open > 0 && $0.warehouse == key.warehouse && $0.item == key.item && $0.condition == key.condition
                    && $0.owner == key.owner
            }
            guard !rows.isEmpty, let order = try tables.orders.find(trade) else { continue }
            open += rows.map { (order.priority, $0) }
        }
        // A higher number is served later, and loses first; of equals the youngest.
        open.sort { ($0.priority, $0.row.trade, $0.row.part) > ($1.priority, $1.row.trade, $1.row.part) }
        var left = pieces
        var lines: [ReservationCut.Line] = []
        for (_, row) in open where left > 0 {
            let taken = min(left, row.open)
            left -= taken
            lines.append(
                ReservationCut.Line(
                    trade: row.trade, part: row.part, line: row.line, notice: row.notice, item: ItemCode(stored: row.item),
                    condition: row.condition, owner: row.owner, pieces: taken))
        }
        guard left == 0 else { throw PromiseRefusal.reservedElsewhere(warehouse: key.warehouse, item: String(key.item), pieces: left) }
        return lines
    }

    /// A picker found fewer pieces than the notice asks for → its reservation is cut by them.
    public func decide(_ report: ShortPickReport, notice: Int64, trade: Int64, staff: Staff) throws -> ReservationCut {
        let rows = try tables.reservations.rows(trade)
        guard let row = rows.first(where: { $0.notice == notice && $0.line == report.line }), report.missing <= row.open else {
            let open = rows.first { $0.notice == notice && $0.line == report.line }?.open ?? 0
            throw PromiseRefusal.moreMissingThanOpen(notice: notice, line: report.line, open: open, missing: report.missing)
        }
        return ReservationCut(
            cause: .shortPick, warehouse: row.warehouse, bin: report.bin, reason: report.reason, staff: staff,
            lines: [
                .init(
                    trade: trade, part: row.part, line: row.line, notice: notice, item: ItemCode(stored: row.item),
                    condition: row.condition, owner: row.owner, pieces: report.missing)
            ])
    }

    // MARK: Folding

    /// What a trade loses it waits for. One that nobody was told to pick, unpaid or held, only gives it back: it is decided again.
    func apply(_ cut: ReservationCut, at position: Int64) throws {
        for line in cut.lines {
            tables.reservations.want(line.trade)
            tables.orders.want(line.trade)
            tables.lines.want(line.trade)
            tables.backorders.want(.init(warehouse: cut.warehouse, item: line.item.number))
        }
        for (index, line) in cut.lines.enumerated() {
            tables.cuts.append(
                ReservationCutRow(
                    document: position, number: Int64(index + 1), cause: cut.cause.rawValue, warehouse: cut.warehouse, trade: line.trade,
                    part: line.part, line: line.line, notice: line.notice, item: line.item.number, condition: line.condition,
                    owner: line.owner, pieces: line.pieces))
            guard var row = try tables.reservations.find(.init(trade: line.trade, part: line.part), in: line.trade),
                var order = try tables.orders.find(line.trade)
            else { throw LedgerFault("占用调减没有占用行 / a cut without its reservation \(line.trade) \(line.part)") }
            row.open -= line.pieces
            tables.reservations.put(row, isNew: false)
            try changeStock(.init(warehouse: row.warehouse, item: row.item, condition: row.condition, owner: row.owner)) {
                $0.reserved -= line.pieces
            }
            guard line.notice != 0 else { continue }
            try wait(line, at: cut.warehouse, order.priority)
            order.waiting += line.pieces
            order.noticed -= line.pieces
            let before = order.state
            order.state = order.stateByPieces.rawValue
            try OrderState.arrows.require(from: before, to: order.state, by: .reservationCut, of: "订单 order \(line.trade)")
            tables.orders.put(order)
        }
    }

    /// A line waits at one warehouse: the one it waits at already, else the one that lost its pieces.
    private func wait(_ line: ReservationCut.Line, at warehouse: String, _ priority: Int64) throws {
        guard var row = try tables.lines.find(.init(trade: line.trade, line: line.line), in: line.trade) else {
            throw LedgerFault("占用调减没有订单行 / a cut without its order line \(line.trade) \(line.line)")
        }
        if row.waitsAt.isEmpty {
            row.waitsAt = warehouse
            tables.lines.put(row, isNew: false)
        }
        let queue = BackorderRow.Group(warehouse: row.waitsAt, item: row.item)
        let key = BackorderRow.Key(
            warehouse: row.waitsAt, item: row.item, priority: priority, trade: line.trade, line: line.line)
        let known = try tables.backorders.find(key, in: queue)
        var waiting =
            known
            ?? BackorderRow(
                warehouse: row.waitsAt, item: row.item, priority: priority, trade: line.trade, line: line.line, pieces: 0)
        waiting.pieces += line.pieces
        tables.backorders.put(waiting, isNew: known == nil)
        try changeStock(.init(warehouse: row.waitsAt, item: row.item, condition: StockCondition.good, owner: "")) {
            $0.waiting += line.pieces
        }
    }
}

/// What a cut of reservations is refused for.
public enum PromiseRefusal: Refusal, Hashable {
    case reservedElsewhere(warehouse: String, item: String, pieces: Int64)
    case moreMissingThanOpen(notice: Int64, line: Int64, open: Int64, missing: Int64)

    public var code: String {
        switch self {
        case .reservedElsewhere: "reservedElsewhere"
        case .moreMissingThanOpen: "moreMissingThanOpen"
        }
    }

    public var chinese: String {
        switch self {
        case .reservedElsewhere(let warehouse, let item, let pieces):
            "仓库 \(warehouse) 商品 \(item) 盘亏后仍有 \(pieces) 件被调拨等其他单据占用。请先撤销那些占用,再审批。"
        case .moreMissingThanOpen(let notice, let line, let open, let missing):
            "出库通知单 \(notice) 第 \(line) 行只剩 \(open) 件待出库,报缺 \(missing) 件。请核对行号与件数。"
        }
    }

    public var english: String {
        switch self {
        case .reservedElsewhere(let warehouse, let item, let pieces):
            "After the shortage \(pieces) pieces of item \(item) at \(warehouse) stay reserved by transfers or others. Withdraw those first, then approve."
        case .moreMissingThanOpen(let notice, let line, let open, let missing):
            "Line \(line) of delivery notice \(notice) has \(open) pieces open, \(missing) are reported missing. Check line and pieces."
        }
    }
}
