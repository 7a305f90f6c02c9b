import Documents
import Kernel
import Storage

/// Goods that come back or are lost, in money (accounting section 5.3): the cost of their original issue goes back into stock by condition, or
/// under decision.
extension BooksLeg {
    // MARK: Cost

    /// The cost of pieces of a trade's lines that come back: that of their original issue, in turn, the last piece takes the rest. Goods
    /// without a known order come in at the current average of their pool, else of the good pieces there, else at nothing.
    public func price(_ lines: [StockLine], of trade: Int64, into warehouse: String) throws -> [StockLine] {
        guard trade != 0 else { return try priceAsFound(lines, into: warehouse) }
        wantReturns(trade)
        let sold = try tables.receivableLines.rows(trade)
        let gone = try tables.refundLines.rows(trade)
        var left: [Int64: (pieces: Int64, cost: Money)] = [:]
        for row in sold {
            let back = gone.first { $0.line == row.line }
            left[row.line] = (
                row.settledPieces - (back?.returnedPieces ?? 0) - (back?.lostPieces ?? 0),
                Money(fen: row.settledCost - (back?.returnedCost ?? 0) - (back?.lostCost ?? 0))
            )
        }
        return try lines.map { line in
            let (pieces, cost) = left[line.line] ?? (0, .zero)
            guard line.pieces <= pieces else {
                throw RefundRefusal.notSettled(trade: trade, line: line.line, settled: pieces, asked: line.pieces)
            }
            var priced = line
            priced.amount = line.pieces == pieces ? cost : min(cost, cost.share(line.pieces, of: pieces))
            left[line.line] = (pieces - line.pieces, cost - priced.amount)
            return priced
        }
    }

    private func priceAsFound(_ lines: [StockLine], into warehouse: String) throws -> [StockLine] {
        let pools = CostPools(tables)
        for line in lines {
            tables.stock.want(CostPools.key(warehouse, line.item, line.condition))
            tables.stock.want(CostPools.key(warehouse, line.item, StockCondition.good))
        }
        return try lines.map { line in
            var priced = line
            priced.amount =
                try pools.average(line.pieces, of: CostPools.key(warehouse, line.item, line.condition))
                ?? pools.average(line.pieces, of: CostPools.key(warehouse, line.item, StockCondition.good)) ?? .zero
            return priced
        }
    }

    // MARK: Postings

    func takeReturn(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        let postings: [Posting]
        switch logged.document {
        case .returnReceipt(let receipt) where !receipt.isHeld: postings = try post(receipt)
        case .parcelEvent(let event) where event.stage == .lost && !event.lines.isEmpty: postings = try post(event)
        case .writeDown(let value): postings = try post(value)
        default: return []
        }
        return issued(StockPosting(source: logged.position, postings: postings), logged.happenedAt)
    }

    /// One posting a grade: good pieces are the red of their sale's cost, all other conditions go to the account of theirs, scrap waits for a
    /// decision (PX-16, 17, 18). Missing pieces reverse nothing.
    private func post(_ receipt: ReturnReceipt) throws -> [Posting] {
        var good = EventAmounts()
        var other = EventAmounts()
        var scrap = EventAmounts()
        for line in receipt.lines where line.fate != .missing {
            let stock = line.stock
            func amount(_ sign: Int64, _ place: ValuePlace) -> EventAmount {
                EventAmount(
                    amount: Money(fen: sign * stock.amount.fen), place: place, warehouse: receipt.warehouse, item: stock.item.number,
                    condition: stock.condition, pieces: sign * stock.pieces)
            }
            let cost = EventAmount(amount: -stock.amount)
            if line.fate == .scrap {
                scrap.add(.pending, amount(1, .underDecision))
                scrap.add(.costTotal, cost)
            } else if stock.condition == StockCondition.good {
                good.add(.costByStock, amount(-1, .onHand))
                good.add(.costTotal, cost)
            } else {
                other.add(.costByStock, amount(1, .onHand))
                other.add(.costTotal, cost)
            }
        }
        let book = try masters.book(masters.warehouse(receipt.warehouse).book)
        return try [(PostingEvent.returnGood, good), (.returnDefective, other), (.returnScrap, scrap)].compactMap { event, amounts in
            try engine.post(event, amounts, book: book, day: receipt.happenedAt.day, shop: receipt.shop, mayBundle: false)
        }
    }

    /// Lost under way: the cost waits for a decision about who pays (accounting section 5.3; domain rules, parcel events).
    private func post(_ event: ParcelEvent) throws -> [Posting] {
        var amounts = EventAmounts()
        for line in event.lines {
            amounts.add(
                .pending,
                EventAmount(
                    amount: line.amount, place: .underDecision, warehouse: event.warehouse, item: line.item.number,
                    condition: line.condition, pieces: line.pieces))
            amounts.add(.costTotal, EventAmount(amount: -line.amount))
        }
        let book = try masters.book(masters.shop(event.shop).book)
        let posting = try engine.post(.returnScrap, amounts, book: book, day: event.happenedAt.day, shop: event.shop, mayBundle: false)
        return posting.map { [$0] } ?? []
    }

    private func post(_ value: WriteDown) throws -> [Posting] {
        var amounts = EventAmounts()
        amounts.add(.rest, EventAmount(amount: value.change))
        let posting = try engine.post(
            .impairment, amounts, book: try masters.book(value.book), day: value.happenedAt.day, shop: "", mayBundle: false)
        return posting.map { [$0] } ?? []
    }

    // MARK: Write-down

    /// A wish to write a stock down → what its pieces need now, and the difference to what was set aside before. Never below zero; where
    /// less is needed than before the difference comes back.
    public func decide(_ request: WriteDownRequest) throws -> WriteDown {
        let warehouse = try masters.warehouse(request.warehouse)
        let book = try masters.book(warehouse.book)
        _ = try masters.item(request.item)
        try masters.requireCondition(request.condition)
        guard book.profile != AccountingProfile.small.rawValue else { throw RefundRefusal.noAllowances(book: book.code) }
        let pool = try CostPools(tables).pool(CostPools.key(request.warehouse, request.item, request.condition))
        let key = WriteDownRow.Key(warehouse: request.warehouse, item: request.item.number, condition: request.condition)
        let before = Money(fen: try tables.writeDowns.find(key)?.allowance ?? 0)
        let (value, runsOver) = request.unitValue.fen.multipliedReportingOverflow(by: pool.pieces)
        let needed = runsOver ? Money.zero : max(.zero, pool.amount - Money(fen: value))
        guard needed != before else {
            throw RefundRefusal.allowanceStands(
                warehouse: request.warehouse, item: request.item.text, pieces: pool.pieces, cost: pool.amount, allowance: before)
        }
        return WriteDown(
            book: book.code, warehouse: request.warehouse, item: request.item, condition: request.condition,
            happenedAt: request.happenedAt, pieces: pool.pieces, cost: pool.amount, unitValue: request.unitValue, allowance: needed,
            change: needed - before, note: request.note)
    }
}
