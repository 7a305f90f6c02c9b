import Documents
import Kernel
import Storage

/// What really comes back, and what replaces it.
extension OrdersLeg {
    // MARK: Receipts

    /// The return order that a parcel of this trade is for: the open one that expects these items, oldest first.
    public func openReturn(of trade: Int64, items: Set<Int64>) throws -> ReturnOrderRow? {
        wantReturns(trade)
        let lines = try tables.returnedLines.rows(trade)
        return try tables.returnOrders.rows(trade).first { order in
            (order.returnState == .open || order.returnState == .partly)
                && lines.contains { $0.document == order.document && items.contains($0.item) && $0.pieces > $0.received + $0.missing }
        }
    }

    public func returnOrder(_ document: Int64, of trade: Int64) throws -> ReturnOrderRow? {
        wantReturns(trade)
        return try tables.returnOrders.find(.init(trade: trade, document: document), in: trade)
    }

    /// The return order of a channel return, by the position of its first version.
    public func returnOrder(ofChannelReturn first: Int64, trade: Int64) throws -> ReturnOrderRow? {
        wantReturns(trade)
        return try tables.returnOrders.rows(trade).first { $0.channelReturn == first }
    }

    /// Goods of a known order that nobody had asked back: the return order that expects exactly them.
    public func unannounced(_ lines: [ReturnReceipt.Line], of trade: Int64, carrier: String, waybill: String) throws -> ReturnOrder {
        let order = try requireOrder(trade)
        var wanted: [ReturnOrder.Line] = []
        for line in lines {
            if let known = wanted.firstIndex(where: { $0.line == line.stock.line }) {
                wanted[known].pieces += line.stock.pieces
            } else {
                wanted.append(ReturnOrder.Line(line: line.stock.line, item: line.stock.item, pieces: line.stock.pieces))
            }
        }
        return ReturnOrder(
            trade: trade, shop: order.shop, book: order.book, form: .unannounced, carrier: carrier, waybill: waybill, lines: wanted)
    }

    /// The sales order's lines of what came back: those that the return order expects first. More pieces than are out is a conflict at a
    /// built-in warehouse (docs/decisions/0006).
    public func assign(_ lines: [ReturnReceipt.Line], of trade: Int64, returnOrder: Int64) throws -> [ReturnReceipt.Line] {
        wantReturns(trade)
        let order = try requireOrder(trade)
        let sold = try tables.lines.rows(trade).filter { $0.isService == 0 }
        var room = try shipped(trade)
        var expected: [Int64: Int64] = [:]
        for row in try tables.returnedLines.rows(trade) {
            room[row.line, default: 0] -= row.received + row.lost
            if row.document == returnOrder { expected[row.line, default: 0] += row.pieces - row.received - row.missing }
        }
        var assigned: [ReturnReceipt.Line] = []
        for line in lines {
            let named = sold.filter { (line.stock.line == 0 || $0.line == line.stock.line) && $0.item == line.stock.item.number }.map(
                \.line)
            guard !named.isEmpty else {
                throw ReturnRefusal.notOfThisOrder(externalID: order.externalId, item: line.stock.item.text)
            }
            let isMissing = line.fate == .missing
            let out = named.reduce(0) { $0 + max(0, isMissing ? expected[$1] ?? 0 : room[$1] ?? 0) }
            guard line.stock.pieces <= out else {
                throw isMissing
                    ? ReturnRefusal.moreMissingThanExpected(
                        externalID: order.externalId, item: line.stock.item.text, expected: out, missing: line.stock.pieces)
                    : ReturnRefusal.moreCameThanShipped(
                        externalID: order.externalId, item: line.stock.item.text, outstanding: out, came: line.stock.pieces)
            }
            var left = line.stock.pieces
            for onlyExpected in [true, false] {
                for number in named where left > 0 {
                    let wanted = max(0, expected[number] ?? 0)
                    let there = max(0, room[number] ?? 0)
                    let pieces = min(left, isMissing ? wanted : onlyExpected ? min(wanted, there) : there)
                    guard pieces > 0 else { continue }
                    left -= pieces
                    expected[number, default: 0] -= pieces
                    if !isMissing { room[number, default: 0] -= pieces }
                    var part = line
                    part.stock.line = number
                    part.stock.pieces = pieces
                    assigned.append(part)
                }
            }
        }
        return assigned
    }

    // MARK: Exchange

    /// An exchange that is complete with these lines: all its pieces, by line. `nil` while some are still out or were missing.
    public func completed(_ document: Int64, of trade: Int64, with lines: [ReturnReceipt.Line]) throws -> [ReturnReceipt.TakenBack]? {
        var back: [ReturnReceipt.TakenBack] = []
        for row in try tables.returnedLines.rows(trade) where row.document == document {
            var received = row.received
            for line in lines where line.stock.line == row.line && line.fate != .missing { received += line.stock.pieces }
            guard received >= row.pieces else { return nil }
            back.append(ReturnReceipt.TakenBack(line: row.line, pieces: received))
        }
        return back
    }

