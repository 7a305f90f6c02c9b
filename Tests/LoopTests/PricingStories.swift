import Documents
import Kernel
import Testing

@Suite("价格、优惠、运费与服务 · Prices, discounts, freight and services")
struct PricingStories {
    @Test("优惠按承担方 · Discounts by who bears them", arguments: TestedEngine.all)
    func bearers(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"), Goods.bowl.line(10, cost: "100"))
            try await story.order(
                "T1",
                [.of(.mug, 1, "100", discounts: [.ours("8"), .by("KOL", "5")]), .of(.bowl, 1, "50", discounts: [.by("PF", "2")])],
                at: "2026-03-04 10:00", discounts: [.by("PF", "3"), .ours("6")])
            // PF 3 = 2 + 1, ours 6 = 4 + 2: mug 100 − 8 − 4 = 88, bowl 50 − 2 = 48; others pay 5 + 2 of the mug, 2 + 1 of the bowl.
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 126.00 TM
                      借 1122 应收账款 5.00 KOL
                      借 1122 应收账款 5.00 PF
                      贷 6001 主营业务收入 120.36
                      贷 22210107 应交税费-应交增值税-销项税额 15.64
                    """)
            #expect(
                try story.receivables() == """
                    T1 KOL 预计 5.00 已开 5.00 作废 0.00
                    T1 PF 预计 5.00 已开 5.00 作废 0.00
                    T1 TM 预计 126.00 已开 126.00 作废 0.00
                    """)
        }
    }

    @Test("承担方换人、金额不变,也按新的算 · Another bearer of the same amount is a change", arguments: TestedEngine.all)
    func bearerChanges(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            try await story.order("T1", [.of(.mug, 1, "100", discounts: [.by("PF", "20")])], at: "2026-03-04 10:00", version: 1)
            try await story.order("T1", [.of(.mug, 1, "100", discounts: [.by("KOL", "20")])], at: "2026-03-04 10:00", version: 2)
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 80.00 TM
                      借 1122 应收账款 20.00 KOL
                      贷 6001 主营业务收入 88.50
                      贷 22210107 应交税费-应交增值税-销项税额 11.50
                    """)
        }
    }

    @Test("十六件十分钱逐件出库:没有一笔为负 · Sixteen pieces for ten fen, issued one by one: no part is negative", arguments: TestedEngine.all)
    func smallShares(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(16, cost: "16"))
            // One party named twice on a line bears both.
            try await story.order(
                "T1", [.of(.mug, 16, "0.10", discounts: [.by("PF", "0.02"), .by("PF", "0.03")])], at: "2026-03-04 10:00")
            for minute in 10..<26 { try await story.issue("T1", [(1, .mug, 1)], at: "2026-03-04 11:\(minute)") }
            #expect(
                try story.receivables() == """
                    T1 PF 预计 0.05 已开 0.05 作废 0.00
                    T1 TM 预计 0.05 已开 0.05 作废 0.00
                    """)
            #expect(try story.scalar("SELECT COUNT(*) FROM posting_line WHERE amount < 0") == 0)
            #expect(
                try story.balances().split(separator: "\n").filter { $0.hasPrefix("1122") || $0.hasPrefix("6001") || $0.hasPrefix("2221") }
                    == [
                        "1122 应收账款 0.10", "6001 主营业务收入 -0.09", "22210107 应交税费-应交增值税-销项税额 -0.01",
                    ])
        }
    }

    @Test("按吊牌价列示、全额优惠的赠品不再承担整单优惠 · A gift at list price, fully discounted, bears no order discount", arguments: TestedEngine.all)
    func giftAtListPrice(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"), Goods.bowl.line(10, cost: "100"))
            try await story.order(
                "T1", [.of(.bowl, 1, "100", discounts: [.ours("100")], gift: true), .of(.mug, 1, "100")], at: "2026-03-04 10:00",
                discounts: [.ours("30")])
            #expect(try story.query("SELECT gross, net FROM order_line ORDER BY line") == [[0, 0], [7_000, 6_195]])
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 70.00 TM
                      贷 6001 主营业务收入 61.95
                      贷 22210107 应交税费-应交增值税-销项税额 8.05
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 20.00
                      贷 140501 库存商品-良品 10.00 GZ 汤碗 ×1
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    """)
        }
    }

    @Test("优惠大于货款时吃掉运费,没有一行为负 · A discount above the goods reaches into the freight; no line is negative", arguments: TestedEngine.all)
    func discountAboveGoods(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"), Goods.honey.line(10, cost: "100"))
            try await story.order(
                "T1", [.of(.mug, 1, "10"), .of(.honey, 1, "10")], at: "2026-03-04 10:00", freight: "8", discounts: [.ours("25")])
            #expect(try story.query("SELECT freight, gross FROM order_line ORDER BY line") == [[400, 150], [400, 150]])
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 3.00 TM
                      贷 6001 主营业务收入 2.71
                      贷 22210107 应交税费-应交增值税-销项税额 0.29
                    """)
        }
    }

    @Test("整单运费分摊到不同税率的行 · Order freight over lines of several rates", arguments: TestedEngine.all)
    func freight(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"), Goods.honey.line(10, cost: "100"))
            try await story.order("T1", [.of(.mug, 1, "100"), .of(.honey, 1, "50")], at: "2026-03-04 10:00", freight: "10")
            #expect(
                try story.query("SELECT freight, gross, net, rate FROM order_line ORDER BY line")
                    == [[667, 10_667, 9440, 1300], [333, 5333, 4893, 900]])
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 160.00 TM
                      贷 6001 主营业务收入 143.33
                      贷 22210107 应交税费-应交增值税-销项税额 16.67
                    """)
        }
    }

    @Test("组合装拆成组件,价格按比例 · A kit is exploded, its price parted by ratio", arguments: TestedEngine.all)
    func kit(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "200"), Goods.plate.line(10, cost: "50"))
            try await story.order("T1", [.code(GiftBox.merchantCode, 1, "100")], at: "2026-03-04 10:00")
            #expect(
                try story.query("SELECT line_id, kit, pieces, gross, net FROM order_line ORDER BY line") == [
                    ["BOX", .integer(GiftBox.code.number), 2, 6667, 5900], ["BOX", .integer(GiftBox.code.number), 1, 3333, 2950],
                ])
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 100.00 TM
                      贷 6001 主营业务收入 88.50
                      贷 22210107 应交税费-应交增值税-销项税额 11.50
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 45.00
                      贷 140501 库存商品-良品 40.00 GZ 马克杯 ×2
                      贷 140501 库存商品-良品 5.00 GZ 餐盘 ×1
                    """)
        }
    }

    @Test("赠品零价:只有成本 · A gift has a cost and no price", arguments: TestedEngine.all)
    func gift(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"), Goods.towel.line(10, cost: "30"))
            try await story.order(
                "T1", [.of(.mug, 1, "113"), .of(.towel, 1, "0", gift: true)], at: "2026-03-04 10:00", freight: "5", discounts: [.ours("5")])
            #expect(try story.query("SELECT gross FROM order_line ORDER BY line") == [[11_300], [0]], "a gift takes no part of anything")
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 13.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                      贷 140501 库存商品-良品 3.00 GZ 毛巾 ×1
                    """)
        }
    }

    @Test("商品带服务:随第一次出库确认 · A service beside goods is earned with the first shipment", arguments: TestedEngine.all)
    func serviceWithGoods(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            let answer = try await story.order("T1", [.of(.mug, 2, "226"), .of(.fitting, 1, "109")], at: "2026-03-04 10:00")
            #expect(answer.documents.map(\.kind) == [.channelOrder, .salesOrder, .deliveryNotice, .receivable])
            try await story.issue("T1", [(1, .mug, 1)], at: "2026-03-04 11:00")
            try await story.issue("T1", at: "2026-03-05 11:00")
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 222.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 6051 其他业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 22.00
                    转-4 2026-03-05 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    """)
        }
    }

    @Test("只有服务:付款即确认 · Services only are earned when paid", arguments: TestedEngine.all)
    func serviceOnly(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let answer = try await story.order("T1", [.of(.difference, 1, "11.30"), .of(.fitting, 1, "109")], at: "2026-03-04 10:00")
            #expect(answer.documents.map(\.kind) == [.channelOrder, .salesOrder, .receivable, .salesSettlement, .voucher])
            #expect(try story.orders() == "T1 已出库 shipped 订 0 缺 0 通知 0 出 0")
            #expect(
                try story.vouchers() == """
                    转-1 2026-03-04 销售 TM
                      借 1122 应收账款 120.30 TM
                      贷 6051 其他业务收入 110.00
                      贷 22210107 应交税费-应交增值税-销项税额 10.30
                    """)
            #expect(try story.receivables() == "T1 TM 预计 120.30 已开 120.30 作废 0.00")
            try await story.cancel("T1", at: "2026-03-04 12:00", expect: .refused, "alreadyShipped")
        }
    }

    @Test("不含税价格:税加在外 · Prices without tax: VAT comes on top", arguments: TestedEngine.all)
    func taxExclusive(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"), Goods.honey.line(10, cost: "100"))
            try await story.order(
                "T1", [.of(.mug, 3, "99.99"), .of(.honey, 1, "33.33")], at: "2026-03-04 10:00", taxIncluded: false)
            // 99.99 × 13 % = 12.9987, 33.33 × 9 % = 2.9997.
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 149.32 TM
                      贷 6001 主营业务收入 133.32
                      贷 22210107 应交税费-应交增值税-销项税额 16.00
                    """)
        }
    }

    @Test("货到付款:不等付款就发 · Cash on delivery ships without waiting for money", arguments: TestedEngine.all)
    func cashOnDelivery(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", payment: .cashOnDelivery)
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(try story.query("SELECT paid FROM sales_order") == [[0]])
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    """)
        }
    }
}
