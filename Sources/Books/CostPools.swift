import Documents
import Kernel

/// The cost pools of a decision as it goes on: what one line takes the next no longer finds. A pool holds the pieces and the money of one
/// place, warehouse, item and condition (accounting section 3, costing).
struct CostPools {
    let tables: BooksTables
    private var changed: [ValueStockRow.Key: Pool] = [:]

    struct Pool {
        var pieces: Int64
        var amount: Money
    }

    init(_ tables: BooksTables) { self.tables = tables }

    static func key(
        _ warehouse: String, _ item: ItemCode, _ condition: String, at place: ValuePlace = .onHand
    ) -> ValueStockRow.Key {
        .init(place: place.rawValue, warehouse: warehouse, item: item.number, condition: condition)
    }

    /// Names the pools of these moves, so that one read serves them all.
    func want(_ moves: [StockMove]) {
        for move in moves where move.line.owner.isEmpty {
            tables.stock.want(CostPools.key(move.warehouse, move.line.item, move.line.condition))
        }
    }

    func pool(_ key: ValueStockRow.Key) throws -> Pool {
        if let known = changed[key] { return known }
        let row = try tables.stock.find(key)
        return Pool(pieces: row?.pieces ?? 0, amount: Money(fen: row?.amount ?? 0))
    }

    /// What `pieces` cost that leave the pool, by moving average. Refuses what the pool does not hold.
    mutating func issue(_ pieces: Int64, from key: ValueStockRow.Key) throws -> Money {
        var pool = try pool(key)
        guard pieces <= pool.pieces else { throw short(key, pool, pieces) }
        let cost = MovingAverage.issue(pieces, from: (pool.pieces, pool.amount))
        pool.pieces -= pieces
        pool.amount -= cost
        changed[key] = pool
        return cost
    }

    /// Takes pieces out at a price of their own, that of their receipt (accounting section 3: purchase return). Where the pool holds
    /// less money than that, or would keep money without pieces, `variance` is what the pool gives less (negative: more).
    mutating func issue(_ pieces: Int64, at price: Money, from key: ValueStockRow.Key) throws -> (cost: Money, variance: Money) {
        var pool = try pool(key)
        guard pieces <= pool.pieces else { throw short(key, pool, pieces) }
        let cost = pieces == pool.pieces ? pool.amount : min(price, pool.amount)
        pool.pieces -= pieces
        pool.amount -= cost
        changed[key] = pool
        return (cost, price - cost)
    }

    /// Pieces and money that come in.
    mutating func receive(_ pieces: Int64, _ amount: Money, into key: ValueStockRow.Key) throws {
        var pool = try pool(key)
        pool.pieces += pieces
        pool.amount += amount
        changed[key] = pool
    }

    /// Money for pieces that are there already. A pool without pieces takes none, and none falls below zero: what it took is returned.
    mutating func adjust(_ amount: Money, in key: ValueStockRow.Key) throws -> Money {
        var pool = try pool(key)
        guard pool.pieces > 0 else { return .zero }
        let taken = max(amount, .zero - pool.amount)
        pool.amount += taken
        changed[key] = pool
        return taken
    }

    /// What `pieces` would cost today, without taking them; `nil` where the pool is empty.
    func average(_ pieces: Int64, of key: ValueStockRow.Key) throws -> Money? {
        let pool = try pool(key)
        return pool.pieces > 0 ? pool.amount.share(pieces, of: pool.pieces) : nil
    }

    private func short(_ key: ValueStockRow.Key, _ pool: Pool, _ asked: Int64) -> BooksRefusal {
        .valueShort(warehouse: key.warehouse, item: String(key.item), pieces: pool.pieces, asked: asked)
    }
}
