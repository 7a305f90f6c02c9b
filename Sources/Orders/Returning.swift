import Documents
import Kernel
import Storage

/// Which goods of a trade are asked back, by a channel or by customer service: return orders 售后退货单.
extension OrdersLeg {
    /// Names everything that a return of this trade will read.
    public func wantReturns(_ trade: Int64) {
        tables.orders.want(trade)
        tables.lines.want(trade)
        tables.reservations.want(trade)
        tables.returnOrders.want(trade)
        tables.returnedLines.want(trade)
        tables.trips.want(trade)
        tables.interceptions.want(trade)
    }

    public func shop(of trade: Int64) throws -> String { try requireOrder(trade).shop }

    /// Whether a refund or return waits for its order, by the position of its first version.
    public func isHeld(_ document: Int64, shop: String, order: String) throws -> Bool {
        try tables.heldReturns.find(
            .init(shop: shop, orderId: order, document: document), in: .init(shop: shop, orderId: order)) != nil
    }

    func requireOrder(_ trade: Int64) throws -> SalesOrderRow {
        guard let row = try tables.orders.find(trade) else { throw LedgerFault("没有订单 / no order at \(trade)") }
        return row
    }

    /// Pieces of each line that left.
    func shipped(_ trade: Int64) throws -> [Int64: Int64] {
        try tables.reservations.rows(trade).reduce(into: [:]) { $0[$1.line, default: 0] += $1.issued }
    }

    /// Pieces of each line that are asked back or lost, by other papers than this return order.
    private func committed(_ trade: Int64, except document: Int64) throws -> [Int64: Int64] {
        try tables.returnedLines.rows(trade).filter { $0.document != document }.reduce(into: [:]) {
            $0[$1.line, default: 0] += max($1.pieces, $1.received) + $1.lost
        }
    }

    /// What may still be asked back of each line.
    func askable(_ trade: Int64, except document: Int64 = 0) throws -> [Int64: Int64] {
        let taken = try committed(trade, except: document)
        return try shipped(trade).reduce(into: [:]) { $0[$1.key] = max(0, $1.value - (taken[$1.key] ?? 0)) }
    }

    // MARK: Customer service

    /// A wish of customer service; `first` is the return order that it changes, 0 for a new one. More than may be asked back is refused.
    public func decide(_ wish: ReturnWish, trade: Int64, first: Int64) throws -> ReturnOrder {
        wantReturns(trade)
        let order = try requireOrder(trade)
        let lines = try tables.lines.rows(trade).filter { $0.isService == 0 }
        if first != 0 { try requireUntouched(first, of: trade) }
        var wanted: [ReturnOrder.Line] = []
        if wish.form != .refundOnly {
            let room = try askable(trade, except: first)
            let out = try shipped(trade)
            if wish.lines.isEmpty {
                wanted = lines.compactMap { line in
                    (room[line.line] ?? 0) > 0
                        ? ReturnOrder.Line(line: line.line, item: ItemCode(stored: line.item), pieces: room[line.line] ?? 0) : nil
                }
            }
            for part in wish.lines {
                let named = lines.filter { part.line != 0 ? $0.line == part.line : $0.lineId == part.lineID }
                guard named.count == 1, let line = named.first else {
                    throw ReturnRefusal.noSuchLine(
                        externalID: order.externalId, line: part.line != 0 ? String(part.line) : part.lineID)
                }
                add(ReturnOrder.Line(line: line.line, item: ItemCode(stored: line.item), pieces: part.pieces), to: &wanted)
            }
            for line in wanted where line.pieces > (room[line.line] ?? 0) {
                let shipped = out[line.line] ?? 0
                throw ReturnRefusal.moreThanShipped(
                    externalID: order.externalId, line: line.line, shipped: shipped, asked: shipped - (room[line.line] ?? 0),
                    wanted: line.pieces)
            }
            guard !wanted.isEmpty else { throw ReturnRefusal.nothingToReturn(externalID: order.externalId) }
        }
        var decided = ReturnOrder(
            trade: trade, shop: order.shop, book: order.book, first: first, form: wish.form, carrier: wish.carrier,
            waybill: wish.waybill, reason: wish.reason, shipsFirst: wish.shipsFirst && wish.form == .exchange, lines: wanted)
        if wish.form == .exchange { decided.replacements = try replacements(wish, for: wanted) }
        return decided
    }

