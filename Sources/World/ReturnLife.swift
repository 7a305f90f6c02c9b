import Books
import Documents
import Kernel
import Orders
import Storage

/// What buyers, customer service, carriers and the returns desk do after goods have left: money back, goods asked back, parcels on their
/// way, what really comes back. Reads the store and hands in commands, as people at several desks would.
public struct ReturnLife: Sendable {
    private let company: HomeGoodsCompany
    private var random: SeededRandom
    private var serial = 0
    private let service = Actor(name: "林客服", position: "客服", device: "PC-07")
    private let desk = Actor(name: "蒋收货", position: "退货收货", device: "PDA-8")
    private let accountant = Actor(name: "周会计", position: "会计", device: "PC-21")
    private let carrier = Actor(name: "接口 SF", position: "承运商接口", device: "GW-2")

    public init(company: HomeGoodsCompany, seed: UInt64) {
        self.company = company
        random = SeededRandom(seed: seed &+ 0x2E7)
    }

    /// What happens next: `most` things of those that orders of the last days give occasion for.
    public mutating func commands(_ reader: any Connection, at moment: Moment, most: Int = 4) throws -> [Command] {
        var commands: [Command] = []
        for _ in 0..<random.number(in: 1...most) {
            switch random.number(in: 1...12) {
            case 1, 2, 3: commands += try refund(reader, at: moment)
            case 4, 5: commands += try wish(reader)
            case 6, 7, 8: commands += try receipts(reader, at: moment, chance: 3)
            case 9: commands += try parcel(reader, at: moment)
            case 10: commands += try random.happens(1, in: 2) ? stop(reader) : parcel(reader, at: moment)
            case 11: commands += try unknownParcel(reader, at: moment)
            default: commands += try random.happens(1, in: 2) ? withdrawal(reader) : writeDown(reader, at: moment)
            }
        }
        return commands
    }

    /// What is still expected comes back, so that little is open at the end.
    public mutating func rest(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        try receipts(reader, at: moment, chance: 1)
    }

    private mutating func command(_ body: CommandBody, by actor: Actor, source: String, key: String? = nil) -> Command {
        serial += 1
        return Command(
            actor: actor, external: ExternalKey(source: source, key: key ?? "SH\(InventedPeople.digits(serial, 6))", version: 1), body: body
        )
    }

    // MARK: Money

