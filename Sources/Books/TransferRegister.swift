import Documents
import Kernel
import Storage

/// The register of goods under way, folded from what the postings of transfers say of themselves.
extension BooksLeg {
    /// Folds the shares of a stock posting at a log position; its postings are folded before.
    func apply(_ posting: StockPosting, sharesAt position: Int64) throws {
        guard !posting.transfers.isEmpty else { return }
        for share in posting.transfers { tables.transferLots.want(share.issue) }
        var taken: [Int64: Int] = [:]
        for share in posting.transfers {
            guard let source = posting.postings.indices.contains(Int(share.ordinal)) ? posting.postings[Int(share.ordinal)] : nil else {
                throw LedgerFault("存货过账 \(position) 没有第 \(share.ordinal + 1) 笔 / stock posting without its posting")
            }
            // The nth share of a posting is its nth line of goods on hand.
            let stockLines = source.lines.indices.filter { source.lines[$0].place == .onHand }
            let nth = taken[share.ordinal] ?? 0
            taken[share.ordinal] = nth + 1
            let number = stockLines.indices.contains(nth) ? Int64(stockLines[nth] + 1) : 0
            let own = position * 8 + share.ordinal
            switch source.event {
            case .transferIssue, .transferIssueInBook: open(share, source, own, number)
            case .transferReceipt, .transferReceiptInBook:
                if share.shortage == 0 {
                    try settle(share, of: posting.source, source.event, layer: (own, number))
                } else {
                    try find(share, by: posting.source, source.event, layer: (own, number))
                }
            case .transferShortage, .transferShortageInBook, .transferLossPending, .transferLossPendingInBook:
                if share.shortage == 0 {
                    try settle(share, of: posting.source, source.event, layer: (0, 0))
                } else {
                    try changeLot(share) { lot in
                        lot.short += share.pieces
                        lot.shortPrice += share.price.fen
                    }
                }
            default: throw LedgerFault("过账事件 \(source.event.english) 不是调拨 / a posting that is no transfer")
            }
        }
    }

    private func open(_ share: TransferShare, _ posting: Posting, _ own: Int64, _ line: Int64) {
        tables.transferLots.begin(share.issue)
        tables.landings.begin(.init(posting: own, postingLine: line))
        tables.transferLots.put(
            TransferLotRow(
                issue: share.issue, line: share.line, book: posting.book, warehouse: share.warehouse, item: share.item.number,
                condition: share.condition, inBook: posting.event == .transferIssueInBook ? 1 : 0, pieces: share.pieces,
                cost: share.cost.fen, price: share.price.fen, received: 0, receivedPrice: 0, short: 0, shortPrice: 0, posting: own,
                postingLine: line), isNew: true)
    }

    @discardableResult
    private func changeLot(_ share: TransferShare, _ body: (inout TransferLotRow) -> Void) throws -> TransferLotRow {
        guard var lot = try tables.transferLots.find(.init(issue: share.issue, line: share.line), in: share.issue) else {
            throw LedgerFault("调拨出库单 \(share.issue) 第 \(share.line) 行不在途 / no lot of transfer issue \(share.issue) line \(share.line)")
        }
        let before = lot
        body(&lot)
        tables.transferLots.put(lot, isNew: false)
        return before
    }

    /// Pieces that were received (into a layer) or declared short.
    private func settle(_ share: TransferShare, of document: Int64, _ event: PostingEvent, layer: (Int64, Int64)) throws {
        let lot = try changeLot(share) { lot in
            if layer.0 != 0 {
                lot.received += share.pieces
                lot.receivedPrice += share.price.fen
            } else {
                lot.short += share.pieces
                lot.shortPrice += share.price.fen
            }
        }
        tables.landings.put(
            TransferLandingRow(
                posting: lot.posting, postingLine: lot.postingLine, start: lot.received + lot.short, document: document,
                event: event.rawValue, pieces: share.pieces, price: share.price.fen, inputVat: share.inputVAT.fen, layer: layer.0,
                layerLine: layer.1), isNew: true)
    }

    /// Short pieces that were found: their places in the lot become the receipt's.
    private func find(_ share: TransferShare, by document: Int64, _ event: PostingEvent, layer: (Int64, Int64)) throws {
        let lot = try changeLot(share) { lot in
            lot.received += share.pieces
            lot.receivedPrice += share.price.fen
        }
        let before = try tables.landings.rows(lot.landings)
        var after = before
        let found = try TransferLandingRow.find(share.pieces, of: share.shortage, in: &after)
        for row in found {
            var landed = row
            landed.document = document
            landed.event = event.rawValue
            landed.inputVat = 0
            landed.layer = layer.0
            landed.layerLine = layer.1
            tables.landings.put(landed, isNew: false)
        }
        // Only the last row that was touched keeps a rest, under a key of its own.
        for row in after where !before.contains(row) { tables.landings.put(row, isNew: true) }
    }
}
