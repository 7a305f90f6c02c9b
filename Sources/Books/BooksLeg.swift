import Documents
import Kernel
import Storage

/// The Books leg: money. Receivables, sales settlements, postings, vouchers.
public final class BooksLeg {
    public let tables = BooksTables()
    let masters: MasterTables
    let marks: OrderMarkTables
    let engine: PostingEngine

    public init(masters: MasterTables, marks: OrderMarkTables) {
        self.masters = masters
        self.marks = marks
        engine = PostingEngine(masters: masters)
    }

    // MARK: Deciding

    /// What follows from a document, decided on the state before it.
    public func take(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        switch logged.document {
        case .salesIssue(let issue):
            return [
                IssuedDocument(
                    .salesSettlement(
                        try settle(trade: issue.trade, issue: issue, at: logged.position, shop: issue.shop, day: issue.happenedAt.day)),
                    happenedAt: issue.happenedAt)
            ]
        case .receivable(let receivable) where receivable.lines.allSatisfy({ $0.isService || $0.pieces == 0 }):
            return try settleServices(receivable, logged)
        case .openingStock(let stock):
            let posting = try receive(
                .openingStock, stock.lines, into: stock.warehouse, day: stock.day, party: "")
            return issued(StockPosting(source: logged.position, postings: posting), logged.happenedAt)
        case .purchaseReceipt(let receipt):
            let posting = try receive(
                .purchaseReceipt, receipt.lines, into: receipt.warehouse, day: receipt.happenedAt.day, party: receipt.supplier.text)
            return issued(StockPosting(source: logged.position, postings: posting), logged.happenedAt)
        case .otherReceipt, .otherIssue, .conditionChange, .assembly, .openingBalances: return try takeOtherStock(logged)
        case .salesSettlement(let settlement):
            if settlement.isUnearned { return try vouchers(for: settlement.postings, of: logged) }
            return try vouchers(for: settlement.postings, of: logged)
                + waitingRefund(settlement.trade, shop: settlement.shop, after: settlement.lines, at: logged.happenedAt)
        case .stockPosting(let posting):
            return try vouchers(for: posting.postings, of: logged)
        case .stockSurplus(let surplus): return try post(surplus, logged)
        case .stockShortage(let shortage): return try post(shortage, logged)
        case .approval(let approval) where approval.subjectKind == .lossDisposal && approval.isApproved:
            return try dispose(approval.subject, logged)
        default: return try takeTransfer(logged) + takePurchase(logged) + takeRefund(logged) + takeReturn(logged) + takeBusiness(logged)
        }
    }

    func issued(_ posting: StockPosting, _ moment: Moment) -> [IssuedDocument] {
        posting.postings.isEmpty ? [] : [IssuedDocument(.stockPosting(posting), happenedAt: moment)]
    }

    /// Issue, trade and receivable matched: each issued line takes its share of gross, net and VAT, the last shipment of a line the
    /// rest of all three (accounting section 3 rule 3). Services are earned with the first shipment of their order.
    private func settle(trade: Int64, issue: SalesIssue, at position: Int64, shop: String, day: Day) throws -> SalesSettlement {
        let nature = try marks.nature(of: trade)
        guard nature.isSale else { return try settleWithoutSale(issue, nature, at: position, day: day) }
        tables.receivableShares.want(trade)
        let rows = try tables.receivableLines.rows(trade)
        guard !rows.isEmpty else { throw BooksRefusal.noReceivable(trade: trade) }
        if try masters.shop(shop).businessMode != 0 { return try ship(issue, at: position, day: day) }
        let shares = try tables.receivableShares.rows(trade)
        let costs = try costs(of: issue)
        var lines: [SalesSettlement.Line] = []
        for row in rows {
            var pieces: Int64 = 0
            var cost = Money.zero
            for (index, line) in issue.lines.enumerated() where line.line == row.line {
                pieces += line.pieces
                cost += costs[index]
            }
            if row.isService == 1 { pieces = row.pieces - row.settledPieces }
            guard pieces > 0 else { continue }
            lines.append(settledLine(row, pieces, cost, shares))
        }
        let book = try masters.book(masters.shop(shop).book)
        var postings: [Posting] = []
        if let sale = try engine.post(
            .sale, saleAmounts(lines, rows, shop: shop), book: book, day: day, shop: shop, mayBundle: true)
        {
            postings.append(sale)
        }
        var costAmounts = EventAmounts()
        for (index, line) in issue.lines.enumerated() where line.owner.isEmpty {
            costAmounts.add(.costTotal, EventAmount(amount: costs[index]))
            costAmounts.add(
                .costByStock,
                EventAmount(
                    amount: costs[index], place: .onHand, warehouse: issue.warehouse, item: line.item.number,
                    condition: line.condition, pieces: line.pieces))
        }
        if let cost = try engine.post(.costOfSales, costAmounts, book: book, day: day, shop: shop, mayBundle: true) {
            postings.append(cost)
        }
        return SalesSettlement(trade: trade, issue: position, shop: shop, lines: lines, postings: postings)
    }

