import Documents
import Kernel
import Storage

/// Business orders in money: goods shipped lie in 1406 until the customer's word makes them a sale, a loss, or ours again (domain rules,
/// business orders; accounting section 2, 1406; INV-05).
extension BooksLeg {
    /// Who owes the buyer's part of a shop's sales: its customer, else the channel under the shop's own code.
    func buyer(of shop: String) throws -> String {
        let row = try masters.shop(shop)
        return row.customer.isEmpty ? shop : row.customer
    }

    /// Names what a word about goods shipped of this trade will read.
    public func wantShipped(_ trade: Int64) {
        tables.shipped.want(trade)
        tables.receivables.want(trade)
        tables.receivableLines.want(trade)
        tables.receivableShares.want(trade)
    }

    // MARK: Issue

    /// Goods of a business order leave: their cost goes from stock to goods shipped, nothing is owed yet.
    func ship(_ issue: SalesIssue, at position: Int64, day: Day) throws -> SalesSettlement {
        let costs = try costs(of: issue)
        var lines: [SalesSettlement.Line] = []
        var conditions: [String] = []
        var amounts = EventAmounts()
        for (line, cost) in zip(issue.lines, costs) where line.owner.isEmpty {
            if let known = lines.firstIndex(where: { $0.line == line.line }) {
                lines[known].pieces += line.pieces
                lines[known].cost += cost
            } else {
                lines.append(
                    SalesSettlement.Line(
                        line: line.line, lineID: "", item: line.item, pieces: line.pieces, gross: .zero, net: .zero, cost: cost, shares: [])
                )
                conditions.append(line.condition)
            }
            amounts.add(
                .costByStock,
                EventAmount(
                    amount: cost, place: .onHand, warehouse: issue.warehouse, item: line.item.number, condition: line.condition,
                    pieces: line.pieces))
        }
        for (line, condition) in zip(lines, conditions) {
            amounts.add(
                .pending,
                EventAmount(
                    amount: line.cost, place: .shipped, warehouse: issue.warehouse, item: line.item.number, condition: condition,
                    pieces: line.pieces))
        }
        let book = try masters.book(masters.shop(issue.shop).book)
        let posting = try engine.post(.goodsShippedUnearned, amounts, book: book, day: day, shop: issue.shop, mayBundle: false)
        return SalesSettlement(
            trade: issue.trade, issue: position, shop: issue.shop, lines: lines, postings: posting.map { [$0] } ?? [], isUnearned: true)
    }

    /// Opens the register of what one issue has shipped: a row for each line, at the place where its posting put it.
    func keepShipped(_ settlement: SalesSettlement) throws {
        let placed = settlement.postings.flatMap(\.lines).filter { $0.place == .shipped }
        guard placed.count == settlement.lines.count else {
            throw LedgerFault("发出商品分录与行数不符 / goods shipped of issue \(settlement.issue): lines and posting disagree")
        }
        for (line, posted) in zip(settlement.lines, placed) {
            tables.shipped.put(
                ShippedLineRow(
                    trade: settlement.trade, issue: settlement.issue, line: line.line, warehouse: posted.warehouse, item: posted.item,
                    condition: posted.condition, pieces: line.pieces, cost: line.cost.fen, received: 0, short: 0, refused: 0, back: 0,
                    costOut: 0), isNew: true)
        }
    }

    // MARK: The customer's word

    /// What a customer says of one issue → his receipt, at the cost at which the pieces left. `mayEnd`: nothing of the order is still to be
    /// shipped.
    public func decide(
        _ report: BusinessReceiptReport, issue: SalesIssue, number: DocumentNumber, mayEnd: Bool
    ) throws -> BusinessReceipt {
        let shop = try masters.shop(issue.shop)
        guard let mode = BusinessMode(rawValue: shop.businessMode) else { throw BusinessRefusal.notBusiness(shop: issue.shop) }
        wantShipped(issue.trade)
        let all = try tables.shipped.rows(issue.trade)
        var rows = all.filter { $0.issue == number.position }
        guard !rows.isEmpty else { throw BusinessRefusal.nothingShipped(number: number.text) }
        var receipt = BusinessReceipt(
            trade: issue.trade, issue: number.position, shop: issue.shop, happenedAt: report.happenedAt, lines: [],
            warehouse: report.warehouse, note: report.note)
        for line in report.lines {
            guard mode == .wholesale || line.received == 0 else { throw BusinessRefusal.soldByStatement(shop: issue.shop) }
            guard let index = rows.firstIndex(where: { $0.line == line.line }) else {
                throw BusinessRefusal.noSuchLine(order: number.text, line: line.line)
            }
            receipt.lines.append(try rows[index].take(line, number))
        }
        for stock in report.back {
            guard let index = rows.firstIndex(where: { $0.line == stock.line && $0.item == stock.item.number }) else {
                throw BusinessRefusal.noSuchLine(order: number.text, line: stock.line)
            }
            let out = min(rows[index].refused - rows[index].back, rows[index].rest)
            guard stock.pieces <= out else {
                throw BusinessRefusal.moreBackThanRefused(number: number.text, line: stock.line, refused: out, back: stock.pieces)
            }
            var priced = stock
            priced.amount = rows[index].takeOut(stock.pieces)
            rows[index].back += stock.pieces
            receipt.back.append(priced)
        }
        let isSettled = (all.filter { $0.issue != number.position } + rows).allSatisfy { $0.rest == 0 }
        receipt.isLast = mayEnd && isSettled
        return receipt
    }

