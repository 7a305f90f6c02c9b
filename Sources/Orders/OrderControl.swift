import Documents
import Kernel
import Storage

/// What people decide about orders: hold, release, priority, another warehouse, what they are.
extension OrdersLeg {
    /// The order that a person means, while anything can still be decided about it: nothing has left and it is not over.
    private func open(_ trade: Int64, _ name: OrderName) throws -> SalesOrderRow {
        guard let row = try tables.orders.find(trade) else {
            throw OrdersRefusal.noSuchOrder(shop: name.shop, externalID: name.externalID)
        }
        guard row.orderState != .cancelled, row.orderState != .shipped else {
            throw OrderControlRefusal.over(externalID: name.externalID, state: row.orderState)
        }
        guard row.shipped == 0 else {
            throw OrderControlRefusal.partlyShipped(externalID: name.externalID, shipped: row.shipped, pieces: row.pieces)
        }
        return row
    }

    /// The notices of a trade that the warehouse still has to pick.
    public func openNotices(of trade: Int64) throws -> [Int64] {
        var notices: [Int64] = []
        for row in try tables.reservations.rows(trade) where row.open > 0 && row.notice != 0 && !notices.contains(row.notice) {
            notices.append(row.notice)
        }
        return notices
    }

    // MARK: Holding

    /// A wish to hold, release or prioritise → the hold.
    public func decide(_ request: HoldRequest, trade: Int64, by maker: Staff, at moment: Moment) throws -> OrderHold {
        let row = try open(trade, request.order)
        let control = try tables.controls.find(trade)
        let name = request.order.externalID
        func wrong(_ field: String, _ value: String, _ chinese: String, _ english: String) -> FormRefusal {
            .badField(
                record: "\(DocumentKind.orderHold.chinese) \(name)", field: field, value: value, ruleChinese: chinese, ruleEnglish: english)
        }
        switch request.action {
        case .hold:
            guard control?.held != 1 else { throw OrderControlRefusal.heldAlready(externalID: name, reason: control?.reason ?? "") }
            guard !request.reason.isEmpty else { throw wrong("reason", "", "挂起须写明原因", "a hold says why") }
            if let until = request.until, until <= moment {
                throw wrong("until", until.text, "挂起截止须晚于现在", "a hold ends later than now")
            }
        case .release:
            guard let control, control.held == 1 else { throw OrderControlRefusal.notHeld(externalID: name, state: row.orderState) }
            guard control.mark == 0 else { throw OrderControlRefusal.waitsForMark(externalID: name, mark: control.mark) }
        case .prioritise:
            guard (0...1_000_000).contains(request.priority) else {
                throw wrong(
                    "priority", "\(request.priority)", "优先级须为 0(按店铺)至 1000000", "a priority lies between 0 (as the shop's) and 1,000,000")
            }
        }
        return OrderHold(
            trade: trade, shop: row.shop, action: request.action, reason: request.reason,
            until: request.action == .hold ? request.until : nil,
            keepsReservation: request.action == .hold && request.keepsReservation,
            priority: request.action == .prioritise ? request.priority : control?.priority ?? 0, maker: maker)
    }

    /// Decides an order again because a person decided something about it.
    public func decideControlled(
        _ order: ChannelOrder, trade: Int64, isForced: Bool, at moment: Moment
    ) throws -> [IssuedDocument] {
        guard let row = try tables.orders.find(trade), row.orderState != .cancelled, row.orderState != .shipped else { return [] }
        return try decideAnew(order, trade: trade, earlier: row, at: moment, isForced: isForced)
    }

    /// The held orders of a shop whose time is over, in its order, at most a hundred; and whether there are more.
    public func heldTooLong(shop: String, at moment: Moment) throws -> (trades: [Int64], isMore: Bool) {
        _ = try masters.shop(shop)
        let due = try tables.timedHolds.head(shop, OrdersTables.queueBound).prefix { $0.until <= moment.milliseconds }
        return (due.map(\.trade), due.count == OrdersTables.queueBound)
    }

    /// The release that a hold's end brings about.
    public func endOfHold(_ trade: Int64, by maker: Staff, reason: String) throws -> OrderHold? {
        guard let control = try tables.controls.find(trade), control.held == 1 else { return nil }
        return OrderHold(
            trade: trade, shop: control.shop, action: .release, reason: reason, priority: control.priority, maker: maker)
    }

