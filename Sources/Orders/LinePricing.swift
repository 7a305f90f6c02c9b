import Documents
import Kernel

/// Turns channel lines into sales lines: mapping to item, kit or service, and the money of each line to the fen.
struct LinePricing {
    let masters: MasterTables

    struct Outcome {
        var lines: [SalesLine] = []
        var unmapped: [String] = []
    }

    /// One channel line's money before it is parted over kit parts.
    private struct Amounts {
        var list: Money
        var freight: Money
        var ownDiscount: Money
        var shares: [BorneDiscount]
    }

    /// Maps and prices an order. Order discounts and freight are spread by line amount, the last line takes the rest
    /// (accounting section 3 rule 3; INV-12).
    func price(_ order: ChannelOrder) throws -> Outcome {
        for line in order.lines where order.returnOrder == 0 {
            masters.channelItems.want(.init(shop: order.shop, merchantCode: line.merchantCode))
        }
        var outcome = Outcome()
        var targets: [ChannelItemRow] = []
        for line in order.lines {
            if order.returnOrder != 0, let item = Int64(line.merchantCode) {
                // An order of our own names items.
                targets.append(ChannelItemRow(shop: order.shop, merchantCode: line.merchantCode, target: item, isKit: 0))
            } else if let row = try masters.channelItems.find(.init(shop: order.shop, merchantCode: line.merchantCode)) {
                targets.append(row)
            } else if !outcome.unmapped.contains(line.merchantCode) {
                outcome.unmapped.append(line.merchantCode)
            }
        }
        guard outcome.unmapped.isEmpty else { return outcome }
        for target in targets {
            if target.isKit == 1 {
                masters.kitParts.want(target.target)
            } else {
                masters.items.want(target.target)
                masters.rates.want(target.target)
            }
        }
        let amounts = spreadOrderAmounts(order)
        let day = order.placedAt.day
        var number: Int64 = 0
        for (index, line) in order.lines.enumerated() {
            let target = targets[index]
            if target.isKit == 1 {
                try explode(line, amounts[index], kit: target.target, order, day, &number, &outcome)
            } else {
                number += 1
                outcome.lines.append(
                    try salesLine(
                        number, line, item: ItemCode(stored: target.target), kit: 0, pieces: line.pieces, amounts[index], order, day))
            }
        }
        return outcome
    }

    private func spreadOrderAmounts(_ order: ChannelOrder) -> [Amounts] {
        var amounts = order.lines.map { line in
            Amounts(
                list: line.amount, freight: line.freight,
                ownDiscount: line.discounts.reduce(.zero) { $1.party.isEmpty ? $0 + $1.amount : $0 },
                shares: byParty(line.discounts))
        }
        // An order without lines has nothing to bear freight or discounts; it is held.
        guard !order.lines.isEmpty else { return [] }
        guard !order.discounts.isEmpty || order.freight != .zero else { return amounts }
        if order.freight != .zero {
            for (index, part) in order.freight.spread(over: order.lines.map(\.amount.fen)).enumerated() { amounts[index].freight += part }
        }
        // A line that its own discounts have made free (a gift at its list price) bears nothing of the order's, unless the order's
        // discounts are more than the goods and reach into the freight.
        var rooms = zip(order.lines, amounts).map { line, amount in
            line.amount + amount.freight - line.discounts.reduce(.zero) { $0 + $1.amount }
        }
        let goods = zip(rooms, amounts).map { max(.zero, $0 - $1.freight) }
        let isWithinGoods = order.discounts.reduce(.zero) { $0 + $1.amount } <= goods.reduce(.zero, +)
        if isWithinGoods { rooms = goods }
        var weights = zip(order.lines, rooms).map { $1 > .zero ? $0.amount.fen : 0 }
        if weights.allSatisfy({ $0 == 0 }) { weights = rooms.map(\.fen) }
        for discount in order.discounts {
            for (index, part) in discount.amount.spread(over: weights, within: rooms).enumerated() where part != .zero {
                rooms[index] -= part
                if discount.party.isEmpty {
                    amounts[index].ownDiscount += part
                } else if let known = amounts[index].shares.firstIndex(where: { $0.party == discount.party }) {
                    amounts[index].shares[known].amount += part
                } else {
                    amounts[index].shares.append(BorneDiscount(party: discount.party, amount: part))
                }
            }
        }
        return amounts
    }

