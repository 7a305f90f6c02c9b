import Documents
import Kernel
import Storage

/// Where a line of a pick list stands. The raw value is stored.
public enum PickState: Int64, CaseIterable, Sendable {
    case open = 1
    /// All that was asked has left with the sales issue, or the rest was taken from elsewhere.
    case done = 2
    /// The notice was stopped: what was picked goes back to its bin.
    case stopped = 3
}

/// Waves, scans and parcels: what is decided on them.
extension WarehouseLeg {
    /// How many lines one walk has at most: a wave is one document.
    public static let waveLimit = 1000
    /// A carton may weigh so much more or less than its items: packaging, and scales.
    static let weightTolerance: (share: Int64, grams: Int64) = (10, 200)

    /// Notices of one warehouse → the pick list, in walking order, from bins that no other wave empties.
    public func decideWave(_ notices: [Int64], warehouse: String, on day: Day) throws -> PickWave {
        _ = try masters.warehouse(warehouse)
        for notice in notices { tables.tasks.want(notice) }
        // The first notice that cannot be walked is the one that is named, whatever of the others is read already.
        let tasks = try notices.flatMap { try open($0, in: warehouse) }
        var free = try freeBins(for: tasks, on: day)
        var lines: [PickWave.Line] = []
        for task in tasks {
            var need = task.open
            let group = PhysicalStockRow.Group(warehouse: task.warehouse, item: task.item)
            var rows = free[group] ?? []
            for index in rows.indices where need > 0 {
                let row = rows[index]
                guard row.condition == task.condition, row.owner == task.owner, row.pieces > 0 else { continue }
                let taken = min(need, row.pieces)
                need -= taken
                rows[index].pieces -= taken
                lines.append(
                    PickWave.Line(
                        notice: task.notice, line: task.line, item: ItemCode(stored: task.item), bin: row.bin, lot: row.lot,
                        condition: row.condition, owner: row.owner, pieces: taken))
            }
            guard need == 0 else {
                throw WorkRefusal.binsTaken(
                    notice: task.notice, line: task.line, item: String(task.item), asked: task.open, free: task.open - need)
            }
            free[group] = rows
        }
        guard lines.count <= WarehouseLeg.waveLimit else {
            throw WorkRefusal.waveTooLong(lines: lines.count, limit: WarehouseLeg.waveLimit)
        }
        return PickWave(warehouse: warehouse, notices: notices, lines: try walked(lines, in: warehouse))
    }

    /// The open task lines of a notice that no wave has yet.
    private func open(_ notice: Int64, in warehouse: String) throws -> [TaskLineRow] {
        let rows = try tables.tasks.rows(notice)
        guard let first = rows.first else { throw WarehouseRefusal.noSuchNotice(position: notice) }
        guard first.warehouse == warehouse else {
            throw WorkRefusal.noticeElsewhere(notice: notice, warehouse: first.warehouse, asked: warehouse)
        }
        guard first.wave == 0 else { throw WorkRefusal.inWave(notice: notice, wave: first.wave) }
        let open = rows.filter { $0.open > 0 }
        guard !open.isEmpty else {
            throw rows.allSatisfy { $0.issued == $0.pieces }
                ? WarehouseRefusal.noticeDone(position: notice) : WarehouseRefusal.noticeStopped(position: notice)
        }
        return open
    }

    /// What lies in the bins for these tasks, less what other waves are sent to.
    private func freeBins(for tasks: [TaskLineRow], on day: Day) throws -> [PhysicalStockRow.Group: [PhysicalStockRow]] {
        let groups = Set(tasks.map { PhysicalStockRow.Group(warehouse: $0.warehouse, item: $0.item) })
        for group in groups {
            tables.stock.want(group)
            tables.allocations.want(.init(warehouse: group.warehouse, item: group.item))
        }
        var free: [PhysicalStockRow.Group: [PhysicalStockRow]] = [:]
        for group in groups {
            let allocated = try tables.allocations.rows(.init(warehouse: group.warehouse, item: group.item))
            var rows = try inPickingOrder(try tables.stock.rows(group), on: day).rows
            for index in rows.indices {
                let row = rows[index]
                let taken = allocated.first {
                    $0.bin == row.bin && $0.lot == row.lot && $0.condition == row.condition && $0.owner == row.owner
                }
                rows[index].pieces -= taken?.pieces ?? 0
            }
            free[group] = rows
        }
        return free
    }

