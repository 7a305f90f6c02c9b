import Documents
import Foundation
import Kernel
import Loop
import Security
import Storage

/// A small company with every shape of order that this version knows, made from a seed through the front door.
struct SmallCompany {
    let company: Company
    var random: SeededRandom
    var at: Moment
    private var notices: [Int64] = []
    private(set) var sold: [ChannelOrder] = []

    static let goods = (0..<6).map { ItemCode(category: 12, serial: 700 + Int64($0))! }
    static let service = ItemCode(category: 90, serial: 1)!
    static let kit = ItemCode(category: 95, serial: 1)!
    static let supplier = SupplierCode(serial: 7)!
    static let books = ["GZ", "WH"]
    static let shops = ["TM1", "JD1", "DY1"]
    static let keyRing = KeyRing(seed: (0..<64).map { UInt8($0) })!
    static let actor = Actor(name: "autotest", position: "clerk", device: "bench-1")

    /// Opens an empty store and fills it with `orders` orders.
    static func make(_ location: StoreLocation, orders: Int, seed: UInt64 = 7) async throws -> SmallCompany {
        let start = Day(year: 2026, month: 3, day: 2)!.start.adding(seconds: 8 * 3600)
        var small = SmallCompany(
            company: try Company.open(location, keyRing: keyRing, random: CountingRandom()), random: SeededRandom(seed: seed), at: start)
        try await small.enterMasters()
        try await small.stockUp()
        try await small.openBalances()
        for number in 0..<orders {
            try await small.sell(number)
            if number % 9 == 4 { try await small.change() }
            if number % 5 == 3 { try await small.ship() }
            if number % 25 == 24 { try await small.receive() }
            if number % 3 == 2 { try await small.transfer(number / 3) }
            if number % 6 == 5 { try await small.compare(number / 6) }
            if number % 6 == 2 { try await small.buy(number / 6) }
            if number % 10 == 6 { try await small.otherStock(number) }
            if number % 10 == 8 { try await small.controlOrders(number) }
            if number % 4 == 1 { try await small.count(number / 4) }
            if number % 11 == 6 { try await small.missOne() }
            if number % 3 == 1 { try await small.comeBack(number / 3) }
        }
        try await small.mapLate()
        try await small.ship()
        for number in 0..<3 { try await small.doBusiness(number) }
        try await small.overstay(0)
        try await small.submit([.sealVouchers(book: "GZ", through: small.at.day + -2)])
        return small
    }

    @discardableResult
    mutating func submit(
        _ bodies: [CommandBody], version: Int64 = 0, recipient: Recipient? = nil, by actor: Actor = SmallCompany.actor
    ) async throws -> [Answer] {
        let commands = bodies.map { body in
            Command(
                actor: actor, external: version == 0 ? nil : ExternalKey(source: "", key: "", version: version), body: body,
                recipient: recipient)
        }
        return try await submit(commands)
    }

    /// What the store says now.
    func rows(_ sql: String, _ parameters: [SQLValue] = []) throws -> [[SQLValue]] {
        let reader = try company.location.connect(readOnly: true)
        defer { reader.close() }
        return try reader.query(sql, parameters)
    }

    /// The document of a kind that a command made.
    func position(_ answer: Answer, _ kind: DocumentKind) -> DocumentReference? {
        answer.documents.first { $0.kind == kind }.map { DocumentReference(position: $0.position) }
    }

    /// When the next command is handed in.
    var now: Moment { at }

    /// Commands as they are.
    @discardableResult
    mutating func submit(_ commands: [Command]) async throws -> [Answer] {
        let answers = try await company.submit(commands, at: at)
        at = at.adding(seconds: Int64(random.number(in: 60...4000)))
        for answer in answers {
            for number in answer.documents where number.kind == .deliveryNotice { notices.append(number.position) }
        }
        return answers
    }

