import Documents
import Foundation
import Kernel
import Testing

@testable import Connectors

private let joined = """
    format: tripod-orders/1
    name: joined
    files: { layout: joined }
    shop: { constant: S1 }
    order:
      id: id
      placedAt: at
      state: state
      shippedAt: left
      recipient: { buyer: buyer, telephone: phone }
    line: { order: id, id: line, merchantCode: sku, pieces: n, unitPrice: price }
    payment: { order: id, means: means, amount: paid }
    states:
      words:
        open: { standing: open }
        sent: { standing: shipped, goodsLeft: true }
        off: { standing: cancelled }

    """ + importRules

private let flat = """
    format: tripod-orders/1
    name: flat
    files: { layout: flat }
    shop: { constant: S1 }
    order: { id: no, placedAt: at }
    line: { merchantCode: sku, pieces: n, unitPrice: price }
    cancellations: { prefix: C, negativeRows: true }
    services: { codes: [POST] }

    """ + importRules

private let orderRows = """
    id,at,state,left,buyer,phone
    A1,2024-01-01 10:00:00,sent,2024-01-02 09:00:00,p1,13800138001
    A2,2024-01-01 11:00:00,open,,p2,13800138002
    A3,2024-01-01 12:00:00,off,,p3,13800138003
    A4,2024-01-01 13:00:00,open,,p4,13800138004

    """
private let lineRows = """
    id,line,sku,n,price
    A2,2,K2,1,10.00
    A1,1,K1,2,5.65
    A2,1,K1,3,5.65
    A3,1,K2,1,10.00

    """
private let paymentRows = "id,means,paid\nA1,card,11.30\nA2,card,20.00\nA2,voucher,6.95\n"

