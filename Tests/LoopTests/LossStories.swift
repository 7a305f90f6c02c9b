import Documents
import Kernel
import Loop
import Storage
import Testing
import Warehouse

@Suite("盘盈盘亏与损溢处理 · Surplus, shortage and who bears it")
struct LossStories {
    private func change(_ story: Story, _ profile: AccountingProfile, regime: Book.TaxRegime = .general) async throws {
        try await story.hand(
            .masterRecord(.book(Book(code: "HJ", name: "禾居", voucherMode: .perDocument, taxRegime: regime, profile: profile))),
            at: Story.founded)
    }

    @Test("非正常损耗先挂待处理,再按责任结转 · An abnormal loss is under decision until somebody bears it", arguments: TestedEngine.all)
    func abnormal(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.classify(.mug, .a)
            try await story.opening(Goods.mug.line(4000, cost: "48000").at("A-1"))
            let answer = try await story.countThrough("K", "A-1", .mug, found: 3960, .stolen)
            let shortage = try answer.document(.stockShortage)
            #expect(try story.losses() == "盘亏待处理 40 件 542.40 已处理 0 件 0.00")
            // More than the loss, nobody, somebody twice.
            try await story.dispose("D", of: shortage, ("E001", "542.41"), at: "2026-03-30 11:00", expect: .refused, "claimsExceedLoss")
            try await story.dispose("D", of: shortage, ("", "1"), at: "2026-03-30 11:00", expect: .refused, "badField")
            try await story.dispose("D", of: shortage, ("E001", "1"), ("E001", "2"), at: "2026-03-30 11:00", expect: .refused, "badField")
            try await story.dispose("D", of: shortage, item: .bowl, at: "2026-03-30 11:00", expect: .refused, "nothingPending")
            try await story.dispose("D1", of: shortage, ("E001", "500"), at: "2026-03-30 11:10")
            try await story.dispose("D2", of: shortage, ("E001", "200"), at: "2026-03-30 11:11", expect: .refused, "beingDecided")
            try await story.decideCount("D1", by: Story.firstCounter, at: "2026-03-30 11:12", expect: .refused, "makerIsChecker")
            // Rejected: open again, for another split.
            try await story.decideCount("D1", false, at: "2026-03-30 11:20")
            try await story.dispose("D2", of: shortage, ("E001", "200"), ("INS01", "150"), at: "2026-03-30 11:30")
            try await story.decideCount("D2", at: "2026-03-31 09:00")
            try await story.dispose("D3", of: shortage, at: "2026-03-31 10:00", expect: .refused, "settledAlready")
            #expect(try story.losses() == "盘亏待处理 40 件 542.40 已处理 40 件 542.40")
            #expect(
                try story.vouchers(Story.countEvents + [.countLossDisposal]) == """
                    转-2 2026-03-30 盘亏待处理
                      借 190101 待处理财产损溢-待处理流动资产损溢 542.40 GZ 马克杯 ×40
                      贷 140501 库存商品-良品 480.00 GZ 马克杯 ×40
                      贷 22210109 应交税费-应交增值税-进项税额转出 62.40
                    转-3 2026-03-31 盘亏审批结转
                      借 122102 其他应收款-赔款 200.00 E001
                      借 122102 其他应收款-赔款 150.00 INS01
                      借 671102 营业外支出-盘亏损失 192.40
                      贷 190101 待处理财产损溢-待处理流动资产损溢 542.40 GZ 马克杯 ×40
                    """)
        }
    }

    @Test("没有损溢的单据不能处理 · A document that lost nothing has nothing to settle", arguments: TestedEngine.all)
    func nothingPending(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let receipt = try await story.receipt(Goods.mug.line(5, cost: "50"), at: "2026-03-02 10:00")
            try await story.dispose(
                "D", of: receipt.document(.purchaseReceipt), at: "2026-03-02 11:00", expect: .refused, "nothingPending")
        }
    }

    /// Each cause in a profile, as the entries of its count and of the disposal that follows.
    private func tier(
        _ engine: TestedEngine, _ profile: AccountingProfile, _ cause: VarianceCause, found: Int64 = 990,
        regime: Book.TaxRegime = .general
    ) async throws -> String {
        var text = ""
        try await Story.tell(on: engine) { story in
            if profile != .seed || regime != .general { try await change(story, profile, regime: regime) }
            try await story.opening(Goods.mug.line(1000, cost: "10000").at("A-1"))
            let answer = try await story.countThrough("K", "A-1", .mug, found: found, cause)
            if let subject = answer.documents.first(where: { $0.kind == .stockShortage || $0.kind == .stockSurplus }),
                try story.scalar("SELECT COUNT(*) FROM pending_loss WHERE settled_pieces <> pieces") > 0
            {
                try await story.dispose("D", of: subject, at: "2026-03-30 11:00")
                try await story.decideCount("D", at: "2026-03-31 09:00")
            }
            let rows = try story.query(
                """
                SELECT l.side, l.account, l.amount FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
                WHERE p.event <> \(PostingEvent.openingStock.rawValue) ORDER BY l.document, l.ordinal, l.line
                """)
            text = rows.map { "\($0[0].integer == 0 ? "借" : "贷") \($0[1].integer) \(Money(fen: $0[2].integer).text)" }
                .joined(separator: "\n")
            #expect(try story.scalar("SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM value_stock WHERE place = 5") == 0)
        }
        return text
    }

    @Test("合理损耗:种子口径直接进成本,准则口径经待处理 · A reasonable loss by profile", arguments: TestedEngine.all)
    func reasonable(_ engine: TestedEngine) async throws {
        #expect(try await tier(engine, .seed, .normalLoss) == "借 640102 100.00\n贷 140501 100.00")
        #expect(
            try await tier(engine, .cas, .normalLoss) == "借 190101 100.00\n贷 140501 100.00\n借 660201 100.00\n贷 190101 100.00")
        #expect(
            try await tier(engine, .small, .normalLoss) == "借 190101 100.00\n贷 140501 100.00\n借 671102 100.00\n贷 190101 100.00")
        // Above the threshold the same cause waits for a decision, without VAT.
        #expect(
            try await tier(engine, .seed, .normalLoss, found: 980)
                == "借 190101 200.00\n贷 140501 200.00\n借 671102 200.00\n贷 190101 200.00")
    }

    @Test("灾害不转进项,管理不善要转 · Disaster keeps its input VAT, bad management does not", arguments: TestedEngine.all)
    func causes(_ engine: TestedEngine) async throws {
        #expect(
            try await tier(engine, .seed, .disaster) == "借 190101 100.00\n贷 140501 100.00\n借 671101 100.00\n贷 190101 100.00")
        let abnormal = "借 190101 113.00\n贷 140501 100.00\n贷 22210109 13.00\n借 671102 113.00\n贷 190101 113.00"
        for cause in [VarianceCause.badManagement, .lost, .seized] { #expect(try await tier(engine, .seed, cause) == abnormal) }
        #expect(
            try await tier(engine, .cas, .stolen) == abnormal.replacing("671102", with: "660201"))
        // A small-scale taxpayer never deducted input VAT.
        #expect(
            try await tier(engine, .seed, .stolen, regime: .smallScale)
                == "借 190101 100.00\n贷 140501 100.00\n借 671102 100.00\n贷 190101 100.00")
        #expect(
            try await tier(engine, .seed, .unrecordedTransfer) == "借 190101 100.00\n贷 140501 100.00\n借 671102 100.00\n贷 190101 100.00")
    }

    @Test("盘盈:待处理后计营业外收入或冲管理费用 · A surplus by profile", arguments: TestedEngine.all)
    func surplus(_ engine: TestedEngine) async throws {
        #expect(
            try await tier(engine, .seed, .naturalGain, found: 1005)
                == "借 140501 50.00\n贷 190101 50.00\n借 190101 50.00\n贷 630101 50.00")
        #expect(
            try await tier(engine, .cas, .naturalGain, found: 1005)
                == "借 140501 50.00\n贷 190101 50.00\n借 190101 50.00\n借 660201 -50.00")
        #expect(
            try await tier(engine, .small, .unrecordedTransfer, found: 1005)
                == "借 140501 50.00\n贷 190101 50.00\n借 190101 50.00\n贷 630101 50.00")
    }

    @Test("补录采购记供应商暂估;无存货时按最近进价 · A purchase not recorded, and a surplus of an item that is gone", arguments: TestedEngine.all)
    func latePurchase(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(1000, cost: "10000").at("A-1"), Goods.bowl.line(4, cost: "36").at("B-1"))
            _ = try await story.countThrough(
                "K", "A-1", .mug, found: 1003, .unrecordedPurchase, supplier: Story.supplier, amount: "33")
            _ = try await story.countThrough(
                "K2", "A-1", .mug, found: 1005, .unrecordedPurchase, supplier: Story.supplier, day: "2026-03-31")
            try await story.order("T1", [.of(.bowl, 4, "80")], at: "2026-04-01 08:00")
            try await story.issue("T1", at: "2026-04-01 08:10")
            // The shelf counts as empty, and two bowls lie on it.
            try await story.planCount("K3", zone: "", at: "2026-04-02 09:00")
            try await story.count("K3", "A-1", .mug, 1005, at: "2026-04-02 09:10")
            for (pass, counter) in [(Int64(1), Story.firstCounter), (2, Story.secondCounter)] {
                try await story.count("K3", "B-1", .bowl, 2, pass: pass, by: counter, at: "2026-04-02 09:1\(pass)")
            }
            try await story.closeCount("K3", at: "2026-04-02 09:30")
            try await story.explain("K3", .init(line: 2, cause: .naturalGain), at: "2026-04-02 09:40")
            try await story.decideCount("K3-causes", at: "2026-04-02 10:00")
            #expect(
                try story.vouchers([.lateFoundPurchase, .countSurplus]) == """
                    转-2 2026-03-30 盘盈补录采购
                      借 140501 库存商品-良品 33.00 GZ 马克杯 ×3
                      贷 220202 应付账款-暂估 33.00 \(Story.supplier.text)
                    转-3 2026-03-31 盘盈补录采购
                      借 140501 库存商品-良品 20.01 GZ 马克杯 ×2
                      贷 220202 应付账款-暂估 20.01 \(Story.supplier.text)
                    转-3 2026-04-02 盘盈入库
                      借 140501 库存商品-良品 18.00 GZ 汤碗 ×2
                      贷 190101 待处理财产损溢-待处理流动资产损溢 18.00 GZ 汤碗 ×2
                    """)
        }
    }

    @Test("占用中的货盘亏:优先级低的、后下单的先退为缺货 · A shortage under reservation", arguments: TestedEngine.all)
    func underReservation(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(30, cost: "300").at("A-1"))
            // JD is served before TM; DY's order is not paid yet and only keeps pieces.
            try await story.order("J1", shop: "JD", [.of(.mug, 10, "200")], at: "2026-03-29 08:00")
            try await story.order("T1", [.of(.mug, 8, "160")], at: "2026-03-29 08:01")
            try await story.order("T2", [.of(.mug, 7, "140")], at: "2026-03-29 08:02")
            try await story.order("D1", shop: "DY", [.of(.mug, 3, "60")], at: "2026-03-30 08:03", payment: .unpaid)
            let position = try story.position
            // 28 are reserved of 30; 18 lie there.
            _ = try await story.countThrough("K", "A-1", .mug, found: 18, .stolen)
            #expect(try story.documents(after: position).contains("占用调减单"))
            #expect(
                try story.cuts() == """
                    D1 盘亏 3 件
                    T2 盘亏 7 件
                    """)
            #expect(
                try story.orders() == """
                    J1 待出库 with the warehouse 订 10 缺 0 通知 10 出 0
                    T1 待出库 with the warehouse 订 8 缺 0 通知 8 出 0
                    T2 缺货等待 backordered 订 7 缺 7 通知 0 出 0
                    D1 待付款 awaiting payment 订 3 缺 0 通知 0 出 0
                    """)
            #expect(try story.stock() == "GZ 马克杯 实物 18 账面 18 占用 18 缺 7 财务 18 = 180.00")
            // Its notice is stopped; a receipt makes a new one, and so does its payment for the other.
            try await story.issue("T2", at: "2026-03-30 12:00", expect: .refused, "noOpenNotice")
            try await story.receipt(Goods.mug.line(10, cost: "100").at("A-1"), at: "2026-03-30 13:00")
            try await story.order("D1", shop: "DY", [.of(.mug, 3, "60")], at: "2026-03-30 13:30", version: 2)
            for (id, shop) in [("J1", "JD"), ("T1", "TM"), ("T2", "TM"), ("D1", "DY")] {
                try await story.issue(id, shop: shop, at: "2026-03-30 14:00")
            }
            #expect(try story.stock() == "GZ 马克杯 实物 0 账面 0 占用 0 缺 0 财务 0 = 0.00")
        }
    }

    @Test("部分占用被切:通知减少,剩下的照发 · A notice is cut in part", arguments: TestedEngine.all)
    func cutInPart(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(20, cost: "200").at("A-1"))
            try await story.order("T1", [.of(.mug, 9, "180")], at: "2026-03-29 08:01")
            try await story.order("T2", [.of(.mug, 9, "180")], at: "2026-03-29 08:02")
            _ = try await story.countThrough("K", "A-1", .mug, found: 15, .lost)
            #expect(try story.cuts() == "T2 盘亏 3 件")
            try await story.issue("T2", at: "2026-03-30 12:00")
            try await story.issue("T1", at: "2026-03-30 12:01")
            #expect(
                try story.orders() == """
                    T1 已出库 shipped 订 9 缺 0 通知 0 出 9
                    T2 部分出库 partly shipped 订 9 缺 3 通知 0 出 6
                    """)
            try await story.receipt(Goods.mug.line(3, cost: "30").at("A-1"), at: "2026-03-30 13:00")
            try await story.issue("T2", at: "2026-03-30 14:00")
            #expect(try story.orders().contains("T2 已出库 shipped 订 9 缺 0 通知 0 出 9"))
        }
    }

    @Test("已拣的通知被减:只发还要的,多的放回 · A notice is cut after it was picked", arguments: TestedEngine.all)
    func cutAfterPicking(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100").at("A-1"))
            let notice = try await story.notice("T1", [.of(.mug, 8, "160")], at: "2026-03-30 08:00")
            let wave = try await story.wave([notice], at: "2026-03-30 08:10")
            try await story.scan(wave, 1, "A-1", .mug, count: 7, at: "2026-03-30 08:20")
            _ = try await story.countThrough("K", "A-1", .mug, found: 5, .lost)
            #expect(try story.cuts() == "T1 盘亏 3 件")
            try await story.issue("T1", at: "2026-03-30 11:00")
            #expect(try story.orders() == "T1 部分出库 partly shipped 订 8 缺 3 通知 0 出 5")
            #expect(try story.allocated() == 0)
            let table = try story.read { try WarehouseReport.table("put-back", $0) }
            #expect(table?.rows.map { $0[5] } == ["2"])
        }
    }

    @Test("拣货缺货:该通知减少并开盘点任务 · A short pick cuts its notice and starts a count", arguments: TestedEngine.all)
    func shortPick(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(20, cost: "200").at("A-1"))
            let order = try await story.order("T1", [.of(.mug, 9, "180")], at: "2026-03-30 08:01")
            let notice = DocumentReference(position: try order.document(.deliveryNotice).position)
            func pick(
                _ line: Int64, _ missing: Int64, _ reason: String, _ time: String, expect outcome: Outcome = .accepted,
                _ refusal: String = ""
            ) async throws -> Answer {
                try await story.handCount(
                    nil,
                    .shortPick(
                        ShortPickReport(
                            notice: notice, line: line, missing: missing, bin: "A-1", reason: reason, happenedAt: Moment(time))),
                    at: time, expect: outcome, refusal)
            }
            _ = try await pick(1, 10, "库位为空", "2026-03-30 08:30", expect: .refused, "moreMissingThanOpen")
            _ = try await pick(2, 1, "库位为空", "2026-03-30 08:30", expect: .refused, "moreMissingThanOpen")
            _ = try await pick(1, 4, "", "2026-03-30 08:30", expect: .refused, "badField")
            let answer = try await pick(1, 4, "库位只找到五件", "2026-03-30 08:40")
            #expect(answer.documents.map(\.kind) == [.reservationCut, .countPlan])
            #expect(try story.cuts() == "T1 拣货缺货 4 件")
            #expect(try story.orders() == "T1 缺货等待 backordered 订 9 缺 4 通知 5 出 0")
            try await story.issue("T1", at: "2026-03-30 09:00")
            // The bin is counted, and what is gone is gone.
            let plan = DocumentReference(position: try answer.document(.countPlan).position)
            for (pass, counter) in [(Int64(1), Story.firstCounter), (2, Story.secondCounter)] {
                try await story.handCount(
                    nil,
                    .countScan(
                        CountScanReport(
                            plan: plan, pass: pass, bin: "A-1", barcode: Goods.mug.code.text, count: 3,
                            happenedAt: Moment("2026-03-30 09:1\(pass)"))), by: counter, at: "2026-03-30 09:1\(pass)")
            }
            try await story.handCount("P-sheet", .countSheet(plan), at: "2026-03-30 09:20")
            try await story.explain("P", .init(line: 1, cause: .lost), at: "2026-03-30 09:30")
            try await story.decideCount("P-causes", at: "2026-03-30 09:40")
            #expect(try story.stock() == "GZ 马克杯 实物 3 账面 3 占用 0 缺 4 财务 3 = 30.00")
            #expect(try story.sheets() == "1 马克杯 C 账 15 实 3 差 -12 -120.00 丢失")
        }
    }

    @Test("其他单据占用的货不能盘亏到不够 · What others keep reserved cannot be cut", arguments: TestedEngine.all)
    func reservedElsewhere(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(20, cost: "200").at("A-1"))
            try await story.transfer(
                "TR", from: "GZ", to: "WH", TransferWish.Line(item: Goods.mug.code, pieces: 18), at: "2026-03-29 08:00")
            try await story.approve("TR", at: "2026-03-29 09:00")
            try await story.planCount("K", zone: "A-1", at: "2026-03-30 09:00")
            for (pass, counter) in [(Int64(1), Story.firstCounter), (2, Story.secondCounter)] {
                try await story.count("K", "A-1", .mug, 15, pass: pass, by: counter, at: "2026-03-30 09:1\(pass)")
            }
            try await story.closeCount("K", at: "2026-03-30 09:30")
            try await story.explain("K", .init(line: 1, cause: .lost), at: "2026-03-30 09:40")
            try await story.decideCount("K-causes", at: "2026-03-30 10:00", expect: .refused, "reservedElsewhere")
            try await story.decideCount("K-causes", false, at: "2026-03-30 10:01")
        }
    }

    @Test("库存准确率按分类随时间 · Stock accuracy by class over time", arguments: TestedEngine.all)
    func accuracy(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.classify(.mug, .a)
            try await story.opening(Goods.mug.line(1000, cost: "10000").at("A-1"), Goods.bowl.line(100, cost: "800").at("B-1"))
            _ = try await story.countThrough("K", "A-1", .mug, found: 990, .lost)
            try await story.planCount("K2", zone: "A-", at: "2026-04-30 09:00")
            try await story.count("K2", "A-1", .mug, 990, at: "2026-04-30 09:10")
            try await story.closeCount("K2", at: "2026-04-30 09:20")
            let table = try story.read { try WarehouseReport.table("accuracy", $0) }
            #expect(
                table?.rows.map { $0.joined(separator: " ") } == [
                    "2026-03 GZ A 1 1 0.00 1000 10 99.00",
                    "2026-04 GZ A 1 0 100.00 990 0 100.00",
                ])
        }
    }
}
