import Books
import Documents
import Kernel
import Orders
import Storage

/// INV-05 for goods shipped and not earned: the register of them, account 1406 and what customers said; INV-04 for the term of business
/// orders.
enum BusinessChecks {
    /// Trades of which goods are with the customer undecided.
    static let withCustomers = "SELECT trade FROM shipped_line WHERE pieces > received + short + back"

    /// Orders of customers may keep pieces for a term in these states.
    static let mayReserve: String = {
        let states: [OrderState] = [.frozen, .backordered, .noticed, .partlyShipped, .suspended]
        return "state IN (\(states.map { String($0.rawValue) }.joined(separator: ", "))) "
            + "AND shop IN (SELECT code FROM shop WHERE business_mode <> 0)"
    }()

    private static let shipped = ValuePlace.shipped.rawValue
    private static let deductions = PostingEvent.statementDeduction.rawValue

    static let all: [Check] = [
        .agree(
            .value, "发出商品与价值账 / goods shipped and the value ledger", tables: ["shipped_line", "value_stock"],
            keys: ["warehouse", "item", "condition"], amounts: ["pieces", "amount"],
            "SELECT warehouse, item, condition, pieces - received - short - back AS pieces, cost - cost_out AS amount FROM shipped_line",
            "SELECT warehouse, item, condition, pieces, amount FROM value_stock WHERE place = \(shipped)"),
        .agree(
            .value, "发出商品与出库分录 / goods shipped and the postings of their issues",
            tables: ["shipped_line", "log", "posting", "posting_line"], keys: ["issue", "warehouse", "item", "condition"],
            amounts: ["pieces", "amount"], presence: true,
            "SELECT issue, warehouse, item, condition, pieces, cost AS amount FROM shipped_line",
            """
            SELECT d.source AS issue, l.warehouse, l.item, l.condition, l.pieces, l.amount FROM posting_line l
            JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal JOIN log d ON d.position = l.document
            WHERE p.event = \(PostingEvent.goodsShippedUnearned.rawValue) AND l.place = \(shipped)
            """),
        .none(
            .value, "发出商品件数或成本无效 / goods shipped out of bounds", tables: ["shipped_line", "log", "sales_order", "shop"],
            columns: ["trade", "issue", "line", "pieces", "received", "short", "refused", "back", "cost", "cost_out"],
            """
            SELECT h.trade, h.issue, h.line, h.pieces, h.received, h.short, h.refused, h.back, h.cost, h.cost_out FROM shipped_line h
            LEFT JOIN log l ON l.position = h.issue LEFT JOIN sales_order o ON o.trade = h.trade LEFT JOIN shop s ON s.code = o.shop
            WHERE l.position IS NULL OR l.kind <> \(DocumentKind.salesIssue.rawValue) OR s.code IS NULL OR s.business_mode = 0
            OR h.pieces <= 0 OR h.received < 0 OR h.short < 0 OR h.back < 0 OR h.refused < h.back OR h.received + h.short + h.refused > h.pieces
            OR h.cost_out < 0 OR h.cost_out > h.cost OR (h.pieces = h.received + h.short + h.back AND h.cost <> h.cost_out)
            """),
        .agree(
            .value, "发出商品与订单行 / goods shipped and the issued pieces of their order", tables: ["shipped_line", "reservation"],
            keys: ["trade", "line", "item"], amounts: ["pieces"],
            "SELECT trade, line, item, pieces FROM shipped_line",
            "SELECT trade, line, item, issued AS pieces FROM reservation WHERE trade IN (SELECT trade FROM shipped_line)"),
        .agree(
            .receivables, "代销账扣与分录 / deductions of statements and their postings",
            tables: ["statement_deduction", "log", "posting", "posting_line"], keys: ["document", "book", "party"], amounts: ["amount"],
            "SELECT document, book, party, amount FROM statement_deduction",
            """
            SELECT d.source AS document, p.book, l.party, l.amount FROM posting_line l
            JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal JOIN log d ON d.position = l.document
            WHERE p.event = \(deductions) AND l.side = 1
            """),
        .none(
            .reserved, "业务订单占用无期限 / a business order keeps pieces without an end", tables: ["sales_order", "reservation", "shop"],
            columns: ["trade", "state"],
            """
            SELECT DISTINCT o.trade, o.state FROM sales_order o JOIN reservation r ON r.trade = o.trade JOIN shop s ON s.code = o.shop
            WHERE s.business_mode <> 0 AND o.reserved_until = 0 AND r.open > 0
            """),
    ]
}

