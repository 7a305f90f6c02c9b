import Documents
import Kernel
import Orders

/// Commands about transfers between warehouses.
extension CommandDecision {
    // MARK: Keys

    /// Names the key by which a command names an earlier document.
    func prefetchReference(of body: CommandBody) {
        guard let reference = reference(of: body), reference.position == 0 else { return }
        journal.externals.want(.init(source: reference.source, externalKey: reference.key))
    }

    /// Names the document itself.
    func prefetchReferred(by body: CommandBody) {
        guard let reference = reference(of: body) else { return }
        var position = reference.position
        if position == 0 {
            let known = try? journal.externals.find(.init(source: reference.source, externalKey: reference.key))
            position = known?.document ?? 0
        }
        guard position > 0 else { return }
        journal.log.want(position)
        prefetchCount(of: body, at: position)
    }

    private func reference(of body: CommandBody) -> DocumentReference? {
        switch body {
        case .approval(let request): request.subject
        case .transferIssue(let report): report.transfer
        case .transferReceipt(let report): report.source
        case .transferShortage(let report): report.issue
        case .transferCancellation(let wish): wish.request
        case .lossDisposal(let request): request.subject
        case .countScan(let report): report.plan
        case .countSheet(let plan): plan
        case .countCause(let request): request.sheet
        case .shortPick(let report): report.notice
        case .businessReceipt(let report): report.issue
        default: nil
        }
    }

    // MARK: Execution

    func request(_ wish: TransferWish, _ run: inout Run) throws {
        let books = legs.books
        try legs.warehouse.requireOwn(warehouse: wish.to, record: DocumentKind.transferRequest.chinese)
        let request = try legs.orders.decide(wish, maker: run.staff) { warehouse, item, condition, pieces in
            try books.cost(of: pieces, item, condition, at: warehouse)
        }
        try cascade([(.transferRequest(request), 0, run.at)], &run)
    }

    func issue(_ report: TransferIssueReport, _ run: inout Run) throws {
        var notice = try resolve(report.transfer, .transferNotice, .transferRequest)
        if notice.document.kind == .transferRequest {
            notice = try resolve(DocumentReference(position: try legs.orders.notice(of: notice)), .transferNotice)
        }
        guard case .transferNotice(let content) = notice.document else {
            preconditionFailure("a document of the kind transfer notice is none: \(notice.position)")
        }
        let terms = try legs.orders.terms(of: content.request)
        let issue = try legs.warehouse.decide(report, notice: notice, terms: terms)
        try cascade([(.transferIssue(issue), notice.position, report.happenedAt)], &run)
    }

    func receive(_ report: TransferReceiptReport, _ run: inout Run) throws {
        let source = try resolve(report.source, .transferIssue, .transferShortage)
        var receipt = try legs.orders.decide(report, of: source)
        receipt.lines = try legs.warehouse.withKnownDays(receipt.lines)
        try legs.warehouse.validate(receipt.lines, into: receipt.to, record: DocumentKind.transferReceipt.chinese)
        try cascade([(.transferReceipt(receipt), source.position, report.happenedAt)], &run)
    }

    func declareShort(_ report: TransferShortageReport, _ run: inout Run) throws {
        let source = try resolve(report.issue, .transferIssue)
        let shortage = try legs.orders.decide(report, of: source)
        try cascade([(.transferShortage(shortage), source.position, report.happenedAt)], &run)
    }

    func cancel(_ wish: TransferCancellationRequest, _ run: inout Run) throws {
        let request = try resolve(wish.request, .transferRequest)
        let cancellation = try legs.orders.decide(wish, of: request)
        try cascade([(.transferCancellation(cancellation), request.position, run.at)], &run)
    }

    /// Finance has seen the request as it was: it is cancelled and made anew, not changed.
    func refuseSecondRequest(_ known: ExternalKeyRow, key: ExternalKey) throws {
        let answer = try journal.commands.find(known.command)?.answer()
        throw OrdersTransferRefusal.requestedAlready(
            key: key.key, document: answer?.documents.first?.text ?? String(known.document))
    }
}
