import Documents
import Kernel

/// Samples of counts.
enum CountSamples {
    private static let item = DocumentSamples.item
    private static let staff = Staff(fingerprint: 78)
    private static let cause = LineCause(
        line: 1, cause: .unrecordedPurchase, partner: 2, supplier: DocumentSamples.supplier, amount: Money(fen: 9900), note: "漏录")
    private static let found = StockLine(line: 1, item: item, pieces: 3, bin: "A-01", lot: "L7", condition: "CC", owner: "HZ")

    static let documents: [Document] = [
        .countPlan(
            CountPlan(
                warehouse: "GZ", book: "HJ", zone: "A-", isByItems: true, isBlind: true, maker: staff, note: "月末",
                tasks: [.init(bin: "A-01", item: item), .init(bin: "", item: item)])),
        .countScan(
            CountScan(
                plan: 30, pass: 2, warehouse: "GZ", bin: "A-01", item: item, lot: "L7", condition: "CC", owner: "HZ", pieces: 12,
                staff: staff, device: "pda-7", happenedAt: DocumentSamples.moment)),
        .countSheet(
            CountSheet(
                plan: 30, warehouse: "GZ", book: "HJ", maker: staff,
                lines: [
                    .init(
                        line: 1, item: item, condition: "CC", owner: "HZ", abcClass: .b, book: 12, counted: 9, value: Money(fen: -300))
                ],
                bins: [
                    .init(line: 1, bin: "A-01", lot: "L7", pass: 2, countedAt: DocumentSamples.moment, book: 12, counted: 9)
                ])),
        .countCause(
            CountCause(sheet: 32, plan: 30, book: "HJ", maker: staff, amount: Money(fen: 300), lines: [cause])),
        .stockSurplus(
            StockSurplus(
                sheet: 32, warehouse: "GZ", happenedAt: DocumentSamples.moment,
                lines: [.init(stock: DocumentSamples.stockLine, cause: .unrecordedPurchase, supplier: DocumentSamples.supplier)])),
        .stockShortage(
            StockShortage(
                sheet: 32, warehouse: "GZ", happenedAt: DocumentSamples.moment,
                lines: [
                    .init(stock: found, cause: .mixedUp, isWithin: true, becomes: DocumentSamples.plainLine),
                    .init(stock: found, cause: .stolen, isWithin: false),
                ])),
        .reservationCut(
            ReservationCut(
                cause: .shortPick, warehouse: "GZ", bin: "A-01", reason: "库位为空", staff: staff,
                lines: [.init(trade: 17, part: 2, line: 1, notice: 19, item: item, condition: "CC", owner: "HZ", pieces: 2)])),
    ]

    static let commands: [Command] = [
        .countPlan(CountPlanRequest(warehouse: "GZ", zone: "A-", items: [item], abcClass: .a, isBlind: false, note: "月末")),
        .countScan(
            CountScanReport(
                plan: DocumentReference(position: 30), pass: 2, bin: "A-01", barcode: "690", count: 3, lot: "L7", condition: "CC",
                owner: "HZ", happenedAt: DocumentSamples.moment)),
        .countSheet(DocumentReference(source: "count", key: "K1")),
        .countCause(CountCauseRequest(sheet: DocumentReference(position: 32), lines: [cause])),
        .shortPick(
            ShortPickReport(
                notice: DocumentReference(position: 19), line: 1, missing: 2, bin: "A-01", reason: "库位为空",
                happenedAt: DocumentSamples.moment)),
    ].map { Command(actor: DocumentSamples.actor, external: DocumentSamples.external, body: $0) }
}
