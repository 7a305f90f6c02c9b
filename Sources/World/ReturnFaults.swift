import Documents
import Kernel
import Orders
import Storage

/// What goes wrong with returns, refunds and parcels on purpose.
extension FaultMaker {
    mutating func returnFault(_ fault: WorldFault, _ reader: any Connection, at moment: Moment) throws -> [Command] {
        let service = Actor(name: "林客服", position: "客服", device: "PC-07")
        let desk = Actor(name: "蒋收货", position: "退货收货", device: "PDA-8")
        let serial = serial
        func command(_ body: CommandBody, by actor: Actor) -> Command {
            Command(actor: actor, external: ExternalKey(source: "return-fault", key: "F\(serial)", version: 1), body: body)
        }
        func first(_ sql: String, _ parameters: [SQLValue] = []) throws -> [SQLValue]? {
            let rows: [[SQLValue]] = try reader.query(sql, parameters)
            return rows.first
        }
        /// An order that has left in part or whole, with one of its lines.
        func sold() throws -> [SQLValue]? {
            try first(
                """
                SELECT o.shop, o.external_id, r.line, r.item, r.warehouse, o.book FROM sales_order o JOIN reservation r ON r.trade = o.trade
                WHERE r.issued > 0 ORDER BY o.trade DESC, r.part LIMIT 1
                """)
        }
        func report(_ order: [SQLValue], _ item: ItemCode, _ pieces: Int64, _ fate: ReturnReceipt.Fate = .kept) -> ReturnReport {
            ReturnReport(
                shop: order[0].text, externalID: order[1].text, warehouse: order[4].text, happenedAt: moment, carrier: "SF",
                lines: [ReturnReceipt.Line(StockLine(line: 0, item: item, pieces: pieces), fate)])
        }
        switch fault {
        case .askTooMuch:
            guard let order = try sold() else { return [] }
            let wish = ReturnWish(
                shop: order[0].text, externalID: order[1].text, reason: "多退", lines: [.init(line: order[2].integer, pieces: 9_999)])
            return [command(.returnRequest(wish), by: service)]
        case .askUnshipped:
            let row = try first("SELECT shop, external_id FROM sales_order WHERE shipped = 0 ORDER BY trade DESC LIMIT 1")
            return row.map { [command(.returnRequest(ReturnWish(shop: $0[0].text, externalID: $0[1].text)), by: service)] } ?? []
        case .askOddLine:
            guard let order = try sold() else { return [] }
            let wish = ReturnWish(shop: order[0].text, externalID: order[1].text, lines: [.init(line: 999, pieces: 1)])
            return [command(.returnRequest(wish), by: service)]
        case .changeReturned:
            // A wish that changes after goods have come back, or after it ended.
            let row = try first(
                """
                SELECT k.source, k.external_key, k.version, o.shop, o.external_id FROM return_order r
                JOIN external_key k ON k.document = r.document AND k.source = 'return-desk' JOIN sales_order o ON o.trade = r.trade
                WHERE r.received > 0 OR r.state = $1 ORDER BY r.document DESC LIMIT 1
                """, [.integer(ReturnState.withdrawn.rawValue)])
            return row.map { row in
                [
                    Command(
                        actor: service, external: ExternalKey(source: row[0].text, key: row[1].text, version: row[2].integer + 1),
                        body: .returnRequest(ReturnWish(shop: row[3].text, externalID: row[4].text, reason: "改 \(serial)")))
                ]
            } ?? []
        case .withdrawEnded:
            let row = try first(
                "SELECT document FROM return_order WHERE state IN ($1, $2) ORDER BY document DESC LIMIT 1",
                [.integer(ReturnState.done.rawValue), .integer(ReturnState.withdrawn.rawValue)])
            return row.map {
                [
                    command(
                        .returnWithdrawal(ReturnWithdrawal(subject: DocumentReference(position: $0[0].integer), reason: "重复撤销")),
                        by: service)
                ]
            } ?? []
        case .backTooMuch:
            guard let order = try sold() else { return [] }
            return [command(.returnReceipt(report(order, ItemCode(stored: order[3].integer), 9_999)), by: desk)]
        case .missingTooMuch:
            guard let order = try sold() else { return [] }
            return [command(.returnReceipt(report(order, ItemCode(stored: order[3].integer), 9_999, .missing)), by: desk)]
        case .strangeGoods:
            guard let order = try sold(), let good = company.goods.last(where: { $0.code.number != order[3].integer }) else { return [] }
            return [command(.returnReceipt(report(order, good.code, 1)), by: desk)]
        case .foreignReturn:
            guard let order = try sold(),
                let other = company.warehouses.first(where: { $0.book != order[5].text && $0.kind == .own })
            else { return [] }
            var report = report(order, ItemCode(stored: order[3].integer), 1)
            report.warehouse = other.code
            return [command(.returnReceipt(report), by: desk)]
        case .heldTwice:
            let row = try first("SELECT warehouse, waybill FROM held_parcel ORDER BY document DESC LIMIT 1")
            return row.map { row in
                let line = ReturnReceipt.Line(StockLine(line: 0, item: company.goods[0].code, pieces: 1))
                let report = ReturnReport(
                    warehouse: row[0].text, happenedAt: moment, carrier: "YT", waybill: row[1].text, lines: [line])
                return [command(.returnReceipt(report), by: desk)]
            } ?? []
        case .parcelUnknown:
            let report = ParcelReport(carrier: "ZT", waybill: "ZT-NOBODY-\(serial)", stage: .delivered, happenedAt: moment)
            return [command(.parcelEvent(report), by: desk)]
        case .refundChanged:
            guard let known = keyed.last(where: { if case .channelRefund = $0.body { true } else { false } }),
                case .channelRefund(var refund) = known.body, let external = known.external
            else { return [] }
            refund.reason = "改 \(serial)"
            var again = known
            again.body = .channelRefund(refund)
            again.external = ExternalKey(source: external.source, key: external.key, version: external.version + 1)
            return [again]
        case .writeDownAgain:
            let row = try first(
                """
                SELECT v.warehouse, v.item, v.condition FROM value_stock v JOIN warehouse w ON w.code = v.warehouse
                LEFT JOIN write_down d ON d.warehouse = v.warehouse AND d.item = v.item AND d.condition = v.condition
                WHERE v.place = $1 AND v.pieces > 0 AND COALESCE(d.allowance, 0) = 0 ORDER BY v.warehouse, v.item LIMIT 1
                """, [.integer(ValuePlace.onHand.rawValue)])
            return row.map { row in
                [
                    command(
                        .writeDown(
                            WriteDownRequest(
                                warehouse: row[0].text, item: ItemCode(stored: row[1].integer), condition: row[2].text,
                                unitValue: Money(fen: 100_000_000), happenedAt: moment)), by: service)
                ]
            } ?? []
        default: return []
        }
    }
}
