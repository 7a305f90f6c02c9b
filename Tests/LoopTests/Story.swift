import Documents
import Kernel
import Loop
import Storage
import Testing
import World

/// One small company in a store of its own, and what happens to it. Every story ends with the three ledgers side by side.
///
/// Books `HJ`; warehouses `GZ` (main) and `WH`; shops `TM` (GZ, then WH), `JD` (served before `TM`, GZ only) and `DY` (reserves for
/// unpaid orders, GZ only). Every shop sells every ``Goods`` and the ``GiftBox``.
struct Story: Sendable {
    let location: StoreLocation
    let company: Company

    static let actor = Actor(name: "讲述者", position: "tester", device: "desk")
    static let supplier = SupplierCode(serial: 1)!
    static let ring = WorldKeyRing.make(seed: 1)
    /// Commands that state no moment of their own are recorded at this one.
    static let founded = Moment("2026-03-01 08:00")

    /// Tells a story on a fresh company.
    static func tell(
        on engine: TestedEngine, vouchers: Book.VoucherMode = .perDocument, groupLimit: Int = 500,
        _ body: (Story) async throws -> Void
    ) async throws {
        let location = try engine.freshLocation()
        defer { try? location.erase() }
        let story = try await found(location, vouchers: vouchers, groupLimit: groupLimit)
        do {
            try await body(story)
            try story.ledgersAgree()
        } catch {
            await story.company.close()
            throw error
        }
        await story.company.close()
    }

    /// Opens a store and enters the company's records.
    static func found(_ location: StoreLocation, vouchers: Book.VoucherMode = .perDocument, groupLimit: Int = 500) async throws -> Story {
        let story = try open(location, groupLimit: groupLimit)
        let answers = try await story.company.submit(
            records(vouchers).map { Command(actor: actor, body: .masterRecord($0)) }, at: founded)
        for answer in answers { #expect(answer.outcome == .accepted, "\(answer.english)") }
        return story
    }

    static func open(_ location: StoreLocation, groupLimit: Int = 500) throws -> Story {
        Story(
            location: location,
            company: try Company.open(
                location, clock: SeededClock(founded), keyRing: ring, random: SeededRandomSource(seed: 1), groupLimit: groupLimit))
    }

    static func records(_ vouchers: Book.VoucherMode) -> [MasterRecord] {
        let shops = [
            Shop(
                code: "TM", name: "天猫店", channel: "TMALL", book: "HJ",
                sources: [.init(warehouse: "GZ", priority: 1), .init(warehouse: "WH", priority: 2)]),
            Shop(code: "JD", name: "京东店", channel: "JD", book: "HJ", priority: 3, sources: [.init(warehouse: "GZ", priority: 1)]),
            Shop(
                code: "DY", name: "抖音店", channel: "DOUYIN", book: "HJ", reservesUnpaid: true, sources: [.init(warehouse: "GZ", priority: 1)]
            ),
        ]
        var records = StandardSetup.records
        records.append(.book(Book(code: "HJ", name: "禾居", voucherMode: vouchers)))
        records.append(.warehouse(WarehouseSite(code: "GZ", name: "广州总仓", book: "HJ", isMain: true)))
        records.append(.warehouse(WarehouseSite(code: "WH", name: "武汉分仓", book: "HJ")))
        records += shops.map(MasterRecord.shop)
        records += Goods.allCases.map { .item($0.item) }
        records.append(.kit(GiftBox.kit))
        records.append(.supplier(Supplier(code: supplier, name: "潮州瓷语")))
        for shop in shops {
            records += Goods.allCases.map { .channelItem(ChannelItem(shop: shop.code, merchantCode: $0.merchantCode, target: $0.code)) }
            records.append(.channelItem(ChannelItem(shop: shop.code, merchantCode: GiftBox.merchantCode, target: GiftBox.code)))
        }
        return records
    }

    // MARK: What happens

    /// Hands in one command and expects its outcome.
    @discardableResult
    func hand(
        _ body: CommandBody, at moment: Moment? = nil, external: ExternalKey? = nil, recipient: Recipient? = nil,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let command = Command(actor: Self.actor, external: external, body: body, recipient: recipient)
        let answer = try await company.submit(command, at: moment)
        #expect(answer.outcome == outcome, "\(answer.english)", sourceLocation: sourceLocation)
        if !refusal.isEmpty { #expect(answer.refusalCode == refusal, "\(answer.english)", sourceLocation: sourceLocation) }
        if outcome == .refused {
            #expect(!answer.chinese.isEmpty && !answer.english.isEmpty && answer.documents.isEmpty, sourceLocation: sourceLocation)
        }
        return answer
    }

    /// Opening stock 期初库存.
    func opening(_ lines: StockLine..., into warehouse: String = "GZ") async throws {
        let day = Day(compact: 20_260_301)!
        try await hand(.openingStock(OpeningStock(warehouse: warehouse, day: day, lines: lines)), at: day.start)
    }

    /// Purchase receipt 采购入库单.
    @discardableResult
    func receipt(_ lines: StockLine..., into warehouse: String = "GZ", at time: String) async throws -> Answer {
        let moment = Moment(time)
        return try await hand(
            .purchaseReceipt(PurchaseReceipt(warehouse: warehouse, supplier: Self.supplier, happenedAt: moment, lines: lines)), at: moment)
    }

    /// A channel order 平台订单, paid unless said otherwise.
    @discardableResult
    func order(
        _ id: String, shop: String = "TM", _ lines: [ChannelOrder.Line], at time: String, version: Int64 = 0,
        payment: ChannelOrder.Payment = .paid, standing: ChannelOrder.Standing = .open, taxIncluded: Bool = true, freight: String = "0",
        discounts: [BorneDiscount] = [], recipient: Recipient? = nil, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let moment = Moment(time)
        let order = ChannelOrder(
            shop: shop, externalID: id, standing: standing, payment: payment, placedAt: moment, taxIncluded: taxIncluded, lines: lines,
            discounts: discounts, freight: Money(yuan: freight))
        return try await hand(
            .channelOrder(order), at: moment,
            external: version == 0 ? nil : ExternalKey(source: "shop:" + shop, key: id, version: version), recipient: recipient,
            expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// The warehouse ships what is open of an order (or some lines of it): sales issue 销售出库单.
    @discardableResult
    func issue(
        _ id: String, shop: String = "TM", from warehouse: String = "", _ lines: [(line: Int64, goods: Goods, pieces: Int64)] = [],
        at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let moment = Moment(time)
        let report = IssueReport(
            notice: 0, shop: shop, externalID: id, warehouse: warehouse, happenedAt: moment,
            lines: lines.map { StockLine(line: $0.line, item: $0.goods.code, pieces: $0.pieces) })
        return try await hand(.salesIssue(report), at: moment, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    @discardableResult
    func cancel(
        _ id: String, shop: String = "TM", at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await hand(
            .cancellation(CancellationRequest(shop: shop, externalID: id, reason: "买家不想要了")), at: Moment(time), expect: outcome,
            refusal, sourceLocation: sourceLocation)
    }
}
