import Documents
import Kernel
import Storage

/// What the supermarkets do: they order on account, say what they received, state what they sold, and send back what they do not want.
public struct BusinessLife: Sendable {
    private let company: HomeGoodsCompany
    private var random: SeededRandom
    private var serial = 0
    private let buyer = Actor(name: "猫超采购", position: "客户", device: "EDI-1")
    private let clerk = Actor(name: "邓大客户", position: "大客户专员", device: "PC-09")

    public init(company: HomeGoodsCompany, seed: UInt64) {
        self.company = company
        random = SeededRandom(seed: seed &+ 0x2B2B)
    }

    /// What comes next.
    public mutating func commands(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        var commands: [Command] = []
        if random.happens(1, in: 3) { commands.append(order(at: moment)) }
        if random.happens(1, in: 3) { commands += try receipts(reader, at: moment) }
        if random.happens(1, in: 3) { commands += try backs(reader, at: moment) }
        if random.happens(1, in: 4) { commands += try statement(reader, at: moment) }
        return commands
    }

    private mutating func order(at moment: Moment) -> Command {
        serial += 1
        let shop = random.pick(company.businessShops)
        let goods = random.shuffled(company.goods).prefix(random.number(in: 1...3))
        let lines = goods.enumerated().map { index, good in
            let pieces = Int64(random.number(in: 2...7))
            return ChannelOrder.Line(
                lineID: "\(index + 1)", merchantCode: HomeGoodsCompany.businessCode(of: good), pieces: pieces,
                amount: good.cost * (pieces + pieces / 2))
        }
        let number = "KA\(InventedPeople.digits(serial, 8))"
        return Command(
            actor: buyer, external: ExternalKey(source: "shop:" + shop.code, key: number, version: 1),
            body: .channelOrder(
                ChannelOrder(
                    shop: shop.code, externalID: number, payment: .unpaid, placedAt: moment,
                    area: "330100", lines: lines)))
    }

    /// The customer's word about the oldest issues of which he has said nothing.
    private mutating func receipts(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let rows = try open(reader, "h.pieces > h.received + h.short + h.refused AND s.business_mode = \(BusinessMode.wholesale.rawValue)")
        guard let issue = rows.first?[0].integer else { return [] }
        var lines: [BusinessReceiptReport.Line] = []
        for row in rows where row[0].integer == issue {
            let pieces = row[3].integer
            let refused = random.happens(1, in: 4) ? min(2, pieces) : 0
            let short = random.happens(1, in: 5) ? min(1, pieces - refused) : 0
            lines.append(.init(line: row[1].integer, received: pieces - refused - short, short: short, refused: refused))
        }
        serial += 1
        return [
            command(
                .businessReceipt(BusinessReceiptReport(issue: DocumentReference(position: issue), happenedAt: moment, lines: lines)))
        ]
    }

    /// Refused pieces come back, some of them damaged.
    private mutating func backs(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let rows = try open(reader, "h.refused > h.back")
        guard let row = rows.first else { return [] }
        let condition = random.happens(1, in: 3) ? StockCondition.defective : StockCondition.good
        return [
            command(
                .businessReceipt(
                    BusinessReceiptReport(
                        issue: DocumentReference(position: row[0].integer), happenedAt: moment, warehouse: row[5].text,
                        back: [
                            StockLine(
                                line: row[1].integer, item: ItemCode(stored: row[2].integer), pieces: row[4].integer, condition: condition)
                        ])))
        ]
    }

    /// What a consignment has sold, with what its customer keeps back; now and then he wants to give pieces back unsold.
    private mutating func statement(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let rows = try open(
            reader, "h.pieces > h.received + h.short + h.refused AND s.business_mode = \(BusinessMode.consignment.rawValue)")
        guard let first = rows.first else { return [] }
        if random.happens(1, in: 4) {
            let line = BusinessReceiptReport.Line(line: first[1].integer, refused: first[3].integer)
            return [
                command(
                    .businessReceipt(
                        BusinessReceiptReport(
                            issue: DocumentReference(position: first[0].integer), happenedAt: moment, lines: [line])))
            ]
        }
        let lines = rows.prefix(4).map { row in
            ConsignmentStatementReport.Line(externalID: row[6].text, line: row[1].integer, pieces: (row[3].integer + 1) / 2)
        }
        return [
            command(
                .consignmentStatement(
                    ConsignmentStatementReport(
                        shop: first[7].text, statement: "ST\(InventedPeople.digits(serial, 6))", happenedAt: moment,
                        lines: lines,
                        deductions: random.happens(1, in: 2)
                            ? [StatementDeduction(kind: .deduction, amount: Money(fen: Int64(random.number(in: 100...2_000))))] : [])))
        ]
    }

    /// Issue, line, item, undecided pieces, refused and not back, warehouse, order, shop; oldest first.
    private func open(_ reader: any Connection, _ condition: String) throws -> [[SQLValue]] {
        try reader.query(
            """
            SELECT h.issue, h.line, h.item, h.pieces - h.received - h.short - h.refused, h.refused - h.back, h.warehouse, o.external_id, o.shop
            FROM shipped_line h JOIN sales_order o ON o.trade = h.trade JOIN shop s ON s.code = o.shop
            WHERE \(condition) ORDER BY h.issue, h.line LIMIT 12
            """)
    }

    private mutating func command(_ body: CommandBody) -> Command {
        serial += 1
        return Command(
            actor: clerk, external: ExternalKey(source: "KA", key: "KA\(InventedPeople.digits(serial, 8))", version: 1), body: body)
    }
}

extension HomeGoodsCompany {
    /// The customer behind the supermarkets' shops.
    static let supermarket = Customer(code: "KA-SUPER", name: "华东生活超市", statementCycleDays: 30, isKeyAccount: true)

    /// Where supermarkets order: one buys, one sells for us. Neither is a shop of consumers.
    public var businessShops: [Shop] {
        [("KA1", "生活超市经销", BusinessMode.wholesale, Int64(3)), ("KA2", "生活超市代销", .consignment, 6)].map { code, name, mode, priority in
            Shop(
                code: code, name: name, channel: "KA", book: "HJ", priority: priority,
                sources: [.init(warehouse: "GZ", priority: 1), .init(warehouse: "WH", priority: 2)],
                business: BusinessTerms(customer: HomeGoodsCompany.supermarket.code, mode: mode, termDays: 3))
        }
    }

    static func businessCode(of good: Good) -> String { "KA-\(good.code.text)" }

    /// The supermarkets' records.
    var businessRecords: [MasterRecord] {
        [.customer(HomeGoodsCompany.supermarket)] + businessShops.map { .shop($0) }
            + businessShops.flatMap { shop in
                goods.map {
                    .channelItem(
                        ChannelItem(shop: shop.code, merchantCode: HomeGoodsCompany.businessCode(of: $0), target: $0.code))
                }
            }
    }
}
