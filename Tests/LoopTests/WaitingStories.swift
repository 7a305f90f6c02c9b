import Documents
import Kernel
import Testing

@Suite("等待与放手:挂起、缺货、未付款占用 · Waiting and letting go: held, backordered, unpaid")
struct WaitingStories {
    @Test("取消和改单的挂起订单不再占着队列 · Held orders that were cancelled or changed leave the queue", arguments: TestedEngine.all)
    func heldLeaves(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(200, cost: "2000"))
            for number in 1...110 {
                try await story.order("T\(number)", [.code("NEW", 1, "113")], at: "2026-03-04 10:00", version: 1, expect: .held)
            }
            // More than one commit looks at: the orders behind them must still be found.
            for number in 1...104 { try await story.cancel("T\(number)", at: "2026-03-04 11:00") }
            try await story.order("T105", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 2)
            // It waits for two codes now; the first mapping lets it leave one queue only.
            try await story.order(
                "T106", [.code("NEW", 1, "113"), .code("NEWER", 1, "113")], at: "2026-03-04 10:00", version: 2, expect: .held)
            #expect(
                try story.query("SELECT merchant_code, COUNT(*) FROM held_line GROUP BY merchant_code ORDER BY merchant_code")
                    == [["NEW", 5], ["NEWER", 1]])
            func map(_ code: String) async throws {
                try await story.hand(
                    .masterRecord(.channelItem(ChannelItem(shop: "TM", merchantCode: code, target: Goods.mug.code))),
                    at: Moment("2026-03-04 15:00"))
            }
            try await map("NEW")
            #expect(try story.query("SELECT merchant_code, trade FROM held_line").map { $0[0].text } == ["NEWER"])
            #expect(try story.query("SELECT COUNT(*) FROM sales_order WHERE state = 5") == [[5]], "105 and 107 to 110")
            try await map("NEWER")
            #expect(try story.scalar("SELECT COUNT(*) FROM held_line") == 0)
            #expect(try story.scalar("SELECT COUNT(*) FROM held_code") == 0)
            #expect(try story.stock() == "GZ 马克杯 实物 200 账面 200 占用 7 缺 0 财务 200 = 2000.00")
            try await story.issue("T106", at: "2026-03-04 16:00")
            #expect(
                try story.entries([.sale]) == """
                    2026-03-04 销售 TM
                      借 1122 应收账款 226.00 TM
                      贷 6001 主营业务收入 200.00
                      贷 22210107 应交税费-应交增值税-销项税额 26.00
                    """)
        }
    }

    @Test("店铺换了发货仓,旧仓的缺货照样取消和释放 · A shop drops a warehouse where orders wait", arguments: TestedEngine.all)
    func droppedWarehouse(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-04 10:00")
            try await story.order("T2", [.of(.mug, 1, "113")], at: "2026-03-04 10:05")
            #expect(try story.query("SELECT waits_at FROM order_line ORDER BY trade") == [["GZ"], ["GZ"]])
            try await story.hand(
                .masterRecord(
                    .shop(Shop(code: "TM", name: "天猫店", channel: "TMALL", book: "HJ", sources: [.init(warehouse: "WH", priority: 1)]))),
                at: Moment("2026-03-04 11:00"))
            try await story.cancel("T1", at: "2026-03-04 12:00")
            #expect(try story.query("SELECT warehouse, trade FROM backorder").map { $0[0].text } == ["GZ"])
            #expect(try story.stock() == "GZ 马克杯 实物 0 账面 0 占用 0 缺 1 财务 0 = 0.00")
            try await story.receipt(Goods.mug.line(5, cost: "50"), at: "2026-03-05 09:00")
            try await story.issue("T2", at: "2026-03-05 10:00")
            #expect(
                try story.entries() == """
                    2026-03-05 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    2026-03-05 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    """)
        }
    }

    @Test("未付款订单到期放手,付款后重新占用 · An unpaid order lets go in time and reserves anew when it is paid", arguments: TestedEngine.all)
    func unpaidExpires(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(3, cost: "30"))
            try await story.order("D1", shop: "DY", [.of(.mug, 3, "339")], at: "2026-03-04 10:00", version: 1, payment: .unpaid)
            try await story.order("J1", shop: "JD", [.of(.mug, 2, "226")], at: "2026-03-04 11:00")
            #expect(
                try story.orders() == """
                    D1 待付款 awaiting payment 订 3 缺 0 通知 0 出 0
                    J1 缺货等待 backordered 订 2 缺 2 通知 0 出 0
                    """)
            // A minute before its day is over nothing happens.
            try await story.hand(.releaseUnpaid(shop: "DY"), at: Moment("2026-03-05 09:59"))
            #expect(try story.stock() == "GZ 马克杯 实物 3 账面 3 占用 3 缺 2 财务 3 = 30.00")
            let answer = try await story.hand(.releaseUnpaid(shop: "DY"), at: Moment("2026-03-05 10:00"))
            #expect(answer.documents.map(\.kind) == [.salesOrder, .deliveryNotice], "what it had goes to the one who waits")
            #expect(try story.stock() == "GZ 马克杯 实物 3 账面 3 占用 2 缺 0 财务 3 = 30.00")
            try await story.hand(.releaseUnpaid(shop: "DY"), at: Moment("2026-03-06 10:00"))
            try await story.hand(.releaseUnpaid(shop: "NOBODY"), expect: .refused, "unknownRecord")

            try await story.order("D1", shop: "DY", [.of(.mug, 3, "339")], at: "2026-03-04 10:00", version: 2)
            #expect(
                try story.orders() == """
                    D1 缺货等待 backordered 订 3 缺 2 通知 1 出 0
                    J1 待出库 with the warehouse 订 2 缺 0 通知 2 出 0
                    """)
            #expect(try story.scalar("SELECT COUNT(*) FROM unpaid_reservation") == 0)
            #expect(
                try story.receivables() == """
                    D1 DY 预计 339.00 已开 0.00 作废 0.00
                    J1 JD 预计 226.00 已开 0.00 作废 0.00
                    """)
            try await story.issue("D1", shop: "DY", at: "2026-03-06 12:00")
            #expect(
                try story.entries([.sale]) == """
                    2026-03-06 销售 DY
                      借 1122 应收账款 113.00 DY
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    """)
        }
    }

    @Test("一次放手太多,分几条命令做完 · What frees too much for one command is done in several", arguments: TestedEngine.all)
    func unpaidFreesMany(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(600, cost: "6000"))
            for number in 1...12 {
                try await story.order("U\(number)", shop: "DY", [.of(.mug, 50, "5650")], at: "2026-03-04 10:00", payment: .unpaid)
            }
            let waiting = (1...600).map { number in
                Command(
                    actor: Story.actor,
                    body: .channelOrder(
                        ChannelOrder(shop: "JD", externalID: "J\(number)", placedAt: Story.founded, lines: [.of(.mug, 1, "113")])))
            }
            _ = try await story.company.submit(waiting, at: Moment("2026-03-04 11:00"))
            #expect(try story.stock() == "GZ 马克杯 实物 600 账面 600 占用 600 缺 600 财务 600 = 6000.00")
            try await story.hand(.releaseUnpaid(shop: "DY"), at: Moment("2026-03-05 10:00"))
            #expect(try story.stock() == "GZ 马克杯 实物 600 账面 600 占用 600 缺 0 财务 600 = 6000.00")
            #expect(try story.scalar("SELECT COUNT(*) FROM unpaid_reservation") == 0)
            #expect(try story.scalar("SELECT COUNT(*) FROM command WHERE kind = 11") > 1)
        }
    }

    @Test("付款、关闭、改单都结束期限 · Payment, closing and a change end the term", arguments: TestedEngine.all)
    func unpaidEnds(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"))
            for id in ["D1", "D2", "D3", "D4"] {
                try await story.order(id, shop: "DY", [.of(.mug, 2, "226")], at: "2026-03-04 10:00", version: 1, payment: .unpaid)
            }
            try await story.order("D1", shop: "DY", [.of(.mug, 2, "226")], at: "2026-03-04 10:00", version: 2)
            try await story.order(
                "D2", shop: "DY", [.of(.mug, 2, "226")], at: "2026-03-04 10:00", version: 2, payment: .unpaid, standing: .cancelled)
            try await story.cancel("D3", shop: "DY", at: "2026-03-04 12:00")
            try await story.order("D4", shop: "DY", [.of(.mug, 1, "113")], at: "2026-03-04 12:00", version: 2, payment: .unpaid)
            #expect(
                try story.query("SELECT o.external_id FROM unpaid_reservation u JOIN sales_order o ON o.trade = u.trade") == [["D4"]])
            #expect(try story.stock() == "GZ 马克杯 实物 9 账面 9 占用 3 缺 0 财务 9 = 90.00")
            // The change began a term of its own, from the moment it came.
            try await story.hand(.releaseUnpaid(shop: "DY"), at: Moment("2026-03-05 11:59"))
            #expect(try story.stock() == "GZ 马克杯 实物 9 账面 9 占用 3 缺 0 财务 9 = 90.00")
            try await story.hand(.releaseUnpaid(shop: "DY"), at: Moment("2026-03-05 12:00"))
            #expect(try story.stock() == "GZ 马克杯 实物 9 账面 9 占用 2 缺 0 财务 9 = 90.00")
            #expect(try story.vouchers() == "")
        }
    }
}
