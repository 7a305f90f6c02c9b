import Documents
import Kernel
import Loop

/// What a shop offers under a merchant code of its own.
public struct Offer: Sendable {
    public enum Kind: Sendable {
        case goods, kit, service, gift
    }
    public let merchantCode: String
    public let target: ItemCode
    public let kind: Kind
    /// Price of one with VAT.
    public let price: Money
    /// False: the mapping comes only after orders have named the code.
    public let isMapped: Bool
}

/// A company of home goods: nine shops on Tmall, JD and Douyin in two books, a main warehouse in Guangzhou, branches in Wuhan
/// and Chengdu. Everything follows from a seed number.
public struct HomeGoodsCompany: Sendable {
    /// How large it is.
    public struct Scale: Sendable {
        public var goods: Int
        public var kits: Int
        /// Merchant codes of each shop that nobody has mapped when the first orders come.
        public var lateOffers: Int
        /// Pieces of opening stock in each book, spread over the items as they sell.
        public var openingPieces: Int

        public init(goods: Int, kits: Int, lateOffers: Int, openingPieces: Int) {
            self.goods = goods
            self.kits = kits
            self.lateOffers = lateOffers
            self.openingPieces = openingPieces
        }

        /// Runs short quickly, so that orders wait, split and are freed.
        public static let small = Scale(goods: 12, kits: 2, lateOffers: 1, openingPieces: 70)
        /// A month of some hundred orders a day.
        public static let month = Scale(goods: 360, kits: 24, lateOffers: 2, openingPieces: 9_000)
    }

    public let seed: UInt64
    public let scale: Scale
    public let opened: Day
    public let books: [Book]
    public let warehouses: [WarehouseSite]
    /// 代发: warehouses of suppliers who ship for us.
    public let dropshipSites: [WarehouseSite]
    public let shops: [Shop]
    public let suppliers: [Supplier]
    public let customers: [Customer]
    public let goods: [Good]
    public let services: [Good]
    public let kits: [Kit]
    /// By shop code.
    public let offers: [String: [Offer]]

    public init(seed: UInt64, scale: Scale, opened: Day = Day(year: 2026, month: 3, day: 1)!) {
        var random = SeededRandom(seed: seed &+ 0xC0_4D)
        self.seed = seed
        self.scale = scale
        self.opened = opened
        books = HomeGoodsCompany.makeBooks()
        warehouses = HomeGoodsCompany.makeWarehouses()
        shops = HomeGoodsCompany.makeShops()
        customers = HomeGoodsCompany.makeCustomers()
        suppliers = HomeGoodsCompany.makeSuppliers(opened)
        dropshipSites = [
            WarehouseSite(
                code: "DF", name: "潮州瓷语代发", book: "HJ", area: "445100", kind: .dropship, supplier: suppliers[2].code)
        ]
        goods = HomeGoodsCompany.makeGoods(scale.goods, suppliers, opened, &random)
        services = HomeGoodsCompany.makeServices(opened)
        kits = HomeGoodsCompany.makeKits(scale.kits, goods, &random)
        var offers: [String: [Offer]] = [:]
        for shop in shops {
            offers[shop.code] = HomeGoodsCompany.makeOffers(shop, goods, services, kits, late: scale.lateOffers, &random)
        }
        self.offers = offers
    }

    // MARK: Documents

    /// Every record in the order in which it must be entered. Mappings that come late are not among them.
    public func records() -> [MasterRecord] {
        var records = StandardSetup.records
        records += books.map { .book($0) }
        records += warehouses.map { .warehouse($0) }
        records += dropshipSites.map { .warehouse($0) }
        records += suppliers.map { .supplier($0) }
        records += customers.map { .customer($0) }
        records += goods.map { .item($0.item) }
        records += services.map { .item($0.item) }
        records += kits.map { .kit($0) }
        records += shops.map { .shop($0) }
        for shop in shops {
            for offer in offers[shop.code] ?? [] where offer.isMapped {
                records.append(.channelItem(ChannelItem(shop: shop.code, merchantCode: offer.merchantCode, target: offer.target)))
            }
        }
        return records + businessRecords
    }

    /// Opening stock with cost, one document a warehouse: much of what sells much, a little of the rest.
    public func openingStock() -> [OpeningStock] {
        let ranks = ZipfRanks(count: goods.count)
        return warehouses.map { warehouse in
            let share = HomeGoodsCompany.stockShares[warehouse.code] ?? 0
            var lines: [StockLine] = []
            for good in goods {
                let ofBook = Int64(scale.openingPieces) * ranks.share(of: good.rank) / 1_000_000
                let pieces = max(1, ofBook * share / 100)
                // Not every branch keeps the slowest third.
                if !warehouse.isMain, good.rank * 3 > goods.count * 2, (good.rank + Int(share)) % 2 == 0 { continue }
                lines.append(
                    StockLine(
                        line: Int64(lines.count + 1), item: good.code, pieces: pieces, bin: bin(good), amount: good.cost * pieces))
            }
            return OpeningStock(warehouse: warehouse.code, day: opened, lines: lines)
        }
    }

