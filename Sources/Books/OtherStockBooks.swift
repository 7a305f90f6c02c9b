import Documents
import Kernel
import Storage

/// What the documents of ``OtherStockDocuments`` do to the books.
extension BooksLeg {
    func takeOtherStock(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        let posting: Posting?
        switch logged.document {
        case .otherReceipt(let receipt): posting = try post(receipt)
        case .otherIssue(let issue) where !issue.isRequest: posting = try post(issue)
        case .conditionChange(let change): posting = try post(change)
        case .assembly(let assembly): posting = try post(assembly)
        case .openingBalances(let opening): posting = try post(opening)
        default: posting = nil
        }
        return issued(StockPosting(source: logged.position, postings: posting.map { [$0] } ?? []), logged.happenedAt)
    }

    private func book(of warehouse: String) throws -> BookRow { try masters.book(masters.warehouse(warehouse).book) }

    private func onHand(_ amount: Money, _ line: StockLine, in warehouse: String) -> EventAmount {
        EventAmount(
            amount: amount, place: .onHand, warehouse: warehouse, item: line.item.number, condition: line.condition,
            pieces: line.pieces)
    }

    /// What pieces would cost that leave together, by moving average. Goods of other owners have none.
    public func costToday(_ lines: [StockLine], in warehouse: String) throws -> Money {
        try costs(of: lines, in: warehouse).reduce(.zero, +)
    }

    private func costs(of lines: [StockLine], in warehouse: String) throws -> [Money] {
        var pools = CostPools(tables)
        for line in lines where line.owner.isEmpty { tables.stock.want(CostPools.key(warehouse, line.item, line.condition)) }
        return try lines.map { line in
            guard line.owner.isEmpty else { return .zero }
            return try pools.issue(line.pieces, from: CostPools.key(warehouse, line.item, line.condition))
        }
    }

    // MARK: Receipts and issues

    private func post(_ receipt: OtherReceipt) throws -> Posting? {
        let lines = receipt.lines.filter(\.owner.isEmpty)
        var values = lines.map(\.amount)
        if receipt.isAtAverage {
            let pools = CostPools(tables)
            for line in lines {
                tables.stock.want(CostPools.key(receipt.warehouse, line.item, line.condition))
                tables.stock.want(CostPools.key(receipt.warehouse, line.item, StockCondition.good))
            }
            values = try lines.map { line in
                let own = try pools.average(line.pieces, of: CostPools.key(receipt.warehouse, line.item, line.condition))
                let good = try pools.average(line.pieces, of: CostPools.key(receipt.warehouse, line.item, StockCondition.good))
                guard let value = own ?? good else {
                    throw BooksRefusal.noCost(warehouse: receipt.warehouse, item: line.item.text, condition: line.condition)
                }
                return value
            }
        }
        var amounts = EventAmounts()
        for (line, value) in zip(lines, values) {
            amounts.add(.costByStock, onHand(value, line, in: receipt.warehouse))
            amounts.add(.rest, EventAmount(amount: value))
        }
        return try engine.post(
            .otherReceipt, amounts, book: book(of: receipt.warehouse), day: receipt.happenedAt.day, shop: "", mayBundle: false)
    }

    private func post(_ issue: OtherIssue) throws -> Posting? {
        let book = try book(of: issue.warehouse)
        let day = issue.happenedAt.day
        let lines = issue.lines.filter(\.owner.isEmpty)
        for line in lines { masters.rates.want(line.item.number) }
        var amounts = EventAmounts()
        for (line, cost) in zip(lines, try costs(of: lines, in: issue.warehouse)) {
            amounts.add(.costByStock, onHand(cost, line, in: issue.warehouse))
            let rate = try masters.rate(of: line.item, on: day)
            switch issue.reason {
            case .sample:
                let price = line.amount != .zero ? line.amount : cost + TaxSplit(net: cost, rate: OtherIssue.composedProfit).vat
                let vat = TaxSplit(net: price, rate: rate).vat
                amounts.add(.rest, EventAmount(amount: cost + vat))
                amounts.add(.vat, EventAmount(amount: vat))
            case .ownUse: amounts.add(.rest, EventAmount(amount: cost))
            case .scrap:
                // A small-scale taxpayer has deducted no input VAT.
                let isDeducted = issue.isBadManagement && book.taxRegime == Book.TaxRegime.general.rawValue
                let vat = isDeducted ? TaxSplit(net: cost, rate: rate).vat : .zero
                var pending = onHand(cost + vat, line, in: issue.warehouse)
                pending.place = .underDecision
                amounts.add(.pending, pending)
                amounts.add(.inputVATOut, EventAmount(amount: vat))
            }
        }
        return try engine.post(issue.reason.event, amounts, book: book, day: day, shop: "", mayBundle: false)
    }

