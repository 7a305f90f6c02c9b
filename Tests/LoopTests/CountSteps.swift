import Documents
import Kernel
import Loop
import Storage
import Testing

/// Counts and what follows from them, as a story tells them. A count goes by a key of its own: `K` names its plan, `K-sheet` its sheet,
/// `K-causes` their causes.
extension Story {
    static let firstCounter = Actor(name: "周盘点", position: "warehouse clerk", device: "pda-1")
    static let secondCounter = Actor(name: "吴复盘", position: "warehouse clerk", device: "pda-2")

    static let countEvents: [PostingEvent] = [
        .countSurplus, .lateFoundPurchase, .conditionChange, .countShortageReasonable, .countReasonableDisposal, .countShortagePending,
        .countDisasterPending,
    ]

    static func countKey(_ key: String) -> DocumentReference { DocumentReference(source: "count", key: key) }

    @discardableResult
    func handCount(
        _ key: String?, _ body: CommandBody, by actor: Actor = Story.firstCounter, at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let command = Command(actor: actor, external: key.map { ExternalKey(source: "count", key: $0, version: 1) }, body: body)
        let answer = try await company.submit(command, at: Moment(time))
        #expect(answer.outcome == outcome, "\(answer.refusalCode) \(answer.english)", sourceLocation: sourceLocation)
        if !refusal.isEmpty { #expect(answer.refusalCode == refusal, "\(answer.english)", sourceLocation: sourceLocation) }
        if outcome == .refused {
            #expect(!answer.chinese.isEmpty && !answer.english.isEmpty && answer.documents.isEmpty, sourceLocation: sourceLocation)
        }
        return answer
    }

    /// Gives goods a class: the threshold of their counts.
    func classify(_ goods: Goods, _ abcClass: Item.ABCClass) async throws {
        var item = goods.item
        item.abcClass = abcClass
        try await hand(.masterRecord(.item(item)), at: Self.founded)
    }

    /// A count plan 盘点计划.
    @discardableResult
    func planCount(
        _ key: String, zone: String = "", _ goods: [Goods] = [], abcClass: Item.ABCClass? = nil, at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handCount(
            key,
            .countPlan(CountPlanRequest(warehouse: "GZ", zone: zone, items: goods.map(\.code), abcClass: abcClass, note: "月末盘点")),
            at: time, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// A count scan 盘点扫码 of pieces in a bin; `happened` where the device said it later.
    @discardableResult
    func count(
        _ key: String, _ bin: String, _ goods: Goods, _ pieces: Int64, pass: Int64 = 1, by actor: Actor = Story.firstCounter,
        lot: String = "", condition: String = StockCondition.good, at time: String, happened: String? = nil,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handCount(
            nil,
            .countScan(
                CountScanReport(
                    plan: Self.countKey(key), pass: pass, bin: bin, barcode: goods.code.text, count: pieces, lot: lot,
                    condition: condition, happenedAt: Moment(happened ?? time))), by: actor, at: time, expect: outcome, refusal,
            sourceLocation: sourceLocation)
    }

    /// The variance sheet 盘点差异表.
    @discardableResult
    func closeCount(
        _ key: String, at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handCount(
            key + "-sheet", .countSheet(Self.countKey(key)), at: time, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// The causes 差异原因单.
    @discardableResult
    func explain(
        _ key: String, _ lines: LineCause..., attempt: String = "", at time: String, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handCount(
            key + "-causes" + attempt, .countCause(CountCauseRequest(sheet: Self.countKey(key + "-sheet"), lines: lines)), at: time,
            expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// Finance decides on what somebody of the warehouse explained, or on who bears a loss.
    @discardableResult
    func decideCount(
        _ subject: String, _ isApproved: Bool = true, by actor: Actor = Story.finance, at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handCount(
            nil, .approval(ApprovalRequest(subject: Self.countKey(subject), isApproved: isApproved, note: "已核")), by: actor, at: time,
            expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// Who bears what a stock document left under decision: loss disposal 损溢处理单.
    @discardableResult
    func dispose(
        _ key: String, of subject: DocumentNumber, item: Goods? = nil, _ claims: (party: String, amount: String)..., at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await handCount(
            key,
            .lossDisposal(
                LossDisposalRequest(
                    subject: DocumentReference(position: subject.position), item: item?.code,
                    claims: claims.map { LossClaim(party: $0.party, amount: Money(yuan: $0.amount)) }, note: "按责任结转")), at: time,
            expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// The whole of a count whose only difference is one article's: counted twice, explained, approved.
    func countThrough(
        _ key: String, _ bin: String, _ goods: Goods, found pieces: Int64, _ cause: VarianceCause, supplier: SupplierCode? = nil,
        amount: String = "0", day: String = "2026-03-30"
    ) async throws -> Answer {
        try await planCount(key, zone: bin, [goods], at: day + " 09:00")
        try await count(key, bin, goods, pieces, at: day + " 09:10")
        try await count(key, bin, goods, pieces, pass: 2, by: Story.secondCounter, at: day + " 09:20")
        try await closeCount(key, at: day + " 09:30")
        try await explain(
            key, LineCause(line: 1, cause: cause, supplier: supplier, amount: Money(yuan: amount)), at: day + " 09:40")
        return try await decideCount(key + "-causes", at: day + " 10:00")
    }

    /// Variance sheets 盘点差异表, line by line.
    func sheets() throws -> String {
        try query(
            """
            SELECT l.line, i.name, l.condition, l.abc_class, l.book, l.counted, l.late, l.value, l.cause FROM count_line l
            JOIN item i ON i.code = l.item ORDER BY l.sheet, l.line
            """
        ).map { row in
            let classes = ["?", "A", "B", "C"]
            let condition = row[2].text == StockCondition.good ? "" : " " + row[2].text
            let late = row[6].integer == 0 ? "" : " 补记 \(row[6].integer)"
            let cause = VarianceCause(rawValue: row[8].integer).map { " " + $0.chinese } ?? ""
            let difference = row[5].integer - row[4].integer - row[6].integer
            return
                "\(row[0].integer) \(row[1].text)\(condition) \(classes[Int(row[3].integer)]) 账 \(row[4].integer)\(late) 实 \(row[5].integer) 差 \(difference) \(Money(fen: row[7].integer).text)\(cause)"
        }.joined(separator: "\n")
    }

    /// What is in each bin 库位.
    func countedBins() throws -> String {
        try query(
            """
            SELECT s.bin, s.lot, i.name, s.condition, s.pieces FROM physical_stock s JOIN item i ON i.code = s.item
            WHERE s.pieces <> 0 ORDER BY s.warehouse, s.bin, s.lot, s.item, s.condition
            """
        ).map { row in
            let condition = row[3].text == StockCondition.good ? "" : " " + row[3].text
            return "\(row[0].text)\(row[1].text.isEmpty ? "" : " " + row[1].text) \(row[2].text)\(condition) \(row[4].integer)"
        }.joined(separator: "\n")
    }

    /// The register of what is under decision: event, pieces, money, what is settled.
    func losses() throws -> String {
        try query("SELECT event, pieces, amount, settled_pieces, settled FROM pending_loss ORDER BY posting, line").map { row in
            let event = PostingEvent(rawValue: row[0].integer)?.chinese ?? "?"
            return
                "\(event) \(row[1].integer) 件 \(Money(fen: row[2].integer).text) 已处理 \(row[3].integer) 件 \(Money(fen: row[4].integer).text)"
        }.joined(separator: "\n")
    }

    /// Alerts: who lost a reservation, how many pieces, why.
    func cuts() throws -> String {
        try query(
            """
            SELECT o.external_id, c.cause, c.pieces FROM reservation_cut c JOIN sales_order o ON o.trade = c.trade
            ORDER BY c.document, c.number
            """
        ).map { row in
            "\(row[0].text) \(ReservationCut.Cause(rawValue: row[1].integer)?.chinese ?? "?") \(row[2].integer) 件"
        }.joined(separator: "\n")
    }
}

extension StockLine {
    /// The same pieces in a bin.
    func at(_ bin: String, lot: String = "", condition: String = StockCondition.good) -> StockLine {
        var line = self
        line.bin = bin
        line.lot = lot
        line.condition = condition
        return line
    }
}

extension Answer {
    /// The document of a kind that the command made.
    func document(_ kind: DocumentKind) throws -> DocumentNumber { try #require(documents.first { $0.kind == kind }) }
}
