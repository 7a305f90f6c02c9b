import Documents
import Kernel
import Storage

/// Stock offered to shops: available × share − safety (domain rules, Orders).
extension OrdersLeg {
    /// What one offer holds at most; the rest is offered by a command of its own.
    static let offerLimit = 500

    /// The items of a shop whose figure changed since its channel last accepted one, from a bucket of items on; and where to go on.
    public func decideOffer(shop code: String, after bucket: Int64) throws -> (offer: StockOffer, next: Int64?) {
        let shop = try masters.shop(code)
        let warehouses = try Set(masters.sources.rows(code).map(\.warehouse)).sorted()
        for next in bucket..<MasterTables.itemBuckets { masters.shopItems.want(.init(shop: code, bucket: next)) }
        var offer = StockOffer(shop: code, lines: [])
        for current in bucket..<MasterTables.itemBuckets {
            let items = try masters.shopItems.rows(.init(shop: code, bucket: current)).map(\.item)
            for item in items { masters.kitParts.want(item) }
            for item in items { tables.offered.want(.init(shop: code, item: item)) }
            for item in items {
                for part in try parts(of: item) {
                    for warehouse in warehouses { tables.stock.want(key(warehouse, part.item)) }
                }
            }
            for item in items {
                guard let pieces = try offered(item, shop, warehouses) else { continue }
                if try tables.offered.find(.init(shop: code, item: item))?.accepted == pieces { continue }
                offer.lines.append(.init(item: ItemCode(stored: item), pieces: pieces))
            }
            if offer.lines.count >= OrdersLeg.offerLimit, current + 1 < MasterTables.itemBuckets { return (offer, current + 1) }
        }
        return (offer, nil)
    }

    private func key(_ warehouse: String, _ item: Int64) -> PromiseStockRow.Key {
        .init(warehouse: warehouse, item: item, condition: StockCondition.good, owner: "")
    }

    /// An item is its own only part; services have none.
    private func parts(of item: Int64) throws -> [(item: Int64, pieces: Int64)] {
        let parts = try masters.kitParts.rows(item)
        if parts.isEmpty { return try masters.items.find(item)?.isService == 1 ? [] : [(item: item, pieces: Int64(1))] }
        return try parts.filter { try masters.items.find($0.item)?.isService != 1 }.map { (item: $0.item, pieces: $0.pieces) }
    }

    /// `nil` for what has no stock.
    private func offered(_ item: Int64, _ shop: ShopRow, _ warehouses: [String]) throws -> Int64? {
        let parts = try parts(of: item)
        guard !parts.isEmpty else { return nil }
        var available: Int64 = 0
        for warehouse in warehouses {
            // A kit leaves from one warehouse: as many as its scarcest part allows there.
            available +=
                try parts.map { part in
                    max(0, try tables.stock.find(key(warehouse, part.item))?.available ?? 0) / part.pieces
                }.min() ?? 0
        }
        let (product, runsOver) = available.multipliedReportingOverflow(by: shop.offerShare)
        let share = runsOver ? available / 10_000 * shop.offerShare : product / 10_000
        return max(0, share - shop.safetyPieces)
    }

    /// A channel's report → its answer, about lines of the offer only.
    public func decide(_ report: OfferAnswerReport, _ offer: StockOffer, at position: Int64, number: String) throws -> OfferAnswer {
        for line in report.lines where !offer.lines.contains(line) {
            throw OrderControlRefusal.notOffered(item: line.item.text, offer: number)
        }
        return OfferAnswer(
            offer: position, shop: offer.shop, isAccepted: report.isAccepted, lines: report.lines.isEmpty ? offer.lines : report.lines)
    }

    // MARK: Folding

    func apply(_ offer: StockOffer, _ logged: LoggedDocument) throws {
        for line in offer.lines { tables.offered.want(.init(shop: offer.shop, item: line.item.number)) }
        for line in offer.lines {
            var row =
                try tables.offered.find(.init(shop: offer.shop, item: line.item.number))
                ?? OfferedItemRow(
                    shop: offer.shop, item: line.item.number, offered: 0, offer: 0, offeredAt: 0, accepted: -1, acceptedOffer: 0,
                    answer: 0, acceptedAt: 0)
            row.offered = line.pieces
            row.offer = logged.position
            row.offeredAt = logged.recordedAt.milliseconds
            tables.offered.put(row)
        }
    }

    /// A late answer to an older offer tells what the channel shows, unless one to a newer offer is known.
    func apply(_ answer: OfferAnswer, _ logged: LoggedDocument) throws {
        guard answer.isAccepted else { return }
        for line in answer.lines { tables.offered.want(.init(shop: answer.shop, item: line.item.number)) }
        for line in answer.lines {
            guard var row = try tables.offered.find(.init(shop: answer.shop, item: line.item.number)) else {
                throw LedgerFault("回执的商品未曾报出 / an answer about an item that was never offered \(line.item.text)")
            }
            guard answer.offer >= row.acceptedOffer else { continue }
            row.accepted = line.pieces
            row.acceptedOffer = answer.offer
            row.answer = logged.position
            row.acceptedAt = logged.happenedAt.milliseconds
            tables.offered.put(row)
        }
    }
}