    /// Lines in the order of the walk: by the bins' places, then bin, item and notice.
    private func walked(_ lines: [PickWave.Line], in warehouse: String) throws -> [PickWave.Line] {
        let ranked = try lines.map { line in
            (line, try line.bin.isEmpty ? 0 : masters.bins.find(.init(warehouse: warehouse, code: line.bin))?.sequence ?? 0)
        }
        return ranked.sorted { left, right in
            if left.1 != right.1 { return left.1 < right.1 }
            if left.0.bin != right.0.bin { return left.0.bin < right.0.bin }
            if left.0.item != right.0.item { return left.0.item.number < right.0.item.number }
            if left.0.lot != right.0.lot { return left.0.lot < right.0.lot }
            return (left.0.notice, left.0.line) < (right.0.notice, right.0.line)
        }.map(\.0)
    }

    /// A device's reading → the scan, when it fits its line. A reading that does not changes nothing; the audit trail counts it by the
    /// refusal's code.
    public func decideScan(_ report: ScanReport, wave: Int64, staff: Staff, device: String) throws -> Scan {
        guard let pick = try tables.picks.find(.init(wave: wave, number: report.line), in: wave) else {
            throw WorkRefusal.noSuchPick(wave: wave, line: report.line)
        }
        guard pick.state == PickState.open.rawValue else {
            throw pick.state == PickState.stopped.rawValue
                ? WarehouseRefusal.noticeStopped(position: pick.notice) : WarehouseRefusal.noticeDone(position: pick.notice)
        }
        guard report.bin == pick.bin else {
            throw WorkRefusal.wrongBin(wave: wave, line: report.line, expected: pick.bin, scanned: report.bin)
        }
        let (item, pieces) = try read(report.barcode)
        guard item.number == pick.item else {
            throw WorkRefusal.wrongItem(wave: wave, line: report.line, expected: String(pick.item), scanned: item.text)
        }
        guard report.lot == pick.lot else {
            throw WorkRefusal.wrongLot(wave: wave, line: report.line, expected: pick.lot, scanned: report.lot)
        }
        let scanned = pieces * report.count
        guard scanned <= pick.pieces - pick.picked else {
            throw WorkRefusal.overPick(wave: wave, line: report.line, open: pick.pieces - pick.picked, scanned: scanned)
        }
        return Scan(
            wave: wave, pick: report.line, notice: pick.notice, line: pick.line, warehouse: pick.warehouse, bin: pick.bin, lot: pick.lot,
            item: item, barcode: report.barcode, pieces: scanned, staff: staff, device: device, happenedAt: report.happenedAt)
    }

    /// What a barcode stands for; an item's own code is one piece of it.
    public func read(_ barcode: String) throws -> (item: ItemCode, pieces: Int64) {
        if let row = try masters.barcodes.find(barcode) { return (ItemCode(stored: row.item), row.pieces) }
        if let number = Int64(barcode), let code = ItemCode(number), try masters.items.find(number) != nil { return (code, 1) }
        throw WorkRefusal.unknownBarcode(barcode: barcode)
    }

