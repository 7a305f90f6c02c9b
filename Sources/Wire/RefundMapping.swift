import Documents
import Kernel
import SwiftProtobuf

extension ChannelRefund {
    var wire: WireChannelRefund {
        .with {
            $0.shop = shop
            $0.externalID = externalID
            $0.orderID = orderID
            $0.happenedAt = happenedAt.wire
            $0.form = WireRefundForm(rawValue: Int(form.rawValue)) ?? .redInvoice
            $0.forGoods = isForGoods
            $0.reason = reason
            $0.amountFen = amount.fen
            $0.lines = lines.map { line in
                .with {
                    $0.lineID = line.lineID
                    $0.amountFen = line.amount.fen
                }
            }
            $0.shares = shares.map(\.wire)
            $0.statesShares = statesShares
            $0.trade = trade
            $0.parts = parts.map { part in
                .with {
                    $0.line = part.line
                    $0.buyerFen = part.buyer.fen
                    $0.shares = part.shares.map(\.wire)
                }
            }
            $0.repaidFen = repaid.fen
            $0.waitingFen = waiting.fen
            $0.excessFen = excess.fen
            $0.endsOrder = endsOrder
        }
    }

    init(_ wire: WireChannelRefund) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "channelRefund.happenedAt") }
        guard let form = RefundForm(rawValue: Int64(wire.form.rawValue)) else {
            throw WireError.badValue(field: "channelRefund.form", value: String(wire.form.rawValue))
        }
        self.init(
            shop: wire.shop, externalID: wire.externalID, orderID: wire.orderID, happenedAt: Moment(wire.happenedAt), form: form,
            isForGoods: wire.forGoods, reason: wire.reason, amount: Money(fen: wire.amountFen),
            lines: wire.lines.map { Line(lineID: $0.lineID, amount: Money(fen: $0.amountFen)) },
            shares: wire.shares.map(BorneDiscount.init), statesShares: wire.statesShares, trade: wire.trade,
            parts: wire.parts.map {
                Part(line: $0.line, buyer: Money(fen: $0.buyerFen), shares: $0.shares.map(BorneDiscount.init))
            }, repaid: Money(fen: wire.repaidFen), waiting: Money(fen: wire.waitingFen), excess: Money(fen: wire.excessFen),
            endsOrder: wire.endsOrder)
    }
}

extension RefundLine {
    var wire: WireRefundLine {
        .with {
            $0.line = line
            $0.grossFen = gross.fen
            $0.netFen = net.fen
            $0.shares = shares.map(\.wire)
        }
    }

    init(_ wire: WireRefundLine) {
        self.init(
            line: wire.line, gross: Money(fen: wire.grossFen), net: Money(fen: wire.netFen), shares: wire.shares.map(BorneDiscount.init))
    }
}

extension RedReceivable {
    var wire: WireRedReceivable {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.refund = refund
            $0.hadWaited = hadWaited
            $0.forGoods = isForGoods
            $0.lines = lines.map(\.wire)
            $0.refundableFen = refundable.fen
            $0.postings = postings.map(\.wire)
        }
    }

    init(_ wire: WireRedReceivable) throws {
        self.init(
            trade: wire.trade, shop: wire.shop, refund: wire.refund, hadWaited: wire.hadWaited, isForGoods: wire.forGoods,
            lines: wire.lines.map(RefundLine.init), refundable: Money(fen: wire.refundableFen),
            postings: try wire.postings.map(Posting.init))
    }
}

extension ExpenseNote {
    var wire: WireExpenseNote {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.refund = refund
            $0.hadWaited = hadWaited
            $0.forGoods = isForGoods
            $0.lines = lines.map(\.wire)
            $0.postings = postings.map(\.wire)
        }
    }

    init(_ wire: WireExpenseNote) throws {
        self.init(
            trade: wire.trade, shop: wire.shop, refund: wire.refund, hadWaited: wire.hadWaited, isForGoods: wire.forGoods,
            lines: wire.lines.map(RefundLine.init), postings: try wire.postings.map(Posting.init))
    }
}
