import Documents
import Kernel
import Loop
import Testing

@Suite("代发 · Dropship")
struct DropshipStories {
    private static let supplier = Story.supplier.text

    /// A shop that ships from `GZ`, and what that lacks from the supplier.
    private func shop(_ story: Story) async throws {
        let site = WarehouseSite(code: "DF", name: "潮州代发", book: "HJ", kind: .dropship, supplier: Story.supplier)
        let shop = Shop(
            code: "DS", name: "代发店", channel: "TMALL", book: "HJ",
            sources: [.init(warehouse: "GZ", priority: 1), .init(warehouse: "DF", priority: 2)])
        try await story.hand(.masterRecord(.warehouse(site)))
        try await story.hand(.masterRecord(.shop(shop)))
        for goods in [Goods.mug, .bowl] {
            try await story.hand(
                .masterRecord(.channelItem(ChannelItem(shop: "DS", merchantCode: goods.merchantCode, target: goods.code))))
        }
    }

    @Test("供应商确认即入库即出库,虚拟仓前后为零 · The supplier's confirmation is receipt and issue in one commit", arguments: TestedEngine.all)
    func confirmed(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await shop(story)
            try await story.opening(Goods.mug.line(1, cost: "10"))
            try await story.order("D1", shop: "DS", [.of(.mug, 3, "339"), .of(.bowl, 1, "56.50")], at: "2026-03-04 10:00")
            #expect(try story.orders() == "D1 待出库 with the warehouse 订 4 缺 0 通知 4 出 0")
            #expect(try story.stock() == "GZ 马克杯 实物 1 账面 1 占用 0 缺 0 财务 1 = 10.00", "nothing of ours is kept")

            try await story.issue("D1", shop: "DS", at: "2026-03-04 11:00", expect: .refused, "suppliersNotice")
            try await story.confirm("D1", shop: "DS", [(1, 4, "36")], at: "2026-03-04 11:10", expect: .refused, "moreThanNoticed")
            try await story.confirm("D1", shop: "DS", [(9, 1, "9")], at: "2026-03-04 11:10", expect: .refused, "moreThanNoticed")
            try await story.confirm("D1", shop: "DS", [], at: "2026-03-04 11:10", expect: .refused, "badField")
            let first = try await story.confirm("D1", shop: "DS", [(1, 2, "19")], at: "2026-03-04 12:00")
            #expect(
                first.documents.map(\.kind) == [
                    .purchaseReceipt, .stockPosting, .voucher, .salesIssue, .salesSettlement, .voucher, .voucher,
                ])
            try await story.confirm("D1", shop: "DS", [(1, 1, "9.50"), (2, 1, "20")], at: "2026-03-04 13:00")
            try await story.confirm("D1", shop: "DS", [(1, 1, "9.50")], at: "2026-03-04 14:00", expect: .refused, "noOpenNotice")
            #expect(try story.orders() == "D1 已出库 shipped 订 4 缺 0 通知 0 出 4")
            #expect(
                try story.vouchers([.purchaseReceipt, .sale, .costOfSales]) == """
                    转-2 2026-03-04 采购入库暂估
                      借 140501 库存商品-良品 19.00 DF 马克杯 ×2
                      贷 220202 应付账款-暂估 19.00 \(Self.supplier)
                    转-3 2026-03-04 销售 DS
                      借 1122 应收账款 226.00 DS
                      贷 6001 主营业务收入 200.00
                      贷 22210107 应交税费-应交增值税-销项税额 26.00
                    转-4 2026-03-04 结转成本 DS
                      借 640101 主营业务成本-销售成本 19.00
                      贷 140501 库存商品-良品 19.00 DF 马克杯 ×2
                    转-5 2026-03-04 采购入库暂估
                      借 140501 库存商品-良品 9.50 DF 马克杯 ×1
                      借 140501 库存商品-良品 20.00 DF 汤碗 ×1
                      贷 220202 应付账款-暂估 29.50 \(Self.supplier)
                    转-6 2026-03-04 销售 DS
                      借 1122 应收账款 169.50 DS
                      贷 6001 主营业务收入 150.00
                      贷 22210107 应交税费-应交增值税-销项税额 19.50
                    转-7 2026-03-04 结转成本 DS
                      借 640101 主营业务成本-销售成本 29.50
                      贷 140501 库存商品-良品 9.50 DF 马克杯 ×1
                      贷 140501 库存商品-良品 20.00 DF 汤碗 ×1
                    """)
            #expect(
                try story.stock() == """
                    DF 马克杯 实物 0 账面 0 占用 0 缺 0 财务 0 = 0.00
                    GZ 马克杯 实物 1 账面 1 占用 0 缺 0 财务 1 = 10.00
                    DF 汤碗 实物 0 账面 0 占用 0 缺 0 财务 0 = 0.00
                    """)
            try story.isSound()
        }
    }

    @Test("代发单可取消;代发仓不存货 · A dropship order is cancelled; its warehouse holds no stock", arguments: TestedEngine.all)
    func refusals(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await shop(story)
            try await story.opening(Goods.bowl.line(5, cost: "50"))
            let noticed = try await story.order("D1", shop: "DS", [.of(.mug, 2, "226")], at: "2026-03-04 10:00").documents[2].position
            let own = try await story.order("D2", shop: "DS", [.of(.bowl, 1, "113")], at: "2026-03-04 10:10").documents[2].position
            try await story.confirm("D2", shop: "DS", [(1, 1, "9")], at: "2026-03-04 10:20", expect: .refused, "notDropship")
            try await story.cancel("D1", shop: "DS", at: "2026-03-04 11:00")
            func confirmation(_ notice: Int64) -> CommandBody {
                .dropshipConfirmation(
                    DropshipConfirmation(
                        notice: notice, happenedAt: Moment("2026-03-04 12:00"), lines: [.init(line: 1, pieces: 1, amount: Money(fen: 900))])
                )
            }
            try await story.ask(confirmation(noticed), by: Story.keeper, at: "2026-03-04 12:00", expect: .refused, "noticeStopped")
            try await story.ask(confirmation(own), by: Story.keeper, at: "2026-03-04 12:00", expect: .refused, "notDropship")
            try await story.ask(confirmation(999_999), by: Story.keeper, at: "2026-03-04 12:00", expect: .refused, "noSuchNotice")

            let day = Day(compact: 20_260_304)!
            let opening = OpeningStock(warehouse: "DF", day: day, lines: [Goods.mug.line(1, cost: "1")])
            try await story.hand(.openingStock(opening), at: day.start, expect: .refused, "badField")
            let receipt = PurchaseReceipt(
                warehouse: "DF", supplier: Story.supplier, happenedAt: day.start, lines: [Goods.mug.line(1, cost: "1")])
            try await story.hand(.purchaseReceipt(receipt), at: day.start, expect: .refused, "badField")
            try await story.purchase("P1", [(.mug, 1, "1")], into: "DF", at: "2026-03-04 13:00", expect: .refused, "badField")
            let owned = WarehouseSite(code: "DF", name: "改自营", book: "HJ")
            try await story.hand(.masterRecord(.warehouse(owned)), at: day.start, expect: .refused, "badField")
            try await story.issue("D2", shop: "DS", at: "2026-03-05 10:00")
            #expect(
                try story.vouchers([.purchaseReceipt, .costOfSales]) == """
                    转-3 2026-03-05 结转成本 DS
                      借 640101 主营业务成本-销售成本 10.00
                      贷 140501 库存商品-良品 10.00 GZ 汤碗 ×1
                    """)
            try story.isSound()
        }
    }
}