    /// An order of services only is earned when it is paid.
    private func settleServices(_ receivable: Receivable, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        guard !receivable.lines.isEmpty else { return [] }
        let rows = receivable.lines.map { BooksLeg.row($0, trade: receivable.trade) }
        let shares = receivable.lines.flatMap { line in
            line.shares.map {
                ReceivableShareRow(trade: receivable.trade, line: line.line, party: $0.party, amount: $0.amount.fen, settled: 0)
            }
        }
        let lines = rows.map { settledLine($0, $0.pieces, .zero, shares) }
        let book = try masters.book(receivable.book)
        let sale = try engine.post(
            .sale, saleAmounts(lines, rows, shop: receivable.shop), book: book, day: logged.happenedAt.day, shop: receivable.shop,
            mayBundle: true)
        let settlement = SalesSettlement(
            trade: receivable.trade, issue: 0, shop: receivable.shop, lines: lines, postings: sale.map { [$0] } ?? [])
        return [IssuedDocument(.salesSettlement(settlement), happenedAt: logged.happenedAt)]
    }

    /// The share of a line's gross, net and other parties' parts. Where shares of many small issues round up, what is left bounds them, so
    /// that no part is negative: VAT neither now nor in what stays open, and the buyer's part neither.
    func settledLine(
        _ row: ReceivableLineRow, _ pieces: Int64, _ cost: Money, _ shares: [ReceivableShareRow]
    ) -> SalesSettlement.Line {
        let isLast = row.settledPieces + pieces >= row.pieces
        func share(_ whole: Int64, _ rest: Int64) -> Int64 {
            isLast ? rest : min(Money(fen: whole).share(pieces, of: row.pieces).fen, rest)
        }
        let grossLeft = row.gross - row.settledGross
        let netLeft = row.net - row.settledNet
        let gross = share(row.gross, grossLeft)
        let net = min(max(share(row.net, netLeft), netLeft - (grossLeft - gross)), netLeft, gross)
        let open = shares.filter { $0.line == row.line }
        var room = gross
        var othersLeft = open.reduce(0) { $0 + $1.amount - $1.settled }
        var due = max(0, othersLeft - (grossLeft - gross))
        let borne = open.map { row -> BorneDiscount in
            let rest = row.amount - row.settled
            othersLeft -= rest
            let part = min(max(share(row.amount, rest), due - othersLeft), rest, room)
            room -= part
            due = max(0, due - part)
            return BorneDiscount(party: row.party, amount: Money(fen: part))
        }
        return SalesSettlement.Line(
            line: row.line, lineID: row.lineId, item: ItemCode(stored: row.item), pieces: pieces, gross: Money(fen: gross),
            net: Money(fen: net), cost: cost, shares: borne)
    }

    func saleAmounts(_ lines: [SalesSettlement.Line], _ rows: [ReceivableLineRow], shop: String) throws -> EventAmounts {
        let buyer = try buyer(of: shop)
        var amounts = EventAmounts()
        for line in lines {
            let isService = rows.first { $0.line == line.line }?.isService == 1
            let others = line.shares.reduce(Money.zero) { $0 + $1.amount }
            amounts.add(.owed, EventAmount(amount: line.gross - others, party: buyer))
            for share in line.shares { amounts.add(.owed, EventAmount(amount: share.amount, party: share.party)) }
            amounts.add(isService ? .serviceNet : .goodsNet, EventAmount(amount: line.net))
            amounts.add(.vat, EventAmount(amount: line.gross - line.net))
        }
        return amounts
    }

    /// The cost of each issued line out of its pool; lines of one item follow each other. Goods of other owners have none.
    func costs(of issue: SalesIssue) throws -> [Money] {
        var pools = CostPools(tables)
        for line in issue.lines { tables.stock.want(CostPools.key(issue.warehouse, line.item, line.condition)) }
        return try issue.lines.map { line in
            guard line.owner.isEmpty else { return .zero }
            return try pools.issue(line.pieces, from: CostPools.key(issue.warehouse, line.item, line.condition))
        }
    }

