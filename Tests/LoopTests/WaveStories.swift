import Documents
import Kernel
import Testing
import Warehouse

@Suite("波次、扫码与包裹 · Waves, scans and parcels")
struct WaveStories {
    @Test(
        "两张通知一次走完,按库位顺序拣货,装箱称重后出库 · Two notices in one walk, picked along the bins, packed, weighed and sent", arguments: TestedEngine.all)
    func walk(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.bins("A1-02", "A1-01")
            try await story.weigh(.mug, grams: 400)
            try await story.weigh(.bowl, grams: 300)
            try await story.opening(Goods.mug.line(5, cost: "50", in: "A1-02"), Goods.bowl.line(5, cost: "25", in: "A1-01"))
            let first = try await story.notice("T1", [.of(.mug, 2, "226")], at: "2026-03-04 10:00")
            let second = try await story.notice("T2", [.of(.bowl, 1, "113"), .of(.mug, 1, "113")], at: "2026-03-04 10:05")
            let wave = try await story.wave([first, second], at: "2026-03-04 11:00")
            #expect(
                try story.picks() == """
                    1 A1-02 马克杯 要 2 拣 0 出 0
                    2 A1-02 马克杯 要 1 拣 0 出 0
                    3 A1-01 汤碗 要 1 拣 0 出 0
                    """, "the walk begins at A1-02, whatever its name")
            try await story.issue("T1", at: "2026-03-04 11:05", expect: .refused, "notPicked")
            try await story.scan(wave, 1, "A1-02", .mug, count: 2, at: "2026-03-04 11:10")
            try await story.scan(wave, 2, "A1-02", .mug, at: "2026-03-04 11:11")
            try await story.scan(wave, 3, "A1-01", .bowl, at: "2026-03-04 11:12")
            try await story.pack(first, "SF1", weight: 1200, at: "2026-03-04 11:20", expect: .refused, "weightOff")
            try await story.pack(first, "SF1", weight: 810, at: "2026-03-04 11:21")
            try await story.pack(second, "SF2", [(1, .bowl, 1)], weight: 300, at: "2026-03-04 11:22")
            try await story.pack(second, "SF2", at: "2026-03-04 11:23", expect: .refused, "waybillUsed")
            try await story.pack(second, "SF3", at: "2026-03-04 11:24")
            try await story.pack(second, "SF4", at: "2026-03-04 11:25", expect: .refused, "nothingToPack")
            try await story.issue("T1", at: "2026-03-04 12:00")
            try await story.issue("T2", at: "2026-03-04 12:01")
            #expect(
                try story.vouchers() == """
                    转-2 2026-03-04 销售 TM
                      借 1122 应收账款 226.00 TM
                      贷 6001 主营业务收入 200.00
                      贷 22210107 应交税费-应交增值税-销项税额 26.00
                    转-3 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 20.00
                      贷 140501 库存商品-良品 20.00 GZ 马克杯 ×2
                    转-4 2026-03-04 销售 TM
                      借 1122 应收账款 226.00 TM
                      贷 6001 主营业务收入 200.00
                      贷 22210107 应交税费-应交增值税-销项税额 26.00
                    转-5 2026-03-04 结转成本 TM
                      借 640101 主营业务成本-销售成本 15.00
                      贷 140501 库存商品-良品 10.00 GZ 马克杯 ×1
                      贷 140501 库存商品-良品 5.00 GZ 汤碗 ×1
                    """)
            #expect(try story.query("SELECT waybill FROM parcel ORDER BY document").map(\.[0].text) == ["SF1", "SF2", "SF3"])
            #expect(try story.allocated() == 0)
        }
    }

    @Test("扫错什么都不改;同一次扫码发两遍只算一次 · A wrong scan changes nothing, a scan sent twice counts once", arguments: TestedEngine.all)
    func wrongScans(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(5, cost: "50", in: "A1"), Goods.bowl.line(5, cost: "25", in: "A2"))
            let notice = try await story.notice("T1", [.of(.mug, 3, "339")], at: "2026-03-04 10:00")
            let wave = try await story.wave([notice], at: "2026-03-04 11:00")
            let at = "2026-03-04 11:10"
            try await story.scan(wave, 1, "A2", .mug, at: at, expect: .refused, "wrongBin")
            try await story.scan(wave, 1, "A1", .bowl, at: at, expect: .refused, "wrongItem")
            try await story.scan(wave, 1, "A1", .mug, lot: "L1", at: at, expect: .refused, "wrongLot")
            try await story.scan(wave, 1, "A1", .mug, count: 4, at: at, expect: .refused, "overPick")
            try await story.scan(wave, 2, "A1", .mug, at: at, expect: .refused, "noSuchPick")
            try await story.hand(
                .scan(ScanReport(wave: wave, line: 1, bin: "A1", barcode: "4711", happenedAt: Moment(at))), at: Moment(at),
                expect: .refused, "unknownBarcode")
            #expect(try story.picks() == "1 A1 马克杯 要 3 拣 0 出 0")
            #expect(try story.scalar("SELECT COUNT(*) FROM scan") == 0)

            let key = ExternalKey(source: "pda-5", key: "scan-1", version: 1)
            let first = try await story.scan(wave, 1, "A1", .mug, count: 2, at: at, external: key)
            let again = try await story.scan(wave, 1, "A1", .mug, count: 2, at: at, external: key, expect: .duplicate)
            #expect(first.documents == again.documents)
            #expect(try story.picks() == "1 A1 马克杯 要 3 拣 2 出 0")

            // What was picked leaves; the third piece is picked and sent later.
            try await story.pack(notice, "SF1", [(1, .mug, 3)], at: at, expect: .refused, "morePackedThanReady")
            try await story.issue("T1", at: "2026-03-04 12:00")
            #expect(try story.orders() == "T1 部分出库 partly shipped 订 3 缺 0 通知 1 出 2")
            try await story.scan(wave, 1, "A1", .mug, at: "2026-03-04 12:10")
            try await story.issue("T1", at: "2026-03-04 12:20")
            try await story.scan(wave, 1, "A1", .mug, at: "2026-03-04 12:30", expect: .refused, "noticeDone")
            #expect(try story.orders() == "T1 已出库 shipped 订 3 缺 0 通知 0 出 3")
            #expect(
                try story.query("SELECT pieces, device FROM scan WHERE notice = \(notice.position) AND line = 1 ORDER BY document")
                    .map { "\($0[0].integer) \($0[1].text)" } == ["2 desk", "1 desk"], "the issue is explained down to its scans")
            #expect(
                try story.report("wrong-scans") == """
                    讲述者 desk noSuchPick 1
                    讲述者 desk noticeDone 1
                    讲述者 desk overPick 1
                    讲述者 desk unknownBarcode 1
                    讲述者 desk wrongBin 1
                    讲述者 desk wrongItem 1
                    讲述者 desk wrongLot 1
                    """)
        }
    }

    @Test(
        "两个波次不去抢同一批货;取消的订单停拣并放回 · Two waves never count on the same pieces; a cancelled order stops its picks", arguments: TestedEngine.all)
    func twoWaves(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(2, cost: "20", in: "A1"), Goods.mug.line(2, cost: "20", in: "B1"))
            let first = try await story.notice("T1", [.of(.mug, 2, "226")], at: "2026-03-04 10:00")
            let second = try await story.notice("T2", [.of(.mug, 2, "226")], at: "2026-03-04 10:01")
            let wave = try await story.wave([first], at: "2026-03-04 11:00")
            try await story.wave([first], at: "2026-03-04 11:01", expect: .refused, "inWave")
            try await story.wave([second], at: "2026-03-04 11:02")
            #expect(
                try story.picks() == """
                    1 A1 马克杯 要 2 拣 0 出 0
                    1 B1 马克杯 要 2 拣 0 出 0
                    """)
            #expect(try story.allocated() == 4)
            try await story.scan(wave, 1, "A1", .mug, at: "2026-03-04 11:10")
            try await story.cancel("T1", at: "2026-03-04 11:11")
            try await story.scan(wave, 1, "A1", .mug, at: "2026-03-04 11:12", expect: .refused, "noticeStopped")
            #expect(try story.allocated() == 2)
            #expect(
                try story.scalar("SELECT COUNT(*) FROM pick_line WHERE state = 3 AND picked > 0") == 1, "one piece goes back to its bin")
            #expect(try story.report("put-back").hasPrefix("GZ A1  \(Goods.mug.code.text) 马克杯 1 "))
            #expect(try story.report("waves").split(separator: "\n").count == 1)
            // The pieces are free for the next order and its wave.
            let third = try await story.notice("T3", [.of(.mug, 2, "226")], at: "2026-03-04 11:20")
            try await story.wave([third], at: "2026-03-04 11:21")
            #expect(try story.allocated() == 4)
        }
    }

    @Test("先到期先出,过期不拣 · First expired first out, and nothing that is expired", arguments: TestedEngine.all)
    func lots(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            var honey = Goods.honey.item
            honey.shelfLife = 365
            try await story.hand(.masterRecord(.item(honey)))
            func lot(_ name: String, _ pieces: Int64, _ expires: Int) -> StockLine {
                StockLine(
                    line: 1, item: Goods.honey.code, pieces: pieces, bin: "A1", lot: name, amount: Money(yuan: "10") * pieces,
                    expires: Day(compact: expires))
            }
            let bare = StockLine(line: 1, item: Goods.honey.code, pieces: 1, amount: Money(yuan: "10"))
            try await story.hand(
                .openingStock(OpeningStock(warehouse: "GZ", day: Day(compact: 20_260_301)!, lines: [bare])), expect: .refused, "badField")
            try await story.opening(lot("L-MAY", 2, 20_260_501))
            try await story.opening(lot("L-APR", 2, 20_260_401))
            try await story.opening(lot("L-FEB", 2, 20_260_228))
            try await story.hand(
                .openingStock(OpeningStock(warehouse: "GZ", day: Day(compact: 20_260_301)!, lines: [lot("L-MAY", 1, 20_260_601)])),
                expect: .refused, "badField")
            let notice = try await story.notice("T1", [.of(.honey, 3, "327")], at: "2026-03-04 10:00")
            let wave = try await story.wave([notice], at: "2026-03-04 11:00")
            #expect(
                try story.query("SELECT lot, pieces FROM pick_line ORDER BY lot").map { "\($0[0].text) \($0[1].integer)" }
                    == ["L-APR 2", "L-MAY 1"])
            try await story.scan(wave, 1, "A1", .honey, lot: "L-MAY", at: "2026-03-04 11:05", expect: .refused, "wrongLot")
            #expect(
                try story.report("expiring-lots") == """
                    2026-02-28 GZ \(Goods.honey.code.text) 蜂蜜 L-FEB 2
                    2026-04-01 GZ \(Goods.honey.code.text) 蜂蜜 L-APR 2
                    2026-05-01 GZ \(Goods.honey.code.text) 蜂蜜 L-MAY 2
                    """)
            // Without a wave the next lot leaves: pickers are sent for all of the first.
            try await story.order("T2", [.of(.honey, 1, "109")], at: "2026-03-04 12:00")
            try await story.issue("T2", at: "2026-03-04 12:30")
            #expect(
                try story.query("SELECT lot FROM physical_move WHERE pieces < 0").map(\.[0].text) == ["L-MAY"])
        }
    }

    @Test("波次与库位的拒绝 · What waves and bins refuse", arguments: TestedEngine.all)
    func refusals(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(3, cost: "30"))
            try await story.opening(Goods.bowl.line(3, cost: "30"), into: "WH")
            let notice = try await story.notice("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
            let other = try await story.notice("T2", [.of(.bowl, 1, "113")], at: "2026-03-04 10:00")
            try await story.wave([other], at: "2026-03-04 11:00", expect: .refused, "noticeElsewhere")
            try await story.wave([], at: "2026-03-04 11:00", expect: .refused, "badField")
            try await story.wave([notice, notice], at: "2026-03-04 11:00", expect: .refused, "badField")
            try await story.wave([DocumentReference(position: 99_999)], at: "2026-03-04 11:00", expect: .refused, "noSuchDocument")
            try await story.wave([DocumentReference(position: 1)], at: "2026-03-04 11:00", expect: .refused, "wrongKind")
            try await story.cancel("T1", at: "2026-03-04 11:30")
            try await story.wave([notice], at: "2026-03-04 12:00", expect: .refused, "noticeStopped")
            // Pieces that another wave is sent to.
            let third = try await story.notice("T3", [.of(.mug, 2, "113")], at: "2026-03-04 13:00")
            try await story.wave([third], at: "2026-03-04 13:05")
            try await story.order("T4", [.of(.mug, 1, "113")], at: "2026-03-04 13:10")
            try await story.issue("T4", at: "2026-03-04 13:15")
            // A warehouse with bin records takes goods into no other bin.
            try await story.bins("A1-01")
            try await story.hand(
                .openingStock(
                    OpeningStock(
                        warehouse: "GZ", day: Day(compact: 20_260_301)!, lines: [Goods.mug.line(1, cost: "10", in: "A9-99")])),
                expect: .refused, "badField")
        }
    }
}

