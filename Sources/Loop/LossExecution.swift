import Documents

extension CommandDecision {
    /// Who bears what a stock document left under decision; posted once somebody else approves.
    func disposeLoss(_ request: LossDisposalRequest, _ run: inout Run) throws {
        let subject = try resolve(request.subject)
        let disposal = try legs.books.decide(request, subject: subject, maker: run.staff)
        try cascade([(.lossDisposal(disposal), subject.position, run.at)], &run)
    }
}