/// INV-05: what is settled of goods shipped is what receipts and statements say.
final class BusinessSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.salesSettlement, .businessReceipt, .consignmentStatement]
    static let tables = ["shipped_line", "statement_deduction"]
    let invariant = Invariant.value
    private struct Said {
        var pieces: Int64 = 0
        var cost: Int64 = 0
        var received: Int64 = 0
        var short: Int64 = 0
        var refused: Int64 = 0
        var back: Int64 = 0
        var costOut: Int64 = 0
    }
    private var said: [ShippedLineRow.Key: Said] = [:]
    private var deductions: [[SQLValue]] = []

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            switch logged.document {
            case .salesSettlement(let value) where value.isUnearned:
                for line in value.lines {
                    change(value.trade, value.issue, line.line) { row in
                        row.pieces += line.pieces
                        row.cost += line.cost.fen
                    }
                }
            case .businessReceipt(let value):
                for line in value.lines {
                    change(value.trade, value.issue, line.line) { row in
                        row.received += line.received
                        row.short += line.short
                        row.refused += line.refused
                        row.costOut += line.receivedCost.fen + line.shortCost.fen
                    }
                }
                for stock in value.back {
                    change(value.trade, value.issue, stock.line) { row in
                        row.back += stock.pieces
                        row.costOut += stock.amount.fen
                    }
                }
            case .consignmentStatement(let value):
                for line in value.lines {
                    if line.parts.reduce(0, { $0 + $1.pieces }) != line.pieces {
                        run.report(invariant, "结算单 \(logged.number.text) 的行与出库不符 / a line is not the sum of its issues")
                    }
                    for part in line.parts {
                        change(line.trade, part.issue, line.line) { row in
                            row.received += part.pieces
                            row.costOut += part.cost.fen
                        }
                    }
                }
                for (index, deduction) in value.deductions.enumerated() {
                    deductions.append([
                        .integer(logged.position), .integer(Int64(index + 1)), .text(value.customer), .integer(deduction.kind.rawValue),
                        .integer(deduction.amount.fen),
                    ])
                }
            default: continue
            }
        }
    }

    private func change(_ trade: Int64, _ issue: Int64, _ line: Int64, _ body: (inout Said) -> Void) {
        body(&said[.init(trade: trade, issue: issue, line: line), default: Said()])
    }

    func finish(_ run: CheckRun) throws {
        let names = ["trade", "issue", "line", "pieces", "cost", "received", "short", "refused", "back", "cost_out"]
        let found = try run.connection.query("SELECT \(names.joined(separator: ", ")) FROM shipped_line ORDER BY trade, issue, line")
        let wanted = said.sorted { ($0.key.trade, $0.key.issue, $0.key.line) < ($1.key.trade, $1.key.issue, $1.key.line) }.map { key, row in
            [
                key.trade, key.issue, key.line, row.pieces, row.cost, row.received, row.short, row.refused, row.back, row.costOut,
            ].map(SQLValue.integer)
        }
        compare("shipped_line", names, wanted, found, run)
        let kept = ["document", "line", "party", "kind", "amount"]
        compare(
            "statement_deduction", kept, deductions,
            try run.connection.query("SELECT \(kept.joined(separator: ", ")) FROM statement_deduction ORDER BY document, line"), run)
    }
}
