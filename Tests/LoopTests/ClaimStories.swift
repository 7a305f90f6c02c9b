import Documents
import Kernel
import Loop
import Testing

@Suite("申报库存、差异预警与库存动态 · Claims, variance alerts and stock status")
struct ClaimStories {
    @Test("外部仓申报:差异逐笔说明,说不清的转财务 · A claim's differences are named documents', or finance's", arguments: TestedEngine.all)
    func claim(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.makeOutside("WH")
            try await story.opening(
                Goods.mug.line(500, cost: "5000"), Goods.bowl.line(10, cost: "50"), Goods.plate.line(100, cost: "800"),
                Goods.honey.line(1000, cost: "9000"), into: "WH")
            try await story.opening(Goods.plate.line(10, cost: "80"), into: "GZ")
            try await story.sent("K", from: "GZ", to: "WH", .init(item: Goods.plate.code, pieces: 4), on: "2026-03-04")
            try await story.order("T1", [.of(.mug, 3, "339")], at: "2026-03-04 10:00")
            // Unloaded at nine, told at one o'clock.
            try await story.hand(
                .purchaseReceipt(
                    PurchaseReceipt(
                        warehouse: "WH", supplier: Story.supplier, happenedAt: Moment("2026-03-04 09:00"),
                        lines: [Goods.bowl.line(5, cost: "30")])), at: Moment("2026-03-04 13:00"))
            let answer = try await story.claim(
                "SB-1", "WH", asOf: "2026-03-04 12:00", [(.mug, 497), (.bowl, 15), (.plate, 104), (.towel, 2), (.honey, 996)],
                at: "2026-03-04 14:00")
            #expect(answer.documents.map(\.kind) == [.stockClaim, .varianceTask])
            #expect(
                try story.claimLines() == """
                    WH 马克杯 申报 497 账面 500 | 通知未回单 -3 出库通知单 | 未说明 0
                    WH 汤碗 申报 15 账面 10 | 补录 5 采购入库单 | 未说明 0
                    WH 餐盘 申报 104 账面 100 | 在途未回单 4 调拨出库单 | 未说明 0
                    WH 毛巾 申报 2 账面 0 | 未说明 2
                    WH 蜂蜜 申报 996 账面 1000 | 未说明 -4
                    """)
            #expect(try story.varianceTasks() == "WH 毛巾 账面 0 实有 2 差异率  期限 2026-03-07 待核查")