extension Goods {
    /// Pieces in a bin, at what they cost together.
    func line(_ pieces: Int64, cost: String, in bin: String) -> StockLine {
        StockLine(line: number, item: code, pieces: pieces, bin: bin, amount: Money(yuan: cost))
    }
}

extension Story {
    /// Bins of the main warehouse, in walking order.
    func bins(_ codes: String...) async throws {
        try await hand(.masterRecord(.zone(StockZone(warehouse: "GZ", code: "PICK", name: "拣货区"))))
        for (index, code) in codes.enumerated() {
            try await hand(.masterRecord(.bin(StockBin(warehouse: "GZ", code: code, zone: "PICK", sequence: Int64(index + 1)))))
        }
    }

    func weigh(_ goods: Goods, grams: Int64) async throws {
        var item = goods.item
        item.weight = grams
        try await hand(.masterRecord(.item(item)))
    }

    /// An order that one warehouse can ship: its notice.
    func notice(_ id: String, _ lines: [ChannelOrder.Line], at time: String) async throws -> DocumentReference {
        let answer = try await order(id, lines, at: time)
        let notice = try #require(answer.documents.first { $0.kind == .deliveryNotice })
        return DocumentReference(position: notice.position)
    }

    @discardableResult
    func wave(
        _ notices: [DocumentReference], at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> DocumentReference {
        let answer = try await hand(
            .wave(WaveRequest(warehouse: "GZ", notices: notices)), at: Moment(time), expect: outcome, refusal,
            sourceLocation: sourceLocation)
        return DocumentReference(position: answer.documents.first?.position ?? 0)
    }

    @discardableResult
    func scan(
        _ wave: DocumentReference, _ line: Int64, _ bin: String, _ goods: Goods, lot: String = "", count: Int64 = 1, at time: String,
        external: ExternalKey? = nil, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let report = ScanReport(
            wave: wave, line: line, bin: bin, barcode: goods.code.text, lot: lot, count: count, happenedAt: Moment(time))
        return try await hand(
            .scan(report), at: Moment(time), external: external, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    @discardableResult
    func pack(
        _ notice: DocumentReference, _ waybill: String, _ lines: [(line: Int64, goods: Goods, pieces: Int64)] = [], weight: Int64 = 0,
        at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let report = PackReport(
            notice: notice, carrier: "SF", waybill: waybill, weight: weight, happenedAt: Moment(time),
            lines: lines.map { Parcel.Line(line: $0.line, item: $0.goods.code, pieces: $0.pieces) })
        return try await hand(.pack(report), at: Moment(time), expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// Pick lists 拣货单 in the order of their lines: bin, item, pieces asked, picked, sent.
    func picks() throws -> String {
        try query(
            "SELECT p.number, p.bin, i.name, p.pieces, p.picked, p.issued FROM pick_line p JOIN item i ON i.code = p.item ORDER BY p.wave, p.number"
        ).map { "\($0[0].integer) \($0[1].text) \($0[2].text) 要 \($0[3].integer) 拣 \($0[4].integer) 出 \($0[5].integer)" }
            .joined(separator: "\n")
    }

    /// A report of the warehouse, its rows as lines.
    func report(_ name: String) throws -> String {
        try read { try WarehouseReport.table(name, $0)?.rows.map { $0.joined(separator: " ") }.joined(separator: "\n") ?? "" }
    }

    func allocated() throws -> Int64 { try scalar("SELECT CAST(COALESCE(SUM(pieces), 0) AS BIGINT) FROM bin_allocation") }
}
