import Documents
import Kernel

/// Samples of what people decide about orders.
extension DocumentSamples {
    private static let maker = Staff(fingerprint: -12)
    private static let name = OrderName(shop: "TM1", externalID: "T0001")
    private static let offerLines = [StockOffer.Line(item: item, pieces: 12), .init(item: item, pieces: 0)]

    static let orderControl: [Document] = [
        .orderHold(
            OrderHold(
                trade: 17, shop: "TM1", action: .hold, reason: "地址存疑", until: moment, keepsReservation: true, priority: 2, mark: 40,
                maker: maker)),
        .orderHold(OrderHold(trade: 17, shop: "TM1", action: .release, reason: "", maker: maker)),
        .reallocation(Reallocation(trade: 17, shop: "TM1", from: "GZ", to: "WH", reason: "近", maker: maker)),
        .parcelMerge(ParcelMerge(shop: "TM1", warehouse: "GZ", notices: [19, 24], trades: [17, 22], maker: maker)),
        .orderMark(
            OrderMark(
                trade: 17, shop: "TM1", book: "HJ", nature: .reshipment, reason: "破损", amount: Money(fen: 9), maker: maker)),
        .stockOffer(StockOffer(shop: "TM1", lines: offerLines)),
        .offerAnswer(OfferAnswer(offer: 50, shop: "TM1", isAccepted: true, lines: offerLines)),
    ]

    static let orderControlCommands: [Command] = [
        Command(
            actor: actor, external: external,
            body: .orderHold(
                HoldRequest(order: name, action: .prioritise, reason: "催单", until: moment, keepsReservation: true, priority: 3))),
        Command(actor: actor, body: .reallocation(ReallocationRequest(order: name, from: "GZ", to: "WH", reason: "近"))),
        Command(actor: actor, body: .parcelMerge(MergeRequest(shop: "TM1", warehouse: "GZ", externalIDs: ["T1", "T2"]))),
        Command(actor: actor, body: .orderMark(MarkRequest(order: name, nature: .fake, reason: "刷单"))),
        Command(actor: actor, body: .releaseSuspended(shop: "TM1")), Command(actor: actor, body: .offerStock(shop: "TM1", after: 7)),
        Command(
            actor: actor,
            body: .offerAnswer(OfferAnswerReport(offer: DocumentReference(position: 50), isAccepted: false, lines: offerLines))),
    ]
}
