import Documents
import Kernel
import Loop
import Storage
import Testing
import Warehouse

@Suite("盘点 · Counts")
struct CountStories {
    @Test("计划、盲盘、复盘、差异表、原因、审批,到盘盈盘亏凭证 · From a blind count to its vouchers", arguments: TestedEngine.all)
    func wholeCount(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.classify(.mug, .a)
            try await story.classify(.bowl, .b)
            try await story.opening(
                Goods.mug.line(1000, cost: "12000").at("A-1"), Goods.mug.line(3000, cost: "36000").at("A-2"),
                Goods.bowl.line(200, cost: "1600").at("A-1"), Goods.plate.line(50, cost: "1000").at("B-1"))
            let plan = try await story.planCount("K", zone: "A-", at: "2026-03-30 09:00")
            #expect(plan.documents.map(\.kind) == [.countPlan])
            try await story.count("K", "A-1", .mug, 990, at: "2026-03-30 09:10")
            try await story.count("K", "A-1", .bowl, 202, at: "2026-03-30 09:12")
            // Not before every bin is counted, named; and not a word of how many pieces are expected.
            let early = try await story.closeCount("K", at: "2026-03-30 09:13", expect: .refused, "binsNotCounted")
            #expect(early.chinese.contains("A-2") && !early.chinese.contains("3000"))
            try await story.count("K", "A-2", .mug, 2000, at: "2026-03-30 09:15")
            try await story.count("K", "A-2", .mug, 1000, at: "2026-03-30 09:16")
            // 2 bowls of 200 are 1 %, above B; the mugs' 10 of 4,000 are 0.25 %, within A.
            let again = try await story.closeCount("K", at: "2026-03-30 09:20", expect: .refused, "recountNeeded")
            #expect(again.chinese.contains("A-1 \(Goods.bowl.code.text)") && !again.chinese.contains("A-2"))
            try await story.count("K", "A-1", .bowl, 202, pass: 2, at: "2026-03-30 09:25", expect: .refused, "recounterIsCounter")
            try await story.count("K", "A-1", .bowl, 202, pass: 2, by: Story.secondCounter, at: "2026-03-30 09:30")
            try await story.closeCount("K", at: "2026-03-30 09:40")
            #expect(
                try story.sheets() == """
                    1 马克杯 A 账 4000 实 3990 差 -10 -120.00
                    2 汤碗 B 账 200 实 202 差 2 16.00
                    """)
            try await story.explain(
                "K", .init(line: 1, cause: .normalLoss), .init(line: 2, cause: .naturalGain), at: "2026-03-30 10:00")
            try await story.decideCount("K-causes", by: Story.firstCounter, at: "2026-03-30 10:05", expect: .refused, "makerIsChecker")
            let before = try story.position
            try await story.decideCount("K-causes", at: "2026-03-30 10:10")
            #expect(try story.documents(after: before) == "审批 盘亏单 盘盈单 存货过账 存货过账 凭证 凭证")
            #expect(
                try story.vouchers(Story.countEvents) == """
                    转-2 2026-03-30 盘亏合理损耗
                      借 640102 主营业务成本-合理损耗 120.00
                      贷 140501 库存商品-良品 120.00 GZ 马克杯 ×10
                    转-3 2026-03-30 盘盈入库
                      借 140501 库存商品-良品 16.00 GZ 汤碗 ×2
                      贷 190101 待处理财产损溢-待处理流动资产损溢 16.00 GZ 汤碗 ×2
                    """)
            #expect(
                try story.countedBins() == """
                    A-1 马克杯 990
                    A-1 汤碗 202
                    A-2 马克杯 3000
                    B-1 餐盘 50
                    """)
            // Nothing is being counted any more.
            #expect(try story.scalar("SELECT COUNT(*) FROM open_plan") + story.scalar("SELECT COUNT(*) FROM open_count") == 0)
        }
    }

    @Test("边动边盘:按扫码那一秒的账比,迟到的流水也算对 · Stock moves while it is counted", arguments: TestedEngine.all)
    func movingStock(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(100, cost: "1000").at("A-1"))
            for id in ["T1", "T2", "T3"] { try await story.order(id, [.of(.mug, 5, "100")], at: "2026-03-30 08:00") }
            try await story.planCount("K", zone: "A-", at: "2026-03-30 09:00")
            try await story.issue("T1", at: "2026-03-30 09:05")
            // 95 lie there at ten past; the first reading missed some of them, so two readings add up.
            try await story.count("K", "A-1", .mug, 60, at: "2026-03-30 09:10")
            try await story.count("K", "A-1", .mug, 35, at: "2026-03-30 09:11")
            // After the scan, recorded after it.
            try await story.issue("T2", at: "2026-03-30 09:20")
            // Before the scan, recorded after it: 5 that had left already, and 5 that had come.
            try await story.handCount(
                nil, .salesIssue(IssueReport(notice: 0, shop: "TM", externalID: "T3", happenedAt: Moment("2026-03-30 09:06"))),
                at: "2026-03-30 09:30")
            let receipt = PurchaseReceipt(
                warehouse: "GZ", supplier: Story.supplier, happenedAt: Moment("2026-03-30 09:07"),
                lines: [Goods.mug.line(5, cost: "50").at("A-1")])
            try await story.handCount(nil, .purchaseReceipt(receipt), at: "2026-03-30 09:35")
            try await story.closeCount("K", at: "2026-03-30 09:40")
            #expect(try story.sheets() == "1 马克杯 C 账 95 实 95 差 0 0.00")
            #expect(try story.countedBins() == "A-1 马克杯 90")
            #expect(try story.scalar("SELECT state FROM count_plan") == CountState.ended.rawValue)
        }
    }

    @Test("差异表之后才补记的流水,不再算成差异 · A movement recorded after the sheet", arguments: TestedEngine.all)
    func lateMovement(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(1000, cost: "10000").at("A-1"))
            try await story.order("T1", [.of(.mug, 4, "80")], at: "2026-03-30 08:00")
            try await story.planCount("K", zone: "A-", at: "2026-03-30 09:00")
            try await story.count("K", "A-1", .mug, 993, at: "2026-03-30 09:10")
            try await story.closeCount("K", at: "2026-03-30 09:40")
            #expect(try story.sheets() == "1 马克杯 C 账 1000 实 993 差 -7 -70.00")
            // The 4 of T1 had left before the scan; only 3 are missing.
            try await story.handCount(
                nil, .salesIssue(IssueReport(notice: 0, shop: "TM", externalID: "T1", happenedAt: Moment("2026-03-30 09:05"))),
                at: "2026-03-30 09:50")
            #expect(try story.sheets() == "1 马克杯 C 账 1000 补记 -4 实 993 差 -3 -70.00")
            try await story.explain("K", .init(line: 1, cause: .normalLoss), at: "2026-03-30 10:00")
            try await story.decideCount("K-causes", at: "2026-03-30 10:10")
            #expect(try story.countedBins() == "A-1 马克杯 993")
            #expect(
                try story.entries([.countShortageReasonable]) == """
                    2026-03-30 盘亏合理损耗\(" ")
                      借 640102 主营业务成本-合理损耗 30.00
                      贷 140501 库存商品-良品 30.00 GZ 马克杯 ×3
                    """)
        }
    }

    @Test("放错库位只换库位,串号成对调整 · Pieces in another bin, articles mixed up", arguments: TestedEngine.all)
    func mixedUp(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(
                Goods.mug.line(100, cost: "1000").at("A-1"), Goods.mug.line(10, cost: "100").at("A-2"),
                Goods.bowl.line(100, cost: "800").at("A-3"), Goods.plate.line(100, cost: "1500").at("A-4"))
            try await story.planCount("K", zone: "A-", at: "2026-03-30 09:00")
            let found: [(String, Goods, Int64)] = [("A-1", .mug, 95), ("A-2", .mug, 15), ("A-3", .bowl, 94), ("A-4", .plate, 104)]
            for (bin, goods, pieces) in found {
                try await story.count("K", bin, goods, pieces, at: "2026-03-30 09:10")
                try await story.count("K", bin, goods, pieces, pass: 2, by: Story.secondCounter, at: "2026-03-30 09:20")
            }
            try await story.closeCount("K", at: "2026-03-30 09:40")
            #expect(
                try story.sheets() == """
                    1 马克杯 C 账 110 实 110 差 0 0.00
                    2 汤碗 C 账 100 实 94 差 -6 -48.00
                    3 餐盘 C 账 100 实 104 差 4 60.00
                    """)
            try await story.explain(
                "K", .init(line: 2, cause: .mixedUp, partner: 3), .init(line: 3, cause: .naturalGain), at: "2026-03-30 09:50",
                expect: .refused, "noPartner")
            try await story.explain(
                "K", .init(line: 2, cause: .mixedUp, partner: 3), .init(line: 3, cause: .mixedUp, partner: 2), at: "2026-03-30 10:00")
            try await story.decideCount("K-causes", at: "2026-03-30 10:10")
            #expect(
                try story.countedBins() == """
                    A-1 马克杯 95
                    A-2 马克杯 15
                    A-3 汤碗 94
                    A-4 餐盘 104
                    """)
            // 4 plates at the cost of 4 bowls; 2 bowls are still missing.
            #expect(
                try story.vouchers(Story.countEvents) == """
                    转-2 2026-03-30 状态调整
                      借 140501 库存商品-良品 32.00 GZ 餐盘 ×4
                      贷 140501 库存商品-良品 32.00 GZ 汤碗 ×4
                    转-3 2026-03-30 盘亏待处理
                      借 190101 待处理财产损溢-待处理流动资产损溢 16.00 GZ 汤碗 ×2
                      贷 140501 库存商品-良品 16.00 GZ 汤碗 ×2
                    """)
        }
    }

    @Test("一张差异表的盘亏与盘盈同时送来等货的件,只通知一次 · Two documents of one sheet bring what an order waits for", arguments: TestedEngine.all)
    func foundTwice(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(
                Goods.bowl.line(100, cost: "800").at("A-3"), Goods.plate.line(100, cost: "1500").at("A-4"))
            try await story.order("T1", [.of(.plate, 102, "11300")], at: "2026-03-30 08:00")
            #expect(try story.orders() == "T1 缺货等待 backordered 订 102 缺 2 通知 100 出 0")
            try await story.planCount("K", zone: "A-", at: "2026-03-30 09:00")
            for (bin, goods, pieces) in [("A-3", Goods.bowl, Int64(98)), ("A-4", Goods.plate, Int64(103))] {
                try await story.count("K", bin, goods, pieces, at: "2026-03-30 09:10")
                try await story.count("K", bin, goods, pieces, pass: 2, by: Story.secondCounter, at: "2026-03-30 09:20")
            }
            try await story.closeCount("K", at: "2026-03-30 09:40")
            try await story.explain(
                "K", .init(line: 1, cause: .mixedUp, partner: 2), .init(line: 2, cause: .mixedUp, partner: 1), at: "2026-03-30 10:00")
            try await story.decideCount("K-causes", at: "2026-03-30 10:10")
            // Two plates were bowls on paper, one more turned up: three are free, and two are waited for.
            #expect(try story.orders() == "T1 待出库 with the warehouse 订 102 缺 0 通知 102 出 0")
            #expect(try story.scalar("SELECT COUNT(*) FROM backorder") == 0)
            #expect(
                try story.stock() == """
                    GZ 汤碗 实物 98 账面 98 占用 0 缺 0 财务 98 = 784.00
                    GZ 餐盘 实物 103 账面 103 占用 102 缺 0 财务 103 = 1531.00
                    """)
        }
    }

    @Test("按商品、按分类出计划,批次与残次分开盘 · Plans by item and class, lots and conditions apart", arguments: TestedEngine.all)
    func scopes(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.classify(.mug, .a)
            try await story.opening(
                Goods.mug.line(10, cost: "100").at("A-1", lot: "L1"), Goods.mug.line(5, cost: "50").at("A-1", lot: "L2"),
                Goods.mug.line(2, cost: "10").at("B-1", condition: StockCondition.defective), Goods.bowl.line(7, cost: "70").at("B-1"))
            try await story.planCount("BYCLASS", abcClass: .a, at: "2026-03-30 09:00")
            try await story.planCount("BYITEM", [.mug, .bowl], at: "2026-03-30 09:01", expect: .refused, "countedElsewhere")
            try await story.planCount("BYITEM", [.bowl], at: "2026-03-30 09:02")
            #expect(
                try story.query("SELECT t.bin, i.name FROM count_task t JOIN item i ON i.code = t.item ORDER BY t.plan, t.bin").map {
                    "\($0[0].text) \($0[1].text)"
                } == ["A-1 马克杯", "B-1 马克杯", "B-1 汤碗"])
            // What a scan finds beyond the items of such a plan is not its business.
            try await story.count("BYITEM", "B-1", .plate, 1, at: "2026-03-30 09:05", expect: .refused, "notInPlan")
            try await story.count("BYITEM", "B-1", .bowl, 7, at: "2026-03-30 09:06")
            try await story.closeCount("BYITEM", at: "2026-03-30 09:07")
            for (pass, counter) in [(Int64(1), Story.firstCounter), (2, Story.secondCounter)] {
                let time = "2026-03-30 09:1\(pass)"
                try await story.count("BYCLASS", "A-1", .mug, 10, pass: pass, by: counter, lot: "L1", at: time)
                try await story.count("BYCLASS", "A-1", .mug, 4, pass: pass, by: counter, lot: "L2", at: time)
                try await story.count("BYCLASS", "B-1", .mug, 2, pass: pass, by: counter, condition: StockCondition.defective, at: time)
                try await story.count("BYCLASS", "B-1", .mug, 1, pass: pass, by: counter, at: time)
            }
            try await story.closeCount("BYCLASS", at: "2026-03-30 09:30")
            #expect(
                try story.sheets() == """
                    1 汤碗 C 账 7 实 7 差 0 0.00
                    1 马克杯 CC A 账 2 实 2 差 0 0.00
                    2 马克杯 A 账 15 实 15 差 0 0.00
                    """)
            try await story.explain("BYCLASS", at: "2026-03-30 09:40")
            try await story.decideCount("BYCLASS-causes", at: "2026-03-30 09:50")
            #expect(
                try story.countedBins() == """
                    A-1 L1 马克杯 10
                    A-1 L2 马克杯 4
                    B-1 马克杯 CC 2
                    B-1 马克杯 1
                    B-1 汤碗 7
                    """)
        }
    }

    @Test("盘点的每一种拒绝 · What counts are refused for", arguments: TestedEngine.all)
    func refusals(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(1000, cost: "10000").at("A-1"), Goods.bowl.line(100, cost: "800").at("A-2"))
            try await story.planCount("K0", zone: "Z-", at: "2026-03-30 08:00", expect: .refused, "nothingToCount")
            try await story.planCount("K0", [.towel], at: "2026-03-30 08:00", expect: .refused, "nothingToCount")
            try await story.handCount(
                "K0", .countPlan(CountPlanRequest(warehouse: "XX")), at: "2026-03-30 08:00", expect: .refused, "unknownRecord")
            try await story.planCount("K", zone: "A-", at: "2026-03-30 09:00")
            try await story.handCount(
                "K", .countPlan(CountPlanRequest(warehouse: "GZ", zone: "A-", isBlind: false)), at: "2026-03-30 09:01",
                expect: .refused)
            try await story.count(
                "K", "A-1", .mug, 1, at: "2026-03-30 09:10", happened: "2026-03-30 08:59", expect: .refused, "scanBeforePlan")
            try await story.count("K", "B-1", .mug, 1, at: "2026-03-30 09:10", expect: .refused, "notInPlan")
            try await story.count("K", "A-1", .mug, -1, at: "2026-03-30 09:10", expect: .refused, "badField")
            try await story.count("K", "A-1", .mug, 1, pass: 2, at: "2026-03-30 09:10", expect: .refused, "nothingToRecount")
            try await story.handCount(
                nil,
                .countScan(
                    CountScanReport(plan: Story.countKey("K"), bin: "A-1", barcode: "123", count: 1, happenedAt: Moment("2026-03-30 09:10"))
                ),
                at: "2026-03-30 09:10", expect: .refused, "unknownBarcode")
            for pass in [Int64(1), 2] {
                let counter = pass == 1 ? Story.firstCounter : Story.secondCounter
                try await story.count("K", "A-1", .mug, 995, pass: pass, by: counter, at: "2026-03-30 09:1\(pass)")
                try await story.count("K", "A-2", .bowl, 103, pass: pass, by: counter, at: "2026-03-30 09:1\(pass)")
            }
            try await story.count("K", "A-1", .mug, 995, at: "2026-03-30 09:20", expect: .refused, "recountedAlready")
            try await story.closeCount("K", at: "2026-03-30 09:30")
            try await story.count("K", "A-1", .mug, 995, at: "2026-03-30 09:40", expect: .refused, "countingOver")
            try await story.handCount(
                "K-sheet2", .countSheet(Story.countKey("K")), at: "2026-03-30 09:40", expect: .refused, "countingOver")
            let loss = LineCause(line: 1, cause: .normalLoss)
            let gain = LineCause(line: 2, cause: .naturalGain)
            try await story.explain("K", loss, at: "2026-03-30 09:50", expect: .refused, "causesMissing")
            try await story.explain("K", loss, gain, gain, at: "2026-03-30 09:50", expect: .refused, "noDifference")
            try await story.explain("K", loss, .init(line: 2, cause: .stolen), at: "2026-03-30 09:50", expect: .refused, "causeUnfit")
            try await story.explain("K", .init(line: 1, cause: .naturalGain), gain, at: "2026-03-30 09:50", expect: .refused, "causeUnfit")
            try await story.explain(
                "K", loss, .init(line: 2, cause: .unrecordedPurchase), at: "2026-03-30 09:50", expect: .refused, "supplierMissing")
            try await story.explain(
                "K", loss, .init(line: 2, cause: .unrecordedPurchase, supplier: SupplierCode(serial: 99)), at: "2026-03-30 09:50",
                expect: .refused, "unknownRecord")
            try await story.explain("K", loss, gain, at: "2026-03-30 09:55")
            try await story.explain("K", loss, gain, attempt: "2", at: "2026-03-30 09:56", expect: .refused, "causesWaiting")
            // Rejected causes are open to others; and a bin that has emptied meanwhile is counted again, not made negative.
            try await story.decideCount("K-causes", false, at: "2026-03-30 10:00")
            try await story.order("T1", [.of(.mug, 998, "9980")], at: "2026-03-30 10:05")
            try await story.issue("T1", at: "2026-03-30 10:06")
            try await story.explain("K", loss, gain, attempt: "3", at: "2026-03-30 10:10")
            try await story.decideCount("K-causes3", at: "2026-03-30 10:20", expect: .refused, "binMovedOn")
            try await story.decideCount("K-causes3", false, at: "2026-03-30 10:21")
            try await story.receipt(Goods.mug.line(100, cost: "1000").at("A-1"), at: "2026-03-30 10:30")
            try await story.explain("K", loss, gain, attempt: "4", at: "2026-03-30 10:40")
            try await story.decideCount("K-causes4", at: "2026-03-30 10:50")
            try await story.explain("K", loss, gain, attempt: "5", at: "2026-03-30 11:00", expect: .refused, "sheetSettled")
            #expect(
                try story.countedBins() == """
                    A-1 马克杯 97
                    A-2 汤碗 103
                    """)
        }
    }

    @Test("超过一千个库位的计划须拆分 · A plan of more than a thousand bins is cut", arguments: TestedEngine.all)
    func longPlan(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            for part in 0..<3 {
                let lines = (0..<334).map { Goods.mug.line(1, cost: "1").at("A-\(part)-\($0)") }
                try await story.hand(
                    .openingStock(OpeningStock(warehouse: "GZ", day: Day(compact: 20_260_301)!, lines: lines)), at: Story.founded)
            }
            try await story.planCount("K", zone: "A-", at: "2026-03-30 09:00", expect: .refused, "planTooLong")
            try await story.planCount("K", zone: "A-1-", at: "2026-03-30 09:00")
            #expect(try story.scalar("SELECT tasks FROM count_plan") == 334)
        }
    }
}
