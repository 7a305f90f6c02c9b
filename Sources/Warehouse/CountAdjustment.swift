import Documents
import Kernel
import Storage

/// The causes of a variance sheet, and what their approval does: stock surplus 盘盈单 and stock shortage 盘亏单.
extension WarehouseLeg {
    // MARK: Deciding

    /// The causes of a sheet's differences → the analysis, to be approved by somebody else. Every article that differs has one.
    public func decide(_ request: CountCauseRequest, sheet: Int64, maker: Staff) throws -> CountCause {
        let rows = try tables.countLines.rows(sheet)
        guard let first = rows.first else { throw LedgerFault("差异表没有行 / a variance sheet without lines \(sheet)") }
        let head = try countPlan(first.plan)
        guard head.state == CountState.sheet.rawValue else {
            throw head.state == CountState.waiting.rawValue
                ? CountRefusal.causesWaiting(sheet: sheet) : CountRefusal.sheetSettled(sheet: sheet)
        }
        var named: [Int64: LineCause] = [:]
        for cause in request.lines {
            guard let row = rows.first(where: { $0.line == cause.line }), row.difference != 0, named[cause.line] == nil else {
                throw CountRefusal.noDifference(sheet: sheet, line: cause.line)
            }
            named[cause.line] = cause
            let fits = row.difference < 0 ? cause.cause.explainsShortage : cause.cause.explainsSurplus
            guard fits else {
                throw CountRefusal.causeUnfit(sheet: sheet, line: cause.line, cause: cause.cause, difference: row.difference)
            }
            try validate(cause, sheet)
        }
        let missing = rows.filter { $0.difference != 0 && named[$0.line] == nil }.map(\.line)
        guard missing.isEmpty else { throw CountRefusal.causesMissing(sheet: sheet, lines: missing) }
        for cause in request.lines where cause.cause == .mixedUp {
            guard let other = rows.first(where: { $0.line == cause.partner }), let back = named[cause.partner], back.cause == .mixedUp,
                back.partner == cause.line, let row = rows.first(where: { $0.line == cause.line }),
                row.difference.signum() == -other.difference.signum(), row.owner == other.owner
            else { throw CountRefusal.noPartner(sheet: sheet, line: cause.line, partner: cause.partner) }
        }
        return CountCause(
            sheet: sheet, plan: head.plan, book: head.book, maker: maker,
            amount: rows.reduce(.zero) { $0 + Money(fen: abs($1.value)) }, lines: request.lines.sorted { $0.line < $1.line })
    }

    private func validate(_ cause: LineCause, _ sheet: Int64) throws {
        guard cause.cause == .unrecordedPurchase else { return }
        guard let supplier = cause.supplier else { throw CountRefusal.supplierMissing(sheet: sheet, line: cause.line) }
        guard try masters.records.find(.init(kind: MasterKind.supplier.rawValue, code: supplier.text)) != nil else {
            throw FormRefusal.unknownRecord(kindChinese: "供应商", kindEnglish: "supplier", code: supplier.text)
        }
    }

