import Documents
import Kernel
import Storage

/// Transfers in the Books leg (accounting section 5.5): goods between two warehouses lie at place `.inTransfer` under the one that waits
/// for them, at their settlement price, against 内部往来 3301; within a book that keeps no accounts between its warehouses, in 140509.
extension BooksLeg {
    /// What follows from a document of a transfer, decided on the state before it.
    func takeTransfer(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        switch logged.document {
        case .transferIssue(let issue): try send(issue, logged)
        case .transferReceipt(let receipt) where receipt.shortage == 0: try land(receipt, logged)
        case .transferReceipt(let receipt): try landFound(receipt, logged)
        case .transferShortage(let shortage) where shortage.cause != .unknown: try lose(shortage, logged)
        default: []
        }
    }

    /// Postings of a transfer as they are drawn up, with what each does to the lots.
    private struct Draft {
        var postings: [Posting] = []
        var shares: [TransferShare] = []

        mutating func add(_ posting: Posting?, _ shares: [TransferShare]) {
            guard let posting else { return }
            let ordinal = Int64(postings.count)
            postings.append(posting)
            self.shares += shares.map {
                var share = $0
                share.ordinal = ordinal
                return share
            }
        }
    }

    private func issued(_ draft: Draft, _ logged: LoggedDocument) -> [IssuedDocument] {
        issued(StockPosting(source: logged.position, postings: draft.postings, transfers: draft.shares), logged.happenedAt)
    }

    private func post(
        _ event: PostingEvent, inBook: PostingEvent, isInBook: Bool, _ amounts: EventAmounts, _ warehouse: String, _ day: Day
    ) throws -> Posting? {
        let book = try masters.book(masters.warehouse(warehouse).book)
        return try engine.post(isInBook ? inBook : event, amounts, book: book, day: day, shop: "", mayBundle: false)
    }

    /// What an expected request would cost at today's average; zero where nothing is there.
    public func cost(of pieces: Int64, _ item: ItemCode, _ condition: String, at warehouse: String) throws -> Money {
        try CostPools(tables).average(pieces, of: CostPools.key(warehouse, item, condition)) ?? .zero
    }

    // MARK: Issue

    /// Out of the sender's pool at cost, under way at the settlement price; the difference is internal profit.
    private func send(_ issue: TransferIssue, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        let sender = try masters.warehouse(issue.from)
        let isInBook =
            try issue.pricing == .cost && sender.book == masters.warehouse(issue.to).book && masters.book(sender.book).transfersInBook == 1
        var pools = CostPools(tables)
        pools.want(logged.document.moves)
        var shares: [TransferShare] = []
        for line in issue.lines {
            if let known = shares.firstIndex(where: { $0.line == line.line }) {
                shares[known].pieces += line.pieces
            } else {
                shares.append(
                    TransferShare(
                        ordinal: 0, issue: logged.position, line: line.line, warehouse: issue.to, item: line.item,
                        condition: line.condition, pieces: line.pieces, price: .zero))
            }
        }
        var amounts = EventAmounts()
        var profit = Money.zero
        for index in shares.indices {
            let share = shares[index]
            let cost = try pools.issue(share.pieces, from: CostPools.key(issue.from, share.item, share.condition))
            let price = issue.prices.first { $0.line == share.line }.map { $0.price * share.pieces } ?? cost
            shares[index].cost = cost
            shares[index].price = price
            profit += price - cost
            amounts.add(.transferPrice, underWay(share, price))
            amounts.add(
                .costByStock,
                EventAmount(
                    amount: cost, place: .onHand, warehouse: issue.from, item: share.item.number, condition: share.condition,
                    pieces: share.pieces))
        }
        amounts.add(profit < .zero ? .internalLoss : .internalProfit, EventAmount(amount: profit < .zero ? -profit : profit))
        var draft = Draft()
        draft.add(
            try post(
                .transferIssue, inBook: .transferIssueInBook, isInBook: isInBook, amounts, issue.from, issue.happenedAt.day), shares)
        return issued(draft, logged)
    }

    private func underWay(_ share: TransferShare, _ amount: Money) -> EventAmount {
        EventAmount(
            amount: amount, place: .inTransfer, warehouse: share.warehouse, item: share.item.number, condition: share.condition,
            pieces: share.pieces)
    }

    // MARK: Receipt

    /// Pieces of the lots of one issue as they are settled one after the other: each takes its share of the settlement amount, the last
    /// one the rest.
    private struct OpenLots {
        private var lots: [TransferLotRow]
        let issue: Int64
        let isInBook: Bool

