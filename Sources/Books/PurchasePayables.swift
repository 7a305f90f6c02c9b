import Documents
import Kernel
import Storage

/// What we owe suppliers for goods whose invoice has not come 暂估应付, line by line of their receipts, and what changes it
/// (accounting section 5.1, INV-09).
extension BooksLeg {
    // MARK: Deciding

    /// The lines of a purchase return at the receipt's own price. `returning` are pieces that other returns keep, by line. Never more goes
    /// back than was received less what went back (INV-07).
    public func decideReturn(
        of receipt: Int64, _ wishes: [PurchaseReturnWish.Line], returning: [Int64: Int64]
    ) throws -> (book: String, lines: [PurchaseReturnLine]) {
        var book = ""
        let lines = try wishes.map { wish -> PurchaseReturnLine in
            let row = try payable(receipt, wish.line)
            let kept = returning[wish.line] ?? 0
            guard row.returnedPieces + kept + wish.pieces <= row.pieces else {
                throw PayableRefusal.moreThanReceived(
                    receipt: receipt, line: wish.line, received: row.pieces, returned: row.returnedPieces, returning: kept,
                    asked: wish.pieces)
            }
            book = row.book
            return PurchaseReturnLine(
                line: wish.line, item: ItemCode(stored: row.item), condition: wish.condition.isEmpty ? row.condition : wish.condition,
                pieces: wish.pieces, amount: row.price(of: wish.pieces))
        }
        return (book, lines)
    }

    /// The same lines, each at what its receipt's own price makes of its pieces; the last to go takes the rest.
    public func priceReturn(of receipt: Int64, _ lines: [StockLine]) throws -> [StockLine] {
        var rows: [Int64: PayableLineRow] = [:]
        return try lines.map { line in
            var row = try rows[line.line] ?? payable(receipt, line.line)
            var priced = line
            priced.amount = row.price(of: line.pieces)
            row.giveBack(line.pieces, priced.amount)
            rows[line.line] = row
            return priced
        }
    }

    /// The difference that a new price of a receipt line makes for the pieces that did not go back.
    public func decide(_ request: PriceChangeRequest, receipt: Int64) throws -> PriceChange {
        let row = try payable(receipt, request.line)
        let kept = row.pieces - row.returnedPieces
        guard kept > 0, let supplier = SupplierCode(row.supplier) else {
            throw PayableRefusal.nothingKept(receipt: receipt, line: request.line, received: row.pieces)
        }
        let difference = request.amount.share(kept, of: row.pieces) - row.open
        guard difference != .zero else {
            throw PayableRefusal.priceUnchanged(receipt: receipt, line: request.line, amount: request.amount)
        }
        return PriceChange(
            receipt: receipt, line: request.line, book: row.book, supplier: supplier, happenedAt: request.happenedAt,
            amount: request.amount, difference: difference, reason: request.reason)
    }

    /// A carrier's bill spread over every line of ours in these receipts: tax aside where it is deductible, to the fen (INV-12).
    public func decide(_ bill: LandedCostBill, receipts: [Int64]) throws -> LandedCost {
        for receipt in receipts { tables.payableLines.want(receipt) }
        var rows: [PayableLineRow] = []
        for receipt in receipts { rows += try tables.payableLines.rows(receipt) }
        let books = Set(rows.map(\.book))
        guard books.count <= 1 else { throw PayableRefusal.severalBooks(books: books.sorted()) }
        guard let code = books.first else { throw PayableRefusal.nothingToSpreadOver(receipts: receipts.count) }
        let book = try masters.book(code)
        for row in rows { masters.items.want(row.item) }
        let weights = try rows.map { row -> Int64 in
            guard bill.basis == .weight else { return max(0, row.amount + row.changed) }
            let grams = try masters.item(ItemCode(stored: row.item)).weight
            guard grams > 0 else { throw PayableRefusal.noWeight(item: String(row.item)) }
            return grams * row.pieces
        }
        guard weights.contains(where: { $0 > 0 }) else { throw PayableRefusal.nothingToSpreadOver(receipts: receipts.count) }
        let isDeductible = bill.hasSpecialInvoice && book.taxRegime == Book.TaxRegime.general.rawValue
        let split = TaxSplit(gross: bill.gross, rate: bill.rate)
        let cost = isDeductible ? split.net : bill.gross
        let parts = zip(rows, cost.spread(over: weights)).compactMap { row, amount in
            amount == .zero ? nil : LandedCost.Part(receipt: row.receipt, line: row.line, amount: amount)
        }
        return LandedCost(
            book: code, carrier: bill.carrier, happenedAt: bill.happenedAt, basis: bill.basis, cost: cost,
            inputVAT: isDeductible ? split.vat : .zero, parts: parts, note: bill.note)
    }

