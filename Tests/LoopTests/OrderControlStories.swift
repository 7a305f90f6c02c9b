import Documents
import Kernel
import Testing

@Suite("人工干预订单:挂起、优先级、改仓、合单、标记 · People and orders: holds, priorities, other warehouses, merges, marks")
struct OrderControlStories {
    private static let wang = Recipient(buyer: "b-1", name: "王小明", telephone: "13800000000", address: "广州市天河区 1 号")
    private static let chen = Recipient(buyer: "b-2", name: "陈小红", telephone: "13900000000", address: "广州市越秀区 2 号")

    @Test("挂起停通知,占用可留可放,解挂后照常 · A hold stops notices and keeps or gives back what it had", arguments: TestedEngine.all)
    func holds(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(5, cost: "50"))
            try await story.order("T1", [.of(.mug, 3, "339")], at: "2026-03-04 09:00")
            try await story.order("T2", [.of(.mug, 3, "339")], at: "2026-03-04 09:10")
            #expect(
                try story.orders() == """
                    T1 待出库 with the warehouse 订 3 缺 0 通知 3 出 0
                    T2 缺货等待 backordered 订 3 缺 1 通知 2 出 0
                    """)
            // Kept: nobody else gets the three pieces.
            let kept = try await story.hold("T1", keeps: true, at: "2026-03-04 10:00")
            #expect(kept.documents.map(\.kind) == [.orderHold, .salesOrder])
            try await story.issue("T1", at: "2026-03-04 10:05", expect: .refused, "noOpenNotice")
            #expect(try story.stock() == "GZ 马克杯 实物 5 账面 5 占用 5 缺 1 财务 5 = 50.00")
            #expect(
                try story.standing("stuck-orders", order: "TM/T1", at: "2026-03-04 15:00")
                    == "TM | T1 | 人工挂起 stopped by a person | 人工挂起 held: 地址存疑, 待人工解挂 until released | 5")
            try await story.hold("T1", at: "2026-03-04 10:10", expect: .refused, "heldAlready")
            try await story.hold("T2", .release, at: "2026-03-04 10:10", expect: .refused, "notHeld")
            try await story.hold("T1", .release, at: "2026-03-04 11:00")
            #expect(try story.receivables().hasPrefix("T1 TM 预计 339.00 已开 0.00 作废 0.00"))
            // Given back: the one who waits is served, and what is held waits behind.
            let given = try await story.hold("T1", at: "2026-03-04 12:00")
            #expect(given.documents.map(\.kind) == [.orderHold, .salesOrder, .deliveryNotice])
            #expect(try story.receivables().hasPrefix("T1 TM 预计 339.00 已开 0.00 作废 339.00"))
            try await story.hold("T1", .release, at: "2026-03-04 13:00")
            #expect(
                try story.orders() == """
                    T1 缺货等待 backordered 订 3 缺 1 通知 2 出 0
                    T2 待出库 with the warehouse 订 3 缺 0 通知 3 出 0
                    """)
            #expect(
                try story.standing("stuck-orders", order: "TM/T1", at: "2026-03-04 15:00") == """
                    TM | T1 | 缺货等待 backordered | 缺货 short: 马克杯 ×1 @ GZ, 前面 before it 0 单 orders | 6
                    TM | T1 | 缺货等待 backordered | 等仓库 GZ 出库 the warehouse has notice \(try story.notice("T1")): 2 件 pieces | 6
                    """)
            try await story.issue("T1", at: "2026-03-05 09:00")
            try await story.hold("T1", at: "2026-03-05 09:10", expect: .refused, "partlyShipped")
            // T2 got two pieces first and one later: two notices.
            for minute in [20, 21] {
                let moment = Moment("2026-03-05 09:\(minute)")
                try await story.hand(
                    .salesIssue(IssueReport(notice: try story.notice("T2"), happenedAt: moment)), at: moment)
            }
            try await story.hold("T2", at: "2026-03-05 09:30", expect: .refused, "orderOver")
            try await story.hold("T9", at: "2026-03-05 09:30", expect: .refused, "noSuchOrder")
            #expect(
                try story.vouchers([.costOfSales]) == """
                    转-3 2026-03-05 结转成本 TM
                      借 640101 主营业务成本-销售成本 20.00
                      贷 140501 库存商品-良品 20.00 GZ 马克杯 ×2
                    转-5 2026-03-05 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    转-7 2026-03-05 结转成本 TM
                      借 640101 主营业务成本-销售成本 20.00
                      贷 140501 库存商品-良品 20.00 GZ 马克杯 ×2
                    """)
        }
    }

    @Test("挂起期间平台改单、付款、取消;到期自动解挂 · What the channel says meanwhile; holds end in time", arguments: TestedEngine.all)
    func timedHolds(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"))
            for id in ["T1", "T2", "T3"] {
                try await story.order(id, [.of(.mug, 1, "113")], at: "2026-03-04 09:00", version: 1)
            }
            try await story.order("D1", shop: "DY", [.of(.mug, 1, "113")], at: "2026-03-04 09:00", version: 1, payment: .unpaid)
            for id in ["T1", "T2", "T3"] {
                try await story.hold(id, until: "2026-03-05 09:00", keeps: true, at: "2026-03-04 10:00")
            }
            try await story.hold("D1", shop: "DY", at: "2026-03-04 10:00")
            // A newer version keeps it held, a payment too; a cancellation ends the hold.
            try await story.order("T2", [.of(.mug, 2, "226")], at: "2026-03-04 09:00", version: 2)
            try await story.order("D1", shop: "DY", [.of(.mug, 1, "113")], at: "2026-03-04 09:00", version: 2)
            try await story.cancel("T3", at: "2026-03-04 11:00")
            #expect(
                try story.orders() == """
                    T1 人工挂起 stopped by a person 订 1 缺 0 通知 0 出 0
                    T2 人工挂起 stopped by a person 订 2 缺 0 通知 0 出 0
                    T3 已取消 cancelled 订 0 缺 0 通知 0 出 0
                    D1 人工挂起 stopped by a person 订 1 缺 0 通知 0 出 0
                    """)
            let early = try await story.hand(.releaseSuspended(shop: "TM"), at: Moment("2026-03-05 08:59"))
            #expect(early.documents.isEmpty)
            let due = try await story.hand(.releaseSuspended(shop: "TM"), at: Moment("2026-03-05 09:00"))
            #expect(
                due.documents.map(\.kind) == [
                    .orderHold, .salesOrder, .deliveryNotice, .receivable, .orderHold, .salesOrder, .deliveryNotice, .receivable,
                ])
            #expect(try story.scalar("SELECT COUNT(*) FROM timed_hold") == 0)
            #expect(try story.scalar("SELECT COUNT(*) FROM order_control WHERE held = 1") == 1, "D1 waits for a person")
            try await story.hand(.releaseSuspended(shop: "NOBODY"), expect: .refused, "unknownRecord")
            try await story.hold("T1", reason: "", at: "2026-03-05 10:00", expect: .refused, "badField")
            try await story.hold("T1", until: "2026-03-05 10:00", at: "2026-03-05 10:00", expect: .refused, "badField")
            #expect(try story.stock() == "GZ 马克杯 实物 9 账面 9 占用 3 缺 0 财务 9 = 90.00")
        }
    }

    @Test("改优先级后先得货;拣货开始后不能再动 · A priority is served first; what is being picked is left alone", arguments: TestedEngine.all)
    func priorities(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-04 09:00", version: 1)
            try await story.order("T2", [.of(.mug, 2, "226")], at: "2026-03-04 09:10", version: 1)
            try await story.hold("T2", .prioritise, reason: "催单", priority: 1, at: "2026-03-04 10:00")
            try await story.hold("T2", .prioritise, priority: -1, at: "2026-03-04 10:00", expect: .refused, "badField")
            try await story.receipt(Goods.mug.line(2, cost: "20"), at: "2026-03-04 11:00")
            #expect(
                try story.orders() == """
                    T1 缺货等待 backordered 订 2 缺 2 通知 0 出 0
                    T2 待出库 with the warehouse 订 2 缺 0 通知 2 出 0
                    """)
            // Its own priority outlives what the channel says later.
            try await story.order("T2", [.of(.mug, 2, "200")], at: "2026-03-04 09:10", version: 2)
            #expect(try story.query("SELECT priority FROM sales_order ORDER BY trade") == [[5], [1]])
            let notice = try story.notice("T2")
            let wave = try await story.hand(
                .wave(WaveRequest(warehouse: "GZ", notices: [DocumentReference(position: notice)])), at: Moment("2026-03-04 12:00"))
            let position = try #require(wave.documents.first?.position)
            try await story.hand(
                .scan(
                    ScanReport(
                        wave: DocumentReference(position: position), line: 1, bin: "", barcode: Goods.mug.code.text,
                        happenedAt: Moment("2026-03-04 12:10"))), at: Moment("2026-03-04 12:10"))
            try await story.hold("T2", at: "2026-03-04 12:20", expect: .refused, "pickingBegun")
            try await story.hold("T2", .prioritise, priority: 9, at: "2026-03-04 12:20", expect: .refused, "pickingBegun")
            try await story.reallocate("T2", to: "WH", at: "2026-03-04 12:20", expect: .refused, "notFree")
            try await story.mark("T2", .test, at: "2026-03-04 12:20", expect: .refused, "pickingBegun")
        }
    }

    @Test("改仓:货在就改,不够就说清差多少 · An order moves to another warehouse where its pieces are free", arguments: TestedEngine.all)
    func reallocations(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.hand(.masterRecord(.book(Book(code: "YS", name: "屿舍"))), at: Story.founded)
            try await story.hand(.masterRecord(.warehouse(WarehouseSite(code: "YS1", name: "别的账套", book: "YS"))), at: Story.founded)
            try await story.opening(Goods.mug.line(4, cost: "40"), Goods.bowl.line(1, cost: "8"))
            try await story.opening(Goods.mug.line(3, cost: "36"), into: "WH")
            try await story.order("T1", [.of(.mug, 2, "226"), .of(.bowl, 2, "226")], at: "2026-03-04 09:00", version: 1)
            #expect(try story.orders() == "T1 缺货等待 backordered 订 4 缺 1 通知 3 出 0")
            let short = try await story.reallocate("T1", to: "WH", at: "2026-03-04 10:00", expect: .refused, "notFree")
            #expect(short.chinese.contains("在库 0 件") && short.chinese.contains("本次要 2 件"))
            try await story.receipt(Goods.bowl.line(2, cost: "17"), into: "WH", at: "2026-03-04 11:00")
            let moved = try await story.reallocate("T1", to: "WH", at: "2026-03-04 12:00")
            #expect(moved.documents.map(\.kind) == [.reallocation, .salesOrder, .deliveryNotice, .receivable])
            #expect(
                try story.stock() == """
                    GZ 马克杯 实物 4 账面 4 占用 0 缺 0 财务 4 = 40.00
                    WH 马克杯 实物 3 账面 3 占用 2 缺 0 财务 3 = 36.00
                    GZ 汤碗 实物 1 账面 1 占用 0 缺 0 财务 1 = 8.00
                    WH 汤碗 实物 2 账面 2 占用 2 缺 0 财务 2 = 17.00
                    """)
            try await story.reallocate("T1", to: "WH", at: "2026-03-04 13:00", expect: .refused, "nothingToMove")
            try await story.reallocate("T1", from: "GZ", to: "WH", at: "2026-03-04 13:00", expect: .refused, "nothingToMove")
            try await story.reallocate("T1", to: "YS1", at: "2026-03-04 13:00", expect: .refused, "otherBook")
            try await story.reallocate("T1", to: "NO", at: "2026-03-04 13:00", expect: .refused, "unknownRecord")
            try await story.issue("T1", at: "2026-03-04 14:00")
            #expect(
                try story.vouchers() == """
                    转-4 2026-03-04 销售 TM
                      借 1122 应收账款 452.00 TM
                      贷 6001 主营业务收入 400.00
                      贷 22210107 应交税费-应交增值税-销项税额 52.00
                    转-5 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 41.00
                      贷 140501 库存商品-良品 24.00 WH 马克杯 ×2
                      贷 140501 库存商品-良品 17.00 WH 汤碗 ×2
                    """)
            try await story.order("T2", [.of(.mug, 1, "113")], at: "2026-03-05 09:00", version: 1, payment: .unpaid)
            try await story.reallocate("T2", to: "WH", at: "2026-03-05 10:00", expect: .refused, "notGoing")
            try await story.order("T3", [.of(.mug, 1, "113")], at: "2026-03-05 09:00", version: 1)
            try await story.hand(
                .masterRecord(.channelItem(ChannelItem(shop: "TM", merchantCode: Goods.mug.merchantCode, target: Goods.bowl.code))),
                at: Moment("2026-03-05 11:00"))
            try await story.reallocate("T3", to: "WH", at: "2026-03-05 12:00", expect: .refused, "recordsChanged")
        }
    }

    @Test("合单:同店同仓同地址一个包裹,应收各归各 · A merge: one parcel, receivables as they were", arguments: TestedEngine.all)
    func merges(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"))
            for (id, recipient) in [("T1", Self.wang), ("T2", Self.wang), ("T3", Self.chen), ("T5", Self.wang)] {
                try await story.order(id, [.of(.mug, 1, "113")], at: "2026-03-04 09:00", recipient: recipient)
            }
            try await story.order("T4", [.of(.mug, 1, "113")], at: "2026-03-04 09:00")
            #expect(try story.standing("mergeable-orders", at: "2026-03-04 10:00") == "TM | GZ | 3 | T1 T2 T5")
            try await story.merge(["T1", "T3"], time: "2026-03-04 10:00", expect: .refused, "differentRecipient")
            try await story.merge(["T1", "T4"], time: "2026-03-04 10:00", expect: .refused, "noRecipient")
            try await story.merge(["T1", "T1"], time: "2026-03-04 10:00", expect: .refused, "badField")
            try await story.merge(["T1"], time: "2026-03-04 10:00", expect: .refused, "badField")
            try await story.merge(["T1", "T9"], time: "2026-03-04 10:00", expect: .refused, "noSuchOrder")
            try await story.merge(["T1", "T2"], at: "WH", time: "2026-03-04 10:00", expect: .refused, "nothingThere")
            let merged = try await story.merge(["T1", "T2"], time: "2026-03-04 10:30")
            #expect(merged.documents.map(\.kind) == [.parcelMerge])
            try await story.merge(["T2", "T5"], time: "2026-03-04 10:40", expect: .refused, "mergedAlready")
            func issue(_ id: String, _ waybill: String, expect outcome: Outcome = .accepted, _ refusal: String = "") async throws {
                let moment = Moment("2026-03-04 11:00")
                try await story.hand(
                    .salesIssue(IssueReport(notice: 0, shop: "TM", externalID: id, happenedAt: moment, waybill: waybill)), at: moment,
                    expect: outcome, refusal)
            }
            try await issue("T1", "SF1")
            try await issue("T2", "SF2", expect: .refused, "otherWaybill")
            try await issue("T2", "")
            #expect(try story.query("SELECT waybill FROM merged_parcel").map(\.[0].text) == ["SF1"])
            #expect(
                try story.entries([.sale]) == """
                    2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    """)
        }
    }

    @Test("合单的两张通知装进同一箱 · Two merged notices are packed into one carton", arguments: TestedEngine.all)
    func mergedCarton(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(9, cost: "90"))
            for id in ["T1", "T2", "T3"] {
                try await story.order(id, [.of(.mug, 1, "113")], at: "2026-03-04 09:00", recipient: Self.wang)
            }
            try await story.merge(["T1", "T2"], time: "2026-03-04 10:30")
            func pack(_ id: String, expect outcome: Outcome = .accepted, _ refusal: String = "") async throws {
                let report = PackReport(
                    notice: DocumentReference(position: try story.notice(id)), carrier: "SF", waybill: "SF1",
                    happenedAt: Moment("2026-03-04 11:00"))
                try await story.hand(.pack(report), at: Moment("2026-03-04 11:00"), expect: outcome, refusal)
            }
            try await pack("T1")
            try await pack("T2")
            try await pack("T3", expect: .refused, "waybillUsed")
            try await story.issue("T1", at: "2026-03-04 12:00")
            try await story.issue("T2", at: "2026-03-04 12:01")
            #expect(try story.query("SELECT waybill, COUNT(*) FROM parcel GROUP BY waybill") == [["SF1", 2]])
        }
    }

    @Test("测试、补发、刷单不是销售:审批后按成本入费用;内购照常 · Orders that are no sale cost an expense; staff purchases are sales", arguments: TestedEngine.all)
    func marks(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(20, cost: "200"))
            let natures: [(String, OrderNature)] = [("T1", .test), ("T2", .reshipment), ("T3", .fake), ("T4", .staffPurchase)]
            for (id, nature) in natures {
                try await story.order(id, [.of(.mug, 1, nature == .reshipment ? "0" : "113")], at: "2026-03-04 09:00")
                let marked = try await story.mark(id, nature, at: "2026-03-04 10:00")
                #expect(marked.documents.map(\.kind) == [.orderMark, .orderHold, .salesOrder])
            }
            try await story.issue("T1", at: "2026-03-04 10:30", expect: .refused, "noOpenNotice")
            try await story.hold("T1", .release, at: "2026-03-04 10:30", expect: .refused, "waitsForMark")
            try await story.mark("T1", .fake, at: "2026-03-04 10:30", expect: .refused, "waitsForMark")
            try await story.decide("T1test", source: "marks", by: Story.actor, at: "2026-03-04 11:00", expect: .refused, "makerIsChecker")
            for (id, nature) in natures {
                let approved = try await story.decide(id + nature.english, source: "marks", at: "2026-03-04 11:00")
                #expect(
                    approved.documents.map(\.kind) == [.approval, .orderHold, .salesOrder, .deliveryNotice]
                        + (nature.isSale ? [.receivable] : []))
                try await story.issue(id, at: "2026-03-04 12:00")
            }
            try await story.mark("T4", .test, at: "2026-03-04 12:30", expect: .refused, "orderOver")
            #expect(
                try story.entries([.sale, .costOfSales, .testIssue, .reshipmentIssue, .fakeIssue]) == """
                    2026-03-04 测试单出库 TM
                      借 660299 管理费用-其他 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    2026-03-04 补发出库 TM
                      借 660106 销售费用-售后补偿及损失 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    2026-03-04 刷单出库 TM
                      借 660102 销售费用-推广费 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    """)
            #expect(
                try story.standing("no-sale-orders", at: "2026-03-04 13:00").split(separator: "\n").map {
                    $0.split(separator: "|").dropFirst(2).joined(separator: "|").trimmingPrefix(" ")
                }.map(String.init) == [
                    "T1 | 测试 test | 已批准 approved | 上新前试单 | 113.00 | 1 | 10.00",
                    "T2 | 补发 reshipment | 已批准 approved | 上新前试单 | 0.00 | 1 | 10.00",
                    "T3 | 刷单 fake order | 已批准 approved | 上新前试单 | 113.00 | 1 | 10.00",
                    "T4 | 内购 staff purchase | 已批准 approved | 上新前试单 | 113.00 | 1 | 10.00",
                ])
            // A rejected mark changes nothing, and the order goes on as the sale that it is.
            try await story.order("T5", [.of(.mug, 1, "113")], at: "2026-03-05 09:00")
            try await story.mark("T5", .fake, reason: "", at: "2026-03-05 09:10", expect: .refused, "badField")
            try await story.mark("T5", .sale, at: "2026-03-05 09:10", expect: .refused, "markedAlready")
            try await story.mark("T5", .fake, at: "2026-03-05 09:20")
            try await story.decide("T5fake order", source: "marks", approved: false, at: "2026-03-05 09:30")
            try await story.issue("T5", at: "2026-03-05 10:00")
            #expect(try story.receivables().split(separator: "\n").last == "T5 TM 预计 113.00 已开 113.00 作废 0.00")
            try await story.order("T6", [.of(.mug, 1, "113")], at: "2026-03-05 09:00")
            try await story.hold("T6", at: "2026-03-05 10:00")
            try await story.mark("T6", .test, at: "2026-03-05 10:10", expect: .refused, "heldAlready")
        }
    }

    @Test("可售库存 = 可用 × 比例 − 安全库存,只报变化 · Stock offered: available × share − safety, only what changed", arguments: TestedEngine.all)
    func offers(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let shop = Shop(
                code: "TM", name: "天猫店", channel: "TMALL", book: "HJ",
                sources: [.init(warehouse: "GZ", priority: 1), .init(warehouse: "WH", priority: 2)], offerShare: 8_000, safetyPieces: 2)
            try await story.hand(.masterRecord(.shop(shop)), at: Story.founded)
            try await story.opening(Goods.mug.line(13, cost: "130"), Goods.plate.line(9, cost: "90"))
            try await story.opening(Goods.mug.line(5, cost: "50"), into: "WH")
            let first = try await story.offer("TM", at: "2026-03-04 09:00")
            // 18 mugs × 80 % − 2; of boxes (two mugs and a plate) six leave from GZ, none from WH.
            #expect(try story.offered("TM") == "马克杯 12/— 汤碗 0/— 餐盘 5/— 毛巾 0/— 蜂蜜 0/— 礼盒 2/—")
            // Not answered yet: the same is offered again, until the channel has taken it.
            let second = try await story.offer("TM", at: "2026-03-04 09:30")
            #expect(second.documents.count == 1)
            try await story.answer(try #require(second.documents.first).position, at: "2026-03-04 09:31")
            #expect(try await story.offer("TM", at: "2026-03-04 10:00").documents.isEmpty, "nothing changed")
            try await story.order("T1", [.of(.mug, 5, "565")], at: "2026-03-04 10:10")
            let third = try await story.offer("TM", at: "2026-03-04 10:30")
            #expect(try story.offered("TM") == "马克杯 8/12 汤碗 0/0 餐盘 5/5 毛巾 0/0 蜂蜜 0/0 礼盒 1/2")
            // A late answer to an older offer takes nothing back, and a refusal accepts nothing.
            let position = try #require(third.documents.first).position
            try await story.answer(position, accepted: false, at: "2026-03-04 10:31")
            try await story.answer(position, [(Goods.mug.code, 8)], at: "2026-03-04 10:32")
            try await story.answer(try #require(first.documents.first).position, at: "2026-03-04 10:33")
            #expect(try story.offered("TM") == "马克杯 8/8 汤碗 0/0 餐盘 5/5 毛巾 0/0 蜂蜜 0/0 礼盒 1/2")
            #expect(
                try story.standing("stock-offers", at: "2026-03-04 11:00").split(separator: "\n").first
                    == "TM | \(Goods.mug.code.text) | 马克杯 | 8 | 8 | 0")
            try await story.answer(position, [(Goods.bowl.code, 8)], at: "2026-03-04 10:34", expect: .refused, "notOffered")
            try await story.answer(1, at: "2026-03-04 10:34", expect: .refused, "wrongKind")
            try await story.hand(.offerStock(shop: "NO", after: 0), expect: .refused, "unknownRecord")
            try await story.hand(.offerStock(shop: "TM", after: 5), expect: .refused, "notForCallers")
            try await story.hand(.offerStock(shop: "TM", after: 256), expect: .refused, "badField")
            for (share, safety) in [(Int64(0), Int64(0)), (10_001, 0), (10_000, -1)] {
                var wrong = shop
                wrong.offerShare = share
                wrong.safetyPieces = safety
                try await story.hand(.masterRecord(.shop(wrong)), expect: .refused, "badField")
            }
        }
    }
}

