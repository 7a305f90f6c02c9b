import Documents
import Kernel
import Orders
import Security
import Storage
import Wire

/// What each kind of command does: it is checked, becomes a document, and the document goes through the legs.
extension CommandDecision {
    func execute(_ body: CommandBody, known: ExternalKeyRow?, _ run: inout Run) throws {
        switch body {
        case .masterRecord(let record):
            try legs.masters.validate(record)
            try cascade([(.masterRecord(record), 0, run.at)], &run)
            if case .channelItem(let mapping) = record {
                let group = HeldLineRow.Group(shop: mapping.shop, merchantCode: mapping.merchantCode)
                if try !legs.orders.tables.heldLines.head(group, 1).isEmpty {
                    run.rest.append(.releaseHeld(shop: mapping.shop, merchantCode: mapping.merchantCode))
                }
            }
        case .openingStock(let stock):
            try legs.warehouse.validate(stock.lines, into: stock.warehouse, record: DocumentKind.openingStock.chinese)
            try legs.warehouse.requireOwn(warehouse: stock.warehouse, record: DocumentKind.openingStock.chinese)
            try cascade([(.openingStock(stock), 0, stock.day.start)], &run)
        case .purchaseReceipt(let receipt):
            try legs.warehouse.validate(receipt.lines, into: receipt.warehouse, record: DocumentKind.purchaseReceipt.chinese)
            try legs.warehouse.requireOwn(warehouse: receipt.warehouse, record: DocumentKind.purchaseReceipt.chinese)
            try legs.masters.requireSupplier(receipt.supplier)
            guard receipt.notice == 0, receipt.order == 0 else {
                throw FormRefusal.badField(
                    record: DocumentKind.purchaseReceipt.chinese, field: "notice", value: String(receipt.notice),
                    ruleChinese: "按收料通知单收货请用上架命令 putAway", ruleEnglish: "goods of a receiving notice come in by putAway")
            }
            try cascade([(.purchaseReceipt(receipt), 0, receipt.happenedAt)], &run)
        case .channelOrder(let order):
            try legs.orders.validate(order)
            if let trade = known?.document {
                legs.want(trade: trade)
                legs.orders.tables.payments.want(trade)
            }
            try cascade([(.channelOrder(order), known?.document ?? 0, order.placedAt)], &run)
            try takeHeldReturns(of: order, trade: known?.document ?? run.first, &run)
        case .salesIssue(var report):
            if report.notice == 0 { report.notice = try openNotice(of: report) }
            try legs.warehouse.requireOwn(report.notice)
            let issue = try legs.warehouse.decide(report)
            legs.wantForIssue(trade: issue.trade)
            try cascade([(.salesIssue(issue), report.notice, report.happenedAt)], &run)
        case .cancellation(let request): try cancel(request, &run)
        case .channelReturn(var returned):
            let key = ExternalKeyRow.Key(source: "shop:" + returned.shop, externalKey: returned.orderID)
            _ = try legs.masters.shop(returned.shop)
            returned.trade = returned.orderID.isEmpty ? 0 : try journal.externals.find(key)?.document ?? 0
            if returned.trade == 0 { run.isHeld = true }
            if let first = known?.document { try requireSameOrder(returned, as: first) }
            try cascade([(.channelReturn(returned), known?.document ?? returned.trade, returned.happenedAt)], &run)
        case .sealVouchers(let book, let day):
            let (vouchers, isMore) = try legs.books.decideSealing(book: book, through: day)
            for voucher in vouchers {
                let bundle = voucher.bundle / 8
                try cascade([(.voucher(voucher), bundle, voucher.day.start)], &run)
            }
            if isMore { run.rest.append(.sealVouchers(book: book, through: day)) }
        case .releaseWaiting where !run.isOwn, .releaseHeld where !run.isOwn: throw LoopRefusal.notForCallers
        case .releaseWaiting(let warehouse, let item):
            let (issued, isMore) = try legs.orders.decideRelease(warehouse: warehouse, item: item, at: run.at)
            for notice in issued { try cascade([(notice.document, 0, notice.happenedAt)], &run) }
            if isMore { run.rest.append(.releaseWaiting(warehouse: warehouse, item: item)) }
        case .releaseHeld(let shop, let merchantCode): try releaseHeld(shop, merchantCode, &run)
        case .approval(let request):
            let subject = try approvalSubject(request.subject)
            let approval = try legs.approvals.decide(
                subject, isApproved: request.isApproved, note: request.note, checker: run.staff)
            try cascade([(.approval(approval), subject.position, run.at)], &run)
            if approval.isApproved { try carryOut(subject, &run) }
            try endWaiting(subject, approval, &run)
        case .wave(let request): try makeWave(request, &run)
        case .scan(let report): try takeScan(report, &run)
        case .pack(let report): try pack(report, &run)
        case .transferRequest(let wish): try request(wish, &run)
        case .transferIssue(let report): try issue(report, &run)
        case .transferReceipt(let report): try receive(report, &run)
        case .transferShortage(let report): try declareShort(report, &run)
        case .transferCancellation(let wish): try cancel(wish, &run)
        case .lossDisposal(let request): try disposeLoss(request, &run)
        case .stockStatus(let warehouse): try report(warehouse, &run)
        case .stockStatusPart where !run.isOwn: throw LoopRefusal.notForCallers
        case .stockStatusPart(let warehouse, let report, let part): try continueReport(warehouse, report, part, &run)
        case .stockClaim(let report): try claim(report, &run)
        case .varianceClosing(let wish): try close(wish, &run)
        case .otherReceipt(let receipt): try receive(receipt, &run)
        case .otherIssue(let issue): try ask(for: issue, &run)
        case .conditionChange(let change): try carryOut(change, &run)
        case .assembly(let assembly): try carryOut(assembly, &run)
        case .openingBalances(let opening): try open(opening, &run)
        case .binMove(let move): try carryOut(move, &run)
        case .orderHold(let request): try hold(request, &run)
        case .reallocation(let request): try reallocate(request, &run)
        case .parcelMerge(let request): try merge(request, &run)
        case .orderMark(let request): try mark(request, &run)
        case .releaseSuspended(let shop): try releaseSuspended(shop, &run)
        case .offerStock(let shop, let after): try offerStock(shop, after: after, &run)
        case .offerAnswer(let report): try answer(report, &run)
        case .countPlan(let request): try planCount(request, &run)
        case .countScan(let report): try takeCountScan(report, &run)
        case .countSheet(let plan): try closeCount(plan, &run)
        case .countCause(let request): try explainCount(request, &run)
        case .shortPick(let report): try takeShortPick(report, &run)
        case .businessReceipt(let report): try take(report, &run)
        case .consignmentStatement(let report): try take(report, &run)
        case .releaseUnpaid(let shop):
            let (trades, isMore) = try legs.orders.expired(shop: shop, at: run.at)
            let at = run.at
            let isCut = try decideAgain(trades, &run) { try legs.orders.decideExpired($0, trade: $1, at: at) }
            if isMore || isCut { run.rest.append(.releaseUnpaid(shop: shop)) }
        case .purchaseOrder, .purchaseClosing, .arrival, .inspection, .putAway, .purchaseReturnRequest, .purchaseReturnIssue, .landedCost,
            .priceChange, .dropshipConfirmation:
            try executePurchase(body, known: known, &run)
        case .channelRefund, .returnRequest, .returnReceipt, .returnWithdrawal, .parcelEvent, .writeDown:
            try executeReturn(body, known: known, &run)
        }
    }

