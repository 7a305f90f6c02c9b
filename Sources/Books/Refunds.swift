import Documents
import Kernel
import Storage

/// What of one line of a sale is posted and may still go back.
struct RefundRoom {
    let line: Int64
    let lineID: String
    let isService: Bool
    /// What the buyer is expected to owe and nothing was posted of.
    let unsettled: Money
    /// Posted on the buyer, less what he got back.
    var buyer: Money
    /// The same of the other bearers.
    var others: [BorneDiscount]
    /// What red receivables may still take back of the sale, with its net.
    var grossLeft: Money
    var netLeft: Money

    /// The line's red part: its net at the rate of the sale, the last part takes the rest; neither net nor VAT ever turns around.
    func red(_ part: ChannelRefund.Part) -> RefundLine {
        let gross = part.shares.reduce(part.buyer) { $0 + $1.amount }
        let net =
            gross == grossLeft
            ? netLeft : min(max(netLeft.share(gross.fen, of: grossLeft.fen), netLeft - (grossLeft - gross)), netLeft, gross)
        return RefundLine(line: part.line, gross: gross, net: net, shares: part.shares)
    }

    /// Takes a part of the buyer's room; each other bearer's share goes with it where `withShares`.
    mutating func take(_ amount: Money, withShares: Bool) -> ChannelRefund.Part {
        var shares: [BorneDiscount] = []
        if withShares {
            for index in others.indices where others[index].amount > .zero {
                let whole = others[index].amount
                let share = amount == buyer ? whole : min(whole, whole.share(amount.fen, of: buyer.fen))
                guard share > .zero else { continue }
                others[index].amount -= share
                shares.append(BorneDiscount(party: others[index].party, amount: share))
            }
        }
        buyer -= amount
        return ChannelRefund.Part(line: line, buyer: amount, shares: shares)
    }
}

/// Money back (accounting section 5.3): what a channel refund finds of its trade, and the red receivables and expense notes that follow.
///
/// A refund meets, in this order, what was never posted because the order was cancelled or lowered first, what was posted, and what will be
/// posted with the issue; the rest is more than was paid, and in dispute (INV-07).
extension BooksLeg {
    // MARK: What may go back

    public func wantReturns(_ trade: Int64) {
        tables.receivables.want(trade)
        tables.receivableLines.want(trade)
        tables.receivableShares.want(trade)
        tables.refunds.want(trade)
        tables.refundLines.want(trade)
        tables.refundShares.want(trade)
    }

    /// The rooms of a trade's lines, with what a settlement adds and lines of the same commit take. An expense note takes of what its
    /// parties may get back, and nothing of the sale.
    func refundRooms(
        _ trade: Int64, shop: String, after settled: [SalesSettlement.Line] = [], less taken: [RefundLine] = [],
        takenAs form: RefundForm = .redInvoice
    ) throws -> [RefundRoom] {
        wantReturns(trade)
        let shares = try tables.receivableShares.rows(trade)
        let refunded = try tables.refundShares.rows(trade)
        let refunds = try tables.refundLines.rows(trade)
        return try tables.receivableLines.rows(trade).map { row in
            let new = settled.first { $0.line == row.line }
            let gone = taken.first { $0.line == row.line }
            func back(_ party: String) -> Money {
                Money(fen: refunded.first { $0.line == row.line && $0.party == party }?.amount ?? 0)
            }
            var othersSettled = Money.zero
            let others = shares.filter { $0.line == row.line }.map { share -> BorneDiscount in
                let opened = Money(fen: share.settled) + (new?.shares.first { $0.party == share.party }?.amount ?? .zero)
                othersSettled += opened
                let taken = gone?.shares.first { $0.party == share.party }?.amount ?? .zero
                return BorneDiscount(party: share.party, amount: opened - back(share.party) - taken)
            }
            let gross = Money(fen: row.settledGross) + (new?.gross ?? .zero)
            let net = Money(fen: row.settledNet) + (new?.net ?? .zero)
            let buyer = gross - othersSettled
            let red = refunds.first { $0.line == row.line }
            let goneRed = form == .redInvoice ? gone : nil
            return RefundRoom(
                line: row.line, lineID: row.lineId, isService: row.isService == 1,
                unsettled: Money(fen: row.gross - row.others) - buyer, buyer: buyer - back(shop) - (gone?.buyer ?? .zero), others: others,
                grossLeft: gross - Money(fen: red?.refundedGross ?? 0) - (goneRed?.gross ?? .zero),
                netLeft: net - Money(fen: red?.refundedNet ?? 0) - (goneRed?.net ?? .zero))
        }
    }

