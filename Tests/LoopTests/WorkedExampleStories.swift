import Documents
import Kernel
import Testing

/// Four of the worked posting examples that two independent bookkeeping programs have checked. Each builds the example's input and
/// ends in the example's vouchers; lines of one account and party are one line.
@Suite("订单到凭证:核对过的例子 · Order to voucher: worked examples")
struct WorkedExampleStories {
    @Test("PX-10 销售出库确认收入并结转成本 · Revenue, VAT and cost of sales at shipment", arguments: TestedEngine.all)
    func px10(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "1800"))
            let answer = try await story.order("T0001", [.of(.mug, 1, "339")], at: "2026-03-04 10:00")
            #expect(answer.documents.map(\.kind) == [.channelOrder, .salesOrder, .deliveryNotice, .receivable])
            #expect(try story.receivables() == "T0001 TM 预计 339.00 已开 0.00 作废 0.00", "expected, with no entry yet")
            #expect(try story.vouchers() == "")

            try await story.issue("T0001", at: "2026-03-04 15:30")
            #expect(
                try story.vouchers([.openingStock, .sale, .costOfSales]) == """
                    转-1 2026-03-01 期初库存
                      借 140501 库存商品-良品 1800.00 GZ 马克杯 ×10
                      贷 4001 实收资本 1800.00
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 339.00 TM
                      贷 6001 主营业务收入 300.00
                      贷 22210107 应交税费-应交增值税-销项税额 39.00
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 180.00
                      贷 140501 库存商品-良品 180.00 GZ 马克杯 ×1
                    """)
            #expect(
                try story.balances() == """
                    1122 应收账款 339.00
                    4001 实收资本 -1800.00
                    6001 主营业务收入 -300.00
                    140501 库存商品-良品 1620.00
                    640101 主营业务成本-销售成本 180.00
                    22210107 应交税费-应交增值税-销项税额 -39.00
                    """)
            #expect(try story.stock() == "GZ 马克杯 实物 9 账面 9 占用 0 缺 0 财务 9 = 1620.00")
            #expect(try story.receivables() == "T0001 TM 预计 339.00 已开 339.00 作废 0.00")
            #expect(
                try story.documents() == Array(repeating: "基础资料", count: Story.records(.perDocument).count).joined(separator: " ")
                    + " 期初库存 存货过账 凭证 平台订单 销售订单 出库通知单 应收单 销售出库单 销售结算单 凭证 凭证")
        }
    }

    @Test("PX-12 三行订单优惠按金额分摊,逐行价税分离 · Order discount over lines, VAT by line", arguments: TestedEngine.all)
    func px12(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(
                Goods.mug.line(100, cost: "433.33"), Goods.bowl.line(100, cost: "912.50"), Goods.plate.line(100, cost: "1255.55"))
            try await story.order(
                "T0002", shop: "JD", [.of(.mug, 1, "9.90"), .of(.bowl, 1, "19.90"), .of(.plate, 1, "29.90")], at: "2026-03-06 09:00",
                discounts: [.ours("5")])
            try await story.issue("T0002", shop: "JD", at: "2026-03-06 16:00")
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-06 销售 JD
                      借 1122 应收账款 54.70 JD
                      贷 6001 主营业务收入 48.41
                      贷 22210107 应交税费-应交增值税-销项税额 6.29
                    转-3 2026-03-06 结转成本 JD
                      借 640101 主营业务成本-销售成本 26.02
                      贷 140501 库存商品-良品 4.33 GZ 马克杯 ×1
                      贷 140501 库存商品-良品 9.13 GZ 汤碗 ×1
                      贷 140501 库存商品-良品 12.56 GZ 餐盘 ×1
                    """)
            #expect(
                try story.query("SELECT gross, net FROM order_line ORDER BY line") == [[907, 803], [1823, 1613], [2740, 2425]])
            #expect(
                try story.stock() == """
                    GZ 马克杯 实物 99 账面 99 占用 0 缺 0 财务 99 = 429.00
                    GZ 汤碗 实物 99 账面 99 占用 0 缺 0 财务 99 = 903.37
                    GZ 餐盘 实物 99 账面 99 占用 0 缺 0 财务 99 = 1242.99
                    """)
        }
    }

    @Test("PX-13 移动加权平均,清零时尾差随最后一笔 · Moving average, the last issue takes the rest", arguments: TestedEngine.all)
    func px13(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(3, cost: "30"))
            try await story.receipt(Goods.mug.line(4, cost: "46"), at: "2026-03-03 09:00")
            for (day, pieces) in [("05", Int64(2)), ("07", 3), ("09", 2)] {
                // Given away, so that nothing but the cost is posted.
                try await story.order("T-\(day)", [.of(.mug, pieces, "0", gift: true)], at: "2026-03-\(day) 09:00")
                try await story.issue("T-\(day)", at: "2026-03-\(day) 10:00")
            }
            #expect(
                try story.vouchers([.purchaseReceipt, .sale, .costOfSales]) == """
                    转-2 2026-03-03 采购入库暂估
                      借 140501 库存商品-良品 46.00 GZ 马克杯 ×4
                      贷 220202 应付账款-暂估 46.00 \(Story.supplier.text)
                    转-3 2026-03-05 结转成本 TM
                      借 640101 主营业务成本-销售成本 21.71
                      贷 140501 库存商品-良品 21.71 GZ 马克杯 ×2
                    转-4 2026-03-07 结转成本 TM
                      借 640101 主营业务成本-销售成本 32.57
                      贷 140501 库存商品-良品 32.57 GZ 马克杯 ×3
                    转-5 2026-03-09 结转成本 TM
                      借 640101 主营业务成本-销售成本 21.72
                      贷 140501 库存商品-良品 21.72 GZ 马克杯 ×2
                    """)
            #expect(
                try story.balances() == """
                    4001 实收资本 -30.00
                    140501 库存商品-良品 0.00
                    220202 应付账款-暂估 -46.00
                    640101 主营业务成本-销售成本 76.00
                    """)
            #expect(try story.stock() == "GZ 马克杯 实物 0 账面 0 占用 0 缺 0 财务 0 = 0.00")
        }
    }

    @Test("PX-24 店铺券减收入,平台补贴向平台收 · Our coupon lowers revenue, the platform's subsidy is due from it", arguments: TestedEngine.all)
    func px24(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.towel.line(10, cost: "2000"))
            try await story.order(
                "T0003", [.of(.towel, 1, "500", discounts: [.ours("30"), .by("TMALL-SUBSIDY", "20")])], at: "2026-03-16 20:00")
            #expect(
                try story.receivables() == """
                    T0003 TM 预计 450.00 已开 0.00 作废 0.00
                    T0003 TMALL-SUBSIDY 预计 20.00 已开 0.00 作废 0.00
                    """)
            try await story.issue("T0003", at: "2026-03-16 21:00")
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-16 销售 TM
                      借 1122 应收账款 450.00 TM
                      借 1122 应收账款 20.00 TMALL-SUBSIDY
                      贷 6001 主营业务收入 415.93
                      贷 22210107 应交税费-应交增值税-销项税额 54.07
                    """)
        }
    }
}
