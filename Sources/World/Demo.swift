import Documents
import Kernel
import Loop
import Storage

/// Thirty days of a company of home goods, from a seed, in front of whoever wants to see what this system does.
public enum Demo {
    /// Builds the company in the store, which must hold none yet, lives `days` days of about `ordersPerDay` trades, and gives the
    /// pages to show. `progress` gets a line a day. Throws ``SimulationError`` and ``StorageError``.
    public static func run(
        location: StoreLocation, seed: UInt64 = 8, days: Int = 30, ordersPerDay: Int = 400, progress: (String) -> Void
    ) async throws -> String {
        var month = try DemoMonth(location: location, seed: seed, days: days, ordersPerDay: ordersPerDay)
        do {
            try await month.live(progress)
        } catch {
            await month.company.close()
            throw error
        }
        await month.company.close()
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        return try DemoPages(reader: reader).all(month.figures)
    }

    /// What the month took.
    struct Figures {
        var orders = 0
        var commands = 0
        var refused = 0
        var commits = 0
        /// Seconds inside the system, from push to voucher; drawing up the orders is not counted.
        var seconds = 0.0
    }
}

/// The days of a demo: orders through the day, the warehouse on the next, receipts, cancellations, vouchers at each day's end.
struct DemoMonth {
    let company: Company
    private let world: HomeGoodsCompany
    private let location: StoreLocation
    private let clock: SeededClock
    private let days: Int
    private let ordersPerDay: Int
    private var random: SeededRandom
    private var stream: OrderStream
    private var autopilot: Autopilot
    private var replenishment: Replenishment
    private var transfers: TransferLife
    private var counts: CountLife
    private var returns: ReturnLife
    private var purchases: PurchaseLife
    private var agreement: AgreementLife
    private var otherStock: OtherStockLife
    private var business: BusinessLife
    private var orderControl: OrderControlLife
    private var coming: [WorldEvent] = []
    private(set) var figures = Demo.Figures()

    init(location: StoreLocation, seed: UInt64, days: Int, ordersPerDay: Int) throws {
        self.location = location
        self.days = days
        self.ordersPerDay = ordersPerDay
        var scale = HomeGoodsCompany.Scale.month
        scale.openingPieces = max(200, ordersPerDay * 12)
        world = HomeGoodsCompany(seed: seed, scale: scale)
        clock = SeededClock(world.opened.start)
        random = SeededRandom(seed: seed &+ 0xDE30)
        stream = OrderStream(company: world, seed: seed)
        autopilot = Autopilot(seed: seed, pageSize: 400, partialIn: 40)
        replenishment = Replenishment(company: world, seed: seed, waitingFactor: 4)
        transfers = TransferLife(company: world, seed: seed)
        counts = CountLife(company: world, seed: seed)
        returns = ReturnLife(company: world, seed: seed)
        purchases = PurchaseLife(company: world, seed: seed)
        agreement = AgreementLife(company: world, seed: seed)
        otherStock = OtherStockLife(company: world, seed: seed)
        business = BusinessLife(company: world, seed: seed)
        orderControl = OrderControlLife(company: world, seed: seed)
        company = try Company.open(
            location, clock: clock, keyRing: WorldKeyRing.make(seed: seed), random: SeededRandomSource(seed: seed), groupLimit: 200,
            holder: "demo")
    }

    mutating func live(_ progress: (String) -> Void) async throws {
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        guard try reader.scalar("SELECT COUNT(*) FROM command") == 0 else { throw SimulationError.storeInUse(location: location) }
        let founding = world.foundingCommands()
        try await submit(founding, at: world.opened.start)
        figures = Demo.Figures()
        figures.commits = await company.figures().commits
        progress(
            "建账 founded: \(founding.count.text) 条命令 commands, \(world.shops.count) 店铺 shops, \(world.books.count) 账套 books, \(world.warehouses.count) 仓库 warehouses, "
                + "\(world.goods.count) 商品 items, \(world.kits.count) 组合 kits")
        for index in 0..<days {
            let day = world.opened + Int32(index)
            // Buyers order goods twice a week, so some orders wait.
            try await morning(day, receives: index % 3 == 1, reader)
            try await orders(of: day, reader)
            try await evening(day)
            progress(try progressLine(day, index, reader))
        }
        figures.commits = await company.figures().commits - figures.commits
    }

