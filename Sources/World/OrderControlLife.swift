import Documents
import Kernel
import Storage

/// What people do with orders beside the channel: service clerks hold and release, serve somebody earlier, send from elsewhere, merge
/// parcels and mark what is no sale; a timer offers stock to the channels, which answer.
public struct OrderControlLife: Sendable {
    private let company: HomeGoodsCompany
    private var random: SeededRandom
    private var serial = 0
    private var isFirst = true
    private let clerk = Actor(name: "林客服", position: "客服", device: "PC-07")
    private let manager = Actor(name: "吴经理", position: "运营经理", device: "PC-16")
    private let timer = Actor(name: "定时任务", position: "系统", device: "TIMER-1")

    public init(company: HomeGoodsCompany, seed: UInt64) {
        self.company = company
        random = SeededRandom(seed: seed &+ 0x0C7E)
    }

    /// What comes next, and what waits for an approval. `faults` gets what goes wrong on purpose.
    public mutating func commands(_ reader: any Connection, at moment: Moment, faults: inout [WorldFault: Int]) throws -> [Command] {
        var commands = try approvals(reader) + answers(reader)
        commands += company.shops.map { command(.releaseSuspended(shop: $0.code), by: timer) }
        commands.append(command(.offerStock(shop: random.pick(company.shops).code, after: 0), by: timer))
        if isFirst { commands += twins(at: moment) }
        isFirst = false
        if random.happens(2, in: 3) { commands += try merge(reader) }
        for _ in 0..<random.number(in: 1...2) {
            switch random.number(in: 1...8) {
            case 1, 2: commands += try hold(reader, at: moment)
            case 3: commands += try release(reader)
            case 4: commands += try order(reader).map { [prioritise($0)] } ?? []
            case 5: commands += try reallocate(reader)
            case 6: commands += twins(at: moment)
            case 7: commands += try mark(reader, &faults)
            default: commands += try fault(reader, &faults)
            }
        }
        return commands
    }

    /// Everything that people hold goes on: the end of a run.
    mutating func releaseAll(_ reader: any Connection) throws -> [Command] {
        try approvals(reader)
            + reader.query(
                "SELECT o.shop, o.external_id FROM order_control c JOIN sales_order o ON o.trade = c.trade WHERE c.held = 1 AND c.mark = 0 ORDER BY c.trade"
            )
            .map { command(.orderHold(HoldRequest(order: OrderName(shop: $0[0].text, externalID: $0[1].text), action: .release))) }
    }

    private mutating func command(_ body: CommandBody, by actor: Actor? = nil) -> Command {
        serial += 1
        return Command(
            actor: actor ?? clerk, external: ExternalKey(source: "desk", key: "GD\(InventedPeople.digits(serial, 6))", version: 1),
            body: body)
    }

    private static let open = [OrderState.held, .awaitingPayment, .frozen, .backordered, .noticed].map { String($0.rawValue) }
        .joined(separator: ", ")

    /// An order of which nothing has left.
    private mutating func order(_ reader: any Connection, _ states: String = OrderControlLife.open) throws -> OrderName? {
        let rows = try reader.query(
            "SELECT shop, external_id FROM sales_order WHERE state IN (\(states)) AND shipped = 0 ORDER BY trade DESC LIMIT 20")
        guard !rows.isEmpty else { return nil }
        let row = random.pick(rows)
        return OrderName(shop: row[0].text, externalID: row[1].text)
    }

    private mutating func hold(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        guard let order = try order(reader) else { return [] }
        let until = random.happens(2, in: 3) ? moment.adding(seconds: Int64(random.number(in: 600...40_000))) : nil
        return [
            command(
                .orderHold(
                    HoldRequest(
                        order: order, action: .hold, reason: random.pick(["地址存疑", "买家催改", "等主管"]), until: until,
                        keepsReservation: random.happens(1, in: 2))))
        ]
    }