    /// A customer's statement → what we confirm of it. `trades`: the trade of each line's order; `mayEnd`: those of which nothing is still
    /// to be shipped.
    public func decide(
        _ report: ConsignmentStatementReport, trades: [String: Int64], mayEnd: Set<Int64>
    ) throws -> ConsignmentStatement {
        let shop = try masters.shop(report.shop)
        guard let mode = BusinessMode(rawValue: shop.businessMode) else { throw BusinessRefusal.notBusiness(shop: report.shop) }
        guard mode == .consignment else { throw BusinessRefusal.soldByReceipt(shop: report.shop) }
        for trade in Set(trades.values) { wantShipped(trade) }
        var rows: [Int64: [ShippedLineRow]] = [:]
        for trade in Set(trades.values) { rows[trade] = try tables.shipped.rows(trade) }
        var statement = ConsignmentStatement(
            shop: report.shop, customer: shop.customer, statement: report.statement, happenedAt: report.happenedAt, lines: [],
            deductions: report.deductions, note: report.note)
        for line in merged(report.lines) {
            guard let trade = trades[line.externalID], var shipped = rows[trade] else { continue }
            guard shipped.contains(where: { $0.line == line.line }), let owed = try receivable(trade, line.line) else {
                throw BusinessRefusal.noSuchLine(order: line.externalID, line: line.line)
            }
            var left = line.pieces
            var parts: [ConsignmentStatement.Part] = []
            for index in shipped.indices where shipped[index].line == line.line && left > 0 {
                let pieces = min(left, shipped[index].undecided)
                guard pieces > 0 else { continue }
                let cost = shipped[index].takeOut(pieces)
                shipped[index].received += pieces
                left -= pieces
                parts.append(.init(issue: shipped[index].issue, pieces: pieces, cost: cost))
            }
            guard left == 0 else {
                throw BusinessRefusal.moreThanWithCustomer(
                    order: line.externalID, line: line.line, with: line.pieces - left, asked: line.pieces)
            }
            let gross = settledLine(owed, line.pieces, .zero, try tables.receivableShares.rows(trade)).gross
            guard line.gross == .zero || line.gross == gross else {
                throw BusinessRefusal.grossDiffers(order: line.externalID, line: line.line, ours: gross, theirs: line.gross)
            }
            rows[trade] = shipped
            statement.lines.append(
                .init(
                    trade: trade, line: line.line, item: ItemCode(stored: owed.item), pieces: line.pieces, gross: gross, parts: parts))
        }
        statement.ended = mayEnd.filter { trade in rows[trade]?.allSatisfy { $0.rest == 0 } ?? false }.sorted()
        return statement
    }

    /// A line that a statement names twice is one line.
    private func merged(_ lines: [ConsignmentStatementReport.Line]) -> [ConsignmentStatementReport.Line] {
        var merged: [ConsignmentStatementReport.Line] = []
        for line in lines {
            if let known = merged.firstIndex(where: { $0.externalID == line.externalID && $0.line == line.line }) {
                merged[known].pieces += line.pieces
                merged[known].gross += line.gross
            } else {
                merged.append(line)
            }
        }
        return merged
    }

    private func receivable(_ trade: Int64, _ line: Int64) throws -> ReceivableLineRow? {
        try tables.receivableLines.find(.init(trade: trade, line: line), in: trade)
    }

    // MARK: Postings

    func takeBusiness(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        switch logged.document {
        case .businessReceipt(let receipt): try post(receipt, logged)
        case .consignmentStatement(let statement): try post(statement, logged)
        default: []
        }
    }

