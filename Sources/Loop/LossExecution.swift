import Documents
import Storage

extension CommandDecision {
    /// Who bears what a stock document left under decision; posted once somebody else approves.
    func disposeLoss(_ request: LossDisposalRequest, _ run: inout Run) throws {
        let subject = try stockDocument(resolve(request.subject))
        let disposal = try legs.books.decide(request, subject: subject, maker: run.staff)
        try cascade([(.lossDisposal(disposal), subject.position, run.at)], &run)
    }

    /// An approval stands for the first document it made that has anything under decision: a count's surplus and shortage have no other
    /// name that its caller knows.
    private func stockDocument(_ subject: LoggedDocument) throws -> LoggedDocument {
        guard subject.document.kind == .approval else { return subject }
        var next = subject.position + 1
        while next <= head.position, let made = try journal.log.find(next)?.logged(), made.source == subject.position {
            if try !legs.books.tables.pendingLosses.rows(made.position).isEmpty { return made }
            next += 1
        }
        return subject
    }
}
