import ArgumentParser
import Books
import Connectors
import Foundation
import Kernel
import Loop
import Orders
import Storage
import Warehouse

/// `tripod report NAME`: the product's own figures, from documents and ledgers.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "报表 / a report, as a table or CSV.",
        discussion: "Names: \(names.joined(separator: ", "))")

    private static let names =
        ImportReport.names + BooksReport.names + WarehouseReport.names + TransferReport.names + StandingReport.names + ["stock-agreement"]
        + StockReportText.names

    @Argument(help: "报表名 / the report's name.")
    var name: String

    @Option(help: "只看一张订单 SHOP/ORDER / one order only (stuck-orders).")
    var order: String?

    @OptionGroup var options: StoreOptions

    @OptionGroup(title: "库存报表 / reports about stock") var stock: StockReportOptions

    @Flag(help: "CSV 输出 / comma-separated values.")
    var csv = false

    @Flag(help: "一行一个 JSON 对象 / one JSON object a line.")
    var json = false

    func run() throws {
        let reader = try options.location().connect(readOnly: true)
        defer { reader.close() }
        if json {
            for line in try speaking({ try reader.snapshot { try objects(reader) } }) { Output.line(line) }
            return
        }
        let (columns, rows) = try speaking { try reader.snapshot { try table(reader) } }
        if csv {
            for row in [columns] + rows { Output.line(row.map(quoted).joined(separator: ",")) }
        } else {
            Output.line(TextColumns.table(columns, rows))
        }
    }

    private func table(_ reader: any Connection) throws -> (columns: [String], rows: [[String]]) {
        switch name {
        case "stock-summary": return try StockReportText.summary(stock, reader)
        case "stock-card": return try StockReportText.card(stock, reader)
        case "variance-tasks": return try VarianceReport.tasks(reader)
        case "stock-claims": return try VarianceReport.claims(reader)
        default: break
        }
        if let table = try BooksReport.table(name, reader) ?? WarehouseReport.table(name, reader) ?? TransferReport.table(name, reader) {
            return table
        }
        let now = Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        if let table = try StandingReport.table(name, order: order, at: now, reader) { return table }
        guard name == "stock-agreement" else { return try ImportReport.table(name, reader) }
        return (
            ["warehouse", "physical", "promise", "value", "amount", "ledger", "differing_items"],
            try StockAgreement.full(reader, isInSnapshot: true).lines.map {
                [
                    $0.warehouse, String($0.physical), String($0.promise), String($0.value), $0.amount.text, $0.ledger.text,
                    String($0.differing),
                ]
            }
        )
    }

    private func objects(_ reader: any Connection) throws -> [String] {
        switch name {
        case "stock-summary": return try StockReportText.summaryJSON(stock, reader)
        case "stock-card": return try StockReportText.cardJSON(stock, reader)
        default:
            let (columns, rows) = try table(reader)
            return try rows.map { try AgreementText.object(Dictionary(zip(columns, $0)) { first, _ in first }) }
        }
    }

    private func quoted(_ cell: String) -> String {
        cell.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" })
            ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
    }
}

/// Columns of text aligned for a terminal, where Chinese characters are two cells wide.
enum TextColumns {
    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 && $1.value != 0x2014 ? 2 : 1) }
    }

    static func table(_ columns: [String], _ rows: [[String]]) -> String {
        let widths = columns.indices.map { index in
            ([columns[index]] + rows.map { $0[index] }).map(width).max() ?? 0
        }
        func isNumber(_ cell: String) -> Bool {
            !cell.isEmpty && cell.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" || $0 == "," }
        }
        func line(_ cells: [String]) -> String {
            cells.enumerated().map { index, cell in
                let pad = String(repeating: " ", count: max(0, widths[index] - width(cell)))
                return isNumber(cell) ? pad + cell : cell + pad
            }.joined(separator: "  ")
        }
        return ([line(columns), widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")] + rows.map(line)).joined(
            separator: "\n")
    }
}