    private mutating func enterMasters() async throws {
        let since = Day(year: 2026, month: 1, day: 1)!
        var records = StandardSetup.records
        records += [
            .book(Book(code: "GZ", name: "广州鼎尚家居有限公司")),
            .book(Book(code: "WH", name: "武汉鼎尚商贸有限公司", voucherMode: .perDocument)),
            .warehouse(WarehouseSite(code: "GZ1", name: "广州总仓", book: "GZ", isMain: true, area: "440100")),
            .warehouse(WarehouseSite(code: "CD1", name: "成都分仓", book: "GZ", area: "510100", isOutside: true)),
            .warehouse(WarehouseSite(code: "WH1", name: "武汉分仓", book: "WH", area: "420100")),
            .supplier(Supplier(code: SmallCompany.supplier, name: "佛山供应商")),
            .shop(
                Shop(
                    code: "TM1", name: "天猫旗舰店", channel: "TMALL", book: "GZ", priority: 3,
                    sources: [.init(warehouse: "GZ1", priority: 1), .init(warehouse: "CD1", priority: 2, areas: ["51", "50"])])),
            .shop(
                Shop(
                    code: "DY1", name: "抖音店", channel: "DOUYIN", book: "GZ", reservesUnpaid: true,
                    sources: [.init(warehouse: "CD1", priority: 1), .init(warehouse: "GZ1", priority: 2)])),
            .shop(Shop(code: "JD1", name: "京东店", channel: "JD", book: "WH", sources: [.init(warehouse: "WH1", priority: 1)])),
            .item(
                Item(
                    code: SmallCompany.service, name: "安装服务", isService: true, rates: [.init(from: since, rate: Rate(tenThousandths: 600))])
            ),
        ]
        for (index, code) in SmallCompany.goods.enumerated() {
            let rate = Rate(tenThousandths: index == 3 ? 900 : 1300)
            records.append(
                .item(
                    Item(
                        code: code, name: "收纳箱 \(index)", barcodes: [.init(text: "69012345678\(10 + index)")],
                        rates: [.init(from: since, rate: rate)], supplier: SmallCompany.supplier)))
        }
        records.append(
            .kit(
                Kit(
                    code: SmallCompany.kit, name: "三件套",
                    parts: [
                        .init(item: SmallCompany.goods[0], pieces: 1, ratio: 3), .init(item: SmallCompany.goods[1], pieces: 2, ratio: 4),
                    ])))
        for shop in SmallCompany.shops {
            for (index, code) in SmallCompany.goods.enumerated() {
                records.append(.channelItem(ChannelItem(shop: shop, merchantCode: "SKU-\(index)", target: code)))
            }
            records.append(.channelItem(ChannelItem(shop: shop, merchantCode: "INSTALL", target: SmallCompany.service)))
            records.append(.channelItem(ChannelItem(shop: shop, merchantCode: "KIT-1", target: SmallCompany.kit)))
        }
        records += SmallCompany.purchaseRecords
        records.append(.customer(Customer(code: "C1", name: "大客户")))
        records += SmallCompany.businessRecords
        try await submit(records.map { .masterRecord($0) })
    }

    private mutating func stockUp() async throws {
        for (index, warehouse) in ["GZ1", "CD1", "WH1"].enumerated() {
            let lines = SmallCompany.goods.enumerated().flatMap { number, code -> [StockLine] in
                let cost = Int64(1999 + number * 731)
                return [
                    StockLine(line: Int64(number * 2 + 1), item: code, pieces: 9, bin: "A-\(number)", amount: Money(fen: 9 * cost + 3)),
                    StockLine(
                        line: Int64(number * 2 + 2), item: code, pieces: 14 - Int64(index), bin: "B-\(number)", lot: "L1",
                        amount: Money(fen: 14 * cost)),
                ]
            }
            try await submit([.openingStock(OpeningStock(warehouse: warehouse, day: Day(year: 2026, month: 3, day: 1)!, lines: lines))])
        }
        try await submit([
            .openingStock(
                OpeningStock(
                    warehouse: "GZ1", day: Day(year: 2026, month: 3, day: 1)!,
                    lines: [
                        StockLine(
                            line: 1, item: SmallCompany.goods[2], pieces: 5, condition: StockCondition.defective, amount: Money(fen: 700)),
                        StockLine(line: 2, item: SmallCompany.goods[2], pieces: 8, owner: "PARTNER"),
                    ]))
        ])
    }

    private mutating func order(_ number: Int) -> ChannelOrder {
        let shop = random.pick(SmallCompany.shops)
        var lines: [ChannelOrder.Line] = []
        for index in 0..<random.number(in: 1...3) {
            let code = random.pick(["SKU-0", "SKU-0", "SKU-1", "SKU-2", "SKU-3", "SKU-4", "SKU-5", "KIT-1", "INSTALL"])
            let pieces = Int64(random.number(in: 1...4))
            let amount = Money(fen: Int64(random.number(in: 990...29_990)) * pieces)
            var discounts: [BorneDiscount] = []
            if random.happens(1, in: 4) { discounts.append(BorneDiscount(party: "", amount: Money(fen: amount.fen / 10 + 1))) }
            if random.happens(1, in: 5) { discounts.append(BorneDiscount(party: "PLATFORM", amount: Money(fen: amount.fen / 20 + 7))) }
            lines.append(
                ChannelOrder.Line(
                    lineID: "\(number)-\(index)", merchantCode: code, pieces: pieces, amount: amount,
                    freight: random.happens(1, in: 6) ? Money(fen: 300) : .zero, discounts: discounts, isGift: false))
        }
        if random.happens(1, in: 6) {
            lines.append(ChannelOrder.Line(lineID: "\(number)-g", merchantCode: "SKU-5", pieces: 1, amount: .zero, isGift: true))
        }
        if number % 17 == 6 {
            lines.append(ChannelOrder.Line(lineID: "\(number)-n", merchantCode: "NEW-1", pieces: 1, amount: Money(fen: 5000)))
        }
        let payment: ChannelOrder.Payment = number % 13 == 5 ? .unpaid : number % 11 == 7 ? .cashOnDelivery : .paid
        return ChannelOrder(
            shop: shop, externalID: "E2026\(1_000_000 + number)", standing: number % 19 == 8 ? .refundRequested : .open,
            payment: payment, channelState: "WAIT_SELLER_SEND", placedAt: at, paidAt: payment == .paid ? at.adding(seconds: 30) : nil,
            area: random.pick(["440106", "510104", "420111", "110101"]), taxIncluded: number % 10 != 9, lines: lines,
            discounts: random.happens(1, in: 3)
                ? [BorneDiscount(party: "", amount: Money(fen: 199)), BorneDiscount(party: "PLATFORM", amount: Money(fen: 100))] : [],
            freight: random.happens(1, in: 3) ? Money(fen: 800) : .zero,
            payments: payment == .paid
                ? [.init(sequence: 1, means: "ALIPAY", amount: Money(fen: 5000)), .init(sequence: 2, means: "红包", amount: Money(fen: 100))]
                : [])
    }

