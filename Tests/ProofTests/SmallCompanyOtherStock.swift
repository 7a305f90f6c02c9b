import Documents
import Kernel

/// Stock beside purchase and sale in the small company.
extension SmallCompany {
    mutating func openBalances() async throws {
        for book in SmallCompany.books {
            try await submit([
                .openingBalances(
                    OpeningBalances(
                        book: book, day: Day(year: 2026, month: 3, day: 1)!,
                        lines: [
                            .init(.debit, .bank, Money(fen: 900_000)), .init(.debit, .receivables, Money(fen: 7_700), party: "TM1"),
                            .init(.credit, .payables, Money(fen: 80_000), party: SmallCompany.supplier.text),
                            .init(.credit, .paidInCapital, Money(fen: 827_700)),
                        ]))
            ])
        }
    }

    /// One document of each kind; some are refused because the pieces are promised, which is as it should be.
    mutating func otherStock(_ number: Int) async throws {
        let goods = SmallCompany.goods
        let (one, other, third) = (goods[number % 6], goods[(number + 1) % 6], goods[(number + 2) % 6])
        let warehouse = ["GZ1", "CD1", "WH1"][number / 10 % 3]
        try await submit([
            .otherReceipt(
                OtherReceipt(
                    warehouse: warehouse, reason: .supplierGift, happenedAt: at, note: "赠",
                    lines: [
                        StockLine(line: 1, item: one, pieces: 12, bin: "G-1", amount: Money(fen: 23_456)),
                        StockLine(line: 2, item: other, pieces: 7, bin: "G-1", amount: Money(fen: 9_001)),
                    ])),
            .otherReceipt(
                OtherReceipt(
                    warehouse: warehouse, reason: .found, happenedAt: at, isAtAverage: true,
                    lines: [StockLine(line: 1, item: one, pieces: 30, bin: "G-2")])),
            .assembly(
                Assembly(
                    warehouse: warehouse, kind: .disassemble, happenedAt: at, taken: [StockLine(line: 1, item: one, pieces: 2)],
                    made: [
                        .init(StockLine(line: 1, item: other, pieces: 3, bin: "G-3"), ratio: 2),
                        .init(StockLine(line: 2, item: third, pieces: 1, bin: "G-3"), ratio: 1),
                    ])),
            .conditionChange(
                ConditionChange(
                    warehouse: warehouse, happenedAt: at, reason: "破损",
                    lines: [.init(from: StockLine(line: 1, item: one, pieces: 2), condition: StockCondition.defective, bin: "D-1")])),
            .conditionChange(
                ConditionChange(
                    warehouse: warehouse, happenedAt: at,
                    lines: [
                        .init(
                            from: StockLine(line: 1, item: one, pieces: 1, condition: StockCondition.defective),
                            condition: StockCondition.good, bin: "G-4")
                    ])),
            .binMove(
                BinMove(
                    warehouse: warehouse, happenedAt: at,
                    lines: [.init(from: StockLine(line: 1, item: other, pieces: 1, bin: "G-3"), bin: "M-1")])),
        ])
        for (reason, pieces) in [(OtherIssueReason.sample, Int64(1)), (.ownUse, 1), (.scrap, 1), (.scrap, 24)] {
            let answers = try await submit([
                .otherIssue(
                    OtherIssue(
                        warehouse: warehouse, reason: reason, isBadManagement: reason == .scrap, happenedAt: at,
                        lines: [StockLine(line: 1, item: one, pieces: pieces)]))
            ])
            guard pieces > 1, let request = answers[0].documents.first else { continue }
            try await submit(
                [.approval(ApprovalRequest(subject: DocumentReference(position: request.position), isApproved: number % 20 != 6))],
                by: Actor(name: "checker", position: "manager", device: "bench-2"))
        }
    }
}
