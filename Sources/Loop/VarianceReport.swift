import Documents
import Kernel
import Storage

/// What finance is to look into, and what outside warehouses have claimed.
public enum VarianceReport {
    /// Every variance task 差异预警, open ones first, by deadline.
    public static func tasks(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let found = try connection.query(
            """
            SELECT v.document, l.recorded_at, v.warehouse, v.item, i.name, v.condition, v.book, v.found, v.deadline, v.state, v.closing,
              COALESCE(c.recorded_at, 0)
            FROM variance_task v JOIN log l ON l.position = v.document LEFT JOIN log c ON c.position = v.closing
            LEFT JOIN item i ON i.code = v.item ORDER BY v.state, v.deadline, v.document
            """)
        let rows = found.map { row -> [String] in
            let finding = VarianceFinding(
                warehouse: row[2].text, item: ItemCode(stored: row[3].integer), condition: row[5].text, book: row[6].integer,
                found: row[7].integer)
            let task = VarianceTask(finding: finding, deadline: Day(number: Int32(row[8].integer)))
            return [
                number(row[0].integer, row[1].integer), finding.warehouse, finding.item.text, row[4].text, finding.condition,
                String(finding.book), String(finding.found), rate(task), task.deadline.text,
                VarianceState(rawValue: row[9].integer)?.chinese ?? "",
                row[10].integer == 0 ? "" : number(row[10].integer, row[11].integer),
            ]
        }
        return (["预警单", "仓库", "商品", "名称", "库存状态", "账面", "实有", "差异率", "期限", "状态", "关闭单"], rows)
    }

    /// The lines of the newest claims 申报库存, with what explains each difference.
    public static func claims(_ connection: any Connection, newest count: Int = 20) throws -> (columns: [String], rows: [[String]]) {
        let positions = try connection.query(
            "SELECT position FROM log WHERE kind = \(DocumentKind.stockClaim.rawValue) ORDER BY position DESC LIMIT \(count)")
        var rows: [[String]] = []
        for row in try connection.read(LogRow.self, keys: positions.map { $0[0].integer }).sorted(by: { $0.position < $1.position }) {
            let logged = try row.logged()
            guard case .stockClaim(let claim) = logged.document else { continue }
            let named = try numbers(Set(claim.lines.flatMap { $0.explanations.map(\.document) }), connection)
            for line in claim.lines {
                let why = line.explanations.map { "\($0.cause.chinese) \(named[$0.document] ?? String($0.document)) \($0.pieces)" }
                rows.append([
                    logged.number.text, claim.warehouse, claim.asOf.text, line.item.text, line.condition, String(line.claimed),
                    String(line.known), String(line.claimed - line.known), why.joined(separator: ";"), String(line.unexplained),
                ])
            }
        }
        return (["申报单", "仓库", "申报时点", "商品", "库存状态", "申报", "当时账面", "差异", "说明", "无法说明"], rows)
    }

    /// `-1.25 %`; empty where the book has no pieces.
    static func rate(_ task: VarianceTask) -> String {
        guard let rate = task.rate else { return "" }
        let rest = String(rate.magnitude % 100)
        return "\(rate < 0 ? "-" : "")\(rate.magnitude / 100).\(rest.count < 2 ? "0" : "")\(rest) %"
    }

    private static func number(_ position: Int64, _ recordedAt: Int64) -> String {
        DocumentNumber(kind: .varianceTask, day: Moment(milliseconds: recordedAt).day, position: position).text
    }

    private static func numbers(_ positions: Set<Int64>, _ connection: any Connection) throws -> [Int64: String] {
        guard !positions.isEmpty else { return [:] }
        let list = positions.sorted().map(String.init).joined(separator: ", ")
        var numbers: [Int64: String] = [:]
        for row in try connection.query("SELECT position, kind, recorded_at FROM log WHERE position IN (\(list))") {
            guard let kind = DocumentKind(rawValue: row[1].integer) else { continue }
            let day = Moment(milliseconds: row[2].integer).day
            numbers[row[0].integer] = DocumentNumber(kind: kind, day: day, position: row[0].integer).text
        }
        return numbers
    }
}
