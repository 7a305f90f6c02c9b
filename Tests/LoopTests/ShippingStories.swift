import Documents
import Kernel
import Testing

@Suite("拆单、缺货与分批出库 · Splitting, backorders and partial issues")
struct ShippingStories {
    @Test("一单分两仓,各仓各结转 · One order from two warehouses, each with its own cost", arguments: TestedEngine.all)
    func split(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(3, cost: "30"), into: "GZ")
            try await story.opening(Goods.mug.line(5, cost: "55"), into: "WH")
            let answer = try await story.order("T1", [.of(.mug, 6, "678")], at: "2026-03-04 10:00")
            #expect(answer.documents.map(\.kind) == [.channelOrder, .salesOrder, .deliveryNotice, .deliveryNotice, .receivable])
            #expect(
                try story.stock() == """
                    GZ 马克杯 实物 3 账面 3 占用 3 缺 0 财务 3 = 30.00
                    WH 马克杯 实物 5 账面 5 占用 3 缺 0 财务 5 = 55.00
                    """)
            try await story.issue("T1", at: "2026-03-04 11:00", expect: .refused, "severalNotices")
            try await story.issue("T1", from: "WH", at: "2026-03-04 12:00")
            #expect(try story.orders() == "T1 部分出库 partly shipped 订 6 缺 0 通知 3 出 3")
            try await story.issue("T1", at: "2026-03-05 12:00")
            #expect(try story.orders() == "T1 已出库 shipped 订 6 缺 0 通知 0 出 6")
            #expect(
                try story.vouchers() == """
                    转-3 2026-03-04 销售 TM
                      借 1122 应收账款 339.00 TM
                      贷 6001 主营业务收入 300.00
                      贷 22210107 应交税费-应交增值税-销项税额 39.00
                    转-4 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 33.00
                      贷 140501 库存商品-良品 33.00 WH 马克杯 ×3
                    转-5 2026-03-05 销售 TM
                      借 1122 应收账款 339.00 TM
                      贷 6001 主营业务收入 300.00
                      贷 22210107 应交税费-应交增值税-销项税额 39.00
                    转-6 2026-03-05 结转成本 TM
                      借 640101 主营业务成本-销售成本 30.00
                      贷 140501 库存商品-良品 30.00 GZ 马克杯 ×3
                    """)
        }
    }

    @Test("一仓能发全就不拆 · A warehouse that has everything ships everything", arguments: TestedEngine.all)
    func whole(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(5, cost: "50"), into: "GZ")
            try await story.opening(Goods.mug.line(5, cost: "50"), Goods.bowl.line(1, cost: "5"), into: "WH")
            try await story.order("T1", [.of(.mug, 1, "20"), .of(.bowl, 1, "10")], at: "2026-03-04 10:00")
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.entries([.costOfSales]) == """
                    2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 15.00
                      贷 140501 库存商品-良品 10.00 WH 马克杯 ×1
                      贷 140501 库存商品-良品 5.00 WH 汤碗 ×1
                    """)
        }
    }

    @Test("缺货等入库,按店铺优先级先后释放 · A receipt frees those who wait, in order of priority", arguments: TestedEngine.all)
    func backorder(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-04 10:00")
            try await story.order("J1", shop: "JD", [.of(.mug, 1, "113")], at: "2026-03-04 11:00")
            #expect(
                try story.orders() == """
                    T1 缺货等待 backordered 订 2 缺 2 通知 0 出 0
                    J1 缺货等待 backordered 订 1 缺 1 通知 0 出 0
                    """)
            try await story.issue("T1", at: "2026-03-04 12:00", expect: .refused, "noOpenNotice")

            let before = try story.position
            try await story.receipt(Goods.mug.line(2, cost: "20"), at: "2026-03-05 09:00")
            #expect(try story.documents(after: before) == "采购入库单 存货过账 出库通知单 出库通知单 凭证")
            #expect(
                try story.orders() == """
                    T1 缺货等待 backordered 订 2 缺 1 通知 1 出 0
                    J1 待出库 with the warehouse 订 1 缺 0 通知 1 出 0
                    """)
            #expect(try story.stock() == "GZ 马克杯 实物 2 账面 2 占用 2 缺 1 财务 2 = 20.00")
            try await story.issue("T1", at: "2026-03-05 10:00")
            try await story.issue("J1", shop: "JD", at: "2026-03-05 11:00")

            try await story.receipt(Goods.mug.line(5, cost: "60"), at: "2026-03-06 09:00")
            try await story.issue("T1", at: "2026-03-06 10:00")
            #expect(
                try story.orders() == """
                    T1 已出库 shipped 订 2 缺 0 通知 0 出 2
                    J1 已出库 shipped 订 1 缺 0 通知 0 出 1
                    """)
            #expect(
                try story.entries() == """
                    2026-03-05 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    2026-03-05 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    2026-03-05 销售 JD
                      借 1122 应收账款 113.00 JD
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    2026-03-05 结转成本 JD
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    2026-03-06 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    2026-03-06 结转成本 TM
                      借 640101 主营业务成本-销售成本 12.00
                      贷 140501 库存商品-良品 12.00 GZ 马克杯 ×1
                    """)
            #expect(try story.stock() == "GZ 马克杯 实物 4 账面 4 占用 0 缺 0 财务 4 = 48.00")
        }
    }

    @Test("取消释放的货给等货的人 · What a cancellation frees goes to those who wait", arguments: TestedEngine.all)
    func freedByCancellation(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(1, cost: "10"))
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
            try await story.order("T2", [.of(.mug, 1, "113")], at: "2026-03-04 10:05")
            #expect(try story.stock() == "GZ 马克杯 实物 1 账面 1 占用 1 缺 1 财务 1 = 10.00")
            let before = try story.position
            try await story.cancel("T1", at: "2026-03-04 11:00")
            #expect(try story.documents(after: before) == "取消 出库通知单")
            try await story.issue("T2", at: "2026-03-04 12:00")
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

    @Test("分批出库,最后一批取尾差 · Partial issues, the last takes the rest", arguments: TestedEngine.all)
    func partial(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(3, cost: "10"))
            try await story.order("T1", [.of(.mug, 3, "100", discounts: [.by("PF", "10")])], at: "2026-03-04 10:00")
            for hour in 11...13 { try await story.issue("T1", [(1, .mug, 1)], at: "2026-03-04 \(hour):00") }
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 30.00 TM
                      借 1122 应收账款 3.33 PF
                      贷 6001 主营业务收入 29.50
                      贷 22210107 应交税费-应交增值税-销项税额 3.83
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 3.33
                      贷 140501 库存商品-良品 3.33 GZ 马克杯 ×1
                    转-4 2026-03-04 销售 TM
                      借 1122 应收账款 30.00 TM
                      借 1122 应收账款 3.33 PF
                      贷 6001 主营业务收入 29.50
                      贷 22210107 应交税费-应交增值税-销项税额 3.83
                    转-5 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 3.34
                      贷 140501 库存商品-良品 3.34 GZ 马克杯 ×1
                    转-6 2026-03-04 销售 TM
                      借 1122 应收账款 30.00 TM
                      借 1122 应收账款 3.34 PF
                      贷 6001 主营业务收入 29.50
                      贷 22210107 应交税费-应交增值税-销项税额 3.84
                    转-7 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 3.33
                      贷 140501 库存商品-良品 3.33 GZ 马克杯 ×1
                    """)
            #expect(
                try story.receivables() == """
                    T1 PF 预计 10.00 已开 10.00 作废 0.00
                    T1 TM 预计 90.00 已开 90.00 作废 0.00
                    """)
            try await story.issue("T1", [(1, .mug, 1)], at: "2026-03-04 14:00", expect: .refused, "noOpenNotice")
        }
    }

    @Test("不许多出:超过通知数、没有的商品都拒绝 · No more than was noticed, nothing that was not", arguments: TestedEngine.all)
    func tooMany(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"), Goods.bowl.line(9, cost: "90"))
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-04 10:00")
            try await story.issue("T1", [(1, .mug, 3)], at: "2026-03-04 11:00", expect: .refused, "moreThanNoticed")
            try await story.issue("T1", [(1, .mug, 1), (1, .mug, 2)], at: "2026-03-04 11:00", expect: .refused, "moreThanNoticed")
            try await story.issue("T1", [(1, .bowl, 1)], at: "2026-03-04 11:00", expect: .refused, "moreThanNoticed")
            try await story.issue("T9", at: "2026-03-04 11:00", expect: .refused, "noSuchOrder")
            #expect(try story.orders() == "T1 待出库 with the warehouse 订 2 缺 0 通知 2 出 0")
            #expect(try story.vouchers() == "")
        }
    }
}
