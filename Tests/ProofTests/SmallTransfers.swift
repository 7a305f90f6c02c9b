import Documents
import Kernel
import Loop
import Storage

/// The transfers of the small company: every way of pricing and settling, each left at another stage.
extension SmallCompany {
    private static let asking = Actor(name: "planner", position: "planning", device: "bench-2")
    private static let deciding = Actor(name: "finance", position: "finance manager", device: "bench-3")

    private mutating func hand(_ actor: Actor, _ body: CommandBody) async throws -> Answer {
        let answer = try await company.submit(Command(actor: actor, body: body), at: at)
        at = at.adding(seconds: 90)
        return answer
    }

    mutating func transfer(_ number: Int) async throws {
        let (from, to) = [("GZ1", "CD1"), ("CD1", "GZ1"), ("GZ1", "WH1"), ("WH1", "CD1")][number % 4]
        // Book GZ keeps no accounts between its warehouses for a while.
        if number % 6 == 2 || number % 6 == 4 {
            let book = Book(
                code: "GZ", name: "广州鼎尚家居有限公司", profile: number % 12 > 5 ? .cas : .seed, transfersInBook: number % 6 == 2)
            _ = try await hand(Self.asking, .masterRecord(.book(book)))
        }
        let rows = try available(at: from)
        let pricing = TransferPricing.allCases[number % 3]
        let lines = rows.map { row in
            TransferWish.Line(
                item: ItemCode(stored: row[0].integer), condition: row[1].text, pieces: min(row[2].integer, 9),
                price: pricing == .cost ? .zero : Money(fen: Int64(random.number(in: 1500...4500))))
        }
        let wish = TransferWish(from: from, to: to, pricing: pricing, reason: "补货", lines: lines)
        guard let request = position(try await hand(Self.asking, .transferRequest(wish)), .transferRequest), number % 7 != 6 else { return }
        let decision = ApprovalRequest(subject: request, isApproved: number % 9 != 8, note: "已核")
        guard let notice = position(try await hand(Self.deciding, .approval(decision)), .transferNotice) else { return }
        var part = lines[0]
        part.pieces = max(1, part.pieces / 2)
        let some = StockLine(line: 1, item: part.item, pieces: part.pieces)
        var issues: [DocumentReference] = []
        for lines in [[some], []] where number % 5 != 3 || issues.isEmpty {
            let report = TransferIssueReport(transfer: notice, happenedAt: at, waybill: "KY\(number)", lines: lines)
            if let issue = position(try await hand(Self.asking, .transferIssue(report)), .transferIssue) { issues.append(issue) }
        }
        if number % 5 == 3, number % 2 == 1 {
            _ = try await hand(Self.asking, .transferCancellation(TransferCancellationRequest(request: request, reason: "不要了")))
        }
        for (index, issue) in issues.enumerated() { try await settle(issue, number + index) }
    }

    /// The defective piece goes by itself now and then.
    private func available(at warehouse: String) throws -> [[SQLValue]] {
        let reader = try company.location.connect(readOnly: true)
        defer { reader.close() }
        return try reader.query(
            """
            SELECT item, condition, on_hand - reserved FROM promise_stock WHERE warehouse = $1 AND owner = '' AND on_hand - reserved > 2
            ORDER BY condition, on_hand - reserved DESC, item LIMIT 3
            """, [.text(warehouse)])
    }

    /// Some of an issue arrives, some is missed, some of that is found.
    private mutating func settle(_ issue: DocumentReference, _ number: Int) async throws {
        let reader = try company.location.connect(readOnly: true)
        let row = try reader.query(
            "SELECT line, item, pieces, condition FROM transit_line WHERE issue = $1 ORDER BY line DESC LIMIT 1", [.integer(issue.position)]
        )
        reader.close()
        guard let line = row.first, number % 6 != 5 else { return }
        let item = ItemCode(stored: line[1].integer)
        let causes: [TransferShortageCause] = [.reasonable, .theft, .unknown, .carrier, .disaster]
        if line[2].integer > 2 {
            let report = TransferShortageReport(
                issue: issue, happenedAt: at, cause: causes[number % causes.count], responsible: number % 4 == 0 ? "CYR-1" : "",
                lines: [.init(line: line[0].integer, pieces: 2)])
            let answer = try await hand(Self.asking, .transferShortage(report))
            if let shortage = position(answer, .transferShortage), number % 3 != 1 {
                let found = StockLine(line: line[0].integer, item: item, pieces: 1, bin: "F-1", condition: line[3].text)
                _ = try await hand(
                    Self.asking, .transferReceipt(TransferReceiptReport(source: shortage, happenedAt: at, lines: [found])))
            }
        }
        let first = StockLine(
            line: line[0].integer, item: item, pieces: 1, bin: "R-1", condition: number % 2 == 0 ? StockCondition.defective : line[3].text)
        _ = try await hand(Self.asking, .transferReceipt(TransferReceiptReport(source: issue, happenedAt: at, lines: [first])))
        guard number % 4 != 2 else { return }
        _ = try await hand(Self.asking, .transferReceipt(TransferReceiptReport(source: issue, happenedAt: at, bin: "R-2")))
    }
}
