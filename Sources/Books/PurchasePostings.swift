import Documents
import Kernel
import Storage

/// What purchases do to the general ledger after their receipt: landed cost, late prices, returns (accounting section 5.1, PX-03, 06, 08).
/// Each reads the cost layer of the receipt line and the pool where it lies, however much has happened since.
extension BooksLeg {
    func takePurchase(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        let postings: [Posting]
        switch logged.document {
        case .landedCost(let cost): postings = try post(cost)
        case .priceChange(let change): postings = try post(change)
        case .purchaseReturnIssue(let issue): postings = try post(issue)
        default: return []
        }
        return issued(StockPosting(source: logged.position, postings: postings), logged.happenedAt)
    }

    /// Money that comes late for one receipt line: what goes into the pools where its pieces still are, and what is variance because they
    /// are gone.
    private struct LateShare {
        var pools: [(key: ValueStockRow.Key, amount: Money)] = []
        var variance = Money.zero
    }

    private func post(_ cost: LandedCost) throws -> [Posting] {
        var amounts = EventAmounts()
        var pools = CostPools(tables)
        try wantLayers(cost.parts.map { ($0.receipt, $0.line) })
        for part in cost.parts {
            let share = try late(part.amount, for: try payable(part.receipt, part.line), &pools)
            add(share, to: &amounts)
        }
        amounts.add(.inputVAT, EventAmount(amount: cost.inputVAT))
        amounts.add(.owed, EventAmount(amount: cost.cost + cost.inputVAT, party: cost.carrier.text))
        let posting = try engine.post(
            .landedCost, amounts, book: try masters.book(cost.book), day: cost.happenedAt.day, shop: "", mayBundle: false)
        return posting.map { [$0] } ?? []
    }

    private func post(_ change: PriceChange) throws -> [Posting] {
        var amounts = EventAmounts()
        var pools = CostPools(tables)
        try wantLayers([(change.receipt, change.line)])
        add(try late(change.difference, for: try payable(change.receipt, change.line), &pools), to: &amounts)
        amounts.add(.estimate, EventAmount(amount: change.difference, party: change.supplier.text))
        let posting = try engine.post(
            .priceDifference, amounts, book: try masters.book(change.book), day: change.happenedAt.day, shop: "", mayBundle: false)
        return posting.map { [$0] } ?? []
    }

    /// Red stock and red payable at the receipt's own price; where the pool holds less money, or would keep money without pieces, the
    /// difference is variance (accounting section 3, costing).
    private func post(_ issue: PurchaseReturnIssue) throws -> [Posting] {
        var amounts = EventAmounts()
        var pools = CostPools(tables)
        pools.want(Document.purchaseReturnIssue(issue).moves)
        for line in issue.lines {
            let key = CostPools.key(issue.warehouse, line.item, line.condition)
            let (cost, variance) = try pools.issue(line.pieces, at: line.amount, from: key)
            amounts.add(
                .costByStock,
                EventAmount(
                    amount: -cost, place: .onHand, warehouse: issue.warehouse, item: line.item.number, condition: line.condition,
                    pieces: -line.pieces))
            amounts.add(.variance, EventAmount(amount: -variance))
            amounts.add(.estimate, EventAmount(amount: -line.amount, party: issue.supplier.text))
        }
        let book = try masters.book(masters.warehouse(issue.warehouse).book)
        let posting = try engine.post(
            .purchaseReturn, amounts, book: book, day: issue.happenedAt.day, shop: "", mayBundle: false)
        return posting.map { [$0] } ?? []
    }

    // MARK: Late money

    /// Names the layers and pools of these receipt lines, so that one read serves them all.
    private func wantLayers(_ lines: [(receipt: Int64, line: Int64)]) throws {
        for line in lines { tables.payableLines.want(line.receipt) }
        for line in lines {
            let row = try payable(line.receipt, line.line)
            tables.layers.want(.init(posting: row.posting, line: row.postingLine))
            tables.stock.want(CostPools.key(row.warehouse, ItemCode(stored: row.item), row.condition))
        }
    }

    /// Parts money for the pieces of a receipt line that did not go back, first in first out: the share of those still there goes into
    /// their pool, that of pieces moved follows them, the rest is variance. Nothing is lost (INV-12).
    private func late(_ amount: Money, for row: PayableLineRow, _ pools: inout CostPools) throws -> LateShare {
        guard let layer = try tables.layers.find(.init(posting: row.posting, line: row.postingLine)) else {
            throw LedgerFault("入库行没有成本层 / no cost layer of line \(row.line) of receipt \(row.receipt)")
        }
        var share = LateShare()
        var left = amount
        let kept = row.pieces - row.returnedPieces
        let there = min(try standing(of: layer).rest, kept)
        var wanted: [(key: ValueStockRow.Key, amount: Money)] = []
        if there > 0 {
            let key = CostPools.key(row.warehouse, ItemCode(stored: row.item), row.condition)
            wanted.append((key, amount.share(there, of: kept)))
        }
        wanted += try follow(moved: layer, amount, of: kept, atMost: kept - there, in: row.book)
        for (key, part) in wanted where part != .zero {
            let taken = try pools.adjust(part, in: key)
            guard taken != .zero else { continue }
            share.pools.append((key, taken))
            left -= taken
        }
        share.variance = left
        return share
    }

    /// Where late money follows pieces of a layer that were moved to other warehouses of the same book and still lie there: their pools, each
    /// with its share of `amount` (for `kept` pieces, `most` of them elsewhere). Pieces under way, short, sold or of another book take no part:
    /// their share is variance.
    func follow(
        moved layer: CostLayerRow, _ amount: Money, of kept: Int64, atMost most: Int64, in book: String
    ) throws -> [(key: ValueStockRow.Key, amount: Money)] {
        guard try standing(of: layer).moved > 0 else { return [] }
        let moved = try whereabouts(of: tables.layerMoves.rows(.init(posting: layer.posting, line: layer.line)))
        var room = most
        var parts: [(key: ValueStockRow.Key, amount: Money)] = []
        for landed in moved.landed where landed.there > 0 && room > 0 {
            guard try masters.warehouse(landed.warehouse).book == book else { continue }
            let pieces = min(landed.there, room)
            room -= pieces
            let key = CostPools.key(landed.warehouse, ItemCode(stored: landed.item), landed.condition)
            parts.append((key, amount.share(pieces, of: kept)))
        }
        return parts
    }

    private func add(_ share: LateShare, to amounts: inout EventAmounts) {
        for (key, amount) in share.pools {
            amounts.add(
                .costByStock,
                EventAmount(amount: amount, place: .onHand, warehouse: key.warehouse, item: key.item, condition: key.condition))
        }
        amounts.add(.variance, EventAmount(amount: share.variance))
    }
}
