import Documents
import Kernel
import Storage

/// Folding refunds and returns into the rows of the trade they belong to; nothing is kept of trades without any.
extension BooksLeg {
    func applyReturn(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .channelRefund(let refund) where refund.trade != 0: try apply(refund, logged)
        case .redReceivable(let red):
            try applyLines(red.lines, of: red.trade, shop: red.shop, isRed: true, isForGoods: red.isForGoods, red.refund, logged)
            try settleRefund(red.refund, of: red.trade, red.buyer, hadWaited: red.hadWaited)
            if red.refundable > .zero { try changeHead(red.trade) { $0.fallen += red.refundable.fen } }
            try apply(red.postings, of: logged.position)
        case .expenseNote(let note):
            try applyLines(note.lines, of: note.trade, shop: note.shop, isRed: false, isForGoods: note.isForGoods, note.refund, logged)
            try settleRefund(note.refund, of: note.trade, note.buyer, hadWaited: note.hadWaited)
            try apply(note.postings, of: logged.position)
        case .returnReceipt(let receipt) where receipt.trade != 0:
            for line in receipt.lines where line.fate != .missing {
                try changeLine(receipt.trade, line.stock.line, line.stock.item) { row in
                    row.returnedPieces += line.stock.pieces
                    row.returnedCost += line.stock.amount.fen
                    if receipt.form == .exchange { row.exchangedPieces += line.stock.pieces }
                    row.returnedAt = logged.happenedAt.milliseconds
                }
            }
        case .parcelEvent(let event) where event.stage == .lost:
            for line in event.lines {
                try changeLine(event.trade, line.line, line.item) { row in
                    row.lostPieces += line.pieces
                    row.lostCost += line.amount.fen
                }
            }
        case .writeDown(let value):
            let key = WriteDownRow.Key(warehouse: value.warehouse, item: value.item.number, condition: value.condition)
            _ = try tables.writeDowns.find(key)
            tables.writeDowns.put(
                WriteDownRow(
                    warehouse: key.warehouse, item: key.item, condition: key.condition, allowance: value.allowance.fen,
                    document: logged.position))
        default: break
        }
    }

    private func apply(_ refund: ChannelRefund, _ logged: LoggedDocument) throws {
        let posted = refund.parts.reduce(Money.zero) { $0 + $1.buyer }
        tables.refunds.put(
            ChannelRefundRow(
                trade: refund.trade, document: logged.position, shop: refund.shop, externalId: refund.externalID,
                form: refund.form.rawValue, forGoods: refund.isForGoods ? 1 : 0,
                amount: (posted + refund.repaid + refund.waiting + refund.excess).fen, posted: 0, repaid: refund.repaid.fen,
                waiting: refund.waiting.fen, excess: refund.excess.fen, happenedAt: refund.happenedAt.milliseconds), isNew: true)
        if refund.repaid + refund.waiting > .zero {
            try changeHead(refund.trade) { head in
                head.repaid += refund.repaid.fen
                head.waiting += refund.waiting.fen
            }
        }
    }

    /// What a paper posted of its refund.
    private func settleRefund(_ refund: Int64, of trade: Int64, _ amount: Money, hadWaited: Bool) throws {
        guard refund != 0 else { return }
        guard var row = try tables.refunds.find(.init(trade: trade, document: refund), in: trade) else {
            throw LedgerFault("没有平台退款 \(refund) / no channel refund \(refund) of trade \(trade)")
        }
        row.posted += amount.fen
        if hadWaited {
            row.waiting -= amount.fen
            try changeHead(trade) { $0.waiting -= amount.fen }
        }
        tables.refunds.put(row, isNew: false)
    }

    private func applyLines(
        _ lines: [RefundLine], of trade: Int64, shop: String, isRed: Bool, isForGoods: Bool, _ refund: Int64, _ logged: LoggedDocument
    ) throws {
        for line in lines {
            guard let sold = try tables.receivableLines.find(.init(trade: trade, line: line.line), in: trade) else {
                throw LedgerFault("没有应收行 / no receivable line \(line.line) of trade \(trade)")
            }
            try changeLine(trade, line.line, ItemCode(stored: sold.item)) { row in
                if isRed {
                    row.refundedGross += line.gross.fen
                    row.refundedNet += line.net.fen
                } else {
                    row.expensed += line.gross.fen
                }
                if isForGoods { row.forGoods += line.gross.fen }
                row.refundedAt = logged.happenedAt.milliseconds
            }
            let all = [BorneDiscount(party: shop, amount: line.buyer)] + line.shares
            for share in all where share.amount > .zero {
                let key = RefundShareRow.Key(trade: trade, line: line.line, party: share.party)
                let known = try tables.refundShares.find(key, in: trade)
                var row = known ?? RefundShareRow(trade: trade, line: line.line, party: share.party, amount: 0, exchanged: 0)
                row.amount += share.amount.fen
                if refund == 0 { row.exchanged += share.amount.fen }
                tables.refundShares.put(row, isNew: known == nil)
            }
        }
    }

    private func changeLine(_ trade: Int64, _ line: Int64, _ item: ItemCode, _ body: (inout RefundLineRow) -> Void) throws {
        let known = try tables.refundLines.find(.init(trade: trade, line: line), in: trade)
        var row =
            known
            ?? RefundLineRow(
                trade: trade, line: line, item: item.number, refundedGross: 0, refundedNet: 0, expensed: 0, forGoods: 0,
                returnedPieces: 0, exchangedPieces: 0, returnedCost: 0, lostPieces: 0, lostCost: 0, refundedAt: 0, returnedAt: 0)
        body(&row)
        tables.refundLines.put(row, isNew: known == nil)
    }

    private func changeHead(_ trade: Int64, _ body: (inout ReceivableRow) -> Void) throws {
        guard var head = try tables.receivables.rows(trade).first(where: { $0.party == $0.shop }) else {
            throw LedgerFault("没有应收单 / no receivable of trade \(trade)")
        }
        body(&head)
        tables.receivables.put(head, isNew: false)
    }

    /// A trade's expectation fell or rose: refunds of what is not posted are matched anew with what is expected no more, oldest first.
    func matchRefunds(_ trade: Int64) throws {
        guard var head = try tables.receivables.rows(trade).first(where: { $0.party == $0.shop }), head.waiting + head.repaid > 0 else {
            return
        }
        var capacity = head.fallen + head.voided
        head.repaid = 0
        head.waiting = 0
        for var row in try tables.refunds.rows(trade) where row.repaid + row.waiting > 0 {
            let unposted = row.repaid + row.waiting
            row.repaid = min(unposted, capacity)
            row.waiting = unposted - row.repaid
            capacity -= row.repaid
            head.repaid += row.repaid
            head.waiting += row.waiting
            tables.refunds.put(row, isNew: false)
        }
        tables.receivables.put(head, isNew: false)
    }
}
