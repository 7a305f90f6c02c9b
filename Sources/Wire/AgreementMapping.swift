import Documents
import Kernel
import SwiftProtobuf

/// 正品 is the empty text on the wire.
private func wireCondition(_ condition: String) -> String { condition == StockCondition.good ? "" : condition }
private func condition(_ wire: String) -> String { wire.isEmpty ? StockCondition.good : wire }

extension StockStatusReport {
    var wire: WireStockStatusReport {
        .with {
            $0.warehouse = warehouse
            $0.position = position
            $0.part = part
            $0.last = isLast
            $0.lines = lines.map { line in
                .with {
                    $0.item = line.item.number
                    $0.condition = wireCondition(line.condition)
                    $0.owner = line.owner
                    $0.onHand = line.onHand
                    $0.reserved = line.reserved
                    $0.waiting = line.waiting
                }
            }
        }
    }

    init(_ wire: WireStockStatusReport) throws {
        self.init(
            warehouse: wire.warehouse, position: wire.position, part: wire.part, isLast: wire.last,
            lines: try wire.lines.map {
                Line(
                    item: try itemCode($0.item, "stockStatusReport.item"), condition: condition($0.condition), owner: $0.owner,
                    onHand: $0.onHand, reserved: $0.reserved, waiting: $0.waiting)
            })
    }
}

extension StockClaimReport {
    var wire: WireStockClaimReport {
        .with {
            $0.warehouse = warehouse
            $0.asOf = asOf.wire
            $0.lines = lines.map { line in
                .with {
                    $0.item = line.item.number
                    $0.condition = wireCondition(line.condition)
                    $0.pieces = line.pieces
                }
            }
        }
    }

    init(_ wire: WireStockClaimReport) throws {
        guard wire.hasAsOf else { throw WireError.missing(field: "stockClaim.asOf") }
        self.init(
            warehouse: wire.warehouse, asOf: Moment(wire.asOf),
            lines: try wire.lines.map {
                Line(item: try itemCode($0.item, "stockClaim.lines.item"), condition: condition($0.condition), pieces: $0.pieces)
            })
    }
}

extension StockClaim {
    var wire: WireStockClaim {
        .with {
            $0.warehouse = warehouse
            $0.asOf = asOf.wire
            $0.lines = lines.map { line in
                .with {
                    $0.item = line.item.number
                    $0.condition = wireCondition(line.condition)
                    $0.claimed = line.claimed
                    $0.known = line.known
                    $0.explanations = line.explanations.map { explanation in
                        .with {
                            $0.document = explanation.document
                            $0.cause = Int32(explanation.cause.rawValue)
                            $0.pieces = explanation.pieces
                        }
                    }
                    $0.unexplained = line.unexplained
                }
            }
        }
    }

    init(_ wire: WireStockClaim) throws {
        self.init(
            warehouse: wire.warehouse, asOf: Moment(wire.asOf),
            lines: try wire.lines.map { line in
                Line(
                    item: try itemCode(line.item, "stockClaim.item"), condition: condition(line.condition), claimed: line.claimed,
                    known: line.known,
                    explanations: try line.explanations.map {
                        guard let cause = ClaimCause(rawValue: Int64($0.cause)) else {
                            throw WireError.badValue(field: "stockClaim.cause", value: String($0.cause))
                        }
                        return Explanation(document: $0.document, cause: cause, pieces: $0.pieces)
                    }, unexplained: line.unexplained)
            })
    }
}

extension VarianceTask {
    var wire: WireVarianceTask {
        .with {
            $0.warehouse = finding.warehouse
            $0.item = finding.item.number
            $0.condition = wireCondition(finding.condition)
            $0.book = finding.book
            $0.found = finding.found
            $0.deadline = Int32(deadline.compact)
            $0.closes = closes
            $0.reason = reason
            $0.staff = staff.fingerprint
        }
    }

    init(_ wire: WireVarianceTask) throws {
        self.init(
            finding: VarianceFinding(
                warehouse: wire.warehouse, item: try itemCode(wire.item, "varianceTask.item"), condition: condition(wire.condition),
                book: wire.book, found: wire.found), deadline: try dayValue(wire.deadline, "varianceTask.deadline"),
            closes: wire.closes, reason: wire.reason, staff: Staff(fingerprint: wire.staff))
    }
}

extension VarianceClosing {
    var wire: WireVarianceClosing {
        .with {
            $0.subject = subject.wire
            $0.reason = reason
        }
    }

    init(_ wire: WireVarianceClosing) throws {
        self.init(subject: try DocumentReference(wire.subject, "varianceClosing.subject"), reason: wire.reason)
    }
}
