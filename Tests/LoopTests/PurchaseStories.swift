import Documents
import Kernel
import Loop
import Testing

@Suite("采购 · Purchases")
struct PurchaseStories {
    private static let supplier = Story.supplier.text
    private static let events: [PostingEvent] = [.purchaseReceipt, .purchaseReturn, .landedCost, .priceDifference]

    @Test(
        "采购订单 → 审批 → 收料通知 → 到货 → 质检 → 上架 → 凭证 · Order, approval, notice, arrival, inspection, put-away, voucher",
        arguments: TestedEngine.all)
    func wholeWay(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let ordered = try await story.purchase("P1", [(.mug, 10, "100"), (.bowl, 5, "60")], mustInspect: true, at: "2026-03-04 09:00")
            #expect(ordered.documents.map(\.kind) == [.purchaseOrder])
            #expect(try story.purchases() == "待审批 waiting for approval: 马克杯 10 = 100.00 收 0 = 0.00, 汤碗 5 = 60.00 收 0 = 0.00")
            let approved = try await story.approve(Story.order("P1"), at: "2026-03-04 10:00")
            #expect(approved.documents.map(\.kind) == [.approval, .receivingNotice])

            try await story.arrive("P1", at: "2026-03-05 09:00")
            try await story.putAway("P1", as: "R1", at: "2026-03-05 09:10", expect: .refused, "nothingToReceive")
            try await story.inspect("P1", [(1, 9, 1), (2, 5, 0)], at: "2026-03-05 09:30")
            #expect(try story.stock() == "", "what is unloaded is a task, not stock")
            let before = try story.position
            try await story.putAway("P1", as: "R1", at: "2026-03-05 10:00")
            #expect(try story.documents(after: before) == "采购入库单 存货过账 凭证")
            #expect(
                try story.purchases() == "部分入库 partly received: 马克杯 10 = 100.00 收 9 = 90.00, 汤碗 5 = 60.00 收 5 = 60.00")

