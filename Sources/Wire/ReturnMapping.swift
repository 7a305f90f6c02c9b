import Documents
import Kernel
import SwiftProtobuf

func returnForm(_ wire: WireReturnForm, _ field: String) throws -> ReturnForm {
    guard let form = ReturnForm(rawValue: Int64(wire.rawValue)) else {
        throw WireError.badValue(field: field, value: String(wire.rawValue))
    }
    return form
}

extension ReturnForm {
    var wire: WireReturnForm { WireReturnForm(rawValue: Int(rawValue)) ?? .returnAndRefund }
}

extension ReplacementLine {
    var wire: WireReplacementLine {
        .with {
            $0.item = item.number
            $0.pieces = pieces
            $0.amountFen = amount.fen
        }
    }

    init(_ wire: WireReplacementLine) throws {
        self.init(item: try itemCode(wire.item, "replacements.item"), pieces: wire.pieces, amount: Money(fen: wire.amountFen))
    }
}

extension ReturnOrder {
    var wire: WireReturnOrder {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.book = book
            $0.first = first
            $0.channelReturn = channelReturn
            $0.form = form.wire
            $0.carrier = carrier
            $0.waybill = waybill
            $0.reason = reason
            $0.shipsFirst = shipsFirst
            $0.withdrawn = isWithdrawn
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.item = line.item.number
                    $0.pieces = line.pieces
                }
            }
            $0.replacements = replacements.map(\.wire)
            $0.excess = excess
        }
    }

    init(_ wire: WireReturnOrder) throws {
        self.init(
            trade: wire.trade, shop: wire.shop, book: wire.book, first: wire.first, channelReturn: wire.channelReturn,
            form: try returnForm(wire.form, "returnOrder.form"), carrier: wire.carrier, waybill: wire.waybill, reason: wire.reason,
            shipsFirst: wire.shipsFirst, isWithdrawn: wire.withdrawn,
            lines: try wire.lines.map { Line(line: $0.line, item: try itemCode($0.item, "returnOrder.lines.item"), pieces: $0.pieces) },
            replacements: try wire.replacements.map(ReplacementLine.init), excess: wire.excess)
    }
}

extension ReturnReceipt.Line {
    var wire: WireReturnReceiptLine {
        .with {
            $0.stock = stock.wire
            $0.fate = WireReturnFate(rawValue: Int(fate.rawValue)) ?? .kept
        }
    }

    init(_ wire: WireReturnReceiptLine) throws {
        guard let fate = ReturnReceipt.Fate(rawValue: Int64(wire.fate.rawValue)) else {
            throw WireError.badValue(field: "lines.fate", value: String(wire.fate.rawValue))
        }
        self.init(try StockLine(wire.stock), fate)
    }
}

extension ReturnReceipt {
    var wire: WireReturnReceipt {
        .with {
            $0.returnOrder = returnOrder
            $0.trade = trade
            $0.shop = shop
            $0.form = form.wire
            $0.warehouse = warehouse
            $0.happenedAt = happenedAt.wire
            $0.carrier = carrier
            $0.waybill = waybill
            $0.held = held
            $0.found = isFound
            $0.lines = lines.map(\.wire)
            $0.takenBack = takenBack.map { line in
                .with {
                    $0.line = line.line
                    $0.pieces = line.pieces
                }
            }
            $0.replacementFen = replacementAmount.fen
        }
    }

    init(_ wire: WireReturnReceipt) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "returnReceipt.happenedAt") }
        self.init(
            returnOrder: wire.returnOrder, trade: wire.trade, shop: wire.shop, form: try returnForm(wire.form, "returnReceipt.form"),
            warehouse: wire.warehouse, happenedAt: Moment(wire.happenedAt), carrier: wire.carrier, waybill: wire.waybill, held: wire.held,
            isFound: wire.found, lines: try wire.lines.map(Line.init),
            takenBack: wire.takenBack.map { TakenBack(line: $0.line, pieces: $0.pieces) },
            replacementAmount: Money(fen: wire.replacementFen))
    }
}

extension Interception {
    var wire: WireInterception {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.waybill = waybill
            $0.reason = reason
        }
    }

    init(_ wire: WireInterception) { self.init(trade: wire.trade, shop: wire.shop, waybill: wire.waybill, reason: wire.reason) }
}

func parcelStage(_ wire: WireParcelStage, _ field: String) throws -> ParcelStage {
    guard let stage = ParcelStage(rawValue: Int64(wire.rawValue)) else {
        throw WireError.badValue(field: field, value: String(wire.rawValue))
    }
    return stage
}

extension ParcelStage {
    var wire: WireParcelStage { WireParcelStage(rawValue: Int(rawValue)) ?? .unknownStage }
}

extension ParcelEvent {
    var wire: WireParcelEvent {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.carrier = carrier
            $0.waybill = waybill
            $0.stage = stage.wire
            $0.happenedAt = happenedAt.wire
            $0.note = note
            $0.warehouse = warehouse
            $0.lines = lines.map(\.wire)
            $0.contradiction = isContradiction
        }
    }

    init(_ wire: WireParcelEvent) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "parcelEvent.happenedAt") }
        self.init(
            trade: wire.trade, shop: wire.shop, carrier: wire.carrier, waybill: wire.waybill,
            stage: try parcelStage(wire.stage, "parcelEvent.stage"), happenedAt: Moment(wire.happenedAt), note: wire.note,
            warehouse: wire.warehouse, lines: try wire.lines.map(StockLine.init), isContradiction: wire.contradiction)
    }
}

extension WriteDown {
    var wire: WireWriteDown {
        .with {
            $0.book = book
            $0.warehouse = warehouse
            $0.item = item.number
            $0.condition = condition
            $0.happenedAt = happenedAt.wire
            $0.pieces = pieces
            $0.costFen = cost.fen
            $0.unitValueFen = unitValue.fen
            $0.allowanceFen = allowance.fen
            $0.changeFen = change.fen
            $0.note = note
        }
    }

    init(_ wire: WireWriteDown) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "writeDown.happenedAt") }
        self.init(
            book: wire.book, warehouse: wire.warehouse, item: try itemCode(wire.item, "writeDown.item"), condition: wire.condition,
            happenedAt: Moment(wire.happenedAt), pieces: wire.pieces, cost: Money(fen: wire.costFen),
            unitValue: Money(fen: wire.unitValueFen), allowance: Money(fen: wire.allowanceFen), change: Money(fen: wire.changeFen),
            note: wire.note)
    }
}
