import Books
import Documents
import Kernel
import Orders
import Storage
import Warehouse

/// INV-07: what was ordered, expected, received and sent back, line by line as the documents say. Purchases are few beside sales: their
/// rows are made anew here, apart from the code that folds them, and compared at the end of the log.
final class PurchaseSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [
        .purchaseOrder, .receivingNotice, .approval, .arrival, .inspection, .purchaseReceipt, .purchaseReturnRequest,
        .purchaseReturnOrder, .purchaseReturnIssue,
    ]
    static let tables = ["purchase_order", "purchase_order_line", "receiving_line", "purchase_return", "purchase_return_line"]
    let invariant = Invariant.neverMore
    private var orders: [Int64: PurchaseOrderRow] = [:]
    private var orderLines: [PurchaseOrderLineRow.Key: PurchaseOrderLineRow] = [:]
    private var receiving: [ReceivingLineRow.Key: ReceivingLineRow] = [:]
    private var returns: [Int64: PurchaseReturnRow] = [:]
    private var returnLines: [PurchaseReturnLineRow.Key: PurchaseReturnLineRow] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            switch logged.document {
            case .purchaseOrder(let order): note(order, logged.position)
            case .receivingNotice(let notice): note(notice, logged.position)
            case .approval(let approval): note(approval)
            case .arrival(let arrival):
                for line in arrival.lines { receiving[.init(notice: arrival.notice, line: line.line)]?.arrived += line.pieces }
            case .inspection(let inspection):
                for line in inspection.lines {
                    let key = ReceivingLineRow.Key(notice: inspection.notice, line: line.line)
                    receiving[key]?.accepted += line.accepted
                    receiving[key]?.rejected += line.rejected
                }
            case .purchaseReceipt(let receipt) where receipt.notice != 0: note(receipt)
            case .purchaseReturnRequest(let request) where request.withdraws != 0: end(request.withdraws, .withdrawn)
            case .purchaseReturnOrder(let order): note(order, logged.position)
            case .purchaseReturnIssue(let issue): note(issue)
            default: continue
            }
        }
    }

    private func note(_ order: PurchaseOrder, _ position: Int64) {
        let first = orders[order.replaces]?.first ?? position
        orders[order.replaces]?.state = (order.isClosing ? PurchaseOrderState.closed : .replaced).rawValue
        for key in receiving.keys where key.notice == order.recalled { receiving[key]?.isOpen = 0 }
        if order.isClosing { return }
        orders[position] = PurchaseOrderRow(
            document: position, first: first, newest: position, book: order.book, supplier: order.terms.supplier.number,
            warehouse: order.terms.warehouse, expected: Int64(order.terms.expected.number),
            tolerance: Int64(order.terms.tolerance.tenThousandths), mustInspect: order.terms.mustInspect ? 1 : 0,
            state: PurchaseOrderState.waiting.rawValue, notice: 0, pieces: order.terms.lines.map(\.pieces).reduce(0, +),
            amount: order.terms.lines.map(\.amount.fen).reduce(0, +))
        orders[first]?.newest = position
        for line in order.terms.lines {
            let row = PurchaseOrderLineRow(
                document: position, line: line.line, item: line.item.number, pieces: line.pieces, amount: line.amount.fen,
                receivedPieces: 0, receivedAmount: 0)
            orderLines[row.key] = row
        }
    }

    private func note(_ notice: ReceivingNotice, _ position: Int64) {
        orders[notice.order]?.notice = position
        for line in notice.lines {
            let row = ReceivingLineRow(
                notice: position, line: line.line, purchaseOrder: notice.order, warehouse: notice.warehouse,
                supplier: notice.supplier.number, item: line.item.number, pieces: line.pieces, most: line.most,
                mustInspect: notice.mustInspect ? 1 : 0, isOpen: 1, arrived: 0, accepted: 0, rejected: 0, received: 0)
            receiving[row.key] = row
        }
    }

    private func note(_ approval: Approval) {
        if approval.subjectKind == .purchaseOrder {
            orders[approval.subject]?.state = (approval.isApproved ? PurchaseOrderState.expected : .rejected).rawValue
        } else if approval.subjectKind == .purchaseReturnOrder {
            if approval.isApproved {
                returns[approval.subject]?.state = PurchaseReturnState.approved.rawValue
            } else {
                end(approval.subject, .rejected)
            }
        }
    }

    private func note(_ receipt: PurchaseReceipt) {
        for line in receipt.lines {
            receiving[.init(notice: receipt.notice, line: line.line)]?.received += line.pieces
            let key = PurchaseOrderLineRow.Key(document: receipt.order, line: line.line)
            orderLines[key]?.receivedPieces += line.pieces
            orderLines[key]?.receivedAmount += line.amount.fen
        }
        let isShort = orderLines.values.contains { $0.document == receipt.order && $0.receivedPieces < $0.pieces }
        orders[receipt.order]?.state = (isShort ? PurchaseOrderState.partlyReceived : .received).rawValue
    }

    private func note(_ order: PurchaseReturnOrder, _ position: Int64) {
        returns[position] = PurchaseReturnRow(
            document: position, request: order.request, receipt: order.receipt, book: order.book, warehouse: order.warehouse,
            supplier: order.supplier.number, state: PurchaseReturnState.waiting.rawValue)
        for line in order.lines {
            let row = PurchaseReturnLineRow(
                receipt: order.receipt, returnOrder: position, line: line.line, item: line.item.number, condition: line.condition,
                pieces: line.pieces, open: line.pieces, issued: 0)
            returnLines[row.key] = row
        }
    }

    private func note(_ issue: PurchaseReturnIssue) {
        for line in issue.lines {
            let key = PurchaseReturnLineRow.Key(receipt: issue.receipt, returnOrder: issue.order, line: line.line)
            returnLines[key]?.open -= line.pieces
            returnLines[key]?.issued += line.pieces
        }
        if !returnLines.values.contains(where: { $0.returnOrder == issue.order && $0.open != 0 }) {
            returns[issue.order]?.state = PurchaseReturnState.issued.rawValue
        }
    }

    private func end(_ order: Int64, _ state: PurchaseReturnState) {
        returns[order]?.state = state.rawValue
        for key in returnLines.keys where key.returnOrder == order { returnLines[key]?.open = 0 }
    }

    func finish(_ run: CheckRun) throws {
        try compare(
            PurchaseOrderRow.schema, orders.values.sorted { $0.document < $1.document }.map(\.values), run)
        try compare(
            PurchaseOrderLineRow.schema,
            orderLines.values.sorted { ($0.document, $0.line) < ($1.document, $1.line) }.map(\.values), run)
        try compare(
            ReceivingLineRow.schema, receiving.values.sorted { ($0.notice, $0.line) < ($1.notice, $1.line) }.map(\.values), run)
        try compare(PurchaseReturnRow.schema, returns.values.sorted { $0.document < $1.document }.map(\.values), run)
        try compare(
            PurchaseReturnLineRow.schema,
            returnLines.values.sorted { ($0.receipt, $0.returnOrder, $0.line) < ($1.receipt, $1.returnOrder, $1.line) }.map(\.values), run)
    }
}

