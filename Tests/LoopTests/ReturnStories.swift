import Documents
import Kernel
import Testing

@Suite("售后退货 · Goods that come back")
struct ReturnStories {
    @Test(
        "良品、次品、报废、少件:各按原出库成本入账 · Good, defective, scrap and missing, each at its original cost",
        arguments: TestedEngine.all)
    func grades(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(4)
            let asked = try await story.channelReturn("R1", [.of(.mug, 4, "452")], waybill: "SF9", at: "2026-03-10 10:00")
            #expect(asked.documents.map(\.kind) == [.channelReturn, .returnOrder])
            #expect(try story.returns() == "T1 退货退款 待收货 退 4 收 0 少 0")
            let back = try await story.comesBack(
                "R1", [(.mug, 1, "ZP"), (.mug, 1, "CC")], scrap: [(.mug, 1)], missing: [(.mug, 1)], at: "2026-03-11 09:00")
            #expect(back.documents.map(\.kind) == [.returnReceipt, .stockPosting, .voucher, .voucher, .voucher])
            #expect(try story.returns() == "T1 退货退款 已收货 退 4 收 3 少 1")
            #expect(
                try story.vouchers(Story.goodsBack) == """
                    转-4 2026-03-11 退货入库(良品) TM
                      借 640101 主营业务成本-销售成本 -10.00
                      贷 140501 库存商品-良品 -10.00 GZ 马克杯 ×-1
                    转-5 2026-03-11 退货入库(次品) TM
                      借 140502 库存商品-次品 10.00 GZ 马克杯 ×1
                      借 640101 主营业务成本-销售成本 -10.00
                    转-6 2026-03-11 退货报废待处理 TM
                      借 190101 待处理财产损溢-待处理流动资产损溢 10.00 GZ 马克杯 ×1
                      借 640101 主营业务成本-销售成本 -10.00
                    """)
            #expect(
                try story.query("SELECT condition, on_hand FROM promise_stock ORDER BY condition") == [["CC", 1], ["ZP", 6]])
            // The piece that was missing comes later, in another parcel.
            try await story.comesBack("R1", [(.mug, 1, "ZP")], at: "2026-03-12 09:00")
            #expect(try story.returns() == "T1 退货退款 已收货 退 4 收 4 少 0")
            try story.isSound()
        }
    }

    @Test("逐件退回,成本分毫不差 · Piece by piece, to the fen", arguments: TestedEngine.all)
    func conserves(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(3, cost: "10"))
            try await story.order("T1", [.of(.mug, 3, "339")], at: "2026-03-04 10:00")
            try await story.issue("T1", at: "2026-03-04 15:00")
            // Dearer goods came in between: they do not matter.
            try await story.receipt(Goods.mug.line(2, cost: "100"), at: "2026-03-05 09:00")
            for day in 6...8 { try await story.comesBack(order: "T1", [(.mug, 1, "ZP")], at: "2026-03-0\(day) 09:00") }
            let amounts = try story.query(
                "SELECT amount FROM posting_line WHERE pieces = -1 AND place = 1 ORDER BY document"
            ).map { $0[0].integer }
            #expect(amounts == [-333, -334, -333])
            #expect(try story.stock() == "GZ 马克杯 实物 5 账面 5 占用 0 缺 0 财务 5 = 110.00")
            #expect(
                try story.returns() == """
                    T1 无单退回 已收货 退 1 收 1 少 0
                    T1 无单退回 已收货 退 1 收 1 少 0
                    T1 无单退回 已收货 退 1 收 1 少 0
                    """)
            try await story.comesBack(order: "T1", [(.mug, 1, "ZP")], at: "2026-03-09 09:00", expect: .refused, "moreCameThanShipped")
            try story.isSound()
        }
    }

    @Test("退回的良品先给等货的订单 · Good pieces serve those who wait", arguments: TestedEngine.all)
    func serves(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(2, left: 0)
            try await story.order("T2", [.of(.mug, 1, "113")], at: "2026-03-05 10:00")
            #expect(try story.orders().hasSuffix("T2 缺货等待 backordered 订 1 缺 1 通知 0 出 0"))
            let back = try await story.comesBack(order: "T1", [(.mug, 1, "CC"), (.mug, 1, "ZP")], at: "2026-03-06 09:00")
            #expect(
                back.documents.map(\.kind) == [
                    .returnOrder, .returnReceipt, .stockPosting, .deliveryNotice, .voucher, .voucher,
                ])
            try await story.issue("T2", at: "2026-03-06 10:00")
            #expect(
                try story.entries([.costOfSales]) == """
                    2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 20.00
                      贷 140501 库存商品-良品 20.00 GZ 马克杯 ×2
                    2026-03-06 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    """)
            try story.isSound()
        }
    }

    @Test("客服申请:不得超过已出库未退的件数,可改可撤 · Customer service asks for no more than is out, amends and withdraws", arguments: TestedEngine.all)
    func asked(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"))
            try await story.order("T1", [.of(.mug, 3, "339"), .of(.fitting, 1, "109")], at: "2026-03-04 10:00")
            try await story.wantBack("S1", at: "2026-03-04 11:00", expect: .refused, "nothingToReturn")
            try await story.issue("T1", at: "2026-03-04 15:00")
            try await story.wantBack("S1", of: "T9", at: "2026-03-05 10:00", expect: .refused, "noSuchOrder")
            try await story.wantBack("S1", [(2, 1)], at: "2026-03-05 10:00", expect: .refused, "noSuchLine")
            try await story.wantBack("S1", [(1, 4)], at: "2026-03-05 10:00", expect: .refused, "moreThanShipped")
            try await story.wantBack("S1", [(1, 0)], at: "2026-03-05 10:00", expect: .refused, "badField")
            try await story.wantBack("S1", form: .refused, at: "2026-03-05 10:00", expect: .refused, "badField")
            try await story.wantBack("S1", [(1, 2)], at: "2026-03-05 10:00")
            try await story.wantBack("S2", [(1, 2)], at: "2026-03-05 10:10", expect: .refused, "moreThanShipped")
            try await story.wantBack("S1", [(1, 1)], at: "2026-03-05 10:20")
            try await story.wantBack("S2", [(1, 2)], at: "2026-03-05 10:30")
            #expect(
                try story.returns() == """
                    T1 退货退款 待收货 退 1 收 0 少 0
                    T1 退货退款 待收货 退 2 收 0 少 0
                    """)
            try await story.comesBack("S2", [(.mug, 1, "ZP")], at: "2026-03-06 09:00")
            try await story.wantBack("S2", [(1, 1)], at: "2026-03-06 09:10", expect: .refused, "returnStarted")
            func withdraw(_ key: String, at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "") async throws {
                let wish = ReturnWithdrawal(subject: DocumentReference(source: "售后", key: key), reason: "买家留下了")
                try await story.ask(.returnWithdrawal(wish), by: Story.service, at: time, expect: outcome, refusal)
            }
            try await withdraw("S1", at: "2026-03-06 09:20")
            try await withdraw("S1", at: "2026-03-06 09:30", expect: .refused, "returnEnded")
            try await story.wantBack("S1", [(1, 2)], at: "2026-03-06 09:40", expect: .refused, "returnEnded")
            try await withdraw("S2", at: "2026-03-06 09:50")
            #expect(
                try story.returns() == """
                    T1 退货退款 已撤销 退 0 收 0 少 0
                    T1 退货退款 已撤销 退 1 收 1 少 0
                    """)
            // What nobody expects any more may be asked for again.
            try await story.wantBack("S3", at: "2026-03-06 10:00")
            #expect(try story.returns().hasSuffix("T1 退货退款 待收货 退 2 收 0 少 0"))
            #expect(try story.vouchers([.returnGood]).contains("×-1"))
            try story.isSound()
        }
    }

    @Test("平台多退的件数进争议;改版在收货前有效 · A channel's excess is in dispute; its versions hold until goods are back", arguments: TestedEngine.all)
    func channel(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(3)
            try await story.channelReturn("R1", [.of(.mug, 5, "565"), .code("NONE", 1, "1")], at: "2026-03-10 10:00", version: 1)
            #expect(try story.returns() == "T1 退货退款 待收货 退 3 收 0 少 0")
            #expect(try story.disputes() == "退货多于出库 0.00 ×3")
            let second = try await story.channelReturn("R1", [.of(.mug, 2, "226")], at: "2026-03-10 11:00", version: 2)
            #expect(second.documents.map(\.kind) == [.channelReturn, .returnOrder])
            #expect(try story.returns() == "T1 退货退款 待收货 退 2 收 0 少 0")
            try await story.comesBack("R1", [(.mug, 1, "ZP")], at: "2026-03-11 09:00")
            let third = try await story.channelReturn("R1", [.of(.mug, 3, "339")], at: "2026-03-11 11:00", version: 3)
            #expect(third.documents.map(\.kind) == [.channelReturn])
            #expect(try story.returns() == "T1 退货退款 部分收货 退 2 收 1 少 0")
            #expect(try story.disputes() == "退货多于出库 0.00 ×3\n退回后平台改退货 0.00 ×1")
            try await story.channelReturn("R2", [.of(.mug, 1, "113")], form: .refundOnly, at: "2026-03-11 12:00")
            #expect(try story.returns().hasSuffix("T1 仅退款 无需退货 退 0 收 0 少 0"))
            #expect(
                try story.vouchers(Story.goodsBack) == """
                    转-4 2026-03-11 退货入库(良品) TM
                      借 640101 主营业务成本-销售成本 -10.00
                      贷 140501 库存商品-良品 -10.00 GZ 马克杯 ×-1
                    """)
            try story.isSound()
        }
    }

    @Test("组合装退一套,各组件都退;赠品没回来是少件 · A kit comes back with all its parts; a gift that is not there is missing", arguments: TestedEngine.all)
    func kit(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"), Goods.plate.line(9, cost: "45"), Goods.towel.line(9, cost: "9"))
            try await story.order(
                "T1", [.code(GiftBox.merchantCode, 2, "226"), .of(.towel, 1, "0", gift: true)], at: "2026-03-04 10:00")
            try await story.issue("T1", at: "2026-03-04 15:00")
            try await story.channelReturn("R1", [.code(GiftBox.merchantCode, 1, "113"), .of(.towel, 1, "0")], at: "2026-03-10 10:00")
            #expect(try story.returns() == "T1 退货退款 待收货 退 4 收 0 少 0")
            try await story.comesBack("R1", [(.mug, 2, "ZP"), (.plate, 1, "ZP")], missing: [(.towel, 1)], at: "2026-03-11 09:00")
            #expect(try story.returns() == "T1 退货退款 已收货 退 4 收 3 少 1")
            #expect(
                try story.vouchers(Story.goodsBack) == """
                    转-4 2026-03-11 退货入库(良品) TM
                      借 640101 主营业务成本-销售成本 -25.00
                      贷 140501 库存商品-良品 -20.00 GZ 马克杯 ×-2
                      贷 140501 库存商品-良品 -5.00 GZ 餐盘 ×-1
                    """)
            try story.isSound()
        }
    }

    @Test(
        "无主包裹:先按运单暂存,认领或按现行均价入库 · An unknown parcel waits under its waybill, is identified or taken in as found",
        arguments: TestedEngine.all)
    func unknownParcel(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(2)
            try await story.comesBack("", [(.mug, 1, "ZP")], at: "2026-03-10 09:00", expect: .refused, "badField")
            let held = try await story.comesBack(waybill: "YT1", [(.mug, 1, "ZP")], at: "2026-03-10 09:00", expect: .held)
            #expect(held.documents.map(\.kind) == [.returnReceipt])
            try await story.comesBack(waybill: "YT1", [(.mug, 1, "ZP")], at: "2026-03-10 09:10", expect: .refused, "heldAlready")
            try await story.comesBack(waybill: "YT2", [(.mug, 1, "CC")], at: "2026-03-10 09:20", expect: .held)
            #expect(try story.stock() == "GZ 马克杯 实物 5 账面 5 占用 0 缺 0 财务 5 = 50.00", "tasks, not stock")
            #expect(try story.query("SELECT waybill, pieces FROM held_parcel ORDER BY waybill") == [["YT1", 1], ["YT2", 1]])
            try await story.comesBack(order: "T1", waybill: "YT1", [(.mug, 1, "ZP")], at: "2026-03-11 09:00")
            try await story.comesBack(
                order: "T1", waybill: "YT2", [(.mug, 1, "CC")], found: true, at: "2026-03-11 09:05", expect: .refused, "badField")
            try await story.comesBack(waybill: "YT2", [(.mug, 1, "CC")], found: true, at: "2026-03-11 09:10")
            #expect(try story.scalar("SELECT COUNT(*) FROM held_parcel") == 0)
            #expect(
                try story.vouchers(Story.goodsBack) == """
                    转-4 2026-03-11 退货入库(良品) TM
                      借 640101 主营业务成本-销售成本 -10.00
                      贷 140501 库存商品-良品 -10.00 GZ 马克杯 ×-1
                    转-5 2026-03-11 退货入库(次品)
                      借 140502 库存商品-次品 10.00 GZ 马克杯 ×1
                      借 640101 主营业务成本-销售成本 -10.00
                    """)
            try story.isSound()
        }
    }

    @Test("收不进的退货 · What cannot come in", arguments: TestedEngine.all)
    func conflicts(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(2)
            try await story.hand(.masterRecord(.book(Book(code: "YJ", name: "另一家", voucherMode: .perDocument))))
            try await story.hand(.masterRecord(.warehouse(WarehouseSite(code: "BJ", name: "北京仓", book: "YJ"))))
            let at = "2026-03-11 09:00"
            try await story.comesBack(order: "T1", into: "BJ", [(.mug, 1, "ZP")], at: at, expect: .refused, "otherBook")
            try await story.comesBack(order: "T1", [(.bowl, 1, "ZP")], at: at, expect: .refused, "notOfThisOrder")
            try await story.comesBack(order: "T1", [(.mug, 3, "ZP")], at: at, expect: .refused, "moreCameThanShipped")
            try await story.comesBack(order: "T1", [(.mug, 1, "??")], at: at, expect: .refused, "unknownRecord")
            try await story.comesBack(order: "T1", [(.fitting, 1, "ZP")], at: at, expect: .refused, "badField")
            try await story.comesBack(order: "T1", [], scrap: [(.fitting, 1)], at: at, expect: .refused, "badField")
            try await story.comesBack(order: "T9", [(.mug, 1, "ZP")], at: at, expect: .refused, "noSuchOrder")
            try await story.comesBack("S1", [(.mug, 1, "ZP")], at: at, expect: .refused, "noSuchDocument")
            try await story.wantBack("S1", [(1, 1)], at: "2026-03-10 09:00")
            try await story.comesBack("S1", [], missing: [(.mug, 2)], at: at, expect: .refused, "moreMissingThanExpected")
            try await story.comesBack("S1", [(.mug, 1, "ZP")], as: "B1", at: at)
            try await story.comesBack("S1", [(.mug, 1, "ZP")], as: "B1", at: at, expect: .duplicate)
            try await story.comesBack("S1", [(.mug, 2, "ZP")], as: "B1", at: at, expect: .refused, "movedAlready")
            #expect(try story.returns() == "T1 退货退款 已收货 退 1 收 1 少 0")
            #expect(try story.vouchers([.returnGood]).hasPrefix("转-4"))
            try story.isSound()
        }
    }

    @Test("跌价准备:减到可变现净值,可转回,不为负 · Written down to what it will bring, given back, never below zero", arguments: TestedEngine.all)
    func writeDown(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(3)
            try await story.comesBack(order: "T1", [(.mug, 2, "CC")], at: "2026-03-11 09:00")
            func down(_ value: String, at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "") async throws {
                let request = WriteDownRequest(
                    warehouse: "GZ", item: Goods.mug.code, unitValue: Money(yuan: value), happenedAt: Moment(time), note: "磕碰")
                try await story.hand(.writeDown(request), at: Moment(time), expect: outcome, refusal)
            }
            try await down("12", at: "2026-03-20 09:00", expect: .refused, "allowanceStands")
            try await down("4", at: "2026-03-31 09:00")
            try await down("4", at: "2026-03-31 10:00", expect: .refused, "allowanceStands")
            try await story.comesBack(order: "T1", [(.mug, 1, "CC")], at: "2026-04-01 09:00")
            try await down("3", at: "2026-04-30 09:00")
            try await down("99", at: "2026-05-31 09:00")
            #expect(
                try story.vouchers([.impairment]) == """
                    转-5 2026-03-31 计提存货跌价准备
                      借 6701 资产减值损失 12.00
                      贷 1471 存货跌价准备 12.00
                    转-2 2026-04-30 计提存货跌价准备
                      借 6701 资产减值损失 9.00
                      贷 1471 存货跌价准备 9.00
                    转-1 2026-05-31 计提存货跌价准备
                      借 6701 资产减值损失 -21.00
                      贷 1471 存货跌价准备 -21.00
                    """)
            try await story.hand(
                .masterRecord(.book(Book(code: "HJ", name: "禾居", voucherMode: .perDocument, profile: .small))))
            try await down("1", at: "2026-06-30 09:00", expect: .refused, "noAllowances")
            try story.isSound()
        }
    }
}
