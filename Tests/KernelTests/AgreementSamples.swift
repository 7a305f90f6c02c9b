import Documents
import Kernel

/// Documents and commands of the agreement, every field set.
enum AgreementSamples {
    private static let item = DocumentSamples.item
    private static let moment = DocumentSamples.moment
    private static let finding = VarianceFinding(warehouse: "CD2", item: item, condition: "CC", book: 200, found: 198)

    static let documents: [Document] = [
        .masterRecord(
            .warehouse(WarehouseSite(code: "CD2", name: "外部仓", book: "HJ", area: "510100", isOutside: true, statusMinutes: 15))),
        .stockStatusReport(
            StockStatusReport(
                warehouse: "GZ", position: 77, part: 1, isLast: false,
                lines: [
                    .init(item: item, condition: "CC", owner: "HZ", onHand: 5, reserved: 2, waiting: 3),
                    .init(item: item, onHand: 0, reserved: 0, waiting: 1),
                ])),
        .stockClaim(
            StockClaim(
                warehouse: "CD2", asOf: moment,
                lines: [
                    .init(
                        item: item, condition: "CC", claimed: 9, known: 12,
                        explanations: [
                            .init(document: 40, cause: .recordedLater, pieces: 1), .init(document: 41, cause: .noticeOpen, pieces: -2),
                            .init(document: 42, cause: .underWay, pieces: 3),
                        ], unexplained: -5), .init(item: item, claimed: 0, known: 0, unexplained: 0),
                ])),
        .varianceTask(VarianceTask(finding: finding, deadline: DocumentSamples.day)),
        .varianceTask(
            VarianceTask(
                finding: finding, deadline: DocumentSamples.day, closes: 81, reason: "复核后更正", staff: Staff(fingerprint: -9))),
    ]

    static let commands: [Command] = [
        Command(actor: DocumentSamples.actor, body: .stockStatus(warehouse: "GZ")),
        Command(actor: DocumentSamples.actor, body: .stockStatusPart(warehouse: "GZ", report: 76, part: 1)),
        Command(
            actor: DocumentSamples.actor, external: DocumentSamples.external,
            body: .stockClaim(
                StockClaimReport(
                    warehouse: "CD2", asOf: moment, lines: [.init(item: item, condition: "CC", pieces: 9), .init(item: item, pieces: 0)]))),
        Command(
            actor: DocumentSamples.actor,
            body: .varianceClosing(VarianceClosing(subject: DocumentReference(position: 81), reason: "复核后更正"))),
    ]
}
