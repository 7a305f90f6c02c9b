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
        do {
            return try lines.flatMap { try bins.take($0, isExact: !$0.bin.isEmpty || !$0.lot.isEmpty) }
        } catch let short as FreeBins.Short { throw try refusal(short, in: warehouse) }
    }

    /// The same for pieces whose condition changes; where no bin is named for them they stay where they lie.
    public func place(_ lines: [ConditionChange.Line], in warehouse: String) throws -> [ConditionChange.Line] {
        var bins = try bins(for: lines.map(\.from), in: warehouse, sellableOn: nil)
        do {
            return try lines.flatMap { line in
                try bins.take(line.from, isExact: !line.from.bin.isEmpty || !line.from.lot.isEmpty).map {
                    ConditionChange.Line(from: $0, condition: line.condition, bin: line.bin.isEmpty ? $0.bin : line.bin)
                }
            }
        } catch let short as FreeBins.Short { throw try refusal(short, in: warehouse) }
    }

    /// Refuses lines whose very bin and lot do not hold the pieces; an empty name is the bin without a name.
    public func requireThere(_ lines: [StockLine], in warehouse: String) throws {
        var bins = try bins(for: lines, in: warehouse, sellableOn: nil)
        do {
            for line in lines { _ = try bins.take(line, isExact: true) }
        } catch let short as FreeBins.Short { throw try refusal(short, in: warehouse) }
    }

    // MARK: What pickers leave free

    /// Names what ``freeRows(_:for:in:)`` will read.
    func wantBins(_ warehouse: String, _ item: Int64) {
        tables.stock.want(.init(warehouse: warehouse, item: item))
        tables.allocations.want(.init(warehouse: warehouse, item: item))
    }

    /// What lies in the bins of an item, less the pieces that pick lists send people for; those of `notice` in its own wave are its own.
    func freeRows(_ group: PhysicalStockRow.Group, for notice: Int64 = 0, in wave: Int64 = 0) throws -> [PhysicalStockRow] {
        var rows = try tables.stock.rows(group)
        let kept = try tables.allocations.rows(.init(warehouse: group.warehouse, item: group.item))
        guard !kept.isEmpty else { return rows }
        let own = wave == 0 ? [] : try tables.picks.rows(wave).filter { $0.notice == notice && $0.state == PickState.open.rawValue }
        for index in rows.indices {
            let row = rows[index]
            for other in kept where other.lies(with: row) { rows[index].pieces -= other.pieces }
            for pick in own where pick.item == row.item && pick.bin == row.bin && pick.lot == row.lot && pick.condition == row.condition {
                rows[index].pieces += pick.owner == row.owner ? pick.pieces - pick.issued : 0
            }
        }
        return rows
    }

    /// Why pieces cannot be taken from a bin (of any, where none is named): they are not there, or pickers are sent for them.
    func short(_ group: PhysicalStockRow.Group, _ bin: String, found: Int64, asked: Int64) throws -> WarehouseRefusal {
        let kept = try tables.allocations.rows(.init(warehouse: group.warehouse, item: group.item))
            .reduce(Int64(0)) { bin.isEmpty || $1.bin == bin ? $0 + $1.pieces : $0 }
        guard kept > 0 else {
            return .notInBin(warehouse: group.warehouse, item: String(group.item), bin: bin, found: found, asked: asked)
        }
        return .keptForPickers(
            warehouse: group.warehouse, item: String(group.item), bin: bin, free: found, kept: kept, asked: asked)
    }

    private func bins(for lines: [StockLine], in warehouse: String, sellableOn day: Day?) throws -> FreeBins {
        for line in lines { wantBins(warehouse, line.item.number) }
        var free = FreeBins(warehouse: warehouse)
        for item in Set(lines.map(\.item.number)).sorted() {
            let rows = try freeRows(.init(warehouse: warehouse, item: item))
            free.rows[item] = try day.map { try inPickingOrder(rows, on: $0).rows } ?? rows
        }
        return free
    }

    /// The same refusal for a line.
    private func refusal(_ short: FreeBins.Short, in warehouse: String) throws -> WarehouseRefusal {
        try self.short(
            .init(warehouse: warehouse, item: short.line.item.number), short.line.bin, found: short.found, asked: short.line.pieces)
    }
}

extension BinAllocationRow {
    fileprivate func lies(with row: PhysicalStockRow) -> Bool {
        bin == row.bin && lot == row.lot && condition == row.condition && owner == row.owner
    }
}

/// What is free in the bins as lines take from it.
private struct FreeBins {
    /// A line of which there is not enough.
    struct Short: Error {
        let line: StockLine
        let found: Int64
    }
    let warehouse: String
    var rows: [Int64: [PhysicalStockRow]] = [:]

    init(warehouse: String) { self.warehouse = warehouse }

    mutating func take(_ line: StockLine, isExact: Bool) throws -> [StockLine] {
        var there = rows[line.item.number] ?? []
        var taken: [StockLine] = []
        var need = line.pieces
        // A sample's sales value goes with its pieces.
        var amount = line.amount
        for index in there.indices where need > 0 {
            let row = there[index]
            guard row.condition == line.condition, row.owner == line.owner, row.pieces > 0 else { continue }
            if isExact, row.bin != line.bin || row.lot != line.lot { continue }
            let pieces = min(need, row.pieces)
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
        guard need == 0 else { throw Short(line: line, found: line.pieces - need) }
        rows[line.item.number] = there
        return taken
    }
}
