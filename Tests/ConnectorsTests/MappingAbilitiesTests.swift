import Foundation
import Testing

@testable import Connectors

/// What a mapping can say of columns that are not as one would wish.
@Suite struct MappingAbilitiesTests {
    private func orders(_ mapping: String, _ text: String, _ columns: String = "external_id, pieces, gross, paid") async throws
        -> [[String]]
    {
        let bench = try ImportBench()
        defer { bench.remove() }
        let summary = try await bench.run(mapping, [try bench.file("a.csv", text)])
        #expect(summary.rejects == 0, "\(bench.rejects)")
        return try bench.query("SELECT \(columns) FROM sales_order ORDER BY external_id")
    }

    @Test func wordsForEmptyCells() async throws {
        let text =
            "id,at,paid,sku,n,price\n1,2024-01-01,\\N,A,1,10\n2,2024-01-01,NULL,A,1,10\n3,2024-01-01,--,A,1,10\n4,2024-01-01,无,A,1,10\n"
        let found = try await orders(flatMapping(order: ", paidAt: paid"), text, "external_id, paid_at")
        #expect(found == [["1", "0"], ["2", "0"], ["3", "0"], ["4", "0"]])
        let own = flatMapping(order: ", paidAt: paid", more: "text: { empty: [leer] }")
        #expect(try await orders(own, "id,at,paid,sku,n,price\n1,2024-01-01,leer,-,1,10\n").count == 1)
    }

    @Test func mergedCellsAreFilledDown() async throws {
        let mapping = flatMapping(order: ", freight: ship", files: ", fillDown: true")
        let found = try await orders(mapping, "id,at,ship,sku,n,price\n1,2024-01-01,3,A,1,10\n,,,B,2,10\n2,2024-01-01,,A,1,10\n")
        #expect(found.map { $0.prefix(3) } == [["1", "3", "3300"], ["2", "1", "1000"]])
    }

    @Test func aTotalBecomesOurDiscountAndMustNotBeMore() async throws {
        let mapping = flatMapping(order: ", total: owed, freight: ship")
        #expect(try await orders(mapping, "id,at,owed,ship,sku,n,price\n1,2024-01-01,18,3,A,2,10\n").map { $0[2] } == ["1800"])
        let bench = try ImportBench()
        defer { bench.remove() }
        let summary = try await bench.run(mapping, [try bench.file("a.csv", "id,at,owed,ship,sku,n,price\n1,2024-01-01,25,3,A,2,10\n")])
        #expect(summary.ordersRejected == 1 && bench.rejects.contains("25.00") && bench.rejects.contains("23.00"))
    }

    @Test func adjustmentsAndSharesOfALine() async throws {
        let signed = flatMapping(line: ", discounts: [{ column: adj, sign: asWritten }]")
        let found = try await orders(signed, "id,at,sku,n,price,adj\n1,2024-01-01,A,1,10,-2\n2,2024-01-01,A,1,10,2\n")
        #expect(found.map { $0[2] } == ["800", "1200"])
        let share = flatMapping(line: ", discounts: [{ column: cut, share: true }]")
        let cut = try await orders(
            share, "id,at,sku,n,price,cut\n1,2024-01-01,A,3,0.35,10%\n2,2024-01-01,A,1,10,0.25\n3,2024-01-01,A,1,10,\n")
        #expect(cut.map { $0[2] } == ["94", "750", "1000"])
    }

    @Test func columnsThatBelongTogether() async throws {
        let mapping = flatMapping().replacing("placedAt: at", with: "placedAt: { join: [day, hour] }")
            .replacing("merchantCode: sku", with: "merchantCode: { join: [sku, kind] }")
        let bench = try ImportBench()
        defer { bench.remove() }
        let title = String(repeating: "夏季新款", count: 9)
        let text =
            "id,day,hour,sku,kind,n,price\n1,2024-01-01,09:30:00,\(title),白,1,10\n1,2024-01-01,09:30:00,\(title),黑,1,10\n1,2024-01-01,09:30:00,B,,1,10\n"
        let summary = try await bench.run(mapping, [try bench.file("a.csv", text)])
        #expect(summary.rejects == 0 && summary.reading.shortenedCodes == 2)
        #expect(try bench.query("SELECT (placed_at / 60000 + 480) % 1440 FROM sales_order") == [["570"]])
        let codes = try bench.query("SELECT merchant_code FROM channel_item ORDER BY merchant_code").map { $0[0] }
        #expect(codes.count == 3 && codes[0] == "B" && codes[1] != codes[2] && codes.allSatisfy { $0.utf8.count <= 100 })
    }

    @Test func meansOfPaymentFromAColumn() async throws {
        let bench = try ImportBench()
        defer { bench.remove() }
        let mapping = flatMapping(order: ", payments: [{ column: paid, means: { column: how, table: { 支付宝: ALIPAY } } }]")
        _ = try await bench.run(mapping, [try bench.file("a.csv", "id,at,paid,how,sku,n,price\n1,2024-01-01,10,支付宝,A,1,10\n")])
        #expect(try bench.query("SELECT means, amount FROM order_payment") == [["ALIPAY", "1000"]])
    }

    @Test func oneColumnOfMomentsHasOneMeaning() async throws {
        let mapping = flatMapping(more: "text: { dates: [\"M/d/yyyy\", \"d/M/yyyy\"] }")
        let months = "strftime('%m', placed_at / 1000, 'unixepoch', '+8 hours')"
        #expect(try await orders(mapping, "id,at,sku,n,price\n1,13/12/2010,A,1,10\n2,1/12/2010,A,1,10\n", months) == [["12"], ["12"]])
        let bench = try ImportBench()
        defer { bench.remove() }
        let summary = try await bench.run(
            mapping, [try bench.file("a.csv", "id,at,sku,n,price\n1,13/12/2010,A,1,10\n2,12/13/2010,A,1,10\n")])
        #expect(summary.files[0].mixedMoments == ["at"] && summary.table.contains("moments in several ways"))
    }

    @Test func columnNamesAreComparedTrimmed() async throws {
        let text = "id,at,sku,n,price,City \n1\u{A0},2024-01-01,A,1,10,X\n\u{200B}'1,2024-01-01\u{3000},B,1,10,X\n"
        #expect(try await orders(flatMapping(order: ", area: \"City \""), text, "external_id, pieces, area") == [["1", "2", "X"]])
    }
}
