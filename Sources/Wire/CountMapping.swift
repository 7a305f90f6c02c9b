import Documents
import Kernel
import SwiftProtobuf

private func causeNumbered(_ number: Int32, _ field: String) throws -> VarianceCause {
    guard let known = VarianceCause(rawValue: Int64(number)) else { throw WireError.badValue(field: field, value: String(number)) }
    return known
}

private func classNumbered(_ number: Int32, _ field: String) throws -> Item.ABCClass {
    guard let known = Item.ABCClass(rawValue: Int64(number)) else { throw WireError.badValue(field: field, value: String(number)) }
    return known
}

extension CountPlanRequest {
    var wire: WireCountPlanRequest {
        .with {
            $0.warehouse = warehouse
            $0.zone = zone
            $0.items = items.map(\.number)
            $0.abcClass = Int32(abcClass?.rawValue ?? 0)
            $0.open = !isBlind
            $0.note = note
        }
    }

    init(_ wire: WireCountPlanRequest) throws {
        self.init(
            warehouse: wire.warehouse, zone: wire.zone, items: try wire.items.map { try itemCode($0, "items") },
            abcClass: wire.abcClass == 0 ? nil : try classNumbered(wire.abcClass, "abcClass"), isBlind: !wire.open, note: wire.note)
    }
}

extension CountScanReport {
    var wire: WireCountScanReport {
        .with {
            $0.plan = plan.wire
            $0.pass = pass
            $0.bin = bin
            $0.barcode = barcode
            $0.count = count
            $0.lot = lot
            $0.condition = condition == StockCondition.good ? "" : condition
            $0.owner = owner
            $0.happenedAt = happenedAt.wire
        }
    }

    init(_ wire: WireCountScanReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "happenedAt") }
        self.init(
            plan: try DocumentReference(wire.plan, "plan"), pass: max(1, wire.pass), bin: wire.bin, barcode: wire.barcode,
            count: wire.count, lot: wire.lot, condition: wire.condition.isEmpty ? StockCondition.good : wire.condition, owner: wire.owner,
            happenedAt: Moment(wire.happenedAt))
    }
}

extension LineCause {
    var wire: WireLineCause {
        .with {
            $0.line = line
            $0.cause = Int32(cause.rawValue)
            $0.partner = partner
            $0.supplier = supplier?.number ?? 0
            $0.amountFen = amount.fen
            $0.note = note
        }
    }

    init(_ wire: WireLineCause) throws {
        self.init(
            line: wire.line, cause: try causeNumbered(wire.cause, "cause"), partner: wire.partner,
            supplier: try supplierCode(wire.supplier, "supplier"), amount: Money(fen: wire.amountFen), note: wire.note)
    }
}

extension CountCauseRequest {
    var wire: WireCountCauseRequest {
        .with {
            $0.sheet = sheet.wire
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireCountCauseRequest) throws {
        self.init(
            sheet: try DocumentReference(wire.sheet, "sheet"), lines: try wire.lines.map(LineCause.init))
    }
}

extension ShortPickReport {
    var wire: WireShortPickReport {
        .with {
            $0.notice = notice.wire
            $0.line = line
            $0.missing = missing
            $0.bin = bin
            $0.reason = reason
            $0.happenedAt = happenedAt.wire
        }
    }

    init(_ wire: WireShortPickReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "happenedAt") }
        self.init(
            notice: try DocumentReference(wire.notice, "notice"), line: wire.line, missing: wire.missing, bin: wire.bin,
            reason: wire.reason, happenedAt: Moment(wire.happenedAt))
    }
}

extension CountPlan {
    var wire: WireCountPlan {
        .with {
            $0.warehouse = warehouse
            $0.book = book
            $0.zone = zone
            $0.byItems = isByItems
            $0.blind = isBlind
            $0.maker = maker.fingerprint
            $0.note = note
            $0.tasks = tasks.map(\.wire)
        }
    }

    init(_ wire: WireCountPlan) throws {
        self.init(
            warehouse: wire.warehouse, book: wire.book, zone: wire.zone, isByItems: wire.byItems, isBlind: wire.blind,
            maker: Staff(fingerprint: wire.maker), note: wire.note, tasks: try wire.tasks.map(Task.init))
    }
}

extension CountPlan.Task {
    var wire: WireCountPlan.Task {
        .with {
            $0.bin = bin
            $0.item = item.number
        }
    }

    init(_ wire: WireCountPlan.Task) throws {
        self.init(
            bin: wire.bin, item: try itemCode(wire.item, "item"))
    }
}

extension CountScan {
    var wire: WireCountScan {
        .with {
            $0.plan = plan
            $0.pass = pass
            $0.warehouse = warehouse
            $0.bin = bin
            $0.item = item.number
            $0.lot = lot
            $0.condition = condition == StockCondition.good ? "" : condition
            $0.owner = owner
            $0.pieces = pieces
            $0.staff = staff.fingerprint
            $0.device = device
            $0.happenedAt = happenedAt.wire
        }
    }

    init(_ wire: WireCountScan) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "happenedAt") }
        self.init(
            plan: wire.plan, pass: wire.pass, warehouse: wire.warehouse, bin: wire.bin, item: try itemCode(wire.item, "item"),
            lot: wire.lot, condition: wire.condition.isEmpty ? StockCondition.good : wire.condition, owner: wire.owner, pieces: wire.pieces,
            staff: Staff(fingerprint: wire.staff), device: wire.device, happenedAt: Moment(wire.happenedAt))
    }
}

