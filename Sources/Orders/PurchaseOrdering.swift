import Documents
import Kernel
import Storage

/// Purchase orders: what we want from suppliers, and how much of it has come at which price (accounting section 5.1).
extension OrdersLeg {
    // MARK: Deciding

    /// The purchase order that a buyer's terms become: the first version, or one that takes the place of the newest of the chain that
    /// `first` began. Refused once goods have come (INV-07 is judged against one version).
    public func decide(_ terms: PurchaseTerms, maker: Staff, first: Int64?, name: String) throws -> PurchaseOrder {
        let site = try masters.warehouse(terms.warehouse)
        var order = PurchaseOrder(terms: terms, book: site.book, maker: maker)
        guard let first else { return order }
        let newest = try newestPurchase(first)
        switch newest.purchaseState {
        case .waiting, .expected, .rejected: break
        case .partlyReceived, .received:
            let lines = try tables.purchaseLines.rows(newest.document)
            throw PurchaseRefusal.goodsReceived(
                order: name, received: lines.reduce(0) { $0 + $1.receivedPieces }, ordered: newest.pieces)
        case .replaced, .closed: throw PurchaseRefusal.orderEnded(order: name, state: newest.purchaseState)
        }
        order.replaces = newest.document
        order.recalled = newest.notice
        return order
    }

    /// The version that ends a purchase order: what has not come is not wanted any more.
    public func decideClosing(_ version: Int64, of terms: PurchaseTerms, maker: Staff, reason: String, name: String) throws -> PurchaseOrder
    {
        let row = try newestPurchase(version)
        switch row.purchaseState {
        case .waiting, .expected, .partlyReceived, .received: break
        case .rejected, .replaced, .closed: throw PurchaseRefusal.nothingOpen(order: name, state: row.purchaseState)
        }
        var ended = terms
        ended.lines = []
        return PurchaseOrder(
            terms: ended, book: row.book, maker: maker, replaces: row.document, recalled: row.notice, isClosing: true, reason: reason)
    }

    /// The newest version of the chain that a version belongs to.
    public func newestPurchase(_ version: Int64) throws -> PurchaseOrderRow {
        guard let row = try tables.purchases.find(version), let first = try tables.purchases.find(row.first),
            let newest = try tables.purchases.find(first.newest)
        else { throw LedgerFault("采购订单不存在 / there is no purchase order at \(version)") }
        return newest
    }

    /// The receiving notice of a purchase order's newest version; refused before its approval and after its end.
    public func receivingNotice(of version: Int64, name: String) throws -> Int64 {
        let row = try newestPurchase(version)
        guard row.notice != 0, row.purchaseState != .closed else {
            throw PurchaseRefusal.notExpected(order: name, state: row.purchaseState)
        }
        return row.notice
    }

    /// The same receipt with the order's prices: each takes its share of a line, the one that completes the line its rest, and what
    /// comes beyond it the unit price (accounting section 3 rule 3).
    public func price(_ receipt: PurchaseReceipt) throws -> PurchaseReceipt {
        var rows: [Int64: PurchaseOrderLineRow] = [:]
        for row in try tables.purchaseLines.rows(receipt.order) { rows[row.line] = row }
        var priced = receipt
        for index in priced.lines.indices {
            let line = priced.lines[index]
            guard var row = rows[line.line] else { throw LedgerFault("采购订单 \(receipt.order) 没有第 \(line.line) 行 / no such line") }
            priced.lines[index].amount = row.price(of: line.pieces)
            row.take(line.pieces, priced.lines[index].amount)
            rows[line.line] = row
        }
        return priced
    }

    // MARK: What follows

    /// An approval of a purchase order → the receiving notice; a request to send goods back → the return order.
    func takePurchase(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        switch logged.document {
        case .approval(let approval) where approval.subjectKind == .purchaseOrder && approval.isApproved:
            guard let row = try tables.purchases.find(approval.subject) else {
                throw LedgerFault("审批的采购订单不存在 / approved purchase order \(approval.subject) is not there")
            }
            let lines = try tables.purchaseLines.rows(row.document)
            let notice = ReceivingNotice(
                order: row.document, supplier: try row.supplierCode, warehouse: row.warehouse, expected: Day(number: Int32(row.expected)),
                mustInspect: row.mustInspect == 1,
                lines: lines.map {
                    ReceivingNotice.Line(
                        line: $0.line, item: ItemCode(stored: $0.item), pieces: $0.pieces,
                        most: $0.pieces + $0.pieces * row.tolerance / 10_000)
                })
            return [IssuedDocument(.receivingNotice(notice), happenedAt: logged.happenedAt)]
        case .purchaseReturnRequest(let request) where request.withdraws == 0: return [try returnOrder(for: request, logged)]
        default: return []
        }
    }

    // MARK: Folding