    /// The commands that found the company.
    public func foundingCommands() -> [Command] {
        let clerk = Actor(name: "陈文员", position: "资料员", device: "PC-01")
        var commands = records().map { Command(actor: clerk, body: .masterRecord($0)) }
        for stock in openingStock() {
            commands.append(
                Command(
                    actor: clerk, external: ExternalKey(source: "opening", key: stock.warehouse, version: 1), body: .openingStock(stock)))
        }
        for opening in openingBalances() {
            commands.append(
                Command(
                    actor: clerk, external: ExternalKey(source: "balances", key: opening.book, version: 1),
                    body: .openingBalances(opening)))
        }
        return commands
    }

    /// Where an item lies: aisle by family, rack by rank.
    public func bin(_ good: Good) -> String {
        "A\(good.code.number / 1_000_000_000_000 % 1000)-\(InventedPeople.digits(good.rank % 100, 2))"
    }

    /// Percent of a book's stock by warehouse.
    static let stockShares: [String: Int64] = ["GZ": 50, "WH": 30, "CD": 20, "GZ2": 65, "CD2": 35]
}

extension HomeGoodsCompany {
    private static func makeBooks() -> [Book] {
        [Book(code: "HJ", name: "禾居家居用品有限公司"), Book(code: "YS", name: "屿舍生活用品有限公司", transfersInBook: true)]
    }

    private static func makeWarehouses() -> [WarehouseSite] {
        [
            WarehouseSite(code: "GZ", name: "广州总仓", book: "HJ", isMain: true, area: "440100"),
            WarehouseSite(code: "WH", name: "武汉分仓", book: "HJ", area: "420100"),
            WarehouseSite(code: "CD", name: "成都分仓", book: "HJ", area: "510100"),
            WarehouseSite(code: "GZ2", name: "广州总仓二区", book: "YS", isMain: true, area: "440100"),
            WarehouseSite(code: "CD2", name: "成都分仓二区", book: "YS", area: "510100", isOutside: true),
        ]
    }

    /// The branch near the buyer is asked first, then the main warehouse, then whoever has it.
    private static func makeShops() -> [Shop] {
        let first: [Shop.Source] = [
            .init(warehouse: "WH", priority: 1, areas: Division.central), .init(warehouse: "CD", priority: 1, areas: Division.west),
            .init(warehouse: "GZ", priority: 5), .init(warehouse: "WH", priority: 7), .init(warehouse: "CD", priority: 8),
        ]
        let second: [Shop.Source] = [
            .init(warehouse: "CD2", priority: 1, areas: Division.west), .init(warehouse: "GZ2", priority: 5),
            .init(warehouse: "CD2", priority: 8),
        ]
        func shop(_ code: String, _ name: String, _ channel: String, _ book: String, _ priority: Int64, unpaid: Bool = false) -> Shop {
            Shop(
                code: code, name: name, channel: channel, book: book, priority: priority, reservesUnpaid: unpaid,
                reservationMinutes: 60, sources: book == "HJ" ? first : second)
        }
        return [
            shop("TM1", "禾居天猫旗舰店", "TMALL", "HJ", 3), shop("TM2", "禾居家纺天猫专营店", "TMALL", "HJ", 5),
            shop("JD1", "禾居京东旗舰店", "JD", "HJ", 4), shop("DY1", "禾居抖音旗舰店", "DOUYIN", "HJ", 4),
            shop("DY2", "禾居抖音直播间", "DOUYIN", "HJ", 5, unpaid: true), shop("TM3", "屿舍天猫旗舰店", "TMALL", "YS", 4),
            shop("JD2", "屿舍京东专卖店", "JD", "YS", 5), shop("DY3", "屿舍抖音旗舰店", "DOUYIN", "YS", 4, unpaid: true),
            Shop(
                code: "DY4", name: "禾居抖音代发店", channel: "DOUYIN", book: "HJ", priority: 6,
                sources: [.init(warehouse: "DF", priority: 1)]),
        ]
    }

    /// What a timer hands in: reservations of unpaid orders end when their time is over.
    func timers() -> [Command] {
        (shops + businessShops).map {
            Command(actor: Actor(name: "定时任务", position: "系统", device: "TIMER-1"), body: .releaseUnpaid(shop: $0.code))
        }
    }

    /// Platforms and influencers who bear discounts.
    private static func makeCustomers() -> [Customer] {
        [
            Customer(code: "PF-TMALL", name: "天猫平台补贴"), Customer(code: "PF-JD", name: "京东平台补贴"),
            Customer(code: "PF-DOUYIN", name: "抖音平台补贴"), Customer(code: "KOL-XIAOYU", name: "达人 小屿的家"),
            Customer(code: "KOL-AHE", name: "达人 阿禾改造"),
        ]
    }

    private static func makeSuppliers(_ opened: Day) -> [Supplier] {
        let names = ["南通恒织家纺", "绍兴锦纶布艺", "潮州瓷语陶瓷", "佛山木作家具", "中山明曜照明", "永康暖壶五金", "义乌纳物塑业", "昆明绿野园艺"]
        return names.enumerated().map { index, name in
            Supplier(
                code: SupplierCode(serial: Int64(1000 + index * 37))!, name: name, settlementDays: index % 2 == 0 ? 30 : 45,
                taxpayer: index == 7 ? .smallScale : .general, rate: index == 7 ? Rate(tenThousandths: 900) : .goods)
        }
    }

