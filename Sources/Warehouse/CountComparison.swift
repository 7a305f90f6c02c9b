import Documents
import Kernel
import Storage

/// The variance sheet 盘点差异表: every bin against the book at the second of its last scan.
extension WarehouseLeg {
    /// Closes the counting of a plan. Refuses while bins are not counted, and while a difference above its class's threshold was not
    /// counted again by somebody else. Values are left to the books.
    public func decideSheet(_ plan: Int64, maker: Staff) throws -> CountSheet {
        let head = try countPlan(plan)
        guard head.state == CountState.counting.rawValue else { throw CountRefusal.countingOver(plan: plan) }
        let tasks = try tables.countTasks.rows(plan)
        let unscanned = tasks.filter { $0.pass == 0 }
        guard unscanned.isEmpty else {
            throw CountRefusal.binsNotCounted(plan: plan, bins: unscanned.map(\.bin).unique)
        }
        let items = tasks.map(\.item).unique
        for item in items {
            masters.items.want(item)
            tables.countScans.want(.init(plan: plan, item: item))
            tables.countMoves.want(.init(plan: plan, item: item))
            tables.stock.want(.init(warehouse: head.warehouse, item: item))
        }
        var sheet = CountSheet(plan: plan, warehouse: head.warehouse, book: head.book, maker: maker, lines: [], bins: [])
        for item in items { try compare(item, tasks.filter { $0.item == item }, head, &sheet) }
        let again = sheet.lines.filter { !$0.isWithin }.flatMap { line in
            sheet.bins.filter { $0.line == line.line && $0.book != $0.counted && $0.pass == 1 }.map { "\($0.bin) \(line.item.text)" }
        }
        guard again.isEmpty else { throw CountRefusal.recountNeeded(plan: plan, bins: again) }
        return sheet
    }

    private struct Place: Hashable {
        var bin: String
        var lot: String
        var condition: String
        var owner: String
    }

    private struct Found {
        var book: Int64 = 0
        var counted: Int64 = 0
        var isKnown = false
    }

    private func compare(_ item: Int64, _ tasks: [CountTaskRow], _ head: CountPlanRow, _ sheet: inout CountSheet) throws {
        let scans = try tables.countScans.rows(.init(plan: head.plan, item: item))
        let moves = try tables.countMoves.rows(.init(plan: head.plan, item: item))
        var found: [Place: Found] = [:]
        var seconds: [String: (at: Int64, pass: Int64)] = [:]
        for task in tasks {
            let last = scans.filter { $0.bin == task.bin && $0.pass == task.pass }
            seconds[task.bin] = (last.map(\.happenedAt).max() ?? 0, task.pass)
            for scan in last {
                let place = Place(bin: scan.bin, lot: scan.lot, condition: scan.condition, owner: scan.owner)
                found[place, default: Found()].counted += scan.pieces
                found[place, default: Found()].isKnown = true
            }
        }
        for row in try tables.stock.rows(.init(warehouse: head.warehouse, item: item)) where seconds[row.bin] != nil {
            found[Place(bin: row.bin, lot: row.lot, condition: row.condition, owner: row.owner), default: Found()].book += row.pieces
        }
        for move in moves {
            guard let second = seconds[move.bin], move.happenedAt > second.at else { continue }
            found[Place(bin: move.bin, lot: move.lot, condition: move.condition, owner: move.owner), default: Found()].book -= move.pieces
        }
        let places = found.filter { $0.value.book != 0 || $0.value.counted != 0 || $0.value.isKnown }
        let articles = Set(places.keys.map { [$0.condition, $0.owner] }).sorted { $0.lexicographicallyPrecedes($1) }
        let abcClass = Item.ABCClass(rawValue: try masters.item(ItemCode(stored: item)).abcClass) ?? .c
        for article in articles {
            let own = places.filter { $0.key.condition == article[0] && $0.key.owner == article[1] }.sorted {
                ($0.key.bin, $0.key.lot) < ($1.key.bin, $1.key.lot)
            }
            let line = Int64(sheet.lines.count + 1)
            sheet.lines.append(
                CountSheet.Line(
                    line: line, item: ItemCode(stored: item), condition: article[0], owner: article[1], abcClass: abcClass,
                    book: own.reduce(0) { $0 + $1.value.book }, counted: own.reduce(0) { $0 + $1.value.counted }, value: .zero))
            for (place, sum) in own {
                let second = seconds[place.bin] ?? (0, 0)
                sheet.bins.append(
                    CountSheet.Bin(
                        line: line, bin: place.bin, lot: place.lot, pass: second.pass, countedAt: Moment(milliseconds: second.at),
                        book: sum.book, counted: sum.counted))
            }
        }
    }

    // MARK: Folding

    func apply(_ sheet: CountSheet, at position: Int64) throws {
        var head = try countPlan(sheet.plan)
        tables.countLines.begin(position)
        for line in sheet.lines {
            tables.countLines.put(
                CountLineRow(
                    sheet: position, line: line.line, plan: sheet.plan, warehouse: sheet.warehouse, item: line.item.number,
                    condition: line.condition, owner: line.owner, abcClass: line.abcClass.rawValue, book: line.book,
                    counted: line.counted, late: 0, value: line.value.fen, cause: 0, partner: 0, supplier: 0, price: 0), isNew: true)
        }
        for item in Set(sheet.lines.map(\.item.number)) { tables.countBins.begin(.init(sheet: position, item: item)) }
        let lines = Dictionary(sheet.lines.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, bin) in sheet.bins.enumerated() {
            guard let line = lines[bin.line] else {
                throw LedgerFault("差异表库位没有行 / a sheet's bin without its line \(bin.line)")
            }
            tables.countBins.put(
                CountBinRow(
                    sheet: position, item: line.item.number, number: Int64(index + 1), line: bin.line, bin: bin.bin, lot: bin.lot,
                    condition: line.condition, owner: line.owner, pass: bin.pass, countedAt: bin.countedAt.milliseconds, book: bin.book,
                    counted: bin.counted, late: 0), isNew: true)
        }
        head.sheet = position
        guard !sheet.agrees else { return try endCount(head, by: position) }
        try put(head, as: .sheet)
        for var open in try tables.openPlans.rows(head.warehouse) where open.plan == head.plan {
            open.sheet = position
            tables.openPlans.put(open, isNew: false)
        }
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it came first.
    var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
