import Documents
import Kernel
import Storage
import Warehouse

/// Pickers with devices: they make waves of open notices, scan what they take (sometimes the wrong thing, sometimes twice), pack and send.
public struct PickerLife: Sendable {
    private let company: HomeGoodsCompany
    private let barcodes: [Int64: String]
    private var random: SeededRandom
    private var serial = 0
    /// One wave a call and warehouse in this many calls.
    private let waveIn: Int
    private let actor = Actor(name: "罗拣货", position: "仓库作业", device: "PDA-5")

    public init(company: HomeGoodsCompany, seed: UInt64, waveIn: Int = 3) {
        self.company = company
        self.waveIn = waveIn
        random = SeededRandom(seed: seed &+ 0x91C4)
        barcodes = Dictionary(
            uniqueKeysWithValues: company.goods.map { ($0.code.number, $0.item.barcodes.first?.text ?? $0.code.text) })
    }

    /// What the pickers do next. `faults` gets what goes wrong on purpose. Without `startsWaves` only open ones are finished.
    public mutating func commands(
        _ reader: any Connection, at moment: Moment, startsWaves: Bool = true, faults: inout [WorldFault: Int]
    ) throws -> [Command] {
        var commands = try send(reader, at: moment)
        commands += try scans(reader, at: moment, faults: &faults)
        guard startsWaves else { return commands }
        for warehouse in company.warehouses where random.happens(1, in: waveIn) {
            commands += try wave(reader, warehouse.code, at: moment)
        }
        return commands
    }

    private mutating func command(_ key: String, _ body: CommandBody) -> Command {
        Command(actor: actor, external: ExternalKey(source: "picker", key: key, version: 1), body: body)
    }

    private mutating func wave(_ reader: any Connection, _ warehouse: String, at moment: Moment) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT DISTINCT notice FROM task_line WHERE warehouse = $1 AND open > 0 AND wave = 0 AND issued = 0 ORDER BY notice LIMIT $2
            """, [.text(warehouse), .integer(Int64(random.number(in: 1...5)))])
        guard !rows.isEmpty else { return [] }
        serial += 1
        let notices = rows.map { DocumentReference(position: $0[0].integer) }
        return [command("BC\(serial)", .wave(WaveRequest(warehouse: warehouse, notices: notices)))]
    }

    private mutating func scans(_ reader: any Connection, at moment: Moment, faults: inout [WorldFault: Int]) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT wave, number, bin, lot, item, pieces - picked FROM pick_line WHERE state = $1 AND picked < pieces
            ORDER BY wave, number LIMIT 30
            """, [.integer(PickState.open.rawValue)])
        var commands: [Command] = []
        for row in rows {
            let report = ScanReport(
                wave: DocumentReference(position: row[0].integer), line: row[1].integer, bin: row[2].text,
                barcode: barcodes[row[4].integer] ?? String(row[4].integer), lot: row[3].text, count: row[5].integer, happenedAt: moment)
            if random.happens(1, in: 9) {
                faults[.wrongScan, default: 0] += 1
                serial += 1
                commands.append(command("SM\(serial)", .scan(wrong(report))))
            }
            serial += 1
            let scan = command("SM\(serial)", .scan(report))
            commands.append(scan)
            if random.happens(1, in: 9) {
                faults[.scanTwice, default: 0] += 1
                commands.append(scan)
            }
        }
        return commands
    }

    private mutating func wrong(_ report: ScanReport) -> ScanReport {
        var wrong = report
        switch random.number(in: 1...6) {
        case 1: wrong.bin = "Z9-99"
        case 2: wrong.barcode = random.pick(company.goods).item.barcodes[0].text
        case 3: wrong.barcode = "0000000000000"
        case 4: wrong.count += 1
        case 5: wrong.lot = "L-9"
        default: wrong.line = 10_000
        }
        return wrong
    }

    /// What is picked whole is packed, what is packed leaves.
    private mutating func send(_ reader: any Connection, at moment: Moment) throws -> [Command] {
        let rows = try reader.query(
            """
            SELECT t.notice, MIN(t.pieces - t.packed), CAST(SUM(t.open) AS BIGINT) FROM task_line t WHERE t.wave <> 0 AND t.open > 0
            AND NOT EXISTS (SELECT 1 FROM pick_line p WHERE p.wave = t.wave AND p.notice = t.notice AND p.picked < p.pieces AND p.state = $1)
            GROUP BY t.notice ORDER BY t.notice LIMIT 12
            """, [.integer(PickState.open.rawValue)])
        return rows.map { row in
            let notice = row[0].integer
            if row[1].integer > 0, random.happens(3, in: 4) {
                serial += 1
                let report = PackReport(
                    notice: DocumentReference(position: notice), carrier: "SF", waybill: "SFX\(notice)-\(serial)", happenedAt: moment)
                return command("ZX\(serial)", .pack(report))
            }
            return command("CK\(notice)", .salesIssue(IssueReport(notice: notice, happenedAt: moment)))
        }
    }
}
