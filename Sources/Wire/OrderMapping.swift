import Documents
import Foundation
import Kernel
import SwiftProtobuf

extension PersonReference {
    var wire: WirePersonReference {
        .with {
            $0.person = person
            $0.digest = .init(digest)
        }
    }
    init(_ wire: WirePersonReference) { self.init(person: wire.person, digest: [UInt8](wire.digest)) }
}

extension BorneDiscount {
    var wire: WireBorneDiscount {
        .with {
            $0.party = party
            $0.amountFen = amount.fen
        }
    }
    init(_ wire: WireBorneDiscount) { self.init(party: wire.party, amount: Money(fen: wire.amountFen)) }
}

extension ChannelOrder.Line {
    var wire: WireChannelOrderLine {
        .with {
            $0.lineID = lineID
            $0.merchantCode = merchantCode
            $0.pieces = pieces
            $0.amountFen = amount.fen
            $0.freightFen = freight.fen
            $0.discounts = discounts.map(\.wire)
            $0.gift = isGift
            $0.seller = seller
        }
    }

    init(_ wire: WireChannelOrderLine) {
        self.init(
            lineID: wire.lineID, merchantCode: wire.merchantCode, pieces: wire.pieces, amount: Money(fen: wire.amountFen),
            freight: Money(fen: wire.freightFen), discounts: wire.discounts.map(BorneDiscount.init), isGift: wire.gift,
            seller: wire.seller)
    }
}

extension ChannelOrder {
    var wire: WireChannelOrder {
        .with {
            $0.shop = shop
            $0.externalID = externalID
            $0.standing = WireChannelStanding(rawValue: Int(standing.rawValue)) ?? .open
            $0.payment = WireChannelPayment(rawValue: Int(payment.rawValue)) ?? .unpaid
            $0.channelState = channelState
            $0.placedAt = placedAt.wire
            if let paidAt { $0.paidAt = paidAt.wire }
            if let shippedAt { $0.shippedAt = shippedAt.wire }
            if let deliveredAt { $0.deliveredAt = deliveredAt.wire }
            $0.area = area
            if let recipient { $0.recipient = recipient.wire }
            $0.taxExcluded = !taxIncluded
            $0.lines = lines.map(\.wire)
            $0.discounts = discounts.map(\.wire)
            $0.freightFen = freight.fen
            $0.payments = payments.map { part in
                .with {
                    $0.sequence = part.sequence
                    $0.means = part.means
                    $0.amountFen = part.amount.fen
                }
            }
            $0.returnOrder = returnOrder
            $0.returnTrade = returnTrade
        }
    }

    init(_ wire: WireChannelOrder) throws {
        guard wire.hasPlacedAt else { throw WireError.missing(field: "placedAt") }
        guard let standing = Standing(rawValue: Int64(wire.standing.rawValue)) else {
            throw WireError.badValue(field: "standing", value: "\(wire.standing)")
        }
        guard let payment = Payment(rawValue: Int64(wire.payment.rawValue)) else {
            throw WireError.badValue(field: "payment", value: "\(wire.payment)")
        }
        self.init(
            shop: wire.shop, externalID: wire.externalID, standing: standing, payment: payment, channelState: wire.channelState,
            placedAt: Moment(wire.placedAt), paidAt: wire.hasPaidAt ? Moment(wire.paidAt) : nil,
            shippedAt: wire.hasShippedAt ? Moment(wire.shippedAt) : nil,
            deliveredAt: wire.hasDeliveredAt ? Moment(wire.deliveredAt) : nil, area: wire.area,
            recipient: wire.hasRecipient ? PersonReference(wire.recipient) : nil, taxIncluded: !wire.taxExcluded,
            lines: wire.lines.map(ChannelOrder.Line.init), discounts: wire.discounts.map(BorneDiscount.init),
            freight: Money(fen: wire.freightFen),
            payments: wire.payments.map {
                PaymentPart(sequence: $0.sequence, means: $0.means, amount: Money(fen: $0.amountFen))
            }, returnOrder: wire.returnOrder, returnTrade: wire.returnTrade)
    }
}

