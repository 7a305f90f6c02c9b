import Documents
import Kernel
import Storage

extension WarehouseReport {
    /// Stock accuracy 库存准确率 by month of the variance sheet, warehouse and class. By lines: 1 − articles that differ / articles counted.
    /// By pieces: 1 − Σ |counted − book| / Σ book.
    static func accuracy(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        struct Sum {
            var lines: Int64 = 0
            var differing: Int64 = 0
            var pieces: Int64 = 0
            var difference: Int64 = 0
        }
        var sums: [[String]: Sum] = [:]
        for row in try connection.query(
            """
            SELECT s.recorded_at, l.warehouse, l.abc_class, l.book + l.late, l.counted FROM count_line l JOIN log s ON s.position = l.sheet
            ORDER BY l.sheet, l.line
            """)
        {
            let month = Moment(milliseconds: row[0].integer).day.period.text
            let names = ["", "A", "B", "C"]
            let key = [month, row[1].text, names[Int(row[2].integer)]]
            sums[key, default: Sum()].lines += 1
            sums[key, default: Sum()].differing += row[3].integer == row[4].integer ? 0 : 1
            sums[key, default: Sum()].pieces += row[3].integer
            sums[key, default: Sum()].difference += abs(row[4].integer - row[3].integer)
        }
        let rows = sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, sum in
            key + [
                String(sum.lines), String(sum.differing), percent(sum.lines - sum.differing, of: sum.lines), String(sum.pieces),
                String(sum.difference), percent(sum.pieces - sum.difference, of: sum.pieces),
            ]
        }
        return (
            ["month", "warehouse", "class", "lines", "differing", "line_accuracy", "pieces", "difference", "piece_accuracy"], rows
        )
    }

    /// With two decimals; never above what is so.
    private static func percent(_ part: Int64, of whole: Int64) -> String {
        guard whole > 0 else { return "" }
        return Money(fen: Int64(Int128(max(0, part)) * 10_000 / Int128(whole))).text
    }

    /// Counts that are not ended: how far each is.
    static func counts(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT p.plan, p.warehouse, p.zone, p.state, p.opened_at, p.tasks,
              (SELECT COUNT(*) FROM count_task t WHERE t.plan = p.plan AND t.pass > 0)
            FROM count_plan p WHERE p.state <> $1 ORDER BY p.plan
            """, [.integer(CountState.ended.rawValue)])
        return (
            ["plan", "warehouse", "zone", "state", "opened", "tasks", "counted"],
            rows.map { row in
                [
                    row[0].text, row[1].text, row[2].text, CountState(rawValue: row[3].integer)?.chinese ?? "",
                    Moment(milliseconds: row[4].integer).text, row[5].text, row[6].text,
                ]
            }
        )
    }

    /// Alerts: orders whose reservation a shortage or a short pick took, newest first.
    static func reservationCuts(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT d.recorded_at, c.cause, c.warehouse, i.code, i.name, c.pieces, o.shop, o.external_id, c.notice FROM reservation_cut c
            JOIN log d ON d.position = c.document JOIN sales_order o ON o.trade = c.trade JOIN item i ON i.code = c.item
            ORDER BY c.document DESC, c.number
            """)
        return (
            ["at", "cause", "warehouse", "item", "name", "pieces", "shop", "order", "notice"],
            rows.map { row in
                [Moment(milliseconds: row[0].integer).text, ReservationCut.Cause(rawValue: row[1].integer)?.chinese ?? ""]
                    + row.dropFirst(2).map(\.text)
            }
        )
    }
}

extension CountState {
    public var chinese: String {
        switch self {
        case .counting: "盘点中"
        case .sheet: "待填原因"
        case .waiting: "待审批"
        case .ended: "已结束"
        }
    }
    public var english: String {
        switch self {
        case .counting: "being counted"
        case .sheet: "waiting for causes"
        case .waiting: "waiting for approval"
        case .ended: "ended"
        }
    }
}
