import Documents
import Kernel
import Storage

/// In which order bins are emptied: first expired first out, then along the walk (domain rules, Warehouse).
extension WarehouseLeg {
    /// Rows of one item in picking order, without lots that may not be sold any more on `day`, and how many pieces those hold.
    func inPickingOrder(_ rows: [PhysicalStockRow], on day: Day) throws -> (rows: [PhysicalStockRow], expired: Int64) {
        guard rows.count > 1 || rows.first?.lot.isEmpty == false else { return (rows, 0) }
        for row in rows where !row.lot.isEmpty { tables.lots.want(.init(item: row.item, lot: row.lot)) }
        var expired: Int64 = 0
        var ranked: [(expires: Int64, sequence: Int64, row: PhysicalStockRow)] = []
        for row in rows {
            var expires = Int64.max
            if !row.lot.isEmpty, let lot = try tables.lots.find(.init(item: row.item, lot: row.lot)), lot.expires != 0 {
                expires = lot.expires
            }
            if expires < Int64(day.number) {
                expired += row.pieces
                continue
            }
            let bin = row.bin.isEmpty ? nil : try masters.bins.find(.init(warehouse: row.warehouse, code: row.bin))
            ranked.append((expires, bin?.sequence ?? 0, row))
        }
        ranked.sort { left, right in
            if left.expires != right.expires { return left.expires < right.expires }
            if left.sequence != right.sequence { return left.sequence < right.sequence }
            return left.row.precedes(right.row)
        }
        return (ranked.map(\.row), expired)
    }
}
