import Books
import Documents
import Kernel
import Orders
import Storage
import Warehouse

/// The commands of the purchase flow: each is checked, becomes a document, and the document goes through the legs.
extension CommandDecision {
    func executePurchase(_ body: CommandBody, known: ExternalKeyRow?, _ run: inout Run) throws {
        switch body {
        case .purchaseOrder(let terms): try order(terms, known: known, &run)
        case .purchaseClosing(let closing): try close(closing, &run)
        case .arrival(let report):
            let notice = try receivingNotice(report.subject)
            let arrival = try legs.warehouse.decide(report, notice: notice)
            try cascade([(.arrival(arrival), notice, report.happenedAt)], &run)
        case .inspection(let report):
            let notice = try receivingNotice(report.subject)
            let inspection = try legs.warehouse.decide(report, notice: notice)
            try cascade([(.inspection(inspection), notice, report.happenedAt)], &run)
        case .putAway(let report):
            let notice = try receivingNotice(report.subject)
            let receipt = try legs.warehouse.decide(report, notice: notice)
            try legs.warehouse.validate(receipt.lines, into: receipt.warehouse, record: DocumentKind.purchaseReceipt.chinese)
            try cascade([(.purchaseReceipt(try legs.orders.price(receipt)), notice, report.happenedAt)], &run)
        case .purchaseReturnRequest(let wish): try requestReturn(wish, &run)
        case .purchaseReturnIssue(let report): try issueReturn(report, &run)
        case .landedCost(let bill): try spread(bill, &run)
        case .priceChange(let request):
            let receipt = try resolve(request.receipt, .purchaseReceipt)
            let change = try legs.books.decide(request, receipt: receipt.position)
            try cascade([(.priceChange(change), receipt.position, request.happenedAt)], &run)
        case .dropshipConfirmation(let confirmation): try confirm(confirmation, &run)
        default: break
        }
    }

    /// Names the keys that a command of this flow will surely need.
    func prefetchPurchase(_ body: CommandBody) {
        for reference in references(of: body) {
            if reference.position != 0 {
                wantPurchase(reference.position, body)
            } else {
                journal.externals.want(.init(source: reference.source, externalKey: reference.key))
            }
        }
    }

    /// Names what the documents that it refers to by key lead to, once their positions were read.
    func prefetchLinkedPurchase(_ body: CommandBody) {
        for reference in references(of: body) where reference.position == 0 {
            let key = ExternalKeyRow.Key(source: reference.source, externalKey: reference.key)
            if let position = try? journal.externals.find(key)?.document { wantPurchase(position, body) }
        }
    }

    private func references(of body: CommandBody) -> [DocumentReference] {
        switch body {
        case .purchaseClosing(let closing): [closing.subject]
        case .arrival(let report): [report.subject]
        case .inspection(let report): [report.subject]
        case .putAway(let report): [report.subject]
        case .purchaseReturnRequest(let wish): [wish.receipt]
        case .purchaseReturnIssue(let report): [report.subject]
        case .landedCost(let bill): bill.receipts
        case .priceChange(let request): [request.receipt]
        case .approval(let request): [request.subject]
        default: []
        }
    }

    private func wantPurchase(_ position: Int64, _ body: CommandBody) {
        journal.log.want(position)
        switch body {
        case .arrival, .inspection, .putAway:
            legs.warehouse.tables.receiving.want(position)
            legs.orders.tables.purchases.want(position)
        case .purchaseClosing, .purchaseReturnIssue:
            legs.orders.tables.purchases.want(position)
            legs.orders.tables.purchaseReturns.want(position)
        case .purchaseReturnRequest:
            legs.books.tables.payableLines.want(position)
            legs.orders.tables.returnLines.want(position)
        case .landedCost, .priceChange: legs.books.tables.payableLines.want(position)
        case .approval:
            legs.approvals.approvals.want(position)
            legs.orders.tables.purchases.want(position)
            legs.orders.tables.purchaseLines.want(position)
        default: break
        }
    }

