import Documents
import Kernel
import SwiftProtobuf

extension TransferPricing {
    var wire: WireTransferWish.Pricing {
        switch self {
        case .cost: .cost
        case .agreed: .agreed
        case .market: .market
        }
    }

    init(_ wire: WireTransferWish.Pricing, _ field: String) throws {
        switch wire {
        case .cost: self = .cost
        case .agreed: self = .agreed
        case .market: self = .market
        case .UNRECOGNIZED(let number): throw WireError.badValue(field: field, value: String(number))
        }
    }
}

extension TransferShortageCause {
    var wire: WireTransferShortageReport.Cause {
        switch self {
        case .unknown: .noCauseYet
        case .reasonable: .reasonable
        case .carrier: .carrier
        case .badManagement: .badManagement
        case .theft: .theft
        case .lost: .lost
        case .disaster: .disaster
        }
    }

    init(_ wire: WireTransferShortageReport.Cause, _ field: String) throws {
        switch wire {
        case .noCauseYet: self = .unknown
        case .reasonable: self = .reasonable
        case .carrier: self = .carrier
        case .badManagement: self = .badManagement
        case .theft: self = .theft
        case .lost: self = .lost
        case .disaster: self = .disaster
        case .UNRECOGNIZED(let number): throw WireError.badValue(field: field, value: String(number))
        }
    }
}

/// 正品 is the empty text on the wire.
private func wireCondition(_ condition: String) -> String { condition == StockCondition.good ? "" : condition }
private func condition(_ wire: String) -> String { wire.isEmpty ? StockCondition.good : wire }

/// A moment that a fact cannot do without.
private func moment(_ has: Bool, _ wire: Google_Protobuf_Timestamp, _ field: String) throws -> Moment {
    guard has else { throw WireError.missing(field: field) }
    return Moment(wire)
}

// MARK: What callers ask for

extension TransferWish {
    var wire: WireTransferWish {
        .with {
            $0.from = from
            $0.to = to
            $0.pricing = pricing.wire
            $0.reason = reason
            $0.lines = lines.map { line in
                .with {
                    $0.item = line.item.number
                    $0.pieces = line.pieces
                    $0.priceFen = line.price.fen
                    $0.condition = wireCondition(line.condition)
                }
            }
        }
    }

    init(_ wire: WireTransferWish) throws {
        self.init(
            from: wire.from, to: wire.to, pricing: try TransferPricing(wire.pricing, "transferRequest.pricing"), reason: wire.reason,
            lines: try wire.lines.map {
                Line(
                    item: try itemCode($0.item, "transferRequest.lines.item"), condition: condition($0.condition), pieces: $0.pieces,
                    price: Money(fen: $0.priceFen))
            })
    }
}

extension TransferIssueReport {
    var wire: WireTransferIssueReport {
        .with {
            $0.transfer = transfer.wire
            $0.happenedAt = happenedAt.wire
            $0.waybill = waybill
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireTransferIssueReport) throws {
        self.init(
            transfer: try DocumentReference(wire.transfer, "transferIssue.transfer"),
            happenedAt: try moment(wire.hasHappenedAt, wire.happenedAt, "transferIssue.happenedAt"), waybill: wire.waybill,
            lines: try wire.lines.map(StockLine.init))
    }
}

extension TransferReceiptReport {
    var wire: WireTransferReceiptReport {
        .with {
            $0.source = source.wire
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
            $0.bin = bin
        }
    }

    init(_ wire: WireTransferReceiptReport) throws {
        self.init(
            source: try DocumentReference(wire.source, "transferReceipt.source"),
            happenedAt: try moment(wire.hasHappenedAt, wire.happenedAt, "transferReceipt.happenedAt"),
            lines: try wire.lines.map(StockLine.init), bin: wire.bin)
    }
}

extension TransferShortageReport {
    var wire: WireTransferShortageReport {
        .with {
            $0.issue = issue.wire
            $0.happenedAt = happenedAt.wire
            $0.cause = cause.wire
            $0.responsible = responsible
            $0.note = note
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.pieces = line.pieces
                }
            }
        }
    }

    init(_ wire: WireTransferShortageReport) throws {
        self.init(
            issue: try DocumentReference(wire.issue, "transferShortage.issue"),
            happenedAt: try moment(wire.hasHappenedAt, wire.happenedAt, "transferShortage.happenedAt"),
            cause: try TransferShortageCause(wire.cause, "transferShortage.cause"), responsible: wire.responsible, note: wire.note,
            lines: wire.lines.map { Line(line: $0.line, pieces: $0.pieces) })
    }
}

extension TransferCancellationRequest {
    var wire: WireTransferCancellationRequest {
        .with {
            $0.request = request.wire
            $0.reason = reason
        }
    }

    init(_ wire: WireTransferCancellationRequest) throws {
        self.init(request: try DocumentReference(wire.request, "transferCancellation.request"), reason: wire.reason)
    }
}

// MARK: Documents