    private static func makeGoods(_ count: Int, _ suppliers: [Supplier], _ opened: Day, _ random: inout SeededRandom) -> [Good] {
        let ranks = random.shuffled(Array(0..<count))
        return (0..<count).map { index in
            let family = GoodsFamily.all[index % GoodsFamily.all.count]
            let round = index / GoodsFamily.all.count
            let name = family.names[round % family.names.count]
            let specification = family.specifications[round / family.names.count % family.specifications.count]
            let series = round / (family.names.count * family.specifications.count)
            // Shop prices end in 9.00.
            let price = Money(fen: Int64(random.number(in: family.prices) / 1000 * 1000 + 900))
            let net = TaxSplit(gross: price, rate: Rate(tenThousandths: family.rate)).net
            let cost = net.share(Int64(random.number(in: 42...66)), of: 100)
            let supplier = suppliers[(family.category / 100 + round) % suppliers.count]
            let rank = ranks[index]
            let item = Item(
                code: ItemCode(category: family.category, serial: Int64(index + 1))!,
                name: name + (series == 0 ? "" : " \(series + 1)代"), specification: specification,
                barcodes: [
                    .init(text: Barcode13.text(company: 12_000 + index / 10_000, serial: index)),
                    .init(text: Barcode13.text(company: 52_000 + index / 10_000, serial: index), pieces: 12),
                ],
                baseUnit: family.unit, packUnit: "箱", packPieces: 12,
                rates: [.init(from: Day(year: 2019, month: 4, day: 1)!, rate: Rate(tenThousandths: family.rate))],
                taxClassification: family.taxClassification, abcClass: rank * 5 < count ? .a : rank * 2 < count ? .b : .c,
                supplier: supplier.code)
            return Good(item: item, price: price, cost: cost, rank: rank)
        }
    }

    private static func makeServices(_ opened: Day) -> [Good] {
        func service(_ serial: Int64, _ name: String, _ rate: Int32, _ fen: Int64) -> Good {
            let item = Item(
                code: ItemCode(category: 999, serial: serial)!, name: name, isService: true, baseUnit: "次",
                rates: [.init(from: Day(year: 2019, month: 4, day: 1)!, rate: Rate(tenThousandths: rate))],
                taxClassification: "3070000000000000000")
            return Good(item: item, price: Money(fen: fen), cost: .zero, rank: 0)
        }
        return [service(1, "补差价", 1300, 100), service(2, "上门安装", 900, 12_000)]
    }

    private static func makeKits(_ count: Int, _ goods: [Good], _ random: inout SeededRandom) -> [Kit] {
        (0..<count).map { index in
            var parts: [Kit.Part] = []
            for _ in 0..<random.number(in: 2...3) {
                let good = random.pick(goods)
                guard !parts.contains(where: { $0.item == good.code }) else { continue }
                parts.append(.init(item: good.code, pieces: Int64(random.number(in: 1...2)), ratio: good.price.fen / 100))
            }
            return Kit(code: ItemCode(category: 900, serial: Int64(index + 1))!, name: "乔迁礼盒 \(index + 1)号", parts: parts)
        }
    }

    /// Best sellers first. Shops keep merchant codes of their own for the same items.
    private static func makeOffers(
        _ shop: Shop, _ goods: [Good], _ services: [Good], _ kits: [Kit], late: Int, _ random: inout SeededRandom
    ) -> [Offer] {
        var offers: [Offer] = []
        for good in goods.sorted(by: { $0.rank < $1.rank }) where good.rank < 5 || random.happens(3, in: 5) {
            offers.append(
                Offer(
                    merchantCode: "\(shop.code)-\(good.code.number % 1_000_000 / 10)", target: good.code, kind: .goods, price: good.price,
                    isMapped: true))
        }
        for (index, kit) in kits.enumerated() {
            let list = kit.parts.reduce(Money.zero) { sum, part in
                sum + (goods.first { $0.code == part.item }?.price ?? .zero) * part.pieces
            }
            offers.append(
                Offer(
                    merchantCode: "\(shop.code)-LH\(index + 1)", target: kit.code, kind: .kit, price: list.share(88, of: 100),
                    isMapped: true))
        }
        for (index, service) in services.enumerated() {
            offers.append(
                Offer(
                    merchantCode: "\(shop.code)-FW\(index + 1)", target: service.code, kind: .service, price: service.price, isMapped: true)
            )
        }
        let cheap = goods.filter { $0.price.fen < 6_000 }
        let gift = cheap.first ?? goods[0]
        offers.append(Offer(merchantCode: "\(shop.code)-ZP1", target: gift.code, kind: .gift, price: gift.price, isMapped: true))
        for index in 0..<late {
            let good = random.pick(goods)
            offers.append(
                Offer(
                    merchantCode: "\(shop.code)-NEW\(index + 1)", target: good.code, kind: .goods, price: good.price, isMapped: false))
        }
        return offers
    }
}
