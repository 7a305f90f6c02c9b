import Documents
import Foundation
import Kernel
import Loop
import Storage
import World

/// How long a late price takes on an item with many later moves, beside a receipt of an item with none: both in one company, in turn.
public struct LatePriceBench {
    public struct Options: Sendable {
        public var location: StoreLocation
        /// Moves of the item after the receipt whose price changes, half of them in, half of them out.
        public var moves: Int
        /// Measured documents of each kind.
        public var rounds: Int
        public var progress: @Sendable (String) -> Void

        public init(location: StoreLocation, moves: Int, rounds: Int, progress: @escaping @Sendable (String) -> Void) {
            self.location = location
            self.moves = moves
            self.rounds = rounds
            self.progress = progress
        }
    }

    /// Microseconds of one command from hand to answer, committed on its own.
    public struct Report: Sendable {
        public let engine: String
        public let moves: Int64
        public let rounds: Int
        public let latePrice: Double
        public let receipt: Double
        public let documents: Int64
        /// A late price in receipts; 2 is the most that is asked for.
        public var ratio: Double { receipt > 0 ? latePrice / receipt : 0 }

        private func text(_ value: Double) -> String { String(format: "%.1f", value) }

        public var table: String {
            """
            采购调价 late price          引擎 engine \(engine)
              该商品之后的异动 later moves of the item    \(moves.groupedText)
              调价 late price, median                     \(text(latePrice)) µs
              新商品入库 receipt of a fresh item, median  \(text(receipt)) µs
              比值 ratio (≤ 2)                            \(String(format: "%.2f", ratio))
              各测 documents of each kind                 \(rounds)
            """
        }

        public var json: String {
            "{\"bench\":\"late-price\",\"engine\":\"\(engine)\",\"moves\":\(moves),\"rounds\":\(rounds),\"latePriceMicroseconds\":\(text(latePrice)),\"receiptMicroseconds\":\(text(receipt)),\"ratio\":\(String(format: "%.3f", ratio)),\"documents\":\(documents)}"
        }
    }

    private static let supplier = SupplierCode(serial: 1)!
    private static let actor = Actor(name: "bench", position: "setup", device: "console")
    private static let start = Day(compact: 20_260_401)!.start
    private static let moved = ItemCode(category: 1, serial: 0)!
    private static func fresh(_ index: Int) -> ItemCode { ItemCode(category: 2, serial: Int64(index))! }

    /// Sets the company up in an empty store, measures, and gives no figure unless the check is clean and the ledgers have the moves.
    public static func run(_ options: Options) async throws -> Report {
        let company = try Company.open(
            options.location, clock: SeededClock(start), keyRing: WorldKeyRing.make(seed: 1), random: SeededRandomSource(seed: 1),
            groupLimit: 200, holder: "bench")
        do {
            options.progress("建账与 \(options.moves) 笔异动 / setting up \(options.moves) moves")
            try await found(company, fresh: options.rounds)
            try await move(company, options)
            let times = try await measure(company, options)
            await company.close()
            return try report(options, times)
        } catch {
            await company.close()
            throw error
        }
    }

    private static func submit(_ company: Company, _ bodies: [CommandBody]) async throws {
        try BenchRun.require(try await company.submit(bodies.map { Command(actor: actor, body: $0) }, at: start))
    }

    private static func found(_ company: Company, fresh count: Int) async throws {
        let rate = Item.DatedRate(from: Day(compact: 20_190_401)!, rate: .goods)
        var records = StandardSetup.records
        records += [
            .book(Book(code: "B1", name: "Bench 账套")), .warehouse(WarehouseSite(code: "W1", name: "W1", book: "B1", isMain: true)),
            .supplier(Supplier(code: supplier, name: "供应商")),
            .shop(Shop(code: "S1", name: "店铺", channel: "taobao", book: "B1", sources: [.init(warehouse: "W1", priority: 1)])),
            .item(Item(code: moved, name: "多异动商品", rates: [rate])),
            .channelItem(ChannelItem(shop: "S1", merchantCode: "M", target: moved)),
        ]
        records += (0..<count).map { .item(Item(code: fresh($0), name: "新商品 \($0)", rates: [rate])) }
        try await submit(company, records.map { .masterRecord($0) })
    }