    /// Received pieces are a sale and its cost; short pieces wait for a decision, refused ones that are back are stock again.
    private func post(_ receipt: BusinessReceipt, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        wantShipped(receipt.trade)
        let rows = try tables.shipped.rows(receipt.trade).filter { $0.issue == receipt.issue }
        func shipped(_ line: Int64, _ amount: Money, _ pieces: Int64, at place: ValuePlace) throws -> EventAmount {
            guard let row = rows.first(where: { $0.line == line }) else {
                throw LedgerFault("发出商品没有该行 / no goods shipped of line \(line) of issue \(receipt.issue)")
            }
            return EventAmount(
                amount: amount, place: place, warehouse: row.warehouse, item: row.item, condition: row.condition, pieces: pieces)
        }
        var sold: [(line: Int64, pieces: Int64, cost: Money)] = []
        var earned = EventAmounts()
        var short = EventAmounts()
        var back = EventAmounts()
        for line in receipt.lines {
            if line.received > 0 {
                sold.append((line.line, line.received, line.receivedCost))
                earned.add(.costTotal, EventAmount(amount: line.receivedCost))
                earned.add(.pending, try shipped(line.line, line.receivedCost, line.received, at: .shipped))
            }
            if line.short > 0 {
                short.add(.pending, try shipped(line.line, line.shortCost, line.short, at: .underDecision))
                short.add(.costOut, try shipped(line.line, line.shortCost, line.short, at: .shipped))
            }
        }
        for stock in receipt.back {
            back.add(
                .costByStock,
                EventAmount(
                    amount: stock.amount, place: .onHand, warehouse: receipt.warehouse, item: stock.item.number,
                    condition: stock.condition, pieces: stock.pieces))
            back.add(.costOut, try shipped(stock.line, stock.amount, stock.pieces, at: .shipped))
        }
        let book = try masters.book(masters.shop(receipt.shop).book)
        let day = receipt.happenedAt.day
        let postings = try [(PostingEvent.shippedShortage, short), (.shippedBack, back)].compactMap { event, amounts in
            try engine.post(event, amounts, book: book, day: day, shop: receipt.shop, mayBundle: false)
        }
        let settlement = try earn(
            sold, earned, of: receipt.trade, issue: receipt.issue, shop: receipt.shop, day: day, isLast: receipt.isLast)
        return (settlement.map { [IssuedDocument(.salesSettlement($0), happenedAt: receipt.happenedAt)] } ?? [])
            + issued(StockPosting(source: logged.position, postings: postings), logged.happenedAt)
    }

    private func post(_ statement: ConsignmentStatement, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        var trades: [Int64] = []
        for line in statement.lines where !trades.contains(line.trade) { trades.append(line.trade) }
        for trade in trades { wantShipped(trade) }
        let day = statement.happenedAt.day
        var documents: [IssuedDocument] = []
        for trade in trades {
            let rows = try tables.shipped.rows(trade)
            var sold: [(line: Int64, pieces: Int64, cost: Money)] = []
            var earned = EventAmounts()
            for line in statement.lines where line.trade == trade {
                sold.append((line.line, line.pieces, line.parts.reduce(.zero) { $0 + $1.cost }))
                for part in line.parts {
                    guard let row = rows.first(where: { $0.issue == part.issue && $0.line == line.line }) else {
                        throw LedgerFault("发出商品没有该行 / no goods shipped of line \(line.line) of issue \(part.issue)")
                    }
                    earned.add(.costTotal, EventAmount(amount: part.cost))
                    earned.add(
                        .pending,
                        EventAmount(
                            amount: part.cost, place: .shipped, warehouse: row.warehouse, item: row.item, condition: row.condition,
                            pieces: part.pieces))
                }
            }
            let settlement = try earn(
                sold, earned, of: trade, issue: 0, shop: statement.shop, day: day, isLast: statement.ended.contains(trade))
            if let settlement { documents.append(IssuedDocument(.salesSettlement(settlement), happenedAt: statement.happenedAt)) }
        }
        var amounts = EventAmounts()
        for deduction in statement.deductions {
            amounts.add(.rest, EventAmount(amount: deduction.amount))
            amounts.add(.owed, EventAmount(amount: deduction.amount, party: statement.customer))
        }
        let book = try masters.book(masters.shop(statement.shop).book)
        let posting = try engine.post(.statementDeduction, amounts, book: book, day: day, shop: statement.shop, mayBundle: false)
        return documents + issued(StockPosting(source: logged.position, postings: posting.map { [$0] } ?? []), logged.happenedAt)
    }