    // MARK: Pieces that become others

    private func post(_ change: ConditionChange) throws -> Posting? {
        let lines = change.lines.filter(\.from.owner.isEmpty)
        var amounts = EventAmounts()
        for (line, cost) in zip(lines, try costs(of: lines.map(\.from), in: change.warehouse)) {
            amounts.add(.costOut, onHand(cost, line.from, in: change.warehouse))
            amounts.add(.costByStock, onHand(cost, line.to, in: change.warehouse))
        }
        return try engine.post(
            .conditionChange, amounts, book: book(of: change.warehouse), day: change.happenedAt.day, shop: "", mayBundle: false)
    }

    /// What went in comes out again to the fen, by the ratios (INV-12).
    private func post(_ assembly: Assembly) throws -> Posting? {
        // One owner a document: goods of others have pieces and no value on either side.
        guard assembly.taken.allSatisfy(\.owner.isEmpty) else { return nil }
        let costs = try costs(of: assembly.taken, in: assembly.warehouse)
        var amounts = EventAmounts()
        for (line, cost) in zip(assembly.taken, costs) { amounts.add(.costOut, onHand(cost, line, in: assembly.warehouse)) }
        let shares = costs.reduce(.zero, +).spread(over: assembly.made.map(\.ratio))
        for (made, share) in zip(assembly.made, shares) {
            amounts.add(.costByStock, onHand(share, made.stock, in: assembly.warehouse))
        }
        return try engine.post(
            .assembly, amounts, book: book(of: assembly.warehouse), day: assembly.happenedAt.day, shop: "", mayBundle: false)
    }

    // MARK: Opening balances

    /// Refuses balances that no opening may hold, or that do not balance.
    public func requireOpening(_ opening: OpeningBalances) throws {
        _ = try masters.book(opening.book)
        var debit = Money.zero
        var credit = Money.zero
        for (index, line) in opening.lines.enumerated() {
            guard !line.role.isOfStock else { throw BooksRefusal.openingOfStock(role: line.role) }
            guard !line.role.needsParty || !line.party.isEmpty else {
                throw BooksRefusal.openingWithoutParty(role: line.role, line: index + 1)
            }
            if line.side == .debit { debit += line.amount } else { credit += line.amount }
        }
        guard debit == credit else { throw BooksRefusal.openingUnbalanced(book: opening.book, debit: debit, credit: credit) }
    }

    /// The document states its lines itself: no rule chooses them, and the version is 0.
    private func post(_ opening: OpeningBalances) throws -> Posting? {
        let lines = try opening.lines.map {
            PostingLine(side: $0.side, account: try masters.account($0.role), amount: $0.amount, party: $0.party)
        }
        return Posting(
            event: .openingBalance, ruleVersion: 0, book: opening.book, day: opening.day, shop: "", bundled: false, lines: lines)
    }

    func apply(_ opening: OpeningBalances, at position: Int64) throws {
        for (index, line) in opening.lines.enumerated() {
            tables.openings.append(
                OpeningBalanceRow(
                    document: position, line: Int64(index + 1), book: opening.book, day: Int64(opening.day.number),
                    role: line.role.rawValue, account: try masters.account(line.role), side: line.side.rawValue, amount: line.amount.fen,
                    party: line.party))
        }
    }
}

extension OtherIssueReason {
    /// The event whose posting rule holds.
    public var event: PostingEvent {
        switch self {
        case .sample: .sampleIssue
        case .ownUse: .ownUseIssue
        case .scrap: .scrapIssue
        }
    }
}