            try await story.arrive("P1", [(1, 1)], at: "2026-03-06 09:00")
            try await story.inspect("P1", [(1, 1, 0)], at: "2026-03-06 09:30")
            try await story.putAway("P1", as: "R2", at: "2026-03-06 10:00")
            #expect(try story.purchases() == "已入库 received: 马克杯 10 = 100.00 收 10 = 100.00, 汤碗 5 = 60.00 收 5 = 60.00")
            #expect(
                try story.vouchers(Self.events) == """
                    转-1 2026-03-05 采购入库暂估
                      借 140501 库存商品-良品 90.00 GZ 马克杯 ×9
                      借 140501 库存商品-良品 60.00 GZ 汤碗 ×5
                      贷 220202 应付账款-暂估 150.00 \(Self.supplier)
                    转-2 2026-03-06 采购入库暂估
                      借 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                      贷 220202 应付账款-暂估 10.00 \(Self.supplier)
                    """)
            #expect(
                try story.stock() == """
                    GZ 马克杯 实物 10 账面 10 占用 0 缺 0 财务 10 = 100.00
                    GZ 汤碗 实物 5 账面 5 占用 0 缺 0 财务 5 = 60.00
                    """)
            try story.isSound()
        }
    }

    @Test(
        "分批收货按订单价,尾差归最后一批,超收按单价且不超容差 · Partial receipts, the rest with the last, over-receipt at unit price within the tolerance",
        arguments: TestedEngine.all)
    func partialAndOver(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-03 10:00")
            try await story.purchase("P1", [(.mug, 3, "10")], tolerance: 5000, at: "2026-03-04 09:00")
            try await story.approve(Story.order("P1"), at: "2026-03-04 10:00")
            let before = try story.position
            try await story.putAway("P1", as: "R1", [(1, .mug, 1)], bin: "A-1", at: "2026-03-05 10:00")
            #expect(try story.documents(after: before) == "采购入库单 存货过账 出库通知单 凭证", "the one who waits is served")
            try await story.putAway("P1", as: "R2", [(1, .mug, 1)], at: "2026-03-05 11:00")
            try await story.putAway("P1", as: "R3", [(1, .mug, 3)], at: "2026-03-05 12:00", expect: .refused, "moreThanOrdered")
            try await story.putAway("P1", as: "R3", [(1, .mug, 1), (1, .mug, 1)], at: "2026-03-05 12:00")
            try await story.putAway("P1", as: "R4", [(1, .mug, 1)], at: "2026-03-05 13:00", expect: .refused, "moreThanOrdered")
            try await story.putAway("P1", as: "R4", at: "2026-03-05 13:00", expect: .refused, "nothingToReceive")
            // The same paper once more: the first answer, nothing moves.
            try await story.putAway("P1", as: "R2", [(1, .mug, 1)], at: "2026-03-05 11:00", expect: .duplicate)
            try await story.putAway("P1", as: "R2", [(1, .mug, 2)], at: "2026-03-05 14:00", expect: .refused, "movedAlready")
            #expect(try story.purchases() == "已入库 received: 马克杯 3 = 10.00 收 4 = 13.33")
            #expect(
                try story.vouchers(Self.events) == """
                    转-1 2026-03-05 采购入库暂估
                      借 140501 库存商品-良品 3.33 GZ 马克杯 ×1
                      贷 220202 应付账款-暂估 3.33 \(Self.supplier)
                    转-2 2026-03-05 采购入库暂估
                      借 140501 库存商品-良品 3.33 GZ 马克杯 ×1
                      贷 220202 应付账款-暂估 3.33 \(Self.supplier)
                    转-3 2026-03-05 采购入库暂估
                      借 140501 库存商品-良品 3.34 GZ 马克杯 ×1
                      借 140501 库存商品-良品 3.33 GZ 马克杯 ×1
                      贷 220202 应付账款-暂估 6.67 \(Self.supplier)
                    """)
            try story.isSound()
        }
    }

    @Test("审批:制单人不能自批,驳回则不收货,改单替代旧版本,收货后不能改 · Approval, rejection, newer versions", arguments: TestedEngine.all)
    func approval(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.purchase("P1", [(.mug, 10, "100")], at: "2026-03-04 09:00")
            try await story.putAway("P1", as: "R1", at: "2026-03-04 09:10", expect: .refused, "notExpected")
            try await story.approve(Story.order("P1"), by: Story.buyer, at: "2026-03-04 09:20", expect: .refused, "makerIsChecker")
            let rejected = try await story.approve(Story.order("P1"), false, at: "2026-03-04 09:30")
            #expect(rejected.documents.map(\.kind) == [.approval], "nothing follows")
            try await story.putAway("P1", as: "R1", at: "2026-03-04 09:40", expect: .refused, "notExpected")
            try await story.approve(Story.order("P1"), at: "2026-03-04 09:50", expect: .refused, "decidedAlready")

            let second = try await story.purchase("P1", [(.mug, 10, "90")], version: 2, at: "2026-03-04 10:00")
            try await story.purchase("P1", [(.mug, 12, "108")], version: 3, at: "2026-03-04 10:10")
            let older = DocumentReference(position: second.documents[0].position)
            try await story.approve(older, at: "2026-03-04 10:20", expect: .refused, "decidedAlready")
            let approved = try await story.approve(Story.order("P1"), at: "2026-03-04 10:30")
            let notice = DocumentReference(position: approved.documents[1].position)

            try await story.purchase("P1", [(.mug, 6, "48")], version: 4, at: "2026-03-04 11:00")
            try await story.putAway(notice, as: "R1", at: "2026-03-04 11:10", expect: .refused, "noticeClosed")
            try await story.putAway("P1", as: "R1", at: "2026-03-04 11:10", expect: .refused, "notExpected")
            try await story.approve(Story.order("P1"), at: "2026-03-04 11:20")
            try await story.putAway("P1", as: "R1", [(1, .mug, 5)], at: "2026-03-05 10:00")
            try await story.purchase("P1", [(.mug, 9, "90")], version: 5, at: "2026-03-05 11:00", expect: .refused, "goodsReceived")

            let closed = try await story.close(Story.order("P1"), at: "2026-03-06 09:00")
            #expect(closed.documents.map(\.kind) == [.purchaseOrder])
            try await story.putAway("P1", as: "R2", at: "2026-03-06 10:00", expect: .refused, "notExpected")
            try await story.arrive("P1", at: "2026-03-06 10:00", expect: .refused, "notExpected")
            try await story.close(Story.order("P1"), at: "2026-03-06 11:00", expect: .refused, "nothingOpen")
            try await story.purchase("P1", [(.mug, 9, "90")], version: 6, at: "2026-03-06 12:00", expect: .refused, "orderEnded")
            #expect(
                try story.purchases() == """
                    已被新版本替代 replaced by a newer version: 马克杯 10 = 100.00 收 0 = 0.00
                    已被新版本替代 replaced by a newer version: 马克杯 10 = 90.00 收 0 = 0.00
                    已被新版本替代 replaced by a newer version: 马克杯 12 = 108.00 收 0 = 0.00
                    已关闭 closed: 马克杯 6 = 48.00 收 5 = 40.00
                    """)
            #expect(
                try story.vouchers(Self.events) == """
                    转-1 2026-03-05 采购入库暂估
                      借 140501 库存商品-良品 40.00 GZ 马克杯 ×5
                      贷 220202 应付账款-暂估 40.00 \(Self.supplier)
                    """)
            try story.isSound()
        }
    }

    @Test("待审批或未到货的订单可以关闭,已卸货的先处理 · Closing what is open; what is unloaded is dealt with first", arguments: TestedEngine.all)
    func closing(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.purchase("P1", [(.mug, 4, "40")], at: "2026-03-04 09:00")
            try await story.close(Story.order("P1"), at: "2026-03-04 09:10")
            try await story.approve(Story.order("P1"), at: "2026-03-04 09:20", expect: .refused, "decidedAlready")

            try await story.purchase("P2", [(.mug, 4, "40")], at: "2026-03-04 10:00")
            let notice = try await story.approve(Story.order("P2"), at: "2026-03-04 10:10").documents[1].position
            try await story.arrive("P2", [(1, 3)], at: "2026-03-05 09:00")
            try await story.close(Story.order("P2"), at: "2026-03-05 09:10", expect: .refused, "unloaded")
            try await story.purchase("P2", [(.mug, 3, "30")], version: 2, at: "2026-03-05 09:10", expect: .refused, "unloaded")
            try await story.inspect("P2", [(1, 0, 3)], at: "2026-03-05 09:30")
            try await story.putAway("P2", as: "R2", [(1, .mug, 1)], at: "2026-03-05 09:40", expect: .refused, "moreThanAccepted")
            try await story.close(DocumentReference(position: notice), at: "2026-03-05 10:00")
            #expect(
                try story.purchases() == """
                    已关闭 closed: 马克杯 4 = 40.00 收 0 = 0.00
                    已关闭 closed: 马克杯 4 = 40.00 收 0 = 0.00
                    """)
            #expect(try story.vouchers(Self.events) == "")
            try story.isSound()
        }
    }

    @Test("收货的每种拒绝 · Everything that receiving refuses", arguments: TestedEngine.all)
    func refusals(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.purchase("P1", [(.mug, 4, "40")], at: "2026-03-04 09:00")
            try await story.approve(Story.order("P1"), at: "2026-03-04 10:00")
            let at = "2026-03-05 10:00"
            try await story.arrive("P1", [(7, 1)], at: at, expect: .refused, "noSuchLine")
            try await story.arrive("P9", at: at, expect: .refused, "noSuchDocument")
            try await story.inspect("P1", [(1, 1, 0)], at: at, expect: .refused, "moreThanArrived")
            try await story.inspect("P1", [(7, 1, 0)], at: at, expect: .refused, "noSuchLine")
            try await story.inspect("P1", [(1, 0, 1)], reason: "", at: at, expect: .refused, "badField")
            try await story.inspect("P1", [], at: at, expect: .refused, "badField")
            try await story.putAway("P1", as: "R1", [(7, .mug, 1)], at: at, expect: .refused, "noSuchLine")
            try await story.putAway("P1", as: "R1", [(1, .bowl, 1)], at: at, expect: .refused, "wrongItem")
            try await story.putAway("P1", as: "R1", [(1, .mug, 0)], at: at, expect: .refused, "badField")
            try await story.purchase("P2", [(.fitting, 1, "10")], at: at, expect: .refused, "badField")
            try await story.purchase("P2", [], at: at, expect: .refused, "badField")
            try await story.purchase("P2", [(.mug, 0, "10")], at: at, expect: .refused, "badField")
            try await story.purchase("P2", [(.mug, 1, "-1")], at: at, expect: .refused, "badField")
            try await story.purchase("P2", [(.mug, 1, "10")], tolerance: 10_001, at: at, expect: .refused, "badField")
            try await story.purchase("P2", [(.mug, 1, "10")], into: "NO", at: at, expect: .refused, "unknownRecord")
            let stranger = PurchaseTerms(
                supplier: SupplierCode(serial: 77)!, warehouse: "GZ", orderedAt: Moment(at), expected: Moment(at).day,
                lines: [.init(line: 1, item: Goods.mug.code, pieces: 1, amount: .zero)])
            try await story.ask(.purchaseOrder(stranger), by: Story.buyer, at: at, expect: .refused, "unknownRecord")
            var twice = stranger
            twice.lines.append(twice.lines[0])
            try await story.ask(.purchaseOrder(twice), by: Story.buyer, at: at, expect: .refused, "badField")
            let noticed = PurchaseReceipt(
                warehouse: "GZ", supplier: Story.supplier, happenedAt: Moment(at), notice: 5, lines: [Goods.mug.line(1, cost: "1")])
            try await story.hand(.purchaseReceipt(noticed), at: Moment(at), expect: .refused, "badField")
            // A key that was another paper's is no purchase order's.
            try await story.putAway("P1", as: "R1", at: "2026-03-05 11:00")
            try await story.ask(
                .purchaseOrder(stranger), by: Story.buyer, as: ExternalKey(source: "收货", key: "R1", version: 9), at: at,
                expect: .refused, "unknownRecord")
            var known = stranger
            known.supplier = Story.supplier
            try await story.ask(
                .purchaseOrder(known), by: Story.buyer, as: ExternalKey(source: "收货", key: "R1", version: 9), at: at,
                expect: .refused, "conflict")
            #expect(
                try story.vouchers(Self.events) == """
                    转-1 2026-03-05 采购入库暂估
                      借 140501 库存商品-良品 40.00 GZ 马克杯 ×4
                      贷 220202 应付账款-暂估 40.00 \(Self.supplier)
                    """)
            try story.isSound()
        }
    }
}
