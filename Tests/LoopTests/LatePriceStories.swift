import Documents
import Kernel
import Loop
import Testing

@Suite("采购调价与采购费用 · Late prices and landed cost")
struct LatePriceStories {
    private static let supplier = Story.supplier.text
    private static let events: [PostingEvent] = [.purchaseReceipt, .purchaseReturn, .landedCost, .priceDifference]

    private func records(_ story: Story, weights: [(Goods, Int64)] = []) async throws {
        try await story.hand(.masterRecord(.supplier(Supplier(code: Story.carrier, name: "德远物流"))))
        for (goods, grams) in weights {
            var item = goods.item
            item.weight = grams
            try await story.hand(.masterRecord(.item(item)))
        }
    }

    private func sell(_ story: Story, _ id: String, _ goods: Goods, _ pieces: Int64, at day: String) async throws {
        try await story.order(id, [.of(goods, pieces, "\(pieces * 113)")], at: "\(day) 10:00")
        try await story.issue(id, at: "\(day) 15:00")
    }

    @Test("调价:结存份额入库存,已售份额入成本差异,应付按全额 · What is left goes into stock, what is sold is variance", arguments: TestedEngine.all)
    func latePrice(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.buy("P1", [(.mug, 100, "5000")], at: "2026-03-03")
            try await sell(story, "T1", .mug, 40, at: "2026-03-10")
            try await story.changePrice(of: "P1", to: "5200", at: "2026-03-18 09:00")
            try await story.changePrice(of: "P1", to: "5200", at: "2026-03-18 09:10", expect: .refused, "priceUnchanged")
            try await story.changePrice(of: "P1", line: 2, to: "5200", at: "2026-03-18 09:10", expect: .refused, "noSuchReceiptLine")
            try await story.changePrice(of: "P1", to: "-1", at: "2026-03-18 09:10", expect: .refused, "badField")
            try await sell(story, "T2", .mug, 59, at: "2026-03-19")
            try await story.changePrice(of: "P1", to: "5099.99", at: "2026-03-20 09:00")
            try await sell(story, "T3", .mug, 1, at: "2026-03-21")
            try await story.changePrice(of: "P1", to: "5100", at: "2026-03-22 09:00")
            #expect(
                try story.vouchers(Self.events) == """
                    转-1 2026-03-03 采购入库暂估
                      借 140501 库存商品-良品 5000.00 GZ 马克杯 ×100
                      贷 220202 应付账款-暂估 5000.00 \(Self.supplier)
                    转-4 2026-03-18 采购价差
                      借 140501 库存商品-良品 120.00 GZ 马克杯
                      借 640103 主营业务成本-成本差异 80.00
                      贷 220202 应付账款-暂估 200.00 \(Self.supplier)
                    转-7 2026-03-20 采购价差
                      借 140501 库存商品-良品 -1.00 GZ 马克杯
                      借 640103 主营业务成本-成本差异 -99.01
                      贷 220202 应付账款-暂估 -100.01 \(Self.supplier)
                    转-10 2026-03-22 采购价差
                      借 640103 主营业务成本-成本差异 0.01
                      贷 220202 应付账款-暂估 0.01 \(Self.supplier)
                    """)
            #expect(try story.payables() == "马克杯 100 = 5000.00 调 100.00 退 0 = 0.00")
            #expect(try story.stock() == "GZ 马克杯 实物 0 账面 0 占用 0 缺 0 财务 0 = 0.00")
            // Everything was sold: what it cost in all is what was paid in all.
            #expect(
                try story.scalar("SELECT CAST(SUM(debit - credit) AS BIGINT) FROM balance WHERE account IN (640101, 640103)") == 510_000)
            try story.isSound()
        }
    }

    @Test("调价跟随调拨:在他仓的份额入他仓库存 · A late price follows pieces to the warehouse where they lie", arguments: TestedEngine.all)
    func followsTransfers(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.buy("P1", [(.mug, 100, "5000")], at: "2026-03-03")
            try await story.transfer("K", from: "GZ", to: "WH", .of(.mug, 40), at: "2026-03-04 09:00")
            try await story.approve("K", at: "2026-03-04 10:00")
            try await story.send("K-out", of: "K", at: "2026-03-04 11:00")
            try await story.changePrice(of: "P1", to: "5100", at: "2026-03-04 12:00")
            try await story.arrive("K-in", of: "K-out", at: "2026-03-06 09:00")
            try await sell(story, "T1", .mug, 20, at: "2026-03-10")
            try await story.changePrice(of: "P1", to: "5300", at: "2026-03-18 09:00")
            #expect(
                try story.vouchers([.priceDifference]) == """
                    转-3 2026-03-04 采购价差
                      借 140501 库存商品-良品 60.00 GZ 马克杯
                      借 640103 主营业务成本-成本差异 40.00
                      贷 220202 应付账款-暂估 100.00 \(Self.supplier)
                    转-7 2026-03-18 采购价差
                      借 140501 库存商品-良品 80.00 GZ 马克杯
                      借 140501 库存商品-良品 80.00 WH 马克杯
                      借 640103 主营业务成本-成本差异 40.00
                      贷 220202 应付账款-暂估 200.00 \(Self.supplier)
                    """)
            try story.isSound()
        }
    }

    @Test("池中金额不足时,降价的余数入成本差异 · A lower price takes no more than the pool holds", arguments: TestedEngine.all)
    func lowerThanThePool(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.buy("P1", [(.mug, 10, "1000")], at: "2026-03-03")
            // Late pieces without value lower the average.
            try await story.receipt(Goods.mug.line(90, cost: "0"), at: "2026-03-04 09:00")
            try await story.order("T1", [.of(.mug, 5, "565")], at: "2026-03-05 10:00")
            try await story.issue("T1", at: "2026-03-05 11:00")
            try await story.changePrice(of: "P1", to: "0", at: "2026-03-06 09:00")
            #expect(
                try story.vouchers([.priceDifference]) == """
                    转-5 2026-03-06 采购价差
                      借 140501 库存商品-良品 -500.00 GZ 马克杯
                      借 640103 主营业务成本-成本差异 -500.00
                      贷 220202 应付账款-暂估 -1000.00 \(Self.supplier)
                    """)
            #expect(try story.stock() == "GZ 马克杯 实物 95 账面 95 占用 0 缺 0 财务 95 = 450.00")
            try await story.buy("P2", [(.bowl, 2, "100")], at: "2026-03-07")
            try await story.receipt(Goods.bowl.line(2, cost: "0"), at: "2026-03-07 10:00")
            // The oldest pieces are still there, but the pool's money left with others of another receipt.
            try await story.wantReturn(of: "P2", as: "TR", [(1, 1)], at: "2026-03-07 11:00")
            try await story.approve(Story.returning("TR"), at: "2026-03-07 11:10")
            try await story.issueReturn("TR", at: "2026-03-07 11:20")
            try await story.changePrice(of: "P2", to: "20", at: "2026-03-08 09:00")
            #expect(
                try story.vouchers([.purchaseReturn, .priceDifference]).hasSuffix(
                    """
                    转-8 2026-03-07 采购退货红冲暂估
                      借 140501 库存商品-良品 -50.00 GZ 汤碗 ×-1
                      贷 220202 应付账款-暂估 -50.00 \(Self.supplier)
                    转-9 2026-03-08 采购价差
                      借 140501 库存商品-良品 -40.00 GZ 汤碗
                      贷 220202 应付账款-暂估 -40.00 \(Self.supplier)
                    """))
            #expect(
                try story.payables() == """
                    马克杯 10 = 1000.00 调 -1000.00 退 0 = 0.00
                    马克杯 90 = 0.00 调 0.00 退 0 = 0.00
                    汤碗 2 = 100.00 调 -40.00 退 1 = 50.00
                    汤碗 2 = 0.00 调 0.00 退 0 = 0.00
                    """)
            try story.isSound()
        }
    }

    @Test("采购费用按金额分摊,9% 专票可抵扣 · Landed cost by amount, input VAT deducted", arguments: TestedEngine.all)
    func landedByAmount(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await records(story)
            try await story.buy("P1", [(.mug, 100, "2000")], at: "2026-03-03")
            try await story.buy("P2", [(.bowl, 200, "3000")], at: "2026-03-04")
            try await sell(story, "T1", .bowl, 50, at: "2026-03-05")
            try await story.landedCost("545", over: ["P1", "P2"], at: "2026-03-06 11:00")
            #expect(
                try story.vouchers([.landedCost]) == """
                    转-5 2026-03-06 采购费用分摊
                      借 140501 库存商品-良品 200.00 GZ 马克杯
                      借 140501 库存商品-良品 225.00 GZ 汤碗
                      借 640103 主营业务成本-成本差异 75.00
                      借 22210101 应交税费-应交增值税-进项税额 45.00
                      贷 220201 应付账款-已结算 545.00 \(Story.carrier.text)
                    """)
            #expect(
                try story.stock() == """
                    GZ 马克杯 实物 100 账面 100 占用 0 缺 0 财务 100 = 2200.00
                    GZ 汤碗 实物 150 账面 150 占用 0 缺 0 财务 150 = 2475.00
                    """)
            try story.isSound()
        }
    }

    @Test("采购费用按重量分摊,无专票则税额入成本 · Landed cost by weight, without a special invoice its tax is cost", arguments: TestedEngine.all)
    func landedByWeight(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await records(story, weights: [(.mug, 100), (.bowl, 500)])
            try await story.buy("P1", [(.mug, 10, "100"), (.bowl, 10, "100")], at: "2026-03-03")
            try await sell(story, "T1", .mug, 4, at: "2026-03-04")
            try await story.landedCost("106", over: ["P1"], by: .weight, hasSpecialInvoice: false, at: "2026-03-05 11:00")
            #expect(
                try story.vouchers([.landedCost]) == """
                    转-4 2026-03-05 采购费用分摊
                      借 140501 库存商品-良品 10.60 GZ 马克杯
                      借 140501 库存商品-良品 88.33 GZ 汤碗
                      借 640103 主营业务成本-成本差异 7.07
                      贷 220201 应付账款-已结算 106.00 \(Story.carrier.text)
                    """)
            let at = "2026-03-06 09:00"
            try await story.buy("P2", [(.plate, 1, "0")], at: "2026-03-05")
            try await story.landedCost("10", over: ["P2"], at: at, expect: .refused, "nothingToSpreadOver")
            try await story.landedCost("10", over: ["P2"], by: .weight, at: at, expect: .refused, "noWeight")
            try await story.landedCost("0", over: ["P1"], at: at, expect: .refused, "badField")
            try await story.landedCost("10", over: [], at: at, expect: .refused, "badField")
            try await story.landedCost("10", over: ["P1", "P1"], at: at, expect: .refused, "badField")
            try await story.landedCost("10", over: ["P9"], at: at, expect: .refused, "noSuchDocument")
            try await story.landedCost("10", over: ["P1"], carrier: SupplierCode(serial: 77)!, at: at, expect: .refused, "unknownRecord")
            let foreign = PurchaseReceipt(
                warehouse: "GZ", supplier: Story.supplier, happenedAt: Moment(at),
                lines: [StockLine(line: 1, item: Goods.mug.code, pieces: 1, owner: "KH")])
            try await story.ask(.purchaseReceipt(foreign), by: Story.keeper, as: ExternalKey(source: "收货", key: "F1"), at: at)
            try await story.landedCost("10", over: ["F1"], at: at, expect: .refused, "nothingToSpreadOver")
            try await story.hand(.masterRecord(.book(Book(code: "YS", name: "屿舍", taxRegime: .smallScale))))
            try await story.hand(.masterRecord(.warehouse(WarehouseSite(code: "YS1", name: "屿舍仓", book: "YS"))))
            let other = PurchaseReceipt(
                warehouse: "YS1", supplier: Story.supplier, happenedAt: Moment(at), lines: [Goods.mug.line(2, cost: "20")])
            try await story.ask(.purchaseReceipt(other), by: Story.keeper, as: ExternalKey(source: "收货", key: "Y1"), at: at)
            try await story.landedCost("10", over: ["P1", "Y1"], at: at, expect: .refused, "severalBooks")
            // A small-scale taxpayer deducts nothing.
            try await story.landedCost("10.90", over: ["Y1"], at: "2026-03-07 09:00")
            #expect(
                try story.vouchers([.landedCost]).hasSuffix(
                    """
                    转-2 2026-03-07 采购费用分摊
                      借 140501 库存商品-良品 10.90 YS1 马克杯
                      贷 220201 应付账款-已结算 10.90 \(Story.carrier.text)
                    """))
            try story.isSound()
        }
    }
}
