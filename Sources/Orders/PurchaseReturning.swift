import Documents
import Kernel
import Storage

/// Goods that go back to a supplier: kept from the request on, so that nobody else is promised them, until they leave or the return ends.
extension OrdersLeg {
    // MARK: Deciding

    /// Pieces of a receipt that returns keep and that have not left, by the receipt's line.
    public func returning(of receipt: Int64) throws -> [Int64: Int64] {
        var open: [Int64: Int64] = [:]
        for row in try tables.returnLines.rows(receipt) { open[row.line, default: 0] += row.open }
        return open
    }

    /// The return order that a request became.
    public func returnOrder(of request: Int64, receipt: Int64) throws -> Int64? {
        for row in try tables.returnLines.rows(receipt) {
            if try tables.purchaseReturns.find(row.returnOrder)?.request == request { return row.returnOrder }
        }
        return nil
    }

    /// A return that may still change: not yet decided, or approved and not all gone.
    public func openReturn(_ order: Int64, name: String) throws -> PurchaseReturnRow {
        guard let row = try tables.purchaseReturns.find(order) else {
            throw LedgerFault("采购退单不存在 / there is no return order at \(order)")
        }
        guard row.returnState == .waiting || row.returnState == .approved else {
            throw PurchaseRefusal.returnNotOpen(order: name, state: row.returnState)
        }
        return row
    }

    /// What of an approved return the warehouse may let go: the pieces that it names, or everything that is open. Condition and item are
    /// the return's; bin and lot stay as named.
    public func releaseReturn(_ order: Int64, _ wishes: [StockLine], name: String) throws -> (row: PurchaseReturnRow, lines: [StockLine]) {
        let row = try openReturn(order, name: name)
        guard row.returnState == .approved else { throw PurchaseRefusal.returnNotOpen(order: name, state: row.returnState) }
        let rows = try tables.returnLines.rows(row.receipt).filter { $0.returnOrder == order }
        guard !wishes.isEmpty else {
            return (
                row,
                rows.filter { $0.open > 0 }.map {
                    StockLine(line: $0.line, item: ItemCode(stored: $0.item), pieces: $0.open, condition: $0.condition)
                }
            )
        }
        var open: [Int64: Int64] = [:]
        for line in rows { open[line.line] = line.open }
        let lines = try wishes.map { wish -> StockLine in
            guard let line = rows.first(where: { $0.line == wish.line && $0.item == wish.item.number }), wish.pieces > 0,
                let rest = open[wish.line], wish.pieces <= rest
            else {
                throw PurchaseRefusal.moreThanAsked(order: name, line: wish.line, open: open[wish.line] ?? 0, asked: wish.pieces)
            }
            open[wish.line] = rest - wish.pieces
            return StockLine(
                line: line.line, item: wish.item, pieces: wish.pieces, bin: wish.bin, lot: wish.lot, condition: line.condition)
        }
        return (row, lines)
    }

    /// The return order of a request. Refused where less is available than is to go back (INV-04).
    func returnOrder(for request: PurchaseReturnRequest, _ logged: LoggedDocument) throws -> IssuedDocument {
        var asked: [PromiseStockRow.Key: Int64] = [:]
        for line in request.lines { asked[key(request.warehouse, line.item.number, line.condition), default: 0] += line.pieces }
        for key in asked.keys { tables.stock.want(key) }
        for line in request.lines {
            let key = key(request.warehouse, line.item.number, line.condition)
            let available = max(0, try tables.stock.find(key)?.available ?? 0)
            let wanted = asked[key] ?? 0
            guard wanted <= available else {
                throw PurchaseRefusal.notAvailable(
                    warehouse: request.warehouse, item: line.item.text, condition: line.condition, available: available, asked: wanted)
            }
        }
        let order = PurchaseReturnOrder(
            request: logged.position, receipt: request.receipt, warehouse: request.warehouse, supplier: request.supplier,
            book: request.book, reason: request.reason, maker: request.maker, lines: request.lines)
        return IssuedDocument(.purchaseReturnOrder(order), happenedAt: logged.happenedAt)
    }