    // MARK: Deciding a refund

    /// Where the money of a channel refund belongs. A fact: what nothing explains is its excess, never a refusal.
    public func decide(_ refund: ChannelRefund, trade: Int64) throws -> ChannelRefund {
        var decided = refund
        decided.trade = trade
        decided.parts = []
        wantReturns(trade)
        guard let head = try tables.receivables.rows(trade).first(where: { $0.party == refund.shop }) else {
            decided.excess = refund.shares.reduce(refund.amount) { $0 + $1.amount }
            return decided
        }
        var rooms = try refundRooms(trade, shop: refund.shop)
        let fallen = Money(fen: head.fallen)
        var unposted = Money(fen: head.voided == 0 ? head.expected - head.opened - head.waiting : 0)
        var capacity = Money(fen: head.fallen + head.voided - head.repaid)
        var parts: [Int64: ChannelRefund.Part] = [:]
        let isWhole = refund.lines.isEmpty
        let wishes = isWhole ? [ChannelRefund.Line(lineID: "", amount: refund.amount)] : refund.lines
        for wish in wishes {
            let own = rooms.indices.filter { isWhole || rooms[$0].lineID == wish.lineID }
            let unsettled = own.reduce(Money.zero) { $0 + rooms[$1].unsettled }
            var left = wish.amount
            let repaid = max(.zero, min(left, capacity, isWhole ? capacity : fallen + (head.voided == 0 ? .zero : unsettled)))
            capacity -= repaid
            decided.repaid += repaid
            left -= repaid
            left -= give(left, of: own, &rooms, withShares: refund.form == .redInvoice && !refund.statesShares, to: &parts)
            let waiting = max(.zero, min(left, unposted, isWhole ? unposted : unsettled))
            unposted -= waiting
            decided.waiting += waiting
            decided.excess += left - waiting
        }
        for share in refund.shares where refund.statesShares {
            decided.excess += share.amount - give(share, of: isWhole ? [] : refund.lines.map(\.lineID), &rooms, to: &parts)
        }
        decided.parts = parts.values.sorted { $0.line < $1.line }
        decided.endsOrder =
            head.opened == 0 && decided.repaid + decided.waiting > .zero && (head.voided > 0 ? capacity : unposted) == .zero
        return decided
    }

    /// Spreads what the buyer gets over lines by what they may still give; answers how much fitted.
    private func give(
        _ amount: Money, of own: [Int], _ rooms: inout [RefundRoom], withShares: Bool, to parts: inout [Int64: ChannelRefund.Part]
    ) -> Money {
        let space = own.reduce(Money.zero) { $0 + rooms[$1].buyer }
        let posted = min(amount, space)
        guard posted > .zero else { return .zero }
        for (index, part) in zip(own, posted.spread(over: own.map { rooms[$0].buyer.fen }, within: own.map { rooms[$0].buyer })) {
            // Where everything goes back, lines that others paid for entirely go back with it.
            guard part > .zero || (withShares && posted == space && rooms[index].buyer == .zero) else { continue }
            add(rooms[index].take(part, withShares: withShares), to: &parts)
        }
        return posted
    }

