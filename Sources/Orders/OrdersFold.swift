import Documents
import Kernel
import Storage

/// Folding documents into the promise ledger: the only code that changes its rows, live and in replay (INV-15).
extension OrdersLeg {
    public func apply(_ logged: LoggedDocument) throws {
        try applyPurchase(logged)
        try applyReturn(logged)
        switch logged.document {
        case .channelOrder(let order): try apply(order, logged)
        case .salesOrder(let sale): try apply(sale, at: logged.position)
        case .deliveryNotice(let notice): try apply(notice, at: logged.position)
        case .receivable(let receivable): try change(receivable.trade) { $0.receivable = logged.position }
        case .salesIssue(let issue): try apply(issue)
        case .cancellation(let cancellation): try apply(cancellation)
        case .channelReturn(let returned): try apply(returned, logged)
        case .orderHold(let hold): try apply(hold, logged)
        case .stockOffer(let offer): try apply(offer, logged)
        case .offerAnswer(let answer): try apply(answer, logged)
        case .reservationCut(let cut): try apply(cut, at: logged.position)
        default: try applyTransfer(logged)
        }
        try move(logged.document.moves, logged.position)
    }

    private func apply(_ order: ChannelOrder, _ logged: LoggedDocument) throws {
        let isNew = logged.source == 0
        let trade = isNew ? logged.position : logged.source
        var row: SalesOrderRow
        if isNew {
            tables.lines.begin(trade)
            tables.payments.begin(trade)
            tables.reservations.begin(trade)
            tables.heldCodes.begin(trade)
            let shop = try masters.shop(order.shop)
            row = SalesOrderRow(
                trade: trade, shop: order.shop, book: shop.book, externalId: order.externalID, channelOrder: 0, salesOrder: 0,
                receivable: 0, state: OrderState.held.rawValue, priority: shop.priority, channelState: "", area: order.area,
                person: 0, digest: [], placedAt: 0, paidAt: 0, deliveredAt: 0, pieces: 0, waiting: 0, noticed: 0, shipped: 0,
                listAmount: 0, freight: 0, gross: 0, paid: 0)
        } else {
            guard let known = try tables.orders.find(trade) else { return }
            row = known
            // Services leave nothing: they are earned when their order is.
            if known.shipped > 0 || known.orderState == .shipped { try dispute(order, known, logged) }
        }
        row.channelOrder = logged.position
        row.channelState = order.channelState
        row.area = order.area
        row.person = order.recipient?.person ?? 0
        row.digest = order.recipient?.digest ?? []
        row.placedAt = order.placedAt.milliseconds
        row.paidAt = order.paidAt?.milliseconds ?? 0
        row.deliveredAt = order.deliveredAt?.milliseconds ?? 0
        row.paid = order.payments.reduce(0) { $0 + $1.amount.fen }
        tables.orders.put(row)
        if !isNew { for payment in try tables.payments.rows(trade) { tables.payments.remove(payment) } }
        for payment in order.payments {
            tables.payments.put(
                OrderPaymentRow(trade: trade, sequence: payment.sequence, means: payment.means, amount: payment.amount.fen),
                isNew: isNew)
        }
    }

    /// A change that comes when goods have left is a fact nobody may refuse: it is put in dispute, for a person.
    private func dispute(_ order: ChannelOrder, _ row: SalesOrderRow, _ logged: LoggedDocument) throws {
        var own = order.freight
        for line in order.lines {
            own += line.amount + line.freight
            for discount in line.discounts where discount.party.isEmpty { own -= discount.amount }
        }
        for discount in order.discounts where discount.party.isEmpty { own -= discount.amount }
        // What was decided, in the price basis of the new version.
        let decided = order.taxIncluded ? row.gross : try tables.lines.rows(row.trade).reduce(0) { $0 + $1.net }
        let cause: DisputeCause
        if order.standing == .cancelled {
            cause = .cancelledAfterIssue
        } else if own.fen != decided {
            cause = .amendedAfterIssue
        } else {
            return
        }
        tables.disputes.put(
            DisputeRow(
                document: logged.position, cause: cause.rawValue, trade: row.trade,
                amount: cause == .cancelledAfterIssue ? row.gross : own.fen - decided, openedAt: logged.recordedAt.milliseconds))
    }

