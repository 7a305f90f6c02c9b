import Documents
import Kernel
import SwiftProtobuf

/// A supplier's code that must be there.
func requiredSupplier(_ number: Int64, _ field: String) throws -> SupplierCode {
    guard let code = try supplierCode(number, field) else { throw WireError.missing(field: field) }
    return code
}

func spreadBasis(_ wire: WireSpreadBasis, _ field: String) throws -> SpreadBasis {
    guard let basis = SpreadBasis(rawValue: Int64(wire.rawValue)) else {
        throw WireError.badValue(field: field, value: String(wire.rawValue))
    }
    return basis
}

extension SpreadBasis {
    var wire: WireSpreadBasis { WireSpreadBasis(rawValue: Int(rawValue)) ?? .byAmount }
}

extension PurchaseTerms {
    var wire: WirePurchaseTerms {
        .with {
            $0.supplier = supplier.number
            $0.warehouse = warehouse
            $0.orderedAt = orderedAt.wire
            $0.expected = Int32(expected.compact)
            $0.tolerance = tolerance.tenThousandths
            $0.mustInspect = mustInspect
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.item = line.item.number
                    $0.pieces = line.pieces
                    $0.amountFen = line.amount.fen
                }
            }
        }
    }

    init(_ wire: WirePurchaseTerms) throws {
        guard wire.hasOrderedAt else { throw WireError.missing(field: "purchaseOrder.orderedAt") }
        self.init(
            supplier: try requiredSupplier(wire.supplier, "purchaseOrder.supplier"), warehouse: wire.warehouse,
            orderedAt: Moment(wire.orderedAt), expected: try dayValue(wire.expected, "purchaseOrder.expected"),
            tolerance: Rate(tenThousandths: wire.tolerance), mustInspect: wire.mustInspect,
            lines: try wire.lines.map {
                Line(
                    line: $0.line, item: try itemCode($0.item, "purchaseOrder.lines.item"), pieces: $0.pieces,
                    amount: Money(fen: $0.amountFen))
            })
    }
}

extension PurchaseOrder {
    var wire: WirePurchaseOrder {
        .with {
            $0.terms = terms.wire
            $0.book = book
            $0.maker = maker.fingerprint
            $0.replaces = replaces
            $0.recalled = recalled
            $0.closing = isClosing
            $0.reason = reason
        }
    }

    init(_ wire: WirePurchaseOrder) throws {
        self.init(
            terms: try PurchaseTerms(wire.terms), book: wire.book, maker: Staff(fingerprint: wire.maker), replaces: wire.replaces,
            recalled: wire.recalled, isClosing: wire.closing, reason: wire.reason)
    }
}

extension ReceivingNotice {
    var wire: WireReceivingNotice {
        .with {
            $0.order = order
            $0.supplier = supplier.number
            $0.warehouse = warehouse
            $0.expected = Int32(expected.compact)
            $0.mustInspect = mustInspect
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.item = line.item.number
                    $0.pieces = line.pieces
                    $0.most = line.most
                }
            }
        }
    }

    init(_ wire: WireReceivingNotice) throws {
        self.init(
            order: wire.order, supplier: try requiredSupplier(wire.supplier, "supplier"), warehouse: wire.warehouse,
            expected: try dayValue(wire.expected, "expected"), mustInspect: wire.mustInspect,
            lines: try wire.lines.map {
                Line(line: $0.line, item: try itemCode($0.item, "lines.item"), pieces: $0.pieces, most: $0.most)
            })
    }
}

extension Arrival.Line {
    var wire: WireArrivalLine {
        .with {
            $0.line = line
            $0.pieces = pieces
        }
    }

    init(_ wire: WireArrivalLine) { self.init(line: wire.line, pieces: wire.pieces) }
}

extension Arrival {
    var wire: WireArrival {
        .with {
            $0.notice = notice
            $0.happenedAt = happenedAt.wire
            $0.waybill = waybill
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireArrival) {
        self.init(
            notice: wire.notice, happenedAt: Moment(wire.happenedAt), waybill: wire.waybill, lines: wire.lines.map(Arrival.Line.init))
    }
}

extension Inspection.Line {
    var wire: WireInspectionLine {
        .with {
            $0.line = line
            $0.accepted = accepted
            $0.rejected = rejected
            $0.reason = reason
        }
    }

