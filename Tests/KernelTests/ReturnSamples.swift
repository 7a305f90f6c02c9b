import Documents
import Kernel

/// Documents and commands of returns and money back, every field filled.
enum ReturnSamples {
    private static let item = DocumentSamples.item
    private static let moment = DocumentSamples.moment
    private static let shares = [BorneDiscount(party: "平台", amount: Money(fen: 300))]
    private static let refundLines = [RefundLine(line: 2, gross: Money(fen: 1_130), net: Money(fen: 1_000), shares: shares)]
    private static let posting = Posting(
        event: .salesReturn, ruleVersion: 1, book: "HJ", day: DocumentSamples.day, shop: "TM1", bundled: true,
        lines: [PostingLine(side: .debit, account: 1122, amount: Money(fen: -1_130), party: "TM1")])
    private static let replacement = ReplacementLine(item: item, pieces: 1, amount: Money(fen: 9_900))
    private static let receiptLines = [
        ReturnReceipt.Line(DocumentSamples.stockLine), ReturnReceipt.Line(DocumentSamples.plainLine, .scrap),
        ReturnReceipt.Line(DocumentSamples.plainLine, .missing),
    ]
    private static let refund = ChannelRefund(
        shop: "TM1", externalID: "F1", orderID: "T0001", happenedAt: moment, form: .expense, isForGoods: true, reason: "破损",
        amount: Money(fen: 2_000), lines: [.init(lineID: "1", amount: Money(fen: 2_000))], shares: shares, statesShares: true, trade: 17,
        parts: [.init(line: 2, buyer: Money(fen: 830), shares: shares)], repaid: Money(fen: 1), waiting: Money(fen: 2),
        excess: Money(fen: 3), endsOrder: true)

    static let documents: [Document] = [
        .channelReturn(
            ChannelReturn(
                shop: "TM1", externalID: "R2", orderID: "T0001", happenedAt: moment, lines: [], trade: 17, form: .exchange, carrier: "SF",
                waybill: "SF9", reason: "尺寸不合")),
        .channelOrder(
            ChannelOrder(
                shop: "TM1", externalID: "SH2603040000000123", placedAt: moment, lines: DocumentSamples.channelOrder.lines, returnOrder: 12,
                returnTrade: 7)),
        .returnOrder(
            ReturnOrder(
                trade: 17, shop: "TM1", book: "HJ", first: 20, channelReturn: 19, form: .exchange, carrier: "SF", waybill: "SF9",
                reason: "尺寸不合", shipsFirst: true, isWithdrawn: true, lines: [.init(line: 2, item: item, pieces: 3)],
                replacements: [replacement], excess: 4)),
        .returnReceipt(
            ReturnReceipt(
                returnOrder: 20, trade: 17, shop: "TM1", form: .exchange, warehouse: "GZ", happenedAt: moment, carrier: "SF",
                waybill: "SF9",
                held: 15, isFound: true, lines: receiptLines, takenBack: [.init(line: 2, pieces: 3)], replacementAmount: Money(fen: 9_900))
        ),
        .channelRefund(refund),
        .parcelEvent(
            ParcelEvent(
                trade: 17, shop: "TM1", carrier: "SF", waybill: "SF1", stage: .lost, happenedAt: moment, note: "中转场", warehouse: "GZ",
                lines: [DocumentSamples.plainLine], isContradiction: true)),
        .interception(Interception(trade: 17, shop: "TM1", waybill: "SF1", reason: "地址错误")),
        .writeDown(
            WriteDown(
                book: "HJ", warehouse: "GZ", item: item, condition: "CC", happenedAt: moment, pieces: 2, cost: Money(fen: 36_000),
                unitValue: Money(fen: 6_000), allowance: Money(fen: 24_000), change: Money(fen: -100), note: "磕碰")),
        .redReceivable(
            RedReceivable(
                trade: 17, shop: "TM1", refund: 21, hadWaited: true, isForGoods: true, lines: refundLines, refundable: Money(fen: 5),
                postings: [posting])),
        .expenseNote(
            ExpenseNote(
                trade: 17, shop: "TM1", refund: 21, hadWaited: true, isForGoods: true, lines: refundLines, postings: [posting])),
    ]

    static let commands: [Command] = [
        .channelRefund(refund),
        .returnRequest(
            ReturnWish(
                shop: "TM1", externalID: "T0001", form: .exchange, carrier: "SF", waybill: "SF9", reason: "尺寸不合", shipsFirst: true,
                lines: [.init(line: 2, lineID: "1", pieces: 3)], replacements: [replacement])),
        .returnReceipt(
            ReturnReport(
                subject: DocumentReference(source: "return:TM1", key: "R1"), shop: "TM1", externalID: "T0001", warehouse: "GZ",
                happenedAt: moment, carrier: "SF", waybill: "SF9", isFound: true, lines: receiptLines)),
        .returnReceipt(ReturnReport(warehouse: "GZ", happenedAt: moment, waybill: "SF9", lines: receiptLines)),
        .returnWithdrawal(ReturnWithdrawal(subject: DocumentReference(position: 20), reason: "买家留下了")),
        .parcelEvent(
            ParcelReport(
                carrier: "SF", waybill: "SF1", shop: "TM1", externalID: "T0001", stage: .returned, happenedAt: moment, note: "拒收")),
        .writeDown(
            WriteDownRequest(
                warehouse: "GZ", item: item, condition: "B2", unitValue: Money(fen: 6_000), happenedAt: moment, note: "磕碰")),
        .cancellation(CancellationRequest(shop: "TM1", externalID: "T0001", reason: "地址错误", waybill: "SF1")),
    ].map { Command(actor: DocumentSamples.actor, external: DocumentSamples.external, body: $0) }
}
