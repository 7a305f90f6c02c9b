import Documents
import Kernel
import Loop
import Storage
import Testing

@testable import Books

/// Where pieces of a cost layer are that transfers took away, for differences that come late.
@Suite("调拨货物的去向 · Where transferred pieces are")
struct TransferTracingTests {
    /// Asks as a decision does: what is unread is read, and the question put again. Answers with the passes that it took.
    private func whereabouts(
        _ story: Story, layer: CostLayerRow.Key
    ) throws -> (moved: MovedPieces, passes: Int) {
        try story.read { reader in
            let legs = LegTables()
            let moves = try reader.read(LayerMoveRow.self, groups: [.init(posting: layer.posting, line: layer.line)], limit: 100)
            var passes = 0
            while true {
                passes += 1
                for table in legs.tables where table.hasWanted { try table.load(reader) }
                do { return (try legs.books.whereabouts(of: moves), passes) } catch is Unread {}
            }
        }
    }

    private func layers(_ story: Story, _ warehouse: String, _ condition: String = StockCondition.good) throws -> [CostLayerRow.Key] {
        try story.query(
            "SELECT posting, line FROM cost_layer WHERE warehouse = $1 AND condition = $2 ORDER BY posting, line",
            [.text(warehouse), .text(condition)]
        ).map { .init(posting: $0[0].integer, line: $0[1].integer) }
    }

    @Test("每一件都有且只有一个去处 · Every piece is in one place", arguments: TestedEngine.all)
    func everyPiece(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(6, cost: "60"), into: "WH")
            try await story.receipt(Goods.mug.line(10, cost: "120"), into: "WH", at: "2026-03-02 09:00")
            // Six of the first layer and six of the second go; four arrive, then five; one is short; two are under way.
            try await story.sent("D1", .of(.mug, 12), on: "2026-03-03")
            try await story.arrive("D1-in1", of: "D1-out", .at(1, .mug, 4), at: "2026-03-04 09:00")
            try await story.arrive("D1-in2", of: "D1-out", .at(1, .mug, 5), at: "2026-03-05 09:00")
            try await story.miss("D1-s", of: "D1-out", .reasonable, [(1, 1)], at: "2026-03-05 10:00")
            // Three are sold there, four go back: two arrive.
            try await story.order("J1", shop: "JD", [.of(.mug, 3, "90")], at: "2026-03-06 09:00")
            try await story.issue("J1", shop: "JD", at: "2026-03-06 10:00")
            try await story.sent("D2", from: "GZ", to: "WH", .of(.mug, 4), on: "2026-03-07")
            try await story.arrive("D2-in", of: "D2-out", .at(1, .mug, 2), at: "2026-03-08 09:00")

            let sources = try layers(story, "WH")
            let there = try layers(story, "GZ")
            #expect(sources.count == 3 && there.count == 2)
            let issues = try story.query("SELECT posting, posting_line FROM transfer_lot ORDER BY posting").map {
                (posting: $0[0].integer, line: $0[1].integer)
            }

            let first = try whereabouts(story, layer: sources[0])
            #expect(first.moved.total == 6)
            #expect(first.moved.short == 0)
            #expect(
                first.moved.landed == [
                    .init(layer: there[0], warehouse: "GZ", item: Goods.mug.code.number, condition: "ZP", there: 0, sold: 3, gone: 0),
                    .init(layer: sources[2], warehouse: "WH", item: Goods.mug.code.number, condition: "ZP", there: 1, sold: 0, gone: 0),
                    .init(layer: sources[2], warehouse: "WH", item: Goods.mug.code.number, condition: "ZP", there: 1, sold: 0, gone: 0),
                ])
            #expect(first.moved.underWay == [.init(posting: issues[1].posting, postingLine: issues[1].line, pieces: 1)])
            let second = try whereabouts(story, layer: sources[1])
            #expect(second.moved.total == 6)
            #expect(second.moved.short == 1)
            #expect(
                second.moved.landed == [
                    .init(layer: there[1], warehouse: "GZ", item: Goods.mug.code.number, condition: "ZP", there: 2, sold: 0, gone: 0)
                ])
            #expect(
                second.moved.underWay == [
                    .init(posting: issues[0].posting, postingLine: issues[0].line, pieces: 2),
                    .init(posting: issues[1].posting, postingLine: issues[1].line, pieces: 1),
                ])
            // Two transfers one behind the other: a transfer's landings, its layers and their pools, each read as a whole set.
            #expect(first.passes <= 8 && second.passes <= 8)
        }
    }

    @Test("找回的件数落到自己的位置 · Found pieces take the places they had", arguments: TestedEngine.all)
    func found(_ engine: TestedEngine) async throws {
        try await Story.tell(on: engine) { story in
            try await story.opening(Goods.mug.line(3, cost: "30"), into: "WH")
            try await story.receipt(Goods.mug.line(5, cost: "60"), into: "WH", at: "2026-03-02 09:00")
            try await story.sent("D1", .of(.mug, 8), on: "2026-03-03")
            // The first five are missed, the last three arrive; then two of the missed are found, one of them broken.
            try await story.miss("D1-s", of: "D1-out", .reasonable, [(1, 5)], at: "2026-03-04 09:00")
            try await story.arrive("D1-in", of: "D1-out", at: "2026-03-05 09:00")
            try await story.arrive(
                "D1-f", of: "D1-s", .at(1, .mug, 1), .at(1, .mug, 1, condition: StockCondition.defective), at: "2026-03-06 09:00")
            let sources = try layers(story, "WH")
            let good = try layers(story, "GZ")
            let broken = try layers(story, "GZ", StockCondition.defective)
            let first = try whereabouts(story, layer: sources[0]).moved
            #expect(first.total == 3 && first.short == 1 && first.underWay.isEmpty)
            #expect(first.landed.map(\.layer) == [good[1], broken[0]])
            let second = try whereabouts(story, layer: sources[1]).moved
            #expect(second.total == 5 && second.short == 2)
            #expect(second.landed.map(\.layer) == [good[0]] && second.landed.map(\.there) == [3])
        }
    }
}
