import Documents
import Kernel

/// Samples of what is under decision.
enum LossSamples {
    static let documents: [Document] = [
        .lossDisposal(
            LossDisposal(
                subject: 9, book: "HJ", maker: Staff(fingerprint: 77),
                lines: [
                    .init(
                        posting: 80, line: 1, event: .countShortagePending, warehouse: "GZ", item: DocumentSamples.item, condition: "CC",
                        pieces: 40, amount: Money(fen: 54_240))
                ], claims: [LossClaim(party: "E001", amount: Money(fen: 20_000))], note: "夜班失窃"))
    ]
    static let commands: [Command] = [
        Command(
            actor: DocumentSamples.actor, external: DocumentSamples.external,
            body: .lossDisposal(
                LossDisposalRequest(
                    subject: DocumentReference(source: "WMS", key: "PK-1"), item: DocumentSamples.item,
                    claims: [LossClaim(party: "E001", amount: Money(fen: 20_000))], note: "夜班失窃"))),
        Command(
            actor: DocumentSamples.actor, body: .lossDisposal(LossDisposalRequest(subject: DocumentReference(position: 9)))),
    ]
}