    /// A closed carton → the parcel. Not more than the notice asks, and where it was picked in a wave not more than was picked.
    public func decideParcel(_ report: PackReport, notice: Int64) throws -> Parcel {
        let tasks = try tables.tasks.rows(notice)
        guard let first = tasks.first else { throw WarehouseRefusal.noSuchNotice(position: notice) }
        guard tasks.contains(where: { $0.open > 0 }) else {
            throw tasks.allSatisfy { $0.issued == $0.pieces }
                ? WarehouseRefusal.noticeDone(position: notice) : WarehouseRefusal.noticeStopped(position: notice)
        }
        guard !report.waybill.isEmpty, report.waybill.utf8.count <= 64 else {
            throw FormRefusal.badField(
                record: DocumentKind.parcel.chinese, field: "waybill", value: report.waybill, ruleChinese: "运单号须为 1–64 字节",
                ruleEnglish: "a waybill number has 1 to 64 bytes")
        }
        for used in try tables.parcels.rows(.init(carrier: report.carrier, waybill: report.waybill)) {
            guard used.notice != notice, try leaveTogether(used.notice, notice) else {
                throw WorkRefusal.waybillUsed(carrier: report.carrier, waybill: report.waybill, notice: used.notice)
            }
        }
        var picked: [Int64: Int64] = [:]
        if first.wave != 0 {
            for pick in try tables.picks.rows(first.wave) where pick.notice == notice { picked[pick.line, default: 0] += pick.picked }
        }
        func room(_ task: TaskLineRow) -> Int64 {
            let ready = task.open + task.issued
            return (first.wave == 0 ? ready : min(ready, picked[task.line] ?? 0)) - task.packed
        }
        var lines = report.lines
        if lines.isEmpty {
            lines = tasks.filter { room($0) > 0 }.map { Parcel.Line(line: $0.line, item: ItemCode(stored: $0.item), pieces: room($0)) }
            guard !lines.isEmpty else { throw WorkRefusal.nothingToPack(notice: notice) }
        }
        var left: [Int64: Int64] = [:]
        for task in tasks { left[task.line] = room(task) }
        for line in lines {
            guard tasks.contains(where: { $0.line == line.line && $0.item == line.item.number }), let rest = left[line.line],
                line.pieces > 0, line.pieces <= rest
            else {
                throw WorkRefusal.morePackedThanReady(
                    notice: notice, line: line.line, ready: max(0, left[line.line] ?? 0), asked: line.pieces)
            }
            left[line.line] = rest - line.pieces
        }
        return Parcel(
            notice: notice, trade: first.trade, warehouse: first.warehouse, carrier: report.carrier, waybill: report.waybill,
            weight: report.weight, expectedWeight: try isMerged(notice) ? 0 : expectedWeight(lines, report), happenedAt: report.happenedAt,
            lines: lines)
    }

    /// What the items should weigh, 0 where one has no weight; a carton that weighs otherwise holds something else.
    private func expectedWeight(_ lines: [Parcel.Line], _ report: PackReport) throws -> Int64 {
        for line in lines { masters.items.want(line.item.number) }
        var expected: Int64 = 0
        for line in lines {
            let weight = try masters.item(line.item).weight
            guard weight > 0 else { return 0 }
            expected += weight * line.pieces
        }
        let tolerance = WarehouseLeg.weightTolerance
        let room = max(tolerance.grams, expected * tolerance.share / 100)
        guard report.weight == 0 || abs(report.weight - expected) <= room else {
            throw WorkRefusal.weightOff(waybill: report.waybill, expected: expected, weighed: report.weight, tolerance: room)
        }
        return expected
    }

    // MARK: Folding

