import Documents
import Kernel
import Testing

@Suite("取消与改单 · Cancellations and amendments")
struct CancellationStories {
    /// The notices of the store, oldest first.
    private func notices(_ story: Story) throws -> [Int64] {
        try story.query("SELECT position FROM log WHERE kind = $1 ORDER BY position", [.integer(DocumentKind.deliveryNotice.rawValue)])
            .map { $0[0].integer }
    }

    @Test("通知前取消:应收作废,没有凭证 · Before the notice: the receivable is voided, no voucher", arguments: TestedEngine.all)
    func beforeNotice(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
            let answer = try await story.cancel("T1", at: "2026-03-04 11:00")
            #expect(answer.documents.map(\.kind) == [.cancellation])
            #expect(try story.orders() == "T1 已取消 cancelled 订 0 缺 0 通知 0 出 0")
            #expect(try story.receivables() == "T1 TM 预计 113.00 已开 0.00 作废 113.00")
            #expect(try story.stock() == "GZ 马克杯 实物 0 账面 0 占用 0 缺 0 财务 0 = 0.00")
            try await story.cancel("T1", at: "2026-03-04 12:00", expect: .refused, "alreadyCancelled")
            // Goods that come now find nobody waiting.
            try await story.receipt(Goods.mug.line(1, cost: "10"), at: "2026-03-05 09:00")
            #expect(try notices(story).isEmpty)
            #expect(try story.vouchers() == "")
        }
    }

    @Test("通知后取消:仓库拦截,货放回 · After the notice: the warehouse stops it", arguments: TestedEngine.all)
    func afterNotice(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(5, cost: "50"))
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-04 10:00")
            #expect(try story.stock() == "GZ 马克杯 实物 5 账面 5 占用 2 缺 0 财务 5 = 50.00")
            try await story.cancel("T1", at: "2026-03-04 11:00")
            #expect(try story.stock() == "GZ 马克杯 实物 5 账面 5 占用 0 缺 0 财务 5 = 50.00")
            #expect(try story.receivables() == "T1 TM 预计 226.00 已开 0.00 作废 226.00")
            let late = IssueReport(notice: try notices(story)[0], happenedAt: Moment("2026-03-04 12:00"))
            try await story.hand(.salesIssue(late), at: Moment("2026-03-04 12:00"), expect: .refused, "noticeStopped")
            #expect(try story.vouchers() == "")
        }
    }

    @Test("出库后取消:拒绝 · After the issue: refused", arguments: TestedEngine.all)
    func afterIssue(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(5, cost: "50"))
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
            try await story.issue("T1", at: "2026-03-04 11:00")
            try await story.cancel("T1", at: "2026-03-04 12:00", expect: .refused, "alreadyShipped")
            try await story.cancel("T9", at: "2026-03-04 12:00", expect: .refused, "noSuchOrder")
            let again = IssueReport(notice: try notices(story)[0], happenedAt: Moment("2026-03-04 12:00"))
            try await story.hand(.salesIssue(again), at: Moment("2026-03-04 12:00"), expect: .refused, "noticeDone")
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    """)
        }
    }

    @Test("部分出库后取消:只取消没出的 · After a partial issue: what has not left is cancelled", arguments: TestedEngine.all)
    func afterPartialIssue(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(5, cost: "50"))
            try await story.order("T1", [.of(.mug, 3, "339")], at: "2026-03-04 10:00")
            try await story.issue("T1", [(1, .mug, 1)], at: "2026-03-04 11:00")
            try await story.cancel("T1", at: "2026-03-04 12:00")
            #expect(try story.orders() == "T1 已出库 shipped 订 1 缺 0 通知 0 出 1")
            #expect(try story.receivables() == "T1 TM 预计 339.00 已开 113.00 作废 226.00")
            #expect(try story.stock() == "GZ 马克杯 实物 4 账面 4 占用 0 缺 0 财务 4 = 40.00")
            #expect(
                try story.entries([.sale]) == """
                    2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    """)
        }
    }

    @Test("未付款到付款 · Unpaid, then paid", arguments: TestedEngine.all)
    func paidLater(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(1, cost: "10"))
            let first = try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 1, payment: .unpaid)
            #expect(first.documents.map(\.kind) == [.channelOrder, .salesOrder])
            #expect(try story.orders() == "T1 待付款 awaiting payment 订 1 缺 0 通知 0 出 0")
            #expect(try story.stock() == "GZ 马克杯 实物 1 账面 1 占用 0 缺 0 财务 1 = 10.00", "this shop reserves nothing before payment")
            let second = try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 2)
            #expect(second.documents.map(\.kind) == [.channelOrder, .salesOrder, .deliveryNotice, .receivable])
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    """)
        }
    }

    @Test("未付款先占库存的店铺 · A shop that reserves for unpaid orders", arguments: TestedEngine.all)
    func reservedUnpaid(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(1, cost: "10"))
            try await story.order("D1", shop: "DY", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 1, payment: .unpaid)
            #expect(try story.stock() == "GZ 马克杯 实物 1 账面 1 占用 1 缺 0 财务 1 = 10.00")
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:30")
            #expect(
                try story.orders() == """
                    D1 待付款 awaiting payment 订 1 缺 0 通知 0 出 0
                    T1 缺货等待 backordered 订 1 缺 1 通知 0 出 0
                    """)
            try await story.order("D1", shop: "DY", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 2)
            try await story.issue("D1", shop: "DY", at: "2026-03-04 11:00")
            #expect(try story.stock() == "GZ 马克杯 实物 0 账面 0 占用 0 缺 1 财务 0 = 0.00")
            #expect(
                try story.entries([.costOfSales]) == """
                    2026-03-04 结转成本 DY
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    """)
        }
    }

    @Test("出库前改价:旧通知作废,按新价记账 · A price changed before the issue recalls the notice", arguments: TestedEngine.all)
    func amendedBefore(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(1, cost: "10"))
            try await story.order("T1", [.of(.mug, 1, "226")], at: "2026-03-04 10:00", version: 1)
            let amended = try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 2)
            #expect(amended.documents.map(\.kind) == [.channelOrder, .salesOrder, .deliveryNotice, .receivable])
            #expect(try story.receivables() == "T1 TM 预计 113.00 已开 0.00 作废 0.00")
            let old = IssueReport(notice: try notices(story)[0], happenedAt: Moment("2026-03-04 11:00"))
            try await story.hand(.salesIssue(old), at: Moment("2026-03-04 11:00"), expect: .refused, "noticeStopped")
            try await story.issue("T1", at: "2026-03-04 12:00")
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    """)
        }
    }

    @Test("出库后改价或取消:争议,不改账 · Changed or cancelled after the issue: a dispute, the books stand", arguments: TestedEngine.all)
    func amendedAfter(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(1, cost: "10"))
            try await story.order("T1", [.of(.mug, 1, "226")], at: "2026-03-04 10:00", version: 1)
            try await story.issue("T1", at: "2026-03-04 11:00")
            let amended = try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 2)
            let cancelled = try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 3, standing: .cancelled)
            #expect(amended.documents.map(\.kind) == [.channelOrder])
            #expect(cancelled.documents.map(\.kind) == [.channelOrder])
            #expect(try story.query("SELECT cause, amount FROM dispute ORDER BY document") == [[1, -11_300], [2, 22_600]])
            #expect(try story.orders() == "T1 已出库 shipped 订 1 缺 0 通知 0 出 1")
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 226.00 TM
                      贷 6001 主营业务收入 200.00
                      贷 22210107 应交税费-应交增值税-销项税额 26.00
                    """)
        }
    }

    @Test("服务已确认收入、不含税订单:同样进争议 · Earned services and prices without tax: in dispute as well", arguments: TestedEngine.all)
    func amendedAfterOthers(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(1, cost: "10"))
            try await story.order("S1", [.of(.fitting, 1, "109")], at: "2026-03-04 10:00", version: 1)
            try await story.order("S1", [.of(.fitting, 1, "109")], at: "2026-03-04 10:00", version: 2, standing: .cancelled)
            try await story.order("N1", [.of(.mug, 1, "100")], at: "2026-03-04 10:00", version: 1, taxIncluded: false)
            try await story.issue("N1", at: "2026-03-04 11:00")
            try await story.order("N1", [.of(.mug, 1, "100")], at: "2026-03-04 10:00", version: 2, standing: .completed, taxIncluded: false)
            try await story.order("N1", [.of(.mug, 1, "90")], at: "2026-03-04 10:00", version: 3, taxIncluded: false)
            #expect(try story.query("SELECT cause, amount FROM dispute ORDER BY document") == [[2, 10_900], [1, -1_000]])
            #expect(
                try story.entries([.sale]) == """
                    2026-03-04 销售 TM
                      借 1122 应收账款 109.00 TM
                      贷 6051 其他业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 9.00
                    2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    """)
        }
    }

    @Test("退款申请冻结订单,撤回后照发 · A refund request freezes the order until it is withdrawn", arguments: TestedEngine.all)
    func frozen(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(1, cost: "10"))
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 1)
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 2, standing: .refundRequested)
            #expect(try story.orders() == "T1 冻结 frozen 订 1 缺 0 通知 0 出 0")
            #expect(try story.stock() == "GZ 马克杯 实物 1 账面 1 占用 1 缺 0 财务 1 = 10.00", "still reserved")
            try await story.issue("T1", at: "2026-03-04 11:00", expect: .refused, "noOpenNotice")
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 3)
            try await story.issue("T1", at: "2026-03-04 12:00")
            #expect(try story.orders() == "T1 已出库 shipped 订 1 缺 0 通知 0 出 1")
            #expect(try story.receivables() == "T1 TM 预计 113.00 已开 113.00 作废 0.00")
            #expect(
                try story.entries([.costOfSales]) == """
                    2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    """)
        }
    }
}
