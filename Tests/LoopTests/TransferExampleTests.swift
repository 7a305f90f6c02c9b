import Documents
import Foundation
import Kernel
import Loop
import Testing
import Wire

/// Worked posting examples of transfers, played from files as `tripod play` reads them: opening and flow are commands, without an account
/// number or a voucher made by hand among them.
@Suite("核对过的例子:调拨 · Worked examples: transfers")
struct TransferExampleTests {
    /// The vouchers that a file of `Examples/posting` makes, but for openings and sales without a price, from a day on.
    private func vouchers(_ name: String, on engine: TestedEngine, from day: Int) async throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: folder.appendingPathComponent("Examples/posting/\(name).jsonl"), encoding: .utf8)
        let location = try engine.freshLocation()
        defer { try? location.erase() }
        let story = try Story.open(location)
        do {
            _ = try await story.company.submit(
                StandardSetup.records.map { Command(actor: Story.actor, body: .masterRecord($0)) }, at: Story.founded)
            var at = Story.founded
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                let (command, stated) = try Command.decode(json: String(line))
                at = stated ?? at
                let answer = try await story.company.submit(command, at: at)
                #expect(answer.outcome == .accepted, "\(name): \(answer.english)")
            }
            try story.ledgersAgree()
        } catch {
            await story.company.close()
            throw error
        }
        await story.company.close()
        let first = try #require(Day(compact: day))
        let later = try story.scalar("SELECT COUNT(*) FROM voucher WHERE day >= $1", [.integer(Int64(first.number))])
        let all = try story.vouchers(Story.transferEvents + [.costOfSales, .transferLossDisposal])
        // Vouchers stand in the order in which they were made, that of their days.
        let blocks = TransferExampleTests.blocks(all)
        #expect(later > 0 && blocks.count >= Int(later))
        return blocks.suffix(Int(later)).joined(separator: "\n")
    }

    /// One voucher each, without its number.
    private static func blocks(_ text: String) -> [String] {
        var blocks: [String] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("  ") {
                blocks[blocks.count - 1] += "\n" + line
            } else {
                blocks.append(line.split(separator: " ").dropFirst().joined(separator: " "))
            }
        }
        return blocks
    }

    @Test("PX-28 成本价调拨,短少计营业外支出 · At cost, the shortage is a loss at once", arguments: TestedEngine.all)
    func px28(_ engine: TestedEngine) async throws {
        #expect(
            try await vouchers("PX-28", on: engine, from: 20_260_309) == """
                2026-03-09 调拨出库
                  借 3301 内部往来 3000.00 GZ SKU-M ×100
                  贷 140501 库存商品-良品 3000.00 WH SKU-M ×100
                2026-03-12 调拨入库
                  借 140501 库存商品-良品 2940.00 GZ SKU-M ×98
                  贷 3301 内部往来 2940.00 GZ SKU-M ×98
                2026-03-12 调拨短少
                  借 671103 营业外支出-调拨在途损失 60.00
                  贷 3301 内部往来 60.00 GZ SKU-M ×2
                """)
    }

    @Test("PX-29 协议价调拨,至结账前 · At an agreed price, up to the close", arguments: TestedEngine.all)
    func px29(_ engine: TestedEngine) async throws {
        #expect(
            try await vouchers("PX-29", on: engine, from: 20_260_309) == """
                2026-03-09 调拨出库
                  借 3301 内部往来 3300.00 GZ SKU-M ×100
                  贷 140501 库存商品-良品 3000.00 WH SKU-M ×100
                  贷 3302 内部调拨损益 300.00
                2026-03-12 调拨入库
                  借 140501 库存商品-良品 3300.00 GZ SKU-M ×100
                  贷 3301 内部往来 3300.00 GZ SKU-M ×100
                2026-03-25 结转成本 TM
                  借 640101 主营业务成本-销售成本 1980.00
                  贷 140501 库存商品-良品 1980.00 GZ SKU-M ×60
                2026-04-20 结转成本 TM
                  借 640101 主营业务成本-销售成本 1320.00
                  贷 140501 库存商品-良品 1320.00 GZ SKU-M ×40
                """)
    }

    @Test("PX-30 市场价调拨,至结账前 · At market price, up to the close", arguments: TestedEngine.all)
    func px30(_ engine: TestedEngine) async throws {
        #expect(
            try await vouchers("PX-30", on: engine, from: 20_260_326) == """
                2026-03-26 调拨出库
                  借 3301 内部往来 1800.00 CD SKU-M ×50
                  贷 140501 库存商品-良品 1500.00 GZ SKU-M ×50
                  贷 3302 内部调拨损益 300.00
                2026-03-29 调拨入库
                  借 140501 库存商品-良品 1800.00 CD SKU-M ×50
                  贷 3301 内部往来 1800.00 CD SKU-M ×50
                """)
    }

    @Test("PX-31 短少先挂待处理并转出进项税 · A shortage under decision, its input VAT out", arguments: TestedEngine.all)
    func px31(_ engine: TestedEngine) async throws {
        #expect(
            try await vouchers("PX-31", on: engine, from: 20_260_312) == """
                2026-03-12 调拨短少待处理
                  借 190101 待处理财产损溢-待处理流动资产损溢 67.80 GZ SKU-M ×2
                  贷 3301 内部往来 60.00 GZ SKU-M ×2
                  贷 22210109 应交税费-应交增值税-进项税额转出 7.80
                2026-03-20 调拨短少审批结转
                  借 122102 其他应收款-赔款 40.00 L002
                  借 671103 营业外支出-调拨在途损失 27.80
                  贷 190101 待处理财产损溢-待处理流动资产损溢 67.80 GZ SKU-M ×2
                """)
    }
}