    /// The same for what one other bearer gets back by the channel's own statement.
    private func give(
        _ share: BorneDiscount, of lineIDs: [String], _ rooms: inout [RefundRoom], to parts: inout [Int64: ChannelRefund.Part]
    ) -> Money {
        let own = rooms.indices.filter { lineIDs.isEmpty || lineIDs.contains(rooms[$0].lineID) }
        func room(_ index: Int) -> Money { rooms[index].others.first { $0.party == share.party }?.amount ?? .zero }
        let spaces = own.map(room)
        let posted = min(share.amount, spaces.reduce(.zero, +))
        guard posted > .zero else { return .zero }
        for (index, part) in zip(own, posted.spread(over: spaces.map(\.fen), within: spaces)) where part > .zero {
            if let known = rooms[index].others.firstIndex(where: { $0.party == share.party }) { rooms[index].others[known].amount -= part }
            add(
                ChannelRefund.Part(line: rooms[index].line, buyer: .zero, shares: [BorneDiscount(party: share.party, amount: part)]),
                to: &parts)
        }
        return posted
    }

    private func add(_ part: ChannelRefund.Part, to parts: inout [Int64: ChannelRefund.Part]) {
        guard var known = parts[part.line] else {
            if part.buyer > .zero || !part.shares.isEmpty { parts[part.line] = part }
            return
        }
        known.buyer += part.buyer
        for share in part.shares {
            if let index = known.shares.firstIndex(where: { $0.party == share.party }) {
                known.shares[index].amount += share.amount
            } else {
                known.shares.append(share)
            }
        }
        parts[part.line] = known
    }

    // MARK: What follows

    func takeRefund(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        switch logged.document {
        case .channelRefund(let refund) where refund.trade != 0 && !refund.parts.isEmpty:
            let rooms = try refundRooms(refund.trade, shop: refund.shop)
            return [
                try paper(
                    refund.parts, rooms, trade: refund.trade, shop: refund.shop, refund: logged.position, form: refund.form,
                    hadWaited: false, isForGoods: refund.isForGoods, at: refund.happenedAt)
            ]
        case .redReceivable(let red):
            let issued = try vouchers(for: red.postings, of: logged)
            guard red.hadWaited else { return issued }
            return try issued + waitingRefund(red.trade, shop: red.shop, less: red.lines, behind: red.refund, at: logged.happenedAt)
        case .expenseNote(let note):
            let issued = try vouchers(for: note.postings, of: logged)
            guard note.hadWaited else { return issued }
            return try issued
                + waitingRefund(
                    note.trade, shop: note.shop, less: note.lines, takenAs: .expense, behind: note.refund, at: logged.happenedAt)
        default: return []
        }
    }

    /// The first refund that waited for the sale that was just posted; the next follows from its paper, so that numbers are given in turn.
    func waitingRefund(
        _ trade: Int64, shop: String, after settled: [SalesSettlement.Line] = [], less taken: [RefundLine] = [],
        takenAs form: RefundForm = .redInvoice, behind refund: Int64 = 0, at moment: Moment
    ) throws -> [IssuedDocument] {
        guard let head = try tables.receivables.rows(trade).first(where: { $0.party == shop }), head.waiting > 0 else { return [] }
        var rooms = try refundRooms(trade, shop: shop, after: settled, less: taken, takenAs: form)
        for row in try tables.refunds.rows(trade) where row.waiting > 0 && row.document > refund {
            let form: RefundForm = row.form == RefundForm.expense.rawValue ? .expense : .redInvoice
            var parts: [Int64: ChannelRefund.Part] = [:]
            let before = rooms
            let given = give(
                Money(fen: row.waiting), of: Array(rooms.indices), &rooms, withShares: form == .redInvoice, to: &parts)
            guard given > .zero else { continue }
            return [
                try paper(
                    parts.values.sorted { $0.line < $1.line }, before, trade: trade, shop: shop, refund: row.document, form: form,
                    hadWaited: true, isForGoods: row.forGoods == 1, at: moment)
            ]
        }
        return []
    }

