import Documents
import Kernel

/// One document and one command of every kind, with every field set to something that is not its default.
enum DocumentSamples {
    static let day = Day(compact: 20_260_304)!
    static let moment = Moment(milliseconds: 1_772_591_400_123)
    static let item = ItemCode(category: 231, serial: 42)!
    static let supplier = SupplierCode(serial: 1000)!
    static let person = PersonReference(person: 7, digest: [0, 1, 2, 255])
    static let share = BorneDiscount(party: "PF-TMALL", amount: Money(fen: 2000))

    static let masterRecords: [MasterRecord] = [
        .book(Book(code: "HJ", name: "禾居", currency: Currency("USD")!, voucherMode: .perDocument, taxRegime: .smallScale)),
        .warehouse(WarehouseSite(code: "GZ", name: "广州总仓", book: "HJ", isMain: true, area: "440100")),
        .shop(
            Shop(
                code: "TM1", name: "旗舰店", channel: "TMALL", book: "HJ", priority: 3, reservesUnpaid: true,
                sources: [.init(warehouse: "GZ", priority: 1, areas: ["44", "45"]), .init(warehouse: "WH", priority: 2)], offerShare: 8_000,
                safetyPieces: 3)),
        .item(
            Item(
                code: item, name: "马克杯", specification: "350 ml", isService: true, barcodes: [.init(text: "6901234567892", pieces: 12)],
                baseUnit: "个", packUnit: "箱", packPieces: 24, rates: [.init(from: day, rate: .goods), .init(from: day + 9, rate: .zero)],
                taxClassification: "1080401", abcClass: .a, supplier: supplier)),
        .kit(Kit(code: item, name: "礼盒", parts: [.init(item: item, pieces: 2, ratio: 3), .init(item: item, pieces: 1, ratio: 0)])),
        .supplier(
            Supplier(code: supplier, name: "潮州瓷语", settlementDays: 45, taxpayer: .smallScale, rate: Rate(tenThousandths: 300))),
        .customer(
            Customer(
                code: "PF-TMALL", name: "平台补贴", statementCycleDays: 15, invoiceTitle: "某某公司", taxNumber: "91440101",
                creditLimit: Money(fen: 1), isKeyAccount: true)),
        .channelItem(ChannelItem(shop: "TM1", merchantCode: "杯-1", target: item)),
        .condition(StockCondition(code: "CC", name: "残次", isSellable: true)),
        .account(
            LedgerAccount(number: 22_210_107, name: "销项税额", english: "output VAT", side: .credit, category: .liability, role: .outputVAT)),
        .account(LedgerAccount(number: 9999, name: "无角色", english: "no role", side: .debit, category: .common)),
        .postingRule(
            PostingRule(
                event: .costOfSales, version: 2, lines: [.init(.debit, .costOfSales, .costTotal), .init(.credit, .goods, .costByStock)])),
        .zone(StockZone(warehouse: "GZ", code: "PICK", name: "拣货区")),
        .bin(StockBin(warehouse: "GZ", code: "A1-01", zone: "PICK", sequence: 7)),
    ]

    static let stockLine = StockLine(
        line: 3, item: item, pieces: 12, bin: "A-01", lot: "L7", condition: "CC", owner: "HZ", amount: Money(fen: 99))
    static let plainLine = StockLine(line: 1, item: item, pieces: 1)

    static let channelOrder = ChannelOrder(
        shop: "TM1", externalID: "T0001", standing: .refundRequested, payment: .cashOnDelivery, channelState: "WAIT_SELLER",
        placedAt: moment, paidAt: moment.adding(seconds: 1), shippedAt: moment.adding(seconds: 2),
        deliveredAt: moment.adding(seconds: 3), area: "440106", recipient: person, taxIncluded: false,
        lines: [
            ChannelOrder.Line(
                lineID: "T0001-1", merchantCode: "杯-1", pieces: 2, amount: Money(fen: 33_900), freight: Money(fen: 500),
                discounts: [BorneDiscount(party: "", amount: Money(fen: 100)), share], isGift: true, seller: "S9")
        ], discounts: [share], freight: Money(fen: 700),
        payments: [
            .init(sequence: 1, means: "alipay", amount: Money(fen: 30_000)), .init(sequence: 2, means: "coupon", amount: Money(fen: 1)),
        ])

    static let postingLine = PostingLine(
        side: .credit, account: 140_501, amount: Money(fen: -18_000), party: "P", place: .onHand, warehouse: "GZ", item: item.number,
        condition: "ZP", pieces: -1)
    static let posting = Posting(
        event: .costOfSales, ruleVersion: 3, book: "HJ", day: day, shop: "TM1", bundled: true,
        lines: [postingLine, PostingLine(side: .debit, account: 640_101, amount: Money(fen: -18_000))])