extension CountSheet {
    var wire: WireCountSheet {
        .with {
            $0.plan = plan
            $0.warehouse = warehouse
            $0.book = book
            $0.maker = maker.fingerprint
            $0.lines = lines.map(\.wire)
            $0.bins = bins.map(\.wire)
        }
    }

    init(_ wire: WireCountSheet) throws {
        self.init(
            plan: wire.plan, warehouse: wire.warehouse, book: wire.book, maker: Staff(fingerprint: wire.maker),
            lines: try wire.lines.map(Line.init), bins: try wire.bins.map(Bin.init))
    }
}

extension CountSheet.Line {
    var wire: WireCountSheet.Line {
        .with {
            $0.line = line
            $0.item = item.number
            $0.condition = condition == StockCondition.good ? "" : condition
            $0.owner = owner
            $0.abcClass = Int32(abcClass.rawValue)
            $0.book = book
            $0.counted = counted
            $0.valueFen = value.fen
        }
    }

    init(_ wire: WireCountSheet.Line) throws {
        self.init(
            line: wire.line, item: try itemCode(wire.item, "item"),
            condition: wire.condition.isEmpty ? StockCondition.good : wire.condition, owner: wire.owner,
            abcClass: try classNumbered(wire.abcClass, "abcClass"), book: wire.book, counted: wire.counted, value: Money(fen: wire.valueFen)
        )
    }
}

extension CountSheet.Bin {
    var wire: WireCountSheet.Bin {
        .with {
            $0.line = line
            $0.bin = bin
            $0.lot = lot
            $0.pass = pass
            $0.countedAt = countedAt.wire
            $0.book = book
            $0.counted = counted
        }
    }

    init(_ wire: WireCountSheet.Bin) throws {
        guard wire.hasCountedAt else { throw WireError.missing(field: "countedAt") }
        self.init(
            line: wire.line, bin: wire.bin, lot: wire.lot, pass: wire.pass, countedAt: Moment(wire.countedAt), book: wire.book,
            counted: wire.counted)
    }
}

extension CountCause {
    var wire: WireCountCause {
        .with {
            $0.sheet = sheet
            $0.plan = plan
            $0.book = book
            $0.maker = maker.fingerprint
            $0.amountFen = amount.fen
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireCountCause) throws {
        self.init(
            sheet: wire.sheet, plan: wire.plan, book: wire.book, maker: Staff(fingerprint: wire.maker), amount: Money(fen: wire.amountFen),
            lines: try wire.lines.map(LineCause.init))
    }
}

extension StockSurplus {
    var wire: WireStockSurplus {
        .with {
            $0.sheet = sheet
            $0.warehouse = warehouse
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireStockSurplus) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "happenedAt") }
        self.init(
            sheet: wire.sheet, warehouse: wire.warehouse, happenedAt: Moment(wire.happenedAt), lines: try wire.lines.map(Line.init))
    }
}

extension StockSurplus.Line {
    var wire: WireStockSurplus.Line {
        .with {
            $0.stock = stock.wire
            $0.cause = Int32(cause.rawValue)
            $0.supplier = supplier?.number ?? 0
        }
    }

    init(_ wire: WireStockSurplus.Line) throws {
        self.init(
            stock: try StockLine(wire.stock), cause: try causeNumbered(wire.cause, "cause"),
            supplier: try supplierCode(wire.supplier, "supplier"))
    }
}

extension StockShortage {
    var wire: WireStockShortage {
        .with {
            $0.sheet = sheet
            $0.warehouse = warehouse
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireStockShortage) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "happenedAt") }
        self.init(
            sheet: wire.sheet, warehouse: wire.warehouse, happenedAt: Moment(wire.happenedAt), lines: try wire.lines.map(Line.init))
    }
}

extension StockShortage.Line {
    var wire: WireStockShortage.Line {
        .with {
            $0.stock = stock.wire
            $0.cause = Int32(cause.rawValue)
            $0.within = isWithin
            if let becomes { $0.becomes = becomes.wire }
        }
    }

    init(_ wire: WireStockShortage.Line) throws {
        self.init(
            stock: try StockLine(wire.stock), cause: try causeNumbered(wire.cause, "cause"), isWithin: wire.within,
            becomes: wire.hasBecomes ? try StockLine(wire.becomes) : nil)
    }
}

extension ReservationCut {
    var wire: WireReservationCut {
        .with {
            $0.cause = Int32(cause.rawValue)
            $0.warehouse = warehouse
            $0.bin = bin
            $0.reason = reason
            $0.staff = staff.fingerprint
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireReservationCut) throws {
        guard let cause = Cause(rawValue: Int64(wire.cause)) else {
            throw WireError.badValue(field: "cause", value: String(wire.cause))
        }
        self.init(
            cause: cause, warehouse: wire.warehouse, bin: wire.bin, reason: wire.reason, staff: Staff(fingerprint: wire.staff),
            lines: try wire.lines.map(Line.init))
    }
}

extension ReservationCut.Line {
    var wire: WireReservationCut.Line {
        .with {
            $0.trade = trade
            $0.part = part
            $0.line = line
            $0.notice = notice
            $0.item = item.number
            $0.condition = condition == StockCondition.good ? "" : condition
            $0.owner = owner
            $0.pieces = pieces
        }
    }

    init(_ wire: WireReservationCut.Line) throws {
        self.init(
            trade: wire.trade, part: wire.part, line: wire.line, notice: wire.notice, item: try itemCode(wire.item, "item"),
            condition: wire.condition.isEmpty ? StockCondition.good : wire.condition, owner: wire.owner, pieces: wire.pieces)
    }
}