    private mutating func refund(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT o.trade, o.shop, o.external_id, o.paid FROM sales_order o WHERE o.paid > 0 ORDER BY o.trade DESC LIMIT 80
            """)
        guard !rows.isEmpty else { return [] }
        let row = random.pick(rows)
        serial += 1
        let shop = row[1].text
        var refund = ChannelRefund(
            shop: shop, externalID: "TK\(InventedPeople.digits(serial, 6))", orderID: row[2].text, happenedAt: moment,
            form: random.happens(1, in: 4) ? .expense : .redInvoice, isForGoods: random.happens(1, in: 2), reason: "不合适",
            amount: Money(fen: row[3].integer))
        if random.happens(1, in: 2) {
            let lines = try reader.query(
                "SELECT line_id, gross FROM order_line WHERE trade = $1 AND gross > 0 ORDER BY line", [row[0]])
            if !lines.isEmpty {
                let line = random.pick(lines)
                let part = Money(fen: max(1, line[1].integer / Int64(random.number(in: 1...4))))
                refund.lines = [.init(lineID: line[0].text, amount: part)]
                refund.amount = .zero
            }
        } else if random.happens(1, in: 2) {
            refund.amount = Money(fen: max(1, row[3].integer / 3))
        }
        if random.happens(1, in: 8) {
            let bearers = try reader.query("SELECT party FROM receivable WHERE trade = $1 AND party <> shop ORDER BY party", [row[0]])
            if let bearer = bearers.first {
                refund.statesShares = true
                refund.shares = [BorneDiscount(party: bearer[0].text, amount: Money(fen: 100))]
            }
        }
        // The channel's own numbers; a few name an order that comes later, or never.
        if random.happens(1, in: 15) { refund.orderID = "N\(serial)-" + refund.orderID }
        return [
            Command(
                actor: OrderStream.actor(shop), external: ExternalKey(source: "refund:" + shop, key: refund.externalID, version: 1),
                body: .channelRefund(refund))
        ]
    }

    private mutating func writeDown(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT warehouse, item, condition, amount, pieces FROM value_stock WHERE place = $1 AND pieces > 0 AND amount > 0 AND condition <> $2
            ORDER BY warehouse, item, condition LIMIT 40
            """, [.integer(ValuePlace.onHand.rawValue), .text(StockCondition.good)])
        guard !rows.isEmpty else { return [] }
        let row = random.pick(rows)
        let unit = row[3].integer / row[4].integer
        return [
            command(
                .writeDown(
                    WriteDownRequest(
                        warehouse: row[0].text, item: ItemCode(stored: row[1].integer), condition: row[2].text,
                        unitValue: Money(fen: unit * Int64(random.number(in: 0...10)) / 10), happenedAt: moment, note: "残次品可变现净值")),
                by: accountant, source: "finance")
        ]
    }

    // MARK: Asking back

    private mutating func wish(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            "SELECT trade, shop, external_id FROM sales_order WHERE shipped > 0 ORDER BY trade DESC LIMIT 60")
        guard !rows.isEmpty else { return [] }
        let row = random.pick(rows)
        let lines = try reader.query(
            """
            SELECT line, item, CAST(SUM(issued) AS BIGINT) FROM reservation WHERE trade = $1 AND issued > 0 GROUP BY line, item ORDER BY line
            """, [row[0]])
        var wish = ReturnWish(
            shop: row[1].text, externalID: row[2].text, form: random.pick([.refund, .refund, .exchange, .refundOnly]), carrier: "SF",
            reason: "七天无理由")
        if wish.form != .refundOnly, random.happens(2, in: 3) { wish.waybill = "SFR\(1_000_000 + serial)" }
        if !lines.isEmpty, wish.form != .refundOnly, random.happens(2, in: 3) {
            let line = random.pick(lines)
            wish.lines = [.init(line: line[0].integer, pieces: max(1, line[2].integer / 2))]
        }
        if wish.form == .exchange {
            wish.shipsFirst = random.happens(1, in: 3)
            if random.happens(1, in: 2) {
                let good = random.pick(company.goods)
                wish.replacements = [ReplacementLine(item: good.code, pieces: 1, amount: good.cost * 2)]
            }
        }
        return [command(.returnRequest(wish), by: service, source: "return-desk")]
    }

    private mutating func withdrawal(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            "SELECT document FROM return_order WHERE state IN ($1, $2) AND reshipment = 0 ORDER BY document DESC LIMIT 20",
            [.integer(ReturnState.open.rawValue), .integer(ReturnState.partly.rawValue)])
        guard !rows.isEmpty else { return [] }
        let wish = ReturnWithdrawal(subject: DocumentReference(position: random.pick(rows)[0].integer), reason: "买家留下了")
        return [command(.returnWithdrawal(wish), by: service, source: "return-desk")]
    }

    // MARK: What comes back

    /// One of `chance` of the return orders that wait is received: mostly whole and good, some short, damaged or beyond repair.
    private mutating func receipts(_ reader: any Connection, at moment: Moment, chance: Int) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT r.document, r.carrier, r.waybill, w.code, l.line, l.item, l.pieces - l.received - l.missing
            FROM return_order r JOIN return_line l ON l.trade = r.trade AND l.document = r.document
            JOIN sales_order o ON o.trade = r.trade JOIN warehouse w ON w.book = o.book AND w.kind = $3
            WHERE r.state IN ($1, $2) AND l.pieces > l.received + l.missing ORDER BY r.document, w.code, l.line LIMIT 120
            """,
            [
                .integer(ReturnState.open.rawValue), .integer(ReturnState.partly.rawValue), .integer(WarehouseSite.Kind.own.rawValue),
            ])
        var parcels: [Int64: [[SQLValue]]] = [:]
        for row in rows where parcels[row[0].integer].map({ $0[0][3] == row[3] }) ?? true {
            parcels[row[0].integer, default: []].append(row)
        }
        var commands: [Command] = []
        for (document, lines) in parcels.sorted(by: { $0.key < $1.key }).prefix(20) where chance == 1 || random.happens(1, in: chance) {
            var report = ReturnReport(
                subject: DocumentReference(position: document), warehouse: lines[0][3].text, happenedAt: moment, carrier: lines[0][1].text,
                waybill: lines[0][2].text, lines: [])
            for line in lines { report.lines += fates(of: line[6].integer, ItemCode(stored: line[5].integer), line: line[4].integer) }
            commands.append(command(.returnReceipt(report), by: desk, source: "returns"))
        }
        return commands
    }

    private mutating func fates(of pieces: Int64, _ item: ItemCode, line: Int64) -> [ReturnReceipt.Line] {
        func part(_ pieces: Int64, _ condition: String, _ fate: ReturnReceipt.Fate) -> ReturnReceipt.Line {
            let bin = fate == .kept ? company.goods.first { $0.code == item }.map { company.bin($0) } ?? "" : ""
            return ReturnReceipt.Line(StockLine(line: line, item: item, pieces: pieces, bin: bin, condition: condition), fate)
        }
        switch random.number(in: 1...8) {
        case 1: return [part(pieces, StockCondition.defective, .kept)]
        case 2: return [part(pieces, StockCondition.good, .scrap)]
        case 3: return [part(pieces, StockCondition.good, .missing)]
        case 4 where pieces > 1: return [part(1, StockCondition.defective, .kept), part(pieces - 1, StockCondition.good, .kept)]
        case 5 where pieces > 1: return [part(pieces - 1, StockCondition.good, .kept)]
        default: return [part(pieces, StockCondition.good, .kept)]
        }
    }

    /// A parcel that nobody announced: known by its order, or by nothing but its waybill until somebody finds out, or never.
    private mutating func unknownParcel(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let held = try reader.query(
            "SELECT h.warehouse, h.waybill, h.document FROM held_parcel h ORDER BY h.document LIMIT 10")
        let orders = try reader.query(
            """
            SELECT o.shop, o.external_id, r.line, r.item, r.warehouse FROM sales_order o JOIN reservation r ON r.trade = o.trade
            WHERE r.issued > 0 ORDER BY o.trade DESC, r.part LIMIT 60
            """)
        guard !orders.isEmpty else { return [] }
        let order = random.pick(orders)
        let line = ReturnReceipt.Line(StockLine(line: 0, item: ItemCode(stored: order[3].integer), pieces: 1))
        var report = ReturnReport(warehouse: order[4].text, happenedAt: moment, carrier: "YT", lines: [line])
        if let parcel = held.first, random.happens(1, in: 2) {
            report.warehouse = parcel[0].text
            report.waybill = parcel[1].text
            if random.happens(1, in: 2) {
                report.isFound = true
            } else {
                report.shop = order[0].text
                report.externalID = order[1].text
            }
        } else if random.happens(1, in: 2) {
            report.waybill = "YTU\(1_000_000 + serial)"
        } else {
            report.shop = order[0].text
            report.externalID = order[1].text
            report.waybill = random.happens(1, in: 2) ? "YTK\(1_000_000 + serial)" : ""
        }
        return [command(.returnReceipt(report), by: desk, source: "returns")]
    }

    // MARK: On the way

    /// A buyer changes his mind after the parcel has left: its carrier is asked to stop it, now and then twice.
    private mutating func stop(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT o.shop, o.external_id, COALESCE(p.waybill, '') FROM sales_order o LEFT JOIN parcel p ON p.trade = o.trade
            WHERE o.shipped > 0 AND o.delivered_at = 0 ORDER BY o.trade DESC, 3 LIMIT 40
            """)
        guard !rows.isEmpty else { return [] }
        let row = random.pick(rows)
        let waybill = row[2].text.isEmpty ? "SFO\(row[1].text.suffix(12))" : row[2].text
        let request = CancellationRequest(shop: row[0].text, externalID: row[1].text, reason: "买家不要了", waybill: waybill)
        let first = command(.cancellation(request), by: service, source: "return-desk")
        return random.happens(1, in: 3) ? [first, command(.cancellation(request), by: service, source: "return-desk")] : [first]
    }

    /// Carriers tell what became of a parcel: twice, late, out of order, and sometimes what cannot be.
    private mutating func parcel(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT o.shop, o.external_id, COALESCE(p.carrier, 'SF'), COALESCE(p.waybill, CAST(i.waybill AS TEXT), '') FROM sales_order o
            LEFT JOIN parcel p ON p.trade = o.trade LEFT JOIN interception i ON i.trade = o.trade
            WHERE o.shipped > 0 ORDER BY o.trade DESC, 3, 4 LIMIT 60
            """)
        guard !rows.isEmpty else { return [] }
        let row = random.pick(rows)
        let waybill = row[3].text.isEmpty ? "SFO\(row[1].text.suffix(12))" : row[3].text
        let stage = random.pick(
            [.handedOver, .handedOver, .delivered, .delivered, .delivered, .refused, .lost, .returned, .found] as [ParcelStage])
        let report = ParcelReport(
            carrier: row[2].text, waybill: waybill, shop: row[0].text, externalID: row[1].text, stage: stage, happenedAt: moment)
        let told = command(.parcelEvent(report), by: carrier, source: "carrier")
        guard random.happens(1, in: 6) else { return [told] }
        return [told, command(.parcelEvent(report), by: carrier, source: "carrier")]
    }
}