    /// What an approval decides on when it is named: a purchase order's key means its newest version, a return request its return order.
    func approvalSubject(_ reference: DocumentReference) throws -> LoggedDocument {
        let subject = try resolve(reference)
        switch subject.document {
        case .purchaseOrder where reference.position == 0:
            return try resolve(DocumentReference(position: try legs.orders.newestPurchase(subject.position).document))
        case .purchaseReturnRequest(let request) where request.withdraws == 0:
            guard let order = try legs.orders.returnOrder(of: subject.position, receipt: request.receipt) else { return subject }
            return try resolve(DocumentReference(position: order))
        default: return subject
        }
    }

    // MARK: Orders

    private func order(_ terms: PurchaseTerms, known: ExternalKeyRow?, _ run: inout Run) throws {
        let record = DocumentKind.purchaseOrder.chinese
        try legs.warehouse.requireOwn(warehouse: terms.warehouse, record: record)
        _ = try legs.masters.warehouse(terms.warehouse)
        try legs.masters.requireSupplier(terms.supplier)
        for line in terms.lines { legs.masters.items.want(line.item.number) }
        for line in terms.lines where try legs.masters.item(line.item).isService != 0 {
            throw FormRefusal.badField(
                record: record, field: "lines.item", value: line.item.text, ruleChinese: "服务没有库存,不能按采购订单收货",
                ruleEnglish: "a service has no stock and is not received")
        }
        var first: Int64?
        var source: Int64 = 0
        if let known {
            guard try legs.orders.tables.purchases.find(known.document) != nil else {
                throw FormRefusal.conflict(source: known.source, key: known.externalKey, version: known.version)
            }
            let newest = try legs.orders.newestPurchase(known.document)
            try legs.warehouse.requireNothingUnloaded(on: newest.notice)
            first = known.document
            source = newest.document
        }
        let name = known?.externalKey ?? ""
        let order = try legs.orders.decide(terms, maker: run.staff, first: first, name: name)
        try cascade([(.purchaseOrder(order), source, terms.orderedAt)], &run)
    }

    /// Ends a purchase order, or a return that has not left.
    private func close(_ closing: PurchaseClosing, _ run: inout Run) throws {
        let subject = try resolve(
            closing.subject, .purchaseOrder, .receivingNotice, .purchaseReturnRequest, .purchaseReturnOrder)
        let name = closing.subject.text
        switch subject.document {
        case .purchaseReturnRequest(let request):
            let ended =
                request.withdraws != 0 ? request.withdraws : try legs.orders.returnOrder(of: subject.position, receipt: request.receipt)
            guard let ended else { throw LoopRefusal.noSuchDocument(reference: name) }
            try withdraw(ended, closing, name, &run)
        case .purchaseReturnOrder: try withdraw(subject.position, closing, name, &run)
        default:
            var version = subject.position
            if case .receivingNotice(let notice) = subject.document { version = notice.order }
            let newest = try legs.orders.newestPurchase(version)
            try legs.warehouse.requireNothingUnloaded(on: newest.notice)
            guard case .purchaseOrder(let order) = try resolve(DocumentReference(position: newest.document)).document else {
                throw LoopRefusal.noSuchDocument(reference: name)
            }
            let closed = try legs.orders.decideClosing(
                newest.document, of: order.terms, maker: run.staff, reason: closing.reason, name: name)
            try cascade([(.purchaseOrder(closed), newest.document, run.at)], &run)
        }
    }

    /// The receiving notice that a command names, itself or by its purchase order.
    private func receivingNotice(_ reference: DocumentReference) throws -> Int64 {
        let subject = try resolve(reference, .receivingNotice, .purchaseOrder)
        guard subject.document.kind == .purchaseOrder else { return subject.position }
        return try legs.orders.receivingNotice(of: subject.position, name: reference.text)
    }

    // MARK: Returns