    /// Where pieces became free because a return ended.
    func freedByReturn(_ logged: LoggedDocument) throws -> [(warehouse: String, item: ItemCode)] {
        let ended: Int64
        switch logged.document {
        case .approval(let approval) where approval.subjectKind == .purchaseReturnOrder && !approval.isApproved: ended = approval.subject
        case .purchaseReturnRequest(let request): ended = request.withdraws
        default: return []
        }
        guard ended != 0, let row = try tables.purchaseReturns.find(ended) else { return [] }
        return try tables.returnLines.rows(row.receipt)
            .filter { $0.returnOrder == ended && $0.condition == StockCondition.good && $0.issued < $0.pieces }
            .map { (row.warehouse, ItemCode(stored: $0.item)) }
    }

    // MARK: Folding

    func apply(_ order: PurchaseReturnOrder, at position: Int64) throws {
        tables.purchaseReturns.put(
            PurchaseReturnRow(
                document: position, request: order.request, receipt: order.receipt, book: order.book, warehouse: order.warehouse,
                supplier: order.supplier.number, state: PurchaseReturnState.waiting.rawValue))
        for line in order.lines {
            tables.returnLines.put(
                PurchaseReturnLineRow(
                    receipt: order.receipt, returnOrder: position, line: line.line, item: line.item.number, condition: line.condition,
                    pieces: line.pieces, open: line.pieces, issued: 0), isNew: true)
            try reserve(line.pieces, key(order.warehouse, line.item.number, line.condition))
        }
    }

    func apply(_ approval: Approval) throws {
        guard approval.isApproved else { return try end(approval.subject, as: .rejected) }
        guard var row = try tables.purchaseReturns.find(approval.subject) else {
            throw LedgerFault("审批的采购退单不存在 / approved return order \(approval.subject) is not there")
        }
        try move(&row, to: .approved)
        tables.purchaseReturns.put(row)
    }

    /// Gives back what a return has kept.
    func end(_ order: Int64, as state: PurchaseReturnState) throws {
        guard var row = try tables.purchaseReturns.find(order) else {
            throw LedgerFault("采购退单不存在 / there is no return order at \(order)")
        }
        for var line in try tables.returnLines.rows(row.receipt) where line.returnOrder == order && line.open > 0 {
            let open = line.open
            line.open = 0
            tables.returnLines.put(line, isNew: false)
            try reserve(-open, key(row.warehouse, line.item, line.condition))
        }
        try move(&row, to: state)
        tables.purchaseReturns.put(row)
    }

    private func move(_ row: inout PurchaseReturnRow, to state: PurchaseReturnState) throws {
        try PurchaseReturnState.arrows.require(from: row.state, to: state.rawValue, of: "采购退货 return order \(row.document)")
        row.state = state.rawValue
    }

    /// What leaves was kept; the moves take it from the hand.
    func apply(_ issue: PurchaseReturnIssue) throws {
        guard var row = try tables.purchaseReturns.find(issue.order) else {
            throw LedgerFault("采购退单不存在 / there is no return order at \(issue.order)")
        }
        for line in issue.lines {
            let lineKey = PurchaseReturnLineRow.Key(receipt: issue.receipt, returnOrder: issue.order, line: line.line)
            guard var kept = try tables.returnLines.find(lineKey, in: issue.receipt) else {
                throw LedgerFault("采购退单行不存在 / there is no line \(line.line) of return order \(issue.order)")
            }
            kept.open -= line.pieces
            kept.issued += line.pieces
            tables.returnLines.put(kept, isNew: false)
            try reserve(-line.pieces, key(issue.warehouse, line.item.number, line.condition))
        }
        if try tables.returnLines.rows(issue.receipt).allSatisfy({ $0.returnOrder != issue.order || $0.open == 0 }) {
            try move(&row, to: .issued)
            tables.purchaseReturns.put(row)
        }
    }

    private func key(_ warehouse: String, _ item: Int64, _ condition: String) -> PromiseStockRow.Key {
        .init(warehouse: warehouse, item: item, condition: condition, owner: "")
    }
}

extension PurchaseReturnRow {
    public var returnState: PurchaseReturnState {
        guard let known = PurchaseReturnState(rawValue: state) else {
            preconditionFailure("purchase_return.state \(state) is none of ours")
        }
        return known
    }
}