        init(_ issue: Int64, _ lots: [TransferLotRow]) throws {
            guard let first = lots.first else {
                throw LedgerFault("调拨出库单 \(issue) 没有过账 / transfer issue \(issue) was not posted")
            }
            self.issue = issue
            self.lots = lots
            isInBook = first.inBook == 1
        }

        func lot(_ line: Int64) throws -> TransferLotRow {
            guard let lot = lots.first(where: { $0.line == line }) else {
                throw LedgerFault("调拨出库单 \(issue) 没有第 \(line) 行 / transfer issue \(issue) has no line \(line)")
            }
            return lot
        }

        mutating func settle(_ pieces: Int64, of line: Int64) throws -> TransferShare {
            let lot = try lot(line)
            let left = lot.price - lot.receivedPrice - lot.shortPrice
            let isLast = lot.received + lot.short + pieces == lot.pieces
            let price = isLast ? left : min(Money(fen: lot.price).share(pieces, of: lot.pieces).fen, left)
            for index in lots.indices where lots[index].line == line {
                lots[index].received += pieces
                lots[index].receivedPrice += price
            }
            return TransferShare(
                ordinal: 0, issue: issue, line: line, warehouse: lot.warehouse, item: ItemCode(stored: lot.item),
                condition: lot.condition, pieces: pieces, price: Money(fen: price))
        }
    }

    /// What arrived of one line in one condition: one layer at the receiving warehouse.
    private struct Arrived {
        let line: Int64
        let condition: String
        var pieces: Int64
    }

    private func arrived(_ receipt: TransferReceipt) -> [Arrived] {
        var sums: [Arrived] = []
        for line in receipt.lines {
            if let known = sums.firstIndex(where: { $0.line == line.line && $0.condition == line.condition }) {
                sums[known].pieces += line.pieces
            } else {
                sums.append(Arrived(line: line.line, condition: line.condition, pieces: line.pieces))
            }
        }
        return sums
    }

    private func land(_ receipt: TransferReceipt, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        var lots = try OpenLots(receipt.issue, tables.transferLots.rows(receipt.issue))
        var amounts = EventAmounts()
        var shares: [TransferShare] = []
        for part in arrived(receipt) {
            let share = try lots.settle(part.pieces, of: part.line)
            shares.append(share)
            add(share, as: part.condition, at: receipt.to, to: &amounts)
        }
        var draft = Draft()
        draft.add(
            try post(
                .transferReceipt, inBook: .transferReceiptInBook, isInBook: lots.isInBook, amounts, receipt.to, receipt.happenedAt.day),
            shares)
        return issued(draft, logged)
    }

    private func add(_ share: TransferShare, as condition: String, at warehouse: String, to amounts: inout EventAmounts) {
        amounts.add(
            .costByStock,
            EventAmount(
                amount: share.price, place: .onHand, warehouse: warehouse, item: share.item.number, condition: condition,
                pieces: share.pieces))
        amounts.add(.transferPrice, underWay(share, share.price))
    }

    // MARK: Shortage

    /// Pieces that did not arrive. In `seed` they are a loss at once; they are put under decision where the standards want it, where
    /// input VAT goes out, and where somebody is to pay.
    private func lose(_ shortage: TransferShortage, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        var lots = try OpenLots(shortage.issue, tables.transferLots.rows(shortage.issue))
        let book = try masters.book(masters.warehouse(shortage.to).book)
        let isVATOut = shortage.cause.transfersInputVATOut && book.taxRegime == Book.TaxRegime.general.rawValue
        let needsDecision =
            book.profile != AccountingProfile.seed.rawValue || isVATOut || shortage.cause == .carrier || !shortage.responsible.isEmpty
        for line in shortage.lines { masters.rates.want(line.item.number) }
        var amounts = EventAmounts()
        var shares: [TransferShare] = []
        for line in shortage.lines {
            var share = try lots.settle(line.pieces, of: line.line)
            if isVATOut {
                // The tax that was deducted on what they cost, whatever they are settled at (accounting section 5.6).
                let lot = try lots.lot(line.line)
                let cost = Money(fen: lot.cost).share(line.pieces, of: lot.pieces)
                share.inputVAT = TaxSplit(net: cost, rate: try masters.rate(of: line.item, on: shortage.happenedAt.day)).vat
            }
            shares.append(share)
            addLoss(share, pending: needsDecision, to: &amounts)
        }
        var draft = Draft()
        let day = shortage.happenedAt.day
        draft.add(
            try needsDecision
                ? post(
                    .transferLossPending, inBook: .transferLossPendingInBook, isInBook: lots.isInBook, amounts, shortage.to, day)
                : post(.transferShortage, inBook: .transferShortageInBook, isInBook: lots.isInBook, amounts, shortage.to, day), shares)
        return issued(draft, logged)
    }

