import Documents
import Kernel
import SwiftProtobuf

extension BusinessTerms {
    var wire: WireBusinessTerms {
        .with {
            $0.customer = customer
            $0.mode = Int32(mode.rawValue)
            $0.termDays = termDays
        }
    }

    init(_ wire: WireBusinessTerms) throws {
        guard let mode = BusinessMode(rawValue: Int64(wire.mode)) else {
            throw WireError.badValue(field: "business.mode", value: "\(wire.mode)")
        }
        self.init(customer: wire.customer, mode: mode, termDays: wire.termDays)
    }
}

extension BusinessReceiptReport {
    var wire: WireBusinessReceiptReport {
        .with {
            $0.issue = issue.wire
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.received = line.received
                    $0.short = line.short
                    $0.refused = line.refused
                }
            }
            $0.warehouse = warehouse
            $0.back = back.map(\.wire)
            $0.note = note
        }
    }

    init(_ wire: WireBusinessReceiptReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "businessReceipt.happenedAt") }
        self.init(
            issue: try DocumentReference(wire.issue, "businessReceipt.issue"), happenedAt: Moment(wire.happenedAt),
            lines: wire.lines.map { Line(line: $0.line, received: $0.received, short: $0.short, refused: $0.refused) },
            warehouse: wire.warehouse, back: try wire.back.map(StockLine.init), note: wire.note)
    }
}

extension BusinessReceipt {
    var wire: WireBusinessReceipt {
        .with {
            $0.trade = trade
            $0.issue = issue
            $0.shop = shop
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.item = line.item.number
                    $0.received = line.received
                    $0.short = line.short
                    $0.refused = line.refused
                    $0.receivedCostFen = line.receivedCost.fen
                    $0.shortCostFen = line.shortCost.fen
                }
            }
            $0.warehouse = warehouse
            $0.back = back.map(\.wire)
            $0.last = isLast
            $0.note = note
        }
    }

    init(_ wire: WireBusinessReceipt) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "businessReceipt.happenedAt") }
        self.init(
            trade: wire.trade, issue: wire.issue, shop: wire.shop, happenedAt: Moment(wire.happenedAt),
            lines: try wire.lines.map {
                Line(
                    line: $0.line, item: try itemCode($0.item, "businessReceipt.lines.item"), received: $0.received, short: $0.short,
                    refused: $0.refused, receivedCost: Money(fen: $0.receivedCostFen), shortCost: Money(fen: $0.shortCostFen))
            }, warehouse: wire.warehouse, back: try wire.back.map(StockLine.init), isLast: wire.last, note: wire.note)
    }
}

extension StatementDeduction {
    var wire: WireStatementDeduction {
        .with {
            $0.kind = Int32(kind.rawValue)
            $0.amountFen = amount.fen
            $0.note = note
        }
    }

    init(_ wire: WireStatementDeduction) throws {
        guard let kind = Kind(rawValue: Int64(wire.kind)) else {
            throw WireError.badValue(field: "deductions.kind", value: "\(wire.kind)")
        }
        self.init(kind: kind, amount: Money(fen: wire.amountFen), note: wire.note)
    }
}

extension ConsignmentStatementReport {
    var wire: WireConsignmentStatementReport {
        .with {
            $0.shop = shop
            $0.statement = statement
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map { line in
                .with {
                    $0.externalID = line.externalID
                    $0.line = line.line
                    $0.pieces = line.pieces
                    $0.grossFen = line.gross.fen
                }
            }
            $0.deductions = deductions.map(\.wire)
            $0.note = note
        }
    }

    init(_ wire: WireConsignmentStatementReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "consignmentStatement.happenedAt") }
        self.init(
            shop: wire.shop, statement: wire.statement, happenedAt: Moment(wire.happenedAt),
            lines: wire.lines.map {
                Line(externalID: $0.externalID, line: $0.line, pieces: $0.pieces, gross: Money(fen: $0.grossFen))
            }, deductions: try wire.deductions.map(StatementDeduction.init), note: wire.note)
    }
}

extension ConsignmentStatement {
    var wire: WireConsignmentStatement {
        .with {
            $0.shop = shop
            $0.customer = customer
            $0.statement = statement
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
            $0.deductions = deductions.map(\.wire)
            $0.ended = ended
            $0.note = note
        }
    }

    init(_ wire: WireConsignmentStatement) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "consignmentStatement.happenedAt") }
        self.init(
            shop: wire.shop, customer: wire.customer, statement: wire.statement, happenedAt: Moment(wire.happenedAt),
            lines: try wire.lines.map(Line.init), deductions: try wire.deductions.map(StatementDeduction.init), ended: wire.ended,
            note: wire.note)
    }
}

extension ConsignmentStatement.Line {
    var wire: WireConsignmentStatement.Line {
        .with {
            $0.trade = trade
            $0.line = line
            $0.item = item.number
            $0.pieces = pieces
            $0.grossFen = gross.fen
            $0.parts = parts.map { part in
                .with {
                    $0.issue = part.issue
                    $0.pieces = part.pieces
                    $0.costFen = part.cost.fen
                }
            }
        }
    }

    init(_ wire: WireConsignmentStatement.Line) throws {
        self.init(
            trade: wire.trade, line: wire.line, item: try itemCode(wire.item, "consignmentStatement.lines.item"), pieces: wire.pieces,
            gross: Money(fen: wire.grossFen),
            parts: wire.parts.map { .init(issue: $0.issue, pieces: $0.pieces, cost: Money(fen: $0.costFen)) })
    }
}
