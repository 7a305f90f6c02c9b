import Documents
import Kernel
import Loop
import Wire
import World

/// The company that the bench's orders come to, and the commands that callers hand in.
enum BenchCompany {
    private static let book = "B1"
    static let supplier = SupplierCode(serial: 1)!
    private static let clerk = Actor(name: "bench", position: "setup", device: "console")
    private static let picker = Actor(name: "picker", position: "warehouse", device: "terminal")
    private static let channel = Actor(name: "channel", position: "interface", device: "core")

    static func item(_ index: Int) -> ItemCode { ItemCode(category: 1 + index % 40, serial: Int64(index))! }
    private static func shop(_ index: Int) -> String { "S\(index + 1)" }
    private static func merchantCode(_ item: Int) -> String { "SKU-\(100_000 + item)" }
    private static func price(_ item: Int) -> Int64 { 990 + Int64(item * 7919 % 30_000) }

    /// Master data: the standard records, the company, its items and the listings that sell.
    static func masters(_ workload: BenchWorkload) -> [Command] {
        var records = StandardSetup.records
        records.append(.book(Book(code: book, name: "Bench 账套")))
        for (index, code) in BenchWorkload.warehouses.enumerated() {
            records.append(.warehouse(WarehouseSite(code: code, name: code, book: book, isMain: index == 0)))
        }
        records.append(.supplier(Supplier(code: supplier, name: "供应商")))
        for index in 0..<BenchWorkload.shops {
            let sources = BenchWorkload.sources(ofShop: index).enumerated().map {
                Shop.Source(warehouse: BenchWorkload.warehouses[$1], priority: Int64($0 + 1))
            }
            records.append(.shop(Shop(code: shop(index), name: "店铺 \(index + 1)", channel: "taobao", book: book, sources: sources)))
        }
        for index in 0..<BenchWorkload.items {
            records.append(
                .item(Item(code: item(index), name: "商品 \(index)", rates: [.init(from: Day(compact: 20_190_401)!, rate: .goods)])))
        }
        var listings: Set<Int> = []
        for order in workload.orders {
            for item in order.items { listings.insert(order.shop * BenchWorkload.items + item) }
        }
        for listing in listings.sorted() {
            let index = listing % BenchWorkload.items
            records.append(
                .channelItem(
                    ChannelItem(
                        shop: shop(listing / BenchWorkload.items), merchantCode: merchantCode(index), target: item(index))))
        }
        return records.map { Command(actor: clerk, body: .masterRecord($0)) }
    }

    /// Opening stock with its cost, enough for the orders where an item lies.
    static func openingStock(_ workload: BenchWorkload) -> [Command] {
        var commands: [Command] = []
        for (warehouse, code) in BenchWorkload.warehouses.enumerated() {
            var lines: [StockLine] = []
            for index in 0..<BenchWorkload.items {
                let place = BenchWorkload.place(ofItem: index)
                guard place == .everywhere || place == .only(warehouse) else { continue }
                let pieces = 50 + (workload.demand[index] ?? 0)
                lines.append(
                    StockLine(
                        line: Int64(lines.count + 1), item: item(index), pieces: pieces, bin: "A-\(index % 400 + 1)",
                        amount: Money(fen: pieces * price(index) * 6 / 10)))
            }
            for start in stride(from: 0, to: lines.count, by: 100) {
                var part = Array(lines[start..<min(start + 100, lines.count)])
                for index in part.indices { part[index].line = Int64(index + 1) }
                let stock = OpeningStock(warehouse: code, day: BenchWorkload.firstDay, lines: part)
                commands.append(
                    Command(
                        actor: clerk, external: ExternalKey(source: "opening", key: "\(code)-\(start)"), body: .openingStock(stock)))
            }
        }
        return commands
    }

