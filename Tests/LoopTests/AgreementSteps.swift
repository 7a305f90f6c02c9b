import Documents
import Kernel
import Loop
import Storage
import Testing

/// Reports about stock as the stories compare them.
extension Story {
    /// The stock summary 收发存: one line a pool.
    func summary(from: String, asOf: String, knownAt: String? = nil, item: Goods? = nil) throws -> String {
        try read { reader in
            try reader.snapshot {
                let period = try StockPeriod(
                    from: Moment(from + " 00:00").day, through: Moment(asOf + " 00:00").day, knownAt: knownAt.map { Moment($0) },
                    item: item?.code, reader)
                let summary = try StockSummary(period, reader)
                return summary.lines.map { line in
                    var text = "\(line.pool.warehouse) \(Self.name(line.pool.item)) 期初 \(Self.text(line.opening))"
                    for event in summary.comings { if let sum = line.comings[event] { text += " | 入 \(event.chinese) \(Self.text(sum))" } }
                    for event in summary.goings { if let sum = line.goings[event] { text += " | 出 \(event.chinese) \(Self.text(sum))" } }
                    return text + " | 期末 \(Self.text(line.closing))"
                }.joined(separator: "\n")
            }
        }
    }

    /// The stock card 存货明细账 of one item.
    func card(_ goods: Goods, from: String, asOf: String, knownAt: String? = nil) throws -> String {
        try read { reader in
            try reader.snapshot {
                let period = try StockPeriod(
                    from: Moment(from + " 00:00").day, through: Moment(asOf + " 00:00").day, knownAt: knownAt.map { Moment($0) },
                    item: goods.code, reader)
                let card = try StockCard(period, reader)
                let head = "期初 \(Self.text(card.opening))"
                return
                    ([head]
                    + card.entries.map { entry in
                        "\(entry.day.text) \(entry.document.kind.chinese) \(entry.event.chinese) \(Self.text(entry.moved)) @\(StockCard.unitCost(entry.moved)) 结存 \(Self.text(entry.balance))"
                    }).joined(separator: "\n")
            }
        }
    }

    static func text(_ amount: StockAmount) -> String { "\(amount.pieces) = \(amount.amount.text)" }
    static func name(_ item: Int64) -> String { Goods.allCases.first { $0.code.number == item }?.name ?? String(item) }

    func agreement() throws -> StockAgreement { try read { try StockAgreement.full($0) } }

    /// Changes the store behind the company's back.
    func damage(_ statements: String...) throws {
        let writer = try location.connect()
        defer { writer.close() }
        for statement in statements { _ = try writer.query(statement) }
    }
}

/// Claims, variance tasks and status reports, as a story tells them.
extension Story {
    /// From now on the warehouse keeps books of its own.
    func makeOutside(_ code: String) async throws {
        try await hand(.masterRecord(.warehouse(WarehouseSite(code: code, name: "外部仓", book: "HJ", isOutside: true))))
    }

    /// A claim 申报库存.
    @discardableResult
    func claim(
        _ key: String, _ warehouse: String, asOf: String, _ lines: [(goods: Goods, pieces: Int64)], at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let report = StockClaimReport(
            warehouse: warehouse, asOf: Moment(asOf), lines: lines.map { .init(item: $0.goods.code, pieces: $0.pieces) })
        return try await hand(
            .stockClaim(report), at: Moment(time), external: ExternalKey(source: "stock-claim", key: key, version: 1), expect: outcome,
            refusal, sourceLocation: sourceLocation)
    }

    /// A variance task 差异预警 is closed with a reason.
    @discardableResult
    func closeVariance(
        _ task: Int64, _ reason: String, at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await hand(
            .varianceClosing(VarianceClosing(subject: DocumentReference(position: task), reason: reason)), at: Moment(time),
            expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// The newest claim, line by line.
    func claimLines() throws -> String {
        let newest = try scalar("SELECT MAX(position) FROM log WHERE kind = \(DocumentKind.stockClaim.rawValue)")
        guard case .stockClaim(let claim)? = try logged([newest]).first?.document else { return "" }
        return try claim.lines.map { line in
            var text = "\(claim.warehouse) \(Self.name(line.item.number)) 申报 \(line.claimed) 账面 \(line.known)"
            for explanation in line.explanations {
                let kind = try logged([explanation.document]).first?.document.kind.chinese ?? "?"
                text += " | \(explanation.cause.chinese) \(explanation.pieces) \(kind)"
            }
            return text + " | 未说明 \(line.unexplained)"
        }.joined(separator: "\n")
    }

    func varianceTasks() throws -> String {
        try read { reader in
            try VarianceReport.tasks(reader).rows.map {
                "\($0[1]) \($0[3]) 账面 \($0[5]) 实有 \($0[6]) 差异率 \($0[7]) 期限 \($0[8]) \($0[9])"
            }.joined(separator: "\n")
        }
    }

    func statusReports() throws -> [(logged: LoggedDocument, report: StockStatusReport)] {
        let positions = try query("SELECT position FROM log WHERE kind = \(DocumentKind.stockStatusReport.rawValue) ORDER BY position")
        return try logged(positions.map { $0[0].integer }).compactMap { logged in
            if case .stockStatusReport(let report) = logged.document { return (logged, report) }
            return nil
        }
    }

    /// The newest status report.
    func statusLines() throws -> String {
        guard let (logged, report) = try statusReports().last else { return "" }
        let head = "\(report.warehouse) 位置差 \(logged.position - report.position) 页 \(report.part)\(report.isLast ? " 末页" : "")"
        return
            ([head]
            + report.lines.map { "\(Self.name($0.item.number)) \($0.condition) 在库 \($0.onHand) 占用 \($0.reserved) 缺 \($0.waiting)" })
            .joined(separator: "\n")
    }

    private func logged(_ positions: [Int64]) throws -> [LoggedDocument] {
        try read { try $0.read(LogRow.self, keys: positions).sorted { $0.position < $1.position }.map { try $0.logged() } }
    }
}
