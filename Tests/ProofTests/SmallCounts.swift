import Documents
import Kernel
import Loop
import Storage
import Warehouse

/// The counts of the small company: each cause and each way to settle, each count left at another stage.
extension SmallCompany {
    private static let counting = [
        Actor(name: "counter", position: "warehouse", device: "bench-4"),
        Actor(name: "recounter", position: "warehouse", device: "bench-5"),
    ]
    private static let deciding = Actor(name: "finance", position: "finance manager", device: "bench-3")

    private mutating func hand(_ actor: Actor, _ body: CommandBody) async throws -> Answer {
        let answer = try await company.submit(Command(actor: actor, body: body), at: at)
        at = at.adding(seconds: 70)
        return answer
    }

    mutating func count(_ number: Int) async throws {
        let warehouse = ["GZ1", "CD1", "WH1"][number % 3]
        let first = number % SmallCompany.goods.count
        let items = [SmallCompany.goods[first], SmallCompany.goods[(first + 1) % SmallCompany.goods.count]]
        let request =
            number % 4 == 1
            ? CountPlanRequest(warehouse: warehouse, zone: "A-\(first)", isBlind: false)
            : CountPlanRequest(warehouse: warehouse, items: items, note: "抽盘")
        guard let plan = position(try await hand(Self.counting[0], .countPlan(request)), .countPlan) else { return }
        let shelves = try rows(
            """
            SELECT t.bin, t.item, s.lot, s.condition, s.owner, s.pieces FROM count_task t JOIN physical_stock s ON s.bin = t.bin AND s.item = t.item
            WHERE t.plan = $1 AND s.warehouse = $2 ORDER BY t.bin, t.item, s.lot, s.condition, s.owner
            """, [.integer(plan.position), .text(warehouse)])
        for pass in 1...2 {
            for (index, shelf) in shelves.enumerated() {
                let error = number % 7 == 5 ? 0 : [-2, 1, 0, 3, -1][(index + number) % 5]
                let report = CountScanReport(
                    plan: plan, pass: Int64(pass), bin: shelf[0].text, barcode: ItemCode(stored: shelf[1].integer).text,
                    count: max(0, shelf[5].integer + Int64(error)), lot: shelf[2].text, condition: shelf[3].text, owner: shelf[4].text,
                    happenedAt: at)
                _ = try await hand(Self.counting[pass - 1], .countScan(report))
            }
            if number % 5 == 0 { try await receiveLate(warehouse, items[0], shelves) }
        }
        guard number % 8 != 7, let sheet = position(try await hand(Self.counting[0], .countSheet(plan)), .countSheet) else { return }
        if number % 5 == 2 { try await receiveLate(warehouse, items[0], shelves) }
        try await explain(sheet, number)
    }

    /// Pieces that came before they were counted, on paper only now.
    private mutating func receiveLate(_ warehouse: String, _ item: ItemCode, _ shelves: [[SQLValue]]) async throws {
        guard let shelf = shelves.first(where: { $0[1].integer == item.number && $0[2].text.isEmpty }) else { return }
        let line = StockLine(line: 1, item: item, pieces: 2, bin: shelf[0].text, amount: Money(fen: 4001))
        _ = try await hand(
            Self.counting[0],
            .purchaseReceipt(
                PurchaseReceipt(
                    warehouse: warehouse, supplier: SmallCompany.supplier, happenedAt: at.adding(seconds: -700), lines: [line])))
    }

    private mutating func explain(_ sheet: DocumentReference, _ number: Int) async throws {
        let lines = try rows(
            "SELECT line, counted - book - late, owner FROM count_line WHERE sheet = $1 AND counted <> book + late ORDER BY line",
            [.integer(sheet.position)])
        let shortage: [VarianceCause] = [.normalLoss, .stolen, .lost, .badManagement, .seized, .disaster, .unrecordedTransfer]
        let surplus: [VarianceCause] = [.naturalGain, .unrecordedPurchase, .unrecordedTransfer]
        var causes = lines.enumerated().map { index, line in
            let cause = line[1].integer < 0 ? shortage[(index + number) % shortage.count] : surplus[(index + number) % surplus.count]
            return LineCause(
                line: line[0].integer, cause: cause, supplier: cause == .unrecordedPurchase ? SmallCompany.supplier : nil,
                amount: cause == .unrecordedPurchase && number % 2 == 0 ? Money(fen: 777) : .zero, note: "复核")
        }
        if number % 3 == 1, let short = lines.firstIndex(where: { $0[1].integer < 0 }),
            let over = lines.firstIndex(where: { $0[1].integer > 0 && $0[2] == lines[short][2] })
        {
            causes[short] = LineCause(line: lines[short][0].integer, cause: .mixedUp, partner: lines[over][0].integer)
            causes[over] = LineCause(line: lines[over][0].integer, cause: .mixedUp, partner: lines[short][0].integer)
        }
        let request = CountCauseRequest(sheet: sheet, lines: causes)
        guard let document = position(try await hand(Self.counting[0], .countCause(request)), .countCause), number % 8 != 6 else { return }
        let decision = ApprovalRequest(subject: document, isApproved: number % 9 != 4, note: "已核")
        let answer = try await hand(Self.deciding, .approval(decision))
        for kind in [DocumentKind.stockShortage, .stockSurplus] {
            if let subject = position(answer, kind) { try await dispose(subject, number) }
        }
    }

    private mutating func dispose(_ subject: DocumentReference, _ number: Int) async throws {
        let lost = try rows(
            "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM pending_loss WHERE subject = $1 AND disposal = 0",
            [.integer(subject.position)])[0][0].integer
        let claims =
            lost > 100 && number % 2 == 0
            ? [LossClaim(party: "E001", amount: Money(fen: lost / 3)), LossClaim(party: "INS01", amount: Money(fen: lost / 4))] : []
        guard number % 7 != 6,
            let disposal = position(
                try await hand(
                    Self.counting[0], .lossDisposal(LossDisposalRequest(subject: subject, claims: claims, note: "按责任结转"))),
                .lossDisposal), number % 6 != 5
        else { return }
        _ = try await hand(
            Self.deciding, .approval(ApprovalRequest(subject: disposal, isApproved: number % 5 != 4, note: "同意")))
    }

    /// A picker finds a piece too few.
    mutating func missOne() async throws {
        guard let task = try rows("SELECT notice, line FROM task_line WHERE open > 1 ORDER BY notice DESC, line LIMIT 1", []).first else {
            return
        }
        _ = try await hand(
            Self.counting[0],
            .shortPick(
                ShortPickReport(
                    notice: DocumentReference(position: task[0].integer), line: task[1].integer, missing: 1, bin: "A-1", reason: "少一件",
                    happenedAt: at)))
    }
}