    /// The same goods for nothing, or others at their own price.
    private func replacements(_ wish: ReturnWish, for lines: [ReturnOrder.Line]) throws -> [ReplacementLine] {
        guard !wish.replacements.isEmpty else { return lines.map { ReplacementLine(item: $0.item, pieces: $0.pieces) } }
        for line in wish.replacements { masters.items.want(line.item.number) }
        for line in wish.replacements where try masters.item(line.item).isService != 0 {
            throw FormRefusal.badField(
                record: "\(DocumentKind.returnOrder.chinese) \(wish.externalID)", field: "replacements.item", value: line.item.text,
                ruleChinese: "换货须换实物商品", ruleEnglish: "goods are exchanged for goods")
        }
        let probe = ReturnOrder(
            trade: 0, shop: "", book: "", form: .exchange, lines: lines, replacements: wish.replacements)
        if probe.replacesSame, wish.replacements.contains(where: { $0.amount != .zero }) {
            throw FormRefusal.badField(
                record: "\(DocumentKind.returnOrder.chinese) \(wish.externalID)", field: "replacements.amountFen",
                value: wish.replacements.reduce(Money.zero) { $0 + $1.amount }.text, ruleChinese: "同款换货不另收款",
                ruleEnglish: "the same goods again cost nothing")
        }
        return wish.replacements
    }

    private func requireUntouched(_ document: Int64, of trade: Int64) throws {
        guard let row = try tables.returnOrders.find(.init(trade: trade, document: document), in: trade) else {
            throw LedgerFault("没有售后退货单 / no return order at \(document)")
        }
        guard row.received + row.missing == 0 else {
            throw ReturnRefusal.returnStarted(returnOrder: document, received: row.received)
        }
        guard row.returnState == .open || row.returnState == .noGoods else {
            throw ReturnRefusal.returnEnded(returnOrder: document, state: row.returnState)
        }
    }

    /// Ends the expectation of what has not come back.
    public func decideWithdrawal(_ newest: ReturnOrder, first: Int64, reason: String) throws -> ReturnOrder {
        guard let row = try tables.returnOrders.find(.init(trade: newest.trade, document: first), in: newest.trade) else {
            throw LedgerFault("没有售后退货单 / no return order at \(first)")
        }
        guard row.returnState == .open || row.returnState == .partly else {
            throw ReturnRefusal.returnEnded(returnOrder: first, state: row.returnState)
        }
        var withdrawn = newest
        withdrawn.first = first
        withdrawn.isWithdrawn = true
        withdrawn.reason = reason
        withdrawn.excess = 0
        return withdrawn
    }

    // MARK: The channel

    /// The position under which a channel return's versions are known.
    static func firstVersion(_ returned: ChannelReturn, _ logged: LoggedDocument) -> Int64 {
        logged.source == 0 || logged.source == returned.trade ? logged.position : logged.source
    }

    /// A channel's return → the return order, or a version of it while nothing has come back. What it asks back beyond the shipped pieces is
    /// in dispute.
    func takeChannelReturn(_ returned: ChannelReturn, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        guard returned.trade != 0 else { return [] }
        wantReturns(returned.trade)
        let order = try requireOrder(returned.trade)
        let first = OrdersLeg.firstVersion(returned, logged)
        let known = try tables.returnOrders.rows(returned.trade).first { $0.channelReturn == first }
        if let known, known.received + known.missing > 0 || known.returnState == .withdrawn { return [] }
        var lines: [ReturnOrder.Line] = []
        var excess: Int64 = 0
        if returned.form != .refundOnly {
            let room = try askable(returned.trade, except: known?.document ?? 0)
            let asked = try asked(by: returned)
            excess = asked.unknown
            for line in asked.lines {
                let pieces = min(line.pieces, room[line.line] ?? 0)
                excess += line.pieces - pieces
                if pieces > 0 { lines.append(ReturnOrder.Line(line: line.line, item: line.item, pieces: pieces)) }
            }
        }
        let decided = ReturnOrder(
            trade: returned.trade, shop: order.shop, book: order.book, first: known?.document ?? 0, channelReturn: first,
            form: returned.form, carrier: returned.carrier, waybill: returned.waybill, reason: returned.reason, lines: lines,
            replacements: returned.form == .exchange ? lines.map { ReplacementLine(item: $0.item, pieces: $0.pieces) } : [],
            excess: excess)
        return [IssuedDocument(.returnOrder(decided), happenedAt: returned.happenedAt)]
    }

    /// What a channel's lines mean in lines of the sales order; pieces of lines that the order does not have are `unknown`. A line that is a
    /// kit asks back all its parts.
    private func asked(by returned: ChannelReturn) throws -> (lines: [ReturnOrder.Line], unknown: Int64) {
        let lines = try tables.lines.rows(returned.trade).filter { $0.isService == 0 }
        if returned.lines.isEmpty {
            return (lines.map { ReturnOrder.Line(line: $0.line, item: ItemCode(stored: $0.item), pieces: $0.pieces) }, 0)
        }
        var asked: [ReturnOrder.Line] = []
        var unknown: Int64 = 0
        for wish in returned.lines {
            var named = wish.lineID.isEmpty ? [] : lines.filter { $0.lineId == wish.lineID }
            if named.isEmpty, let target = try masters.channelItems.find(.init(shop: returned.shop, merchantCode: wish.merchantCode)) {
                named = lines.filter { target.isKit == 1 ? $0.kit == target.target : $0.item == target.target && $0.kit == 0 }
                if target.isKit == 0 { named = Array(named.prefix(1)) }
            }
            if named.isEmpty { unknown += wish.pieces }
            for line in named {
                var pieces = wish.pieces
                if line.kit != 0 {
                    let part = try masters.kitParts.rows(line.kit).first { $0.item == line.item }?.pieces ?? 1
                    let (product, runsOver) = pieces.multipliedReportingOverflow(by: part)
                    pieces = runsOver ? line.pieces : product
                }
                add(ReturnOrder.Line(line: line.line, item: ItemCode(stored: line.item), pieces: pieces), to: &asked)
            }
        }
        return (asked.sorted { $0.line < $1.line }, unknown)
    }

