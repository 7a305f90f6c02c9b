import Documents
import Kernel
import Orders
import Storage

/// Buyers, their manager, the receiving dock, carriers and suppliers: they read what the store holds and do what comes next, like people
/// with screens would. Purchase orders run from the buyer to the shelf; some are changed, refused, closed, billed late or sent back.
public struct PurchaseLife: Sendable {
    private let company: HomeGoodsCompany
    private let goods: [Int64: Good]
    private var random: SeededRandom
    private var serial = 0
    /// What was ordered under each key, for newer versions of it.
    private var ordered: [String: (terms: PurchaseTerms, version: Int64)] = [:]
    private let buyer = Actor(name: "何采购", position: "采购", device: "PC-11")
    private let manager = Actor(name: "林经理", position: "采购经理", device: "PC-02")
    private let keeper = Actor(name: "韦仓管", position: "仓库作业", device: "PDA-3")
    private let accountant = Actor(name: "周会计", position: "会计", device: "PC-21")

    public init(company: HomeGoodsCompany, seed: UInt64) {
        self.company = company
        goods = Dictionary(uniqueKeysWithValues: company.goods.map { ($0.code.number, $0) })
        random = SeededRandom(seed: seed &+ 0xB0E5)
    }

    private mutating func command(_ actor: Actor, _ source: String, _ body: CommandBody) -> Command {
        serial += 1
        return Command(
            actor: actor, external: ExternalKey(source: source, key: "\(source)-\(InventedPeople.digits(serial, 7))", version: 1),
            body: body)
    }

    // MARK: Buying

    /// Purchase orders for items of which fewer than `floor` pieces are free or for which orders wait: one document a supplier and warehouse.
    public mutating func orders(
        _ reader: any Connection, at moment: Moment, floor: Int64, lot: ClosedRange<Int>, limit: Int, waitingFactor: Int64 = 1
    ) throws -> [Command] {
        var commands: [Command] = []
        for warehouse in company.warehouses {
            let rows = try reader.query(
                """
                SELECT item, waiting, on_hand - reserved FROM promise_stock
                WHERE warehouse = $1 AND condition = $2 AND owner = '' AND (waiting > 0 OR on_hand - reserved < $3)
                ORDER BY waiting DESC, item LIMIT $4
                """, [.text(warehouse.code), .text(StockCondition.good), .integer(floor), .integer(Int64(limit))])
            var lines: [SupplierCode: [PurchaseTerms.Line]] = [:]
            for row in rows {
                guard let good = goods[row[0].integer], let supplier = good.item.supplier else { continue }
                let pieces = row[1].integer * waitingFactor + Int64(random.number(in: lot))
                // Prices of whole lots do not divide evenly.
                let amount =
                    good.cost.share(Int64(random.number(in: 96...105)), of: 100) * pieces + Money(fen: Int64(random.number(in: 0...3)))
                let number = Int64((lines[supplier]?.count ?? 0) + 1)
                lines[supplier, default: []].append(.init(line: number, item: good.code, pieces: pieces, amount: amount))
            }
            for supplier in lines.keys.sorted() {
                let terms = PurchaseTerms(
                    supplier: supplier, warehouse: warehouse.code, orderedAt: moment, expected: moment.day + 3,
                    tolerance: Rate(tenThousandths: Int32(random.pick([0, 500, 2_000]))), mustInspect: random.happens(1, in: 3),
                    lines: lines[supplier] ?? [])
                let order = command(buyer, "采购", .purchaseOrder(terms))
                ordered[order.external?.key ?? ""] = (terms, 1)
                commands.append(order)
            }
        }
        return commands
    }

    /// A newer version of an order that may still be changed: one piece more, somewhat dearer.
    private mutating func amendments(at moment: Moment) -> [Command] {
        guard let key = ordered.keys.sorted().last, var known = ordered[key] else { return [] }
        known.version += 1
        known.terms.lines[0].pieces += 1
        known.terms.lines[0].amount += Money(fen: 199)
        ordered[key] = known
        return [
            Command(
                actor: buyer, external: ExternalKey(source: "采购", key: key, version: known.version), body: .purchaseOrder(known.terms))
        ]
    }