    /// An order as a channel pushes it.
    static func push(_ order: BenchWorkload.Order, number: Int, seed: UInt64) -> Command {
        var random = SeededRandom(seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        let id = String(1_900_000_000_000_000_000 + Int64(number))
        var lines: [ChannelOrder.Line] = []
        for (index, item) in order.items.enumerated() {
            let amount = Money(fen: price(item) * order.pieces[index])
            var discounts: [BorneDiscount] = []
            if random.happens(30, in: 100) { discounts.append(BorneDiscount(party: "", amount: Money(fen: amount.fen / 10))) }
            if random.happens(10, in: 100) { discounts.append(BorneDiscount(party: "TMALL", amount: Money(fen: amount.fen / 20))) }
            lines.append(
                ChannelOrder.Line(
                    lineID: "\(id)-\(index + 1)", merchantCode: merchantCode(item), pieces: order.pieces[index], amount: amount,
                    discounts: discounts))
        }
        let freight = random.happens(15, in: 100) ? Money(fen: 800) : .zero
        let total = lines.reduce(freight) { $0 + $1.afterDiscounts }
        let paidAt = order.placedAt.adding(seconds: Int64(random.number(in: 5...300)))
        return Command(
            actor: channel,
            body: .channelOrder(
                ChannelOrder(
                    shop: shop(order.shop), externalID: id, payment: .paid, channelState: "WAIT_SELLER_SEND_GOODS",
                    placedAt: order.placedAt, paidAt: paidAt, area: "44010\(order.buyer % 7)", lines: lines, freight: freight,
                    payments: [.init(sequence: 1, means: "alipay", amount: total)])),
            recipient: recipient(order.buyer))
    }

    private static func recipient(_ buyer: Int) -> Recipient {
        Recipient(
            buyer: "taobao-\(buyer)", name: "买家\(buyer)", telephone: String(19_100_000_000 + Int64(buyer) % 100_000_000),
            address: "广东省广州市天河区体育西路\(buyer % 300 + 1)号桃源小区\(buyer % 40 + 1)栋\(buyer % 28 + 1)01室")
    }

    /// What happens between the two phases: some orders are cancelled, and goods come for those who wait.
    static func between(_ workload: BenchWorkload, at moment: Moment) -> [Command] {
        var commands: [Command] = []
        for (number, order) in workload.orders.enumerated() where order.isCancelled {
            let request = CancellationRequest(
                shop: shop(order.shop), externalID: String(1_900_000_000_000_000_000 + Int64(number)), reason: "不想要了")
            commands.append(Command(actor: channel, body: .cancellation(request)))
        }
        for (warehouse, pieces) in workload.short.enumerated() where !pieces.isEmpty {
            let lines = pieces.sorted { $0.key < $1.key }.enumerated().map { index, entry in
                StockLine(
                    line: Int64(index + 1), item: item(entry.key), pieces: entry.value, bin: "R-1",
                    amount: Money(fen: entry.value * price(entry.key) * 6 / 10))
            }
            for start in stride(from: 0, to: lines.count, by: 50) {
                var part = Array(lines[start..<min(start + 50, lines.count)])
                for index in part.indices { part[index].line = Int64(index + 1) }
                let receipt = PurchaseReceipt(
                    warehouse: BenchWorkload.warehouses[warehouse], supplier: supplier, happenedAt: moment, lines: part)
                commands.append(
                    Command(
                        actor: clerk, external: ExternalKey(source: "receipts", key: "\(warehouse)-\(start)"),
                        body: .purchaseReceipt(receipt)))
            }
        }
        return commands
    }

    /// The wire bytes of a terminal's word that everything on a notice left.
    static func issue(notice: Int64, at moment: Moment) -> [UInt8] {
        let waybill = "SF\(1_000_000_000_000 + notice)"
        let report = IssueReport(notice: notice, happenedAt: moment, waybill: waybill)
        return Command(actor: picker, external: ExternalKey(source: "terminals", key: waybill), body: .salesIssue(report))
            .wireBytes(at: nil)
    }
}
