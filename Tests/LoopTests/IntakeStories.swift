import Documents
import Kernel
import Testing

@Suite("订单进来:映射、重复与冲突 · Intake: mapping, duplicates and conflicts")
struct IntakeStories {
    @Test("没有映射的商品:挂起,一条映射放行全部 · Unmapped lines are held; one mapping frees them all", arguments: TestedEngine.all)
    func unmapped(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            for number in 1...3 {
                try await story.order(
                    "T\(number)", [.of(.mug, 1, "113"), .code("NEW-CUP", 1, "113")], at: "2026-03-04 1\(number):00", expect: .held)
            }
            try await story.order("J1", shop: "JD", [.code("NEW-CUP", 1, "113")], at: "2026-03-04 14:00", expect: .held)
            #expect(try story.stock() == "GZ 马克杯 实物 10 账面 10 占用 0 缺 0 财务 10 = 100.00", "nothing is promised yet")

            let before = try story.position
            try await story.hand(
                .masterRecord(.channelItem(ChannelItem(shop: "TM", merchantCode: "NEW-CUP", target: Goods.mug.code))),
                at: Moment("2026-03-04 15:00"))
            #expect(
                try story.documents(after: before) == "基础资料" + String(repeating: " 销售订单 出库通知单 应收单", count: 3))
            #expect(
                try story.orders() == """
                    T1 待出库 with the warehouse 订 2 缺 0 通知 2 出 0
                    T2 待出库 with the warehouse 订 2 缺 0 通知 2 出 0
                    T3 待出库 with the warehouse 订 2 缺 0 通知 2 出 0
                    J1 待资料 held 订 0 缺 0 通知 0 出 0
                    """)
            #expect(try story.query("SELECT shop, merchant_code FROM held_line") == [["JD", "NEW-CUP"]])
            try await story.issue("T2", at: "2026-03-04 16:00")
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 226.00 TM
                      贷 6001 主营业务收入 200.00
                      贷 22210107 应交税费-应交增值税-销项税额 26.00
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 20.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                    """)
        }
    }

    @Test("同一单推两次:同一个答复 · The same order twice: the same answer", arguments: TestedEngine.all)
    func duplicate(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            let first = try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 7)
            let before = try story.dump()
            for version in [Int64(7), 0] {
                let again = try await story.order(
                    "T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: version, expect: .duplicate)
                #expect(again.documents == first.documents)
            }
            #expect(try story.dump() == before, "nothing was written")
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.entries([.sale]) == """
                    2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    """)
        }
    }

    @Test("同一批里的重复也只算一次 · A duplicate within one batch counts once", arguments: TestedEngine.all)
    func duplicateInBatch(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let order = ChannelOrder(shop: "TM", externalID: "T1", placedAt: Story.founded, lines: [.of(.mug, 1, "113")])
            let command = Command(actor: Story.actor, body: .channelOrder(order))
            let answers = try await story.company.submit([command, command, command])
            #expect(answers.map(\.outcome) == [.accepted, .duplicate, .duplicate])
            #expect(answers.map(\.documents) == Array(repeating: answers[0].documents, count: 3))
            #expect(try story.scalar("SELECT COUNT(*) FROM sales_order") == 1)
        }
    }

    @Test("旧版本:记录,不改变 · An older version is recorded and changes nothing", arguments: TestedEngine.all)
    func stale(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            try await story.order("T1", [.of(.mug, 2, "226")], at: "2026-03-04 10:00", version: 2)
            let before = try story.position
            let commands = try story.scalar("SELECT COUNT(*) FROM command")
            let answer = try await story.order("T1", [.of(.mug, 9, "999")], at: "2026-03-04 10:00", version: 1, expect: .stale)
            #expect(answer.documents.isEmpty)
            #expect(try story.position == before)
            #expect(try story.scalar("SELECT COUNT(*) FROM command") == commands + 1)
            #expect(try story.orders() == "T1 待出库 with the warehouse 订 2 缺 0 通知 2 出 0")
        }
    }

    @Test("同版本不同内容:冲突 · The same version with other content is a conflict", arguments: TestedEngine.all)
    func conflict(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 1)
            let answer = try await story.order(
                "T1", [.of(.mug, 1, "114")], at: "2026-03-04 10:00", version: 1, expect: .refused, "conflict")
            #expect(answer.english.contains("T1") && answer.chinese.contains("T1"))
            #expect(try story.receivables() == "T1 TM 预计 113.00 已开 0.00 作废 0.00")
            try await story.order("T1", [.of(.mug, 1, "114")], at: "2026-03-04 10:00", version: 2)
            #expect(try story.receivables() == "T1 TM 预计 114.00 已开 0.00 作废 0.00")
        }
    }

    @Test("被拒绝的单号可以改正后再推 · A refusal does not occupy the key", arguments: TestedEngine.all)
    func refusedKey(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            let before = try story.position
            for wrong: ChannelOrder.Line in [
                .of(.mug, 0, "113"), .of(.mug, -1, "113"), .of(.mug, 1, "-1"), .of(.mug, 1, "113", freight: "-5"),
                .of(.mug, 1, "113", discounts: [.ours("114")]),
                .code("", 1, "113"),
            ] {
                try await story.order("T1", [wrong], at: "2026-03-04 10:00", version: 1, expect: .refused, "badField")
            }
            try await story.order("T1", shop: "NOBODY", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", expect: .refused, "unknownRecord")
            #expect(try story.position == before)
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", version: 1)
            try await story.issue("T1", at: "2026-03-04 11:00")
            #expect(
                try story.entries([.sale]) == """
                    2026-03-04 销售 TM
                      借 1122 应收账款 113.00 TM
                      贷 6001 主营业务收入 100.00
                      贷 22210107 应交税费-应交增值税-销项税额 13.00
                    """)
        }
    }

    @Test("不认识的订单的退货:挂起 · A return of an order that nobody knows is held", arguments: TestedEngine.all)
    func unknownReturn(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
            func returned(_ id: String, of order: String) -> CommandBody {
                .channelReturn(
                    ChannelReturn(
                        shop: "TM", externalID: id, orderID: order, happenedAt: Moment("2026-03-08 10:00"),
                        lines: [.of(.mug, 2, "226", freight: "5")]))
            }
            let at = Moment("2026-03-08 12:00")
            try await story.hand(returned("R1", of: "T-UNKNOWN"), at: at, expect: .held)
            try await story.hand(returned("R2", of: ""), at: at, expect: .held)
            try await story.hand(returned("R3", of: "T1"), at: at)
            try await story.hand(returned("R1", of: "T-UNKNOWN"), at: at, expect: .duplicate)
            #expect(
                try story.query("SELECT shop, order_id, pieces, amount FROM held_return ORDER BY document")
                    == [["TM", "T-UNKNOWN", 2, 23_100], ["TM", "", 2, 23_100]])
            #expect(try story.vouchers() == "")
        }
    }

    @Test("退货先到:订单来了就接上,改版取代旧版 · A return that comes first waits for its order; a newer version replaces it", arguments: TestedEngine.all)
    func earlyReturn(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            func returned(_ id: String, of order: String, pieces: Int64) -> CommandBody {
                .channelReturn(
                    ChannelReturn(
                        shop: "TM", externalID: id, orderID: order, happenedAt: Moment("2026-03-08 10:00"),
                        lines: [.of(.mug, pieces, "113")]))
            }
            let at = Moment("2026-03-08 12:00")
            func versioned(_ id: String, _ version: Int64) -> ExternalKey { ExternalKey(source: "return:TM", key: id, version: version) }
            try await story.hand(returned("R1", of: "T9", pieces: 1), at: at, external: versioned("R1", 1), expect: .held)
            try await story.hand(returned("R2", of: "", pieces: 1), at: at, external: versioned("R2", 1), expect: .held)
            try await story.hand(returned("R1", of: "T9", pieces: 2), at: at, external: versioned("R1", 2), expect: .held)
            let held = "SELECT order_id, pieces, amount FROM held_return ORDER BY document"
            #expect(try story.query(held) == [["T9", 2, 11_300], ["", 1, 11_300]])
            try await story.hand(
                returned("R1", of: "T8", pieces: 2), at: at, external: versioned("R1", 3), expect: .refused, "badField")

            let before = try story.position
            try await story.order("T9", [.of(.mug, 3, "339")], at: "2026-03-08 13:00")
            #expect(try story.documents(after: before) == "平台订单 销售订单 出库通知单 应收单 平台退货 售后退货单")
            #expect(try story.query(held) == [["", 1, 11_300]], "the order has taken its return")
            try await story.hand(returned("R1", of: "T9", pieces: 1), at: at, external: versioned("R1", 4))
            #expect(try story.query(held) == [["", 1, 11_300]])
            try await story.issue("T9", at: "2026-03-08 14:00")
            #expect(
                try story.entries([.sale]) == """
                    2026-03-08 销售 TM
                      借 1122 应收账款 339.00 TM
                      贷 6001 主营业务收入 300.00
                      贷 22210107 应交税费-应交增值税-销项税额 39.00
                    """)
        }
    }

    @Test("入库单改版重推:货不会再进一次 · A receipt pushed again in a newer version does not come in again", arguments: TestedEngine.all)
    func receiptAgain(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let at = Moment("2026-03-04 10:00")
            func receipt(_ pieces: Int64) -> CommandBody {
                .purchaseReceipt(
                    PurchaseReceipt(
                        warehouse: "GZ", supplier: Story.supplier, happenedAt: at, lines: [Goods.mug.line(pieces, cost: "100")]))
            }
            func key(_ version: Int64) -> ExternalKey { ExternalKey(source: "pda", key: "R1", version: version) }
            let first = try await story.hand(receipt(10), at: at, external: key(1))
            try await story.hand(receipt(10), at: at, external: key(1), expect: .duplicate)
            for version: Int64 in [2, 0] {
                let answer = try await story.hand(receipt(12), at: at, external: key(version), expect: .refused, "movedAlready")
                #expect(answer.chinese.contains(first.documents[0].text) && answer.english.contains(first.documents[0].text))
            }
            try await story.hand(receipt(2), at: at, external: ExternalKey(source: "pda", key: "R1-rest", version: 1))
            #expect(try story.stock() == "GZ 马克杯 实物 12 账面 12 占用 0 缺 0 财务 12 = 200.00")
            #expect(
                try story.vouchers([.purchaseReceipt]) == """
                    转-1 2026-03-04 采购入库暂估
                      借 140501 库存商品-良品 100.00 GZ 马克杯 ×10
                      贷 220202 应付账款-暂估 100.00 \(Story.supplier.text)
                    转-2 2026-03-04 采购入库暂估
                      借 140501 库存商品-良品 100.00 GZ 马克杯 ×2
                      贷 220202 应付账款-暂估 100.00 \(Story.supplier.text)
                    """)
        }
    }

    @Test("资料的账套、货品与服务之分不再改 · A record stays in its book, goods stay goods", arguments: TestedEngine.all)
    func staysAsItIs(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.hand(.masterRecord(.book(Book(code: "B2", name: "乙"))))
            var service = Goods.mug.item
            service.isService = true
            let sources = [Shop.Source(warehouse: "W2", priority: 1)]
            try await story.hand(.masterRecord(.warehouse(WarehouseSite(code: "W2", name: "乙仓", book: "B2"))))
            for record: MasterRecord in [
                .warehouse(WarehouseSite(code: "GZ", name: "广州总仓", book: "B2")),
                .shop(Shop(code: "TM", name: "天猫店", channel: "TMALL", book: "B2", sources: sources)), .item(service),
            ] {
                try await story.hand(.masterRecord(record), expect: .refused, "badField")
            }
            try await story.hand(.releaseHeld(shop: "TM", merchantCode: "X"), expect: .refused, "notForCallers")
            try await story.hand(.releaseWaiting(warehouse: "GZ", item: Goods.mug.code), expect: .refused, "notForCallers")
        }
    }

    @Test("版本过大、没有行、组合装过多 · Versions, orders without lines and kits that would run over", arguments: TestedEngine.all)
    func extremes(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let at = "2026-03-04 10:00"
            try await story.order("V1", [.of(.mug, 1, "113")], at: at, version: .max, expect: .refused, "badField")
            try await story.order("V1", [.of(.mug, 1, "113")], at: at, version: -1, expect: .refused, "badField")
            try await story.order("E1", [], at: at, freight: "10", discounts: [.ours("5")], expect: .held)
            let many = (1...4).map { ChannelOrder.Line(lineID: "\($0)", merchantCode: "BOX", pieces: 900_000_000, amount: Money(fen: 1)) }
            try await story.order("K1", many, at: at, expect: .refused, "badField")
        }
    }

    @Test("退货件数与文本形式 · The pieces of a return, and the form of texts", arguments: TestedEngine.all)
    func form(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let at = Moment("2026-03-08 12:00")
            for pieces in [Int64.min, -1, 0, .max] {
                let line = ChannelOrder.Line(lineID: "1", merchantCode: "MUG", pieces: pieces, amount: Money(fen: 1))
                let returned = ChannelReturn(shop: "TM", externalID: "R1", orderID: "X", happenedAt: at, lines: [line, line])
                try await story.hand(.channelReturn(returned), at: at, expect: .refused, "badField")
            }
            // The same word to the eye and to us, two keys to a store: only the composed one is taken.
            try await story.order("caf\u{E9}", [.of(.mug, 1, "113")], at: "2026-03-08 12:00")
            try await story.order("cafe\u{301}", [.of(.mug, 1, "113")], at: "2026-03-08 12:00", expect: .refused, "badField")
            try await story.order("T2", [.code("cafe\u{301}", 1, "113")], at: "2026-03-08 12:00", expect: .refused, "badField")
            #expect(try story.scalar("SELECT COUNT(*) FROM sales_order") == 1)
        }
    }

    @Test("同一付款序号、同一发货仓优先级:各只一次 · A payment's sequence and a source's priority stand once", arguments: TestedEngine.all)
    func standsOnce(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let at = Moment("2026-03-04 10:00")
            var order = ChannelOrder(shop: "TM", externalID: "T1", placedAt: at, lines: [.of(.mug, 1, "113")])
            order.payments = [1, 1].map { .init(sequence: $0, means: "支付宝", amount: Money(yuan: "50")) }
            try await story.hand(.channelOrder(order), at: at, expect: .refused, "badField")
            let sources: [Shop.Source] = [.init(warehouse: "GZ", priority: 1), .init(warehouse: "GZ", priority: 1, areas: ["42"])]
            let shop = Shop(code: "TM", name: "天猫店", channel: "TMALL", book: "HJ", sources: sources)
            try await story.hand(.masterRecord(.shop(shop)), at: at, expect: .refused, "badField")
        }
    }

    @Test("资料不全的单据:拒绝并说明 · Documents that name unknown records are refused by name", arguments: TestedEngine.all)
    func unknownRecords(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let day = Day(compact: 20_260_301)!
            let stranger = ItemCode(category: 7, serial: 7)!
            let bodies: [(CommandBody, String)] = [
                (.openingStock(OpeningStock(warehouse: "XX", day: day, lines: [Goods.mug.line(1, cost: "1")])), "XX"),
                (
                    .openingStock(OpeningStock(warehouse: "GZ", day: day, lines: [StockLine(line: 1, item: stranger, pieces: 1)])),
                    stranger.text
                ),
                (
                    .purchaseReceipt(
                        PurchaseReceipt(
                            warehouse: "GZ", supplier: SupplierCode(serial: 99)!, happenedAt: day.start,
                            lines: [Goods.mug.line(1, cost: "1")])),
                    SupplierCode(serial: 99)!.text
                ),
                (.masterRecord(.warehouse(WarehouseSite(code: "NEW", name: "新仓", book: "NOBOOK"))), "NOBOOK"),
                (.masterRecord(.channelItem(ChannelItem(shop: "TM", merchantCode: "Z", target: stranger))), stranger.text),
                (.sealVouchers(book: "NOBOOK", through: day), "NOBOOK"),
            ]
            for (body, name) in bodies {
                let answer = try await story.hand(body, expect: .refused, "unknownRecord")
                #expect(answer.chinese.contains(name) && answer.english.contains(name))
            }
        }
    }
}