@Suite struct OrderImportTests {
    @Test func joinsFilesInAnyOrderShipsAndAddsNothingTwice() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let files = [
            try bench.file("p.csv", paymentRows), try bench.file("l.csv", lineRows), try bench.file("o.csv", orderRows),
        ]
        let first = try await bench.run(joined, files)
        #expect(first.orders.accepted == 4 && first.issues.accepted == 1 && first.rejects == 0)
        #expect(first.openingPieces == 6)
        #expect(
            try bench.query("SELECT external_id, state, shipped, paid FROM sales_order ORDER BY external_id") == [
                ["A1", "7", "2", "1130"], ["A2", "5", "0", "2695"], ["A3", "8", "0", "0"], ["A4", "1", "0", "0"],
            ])
        let agreement = try ImportReport.table("ledger-agreement", try bench.location.connect(readOnly: true))
        #expect(agreement.rows == [["B1", "11.30", "10.00", "1.30", "0.00"]])
        let log = try bench.query("SELECT COUNT(*) FROM log")
        let second = try await bench.run(joined, files.reversed())
        #expect(second.orders.duplicate == 4 && second.orders.accepted == 0 && second.issues.total == 0)
        #expect(second.recordsCreated == 0 && second.openingPieces == 0)
        #expect(try bench.query("SELECT COUNT(*) FROM log") == log)
    }

    @Test func aLaterExportBringsOnlyWhatChanged() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let lines = try bench.file("l.csv", lineRows)
        let payments = try bench.file("p.csv", paymentRows)
        _ = try await bench.run(joined, [try bench.file("o.csv", orderRows), lines, payments])
        let later = orderRows.replacing("A2,2024-01-01 11:00:00,open,", with: "A2,2024-01-01 11:00:00,sent,2024-01-03 08:00:00")
        let summary = try await bench.run(joined, [try bench.file("o.csv", later), lines, payments])
        #expect(summary.orders.accepted == 1 && summary.orders.duplicate == 3)
        #expect(summary.issues.accepted == 1 && summary.openingPieces == 0)
        #expect(try bench.query("SELECT state FROM sales_order WHERE external_id = 'A2'") == [["7"]])
    }

    @Test(arguments: [1, 3, 6, 9, 12, 14, 15, 16, 17]) func anInterruptedImportResumes(_ calls: Int) async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let files = [
            try bench.file("o.csv", orderRows), try bench.file("l.csv", lineRows), try bench.file("p.csv", paymentRows),
        ]
        _ = try? await bench.run(joined, files, stopAfter: calls)
        _ = try await bench.run(joined, files)
        #expect(
            try bench.query("SELECT external_id, state, shipped FROM sales_order ORDER BY external_id") == [
                ["A1", "7", "2"], ["A2", "5", "0"], ["A3", "8", "0"], ["A4", "1", "0"],
            ])
        #expect(
            try bench.query("SELECT item, on_hand, reserved FROM promise_stock ORDER BY on_hand").map { $0.dropFirst() } == [
                ["1", "1"], ["3", "3"],
            ])
    }

    @Test func aBadRowKeepsItsWholeOrderOutAndNothingPersonalIsShown() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let files = [
            try bench.file("o.csv", orderRows.replacing("2024-01-01 13:00:00", with: "13800138004")),
            try bench.file("l.csv", lineRows.replacing("A2,2,K2,1,10.00", with: "A2,2,K2,1.5,10.00") + "A9,1,K1,1,1.00\n"),
            try bench.file("p.csv", paymentRows),
        ]
        let summary = try await bench.run(joined, files)
        #expect(summary.orders.accepted == 2 && summary.ordersRejected == 2)
        let rejects = bench.rejects
        #expect(rejects.contains("l.csv,2,n,1.5,"))
        #expect(rejects.contains("l.csv,4,id,A2,"))
        #expect(rejects.contains("o.csv,3,id,A2,"))
        #expect(rejects.contains("p.csv,3,id,A2,"))
        #expect(rejects.contains("o.csv,5,at,***,"))
        #expect(rejects.contains("l.csv,6,id,A9,"))
        #expect(!rejects.contains("1380013"))
        #expect(try bench.query("SELECT external_id FROM sales_order ORDER BY external_id") == [["A1"], ["A3"]])
    }

    @Test func whatIsTakenBackIsCancelledOrReturnedOrHeld() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let file = try bench.file(
            "f.csv",
            """
            no,sku,n,at,price
            1,K1,2,2024-01-01 10:00,3.00
            1,POST,1,2024-01-01 10:00,1.00
            2,K1,5,2024-01-01 11:00,3.00
            2,K1,-2,2024-01-02 11:00,3.00
            C1,K1,-2,2024-01-03 10:00,3.00
            C1,POST,-1,2024-01-03 10:00,1.00
            C77,K2,-1,2024-01-03 12:00,9.00

            """)
        for _ in 1...2 {
            let summary = try await bench.run(flat, [file])
            #expect(summary.takenBackBefore == 1 && summary.cancellations.total == 0)
            #expect(summary.returns.accepted + summary.returns.duplicate == 1)
            #expect(summary.returnsWithoutOrder == 1 && summary.rejects == 0 && summary.ordersRead == 2)
        }
        #expect(try bench.query("SELECT external_id, state FROM sales_order ORDER BY external_id") == [["1", "8"], ["2", "5"]])
        #expect(try bench.query("SELECT order_id, pieces, amount FROM held_return") == [["77", "1", "900"]])
        #expect(try bench.query("SELECT on_hand, reserved FROM promise_stock") == [["3", "3"]])
        #expect(try bench.query("SELECT is_service FROM item WHERE name = 'POST'") == [["1"]])
    }

    @Test func unknownItemsAreRefusedOrWaitByChoice() async throws {
        for (choice, orders, states) in [("refuse", 0, []), ("map", 1, [["1"]])] as [(String, Int, [[String]])] {
            let bench = try ImportBench()
            defer { bench.remove() }
            let file = try bench.file("f.csv", "no,sku,n,at,price\n1,K1,2,2024-01-01 10:00,3.00\n")
            let summary = try await bench.run(flat.replacing("unknown: create", with: "unknown: \(choice)"), [file])
            #expect(summary.orders.accepted == orders)
            #expect(try bench.query("SELECT state FROM sales_order") == states)
            if choice == "refuse" { #expect(bench.rejects.contains("f.csv,2,sku,K1,")) }
        }
    }

    @Test func aMissingFileOrColumnIsNamed() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let orders = try bench.file("o.csv", orderRows)
        let lines = try bench.file("l.csv", lineRows.replacing("price", with: "cost"))
        let payments = try bench.file("p.csv", paymentRows)
        await #expect(throws: ImportError.missingFile(role: "lines", nearest: "l.csv", lacks: ["price"])) {
            try await bench.run(joined, [orders, lines, payments])
        }
        await #expect(throws: ImportError.noFiles) { try await bench.run(joined, []) }
        let empty = try bench.file("e.csv", "")
        await #expect(throws: FileError.empty(file: "e.csv")) { try await bench.run(joined, [empty]) }
        let bad = try bench.file("f.csv", "no,sku,n,at,price\n1,K1,x,2024-01-01,1\n")
        await #expect(throws: ImportError.nothingRead) { try await bench.run(flat, [bad]) }
    }

    @Test func gzipIsUnpackedAndDamageIsSeen() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let path = try bench.file("f.csv", "no,sku,n,at,price\n1,K1,2,2024-01-01 10:00,3.00\n")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = [path]
        try process.run()
        process.waitUntilExit()
        let summary = try await bench.run(flat, [path + ".gz"])
        #expect(summary.orders.accepted == 1)
        let data = try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
        try data.prefix(data.count - 9).write(to: URL(fileURLWithPath: path + ".cut.gz"))
        await #expect(throws: FileError.self) { try await bench.run(flat, [path + ".cut.gz"]) }
    }

    @Test func theSameMerchantCodeGivesTheSameItemCode() async throws {
        var codes: [[[String]]] = []
        for _ in 1...2 {
            let bench = try ImportBench()
            defer { bench.remove() }
            let file = try bench.file("f.csv", "no,sku,n,at,price\n1,K1,2,2024-01-01 10:00,3.00\n1,K2,1,2024-01-01 10:00,3.00\n")
            _ = try await bench.run(flat, [file])
            codes.append(try bench.query("SELECT merchant_code, target FROM channel_item ORDER BY merchant_code"))
        }
        #expect(codes[0] == codes[1])
        #expect(codes[0].allSatisfy { ItemCode(text: $0[1]) != nil })
    }
}
