import Documents
import Kernel
import SwiftProtobuf

extension PurchaseClosing {
    var wire: WirePurchaseClosing {
        .with {
            $0.subject = subject.wire
            $0.reason = reason
        }
    }

    init(_ wire: WirePurchaseClosing) throws {
        self.init(subject: try DocumentReference(wire.subject, "purchaseClosing.subject"), reason: wire.reason)
    }
}

extension ArrivalReport {
    var wire: WireArrivalReport {
        .with {
            $0.subject = subject.wire
            $0.happenedAt = happenedAt.wire
            $0.waybill = waybill
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireArrivalReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "arrival.happenedAt") }
        self.init(
            subject: try DocumentReference(wire.subject, "arrival.subject"), happenedAt: Moment(wire.happenedAt), waybill: wire.waybill,
            lines: wire.lines.map(Arrival.Line.init))
    }
}

extension InspectionReport {
    var wire: WireInspectionReport {
        .with {
            $0.subject = subject.wire
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireInspectionReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "inspection.happenedAt") }
        self.init(
            subject: try DocumentReference(wire.subject, "inspection.subject"), happenedAt: Moment(wire.happenedAt),
            lines: wire.lines.map(Inspection.Line.init))
    }
}

extension PutAwayReport {
    var wire: WirePutAwayReport {
        .with {
            $0.subject = subject.wire
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WirePutAwayReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "putAway.happenedAt") }
        self.init(
            subject: try DocumentReference(wire.subject, "putAway.subject"), happenedAt: Moment(wire.happenedAt),
            lines: try wire.lines.map(StockLine.init))
    }
}

extension PurchaseReturnWish {
    var wire: WirePurchaseReturnWish {
        .with {
            $0.receipt = receipt.wire
            $0.reason = reason
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.pieces = line.pieces
                    $0.condition = line.condition
                }
            }
        }
    }

    init(_ wire: WirePurchaseReturnWish) throws {
        self.init(
            receipt: try DocumentReference(wire.receipt, "purchaseReturnRequest.receipt"), reason: wire.reason,
            lines: wire.lines.map { Line(line: $0.line, pieces: $0.pieces, condition: $0.condition) })
    }
}

extension PurchaseReturnReport {
    var wire: WirePurchaseReturnReport {
        .with {
            $0.subject = subject.wire
            $0.happenedAt = happenedAt.wire
            $0.waybill = waybill
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WirePurchaseReturnReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "purchaseReturnIssue.happenedAt") }
        self.init(
            subject: try DocumentReference(wire.subject, "purchaseReturnIssue.subject"), happenedAt: Moment(wire.happenedAt),
            waybill: wire.waybill, lines: try wire.lines.map(StockLine.init))
    }
}

extension LandedCostBill {
    var wire: WireLandedCostBill {
        .with {
            $0.carrier = carrier.number
            $0.happenedAt = happenedAt.wire
            $0.basis = basis.wire
            $0.grossFen = gross.fen
            $0.rate = rate.tenThousandths
            $0.specialInvoice = hasSpecialInvoice
            $0.receipts = receipts.map(\.wire)
            $0.note = note
        }
    }

    init(_ wire: WireLandedCostBill) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "landedCost.happenedAt") }
        self.init(
            carrier: try requiredSupplier(wire.carrier, "landedCost.carrier"), happenedAt: Moment(wire.happenedAt),
            basis: try spreadBasis(wire.basis, "landedCost.basis"), gross: Money(fen: wire.grossFen),
            rate: Rate(tenThousandths: wire.rate), hasSpecialInvoice: wire.specialInvoice,
            receipts: try wire.receipts.map { try DocumentReference($0, "landedCost.receipts") }, note: wire.note)
    }
}

extension PriceChangeRequest {
    var wire: WirePriceChangeRequest {
        .with {
            $0.receipt = receipt.wire
            $0.line = line
            $0.happenedAt = happenedAt.wire
            $0.amountFen = amount.fen
            $0.reason = reason
        }
    }

    init(_ wire: WirePriceChangeRequest) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "priceChange.happenedAt") }
        self.init(
            receipt: try DocumentReference(wire.receipt, "priceChange.receipt"), line: wire.line, happenedAt: Moment(wire.happenedAt),
            amount: Money(fen: wire.amountFen), reason: wire.reason)
    }
}

extension DropshipConfirmation {
    var wire: WireDropshipConfirmation {
        .with {
            $0.notice = notice
            $0.shop = shop
            $0.externalID = externalID
            $0.warehouse = warehouse
            $0.happenedAt = happenedAt.wire
            $0.waybill = waybill
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.pieces = line.pieces
                    $0.amountFen = line.amount.fen
                }
            }
        }
    }

    init(_ wire: WireDropshipConfirmation) throws {
        var notice = wire.notice
        if !wire.noticeNumber.isEmpty {
            guard let number = DocumentNumber(wire.noticeNumber), number.kind == .deliveryNotice else {
                throw WireError.badValue(field: "dropshipConfirmation.noticeNumber", value: wire.noticeNumber)
            }
            notice = number.position
        }
        guard wire.hasHappenedAt else { throw WireError.missing(field: "dropshipConfirmation.happenedAt") }
        self.init(
            notice: notice, shop: wire.shop, externalID: wire.externalID, warehouse: wire.warehouse,
            happenedAt: Moment(wire.happenedAt), waybill: wire.waybill,
            lines: wire.lines.map { Line(line: $0.line, pieces: $0.pieces, amount: Money(fen: $0.amountFen)) })
    }
}