            // What left after the claim's moment is put back before it is compared.
            try await story.issue("T1", at: "2026-03-04 15:00")
            try await story.claim(
                "SB-2", "WH", asOf: "2026-03-04 12:00", [(.mug, 500), (.towel, 2), (.honey, 994)], at: "2026-03-04 16:00")
            #expect(
                try story.claimLines() == """
                    WH 马克杯 申报 500 账面 500 | 未说明 0
                    WH 毛巾 申报 2 账面 0 | 未说明 2
                    WH 蜂蜜 申报 994 账面 1000 | 未说明 -6
                    """)
            #expect(
                try story.varianceTasks() == """
                    WH 毛巾 账面 0 实有 2 差异率  期限 2026-03-07 待核查
                    WH 蜂蜜 账面 1000 实有 994 差异率 -0.60 % 期限 2026-03-07 待核查
                    """)
            try await story.claim(
                "SB-2", "WH", asOf: "2026-03-04 12:00", [(.mug, 500), (.towel, 2), (.honey, 994)], at: "2026-03-04 17:00",
                expect: .duplicate)

            // Finance closes with a reason, once.
            let task = answer.documents[1].position
            try await story.closeVariance(task, "", at: "2026-03-05 09:00", expect: .refused, "noReason")
            let closing = try await story.closeVariance(task, "外部仓错点,已更正", at: "2026-03-05 09:10")
            try await story.closeVariance(task, "再关一次", at: "2026-03-05 09:20", expect: .refused, "closedAlready")
            try await story.closeVariance(
                closing.documents[0].position, "关闭单", at: "2026-03-05 09:30", expect: .refused, "isClosing")
            #expect(
                try story.varianceTasks() == """
                    WH 蜂蜜 账面 1000 实有 994 差异率 -0.60 % 期限 2026-03-07 待核查
                    WH 毛巾 账面 0 实有 2 差异率  期限 2026-03-07 已关闭
                    """)
            // The same difference again is a task again.
            let again = try await story.claim("SB-3", "WH", asOf: "2026-03-05 10:00", [(.towel, 2)], at: "2026-03-05 10:10")
            #expect(again.documents.map(\.kind) == [.stockClaim, .varianceTask])
            #expect(try story.agreement().isExplained)
            #expect(
                try story.vouchers() == """
                    转-5 2026-03-04 销售 TM
                      借 1122 应收账款 339.00 TM
                      贷 6001 主营业务收入 300.00
                      贷 22210107 应交税费-应交增值税-销项税额 39.00
                    转-6 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 30.00
                      贷 140501 库存商品-良品 30.00 WH 马克杯 ×3
                    """)
        }
    }

    @Test("不合规的申报 · Claims that are none", arguments: TestedEngine.all)
    func refused(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.makeOutside("WH")
            try await story.opening(Goods.mug.line(5, cost: "50"), into: "WH")
            let at = "2026-03-04 12:00"
            try await story.claim("A", "GZ", asOf: at, [(.mug, 5)], at: at, expect: .refused, "notOutside")
            try await story.claim("A", "XX", asOf: at, [(.mug, 5)], at: at, expect: .refused, "unknownRecord")
            try await story.claim("A", "WH", asOf: "2026-03-04 12:01", [(.mug, 5)], at: at, expect: .refused, "claimAhead")
            try await story.claim("A", "WH", asOf: "2026-03-01 07:59", [(.mug, 5)], at: at, expect: .refused, "claimBeforeMirror")
            try await story.claim("A", "WH", asOf: at, [(.mug, 5), (.mug, 5)], at: at, expect: .refused, "claimedTwice")
            try await story.claim("A", "WH", asOf: at, [], at: at, expect: .refused, "badField")
            try await story.claim("A", "WH", asOf: at, [(.mug, -1)], at: at, expect: .refused, "badField")
            try await story.hand(
                .masterRecord(.warehouse(WarehouseSite(code: "WH", name: "武汉分仓", book: "HJ"))), expect: .refused, "badField")
            try await story.hand(
                .masterRecord(.warehouse(WarehouseSite(code: "GZ", name: "广州总仓", book: "HJ", statusMinutes: 0))), expect: .refused,
                "badField")
            // A refusal does not use up the key.
            try await story.claim("A", "WH", asOf: at, [(.mug, 5)], at: at)
            #expect(try story.claimLines() == "WH 马克杯 申报 5 账面 5 | 未说明 0")
            #expect(try story.vouchers([.openingStock]).hasPrefix("转-1 2026-03-01 期初库存"))
        }
    }

    @Test("库存动态报表:到点才出,多则分页 · Stock status when it is due, in parts when it is long", arguments: TestedEngine.all)
    func status(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"), Goods.bowl.line(4, cost: "20"))
            try await story.order("T1", [.of(.mug, 2, "226"), .of(.plate, 3, "90")], at: "2026-03-04 09:00")
            try await story.hand(.stockStatus(warehouse: "GZ"), at: Moment("2026-03-04 10:00"))
            #expect(
                try story.statusLines() == """
                    GZ 位置差 1 页 0 末页
                    马克杯 ZP 在库 10 占用 2 缺 0
                    汤碗 ZP 在库 4 占用 0 缺 0
                    餐盘 ZP 在库 0 占用 0 缺 3
                    """)
            let answer = try await story.hand(.stockStatus(warehouse: "GZ"), at: Moment("2026-03-04 10:29"), expect: .refused, "notDue")
            #expect(answer.chinese.contains("下一次在 2026-03-04 10:30:00"))
            try await story.hand(.stockStatus(warehouse: "GZ"), at: Moment("2026-03-04 10:30"))
            try await story.hand(
                .masterRecord(.warehouse(WarehouseSite(code: "WH", name: "武汉分仓", book: "HJ", statusMinutes: -1))))
            try await story.hand(.stockStatus(warehouse: "WH"), at: Moment("2026-03-04 11:00"), expect: .refused, "noSchedule")
            try await story.hand(.stockStatus(warehouse: "XX"), at: Moment("2026-03-04 11:00"), expect: .refused, "unknownRecord")
            try await story.hand(
                .stockStatusPart(warehouse: "GZ", report: 1, part: 1), at: Moment("2026-03-04 11:00"), expect: .refused, "notForCallers")

            // More than a thousand keys: the goods of many owners.
            let lines = (1...1005).map { StockLine(line: Int64($0), item: Goods.towel.code, pieces: 1, owner: "H\($0)") }
            try await story.hand(
                .openingStock(OpeningStock(warehouse: "GZ", day: Day(compact: 20_260_304)!, lines: lines)), at: Moment("2026-03-04 12:00"))
            let before = try story.position
            try await story.hand(.stockStatus(warehouse: "GZ"), at: Moment("2026-03-04 12:30"))
            #expect(try story.documents(after: before) == "库存动态报表 库存动态报表")
            let parts = try story.statusReports().suffix(2)
            #expect(parts.map { $0.report.lines.count } == [1000, 8])
            #expect(parts.map { $0.report.part } == [0, 1])
            #expect(parts.map { $0.report.isLast } == [false, true])
            #expect(parts.map { $0.logged.source } == [0, before + 1])
            #expect(parts.map { $0.report.position } == [before, before + 1])
            #expect(
                try story.vouchers([.openingStock]) == """
                    转-1 2026-03-01 期初库存
                      借 140501 库存商品-良品 100.00 GZ 马克杯 ×10
                      借 140501 库存商品-良品 20.00 GZ 汤碗 ×4
                      贷 4001 实收资本 120.00
                    """)
        }
    }
}