    /// A return whose order is not known is held under its first version; the order, when it comes, or a newer version takes its place.
    private func apply(_ returned: ChannelReturn, _ logged: LoggedDocument) throws {
        let first = logged.source == 0 || logged.source == returned.trade ? logged.position : logged.source
        guard returned.trade == 0 else {
            try disputeLateVersion(returned, logged)
            guard first != logged.position else { return }
            let group = HeldReturnRow.Group(shop: returned.shop, orderId: returned.orderID)
            let key = HeldReturnRow.Key(shop: returned.shop, orderId: returned.orderID, document: first)
            if let row = try tables.heldReturns.find(key, in: group) { tables.heldReturns.remove(row) }
            return
        }
        tables.heldReturns.put(
            HeldReturnRow(
                shop: returned.shop, orderId: returned.orderID, document: first, newest: logged.position,
                pieces: returned.lines.reduce(0) { $0 + $1.pieces },
                amount: returned.lines.reduce(0) { $0 + $1.amount.fen + $1.freight.fen }), isNew: first == logged.position)
    }

    private func apply(_ sale: SalesOrder, at position: Int64) throws {
        try release(sale.trade)
        try releaseCodes(of: sale.trade, shop: sale.shop)
        for line in try tables.lines.rows(sale.trade) { tables.lines.remove(line) }
        for line in sale.lines {
            tables.lines.put(
                OrderLineRow(
                    trade: sale.trade, line: line.number, lineId: line.lineID, item: line.item.number, kit: line.kit,
                    isService: line.isService ? 1 : 0, pieces: line.pieces, listAmount: line.listAmount.fen,
                    freight: line.freight.fen, gross: line.gross.fen, net: line.net.fen, rate: Int64(line.rate.tenThousandths),
                    seller: line.seller, waitsAt: sale.parts.first { $0.waits && $0.line == line.number }?.warehouse ?? "",
                    bearers: line.shares.isEmpty ? "" : line.shares.bearers), isNew: false)
        }
        var part = try tables.reservations.rows(sale.trade).last?.part ?? 0
        var waiting: Int64 = 0
        for wish in sale.parts {
            let key = PromiseStockRow.Key(warehouse: wish.warehouse, item: wish.item.number, condition: StockCondition.good, owner: "")
            if wish.waits {
                waiting += wish.pieces
                tables.backorders.put(
                    BackorderRow(
                        warehouse: wish.warehouse, item: wish.item.number, priority: sale.priority, trade: sale.trade,
                        line: wish.line, pieces: wish.pieces), isNew: true)
                try changeStock(key) { $0.waiting += wish.pieces }
            } else {
                part += 1
                tables.reservations.put(
                    ReservationRow(
                        trade: sale.trade, part: part, line: wish.line, warehouse: wish.warehouse, item: wish.item.number,
                        condition: StockCondition.good, owner: "", pieces: wish.pieces, open: wish.pieces, issued: 0, notice: 0),
                    isNew: true)
                try reserve(wish.pieces, key)
            }
        }
        try change(sale.trade, by: .salesOrder) { row in
            row.salesOrder = position
            row.priority = sale.priority
            row.state = sale.state.rawValue
            row.pieces = sale.lines.reduce(0) { $1.isService ? $0 : $0 + $1.pieces }
            row.waiting = waiting
            row.noticed = 0
            row.listAmount = sale.lines.reduce(0) { $0 + $1.listAmount.fen }
            row.freight = sale.lines.reduce(0) { $0 + $1.freight.fen }
            row.gross = sale.lines.reduce(0) { $0 + $1.gross.fen }
            if sale.state == .cancelled { row.pieces = row.shipped }
            row.reservedUntil = sale.reservedUntil?.milliseconds ?? 0
        }
        if let until = sale.reservedUntil {
            tables.unpaid.put(UnpaidReservationRow(shop: sale.shop, until: until.milliseconds, trade: sale.trade), isNew: true)
        }
        if sale.state == .cancelled { try endHold(of: sale.trade) }
        guard sale.state == .held else { return }
        for code in sale.unmapped {
            tables.heldLines.put(HeldLineRow(shop: sale.shop, merchantCode: code, trade: sale.trade), isNew: true)
            tables.heldCodes.put(HeldCodeRow(trade: sale.trade, merchantCode: code), isNew: true)
        }
    }