    func payable(_ receipt: Int64, _ line: Int64) throws -> PayableLineRow {
        guard let row = try tables.payableLines.find(.init(receipt: receipt, line: line), in: receipt) else {
            throw PayableRefusal.noSuchReceiptLine(receipt: receipt, line: line)
        }
        return row
    }

    // MARK: Folding

    /// Folds a document of the purchase flow into what is owed; others are left alone.
    func applyPurchase(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .purchaseReceipt(let receipt): try apply(receipt, at: logged.position)
        case .stockPosting(let posting): try link(posting, at: logged.position)
        case .priceChange(let change): try changePayable(change.receipt, change.line) { $0.changed += change.difference.fen }
        case .purchaseReturnIssue(let issue):
            for line in issue.lines { try changePayable(issue.receipt, line.line) { $0.giveBack(line.pieces, line.amount) } }
        case .landedCost(let cost):
            tables.landedCosts.put(
                LandedCostRow(
                    document: logged.position, book: cost.book, carrier: cost.carrier.number, basis: cost.basis.rawValue,
                    cost: cost.cost.fen, inputVat: cost.inputVAT.fen))
        default: break
        }
    }

    private func apply(_ receipt: PurchaseReceipt, at position: Int64) throws {
        tables.payableLines.begin(position)
        let book = try masters.warehouse(receipt.warehouse).book
        for (index, line) in receipt.lines.enumerated() where line.owner.isEmpty {
            tables.payableLines.put(
                PayableLineRow(
                    receipt: position, line: Int64(index + 1), book: book, supplier: receipt.supplier.number,
                    warehouse: receipt.warehouse, item: line.item.number, condition: line.condition, pieces: line.pieces,
                    amount: line.amount.fen, changed: 0, returnedPieces: 0, returnedAmount: 0, posting: 0, postingLine: 0), isNew: true)
        }
    }

    /// Tells each line of a receipt which cost layer its pieces became: they are posted in their order.
    private func link(_ document: StockPosting, at position: Int64) throws {
        for (ordinal, posting) in document.postings.enumerated() where posting.event == .purchaseReceipt {
            let layers = posting.lines.indices.filter { posting.lines[$0].place == .onHand && posting.lines[$0].pieces != 0 }
            for (layer, known) in zip(layers, try tables.payableLines.rows(document.source)) {
                var row = known
                row.posting = position * 8 + Int64(ordinal)
                row.postingLine = Int64(layer + 1)
                tables.payableLines.put(row, isNew: false)
            }
        }
    }

    private func changePayable(_ receipt: Int64, _ line: Int64, _ body: (inout PayableLineRow) -> Void) throws {
        guard var row = try tables.payableLines.find(.init(receipt: receipt, line: line), in: receipt) else {
            throw LedgerFault("应付行不存在 / there is no payable line \(line) of receipt \(receipt)")
        }
        body(&row)
        tables.payableLines.put(row, isNew: false)
    }
}

extension PayableLineRow {
    /// What is owed for the pieces that did not go back.
    var open: Money { Money(fen: amount + changed - returnedAmount) }

    /// What pieces that go back take of it; the last ones take the rest.
    func price(of pieces: Int64) -> Money {
        let kept = self.pieces - returnedPieces
        return pieces >= kept ? open : open.share(pieces, of: kept)
    }

    mutating func giveBack(_ pieces: Int64, _ amount: Money) {
        returnedPieces += pieces
        returnedAmount += amount.fen
    }
}