    /// Folds a document of the purchase flow into its rows; others are left alone.
    func applyPurchase(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .purchaseOrder(let order): try apply(order, at: logged.position)
        case .receivingNotice(let notice):
            try changePurchase(notice.order) { $0.notice = logged.position }
        case .approval(let approval) where approval.subjectKind == .purchaseOrder:
            try changePurchase(approval.subject) {
                $0.state = (approval.isApproved ? PurchaseOrderState.expected : .rejected).rawValue
            }
        case .purchaseReceipt(let receipt) where receipt.order != 0: try applyReceived(receipt)
        case .approval(let approval) where approval.subjectKind == .purchaseReturnOrder: try apply(approval)
        case .purchaseReturnRequest(let request) where request.withdraws != 0: try end(request.withdraws, as: .withdrawn)
        case .purchaseReturnOrder(let order): try apply(order, at: logged.position)
        case .purchaseReturnIssue(let issue): try apply(issue)
        default: break
        }
    }

    private func apply(_ order: PurchaseOrder, at position: Int64) throws {
        var first = position
        if order.replaces != 0 {
            guard var earlier = try tables.purchases.find(order.replaces) else {
                throw LedgerFault("被替代的采购订单不存在 / replaced purchase order \(order.replaces) is not there")
            }
            first = earlier.first
            let before = earlier.state
            earlier.state = (order.isClosing ? PurchaseOrderState.closed : .replaced).rawValue
            try PurchaseOrderState.arrows.require(
                from: before, to: earlier.state, by: .purchaseOrder, of: "采购订单 purchase order \(order.replaces)")
            tables.purchases.put(earlier)
        }
        if order.isClosing { return }
        let terms = order.terms
        tables.purchases.put(
            PurchaseOrderRow(
                document: position, first: first, newest: position, book: order.book, supplier: terms.supplier.number,
                warehouse: terms.warehouse, expected: Int64(terms.expected.number), tolerance: Int64(terms.tolerance.tenThousandths),
                mustInspect: terms.mustInspect ? 1 : 0, state: PurchaseOrderState.waiting.rawValue, notice: 0,
                pieces: terms.lines.reduce(0) { $0 + $1.pieces }, amount: terms.amount.fen))
        if first != position { try changePurchase(first) { $0.newest = position } }
        tables.purchaseLines.begin(position)
        for line in terms.lines {
            tables.purchaseLines.put(
                PurchaseOrderLineRow(
                    document: position, line: line.line, item: line.item.number, pieces: line.pieces, amount: line.amount.fen,
                    receivedPieces: 0, receivedAmount: 0), isNew: true)
        }
    }

    private func applyReceived(_ receipt: PurchaseReceipt) throws {
        for line in receipt.lines {
            guard var row = try tables.purchaseLines.find(.init(document: receipt.order, line: line.line), in: receipt.order) else {
                throw LedgerFault("入库单的采购订单行不存在 / no order line \(receipt.order) \(line.line) for the receipt")
            }
            row.take(line.pieces, line.amount)
            tables.purchaseLines.put(row, isNew: false)
        }
        let isComplete = try tables.purchaseLines.rows(receipt.order).allSatisfy { $0.receivedPieces >= $0.pieces }
        try changePurchase(receipt.order) {
            $0.state = (isComplete ? PurchaseOrderState.received : .partlyReceived).rawValue
        }
    }

    private func changePurchase(_ document: Int64, _ body: (inout PurchaseOrderRow) -> Void) throws {
        guard var row = try tables.purchases.find(document) else {
            throw LedgerFault("采购订单不存在 / there is no purchase order at \(document)")
        }
        let before = row.state
        body(&row)
        try PurchaseOrderState.arrows.require(from: before, to: row.state, of: "采购订单 purchase order \(document)")
        tables.purchases.put(row)
    }
}

extension PurchaseOrderRow {
    public var purchaseState: PurchaseOrderState {
        guard let known = PurchaseOrderState(rawValue: state) else { preconditionFailure("purchase_order.state \(state) is none of ours") }
        return known
    }

    var supplierCode: SupplierCode {
        get throws {
            guard let code = SupplierCode(supplier) else { throw LedgerFault("供应商编码无效 / purchase order of supplier \(supplier)") }
            return code
        }
    }
}

extension PurchaseOrderLineRow {
    /// What the next pieces of the line cost.
    func price(of pieces: Int64) -> Money {
        let whole = Money(fen: amount)
        let open = max(0, self.pieces - receivedPieces)
        let rest = Money(fen: max(0, amount - receivedAmount))
        if pieces < open { return min(whole.share(pieces, of: self.pieces), rest) }
        let within = open == 0 ? .zero : rest
        return within + whole.share(pieces - open, of: self.pieces)
    }

    mutating func take(_ pieces: Int64, _ amount: Money) {
        receivedPieces += pieces
        receivedAmount += amount.fen
    }
}
