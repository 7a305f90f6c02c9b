import Documents
import Kernel
import Loop
import Storage

/// The reports of a company's warehouses: timers ask for stock status, the outside warehouses tell what they hold by books of their own,
/// which lag, and sometimes are wrong; finance looks into what nobody explains. It reads the store and answers commands.
struct AgreementLife {
    private let outside: [String]
    private let warehouses: [String]
    private var random: SeededRandom
    private var serial = 0
    private let timer = Actor(name: "定时任务", position: "系统", device: "TIMER-1")
    private let keeper = Actor(name: "外部仓", position: "接口", device: "API-3PL")
    private let finance = Actor(name: "钱财务", position: "财务经理", device: "PC-22")

    init(company: HomeGoodsCompany, seed: UInt64) {
        warehouses = company.warehouses.map(\.code)
        outside = company.warehouses.filter(\.isOutside).map(\.code)
        random = SeededRandom(seed: seed &+ 0xA6_EE)
    }

    /// A little of everything; what goes wrong on purpose is counted.
    mutating func commands(
        _ reader: any Connection, at moment: Moment, faults: inout [WorldFault: Int]
    ) throws -> [Command] {
        var commands: [Command] = []
        if random.happens(1, in: 3) { commands.append(status(random.pick(warehouses))) }
        if random.happens(1, in: 2) { commands += try claim(reader, at: moment, faults: &faults) }
        if random.happens(1, in: 2) { commands += try closings(reader, most: 3, faults: &faults) }
        if random.happens(1, in: 4) {
            faults[.claimOfOwn, default: 0] += 1
            commands.append(wrongClaim(at: moment))
        }
        return commands
    }

    /// Every warehouse's report, and a claim of each outside one.
    mutating func morning(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        var ignored: [WorldFault: Int] = [:]
        return warehouses.map(status) + (try claim(reader, at: moment, faults: &ignored))
    }

    private func status(_ warehouse: String) -> Command { Command(actor: timer, body: .stockStatus(warehouse: warehouse)) }

    private mutating func command(_ actor: Actor, _ key: String, _ body: CommandBody) -> Command {
        serial += 1
        return Command(
            actor: actor, external: ExternalKey(source: "stock-claim", key: "\(key)\(InventedPeople.digits(serial, 6))", version: 1),
            body: body)
    }

    // MARK: Claims

    /// What an outside warehouse holds by its own count some minutes ago, goods packed for open notices left out now and then.
    private mutating func claim(
        _ reader: any Connection, at moment: Moment, faults: inout [WorldFault: Int]
    ) throws -> [Command] {
        guard !outside.isEmpty else { return [] }
        let warehouse = random.pick(outside)
        let asOf = moment.adding(seconds: -Int64(random.number(in: 0...90) * 60))
        let rows = try reader.query(
            """
            SELECT p.item, p.condition, CAST(SUM(p.pieces) AS BIGINT)
              - COALESCE((SELECT CAST(SUM(m.pieces) AS BIGINT) FROM mirror_move m WHERE m.warehouse = p.warehouse AND m.item = p.item
                AND m.condition = p.condition AND m.happened_at > $2 AND m.recorded_at > $2), 0),
              COALESCE((SELECT CAST(SUM(o.pieces) AS BIGINT) FROM mirror_open o WHERE o.warehouse = p.warehouse AND o.item = p.item
                AND o.condition = p.condition AND o.since <= $2 AND o.pieces < 0), 0)
            FROM physical_stock p WHERE p.warehouse = $1 AND p.owner = '' GROUP BY p.warehouse, p.item, p.condition ORDER BY p.item, p.condition
            """, [.text(warehouse), .integer(asOf.milliseconds)])
        guard !rows.isEmpty else { return [] }
        let isWrong = random.happens(1, in: 3)
        if isWrong { faults[.claimWrong, default: 0] += 1 }
        let lines = random.shuffled(rows).prefix(random.number(in: 2...6)).enumerated().map { index, row in
            var pieces = row[2].integer
            if random.happens(1, in: 3) { pieces += row[3].integer }
            if isWrong && index == 0 { pieces += Int64(random.number(in: 1...4)) * (random.happens(1, in: 2) ? 1 : -1) }
            return StockClaimReport.Line(item: ItemCode(stored: row[0].integer), condition: row[1].text, pieces: max(0, pieces))
        }
        return [command(keeper, "SB", .stockClaim(StockClaimReport(warehouse: warehouse, asOf: asOf, lines: lines)))]
    }

    /// Of a warehouse that we keep ourselves, of a moment to come, of one before the mirror began, or of one item twice.
    private mutating func wrongClaim(at moment: Moment) -> Command {
        let line = StockClaimReport.Line(item: ItemCode(category: 1, serial: 1)!, pieces: 1)
        var report = StockClaimReport(warehouse: outside.first ?? warehouses[0], asOf: moment, lines: [line])
        switch random.number(in: 1...4) {
        case 1: report.warehouse = warehouses[0]
        case 2: report.asOf = moment.adding(seconds: 3_600)
        case 3: report.asOf = Moment(milliseconds: 0)
        default: report.lines.append(line)
        }
        return command(keeper, "SX", .stockClaim(report))
    }

    // MARK: Variance tasks

    private mutating func closings(
        _ reader: any Connection, most: Int, faults: inout [WorldFault: Int]
    ) throws -> [Command] {
        let rows = try reader.query(
            "SELECT document, state, closing FROM variance_task ORDER BY state, document LIMIT 12")
        var commands: [Command] = []
        for row in random.shuffled(rows).prefix(random.number(in: 0...most)) {
            let isOpen = row[1].integer == VarianceState.open.rawValue
            if !isOpen { faults[.closedTwice, default: 0] += 1 }
            // Sometimes the closing paper is named instead of the task, sometimes nobody says why.
            let named = !isOpen && random.happens(1, in: 3) ? row[2].integer : row[0].integer
            let reason = isOpen && random.happens(1, in: 6) ? "" : random.pick(["仓库复核后更正", "途中单据已补录", "按盘点处理"])
            commands.append(
                Command(
                    actor: finance, body: .varianceClosing(VarianceClosing(subject: DocumentReference(position: named), reason: reason))))
        }
        return commands
    }
}