    // MARK: Another warehouse

    /// A wish to have an order leave from elsewhere → the reallocation, and where each piece leaves from then. Refuses what is not free there.
    public func decide(
        _ request: ReallocationRequest, _ order: ChannelOrder, trade: Int64, by maker: Staff
    ) throws -> (Reallocation, [ReservedPart]) {
        let row = try open(trade, request.order)
        let name = request.order.externalID
        guard row.orderState == .noticed || row.orderState == .backordered else {
            throw OrderControlRefusal.notGoing(externalID: name, state: row.orderState)
        }
        let site = try masters.warehouse(request.to)
        guard site.book == row.book else {
            throw OrderControlRefusal.otherBook(warehouse: request.to, book: site.book, shopBook: row.book)
        }
        guard try !differ(pricing.price(order).lines, tables.lines.rows(trade)) else {
            throw OrderControlRefusal.recordsChanged(externalID: name)
        }
        var parts: [ReservedPart] = []
        var moved: [Int64: Int64] = [:]
        for part in try promised(trade) {
            let moves = part.warehouse != request.to && (request.from.isEmpty || part.warehouse == request.from)
            // What waits at the other warehouse is asked for there, too: a person sees that it has come.
            let takes = moves || (part.waits && part.warehouse == request.to)
            if takes { moved[part.item.number, default: 0] += part.pieces }
            let warehouse = moves ? request.to : part.warehouse
            let waits = part.waits && !takes
            if let known = parts.firstIndex(where: { $0.line == part.line && $0.warehouse == warehouse && $0.waits == waits }) {
                parts[known].pieces += part.pieces
            } else {
                parts.append(
                    ReservedPart(line: part.line, warehouse: warehouse, item: part.item, pieces: part.pieces, waits: waits))
            }
        }
        guard !moved.isEmpty else { throw OrderControlRefusal.nothingToMove(externalID: name, warehouse: request.to) }
        try requireFree(
            moved.sorted { $0.key < $1.key }.map { StockLine(line: 1, item: ItemCode(stored: $0.key), pieces: $0.value) },
            in: request.to)
        return (
            Reallocation(
                trade: trade, shop: row.shop, from: request.from, to: request.to, reason: request.reason, maker: maker), parts
        )
    }

    /// From where each open piece of a trade leaves, or where it waits, line by line.
    private func promised(_ trade: Int64) throws -> [ReservedPart] {
        let lines = try tables.lines.rows(trade).filter { $0.isService == 0 }
        let reserved = try tables.reservations.rows(trade).filter { $0.open > 0 }
        return lines.flatMap { line -> [ReservedPart] in
            let item = ItemCode(stored: line.item)
            var parts: [ReservedPart] = []
            var open: Int64 = 0
            for row in reserved where row.line == line.line {
                open += row.open
                parts.append(ReservedPart(line: line.line, warehouse: row.warehouse, item: item, pieces: row.open, waits: false))
            }
            if open < line.pieces, !line.waitsAt.isEmpty {
                parts.append(
                    ReservedPart(line: line.line, warehouse: line.waitsAt, item: item, pieces: line.pieces - open, waits: true))
            }
            return parts
        }
    }

    /// Decides an order again with its goods leaving from where a person chose.
    public func decideReallocated(
        _ order: ChannelOrder, trade: Int64, parts: [ReservedPart], at moment: Moment
    ) throws -> [IssuedDocument] {
        guard let row = try tables.orders.find(trade) else { return [] }
        return try decideAnew(order, trade: trade, earlier: row, at: moment, isForced: true, parts: parts)
    }

    // MARK: One parcel, and no sale