    /// A trade that is held no more, or for other codes, waits in no queue of the old ones.
    private func releaseCodes(of trade: Int64, shop: String) throws {
        guard let order = try tables.orders.find(trade), order.orderState == .held, order.salesOrder != 0 else { return }
        for row in try tables.heldCodes.rows(trade) {
            tables.heldLines.remove(HeldLineRow(shop: shop, merchantCode: row.merchantCode, trade: trade))
            tables.heldCodes.remove(row)
        }
    }

    private func apply(_ notice: DeliveryNotice, at position: Int64) throws {
        let rows = try tables.reservations.rows(notice.trade)
        var part = rows.last?.part ?? 0
        var pieces: Int64 = 0
        for line in notice.lines {
            pieces += line.pieces
            if notice.freed {
                part += 1
                tables.reservations.put(
                    ReservationRow(
                        trade: notice.trade, part: part, line: line.line, warehouse: notice.warehouse, item: line.item.number,
                        condition: line.condition, owner: line.owner, pieces: line.pieces, open: line.pieces, issued: 0,
                        notice: position), isNew: true)
                try takeFromQueue(notice, line)
            } else if var row = rows.first(where: {
                $0.line == line.line && $0.warehouse == notice.warehouse && $0.notice == 0 && $0.open > 0
            }) {
                row.notice = position
                tables.reservations.put(row, isNew: false)
            }
        }
        try change(notice.trade, by: .deliveryNotice) { row in
            row.noticed += pieces
            if notice.freed { row.waiting -= pieces }
            row.state = row.stateByPieces.rawValue
        }
    }

    private func takeFromQueue(_ notice: DeliveryNotice, _ line: DeliveryNotice.Line) throws {
        let key = BackorderRow.Key(
            warehouse: notice.warehouse, item: line.item.number, priority: notice.priority, trade: notice.trade, line: line.line)
        let queue = BackorderRow.Group(warehouse: notice.warehouse, item: line.item.number)
        guard var row = try tables.backorders.find(key, in: queue) else { return }
        if row.pieces > line.pieces {
            row.pieces -= line.pieces
            tables.backorders.put(row, isNew: false)
        } else {
            tables.backorders.remove(row)
        }
        try changeStock(.init(warehouse: notice.warehouse, item: line.item.number, condition: line.condition, owner: line.owner)) {
            $0.waiting -= line.pieces
            $0.reserved += line.pieces
        }
    }

    /// What leaves was reserved; ``move(_:_:)`` takes it from the hand.
    private func apply(_ issue: SalesIssue) throws {
        var shipped: Int64 = 0
        for line in issue.lines {
            shipped += line.pieces
            var reserved: Int64 = 0
            // Looked up again for each line: several bins may serve one reservation.
            let rows = try tables.reservations.rows(issue.trade)
            if var row = rows.first(where: { $0.line == line.line && $0.notice == issue.notice }) {
                reserved = min(row.open, line.pieces)
                row.open -= reserved
                row.issued += line.pieces
                tables.reservations.put(row, isNew: false)
            }
            try reserve(
                -reserved, .init(warehouse: issue.warehouse, item: line.item.number, condition: line.condition, owner: line.owner))
        }
        try change(issue.trade, by: .salesIssue) { row in
            row.shipped += shipped
            row.noticed -= shipped
            row.state = row.stateByPieces.rawValue
        }
        try endTerm(of: issue.trade)
    }

