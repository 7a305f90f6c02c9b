import Documents
import Kernel
import Testing

/// Seed chapter 三.1, accounting section 5.5.
@Suite("跨仓调拨 · Transfers between warehouses")
struct TransferStories {
    @Test("武汉调广州 100 件到 98 件,短少 2 件计营业外支出 · 100 sent, 98 received, 2 short", arguments: TestedEngine.all)
    func theSeedsCase(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(200, cost: "6000"), into: "WH")
            let request = try await story.transfer("D1", .of(.mug, 100), at: "2026-03-08 09:00")
            #expect(request.documents.map(\.kind) == [.transferRequest])
            #expect(try story.transfers() == "WH→GZ 待审批 waiting for approval 申请 100 占用 0 出 0")
            // What finance sees: the goods would cost 3000.00.
            #expect(try story.query("SELECT amount, state FROM approval") == [[300_000, 1]])
            try await story.approve("D1", by: Story.actor, at: "2026-03-08 10:00", expect: .refused, "makerIsChecker")
            let approval = try await story.approve("D1", at: "2026-03-08 10:00")
            #expect(approval.documents.map(\.kind) == [.approval, .transferNotice])
            #expect(try story.stock() == "WH 马克杯 实物 200 账面 200 占用 100 缺 0 财务 200 = 6000.00")

