import Documents
import Kernel
import Loop
import Testing

@Suite("采购退货 · Purchase returns")
struct PurchaseReturnStories {
    private static let supplier = Story.supplier.text

    @Test(
        "申请 → 退单占用 → 他人审批 → 出库 → 红字暂估;撤回释放给等货的人 · Request, return order, approval, issue, red payable; a withdrawal serves those who wait",
        arguments: TestedEngine.all)
    func wholeWay(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.buy("P1", [(.mug, 10, "100")], at: "2026-03-03")
            try await story.order("T1", [.of(.mug, 3, "339")], at: "2026-03-04 10:00")
            try await story.wantReturn(of: "P1", as: "TR1", [(1, 8)], at: "2026-03-04 11:00", expect: .refused, "notAvailable")
            let asked = try await story.wantReturn(of: "P1", as: "TR1", [(1, 5)], at: "2026-03-04 11:00")
            #expect(asked.documents.map(\.kind) == [.purchaseReturnRequest, .purchaseReturnOrder])
            #expect(try story.stock() == "GZ 马克杯 实物 10 账面 10 占用 8 缺 0 财务 10 = 100.00")
            try await story.order("T2", [.of(.mug, 3, "339")], at: "2026-03-04 12:00")
            #expect(try story.stock() == "GZ 马克杯 实物 10 账面 10 占用 10 缺 1 财务 10 = 100.00")

            try await story.issueReturn("TR1", at: "2026-03-04 13:00", expect: .refused, "returnNotOpen")
            try await story.approve(Story.returning("TR1"), by: Story.keeper, at: "2026-03-04 13:10", expect: .refused, "makerIsChecker")
            try await story.approve(Story.returning("TR1"), at: "2026-03-04 13:20")
            try await story.issueReturn("TR1", [(1, .mug, 6)], at: "2026-03-05 10:00", expect: .refused, "moreThanAsked")
            try await story.issueReturn("TR1", [(1, .bowl, 1)], at: "2026-03-05 10:00", expect: .refused, "moreThanAsked")
            try await story.issueReturn("TR1", [(1, .mug, 1)], bin: "Z-9", at: "2026-03-05 10:00", expect: .refused, "notInBin")
            let left = try await story.issueReturn("TR1", [(1, .mug, 3)], at: "2026-03-05 10:00")
            #expect(left.documents.map(\.kind) == [.purchaseReturnIssue, .stockPosting, .voucher])

            let before = try story.position
            try await story.close(Story.returning("TR1"), by: Story.keeper, at: "2026-03-05 11:00")
            #expect(try story.documents(after: before) == "采购退货申请 出库通知单")
            try await story.close(Story.returning("TR1"), by: Story.keeper, at: "2026-03-05 11:10", expect: .refused, "returnNotOpen")
            try await story.issueReturn("TR1", at: "2026-03-05 11:20", expect: .refused, "returnNotOpen")
            try await story.issue("T1", at: "2026-03-06 10:00")
            #expect(
                try story.vouchers([.purchaseReceipt, .purchaseReturn]) == """
                    转-1 2026-03-03 采购入库暂估
                      借 140501 库存商品-良品 100.00 GZ 马克杯 ×10
                      贷 220202 应付账款-暂估 100.00 \(Self.supplier)
                    转-2 2026-03-05 采购退货红冲暂估
                      借 140501 库存商品-良品 -30.00 GZ 马克杯 ×-3
                      贷 220202 应付账款-暂估 -30.00 \(Self.supplier)
                    """)
            #expect(try story.stock() == "GZ 马克杯 实物 4 账面 4 占用 3 缺 0 财务 4 = 40.00")
            #expect(try story.payables() == "马克杯 10 = 100.00 调 0.00 退 3 = 30.00")
            try story.isSound()
        }
    }

    @Test("驳回即释放;退货不超过入库减已退减退货中 · A rejection frees; never more than received less what goes back", arguments: TestedEngine.all)
    func bounds(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.buy("P1", [(.mug, 3, "10"), (.bowl, 2, "8")], at: "2026-03-03")
            try await story.opening(Goods.mug.line(20, cost: "200"))
            try await story.wantReturn(of: "P1", as: "A", [(1, 4)], at: "2026-03-04 09:00", expect: .refused, "moreThanReceived")
            try await story.wantReturn(of: "P1", as: "A", [(3, 1)], at: "2026-03-04 09:00", expect: .refused, "noSuchReceiptLine")
            try await story.wantReturn(of: "P9", as: "A", [(1, 1)], at: "2026-03-04 09:00", expect: .refused, "noSuchDocument")
            try await story.wantReturn(of: "P1", as: "A", [], at: "2026-03-04 09:00", expect: .refused, "badField")
            try await story.wantReturn(of: "P1", as: "A", [(1, 1), (1, 1)], at: "2026-03-04 09:00", expect: .refused, "badField")
            let strange = PurchaseReturnWish(
                receipt: Story.receipt("P1"), reason: "瑕疵", lines: [.init(line: 1, pieces: 1, condition: "??")])
            try await story.ask(
                .purchaseReturnRequest(strange), by: Story.keeper, at: "2026-03-04 09:00", expect: .refused, "unknownRecord")
            var silent = strange
            silent.reason = ""
            try await story.ask(.purchaseReturnRequest(silent), by: Story.keeper, at: "2026-03-04 09:00", expect: .refused, "badField")

            try await story.wantReturn(of: "P1", as: "A", [(1, 2), (2, 2)], at: "2026-03-04 09:10")
            try await story.wantReturn(of: "P1", as: "B", [(1, 2)], at: "2026-03-04 09:20", expect: .refused, "moreThanReceived")
            try await story.approve(Story.returning("A"), false, at: "2026-03-04 09:30")
            #expect(try story.scalar("SELECT CAST(SUM(reserved) AS BIGINT) FROM promise_stock") == 0)
            try await story.wantReturn(of: "P1", as: "B", [(1, 2)], at: "2026-03-04 09:40")
            try await story.approve(Story.returning("B"), at: "2026-03-04 09:50")
            try await story.issueReturn("B", at: "2026-03-04 10:00")
            try await story.wantReturn(of: "P1", as: "C", [(1, 2)], at: "2026-03-04 10:10", expect: .refused, "moreThanReceived")
            try await story.wantReturn(of: "P1", as: "C", [(1, 1)], at: "2026-03-04 10:20")
            try await story.approve(Story.returning("C"), at: "2026-03-04 10:30")
            try await story.issueReturn("C", at: "2026-03-04 10:40")
            try await story.changePrice(of: "P1", to: "11", at: "2026-03-05 09:00", expect: .refused, "nothingKept")
            #expect(
                try story.vouchers([.purchaseReturn]) == """
                    转-3 2026-03-04 采购退货红冲暂估
                      借 140501 库存商品-良品 -6.67 GZ 马克杯 ×-2
                      贷 220202 应付账款-暂估 -6.67 \(Self.supplier)
                    转-4 2026-03-04 采购退货红冲暂估
                      借 140501 库存商品-良品 -3.33 GZ 马克杯 ×-1
                      贷 220202 应付账款-暂估 -3.33 \(Self.supplier)
                    """, "the last to go takes the rest")
            try story.isSound()
        }
    }

    @Test("按原进价退,池中金额不足的入成本差异 · At the receipt's own price; what the pool lacks is variance", arguments: TestedEngine.all)
    func variance(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.buy("P1", [(.mug, 10, "100")], at: "2026-03-03")
            try await story.buy("P2", [(.mug, 10, "200")], at: "2026-03-04")
            try await story.order("T1", [.of(.mug, 18, "2034")], at: "2026-03-05 10:00")
            try await story.issue("T1", at: "2026-03-05 11:00")
            try await story.wantReturn(of: "P2", as: "TR", [(1, 2)], at: "2026-03-06 09:00")
            try await story.approve(Story.returning("TR"), at: "2026-03-06 09:10")
            try await story.issueReturn("TR", at: "2026-03-06 09:20")
            #expect(
                try story.vouchers([.purchaseReturn]) == """
                    转-5 2026-03-06 采购退货红冲暂估
                      借 140501 库存商品-良品 -30.00 GZ 马克杯 ×-2
                      借 640103 主营业务成本-成本差异 -10.00
                      贷 220202 应付账款-暂估 -40.00 \(Self.supplier)
                    """)
            #expect(try story.stock() == "GZ 马克杯 实物 0 账面 0 占用 0 缺 0 财务 0 = 0.00")
            try story.isSound()
        }
    }
}
