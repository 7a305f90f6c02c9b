import Documents
import Kernel
import Proof
import Storage
import Testing

@Suite("Replay and explanations")
struct ReplayTests {
    @Test("the three proofs hold", arguments: Engine.available)
    func proofs(engine: Engine) async throws {
        try await engine.withCompany(orders: 80) { location in
            let report = try await Replay.run(location)
            #expect(report.outcomes.count == 3)
            for outcome in report.outcomes {
                #expect(outcome.isEqual, "\(outcome.titleEnglish): \(outcome.differences)")
                #expect(outcome.examined > 0)
            }
        }
    }

    @Test("a changed row and a changed command are found")
    func differences() async throws {
        try await Engine.sqlite.withCompany(orders: 30) { location in
            let connection = try location.connect()
            try connection.execute("UPDATE shop SET name = 'x' WHERE code = 'JD1'")
            let fold = try Replay.fold(connection)
            #expect(fold.differences.count == 1)
            #expect(fold.differences.first?.contains("shop code=JD1: name = x") == true, "\(fold.differences)")
            try connection.execute("UPDATE command SET received_at = received_at + 1000 WHERE sequence = 70")
            connection.close()
            let decided = try await Replay.redecide(location)
            #expect(!decided.isEqual)
        }
    }

    @Test("every voucher, balance, trade and receipt re-adds", arguments: Engine.available)
    func explanations(engine: Engine) async throws {
        try await engine.withCompany(orders: 60) { location in
            let connection = try location.connect(readOnly: true)
            defer { connection.close() }
            var numbers: [String] = []
            for row in try connection.query("SELECT book, period, number FROM voucher WHERE word = 0") {
                numbers.append("\(row[0].text) \(row[1].integer / 100)-0\(row[1].integer % 100) 转-\(row[2].text)")
            }
            for row in try connection.query("SELECT DISTINCT book, period, account FROM balance") {
                numbers.append("\(row[0].text) \(row[1].text) \(row[2].text)")
            }
            for row in try connection.query("SELECT shop, external_id FROM sales_order") { numbers.append("\(row[0].text)/\(row[1].text)") }
            for row in try connection.query(
                "SELECT position, kind, recorded_at FROM log WHERE kind BETWEEN $1 AND $2",
                [.integer(DocumentKind.transferRequest.rawValue), .integer(DocumentKind.transferCancellation.rawValue)])
            {
                let kind = try #require(DocumentKind(rawValue: row[1].integer))
                numbers.append(
                    DocumentNumber(kind: kind, day: Moment(milliseconds: row[2].integer).day, position: row[0].integer).text)
            }
            #expect(numbers.count > 80)
            for number in numbers {
                let text = try connection.snapshot { try Explain.explain(number, connection) }
                #expect(text.contains("✓") && !text.contains("✗"), "\(number): \(text)")
            }
        }
    }

    @Test("what is unknown or unreadable is said to be")
    func unknown() async throws {
        try await Engine.sqlite.withCompany(orders: 2) { location in
            let connection = try location.connect(readOnly: true)
            defer { connection.close() }
            #expect(throws: ProofError.unknownNumber(text: "TM1/none")) { try Explain.explain("TM1/none", connection) }
            #expect(throws: ProofError.unknownNumber(text: "GZ 2026-03 9999")) { try Explain.explain("GZ 2026-03 9999", connection) }
            #expect(throws: ProofError.unreadableNumber(text: "hello")) { try Explain.explain("hello", connection) }
        }
    }
}