    /// The approval of a sheet's causes → the documents that correct the three ledgers.
    func correct(_ causes: Int64, _ approval: LoggedDocument) throws -> [IssuedDocument] {
        guard let document = try tables.countCauses.find(causes) else {
            throw LedgerFault("没有差异原因单 / no causes at \(causes)")
        }
        let head = try countPlan(document.plan)
        let lines = try tables.countLines.rows(document.sheet)
        for item in lines.map(\.item).unique {
            tables.countBins.want(.init(sheet: document.sheet, item: item))
            tables.stock.want(.init(warehouse: head.warehouse, item: item))
        }
        var correction = CountCorrection(lines: lines)
        for item in lines.map(\.item).unique { correction.add(try tables.countBins.rows(.init(sheet: document.sheet, item: item))) }
        correction.settle()
        for stock in correction.shortage.map(\.stock) + correction.moved.map(\.from) {
            let there =
                try tables.stock.find(
                    .init(
                        warehouse: head.warehouse, item: stock.item.number, bin: stock.bin, lot: stock.lot, condition: stock.condition,
                        owner: stock.owner), in: .init(warehouse: head.warehouse, item: stock.item.number))?.pieces ?? 0
            guard stock.pieces <= there else {
                throw CountRefusal.binMovedOn(bin: stock.bin, item: stock.item.text, found: there, missing: stock.pieces)
            }
        }
        var issued: [IssuedDocument] = []
        if !correction.moved.isEmpty {
            let move = BinMove(warehouse: head.warehouse, happenedAt: approval.happenedAt, lines: correction.moved)
            issued.append(IssuedDocument(.binMove(move), happenedAt: approval.happenedAt))
        }
        if !correction.shortage.isEmpty {
            let shortage = StockShortage(
                sheet: document.sheet, warehouse: head.warehouse, happenedAt: approval.happenedAt, lines: correction.shortage)
            issued.append(IssuedDocument(.stockShortage(shortage), happenedAt: approval.happenedAt))
        }
        if !correction.surplus.isEmpty {
            let surplus = StockSurplus(
                sheet: document.sheet, warehouse: head.warehouse, happenedAt: approval.happenedAt, lines: correction.surplus)
            issued.append(IssuedDocument(.stockSurplus(surplus), happenedAt: approval.happenedAt))
        }
        return issued
    }

    // MARK: Folding

    func apply(_ causes: CountCause, at position: Int64) throws {
        _ = try tables.countCauses.find(position)
        tables.countCauses.put(
            CountCauseRow(document: position, sheet: causes.sheet, plan: causes.plan, amount: causes.amount.fen))
        for cause in causes.lines {
            guard var row = try tables.countLines.find(.init(sheet: causes.sheet, line: cause.line), in: causes.sheet) else {
                throw LedgerFault("差异原因没有行 / a cause without its line \(cause.line)")
            }
            row.cause = cause.cause.rawValue
            row.partner = cause.partner
            row.supplier = cause.supplier?.number ?? 0
            row.price = cause.amount.fen
            tables.countLines.put(row, isNew: false)
        }
        var head = try countPlan(causes.plan)
        head.causes = position
        try put(head, as: .waiting)
    }

    func apply(_ approval: Approval, at position: Int64) throws {
        guard let document = try tables.countCauses.find(approval.subject) else {
            throw LedgerFault("没有差异原因单 / no causes at \(approval.subject)")
        }
        let head = try countPlan(document.plan)
        if approval.isApproved { return try endCount(head, by: position) }
        try put(head, as: .sheet)
        for var row in try tables.countLines.rows(document.sheet) where row.cause != 0 {
            row.cause = 0
            row.partner = 0
            row.supplier = 0
            row.price = 0
            tables.countLines.put(row, isNew: false)
        }
    }

    /// What was picked before its notice was cut stays in the basket as far as it is more than the notice still asks for.
    func bounded(_ picked: [StockLine], by open: [TaskLineRow]) -> [StockLine] {
        var left = Dictionary(uniqueKeysWithValues: open.map { ($0.line, $0.open) })
        return picked.compactMap { line in
            let pieces = min(line.pieces, left[line.line] ?? 0)
            guard pieces > 0 else { return nil }
            left[line.line, default: 0] -= pieces
            var bounded = line
            bounded.pieces = pieces
            return bounded
        }
    }

    /// Pieces that nobody will find are not picked any more.
    func cutTasks(_ cut: ReservationCut) throws {
        for line in cut.lines where line.notice != 0 { tables.tasks.want(line.notice) }
        for line in cut.lines where line.notice != 0 {
            guard var task = try tables.tasks.find(.init(notice: line.notice, line: line.line), in: line.notice) else {
                throw LedgerFault("占用调减没有通知行 / a cut without its notice line \(line.notice) \(line.line)")
            }
            task.open -= line.pieces
            tables.tasks.put(task, isNew: false)
            if task.open == 0, task.wave != 0 { try endPicks(of: line.notice, line: task.line, in: task.wave, as: .stopped) }
        }
    }
}

extension CountLineRow {
    /// Counted less the book, late movements included.
    var difference: Int64 { counted - book - late }
    var isWithin: Bool { VarianceThreshold.holds(difference, of: book + late, Item.ABCClass(rawValue: abcClass) ?? .c) }
}