    /// Pieces that the customer has taken over: revenue and VAT by the receivable's lines, and their cost out of goods shipped. Services of
    /// the order are earned with its first pieces.
    private func earn(
        _ sold: [(line: Int64, pieces: Int64, cost: Money)], _ cost: EventAmounts, of trade: Int64, issue: Int64, shop: String, day: Day,
        isLast: Bool
    ) throws -> SalesSettlement? {
        guard !sold.isEmpty else { return nil }
        let rows = try tables.receivableLines.rows(trade)
        guard !rows.isEmpty else { throw BooksRefusal.noReceivable(trade: trade) }
        let shares = try tables.receivableShares.rows(trade)
        var lines: [SalesSettlement.Line] = []
        for row in rows {
            let parts = sold.filter { $0.line == row.line }
            let pieces = row.isService == 1 ? row.pieces - row.settledPieces : parts.reduce(0) { $0 + $1.pieces }
            guard pieces > 0 else { continue }
            lines.append(settledLine(row, pieces, parts.reduce(.zero) { $0 + $1.cost }, shares))
        }
        let book = try masters.book(masters.shop(shop).book)
        let postings = [
            try engine.post(.sale, saleAmounts(lines, rows, shop: shop), book: book, day: day, shop: shop, mayBundle: false),
            try engine.post(.costOfGoodsShipped, cost, book: book, day: day, shop: shop, mayBundle: false),
        ].compactMap { $0 }
        return SalesSettlement(trade: trade, issue: issue, shop: shop, lines: lines, postings: postings, isLast: isLast)
    }

    // MARK: Folding

    func applyBusiness(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .businessReceipt(let receipt):
            for line in receipt.lines {
                try changeShipped(receipt.trade, receipt.issue, line.line) { row in
                    row.received += line.received
                    row.short += line.short
                    row.refused += line.refused
                    row.costOut += line.receivedCost.fen + line.shortCost.fen
                }
            }
            for stock in receipt.back {
                try changeShipped(receipt.trade, receipt.issue, stock.line) { row in
                    row.back += stock.pieces
                    row.costOut += stock.amount.fen
                }
            }
            if receipt.isLast, receipt.lines.allSatisfy({ $0.received == 0 }) { try void(receipt.trade) }
        case .consignmentStatement(let statement):
            for line in statement.lines {
                for part in line.parts {
                    try changeShipped(line.trade, part.issue, line.line) { row in
                        row.received += part.pieces
                        row.costOut += part.cost.fen
                    }
                }
            }
            let book = try masters.shop(statement.shop).book
            for (index, deduction) in statement.deductions.enumerated() {
                tables.deductions.append(
                    StatementDeductionRow(
                        document: logged.position, line: Int64(index + 1), book: book, party: statement.customer,
                        kind: deduction.kind.rawValue, amount: deduction.amount.fen))
            }
        default: break
        }
    }

    /// The rest of a business order is cancelled while goods of it are with the customer: what is owed for those is not void.
    func isWithCustomer(_ trade: Int64, shop: String) throws -> Bool {
        guard try masters.shop(shop).businessMode != 0 else { return false }
        return try tables.shipped.rows(trade).contains { $0.rest > 0 }
    }

    private func changeShipped(_ trade: Int64, _ issue: Int64, _ line: Int64, _ body: (inout ShippedLineRow) -> Void) throws {
        guard var row = try tables.shipped.find(.init(trade: trade, issue: issue, line: line), in: trade) else {
            throw LedgerFault("发出商品没有该行 / no goods shipped of line \(line) of issue \(issue)")
        }
        body(&row)
        tables.shipped.put(row, isNew: false)
    }
}

extension ShippedLineRow {
    /// Pieces that are still ours.
    var rest: Int64 { pieces - received - short - back }
    /// Pieces of which the customer has said nothing.
    var undecided: Int64 { pieces - received - short - refused }

    /// The cost of pieces that leave goods shipped; the last of them take the rest (accounting section 3 rule 3).
    mutating func takeOut(_ count: Int64) -> Money {
        let left = Money(fen: cost - costOut)
        let amount = count >= rest ? left : min(left, left.share(count, of: rest))
        costOut += amount.fen
        return amount
    }

    /// What the customer says of a line. Short pieces are those he has said nothing of; more are refused ones that are lost on their way back.
    mutating func take(_ line: BusinessReceiptReport.Line, _ number: DocumentNumber) throws -> BusinessReceipt.Line {
        guard line.received + line.refused <= undecided else {
            throw BusinessRefusal.moreThanShipped(
                number: number.text, line: line.line, open: undecided, asked: line.received + line.short + line.refused)
        }
        let receivedCost = takeOut(line.received)
        received += line.received
        let lostOnTheWay = max(0, line.short - (undecided - line.refused))
        guard lostOnTheWay <= refused - back else {
            throw BusinessRefusal.moreLostThanOut(
                number: number.text, line: line.line, out: undecided - line.refused + refused - back, short: line.short)
        }
        let shortCost = takeOut(line.short)
        short += line.short
        refused += line.refused - lostOnTheWay
        return BusinessReceipt.Line(
            line: line.line, item: ItemCode(stored: item), received: line.received, short: line.short, refused: line.refused - lostOnTheWay,
            receivedCost: receivedCost, shortCost: shortCost)
    }
}
