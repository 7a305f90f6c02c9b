import Documents
import Kernel
import Orders
import Storage

/// Faults of the purchase flow, made out of what the company holds.
extension FaultMaker {
    mutating func purchaseFault(_ fault: WorldFault, _ reader: any Connection, at moment: Moment) throws -> [Command] {
        let buyer = Actor(name: "何采购", position: "采购", device: "PC-11")
        let keeper = Actor(name: "韦仓管", position: "仓库作业", device: "PDA-3")
        func pushed(_ actor: Actor, _ body: CommandBody) -> [Command] {
            [Command(actor: actor, external: ExternalKey(source: "purchase", key: "F\(serial)", version: 1), body: body)]
        }
        func pick(_ sql: String) throws -> [SQLValue]? {
            let rows = try reader.query(sql + " LIMIT 8")
            return rows.isEmpty ? nil : random.pick(rows)
        }
        switch fault {
        case .overReceipt:
            guard
                let row = try pick("SELECT notice, line, item, most - received FROM receiving_line WHERE is_open = 1 ORDER BY notice DESC")
            else { return [] }
            let line = StockLine(line: row[1].integer, item: ItemCode(stored: row[2].integer), pieces: row[3].integer + 1)
            return pushed(
                keeper,
                .putAway(PutAwayReport(subject: DocumentReference(position: row[0].integer), happenedAt: moment, lines: [line])))
        case .receiveClosed:
            guard let row = try pick("SELECT notice FROM receiving_line WHERE is_open = 0 ORDER BY notice DESC") else { return [] }
            return pushed(
                keeper, .putAway(PutAwayReport(subject: DocumentReference(position: row[0].integer), happenedAt: moment)))
        case .selfApproval:
            let key = "F\(serial)"
            return [
                Command(
                    actor: buyer, external: ExternalKey(source: "采购", key: key, version: 1),
                    body: .purchaseOrder(someTerms(at: moment)))
            ] + pushed(buyer, .approval(ApprovalRequest(subject: DocumentReference(source: "采购", key: key))))
        case .approveTwice:
            guard let row = try pick("SELECT document FROM approval WHERE state <> 1 ORDER BY document DESC") else { return [] }
            return pushed(
                Actor(name: "林经理", position: "采购经理", device: "PC-02"),
                .approval(ApprovalRequest(subject: DocumentReference(position: row[0].integer))))
        case .overReturn:
            guard let row = try pick("SELECT receipt, line, pieces FROM payable_line ORDER BY receipt DESC") else { return [] }
            let wish = PurchaseReturnWish(
                receipt: DocumentReference(position: row[0].integer), reason: "质量问题",
                lines: [.init(line: row[1].integer, pieces: row[2].integer + 1)])
            return pushed(keeper, .purchaseReturnRequest(wish))
        case .uninspected:
            guard
                let row = try pick(
                    "SELECT notice, line, item FROM receiving_line WHERE is_open = 1 AND must_inspect = 1 AND accepted = 0 AND most > 0 ORDER BY notice DESC"
                )
            else { return [] }
            let line = StockLine(line: row[1].integer, item: ItemCode(stored: row[2].integer), pieces: 1)
            return pushed(
                keeper,
                .putAway(PutAwayReport(subject: DocumentReference(position: row[0].integer), happenedAt: moment, lines: [line])))
        case .pickDropship:
            let sites = company.dropshipSites.map { "'\($0.code)'" }.joined(separator: ", ")
            guard let row = try pick("SELECT notice FROM task_line WHERE warehouse IN (\(sites)) AND open > 0 ORDER BY notice DESC")
            else { return [] }
            return pushed(keeper, .salesIssue(IssueReport(notice: row[0].integer, happenedAt: moment)))
        case .changeReceived:
            let states = random.happens(1, in: 2) ? [PurchaseOrderState.closed] : [.partlyReceived, .received]
            let list = states.map { String($0.rawValue) }.joined(separator: ", ")
            guard
                let row = try pick(
                    """
                    SELECT e.external_key FROM purchase_order o JOIN external_key e ON e.document = o.first AND e.source = '采购'
                    WHERE o.state IN (\(list)) ORDER BY o.document DESC
                    """)
            else { return [] }
            return [
                Command(
                    actor: buyer, external: ExternalKey(source: "采购", key: row[0].text, version: 1_000 + Int64(serial)),
                    body: .purchaseOrder(someTerms(at: moment)))
            ]
        default: return []
        }
    }

    /// An order of one line.
    private mutating func someTerms(at moment: Moment) -> PurchaseTerms {
        let good = random.pick(company.goods)
        return PurchaseTerms(
            supplier: company.suppliers[0].code, warehouse: "GZ", orderedAt: moment, expected: moment.day,
            lines: [.init(line: 1, item: good.code, pieces: 2, amount: good.cost * 2)])
    }
}