    private func requestReturn(_ wish: PurchaseReturnWish, _ run: inout Run) throws {
        let subject = try resolve(wish.receipt, .purchaseReceipt)
        guard case .purchaseReceipt(let receipt) = subject.document else { return }
        for line in wish.lines where !line.condition.isEmpty { try legs.masters.requireCondition(line.condition) }
        let returning = try legs.orders.returning(of: subject.position)
        let (book, lines) = try legs.books.decideReturn(of: subject.position, wish.lines, returning: returning)
        let request = PurchaseReturnRequest(
            receipt: subject.position, warehouse: receipt.warehouse, supplier: receipt.supplier, book: book, reason: wish.reason,
            maker: run.staff, lines: lines)
        try cascade([(.purchaseReturnRequest(request), subject.position, run.at)], &run)
    }

    private func withdraw(_ order: Int64, _ closing: PurchaseClosing, _ name: String, _ run: inout Run) throws {
        let row = try legs.orders.openReturn(order, name: name)
        guard case .purchaseReturnOrder(let ended) = try resolve(DocumentReference(position: order)).document else { return }
        let withdrawal = PurchaseReturnRequest(
            receipt: row.receipt, warehouse: row.warehouse, supplier: ended.supplier, book: row.book, reason: closing.reason,
            maker: run.staff, withdraws: order, lines: [])
        try cascade([(.purchaseReturnRequest(withdrawal), order, run.at)], &run)
    }

    private func issueReturn(_ report: PurchaseReturnReport, _ run: inout Run) throws {
        let subject = try resolve(report.subject, .purchaseReturnOrder, .purchaseReturnRequest)
        var order = subject.position
        if case .purchaseReturnRequest(let request) = subject.document {
            guard let made = try legs.orders.returnOrder(of: subject.position, receipt: request.receipt) else {
                throw LoopRefusal.noSuchDocument(reference: report.subject.text)
            }
            order = made
        }
        guard case .purchaseReturnOrder(let ordered) = try resolve(DocumentReference(position: order)).document else { return }
        let (row, wanted) = try legs.orders.releaseReturn(order, report.lines, name: report.subject.text)
        let picked = try legs.warehouse.pick(wanted, from: row.warehouse)
        let issue = PurchaseReturnIssue(
            order: order, receipt: row.receipt, warehouse: row.warehouse, supplier: ordered.supplier, happenedAt: report.happenedAt,
            waybill: report.waybill, lines: try legs.books.priceReturn(of: row.receipt, picked))
        try cascade([(.purchaseReturnIssue(issue), order, report.happenedAt)], &run)
    }

    // MARK: Landed cost

    private func spread(_ bill: LandedCostBill, _ run: inout Run) throws {
        try legs.masters.requireSupplier(bill.carrier)
        var receipts: [Int64] = []
        for reference in bill.receipts {
            let position = try resolve(reference, .purchaseReceipt).position
            guard !receipts.contains(position) else {
                throw FormRefusal.badField(
                    record: DocumentKind.landedCost.chinese, field: "receipts", value: reference.text, ruleChinese: "同一入库单不能重复分摊",
                    ruleEnglish: "no receipt is named twice")
            }
            receipts.append(position)
        }
        let cost = try legs.books.decide(bill, receipts: receipts)
        try cascade([(.landedCost(cost), receipts[0], bill.happenedAt)], &run)
    }

    // MARK: Dropship

    /// What a supplier shipped comes in and leaves in one commit; the virtual warehouse is empty before and after.
    private func confirm(_ confirmation: DropshipConfirmation, _ run: inout Run) throws {
        var confirmation = confirmation
        if confirmation.notice == 0 {
            confirmation.notice = try openNotice(
                of: IssueReport(
                    notice: 0, shop: confirmation.shop, externalID: confirmation.externalID, warehouse: confirmation.warehouse,
                    happenedAt: confirmation.happenedAt))
        }
        let (receipt, report) = try legs.warehouse.decide(confirmation)
        try cascade([(.purchaseReceipt(receipt), confirmation.notice, confirmation.happenedAt)], &run)
        let issue = try legs.warehouse.decide(report)
        legs.wantForIssue(trade: issue.trade)
        try cascade([(.salesIssue(issue), confirmation.notice, confirmation.happenedAt)], &run)
    }
}