/// How the differences of a sheet's bins become lines of shortage and surplus: pieces that lie in another bin of the count first, then
/// mixed-up articles in pairs, then what is missing or too many.
struct CountCorrection {
    private struct Rest {
        let stock: StockLine
        let line: Int64
        var pieces: Int64
    }

    let lines: [CountLineRow]
    private(set) var shortage: [StockShortage.Line] = []
    private(set) var surplus: [StockSurplus.Line] = []
    /// The same article and lot in another bin: no ledger but the physical one changes.
    private(set) var moved: [BinMove.Line] = []
    private var missing: [Rest] = []
    private var found: [Rest] = []

    init(lines: [CountLineRow]) { self.lines = lines }

    mutating func add(_ bins: [CountBinRow]) {
        for bin in bins {
            let difference = bin.counted - bin.book - bin.late
            guard difference != 0 else { continue }
            let stock = StockLine(
                line: 0, item: ItemCode(stored: bin.item), pieces: abs(difference), bin: bin.bin, lot: bin.lot, condition: bin.condition,
                owner: bin.owner)
            let rest = Rest(stock: stock, line: bin.line, pieces: abs(difference))
            if difference < 0 { missing.append(rest) } else { found.append(rest) }
        }
    }

    mutating func settle() {
        for line in lines { pair(line.line, with: line.line, .misplaced) }
        for line in lines where line.cause == VarianceCause.mixedUp.rawValue && line.difference < 0 {
            pair(line.line, with: line.partner, .mixedUp)
        }
        for rest in missing where rest.pieces > 0 {
            guard let row = lines.first(where: { $0.line == rest.line }) else { continue }
            var stock = rest.stock
            stock.line = Int64(shortage.count + 1)
            stock.pieces = rest.pieces
            shortage.append(StockShortage.Line(stock: stock, cause: VarianceCause(rawValue: row.cause) ?? .lost, isWithin: row.isWithin))
        }
        for rest in found where rest.pieces > 0 {
            guard let row = lines.first(where: { $0.line == rest.line }) else { continue }
            var stock = rest.stock
            stock.line = Int64(surplus.count + 1)
            stock.pieces = rest.pieces
            // The price of an unrecorded purchase goes with its pieces, the last bin takes the rest.
            if row.price != 0 {
                let given = surplus.filter { $0.stock.item.number == row.item && $0.stock.condition == row.condition }
                let pieces = given.reduce(0) { $0 + $1.stock.pieces }
                let amount = given.reduce(Money.zero) { $0 + $1.stock.amount }
                stock.amount =
                    pieces + rest.pieces >= row.difference
                    ? Money(fen: row.price) - amount : Money(fen: row.price).share(rest.pieces, of: row.difference)
            }
            surplus.append(
                StockSurplus.Line(
                    stock: stock, cause: VarianceCause(rawValue: row.cause) ?? .naturalGain,
                    supplier: row.supplier == 0 ? nil : SupplierCode(row.supplier)))
        }
    }

    /// Missing pieces of one line are found pieces of another (of the same: in other bins).
    private mutating func pair(_ line: Int64, with other: Int64, _ cause: VarianceCause) {
        for from in missing.indices where missing[from].line == line {
            for to in found.indices where found[to].line == other && missing[from].pieces > 0 && found[to].pieces > 0 {
                let pieces = min(missing[from].pieces, found[to].pieces)
                missing[from].pieces -= pieces
                found[to].pieces -= pieces
                var stock = missing[from].stock
                stock.pieces = pieces
                if line == other, found[to].stock.lot == stock.lot {
                    stock.line = Int64(moved.count + 1)
                    moved.append(BinMove.Line(from: stock, bin: found[to].stock.bin))
                    continue
                }
                stock.line = Int64(shortage.count + 1)
                var becomes = found[to].stock
                becomes.line = stock.line
                becomes.pieces = pieces
                shortage.append(StockShortage.Line(stock: stock, cause: cause, isWithin: true, becomes: becomes))
            }
        }
    }
}
