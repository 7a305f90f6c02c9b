import Documents
import Foundation
import Kernel
import Loop
import Storage
import Testing
import World

@Suite("一家公司一个决策者 · One decider per company")
struct LeaseTests {
    private func open(_ location: StoreLocation, as holder: String, at moment: Moment = Story.founded) throws -> Company {
        try Company.open(
            location, clock: SeededClock(moment), keyRing: Story.ring, random: SeededRandomSource(seed: 1), holder: holder)
    }

    private let supplier = Command(
        actor: Story.actor, body: .masterRecord(.supplier(Supplier(code: SupplierCode(serial: 77)!, name: "甲"))))

    @Test("第二个写入者被拒绝,并知道是谁、到何时 · A second writer is refused and told by whom and until when", arguments: TestedEngine.all)
    func second(_ engine: TestedEngine) async throws {
        let location = try engine.freshLocation()
        defer { try? location.erase() }
        let first = try open(location, as: "elsewhere#1")
        do {
            _ = try open(location, as: "elsewhere#2")
            Issue.record("two writers")
        } catch let StorageError.leaseHeld(by, until) {
            #expect(by == "elsewhere#1")
            #expect(until > Story.founded.milliseconds)
        }
        #expect(try await first.submit(supplier).outcome == .accepted, "the first goes on")
        await first.close()
        let second = try open(location, as: "elsewhere#2")
        #expect(try await second.submit(supplier).outcome == .duplicate, "after a proper close the place is free")
        await second.close()
    }

    @Test("过期的租约可以接管,旧的写不进去 · An expired lease is taken over; the old holder can write no more", arguments: TestedEngine.all)
    func expired(_ engine: TestedEngine) async throws {
        let location = try engine.freshLocation()
        defer { try? location.erase() }
        let old = try open(location, as: "elsewhere#1")
        #expect(try await old.submit(supplier).outcome == .accepted)
        let new = try open(location, as: "elsewhere#2", at: Story.founded.adding(seconds: 3600))
        let other = Command(actor: Story.actor, body: .masterRecord(.supplier(Supplier(code: SupplierCode(serial: 78)!, name: "乙"))))
        await #expect(throws: StorageError.self, "a stale head is found out at the commit") { try await old.submit(other) }
        await #expect(throws: StorageError.self, "and it stays down") { try await old.submit(other) }
        #expect(try await new.submit(other).outcome == .accepted, "nothing of the stale commit is in")
        let reader = try location.connect(readOnly: true)
        #expect(try reader.scalar("SELECT epoch FROM head") == 2)
        #expect(try reader.scalar("SELECT COUNT(*) FROM log") == 2)
        reader.close()
        await old.close()
        #expect(try await new.submit(other).outcome == .duplicate, "the old one's closing changes nothing")
        await new.close()
    }

    @Test("死去的进程的租约立即接管 · The lease of a dead process is taken over at once", arguments: TestedEngine.all)
    func dead(_ engine: TestedEngine) async throws {
        let location = try engine.freshLocation()
        defer { try? location.erase() }
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/bin/sh")
        child.arguments = ["-c", "exit 0"]
        try child.run()
        child.waitUntilExit()
        let host = ProcessInfo.processInfo.hostName
        let gone = try open(location, as: "\(host)#\(child.processIdentifier)")
        #expect(try await gone.submit(supplier).outcome == .accepted)
        await gone.crash()
        let next = try open(location, as: "\(host)#\(ProcessInfo.processInfo.processIdentifier)")
        #expect(try await next.submit(supplier).outcome == .duplicate, "what was answered is there")
        await next.close()
    }

    @Test("崩溃后重开:位置和链接着走 · Reopened after a crash, position and chains go on", arguments: TestedEngine.all)
    func afterCrash(_ engine: TestedEngine) async throws {
        let location = try engine.freshLocation()
        defer { try? location.erase() }
        let story = try await Story.found(location)
        try await story.opening(Goods.mug.line(5, cost: "50"))
        try await story.order("T1", [.of(.mug, 1, "113")], at: "2026-03-04 10:00")
        await story.company.crash()
        let again = try Story.open(location)
        try await again.issue("T1", at: "2026-03-04 11:00")
        #expect(try again.scalar("SELECT COUNT(*) FROM log") == again.position, "positions are dense")
        #expect(try again.orders() == "T1 已出库 shipped 订 1 缺 0 通知 0 出 1")
        try again.ledgersAgree()
        await again.company.close()
    }
}
