import Documents
import Kernel
import SwiftProtobuf

/// The moment at which something happened, which callers must state.
private func happened(_ isThere: Bool, _ moment: Google_Protobuf_Timestamp, _ record: String) throws -> Moment {
    guard isThere else { throw WireError.missing(field: record + ".happenedAt") }
    return Moment(moment)
}

extension OtherReceipt {
    var wire: WireOtherReceipt {
        .with {
            $0.warehouse = warehouse
            $0.reason = WireOtherReceiptReason(rawValue: Int(reason.rawValue)) ?? .unsaid
            $0.happenedAt = happenedAt.wire
            $0.atAverage = isAtAverage
            $0.note = note
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireOtherReceipt) throws {
        guard let reason = OtherReceiptReason(rawValue: Int64(wire.reason.rawValue)) else {
            throw WireError.badValue(field: "otherReceipt.reason", value: "\(wire.reason.rawValue)")
        }
        self.init(
            warehouse: wire.warehouse, reason: reason,
            happenedAt: try happened(wire.hasHappenedAt, wire.happenedAt, "otherReceipt"), isAtAverage: wire.atAverage, note: wire.note,
            lines: try wire.lines.map(StockLine.init))
    }
}

extension OtherIssue {
    var wire: WireOtherIssue {
        .with {
            $0.warehouse = warehouse
            $0.reason = WireOtherIssueReason(rawValue: Int(reason.rawValue)) ?? .unsaid
            $0.badManagement = isBadManagement
            $0.happenedAt = happenedAt.wire
            $0.note = note
            $0.lines = lines.map(\.wire)
            $0.book = book
            $0.costFen = cost.fen
            $0.maker = maker.fingerprint
            $0.request = isRequest
            $0.approvedRequest = request
        }
    }

    init(_ wire: WireOtherIssue) throws {
        guard let reason = OtherIssueReason(rawValue: Int64(wire.reason.rawValue)) else {
            throw WireError.badValue(field: "otherIssue.reason", value: "\(wire.reason.rawValue)")
        }
        self.init(
            warehouse: wire.warehouse, book: wire.book, reason: reason, isBadManagement: wire.badManagement,
            happenedAt: try happened(wire.hasHappenedAt, wire.happenedAt, "otherIssue"), note: wire.note,
            lines: try wire.lines.map(StockLine.init), cost: Money(fen: wire.costFen), maker: Staff(fingerprint: wire.maker),
            isRequest: wire.request, request: wire.approvedRequest)
    }
}

extension ConditionChange {
    var wire: WireConditionChange {
        .with {
            $0.warehouse = warehouse
            $0.happenedAt = happenedAt.wire
            $0.reason = reason
            $0.lines = lines.map { line in
                .with {
                    $0.from = line.from.wire
                    $0.condition = line.condition
                    $0.bin = line.bin
                }
            }
        }
    }

    init(_ wire: WireConditionChange) throws {
        self.init(
            warehouse: wire.warehouse, happenedAt: try happened(wire.hasHappenedAt, wire.happenedAt, "conditionChange"),
            reason: wire.reason,
            lines: try wire.lines.map { line in
                guard line.hasFrom else { throw WireError.missing(field: "conditionChange.lines.from") }
                return Line(from: try StockLine(line.from), condition: line.condition, bin: line.bin)
            })
    }
}

extension BinMove {
    var wire: WireBinMove {
        .with {
            $0.warehouse = warehouse
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map { line in
                .with {
                    $0.from = line.from.wire
                    $0.bin = line.bin
                }
            }
        }
    }

    init(_ wire: WireBinMove) throws {
        self.init(
            warehouse: wire.warehouse, happenedAt: try happened(wire.hasHappenedAt, wire.happenedAt, "binMove"),
            lines: try wire.lines.map { line in
                guard line.hasFrom else { throw WireError.missing(field: "binMove.lines.from") }
                return Line(from: try StockLine(line.from), bin: line.bin)
            })
    }
}

extension Assembly {
    var wire: WireAssembly {
        .with {
            $0.warehouse = warehouse
            $0.kind = WireAssemblyKind(rawValue: Int(kind.rawValue)) ?? .unsaid
            $0.happenedAt = happenedAt.wire
            $0.taken = taken.map(\.wire)
            $0.made = made.map { made in
                .with {
                    $0.stock = made.stock.wire
                    $0.ratio = made.ratio
                }
            }
        }
    }

    init(_ wire: WireAssembly) throws {
        guard let kind = Kind(rawValue: Int64(wire.kind.rawValue)) else {
            throw WireError.badValue(field: "assembly.kind", value: "\(wire.kind.rawValue)")
        }
        self.init(
            warehouse: wire.warehouse, kind: kind, happenedAt: try happened(wire.hasHappenedAt, wire.happenedAt, "assembly"),
            taken: try wire.taken.map(StockLine.init),
            made: try wire.made.map { made in
                guard made.hasStock else { throw WireError.missing(field: "assembly.made.stock") }
                return Made(try StockLine(made.stock), ratio: made.ratio)
            })
    }
}

extension OpeningBalances {
    var wire: WireOpeningBalances {
        .with {
            $0.book = book
            $0.day = Int32(day.compact)
            $0.lines = lines.map { line in
                .with {
                    $0.role = line.role.word
                    $0.credit = line.side == .credit
                    $0.amountFen = line.amount.fen
                    $0.party = line.party
                }
            }
        }
    }

    init(_ wire: WireOpeningBalances) throws {
        self.init(
            book: wire.book, day: try dayValue(wire.day, "openingBalances.day"),
            lines: try wire.lines.map { line in
                guard let role = AccountRole(word: line.role) else {
                    throw WireError.badValue(field: "openingBalances.lines.role", value: line.role)
                }
                return Line(line.credit ? .credit : .debit, role, Money(fen: line.amountFen), party: line.party)
            })
    }
}
