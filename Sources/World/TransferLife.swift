import Documents
import Kernel
import Orders
import Storage

/// The transfers of a company, from main to branch warehouses and sometimes back or across its books: somebody asks, finance decides,
/// pickers send in parts, trucks arrive late, boxes are short, some are found. It reads the store and answers commands.
struct TransferLife {
    private let company: HomeGoodsCompany
    private let goods: [Int64: Good]
    private var random: SeededRandom
    private var serial = 0
    /// Receipts on their way: by the time they are reported, others may have told of the same pieces.
    private var late: [Command] = []
    private var told: [Command] = []
    private let planner = Actor(name: "何调度", position: "计划", device: "PC-31")
    private let finance = Actor(name: "钱财务", position: "财务经理", device: "PC-22")
    private let sender = Actor(name: "韦仓管", position: "仓库作业", device: "PDA-3")
    private let receiver = Actor(name: "罗收货", position: "仓库收货", device: "PDA-8")

    init(company: HomeGoodsCompany, seed: UInt64) {
        self.company = company
        goods = Dictionary(uniqueKeysWithValues: company.goods.map { ($0.code.number, $0) })
        random = SeededRandom(seed: seed &+ 0x7A_4F)
    }

    /// What happens now, a little of everything. `asks` new transfers at most.
    mutating func commands(_ reader: any Connection, at moment: Moment, asks: Int = 1) throws -> [Command] {
        var commands = late
        late = []
        for _ in 0..<asks where random.happens(2, in: 5) { commands += try request(reader) }
        commands += try decisions(reader)
        commands += try issues(reader, at: moment)
        commands += try arrivals(reader, at: moment)
        commands += try finds(reader, at: moment)
        if random.happens(1, in: 12) { commands += try cancellation(reader) }
        if random.happens(1, in: 6), !told.isEmpty { commands.append(random.pick(told)) }
        return commands
    }

    /// Brings what is under way to its end, one way or another.
    mutating func rest(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        var commands = late
        late = []
        commands += try decisions(reader)
        commands += try issues(reader, at: moment)
        commands += try arrivals(reader, at: moment, all: true)
        return commands
    }

    private mutating func command(_ key: String, _ actor: Actor, _ body: CommandBody) -> Command {
        serial += 1
        return Command(
            actor: actor, external: ExternalKey(source: "transfer", key: "\(key)\(InventedPeople.digits(serial, 6))", version: 1),
            body: body)
    }

    // MARK: Requests

    private mutating func request(_ reader: any Connection) throws -> [Command] {
        let sites = company.warehouses
        let main = random.pick(sites.filter(\.isMain))
        // Mostly to a branch of the same book; sometimes back, sometimes to the other company.
        let others = sites.filter { $0.code != main.code && (random.happens(1, in: 5) || $0.book == main.book) }
        guard !others.isEmpty else { return [] }
        let other = random.pick(others)
        let (from, to) = random.happens(1, in: 5) ? (other, main) : (main, other)
        let rows = try reader.query(
            """
            SELECT p.item, p.condition, p.on_hand - p.reserved, COALESCE(w.waiting, 0) FROM promise_stock p
            LEFT JOIN promise_stock w ON w.warehouse = $2 AND w.item = p.item AND w.condition = p.condition AND w.owner = ''
            WHERE p.warehouse = $1 AND p.owner = '' AND p.on_hand - p.reserved > 1 ORDER BY COALESCE(w.waiting, 0) DESC, p.item LIMIT 12
            """, [.text(from.code), .text(to.code)])
        guard !rows.isEmpty else { return [] }
        let isInBook = from.book == to.book && company.books.contains { $0.code == from.book && $0.transfersInBook }
        let pricing: TransferPricing = isInBook && random.happens(4, in: 5) ? .cost : random.pick(TransferPricing.allCases)
        var lines: [TransferWish.Line] = []
        for row in random.shuffled(rows).prefix(random.number(in: 1...3)) {
            guard let good = goods[row[0].integer] else { continue }
            let most = max(1, row[2].integer / 2)
            let price = pricing == .cost ? Money.zero : max(good.cost.share(Int64(random.number(in: 90...125)), of: 100), Money(fen: 1))
            lines.append(
                .init(
                    item: good.code, condition: row[1].text, pieces: Int64(random.number(in: 1...Int(min(most, 500)))), price: price))
        }
        guard !lines.isEmpty else { return [] }
        return [
            command(
                "DB", planner, .transferRequest(TransferWish(from: from.code, to: to.code, pricing: pricing, reason: "分仓补货", lines: lines)))
        ]
    }

