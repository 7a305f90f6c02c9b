import Documents
import Kernel
import Loop
import Orders
import Storage

/// The reports that an import is compared by: those about orders, and `ledger-agreement`, in which the ledgers take part.
public enum ImportReport {
    public static let names = OrderReport.names + ["ledger-agreement"]

    /// The report of that name. Throws ``OrderReportError/unknown(name:)``.
    public static func table(_ name: String, _ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        name == "ledger-agreement" ? try ledgerAgreement(connection) : try OrderReport.table(name, connection)
    }

    /// By book: what the shipped order lines earn tax included, and revenue and output VAT in the general ledger. A line of goods
    /// earns by its issued pieces; a service earns with the first shipment of its order.
    private static func ledgerAgreement(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        var shipped: [String: Int64] = [:]
        for row in try connection.query(
            """
            SELECT o.book, CAST(SUM(CASE WHEN l.is_service = 1 OR l.pieces = 0 THEN l.gross
              ELSE l.gross * COALESCE(r.issued, 0) / l.pieces END) AS BIGINT)
            FROM order_line l JOIN sales_order o ON o.trade = l.trade
            LEFT JOIN (SELECT trade, line, CAST(SUM(issued) AS BIGINT) AS issued FROM reservation GROUP BY trade, line) r
              ON r.trade = l.trade AND r.line = l.line
            WHERE o.shipped > 0 OR (o.state = $1 AND o.pieces = 0)
            GROUP BY o.book
            """, [.integer(OrderState.shipped.rawValue)])
        {
            shipped[row[0].text] = row[1].integer
        }
        var ledger: [String: [Int64: Int64]] = [:]
        for row in try connection.query(
            """
            SELECT b.book, a.role, CAST(SUM(b.credit - b.debit) AS BIGINT) FROM balance b JOIN account_role a ON a.number = b.account
            WHERE a.role IN ($1, $2, $3) GROUP BY b.book, a.role
            """,
            [
                .integer(AccountRole.salesRevenue.rawValue), .integer(AccountRole.serviceRevenue.rawValue),
                .integer(AccountRole.outputVAT.rawValue),
            ])
        {
            ledger[row[0].text, default: [:]][row[1].integer] = row[2].integer
        }
        let rows = Set(shipped.keys).union(ledger.keys).sorted().map { book in
            let accounts = ledger[book] ?? [:]
            let vat = accounts[AccountRole.outputVAT.rawValue] ?? 0
            let revenue = (accounts[AccountRole.salesRevenue.rawValue] ?? 0) + (accounts[AccountRole.serviceRevenue.rawValue] ?? 0)
            let gross = shipped[book] ?? 0
            return [book] + [gross, revenue, vat, revenue + vat - gross].map { Money(fen: $0).text }
        }
        return (["book", "shipped_gross", "revenue", "output_vat", "difference"], rows)
    }
}
