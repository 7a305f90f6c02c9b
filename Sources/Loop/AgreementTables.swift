import Documents
import Kernel
import Storage
import Warehouse

/// What stands beside the ledgers to compare them with the word of others: the mirror of outside warehouses by time, the newest status
/// report of each warehouse, and the variance tasks of finance. No ledger reads it; only documents change it.
public final class AgreementTables {
    /// Moves of outside warehouses, newest first: how the mirror stood at an earlier moment.
    public let moves = Family<MirrorMoveRow>(bound: 64)
    public let open = Family<MirrorOpenRow>()
    public let reports = Table<StatusReportRow>(resident: true)
    public let tasks = Table<VarianceTaskRow>()
    public let openTasks = Table<OpenVarianceRow>()
    private let masters: MasterTables

    init(masters: MasterTables) { self.masters = masters }

    public var tables: [any OverlayTable] { [moves, open, reports, tasks, openTasks] }
    public static let schemas: [TableSchema] = [
        MirrorMoveRow.schema, MirrorOpenRow.schema, StatusReportRow.schema, VarianceTaskRow.schema, OpenVarianceRow.schema,
    ]

    // MARK: Deciding

    /// The variance tasks that a document's findings open. A difference that finance looks into already opens no second task.
    func take(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        let findings = logged.document.varianceFindings.filter(\.isAlarming)
        for finding in findings { openTasks.want(AgreementTables.key(finding)) }
        var issued: [IssuedDocument] = []
        for finding in findings where try openTask(of: finding) == nil {
            let task = VarianceTask(finding: finding, deadline: logged.recordedAt.day + VarianceTask.days)
            issued.append(IssuedDocument(.varianceTask(task), happenedAt: logged.recordedAt))
        }
        return issued
    }

    /// The task that finance has open for a finding's key.
    func openTask(of finding: VarianceFinding) throws -> Int64? {
        guard let row = try openTasks.find(AgreementTables.key(finding)), row.document != 0 else { return nil }
        return row.document
    }

    static func key(_ finding: VarianceFinding) -> OpenVarianceRow.Key {
        .init(warehouse: finding.warehouse, item: finding.item.number, condition: finding.condition)
    }

    // MARK: Folding

    /// Folds a document, after the legs have folded it.
    func apply(_ logged: LoggedDocument, _ warehouse: WarehouseTables) throws {
        switch logged.document {
        case .stockStatusReport(let report) where report.part == 0:
            _ = try reports.find(report.warehouse)
            reports.put(
                StatusReportRow(
                    warehouse: report.warehouse, document: logged.position, position: report.position,
                    reportedAt: logged.recordedAt.milliseconds))
        case .varianceTask(let task): try apply(task, at: logged.position)
        case .deliveryNotice(let notice): try apply(notice, logged)
        case .salesIssue(let issue) where try isOutside(issue.warehouse):
            for line in issue.lines where line.owner.isEmpty {
                try change(issue.warehouse, line.item.number, issue.notice, line.line) { $0.pieces += line.pieces }
            }
        case .salesOrder(let sale): try stop(sale.recalled, warehouse)
        case .cancellation(let cancellation): try stop(cancellation.notices, warehouse)
        case .reservationCut(let cut) where try isOutside(cut.warehouse):
            for line in cut.lines where line.owner.isEmpty && line.notice != 0 {
                try change(cut.warehouse, line.item.number, line.notice, line.line) { $0.pieces += line.pieces }
            }
        case .transferIssue(let issue): try apply(issue, logged)
        case .transferReceipt(let receipt) where receipt.shortage == 0:
            try arrived(receipt.to, receipt.issue, receipt.lines.map { ($0.item, $0.line, $0.pieces) })
        case .transferShortage(let shortage) where shortage.cause != .unknown:
            try arrived(shortage.to, shortage.issue, shortage.lines.map { ($0.item, $0.line, $0.pieces) })
        default: break
        }
        try mirror(logged)
    }

    func isOutside(_ warehouse: String) throws -> Bool { try masters.warehouse(warehouse).outsideSince != 0 }

