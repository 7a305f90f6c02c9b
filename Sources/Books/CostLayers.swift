import Documents
import Kernel
import Storage

/// Cost layers: the pieces that one posting line brought into a pool, and what became of them. Pieces are presumed to leave in the order
/// in which they came (DESIGN section 6), whatever the costing method, so that a late bill finds in one reading how many of its pieces
/// are left, sold and moved.
///
/// Layers are a fold of the posting lines; no document carries them. Only the first layer of a pool changes, so the pool's row of the value
/// ledger counts for it, and the layer itself is written twice: when it comes and when its last piece has left.
extension BooksLeg {
    /// Takes one posting line with pieces on hand into the layers of its pool.
    func stack(
        _ line: PostingLine, _ number: Int64, of event: PostingEvent, _ posting: Int64, _ pool: inout ValueStockRow
    ) throws {
        let pieces = line.side == .debit ? line.pieces : -line.pieces
        if pieces > 0 {
            let amount = line.side == .debit ? line.amount : .zero - line.amount
            tables.layers.put(
                CostLayerRow(
                    posting: posting, line: number, warehouse: line.warehouse, item: line.item, condition: line.condition,
                    pieces: pieces, amount: amount.fen, sold: 0, moved: 0))
            tables.openLayers.put(
                OpenLayerRow(
                    warehouse: line.warehouse, item: line.item, condition: line.condition, posting: posting, line: number),
                isNew: true)
            if pool.frontPosting == 0 { pool.begin(posting, number, pieces) }
        } else if pieces < 0 {
            try unstack(-pieces, number, event, posting, &pool)
        }
    }

    private func unstack(
        _ pieces: Int64, _ number: Int64, _ event: PostingEvent, _ posting: Int64, _ pool: inout ValueStockRow
    ) throws {
        var left = pieces
        while left > 0 {
            guard pool.frontPosting != 0 else {
                throw LedgerFault("价值池 \(pool.key) 没有可出的成本层 / the pool has no layer for \(left) of \(pieces) pieces")
            }
            let taken = min(left, pool.frontRest)
            let start = pieces - left
            left -= taken
            pool.frontRest -= taken
            switch event {
            case .costOfSales, .goodsShippedUnearned: pool.frontSold += taken
            case .transferIssue, .transferIssueInBook:
                pool.frontMoved += taken
                tables.layerMoves.put(
                    LayerMoveRow(
                        posting: pool.frontPosting, line: pool.frontLine, issue: posting, issueLine: number, start: start,
                        pieces: taken), isNew: true)
            default: break
            }
            if pool.frontRest == 0 { try closeFront(of: &pool) }
        }
    }

    /// The last piece of the first layer has left: the layer keeps what became of its pieces, and the next comes first.
    private func closeFront(of pool: inout ValueStockRow) throws {
        guard var layer = try tables.layers.find(.init(posting: pool.frontPosting, line: pool.frontLine)) else {
            throw LedgerFault("价值池 \(pool.key) 的成本层不存在 / the first layer of the pool is not there")
        }
        layer.sold = pool.frontSold
        layer.moved = pool.frontMoved
        tables.layers.put(layer)
        tables.openLayers.remove(
            OpenLayerRow(
                warehouse: pool.warehouse, item: pool.item, condition: pool.condition, posting: layer.posting, line: layer.line))
        let group = OpenLayerRow.Group(warehouse: pool.warehouse, item: pool.item, condition: pool.condition)
        guard let next = try tables.openLayers.head(group, 1).first else { return pool.begin(0, 0, 0) }
        guard let waiting = try tables.layers.find(.init(posting: next.posting, line: next.line)) else {
            throw LedgerFault("成本层不存在 / open layer \(next) is not there")
        }
        pool.begin(waiting.posting, waiting.line, waiting.pieces)
    }

    /// How many pieces of a layer are left, were sold, and were moved to other warehouses.
    func standing(of layer: CostLayerRow) throws -> LayerStanding {
        let key = CostPools.key(layer.warehouse, ItemCode(stored: layer.item), layer.condition)
        guard let pool = try tables.stock.find(key), pool.frontPosting != 0 else {
            return LayerStanding(rest: 0, sold: layer.sold, moved: layer.moved)
        }
        let front = (pool.frontPosting, pool.frontLine)
        if front == (layer.posting, layer.line) {
            return LayerStanding(rest: pool.frontRest, sold: pool.frontSold, moved: pool.frontMoved)
        }
        return LayerStanding(rest: front < (layer.posting, layer.line) ? layer.pieces : 0, sold: layer.sold, moved: layer.moved)
    }
}

/// What became of a layer's pieces so far; what left otherwise is in none of these.
struct LayerStanding: Equatable {
    var rest: Int64
    var sold: Int64
    var moved: Int64
}

extension ValueStockRow {
    /// A layer comes first in the pool, whole.
    fileprivate mutating func begin(_ posting: Int64, _ line: Int64, _ pieces: Int64) {
        frontPosting = posting
        frontLine = line
        frontRest = pieces
        frontSold = 0
        frontMoved = 0
    }
}
