import Documents
import Kernel
import Storage

/// A warehouse that runs by itself: it reads which task lines are open and reports issues, like a person with a scanner would.
/// What a wave was made of is left to the pickers (``PickerLife``). It is a caller like any other, no short cut: each issue is a command with an external key of its own.
public struct Autopilot: Sendable {
    /// Notices that one reading takes at most from each warehouse.
    public let pageSize: Int
    /// One issue in this many takes only a part of what is open; 0 for never.
    public let partialIn: Int
    private var random: SeededRandom
    private let actor = Actor(name: "自动出库", position: "仓库作业", device: "AGV-1")

    public init(seed: UInt64, pageSize: Int = 200, partialIn: Int = 12) {
        self.pageSize = pageSize
        self.partialIn = partialIn
        random = SeededRandom(seed: seed &+ 0xA070)
    }

    /// One open line of a notice.
    private struct OpenLine {
        let notice: Int64
        let line: Int64
        let item: Int64
        let open: Int64
        /// Pieces of the whole notice that have left.
        let issued: Int64
    }

    /// The issues to report now for what is open in the warehouses, in the order of priority.
    public mutating func issues(_ reader: any Connection, warehouses: [String], at moment: Moment) throws -> [Command] {
        var commands: [Command] = []
        for warehouse in warehouses {
            var notices: [(notice: Int64, lines: [OpenLine])] = []
            let rows = try reader.query(
                """
                SELECT t.notice, t.line, t.item, t.open,
                  (SELECT CAST(SUM(i.issued) AS BIGINT) FROM task_line i WHERE i.notice = t.notice)
                FROM task_line t WHERE t.warehouse = $1 AND t.open > 0 AND t.wave = 0 ORDER BY t.priority, t.notice, t.line LIMIT $2
                """,
                [.text(warehouse), .integer(Int64(pageSize))])
            for row in rows {
                let line = OpenLine(
                    notice: row[0].integer, line: row[1].integer, item: row[2].integer, open: row[3].integer, issued: row[4].integer)
                if notices.last?.notice == line.notice {
                    notices[notices.count - 1].lines.append(line)
                } else {
                    notices.append((line.notice, [line]))
                }
            }
            for (notice, lines) in notices { commands.append(issue(notice, lines, at: moment)) }
        }
        return commands
    }

    private mutating func issue(_ notice: Int64, _ lines: [OpenLine], at moment: Moment) -> Command {
        let open = lines.reduce(Int64(0)) { $0 + $1.open }
        let issued = lines[0].issued
        var wishes: [StockLine] = []
        if partialIn > 0, open > 1, random.happens(1, in: partialIn) {
            let line = lines[0]
            wishes = [
                StockLine(
                    line: line.line, item: ItemCode(stored: line.item), pieces: lines.count > 1 ? line.open : max(1, line.open / 2))
            ]
        }
        // What has left already makes the version, so that a report sent twice stays one and the rest of a notice is newer.
        return Command(
            actor: actor, external: ExternalKey(source: "autopilot", key: "auto:\(notice)", version: issued + 1),
            body: .salesIssue(
                IssueReport(
                    notice: notice, happenedAt: moment, waybill: "SF\(1_000_000_000_000 + notice * 7 + issued)", lines: wishes)))
    }
}