    private mutating func sell(_ number: Int) async throws {
        let order = order(number)
        sold.append(order)
        let recipient = Recipient(buyer: "buyer-\(number % 40)", name: "张三", telephone: "13800138000", address: "天河路 \(number % 60) 号")
        try await submit([.channelOrder(order)], version: number % 4 == 0 ? 3 : 0, recipient: number % 6 == 0 ? nil : recipient)
        if number % 8 == 1 { try await submit([.channelOrder(order)], recipient: recipient) }
    }

    /// An amendment, a cancellation, a stale version, a return.
    private mutating func change() async throws {
        var order = sold[random.number(in: 0...(sold.count - 1))]
        switch random.number(in: 0...6) {
        case 0:
            try await submit([.cancellation(CancellationRequest(shop: order.shop, externalID: order.externalID, reason: "买家取消"))])
        case 1:
            order.standing = .cancelled
            try await submit([.channelOrder(order)], version: 9)
        case 2, 3:
            order.lines[0].pieces += 1
            order.payment = .paid
            order.standing = .open
            order.payments = [.init(sequence: 1, means: "WECHAT", amount: Money(fen: 777))]
            try await submit(
                [.channelOrder(order)], version: 5, recipient: Recipient(buyer: "buyer-2", name: "李四", telephone: "13900139000"))
        case 4:
            order.area = "330106"
            try await submit([.channelOrder(order)], version: 1, recipient: Recipient(buyer: "buyer-77", name: "王五"))
        case 5:
            order.standing = .refundRequested
            try await submit([.channelOrder(order)], version: 7)
        default:
            let lines = [ChannelOrder.Line(lineID: "r", merchantCode: "SKU-1", pieces: 1, amount: Money(fen: 900))]
            try await submit([
                .channelReturn(
                    ChannelReturn(
                        shop: order.shop, externalID: "R\(at.milliseconds)",
                        orderID: random.happens(1, in: 2) ? order.externalID : "nobody",
                        happenedAt: at, lines: lines))
            ])
        }
    }

    private mutating func ship() async throws {
        let waiting = notices
        notices = []
        for notice in waiting {
            if random.happens(1, in: 6) {
                notices.append(notice)
                continue
            }
            if random.happens(1, in: 3) { try await pick(notice) }
            try await submit([.salesIssue(IssueReport(notice: notice, happenedAt: at, waybill: "YT\(notice)"))])
        }
    }

    /// A walk for one notice: its wave, the scans, a carton.
    private mutating func pick(_ notice: Int64) async throws {
        for warehouse in ["GZ1", "WH1", "CD1"] {
            let request = WaveRequest(warehouse: warehouse, notices: [DocumentReference(position: notice)])
            guard let wave = try await submit([.wave(request)])[0].documents.first else { continue }
            for line in 1...4 {
                for (index, code) in SmallCompany.goods.enumerated() {
                    let report = ScanReport(
                        wave: DocumentReference(position: wave.position), line: Int64(line), bin: "A-\(index)", barcode: code.text,
                        happenedAt: at)
                    // A line is for one item: the other readings are refused, and counted.
                    try await submit([.scan(report)])
                }
            }
            let report = PackReport(
                notice: DocumentReference(position: notice), carrier: "YT", waybill: "YTX\(notice)", weight: 0, happenedAt: at)
            try await submit([.pack(report)])
        }
    }

    private mutating func receive() async throws {
        for warehouse in ["GZ1", "WH1", "CD1"] {
            let lines = SmallCompany.goods.enumerated().map { index, code in
                StockLine(
                    line: Int64(index + 1), item: code, pieces: 24, bin: "A-\(index)",
                    amount: Money(fen: 24 * (2100 + Int64(index) * 700) + 5))
            }
            try await submit([
                .purchaseReceipt(PurchaseReceipt(warehouse: warehouse, supplier: SmallCompany.supplier, happenedAt: at, lines: lines))
            ])
        }
    }

    private mutating func mapLate() async throws {
        try await submit([.masterRecord(.channelItem(ChannelItem(shop: "TM1", merchantCode: "NEW-1", target: SmallCompany.goods[4])))])
    }
}

/// Bytes that repeat from run to run.
final class CountingRandom: RandomSource, @unchecked Sendable {
    private var random = SeededRandom(seed: 99)
    private let lock = NSLock()

    func bytes(_ count: Int) -> [UInt8] {
        lock.withLock { (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
    }
}
