import Documents
import Kernel
import Testing

@Suite("其他出入库、状态调整、组装拆卸、移库、期初余额 · Other receipts and issues, conditions, assemblies, bin moves, opening balances")
struct OtherStockStories {
    @Test("赠品与寻回入库,按写明的金额或现行均价 · Gifts and found pieces come in at a stated value or today's average", arguments: TestedEngine.all)
    func otherReceipts(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(3, cost: "100"))
            try await story.order("T1", [.of(.mug, 4, "452")], at: "2026-03-04 09:00")
            #expect(try story.orders() == "T1 缺货等待 backordered 订 4 缺 1 通知 3 出 0")
            // Who waits is served by what was found.
            let found = try await story.otherReceipt(Goods.mug.some(2), isAtAverage: true, at: "2026-03-04 10:00")
            #expect(found.documents.map(\.kind) == [.otherReceipt, .stockPosting, .deliveryNotice, .voucher])
            try await story.otherReceipt(Goods.bowl.line(5, cost: "62.50"), reason: .supplierGift, at: "2026-03-04 11:00")
            // Defective pieces without a pool of their own are worth what good ones cost; goods of others nothing.
            try await story.otherReceipt(
                Goods.mug.some(1, condition: StockCondition.defective), Goods.mug.some(4, owner: "HZ"), reason: .other, isAtAverage: true,
                at: "2026-03-04 12:00")
            #expect(
                try story.vouchers([.otherReceipt]) == """
                    转-2 2026-03-04 其他入库
                      借 140501 库存商品-良品 66.67 GZ 马克杯 ×2
                      贷 630102 营业外收入-其他 66.67
                    转-3 2026-03-04 其他入库
                      借 140501 库存商品-良品 62.50 GZ 汤碗 ×5
                      贷 630102 营业外收入-其他 62.50
                    转-4 2026-03-04 其他入库
                      借 140502 库存商品-次品 33.33 GZ 马克杯 ×1
                      贷 630102 营业外收入-其他 33.33
                    """)
            #expect(try story.orders() == "T1 待出库 with the warehouse 订 4 缺 0 通知 4 出 0")

            try await story.otherReceipt(Goods.plate.some(1), isAtAverage: true, at: "2026-03-04 13:00", expect: .refused, "noCost")
            try await story.otherReceipt(
                Goods.mug.line(1, cost: "9"), isAtAverage: true, at: "2026-03-04 13:00", expect: .refused, "badField")
            try await story.otherReceipt(Goods.fitting.some(1), at: "2026-03-04 13:00", expect: .refused, "badField")
            try await story.otherReceipt(Goods.mug.some(1), into: "NO", at: "2026-03-04 13:00", expect: .refused, "unknownRecord")
            try await story.otherReceipt(
                Goods.mug.some(1, condition: "XX"), at: "2026-03-04 13:00", expect: .refused, "unknownRecord")
        }
    }

    @Test("寄样、领用、报废按移动平均出库 · Samples, own use and scrap leave at the moving average", arguments: TestedEngine.all)
    func otherIssues(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100.01"), Goods.honey.line(4, cost: "80"))
            try await story.otherIssue(Goods.mug.some(2), reason: .sample, at: "2026-03-04 09:00")
            // Like goods sell for 30.00 without tax: that is what the deemed sale is taxed on.
            try await story.otherIssue(Goods.mug.some(1, amount: "30"), reason: .sample, at: "2026-03-04 10:00")
            try await story.otherIssue(Goods.honey.some(1), reason: .ownUse, at: "2026-03-04 11:00")
            try await story.otherIssue(Goods.mug.some(1), reason: .scrap, at: "2026-03-04 12:00")
            try await story.otherIssue(Goods.honey.some(1), reason: .scrap, badManagement: true, at: "2026-03-04 13:00")
            #expect(
                try story.vouchers([.sampleIssue, .ownUseIssue, .scrapIssue]) == """
                    转-2 2026-03-04 样品赠送出库
                      借 660102 销售费用-推广费 22.86
                      贷 140501 库存商品-良品 20.00 GZ 马克杯 ×2
                      贷 22210107 应交税费-应交增值税-销项税额 2.86
                    转-3 2026-03-04 样品赠送出库
                      借 660102 销售费用-推广费 13.90
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                      贷 22210107 应交税费-应交增值税-销项税额 3.90
                    转-4 2026-03-04 领用出库
                      借 660299 管理费用-其他 20.00
                      贷 140501 库存商品-良品 20.00 GZ 蜂蜜 ×1
                    转-5 2026-03-04 报废出库待处理
                      借 190101 待处理财产损溢-待处理流动资产损溢 10.00 GZ 马克杯 ×1
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    转-6 2026-03-04 报废出库待处理
                      借 190101 待处理财产损溢-待处理流动资产损溢 21.80 GZ 蜂蜜 ×1
                      贷 140501 库存商品-良品 20.00 GZ 蜂蜜 ×1
                      贷 22210109 应交税费-应交增值税-进项税额转出 1.80
                    """)
            // Three of six are promised: four may not be given away, and nothing moves.
            try await story.order("T1", [.of(.mug, 3, "339")], at: "2026-03-05 09:00")
            let refused = try await story.otherIssue(
                Goods.mug.some(4), reason: .ownUse, at: "2026-03-05 10:00", expect: .refused, "notFree")
            #expect(refused.english.contains("holds 6 pieces") && refused.english.contains("3 are reserved and 3 are free; 4"))
            // Two lines of one item are asked for together.
            try await story.otherIssue(
                Goods.mug.some(2), Goods.mug.some(2), reason: .ownUse, at: "2026-03-05 10:00", expect: .refused, "notFree")
            try await story.otherIssue(Goods.mug.some(1, bin: "Z9"), reason: .ownUse, at: "2026-03-05 10:00", expect: .refused, "notInBin")
            try await story.otherIssue(
                Goods.mug.some(1, amount: "5"), reason: .ownUse, at: "2026-03-05 10:00", expect: .refused, "badField")
            try await story.otherIssue(
                Goods.mug.some(1), reason: .sample, badManagement: true, at: "2026-03-05 10:00", expect: .refused, "badField")
            #expect(
                try story.stock() == """
                    GZ 马克杯 实物 6 账面 6 占用 3 缺 0 财务 6 = 60.01
                    GZ 蜂蜜 实物 2 账面 2 占用 0 缺 0 财务 2 = 40.00
                    """)
        }
    }

    @Test("成本达到 500 元的出库先审批 · An issue that costs 500 yuan waits for somebody else", arguments: TestedEngine.all)
    func approvedIssues(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(100, cost: "1000"))
            let asked = try await story.otherIssue(Goods.mug.some(50), reason: .sample, at: "2026-03-04 09:00", key: "A")
            #expect(asked.documents.map(\.kind) == [.otherIssue], "a request moves nothing")
            try await story.otherIssue(Goods.mug.some(49), reason: .ownUse, at: "2026-03-04 09:10")
            #expect(try story.stock() == "GZ 马克杯 实物 51 账面 51 占用 0 缺 0 财务 51 = 510.00")
            try await story.decide("A", by: Story.actor, at: "2026-03-04 10:00", expect: .refused, "makerIsChecker")
            // Meanwhile an order took two: the approval cannot give away what is promised.
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-04 10:30")
            try await story.decide("A", at: "2026-03-04 11:00", expect: .refused, "notFree")
            try await story.cancel("T1", at: "2026-03-04 11:30")
            let approved = try await story.decide("A", at: "2026-03-05 12:00")
            #expect(approved.documents.map(\.kind) == [.approval, .otherIssue, .stockPosting, .voucher])
            try await story.decide("A", at: "2026-03-05 12:10", expect: .refused, "decidedAlready")
            #expect(
                try story.vouchers([.sampleIssue]) == """
                    转-3 2026-03-05 样品赠送出库
                      借 660102 销售费用-推广费 571.50
                      贷 140501 库存商品-良品 500.00 GZ 马克杯 ×50
                      贷 22210107 应交税费-应交增值税-销项税额 71.50
                    """)
            try await story.receipt(Goods.mug.line(60, cost: "600"), at: "2026-03-06 09:00")
            try await story.otherIssue(Goods.mug.some(60), reason: .scrap, at: "2026-03-06 10:00", key: "B")
            try await story.decide("B", approved: false, at: "2026-03-06 11:00")
            // A newer version of a paper that was recorded is no paper.
            try await story.otherIssue(
                Goods.mug.some(59), reason: .scrap, at: "2026-03-06 12:00", key: "B", expect: .refused, "movedAlready")
            #expect(try story.stock() == "GZ 马克杯 实物 61 账面 61 占用 0 缺 0 财务 61 = 610.00")
            #expect(try story.query("SELECT state, amount FROM approval ORDER BY document") == [[2, 50_000], [3, 60_000]])
        }
    }

    @Test("正品与残次互转,占用的正品不能转出 · Good becomes defective and good again; promised pieces stay good", arguments: TestedEngine.all)
    func conditions(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.hand(
                .masterRecord(.condition(StockCondition(code: "DJ", name: "待检", isSellable: false))), at: Story.founded)
            try await story.opening(
                StockLine(line: 1, item: Goods.mug.code, pieces: 2, bin: "A1", amount: Money(yuan: "20")),
                StockLine(line: 2, item: Goods.mug.code, pieces: 3, bin: "A2", lot: "L1", amount: Money(yuan: "30.05")))
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 09:00")
            try await story.change(Goods.mug.some(3), to: StockCondition.defective, bin: "C1", at: "2026-03-04 10:00")
            #expect(
                try story.bins() == """
                    GZ 马克杯 A2 L1 ZP ×2
                    GZ 马克杯 C1 CC ×2
                    GZ 马克杯 C1 L1 CC ×1
                    """)
            let refused = try await story.change(
                Goods.mug.some(2), to: StockCondition.defective, at: "2026-03-04 11:00", expect: .refused, "notFree")
            #expect(refused.chinese.contains("在库 2 件,已占用 1 件,可动用 1 件,本次要 2 件"))
            try await story.order("T2", [.of(.mug, 2, "226")], at: "2026-03-04 12:00")
            #expect(try story.scalar("SELECT waiting FROM promise_stock WHERE condition = 'ZP'") == 1)
            // Repaired: who waits gets it.
            let repaired = try await story.change(
                Goods.mug.some(2, bin: "C1", condition: StockCondition.defective), to: StockCondition.good, at: "2026-03-05 09:00")
            #expect(repaired.documents.map(\.kind) == [.conditionChange, .stockPosting, .deliveryNotice, .voucher])
            try await story.change(Goods.mug.some(1, bin: "C1"), to: "DJ", at: "2026-03-05 10:00")
            #expect(
                try story.vouchers([.conditionChange]) == """
                    转-2 2026-03-04 状态调整
                      借 140502 库存商品-次品 20.02 GZ 马克杯 ×2
                      借 140502 库存商品-次品 10.01 GZ 马克杯 ×1
                      贷 140501 库存商品-良品 20.02 GZ 马克杯 ×2
                      贷 140501 库存商品-良品 10.01 GZ 马克杯 ×1
                    转-3 2026-03-05 状态调整
                      借 140501 库存商品-良品 20.02 GZ 马克杯 ×2
                      贷 140502 库存商品-次品 20.02 GZ 马克杯 ×2
                    转-4 2026-03-05 状态调整
                      借 140502 库存商品-次品 10.01 GZ 马克杯 ×1
                      贷 140501 库存商品-良品 10.01 GZ 马克杯 ×1
                    """)
            try await story.change(Goods.mug.some(1), to: StockCondition.good, at: "2026-03-05 11:00", expect: .refused, "badField")
            try await story.change(Goods.mug.some(1), to: "XX", at: "2026-03-05 11:00", expect: .refused, "unknownRecord")
            try await story.change(
                Goods.mug.some(1, amount: "3"), to: "DJ", at: "2026-03-05 11:00", expect: .refused, "badField")
            try await story.change(
                Goods.mug.some(2, bin: "C1", condition: StockCondition.defective), to: StockCondition.good, at: "2026-03-05 11:00",
                expect: .refused, "notFree")
        }
    }

    @Test("移库只动库位,不动价值 · A bin move changes bins and no value", arguments: TestedEngine.all)
    func binMoves(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            func move(_ line: StockLine, to bin: String, expect outcome: Outcome = .accepted, _ refusal: String = "") async throws -> Answer
            {
                let moment = Moment("2026-03-04 10:00")
                return try await story.hand(
                    .binMove(BinMove(warehouse: "GZ", happenedAt: moment, lines: [.init(from: line, bin: bin)])), at: moment,
                    expect: outcome, refusal)
            }
            try await story.opening(
                StockLine(line: 1, item: Goods.mug.code, pieces: 5, bin: "A1", lot: "L1", amount: Money(yuan: "50")))
            try await story.order("T1", [.of(.mug, 5, "565")], at: "2026-03-04 09:00")
            // What is promised may lie anywhere.
            let moved = try await move(Goods.mug.some(2, bin: "A1", lot: "L1"), to: "B1")
            #expect(moved.documents.map(\.kind) == [.binMove])
            #expect(
                try story.bins() == """
                    GZ 马克杯 A1 L1 ZP ×3
                    GZ 马克杯 B1 L1 ZP ×2
                    """)
            _ = try await move(Goods.mug.some(4, bin: "A1", lot: "L1"), to: "B1", expect: .refused, "notInBin")
            _ = try await move(Goods.mug.some(1, bin: "A1"), to: "B1", expect: .refused, "notInBin")
            _ = try await move(Goods.mug.some(1, bin: "A1", lot: "L1"), to: "A1", expect: .refused, "badField")
            _ = try await move(Goods.mug.some(1, bin: "A1", lot: "L1", amount: "1"), to: "B1", expect: .refused, "badField")
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(try story.stock() == "GZ 马克杯 实物 0 账面 0 占用 0 缺 0 财务 0 = 0.00")
        }
    }

    @Test("组装、拆卸、拆箱:成本分毫不差 · Assembly, disassembly, pack conversion: the cost is kept to the fen", arguments: TestedEngine.all)
    func assemblies(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(7, cost: "100"), Goods.plate.line(3, cost: "25"))
            try await story.order("T1", [.of(.bowl, 1, "113")], at: "2026-03-04 08:00")
            // Four mugs and two plates become two sets, one of which is waited for.
            let made = try await story.assemble(
                .assemble, [Goods.mug.some(4), Goods.plate.some(2)], into: [.init(Goods.bowl.some(2, bin: "S1"))],
                at: "2026-03-04 09:00")
            #expect(made.documents.map(\.kind) == [.assembly, .stockPosting, .deliveryNotice, .voucher])
            try await story.assemble(
                .disassemble, [Goods.bowl.some(1)], into: [.init(Goods.mug.some(2), ratio: 2), .init(Goods.plate.some(1), ratio: 1)],
                at: "2026-03-04 10:00")
            try await story.assemble(
                .packConversion, [Goods.plate.some(1)], into: [.init(Goods.towel.some(12))], at: "2026-03-04 11:00")
            #expect(
                try story.vouchers([.assembly]) == """
                    转-2 2026-03-04 组装拆卸
                      借 140501 库存商品-良品 73.81 GZ 汤碗 ×2
                      贷 140501 库存商品-良品 57.14 GZ 马克杯 ×4
                      贷 140501 库存商品-良品 16.67 GZ 餐盘 ×2
                    转-3 2026-03-04 组装拆卸
                      借 140501 库存商品-良品 24.61 GZ 马克杯 ×2
                      借 140501 库存商品-良品 12.30 GZ 餐盘 ×1
                      贷 140501 库存商品-良品 36.91 GZ 汤碗 ×1
                    转-4 2026-03-04 组装拆卸
                      借 140501 库存商品-良品 10.32 GZ 毛巾 ×12
                      贷 140501 库存商品-良品 10.32 GZ 餐盘 ×1
                    """)
            func refused(_ kind: Assembly.Kind, _ taken: [StockLine], _ made: [Assembly.Made], _ code: String = "badField") async throws {
                try await story.assemble(kind, taken, into: made, at: "2026-03-04 12:00", expect: .refused, code)
            }
            try await refused(.assemble, [Goods.mug.some(1)], [.init(Goods.bowl.some(1)), .init(Goods.towel.some(1))])
            try await refused(.disassemble, [Goods.mug.some(1), Goods.plate.some(1)], [.init(Goods.bowl.some(1))])
            try await refused(.packConversion, [Goods.mug.some(1), Goods.plate.some(1)], [.init(Goods.bowl.some(1))])
            try await refused(.packConversion, [Goods.mug.some(2)], [.init(Goods.bowl.some(3))])
            try await refused(.assemble, [Goods.mug.some(1)], [.init(Goods.mug.some(1))])
            try await refused(.assemble, [Goods.mug.some(1)], [.init(Goods.bowl.some(1), ratio: 0)])
            try await refused(.assemble, [Goods.mug.some(1)], [.init(Goods.bowl.some(1), ratio: -1)])
            try await refused(.assemble, [Goods.mug.some(1)], [.init(Goods.bowl.some(1, owner: "HZ"))])
            try await refused(.assemble, [Goods.mug.some(1, amount: "1")], [.init(Goods.bowl.some(1))])
            try await refused(.assemble, [Goods.mug.some(1)], [])
            try await refused(.assemble, [Goods.bowl.some(1)], [.init(Goods.towel.some(1))], "notFree")
        }
    }

    @Test("代保管货物有件数、无价值 · Goods of others have pieces and no value", arguments: TestedEngine.all)
    func foreignGoods(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.some(6, owner: "HZ"))
            try await story.change(Goods.mug.some(1, owner: "HZ"), to: StockCondition.defective, at: "2026-03-04 09:00")
            try await story.assemble(
                .packConversion, [Goods.mug.some(1, owner: "HZ")], into: [.init(Goods.bowl.some(4, owner: "HZ"))], at: "2026-03-04 10:00")
            try await story.otherIssue(Goods.mug.some(2, owner: "HZ"), reason: .sample, at: "2026-03-04 11:00")
            #expect(try story.scalar("SELECT COUNT(*) FROM posting") == 0)
            #expect(
                try story.bins() == """
                    GZ 马克杯 CC HZ ×1
                    GZ 马克杯 ZP HZ ×2
                    GZ 汤碗 ZP HZ ×4
                    """)
        }
    }

    @Test("期初余额按角色录入,借贷须平,不含存货 · Opening balances by role: they balance and hold no goods", arguments: TestedEngine.all)
    func openingBalances(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let day = Day(compact: 20_260_301)!
            func open(
                _ lines: OpeningBalances.Line..., book: String = "HJ", expect outcome: Outcome = .accepted, _ refusal: String = ""
            ) async throws -> Answer {
                try await story.hand(
                    .openingBalances(OpeningBalances(book: book, day: day, lines: lines)), at: day.start, expect: outcome, refusal)
            }
            func money(_ yuan: String) -> Money { Money(yuan: yuan) }
            try await story.opening(Goods.mug.line(10, cost: "100"))
            _ = try await open(
                .init(.debit, .bank, money("5000")), .init(.debit, .receivables, money("339"), party: "TM"),
                .init(.credit, .payables, money("1200"), party: Story.supplier.text), .init(.credit, .paidInCapital, money("4139")))
            #expect(
                try story.vouchers([.openingBalance]) == """
                    收-1 2026-03-01 期初余额
                      借 1002 银行存款 5000.00
                      借 1122 应收账款 339.00 TM
                      贷 220201 应付账款-已结算 1200.00 \(Story.supplier.text)
                      贷 4001 实收资本 4139.00
                    """)
            _ = try await open(
                .init(.debit, .bank, money("5")), .init(.credit, .paidInCapital, money("4")), expect: .refused, "openingUnbalanced")
            for role in [AccountRole.goods, .goodsShipped, .goodsInTransfer, .interbranch, .pendingGainLoss] {
                _ = try await open(
                    .init(.debit, role, money("5")), .init(.credit, .paidInCapital, money("5")), expect: .refused, "openingOfStock")
            }
            _ = try await open(
                .init(.debit, .receivables, money("5")), .init(.credit, .paidInCapital, money("5")), expect: .refused,
                "openingWithoutParty")
            _ = try await open(
                .init(.debit, .bank, money("-5")), .init(.credit, .paidInCapital, money("-5")), expect: .refused, "badField")
            _ = try await open(expect: .refused, "badField")
            _ = try await open(
                .init(.debit, .bank, money("5")), .init(.credit, .paidInCapital, money("5")), book: "NO", expect: .refused, "unknownRecord")
        }
    }
}
