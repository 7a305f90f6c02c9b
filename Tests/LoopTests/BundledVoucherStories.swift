import Documents
import Kernel
import Testing

@Suite("汇总凭证 · Bundled vouchers")
struct BundledVoucherStories {
    @Test("按店铺、日、模板汇总,日终编号不断号 · One voucher a shop, day and rule; gapless numbers at the day's end", arguments: TestedEngine.all)
    func bundled(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine, vouchers: .bundled) { story in
            try await story.opening(Goods.mug.line(100, cost: "1000"), Goods.bowl.line(100, cost: "500"))
            let sales: [(id: String, shop: String, goods: Goods, day: String)] = [
                ("T1", "TM", .mug, "04"), ("J1", "JD", .mug, "04"), ("T2", "TM", .bowl, "04"), ("T3", "TM", .mug, "05"),
                ("J2", "JD", .bowl, "31"),
            ]
            for sale in sales {
                try await story.order(sale.id, shop: sale.shop, [.of(sale.goods, 1, "113")], at: "2026-03-\(sale.day) 09:00")
                try await story.issue(sale.id, shop: sale.shop, at: "2026-03-\(sale.day) 10:00")
            }
            try await story.order("T4", [.of(.mug, 1, "226")], at: "2026-04-01 09:00")
            try await story.issue("T4", at: "2026-04-01 10:00")
            #expect(try story.vouchers() == "", "written in the ledger, not yet on numbered paper")
            #expect(try story.scalar("SELECT COUNT(*) FROM open_bundle") == 10)

            func seal(_ compact: Int) async throws -> [DocumentKind] {
                try await story.hand(.sealVouchers(book: "HJ", through: Day(compact: compact)!), at: Moment("2026-04-02 00:05")).documents
                    .map(
                        \.kind)
            }
            #expect(try await seal(20_260_303) == [])
            #expect(try await seal(20_260_304) == [.voucher, .voucher, .voucher, .voucher])
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-04 销售 JD
                      借 1122 应收账款 113.00 JD
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    转-3 2026-03-04 结转成本 JD
                      贷 140501 库存商品-良品 10.00 GZ ×1
                      借 640101 主营业务成本-销售成本 10.00
                    转-4 2026-03-04 销售 TM 附件 2
                      借 1122 应收账款 226.00 TM
                      贷 6001 主营业务收入 200.00
                      贷 22210107 应交税费-应交增值税-销项税额 26.00
                    转-5 2026-03-04 结转成本 TM 附件 2
                      贷 140501 库存商品-良品 15.00 GZ ×2
                      借 640101 主营业务成本-销售成本 15.00
                    """)
            #expect(try await seal(20_260_304) == [], "sealed once")
            #expect(try await seal(20_260_401).count == 6)
            #expect(
                try story.query("SELECT period, word, number FROM voucher ORDER BY period, word, number")
                    == (1...9).map { [202_603, 0, .integer($0)] } + (1...2).map { [202_604, 0, .integer($0)] },
                "gapless by book, period and word")
            #expect(try story.scalar("SELECT COUNT(*) FROM open_bundle") == 0)
            // Every posting stands behind exactly one voucher.
            #expect(
                try story.scalar("SELECT CAST(SUM(documents) AS BIGINT) FROM voucher") == story.scalar("SELECT COUNT(*) FROM posting"))
            #expect(
                try story.scalar("SELECT CAST(SUM(total) AS BIGINT) FROM voucher")
                    == story.scalar("SELECT CAST(SUM(total) AS BIGINT) FROM posting"))
        }
    }

    @Test("封账后当天又有出库:另开一张 · A sale after the sealing opens another voucher of the same day", arguments: TestedEngine.all)
    func lateSale(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine, vouchers: .bundled) { story in
            try await story.opening(Goods.mug.line(100, cost: "1000"))
            for number in 1...2 {
                try await story.order("T\(number)", [.of(.mug, 1, "113")], at: "2026-03-04 09:00")
                try await story.issue("T\(number)", at: "2026-03-04 10:00")
                try await story.hand(.sealVouchers(book: "HJ", through: Day(compact: 20_260_304)!), at: Moment("2026-03-05 00:05"))
            }
            #expect(
                try story.vouchers([.sale]) == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    转-4 2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    """)
        }
    }
}