    /// What other parties bear, one share a party.
    private func byParty(_ discounts: [BorneDiscount]) -> [BorneDiscount] {
        var shares: [BorneDiscount] = []
        for discount in discounts where !discount.party.isEmpty {
            if let known = shares.firstIndex(where: { $0.party == discount.party }) {
                shares[known].amount += discount.amount
            } else {
                shares.append(discount)
            }
        }
        return shares
    }

    /// What an order's kits may come to, part by part: more than any warehouse holds, and far from running over.
    private static let mostPieces: Int64 = 1_000_000_000

    private func explode(
        _ line: ChannelOrder.Line, _ amounts: Amounts, kit: Int64, _ order: ChannelOrder, _ day: Day, _ number: inout Int64,
        _ outcome: inout Outcome
    ) throws {
        let parts = try masters.kitParts.rows(kit)
        for part in parts {
            masters.items.want(part.item)
            masters.rates.want(part.item)
        }
        let ratios = parts.map(\.ratio)
        let lists = amounts.list.spread(over: ratios)
        let freights = amounts.freight.spread(over: ratios)
        var rooms = zip(lists, freights).map { $0 + $1 }
        func taken(_ amount: Money) -> [Money] {
            let parts = amount.spread(over: ratios, within: rooms)
            for (index, part) in parts.enumerated() { rooms[index] -= part }
            return parts
        }
        let discounts = taken(amounts.ownDiscount)
        let shares = amounts.shares.map { taken($0.amount) }
        for (index, part) in parts.enumerated() {
            let (pieces, runsOver) = line.pieces.multipliedReportingOverflow(by: part.pieces)
            guard !runsOver, pieces <= LinePricing.mostPieces else {
                throw FormRefusal.badField(
                    record: "\(DocumentKind.channelOrder.chinese) \(order.externalID)", field: "lines.pieces", value: "\(line.pieces)",
                    ruleChinese: "组合装拆开后每个组件不得超过 10 亿件", ruleEnglish: "a kit's part comes to at most 1,000,000,000 pieces")
            }
            number += 1
            let own = Amounts(
                list: lists[index], freight: freights[index], ownDiscount: discounts[index],
                shares: zip(amounts.shares, shares).map { BorneDiscount(party: $0.party, amount: $1[index]) }.filter {
                    $0.amount != .zero
                })
            outcome.lines.append(
                try salesLine(
                    number, line, item: ItemCode(stored: part.item), kit: kit, pieces: pieces, own, order, day))
        }
    }

    private func salesLine(
        _ number: Int64, _ line: ChannelOrder.Line, item: ItemCode, kit: Int64, pieces: Int64, _ amounts: Amounts,
        _ order: ChannelOrder, _ day: Day
    ) throws -> SalesLine {
        let row = try masters.item(item)
        let rate = try masters.rate(of: item, on: day)
        let price = amounts.list - amounts.ownDiscount + amounts.freight
        let split = order.taxIncluded ? TaxSplit(gross: price, rate: rate) : TaxSplit(net: price, rate: rate)
        // Without tax in the prices, what a line lists and carries as freight is grossed up with it.
        let list = order.taxIncluded ? amounts.list : TaxSplit(net: amounts.list, rate: rate).gross
        let freight = order.taxIncluded ? amounts.freight : TaxSplit(net: amounts.freight, rate: rate).gross
        return SalesLine(
            number: number, lineID: line.lineID, item: item, kit: kit, isService: row.isService == 1, isGift: line.isGift,
            pieces: pieces, listAmount: list, freight: freight, gross: split.gross, net: split.net, rate: rate,
            shares: amounts.shares, seller: line.seller)
    }
}
