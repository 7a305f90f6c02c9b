import Documents
import Kernel
import Storage
import Warehouse

/// Counters, those who explain what they found, and those who decide. The goods on the shelves are a twin of the book with errors of its
/// own: pieces stolen, broken, booked as another article, never booked at all.
struct CountLife {
    private let company: HomeGoodsCompany
    private var random: SeededRandom
    private var serial = 0
    /// Pieces by which a shelf differs from the book, by plan, bin and item; a recount finds the same.
    private var planted: [String: Int64] = [:]
    /// Sheets that were asked for: where counting goes on afterwards, somebody counts again.
    private var asked: Set<Int64> = []
    /// Approvals that were tried; what cannot be corrected any more is rejected.
    private var tried: Set<Int64> = []
    private let counters = [
        Actor(name: "周盘点", position: "仓库作业", device: "PDA-11"), Actor(name: "吴复盘", position: "仓库作业", device: "PDA-12"),
    ]
    private let keeper = Actor(name: "韦仓管", position: "仓库主管", device: "PC-41")
    private let accountant = Actor(name: "周会计", position: "会计", device: "PC-21")
    private let finance = Actor(name: "钱财务", position: "财务经理", device: "PC-22")
    private let picker = Actor(name: "罗拣货", position: "仓库作业", device: "PDA-5")

    init(company: HomeGoodsCompany, seed: UInt64) {
        self.company = company
        random = SeededRandom(seed: seed &+ 0xC0_57)
    }

    /// What happens now, a little of everything. One of `errorIn` shelves differs from the book.
    mutating func commands(
        _ reader: any Connection, at moment: Moment, plans: Int = 1, items: ClosedRange<Int> = 1...3, errorIn: Int = 3
    ) throws -> [Command] {
        var commands: [Command] = []
        for _ in 0..<plans where random.happens(1, in: 2) { commands += try plan(reader, items) }
        commands += try rest(reader, at: moment, errorIn: errorIn)
        if random.happens(1, in: 6) { commands += try shortPick(reader, at: moment) }
        return commands
    }

    /// Brings counts and losses a step nearer to their end.
    mutating func rest(_ reader: any Connection, at moment: Moment, errorIn: Int = 3) throws -> [Command] {
        var commands = try scans(reader, at: moment, errorIn)
        commands += try causes(reader)
        commands += try disposals(reader)
        commands += try decisions(reader)
        return commands
    }

    private mutating func command(_ actor: Actor, _ body: CommandBody) -> Command {
        serial += 1
        return Command(
            actor: actor, external: ExternalKey(source: "count", key: "PD\(InventedPeople.digits(serial, 7))", version: 1), body: body)
    }

    // MARK: Counting

    private mutating func plan(_ reader: any Connection, _ items: ClosedRange<Int>) throws -> [Command] {
        let warehouse = random.pick(company.warehouses).code
        var request = CountPlanRequest(warehouse: warehouse, note: "循环盘点")
        switch random.number(in: 1...5) {
        case 1:
            let good = random.pick(company.goods)
            request.zone = company.bin(good)
        case 2:
            request.abcClass = .a
            request.zone = String(company.bin(random.pick(company.goods)).prefix(2))
        default: request.items = Array(random.shuffled(company.goods.map(\.code)).prefix(random.number(in: items)))
        }
        return [command(keeper, .countPlan(request))]
    }

    private struct Shelf {
        let plan: Int64
        let warehouse: String
        let bin: String
        let item: Int64
        let pass: Int64
    }