    /// The order that sends what replaces the goods of an exchange: when all have come back, or at once where it was agreed so.
    public func reshipment(of exchange: ReturnOrder, document: Int64, at moment: Moment) throws -> ChannelOrder? {
        guard exchange.form == .exchange, let row = try returnOrder(document, of: exchange.trade), row.reshipment == 0,
            row.returnState == .done && row.missing == 0 || exchange.shipsFirst && row.returnState == .open
        else { return nil }
        let order = try requireOrder(exchange.trade)
        let day = Moment(milliseconds: row.openedAt).day
        return ChannelOrder(
            shop: order.shop, externalID: DocumentNumber(kind: .returnOrder, day: day, position: document).text, placedAt: moment,
            paidAt: moment, area: order.area,
            recipient: order.person == 0 ? nil : PersonReference(person: order.person, digest: order.digest),
            lines: exchange.replacements.enumerated().map { index, line in
                ChannelOrder.Line(
                    lineID: String(index + 1), merchantCode: line.item.text, pieces: line.pieces, amount: line.amount)
            }, returnOrder: document, returnTrade: exchange.trade)
    }

    // MARK: Folding

    func apply(_ order: ReturnOrder, _ logged: LoggedDocument) throws {
        let document = order.first == 0 ? logged.position : order.first
        let known = try tables.returnOrders.find(.init(trade: order.trade, document: document), in: order.trade)
        if !order.isWithdrawn {
            for row in try tables.returnedLines.rows(order.trade) where row.document == document { tables.returnedLines.remove(row) }
            for line in order.lines {
                tables.returnedLines.put(
                    ReturnLineRow(
                        trade: order.trade, document: document, line: line.line, item: line.item.number, pieces: line.pieces, received: 0,
                        missing: 0, lost: 0), isNew: false)
            }
        } else {
            for var row in try tables.returnedLines.rows(order.trade) where row.document == document {
                row.pieces = row.received + row.missing
                tables.returnedLines.put(row, isNew: false)
            }
        }
        var row =
            known
            ?? ReturnOrderRow(
                trade: order.trade, document: document, newest: 0, shop: order.shop, form: 0, carrier: "", waybill: "", channelReturn: 0,
                pieces: 0, received: 0, missing: 0, state: 0, reshipment: 0, openedAt: logged.recordedAt.milliseconds, movedAt: 0)
        row.newest = logged.position
        row.form = order.form.rawValue
        row.carrier = order.carrier
        row.waybill = order.waybill
        row.channelReturn = order.channelReturn
        if order.isWithdrawn { row.state = ReturnState.withdrawn.rawValue }
        tables.returnOrders.put(row, isNew: known == nil)
        try sumReturn(document, of: order.trade)
        if !order.waybill.isEmpty {
            _ = try tables.waybills.find(order.waybill)
            tables.waybills.put(KnownWaybillRow(waybill: order.waybill, trade: order.trade, returnOrder: document))
        }
        if order.excess > 0 { dispute(.returnedMoreThanShipped, logged, trade: order.trade, pieces: order.excess) }
    }

    func apply(_ receipt: ReturnReceipt, _ logged: LoggedDocument) throws {
        guard receipt.returnOrder != 0 else { return }
        for line in receipt.lines {
            let key = ReturnLineRow.Key(trade: receipt.trade, document: receipt.returnOrder, line: line.stock.line)
            let known = try tables.returnedLines.find(key, in: receipt.trade)
            var row =
                known
                ?? ReturnLineRow(
                    trade: receipt.trade, document: receipt.returnOrder, line: line.stock.line, item: line.stock.item.number, pieces: 0,
                    received: 0, missing: 0, lost: 0)
            if line.fate == .missing {
                row.missing += line.stock.pieces
            } else {
                row.received += line.stock.pieces
                // What was called missing may come in another parcel.
                row.missing = min(row.missing, max(0, row.pieces - row.received))
            }
            row.pieces = max(row.pieces, row.received + row.missing)
            tables.returnedLines.put(row, isNew: known == nil)
        }
        guard var order = try tables.returnOrders.find(.init(trade: receipt.trade, document: receipt.returnOrder), in: receipt.trade)
        else { throw LedgerFault("没有售后退货单 / no return order at \(receipt.returnOrder)") }
        order.movedAt = logged.happenedAt.milliseconds
        tables.returnOrders.put(order, isNew: false)
        try sumReturn(receipt.returnOrder, of: receipt.trade)
    }

    /// A return order's pieces and state by its lines.
    func sumReturn(_ document: Int64, of trade: Int64) throws {
        guard var order = try tables.returnOrders.find(.init(trade: trade, document: document), in: trade) else {
            throw LedgerFault("没有售后退货单 / no return order at \(document)")
        }
        let lines = try tables.returnedLines.rows(trade).filter { $0.document == document }
        order.pieces = lines.reduce(0) { $0 + $1.pieces }
        order.received = lines.reduce(0) { $0 + $1.received }
        order.missing = lines.reduce(0) { $0 + $1.missing }
        if order.state != ReturnState.withdrawn.rawValue {
            let state: ReturnState
            if order.pieces == 0 {
                state = .noGoods
            } else if order.received + order.missing >= order.pieces {
                state = .done
            } else {
                state = order.received + order.missing > 0 ? .partly : .open
            }
            order.state = state.rawValue
        }
        tables.returnOrders.put(order, isNew: false)
    }

    /// An order of our own that replaces goods: its return order names it.
    func noteReshipment(_ order: ChannelOrder, _ position: Int64) throws {
        guard var row = try tables.returnOrders.find(.init(trade: order.returnTrade, document: order.returnOrder), in: order.returnTrade)
        else { throw LedgerFault("没有售后退货单 / no return order at \(order.returnOrder)") }
        row.reshipment = position
        tables.returnOrders.put(row, isNew: false)
    }
}