    /// The manager decides on what waits: mostly yes.
    private mutating func approvals(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            "SELECT document FROM approval WHERE state = $1 AND kind IN ($2, $3) ORDER BY document LIMIT 20",
            [
                .integer(ApprovalState.waiting.rawValue), .integer(DocumentKind.purchaseOrder.rawValue),
                .integer(DocumentKind.purchaseReturnOrder.rawValue),
            ])
        return rows.map { row in
            let isApproved = !random.happens(1, in: 8)
            return command(
                manager, "审批",
                .approval(
                    ApprovalRequest(
                        subject: DocumentReference(position: row[0].integer), isApproved: isApproved, note: isApproved ? "同意" : "暂缓")))
        }
    }

    private mutating func closings(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            "SELECT document FROM purchase_order WHERE state IN ($1, $2) ORDER BY document LIMIT 5",
            [.integer(PurchaseOrderState.partlyReceived.rawValue), .integer(PurchaseOrderState.waiting.rawValue)])
        guard !rows.isEmpty else { return [] }
        let subject = DocumentReference(position: random.pick(rows)[0].integer)
        return [command(buyer, "采购关闭", .purchaseClosing(PurchaseClosing(subject: subject, reason: "供应商缺货")))]
    }

    // MARK: Receiving

    /// One receiving line with something to do.
    private struct Expected {
        let notice, line, item, pieces, most, mustInspect, arrived, accepted, rejected, received: Int64
        let warehouse: String
    }

    /// What the dock does with each notice: unload, inspect where that is asked for, put away.
    private mutating func receiving(_ reader: any Connection, at moment: Moment, limit: Int) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT notice, line, item, pieces, most, must_inspect, arrived, accepted, rejected, received, warehouse FROM receiving_line
            WHERE is_open = 1 AND received < pieces ORDER BY notice, line LIMIT $1
            """, [.integer(Int64(limit))])
        var notices: [(notice: Int64, lines: [Expected])] = []
        for row in rows {
            let numbers = row.prefix(10).map(\.integer)
            let line = Expected(
                notice: numbers[0], line: numbers[1], item: numbers[2], pieces: numbers[3], most: numbers[4], mustInspect: numbers[5],
                arrived: numbers[6], accepted: numbers[7], rejected: numbers[8], received: numbers[9], warehouse: row[10].text)
            if notices.last?.notice == line.notice {
                notices[notices.count - 1].lines.append(line)
            } else {
                notices.append((line.notice, [line]))
            }
        }
        return notices.compactMap { receive($0.notice, $0.lines, at: moment) }
    }

    private mutating func receive(_ notice: Int64, _ lines: [Expected], at moment: Moment) -> Command? {
        let subject = DocumentReference(position: notice)
        let isInspected = lines.contains { $0.mustInspect == 1 || $0.accepted + $0.rejected > 0 }
        let unloaded = lines.filter { $0.arrived > $0.accepted + $0.rejected }
        let acceptable = lines.filter { $0.accepted > $0.received }
        if isInspected, !acceptable.isEmpty {
            return putAway(subject, acceptable.map { ($0, $0.accepted - $0.received) }, at: moment)
        }
        if isInspected || random.happens(1, in: 6), !unloaded.isEmpty {
            let inspected = unloaded.map { line -> Inspection.Line in
                let open = line.arrived - line.accepted - line.rejected
                let rejected = random.happens(1, in: 4) ? max(1, open / 3) : 0
                return .init(line: line.line, accepted: open - rejected, rejected: rejected, reason: rejected > 0 ? "外箱破损" : "")
            }
            return command(keeper, "质检", .inspection(InspectionReport(subject: subject, happenedAt: moment, lines: inspected)))
        }
        if isInspected || random.happens(1, in: 3) {
            let wanted = lines.map { Arrival.Line(line: $0.line, pieces: $0.pieces - $0.received) }
            return command(
                keeper, "到货", .arrival(ArrivalReport(subject: subject, happenedAt: moment, waybill: "DB\(notice)", lines: wanted)))
        }
        return putAway(subject, lines.map { ($0, $0.pieces - $0.received) }, at: moment)
    }

    /// All of it, a part, or what the tolerance gives on top.
    private mutating func putAway(_ subject: DocumentReference, _ open: [(line: Expected, pieces: Int64)], at moment: Moment) -> Command {
        let way = random.number(in: 1...6)
        let lines = open.map { line, pieces -> StockLine in
            var pieces = pieces
            if way == 1 { pieces = max(1, pieces / 2) }
            if way == 2, line.mustInspect == 0, line.accepted == 0 { pieces = line.most - line.received }
            let bin = goods[line.item].map(company.bin) ?? ""
            return StockLine(line: line.line, item: ItemCode(stored: line.item), pieces: pieces, bin: bin)
        }
        return command(keeper, "收货", .putAway(PutAwayReport(subject: subject, happenedAt: moment, lines: lines)))
    }

    // MARK: Afterwards

    /// A receipt line with goods that did not go back.
    private mutating func someReceiptLine(_ reader: any Connection) throws -> [SQLValue]? {
        let rows = try reader.query(
            """
            SELECT receipt, line, book, pieces, amount + changed, item, warehouse, condition FROM payable_line
            WHERE returned_pieces < pieces ORDER BY receipt DESC, line LIMIT 12
            """)
        return rows.isEmpty ? nil : random.pick(rows)
    }

    private mutating func priceChanges(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        guard let row = try someReceiptLine(reader) else { return [] }
        let amount = Money(fen: row[4].integer).share(Int64(random.number(in: 90...109)), of: 100) + Money(fen: 1)
        let request = PriceChangeRequest(
            receipt: DocumentReference(position: row[0].integer), line: row[1].integer, happenedAt: moment, amount: amount, reason: "价格协议")
        return [command(buyer, "调价", .priceChange(request))]
    }

    private mutating func freight(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        guard let row = try someReceiptLine(reader) else { return [] }
        let others = try reader.query(
            "SELECT DISTINCT receipt FROM payable_line WHERE book = $1 ORDER BY receipt DESC LIMIT 3", [.text(row[2].text)])
        let bill = LandedCostBill(
            carrier: random.pick(company.suppliers).code, happenedAt: moment, basis: random.happens(1, in: 3) ? .weight : .amount,
            gross: Money(fen: Int64(random.number(in: 900...60_000))), rate: Rate(tenThousandths: 900),
            hasSpecialInvoice: !random.happens(1, in: 4),
            receipts: others.prefix(random.number(in: 1...3)).map { DocumentReference(position: $0[0].integer) }, note: "运费")
        return [command(accountant, "费用", .landedCost(bill))]
    }

    private mutating func returnRequests(_ reader: any Connection) throws -> [Command] {
        guard let row = try someReceiptLine(reader) else { return [] }
        let wish = PurchaseReturnWish(
            receipt: DocumentReference(position: row[0].integer), reason: "质量问题",
            lines: [.init(line: row[1].integer, pieces: Int64(random.number(in: 1...2)))])
        return [command(keeper, "退货", .purchaseReturnRequest(wish))]
    }

    /// Approved returns leave, some in parts; some are withdrawn first.
    private mutating func returns(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT r.document, MIN(l.line), MIN(l.item), SUM(l.open) FROM purchase_return r
            JOIN purchase_return_line l ON l.receipt = r.receipt AND l.return_order = r.document
            WHERE r.state = $1 GROUP BY r.document ORDER BY r.document LIMIT 6
            """, [.integer(PurchaseReturnState.approved.rawValue)])
        return rows.map { row in
            let subject = DocumentReference(position: row[0].integer)
            if random.happens(1, in: 7) {
                return command(keeper, "退货撤回", .purchaseClosing(PurchaseClosing(subject: subject, reason: "供应商换货")))
            }
            let part = random.happens(1, in: 3) ? [StockLine(line: row[1].integer, item: ItemCode(stored: row[2].integer), pieces: 1)] : []
            return command(
                keeper, "退货出库",
                .purchaseReturnIssue(
                    PurchaseReturnReport(subject: subject, happenedAt: moment, waybill: "DB\(row[0].integer)", lines: part)))
        }
    }

    /// Suppliers who ship for us confirm what they sent, all of a notice or a part.
    private mutating func confirmations(_ reader: any Connection, at moment: Moment, limit: Int) throws -> [Command] {
        var commands: [Command] = []
        for site in company.dropshipSites {
            let rows = try reader.query(
                "SELECT notice, line, item, open FROM task_line WHERE warehouse = $1 AND open > 0 ORDER BY notice, line LIMIT $2",
                [.text(site.code), .integer(Int64(limit))])
            var notices: [(notice: Int64, lines: [DropshipConfirmation.Line])] = []
            for row in rows {
                let pieces = random.happens(1, in: 6) ? max(1, row[3].integer / 2) : row[3].integer
                let line = DropshipConfirmation.Line(
                    line: row[1].integer, pieces: pieces, amount: (goods[row[2].integer]?.cost ?? Money(fen: 1_000)) * pieces)
                if notices.last?.notice == row[0].integer {
                    notices[notices.count - 1].lines.append(line)
                } else {
                    notices.append((row[0].integer, [line]))
                }
            }
            for (notice, lines) in notices {
                let confirmation = DropshipConfirmation(notice: notice, happenedAt: moment, waybill: "YT\(notice)", lines: lines)
                commands.append(
                    command(Actor(name: site.name, position: "供应商", device: "API-9"), "代发", .dropshipConfirmation(confirmation)))
            }
        }
        return commands
    }

    // MARK: What comes next

    /// Everything that is due now, some of it left for later.
    public mutating func commands(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        var commands = try approvals(reader)
        commands += try receiving(reader, at: moment, limit: 60)
        commands += try confirmations(reader, at: moment, limit: 60)
        commands += try returns(reader, at: moment)
        if random.happens(1, in: 5) { commands += try orders(reader, at: moment, floor: 2, lot: 1...4, limit: 2) }
        if random.happens(1, in: 6) { commands += amendments(at: moment) }
        if random.happens(1, in: 8) { commands += try closings(reader) }
        if random.happens(1, in: 4) { commands += try priceChanges(reader, at: moment) }
        if random.happens(1, in: 5) { commands += try freight(reader, at: moment) }
        if random.happens(1, in: 4) { commands += try returnRequests(reader) }
        return commands
    }

    /// What still must happen so that nothing is left lying: no new orders, no more bills.
    public mutating func remainder(_ reader: any Connection, at moment: Moment, limit: Int = 60) throws -> [Command] {
        try approvals(reader) + receiving(reader, at: moment, limit: limit) + confirmations(reader, at: moment, limit: limit)
            + returns(reader, at: moment)
    }
}