    /// Amounts of a loss; red where the share is.
    private func addLoss(_ share: TransferShare, pending: Bool, to amounts: inout EventAmounts) {
        amounts.add(.transferPrice, underWay(share, share.price))
        if pending {
            amounts.add(
                .pending,
                EventAmount(
                    amount: share.price + share.inputVAT, place: .underDecision, warehouse: share.warehouse, item: share.item.number,
                    condition: share.condition, pieces: share.pieces))
            amounts.add(.inputVATOut, EventAmount(amount: share.inputVAT))
        } else {
            amounts.add(.rest, EventAmount(amount: share.price))
        }
    }

    /// Pieces that were declared short and came after all: the shortage's own entry in red for their part of it, then the receipt.
    private func landFound(_ receipt: TransferReceipt, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        let lots = try OpenLots(receipt.issue, tables.transferLots.rows(receipt.issue))
        for line in receipt.lines { tables.landings.want(try lots.lot(line.line).landings) }
        var rows: [TransferLandingRow.Group: [TransferLandingRow]] = [:]
        var red = EventAmounts()
        var blue = EventAmounts()
        var takenBack: [TransferShare] = []
        var shares: [TransferShare] = []
        var event = PostingEvent.transferShortage
        for part in arrived(receipt) {
            let lot = try lots.lot(part.line)
            if rows[lot.landings] == nil { rows[lot.landings] = try tables.landings.rows(lot.landings) }
            var landings = rows[lot.landings] ?? []
            let found = try TransferLandingRow.find(part.pieces, of: receipt.shortage, in: &landings)
            rows[lot.landings] = landings
            var share = TransferShare(
                ordinal: 0, issue: receipt.issue, line: part.line, shortage: receipt.shortage, warehouse: lot.warehouse,
                item: ItemCode(stored: lot.item), condition: lot.condition, pieces: part.pieces, price: .zero)
            for row in found {
                share.price += Money(fen: row.price)
                share.inputVAT += Money(fen: row.inputVat)
                event = PostingEvent(rawValue: row.event) ?? event
            }
            var back = share
            back.pieces = -share.pieces
            back.price = -share.price
            back.inputVAT = -share.inputVAT
            takenBack.append(back)
            addLoss(back, pending: event == .transferLossPending || event == .transferLossPendingInBook, to: &red)
            share.inputVAT = .zero
            shares.append(share)
            add(share, as: part.condition, at: receipt.to, to: &blue)
        }
        var draft = Draft()
        let day = receipt.happenedAt.day
        draft.add(try post(event, inBook: event, isInBook: lots.isInBook, red, receipt.to, day), takenBack)
        draft.add(
            try post(
                .transferReceipt, inBook: .transferReceiptInBook, isInBook: lots.isInBook, blue, receipt.to, day), shares)
        return issued(draft, logged)
    }
}

extension TransferLotRow {
    /// The family of landings of this lot.
    var landings: TransferLandingRow.Group { .init(posting: posting, postingLine: postingLine) }
}

extension TransferLandingRow {
    /// Takes found pieces out of what one shortage declared lost, first ones first: the rows that become a receipt's, with their money.
    /// `rows` keep what is still lost.
    static func find(_ pieces: Int64, of shortage: Int64, in rows: inout [TransferLandingRow]) throws -> [TransferLandingRow] {
        var found: [TransferLandingRow] = []
        var left = pieces
        while left > 0 {
            guard let at = rows.firstIndex(where: { $0.document == shortage && $0.layer == 0 && $0.pieces > 0 }) else {
                throw LedgerFault("短少单 \(shortage) 没有 \(left) 件可找回 / the shortage lost no \(left) pieces more")
            }
            var taken = rows[at]
            taken.pieces = min(left, rows[at].pieces)
            taken.price = Money(fen: rows[at].price).share(taken.pieces, of: rows[at].pieces).fen
            taken.inputVat = Money(fen: rows[at].inputVat).share(taken.pieces, of: rows[at].pieces).fen
            found.append(taken)
            left -= taken.pieces
            if taken.pieces == rows[at].pieces {
                rows.remove(at: at)
            } else {
                rows[at].start += taken.pieces
                rows[at].pieces -= taken.pieces
                rows[at].price -= taken.price
                rows[at].inputVat -= taken.inputVat
            }
        }
        return found
    }
}