    /// The red receivable, or the expense note where the company bears it without a red invoice.
    private func paper(
        _ parts: [ChannelRefund.Part], _ rooms: [RefundRoom], trade: Int64, shop: String, refund: Int64, form: RefundForm, hadWaited: Bool,
        isForGoods: Bool, at moment: Moment
    ) throws -> IssuedDocument {
        let lines = parts.map { part -> RefundLine in
            guard form == .redInvoice, let room = rooms.first(where: { $0.line == part.line }) else {
                return RefundLine(
                    line: part.line, gross: part.shares.reduce(part.buyer) { $0 + $1.amount }, net: .zero, shares: part.shares)
            }
            return room.red(part)
        }
        if form == .redInvoice {
            let red = RedReceivable(
                trade: trade, shop: shop, refund: refund, hadWaited: hadWaited, isForGoods: isForGoods, lines: lines,
                postings: try redPostings(lines, rooms, shop: shop, day: moment.day))
            return IssuedDocument(.redReceivable(red), happenedAt: moment)
        }
        var amounts = EventAmounts()
        for line in lines {
            amounts.add(.rest, EventAmount(amount: line.gross))
            amounts.add(.owed, EventAmount(amount: line.buyer, party: try buyer(of: shop)))
            for share in line.shares { amounts.add(.owed, EventAmount(amount: share.amount, party: share.party)) }
        }
        let book = try masters.book(masters.shop(shop).book)
        let posting = try engine.post(.refundExpense, amounts, book: book, day: moment.day, shop: shop, mayBundle: true)
        let note = ExpenseNote(
            trade: trade, shop: shop, refund: refund, hadWaited: hadWaited, isForGoods: isForGoods, lines: lines,
            postings: posting.map { [$0] } ?? [])
        return IssuedDocument(.expenseNote(note), happenedAt: moment)
    }

    /// The sale's own rule with the signs turned.
    private func redPostings(_ lines: [RefundLine], _ rooms: [RefundRoom], shop: String, day: Day) throws -> [Posting] {
        var amounts = EventAmounts()
        for line in lines {
            let isService = rooms.first { $0.line == line.line }?.isService == true
            amounts.add(.owed, EventAmount(amount: -line.buyer, party: try buyer(of: shop)))
            for share in line.shares { amounts.add(.owed, EventAmount(amount: -share.amount, party: share.party)) }
            amounts.add(isService ? .serviceNet : .goodsNet, EventAmount(amount: -line.net))
            amounts.add(.vat, EventAmount(amount: -(line.gross - line.net)))
        }
        let book = try masters.book(masters.shop(shop).book)
        let posting = try engine.post(.salesReturn, amounts, book: book, day: day, shop: shop, mayBundle: true)
        return posting.map { [$0] } ?? []
    }

    /// What an exchange for other goods takes back of the sale, once its goods are all back; what they cost less than the old ones may be
    /// refunded without another posting.
    public func decideTakingBack(_ receipt: ReturnReceipt, at moment: Moment) throws -> RedReceivable? {
        var rooms = try refundRooms(receipt.trade, shop: receipt.shop)
        let settled = try tables.receivableLines.rows(receipt.trade)
        let before = rooms
        var parts: [Int64: ChannelRefund.Part] = [:]
        for taken in receipt.takenBack {
            guard let index = rooms.firstIndex(where: { $0.line == taken.line }), let row = settled.first(where: { $0.line == taken.line }),
                row.settledPieces > 0
            else { continue }
            let others = try tables.receivableShares.rows(receipt.trade).filter { $0.line == taken.line }.reduce(0) { $0 + $1.settled }
            let whole = Money(fen: row.settledGross - others)
            let isAll = taken.pieces >= row.settledPieces
            let buyer = isAll ? rooms[index].buyer : min(rooms[index].buyer, max(.zero, whole.share(taken.pieces, of: row.settledPieces)))
            add(rooms[index].take(buyer, withShares: true), to: &parts)
        }
        guard !parts.isEmpty else { return nil }
        let lines = parts.values.sorted { $0.line < $1.line }.compactMap { part in
            before.first { $0.line == part.line }?.red(part)
        }
        let buyer = lines.reduce(Money.zero) { $0 + $1.buyer }
        return RedReceivable(
            trade: receipt.trade, shop: receipt.shop, refund: 0, lines: lines,
            refundable: max(.zero, buyer - receipt.replacementAmount),
            postings: try redPostings(lines, before, shop: receipt.shop, day: moment.day))
    }
}