    static let documents: [Document] =
        masterRecords.map(Document.masterRecord) + [
            .openingStock(OpeningStock(warehouse: "GZ", day: day, lines: [stockLine, plainLine])),
            .purchaseReceipt(PurchaseReceipt(warehouse: "GZ", supplier: supplier, happenedAt: moment, lines: [stockLine])),
            .channelOrder(channelOrder),
            .channelOrder(ChannelOrder(shop: "TM1", externalID: "T0002", placedAt: moment, lines: [])),
            .salesOrder(
                SalesOrder(
                    trade: 17, shop: "TM1", book: "HJ", state: .backordered, unmapped: ["NEW"], mapped: ["OLD"], priority: 2,
                    lines: [
                        SalesLine(
                            number: 1, lineID: "T0001-1", item: item, kit: item.number, isService: true, isGift: true, pieces: 2,
                            listAmount: Money(fen: 1), freight: Money(fen: 2), gross: Money(fen: 339), net: Money(fen: 300), rate: .goods,
                            shares: [share], seller: "S9")
                    ],
                    parts: [
                        ReservedPart(line: 1, warehouse: "GZ", item: item, pieces: 1, waits: false),
                        ReservedPart(line: 1, warehouse: "WH", item: item, pieces: 1, waits: true),
                    ], recalled: [11, 12])),
            .deliveryNotice(
                DeliveryNotice(
                    trade: 17, shop: "TM1", warehouse: "GZ", priority: 2, area: "440106", recipient: person, freed: true,
                    lines: [.init(line: 1, item: item, condition: "CC", owner: "HZ", pieces: 2)])),
            .salesIssue(
                SalesIssue(notice: 19, trade: 17, shop: "TM1", warehouse: "GZ", happenedAt: moment, waybill: "SF1", lines: [stockLine])),
            .cancellation(Cancellation(trade: 17, shop: "TM1", reason: "买家不想要了", notices: [19, 20])),
            .channelReturn(
                ChannelReturn(
                    shop: "TM1", externalID: "R1", orderID: "T0001", happenedAt: moment, lines: channelOrder.lines, trade: 17)),
            .receivable(
                Receivable(
                    trade: 17, shop: "TM1", book: "HJ",
                    lines: [
                        .init(
                            line: 1, lineID: "T0001-1", item: item, isService: true, pieces: 2, gross: Money(fen: 339),
                            net: Money(fen: 300),
                            rate: .goods, shares: [share])
                    ])),
            .salesSettlement(
                SalesSettlement(
                    trade: 17, issue: 21, shop: "TM1",
                    lines: [
                        .init(
                            line: 1, lineID: "T0001-1", item: item, pieces: 2, gross: Money(fen: 339), net: Money(fen: 300),
                            cost: Money(fen: 180), shares: [share])
                    ], postings: [posting, posting])),
            .stockPosting(StockPosting(source: 9, postings: [posting])),
            .voucher(
                Voucher(
                    book: "HJ", period: day.period, word: .payment, number: 12, day: day, event: .openingStock, shop: "TM1", bundle: 88,
                    documents: 3, lines: posting.lines)),
            .approval(
                Approval(subject: 9, subjectKind: .voucher, isApproved: true, note: "同意", checker: Staff(fingerprint: -77))),
        ] + families.flatMap { $0 }

    /// The documents of each flow, in files of their own.
    private static let families: [[Document]] = [
        WarehouseSamples.documents,
        transferDocuments,
        LossSamples.documents,
        BusinessSamples.documents,
        PurchaseSamples.documents, ReturnSamples.documents,
        PurchaseSamples.documents,
        AgreementSamples.documents,
        otherStock + orderControl,
        CountSamples.documents,
    ]

    static let actor = Actor(name: "赵拣货", position: "picker", device: "pda-7")
    static let external = ExternalKey(source: "pda-7", key: "scan-1", version: 4)

    static let commands: [Command] =
        masterRecords.map { Command(actor: actor, body: .masterRecord($0)) } + [
            Command(actor: actor, external: external, body: .openingStock(OpeningStock(warehouse: "GZ", day: day, lines: [stockLine]))),
            Command(
                actor: actor, external: external,
                body: .purchaseReceipt(PurchaseReceipt(warehouse: "GZ", supplier: supplier, happenedAt: moment, lines: [plainLine]))),
            Command(actor: actor, external: external, body: .channelOrder(channelOrder)),
            Command(
                actor: actor, external: external,
                body: .salesIssue(
                    IssueReport(
                        notice: 19, shop: "TM1", externalID: "T0001", warehouse: "GZ", happenedAt: moment, waybill: "SF1",
                        lines: [stockLine]))),
            Command(actor: actor, body: .cancellation(CancellationRequest(shop: "TM1", externalID: "T0001", reason: "不要了"))),
            Command(
                actor: actor, external: external,
                body: .channelReturn(
                    ChannelReturn(shop: "TM1", externalID: "R1", orderID: "T0001", happenedAt: moment, lines: channelOrder.lines, trade: 17)
                )),
            Command(
                actor: actor,
                body: .approval(ApprovalRequest(subject: DocumentReference(source: "采购", key: "PO-1"), isApproved: false, note: "太贵"))),
            Command(actor: actor, body: .approval(ApprovalRequest(subject: DocumentReference(position: 9)))),
            Command(actor: actor, body: .sealVouchers(book: "HJ", through: day)),
            Command(actor: actor, body: .releaseUnpaid(shop: "TM1")),
            Command(actor: actor, body: .releaseWaiting(warehouse: "GZ", item: item)),
            Command(actor: actor, body: .releaseHeld(shop: "TM1", merchantCode: "杯-1")),
        ] + commandFamilies.flatMap { $0 }

    private static let commandFamilies: [[Command]] = [
        WarehouseSamples.commands,
        transferCommands,
        LossSamples.commands,
        BusinessSamples.commands,
        PurchaseSamples.commands, ReturnSamples.commands,
        PurchaseSamples.commands,
        AgreementSamples.commands,
        otherStockCommands + orderControlCommands,
        CountSamples.commands,
    ]
}

/// The numbers of every command that a caller or the Loop can make.
enum CommandKinds {
    private static let ranges: [ClosedRange<Int64>] = [1...12, 22...35, 40...44, 50...55, 60...72, 80...82, 90...93, 110...111, 120...121]
    static let all: [Int64] = ranges.flatMap { Array($0) }
}
