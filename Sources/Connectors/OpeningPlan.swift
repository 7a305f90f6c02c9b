import Documents
import Kernel

/// Opening stock by the mapping's rule: what the import will ship or reserve and the company does not have.
///
/// Computed from the state of the company, so a second run, or one after an interruption, finds the stock there and adds nothing.
struct OpeningPlan {
    private struct Place: Hashable {
        let warehouse: String
        let item: Int64
    }
    private struct Price {
        let net: Money
        let pieces: Int64
    }

    private let mapping: MappingFile
    private var needs: [Place: Int64] = [:]
    /// First net price of an item, with its pieces.
    private var prices: [Int64: Price] = [:]
    private var firstDay: Day?

    init(mapping: MappingFile) { self.mapping = mapping }

    /// Adds up what the orders of the export still need, in the order of their moments.
    mutating func add(
        _ assembly: OrderAssembly, _ catalogue: inout ItemCatalogue, _ view: CompanyView, known: [String: [String: CompanyView.KnownOrder]]
    ) throws {
        var sources: [String: [CompanyView.Source]] = [:]
        var reservesUnpaid: [String: Bool] = [:]
        let takenBack = Set(assembly.takingBack.compactMap { assembly.takenBack(Int($0)).draft })
        for number in assembly.orders {
            let index = Int(number)
            let shop = assembly.shop(index)
            let draft = assembly.drafts.orders[index]
            if firstDay == nil { firstDay = draft.head!.placedAt!.day }
            if sources[shop] == nil {
                sources[shop] = try view.sources(shop)
                reservesUnpaid[shop] = try view.reservesUnpaid(shop)
            }
            let lines = assembly.sold(index).lines
            var wanted: [Int64: Int64] = [:]
            for line in lines {
                let code = assembly.drafts.merchantCodes[line.merchantCode]
                for part in try catalogue.goods(shop, code) {
                    wanted[part.item, default: 0] += line.pieces * part.pieces
                    if prices[part.item] == nil, line.amount > .zero {
                        let category = assembly.drafts.itemCategories[line.merchantCode] ?? ""
                        let amount = line.amount.share(part.share, of: part.shares)
                        let net =
                            mapping.tax.included
                            ? TaxSplit(gross: amount, rate: mapping.tax.rate(category: category, isService: false)).net : amount
                        prices[part.item] = Price(net: net, pieces: line.pieces * part.pieces)
                    }
                }
            }
            guard !wanted.isEmpty, assembly.needsStock(index, reservesUnpaid: reservesUnpaid[shop]!) else { continue }
            if let order = known[shop]?[draft.id] {
                // What a cancellation has released is no need any more.
                if order.state == .cancelled, takenBack.contains(index) { continue }
                if order.shipped > 0 || (order.isPromised && order.pieces == wanted.values.reduce(0, +)) { continue }
                for (item, pieces) in try view.promised(order.trade) { wanted[item] = max(0, (wanted[item] ?? 0) - pieces) }
            }
            let serving = sources[shop]!.filter { $0.serves(assembly.area(index)) }
            guard let warehouse = (serving.first ?? sources[shop]!.first)?.warehouse else { continue }
            for (item, pieces) in wanted where pieces > 0 { needs[Place(warehouse: warehouse, item: item), default: 0] += pieces }
        }
    }

    /// The opening documents, at most `limit` lines each.
    func documents(_ view: CompanyView, limit: Int = 500) throws -> [OpeningStock] {
        guard mapping.stock.opensSold, let firstDay else { return [] }
        let day = mapping.stock.day ?? Day(number: firstDay.number - 1)
        var documents: [OpeningStock] = []
        for warehouse in Set(needs.keys.map(\.warehouse)).sorted() {
            let available = try view.available(warehouse)
            var lines: [StockLine] = []
            for place in needs.keys.filter({ $0.warehouse == warehouse }).sorted(by: { $0.item < $1.item }) {
                let wanted = -Rounding.floor(-(needs[place]! * (10_000 + mapping.stock.extra)), by: 10_000)
                let pieces = wanted - max(0, available[place.item] ?? 0)
                guard pieces > 0 else { continue }
                lines.append(
                    StockLine(
                        line: Int64(lines.count % limit + 1), item: ItemCode(stored: place.item), pieces: pieces,
                        amount: cost(place.item, pieces)))
            }
            for start in stride(from: 0, to: lines.count, by: limit) {
                documents.append(
                    OpeningStock(warehouse: warehouse, day: day, lines: Array(lines[start..<min(start + limit, lines.count)])))
            }
        }
        return documents
    }

    /// The stated share of the first net price, for these pieces; zero for an item that was never sold for money.
    private func cost(_ item: Int64, _ pieces: Int64) -> Money {
        guard let price = prices[item] else { return .zero }
        return Money(
            fen: Rounding.divide(
                Int128(price.net.fen) * Int128(mapping.stock.costRatio) * Int128(pieces), by: Int128(price.pieces) * 10_000))
    }
}

extension CompanyView.KnownOrder {
    /// All its pieces are reserved already.
    var isPromised: Bool { state == .noticed || state == .frozen }
}

extension Rounding {
    /// `numerator / denominator`, rounded down.
    fileprivate static func floor(_ numerator: Int64, by denominator: Int64) -> Int64 {
        let quotient = numerator / denominator
        return numerator % denominator < 0 ? quotient - 1 : quotient
    }
}
