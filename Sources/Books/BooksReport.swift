import Documents
import Kernel
import Storage

/// Queries over the general ledger. Balances are kept, so none of them scans documents.
public enum BooksReport {
    public static let names = ["trial-balance", "vouchers", "income", "pending-losses"] + returnNames
    private static let returnNames = ["refunded-not-returned", "returned-not-refunded", "lost-parcels", "missing-in-returns"]

    /// A report by name: columns and rows as text, amounts with two decimals.
    public static func table(_ name: String, _ connection: any Connection) throws -> (columns: [String], rows: [[String]])? {
        switch name {
        case "trial-balance": try trialBalance(connection)
        case "vouchers": try vouchers(connection)
        case "income": try income(connection)
        case "pending-losses": try pendingLosses(connection)
        case "refunded-not-returned": try openReturns(isRefunded: true, connection)
        case "returned-not-refunded": try openReturns(isRefunded: false, connection)
        case "lost-parcels": try lostParcels(connection)
        case "missing-in-returns": try missingInReturns(connection)
        default: nil
        }
    }

    /// 科目余额表: each account of each book with its turnover and its balance on its own side.
    static func trialBalance(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT b.book, b.account, a.name, a.english, a.side, CAST(SUM(b.debit) AS BIGINT), CAST(SUM(b.credit) AS BIGINT)
            FROM balance b JOIN account a ON a.number = b.account
            GROUP BY b.book, b.account, a.name, a.english, a.side ORDER BY b.book, CAST(b.account AS TEXT)
            """)
        return (
            ["book", "account", "name", "english", "debit", "credit", "closing_debit", "closing_credit"],
            rows.map { row in
                let net = row[5].integer - row[6].integer
                return [
                    row[0].text, row[1].text, row[2].text, row[3].text, Money(fen: row[5].integer).text,
                    Money(fen: row[6].integer).text, Money(fen: max(net, 0)).text, Money(fen: max(-net, 0)).text,
                ]
            }
        )
    }

    static func vouchers(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            "SELECT book, period, word, number, day, event, shop, documents, total FROM voucher ORDER BY book, period, word, number")
        return (
            ["book", "period", "word", "number", "day", "event", "shop", "documents", "total"],
            rows.map { row in
                [
                    row[0].text, Period(number: Int32(row[1].integer)).text, VoucherWord(rawValue: row[2].integer)?.chinese ?? "",
                    row[3].text, Day(number: Int32(row[4].integer)).text, PostingEvent(rawValue: row[5].integer)?.chinese ?? "",
                    row[6].text, row[7].text, Money(fen: row[8].integer).text,
                ]
            }
        )
    }

    /// Income so far by book and period: revenue, cost of sales, gross margin.
    static func income(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT b.book, b.period,
              CAST(SUM(CASE WHEN a.side = 1 THEN b.credit - b.debit ELSE 0 END) AS BIGINT),
              CAST(SUM(CASE WHEN a.side = 0 THEN b.debit - b.credit ELSE 0 END) AS BIGINT)
            FROM balance b JOIN account a ON a.number = b.account
            WHERE a.category = \(LedgerAccount.Category.profitAndLoss.rawValue) GROUP BY b.book, b.period ORDER BY b.book, b.period
            """)
        return (
            ["book", "period", "revenue", "cost", "margin"],
            rows.map { row in
                [
                    row[0].text, Period(number: Int32(row[1].integer)).text, Money(fen: row[2].integer).text,
                    Money(fen: row[3].integer).text, Money(fen: row[2].integer - row[3].integer).text,
                ]
            }
        )
    }
}
