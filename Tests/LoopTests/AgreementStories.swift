import Books
import Documents
import Kernel
import Orders
import Storage
import Testing
import Warehouse

@testable import Loop

@Suite("三账核对 · The three ledgers agree")
struct AgreementStories {
    @Test("一笔使三账不合的命令不被写入,同批其他照常 · What would make the ledgers differ is not written", arguments: TestedEngine.all)
    func atCommit(_ engine: TestedEngine) async throws {
        let location = try engine.freshLocation()
        defer { try? location.erase() }
        var story = try await Story.found(location)
        try await story.opening(Goods.mug.line(10, cost: "100"), Goods.bowl.line(4, cost: "20"))
        await story.company.close()
        try story.damage("UPDATE promise_stock SET on_hand = on_hand + 1 WHERE item = \(Goods.mug.code.number)")

        story = try Story.open(location)
        let before = try story.position
        let moment = Moment("2026-03-05 09:00")
        func receipt(_ goods: Goods) -> Command {
            Command(
                actor: Story.actor,
                body: .purchaseReceipt(
                    PurchaseReceipt(
                        warehouse: "GZ", supplier: Story.supplier, happenedAt: moment, lines: [goods.line(2, cost: "22")])))
        }
        let answers = try await story.company.submit([receipt(.bowl), receipt(.mug), receipt(.plate)], at: moment)
        #expect(answers.map(\.outcome) == [.accepted, .failed, .accepted])
        #expect(answers[1].refusalCode == "ledgerFault" && answers[1].documents.isEmpty)
        #expect(answers[1].chinese.contains("实物 physical 12,账面 promise 13,财务 value 12"), "\(answers[1].chinese)")
        #expect(try story.documents(after: before) == "采购入库单 存货过账 凭证 采购入库单 存货过账 凭证")
        #expect(try story.scalar("SELECT COUNT(*) FROM physical_move WHERE item = \(Goods.mug.code.number)") == 1)
        await story.company.close()

        try story.damage("UPDATE promise_stock SET on_hand = on_hand - 1 WHERE item = \(Goods.mug.code.number)")
        story = try Story.open(location)
        #expect(try await story.company.submit(receipt(.mug), at: moment).outcome == .accepted)
        #expect(
            try story.stock() == """
                GZ 马克杯 实物 12 账面 12 占用 0 缺 0 财务 12 = 122.00
                GZ 汤碗 实物 6 账面 6 占用 0 缺 0 财务 6 = 42.00
                GZ 餐盘 实物 2 账面 2 占用 0 缺 0 财务 2 = 22.00
                """)
        try story.ledgersAgree()
        await story.company.close()
    }

    @Test("忘记移动的一方会被发现 · A leg that forgets a move is found out", arguments: ["", "physical", "promise", "value", "condition"])
    func forgotten(_ what: String) throws {
        let legs = LegTables()
        let item = Goods.mug.code.number
        legs.warehouse.tables.stock.begin(.init(warehouse: "GZ", item: item))
        if what != "physical" {
            for bin in ["A-1", "A-2"] {
                legs.warehouse.tables.stock.put(
                    PhysicalStockRow(warehouse: "GZ", item: item, bin: bin, lot: "", condition: "ZP", owner: "", pieces: 3), isNew: true)
            }
        }
        if what != "promise" {
            legs.orders.tables.stock.put(
                PromiseStockRow(
                    warehouse: "GZ", item: item, condition: what == "condition" ? "CC" : "ZP", owner: "", onHand: 6, reserved: 0,
                    waiting: 0))
        }
        if what != "value" {
            legs.books.tables.stock.put(
                ValueStockRow(
                    place: ValuePlace.onHand.rawValue, warehouse: "GZ", item: item, condition: "ZP", pieces: 6, amount: 60))
        }
        if what.isEmpty {
            try StockAgreement.require(of: legs)
        } else {
            #expect(throws: LedgerFault.self) { try StockAgreement.require(of: legs) }
        }
    }

    @Test("全量核对指出差异与单据 · The full agreement names each difference and its documents", arguments: TestedEngine.all)
    func full(_ engine: TestedEngine) async throws {
        let location = try engine.freshLocation()
        defer { try? location.erase() }
        let story = try await Story.found(location)
        try await story.opening(Goods.mug.line(10, cost: "100"), Goods.bowl.line(4, cost: "20"))
        let receipt = try await story.receipt(Goods.mug.line(5, cost: "60"), into: "WH", at: "2026-03-05 09:00")
        await story.company.close()
        let number = receipt.documents[0]

        var agreement = try story.agreement()
        #expect(agreement.agrees && agreement.isExplained && agreement.differences.isEmpty)
        #expect(agreement.lines.map(\.warehouse) == ["GZ", "WH"])
        #expect(agreement.lines.map(\.amount.text) == ["120.00", "60.00"])

        // One ledger took two pieces fewer from the receipt than the others.
        try story.damage(
            "UPDATE promise_stock SET on_hand = on_hand - 2 WHERE warehouse = 'WH'",
            "UPDATE promise_move SET pieces = pieces - 2 WHERE document = \(number.position)")
        agreement = try story.agreement()
        #expect(agreement.lines.map(\.differing) == [0, 1])
        var difference = try #require(agreement.differences.first)
        #expect(agreement.differences.count == 1 && !agreement.isExplained)
        #expect((difference.row.physical, difference.row.promise, difference.row.value) == (5, 3, 5))
        #expect(
            difference.causes == [
                StockDifference.Cause(document: number, physical: 5, promise: 3, value: 5, standing: .unexplained)
            ])
        #expect(difference.untold == (0, 0, 0))

        // The same document in dispute explains it.
        try story.damage(
            "INSERT INTO dispute (document, cause, trade, amount, pieces, opened_at) VALUES (\(number.position), 1, 0, 0, 0, 0)")
        agreement = try story.agreement()
        #expect(agreement.differences.first?.causes.first?.standing == .inDispute)
        #expect(!agreement.agrees && agreement.isExplained)

        // A balance that its own moves do not tell is nobody's document.
        try story.damage(
            "UPDATE physical_stock SET pieces = pieces + 1 WHERE warehouse = 'GZ' AND item = \(Goods.bowl.code.number)",
            "UPDATE balance SET debit = debit + 1 WHERE warehouse = 'GZ'")
        agreement = try story.agreement()
        difference = try #require(agreement.differences.first { $0.row.warehouse == "GZ" })
        #expect(difference.causes.isEmpty && difference.untold == (1, 0, 0) && !agreement.isExplained)
        #expect(agreement.lines[0].ledger - agreement.lines[0].amount == Money(fen: 1))
    }

    @Test("收发存与明细账,按发生日与知情时刻 · Stock summary and stock card, as of a day and as known at a moment", arguments: TestedEngine.all)
    func summary(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            try await story.receipt(Goods.mug.line(10, cost: "120"), at: "2026-03-05 09:00")
            try await story.order("T1", [.of(.mug, 3, "339")], at: "2026-03-06 10:00")
            try await story.issue("T1", at: "2026-03-06 12:00")
            // Came on the third, was recorded on the eighth.
            try await story.hand(
                .purchaseReceipt(
                    PurchaseReceipt(
                        warehouse: "GZ", supplier: Story.supplier, happenedAt: Moment("2026-03-03 09:00"),
                        lines: [Goods.mug.line(5, cost: "80")])), at: Moment("2026-03-08 10:00"))
            #expect(
                try story.summary(from: "2026-03-01", asOf: "2026-03-06")
                    == "GZ 马克杯 期初 0 = 0.00 | 入 期初库存 10 = 100.00 | 入 采购入库暂估 15 = 200.00 | 出 结转成本 3 = 33.00 | 期末 22 = 267.00")
            #expect(
                try story.summary(from: "2026-03-01", asOf: "2026-03-06", knownAt: "2026-03-07 00:00")
                    == "GZ 马克杯 期初 0 = 0.00 | 入 期初库存 10 = 100.00 | 入 采购入库暂估 10 = 120.00 | 出 结转成本 3 = 33.00 | 期末 17 = 187.00")
            #expect(
                try story.summary(from: "2026-03-02", asOf: "2026-03-04", item: .mug)
                    == "GZ 马克杯 期初 10 = 100.00 | 入 采购入库暂估 5 = 80.00 | 期末 15 = 180.00")
            #expect(
                try story.summary(from: "2026-03-02", asOf: "2026-03-04", knownAt: "2026-03-07 00:00")
                    == "GZ 马克杯 期初 10 = 100.00 | 期末 10 = 100.00")
            #expect(
                try story.card(.mug, from: "2026-03-02", asOf: "2026-03-31") == """
                    期初 10 = 100.00
                    2026-03-03 采购入库单 采购入库暂估 5 = 80.00 @16.0000 结存 15 = 180.00
                    2026-03-05 采购入库单 采购入库暂估 10 = 120.00 @12.0000 结存 25 = 300.00
                    2026-03-06 销售出库单 结转成本 -3 = -33.00 @11.0000 结存 22 = 267.00
                    """)
            #expect(try story.card(.mug, from: "2026-03-02", asOf: "2026-03-04", knownAt: "2026-03-02 00:00") == "期初 10 = 100.00")
            // The closing of all that is known is what the ledgers hold.
            #expect(try story.stock() == "GZ 马克杯 实物 22 账面 22 占用 0 缺 0 财务 22 = 267.00")
            #expect(
                try story.vouchers() == """
                    转-3 2026-03-06 销售 TM
                      借 1122 应收账款 339.00 TM
                      贷 6001 主营业务收入 300.00
                      贷 22210107 应交税费-应交增值税-销项税额 39.00
                    转-4 2026-03-06 结转成本 TM
                      借 640101 主营业务成本-销售成本 33.00
                      贷 140501 库存商品-良品 33.00 GZ 马克杯 ×3
                    """)
        }
    }
}
