import Documents
import Storage
import Warehouse

/// INV-02 and INV-07 inside the warehouse: pick lists, the pieces they keep in the bins, scans, cartons and lots.
enum WarehouseWorkChecks {
    private static let open = PickState.open.rawValue

    static let all: [Check] = [
        .agree(
            .physical, "库位占用与未完拣货行 / bin allocations and open pick lines", tables: ["bin_allocation", "pick_line"],
            keys: ["warehouse", "item", "bin", "lot", "condition", "owner"], amounts: ["pieces"], presence: true,
            "SELECT warehouse, item, bin, lot, condition, owner, pieces FROM bin_allocation",
            "SELECT warehouse, item, bin, lot, condition, owner, pieces - issued AS pieces FROM pick_line WHERE state = \(open)"),
        .agree(
            .physical, "已拣件数与扫码 / picked and scans", tables: ["pick_line", "scan"],
            keys: ["wave", "number", "notice", "line", "warehouse", "item", "bin", "lot"], amounts: ["pieces"],
            "SELECT wave, number, notice, line, warehouse, item, bin, lot, picked AS pieces FROM pick_line",
            "SELECT wave, pick AS number, notice, line, warehouse, item, bin, lot, pieces FROM scan"),
        .none(
            .physical, "拣货行件数无效 / pick line out of bounds", tables: ["pick_line"],
            columns: ["wave", "number", "pieces", "picked", "issued", "state"],
            """
            SELECT wave, number, pieces, picked, issued, state FROM pick_line WHERE pieces <= 0 OR picked < 0 OR picked > pieces OR issued < 0
            OR issued > pieces OR state NOT IN (1, 2, 3) OR (state = \(open) AND issued = pieces)
            """),
        .none(
            .physical, "波次行号不连续 / pick lines not dense", tables: ["pick_line"], columns: ["wave", "first", "last", "count"],
            "SELECT wave, MIN(number), MAX(number), COUNT(*) FROM pick_line GROUP BY wave HAVING MIN(number) <> 1 OR MAX(number) <> COUNT(*)"
        ),
        .none(
            .physical, "拣货行与通知行不符 / pick line unlike its notice line", tables: ["pick_line", "task_line"],
            columns: ["wave", "number", "notice", "line"],
            """
            SELECT p.wave, p.number, p.notice, p.line FROM pick_line p LEFT JOIN task_line t ON t.notice = p.notice AND t.line = p.line
            WHERE t.notice IS NULL OR t.wave <> p.wave OR t.item <> p.item OR t.warehouse <> p.warehouse OR t.condition <> p.condition
            OR t.owner <> p.owner OR (t.open = 0 AND p.state = \(open))
            """),
        .none(
            .physical, "通知行的波次不存在 / notice line of a wave that is not there", tables: ["task_line", "pick_line"],
            columns: ["notice", "line", "wave"],
            "SELECT t.notice, t.line, t.wave FROM task_line t WHERE t.wave <> 0 AND NOT EXISTS (SELECT 1 FROM pick_line p WHERE p.wave = t.wave AND p.notice = t.notice)"
        ),
        .agree(
            .neverMore, "已装箱件数与箱内明细 / packed and what is in the cartons", tables: ["task_line", "parcel_line"], keys: ["notice", "item"],
            amounts: ["pieces"], "SELECT notice, item, packed AS pieces FROM task_line", "SELECT notice, item, pieces FROM parcel_line"),
        .agree(
            .neverMore, "包裹与箱内明细 / parcels and their lines", tables: ["parcel", "parcel_line"], keys: ["document", "notice", "waybill"],
            amounts: ["pieces"], presence: true, "SELECT document, notice, waybill, pieces FROM parcel",
            "SELECT document, notice, waybill, pieces FROM parcel_line"),
        .none(
            .neverMore, "装箱多于通知 / packed more than noticed", tables: ["task_line"], columns: ["notice", "line", "pieces", "packed"],
            "SELECT notice, line, pieces, packed FROM task_line WHERE packed < 0 OR packed > pieces"),
        .none(
            .neverMore, "箱内行号不连续 / parcel lines not dense", tables: ["parcel_line"], columns: ["document", "first", "last", "count"],
            "SELECT document, MIN(line), MAX(line), COUNT(*) FROM parcel_line GROUP BY document HAVING MIN(line) <> 1 OR MAX(line) <> COUNT(*)"
        ),
    ]
}