extension TransferRequest {
    var wire: WireTransferRequest {
        .with {
            $0.from = from
            $0.book = book
            $0.to = to
            $0.pricing = pricing.wire
            $0.reason = reason
            $0.maker = maker.fingerprint
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.item = line.item.number
                    $0.condition = wireCondition(line.condition)
                    $0.pieces = line.pieces
                    $0.priceFen = line.price.fen
                    $0.expectedCostFen = line.expectedCost.fen
                }
            }
        }
    }

    init(_ wire: WireTransferRequest) throws {
        self.init(
            from: wire.from, book: wire.book, to: wire.to, pricing: try TransferPricing(wire.pricing, "pricing"), reason: wire.reason,
            maker: Staff(fingerprint: wire.maker),
            lines: try wire.lines.map {
                Line(
                    line: $0.line, item: try itemCode($0.item, "lines.item"), condition: condition($0.condition), pieces: $0.pieces,
                    price: Money(fen: $0.priceFen), expectedCost: Money(fen: $0.expectedCostFen))
            })
    }
}

extension TransferNotice {
    var wire: WireTransferNotice {
        .with {
            $0.request = request
            $0.from = from
            $0.to = to
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.item = line.item.number
                    $0.condition = wireCondition(line.condition)
                    $0.pieces = line.pieces
                }
            }
        }
    }

    init(_ wire: WireTransferNotice) throws {
        self.init(
            request: wire.request, from: wire.from, to: wire.to,
            lines: try wire.lines.map {
                Line(line: $0.line, item: try itemCode($0.item, "lines.item"), condition: condition($0.condition), pieces: $0.pieces)
            })
    }
}

extension TransferIssue {
    var wire: WireTransferIssue {
        .with {
            $0.notice = notice
            $0.request = request
            $0.from = from
            $0.to = to
            $0.pricing = pricing.wire
            $0.prices = prices.map { price in
                .with {
                    $0.line = price.line
                    $0.priceFen = price.price.fen
                }
            }
            $0.happenedAt = happenedAt.wire
            $0.waybill = waybill
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireTransferIssue) throws {
        self.init(
            notice: wire.notice, request: wire.request, from: wire.from, to: wire.to,
            pricing: try TransferPricing(wire.pricing, "pricing"),
            prices: wire.prices.map { Price(line: $0.line, price: Money(fen: $0.priceFen)) }, happenedAt: Moment(wire.happenedAt),
            waybill: wire.waybill, lines: try wire.lines.map(StockLine.init))
    }
}

extension TransferReceipt {
    var wire: WireTransferReceipt {
        .with {
            $0.issue = issue
            $0.request = request
            $0.shortage = shortage
            $0.to = to
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireTransferReceipt) throws {
        self.init(
            issue: wire.issue, request: wire.request, shortage: wire.shortage, to: wire.to, happenedAt: Moment(wire.happenedAt),
            lines: try wire.lines.map(StockLine.init))
    }
}

extension TransferShortage {
    var wire: WireTransferShortage {
        .with {
            $0.issue = issue
            $0.request = request
            $0.to = to
            $0.happenedAt = happenedAt.wire
            $0.cause = cause.wire
            $0.responsible = responsible
            $0.note = note
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.item = line.item.number
                    $0.condition = wireCondition(line.condition)
                    $0.pieces = line.pieces
                }
            }
        }
    }

    init(_ wire: WireTransferShortage) throws {
        self.init(
            issue: wire.issue, request: wire.request, to: wire.to, happenedAt: Moment(wire.happenedAt),
            cause: try TransferShortageCause(wire.cause, "cause"), responsible: wire.responsible, note: wire.note,
            lines: try wire.lines.map {
                Line(line: $0.line, item: try itemCode($0.item, "lines.item"), condition: condition($0.condition), pieces: $0.pieces)
            })
    }
}

extension TransferCancellation {
    var wire: WireTransferCancellation {
        .with {
            $0.request = request
            $0.notice = notice
            $0.reason = reason
        }
    }

    init(_ wire: WireTransferCancellation) throws { self.init(request: wire.request, notice: wire.notice, reason: wire.reason) }
}

extension TransferShare {
    var wire: WireTransferShare {
        .with {
            $0.ordinal = ordinal
            $0.issue = issue
            $0.line = line
            $0.shortage = shortage
            $0.warehouse = warehouse
            $0.item = item.number
            $0.condition = wireCondition(condition)
            $0.pieces = pieces
            $0.costFen = cost.fen
            $0.priceFen = price.fen
            $0.inputVatFen = inputVAT.fen
        }
    }

    init(_ wire: WireTransferShare) throws {
        self.init(
            ordinal: wire.ordinal, issue: wire.issue, line: wire.line, shortage: wire.shortage, warehouse: wire.warehouse,
            item: try itemCode(wire.item, "transfers.item"),
            condition: wire.condition.isEmpty ? StockCondition.good : wire.condition, pieces: wire.pieces,
            cost: Money(fen: wire.costFen), price: Money(fen: wire.priceFen), inputVAT: Money(fen: wire.inputVatFen))
    }
}
