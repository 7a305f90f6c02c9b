import Books
import Documents
import Kernel
import Orders
import Storage
import Warehouse

/// The agreement at every commit: what a batch has decided is compared before it is written, for every warehouse, item, condition and
/// owner whose pieces it changed (INV-03, INV-05).
///
/// A leg that moves pieces holds their rows in its working state, so nothing is read. A ledger that has not even looked at a key whose
/// pieces another ledger changed has forgotten a move.
extension StockAgreement {
    /// Throws ``LedgerFault`` with the key and the pieces in each ledger when they differ.
    static func require(of legs: LegTables) throws {
        let physical = legs.warehouse.tables.stock
        let promise = legs.orders.tables.stock
        let value = legs.books.tables.stock
        try physical.forEachTouchedGroup { group, rows in
            for (key, pieces) in sums(rows, group) {
                let promised = try known { try promise.find(key)?.onHand ?? 0 }
                guard pieces == promised else { throw fault(key, legs, physical: pieces) }
            }
        }
        try promise.forEachChange { before, after in
            guard before?.onHand ?? 0 != after.onHand else { return }
            let group = PhysicalStockRow.Group(warehouse: after.warehouse, item: after.item)
            guard let rows = try known({ try physical.rows(group) }) else { throw fault(after.key, legs) }
            var pieces: Int64 = 0
            for row in rows where row.condition == after.condition && row.owner == after.owner { pieces += row.pieces }
            guard pieces == after.onHand else { throw fault(after.key, legs, physical: pieces) }
            guard after.owner.isEmpty else { return }
            let valued = try known { try value.find(valueKey(after.key))?.pieces ?? 0 }
            guard valued == after.onHand else { throw fault(after.key, legs, physical: pieces) }
        }
        try value.forEachChange { before, after in
            guard after.place == ValuePlace.onHand.rawValue, before?.pieces ?? 0 != after.pieces else { return }
            let key = PromiseStockRow.Key(warehouse: after.warehouse, item: after.item, condition: after.condition, owner: "")
            let promised = try known { try promise.find(key)?.onHand ?? 0 }
            guard promised == after.pieces else { throw fault(key, legs) }
        }
    }

    /// Pieces of a group's bins and lots together, by condition and owner. There are few of these, whatever the number of bins.
    private static func sums(
        _ rows: [PhysicalStockRow], _ group: PhysicalStockRow.Group
    ) -> [(key: PromiseStockRow.Key, pieces: Int64)] {
        var sums: [(key: PromiseStockRow.Key, pieces: Int64)] = []
        for row in rows {
            if let place = sums.firstIndex(where: { $0.key.condition == row.condition && $0.key.owner == row.owner }) {
                sums[place].pieces += row.pieces
            } else {
                sums.append(
                    (.init(warehouse: group.warehouse, item: group.item, condition: row.condition, owner: row.owner), row.pieces))
            }
        }
        return sums
    }

    private static func valueKey(_ key: PromiseStockRow.Key) -> ValueStockRow.Key {
        .init(place: ValuePlace.onHand.rawValue, warehouse: key.warehouse, item: key.item, condition: key.condition)
    }

    /// `nil` when nobody has looked.
    private static func known<Found>(_ look: () throws -> Found) throws -> Found? {
        do { return try look() } catch is Unread { return nil }
    }

    private static func fault(_ key: PromiseStockRow.Key, _ legs: LegTables, physical: Int64? = nil) -> LedgerFault {
        func text(_ pieces: Int64?) -> String { pieces.map(String.init) ?? "未动 untouched" }
        let promise = (try? legs.orders.tables.stock.find(key)).map { $0?.onHand ?? 0 }
        let value = key.owner.isEmpty ? (try? legs.books.tables.stock.find(valueKey(key))).map { $0?.pieces ?? 0 } : nil
        let group = PhysicalStockRow.Group(warehouse: key.warehouse, item: key.item)
        let scanned =
            physical
            ?? (try? legs.warehouse.tables.stock.rows(group))?.reduce(0) {
                $1.condition == key.condition && $1.owner == key.owner ? $0 + $1.pieces : $0
            }
        let owner = key.owner.isEmpty ? "" : " 货主 owner \(key.owner)"
        let valued = key.owner.isEmpty ? ",财务 value \(text(value))" : ""
        return LedgerFault(
            "三账不合 the ledgers differ: 仓库 \(key.warehouse) 商品 \(key.item) 状态 \(key.condition)\(owner): 实物 physical \(text(scanned)),账面 promise \(text(promise))\(valued)"
        )
    }
}