    private func apply(_ cancellation: Cancellation) throws {
        try release(cancellation.trade)
        try releaseCodes(of: cancellation.trade, shop: cancellation.shop)
        try endHold(of: cancellation.trade)
        try change(cancellation.trade, by: .cancellation) { row in
            row.reservedUntil = 0
            row.pieces = row.shipped
            row.waiting = 0
            row.noticed = 0
            row.state = (row.shipped > 0 ? OrderState.shipped : .cancelled).rawValue
        }
    }

    /// Gives back everything that a trade has reserved or waits for.
    private func release(_ trade: Int64) throws {
        guard let order = try tables.orders.find(trade) else { return }
        for var row in try tables.reservations.rows(trade) where row.open > 0 {
            let open = row.open
            row.open = 0
            tables.reservations.put(row, isNew: false)
            try reserve(-open, .init(warehouse: row.warehouse, item: row.item, condition: row.condition, owner: row.owner))
        }
        if order.reservedUntil != 0 {
            tables.unpaid.remove(UnpaidReservationRow(shop: order.shop, until: order.reservedUntil, trade: trade))
        }
        guard order.waiting > 0 else { return }
        let waiting = try tables.lines.rows(trade).filter { !$0.waitsAt.isEmpty }
        for line in waiting { tables.backorders.want(.init(warehouse: line.waitsAt, item: line.item)) }
        for line in waiting {
            let key = BackorderRow.Key(
                warehouse: line.waitsAt, item: line.item, priority: order.priority, trade: trade, line: line.line)
            guard let row = try tables.backorders.find(key, in: .init(warehouse: line.waitsAt, item: line.item)) else { continue }
            tables.backorders.remove(row)
            try changeStock(.init(warehouse: line.waitsAt, item: line.item, condition: StockCondition.good, owner: "")) {
                $0.waiting -= row.pieces
            }
        }
    }

    private func move(_ moves: [StockMove], _ position: Int64) throws {
        func key(_ move: StockMove) -> PromiseStockRow.Key {
            .init(
                warehouse: move.warehouse, item: move.line.item.number, condition: move.line.condition, owner: move.line.owner)
        }
        for move in moves { tables.stock.want(key(move)) }
        for (index, move) in moves.enumerated() {
            tables.moves.append(
                PromiseMoveRow(
                    document: position, line: Int64(index + 1), warehouse: move.warehouse, item: move.line.item.number,
                    condition: move.line.condition, owner: move.line.owner, pieces: move.pieces))
            try changeStock(key(move)) { $0.onHand += move.pieces }
        }
    }

    /// Changes an order. Its state moves along one of ``OrderState/arrows`` or not at all.
    private func change(_ trade: Int64, by kind: DocumentKind? = nil, _ body: (inout SalesOrderRow) -> Void) throws {
        guard var row = try tables.orders.find(trade) else { return }
        let before = row.state
        body(&row)
        try OrderState.arrows.require(from: before, to: row.state, by: kind, of: "订单 order \(trade)")
        tables.orders.put(row)
    }

    /// Keeps pieces of our stock for an order. A dropship warehouse has none of ours to keep (docs/decisions/0013).
    func reserve(_ pieces: Int64, _ key: PromiseStockRow.Key) throws {
        if try masters.isDropship(key.warehouse) { return }
        try changeStock(key) { $0.reserved += pieces }
    }

    func changeStock(_ key: PromiseStockRow.Key, _ body: (inout PromiseStockRow) -> Void) throws {
        var row: PromiseStockRow
        if let known = try tables.stock.find(key) {
            row = known
        } else {
            row = .empty(key)
            try list(key)
        }
        body(&row)
        tables.stock.put(row)
    }

    /// Lists a new row for those who go through all of a warehouse, page by page.
    private func list(_ key: PromiseStockRow.Key) throws {
        var listing = try tables.listings.find(key.warehouse) ?? StockListingRow(warehouse: key.warehouse, keys: 0)
        tables.pages.put(
            StockPageRow(
                warehouse: key.warehouse, page: listing.keys / StockStatusReport.lineLimit, item: key.item, condition: key.condition,
                owner: key.owner), isNew: true)
        listing.keys += 1
        tables.listings.put(listing)
    }
}
