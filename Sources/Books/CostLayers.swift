import Documents
import Kernel
import Storage

/// Cost layers: the pieces that one posting line brought into a pool, and what became of them. Pieces are presumed to leave in the order
/// in which they came (DESIGN section 6), whatever the costing method, so that a late bill finds in one reading how many of its pieces
/// are left, sold and moved.
///
/// Layers are a fold of the posting lines; no document carries them.
extension BooksLeg {
    /// Takes one posting line with pieces on hand into the layers.
    func stack(_ line: PostingLine, _ number: Int64, of posting: Posting, _ postingNumber: Int64) throws {
        let pieces = line.side == .debit ? line.pieces : -line.pieces
        if pieces > 0 {
            let amount = line.side == .debit ? line.amount : .zero - line.amount
            tables.layers.put(
                CostLayerRow(
                    posting: postingNumber, line: number, warehouse: line.warehouse, item: line.item, condition: line.condition,
                    pieces: pieces, amount: amount.fen, rest: pieces, sold: 0, moved: 0))
            tables.openLayers.put(
                OpenLayerRow(
                    warehouse: line.warehouse, item: line.item, condition: line.condition, posting: postingNumber, line: number),
                isNew: true)
        } else if pieces < 0 {
            try unstack(-pieces, line, number, posting.event, postingNumber)
        }
    }

    private func unstack(
        _ pieces: Int64, _ line: PostingLine, _ number: Int64, _ event: PostingEvent, _ postingNumber: Int64
    ) throws {
        let pool = OpenLayerRow.Group(warehouse: line.warehouse, item: line.item, condition: line.condition)
        var left = pieces
        while left > 0 {
            guard let front = try tables.openLayers.head(pool, 1).first else {
                throw LedgerFault("价值池 \(pool) 没有可出的成本层 / the pool has no layer for \(left) of \(pieces) pieces")
            }
            guard var layer = try tables.layers.find(.init(posting: front.posting, line: front.line)) else {
                throw LedgerFault("成本层不存在 / open layer \(front) is not there")
            }
            let taken = min(left, layer.rest)
            let start = pieces - left
            left -= taken
            layer.rest -= taken
            switch event {
            case .costOfSales, .goodsShippedUnearned: layer.sold += taken
            case .transferIssue, .transferIssueInBook:
                layer.moved += taken
                tables.layerMoves.put(
                    LayerMoveRow(
                        posting: layer.posting, line: layer.line, issue: postingNumber, issueLine: number, start: start,
                        pieces: taken), isNew: true)
            default: break
            }
            tables.layers.put(layer)
            if layer.rest == 0 { tables.openLayers.remove(front) }
        }
    }
}