/// INV-09 and INV-12: what is owed for each receipt line and to carriers, as the documents say.
final class PayableSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.purchaseReceipt, .priceChange, .purchaseReturnIssue, .landedCost]
    static let tables = ["payable_line", "landed_cost"]
    let invariant = Invariant.receivables
    private var payables: [PayableLineRow.Key: PayableLineRow] = [:]
    private var costs: [[SQLValue]] = []

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            switch logged.document {
            case .purchaseReceipt(let receipt):
                for (index, line) in receipt.lines.enumerated() where line.owner.isEmpty {
                    let row = PayableLineRow(
                        receipt: logged.position, line: Int64(index + 1), book: "", supplier: receipt.supplier.number,
                        warehouse: receipt.warehouse, item: line.item.number, condition: line.condition, pieces: line.pieces,
                        amount: line.amount.fen, changed: 0, returnedPieces: 0, returnedAmount: 0, posting: 0, postingLine: 0)
                    payables[row.key] = row
                }
            case .priceChange(let change):
                payables[.init(receipt: change.receipt, line: change.line)]?.changed += change.difference.fen
            case .purchaseReturnIssue(let issue):
                for line in issue.lines {
                    let key = PayableLineRow.Key(receipt: issue.receipt, line: line.line)
                    payables[key]?.returnedPieces += line.pieces
                    payables[key]?.returnedAmount += line.amount.fen
                }
            case .landedCost(let cost):
                let parts = cost.parts.reduce(Money.zero) { $0 + $1.amount }
                if parts != cost.cost {
                    run.report(.splits, "采购费用单 \(logged.number.text) 分摊 \(parts) ≠ \(cost.cost) / parts of the landed cost")
                }
                costs.append(
                    LandedCostRow(
                        document: logged.position, book: cost.book, carrier: cost.carrier.number, basis: cost.basis.rawValue,
                        cost: cost.cost.fen, inputVat: cost.inputVAT.fen
                    ).values)
            default: continue
            }
        }
    }

    func finish(_ run: CheckRun) throws {
        // Book and cost layer are told by other rows, not by the receipt.
        let columns = PayableLineRow.schema.columns.map(\.name).filter { !["book", "posting", "posting_line"].contains($0) }
        let kept = PayableLineRow.schema.columns.indices.filter { columns.contains(PayableLineRow.schema.columns[$0].name) }
        let expected = payables.values.sorted { ($0.receipt, $0.line) < ($1.receipt, $1.line) }.map { row in
            let values = row.values
            return kept.map { values[$0] }
        }
        try compare(PayableLineRow.schema, expected, run, columns: columns)
        try compare(LandedCostRow.schema, costs, run)
    }
}

