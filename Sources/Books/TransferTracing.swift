import Documents
import Kernel
import Storage

/// Where pieces are now that transfers took out of a cost layer. The parts together are the pieces asked for.
struct MovedPieces: Equatable {
    /// Pieces that lie or lay in a layer of another warehouse.
    struct Landed: Equatable {
        var layer: CostLayerRow.Key
        var warehouse: String
        var item: Int64
        var condition: String
        /// Pieces still in the layer.
        var there: Int64
        var sold: Int64
        /// Pieces that left it neither by a sale nor by a transfer.
        var gone: Int64
    }

    /// Pieces between two warehouses, by the posting line that took them from the sender.
    struct UnderWay: Equatable {
        var posting: Int64
        var postingLine: Int64
        var pieces: Int64
    }

    var landed: [Landed] = []
    var underWay: [UnderWay] = []
    /// Pieces declared short.
    var short: Int64 = 0
    /// Pieces that moved on more often than is followed.
    var beyond: Int64 = 0

    var total: Int64 { landed.reduce(0) { $0 + $1.there + $1.sold + $1.gone } + underWay.reduce(0) { $0 + $1.pieces } + short + beyond }
}

extension BooksLeg {
    /// How often a piece is followed from one warehouse to the next.
    static let followedTransfers = 6

    /// Where the pieces of these moves are now, for a late difference that follows them.
    ///
    /// Within a lot, pieces are presumed to arrive in the order in which the sender's layers gave them; within a layer, to be sold first,
    /// then moved on, then gone otherwise, before the ones that are there. So every piece is somewhere exactly once, whatever share of a
    /// layer or a lot is asked for. Reads the landings of each lot and each layer once: as many rows as there are receipts of these lots.
    func whereabouts(of moves: [LayerMoveRow]) throws -> MovedPieces {
        var result = MovedPieces()
        var wave = moves
        for hop in 0... {
            guard !wave.isEmpty else { break }
            guard hop < BooksLeg.followedTransfers else {
                result.beyond = wave.reduce(0) { $0 + $1.pieces }
                break
            }
            for move in wave { tables.landings.want(.init(posting: move.issue, postingLine: move.issueLine)) }
            // One move's unread rows do not keep the others from naming theirs.
            var unread: (any Error)?
            var parts: [(layer: CostLayerRow.Key, from: Int64, pieces: Int64)] = []
            for move in wave {
                do { parts += try land(move, &result) } catch { unread = error }
            }
            if let unread { throw unread }
            for part in parts {
                tables.layers.want(part.layer)
                tables.layerMoves.want(.init(posting: part.layer.posting, line: part.layer.line))
            }
            wave = []
            for part in parts {
                do { wave += try divide(part, &result) } catch { unread = error }
            }
            if let unread { throw unread }
        }
        return result
    }

    /// The layers that pieces of one move arrived in: which of the layer's pieces they are.
    private func land(
        _ move: LayerMoveRow, _ result: inout MovedPieces
    ) throws -> [(layer: CostLayerRow.Key, from: Int64, pieces: Int64)] {
        let rows = try tables.landings.rows(.init(posting: move.issue, postingLine: move.issueLine))
        var parts: [(layer: CostLayerRow.Key, from: Int64, pieces: Int64)] = []
        var left = move.pieces
        // Found pieces of several rows may lie in one layer.
        var filled: [CostLayerRow.Key: Int64] = [:]
        for row in rows {
            let key = CostLayerRow.Key(posting: row.layer, line: row.layerLine)
            let begin = max(row.start, move.start)
            let pieces = min(row.start + row.pieces, move.start + move.pieces) - begin
            let before = filled[key] ?? 0
            if row.layer != 0 { filled[key] = before + row.pieces }
            guard pieces > 0 else { continue }
            left -= pieces
            if row.layer == 0 { result.short += pieces } else { parts.append((key, before + begin - row.start, pieces)) }
        }
        if left > 0 {
            result.underWay.append(.init(posting: move.issue, postingLine: move.issueLine, pieces: left))
        }
        return parts
    }

    /// What became of a layer's pieces from one place on: there, sold, gone; those that moved on are answered as moves.
    private func divide(
        _ part: (layer: CostLayerRow.Key, from: Int64, pieces: Int64), _ result: inout MovedPieces
    ) throws -> [LayerMoveRow] {
        guard let layer = try tables.layers.find(part.layer) else {
            throw LedgerFault("成本层 \(part.layer) 不存在 / a transfer's layer is not there")
        }
        let standing = try standing(of: layer)
        let end = part.from + part.pieces
        func overlap(_ begin: Int64, _ length: Int64) -> Int64 { max(0, min(end, begin + length) - max(part.from, begin)) }
        let there = overlap(layer.pieces - standing.rest, standing.rest)
        let sold = overlap(0, standing.sold)
        let moved = overlap(standing.sold, standing.moved)
        if there + sold + moved < part.pieces || there + sold > 0 {
            result.landed.append(
                .init(
                    layer: part.layer, warehouse: layer.warehouse, item: layer.item, condition: layer.condition, there: there, sold: sold,
                    gone: part.pieces - there - sold - moved))
        }
        guard moved > 0 else { return [] }
        var next: [LayerMoveRow] = []
        var before = standing.sold
        for move in try tables.layerMoves.rows(.init(posting: layer.posting, line: layer.line)) {
            let pieces = overlap(before, move.pieces)
            if pieces > 0 {
                var own = move
                own.start += max(0, part.from - before)
                own.pieces = pieces
                next.append(own)
            }
            before += move.pieces
        }
        return next
    }
}
