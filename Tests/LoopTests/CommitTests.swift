import Documents
import Foundation
import Kernel
import Loop
import Security
import Storage
import Testing
import World

@Suite("提交:成组、隔离、接续、预演 · The commit: groups, isolation, continuation, preview")
struct CommitTests {
    private func order(_ id: String, pieces: Int64 = 1) -> Command {
        Command(
            actor: Story.actor,
            body: .channelOrder(
                ChannelOrder(shop: "TM", externalID: id, placedAt: Story.founded, lines: [.of(.mug, pieces, "113")])))
    }

    private func receipt(_ pieces: Int64) -> Command {
        Command(
            actor: Story.actor, external: ExternalKey(source: "pda", key: "R1", version: 1),
            body: .purchaseReceipt(
                PurchaseReceipt(
                    warehouse: "GZ", supplier: Story.supplier, happenedAt: Story.founded,
                    lines: [Goods.mug.line(pieces, cost: "\(pieces * 10)")])))
    }

    // MARK: Poison

    @Test("存储拒收的命令独自失败 · A command that the store cannot take fails alone", arguments: TestedEngine.all)
    func poison(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(100, cost: "1000"))
            let writer = try story.location.connect()
            switch engine {
            case .sqlite:
                try writer.execute(
                    """
                    CREATE TRIGGER poison BEFORE INSERT ON sales_order WHEN NEW.external_id = 'POISON'
                    BEGIN SELECT RAISE(ABORT, 'poison'); END
                    """)
            case .postgres: try writer.execute("ALTER TABLE sales_order ADD CONSTRAINT poison CHECK (external_id <> 'POISON')")
            }
            writer.close()
            let ids = ["A", "B", "POISON", "C", "POISON", "D"]
            let answers = try await story.company.submit(ids.map { order($0) })
            #expect(answers.map(\.outcome) == [.accepted, .accepted, .failed, .accepted, .failed, .accepted])
            for answer in answers where answer.outcome == .failed {
                #expect(answer.refusalCode == "storeFailed")
                #expect(answer.chinese.contains("poison") && answer.english.contains("poison"))
            }
            #expect(try story.query("SELECT external_id FROM sales_order ORDER BY trade") == [["A"], ["B"], ["C"], ["D"]])
            #expect(try story.scalar("SELECT COUNT(*) FROM external_key WHERE external_key = 'POISON'") == 0)
            #expect(try story.scalar("SELECT COUNT(*) FROM log") == story.position, "no gap in the log")
            #expect(try story.stock() == "GZ 马克杯 实物 100 账面 100 占用 4 缺 0 财务 100 = 1000.00")
            try await story.order("E", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
        }
    }

    @Test("做不成的接续命令不挡别人 · A continuation that the store cannot take holds up nobody", arguments: TestedEngine.all)
    func stuckContinuation(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10, cost: "100"))
            try await story.order("POISON", [.code("NEW", 1, "113")], at: "2026-03-04 10:00", expect: .held)
            let writer = try story.location.connect()
            switch engine {
            case .sqlite:
                try writer.execute(
                    """
                    CREATE TRIGGER poison BEFORE UPDATE ON sales_order WHEN NEW.external_id = 'POISON' AND NEW.state <> 1
                    BEGIN SELECT RAISE(ABORT, 'poison'); END
                    """)
            case .postgres:
                try writer.execute("ALTER TABLE sales_order ADD CONSTRAINT poison CHECK (external_id <> 'POISON' OR state = 1)")
            }
            try await story.hand(
                .masterRecord(.channelItem(ChannelItem(shop: "TM", merchantCode: "NEW", target: Goods.mug.code))),
                at: Moment("2026-03-04 11:00"))
            for id in ["A", "B"] { try await story.order(id, [.of(.mug, 1, "113")], at: "2026-03-04 12:00") }
            #expect(
                try story.orders() == """
                    POISON 待资料 held 订 0 缺 0 通知 0 出 0
                    A 待出库 with the warehouse 订 1 缺 0 通知 1 出 0
                    B 待出库 with the warehouse 订 1 缺 0 通知 1 出 0
                    """)
            await story.company.close()
            try writer.execute(engine == .sqlite ? "DROP TRIGGER poison" : "ALTER TABLE sales_order DROP CONSTRAINT poison")
            writer.close()
            // The next decider finds it and does it before anything else.
            let again = try Story.open(story.location)
            try await again.order("C", [.of(.mug, 1, "113")], at: "2026-03-04 13:00")
            #expect(try again.query("SELECT external_id FROM sales_order WHERE state = 5 ORDER BY trade").count == 4)
            try again.ledgersAgree()
            await again.company.close()
        }
    }

    @Test("单号里的零字节:哪个引擎都不收 · A zero byte in an order id: neither engine takes it", arguments: TestedEngine.all)
    func zeroByte(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let answers = try await story.company.submit([order("A"), order("B\0B"), order("C")])
            #expect([answers[0].outcome, answers[2].outcome] == [.accepted, .accepted])
            #expect(answers[1].outcome == .refused || answers[1].outcome == .failed)
            #expect(try story.query("SELECT external_id FROM sales_order ORDER BY trade") == [["A"], ["C"]])
            #expect(try story.scalar("SELECT COUNT(*) FROM log") == story.position, "no gap in the log")
        }
    }

    @Test("被拒绝的命令不影响同批的邻居 · A refused command leaves its neighbours alone", arguments: TestedEngine.all)
    func refused(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let answers = try await story.company.submit([order("A"), order("B", pieces: 0), order("C")])
            #expect(answers.map(\.outcome) == [.accepted, .refused, .accepted])
            #expect(
                try story.query("SELECT outcome FROM command ORDER BY sequence DESC LIMIT 3") == [[1], [5], [1]],
                "all three are in the audit trail")
        }
    }

    // MARK: Group commit

    @Test("同时来的调用者共用提交 · Concurrent callers share commits", arguments: TestedEngine.all)
    func sharedCommits(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let before = await story.company.figures()
            let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
                for number in 0..<200 {
                    group.addTask { try await story.company.submit(order("T\(number)")).outcome }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let after = await story.company.figures()
            #expect(outcomes == Array(repeating: .accepted, count: 200))
            #expect(after.commands - before.commands == 200)
            #expect(after.commits - before.commits < 100, "\(after.commits - before.commits) commits for 200 callers")
            #expect(try story.scalar("SELECT COUNT(DISTINCT external_id) FROM sales_order") == 200)
        }
    }

    @Test("一次提交的语句数不随批量增长 · Statements per commit do not grow with the batch", arguments: TestedEngine.all)
    func statements(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(10_000, cost: "1000"))
            let before = await story.company.figures()
            _ = try await story.company.submit((0..<400).map { order("T\($0)") })
            let after = await story.company.figures()
            #expect(after.commits - before.commits == 1)
            #expect(after.statements - before.statements <= 100, "\(after.statements - before.statements) statements")
        }
    }

    // MARK: Continuation

    @Test("300 个缺货订单,一次入库分几次提交放完 · One receipt frees 300 over several commits", arguments: TestedEngine.all)
    func continuation(_ engine: TestedEngine) async throws {
        let commands = (0..<300).map { order("T\($0)") } + [receipt(300), order("LATE")]
        var dumps: [[String: [[SQLValue]]]] = []
        for (size, limit) in [(302, 500), (1, 500), (77, 20)] {
            try await Story.tell(on: engine, groupLimit: limit) { story in
                let before = await story.company.figures()
                for start in stride(from: 0, to: commands.count, by: size) {
                    let answers = try await story.company.submit(Array(commands[start..<min(start + size, commands.count)]))
                    for answer in answers { #expect(answer.outcome == .accepted) }
                }
                let after = await story.company.figures()
                if size == 302 {
                    #expect(after.commits - before.commits > 3, "\(after.commits - before.commits) commits")
                    #expect(after.commits - before.commits < 12)
                }
                #expect(try story.scalar("SELECT COUNT(*) FROM continuation WHERE LENGTH(body) > 0") == 0)
                #expect(try story.scalar("SELECT COUNT(*) FROM backorder") == 1, "only the one that came after the receipt waits")
                #expect(try story.stock() == "GZ 马克杯 实物 300 账面 300 占用 300 缺 1 财务 300 = 3000.00")
                let notices = try story.scalar("SELECT COUNT(*) FROM log WHERE kind = $1", [.integer(DocumentKind.deliveryNotice.rawValue)])
                #expect(notices == 300)
                dumps.append(try story.dump())
            }
        }
        for (table, rows) in dumps[0] {
            for other in dumps.dropFirst() { #expect(other[table] == rows, "\(table) depends on how the commands were cut") }
        }
    }

    @Test("250 个待映射的订单由一条映射放行 · One mapping frees 250 held orders", arguments: TestedEngine.all)
    func heldContinuation(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let held = (0..<250).map { number in
                Command(
                    actor: Story.actor,
                    body: .channelOrder(
                        ChannelOrder(shop: "TM", externalID: "T\(number)", placedAt: Story.founded, lines: [.code("NEW-CUP", 1, "113")])))
            }
            let mapping = Command(
                actor: Story.actor,
                body: .masterRecord(.channelItem(ChannelItem(shop: "TM", merchantCode: "NEW-CUP", target: Goods.mug.code))))
            let answers = try await story.company.submit(held + [mapping])
            #expect(answers.filter { $0.outcome == .held }.count == 250)
            #expect(try story.scalar("SELECT COUNT(*) FROM held_line") == 0)
            #expect(try story.query("SELECT state, COUNT(*) FROM sales_order GROUP BY state") == [[4, 250]])
            #expect(try story.stock() == "GZ 马克杯 实物 0 账面 0 占用 0 缺 250 财务 0 = 0.00")
        }
    }

    // MARK: Preview

    @Test("预演不写入,单据与执行相同 · A preview writes nothing and gives the documents that executing gives", arguments: TestedEngine.all)
    func preview(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            let at = Moment("2026-03-04 10:00")
            var commands = (0..<120).map { order("T\($0)") }
            commands += [order("BAD", pieces: 0), receipt(110), order("T0")]
            for id in ["T0", "T50", "T109", "T110"] {
                commands.append(
                    Command(actor: Story.actor, body: .salesIssue(IssueReport(notice: 0, shop: "TM", externalID: id, happenedAt: at))))
            }
            commands.append(
                Command(actor: Story.actor, body: .cancellation(CancellationRequest(shop: "TM", externalID: "T60", reason: "不要了"))))
            commands.append(Command(actor: Story.actor, body: .sealVouchers(book: "HJ", through: at.day)))

            let before = try story.dump()
            let preview = try Preview.run(
                story.location, keyRing: Story.ring, random: SeededRandomSource(seed: 9), commands: commands.map { ($0, at) })
            #expect(try story.dump() == before)
            #expect(preview.position == (try story.position))

            for (index, command) in commands.enumerated() {
                let start = try story.position
                let answer = try await story.company.submit(command, at: at)
                let effect = preview.effects[index]
                #expect(effect.answer == answer, "command \(index)")
                let rows = try story.read { reader in
                    try reader.read(LogRow.self, keys: Array(start + 1..<(try story.position) + 1))
                }.sorted { $0.position < $1.position }
                let documents = try rows.map { try $0.logged() }
                #expect(effect.documents.map(\.document) == documents.map(\.document), "command \(index)")
                #expect(effect.documents.map(\.position) == documents.map(\.position))
                #expect(effect.documents.map(\.source) == documents.map(\.source))
            }
        }
    }
}
