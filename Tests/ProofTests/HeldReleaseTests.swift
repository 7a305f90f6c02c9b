import Documents
import Kernel
import Proof
import Storage
import Testing

@Suite("Orders that waited for a mapping")
struct HeldReleaseTests {
    /// More than one commit takes, so that the release continues in commands that the company makes itself.
    @Test("one mapping frees them all, and deciding again does the same", arguments: Engine.available)
    func release(engine: Engine) async throws {
        let location = try engine.makeLocation()
        let small = try await SmallCompany.make(location, orders: 0)
        let at = Day(year: 2026, month: 4, day: 1)!.start
        let actor = Actor(name: "autotest", position: "clerk", device: "bench-1")
        let orders = (0..<230).map { number in
            Command(
                actor: actor,
                body: .channelOrder(
                    ChannelOrder(
                        shop: "TM1", externalID: "H\(number)", placedAt: at, paidAt: at, area: "440106",
                        lines: [.init(lineID: "1", merchantCode: "LATE", pieces: 1, amount: Money(fen: 1990))])))
        }
        let answers = try await small.company.submit(orders, at: at)
        #expect(answers.allSatisfy { $0.outcome == .held })
        let mapping = MasterRecord.channelItem(ChannelItem(shop: "TM1", merchantCode: "LATE", target: SmallCompany.goods[1]))
        _ = try await small.company.submit(Command(actor: actor, body: .masterRecord(mapping)), at: at.adding(seconds: 60))
        await small.company.close()
        let connection = try location.connect(readOnly: true)
        #expect(try connection.scalar("SELECT COUNT(*) FROM sales_order WHERE state = \(OrderState.held.rawValue)") == 0)
        #expect(try connection.scalar("SELECT COUNT(*) FROM held_line") == 0)
        for finding in try CompanyCheck.run(connection) { #expect(finding.unexplained == 0, "\(finding.invariant): \(finding.samples)") }
        connection.close()
        let decided = try await Replay.redecide(location)
        #expect(decided.isEqual, "\(decided.differences)")
        try location.erase()
    }
}