    /// Orders of one recipient → the merge of their open notices at a warehouse.
    public func decide(_ request: MergeRequest, trades: [Int64], by maker: Staff) throws -> ParcelMerge {
        let site = try masters.warehouse(request.warehouse)
        _ = try masters.shop(request.shop)
        guard trades.count > 1, Set(trades).count == trades.count else {
            throw FormRefusal.badField(
                record: DocumentKind.parcelMerge.chinese, field: "externalIds", value: "\(request.externalIDs.count)",
                ruleChinese: "至少合并两张不同的订单", ruleEnglish: "at least two different orders are merged")
        }
        for trade in trades {
            tables.orders.want(trade)
            tables.reservations.want(trade)
        }
        var first: SalesOrderRow?
        var notices: [Int64] = []
        for (trade, name) in zip(trades, request.externalIDs) {
            guard let row = try tables.orders.find(trade) else {
                throw OrdersRefusal.noSuchOrder(shop: request.shop, externalID: name)
            }
            guard row.person != 0, !row.digest.isEmpty else { throw OrderControlRefusal.noRecipient(externalID: name) }
            if let first, row.digest != first.digest || row.area != first.area {
                throw OrderControlRefusal.differentRecipient(externalID: name, other: first.externalId)
            }
            first = first ?? row
            let open = try tables.reservations.rows(trade).filter {
                $0.open > 0 && $0.notice != 0 && $0.issued == 0 && $0.warehouse == site.code
            }
            guard let notice = open.first?.notice else {
                throw OrderControlRefusal.nothingThere(externalID: name, warehouse: site.code, state: row.orderState)
            }
            notices.append(notice)
        }
        return ParcelMerge(shop: request.shop, warehouse: site.code, notices: notices, trades: trades, maker: maker)
    }

    /// A wish to say what an order is → the mark.
    public func decide(_ request: MarkRequest, trade: Int64, by maker: Staff) throws -> OrderMark {
        let row = try open(trade, request.order)
        let name = request.order.externalID
        guard !request.reason.isEmpty else {
            throw FormRefusal.badField(
                record: "\(DocumentKind.orderMark.chinese) \(name)", field: "reason", value: "", ruleChinese: "标记须写明原因",
                ruleEnglish: "a mark says why")
        }
        let nature = try marks.nature(of: trade)
        guard request.nature != nature else { throw OrderControlRefusal.markedAlready(externalID: name, nature: nature) }
        if let control = try tables.controls.find(trade), control.held == 1 {
            guard control.mark == 0 else { throw OrderControlRefusal.waitsForMark(externalID: name, mark: control.mark) }
            throw OrderControlRefusal.heldAlready(externalID: name, reason: control.reason)
        }
        return OrderMark(
            trade: trade, shop: row.shop, book: row.book, nature: request.nature, reason: request.reason, amount: Money(fen: row.gross),
            maker: maker)
    }

    /// The hold under which a marked order waits.
    public func holdForMark(_ mark: OrderMark, at position: Int64) throws -> OrderHold {
        OrderHold(
            trade: mark.trade, shop: mark.shop, action: .hold, reason: "待审批:\(mark.nature.chinese)", keepsReservation: true,
            priority: try tables.controls.find(mark.trade)?.priority ?? 0, mark: position, maker: mark.maker)
    }

    // MARK: Folding

    func apply(_ hold: OrderHold, _ logged: LoggedDocument) throws {
        var row =
            try tables.controls.find(hold.trade)
            ?? OrderControlRow(
                trade: hold.trade, shop: hold.shop, priority: 0, held: 0, until: 0, keeps: 0, mark: 0, hold: 0, heldAt: 0, reason: "")
        row.priority = hold.priority
        if hold.action != .prioritise {
            if row.until != 0 { tables.timedHolds.remove(TimedHoldRow(shop: row.shop, until: row.until, trade: row.trade)) }
            let isHeld = hold.action == .hold
            row.held = isHeld ? 1 : 0
            row.until = hold.until?.milliseconds ?? 0
            row.keeps = hold.keepsReservation ? 1 : 0
            row.mark = hold.mark
            row.reason = isHeld ? hold.reason : ""
            row.hold = isHeld ? logged.position : 0
            row.heldAt = isHeld ? logged.recordedAt.milliseconds : 0
            if row.until != 0 {
                tables.timedHolds.put(TimedHoldRow(shop: row.shop, until: row.until, trade: row.trade), isNew: true)
            }
        }
        tables.controls.put(row)
    }

    /// A trade that is over is held no more.
    func endHold(of trade: Int64) throws {
        guard var row = try tables.controls.find(trade), row.held == 1 else { return }
        if row.until != 0 { tables.timedHolds.remove(TimedHoldRow(shop: row.shop, until: row.until, trade: trade)) }
        row.held = 0
        row.until = 0
        row.keeps = 0
        row.mark = 0
        row.hold = 0
        row.heldAt = 0
        row.reason = ""
        tables.controls.put(row)
    }
}
