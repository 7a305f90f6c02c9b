import Documents
import Kernel
import Orders
import Storage
import Warehouse

/// What the commands of ``SpecialOrderDocuments`` do.
extension CommandDecision {
    /// The trade of an order that a person names.
    private func trade(of name: OrderName) throws -> Int64 {
        guard let trade = try journal.externals.find(.init(source: "shop:" + name.shop, externalKey: name.externalID))?.document else {
            throw OrdersRefusal.noSuchOrder(shop: name.shop, externalID: name.externalID)
        }
        legs.want(trade: trade)
        return trade
    }

    /// The sales order that a decision follows from.
    private func salesOrder(of trade: Int64) throws -> Int64 { try legs.orders.tables.orders.find(trade)?.salesOrder ?? trade }

    func hold(_ request: HoldRequest, _ run: inout Run) throws {
        let trade = try trade(of: request.order)
        let hold = try legs.orders.decide(request, trade: trade, by: run.staff, at: run.at)
        if hold.action != .release { try legs.warehouse.requireUnpicked(legs.orders.openNotices(of: trade)) }
        try cascade([(.orderHold(hold), salesOrder(of: trade), run.at)], &run)
        try decideOnce(trade, isForced: hold.action == .prioritise, &run)
    }

    /// Decides one trade again from its newest channel order.
    private func decideOnce(_ trade: Int64, isForced: Bool, _ run: inout Run) throws {
        guard let order = try legs.orders.tables.orders.find(trade),
            let (row, document) = try journal.document(at: order.channelOrder), case .channelOrder(let channel) = document
        else { return }
        try issue(
            try legs.orders.decideControlled(channel, trade: trade, isForced: isForced, at: run.at), under: row.position, &run)
    }

    /// Holds whose time is over end, a bounded number a commit; a timer's command.
    func releaseSuspended(_ shop: String, _ run: inout Run) throws {
        let (trades, isMore) = try legs.orders.heldTooLong(shop: shop, at: run.at)
        for trade in trades { legs.want(trade: trade) }
        for trade in trades { if let order = try legs.orders.tables.orders.find(trade) { journal.log.want(order.channelOrder) } }
        for trade in trades {
            guard run.kinds.count <= CommandDecision.documentLimit / 2 else {
                run.rest.append(.releaseSuspended(shop: shop))
                return
            }
            guard let end = try legs.orders.endOfHold(trade, by: .program, reason: "到期自动解挂") else { continue }
            try cascade([(.orderHold(end), salesOrder(of: trade), run.at)], &run)
            try decideOnce(trade, isForced: false, &run)
        }
        if isMore { run.rest.append(.releaseSuspended(shop: shop)) }
    }

    func reallocate(_ request: ReallocationRequest, _ run: inout Run) throws {
        let trade = try trade(of: request.order)
        guard let order = try legs.orders.tables.orders.find(trade),
            let (row, document) = try journal.document(at: order.channelOrder), case .channelOrder(let channel) = document
        else { throw OrdersRefusal.noSuchOrder(shop: request.order.shop, externalID: request.order.externalID) }
        let (reallocation, parts) = try legs.orders.decide(request, channel, trade: trade, by: run.staff)
        try legs.warehouse.requireUnpicked(legs.orders.openNotices(of: trade))
        try cascade([(.reallocation(reallocation), order.salesOrder, run.at)], &run)
        try issue(
            try legs.orders.decideReallocated(channel, trade: trade, parts: parts, at: run.at), under: row.position, &run)
    }

    func merge(_ request: MergeRequest, _ run: inout Run) throws {
        for name in request.externalIDs { journal.externals.want(.init(source: "shop:" + request.shop, externalKey: name)) }
        let trades = try request.externalIDs.map { name -> Int64 in
            let key = ExternalKeyRow.Key(source: "shop:" + request.shop, externalKey: name)
            guard let trade = try journal.externals.find(key)?.document else {
                throw OrdersRefusal.noSuchOrder(shop: request.shop, externalID: name)
            }
            return trade
        }
        let merge = try legs.orders.decide(request, trades: trades, by: run.staff)
        try legs.warehouse.requireUnmerged(merge.notices)
        try legs.warehouse.requireUnpicked(merge.notices)
        try cascade([(.parcelMerge(merge), merge.notices[0], run.at)], &run)
    }

    /// A mark waits for somebody else, and its order waits with it.
    func mark(_ request: MarkRequest, _ run: inout Run) throws {
        let trade = try trade(of: request.order)
        let mark = try legs.orders.decide(request, trade: trade, by: run.staff)
        try legs.warehouse.requireUnpicked(legs.orders.openNotices(of: trade))
        try cascade([(.orderMark(mark), salesOrder(of: trade), run.at)], &run)
        try cascade([(.orderHold(try legs.orders.holdForMark(mark, at: run.first)), run.first, run.at)], &run)
        try decideOnce(trade, isForced: false, &run)
    }

    /// What waited for a decision on its mark goes on, whatever was decided.
    func endWaiting(_ subject: LoggedDocument, _ approval: Approval, _ run: inout Run) throws {
        guard case .orderMark(let mark) = subject.document else { return }
        legs.want(trade: mark.trade)
        guard try legs.orders.tables.controls.find(mark.trade)?.mark == subject.position,
            let end = try legs.orders.endOfHold(
                mark.trade, by: run.staff, reason: approval.isApproved ? "标记已批准" : "标记已驳回")
        else { return }
        try cascade([(.orderHold(end), run.first, run.at)], &run)
        try decideOnce(mark.trade, isForced: false, &run)
    }

    // MARK: Stock offered to shops

    func offerStock(_ shop: String, after bucket: Int64, _ run: inout Run) throws {
        guard bucket == 0 || run.isOwn else { throw LoopRefusal.notForCallers }
        let (offer, next) = try legs.orders.decideOffer(shop: shop, after: bucket)
        // Nothing changed: there is nothing to send.
        if !offer.lines.isEmpty { try cascade([(.stockOffer(offer), 0, run.at)], &run) }
        if let next { run.rest.append(.offerStock(shop: shop, after: next)) }
    }

    func answer(_ report: OfferAnswerReport, _ run: inout Run) throws {
        let subject = try resolve(report.offer, .stockOffer)
        guard case .stockOffer(let offer) = subject.document else { return }
        let answer = try legs.orders.decide(report, offer, at: subject.position, number: subject.number.text)
        try cascade([(.offerAnswer(answer), subject.position, run.at)], &run)
    }
}
