import Documents
import Kernel

/// Splits an order by shop + warehouse + priority and reserves (seed chapter 二.2).
///
/// One warehouse that has everything ships everything; else each line takes what there is, warehouse by warehouse in the shop's
/// priority; what is short waits at the first. Nothing is promised that is not available (INV-04).
struct OrderSplitting {
    let stock: OrdersTables
    let masters: MasterTables

    /// `released` are pieces of this trade's earlier version that become free in the same commit.
    func split(_ lines: [SalesLine], shop: String, area: String, released: [PromiseStockRow.Key: Int64]) throws -> [ReservedPart] {
        let goods = lines.filter { !$0.isService && $0.pieces > 0 }
        guard !goods.isEmpty else { return [] }
        let sources = try masters.sources.rows(shop)
        let serving = sources.filter { source in
            source.areas.isEmpty || source.areas.split(separator: " ").contains { area.hasPrefix($0) }
        }
        // Nobody serves the area: the order must still ship, so every warehouse of the shop is asked.
        let candidates = (serving.isEmpty ? sources : serving).map(\.warehouse)
        guard let first = candidates.first else { return [] }
        for line in goods {
            for warehouse in candidates { stock.stock.want(key(warehouse, line.item)) }
        }
        var free: [PromiseStockRow.Key: Int64] = [:]
        for line in goods {
            for warehouse in candidates {
                let key = key(warehouse, line.item)
                if free[key] == nil {
                    // What a supplier ships for us is his to have: nothing is promised of our stock (docs/decisions/0013).
                    if try masters.isDropship(warehouse) {
                        free[key] = Int64.max / 2
                        continue
                    }
                    let row = try stock.stock.find(key)
                    free[key] = max(0, (row?.available ?? 0) + (released[key] ?? 0))
                }
            }
        }
        if let whole = candidates.first(where: { canShipAll(goods, from: $0, free) }) {
            return goods.map { ReservedPart(line: $0.number, warehouse: whole, item: $0.item, pieces: $0.pieces, waits: false) }
        }
        var parts: [ReservedPart] = []
        for line in goods {
            var need = line.pieces
            for warehouse in candidates where need > 0 {
                let key = key(warehouse, line.item)
                let taken = min(need, free[key] ?? 0)
                guard taken > 0 else { continue }
                free[key]! -= taken
                need -= taken
                parts.append(ReservedPart(line: line.number, warehouse: warehouse, item: line.item, pieces: taken, waits: false))
            }
            if need > 0 {
                parts.append(ReservedPart(line: line.number, warehouse: first, item: line.item, pieces: need, waits: true))
            }
        }
        return parts
    }

    private func key(_ warehouse: String, _ item: ItemCode) -> PromiseStockRow.Key {
        .init(warehouse: warehouse, item: item.number, condition: StockCondition.good, owner: "")
    }

    private func canShipAll(_ goods: [SalesLine], from warehouse: String, _ free: [PromiseStockRow.Key: Int64]) -> Bool {
        if goods.count == 1 { return (free[key(warehouse, goods[0].item)] ?? 0) >= goods[0].pieces }
        var need: [Int64: Int64] = [:]
        for line in goods { need[line.item.number, default: 0] += line.pieces }
        return need.allSatisfy { item, pieces in
            (free[.init(warehouse: warehouse, item: item, condition: StockCondition.good, owner: "")] ?? 0) >= pieces
        }
    }
}
