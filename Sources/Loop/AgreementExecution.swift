import Documents
import Kernel
import Orders
import Storage
import Warehouse

/// Status reports, claims and variance tasks.
extension CommandDecision {
    // MARK: Stock status 库存动态报表

    /// A warehouse's report, when its minutes have passed since the last one at the moment of the command.
    func report(_ warehouse: String, _ run: inout Run) throws {
        let site = try legs.masters.warehouse(warehouse)
        guard site.statusMinutes > 0 else { throw AgreementRefusal.noSchedule(warehouse: warehouse) }
        if let last = try legs.agreement.reports.find(warehouse) {
            let due = Moment(milliseconds: last.reportedAt).adding(seconds: site.statusMinutes * 60)
            guard run.at >= due else { throw AgreementRefusal.notDue(warehouse: warehouse, minutes: site.statusMinutes, due: due) }
        }
        try writeReport(warehouse, first: 0, part: 0, &run)
    }

    func continueReport(_ warehouse: String, _ first: Int64, _ part: Int64, _ run: inout Run) throws {
        try writeReport(warehouse, first: first, part: part, &run)
    }

    /// One part: a page of the warehouse's promise rows.
    private func writeReport(_ warehouse: String, first: Int64, part: Int64, _ run: inout Run) throws {
        let orders = legs.orders.tables
        let keys = try orders.listings.find(warehouse)?.keys ?? 0
        let page = keys == 0 ? [] : try orders.pages.rows(.init(warehouse: warehouse, page: part))
        func key(_ row: StockPageRow) -> PromiseStockRow.Key {
            .init(warehouse: warehouse, item: row.item, condition: row.condition, owner: row.owner)
        }
        for row in page { orders.stock.want(key(row)) }
        var lines: [StockStatusReport.Line] = []
        for row in page {
            guard let stock = try orders.stock.find(key(row)), stock.onHand != 0 || stock.reserved != 0 || stock.waiting != 0 else {
                continue
            }
            lines.append(
                StockStatusReport.Line(
                    item: ItemCode(stored: row.item), condition: row.condition, owner: row.owner, onHand: stock.onHand,
                    reserved: stock.reserved, waiting: stock.waiting))
        }
        let isLast = (part + 1) * StockStatusReport.lineLimit >= keys
        let report = StockStatusReport(warehouse: warehouse, position: head.position, part: part, isLast: isLast, lines: lines)
        let number = head.position + 1
        try cascade([(.stockStatusReport(report), first, run.at)], &run)
        if !isLast { run.rest.append(.stockStatusPart(warehouse: warehouse, report: first == 0 ? number : first, part: part + 1)) }
    }

    // MARK: Claims 申报库存

    /// Compares what an outside warehouse says with our mirror of it as of the same moment.
    func claim(_ report: StockClaimReport, _ run: inout Run) throws {
        let site = try legs.masters.warehouse(report.warehouse)
        guard site.outsideSince != 0 else { throw AgreementRefusal.notOutside(warehouse: report.warehouse) }
        guard report.asOf <= run.at else {
            throw AgreementRefusal.claimAhead(warehouse: report.warehouse, asOf: report.asOf, now: run.at)
        }
        if let since = try journal.log.find(site.outsideSince), report.asOf.milliseconds < since.recordedAt {
            throw AgreementRefusal.claimBeforeMirror(
                warehouse: report.warehouse, asOf: report.asOf, since: Moment(milliseconds: since.recordedAt))
        }
        var seen: Set<StockClaimReport.Line> = []
        for line in report.lines {
            guard seen.insert(.init(item: line.item, condition: line.condition, pieces: 0)).inserted else {
                throw AgreementRefusal.claimedTwice(item: line.item.text, condition: line.condition)
            }
            legs.masters.items.want(line.item.number)
            legs.warehouse.tables.stock.want(.init(warehouse: report.warehouse, item: line.item.number))
            legs.agreement.moves.want(.init(warehouse: report.warehouse, item: line.item.number))
            legs.agreement.open.want(.init(warehouse: report.warehouse, item: line.item.number))
        }
        var lines: [StockClaim.Line] = []
        // One line's unread rows do not keep the others from naming theirs.
        var unread: Unread?
        for line in report.lines {
            do {
                _ = try legs.masters.item(line.item)
                try legs.masters.requireCondition(line.condition)
                lines.append(try compare(line, of: report))
            } catch let error as Unread {
                unread = error
            } catch {
                // A refusal waits until the lines before it are read: which one is named must not depend on the batch.
                throw unread ?? error
            }
        }
        if let unread { throw unread }
        try cascade(
            [(.stockClaim(StockClaim(warehouse: report.warehouse, asOf: report.asOf, lines: lines)), 0, report.asOf)], &run)
    }

