import Documents
import Kernel
import Storage
import Warehouse

/// What goes wrong with counts and losses on purpose.
extension FaultMaker {
    mutating func countFault(_ fault: WorldFault, _ reader: any Connection, at moment: Moment) throws -> [Command] {
        let keeper = Actor(name: "韦仓管", position: "仓库主管", device: "PC-41")
        func pushed(_ body: CommandBody, by actor: Actor) -> [Command] {
            [Command(actor: actor, external: ExternalKey(source: "count", key: "F\(serial)", version: 1), body: body)]
        }
        func row(_ sql: String, _ parameters: [SQLValue] = []) throws -> [SQLValue]? {
            let rows: [[SQLValue]] = try reader.query(sql + " LIMIT 1", parameters)
            return rows.first
        }
        let counting = SQLValue.integer(CountState.counting.rawValue)
        switch fault {
        case .countElsewhere:
            guard let plan = try row("SELECT plan FROM count_plan WHERE state = $1 ORDER BY plan DESC", [counting]) else { return [] }
            let report = CountScanReport(
                plan: DocumentReference(position: plan[0].integer), bin: "Z9-98", barcode: company.goods[0].code.text, count: 1,
                condition: StockCondition.good, happenedAt: moment)
            // By item or by zone: the bin belongs to neither.
            return pushed(.countScan(report), by: keeper)
        case .countAgainAlone:
            guard
                let scan = try row(
                    """
                    SELECT s.plan, s.bin, s.item, s.pass, a.name, a.position, a.device FROM count_scan s JOIN count_plan p ON p.plan = s.plan
                    JOIN log l ON l.position = s.document JOIN command c ON c.sequence = l.command JOIN actor a ON a.actor = c.actor
                    JOIN count_task t ON t.plan = s.plan AND t.bin = s.bin AND t.item = s.item AND t.pass = s.pass
                    WHERE p.state = $1 AND s.pass < 8 ORDER BY s.document DESC
                    """, [counting])
            else { return [] }
            let report = CountScanReport(
                plan: DocumentReference(position: scan[0].integer), pass: scan[3].integer + 1, bin: scan[1].text,
                barcode: ItemCode(stored: scan[2].integer).text, count: 1, happenedAt: moment)
            return pushed(.countScan(report), by: Actor(name: scan[4].text, position: scan[5].text, device: scan[6].text))
        case .sheetTooEarly:
            guard
                let plan = try row(
                    "SELECT plan FROM count_task WHERE pass = 0 AND plan IN (SELECT plan FROM count_plan WHERE state = $1) ORDER BY plan",
                    [counting])
            else { return [] }
            return pushed(.countSheet(DocumentReference(position: plan[0].integer)), by: keeper)
        case .scanAfterCount:
            guard
                let plan = try row(
                    "SELECT t.plan, t.bin, t.item FROM count_task t JOIN count_plan p ON p.plan = t.plan WHERE p.state <> $1 ORDER BY t.plan DESC, t.bin, t.item",
                    [counting])
            else { return [] }
            let report = CountScanReport(
                plan: DocumentReference(position: plan[0].integer), bin: plan[1].text, barcode: ItemCode(stored: plan[2].integer).text,
                count: 1, happenedAt: moment)
            return pushed(.countScan(report), by: keeper)
        case .causeUnfit:
            guard
                let line = try row(
                    """
                    SELECT l.sheet, l.line, l.counted - l.book - l.late FROM count_line l JOIN count_plan p ON p.sheet = l.sheet
                    WHERE p.state = $1 AND l.counted <> l.book + l.late ORDER BY l.sheet, l.line
                    """, [.integer(CountState.sheet.rawValue)])
            else { return [] }
            let cause = LineCause(line: line[1].integer, cause: line[2].integer < 0 ? .naturalGain : .stolen)
            return pushed(.countCause(CountCauseRequest(sheet: DocumentReference(position: line[0].integer), lines: [cause])), by: keeper)
        case .claimTooMuch:
            guard
                let loss = try row(
                    "SELECT subject, amount FROM pending_loss WHERE disposal = 0 AND amount > 0 ORDER BY subject, posting, line")
            else { return [] }
            let claims = [LossClaim(party: "E1", amount: Money(fen: loss[1].integer + 100_000_000))]
            return pushed(
                .lossDisposal(LossDisposalRequest(subject: DocumentReference(position: loss[0].integer), claims: claims)), by: keeper)
        case .settleAgain:
            guard let loss = try row("SELECT subject FROM pending_loss WHERE disposal <> 0 ORDER BY subject DESC") else { return [] }
            return pushed(.lossDisposal(LossDisposalRequest(subject: DocumentReference(position: loss[0].integer))), by: keeper)
        case .missTooMuch:
            guard let task = try row("SELECT notice, line, open FROM task_line WHERE open > 0 ORDER BY notice DESC, line") else {
                return []
            }
            let report = ShortPickReport(
                notice: DocumentReference(position: task[0].integer), line: task[1].integer, missing: task[2].integer + 1, bin: "A1",
                reason: "库位实物不足", happenedAt: moment)
            return pushed(.shortPick(report), by: keeper)
        default: return []
        }
    }
}
