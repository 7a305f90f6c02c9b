import Documents
import Kernel

/// Documents and commands of transfers, every field set.
extension DocumentSamples {
    static let transferDocuments: [Document] = [
        .transferRequest(
            TransferRequest(
                from: "WH", book: "HJ", to: "GZ", pricing: .agreed, reason: "补货", maker: Staff(fingerprint: -5),
                lines: [
                    .init(line: 2, item: item, condition: "CC", pieces: 7, price: Money(fen: 3300), expectedCost: Money(fen: 21_000)),
                    .init(line: 3, item: item, pieces: 1),
                ])),
        .transferNotice(
            TransferNotice(
                request: 40, from: "WH", to: "GZ",
                lines: [.init(line: 2, item: item, condition: "CC", pieces: 7), .init(line: 3, item: item, pieces: 1)])),
        .transferIssue(
            TransferIssue(
                notice: 42, request: 40, from: "WH", to: "GZ", pricing: .market, prices: [.init(line: 3, price: Money(fen: 3600))],
                happenedAt: moment, waybill: "SF9", lines: [stockLine, plainLine])),
        .transferReceipt(
            TransferReceipt(issue: 43, request: 40, shortage: 46, to: "GZ", happenedAt: moment, lines: [stockLine, plainLine])),
        .transferShortage(
            TransferShortage(
                issue: 43, request: 40, to: "GZ", happenedAt: moment, cause: .badManagement, responsible: "L002", note: "外箱破损",
                lines: [.init(line: 2, item: item, condition: "CC", pieces: 1), .init(line: 3, item: item, pieces: 1)])),
        .transferCancellation(TransferCancellation(request: 40, notice: 42, reason: "改由供应商直送")),
        .stockPosting(
            StockPosting(
                source: 43, postings: [posting],
                transfers: [
                    TransferShare(
                        ordinal: 1, issue: 43, line: 3, shortage: 46, warehouse: "GZ", item: item, condition: "CC", pieces: -2,
                        cost: Money(fen: 1), price: Money(fen: -6600), inputVAT: Money(fen: -780)),
                    TransferShare(
                        ordinal: 0, issue: 43, line: 1, warehouse: "GZ", item: item, condition: StockCondition.good, pieces: 1,
                        price: Money(fen: 5)),
                ])),
    ]

    static let transferCommands: [Command] =
        TransferPricing.allCases.map { pricing in
            Command(
                actor: actor, external: external,
                body: .transferRequest(
                    TransferWish(
                        from: "WH", to: "GZ", pricing: pricing, reason: "补货",
                        lines: [.init(item: item, condition: "CC", pieces: 7, price: Money(fen: 3300)), .init(item: item, pieces: 1)])))
        }
        + TransferShortageCause.allCases.map { cause in
            Command(
                actor: actor, external: external,
                body: .transferShortage(
                    TransferShortageReport(
                        issue: DocumentReference(position: 43), happenedAt: moment, cause: cause, responsible: "L002", note: "外箱破损",
                        lines: [.init(line: 2, pieces: 1)])))
        } + [
            Command(
                actor: actor,
                body: .transferIssue(
                    TransferIssueReport(
                        transfer: DocumentReference(source: "oa", key: "DB-1"), happenedAt: moment, waybill: "SF9", lines: [stockLine]))),
            Command(
                actor: actor,
                body: .transferReceipt(
                    TransferReceiptReport(source: DocumentReference(position: 43), happenedAt: moment, lines: [stockLine], bin: "A-1"))),
            Command(
                actor: actor,
                body: .transferCancellation(TransferCancellationRequest(request: DocumentReference(position: 40), reason: "不要了"))),
        ]
}
