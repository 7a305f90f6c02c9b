import Documents
import Kernel
import Loop
import Storage
import Testing

@Suite("业务订单 · Business orders")
struct BusinessStories {
    @Test(
        "经销分两批:签收确认收入,短少待处理,拒收退回 · Wholesale in two batches: a receipt earns, short pieces wait for a decision, refused ones come back",
        arguments: TestedEngine.all)
    func wholesale(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.customer(.wholesale)
            try await story.opening(Goods.mug.line(12, cost: "144"))
            let order = try await story.order("B1", shop: "CS", [.of(.mug, 10, "1130")], at: "2026-03-04 10:00", payment: .unpaid)
            #expect(order.documents.map(\.kind) == [.channelOrder, .salesOrder, .deliveryNotice, .receivable], "on account")
            #expect(try story.stock() == "GZ 马克杯 实物 12 账面 12 占用 10 缺 0 财务 12 = 144.00")
            let first = try await story.issue("B1", shop: "CS", [(1, .mug, 6)], at: "2026-03-05 10:00")
            #expect(first.documents.map(\.kind) == [.salesIssue, .salesSettlement, .voucher])
            #expect(try story.orders() == "B1 部分出库 partly shipped 订 10 缺 0 通知 4 出 6")
            #expect(try story.receivables() == "B1 CS 预计 1130.00 已开 0.00 作废 0.00")
            let second = try await story.issue("B1", shop: "CS", at: "2026-03-06 10:00")
            #expect(try story.scalar("SELECT COUNT(*) FROM unpaid_reservation") == 0, "what has left has no term")
            let receipt = try await story.receives(first, [(1, 4, 1, 1)], at: "2026-03-07 10:00")
            #expect(receipt.documents.map(\.kind) == [.businessReceipt, .salesSettlement, .stockPosting, .voucher, .voucher, .voucher])
            #expect(
                try story.shipped() == """
                    B1/1 发 6 收 4 短 1 拒 1 回 0 余 12.00
                    B1/1 发 4 收 0 短 0 拒 0 回 0 余 48.00
                    """)
            try await story.receives(second, [(1, 4, 0, 0)], at: "2026-03-08 10:00")
            #expect(try story.receivables() == "B1 CS 预计 1130.00 已开 904.00 作废 0.00", "one piece may still come back or be taken")
            try story.isSound()
            // The refused piece comes back; nothing is left to be said of the order.
            let back = try await story.receives(first, [], back: [(1, .mug, 1, "ZP")], at: "2026-03-10 10:00")
            #expect(back.documents.map(\.kind) == [.businessReceipt, .stockPosting, .voucher])
            #expect(
                try story.shipped() == """
                    B1/1 发 6 收 4 短 1 拒 1 回 1 余 0.00
                    B1/1 发 4 收 4 短 0 拒 0 回 0 余 0.00
                    """)
            #expect(try story.receivables() == "B1 CS 预计 1130.00 已开 904.00 作废 226.00")
            // Somebody pays for the piece that did not arrive.
            try await story.dispose("D1", of: receipt.document(.businessReceipt), ("SF", "5"), at: "2026-03-11 10:00")
            try await story.decideCount("D1", at: "2026-03-11 11:00")
            #expect(
                try story.vouchers(Story.businessEvents) == """
                    转-2 2026-03-05 发出商品 CS
                      借 140601 发出商品-销售在途 72.00 GZ 马克杯 ×6
                      贷 140501 库存商品-良品 72.00 GZ 马克杯 ×6
                    转-3 2026-03-06 发出商品 CS
                      借 140601 发出商品-销售在途 48.00 GZ 马克杯 ×4
                      贷 140501 库存商品-良品 48.00 GZ 马克杯 ×4
                    转-4 2026-03-07 销售 CS
                      借 1122 应收账款 452.00 C001
                      贷 6001 主营业务收入 400.00
                      贷 22210107 应交税费-应交增值税-销项税额 52.00
                    转-5 2026-03-07 发出商品结转成本 CS
                      借 640101 主营业务成本-销售成本 48.00
                      贷 140601 发出商品-销售在途 48.00 GZ 马克杯 ×4
                    转-6 2026-03-07 客户短收待处理 CS
                      借 190101 待处理财产损溢-待处理流动资产损溢 12.00 GZ 马克杯 ×1
                      贷 140601 发出商品-销售在途 12.00 GZ 马克杯 ×1
                    转-7 2026-03-08 销售 CS
                      借 1122 应收账款 452.00 C001
                      贷 6001 主营业务收入 400.00
                      贷 22210107 应交税费-应交增值税-销项税额 52.00
                    转-8 2026-03-08 发出商品结转成本 CS
                      借 640101 主营业务成本-销售成本 48.00
                      贷 140601 发出商品-销售在途 48.00 GZ 马克杯 ×4
                    转-9 2026-03-10 客户拒收退回 CS
                      借 140501 库存商品-良品 12.00 GZ 马克杯 ×1
                      贷 140601 发出商品-销售在途 12.00 GZ 马克杯 ×1
                    转-10 2026-03-11 报废审批结转
                      借 122102 其他应收款-赔款 5.00 SF
                      借 660106 销售费用-售后补偿及损失 7.00
                      贷 190101 待处理财产损溢-待处理流动资产损溢 12.00 GZ 马克杯 ×1
                    """)
            try story.isSound()
        }
    }

    @Test("代销:出库不算销售,结算单才算;账扣返利另列 · Consignment: sold when the statement says so, deductions apart", arguments: TestedEngine.all)
    func consignment(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.customer(.consignment)
            try await story.opening(Goods.mug.line(10, cost: "100.01"), Goods.bowl.line(2, cost: "20"))
            try await story.order(
                "B1", shop: "CS", [.of(.mug, 6, "678"), .of(.bowl, 2, "113")], at: "2026-03-04 10:00", payment: .unpaid)
            try await story.issue("B1", shop: "CS", [(1, .mug, 2), (2, .bowl, 2)], at: "2026-03-05 10:00")
            let second = try await story.issue("B1", shop: "CS", at: "2026-03-06 10:00")
            try await story.states("S0", [("B1", 1, 7, "0")], at: "2026-03-31 10:00", expect: .refused, "moreThanWithCustomer")
            try await story.states("S0", [("B1", 1, 3, "300")], at: "2026-03-31 10:00", expect: .refused, "grossDiffers")
            try await story.states("S0", [("B1", 3, 1, "0")], at: "2026-03-31 10:00", expect: .refused, "noSuchLine")
            try await story.states("S0", [("B9", 1, 1, "0")], at: "2026-03-31 10:00", expect: .refused, "noSuchOrder")
            try await story.receives(second, [(1, 1, 0, 0)], at: "2026-03-31 10:00", expect: .refused, "soldByStatement")
            let statement = try await story.states(
                "S1", [("B1", 1, 3, "339"), ("B1", 2, 2, "0")], deductions: [(.deduction, "20"), (.rebate, "3.50")], at: "2026-03-31 11:00")
            #expect(
                statement.documents.map(\.kind) == [.consignmentStatement, .salesSettlement, .stockPosting, .voucher, .voucher, .voucher])
            try await story.states("S1", [("B1", 1, 1, "0")], at: "2026-03-31 11:10", expect: .refused, "movedAlready")
            #expect(
                try story.shipped() == """
                    B1/1 发 2 收 2 短 0 拒 0 回 0 余 0.00
                    B1/2 发 2 收 2 短 0 拒 0 回 0 余 0.00
                    B1/1 发 4 收 1 短 0 拒 0 回 0 余 30.01
                    """)
            // Unsold pieces come back, one of them damaged.
            try await story.receives(
                second, [(1, 0, 0, 3)], back: [(1, .mug, 2, "ZP"), (1, .mug, 1, "CC")], at: "2026-04-02 10:00")
            #expect(try story.receivables() == "B1 CS 预计 791.00 已开 452.00 作废 339.00")
            #expect(
                try story.vouchers(Story.businessEvents) == """
                    转-2 2026-03-05 发出商品 CS
                      借 140601 发出商品-销售在途 20.00 GZ 马克杯 ×2
                      借 140601 发出商品-销售在途 20.00 GZ 汤碗 ×2
                      贷 140501 库存商品-良品 20.00 GZ 马克杯 ×2
                      贷 140501 库存商品-良品 20.00 GZ 汤碗 ×2
                    转-3 2026-03-06 发出商品 CS
                      借 140601 发出商品-销售在途 40.01 GZ 马克杯 ×4
                      贷 140501 库存商品-良品 40.01 GZ 马克杯 ×4
                    转-4 2026-03-31 销售 CS
                      借 1122 应收账款 452.00 C001
                      贷 6001 主营业务收入 400.00
                      贷 22210107 应交税费-应交增值税-销项税额 52.00
                    转-5 2026-03-31 发出商品结转成本 CS
                      借 640101 主营业务成本-销售成本 50.00
                      贷 140601 发出商品-销售在途 20.00 GZ 马克杯 ×2
                      贷 140601 发出商品-销售在途 10.00 GZ 马克杯 ×1
                      贷 140601 发出商品-销售在途 20.00 GZ 汤碗 ×2
                    转-6 2026-03-31 代销账扣与返利 CS
                      借 660102 销售费用-推广费 23.50
                      贷 1122 应收账款 23.50 C001
                    转-1 2026-04-02 客户拒收退回 CS
                      借 140501 库存商品-良品 20.01 GZ 马克杯 ×2
                      借 140502 库存商品-次品 10.00 GZ 马克杯 ×1
                      贷 140601 发出商品-销售在途 20.01 GZ 马克杯 ×2
                      贷 140601 发出商品-销售在途 10.00 GZ 马克杯 ×1
                    """)
            try story.isSound()
        }
    }

    @Test("期限一到,未出库的取消,货给等的人 · The term ends: what has not left is cancelled and goes to those who wait", arguments: TestedEngine.all)
    func term(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.customer(.wholesale, term: 7)
            try await story.opening(Goods.mug.line(10, cost: "100"))
            try await story.order("B1", shop: "CS", [.of(.mug, 8, "904")], at: "2026-03-04 10:00", version: 1, payment: .unpaid)
            try await story.order("B2", shop: "CS", [.of(.mug, 2, "226")], at: "2026-03-04 11:00", payment: .unpaid)
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-05 10:00")
            // A newer version of the order does not prolong its term.
            try await story.order("B1", shop: "CS", [.of(.mug, 7, "791")], at: "2026-03-04 10:00", version: 2, payment: .unpaid)
            let issue = try await story.issue("B1", shop: "CS", [(1, .mug, 5)], at: "2026-03-06 10:00")
            try await story.hand(.releaseUnpaid(shop: "CS"), at: Moment("2026-03-11 09:59"))
            #expect(try story.stock() == "GZ 马克杯 实物 5 账面 5 占用 5 缺 1 财务 5 = 50.00")
            let answer = try await story.hand(.releaseUnpaid(shop: "CS"), at: Moment("2026-03-11 10:00"))
            #expect(answer.documents.map(\.kind) == [.cancellation, .deliveryNotice])
            #expect(
                try story.orders() == """
                    B1 已出库 shipped 订 5 缺 0 通知 0 出 5
                    B2 待出库 with the warehouse 订 2 缺 0 通知 2 出 0
                    T1 待出库 with the warehouse 订 2 缺 0 通知 2 出 0
                    """)
            #expect(try story.receivables().hasPrefix("B1 CS 预计 791.00 已开 0.00 作废 0.00"), "five pieces are with the customer")
            try story.isSound()
            try await story.hand(.releaseUnpaid(shop: "CS"), at: Moment("2026-03-11 11:00"))
            #expect(try story.orders().contains("B2 已取消 cancelled 订 0 缺 0 通知 0 出 0"))
            try await story.receives(issue, [(1, 5, 0, 0)], at: "2026-03-12 10:00")
            #expect(
                try story.receivables() == """
                    B1 CS 预计 791.00 已开 565.00 作废 226.00
                    B2 CS 预计 226.00 已开 0.00 作废 226.00
                    T1 TM 预计 226.00 已开 0.00 作废 0.00
                    """)
            #expect(
                try story.vouchers([.sale, .costOfGoodsShipped]) == """
                    转-3 2026-03-12 销售 CS
                      借 1122 应收账款 565.00 C001
                      贷 6001 主营业务收入 500.00
                      贷 22210107 应交税费-应交增值税-销项税额 65.00
                    转-4 2026-03-12 发出商品结转成本 CS
                      借 640101 主营业务成本-销售成本 50.00
                      贷 140601 发出商品-销售在途 50.00 GZ 马克杯 ×5
                    """)
            try story.isSound()
        }
    }

    @Test("与零售的先后按店铺设置 · Before or after consumers, as the shop is set", arguments: TestedEngine.all, [Int64(2), 9])
    func rank(_ engine: TestedEngine, _ priority: Int64) async throws {
        try await Story.tell(on: engine) { story in
            try await story.customer(.wholesale, priority: priority)
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-04 10:00")
            try await story.order("B1", shop: "CS", [.of(.mug, 4, "452")], at: "2026-03-04 11:00", payment: .unpaid)
            try await story.receipt(Goods.mug.line(4, cost: "40"), at: "2026-03-05 10:00")
            #expect(
                try story.orders()
                    == (priority < 5
                        ? """
                        T1 缺货等待 backordered 订 2 缺 2 通知 0 出 0
                        B1 待出库 with the warehouse 订 4 缺 0 通知 4 出 0
                        """
                        : """
                        T1 待出库 with the warehouse 订 2 缺 0 通知 2 出 0
                        B1 缺货等待 backordered 订 4 缺 2 通知 2 出 0
                        """))
            let issue = try await story.issue("B1", shop: "CS", at: "2026-03-06 10:00")
            try await story.receives(issue, [(1, priority < 5 ? 4 : 2, 0, 0)], at: "2026-03-07 10:00")
            #expect(
                try story.entries([.costOfGoodsShipped])
                    == (priority < 5
                        ? """
                        2026-03-07 发出商品结转成本 CS
                          借 640101 主营业务成本-销售成本 40.00
                          贷 140601 发出商品-销售在途 40.00 GZ 马克杯 ×4
                        """
                        : """
                        2026-03-07 发出商品结转成本 CS
                          借 640101 主营业务成本-销售成本 20.00
                          贷 140601 发出商品-销售在途 20.00 GZ 马克杯 ×2
                        """))
            try story.isSound()
        }
    }

    @Test("签收单写错:逐条拒绝,账不动 · Receipts that cannot be: each is refused, and the books stay", arguments: TestedEngine.all)
    func badReceipts(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.customer(.wholesale)
            try await story.opening(Goods.mug.line(10, cost: "100"))
            try await story.order("B1", shop: "CS", [.of(.mug, 5, "565")], at: "2026-03-04 10:00", payment: .unpaid)
            let issue = try await story.issue("B1", shop: "CS", at: "2026-03-05 10:00")
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
            let retail = try await story.issue("T1", at: "2026-03-05 11:00")
            let at = "2026-03-06 10:00"
            try await story.receives(retail, [(1, 1, 0, 0)], at: at, expect: .refused, "notBusiness")
            try await story.receives(issue, [(2, 1, 0, 0)], at: at, expect: .refused, "noSuchLine")
            try await story.receives(issue, [(1, 4, 0, 2)], at: at, expect: .refused, "moreThanShipped")
            try await story.receives(issue, [(1, 4, 2, 0)], at: at, expect: .refused, "moreLostThanOut")
            try await story.receives(issue, [(1, 0, 0, 0)], at: at, expect: .refused, "badField")
            try await story.receives(issue, [(1, -1, 0, 2)], at: at, expect: .refused, "badField")
            try await story.receives(issue, [(1, 1, 0, 0), (1, 1, 0, 0)], at: at, expect: .refused, "badField")
            try await story.receives(issue, [], at: at, expect: .refused, "badField")
            try await story.receives(issue, [], back: [(1, .mug, 1, "ZP")], at: at, expect: .refused, "moreBackThanRefused")
            try await story.receives(issue, [], back: [(1, .bowl, 1, "ZP")], at: at, expect: .refused, "noSuchLine")
            try await story.receives(
                issue, [(1, 0, 0, 1)], back: [(1, .mug, 1, "ZP")], into: "NO", at: at, expect: .refused, "unknownRecord")
            try await story.states("S1", [("B1", 1, 1, "0")], at: at, expect: .refused, "soldByReceipt")
            try await story.states("S1", [("T1", 1, 1, "0")], shop: "TM", at: at, expect: .refused, "notBusiness")
            try await story.states("S1", [], at: at, expect: .refused, "badField")
            try await story.states("S1", [("B1", 1, 0, "0")], at: at, expect: .refused, "badField")
            try await story.states("S1", [], deductions: [(.rebate, "0")], at: at, expect: .refused, "badField")
            #expect(try story.shipped() == "B1/1 发 5 收 0 短 0 拒 0 回 0 余 50.00")
            // Refused goods come back into the shop's own book.
            try await story.hand(.masterRecord(.book(Book(code: "YS", name: "屿舍"))), at: Story.founded)
            try await story.hand(.masterRecord(.warehouse(WarehouseSite(code: "YS1", name: "屿舍仓", book: "YS"))), at: Story.founded)
            try await story.receives(
                issue, [(1, 0, 0, 1)], back: [(1, .mug, 1, "ZP")], into: "YS1", at: at, expect: .refused, "badField")
            // A test order is no sale: nothing of it waits for the customer's word.
            try await story.order("B2", shop: "CS", [.of(.mug, 1, "113")], at: "2026-03-06 08:00", payment: .unpaid)
            try await story.mark("B2", shop: "CS", .test, at: "2026-03-06 08:10")
            try await story.decide("B2" + OrderNature.test.english, source: "marks", at: "2026-03-06 08:20")
            let test = try await story.issue("B2", shop: "CS", at: "2026-03-06 09:00")
            try await story.receives(test, [(1, 1, 0, 0)], at: at, expect: .refused, "nothingShipped")
            // A refused piece that is lost on its way back is short after all.
            try await story.receives(issue, [(1, 3, 0, 2)], at: at)
            try await story.receives(issue, [(1, 0, 1, 0)], at: "2026-03-07 10:00")
            #expect(try story.shipped() == "B1/1 发 5 收 3 短 1 拒 1 回 0 余 10.00")
            try await story.receives(issue, [(1, 0, 0, 0)], at: at, expect: .refused, "badField")
            try await story.receives(issue, [(1, 1, 0, 0)], at: at, expect: .refused, "moreThanShipped")
            #expect(
                try story.entries([.shippedShortage]) == """
                    2026-03-07 客户短收待处理 CS
                      借 190101 待处理财产损溢-待处理流动资产损溢 10.00 GZ 马克杯 ×1
                      贷 140601 发出商品-销售在途 10.00 GZ 马克杯 ×1
                    """)
            try story.isSound()
        }
    }

    @Test("店铺的客户与方式不能改,期限可以 · A shop stays with its customer and its mode; its term may change", arguments: TestedEngine.all)
    func terms(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.customerShop(.wholesale, expect: .refused, "unknownRecord")
            try await story.customer(.wholesale)
            try await story.customerShop(.wholesale, term: 60)
            try await story.customerShop(.wholesale, term: 0, expect: .refused, "badField")
            try await story.customerShop(.consignment, expect: .refused, "badField")
            try await story.customerShop(.wholesale, customer: "C002", expect: .refused, "badField")
            try await story.customerShop(nil, expect: .refused, "badField")
            try await story.customerShop(.wholesale, shop: "JD", expect: .refused, "badField")
            #expect(try story.query("SELECT customer, business_mode, term_days FROM shop WHERE code = 'CS'") == [["C001", 1, 60]])
            #expect(try story.vouchers(Story.businessEvents) == "")
        }
    }
}