extension Story {
    @discardableResult
    fileprivate func offer(_ shop: String, at time: String) async throws -> Answer {
        try await hand(.offerStock(shop: shop, after: 0), at: Moment(time))
    }

    fileprivate func answer(
        _ offer: Int64, accepted: Bool = true, _ lines: [(item: ItemCode, pieces: Int64)] = [], at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = ""
    ) async throws {
        try await hand(
            .offerAnswer(
                OfferAnswerReport(
                    offer: DocumentReference(position: offer), isAccepted: accepted,
                    lines: lines.map { StockOffer.Line(item: $0.item, pieces: $0.pieces) })),
            at: Moment(time), expect: outcome, refusal)
    }

    /// Offered and accepted, item by item.
    fileprivate func offered(_ shop: String) throws -> String {
        try query(
            "SELECT COALESCE(i.name, '礼盒'), f.offered, f.accepted FROM offered_item f LEFT JOIN item i ON i.code = f.item WHERE f.shop = $1 ORDER BY f.item",
            [.text(shop)]
        ).map { "\($0[0].text) \($0[1].integer)/\($0[2].integer < 0 ? "—" : $0[2].text)" }.joined(separator: " ")
    }

    /// The open notice of an order.
    fileprivate func notice(_ id: String) throws -> Int64 {
        try scalar(
            "SELECT MAX(r.notice) FROM reservation r JOIN sales_order o ON o.trade = r.trade WHERE o.external_id = '\(id)' AND r.open > 0")
    }
}
