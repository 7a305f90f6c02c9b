import Foundation
import Testing

@testable import Connectors

/// Every row ends in an order, in a return, as a counted repetition, or in the rejects, and nothing personal is shown there.
@Suite struct RejectedRowsTests {
    private let head = "id,at,sku,n,price\n"

    @Test func numbersThatASpreadsheetHasSpoiltAreNoOrder() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file(
            "a.csv", head + "3.32E+17,2024-01-01,A,1,10\n3.32E+17,2024-01-02,B,1,10\n4,2024-01-01,6.9E+12,1,10\n5,2024-01-01,E+1,1,1\n")
        let summary = try await bench.run(flatMapping(), [file])
        #expect(bench.rejectedRows == ["a.csv:2", "a.csv:3", "a.csv:4"] && summary.orders.accepted == 1)
        #expect(bench.rejects.contains("科学计数法"))
    }

    @Test func aRefusedOrderListsAllItsRows() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file("a.csv", "id,at,sku,n,price,off\n1,2024-01-01,A,1,10,12\n1,2024-01-01,B,1,10,0\n2,2024-01-01,B,1,10,0\n")
        let summary = try await bench.run(flatMapping(line: ", discounts: [{ column: off }]"), [file])
        #expect(summary.orders.refused == 1 && summary.orders.accepted == 1)
        #expect(bench.rejectedRows == ["a.csv:2", "a.csv:3"])
    }

    @Test func whereNothingCanBeReadEveryRowIsListed() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let files = [
            try bench.file("o.csv", "id,at,state\n1,bad,open\n"),
            try bench.file("l.csv", "oid,sku,n,price\n" + String(repeating: "2,A,1,10\n", count: 1200)),
            try bench.file("p.csv", "oid,means,paid\n3,card,1\n"),
        ]
        await #expect(throws: ImportError.nothingRead) { try await bench.run(joinedMapping(), files) }
        #expect(bench.rejectedRows.count == 1202)
    }

    @Test func theRejectsAreWrittenWhenTheCompanyRefusesTheSetup() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file("a.csv", head + "1,x,A,1,10\n2,2024-01-01,A,1,10\n")
        let mapping = flatMapping().replacing("warehouse: W1 }] }]", with: "warehouse: W9 }] }]")
        await #expect(throws: ImportError.self) { try await bench.run(mapping, [file]) }
        #expect(bench.rejectedRows == ["a.csv:2"])
    }

    @Test func theRejectsReplaceNoInputAndNoOtherFile() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let input = try bench.file("rejects.csv", head + "1,2024-01-01,A,1,10\n")
        await #expect(throws: FileError.self) { try await bench.run(flatMapping(), [input]) }
        #expect(bench.rejects.hasPrefix("id,at"))
        let other = try bench.file("a.csv", head + "1,2024-01-01,A,1,10\n2,x,A,1,10\n")
        await #expect(throws: FileError.notRejects(file: bench.folder + "/rejects.csv")) { try await bench.run(flatMapping(), [other]) }
        try FileManager.default.removeItem(atPath: input)
        _ = try await bench.run(flatMapping(), [other])
        #expect(bench.rejectedRows == ["a.csv:3"])
        _ = try await bench.run(flatMapping(), [try bench.file("a.csv", head + "1,2024-01-01,A,1,10\n")])
        #expect(!FileManager.default.fileExists(atPath: bench.folder + "/rejects.csv"))
    }

    @Test func aRowOfPiecesWithoutCodeIsTold() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file(
            "a.csv", head + "1,2024-01-01,A,1,10\n1,2024-01-01,,5,\n2,2024-01-01,A,1,10\n2,2024-01-01,,,\n,,,,\n \u{3000},,,,\n")
        let summary = try await bench.run(flatMapping(), [file])
        #expect(bench.rejectedRows.sorted() == ["a.csv:2", "a.csv:3"] && summary.reading.blankRows == 2)
        #expect(try bench.query("SELECT external_id FROM sales_order") == [["2"]])
    }

    @Test func aFileWithoutTheShopsColumnIsNamed() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file("a.csv", head + "1,2024-01-01,A,1,10\n")
        await #expect(throws: ImportError.missingFile(role: "flat", nearest: "a.csv", lacks: ["shop"])) {
            try await bench.run(flatMapping(shop: "{ column: shop }"), [file])
        }
        #expect(try await bench.run(flatMapping(shop: "{ column: shop, constant: S1 }"), [file]).orders.accepted == 1)
        let orders = try bench.file("o.csv", "shop,id,at,state\n,1,2024-01-01,open\n乙,2,2024-01-01,open\nS1,3,2024-01-01,open\n")
        let lines = try bench.file("l.csv", "oid,sku,n,price\n1,A,1,10\n2,A,1,10\n3,A,1,10\n")
        let summary = try await bench.run(joinedMapping(shop: "{ column: shop, table: { S1: S1 } }"), [orders, lines])
        #expect(summary.orders.accepted == 1 && bench.rejectedRows.sorted() == ["l.csv:2", "l.csv:3", "o.csv:2", "o.csv:3"])
    }

    @Test func aReturnWithoutLinesIsTold() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file("a.csv", head + "1,2024-01-01,A,1,10\nC1,2024-01-01,,,\n")
        _ = try await bench.run(flatMapping(more: "cancellations: { prefix: C }"), [file])
        #expect(bench.rejectedRows == ["a.csv:3"])
    }

    @Test func nothingPersonalIsShown() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file(
            "a.csv",
            """
            id,at,state,name,phone,city,sku,n,price
            1,2024-01-01,张三丰,13800138000,GZ,A,A,1,10
            13800138001,李四光,done,天河路1号,1,GZ,A,1,10
            13800138001,2024-01-01,done,天河路1号,1,GZ,A,1,10
            5,2024-01-01,done,王五,138,天河路8号,A,1,10
            6,2024-01-01,done,王五,138,GZ,A,138 0013 8002,10
            7,2024-01-01,等待分账,王五,138,GZ,A,1,10
            8,2024-01-01,等待分账,王五,138,GZ,A,1,10
            9,2024-01-01,done,王五,138,GZ,A,1,10

            """)
        let mapping = flatMapping(
            order: ", state: state, area: { column: city, table: { GZ: GD } }, recipient: { name: name, telephone: phone, address: city }",
            more: "states: { words: { done: { standing: completed } } }")
        let summary = try await bench.run(mapping, [file])
        #expect(summary.orders.accepted == 1)
        for secret in ["张三丰", "李四光", "13800138001", "天河路", "0013"] { #expect(!bench.rejects.contains(secret), "\(secret)") }
        // A word that several orders have is a state, and must be seen to be mapped.
        #expect(bench.rejects.contains("state,等待分账"))
        #expect(Masked.careful("2024-02-30 10:00") == "2024-02-30 10:00")
        #expect(Masked.careful("tel 020-8123 4567") == "tel ***")
        #expect(Masked.careful("王五") == "***")
        #expect(Masked.number("332123456789012345") == "332123456789012345")
        #expect(Masked.number("110101199003074217") == "***" && Masked.number("+44 7911 123456") == "***")
    }

    @Test func anItemWhoseMappingWasRefusedIsFoundAgain() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file("a.csv", "shop,id,at,sku,n,price\nS9,1,2024-01-01,A,1,10\n")
        let mapping = flatMapping(shop: "{ column: shop }")
        _ = try await bench.run(mapping, [file])
        #expect(try bench.query("SELECT COUNT(*) FROM item WHERE is_service = 0") == [["1"]])
        let known = mapping.replacing(
            "{ code: S1,", with: "{ code: S9, name: Nine, channel: own, book: B1, sources: [{ warehouse: W1 }] }, { code: S1,")
        _ = try await bench.run(known, [file])
        #expect(try bench.query("SELECT COUNT(*) FROM item WHERE is_service = 0") == [["1"]])
        #expect(try bench.query("SELECT COUNT(*) FROM channel_item") == [["1"]])
    }
}