    private mutating func scans(_ reader: any Connection, at moment: Moment, _ errorIn: Int) throws -> [Command] {
        var shelves: [Int64: [Shelf]] = [:]
        for row in try reader.query(
            """
            SELECT p.plan, p.warehouse, t.bin, t.item, t.pass FROM count_task t JOIN count_plan p ON p.plan = t.plan
            WHERE p.state = $1 ORDER BY p.plan, t.bin, t.item
            """, [.integer(CountState.counting.rawValue)])
        {
            let shelf = Shelf(
                plan: row[0].integer, warehouse: row[1].text, bin: row[2].text, item: row[3].integer, pass: row[4].integer)
            shelves[shelf.plan, default: []].append(shelf)
        }
        var commands: [Command] = []
        for (plan, tasks) in shelves.sorted(by: { $0.key < $1.key }) {
            let open = tasks.filter { $0.pass == 0 }
            if open.isEmpty, !asked.contains(plan) {
                asked.insert(plan)
                commands.append(command(keeper, .countSheet(DocumentReference(position: plan))))
                continue
            }
            // Sometimes a counter does a part of the shelves and goes on later.
            let part = open.count > 1 && random.happens(1, in: 3) ? Array(open.prefix(open.count / 2)) : open
            for shelf in open.isEmpty ? tasks.filter({ $0.pass < 6 }) : part {
                commands += try scan(shelf, reader, at: moment, errorIn)
            }
            if open.isEmpty { asked.remove(plan) }
        }
        return commands
    }

    private mutating func scan(_ shelf: Shelf, _ reader: any Connection, at moment: Moment, _ errorIn: Int) throws -> [Command] {
        let key = "\(shelf.plan) \(shelf.bin) \(shelf.item)"
        if planted[key] == nil { planted[key] = random.happens(1, in: errorIn) ? Int64(random.number(in: -4...3)) : 0 }
        var error = planted[key] ?? 0
        let rows = try reader.query(
            """
            SELECT lot, condition, owner, pieces FROM physical_stock WHERE warehouse = $1 AND item = $2 AND bin = $3
            ORDER BY lot, condition, owner
            """, [.text(shelf.warehouse), .integer(shelf.item), .text(shelf.bin)])
        let counter = counters[Int(shelf.pass % 2)]
        var commands: [Command] = []
        for row in rows {
            let pieces = max(0, row[3].integer + error)
            error -= pieces - row[3].integer
            var report = CountScanReport(
                plan: DocumentReference(position: shelf.plan), pass: shelf.pass + 1, bin: shelf.bin,
                barcode: ItemCode(stored: shelf.item).text, count: pieces, lot: row[0].text, condition: row[1].text, owner: row[2].text,
                happenedAt: moment)
            // Two readings of one shelf add up.
            if pieces > 3, random.happens(1, in: 5) {
                report.count = pieces / 2
                commands.append(command(counter, .countScan(report)))
                report.count = pieces - pieces / 2
            }
            commands.append(command(counter, .countScan(report)))
        }
        if rows.isEmpty {
            let report = CountScanReport(
                plan: DocumentReference(position: shelf.plan), pass: shelf.pass + 1, bin: shelf.bin,
                barcode: ItemCode(stored: shelf.item).text, count: max(0, error), happenedAt: moment)
            commands.append(command(counter, .countScan(report)))
        }
        return commands
    }