extension SalesLine {
    var wire: WireSalesLine {
        .with {
            $0.number = number
            $0.lineID = lineID
            $0.item = item.number
            $0.kit = kit
            $0.service = isService
            $0.gift = isGift
            $0.pieces = pieces
            $0.listFen = listAmount.fen
            $0.freightFen = freight.fen
            $0.grossFen = gross.fen
            $0.netFen = net.fen
            $0.rate = rate.tenThousandths
            $0.shares = shares.map(\.wire)
            $0.seller = seller
        }
    }

    init(_ wire: WireSalesLine) throws {
        self.init(
            number: wire.number, lineID: wire.lineID, item: try itemCode(wire.item, "lines.item"), kit: wire.kit,
            isService: wire.service, isGift: wire.gift, pieces: wire.pieces, listAmount: Money(fen: wire.listFen),
            freight: Money(fen: wire.freightFen), gross: Money(fen: wire.grossFen), net: Money(fen: wire.netFen),
            rate: Rate(tenThousandths: wire.rate), shares: wire.shares.map(BorneDiscount.init), seller: wire.seller)
    }
}

extension SalesOrder {
    var wire: WireSalesOrder {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.book = book
            $0.state = Int32(state.rawValue)
            $0.unmapped = unmapped
            $0.mapped = mapped
            $0.priority = priority
            $0.lines = lines.map(\.wire)
            $0.parts = parts.map { part in
                .with {
                    $0.line = part.line
                    $0.warehouse = part.warehouse
                    $0.item = part.item.number
                    $0.pieces = part.pieces
                    $0.waits = part.waits
                }
            }
            $0.recalled = recalled
            if let reservedUntil { $0.reservedUntil = reservedUntil.wire }
        }
    }

    init(_ wire: WireSalesOrder) throws {
        guard let state = OrderState(rawValue: Int64(wire.state)) else {
            throw WireError.badValue(field: "state", value: String(wire.state))
        }
        self.init(
            trade: wire.trade, shop: wire.shop, book: wire.book, state: state, unmapped: wire.unmapped, mapped: wire.mapped,
            priority: wire.priority,
            lines: try wire.lines.map(SalesLine.init),
            parts: try wire.parts.map {
                ReservedPart(
                    line: $0.line, warehouse: $0.warehouse, item: try itemCode($0.item, "parts.item"), pieces: $0.pieces,
                    waits: $0.waits)
            }, recalled: wire.recalled, reservedUntil: wire.hasReservedUntil ? Moment(wire.reservedUntil) : nil)
    }
}

extension DeliveryNotice {
    var wire: WireDeliveryNotice {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.warehouse = warehouse
            $0.priority = priority
            $0.area = area
            if let recipient { $0.recipient = recipient.wire }
            $0.freed = freed
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.item = line.item.number
                    $0.condition = line.condition == StockCondition.good ? "" : line.condition
                    $0.owner = line.owner
                    $0.pieces = line.pieces
                }
            }
        }
    }

    init(_ wire: WireDeliveryNotice) throws {
        self.init(
            trade: wire.trade, shop: wire.shop, warehouse: wire.warehouse, priority: wire.priority, area: wire.area,
            recipient: wire.hasRecipient ? PersonReference(wire.recipient) : nil, freed: wire.freed,
            lines: try wire.lines.map {
                Line(
                    line: $0.line, item: try itemCode($0.item, "lines.item"),
                    condition: $0.condition.isEmpty ? StockCondition.good : $0.condition, owner: $0.owner, pieces: $0.pieces)
            })
    }
}

extension Cancellation {
    var wire: WireCancellation {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.reason = reason
            $0.notices = notices
        }
    }

    init(_ wire: WireCancellation) {
        self.init(trade: wire.trade, shop: wire.shop, reason: wire.reason, notices: wire.notices)
    }
}

extension ChannelReturn {
    var wire: WireChannelReturn {
        .with {
            $0.shop = shop
            $0.externalID = externalID
            $0.orderID = orderID
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
            $0.trade = trade
            $0.form = form.wire
            $0.carrier = carrier
            $0.waybill = waybill
            $0.reason = reason
        }
    }

    init(_ wire: WireChannelReturn) throws {
        self.init(
            shop: wire.shop, externalID: wire.externalID, orderID: wire.orderID, happenedAt: Moment(wire.happenedAt),
            lines: wire.lines.map(ChannelOrder.Line.init), trade: wire.trade, form: try returnForm(wire.form, "channelReturn.form"),
            carrier: wire.carrier, waybill: wire.waybill, reason: wire.reason)
    }
}