    /// Goods and openings are recorded once: pieces that moved are not moved again by a newer version of the same paper.
    func refuseAmendment(of body: CommandBody, _ known: ExternalKeyRow, key: ExternalKey) throws {
        switch body {
        case .openingStock, .purchaseReceipt, .arrival, .inspection, .putAway, .purchaseReturnRequest, .purchaseReturnIssue, .landedCost,
            .priceChange, .dropshipConfirmation, .returnReceipt, .parcelEvent, .writeDown, .transferIssue, .transferReceipt,
            .transferShortage, .otherReceipt, .otherIssue, .conditionChange, .assembly, .openingBalances, .binMove, .lossDisposal,
            .countPlan, .countScan, .countSheet, .countCause, .shortPick, .businessReceipt, .consignmentStatement:
            let answer = try journal.commands.find(known.command)?.answer()
            throw LoopRefusal.movedAlready(
                key: key.key, version: known.version, document: answer?.documents.first?.text ?? String(known.document))
        case .transferRequest: try refuseSecondRequest(known, key: key)
        default: break
        }
    }

    /// The document that a command names, of one of these kinds (of any, where none is said).
    func resolve(_ reference: DocumentReference, _ kinds: DocumentKind...) throws -> LoggedDocument {
        var position = reference.position
        if position == 0 {
            let key = ExternalKeyRow.Key(source: reference.source, externalKey: reference.key)
            position = try journal.externals.find(key)?.document ?? 0
        }
        guard position > 0, position <= head.position, let found = try journal.log.find(position)?.logged() else {
            throw LoopRefusal.noSuchDocument(reference: reference.text)
        }
        guard kinds.isEmpty || kinds.contains(found.document.kind) else {
            throw LoopRefusal.wrongKind(reference: reference.text, found: found.document.kind, expected: kinds)
        }
        return found
    }

