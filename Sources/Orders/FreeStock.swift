import Documents
import Kernel

/// Pieces that no order has: what a decision of ours may take (INV-04), and what comes in for those who wait.
extension OrdersLeg {
    /// Refuses lines that ask for more than is free of what they name.
    public func requireFree(_ lines: [StockLine], in warehouse: String) throws {
        var asked: [(key: PromiseStockRow.Key, pieces: Int64)] = []
        for line in lines {
            let key = PromiseStockRow.Key(
                warehouse: warehouse, item: line.item.number, condition: line.condition, owner: line.owner)
            tables.stock.want(key)
            if let known = asked.firstIndex(where: { $0.key == key }) {
                asked[known].pieces += line.pieces
            } else {
                asked.append((key, line.pieces))
            }
        }
        for (key, pieces) in asked {
            let row = try tables.stock.find(key) ?? .empty(key)
            guard pieces <= row.available else {
                throw OrdersRefusal.notFree(
                    warehouse: warehouse, item: String(key.item), condition: key.condition, onHand: row.onHand, reserved: row.reserved,
                    asked: pieces)
            }
        }
    }

    /// The good pieces of ours that a document brought in.
    func came(with document: Document) -> [(warehouse: String, item: ItemCode)] {
        document.moves.filter { $0.pieces > 0 && $0.line.condition == StockCondition.good && $0.line.owner.isEmpty }
            .map { ($0.warehouse, $0.line.item) }
    }
}