    private mutating func decisions(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            "SELECT document FROM approval WHERE state = $1 AND kind = $2 ORDER BY document LIMIT 20",
            [.integer(ApprovalState.waiting.rawValue), .integer(DocumentKind.transferRequest.rawValue)])
        return rows.map { row in
            let isApproved = !random.happens(1, in: 8)
            return command(
                "SP", finance,
                .approval(
                    ApprovalRequest(
                        subject: DocumentReference(position: row[0].integer), isApproved: isApproved, note: isApproved ? "同意" : "暂缓")))
        }
    }

    private mutating func cancellation(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            "SELECT request FROM transfer WHERE state IN ($1, $2) ORDER BY request DESC LIMIT 6",
            [.integer(TransferState.waiting.rawValue), .integer(TransferState.noticed.rawValue)])
        guard !rows.isEmpty else { return [] }
        let request = random.pick(rows)[0].integer
        return [
            command(
                "QX", planner,
                .transferCancellation(TransferCancellationRequest(request: DocumentReference(position: request), reason: "改由供应商直送")))
        ]
    }

    // MARK: The warehouses

    private mutating func issues(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let rows = try reader.query(
            "SELECT notice, line, item, open, condition FROM transfer_task WHERE open > 0 ORDER BY notice, line LIMIT 40")
        var commands: [Command] = []
        for (notice, tasks) in Dictionary(grouping: rows, by: { $0[0].integer }).sorted(by: { $0.key < $1.key }) {
            guard random.happens(2, in: 3) else { continue }
            var lines: [StockLine] = []
            let task = random.pick(tasks)
            if task[3].integer > 1, random.happens(1, in: 3) {
                lines = [StockLine(line: task[1].integer, item: ItemCode(stored: task[2].integer), pieces: task[3].integer / 2)]
            }
            commands.append(
                command(
                    "DC", sender,
                    .transferIssue(
                        TransferIssueReport(
                            transfer: DocumentReference(position: notice), happenedAt: moment, waybill: "KY\(notice)", lines: lines))))
        }
        return commands
    }

    private mutating func arrivals(_ reader: any Connection, at moment: Moment, all: Bool = false) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT issue, line, item, condition, pieces - received - short, unexplained FROM transit_line
            WHERE pieces > received + short ORDER BY issue, line LIMIT 60
            """)
        var commands: [Command] = []
        for (issue, lines) in Dictionary(grouping: rows, by: { $0[0].integer }).sorted(by: { $0.key < $1.key }) {
            guard all || random.happens(1, in: 2) else { continue }
            if random.happens(1, in: 5) { commands.append(shortage(issue, random.pick(lines), at: moment)) }
            if !all, random.happens(1, in: 4) { continue }
            let receipt = receipt(issue, lines, isWhole: all, at: moment)
            told.append(receipt)
            if told.count > 12 { told.removeFirst() }
            if !all, random.happens(1, in: 5) { late.append(receipt) } else { commands.append(receipt) }
        }
        return commands
    }

    private mutating func receipt(_ issue: Int64, _ rows: [[SQLValue]], isWhole: Bool, at moment: Moment) -> Command {
        var lines: [StockLine] = []
        if !isWhole || random.happens(1, in: 2) {
            for row in rows {
                let open = row[4].integer
                let pieces = !isWhole && open > 1 && random.happens(1, in: 3) ? open - 1 : open
                let item = ItemCode(stored: row[2].integer)
                let bin = goods[row[2].integer].map { company.bin($0) } ?? ""
                let broken: Int64 = pieces > 1 && random.happens(1, in: 8) ? 1 : 0
                lines.append(
                    StockLine(line: row[1].integer, item: item, pieces: pieces - broken, bin: bin, condition: row[3].text))
                if broken > 0 {
                    lines.append(
                        StockLine(
                            line: row[1].integer, item: item, pieces: broken, bin: "C1-01", condition: StockCondition.defective))
                }
            }
        }
        return command(
            "DR", receiver,
            .transferReceipt(
                TransferReceiptReport(source: DocumentReference(position: issue), happenedAt: moment, lines: lines, bin: "R1-01")))
    }

    private mutating func shortage(_ issue: Int64, _ row: [SQLValue], at moment: Moment) -> Command {
        let cause = random.pick(TransferShortageCause.allCases)
        let most = cause == .unknown ? max(1, row[4].integer - row[5].integer) : row[4].integer
        return command(
            "DQ", receiver,
            .transferShortage(
                TransferShortageReport(
                    issue: DocumentReference(position: issue), happenedAt: moment, cause: cause,
                    responsible: cause == .reasonable && random.happens(1, in: 4) ? "CYR-01" : "", note: "少件",
                    lines: [.init(line: row[1].integer, pieces: Int64(random.number(in: 1...Int(min(most, 3)))))])))
    }

    private mutating func finds(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        guard random.happens(1, in: 4) else { return [] }
        let rows = try reader.query(
            """
            SELECT s.shortage, s.line, t.item, t.condition FROM short_line s JOIN transit_line t ON t.issue = s.issue AND t.line = s.line
            WHERE s.pieces > s.found ORDER BY s.shortage DESC, s.line LIMIT 6
            """)
        guard !rows.isEmpty else { return [] }
        let row = random.pick(rows)
        let line = StockLine(
            line: row[1].integer, item: ItemCode(stored: row[2].integer), pieces: 1, bin: "R1-02", condition: row[3].text)
        return [
            command(
                "DR", receiver,
                .transferReceipt(
                    TransferReceiptReport(source: DocumentReference(position: row[0].integer), happenedAt: moment, lines: [line])))
        ]
    }
}
