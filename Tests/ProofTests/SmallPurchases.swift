import Documents
import Kernel
import Loop

/// Purchases of the small company: every document and every end that an order or a return can take.
extension SmallCompany {
    private static let buyer = Actor(name: "buyer", position: "buyer", device: "pc-2")
    private static let manager = Actor(name: "manager", position: "manager", device: "pc-3")
    private static let keeper = Actor(name: "keeper", position: "warehouse", device: "pda-1")
    static let carrier = SupplierCode(serial: 8)!

    /// Records that purchases need beside the others: a carrier, a supplier's own warehouse and a shop that sells from it.
    static var purchaseRecords: [MasterRecord] {
        [
            .supplier(Supplier(code: carrier, name: "德远物流")),
            .warehouse(WarehouseSite(code: "DF1", name: "供应商代发", book: "GZ", kind: .dropship, supplier: supplier)),
            .shop(Shop(code: "DS1", name: "代发店", channel: "DOUYIN", book: "GZ", sources: [.init(warehouse: "DF1", priority: 1)])),
            .channelItem(ChannelItem(shop: "DS1", merchantCode: "SKU-0", target: goods[0])),
            .channelItem(ChannelItem(shop: "DS1", merchantCode: "SKU-1", target: goods[1])),
        ]
    }

    @discardableResult
    private mutating func ask(_ body: CommandBody, by actor: Actor, _ source: String = "", _ key: String = "", version: Int64 = 1)
        async throws
        -> Answer
    {
        let external = key.isEmpty ? nil : ExternalKey(source: source, key: key, version: version)
        return try await submit([Command(actor: actor, external: external, body: body)])[0]
    }

    /// One purchase order, and what becomes of the `number`th.
    mutating func buy(_ number: Int) async throws {
        let key = "PO-\(number)"
        let order = DocumentReference(source: "po", key: key)
        var terms = PurchaseTerms(
            supplier: SmallCompany.supplier, warehouse: number % 3 == 0 ? "WH1" : "GZ1", orderedAt: now, expected: now.day + 2,
            tolerance: Rate(tenThousandths: 2_500), mustInspect: number % 2 == 0,
            lines: (0..<3).map {
                .init(line: Int64($0 + 1), item: SmallCompany.goods[$0], pieces: 7, amount: Money(fen: 15_001 + Int64($0)))
            })
        try await ask(.purchaseOrder(terms), by: SmallCompany.buyer, "po", key)
        if number % 5 == 1 {
            terms.lines[1].pieces += 2
            try await ask(.purchaseOrder(terms), by: SmallCompany.buyer, "po", key, version: 2)
        }
        try await ask(.approval(ApprovalRequest(subject: order, isApproved: number % 5 != 2)), by: SmallCompany.manager)
        guard number % 5 != 2 else { return }
        try await ask(.arrival(ArrivalReport(subject: order, happenedAt: now, waybill: "DB\(number)")), by: SmallCompany.keeper)
        if number % 2 == 0 {
            let lines = (1...3).map { Inspection.Line(line: Int64($0), accepted: 6, rejected: 1, reason: "破损") }
            try await ask(.inspection(InspectionReport(subject: order, happenedAt: now, lines: lines)), by: SmallCompany.keeper)
        }
        try await receive(order, key)
        if number % 5 == 3 {
            try await ask(
                .inspection(
                    InspectionReport(
                        subject: order, happenedAt: now, lines: [.init(line: 1, accepted: 0, rejected: 3, reason: "破损")])),
                by: SmallCompany.keeper)
            try await ask(.purchaseClosing(PurchaseClosing(subject: order, reason: "缺货")), by: SmallCompany.buyer)
        }
        try await settle(key, number)
        try await giveBack(key, number)
        try await dropship(number)
    }