/// INV-07: who decided on what, and that it was somebody else.
final class ApprovalSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [
        .approval, .purchaseOrder, .purchaseReturnOrder, .purchaseReturnRequest, .transferRequest, .transferCancellation,
        .lossDisposal, .otherIssue, .orderMark, .countCause,
    ]
    static let tables = ["approval"]
    let invariant = Invariant.neverMore
    private var rows: [Int64: ApprovalRow] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            let earlier = logged.document.withdrawsApproval
            if let row = rows[earlier], row.state == ApprovalState.waiting.rawValue {
                rows[earlier]?.state = ApprovalState.withdrawn.rawValue
                rows[earlier]?.decision = logged.position
            }
            if let need = logged.document.approvalNeed {
                rows[logged.position] = ApprovalRow(
                    document: logged.position, kind: logged.document.kind.rawValue, book: need.book, maker: need.maker.fingerprint,
                    amount: need.amount.fen, state: ApprovalState.waiting.rawValue, decision: 0,
                    requestedAt: logged.recordedAt.milliseconds)
            }
            guard case .approval(let approval) = logged.document else { continue }
            if rows[approval.subject]?.maker == approval.checker.fingerprint {
                run.report(invariant, "审批 \(logged.number.text) 由制单人自己作出 / decided by the maker")
            }
            rows[approval.subject]?.state = (approval.isApproved ? ApprovalState.approved : .rejected).rawValue
            rows[approval.subject]?.decision = logged.position
        }
    }

    func finish(_ run: CheckRun) throws {
        try compare(ApprovalRow.schema, rows.values.sorted { $0.document < $1.document }.map(\.values), run)
    }
}

extension DocumentSection {
    /// Compares all rows of a table with those that the whole log makes, in the order of the key.
    func compare(_ schema: TableSchema, _ expected: [[SQLValue]], _ run: CheckRun, columns: [String]? = nil) throws {
        let names = columns ?? schema.columns.map(\.name)
        let found = try run.connection.query("SELECT \(names.joined(separator: ", ")) FROM \(schema.name) ORDER BY \(schema.keyNames)")
        compare(schema.name, names, expected, found, run)
    }
}