    private static func receipt(_ item: ItemCode, _ lines: Int, pieces: Int64, key: String) -> Command {
        let receipt = PurchaseReceipt(
            warehouse: "W1", supplier: supplier, happenedAt: start,
            lines: (1...lines).map { StockLine(line: Int64($0), item: item, pieces: pieces, amount: Money(fen: 1_000 * pieces)) })
        return Command(actor: actor, external: ExternalKey(source: "receipts", key: key), body: .purchaseReceipt(receipt))
    }

    /// The receipt whose price will change, then the moves: receipts and sales of one piece a line, up to fifty lines a document.
    private static func move(_ company: Company, _ options: Options) async throws {
        try BenchRun.require(try await company.submit([receipt(moved, 1, pieces: Int64(options.moves) + 100, key: "first")], at: start))
        let page = 50
        var done = 0
        var number = 0
        while done < options.moves {
            number += 1
            let count = min(page, options.moves - done)
            if number % 2 == 1 {
                try BenchRun.require(try await company.submit([receipt(moved, count, pieces: 1, key: "in-\(number)")], at: start))
            } else {
                let order = ChannelOrder(
                    shop: "S1", externalID: "T\(number)", placedAt: start, paidAt: start,
                    lines: (0..<count).map { .init(lineID: "\($0)", merchantCode: "M", pieces: 1, amount: Money(fen: 2_000)) })
                try await submit(company, [.channelOrder(order)])
                try await submit(
                    company, [.salesIssue(IssueReport(notice: 0, shop: "S1", externalID: "T\(number)", happenedAt: start))])
            }
            done += count
            if number % 200 == 0 { options.progress("\(done) / \(options.moves)") }
        }
    }

    /// One command of each kind in turn, each in a commit of its own.
    private static func measure(_ company: Company, _ options: Options) async throws -> (late: [Double], receipts: [Double]) {
        func timed(_ command: Command) async throws -> Double {
            let begin = ContinuousClock.now
            try BenchRun.require([try await company.submit(command, at: start)])
            let spent = (ContinuousClock.now - begin).components
            return Double(spent.seconds) * 1e6 + Double(spent.attoseconds) / 1e12
        }
        let first = DocumentReference(source: "receipts", key: "first")
        let whole = Int64(options.moves) + 100
        var late: [Double] = []
        var receipts: [Double] = []
        for round in 0..<options.rounds {
            let request = PriceChangeRequest(
                receipt: first, line: 1, happenedAt: start, amount: Money(fen: (1_001 + Int64(round % 7)) * whole + Int64(round)),
                reason: "议价")
            late.append(
                try await timed(
                    Command(actor: actor, external: ExternalKey(source: "prices", key: "\(round)"), body: .priceChange(request))))
            receipts.append(try await timed(receipt(fresh(round), 1, pieces: 10, key: "fresh-\(round)")))
        }
        return (late, receipts)
    }

    private static func report(_ options: Options, _ times: (late: [Double], receipts: [Double])) throws -> Report {
        let reader = try options.location.connect(readOnly: true)
        defer { reader.close() }
        let moves = try reader.scalar("SELECT COUNT(*) FROM physical_move WHERE item = $1", [.integer(moved.number)]) - 1
        guard moves == Int64(options.moves) else {
            throw BenchError.setup(message: "\(moves) moves of the item, \(options.moves) were asked for")
        }
        options.progress("核对 / checking")
        try BenchCheck.requireClean(reader, deep: false)
        func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        return Report(
            engine: options.location.engine, moves: moves, rounds: options.rounds, latePrice: median(times.late),
            receipt: median(times.receipts), documents: try reader.scalar("SELECT position FROM head"))
    }
}