    private func compare(_ line: StockClaimReport.Line, of report: StockClaimReport) throws -> StockClaim.Line {
        let asOf = report.asOf.milliseconds
        var book: Int64 = 0
        for row in try legs.warehouse.tables.stock.rows(.init(warehouse: report.warehouse, item: line.item.number))
        where row.condition == line.condition && row.owner.isEmpty {
            book += row.pieces
        }
        // Back to the moment: what was recorded after it either happened later, or explains what we did not know then.
        var later: [Int64: Int64] = [:]
        for row in try movesRecorded(after: asOf, .init(warehouse: report.warehouse, item: line.item.number))
        where row.condition == line.condition {
            if row.happenedAt > asOf { book -= row.pieces } else { later[-row.behind, default: 0] += row.pieces }
        }
        var explanations = later.keys.sorted().compactMap { document -> StockClaim.Explanation? in
            guard let pieces = later[document], pieces != 0 else { return nil }
            return StockClaim.Explanation(document: document, cause: .recordedLater, pieces: pieces)
        }
        let known = book - explanations.reduce(0) { $0 + $1.pieces }
        var rest = line.pieces - book
        // What is missing may be packed for a notice, what is too much may have come off a truck: oldest first.
        for row in try legs.agreement.open.rows(.init(warehouse: report.warehouse, item: line.item.number))
        where rest != 0 && row.condition == line.condition && row.since <= asOf && (row.pieces < 0) == (rest < 0) {
            let pieces = rest < 0 ? max(rest, row.pieces) : min(rest, row.pieces)
            explanations.append(
                StockClaim.Explanation(document: row.document, cause: row.pieces < 0 ? .noticeOpen : .underWay, pieces: pieces))
            rest -= pieces
        }
        return StockClaim.Line(
            item: line.item, condition: line.condition, claimed: line.pieces, known: known, explanations: explanations,
            unexplained: rest)
    }

    /// Moves of a key in documents recorded after a moment; they stand first.
    private func movesRecorded(after moment: Int64, _ group: MirrorMoveRow.Group) throws -> [MirrorMoveRow] {
        var count = 64
        while true {
            let rows = try legs.agreement.moves.head(group, count)
            let found = rows.prefix { $0.recordedAt > moment }
            if found.count < rows.count || rows.count < count { return Array(found) }
            count *= 4
        }
    }

    // MARK: Variance 差异预警

    func close(_ wish: VarianceClosing, _ run: inout Run) throws {
        let subject = try resolve(wish.subject, .varianceTask)
        guard case .varianceTask(let task) = subject.document else { return }
        guard task.closes == 0 else { throw AgreementRefusal.isClosing(number: subject.number.text) }
        guard let row = try legs.agreement.tasks.find(subject.position), row.state == VarianceState.open.rawValue else {
            throw AgreementRefusal.closedAlready(number: subject.number.text)
        }
        guard !wish.reason.isEmpty else { throw AgreementRefusal.noReason(number: subject.number.text) }
        let closing = VarianceTask(
            finding: task.finding, deadline: task.deadline, closes: subject.position, reason: wish.reason, staff: run.staff)
        try cascade([(.varianceTask(closing), subject.position, run.at)], &run)
    }
}

extension CommandBounds {
    static func check(_ report: StockClaimReport) throws {
        let form = Form(record: DocumentKind.stockClaim.chinese)
        try form.texts([("warehouse", report.warehouse)])
        try form.moment("asOf", report.asOf)
        guard (1...StockClaimReport.lineLimit).contains(report.lines.count) else {
            throw form.refusal(
                "lines", String(report.lines.count), "一次申报须为 1 至 \(StockClaimReport.lineLimit) 行,多的请分次申报",
                "a claim has 1 to \(StockClaimReport.lineLimit) lines; send the rest as further claims")
        }
        for line in report.lines {
            try form.texts([("lines.condition", line.condition)])
            try form.number("lines.pieces", line.pieces, least: 0, most: 1_000_000_000_000)
        }
    }
}