            let issue = try await story.send("D1-out", of: "D1", at: "2026-03-09 15:00")
            #expect(issue.documents.map(\.kind) == [.transferIssue, .stockPosting, .voucher])
            #expect(try story.underWay() == "→GZ 马克杯 出 100 收 0 短 0 在途 100(待查 0)成本 3000.00 结算 3000.00 未达 3000.00")
            let receipt = try await story.arrive("D1-in", of: "D1-out", .at(1, .mug, 98, bin: "A-01"), at: "2026-03-12 10:00")
            #expect(receipt.documents.map(\.kind) == [.transferReceipt, .stockPosting, .voucher])
            try await story.miss("D1-short", of: "D1-out", .reasonable, at: "2026-03-12 11:00")
            #expect(
                try story.vouchers(Story.transferEvents) == """
                    转-2 2026-03-09 调拨出库
                      借 3301 内部往来 3000.00 GZ 马克杯 ×100
                      贷 140501 库存商品-良品 3000.00 WH 马克杯 ×100
                    转-3 2026-03-12 调拨入库
                      借 140501 库存商品-良品 2940.00 GZ 马克杯 ×98
                      贷 3301 内部往来 2940.00 GZ 马克杯 ×98
                    转-4 2026-03-12 调拨短少
                      借 671103 营业外支出-调拨在途损失 60.00
                      贷 3301 内部往来 60.00 GZ 马克杯 ×2
                    """)
            #expect(
                try story.balances() == """
                    3301 内部往来 0.00
                    4001 实收资本 -6000.00
                    140501 库存商品-良品 5940.00
                    671103 营业外支出-调拨在途损失 60.00
                    """)
            #expect(try story.transfers() == "WH→GZ 已出库 issued 申请 100 占用 0 出 100")
            #expect(try story.underWay() == "→GZ 马克杯 出 100 收 98 短 2 在途 0(待查 0)成本 3000.00 结算 3000.00 未达 0.00")
            #expect(
                try story.stock() == """
                    GZ 马克杯 实物 98 账面 98 占用 0 缺 0 财务 98 = 2940.00
                    WH 马克杯 实物 100 账面 100 占用 0 缺 0 财务 100 = 3000.00
                    """)
            // The same papers once more: answered, not done again.
            try await story.arrive(
                "D1-in", of: "D1-out", .at(1, .mug, 98, bin: "A-01"), at: "2026-03-12 10:00", expect: .duplicate)
            try await story.arrive("D1-in2", of: "D1-out", at: "2026-03-12 12:00", expect: .refused, "nothingUnderWay")
            try await story.send("D1-out2", of: "D1", at: "2026-03-12 12:00", expect: .refused, "transferDone")
        }
    }

    @Test("分批出库分批入库,尾差随最后一笔,次品单列 · Partial issues and receipts, the last takes the rest", arguments: TestedEngine.all)
    func partial(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(
                StockLine(line: 1, item: Goods.mug.code, pieces: 4, bin: "A-01", amount: Money(yuan: "40")),
                StockLine(line: 2, item: Goods.mug.code, pieces: 3, bin: "B-01", amount: Money(yuan: "30.01")),
                StockLine(line: 3, item: Goods.bowl.code, pieces: 9, bin: "B-02", amount: Money(yuan: "99")), into: "WH")
            try await story.transfer("D1", .of(.mug, 7), .of(.bowl, 5), at: "2026-03-08 09:00")
            try await story.approve("D1", at: "2026-03-08 10:00")
            try await story.send("D1-out1", of: "D1", .at(1, .mug, 3, bin: "B-01"), at: "2026-03-09 09:00")
            #expect(try story.transfers() == "WH→GZ 待出库 with the sending warehouse 申请 12 占用 9 出 3")
            try await story.send("D1-out2", of: "D1", at: "2026-03-10 09:00")
            #expect(
                try story.vouchers(Story.transferEvents) == """
                    转-2 2026-03-09 调拨出库
                      借 3301 内部往来 30.00 GZ 马克杯 ×3
                      贷 140501 库存商品-良品 30.00 WH 马克杯 ×3
                    转-3 2026-03-10 调拨出库
                      借 3301 内部往来 40.01 GZ 马克杯 ×4
                      借 3301 内部往来 55.00 GZ 汤碗 ×5
                      贷 140501 库存商品-良品 40.01 WH 马克杯 ×4
                      贷 140501 库存商品-良品 55.00 WH 汤碗 ×5
                    """)
            // Three receipts of the second issue: 10.00, 10.00, the rest of 20.01; one piece arrived broken.
            try await story.arrive("D1-in1", of: "D1-out2", .at(1, .mug, 1, bin: "A-01"), at: "2026-03-11 09:00")
            try await story.arrive(
                "D1-in2", of: "D1-out2", .at(1, .mug, 1, bin: "C-09", condition: StockCondition.defective), .at(2, .bowl, 5, bin: "A-02"),
                at: "2026-03-12 09:00")
            try await story.arrive("D1-in3", of: "D1-out2", bin: "A-03", at: "2026-03-13 09:00")
            try await story.arrive("D1-in4", of: "D1-out1", at: "2026-03-14 09:00")
            #expect(
                try story.entries([.transferReceipt]) == """
                    2026-03-11 调拨入库 
                      借 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                      贷 3301 内部往来 10.00 GZ 马克杯 ×1
                    2026-03-12 调拨入库 
                      借 140502 库存商品-次品 10.00 GZ 马克杯 ×1
                      借 140501 库存商品-良品 55.00 GZ 汤碗 ×5
                      贷 3301 内部往来 10.00 GZ 马克杯 ×1
                      贷 3301 内部往来 55.00 GZ 汤碗 ×5
                    2026-03-13 调拨入库 
                      借 140501 库存商品-良品 20.01 GZ 马克杯 ×2
                      贷 3301 内部往来 20.01 GZ 马克杯 ×2
                    2026-03-14 调拨入库 
                      借 140501 库存商品-良品 30.00 GZ 马克杯 ×3
                      贷 3301 内部往来 30.00 GZ 马克杯 ×3
                    """)
            #expect(
                try story.query("SELECT bin, condition, pieces FROM physical_stock WHERE warehouse = 'GZ' ORDER BY item, bin") == [
                    ["", "ZP", 3], ["A-01", "ZP", 1], ["A-03", "ZP", 2], ["C-09", "CC", 1], ["A-02", "ZP", 5],
                ])
        }
    }

    @Test("协议价与市场价,内部损益留待抵销 · Agreed and market price, internal profit kept", arguments: TestedEngine.all)
    func priced(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(200, cost: "6000"), into: "WH")
            try await story.sent("D1", .of(.mug, 100, price: "33"), pricing: .agreed, on: "2026-03-09")
            try await story.arrive("D1-in1", of: "D1-out", .at(1, .mug, 60), at: "2026-03-12 09:00")
            try await story.arrive("D1-in2", of: "D1-out", at: "2026-03-13 09:00")
            // Below cost: the difference is on the other side.
            try await story.sent("D2", .of(.mug, 10, price: "28.50"), pricing: .market, on: "2026-03-14")
            #expect(
                try story.vouchers(Story.transferEvents) == """
                    转-2 2026-03-09 调拨出库
                      借 3301 内部往来 3300.00 GZ 马克杯 ×100
                      贷 140501 库存商品-良品 3000.00 WH 马克杯 ×100
                      贷 3302 内部调拨损益 300.00
                    转-3 2026-03-12 调拨入库
                      借 140501 库存商品-良品 1980.00 GZ 马克杯 ×60
                      贷 3301 内部往来 1980.00 GZ 马克杯 ×60
                    转-4 2026-03-13 调拨入库
                      借 140501 库存商品-良品 1320.00 GZ 马克杯 ×40
                      贷 3301 内部往来 1320.00 GZ 马克杯 ×40
                    转-5 2026-03-14 调拨出库
                      借 3301 内部往来 285.00 GZ 马克杯 ×10
                      贷 140501 库存商品-良品 300.00 WH 马克杯 ×10
                      借 3302 内部调拨损益 15.00
                    """)
            #expect(
                try story.underWay() == """
                    →GZ 马克杯 出 100 收 100 短 0 在途 0(待查 0)成本 3000.00 结算 3300.00 未达 0.00
                    →GZ 马克杯 出 10 收 0 短 0 在途 10(待查 0)成本 300.00 结算 285.00 未达 285.00
                    """)
            // What finance saw of them: settlement price times pieces.
            #expect(try story.query("SELECT amount FROM approval ORDER BY document") == [[330_000], [28_500]])
        }
    }

    @Test("同账套不设内部往来:调拨在途 140509,只能按成本价 · In one book without accounts between warehouses", arguments: TestedEngine.all)
    func inBook(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.hand(
                .masterRecord(.book(Book(code: "HJ", name: "禾居", voucherMode: .perDocument, transfersInBook: true))),
                at: Moment("2026-03-01 09:00"))
            try await story.opening(Goods.mug.line(200, cost: "6000"), into: "WH")
            try await story.transfer(
                "D0", .of(.mug, 10, price: "33"), pricing: .agreed, at: "2026-03-08 09:00", expect: .refused, "transferPricedInBook")
            try await story.sent("D1", .of(.mug, 100), on: "2026-03-09")
            try await story.arrive("D1-in", of: "D1-out", .at(1, .mug, 96), at: "2026-03-12 09:00")
            try await story.miss("D1-short1", of: "D1-out", .reasonable, [(1, 1)], at: "2026-03-12 10:00")
            try await story.miss("D1-short2", of: "D1-out", .theft, [(1, 2)], at: "2026-03-12 11:00")
            #expect(
                try story.vouchers(Story.transferEvents) == """
                    转-2 2026-03-09 调拨出库
                      借 140509 库存商品-调拨在途 3000.00 GZ 马克杯 ×100
                      贷 140501 库存商品-良品 3000.00 WH 马克杯 ×100
                    转-3 2026-03-12 调拨入库
                      借 140501 库存商品-良品 2880.00 GZ 马克杯 ×96
                      贷 140509 库存商品-调拨在途 2880.00 GZ 马克杯 ×96
                    转-4 2026-03-12 调拨短少
                      借 671103 营业外支出-调拨在途损失 30.00
                      贷 140509 库存商品-调拨在途 30.00 GZ 马克杯 ×1
                    转-5 2026-03-12 调拨短少待处理
                      借 190101 待处理财产损溢-待处理流动资产损溢 67.80 GZ 马克杯 ×2
                      贷 140509 库存商品-调拨在途 60.00 GZ 马克杯 ×2
                      贷 22210109 应交税费-应交增值税-进项税额转出 7.80
                    """)
            #expect(try story.underWay() == "→GZ 马克杯 出 100 收 96 短 3 在途 1(待查 0)成本 3000.00 结算 3000.00 未达 30.00")
        }
    }

    @Test("跨账套调拨:各记各账,合计为零 · Between two books each posting is in its own", arguments: TestedEngine.all)
    func twoBooks(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            // One of them keeps no accounts between its own warehouses: with others it does.
            try await story.hand(
                .masterRecord(.book(Book(code: "YS", name: "屿舍", voucherMode: .perDocument, transfersInBook: true))),
                at: Moment("2026-03-01 09:00"))
            try await story.hand(
                .masterRecord(.warehouse(WarehouseSite(code: "CD", name: "成都仓", book: "YS"))), at: Moment("2026-03-01 09:00"))
            try await story.opening(Goods.mug.line(200, cost: "6000"), into: "WH")
            try await story.sent("D1", to: "CD", .of(.mug, 100, price: "33"), pricing: .agreed, on: "2026-03-09")
            try await story.arrive("D1-in", of: "D1-out", .at(1, .mug, 98), at: "2026-03-12 09:00")
            try await story.miss("D1-short", of: "D1-out", .disaster, at: "2026-03-12 10:00")
            #expect(
                try story.query(
                    """
                    SELECT p.book, l.account, l.side, l.amount FROM posting p JOIN posting_line l ON l.document = p.document AND l.ordinal = p.ordinal
                    WHERE p.event IN (20, 21, 22) ORDER BY p.document, l.line
                    """) == [
                        ["HJ", 3301, 0, 330_000], ["HJ", 140_501, 1, 300_000], ["HJ", 3302, 1, 30_000],
                        ["YS", 140_501, 0, 323_400], ["YS", 3301, 1, 323_400],
                        ["YS", 671_103, 0, 6_600], ["YS", 3301, 1, 6_600],
                    ])
            #expect(
                try story.query(
                    "SELECT book, CAST(SUM(debit - credit) AS BIGINT) FROM balance WHERE account = 3301 GROUP BY book ORDER BY book")
                    == [["HJ", 330_000], ["YS", -330_000]])
            #expect(try story.query("SELECT book, period, word, number FROM voucher WHERE book = 'YS'").count == 2)
        }
    }

    @Test("占用的货不能卖;取消释放给等货的人 · Reserved pieces are not sold; a cancellation frees them", arguments: TestedEngine.all)
    func cancelled(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"), into: "GZ")
            try await story.transfer("D1", from: "GZ", to: "WH", .of(.mug, 8), at: "2026-03-08 09:00")
            try await story.approve("D1", at: "2026-03-08 09:30")
            try await story.order("J1", shop: "JD", [.of(.mug, 5, "100")], at: "2026-03-08 10:00")
            #expect(try story.orders() == "J1 缺货等待 backordered 订 5 缺 3 通知 2 出 0")
            #expect(try story.stock() == "GZ 马克杯 实物 10 账面 10 占用 10 缺 3 财务 10 = 100.00")
            try await story.transfer(
                "D2", from: "GZ", to: "WH", .of(.mug, 1), at: "2026-03-08 10:30", expect: .refused, "transferNotAvailable")
            try await story.send("D1-out", of: "D1", .at(1, .mug, 2), at: "2026-03-08 11:00")

            let before = try story.position
            try await story.cancelTransfer("D1", at: "2026-03-08 12:00")
            #expect(try story.documents(after: before) == "调拨取消单 出库通知单")
            #expect(try story.transfers() == "GZ→WH 已出库 issued 申请 8 占用 0 出 2")
            #expect(try story.orders() == "J1 待出库 with the warehouse 订 5 缺 0 通知 5 出 0")
            #expect(try story.stock() == "GZ 马克杯 实物 8 账面 8 占用 5 缺 0 财务 8 = 80.00")
            try await story.send("D1-out2", of: "D1", at: "2026-03-08 13:00", expect: .refused, "transferStopped")
            try await story.cancelTransfer("D1", at: "2026-03-08 13:00", expect: .refused, "transferLeftAlready")
            // What is under way arrives and may be sold from there.
            try await story.order("T1", [.of(.mug, 5, "100")], at: "2026-03-08 14:00")
            #expect(try story.orders().contains("T1 缺货等待 backordered 订 5 缺 2 通知 3 出 0"))
        }
    }

    @Test("调拨到货先给等货的人 · What a transfer brings goes to those who wait", arguments: TestedEngine.all)
    func serves(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"), into: "WH")
            try await story.order("J1", shop: "JD", [.of(.mug, 4, "100")], at: "2026-03-08 10:00")
            try await story.sent("D1", .of(.mug, 6), on: "2026-03-09")
            let before = try story.position
            try await story.arrive("D1-in", of: "D1-out", .at(1, .mug, 3), at: "2026-03-10 09:00")
            #expect(try story.documents(after: before) == "调拨入库单 存货过账 出库通知单 凭证")
            #expect(try story.orders() == "J1 缺货等待 backordered 订 4 缺 1 通知 3 出 0")
            try await story.issue("J1", shop: "JD", at: "2026-03-10 10:00")
            #expect(
                try story.entries([.costOfSales]) == """
                    2026-03-10 结转成本 JD
                      借 640101 主营业务成本-销售成本 30.00
                      贷 140501 库存商品-良品 30.00 GZ 马克杯 ×3
                    """)
        }
    }

    @Test("批次与到期日随货走,先到期先调出 · Lots go along, what expires first is sent first", arguments: TestedEngine.all)
    func lots(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            func lot(_ line: Int64, _ lot: String, _ day: Int) -> StockLine {
                StockLine(
                    line: line, item: Goods.honey.code, pieces: 4, lot: lot, amount: Money(yuan: "40"), expires: Day(compact: day))
            }
            try await story.opening(lot(1, "L9", 20_270_930), lot(2, "L6", 20_260_630), lot(3, "L1", 20_260_301), into: "WH")
            try await story.sent("D1", .of(.honey, 6), on: "2026-03-09")
            try await story.arrive(
                "D1-in1", of: "D1-out", StockLine(line: 1, item: Goods.honey.code, pieces: 3, lot: "L6"), at: "2026-03-10 09:00")
            try await story.arrive("D1-in2", of: "D1-out", at: "2026-03-11 09:00")
            #expect(
                try story.query("SELECT warehouse, lot, pieces FROM physical_stock WHERE pieces <> 0 ORDER BY warehouse, lot") == [
                    ["GZ", "L6", 4], ["GZ", "L9", 2], ["WH", "L1", 4], ["WH", "L9", 2],
                ])
        }
    }

    @Test("驳回与撤回:没有占用,也不再待审 · Rejected and withdrawn requests", arguments: TestedEngine.all)
    func rejected(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"), into: "WH")
            try await story.transfer("D1", .of(.mug, 8), at: "2026-03-08 09:00")
            try await story.send("D1-out", of: "D1", at: "2026-03-08 09:10", expect: .refused, "transferNotReleased")
            try await story.approve("D1", false, at: "2026-03-08 09:30")
            try await story.approve("D1", at: "2026-03-08 09:40", expect: .refused, "decidedAlready")
            try await story.cancelTransfer("D1", at: "2026-03-08 09:50", expect: .refused, "transferEnded")
            try await story.transfer("D2", .of(.mug, 8), at: "2026-03-08 10:00")
            try await story.cancelTransfer("D2", at: "2026-03-08 10:10")
            try await story.approve("D2", at: "2026-03-08 10:20", expect: .refused, "decidedAlready")
            // Sold between request and approval: there is nothing left to approve.
            try await story.transfer("D3", .of(.mug, 8), at: "2026-03-08 11:00")
            try await story.order("T1", [.of(.mug, 5, "100")], at: "2026-03-08 11:10")
            try await story.approve("D3", at: "2026-03-08 11:20", expect: .refused, "transferNotAvailable")
            #expect(
                try story.transfers() == """
                    WH→GZ 已驳回 rejected 申请 8 占用 0 出 0
                    WH→GZ 已取消 cancelled 申请 8 占用 0 出 0
                    WH→GZ 待审批 waiting for approval 申请 8 占用 0 出 0
                    """)
            #expect(try story.query("SELECT state FROM approval ORDER BY document") == [[3], [4], [1]])
            #expect(try story.vouchers(Story.transferEvents) == "")
        }
    }
}