    /// Goods that came in: value into stock, the other side by the rule.
    private func receive(
        _ event: PostingEvent, _ lines: [StockLine], into warehouse: String, day: Day, party: String
    ) throws -> [Posting] {
        let book = try masters.book(masters.warehouse(warehouse).book)
        var amounts = EventAmounts()
        for line in lines where line.owner.isEmpty {
            amounts.add(
                .costByStock,
                EventAmount(
                    amount: line.amount, place: .onHand, warehouse: warehouse, item: line.item.number, condition: line.condition,
                    pieces: line.pieces))
            amounts.add(.costTotal, EventAmount(amount: line.amount))
            amounts.add(.estimate, EventAmount(amount: line.amount, party: party))
        }
        let posting = try engine.post(event, amounts, book: book, day: day, shop: "", mayBundle: false)
        return posting.map { [$0] } ?? []
    }

    // MARK: Vouchers

    /// Postings that no bundle seals get their voucher in the same commit.
    func vouchers(for postings: [Posting], of logged: LoggedDocument) throws -> [IssuedDocument] {
        var issued: [IssuedDocument] = []
        var numbers: [VoucherSeriesRow.Key: Int64] = [:]
        for (ordinal, posting) in postings.enumerated() where !posting.bundled {
            let word = word(of: posting.lines.map { ($0.side, $0.account) })
            let number = try nextNumber(posting.book, posting.day.period, word, &numbers)
            let voucher = Voucher(
                book: posting.book, period: posting.day.period, word: word, number: number, day: posting.day, event: posting.event,
                shop: posting.shop, bundle: logged.position * 8 + Int64(ordinal), documents: 1, lines: posting.lines)
            issued.append(IssuedDocument(.voucher(voucher), happenedAt: logged.happenedAt))
        }
        return issued
    }

    /// Seals every open bundle of a book up to a day, oldest first. More than `limit` are left for the next command.
    public func decideSealing(book: String, through day: Day, limit: Int = 200) throws -> (vouchers: [Voucher], isMore: Bool) {
        _ = try masters.book(book)
        let days = try tables.openDays.rows(book).filter { $0.day <= Int64(day.number) }
        for open in days.prefix(limit) { tables.openBundles.want(.init(book: book, day: open.day)) }
        var due: [OpenBundleRow] = []
        for open in days.prefix(limit) { due += try tables.openBundles.rows(.init(book: book, day: open.day)) }
        for open in due.prefix(limit) {
            tables.bundles.want(open.bundle)
            tables.bundleLines.want(open.bundle)
        }
        var vouchers: [Voucher] = []
        var numbers: [VoucherSeriesRow.Key: Int64] = [:]
        for open in due.prefix(limit) {
            guard let bundle = try tables.bundles.find(open.bundle), let event = PostingEvent(rawValue: bundle.event) else { continue }
            let rows = try tables.bundleLines.rows(open.bundle)
            let lines = rows.compactMap { row -> PostingLine? in
                guard let side = Side(rawValue: row.side), row.amount != 0 || row.pieces != 0 else { return nil }
                return PostingLine(
                    side: side, account: row.account, amount: Money(fen: row.amount), party: row.party,
                    place: row.pieces != 0 ? .onHand : .none, warehouse: row.warehouse,
                    condition: row.pieces != 0 ? StockCondition.good : "", pieces: row.pieces)
            }
            let word = word(of: lines.map { ($0.side, $0.account) })
            let period = Period(number: Int32(bundle.period))
            let number = try nextNumber(book, period, word, &numbers)
            vouchers.append(
                Voucher(
                    book: book, period: period, word: word, number: number, day: Day(number: Int32(bundle.day)), event: event,
                    shop: bundle.shop, bundle: bundle.bundle, documents: bundle.documents, lines: lines))
        }
        return (vouchers, due.count > limit || days.count > limit)
    }

    /// 收, 付 or 转: a money account on the credit side pays, only on the debit side receives, none transfers (accounting section 4).
    private func word(of lines: [(side: Side, account: Int64)]) -> VoucherWord {
        func isMoney(_ account: Int64) -> Bool {
            let text = String(account)
            return text.hasPrefix("1001") || text.hasPrefix("1002") || text.hasPrefix("1012")
        }
        if lines.contains(where: { $0.side == .credit && isMoney($0.account) }) { return .payment }
        return lines.contains { $0.side == .debit && isMoney($0.account) } ? .receipt : .transfer
    }

    private func nextNumber(
        _ book: String, _ period: Period, _ word: VoucherWord, _ given: inout [VoucherSeriesRow.Key: Int64]
    ) throws -> Int64 {
        let key = VoucherSeriesRow.Key(book: book, period: Int64(period.number), word: word.rawValue)
        let last: Int64
        if let known = given[key] { last = known } else { last = try tables.series.find(key)?.lastNumber ?? 0 }
        given[key] = last + 1
        return last + 1
    }
}
