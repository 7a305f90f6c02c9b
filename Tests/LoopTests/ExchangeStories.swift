import Documents
import Kernel
import Testing

@Suite("换货 · Exchanges")
struct ExchangeStories {
    /// The number under which the goods that replace others are ordered: that of the return order.
    private func number(_ answer: Answer) throws -> String { try #require(answer.documents.first { $0.kind == .returnOrder }).text }

    @Test("同款换货:不动收入,成本按今天的均价 · The same item again: no revenue, cost of today", arguments: TestedEngine.all)
    func same(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(1, left: 0)
            try await story.receipt(Goods.mug.line(4, cost: "60"), at: "2026-03-05 09:00")
            let id = try number(try await story.wantBack("E1", form: .exchange, at: "2026-03-10 10:00"))
            let back = try await story.comesBack("E1", [(.mug, 1, "CC")], at: "2026-03-11 09:00")
            #expect(
                back.documents.map(\.kind) == [
                    .returnReceipt, .stockPosting, .voucher, .channelOrder, .salesOrder, .deliveryNotice, .receivable,
                ])
            try await story.issue(id, at: "2026-03-11 10:00")
            #expect(
                try story.entries([.sale, .costOfSales] + Story.goodsBack + Story.moneyBack) == """
                    2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    2026-03-11 退货入库(次品) TM
                      借 140502 库存商品-次品 10.00 GZ 马克杯 ×1
                      借 640101 主营业务成本-销售成本 -10.00
                    2026-03-11 结转成本 TM
                      借 640101 主营业务成本-销售成本 15.00
                      贷 140501 库存商品-良品 15.00 GZ 马克杯 ×1
                    """)
            try story.isSound()
        }
    }

    @Test("换便宜的:整单红冲加新销售,差额退款不再过账 · For a cheaper item: the refund of the difference is posted already", arguments: TestedEngine.all)
    func cheaper(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold()
            try await story.opening(Goods.bowl.line(5, cost: "25"))
            let id = try number(
                try await story.wantBack("E1", form: .exchange, replacements: [(.bowl, 1, "90.40")], at: "2026-03-10 10:00"))
            let back = try await story.comesBack("E1", [(.mug, 1, "ZP")], at: "2026-03-11 09:00")
            #expect(
                back.documents.map(\.kind) == [
                    .returnReceipt, .stockPosting, .voucher, .redReceivable, .voucher, .channelOrder, .salesOrder, .deliveryNotice,
                    .receivable,
                ])
            try await story.issue(id, at: "2026-03-11 10:00")
            try await story.refund("F1", "22.60", lines: [("MUG", "22.60")], at: "2026-03-12 10:00")
            try await story.refund("F2", "1", at: "2026-03-13 10:00")
            #expect(
                try story.refunds() == """
                    F1 退 22.60 过账 0.00 冲预计 22.60 待过账 0.00 争议 0.00
                    F2 退 1.00 过账 0.00 冲预计 0.00 待过账 0.00 争议 1.00
                    """)
            #expect(
                try story.entries([.sale] + Story.moneyBack) == """
                    2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    2026-03-11 销售退货红字应收 TM
                      借 1122 应收账款 -113.00 TM
                      贷 6001 主营业务收入 -100.00
                      贷 22210107 应交税费-应交增值税-销项税额 -13.00
                    2026-03-11 销售 TM
                      借 1122 应收账款 90.40 TM
                      贷 6001 主营业务收入 80.00
                      贷 22210107 应交税费-应交增值税-销项税额 10.40
                    """)
            try story.isSound()
        }
    }

    @Test("换贵的:多收差额;分两次退回,收齐才补发 · For a dearer item: the difference is collected, shipped when all is back", arguments: TestedEngine.all)
    func dearer(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(3)
            try await story.opening(Goods.bowl.line(5, cost: "25"))
            let id = try number(
                try await story.wantBack(
                    "E1", [(1, 2)], form: .exchange, replacements: [(.bowl, 1, "339")], at: "2026-03-10 10:00"))
            let first = try await story.comesBack("E1", [(.mug, 1, "ZP")], at: "2026-03-11 09:00")
            #expect(first.documents.map(\.kind) == [.returnReceipt, .stockPosting, .voucher])
            try await story.issue(id, at: "2026-03-11 09:30", expect: .refused, "noSuchOrder")
            try await story.comesBack("E1", [(.mug, 1, "ZP")], at: "2026-03-12 09:00")
            try await story.issue(id, at: "2026-03-12 10:00")
            #expect(
                try story.entries([.sale] + Story.moneyBack) == """
                    2026-03-04 销售 TM
                      借 1122 应收账款 339.00 TM
                      贷 6001 主营业务收入 300.00
                      贷 22210107 应交税费-应交增值税-销项税额 39.00
                    2026-03-12 销售退货红字应收 TM
                      借 1122 应收账款 -226.00 TM
                      贷 6001 主营业务收入 -200.00
                      贷 22210107 应交税费-应交增值税-销项税额 -26.00
                    2026-03-12 销售 TM
                      借 1122 应收账款 339.00 TM
                      贷 6001 主营业务收入 300.00
                      贷 22210107 应交税费-应交增值税-销项税额 39.00
                    """)
            try story.isSound()
        }
    }

    @Test("先发后退,取消补发 · Shipped before the old goods are back, and cancelled", arguments: TestedEngine.all)
    func shipsFirst(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(2)
            try await story.wantBack(
                "E0", [(1, 1)], replacements: [(.bowl, 1, "1")], at: "2026-03-10 09:00", expect: .refused, "badField")
            try await story.wantBack(
                "E0", [(1, 1)], form: .exchange, replacements: [(.mug, 1, "1")], at: "2026-03-10 09:00", expect: .refused, "badField")
            try await story.wantBack(
                "E0", [(1, 1)], form: .exchange, replacements: [(.fitting, 1, "1")], at: "2026-03-10 09:00", expect: .refused, "badField")
            let asked = try await story.wantBack("E1", [(1, 1)], form: .exchange, shipsFirst: true, at: "2026-03-10 10:00")
            #expect(asked.documents.map(\.kind) == [.returnOrder, .channelOrder, .salesOrder, .deliveryNotice, .receivable])
            let id = try number(asked)
            try await story.issue(id, at: "2026-03-10 11:00")
            let back = try await story.comesBack("E1", [(.mug, 1, "ZP")], at: "2026-03-11 09:00")
            #expect(back.documents.map(\.kind) == [.returnReceipt, .stockPosting, .voucher])
            let second = try await story.wantBack("E2", [(1, 1)], form: .exchange, shipsFirst: true, at: "2026-03-12 10:00")
            try await story.cancel(try number(second), at: "2026-03-12 10:30")
            #expect(
                try story.vouchers([.costOfSales, .returnGood]) == """
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 20.00
                      贷 140501 库存商品-良品 20.00 GZ 马克杯 ×2
                    转-4 2026-03-10 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    转-5 2026-03-11 退货入库(良品) TM
                      借 640101 主营业务成本-销售成本 -10.00
                      贷 140501 库存商品-良品 -10.00 GZ 马克杯 ×-1
                    """)
            // Nobody but the program makes such orders.
            let forged = ChannelOrder(
                shop: "TM", externalID: "X1", placedAt: Moment("2026-03-12 11:00"), lines: [.of(.mug, 1, "0")], returnOrder: 1,
                returnTrade: 1)
            try await story.hand(.channelOrder(forged), at: Moment("2026-03-12 11:00"), expect: .refused, "badField")
            try story.isSound()
        }
    }
}
