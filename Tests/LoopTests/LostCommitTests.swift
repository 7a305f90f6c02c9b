import Documents
import Foundation
import Kernel
import Loop
import Storage
import Testing
import World

@Suite("提交时断线:头行说了算 · The line is cut at a COMMIT: the head row decides", .enabled(if: TestedEngine.all.contains(.postgres)))
struct LostCommitTests {
    /// Receipts without a key of their own: only the head row keeps them from being done twice.
    private func receipts(_ count: Int64) -> [Command] {
        (1...count).map { number in
            Command(
                actor: Story.actor,
                body: .purchaseReceipt(
                    PurchaseReceipt(
                        warehouse: "GZ", supplier: Story.supplier, happenedAt: Story.founded,
                        lines: [Goods.mug.line(number, cost: "10")])))
        }
    }

    @Test("服务器已提交或未听到,每条命令都恰好一次 · Heard by the server or not, each command is done once", arguments: [true, false])
    func cut(isHeard: Bool) async throws {
        let address = try #require(TestedEngine.serverAddress)
        let port = try #require(address.split(separator: " ").first { $0.hasPrefix("port=") }.flatMap { UInt16($0.dropFirst(5)) })
        let direct = try TestedEngine.postgres.freshLocation()
        guard case .postgres(_, let schema) = direct else { return }
        defer { try? direct.erase() }
        let proxy = try CuttingProxy(to: port)
        defer { proxy.close() }
        let url = address.replacing("port=\(port)", with: "port=\(proxy.port)") + " sslmode=disable gssencmode=disable"
        let story = try await Story.found(.postgres(url: url, schema: schema))
        for round in 1...3 {
            proxy.plan(isHeard ? .afterCommit : .beforeCommit)
            let answers = try await story.company.submit(receipts(4))
            #expect(proxy.cuts == round, "the line was cut at this commit")
            #expect(answers.map(\.outcome) == Array(repeating: .accepted, count: 4))
            let numbers = answers.flatMap(\.documents).filter { $0.kind == .purchaseReceipt }.map(\.position)
            #expect(
                try story.query("SELECT position FROM log WHERE kind = 11 ORDER BY position").suffix(4).map { $0[0].integer } == numbers,
                "the answer names what is there")
        }
        #expect(try story.scalar("SELECT COUNT(*) FROM log WHERE kind = 11") == 12)
        #expect(try story.stock() == "GZ 马克杯 实物 30 账面 30 占用 0 缺 0 财务 30 = 120.00")
        try story.ledgersAgree()
        await story.company.close()
    }
}
