import Documents
import Foundation
import Kernel
import Loop
import Storage
import Testing
import Wire
import World

/// A worked example of the accounting rules: commands as `tripod play` reads them, and the entries that must come out.
struct PostingExample: Sendable, CustomTestStringConvertible {
    /// `PX-16`: names the file in Examples/posting.
    let name: String
    /// The first day of the entries; what lies before makes the opening state.
    let from: Int
    /// One posting a paragraph: event, then a line an entry, as ``Story/entries(_:)`` prints them.
    let entries: String

    var testDescription: String { name }

    init(_ name: String, from: Int, _ entries: String) {
        self.name = name
        self.from = from
        self.entries = entries
    }

    static let all: [PostingExample] = purchases + transfers + counts + returns

    /// Examples/posting beside the tests.
    static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Examples/posting")
    }

    func commands() throws -> [(command: Command, at: Moment?)] {
        let text = try String(contentsOf: PostingExample.folder.appendingPathComponent(name + ".jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { try Command.decode(json: String($0)) }
    }
}

@Suite("分录示例 · Worked posting examples")
struct PostingExampleTests {
    @Test("示例中的每笔分录都一致 · Every entry of an example comes out", arguments: PostingExample.all, TestedEngine.all)
    func entries(_ example: PostingExample, _ engine: TestedEngine) async throws {
        let location = try engine.freshLocation()
        defer { try? location.erase() }
        let story = try Story.open(location)
        // What `tripod play` enters into an empty store.
        _ = try await story.company.submit(
            StandardSetup.records.map { Command(actor: Story.actor, body: .masterRecord($0)) }, at: Story.founded)
        var last = Story.founded
        for (command, at) in try example.commands() {
            last = at ?? last
            let answer = try await story.company.submit(command, at: last)
            #expect(answer.outcome == .accepted, "\(example.name): \(answer.english)")
        }
        await story.company.close()
        #expect(try story.entries(from: Day(compact: example.from)!) == example.entries)
        try story.ledgersAgree()
    }

    @Test("示例文件里没有科目号,也没有手工凭证 · No example names an account or makes a voucher by hand")
    func noAccounts() throws {
        let files = try FileManager.default.contentsOfDirectory(at: PostingExample.folder, includingPropertiesForKeys: nil)
        #expect(Set(files.map { $0.deletingPathExtension().lastPathComponent }) == Set(PostingExample.all.map(\.name)))
        for file in files {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                #expect(
                    !line.contains("\"account\"") && !line.contains("postingRule") && !line.contains("oucher\""),
                    "\(file.lastPathComponent)")
            }
        }
    }
}

extension Story {
    /// Every posting from a day on: its event and lines, accounts by number, with party, warehouse, item and pieces where they have one.
    func entries(from day: Day) throws -> String {
        let heads = try query(
            "SELECT document, ordinal, event, day FROM posting WHERE day >= $1 ORDER BY document, ordinal", [.integer(Int64(day.number))])
        let lines = try query(
            """
            SELECT p.document, p.ordinal, p.side, p.account, p.amount, p.party, p.warehouse, p.pieces, COALESCE(i.name, ''), p.place
            FROM posting_line p LEFT JOIN item i ON i.code = p.item ORDER BY p.document, p.ordinal, p.line
            """)
        return heads.map { head in
            let event = PostingEvent(rawValue: head[2].integer)?.chinese ?? "?"
            let own = lines.filter { $0[0] == head[0] && $0[1] == head[1] }.map { row -> String in
                var parts = [row[2].integer == Side.debit.rawValue ? "借" : "贷", row[3].text, Money(fen: row[4].integer).text]
                parts += [row[5].text, row[6].text, row[8].text].filter { !$0.isEmpty }
                if row[9].integer == ValuePlace.onHand.rawValue { parts.append("×\(row[7].integer)") }
                return "  " + parts.joined(separator: " ")
            }
            return ([Day(number: Int32(head[3].integer)).text + " " + event] + own).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