    /// Yesterday's notices leave, goods come in.
    private mutating func morning(_ day: Day, receives: Bool, _ reader: any Connection) async throws {
        let opening = day.start.adding(seconds: 7 * 3600)
        if receives {
            let lot = max(2, ordersPerDay / 40)...max(6, ordersPerDay / 14)
            // A third of the goods comes by a buyer's telephone, the rest by purchase orders.
            if random.happens(1, in: 3) {
                try await submit(try replenishment.receipts(reader, at: opening, floor: 2, lot: lot, limit: 200), at: opening)
            } else {
                let orders = try purchases.orders(reader, at: opening, floor: 2, lot: lot, limit: 200, waitingFactor: 4)
                try await submit(orders, at: opening)
            }
        }
        try await submit(try agreement.morning(reader, at: opening), at: opening)
        try await submit(try transfers.commands(reader, at: opening, asks: 3), at: opening)
        // Approved, unloaded, inspected, put away: each step is what the one before has made possible.
        for step in 1...3 {
            let moment = opening.adding(seconds: Int64(step) * 900)
            try await submit(try purchases.remainder(reader, at: moment, limit: 2_000), at: moment)
        }
        try await submit(try purchases.commands(reader, at: opening.adding(seconds: 3_000)), at: opening.adding(seconds: 3_000))
        var faults: [WorldFault: Int] = [:]
        try await submit(try otherStock.commands(reader, at: opening, faults: &faults), at: opening)
        try await submit(try orderControl.commands(reader, at: opening, faults: &faults), at: opening)
        try await submit(try business.commands(reader, at: opening), at: opening)
        for step in 0..<4 {
            let moment = opening.adding(seconds: 3_100 + Int64(step) * 90)
            let some =
                step == 0
                ? try counts.commands(reader, at: moment, plans: 2, items: 4...16, errorIn: 6)
                : try counts.rest(reader, at: moment, errorIn: 6)
            try await submit(some, at: moment)
        }
        let backAt = opening.adding(seconds: 3_500)
        try await submit(try returns.commands(reader, at: backAt, most: max(4, ordersPerDay / 12)), at: backAt)
        // Each reading gives a page of each warehouse; the number of readings is bounded by what a day can bring.
        for round in 0..<40 {
            let moment = day.start.adding(seconds: 8 * 3600 + Int64(round) * 300)
            let issues = try autopilot.issues(reader, warehouses: world.warehouses.map(\.code), at: moment)
            if issues.isEmpty { break }
            try await submit(issues, at: moment)
        }
    }

    private mutating func orders(of day: Day, _ reader: any Connection) async throws {
        let noon = day.start.adding(seconds: 9 * 3600)
        // Weekends sell more.
        let isWeekend = (day.number + 3) % 7 >= 5
        let count = ordersPerDay * (isWeekend ? 125 : 90) / 100 + random.number(in: 0...max(1, ordersPerDay / 20))
        for index in 0..<count {
            coming += stream.trade(at: noon.adding(seconds: Int64(index) * 50_000 / Int64(max(1, count))))
            figures.orders += 1
        }
        coming = coming.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        for part in 1...4 {
            let until = noon.adding(seconds: Int64(part) * 13_000)
            let due = coming.prefix { $0.at <= until }
            try await submit(due.map(\.command) + world.timers(), at: until)
            coming.removeFirst(due.count)
        }
    }

    private mutating func evening(_ day: Day) async throws {
        let commands = world.books.map { book in
            Command(
                actor: Actor(name: "周会计", position: "会计", device: "PC-21"),
                external: ExternalKey(source: "seal", key: "\(book.code):\(day.text)", version: 1),
                body: .sealVouchers(book: book.code, through: day))
        }
        try await submit(commands, at: day.start.adding(seconds: 86_399))
    }

    private mutating func submit(_ commands: [Command], at moment: Moment) async throws {
        guard !commands.isEmpty else { return }
        clock.advance(to: moment)
        let begin = ContinuousClock.now
        let answers = try await company.submit(commands, at: moment)
        let spent = (ContinuousClock.now - begin).components
        figures.seconds += Double(spent.seconds) + Double(spent.attoseconds) / 1e18
        figures.commands += commands.count
        figures.refused += answers.count { $0.outcome == .refused || $0.outcome == .failed }
    }

    private func progressLine(_ day: Day, _ index: Int, _ reader: any Connection) throws -> String {
        let shipped = try reader.scalar("SELECT COUNT(*) FROM sales_order WHERE state = $1", [.integer(OrderState.shipped.rawValue)])
        let waiting = try reader.scalar("SELECT COUNT(*) FROM sales_order WHERE state = $1", [.integer(OrderState.backordered.rawValue)])
        let vouchers = try reader.scalar("SELECT COUNT(*) FROM voucher")
        let rate = figures.seconds > 0 ? Int64(Double(figures.orders) / figures.seconds) : 0
        func cell(_ value: Int64, _ width: Int) -> String {
            let text = value.groupedText
            return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
        }
        return "\(day.text)  第\(cell(Int64(index + 1), 2))天 day  订单 orders\(cell(Int64(figures.orders), 7))  "
            + "已出库 shipped\(cell(shipped, 7))  缺货 waiting\(cell(waiting, 4))  凭证 vouchers\(cell(vouchers, 6))  "
            + "\(cell(rate, 6)) 单/秒 orders/s"
    }
}