    func applyWork(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .pickWave(let wave): try apply(wave, at: logged.position)
        case .scan(let scan):
            guard var pick = try tables.picks.find(.init(wave: scan.wave, number: scan.pick), in: scan.wave) else {
                throw LedgerFault("扫码没有拣货行 / a scan without its pick \(scan.wave) \(scan.pick)")
            }
            pick.picked += scan.pieces
            tables.picks.put(pick, isNew: false)
            tables.scans.append(
                ScanRow(
                    document: logged.position, wave: scan.wave, pick: scan.pick, notice: scan.notice, line: scan.line,
                    warehouse: scan.warehouse, bin: scan.bin, lot: scan.lot, item: scan.item.number, pieces: scan.pieces,
                    staff: scan.staff.fingerprint, device: scan.device, happenedAt: scan.happenedAt.milliseconds))
        case .parcel(let parcel): try apply(parcel, at: logged.position)
        case .parcelMerge(let merge): apply(merge, at: logged.position)
        default: break
        }
    }

    private func apply(_ wave: PickWave, at position: Int64) throws {
        for notice in wave.notices { tables.tasks.want(notice) }
        for line in wave.lines { tables.allocations.want(.init(warehouse: wave.warehouse, item: line.item.number)) }
        for notice in wave.notices {
            for var task in try tables.tasks.rows(notice) {
                task.wave = position
                tables.tasks.put(task, isNew: false)
            }
        }
        tables.picks.begin(position)
        for (index, line) in wave.lines.enumerated() {
            let pick = PickLineRow(
                wave: position, number: Int64(index + 1), notice: line.notice, line: line.line, warehouse: wave.warehouse,
                item: line.item.number, bin: line.bin, lot: line.lot, condition: line.condition, owner: line.owner, pieces: line.pieces,
                picked: 0, issued: 0, state: PickState.open.rawValue)
            tables.picks.put(pick, isNew: true)
            try allocate(pick, line.pieces)
        }
    }

    private func apply(_ parcel: Parcel, at position: Int64) throws {
        var pieces: Int64 = 0
        for (index, line) in parcel.lines.enumerated() {
            pieces += line.pieces
            tables.parcelLines.put(
                ParcelLineRow(
                    notice: parcel.notice, document: position, line: Int64(index + 1), waybill: parcel.waybill, item: line.item.number,
                    pieces: line.pieces),
                isNew: true)
            guard var task = try tables.tasks.find(.init(notice: parcel.notice, line: line.line), in: parcel.notice) else {
                throw LedgerFault("包裹没有通知行 / a parcel without its notice line \(parcel.notice) \(line.line)")
            }
            task.packed += line.pieces
            tables.tasks.put(task, isNew: false)
        }
        tables.parcels.put(
            ParcelRow(
                carrier: parcel.carrier, waybill: parcel.waybill, document: position, notice: parcel.notice, trade: parcel.trade,
                warehouse: parcel.warehouse, pieces: pieces, weight: parcel.weight, expectedWeight: parcel.expectedWeight,
                happenedAt: parcel.happenedAt.milliseconds), isNew: true)
    }

    /// Keeps pieces of a bin for a pick line, or gives them free again.
    private func allocate(_ pick: PickLineRow, _ pieces: Int64) throws {
        guard pieces != 0 else { return }
        let group = BinAllocationRow.Group(warehouse: pick.warehouse, item: pick.item)
        let key = BinAllocationRow.Key(
            warehouse: pick.warehouse, item: pick.item, bin: pick.bin, lot: pick.lot, condition: pick.condition, owner: pick.owner)
        let known = try tables.allocations.find(key, in: group)
        var row =
            known
            ?? BinAllocationRow(
                warehouse: pick.warehouse, item: pick.item, bin: pick.bin, lot: pick.lot, condition: pick.condition, owner: pick.owner,
                pieces: 0)
        row.pieces += pieces
        if row.pieces == 0, known != nil { tables.allocations.remove(row) } else { tables.allocations.put(row, isNew: known == nil) }
    }

    /// Ends what is open of a notice's pick lines: stopped, or left from elsewhere.
    func endPicks(of notice: Int64, line: Int64? = nil, in wave: Int64, as state: PickState) throws {
        for var pick in try tables.picks.rows(wave)
        where pick.notice == notice && (line == nil || pick.line == line) && pick.state == PickState.open.rawValue {
            try allocate(pick, pick.issued - pick.pieces)
            pick.state = state.rawValue
            tables.picks.put(pick, isNew: false)
        }
    }

    /// What left from the bins of a wave's pick lines; a notice line without open pieces ends its pick lines.
    func issuePicks(_ lines: [StockLine], of notice: Int64, in wave: Int64) throws {
        for line in lines {
            var left = line.pieces
            for var pick in try tables.picks.rows(wave)
            where left > 0 && pick.notice == notice && pick.line == line.line && pick.bin == line.bin && pick.lot == line.lot
                && pick.state == PickState.open.rawValue && pick.issued < pick.pieces
            {
                let taken = min(left, pick.pieces - pick.issued)
                left -= taken
                pick.issued += taken
                try allocate(pick, -taken)
                if pick.issued == pick.pieces { pick.state = PickState.done.rawValue }
                tables.picks.put(pick, isNew: false)
            }
        }
        for task in try tables.tasks.rows(notice) where task.open == 0 {
            try endPicks(of: notice, line: task.line, in: wave, as: .done)
        }
    }

    /// The pieces that were picked for a notice in its wave and have not left, as lines of an issue.
    func pickedLines(of notice: Int64, in wave: Int64) throws -> [StockLine] {
        try tables.picks.rows(wave).filter { $0.notice == notice && $0.state == PickState.open.rawValue && $0.picked > $0.issued }
            .map {
                StockLine(
                    line: $0.line, item: ItemCode(stored: $0.item), pieces: $0.picked - $0.issued, bin: $0.bin, lot: $0.lot,
                    condition: $0.condition, owner: $0.owner)
            }
    }
}
