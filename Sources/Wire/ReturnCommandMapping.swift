import Documents
import Kernel
import SwiftProtobuf

extension ReturnWish {
    var wire: WireReturnWish {
        .with {
            $0.shop = shop
            $0.externalID = externalID
            $0.form = form.wire
            $0.carrier = carrier
            $0.waybill = waybill
            $0.reason = reason
            $0.shipsFirst = shipsFirst
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.lineID = line.lineID
                    $0.pieces = line.pieces
                }
            }
            $0.replacements = replacements.map(\.wire)
        }
    }

    init(_ wire: WireReturnWish) throws {
        self.init(
            shop: wire.shop, externalID: wire.externalID, form: try returnForm(wire.form, "returnRequest.form"), carrier: wire.carrier,
            waybill: wire.waybill, reason: wire.reason, shipsFirst: wire.shipsFirst,
            lines: wire.lines.map { Line(line: $0.line, lineID: $0.lineID, pieces: $0.pieces) },
            replacements: try wire.replacements.map(ReplacementLine.init))
    }
}

extension ReturnWithdrawal {
    var wire: WireReturnWithdrawal {
        .with {
            $0.subject = subject.wire
            $0.reason = reason
        }
    }

    init(_ wire: WireReturnWithdrawal) throws {
        self.init(subject: try DocumentReference(wire.subject, "returnWithdrawal.subject"), reason: wire.reason)
    }
}

extension ReturnReport {
    var wire: WireReturnReport {
        .with {
            if let subject { $0.subject = subject.wire }
            $0.shop = shop
            $0.externalID = externalID
            $0.warehouse = warehouse
            $0.happenedAt = happenedAt.wire
            $0.carrier = carrier
            $0.waybill = waybill
            $0.found = isFound
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireReturnReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "returnReceipt.happenedAt") }
        self.init(
            subject: wire.hasSubject ? try DocumentReference(wire.subject, "returnReceipt.subject") : nil, shop: wire.shop,
            externalID: wire.externalID, warehouse: wire.warehouse, happenedAt: Moment(wire.happenedAt), carrier: wire.carrier,
            waybill: wire.waybill, isFound: wire.found, lines: try wire.lines.map(ReturnReceipt.Line.init))
    }
}

extension ParcelReport {
    var wire: WireParcelReport {
        .with {
            $0.carrier = carrier
            $0.waybill = waybill
            $0.shop = shop
            $0.externalID = externalID
            $0.stage = stage.wire
            $0.happenedAt = happenedAt.wire
            $0.note = note
        }
    }

    init(_ wire: WireParcelReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "parcelEvent.happenedAt") }
        self.init(
            carrier: wire.carrier, waybill: wire.waybill, shop: wire.shop, externalID: wire.externalID,
            stage: try parcelStage(wire.stage, "parcelEvent.stage"), happenedAt: Moment(wire.happenedAt), note: wire.note)
    }
}

extension WriteDownRequest {
    var wire: WireWriteDownRequest {
        .with {
            $0.warehouse = warehouse
            $0.item = item.number
            $0.condition = condition == StockCondition.defective ? "" : condition
            $0.unitValueFen = unitValue.fen
            $0.happenedAt = happenedAt.wire
            $0.note = note
        }
    }

    init(_ wire: WireWriteDownRequest) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "writeDown.happenedAt") }
        self.init(
            warehouse: wire.warehouse, item: try itemCode(wire.item, "writeDown.item"),
            condition: wire.condition.isEmpty ? StockCondition.defective : wire.condition, unitValue: Money(fen: wire.unitValueFen),
            happenedAt: Moment(wire.happenedAt), note: wire.note)
    }
}
