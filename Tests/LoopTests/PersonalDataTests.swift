import Documents
import Foundation
import Kernel
import Loop
import Storage
import Testing

@Suite("个人信息不落明文 · No clear personal data in the store (INV-14)")
struct PersonalDataTests {
    private static let recipient = Recipient(
        buyer: "buyer-taobao-778899", name: "欧阳静怡", telephone: "13912345678", address: "广东省广州市天河区龙口东路 88 号", note: "放快递柜谢谢")
    private static let moved = Recipient(
        buyer: "buyer-taobao-778899", name: "欧阳静怡", telephone: "13912345678", address: "湖北省武汉市洪山区珞喻路 1037 号", note: "")

    private static let secrets = [recipient, moved].flatMap { [$0.buyer, $0.name, $0.telephone, $0.address, $0.note] }.filter {
        !$0.isEmpty
    }

    /// Everything that may happen to an order with a recipient.
    private func live(_ story: Story) async throws {
        try await story.opening(Goods.mug.line(10, cost: "100"))
        let lines: [ChannelOrder.Line] = [.of(.mug, 1, "113")]
        let person = Self.recipient
        try await story.order("T1", lines, at: "2026-03-04 10:00", version: 2, recipient: person)
        try await story.order("T1", lines, at: "2026-03-04 10:00", version: 2, recipient: person, expect: .duplicate)
        try await story.order("T1", lines, at: "2026-03-04 10:00", version: 1, recipient: Self.moved, expect: .stale)
        try await story.order("T1", lines, at: "2026-03-04 10:00", version: 2, recipient: Self.moved, expect: .refused, "conflict")
        try await story.order("T1", lines, at: "2026-03-04 10:00", version: 3, recipient: Self.moved)
        try await story.order("T2", [.code("NEW-CUP", 1, "5")], at: "2026-03-04 11:00", recipient: person, expect: .held)
        try await story.order("T3", [.of(.mug, 0, "5")], at: "2026-03-04 12:00", recipient: person, expect: .refused, "badField")
        try await story.order("T4", [.of(.bowl, 1, "5")], at: "2026-03-04 13:00", recipient: person)
        try await story.cancel("T4", at: "2026-03-04 14:00")
        try await story.issue("T1", at: "2026-03-04 15:00")
    }

    @Test("任何表的任何一列都搜不到 · Not in any column of any table", arguments: TestedEngine.all)
    func tables(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await live(story)
            for (table, rows) in try story.dump(without: []) {
                for row in rows {
                    for value in row {
                        let bytes: [UInt8]
                        switch value {
                        case .null: bytes = []
                        case .integer(let number): bytes = Array(String(number).utf8)
                        case .text(let text): bytes = Array(text.utf8)
                        case .blob(let blob): bytes = blob
                        }
                        for secret in Self.secrets { #expect(!Data(bytes).contains(secret), "\(table) holds \(secret)") }
                    }
                }
            }
            #expect(try story.scalar("SELECT COUNT(*) FROM person") == 1, "one buyer, one person record")
            #expect(try story.scalar("SELECT COUNT(*) FROM recipient") >= 2, "two addresses, sealed")
            #expect(try story.query("SELECT DISTINCT person FROM sales_order ORDER BY person") == [[1]])
        }
    }

    @Test("数据库文件的原始字节里也没有 · Nor in the raw bytes of the store's files")
    func rawFiles() async throws {
        try await Story.tell(on: .sqlite) { story in
            try await live(story)
            guard case .sqlite(let path) = story.location else { return }
            var examined = 0
            for suffix in ["", "-wal"] {
                let data = try Data(contentsOf: URL(fileURLWithPath: path + suffix))
                examined += data.count
                for secret in Self.secrets { #expect(!data.contains(secret), "the file \(suffix) holds \(secret)") }
            }
            #expect(examined > 100_000)
            // The search can find something: the shop's name is no secret.
            let written = try ["", "-wal"].map { try Data(contentsOf: URL(fileURLWithPath: path + $0)) }
            #expect(written.contains { $0.contains("天猫店") })
        }
    }

    @Test("同一买家同一内容只封一次 · Equal content of one buyer is sealed once", arguments: TestedEngine.all)
    func once(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            for number in 1...5 {
                try await story.order("T\(number)", [.of(.mug, 1, "113")], at: "2026-03-04 10:00", recipient: Self.recipient)
            }
            #expect(try story.scalar("SELECT COUNT(*) FROM person") == 1)
            #expect(try story.scalar("SELECT COUNT(*) FROM recipient") == 1)
            #expect(try story.scalar("SELECT COUNT(DISTINCT digest) FROM sales_order") == 1)
        }
    }
}

extension Data {
    fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
