import Documents
import Kernel
import Orders
import Storage
import Wire

/// Documents that a leg issued go at once to the legs that take them, level by level (DESIGN section 2).
extension CommandDecision {
    /// Logs documents and lets the legs take them, level by level, until nothing follows.
    func cascade(_ first: [(Document, Int64, Moment)], _ run: inout Run) throws {
        var queue = try first.map { try log($0.0, source: $0.1, happenedAt: $0.2, &run) }
        try work(through: &queue, &run)
    }

    func issue(_ issued: [IssuedDocument], under source: Int64, _ run: inout Run) throws {
        var queue = try logAll(issued, under: source, &run)
        try work(through: &queue, &run)
    }

    private func work(through queue: inout [LoggedDocument], _ run: inout Run) throws {
        var next = 0
        while next < queue.count {
            let logged = queue[next]
            next += 1
            var issued = try legs.take(logged)
            try legs.apply(logged)
            if Routes.legs(for: logged.document.kind).contains(.orders) {
                let (freed, rest) = try legs.orders.follow(logged)
                issued += freed
                run.rest += rest
            }
            let followers = try logAll(issued, under: logged.position, &run)
            queue.insert(contentsOf: followers.filter(isUrgent), at: next)
            queue += followers.filter { !isUrgent($0) }
        }
    }

    /// What is taken before all that waits, because the next of its kind is decided from what it leaves: a voucher is numbered after the
    /// one before it, and pieces that came go to those whom no earlier document of the command has served.
    private func isUrgent(_ logged: LoggedDocument) -> Bool {
        switch logged.document {
        case .voucher: true
        case .deliveryNotice(let notice): notice.freed
        default: false
        }
    }

    /// A notice or receivable that comes with a sales order follows from it.
    func logAll(_ issued: [IssuedDocument], under source: Int64, _ run: inout Run) throws -> [LoggedDocument] {
        var logged: [LoggedDocument] = []
        var parent = source
        for item in issued {
            let document = try log(item.document, source: parent, happenedAt: item.happenedAt, &run)
            if item.document.kind == .salesOrder { parent = document.position }
            logged.append(document)
        }
        return logged
    }

    func log(_ document: Document, source: Int64, happenedAt: Moment, _ run: inout Run) throws -> LoggedDocument {
        guard run.kinds.count < CommandDecision.documentLimit else {
            throw LoopRefusal.tooManyDocuments(limit: CommandDecision.documentLimit)
        }
        head.position += 1
        if case .salesOrder(let sale) = document, sale.state == .held { run.isHeld = true }
        var row = LogRow(
            position: head.position, kind: document.kind.rawValue, command: run.sequence, source: source,
            happenedAt: happenedAt.milliseconds, recordedAt: run.at.milliseconds, body: run.submitted ?? document.encoded(), hash: [])
        run.submitted = nil
        row.hash = row.link(after: head.chain)
        head.chain = row.hash
        journal.log.put(row)
        run.kinds.append(UInt8(document.kind.rawValue))
        return LoggedDocument(
            position: head.position, document: document, source: source, happenedAt: happenedAt, recordedAt: run.at)
    }
}
