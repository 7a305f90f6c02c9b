import Documents
import Kernel
import Orders
import Testing

@Suite("包裹轨迹与拦截 · Parcels and their interception")
struct ParcelStories {
    private func trips(_ story: Story) throws -> String {
        try story.query(
            "SELECT waybill, handed_at, delivered_at, refused_at, lost_at, returned_at, found_at FROM parcel_trip ORDER BY waybill"
        ).map { row in
            row[0].text + zip(["揽收", "签收", "拒收", "丢失", "退回", "找回"], row[1...]).filter { $0.1.integer != 0 }.map { " " + $0.0 }.joined()
        }.joined(separator: "\n")
    }

    private func interceptions(_ story: Story) throws -> String {
        try story.query("SELECT waybill, state FROM interception ORDER BY document").map {
            "\($0[0].text) \(InterceptionState(rawValue: $0[1].integer)?.chinese ?? "?")"
        }.joined(separator: "\n")
    }

    @Test("重复、乱序的轨迹没有害处 · Events that come twice or out of order harm nothing", arguments: TestedEngine.all)
    func harmless(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold()
            for (stage, time) in [(ParcelStage.delivered, "12:00"), (.handedOver, "09:00"), (.delivered, "12:05"), (.handedOver, "09:00")] {
                let answer = try await story.parcel(stage, at: "2026-03-05 \(time)")
                #expect(answer.documents.map(\.kind) == [.parcelEvent])
            }
            // The waybill is known now, the order need not be named.
            try await story.parcel(.delivered, order: "", at: "2026-03-05 12:10")
            #expect(try trips(story) == "SF1 揽收 签收")
            #expect(try story.returns() == "")
            try await story.parcel(.delivered, "SF7", order: "", at: "2026-03-05 12:10", expect: .refused, "unknownParcel")
            try await story.parcel(.delivered, "SF7", order: "T9", at: "2026-03-05 12:10", expect: .refused, "noSuchOrder")
            try await story.parcel(.delivered, "", at: "2026-03-05 12:10", expect: .refused, "badField")
            // A carrier calls lost what it delivered.
            try await story.parcel(.lost, at: "2026-03-06 12:00")
            #expect(try story.disputes() == "签收后报丢 0.00 ×0")
            #expect(try story.vouchers(Story.goodsBack) == "")
            try story.isSound()
        }
    }

    @Test("拒收:预计退回,只凭运单收货,再退款 · Refused: expected back, received by its waybill, refunded then", arguments: TestedEngine.all)
    func refused(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(2)
            let answer = try await story.parcel(.refused, at: "2026-03-06 12:00")
            #expect(answer.documents.map(\.kind) == [.parcelEvent, .returnOrder])
            try await story.parcel(.returned, at: "2026-03-06 13:00")
            #expect(try story.returns() == "T1 拒收退回 待收货 退 2 收 0 少 0")
            try await story.comesBack(waybill: "SF1", [(.mug, 2, "ZP")], at: "2026-03-08 09:00")
            #expect(try story.register("returned-not-refunded") == "TM T1 马克杯 2 226.00 0.00 226.00")
            try await story.refund("F1", "226", forGoods: true, at: "2026-03-09 09:00")
            #expect(try story.register("returned-not-refunded") == "")
            #expect(
                try story.vouchers(Story.goodsBack + Story.moneyBack) == """
                    转-4 2026-03-08 退货入库(良品) TM
                      借 640101 主营业务成本-销售成本 -20.00
                      贷 140501 库存商品-良品 -20.00 GZ 马克杯 ×-2
                    转-5 2026-03-09 销售退货红字应收 TM
                      借 1122 应收账款 -226.00 TM
                      贷 6001 主营业务收入 -200.00
                      贷 22210107 应交税费-应交增值税-销项税额 -26.00
                    """)
            try story.isSound()
        }
    }

    @Test("先退款后退货、退款不退货的台账 · Refunded first, goods later or never: the register", arguments: TestedEngine.all)
    func registers(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(2)
            try await story.wantBack("S1", at: "2026-03-10 09:00")
            try await story.refund("F1", "226", forGoods: true, at: "2026-03-10 10:00")
            #expect(try story.register("refunded-not-returned") == "TM T1 马克杯 2 226.00 0.00 226.00")
            try await story.comesBack("S1", [(.mug, 1, "CC")], missing: [(.mug, 1)], at: "2026-03-12 10:00")
            #expect(try story.register("refunded-not-returned") == "TM T1 马克杯 1 226.00 113.00 113.00")
            #expect(try story.register("missing-in-returns") == "TM T1 退货退款 SF  马克杯 1")
            // Money without goods is in no register.
            try await story.order("T2", [.of(.mug, 1, "113")], at: "2026-03-12 11:00")
            try await story.issue("T2", at: "2026-03-12 12:00")
            try await story.refund("F2", of: "T2", "20", at: "2026-03-12 13:00")
            #expect(try story.register("refunded-not-returned") == "TM T1 马克杯 1 226.00 113.00 113.00")
            #expect(
                try story.vouchers([.returnDefective]) == """
                    转-5 2026-03-12 退货入库(次品) TM
                      借 140502 库存商品-次品 10.00 GZ 马克杯 ×1
                      借 640101 主营业务成本-销售成本 -10.00
                    """)
            try story.isSound()
        }
    }

    @Test("丢件:成本待处理,向承运商索赔;找回是争议 · Lost: the cost is under decision, the carrier is named; found is a dispute", arguments: TestedEngine.all)
    func lost(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(2)
            try await story.parcel(.handedOver, at: "2026-03-04 18:00")
            let answer = try await story.parcel(.lost, at: "2026-03-08 12:00")
            #expect(answer.documents.map(\.kind) == [.parcelEvent, .stockPosting, .voucher])
            try await story.parcel(.lost, at: "2026-03-08 13:00")
            #expect(
                try story.vouchers(Story.goodsBack) == """
                    转-4 2026-03-08 退货报废待处理 TM
                      借 190101 待处理财产损溢-待处理流动资产损溢 20.00 GZ 马克杯 ×2
                      借 640101 主营业务成本-销售成本 -20.00
                    """)
            #expect(try story.register("lost-parcels") == "SF SF1 TM T1 2 20.00 20.00")
            try await story.wantBack("S1", at: "2026-03-08 14:00", expect: .refused, "nothingToReturn")
            try await story.refund("F1", "226", at: "2026-03-09 09:00")
            try await story.parcel(.found, at: "2026-03-10 12:00")
            try await story.parcel(.returned, at: "2026-03-10 13:00")
            #expect(try story.disputes() == "报丢后又找回 0.00 ×2\n报丢后又找回 0.00 ×2")
            try await story.comesBack(
                order: "T1", waybill: "SF1", [(.mug, 2, "ZP")], at: "2026-03-11 09:00", expect: .refused, "moreCameThanShipped")
            try await story.comesBack(waybill: "SF1", [(.mug, 2, "ZP")], found: true, at: "2026-03-11 09:00")
            #expect(try story.stock() == "GZ 马克杯 实物 7 账面 7 占用 0 缺 0 财务 7 = 70.00")
            try story.isSound()
        }
    }

    @Test("退回途中丢失:不再等货 · Lost on its way back: expected no more", arguments: TestedEngine.all)
    func lostOnTheWayBack(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.sold(2)
            try await story.parcel(.refused, at: "2026-03-06 12:00")
            try await story.parcel(.lost, at: "2026-03-09 12:00")
            #expect(try story.returns() == "T1 拒收退回 无需退货 退 0 收 0 少 0")
            #expect(try story.entries([.returnScrap]).contains("借 190101 待处理财产损溢-待处理流动资产损溢 20.00 GZ 马克杯 ×2"))
            try story.isSound()
        }
    }

    @Test(
        "出库后取消成为拦截:拦下、拒收、太迟、丢失 · A cancellation after the issue becomes an interception: stopped, too late, lost",
        arguments: TestedEngine.all)
    func intercepted(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"))
            for id in ["T1", "T2", "T3"] {
                let notice = try await story.notice(id, [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
                let wave = try await story.wave([notice], at: "2026-03-04 11:00")
                try await story.scan(wave, 1, "", .mug, at: "2026-03-04 11:10")
                try await story.pack(notice, "SF\(id)", at: "2026-03-04 11:20")
                try await story.issue(id, at: "2026-03-04 12:00")
                let stopped = try await story.cancel(id, at: "2026-03-05 09:00")
                #expect(stopped.documents.map(\.kind) == [.interception])
                try await story.cancel(id, at: "2026-03-05 09:10", expect: .refused, "beingIntercepted")
            }
            // Packed with us: the waybill alone tells the order, and what is in the parcel.
            let back = try await story.parcel(.returned, "SFT1", order: "", at: "2026-03-06 10:00")
            #expect(back.documents.map(\.kind) == [.parcelEvent, .returnOrder])
            try await story.parcel(.delivered, "SFT2", order: "", at: "2026-03-06 10:00")
            try await story.parcel(.lost, "SFT3", order: "", at: "2026-03-06 10:00")
            #expect(try interceptions(story) == "SFT1 已拦截\nSFT2 已签收,拦截失败\nSFT3 丢失")
            #expect(try story.returns() == "T1 拦截退回 待收货 退 1 收 0 少 0")
            try await story.cancel("T2", at: "2026-03-06 11:00", expect: .refused, "alreadyShipped")
            try await story.comesBack(waybill: "SFT1", [(.mug, 1, "ZP")], at: "2026-03-07 10:00")
            try await story.refund("F1", "113", forGoods: true, at: "2026-03-07 11:00")
            #expect(
                try story.vouchers(Story.goodsBack + Story.moneyBack) == """
                    转-8 2026-03-06 退货报废待处理 TM
                      借 190101 待处理财产损溢-待处理流动资产损溢 10.00 GZ 马克杯 ×1
                      借 640101 主营业务成本-销售成本 -10.00
                    转-9 2026-03-07 退货入库(良品) TM
                      借 640101 主营业务成本-销售成本 -10.00
                      贷 140501 库存商品-良品 -10.00 GZ 马克杯 ×-1
                    转-10 2026-03-07 销售退货红字应收 TM
                      借 1122 应收账款 -113.00 TM
                      贷 6001 主营业务收入 -100.00
                      贷 22210107 应交税费-应交增值税-销项税额 -13.00
                    """)
            // Without a waybill that anybody knows there is no parcel to stop, but the caller may name it.
            try await story.order("T4", [.of(.mug, 1, "113")], at: "2026-03-08 10:00")
            try await story.issue("T4", at: "2026-03-08 11:00")
            try await story.cancel("T4", at: "2026-03-08 12:00", expect: .refused, "alreadyShipped")
            let named = CancellationRequest(shop: "TM", externalID: "T4", reason: "地址错误", waybill: "SF44")
            let answer = try await story.hand(.cancellation(named), at: Moment("2026-03-08 12:10"))
            #expect(answer.documents.map(\.kind) == [.interception])
            try story.isSound()
        }
    }
}