    private func mirror(_ logged: LoggedDocument) throws {
        for (index, move) in logged.document.moves.enumerated()
        where move.line.owner.isEmpty && move.pieces != 0 {
            guard try isOutside(move.warehouse) else { continue }
            moves.put(
                MirrorMoveRow(
                    warehouse: move.warehouse, item: move.line.item.number, behind: -logged.position, line: Int64(index + 1),
                    condition: move.line.condition, pieces: move.pieces, happenedAt: logged.happenedAt.milliseconds,
                    recordedAt: logged.recordedAt.milliseconds), isNew: true)
        }
    }

    private func apply(_ notice: DeliveryNotice, _ logged: LoggedDocument) throws {
        guard try isOutside(notice.warehouse) else { return }
        for line in notice.lines where line.owner.isEmpty {
            open.put(
                MirrorOpenRow(
                    warehouse: notice.warehouse, item: line.item.number, document: logged.position, line: line.line,
                    condition: line.condition, pieces: -line.pieces, since: logged.recordedAt.milliseconds), isNew: true)
        }
    }

    private func apply(_ issue: TransferIssue, _ logged: LoggedDocument) throws {
        guard try isOutside(issue.to) else { return }
        for line in issue.lines { open.want(.init(warehouse: issue.to, item: line.item.number)) }
        for line in issue.lines where line.owner.isEmpty {
            // Several bins may serve one line.
            let group = MirrorOpenRow.Group(warehouse: issue.to, item: line.item.number)
            let key = MirrorOpenRow.Key(warehouse: issue.to, item: line.item.number, document: logged.position, line: line.line)
            let known = try open.find(key, in: group)
            var row =
                known
                ?? MirrorOpenRow(
                    warehouse: issue.to, item: line.item.number, document: logged.position, line: line.line, condition: line.condition,
                    pieces: 0, since: logged.recordedAt.milliseconds)
            row.pieces += line.pieces
            open.put(row, isNew: known == nil)
        }
    }

    private func arrived(_ warehouse: String, _ issue: Int64, _ lines: [(item: ItemCode, line: Int64, pieces: Int64)]) throws {
        guard try isOutside(warehouse) else { return }
        for line in lines { try change(warehouse, line.item.number, issue, line.line) { $0.pieces -= line.pieces } }
    }

    /// Changes what is open of a document's line; nothing is left of a line that is done. Lines from before the warehouse was outside
    /// are not here.
    private func change(
        _ warehouse: String, _ item: Int64, _ document: Int64, _ line: Int64, _ body: (inout MirrorOpenRow) -> Void
    ) throws {
        let key = MirrorOpenRow.Key(warehouse: warehouse, item: item, document: document, line: line)
        guard var row = try open.find(key, in: .init(warehouse: warehouse, item: item)) else { return }
        body(&row)
        if row.pieces == 0 { open.remove(row) } else { open.put(row, isNew: false) }
    }

    /// Nothing more leaves for these notices.
    private func stop(_ notices: [Int64], _ warehouse: WarehouseTables) throws {
        for notice in notices {
            for task in try warehouse.tasks.rows(notice) {
                guard try isOutside(task.warehouse) else { break }
                try change(task.warehouse, task.item, notice, task.line) { $0.pieces = 0 }
            }
        }
    }

    private func apply(_ task: VarianceTask, at position: Int64) throws {
        let key = AgreementTables.key(task.finding)
        _ = try openTasks.find(key)
        guard task.closes == 0 else {
            guard var row = try tasks.find(task.closes) else {
                throw LedgerFault("差异预警 \(task.closes) 不在账上 / there is no variance task \(task.closes)")
            }
            try VarianceState.arrows.require(
                from: row.state, to: VarianceState.closed.rawValue, by: .varianceTask, of: "差异预警 variance task \(task.closes)")
            row.state = VarianceState.closed.rawValue
            row.closing = position
            tasks.put(row)
            openTasks.put(OpenVarianceRow(warehouse: key.warehouse, item: key.item, condition: key.condition, document: 0))
            return
        }
        tasks.put(
            VarianceTaskRow(
                document: position, warehouse: key.warehouse, item: key.item, condition: key.condition, book: task.finding.book,
                found: task.finding.found, deadline: Int64(task.deadline.number), state: VarianceState.open.rawValue, closing: 0))
        openTasks.put(OpenVarianceRow(warehouse: key.warehouse, item: key.item, condition: key.condition, document: position))
    }
}
