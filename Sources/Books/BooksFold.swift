import Documents
import Kernel
import Storage

/// Folding documents into receivables, the value ledger and the general ledger: the only code that changes their rows.
extension BooksLeg {
    public func apply(_ logged: LoggedDocument) throws {
        try applyPurchase(logged)
        try applyReturn(logged)
        try applyBusiness(logged)
        switch logged.document {
        case .channelOrder where logged.source == 0:
            // A trade nobody knew: it has no receivable yet.
            tables.receivables.begin(logged.position)
            tables.receivableLines.begin(logged.position)
            tables.receivableShares.begin(logged.position)
        case .receivable(let receivable): try apply(receivable, at: logged.position)
        case .salesOrder(let sale) where !sale.recalled.isEmpty || ![.noticed, .backordered, .shipped].contains(sale.state):
            try void(sale.trade)
        case .cancellation(let cancellation):
            if try !isWithCustomer(cancellation.trade, shop: cancellation.shop) { try void(cancellation.trade) }
        case .salesSettlement(let settlement):
            if settlement.isUnearned { try keepShipped(settlement) } else { try apply(settlement) }
            try apply(settlement.postings, of: logged.position)
        case .stockPosting(let posting):
            try apply(posting.postings, of: logged.position)
            try apply(posting, sharesAt: logged.position)
            try keepLosses(posting, logged)
        case .lossDisposal(let disposal): try apply(disposal, at: logged.position)
        case .approval(let approval) where approval.subjectKind == .lossDisposal && !approval.isApproved: try reopen(approval.subject)
        case .voucher(let voucher): try apply(voucher, at: logged.position)
        case .openingBalances(let opening): try apply(opening, at: logged.position)
        default: break
        }
    }

    static func row(_ line: Receivable.Line, trade: Int64) -> ReceivableLineRow {
        ReceivableLineRow(
            trade: trade, line: line.line, lineId: line.lineID, item: line.item.number, isService: line.isService ? 1 : 0,
            pieces: line.pieces, gross: line.gross.fen, net: line.net.fen, others: line.shares.reduce(0) { $0 + $1.amount.fen },
            settledPieces: 0, settledGross: 0, settledNet: 0)
    }

    private func apply(_ receivable: Receivable, at position: Int64) throws {
        let trade = receivable.trade
        let before = try tables.receivables.rows(trade)
        for row in before { tables.receivables.remove(row) }
        for row in try tables.receivableLines.rows(trade) { tables.receivableLines.remove(row) }
        for row in try tables.receivableShares.rows(trade) { tables.receivableShares.remove(row) }
        var parties: [(party: String, amount: Money)] = [(receivable.shop, .zero)]
        for line in receivable.lines {
            tables.receivableLines.put(BooksLeg.row(line, trade: trade), isNew: false)
            var buyer = line.gross
            for share in line.shares {
                buyer -= share.amount
                tables.receivableShares.put(
                    ReceivableShareRow(trade: trade, line: line.line, party: share.party, amount: share.amount.fen, settled: 0),
                    isNew: false)
                if let known = parties.firstIndex(where: { $0.party == share.party }) {
                    parties[known].amount += share.amount
                } else {
                    parties.append((share.party, share.amount))
                }
            }
            parties[0].amount += buyer
        }
        let head = before.first { $0.party == receivable.shop }
        for (party, amount) in parties {
            var row = ReceivableRow(
                trade: trade, party: party, document: position, shop: receivable.shop, book: receivable.book,
                expected: amount.fen, opened: 0, voided: 0)
            if let head, party == receivable.shop {
                row.fallen = max(0, head.fallen + head.expected - amount.fen)
                row.repaid = head.repaid
                row.waiting = head.waiting
            }
            tables.receivables.put(row, isNew: false)
        }
        if head != nil { try matchRefunds(trade) }
    }

    /// What is expected and not yet open is expected no more; nothing was posted, so no red voucher is needed.
    func void(_ trade: Int64) throws {
        for var row in try tables.receivables.rows(trade) where row.expected != row.opened + row.voided {
            row.voided = row.expected - row.opened
            tables.receivables.put(row, isNew: false)
        }
        try matchRefunds(trade)
    }