    init(_ wire: WireInspectionLine) {
        self.init(line: wire.line, accepted: wire.accepted, rejected: wire.rejected, reason: wire.reason)
    }
}

extension Inspection {
    var wire: WireInspection {
        .with {
            $0.notice = notice
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireInspection) {
        self.init(notice: wire.notice, happenedAt: Moment(wire.happenedAt), lines: wire.lines.map(Inspection.Line.init))
    }
}

extension LandedCost {
    var wire: WireLandedCost {
        .with {
            $0.book = book
            $0.carrier = carrier.number
            $0.happenedAt = happenedAt.wire
            $0.basis = basis.wire
            $0.costFen = cost.fen
            $0.inputVatFen = inputVAT.fen
            $0.parts = parts.map { part in
                .with {
                    $0.receipt = part.receipt
                    $0.line = part.line
                    $0.amountFen = part.amount.fen
                }
            }
            $0.note = note
        }
    }

    init(_ wire: WireLandedCost) throws {
        self.init(
            book: wire.book, carrier: try requiredSupplier(wire.carrier, "carrier"), happenedAt: Moment(wire.happenedAt),
            basis: try spreadBasis(wire.basis, "basis"), cost: Money(fen: wire.costFen), inputVAT: Money(fen: wire.inputVatFen),
            parts: wire.parts.map { Part(receipt: $0.receipt, line: $0.line, amount: Money(fen: $0.amountFen)) }, note: wire.note)
    }
}

extension PriceChange {
    var wire: WirePriceChange {
        .with {
            $0.receipt = receipt
            $0.line = line
            $0.book = book
            $0.supplier = supplier.number
            $0.happenedAt = happenedAt.wire
            $0.amountFen = amount.fen
            $0.differenceFen = difference.fen
            $0.reason = reason
        }
    }

    init(_ wire: WirePriceChange) throws {
        self.init(
            receipt: wire.receipt, line: wire.line, book: wire.book, supplier: try requiredSupplier(wire.supplier, "supplier"),
            happenedAt: Moment(wire.happenedAt), amount: Money(fen: wire.amountFen), difference: Money(fen: wire.differenceFen),
            reason: wire.reason)
    }
}

extension PurchaseReturnLine {
    var wire: WirePurchaseReturnLine {
        .with {
            $0.line = line
            $0.item = item.number
            $0.condition = condition == StockCondition.good ? "" : condition
            $0.pieces = pieces
            $0.amountFen = amount.fen
        }
    }

    init(_ wire: WirePurchaseReturnLine) throws {
        self.init(
            line: wire.line, item: try itemCode(wire.item, "lines.item"),
            condition: wire.condition.isEmpty ? StockCondition.good : wire.condition, pieces: wire.pieces,
            amount: Money(fen: wire.amountFen))
    }
}

extension PurchaseReturnRequest {
    var wire: WirePurchaseReturnRequest {
        .with {
            $0.receipt = receipt
            $0.warehouse = warehouse
            $0.supplier = supplier.number
            $0.book = book
            $0.reason = reason
            $0.maker = maker.fingerprint
            $0.withdraws = withdraws
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WirePurchaseReturnRequest) throws {
        self.init(
            receipt: wire.receipt, warehouse: wire.warehouse, supplier: try requiredSupplier(wire.supplier, "supplier"),
            book: wire.book, reason: wire.reason, maker: Staff(fingerprint: wire.maker), withdraws: wire.withdraws,
            lines: try wire.lines.map(PurchaseReturnLine.init))
    }
}

extension PurchaseReturnOrder {
    var wire: WirePurchaseReturnOrder {
        .with {
            $0.request = request
            $0.receipt = receipt
            $0.warehouse = warehouse
            $0.supplier = supplier.number
            $0.book = book
            $0.reason = reason
            $0.maker = maker.fingerprint
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WirePurchaseReturnOrder) throws {
        self.init(
            request: wire.request, receipt: wire.receipt, warehouse: wire.warehouse,
            supplier: try requiredSupplier(wire.supplier, "supplier"), book: wire.book, reason: wire.reason,
            maker: Staff(fingerprint: wire.maker), lines: try wire.lines.map(PurchaseReturnLine.init))
    }
}

extension PurchaseReturnIssue {
    var wire: WirePurchaseReturnIssue {
        .with {
            $0.order = order
            $0.receipt = receipt
            $0.warehouse = warehouse
            $0.supplier = supplier.number
            $0.happenedAt = happenedAt.wire
            $0.waybill = waybill
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WirePurchaseReturnIssue) throws {
        self.init(
            order: wire.order, receipt: wire.receipt, warehouse: wire.warehouse,
            supplier: try requiredSupplier(wire.supplier, "supplier"), happenedAt: Moment(wire.happenedAt), waybill: wire.waybill,
            lines: try wire.lines.map(StockLine.init))
    }
}
