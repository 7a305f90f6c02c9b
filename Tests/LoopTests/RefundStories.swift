import Documents
import Kernel
import Testing

@Suite("退款 · Money back")
struct RefundStories {
    @Test("整单退款红冲应收、收入与税,再多退的进争议 · A whole refund takes back receivable, revenue and tax; more is in dispute", arguments: TestedEngine.all)
    func whole(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(2)
            let answer = try await story.refund("F1", "226", forGoods: true, at: "2026-03-11 10:00")
            #expect(answer.documents.map(\.kind) == [.channelRefund, .redReceivable, .voucher])
            #expect(
                try story.vouchers(Story.moneyBack) == """
                    转-4 2026-03-11 销售退货红字应收 TM
                      借 1122 应收账款 -226.00 TM
                      贷 6001 主营业务收入 -200.00
                      贷 22210107 应交税费-应交增值税-销项税额 -26.00
                    """)
            try await story.refund("F1", "226", forGoods: true, at: "2026-03-11 10:00", expect: .duplicate)
            try await story.refund("F1", "200", forGoods: true, at: "2026-03-11 10:00", version: 2, expect: .refused, "recordedAlready")
            let more = try await story.refund("F2", "5", at: "2026-03-12 10:00")
            #expect(more.documents.map(\.kind) == [.channelRefund])
            #expect(
                try story.refunds() == """
                    F1 退 226.00 过账 226.00 冲预计 0.00 待过账 0.00 争议 0.00
                    F2 退 5.00 过账 0.00 冲预计 0.00 待过账 0.00 争议 5.00
                    """)
            #expect(try story.disputes() == "退款多于实付 5.00 ×0")
            try story.isSound()
        }
    }

    @Test("部分退款按行,各承担方按比例退回 · A partial refund by line gives each bearer its share back", arguments: TestedEngine.all)
    func shares(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(5, cost: "50"), Goods.honey.line(5, cost: "100"))
            // The buyer pays 90.40 of the mug, the platform 22.60.
            try await story.order(
                "T1", [.of(.mug, 1, "113", discounts: [.by("平台", "22.60")]), .of(.honey, 1, "109")], at: "2026-03-04 10:00")
            try await story.issue("T1", at: "2026-03-04 15:00")
            try await story.refund("F1", "45.20", lines: [("MUG", "45.20")], at: "2026-03-11 10:00")
            // The channel's own word of the shares stands.
            try await story.refund("F2", "20", lines: [("MUG", "20")], shares: [.by("平台", "1")], at: "2026-03-12 10:00")
            try await story.refund("F3", "25.20", lines: [("MUG", "25.20")], at: "2026-03-13 10:00")
            #expect(
                try story.entries(Story.moneyBack) == """
                    2026-03-11 销售退货红字应收 TM
                      借 1122 应收账款 -45.20 TM
                      借 1122 应收账款 -11.30 平台
                      贷 6001 主营业务收入 -50.00
                      贷 22210107 应交税费-应交增值税-销项税额 -6.50
                    2026-03-12 销售退货红字应收 TM
                      借 1122 应收账款 -20.00 TM
                      借 1122 应收账款 -1.00 平台
                      贷 6001 主营业务收入 -18.58
                      贷 22210107 应交税费-应交增值税-销项税额 -2.42
                    2026-03-13 销售退货红字应收 TM
                      借 1122 应收账款 -25.20 TM
                      借 1122 应收账款 -10.30 平台
                      贷 6001 主营业务收入 -31.42
                      贷 22210107 应交税费-应交增值税-销项税额 -4.08
                    """)
            // Nothing is left of the mug; an unknown line is a dispute, too.
            try await story.refund("F4", "1", lines: [("MUG", "1")], shares: [.by("平台", "2")], at: "2026-03-14 10:00")
            try await story.refund("F5", "7", lines: [("X", "7")], at: "2026-03-14 10:00")
            #expect(try story.disputes() == "退款多于实付 3.00 ×0\n退款多于实付 7.00 ×0")
            try story.isSound()
        }
    }

    @Test("不开红票:费用单,税不变 · Without a red invoice: an expense note, the tax stands", arguments: TestedEngine.all)
    func expense(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(1, shares: [.by("平台", "13")])
            let answer = try await story.refund("F1", "20", form: .expense, at: "2026-03-13 10:00")
            #expect(answer.documents.map(\.kind) == [.channelRefund, .expenseNote, .voucher])
            // What the buyer paid less the note is all that may still go back; the sale itself stands whole.
            try await story.refund("F2", "100", at: "2026-03-14 10:00")
            #expect(
                try story.vouchers(Story.moneyBack) == """
                    转-4 2026-03-13 售后补偿 TM
                      借 660106 销售费用-售后补偿及损失 20.00
                      贷 1122 应收账款 20.00 TM
                    转-5 2026-03-14 销售退货红字应收 TM
                      借 1122 应收账款 -80.00 TM
                      借 1122 应收账款 -13.00 平台
                      贷 6001 主营业务收入 -82.30
                      贷 22210107 应交税费-应交增值税-销项税额 -10.70
                    """)
            #expect(try story.disputes() == "退款多于实付 20.00 ×0")
            #expect(try story.balances().contains("1122 应收账款 0.00"))
            try story.isSound()
        }
    }

    @Test("出库前退款:取消或改价的只冲预计,不出凭证 · Before the issue: what was cancelled or lowered only falls, no voucher", arguments: TestedEngine.all)
    func beforeIssue(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"))
            // Cancelled first, refunded then.
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
            try await story.cancel("T1", at: "2026-03-04 10:30")
            try await story.refund("F1", "113", at: "2026-03-04 11:00")
            // Refunded in full first: the order ends by itself and the warehouse stops.
            try await story.order("T2", [.of(.mug, 2, "226")], at: "2026-03-04 12:00")
            let ended = try await story.refund("F2", of: "T2", "226", at: "2026-03-04 12:30")
            #expect(ended.documents.map(\.kind) == [.channelRefund, .cancellation])
            // Lowered first, the difference refunded then; shipped at the lower price.
            try await story.order("T3", [.of(.mug, 1, "113")], at: "2026-03-04 13:00", version: 1)
            try await story.order("T3", [.of(.mug, 1, "90.40")], at: "2026-03-04 13:00", version: 2)
            try await story.refund("F3", of: "T3", "22.60", at: "2026-03-04 13:30")
            try await story.issue("T3", at: "2026-03-04 14:00")
            #expect(
                try story.refunds() == """
                    F1 退 113.00 过账 0.00 冲预计 113.00 待过账 0.00 争议 0.00
                    F2 退 226.00 过账 0.00 冲预计 226.00 待过账 0.00 争议 0.00
                    F3 退 22.60 过账 0.00 冲预计 22.60 待过账 0.00 争议 0.00
                    """)
            #expect(try story.vouchers(Story.moneyBack) == "")
            #expect(
                try story.orders() == """
                    T1 已取消 cancelled 订 0 缺 0 通知 0 出 0
                    T2 已取消 cancelled 订 0 缺 0 通知 0 出 0
                    T3 已出库 shipped 订 1 缺 0 通知 0 出 1
                    """)
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 90.40 TM
                      贷 6001 主营业务收入 80.00
                      贷 22210107 应交税费-应交增值税-销项税额 10.40
                    """)
            try story.isSound()
        }
    }

    @Test("出库前的部分退款等到出库时过账 · A partial refund before the issue waits and is posted with the sale", arguments: TestedEngine.all)
    func waits(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"))
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-04 10:00")
            try await story.refund("F1", "22.60", at: "2026-03-04 11:00")
            try await story.refund("F2", "11.30", form: .expense, at: "2026-03-04 12:00")
            #expect(
                try story.refunds() == """
                    F1 退 22.60 过账 0.00 冲预计 0.00 待过账 22.60 争议 0.00
                    F2 退 11.30 过账 0.00 冲预计 0.00 待过账 11.30 争议 0.00
                    """)
            let issued = try await story.issue("T1", [(1, .mug, 1)], at: "2026-03-04 15:00")
            #expect(
                issued.documents.map(\.kind) == [
                    .salesIssue, .salesSettlement, .voucher, .voucher, .redReceivable, .voucher, .expenseNote, .voucher,
                ])
            try await story.issue("T1", [(1, .mug, 1)], at: "2026-03-04 16:00")
            #expect(
                try story.vouchers([.sale] + Story.moneyBack) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    转-4 2026-03-04 销售退货红字应收 TM
                      借 1122 应收账款 -22.60 TM
                      贷 6001 主营业务收入 -20.00
                      贷 22210107 应交税费-应交增值税-销项税额 -2.60
                    转-5 2026-03-04 售后补偿 TM
                      借 660106 销售费用-售后补偿及损失 11.30
                      贷 1122 应收账款 11.30 TM
                    转-6 2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    """)
            // An amendment that lowers the price takes the waiting refund in.
            try await story.order("T2", [.of(.mug, 1, "113")], at: "2026-03-05 10:00", version: 1)
            try await story.refund("F3", of: "T2", "13", at: "2026-03-05 11:00")
            try await story.order("T2", [.of(.mug, 1, "100")], at: "2026-03-05 10:00", version: 2)
            #expect(try story.refunds().hasSuffix("F3 退 13.00 过账 0.00 冲预计 13.00 待过账 0.00 争议 0.00"))
            try story.isSound()
        }
    }

    @Test("同一行先费用后红字:红字的净额仍按税率 · An expense first, then red: the red net is still at the rate", arguments: TestedEngine.all)
    func expenseBeforeRed(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(2, cost: "20"))
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
            try await story.refund("F1", "56.50", form: .expense, at: "2026-03-04 11:00")
            try await story.refund("F2", "40.00", at: "2026-03-04 12:00")
            try await story.issue("T1", at: "2026-03-04 15:00")
            try await story.refund("F3", "16.50", at: "2026-03-05 09:00")
            #expect(
                try story.vouchers(Story.moneyBack) == """
                    转-4 2026-03-04 售后补偿 TM
                      借 660106 销售费用-售后补偿及损失 56.50
                      贷 1122 应收账款 56.50 TM
                    转-5 2026-03-04 销售退货红字应收 TM
                      借 1122 应收账款 -40.00 TM
                      贷 6001 主营业务收入 -35.40
                      贷 22210107 应交税费-应交增值税-销项税额 -4.60
                    转-6 2026-03-05 销售退货红字应收 TM
                      借 1122 应收账款 -16.50 TM
                      贷 6001 主营业务收入 -14.60
                      贷 22210107 应交税费-应交增值税-销项税额 -1.90
                    """)
            try story.isSound()
        }
    }

    @Test("退款先于订单:暂存,订单来了再入账 · A refund before its order is held and goes to it", arguments: TestedEngine.all)
    func heldRefund(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"))
            try await story.refund("F1", "10", at: "2026-03-04 09:00", expect: .held)
            try await story.refund("F1", "13", at: "2026-03-04 09:30", version: 2, expect: .held)
            try await story.refund("F1", of: "T9", "13", at: "2026-03-04 09:30", version: 3, expect: .refused, "badField")
            #expect(try story.scalar("SELECT amount FROM held_return") == 1_300)
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
            #expect(try story.scalar("SELECT COUNT(*) FROM held_return") == 0)
            #expect(try story.refunds() == "F1 退 13.00 过账 0.00 冲预计 0.00 待过账 13.00 争议 0.00")
            try await story.refund("F1", "14", at: "2026-03-04 11:00", version: 4, expect: .refused, "recordedAlready")
            try await story.issue("T1", at: "2026-03-04 15:00")
            #expect(
                try story.vouchers(Story.moneyBack) == """
                    转-4 2026-03-04 销售退货红字应收 TM
                      借 1122 应收账款 -13.00 TM
                      贷 6001 主营业务收入 -11.50
                      贷 22210107 应交税费-应交增值税-销项税额 -1.50
                    """)
            try story.isSound()
        }
    }

    @Test("部分出库后取消,退未发的款 · A refund of what was cancelled after a partial issue", arguments: TestedEngine.all)
    func partlyShipped(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"))
            try await story.order("T1", [.of(.mug, 3, "339")], at: "2026-03-04 10:00")
            try await story.issue("T1", [(1, .mug, 1)], at: "2026-03-04 11:00")
            try await story.cancel("T1", at: "2026-03-04 12:00")
            try await story.refund("F1", "226", lines: [("MUG", "226")], at: "2026-03-04 13:00")
            try await story.refund("F2", "113", at: "2026-03-05 13:00")
            #expect(
                try story.refunds() == """
                    F1 退 226.00 过账 0.00 冲预计 226.00 待过账 0.00 争议 0.00
                    F2 退 113.00 过账 113.00 冲预计 0.00 待过账 0.00 争议 0.00
                    """)
            try story.isSound()
        }
    }

    @Test("形式不对的退款 · Refunds of the wrong form", arguments: TestedEngine.all)
    func wrongForm(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold()
            try await story.refund("", "1", at: "2026-03-11 10:00", expect: .refused, "badField")
            try await story.refund("F1", "0", at: "2026-03-11 10:00", expect: .refused, "badField")
            try await story.refund("F1", "-1", at: "2026-03-11 10:00", expect: .refused, "badField")
            try await story.refund("F1", "5", lines: [("MUG", "4")], at: "2026-03-11 10:00", expect: .refused, "badField")
            try await story.refund("F1", "5", shares: [.by("", "1")], at: "2026-03-11 10:00", expect: .refused, "badField")
            try await story.refund("F1", shop: "XX", "5", at: "2026-03-11 10:00", expect: .refused, "unknownRecord")
            #expect(try story.refunds() == "")
        }
    }
}
