import Documents
import Kernel

/// From which bins pieces are taken that no picker is sent to.
extension WarehouseLeg {
    /// The form of lines that leave, or change where they lie: lots and bins that they name are looked up, not entered.
    public func validateTaken(_ lines: [StockLine], from warehouse: String, record: String) throws {
        func fail(_ field: String, _ value: String, _ chinese: String, _ english: String) -> FormRefusal {
            .badField(record: record, field: field, value: value, ruleChinese: chinese, ruleEnglish: english)
        }
        _ = try masters.warehouse(warehouse)
        guard !lines.isEmpty else { throw fail("lines", "0", "至少要有一行", "at least one line is needed") }
        for line in lines { masters.items.want(line.item.number) }
        for line in lines {
            let item = try masters.item(line.item)
            try masters.requireCondition(line.condition)
            guard item.isService == 0 else { throw fail("lines.item", line.item.text, "服务没有库存", "a service has no stock") }
            guard line.pieces > 0, line.pieces <= 1_000_000_000_000 else {
                throw fail("lines.pieces", "\(line.pieces)", "数量须大于 0", "pieces are more than zero")
            }
            guard line.amount.fen >= 0 else { throw fail("lines.amountFen", line.amount.text, "金额不能为负", "an amount is not negative") }
            guard line.expires == nil else {
                throw fail(
                    "lines.expires", line.expires?.text ?? "", "到期日由批次决定,出库行不写",
                    "the lot tells the last day; a line that leaves states none")
            }
        }
    }

    /// Refuses bins that a warehouse with bin records does not have.
    public func requireBins(_ bins: [String], of warehouse: String, record: String) throws {
        for bin in bins where !bin.isEmpty {
            try requireBin(bin, of: warehouse) {
                .badField(record: record, field: $0, value: $1, ruleChinese: $2, ruleEnglish: $3)
            }
        }
    }

    /// Lines with the bins and lots where the pieces lie: those that a line names, else bin by bin; then one line may become several.
    /// With a day in picking order, without lots that may not be sold any more; without one as the bins come. Refuses what is not there.
    public func place(_ lines: [StockLine], in warehouse: String, sellableOn day: Day? = nil) throws -> [StockLine] {
        var bins = try bins(for: lines, in: warehouse, sellableOn: day)
        return try lines.flatMap { try bins.take($0, isExact: !$0.bin.isEmpty || !$0.lot.isEmpty) }
    }

    /// The same for pieces whose condition changes; where no bin is named for them they stay where they lie.
    public func place(_ lines: [ConditionChange.Line], in warehouse: String) throws -> [ConditionChange.Line] {
        var bins = try bins(for: lines.map(\.from), in: warehouse, sellableOn: nil)
        return try lines.flatMap { line in
            try bins.take(line.from, isExact: !line.from.bin.isEmpty || !line.from.lot.isEmpty).map {
                ConditionChange.Line(from: $0, condition: line.condition, bin: line.bin.isEmpty ? $0.bin : line.bin)
            }
        }
    }

    /// Refuses lines whose very bin and lot do not hold the pieces; an empty name is the bin without a name.
    public func requireThere(_ lines: [StockLine], in warehouse: String) throws {
        var bins = try bins(for: lines, in: warehouse, sellableOn: nil)
        for line in lines { _ = try bins.take(line, isExact: true) }
    }

    private func bins(for lines: [StockLine], in warehouse: String, sellableOn day: Day?) throws -> FreeBins {
        for line in lines {
            tables.stock.want(.init(warehouse: warehouse, item: line.item.number))
            tables.allocations.want(.init(warehouse: warehouse, item: line.item.number))
        }
        var free = FreeBins(warehouse: warehouse)
        for item in Set(lines.map(\.item.number)).sorted() {
            var rows = try tables.stock.rows(.init(warehouse: warehouse, item: item))
            if let day { rows = try inPickingOrder(rows, on: day).rows }
            free.rows[item] = rows
            free.kept[item] = try tables.allocations.rows(.init(warehouse: warehouse, item: item))
        }
        return free
    }
}

/// What lies in the bins as lines take from it; pieces that pick lists keep stay where they lie.
private struct FreeBins {
    let warehouse: String
    var rows: [Int64: [PhysicalStockRow]] = [:]
    var kept: [Int64: [BinAllocationRow]] = [:]

    init(warehouse: String) { self.warehouse = warehouse }

    mutating func take(_ line: StockLine, isExact: Bool) throws -> [StockLine] {
        var there = rows[line.item.number] ?? []
        var taken: [StockLine] = []
        var need = line.pieces
        var keptPieces: Int64 = 0
        // A sample's sales value goes with its pieces.
        var amount = line.amount
        for index in there.indices where need > 0 {
            let row = there[index]
            guard row.condition == line.condition, row.owner == line.owner, row.pieces > 0 else { continue }
            if isExact, row.bin != line.bin || row.lot != line.lot { continue }
            let allocated = kept[line.item.number]?.first {
                $0.bin == row.bin && $0.lot == row.lot && $0.condition == row.condition && $0.owner == row.owner
            }
            keptPieces += allocated?.pieces ?? 0
            let pieces = min(need, row.pieces - (allocated?.pieces ?? 0))
            guard pieces > 0 else { continue }
            var part = line
            part.pieces = pieces
            part.bin = row.bin
            part.lot = row.lot
            part.amount = pieces == need ? amount : amount.share(pieces, of: need)
            amount -= part.amount
            need -= pieces
            there[index].pieces -= pieces
            taken.append(part)
        }
        guard need == 0 else {
            let found = line.pieces - need
            if keptPieces > 0 {
                throw WarehouseRefusal.keptForPickers(
                    warehouse: warehouse, item: line.item.text, bin: line.bin, free: found, kept: keptPieces, asked: line.pieces)
            }
            throw WarehouseRefusal.notInBin(
                warehouse: warehouse, item: line.item.text, bin: line.bin, found: found, asked: line.pieces)
        }
        rows[line.item.number] = there
        return taken
    }
}
