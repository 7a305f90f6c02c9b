import Documents
import Kernel
import SwiftProtobuf

extension OrderHold {
    var wire: WireOrderHold {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.action = WireHoldAction(rawValue: Int(action.rawValue)) ?? .unsaid
            $0.reason = reason
            if let until { $0.until = until.wire }
            $0.keepsReservation = keepsReservation
            $0.priority = priority
            $0.mark = mark
            $0.maker = maker.fingerprint
        }
    }

    init(_ wire: WireOrderHold) throws {
        self.init(
            trade: wire.trade, shop: wire.shop, action: try Action(wire.action, "orderHold.action"), reason: wire.reason,
            until: wire.hasUntil ? Moment(wire.until) : nil, keepsReservation: wire.keepsReservation, priority: wire.priority,
            mark: wire.mark, maker: Staff(fingerprint: wire.maker))
    }
}

extension OrderHold.Action {
    init(_ wire: WireHoldAction, _ field: String) throws {
        guard let action = OrderHold.Action(rawValue: Int64(wire.rawValue)) else {
            throw WireError.badValue(field: field, value: "\(wire.rawValue)")
        }
        self = action
    }
}

extension OrderNature {
    var wire: WireOrderNature { WireOrderNature(rawValue: Int(rawValue)) ?? .sale }

    init(_ wire: WireOrderNature, _ field: String) throws {
        guard let nature = OrderNature(rawValue: Int64(wire.rawValue)) else {
            throw WireError.badValue(field: field, value: "\(wire.rawValue)")
        }
        self = nature
    }
}

extension Reallocation {
    var wire: WireReallocation {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.from = from
            $0.to = to
            $0.reason = reason
            $0.maker = maker.fingerprint
        }
    }

    init(_ wire: WireReallocation) {
        self.init(
            trade: wire.trade, shop: wire.shop, from: wire.from, to: wire.to, reason: wire.reason, maker: Staff(fingerprint: wire.maker))
    }
}

extension ParcelMerge {
    var wire: WireParcelMerge {
        .with {
            $0.shop = shop
            $0.warehouse = warehouse
            $0.notices = notices
            $0.trades = trades
            $0.maker = maker.fingerprint
        }
    }

    init(_ wire: WireParcelMerge) throws {
        guard wire.notices.count == wire.trades.count else {
            throw WireError.badValue(field: "parcelMerge.trades", value: "\(wire.trades.count)")
        }
        self.init(
            shop: wire.shop, warehouse: wire.warehouse, notices: wire.notices, trades: wire.trades,
            maker: Staff(fingerprint: wire.maker))
    }
}

extension OrderMark {
    var wire: WireOrderMark {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.book = book
            $0.nature = nature.wire
            $0.reason = reason
            $0.amountFen = amount.fen
            $0.maker = maker.fingerprint
        }
    }

    init(_ wire: WireOrderMark) throws {
        self.init(
            trade: wire.trade, shop: wire.shop, book: wire.book, nature: try OrderNature(wire.nature, "orderMark.nature"),
            reason: wire.reason, amount: Money(fen: wire.amountFen), maker: Staff(fingerprint: wire.maker))
    }
}

extension StockOffer.Line {
    var wire: WireStockOfferLine {
        .with {
            $0.item = item.number
            $0.pieces = pieces
        }
    }

    init(_ wire: WireStockOfferLine) throws { self.init(item: try itemCode(wire.item, "lines.item"), pieces: wire.pieces) }
}

extension StockOffer {
    var wire: WireStockOffer {
        .with {
            $0.shop = shop
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireStockOffer) throws { self.init(shop: wire.shop, lines: try wire.lines.map(Line.init)) }
}

extension OfferAnswer {
    var wire: WireOfferAnswer {
        .with {
            $0.offer = offer
            $0.shop = shop
            $0.accepted = isAccepted
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireOfferAnswer) throws {
        self.init(
            offer: wire.offer, shop: wire.shop, isAccepted: wire.accepted, lines: try wire.lines.map(StockOffer.Line.init))
    }
}

// MARK: Requests

extension HoldRequest {
    var wire: WireHoldRequest {
        .with {
            $0.shop = order.shop
            $0.externalID = order.externalID
            $0.action = WireHoldAction(rawValue: Int(action.rawValue)) ?? .unsaid
            $0.reason = reason
            if let until { $0.until = until.wire }
            $0.keepsReservation = keepsReservation
            $0.priority = priority
        }
    }

    init(_ wire: WireHoldRequest) throws {
        self.init(
            order: OrderName(shop: wire.shop, externalID: wire.externalID), action: try OrderHold.Action(wire.action, "orderHold.action"),
            reason: wire.reason, until: wire.hasUntil ? Moment(wire.until) : nil, keepsReservation: wire.keepsReservation,
            priority: wire.priority)
    }
}

extension ReallocationRequest {
    var wire: WireReallocationRequest {
        .with {
            $0.shop = order.shop
            $0.externalID = order.externalID
            $0.from = from
            $0.to = to
            $0.reason = reason
        }
    }

    init(_ wire: WireReallocationRequest) {
        self.init(
            order: OrderName(shop: wire.shop, externalID: wire.externalID), from: wire.from, to: wire.to, reason: wire.reason)
    }
}

extension MergeRequest {
    var wire: WireMergeRequest {
        .with {
            $0.shop = shop
            $0.warehouse = warehouse
            $0.externalIds = externalIDs
        }
    }

    init(_ wire: WireMergeRequest) { self.init(shop: wire.shop, warehouse: wire.warehouse, externalIDs: wire.externalIds) }
}

extension MarkRequest {
    var wire: WireMarkRequest {
        .with {
            $0.shop = order.shop
            $0.externalID = order.externalID
            $0.nature = nature.wire
            $0.reason = reason
        }
    }

    init(_ wire: WireMarkRequest) throws {
        self.init(
            order: OrderName(shop: wire.shop, externalID: wire.externalID), nature: try OrderNature(wire.nature, "orderMark.nature"),
            reason: wire.reason)
    }
}

extension OfferAnswerReport {
    var wire: WireOfferAnswerReport {
        .with {
            $0.offer = offer.wire
            $0.refused = !isAccepted
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireOfferAnswerReport) throws {
        self.init(
            offer: try DocumentReference(wire.offer, "offerAnswer.offer"), isAccepted: !wire.refused,
            lines: try wire.lines.map(StockOffer.Line.init))
    }
}
