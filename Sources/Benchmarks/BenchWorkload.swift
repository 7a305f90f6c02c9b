import Kernel
import Wire
import World

/// The bench's orders, drawn from a seed, as in life: 8 shops, 3 warehouses, 20,000 items of which few sell most (Zipf), two lines
/// an order, three of ten buyers come again. Which orders are split, short or cancelled is drawn too, and the stock is made to
/// fit, so that the shares come out as stated whatever the number of orders.
struct BenchWorkload: Sendable {
    static let shops = 8
    static let warehouses = ["GZ", "WH", "CD"]
    static let items = 20_000
    /// Of 100 orders: shipped by two warehouses, waiting with one line for a receipt, cancelled before they ship.
    static let splitPercent = 10
    static let backorderedPercent = 5
    static let cancelledPercent = 3
    static let repeatPercent = 30
    static let ordersPerDay = 2_500
    static let firstDay = Day(compact: 20_260_401)!

    /// Where an item lies before the orders come.
    enum Place: Equatable {
        case everywhere
        case only(Int)
        /// Sold out until the receipt.
        case nowhere
    }

    struct Order: Sendable {
        let shop: Int
        let placedAt: Moment
        let buyer: Int
        let items: [Int]
        let pieces: [Int64]
        let isCancelled: Bool
    }

    let seed: UInt64
    let orders: [Order]
    /// Pieces that wait for the receipt, by warehouse and item.
    let short: [[Int: Int64]]
    /// Pieces that the orders take, by item.
    let demand: [Int: Int64]
    /// The wire bytes of each order's push, clear recipient included.
    let pushes: [[UInt8]]

    init(orders count: Int, seed: UInt64) {
        self.seed = seed
        var random = SeededRandom(seed: seed)
        let ranks = ZipfRanks(count: Self.items)
        var orders: [Order] = []
        orders.reserveCapacity(count)
        var short = [[Int: Int64]](repeating: [:], count: Self.warehouses.count)
        var demand: [Int: Int64] = [:]
        var buyers = 0
        for number in 0..<count {
            let shop = random.number(in: 0...(Self.shops - 1))
            let sources = Self.sources(ofShop: shop)
            let draw = random.number(in: 1...100)
            let isShort = draw > Self.splitPercent && draw <= Self.splitPercent + Self.backorderedPercent
            let places: [Place] =
                draw <= Self.splitPercent
                ? [.only(sources[0]), .only(sources[1])] : isShort ? [.everywhere, .nowhere] : [.everywhere, .everywhere]
            let items = Self.draw(places, ranks, &random)
            let pieces = items.map { _ in Int64(random.happens(1, in: 5) ? 2 : 1) }
            for (item, pieces) in zip(items, pieces) { demand[item, default: 0] += pieces }
            let isCancelled = random.happens(Self.cancelledPercent, in: 100)
            if isShort && !isCancelled { short[sources[0]][items[1], default: 0] += pieces[1] }
            let isRepeated = buyers > 0 && random.happens(Self.repeatPercent, in: 100)
            let buyer = isRepeated ? random.number(in: 0...(buyers - 1)) : buyers
            if !isRepeated { buyers += 1 }
            let day = Self.firstDay + Int32(number / Self.ordersPerDay)
            let second = Int64(number % Self.ordersPerDay) * 86_000 / Int64(Self.ordersPerDay)
            orders.append(
                Order(
                    shop: shop, placedAt: day.start.adding(seconds: second), buyer: buyer, items: items, pieces: pieces,
                    isCancelled: isCancelled))
        }
        self.orders = orders
        self.short = short
        self.demand = demand
        pushes = orders.indices.map { BenchCompany.push(orders[$0], number: $0, seed: seed).wireBytes(at: nil) }
    }

    /// The warehouses that serve a shop, nearest first.
    static func sources(ofShop shop: Int) -> [Int] { (0..<warehouses.count).map { (shop + $0) % warehouses.count } }

    /// Of each 20 items 16 lie everywhere, three in one warehouse each, one is sold out.
    static func place(ofItem item: Int) -> Place {
        switch item % 20 {
        case 16, 17, 18: .only(item % 20 - 16)
        case 19: .nowhere
        default: .everywhere
        }
    }

    private static func draw(_ places: [Place], _ ranks: ZipfRanks, _ random: inout SeededRandom) -> [Int] {
        var items: [Int] = []
        for place in places {
            var item: Int
            repeat {
                item = ranks.draw(&random)
                switch place {
                case .everywhere: if item % 20 >= 16 { item -= 16 }
                case .only(let warehouse): item += 16 + warehouse - item % 20
                case .nowhere: item += 19 - item % 20
                }
            } while items.contains(item)
            items.append(item)
        }
        return items
    }
}