    /// Returns that came before their order and wait for it go to it.
    ///
    /// A hundred at most go with one version of the order, the rest with later ones.
    private func takeHeldReturns(of order: ChannelOrder, trade: Int64, _ run: inout Run) throws {
        let group = HeldReturnRow.Group(shop: order.shop, orderId: order.externalID)
        let waiting = try legs.orders.tables.heldReturns.head(group, OrdersTables.queueBound)
        for row in waiting { journal.log.want(row.newest) }
        for row in waiting {
            guard let (logged, document) = try journal.document(at: row.newest) else { continue }
            if case .channelRefund(let refund) = document {
                try takeHeld(refund, first: row.document, trade: trade, &run)
                continue
            }
            guard case .channelReturn(var returned) = document else { continue }
            returned.trade = trade
            try cascade([(.channelReturn(returned), row.document, Moment(milliseconds: logged.happenedAt))], &run)
        }
    }

    /// A newer version of a return belongs to the order that the first named.
    private func requireSameOrder(_ returned: ChannelReturn, as first: Int64) throws {
        guard case .channelReturn(let earlier)? = try journal.document(at: first)?.document, earlier.orderID != returned.orderID else {
            return
        }
        throw FormRefusal.badField(
            record: "\(DocumentKind.channelReturn.chinese) \(returned.externalID)", field: "orderID", value: returned.orderID,
            ruleChinese: "同一退货单号不能改到另一订单(原为“\(earlier.orderID)”)",
            ruleEnglish: "a return stays with the order it named first (“\(earlier.orderID)”)")
    }

    /// The notice that an issue means when it names its order.
    func openNotice(of report: IssueReport) throws -> Int64 {
        let trade = try requireTrade(of: report.shop, report.externalID)
        var open: [Int64: String] = [:]
        for row in try legs.orders.tables.reservations.rows(trade) where row.open > 0 && row.notice != 0 {
            if report.warehouse.isEmpty || row.warehouse == report.warehouse { open[row.notice] = row.warehouse }
        }
        guard let notice = open.keys.min() else {
            throw LoopRefusal.noOpenNotice(externalID: report.externalID, warehouse: report.warehouse)
        }
        guard open.count == 1 else {
            throw LoopRefusal.severalNotices(externalID: report.externalID, warehouses: Set(open.values).sorted())
        }
        return notice
    }

    private func cancel(_ request: CancellationRequest, _ run: inout Run) throws {
        let trade = try requireTrade(of: request.shop, request.externalID)
        legs.want(trade: trade)
        if let row = try legs.orders.tables.orders.find(trade), row.orderState == .shipped, row.shipped > 0 {
            return try intercept(request, trade: trade, &run)
        }
        let cancellation = try legs.orders.decide(request, trade: trade)
        let order = try legs.orders.tables.orders.find(trade)
        try cascade([(.cancellation(cancellation), order?.salesOrder ?? trade, run.at)], &run)
    }

    /// One mapping frees all that wait for it, a bounded number a commit.
    private func releaseHeld(_ shop: String, _ merchantCode: String, _ run: inout Run) throws {
        let group = HeldLineRow.Group(shop: shop, merchantCode: merchantCode)
        let waiting = try legs.orders.tables.heldLines.head(group, OrdersTables.queueBound)
        let before = run.kinds.count
        for row in waiting { legs.orders.tables.heldCodes.want(row.trade) }
        let at = run.at
        let isCut = try decideAgain(waiting.map(\.trade), &run) { try legs.orders.decideHeld($0, trade: $1, at: at) }
        // Where nothing more can be released the rest would be the same rows again.
        if isCut || waiting.count == OrdersTables.queueBound && run.kinds.count > before {
            run.rest.append(.releaseHeld(shop: shop, merchantCode: merchantCode))
        }
    }

    /// Decides trades anew from their newest channel orders. True when some are left because what followed from the others is much: each
    /// may free goods for a hundred that wait, and a command makes a thousand documents at most.
    func decideAgain(
        _ trades: [Int64], _ run: inout Run, _ decide: (ChannelOrder, Int64) throws -> [IssuedDocument]
    ) throws -> Bool {
        for trade in trades { legs.orders.tables.orders.want(trade) }
        var orders: [(trade: Int64, channelOrder: Int64)] = []
        for trade in trades {
            if let order = try legs.orders.tables.orders.find(trade) {
                orders.append((trade, order.channelOrder))
                journal.log.want(order.channelOrder)
            }
        }
        for (trade, _) in orders { legs.want(trade: trade) }
        // One order's unread rows do not keep the others from naming theirs: the passes stay few however many orders wait.
        var unread: (any Error)?
        for (trade, position) in orders {
            if run.kinds.count > CommandDecision.documentLimit / 2 {
                if let unread { throw unread }
                return true
            }
            do {
                guard let (row, document) = try journal.document(at: position), case .channelOrder(let order) = document else { continue }
                let issued: [IssuedDocument]
                do {
                    issued = try decide(order, trade)
                } catch is any Refusal {
                    // It stays as it is, and the others are not kept waiting.
                    continue
                }
                try issue(issued, under: row.position, &run)
            } catch {
                guard error is Unread || unread != nil else { throw error }
                if unread == nil { unread = error }
            }
        }
        if let unread { throw unread }
        return false
    }
}
