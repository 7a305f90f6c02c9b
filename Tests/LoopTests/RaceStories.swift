import Documents
import Kernel
import Loop
import Storage
import Testing

/// Cancel, pick and ship race (domain rules, Orders): whatever comes first, an order has left or it has not, and the ledgers say the same.
@Suite("取消、拣货、出库与退款同时发生 · Cancel, pick, ship and refund race")
struct RaceStories {
    private enum Step: CaseIterable {
        /// Customer service cancels.
        case cancel
        /// The channel closes the order.
        case close
        /// The picker scans the piece.
        case pick
        /// The warehouse reports the notice shipped.
        case ship
        /// The channel pays the buyer back.
        case refund
    }

    /// Every order in which the steps can come.
    private static let interleavings: [[Step]] = Step.allCases.reduce(into: [[]]) { sequences, step in
        sequences = sequences.flatMap { sequence in
            (0...sequence.count).map { place in
                var longer = sequence
                longer.insert(step, at: place)
                return longer
            }
        }
    }

    @Test("120 种先后顺序,各有且只有一个结果 · 120 interleavings, each with exactly one outcome", arguments: TestedEngine.all)
    func everyInterleaving(_ engine: TestedEngine) async throws {
        #expect(Set(Self.interleavings).count == 120)
        try await Story.tell(on: engine) { story in
            try await story.bins("A-1")
            try await story.opening(Goods.mug.line(200, cost: "2000", in: "A-1"))
            let moment = Moment("2026-03-04 10:00")
            var shipped: Int64 = 0
            for (index, steps) in Self.interleavings.enumerated() {
                let id = "R\(index)"
                let notice = try await story.notice(id, [.of(.mug, 1, "113")], at: "2026-03-04 09:00")
                let wave = try await story.wave([notice], at: "2026-03-04 09:30")
                // All in one call, as they may come from four sides in one second.
                let answers = try await story.company.submit(
                    steps.map { Self.command($0, id, notice, wave, moment) }, at: moment)
                #expect(answers.allSatisfy { $0.outcome == .accepted || $0.outcome == .refused }, "\(steps)")
                func place(_ step: Step) throws -> Int { try #require(steps.firstIndex(of: step)) }
                let ship = try place(.ship)
                let leaves = try place(.pick) < ship && place(.cancel) > ship && place(.close) > ship && place(.refund) > ship
                if leaves { shipped += 1 }
                let row = try #require(
                    try story.query(
                        """
                        SELECT o.state, o.shipped, (SELECT COUNT(*) FROM log l WHERE l.kind = \(DocumentKind.salesIssue.rawValue)
                        AND l.command IN (SELECT command FROM log WHERE position > $2)),
                        (SELECT CAST(COALESCE(SUM(r.open), 0) AS BIGINT) FROM reservation r WHERE r.trade = o.trade),
                        (SELECT c.posted FROM channel_refund c WHERE c.trade = o.trade) FROM sales_order o WHERE o.external_id = $1
                        """, [.text(id), .integer(wave.position)]
                    ).first)
                let found = "\(steps): \(row.map(\.text))"
                #expect(row[0].integer == (leaves ? OrderState.shipped : .cancelled).rawValue, "\(found)")
                #expect(row[1].integer == (leaves ? 1 : 0), "\(found)")
                #expect(row[2].integer == (leaves ? 1 : 0), "\(found)")
                #expect(row[3].integer == 0, "\(found)")
                // What was sold goes back in red; what never left costs nobody anything.
                #expect(row[4].integer == (leaves ? 11_300 : 0), "\(found)")
            }
            #expect(shipped == 6)
            let left = 200 - shipped
            #expect(try story.stock() == "GZ 马克杯 实物 \(left) 账面 \(left) 占用 0 缺 0 财务 \(left) = \(left * 10).00")
            try story.isSound()
        }
    }

    private static func command(
        _ step: Step, _ id: String, _ notice: DocumentReference, _ wave: DocumentReference, _ moment: Moment
    ) -> Command {
        switch step {
        case .cancel:
            Command(actor: Story.actor, body: .cancellation(CancellationRequest(shop: "TM", externalID: id, reason: "买家取消")))
        case .close:
            Command(
                actor: Story.actor, external: ExternalKey(source: "shop:TM", key: id, version: 2),
                body: .channelOrder(
                    ChannelOrder(
                        shop: "TM", externalID: id, standing: .cancelled, placedAt: Moment("2026-03-04 09:00"), lines: [.of(.mug, 1, "113")]
                    )))
        case .pick:
            Command(
                actor: Story.actor,
                body: .scan(ScanReport(wave: wave, line: 1, bin: "A-1", barcode: Goods.mug.code.text, happenedAt: moment)))
        case .ship:
            Command(actor: Story.actor, body: .salesIssue(IssueReport(notice: notice.position, happenedAt: moment)))
        case .refund:
            Command(
                actor: Story.actor,
                body: .channelRefund(
                    ChannelRefund(shop: "TM", externalID: "K" + id, orderID: id, happenedAt: moment, amount: Money(yuan: "113"))))
        }
    }
}
