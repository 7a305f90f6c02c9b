import Foundation
import Testing

@testable import Connectors

/// Negative rows, states of rows, and goods that left or did not.
@Suite struct TakenBackTests {
    private let negative = "cancellations: { prefix: C, negativeRows: true }"
    private let words = """
        states: { words: { sent: { standing: completed, goodsLeft: true }, open: { standing: open }, off: { standing: cancelled } } }
        """

    @Test func whatWasTakenBackWholeStaysCancelled() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        for price in ["10", "11"] {
            let file = try bench.file(
                "a.csv",
                "id,at,sku,n,price\n1,2024-01-01,A,5,\(price)\n1,2024-01-03,A,-5,\(price)\n2,2024-01-01,A,1,\(price)\nC2,2024-01-02,A,-1,1\n"
            )
            let summary = try await bench.run(flatMapping(more: negative), [file])
            #expect(summary.takenBackBefore == 2 && summary.cancellations.total == 0 && summary.returns.total == 0)
            #expect(try bench.query("SELECT external_id, state FROM sales_order ORDER BY external_id") == [["1", "8"], ["2", "8"]])
        }
        #expect(try bench.query("SELECT COUNT(*) FROM promise_stock WHERE reserved > 0") == [["0"]])
    }

    @Test func piecesTakenBackBeforeTheyLeaveAreNotSoldAndStaySo() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        for (state, shipped) in [("open", "0"), ("sent", "3"), ("sent", "3")] {
            let file = try bench.file("a.csv", "id,at,state,sku,n,price\n1,2024-01-01,\(state),A,5,10\n1,2024-01-03,\(state),A,-2,10\n")
            let summary = try await bench.run(flatMapping(order: ", state: state", more: negative + "\n" + words), [file])
            #expect(summary.returns.total == 0 && summary.rejects == 0)
            #expect(try bench.query("SELECT pieces, gross, shipped FROM sales_order") == [["3", "3000", shipped]])
        }
    }

    @Test func goodsThatLeftComeBackAsAReturn() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file("a.csv", "id,at,state,sku,n,price\n1,2024-01-01,sent,A,5,10\n1,2024-01-03,sent,A,-2,10\n")
        for _ in 1...2 {
            let summary = try await bench.run(flatMapping(order: ", state: state", more: negative + "\n" + words), [file])
            #expect(summary.returns.accepted + summary.returns.duplicate == 1)
            #expect(try bench.query("SELECT pieces, shipped FROM sales_order") == [["5", "5"]])
        }
    }

    @Test func rowsWithStatesOfTheirOwnLeaveAlone() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let mapping = flatMapping(order: ", state: state", more: words)
        let head = "id,at,state,sku,n,price\n1,2024-01-01,sent,A,1,10\n"
        let first = try bench.file("a.csv", head + "1,2024-01-01,open,B,2,10\n1,2024-01-01,off,C,4,10\n")
        for _ in 1...2 {
            let summary = try await bench.run(mapping, [first])
            #expect(summary.reading.cancelledRows == 1)
            #expect(try bench.query("SELECT pieces, shipped, channel_state FROM sales_order") == [["3", "1", "sent"]])
        }
        let later = try bench.file("a.csv", head + "1,2024-01-01,sent,B,2,10\n1,2024-01-01,off,C,4,10\n")
        #expect(try await bench.run(mapping, [later]).issues.accepted == 1)
        #expect(try bench.query("SELECT shipped FROM sales_order") == [["3"]])
    }

    @Test func aRowWithoutStateOrMomentHasItsOrders() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file(
            "a.csv",
            """
            id,at,state,sku,n,price
            1,2024-01-01,sent,Z,1,10
            1,,,A,1,10
            2,2024-01-01,off,Z,1,10
            2,,,A,1,10
            3,,open,A,1,10

            """)
        let summary = try await bench.run(flatMapping(order: ", state: state", more: words), [file])
        #expect(
            try bench.query("SELECT external_id, channel_state, shipped FROM sales_order ORDER BY external_id") == [
                ["1", "sent", "2"], ["2", "off", "0"],
            ])
        #expect(summary.ordersRejected == 1 && bench.rejectedRows == ["a.csv:6"])
    }

    @Test func cancelledRowsOfNothingKeepNoOrderOut() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file(
            "a.csv", "id,at,state,sku,n,price\n1,2024-01-01,off,A,0,\n2,2024-01-01,sent,A,2,10\n2,2024-01-01,off,B,0,\n")
        let summary = try await bench.run(flatMapping(order: ", state: state", more: words), [file])
        #expect(summary.rejects == 0 && summary.reading.cancelledRows == 2)
        #expect(
            try bench.query("SELECT external_id, channel_state, shipped FROM sales_order ORDER BY external_id") == [
                ["1", "off", "0"], ["2", "sent", "2"],
            ])
    }
}