    private func add(_ line: ReturnOrder.Line, to lines: inout [ReturnOrder.Line]) {
        if let known = lines.firstIndex(where: { $0.line == line.line }) {
            lines[known].pieces += line.pieces
        } else {
            lines.append(line)
        }
    }

    /// Other pieces than those that came back already are asked for now: nobody may refuse it, and nothing is changed.
    func disputeLateVersion(_ returned: ChannelReturn, _ logged: LoggedDocument) throws {
        let first = OrdersLeg.firstVersion(returned, logged)
        guard let row = try tables.returnOrders.rows(returned.trade).first(where: { $0.channelReturn == first }),
            row.received + row.missing > 0
        else { return }
        let asked = try asked(by: returned)
        let difference = asked.lines.reduce(asked.unknown) { $0 + $1.pieces } - row.pieces
        guard difference != 0 else { return }
        dispute(.amendedAfterReturn, logged, trade: returned.trade, pieces: difference)
    }

    func dispute(_ cause: DisputeCause, _ logged: LoggedDocument, trade: Int64, amount: Int64 = 0, pieces: Int64 = 0) {
        tables.disputes.put(
            DisputeRow(
                document: logged.position, cause: cause.rawValue, trade: trade, amount: amount, pieces: pieces,
                openedAt: logged.recordedAt.milliseconds))
    }
}

extension OrdersLeg {
    /// What follows from the papers of a return.
    func takeReturn(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        switch logged.document {
        case .channelReturn(let returned): try takeChannelReturn(returned, logged)
        case .parcelEvent(let event): try takeParcelEvent(event)
        case .channelRefund(let refund) where refund.endsOrder: try endRefunded(refund)
        default: []
        }
    }

    /// Everything was paid back before anything left: what is still to be shipped is cancelled.
    private func endRefunded(_ refund: ChannelRefund) throws -> [IssuedDocument] {
        let order = try requireOrder(refund.trade)
        guard order.shipped == 0, order.orderState != .cancelled, order.orderState != .shipped else { return [] }
        var notices: [Int64] = []
        for part in try tables.reservations.rows(refund.trade) where part.open > 0 && part.notice != 0 && !notices.contains(part.notice) {
            notices.append(part.notice)
        }
        let cancellation = Cancellation(
            trade: refund.trade, shop: refund.shop, reason: DocumentKind.channelRefund.chinese, notices: notices)
        return [IssuedDocument(.cancellation(cancellation), happenedAt: refund.happenedAt)]
    }

    /// Folds the papers of a return.
    func applyReturn(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .returnOrder(let order): try apply(order, logged)
        case .returnReceipt(let receipt): try apply(receipt, logged)
        case .parcelEvent(let event): try apply(event, logged)
        case .interception(let interception): apply(interception, logged)
        case .channelRefund(let refund): try apply(refund, logged)
        case .channelOrder(let order) where order.returnOrder != 0: try noteReshipment(order, logged.position)
        default: break
        }
    }

    /// A refund whose order is not known is held like a return; what is more than was paid is in dispute.
    private func apply(_ refund: ChannelRefund, _ logged: LoggedDocument) throws {
        let group = HeldReturnRow.Group(shop: refund.shop, orderId: refund.orderID)
        let first = logged.source == 0 || logged.source == refund.trade ? logged.position : logged.source
        guard refund.trade != 0 else {
            tables.heldReturns.put(
                HeldReturnRow(
                    shop: refund.shop, orderId: refund.orderID, document: first, newest: logged.position, pieces: 0,
                    amount: refund.amount.fen), isNew: first == logged.position)
            return
        }
        if refund.excess > .zero { dispute(.refundedMoreThanPaid, logged, trade: refund.trade, amount: refund.excess.fen) }
        guard first != logged.position else { return }
        let key = HeldReturnRow.Key(shop: refund.shop, orderId: refund.orderID, document: first)
        if let row = try tables.heldReturns.find(key, in: group) { tables.heldReturns.remove(row) }
    }
}

extension ReturnOrderRow {
    public var returnState: ReturnState {
        guard let known = ReturnState(rawValue: state) else { preconditionFailure("return_order.state \(state) is none of ours") }
        return known
    }
    public var returnForm: ReturnForm {
        guard let known = ReturnForm(rawValue: form) else { preconditionFailure("return_order.form \(form) is none of ours") }
        return known
    }
}
