import Foundation
import Testing

@testable import Connectors

/// Exports overlap, are given twice, and tell of one order in several ways.
@Suite struct OverlappingFilesTests {
    private let states = """
        states: { missing: { standing: open }, words: { open: { standing: open }, sent: { standing: completed, goodsLeft: true }, off: { standing: cancelled } } }
        """

    @Test func theSameFilesTwiceInOneCommandCountOnce() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        var files: [String] = []
        for name in ["1", "2"] {
            files.append(try bench.file("o\(name).csv", "id,at,state\n1,2024-01-01,open\n"))
            files.append(try bench.file("l\(name).csv", "oid,sku,n,price\n1,A,1,10\n1,A,1,10\n1,B,1,5\n"))
            files.append(try bench.file("p\(name).csv", "oid,means,paid\n1,card,10\n1,card,10\n1,card,5\n"))
        }
        let summary = try await bench.run(joinedMapping(), files)
        #expect(summary.rejects == 0 && summary.reading.repeatedRows == 7)
        #expect(try bench.query("SELECT pieces, gross, paid FROM sales_order") == [["3", "2500", "2500"]])
    }

    @Test func overlappingFlatFilesCountEachRowAsOftenAsOneFileHasIt() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let first = try bench.file("a.csv", "id,at,sku,n,price\n1,2024-01-01,A,1,10\n2,2024-01-02,A,1,10\n2,2024-01-02,A,1,10\n")
        let second = try bench.file("b.csv", "id,at,sku,n,price\n2,2024-01-02,A,1,10\n2,2024-01-02,A,1,10\n3,2024-01-03,A,4,10\n")
        _ = try await bench.run(flatMapping(), [first, second])
        #expect(
            try bench.query("SELECT external_id, pieces FROM sales_order ORDER BY external_id") == [["1", "1"], ["2", "2"], ["3", "4"]])
    }

    @Test func anOrderCutInTwoFilesIsWhole() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let first = try bench.file("a.csv", "id,at,sku,n,price\n1,2024-01-01,A,1,10\n")
        let second = try bench.file("b.csv", "id,at,sku,n,price\n1,2024-01-01,B,2,10\n")
        let summary = try await bench.run(flatMapping(), [first, second])
        #expect(summary.reading.supersededOrders == 0 && summary.reading.supersededRows == 0)
        #expect(try bench.query("SELECT pieces FROM sales_order") == [["3"]])
    }

    @Test func ofTwoExportsThatDifferTheLaterCounts() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let old = try bench.file("a.csv", "id,at,state,sku,n,price\n1,2024-01-01,open,A,1,10\n1,2024-01-01,open,B,1,10\n")
        let new = try bench.file("b.csv", "id,at,state,sku,n,price\n1,2024-01-01,off,A,3,10\n1,2024-01-01,off,B,1,10\n")
        let summary = try await bench.run(flatMapping(order: ", state: state", more: states), [old, new])
        #expect(summary.reading.supersededOrders == 1 && summary.reading.supersededRows == 2 && summary.rejects == 0)
        #expect(summary.table.contains("told anew by a later file"))
        #expect(try bench.query("SELECT channel_state FROM sales_order") == [["off"]])
        let orders = [
            try bench.file("o1.csv", "id,at,state\n9,2024-01-01,open\n"), try bench.file("o2.csv", "id,at,state\n9,2024-01-01,sent\n"),
            try bench.file("l.csv", "oid,sku,n,price\n9,A,1,10\n"),
        ]
        let joined = try await bench.run(joinedMapping(), orders)
        #expect(joined.reading.supersededOrders == 1 && joined.orders.accepted == 1)
        #expect(try bench.query("SELECT channel_state, shipped FROM sales_order WHERE external_id = '9'") == [["sent", "1"]])
    }

    @Test func inOneFileAnOrderMustNotContradictItself() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let orders = try bench.file("o.csv", "id,at,state\n1,2024-01-01,open\n1,2024-01-01,sent\n2,2024-01-01,open\n")
        let lines = try bench.file("l.csv", "oid,sku,n,price\n1,A,1,10\n2,A,1,10\n")
        let summary = try await bench.run(joinedMapping(), [orders, lines])
        #expect(summary.ordersRejected == 1 && summary.orders.accepted == 1)
        #expect(Set(bench.rejectedRows) == ["o.csv:2", "o.csv:3", "l.csv:2"])
    }

    @Test func theSameLineTwiceWithAnIDCountsOnce() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file("a.csv", "id,at,oid,sku,n,price\n1,2024-01-01,1,A,2,10\n1,2024-01-01,1,A,2,10\n1,2024-01-01,2,A,1,10\n")
        let summary = try await bench.run(flatMapping(line: ", id: oid"), [file])
        #expect(summary.reading.repeatedRows == 1 && summary.rejects == 0)
        #expect(try bench.query("SELECT pieces FROM sales_order") == [["3"]])
    }

    @Test func aVersionKeepsAnOlderExportFromUndoingANewer() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let mapping = flatMapping(order: ", state: state, version: changed", more: states)
        let old = try bench.file("a.csv", "id,at,changed,state,sku,n,price\n1,2024-01-01,2024-01-01 10:00:00,sent,A,1,10\n")
        let new = try bench.file("b.csv", "id,at,changed,state,sku,n,price\n1,2024-01-01,2024-01-02 10:00:00,off,A,1,10\n")
        _ = try await bench.run(mapping, [new])
        let summary = try await bench.run(mapping, [old])
        #expect(summary.orders.stale == 1 && summary.issues.total == 0)
        #expect(try bench.query("SELECT channel_state FROM sales_order") == [["off"]])
        let both = try await bench.run(mapping, [new, old])
        #expect(both.orders.duplicate == 1)
    }

    @Test func shopsMayUseOneNumber() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let second = importRules.replacing(
            "shops: [{ code: S1,",
            with: "shops: [{ code: S2, name: Two, channel: own, book: B1, sources: [{ warehouse: W1 }] }, { code: S1,")
        let flat = flatMapping(shop: "{ column: shop }").replacing(importRules, with: second)
        let file = try bench.file("a.csv", "shop,id,at,sku,n,price\nS1,1,2024-01-01,A,1,10\nS2,1,2024-01-01,A,2,10\n")
        _ = try await bench.run(flat, [file])
        #expect(try bench.query("SELECT shop, pieces FROM sales_order ORDER BY shop") == [["S1", "1"], ["S2", "2"]])
        let orders = try bench.file("o.csv", "shop,id,at,state\nS1,5,2024-01-01,open\nS2,5,2024-01-01,open\nS2,6,2024-01-01,open\n")
        let lines = try bench.file("l.csv", "oid,sku,n,price\n5,A,1,10\n6,A,3,10\n")
        let joined = joinedMapping(shop: "{ column: shop }").replacing(importRules, with: second)
        let unclear = try await bench.run(joined, [orders, lines])
        #expect(unclear.orders.accepted == 1 && unclear.ordersRejected == 2)
        #expect(bench.rejects.contains("l.csv,2,id,5,") && bench.rejects.contains("line.shop"))
        let clear = try bench.file("l.csv", "house,oid,sku,n,price\nS1,5,A,1,10\nS2,5,A,2,10\nS2,6,A,3,10\n")
        let named = joined.replacing("line: { order: oid", with: "line: { shop: house, order: oid")
        #expect(try await bench.run(named, [orders, clear]).rejects == 0)
        #expect(
            try bench.query("SELECT shop, pieces FROM sales_order WHERE external_id = '5' ORDER BY shop") == [["S1", "1"], ["S2", "2"]])
    }

    @Test func theOrderOfRowsMattersNot() async throws {
        let rows = [
            "1,2024-01-02,B,5,N2,B,2,10", "1,2024-01-01,A,7,,A,1,10", "1,,,,N3,A,1,10", "1,2024-01-01,C,0,N1,A,3,10",
        ]
        var seen: [[[String]]] = []
        for arranged in [rows, rows.reversed(), [rows[2], rows[0], rows[3], rows[1]]] {
            let bench = try ImportBench()
            defer { bench.remove() }
            let file = try bench.file("a.csv", "id,at,area,ship,bill,sku,n,price\n" + arranged.joined(separator: "\n") + "\n")
            let summary = try await bench.run(flatMapping(order: ", area: area, freight: ship, waybill: bill"), [file])
            #expect(summary.reading.differingOrders == 1)
            let order = try bench.query("SELECT area, placed_at, freight, gross FROM sales_order")
            #expect(order[0][0] == "A" && order[0][2] == "700")
            seen.append(order + (try bench.query("SELECT line, line_id, pieces, gross FROM order_line ORDER BY line")))
        }
        #expect(seen[0] == seen[1] && seen[1] == seen[2])
    }
}
