import Documents
import Kernel

/// Documents and commands of the purchase flow, every field filled.
enum PurchaseSamples {
    private static let item = DocumentSamples.item
    private static let moment = DocumentSamples.moment
    private static let supplier = DocumentSamples.supplier
    private static let day = DocumentSamples.day
    private static let maker = Staff(fingerprint: 77)

    private static let terms = PurchaseTerms(
        supplier: supplier, warehouse: "GZ", orderedAt: moment, expected: day, tolerance: Rate(tenThousandths: 500), mustInspect: true,
        lines: [.init(line: 2, item: item, pieces: 100, amount: Money(fen: 123_456))])
    private static let returnLines = [
        PurchaseReturnLine(line: 2, item: item, condition: "CC", pieces: 3, amount: Money(fen: 321)),
        PurchaseReturnLine(line: 3, item: item, condition: StockCondition.good, pieces: 1, amount: Money(fen: 9)),
    ]
    private static let subject = DocumentReference(source: "采购", key: "PO-1")

    static let documents: [Document] = [
        .purchaseReceipt(
            PurchaseReceipt(
                warehouse: "GZ", supplier: supplier, happenedAt: moment, notice: 12, order: 9, lines: [DocumentSamples.stockLine])),
        .purchaseOrder(
            PurchaseOrder(terms: terms, book: "HJ", maker: maker, replaces: 8, recalled: 7, isClosing: true, reason: "缺货")),
        .receivingNotice(
            ReceivingNotice(
                order: 9, supplier: supplier, warehouse: "GZ", expected: day, mustInspect: true,
                lines: [.init(line: 2, item: item, pieces: 100, most: 105)])),
        .arrival(Arrival(notice: 12, happenedAt: moment, waybill: "DB1", lines: [.init(line: 2, pieces: 60)])),
        .inspection(
            Inspection(notice: 12, happenedAt: moment, lines: [.init(line: 2, accepted: 50, rejected: 10, reason: "破损")])),
        .landedCost(
            LandedCost(
                book: "HJ", carrier: supplier, happenedAt: moment, basis: .weight, cost: Money(fen: 500), inputVAT: Money(fen: 45),
                parts: [.init(receipt: 14, line: 2, amount: Money(fen: 500))], note: "运费")),
        .priceChange(
            PriceChange(
                receipt: 14, line: 2, book: "HJ", supplier: supplier, happenedAt: moment, amount: Money(fen: 5_200),
                difference: Money(fen: -200), reason: "返利")),
        .purchaseReturnRequest(
            PurchaseReturnRequest(
                receipt: 14, warehouse: "GZ", supplier: supplier, book: "HJ", reason: "破损", maker: maker, withdraws: 5,
                lines: returnLines)),
        .purchaseReturnOrder(
            PurchaseReturnOrder(
                request: 15, receipt: 14, warehouse: "GZ", supplier: supplier, book: "HJ", reason: "破损", maker: maker, lines: returnLines)),
        .purchaseReturnIssue(
            PurchaseReturnIssue(
                order: 16, receipt: 14, warehouse: "GZ", supplier: supplier, happenedAt: moment, waybill: "SF9",
                lines: [DocumentSamples.stockLine])),
    ]

    static let commands: [Command] = [
        .purchaseOrder(terms), .purchaseClosing(PurchaseClosing(subject: subject, reason: "缺货")),
        .arrival(
            ArrivalReport(subject: DocumentReference(position: 12), happenedAt: moment, waybill: "DB1", lines: [.init(line: 2, pieces: 60)])
        ),
        .inspection(
            InspectionReport(subject: subject, happenedAt: moment, lines: [.init(line: 2, accepted: 50, rejected: 10, reason: "破损")])),
        .putAway(PutAwayReport(subject: subject, happenedAt: moment, lines: [DocumentSamples.stockLine])),
        .purchaseReturnRequest(
            PurchaseReturnWish(receipt: subject, reason: "破损", lines: [.init(line: 2, pieces: 3, condition: "CC")])),
        .purchaseReturnIssue(
            PurchaseReturnReport(subject: subject, happenedAt: moment, waybill: "SF9", lines: [DocumentSamples.plainLine])),
        .landedCost(
            LandedCostBill(
                carrier: supplier, happenedAt: moment, basis: .weight, gross: Money(fen: 545), rate: Rate(tenThousandths: 900),
                hasSpecialInvoice: true, receipts: [subject, DocumentReference(position: 14)], note: "运费")),
        .priceChange(
            PriceChangeRequest(receipt: subject, line: 2, happenedAt: moment, amount: Money(fen: 5_200), reason: "返利")),
        .dropshipConfirmation(
            DropshipConfirmation(
                notice: 19, shop: "TM1", externalID: "T0001", warehouse: "DF", happenedAt: moment, waybill: "YT1",
                lines: [.init(line: 1, pieces: 2, amount: Money(fen: 700))])),
    ].map { Command(actor: DocumentSamples.actor, external: DocumentSamples.external, body: $0) }
}