    private func apply(_ settlement: SalesSettlement) throws {
        guard settlement.nature.isSale else { return }
        let trade = settlement.trade
        for line in settlement.lines {
            guard var row = try tables.receivableLines.find(.init(trade: trade, line: line.line), in: trade) else { continue }
            row.settledPieces += line.pieces
            row.settledGross += line.gross.fen
            row.settledNet += line.net.fen
            row.settledCost += line.cost.fen
            tables.receivableLines.put(row, isNew: false)
            var buyer = line.gross
            for share in line.shares {
                buyer -= share.amount
                try open(trade, share.party, share.amount)
                guard
                    var known = try tables.receivableShares.find(
                        .init(trade: trade, line: line.line, party: share.party), in: trade)
                else { continue }
                known.settled += share.amount.fen
                tables.receivableShares.put(known, isNew: false)
            }
            try open(trade, settlement.shop, buyer)
        }
        if settlement.isLast { try void(trade) }
    }

    private func open(_ trade: Int64, _ party: String, _ amount: Money) throws {
        guard amount != .zero, var row = try tables.receivables.find(.init(trade: trade, party: party), in: trade) else { return }
        row.opened += amount.fen
        tables.receivables.put(row, isNew: false)
    }

    // MARK: General ledger

    func apply(_ postings: [Posting], of document: Int64) throws {
        for posting in postings {
            for line in posting.lines {
                tables.balances.want(balanceKey(posting, line))
                if line.place != .none { tables.stock.want(stockKey(line)) }
            }
        }
        for (index, posting) in postings.enumerated() {
            let ordinal = Int64(index)
            var total: Int64 = 0
            for (lineIndex, line) in posting.lines.enumerated() {
                if line.side == .debit { total += line.amount.fen }
                tables.postingLines.append(
                    PostingLineRow(
                        document: document, ordinal: ordinal, line: Int64(lineIndex + 1), side: line.side.rawValue,
                        account: line.account, amount: line.amount.fen, party: line.party, place: line.place.rawValue,
                        warehouse: line.warehouse, item: line.item, condition: line.condition, pieces: line.pieces))
                try addToBalance(posting, line)
                if line.place != .none { try addToStock(line, Int64(lineIndex + 1), of: posting.event, document * 8 + ordinal) }
                if line.place == .onHand {
                    try notePrice(line, Int64(lineIndex + 1), posting.event, document * 8 + ordinal)
                }
            }
            let bundle = posting.bundled ? try addToBundle(posting, document, ordinal, total) : document * 8 + ordinal
            tables.postings.append(
                PostingRow(
                    document: document, ordinal: ordinal, event: posting.event.rawValue, ruleVersion: posting.ruleVersion,
                    book: posting.book, period: Int64(posting.day.period.number), day: Int64(posting.day.number), shop: posting.shop,
                    total: total, bundle: bundle))
        }
    }

    private func balanceKey(_ posting: Posting, _ line: PostingLine) -> BalanceRow.Key {
        .init(
            book: posting.book, period: Int64(posting.day.period.number), account: line.account, party: line.party,
            warehouse: line.warehouse)
    }

    private func stockKey(_ line: PostingLine) -> ValueStockRow.Key {
        .init(place: line.place.rawValue, warehouse: line.warehouse, item: line.item, condition: line.condition)
    }

    private func addToBalance(_ posting: Posting, _ line: PostingLine) throws {
        let key = balanceKey(posting, line)
        var row =
            try tables.balances.find(key)
            ?? BalanceRow(
                book: key.book, period: key.period, account: key.account, party: key.party, warehouse: key.warehouse, debit: 0,
                credit: 0)
        if line.side == .debit { row.debit += line.amount.fen } else { row.credit += line.amount.fen }
        tables.balances.put(row)
    }

    private func addToStock(_ line: PostingLine, _ number: Int64, of event: PostingEvent, _ posting: Int64) throws {
        let key = stockKey(line)
        var row =
            try tables.stock.find(key)
            ?? ValueStockRow(
                place: key.place, warehouse: key.warehouse, item: key.item, condition: key.condition, pieces: 0, amount: 0)
        let sign: Int64 = line.side == .debit ? 1 : -1
        row.pieces += sign * line.pieces
        row.amount += sign * line.amount.fen
        if line.place == .onHand { try stack(line, number, of: event, posting, &row) }
        tables.stock.put(row)
    }

