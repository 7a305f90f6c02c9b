import Documents
import Kernel
import Storage

/// What counts do to the general ledger: the tiers of accounting section 5.6.
extension BooksLeg {
    /// Values the differences of a sheet at the averages of today; goods of other owners have none.
    public func value(_ sheet: inout CountSheet) throws {
        let pools = CostPools(tables)
        for line in sheet.lines where line.difference != 0 && line.owner.isEmpty {
            tables.stock.want(CostPools.key(sheet.warehouse, line.item, line.condition))
            tables.lastPrices.want(line.item.number)
        }
        for index in sheet.lines.indices where sheet.lines[index].difference != 0 && sheet.lines[index].owner.isEmpty {
            let line = sheet.lines[index]
            let key = CostPools.key(sheet.warehouse, line.item, line.condition)
            let value = try surplusCost(abs(line.difference), of: line.item, key, pools)
            sheet.lines[index].value = line.difference < 0 ? -value : value
        }
    }

    /// What found pieces cost: the average of their pool, else the newest price (accounting section 5.6).
    private func surplusCost(_ pieces: Int64, of item: ItemCode, _ key: ValueStockRow.Key, _ pools: CostPools) throws -> Money {
        if let average = try pools.average(pieces, of: key) { return average }
        guard let last = try tables.lastPrices.find(item.number), last.pieces > 0 else { return .zero }
        return Money(fen: last.amount).share(pieces, of: last.pieces)
    }

    /// Found: under decision until somebody approves the gain; a purchase that nobody recorded is owed to its supplier.
    func post(_ surplus: StockSurplus, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        let book = try masters.book(masters.warehouse(surplus.warehouse).book)
        let pools = CostPools(tables)
        for line in surplus.lines where line.stock.owner.isEmpty {
            tables.stock.want(CostPools.key(surplus.warehouse, line.stock.item, line.stock.condition))
            tables.lastPrices.want(line.stock.item.number)
        }
        var found = EventAmounts()
        var bought = EventAmounts()
        for line in surplus.lines where line.stock.owner.isEmpty {
            let stock = line.stock
            let key = CostPools.key(surplus.warehouse, stock.item, stock.condition)
            let cost = stock.amount == .zero ? try surplusCost(stock.pieces, of: stock.item, key, pools) : stock.amount
            if line.cause == .unrecordedPurchase {
                bought.add(.costByStock, amount(cost, stock, at: surplus.warehouse, .onHand))
                bought.add(.estimate, EventAmount(amount: cost, party: line.supplier?.text ?? ""))
            } else {
                found.add(.costByStock, amount(cost, stock, at: surplus.warehouse, .onHand))
                found.add(.pending, amount(cost, stock, at: surplus.warehouse, .underDecision))
            }
        }
        let day = surplus.happenedAt.day
        var postings: [Posting] = []
        for (event, amounts) in [(PostingEvent.countSurplus, found), (.lateFoundPurchase, bought)] {
            if let posting = try engine.post(event, amounts, book: book, day: day, shop: "", mayBundle: false) { postings.append(posting) }
        }
        return issued(StockPosting(source: logged.position, postings: postings), logged.happenedAt)
    }

    /// Missing: within the threshold and reasonable it is a cost at once; else it is under decision, with the input VAT of an abnormal loss.
    /// Mixed-up articles change places at the cost of the one that is short.
    func post(_ shortage: StockShortage, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        let book = try masters.book(masters.warehouse(shortage.warehouse).book)
        let day = shortage.happenedAt.day
        var pools = CostPools(tables)
        pools.want(logged.document.moves)
        for line in shortage.lines { masters.rates.want(line.stock.item.number) }
        var tiers: [PostingEvent: EventAmounts] = [:]
        func add(_ event: PostingEvent, _ role: AmountRole, _ amount: EventAmount) {
            tiers[event, default: EventAmounts()].add(role, amount)
        }
        var reasonable = Money.zero
        for line in shortage.lines where line.stock.owner.isEmpty {
            let stock = line.stock
            let cost = try pools.issue(stock.pieces, from: CostPools.key(shortage.warehouse, stock.item, stock.condition))
            let out = amount(cost, stock, at: shortage.warehouse, .onHand)
            if let becomes = line.becomes {
                add(.conditionChange, .costOut, out)
                add(.conditionChange, .costByStock, amount(cost, becomes, at: shortage.warehouse, .onHand))
                try pools.receive(becomes.pieces, cost, into: CostPools.key(shortage.warehouse, becomes.item, becomes.condition))
                continue
            }
            let event: PostingEvent
            var vat = Money.zero
            switch line.cause {
            case .normalLoss where line.isWithin: event = .countShortageReasonable
            case .disaster: event = .countDisasterPending
            default: event = .countShortagePending
            }
            if line.cause.isAbnormal, book.taxRegime == Book.TaxRegime.general.rawValue {
                vat = TaxSplit(net: cost, rate: try masters.rate(of: stock.item, on: day)).vat
            }
            if event == .countShortageReasonable { reasonable += cost }
            add(event, .costByStock, out)
            add(event, .costTotal, EventAmount(amount: cost))
            add(event, .inputVATOut, EventAmount(amount: vat))
            add(event, .pending, amount(cost + vat, stock, at: shortage.warehouse, .underDecision))
        }
        var postings: [Posting] = []
        for event in [PostingEvent.conditionChange, .countShortageReasonable, .countShortagePending, .countDisasterPending] {
            guard let amounts = tiers[event],
                let posting = try engine.post(event, amounts, book: book, day: day, shop: "", mayBundle: false)
            else { continue }
            postings.append(posting)
            // Where the rule takes a reasonable loss through 1901, it is decided with the count (accounting section 1).
            guard event == .countShortageReasonable, posting.lines.contains(where: { $0.place == .underDecision }) else { continue }
            var decided = amounts
            decided.add(.rest, EventAmount(amount: reasonable))
            if let disposal = try engine.post(.countReasonableDisposal, decided, book: book, day: day, shop: "", mayBundle: false) {
                postings.append(disposal)
            }
        }
        return issued(StockPosting(source: logged.position, postings: postings), logged.happenedAt)
    }

    private func amount(_ amount: Money, _ stock: StockLine, at warehouse: String, _ place: ValuePlace) -> EventAmount {
        EventAmount(
            amount: amount, place: place, warehouse: warehouse, item: stock.item.number, condition: stock.condition, pieces: stock.pieces)
    }

    // MARK: Folding

    /// Events whose lines say what an item costs to buy.
    public static let priceEvents: Set<PostingEvent> = [.openingStock, .purchaseReceipt, .lateFoundPurchase]

    /// Keeps the newest price of an item.
    func notePrice(_ line: PostingLine, _ number: Int64, _ event: PostingEvent, _ postingNumber: Int64) throws {
        guard line.side == .debit, line.pieces > 0, BooksLeg.priceEvents.contains(event) else { return }
        _ = try tables.lastPrices.find(line.item)
        tables.lastPrices.put(
            LastPriceRow(item: line.item, posting: postingNumber, line: number, pieces: line.pieces, amount: line.amount.fen))
    }
}
