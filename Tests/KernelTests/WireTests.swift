import Documents
import Foundation
import Kernel
import Testing
import Wire

@Suite("The wire form loses nothing")
struct WireTests {
    @Test("The samples hold every kind")
    func complete() {
        #expect(Set(DocumentSamples.documents.map(\.kind)) == Set(DocumentKind.allCases))
        #expect(Set(DocumentSamples.masterRecords.map(\.kind)) == Set(MasterKind.allCases))
        #expect(Set(DocumentSamples.commands.map(\.body.kind)) == Set(1...12).union(40...44))
    }

    @Test("A document is read back as it was written", arguments: DocumentSamples.documents.indices)
    func documents(index: Int) throws {
        let document = DocumentSamples.documents[index]
        let bytes = document.encoded()
        let read = try Document(kind: document.kind, encoded: bytes)
        #expect(read == document)
        #expect(read.encoded() == bytes, "the same bytes again, for they are hashed")
        let object = try JSONSerialization.jsonObject(with: Data(document.json().utf8))
        #expect(object is [String: Any])
    }

    @Test("A command is read back from its stored form", arguments: DocumentSamples.commands.indices)
    func stored(index: Int) throws {
        let command = DocumentSamples.commands[index]
        #expect(try Command(encoded: command.encoded()) == command)
        #expect(try Command(encoded: command.encoded()).encoded() == command.encoded())
    }

    @Test("A command is read back from the wire, recipient and moment included", arguments: DocumentSamples.commands.indices)
    func wire(index: Int) throws {
        var command = DocumentSamples.commands[index]
        command.recipient = Recipient(buyer: "b-1", name: "王小明", telephone: "13800000000", address: "广州市天河区", note: "放门卫")
        let (read, at) = try Command.decode(command.wireBytes(at: DocumentSamples.moment))
        #expect(read == command)
        #expect(at == DocumentSamples.moment)
        #expect(try Command.decode(command.wireBytes(at: nil)).at == nil)
    }

    @Test("And from JSON", arguments: DocumentSamples.commands.indices)
    func json(index: Int) throws {
        let command = DocumentSamples.commands[index]
        let text = try command.json(at: DocumentSamples.moment)
        #expect(!text.contains("\n"), "one line a command")
        let (read, at) = try Command.decode(json: text)
        #expect(read == command)
        #expect(at == DocumentSamples.moment)
    }

    @Test("The body of a document's JSON is a command's JSON", arguments: DocumentSamples.masterRecords.indices)
    func documentAsCommand(index: Int) throws {
        let record = DocumentSamples.masterRecords[index]
        let line = "{\"masterRecord\":\(try Document.masterRecord(record).json())}"
        #expect(try Command.decode(json: line).command.body == .masterRecord(record))
    }

    @Test("An issue may name its notice by number")
    func noticeNumber() throws {
        let number = DocumentNumber(kind: .deliveryNotice, day: DocumentSamples.day, position: 4711).text
        let line = "{\"salesIssue\":{\"noticeNumber\":\"\(number)\",\"happenedAt\":\"2026-03-04T02:30:00Z\"}}"
        guard case .salesIssue(let report) = try Command.decode(json: line).command.body else {
            Issue.record("not an issue")
            return
        }
        #expect(report.notice == 4711)
        #expect(report.happenedAt.text == "2026-03-04 10:30:00")
    }

    @Test(
        "What cannot be read says which field",
        arguments: [
            ("{}", "body"), ("{\"salesIssue\":{}}", "happenedAt"),
            ("{\"salesIssue\":{\"noticeNumber\":\"TZ1\",\"happenedAt\":\"2026-03-04T02:30:00Z\"}}", "noticeNumber"),
            ("{\"openingStock\":{\"warehouse\":\"GZ\",\"day\":20260230}}", "day"),
            ("{\"openingStock\":{\"day\":20260301,\"lines\":[{\"item\":\"1001000000000016\"}]}}", "1001000000000016"),
            ("{\"masterRecord\":{\"supplier\":{\"code\":\"12\"}}}", "12"), ("{\"channelOrder\":{\"nosuch\":1}}", "nosuch"),
            ("{", "unreadable"),
        ])
    func unreadable(line: String, names: String) {
        do {
            _ = try Command.decode(json: line)
            Issue.record("\(line) was read")
        } catch {
            #expect("\(error)".contains(names), "\(error)")
        }
    }

    @Test("Damaged bytes are an error, not a crash")
    func damaged() {
        for document in DocumentSamples.documents {
            let bytes = document.encoded()
            for cut in stride(from: 1, to: bytes.count, by: 7) { _ = try? Document(kind: document.kind, encoded: Array(bytes.prefix(cut))) }
        }
        #expect(throws: (any Error).self) { try Document(kind: .voucher, encoded: [0xFF, 0xFF, 0xFF]) }
        #expect(throws: (any Error).self) { try Command.decode([0xFF]) }
    }
}