    private func addToBundle(_ posting: Posting, _ document: Int64, _ ordinal: Int64, _ total: Int64) throws -> Int64 {
        let openKey = OpenBundleRow.Key(
            book: posting.book, day: Int64(posting.day.number), shop: posting.shop, event: posting.event.rawValue)
        let bundle: Int64
        let openGroup = OpenBundleRow.Group(book: openKey.book, day: openKey.day)
        if let open = try tables.openBundles.find(openKey, in: openGroup) {
            bundle = open.bundle
        } else {
            bundle = document * 8 + ordinal
            tables.openBundles.put(
                OpenBundleRow(book: openKey.book, day: openKey.day, shop: openKey.shop, event: openKey.event, bundle: bundle),
                isNew: true)
            if try tables.openDays.find(.init(book: openKey.book, day: openKey.day), in: openKey.book) == nil {
                tables.openDays.put(OpenDayRow(book: openKey.book, day: openKey.day), isNew: true)
            }
            tables.bundles.put(
                BundleRow(
                    bundle: bundle, book: posting.book, period: Int64(posting.day.period.number), day: openKey.day,
                    shop: posting.shop, event: openKey.event, documents: 0, total: 0, voucher: 0))
            tables.bundleLines.begin(bundle)
        }
        guard var row = try tables.bundles.find(bundle) else { preconditionFailure("an open bundle without its row: \(bundle)") }
        row.documents += 1
        row.total += total
        tables.bundles.put(row)
        for line in posting.lines {
            let key = BundleLineRow.Key(
                bundle: bundle, account: line.account, side: line.side.rawValue, party: line.party, warehouse: line.warehouse)
            let known = try tables.bundleLines.find(key, in: bundle)
            var sum =
                known
                ?? BundleLineRow(
                    bundle: bundle, account: key.account, side: key.side, party: key.party, warehouse: key.warehouse, amount: 0,
                    pieces: 0)
            sum.amount += line.amount.fen
            sum.pieces += line.pieces
            tables.bundleLines.put(sum, isNew: known == nil)
        }
        return bundle
    }

    private func apply(_ voucher: Voucher, at position: Int64) throws {
        let key = VoucherSeriesRow.Key(
            book: voucher.book, period: Int64(voucher.period.number), word: voucher.word.rawValue)
        _ = try tables.series.find(key)
        tables.series.put(
            VoucherSeriesRow(book: key.book, period: key.period, word: key.word, lastNumber: voucher.number))
        var total: Int64 = 0
        for (index, line) in voucher.lines.enumerated() {
            if line.side == .debit { total += line.amount.fen }
            tables.voucherLines.append(
                VoucherLineRow(
                    document: position, line: Int64(index + 1), side: line.side.rawValue, account: line.account,
                    amount: line.amount.fen, party: line.party, warehouse: line.warehouse, item: line.item, pieces: line.pieces))
        }
        tables.vouchers.append(
            VoucherRow(
                book: voucher.book, period: key.period, word: key.word, number: voucher.number, document: position,
                day: Int64(voucher.day.number), event: voucher.event.rawValue, shop: voucher.shop, bundle: voucher.bundle,
                documents: voucher.documents, total: total))
        let openKey = OpenBundleRow.Key(
            book: voucher.book, day: Int64(voucher.day.number), shop: voucher.shop, event: voucher.event.rawValue)
        let openGroup = OpenBundleRow.Group(book: openKey.book, day: openKey.day)
        guard !voucher.shop.isEmpty, let open = try tables.openBundles.find(openKey, in: openGroup), open.bundle == voucher.bundle,
            var bundle = try tables.bundles.find(voucher.bundle)
        else { return }
        bundle.voucher = position
        tables.bundles.put(bundle)
        tables.openBundles.remove(open)
        if try tables.openBundles.rows(openGroup).isEmpty {
            tables.openDays.remove(OpenDayRow(book: openKey.book, day: openKey.day))
        }
    }
}