    /// In two parts, the second with a piece more than was ordered where nobody inspects.
    private mutating func receive(_ order: DocumentReference, _ key: String) async throws {
        let first = StockLine(line: 1, item: SmallCompany.goods[0], pieces: 4, bin: "A-0")
        let second = StockLine(line: 2, item: SmallCompany.goods[1], pieces: 5, bin: "A-1")
        try await ask(.putAway(PutAwayReport(subject: order, happenedAt: now, lines: [first, second])), by: SmallCompany.keeper, "gr", key)
        var rest = StockLine(line: 1, item: SmallCompany.goods[0], pieces: 4, bin: "A-0")
        let answer = try await ask(
            .putAway(PutAwayReport(subject: order, happenedAt: now, lines: [rest])), by: SmallCompany.keeper, "gr", key + "b")
        guard answer.outcome == .refused else { return }
        rest.pieces = 2
        try await ask(.putAway(PutAwayReport(subject: order, happenedAt: now, lines: [rest])), by: SmallCompany.keeper, "gr", key + "b")
    }

    /// Freight and a late price.
    private mutating func settle(_ key: String, _ number: Int) async throws {
        let receipt = DocumentReference(source: "gr", key: key)
        let bill = LandedCostBill(
            carrier: SmallCompany.carrier, happenedAt: now, basis: .amount, gross: Money(fen: 10_900 + Int64(number)),
            rate: Rate(tenThousandths: 900), hasSpecialInvoice: number % 4 != 0,
            receipts: [receipt, DocumentReference(source: "gr", key: key + "b")], note: "运费")
        try await ask(.landedCost(bill), by: SmallCompany.buyer)
        let change = PriceChangeRequest(
            receipt: receipt, line: 2, happenedAt: now, amount: Money(fen: number % 2 == 0 ? 9_700 : 11_903), reason: "议价")
        try await ask(.priceChange(change), by: SmallCompany.buyer)
    }

    private mutating func giveBack(_ key: String, _ number: Int) async throws {
        let wish = PurchaseReturnWish(
            receipt: DocumentReference(source: "gr", key: key), reason: "瑕疵",
            lines: [.init(line: 1, pieces: 2), .init(line: 2, pieces: 1)])
        let request = DocumentReference(source: "pr", key: key)
        guard try await ask(.purchaseReturnRequest(wish), by: SmallCompany.keeper, "pr", key).outcome == .accepted else { return }
        guard number % 4 != 1 else { return }
        try await ask(.approval(ApprovalRequest(subject: request, isApproved: number % 4 != 2)), by: SmallCompany.manager)
        let one = StockLine(line: 1, item: SmallCompany.goods[0], pieces: 1)
        let report = PurchaseReturnReport(subject: request, happenedAt: now, waybill: "DB", lines: number % 4 == 0 ? [] : [one])
        try await ask(.purchaseReturnIssue(report), by: SmallCompany.keeper)
        if number % 8 == 3 { try await ask(.purchaseClosing(PurchaseClosing(subject: request, reason: "换货")), by: SmallCompany.keeper) }
    }

    /// An order that the supplier ships, confirmed in two parts or not at all.
    private mutating func dropship(_ number: Int) async throws {
        let order = ChannelOrder(
            shop: "DS1", externalID: "D\(number)", placedAt: now, paidAt: now, area: "440106",
            lines: [
                .init(lineID: "1", merchantCode: "SKU-0", pieces: 2, amount: Money(fen: 22_600)),
                .init(lineID: "2", merchantCode: "SKU-1", pieces: 1, amount: Money(fen: 11_300)),
            ])
        try await submit([Command(actor: SmallCompany.buyer, body: .channelOrder(order))])
        guard number % 3 != 1 else { return }
        for lines in [
            [DropshipConfirmation.Line(line: 1, pieces: 1, amount: Money(fen: 8_001))], [.init(line: 2, pieces: 1, amount: .zero)],
        ] {
            try await ask(
                .dropshipConfirmation(
                    DropshipConfirmation(notice: 0, shop: "DS1", externalID: "D\(number)", happenedAt: now, waybill: "YT", lines: lines)),
                by: SmallCompany.keeper)
        }
    }
}