    private mutating func shortPick(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT t.notice, t.line, t.open, MIN(s.bin) FROM task_line t JOIN physical_stock s ON s.warehouse = t.warehouse AND s.item = t.item
            AND s.condition = t.condition AND s.owner = t.owner AND s.pieces > 0 WHERE t.open > 0
            GROUP BY t.notice, t.line, t.open ORDER BY t.notice DESC, t.line LIMIT 6
            """)
        guard !rows.isEmpty else { return [] }
        let row = random.pick(rows)
        return [
            command(
                picker,
                .shortPick(
                    ShortPickReport(
                        notice: DocumentReference(position: row[0].integer), line: row[1].integer,
                        missing: Int64(random.number(in: 1...Int(min(3, row[2].integer)))), bin: row[3].text, reason: "库位实物不足",
                        happenedAt: moment)))
        ]
    }

    // MARK: Explaining and deciding

    private mutating func causes(_ reader: any Connection) throws -> [Command] {
        var lines: [Int64: [(line: Int64, difference: Int64, owner: String)]] = [:]
        for row in try reader.query(
            """
            SELECT l.sheet, l.line, l.counted - l.book - l.late, l.owner FROM count_line l JOIN count_plan p ON p.sheet = l.sheet
            WHERE p.state = $1 ORDER BY l.sheet, l.line
            """, [.integer(CountState.sheet.rawValue)])
        {
            lines[row[0].integer, default: []].append((row[1].integer, row[2].integer, row[3].text))
        }
        var commands: [Command] = []
        for (sheet, all) in lines.sorted(by: { $0.key < $1.key }) {
            let differing = all.filter { $0.difference != 0 }
            var causes = differing.map { cause(of: $0.line, $0.difference) }
            if let short = differing.firstIndex(where: { $0.difference < 0 }),
                let over = differing.firstIndex(where: { $0.difference > 0 && $0.owner == differing[short].owner }),
                random.happens(2, in: 3)
            {
                causes[short] = LineCause(line: differing[short].line, cause: .mixedUp, partner: differing[over].line, note: "标签贴错")
                causes[over] = LineCause(line: differing[over].line, cause: .mixedUp, partner: differing[short].line, note: "标签贴错")
            }
            // Somebody writes down what cannot be, and finds out.
            if random.happens(1, in: 10), let first = differing.first {
                causes[0] = LineCause(line: first.line, cause: first.difference < 0 ? .naturalGain : .stolen, note: "填错")
            }
            commands.append(
                command(keeper, .countCause(CountCauseRequest(sheet: DocumentReference(position: sheet), lines: causes))))
        }
        return commands
    }

    private mutating func cause(of line: Int64, _ difference: Int64) -> LineCause {
        let causes = VarianceCause.allCases.filter {
            $0 != .mixedUp && (difference < 0 ? $0.explainsShortage : $0.explainsSurplus)
        }
        let cause = difference < 0 && random.happens(1, in: 2) ? VarianceCause.normalLoss : random.pick(causes)
        return LineCause(
            line: line, cause: cause, supplier: cause == .unrecordedPurchase ? random.pick(company.suppliers).code : nil,
            amount: cause == .unrecordedPurchase && random.happens(1, in: 2) ? Money(fen: 1999) * difference : .zero, note: "盘点差异")
    }

    private mutating func disposals(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            "SELECT subject, CAST(SUM(amount) AS BIGINT) FROM pending_loss WHERE disposal = 0 GROUP BY subject ORDER BY subject LIMIT 10")
        var commands: [Command] = []
        for row in rows where random.happens(1, in: 4) {
            var claims: [LossClaim] = []
            if row[1].integer > 10, random.happens(1, in: 2) {
                claims.append(LossClaim(party: "E\(random.number(in: 1...9))", amount: Money(fen: row[1].integer / 3)))
                if random.happens(1, in: 2) { claims.append(LossClaim(party: "INS01", amount: Money(fen: row[1].integer / 4))) }
            }
            commands.append(
                command(
                    accountant,
                    .lossDisposal(
                        LossDisposalRequest(subject: DocumentReference(position: row[0].integer), claims: claims, note: "按责任结转"))))
        }
        return commands
    }

    private mutating func decisions(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            "SELECT document FROM approval WHERE state = $1 AND kind IN ($2, $3) ORDER BY document LIMIT 30",
            [
                .integer(ApprovalState.waiting.rawValue), .integer(DocumentKind.countCause.rawValue),
                .integer(DocumentKind.lossDisposal.rawValue),
            ])
        return rows.filter { _ in random.happens(1, in: 2) }.map { row in
            // What was approved and still waits cannot be done: it is rejected, and looked at again.
            let isApproved = tried.insert(row[0].integer).inserted && !random.happens(1, in: 8)
            return command(
                finance,
                .approval(
                    ApprovalRequest(
                        subject: DocumentReference(position: row[0].integer), isApproved: isApproved, note: isApproved ? "同意" : "再核")))
        }
    }
}