/// INV-02: wave, scan, parcel and lot rows are what their documents say.
final class WarehouseWorkSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.pickWave, .scan, .parcel, .openingStock, .purchaseReceipt, .otherReceipt, .assembly]
    static let tables = ["pick_line", "scan", "parcel", "parcel_line", "lot"]
    let invariant = Invariant.physical

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var picks: [[SQLValue]] = []
        var scans: [[SQLValue]] = []
        var parcels: [[SQLValue]] = []
        var contents: [[SQLValue]] = []
        for logged in page.documents {
            let position = logged.position
            switch logged.document {
            case .pickWave(let wave):
                for (index, line) in wave.lines.enumerated() {
                    picks.append([
                        .integer(position), .integer(Int64(index + 1)), .integer(line.notice), .integer(line.line), .text(wave.warehouse),
                        .integer(line.item.number), .text(line.bin), .text(line.lot), .text(line.condition), .text(line.owner),
                        .integer(line.pieces),
                    ])
                }
            case .scan(let scan):
                scans.append(
                    ScanRow(
                        document: position, wave: scan.wave, pick: scan.pick, notice: scan.notice, line: scan.line,
                        warehouse: scan.warehouse, bin: scan.bin, lot: scan.lot, item: scan.item.number, pieces: scan.pieces,
                        staff: scan.staff.fingerprint, device: scan.device, happenedAt: scan.happenedAt.milliseconds
                    ).values)
            case .parcel(let parcel):
                parcels.append(
                    ParcelRow(
                        carrier: parcel.carrier, waybill: parcel.waybill, document: position, notice: parcel.notice, trade: parcel.trade,
                        warehouse: parcel.warehouse, pieces: parcel.lines.reduce(0) { $0 + $1.pieces }, weight: parcel.weight,
                        expectedWeight: parcel.expectedWeight, happenedAt: parcel.happenedAt.milliseconds
                    ).values)
                for (index, line) in parcel.lines.enumerated() {
                    contents.append(
                        ParcelLineRow(
                            notice: parcel.notice, document: position, line: Int64(index + 1), waybill: parcel.waybill,
                            item: line.item.number, pieces: line.pieces
                        ).values)
                }
            default: continue
            }
        }
        try compare(
            PickLineRow.schema, by: "wave", page, picks, run,
            columns: ["wave", "number", "notice", "line", "warehouse", "item", "bin", "lot", "condition", "owner", "pieces"])
        try compare(ScanRow.schema, by: "document", page, scans, run)
        func inOrder(_ schema: TableSchema) throws -> [[SQLValue]] {
            let names = schema.columns.map(\.name)
            return try run.connection.query(
                "SELECT \(names.joined(separator: ", ")) FROM \(schema.name) WHERE document > $1 AND document <= $2 ORDER BY document"
                    + (names.contains("line") ? ", line" : ""), [.integer(page.after), .integer(page.through)])
        }
        compare("parcel", ParcelRow.schema.columns.map(\.name), parcels, try inOrder(ParcelRow.schema), run)
        compare("parcel_line", ParcelLineRow.schema.columns.map(\.name), contents, try inOrder(ParcelLineRow.schema), run)
        try lookAtLots(page, run)
    }

    /// A lot names the document that brought it in first and that document's day.
    private func lookAtLots(_ page: DocumentPage, _ run: CheckRun) throws {
        var said: [String: Int64] = [:]
        for logged in page.documents {
            for move in logged.document.moves where move.pieces > 0 && !move.line.lot.isEmpty {
                guard let expires = move.line.expires else { continue }
                said["\(logged.position) \(move.line.item.number) \(move.line.lot)"] = Int64(expires.number)
            }
        }
        for row in try run.connection.query(
            "SELECT document, item, lot, expires FROM lot WHERE document > $1 AND document <= $2",
            [.integer(page.after), .integer(page.through)])
        where said["\(row[0].integer) \(row[1].integer) \(row[2].text)"] != row[3].integer {
            run.report(invariant, "lot: 单据中没有 / no document says item=\(row[1].text) lot=\(row[2].text) expires=\(row[3].text)")
        }
    }
}