    private mutating func release(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            "SELECT o.shop, o.external_id FROM order_control c JOIN sales_order o ON o.trade = c.trade WHERE c.held = 1 ORDER BY c.trade LIMIT 20"
        )
        guard !rows.isEmpty else { return [] }
        let row = random.pick(rows)
        return [
            command(
                .orderHold(HoldRequest(order: OrderName(shop: row[0].text, externalID: row[1].text), action: .release, reason: "已核实")))
        ]
    }

    private mutating func prioritise(_ order: OrderName) -> Command {
        command(.orderHold(HoldRequest(order: order, action: .prioritise, reason: "催单", priority: Int64(random.number(in: 0...3)))))
    }

    private mutating func reallocate(_ reader: any Connection) throws -> [Command] {
        guard let order = try order(reader, "\(OrderState.noticed.rawValue), \(OrderState.backordered.rawValue)") else { return [] }
        let to = random.pick(company.warehouses).code
        return [command(.reallocation(ReallocationRequest(order: order, to: to, reason: "离买家近")))]
    }

    /// Orders of one recipient and area, or two that merely look alike.
    private mutating func merge(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT o.shop, r.warehouse, o.external_id, o.digest, o.area FROM reservation r JOIN sales_order o ON o.trade = r.trade
            WHERE r.open > 0 AND r.issued = 0 AND r.notice <> 0 AND o.person <> 0
            GROUP BY o.shop, r.warehouse, o.external_id, o.digest, o.area, o.trade ORDER BY o.trade DESC LIMIT 40
            """)
        var known: [[SQLValue]: String] = [:]
        for row in rows {
            let key = random.happens(1, in: 8) ? Array(row[0...1]) : [row[0], row[1], row[3], row[4]]
            if let other = known[key], other != row[2].text {
                return [command(.parcelMerge(MergeRequest(shop: row[0].text, warehouse: row[1].text, externalIDs: [other, row[2].text])))]
            }
            known[key] = row[2].text
        }
        return []
    }

    /// A buyer who orders twice within the hour; the next look finds one parcel to make of it.
    private mutating func twins(at moment: Moment) -> [Command] {
        let shop = random.pick(company.shops)
        let offers = (company.offers[shop.code] ?? []).filter { $0.kind == .goods && $0.isMapped }
        guard !offers.isEmpty else { return [] }
        serial += 1
        let number = InventedPeople.digits(serial, 6)
        let (recipient, division) = InventedPeople.buyer(9_000_000 + serial, of: shop.channel, seed: company.seed)
        return ["A", "B"].map { part in
            let offer = random.pick(offers)
            let order = ChannelOrder(
                shop: shop.code, externalID: "TW\(number)\(part)", channelState: "已付款", placedAt: moment, paidAt: moment,
                area: division.code,
                lines: [
                    ChannelOrder.Line(lineID: "TW\(number)\(part)-1", merchantCode: offer.merchantCode, pieces: 1, amount: offer.price)
                ],
                payments: [.init(sequence: 1, means: "alipay", amount: offer.price)])
            return Command(
                actor: clerk, external: ExternalKey(source: "shop:" + shop.code, key: order.externalID, version: 1),
                body: .channelOrder(order), recipient: recipient)
        }
    }

    /// A mark, and now and then a colleague who lets the order go before anybody has approved it.
    private mutating func mark(_ reader: any Connection, _ faults: inout [WorldFault: Int]) throws -> [Command] {
        guard let order = try order(reader) else { return [] }
        let nature = random.pick([OrderNature.test, .reshipment, .fake, .staffPurchase])
        let mark = command(.orderMark(MarkRequest(order: order, nature: nature, reason: nature.chinese + "登记")))
        guard random.happens(1, in: 2) else { return [mark] }
        faults[.releaseMarked, default: 0] += 1
        return [mark, command(.orderHold(HoldRequest(order: order, action: .release)))]
    }

    private mutating func approvals(_ reader: any Connection) throws -> [Command] {
        try reader.query(
            "SELECT document FROM order_mark WHERE state = $1 ORDER BY document LIMIT 5", [.integer(ApprovalState.waiting.rawValue)]
        ).map { row in
            let isApproved = random.happens(2, in: 3)
            return command(
                .approval(
                    ApprovalRequest(
                        subject: DocumentReference(position: row[0].integer), isApproved: isApproved, note: isApproved ? "属实" : "证据不足")),
                by: manager)
        }
    }

    /// Channels answer late, sometimes about some items only, sometimes that they could not take it.
    private mutating func answers(_ reader: any Connection) throws -> [Command] {
        try reader.query(
            "SELECT offer, MIN(item), MIN(offered) FROM offered_item WHERE offer <> accepted_offer GROUP BY offer HAVING MIN(item) = MAX(item) OR MIN(offer) > 0 ORDER BY offer LIMIT 3"
        ).compactMap { row in
            guard random.happens(3, in: 4) else { return nil }
            return command(
                .offerAnswer(
                    OfferAnswerReport(offer: DocumentReference(position: row[0].integer), isAccepted: random.happens(4, in: 5))), by: timer)
        }
    }

    private mutating func fault(_ reader: any Connection, _ faults: inout [WorldFault: Int]) throws -> [Command] {
        switch random.number(in: 1...3) {
        case 1:
            let rows = try reader.query(
                "SELECT shop, external_id FROM sales_order WHERE shipped > 0 ORDER BY trade DESC LIMIT 8")
            guard !rows.isEmpty else { return [] }
            faults[.lateHold, default: 0] += 1
            let row = random.pick(rows)
            return [
                command(
                    .orderHold(
                        HoldRequest(order: OrderName(shop: row[0].text, externalID: row[1].text), action: .hold, reason: "太迟")))
            ]
        case 2:
            let rows = try reader.query(
                """
                SELECT o.shop, r.warehouse, MIN(o.external_id), MAX(o.external_id) FROM reservation r JOIN sales_order o ON o.trade = r.trade
                WHERE r.open > 0 AND r.issued = 0 AND r.notice <> 0 AND o.person <> 0 GROUP BY o.shop, r.warehouse
                HAVING COUNT(DISTINCT o.person) = COUNT(DISTINCT o.trade) AND COUNT(DISTINCT o.trade) > 1 ORDER BY o.shop, r.warehouse LIMIT 8
                """)
            guard !rows.isEmpty else { return [] }
            faults[.strangersMerged, default: 0] += 1
            let row = random.pick(rows)
            return [
                command(.parcelMerge(MergeRequest(shop: row[0].text, warehouse: row[1].text, externalIDs: [row[2].text, row[3].text])))
            ]
        default:
            guard let order = try order(reader, "\(OrderState.noticed.rawValue)"),
                let shop = company.shops.first(where: { $0.code == order.shop }),
                let foreign = company.warehouses.first(where: { $0.book != shop.book })
            else { return [] }
            faults[.foreignWarehouse, default: 0] += 1
            return [command(.reallocation(ReallocationRequest(order: order, to: foreign.code)))]
        }
    }
}
