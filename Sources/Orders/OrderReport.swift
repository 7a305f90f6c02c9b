import Kernel
import Storage

/// Reports about orders, as tables of text. Amounts have two decimals, months and days are those of the books (UTC+08:00); every
/// figure comes from the rows that documents were folded into.
public enum OrderReport {
    public static let names = [
        "orders-by-status", "orders-by-month", "orders-by-month-status", "orders-by-area", "revenue-by-delivery-month",
        "payments-by-means", "by-seller", "by-item", "payment-differences",
    ]

    /// The report of that name. Throws ``OrderReportError/unknown(name:)``.
    public static func table(_ name: String, _ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        switch name {
        case "orders-by-status": try orders(connection, ["status"]) { [$0.state] }
        case "orders-by-month": try orders(connection, ["purchase_month"]) { [$0.month] }
        case "orders-by-month-status": try orders(connection, ["purchase_month", "status"]) { [$0.month, $0.state] }
        case "orders-by-area": try orders(connection, ["customer_state"]) { [$0.area] }
        case "revenue-by-delivery-month": try revenueByDeliveryMonth(connection)
        case "payments-by-means": try paymentsByMeans(connection)
        case "by-seller": try bySeller(connection)
        case "by-item": try byItem(connection)
        case "payment-differences": try paymentDifferences(connection)
        default: throw OrderReportError.unknown(name: name)
        }
    }

    /// What a report needs of one trade. Only lines of the order itself count; a kit counts as its parts' money.
    private struct Trade {
        var id = ""
        var state = ""
        var area = ""
        var month = ""
        var deliveryMonth = ""
        var lines: Int64 = 0
        var pieces: Int64 = 0
        var amount: Int64 = 0
        var freight: Int64 = 0
        var paid: Int64 = 0
        var payments: Int64 = 0
    }

    private struct Sums {
        var orders: Int64 = 0
        var withLines: Int64 = 0
        var pieces: Int64 = 0
        var amount: Int64 = 0
        var freight: Int64 = 0
        var paid: Int64 = 0
    }

    /// All trades with the sums of their lines and payments, page by page so that no snapshot is held long.
    private static func eachTrade(_ connection: any Connection, _ body: (Trade) -> Void) throws {
        var after: Int64 = 0
        while true {
            let page = try connection.query(
                """
                SELECT o.trade, o.external_id, o.channel_state, o.area, o.placed_at, o.delivered_at, o.paid,
                  COALESCE(l.lines, 0), COALESCE(l.pieces, 0), COALESCE(l.amount, 0), COALESCE(l.freight, 0), COALESCE(p.payments, 0)
                FROM (SELECT * FROM sales_order WHERE trade > $1 ORDER BY trade LIMIT 10000) o
                LEFT JOIN (SELECT trade, COUNT(*) AS lines, CAST(SUM(pieces) AS BIGINT) AS pieces,
                  CAST(SUM(list_amount) AS BIGINT) AS amount, CAST(SUM(freight) AS BIGINT) AS freight
                  FROM order_line WHERE trade > $1 AND trade <= (SELECT MAX(trade) FROM (SELECT trade FROM sales_order WHERE trade > $1 ORDER BY trade LIMIT 10000) e) GROUP BY trade) l ON l.trade = o.trade
                LEFT JOIN (SELECT trade, COUNT(*) AS payments
                  FROM order_payment WHERE trade > $1 AND trade <= (SELECT MAX(trade) FROM (SELECT trade FROM sales_order WHERE trade > $1 ORDER BY trade LIMIT 10000) e) GROUP BY trade) p ON p.trade = o.trade
                ORDER BY o.trade
                """, [.integer(after)])
            for row in page {
                body(
                    Trade(
                        id: row[1].text, state: row[2].text, area: row[3].text, month: month(row[4].integer),
                        deliveryMonth: row[5].integer == 0 ? "" : month(row[5].integer), lines: row[7].integer, pieces: row[8].integer,
                        amount: row[9].integer, freight: row[10].integer, paid: row[6].integer, payments: row[11].integer))
            }
            guard let last = page.last else { return }
            after = last[0].integer
        }
    }

    private static func month(_ milliseconds: Int64) -> String { Moment(milliseconds: milliseconds).day.period.text }
    private static func money(_ fen: Int64) -> String { Money(fen: fen).text }

    private static func orders(
        _ connection: any Connection, _ head: [String], _ key: (Trade) -> [String]
    ) throws -> (columns: [String], rows: [[String]]) {
        var sums: [[String]: Sums] = [:]
        try eachTrade(connection) { trade in
            var sum = sums[key(trade)] ?? Sums()
            sum.orders += 1
            if trade.lines > 0 { sum.withLines += 1 }
            sum.pieces += trade.pieces
            sum.amount += trade.amount
            sum.freight += trade.freight
            sum.paid += trade.paid
            sums[key(trade)] = sum
        }
        let rows = sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, sum in
            key + [
                String(sum.orders), String(sum.withLines), String(sum.pieces), money(sum.amount), money(sum.freight), money(sum.paid),
            ]
        }
        return (head + ["orders", "orders_with_items", "units", "items_amount", "freight_amount", "paid_amount"], rows)
    }

    /// Orders that the channel says were delivered, by the month of delivery.
    private static func revenueByDeliveryMonth(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        var sums: [String: Sums] = [:]
        try eachTrade(connection) { trade in
            guard trade.state == "delivered", !trade.deliveryMonth.isEmpty else { return }
            var sum = sums[trade.deliveryMonth] ?? Sums()
            sum.orders += 1
            sum.pieces += trade.pieces
            sum.amount += trade.amount
            sum.freight += trade.freight
            sums[trade.deliveryMonth] = sum
        }
        let rows = sums.sorted { $0.key < $1.key }.map { month, sum in
            [month, String(sum.orders), String(sum.pieces), money(sum.amount), money(sum.freight)]
        }
        return (["delivery_month", "orders", "units", "items_amount", "freight_amount"], rows)
    }

    private static func paymentsByMeans(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT means, COUNT(*), COUNT(DISTINCT trade), CAST(SUM(amount) AS BIGINT) FROM order_payment GROUP BY means ORDER BY means
            """)
        return (
            ["type", "payments", "orders", "amount"],
            rows.map { [$0[0].text, $0[1].text, $0[2].text, money($0[3].integer)] }
        )
    }

    private static let deliveredColumns =
        """
        COUNT(DISTINCT o.trade), CAST(SUM(l.pieces) AS BIGINT), CAST(SUM(l.list_amount) AS BIGINT), CAST(SUM(l.freight) AS BIGINT),
        CAST(SUM(CASE WHEN o.channel_state = 'delivered' THEN l.pieces ELSE 0 END) AS BIGINT),
        CAST(SUM(CASE WHEN o.channel_state = 'delivered' THEN l.list_amount ELSE 0 END) AS BIGINT),
        CAST(SUM(CASE WHEN o.channel_state = 'delivered' THEN l.freight ELSE 0 END) AS BIGINT)
        """

    private static func withDelivered(_ head: String, _ rows: [[SQLValue]]) -> (columns: [String], rows: [[String]]) {
        (
            [
                head, "orders", "units", "items_amount", "freight_amount", "delivered_units", "delivered_items_amount",
                "delivered_freight_amount",
            ],
            rows.map { row in
                [
                    row[0].text, row[1].text, row[2].text, money(row[3].integer), money(row[4].integer), row[5].text,
                    money(row[6].integer), money(row[7].integer),
                ]
            }
        )
    }

    private static func bySeller(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        withDelivered(
            "seller_id",
            try connection.query(
                "SELECT l.seller, \(deliveredColumns) FROM order_line l JOIN sales_order o ON o.trade = l.trade GROUP BY l.seller ORDER BY l.seller"
            ))
    }

    /// By the shop's own merchant code; an item that has several counts under the first.
    private static func byItem(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        withDelivered(
            "product_id",
            try connection.query(
                """
                SELECT COALESCE(c.merchant_code, CAST(l.item AS TEXT)) AS code, \(deliveredColumns)
                FROM order_line l JOIN sales_order o ON o.trade = l.trade
                LEFT JOIN (SELECT shop, target, MIN(merchant_code) AS merchant_code FROM channel_item GROUP BY shop, target) c
                  ON c.shop = o.shop AND c.target = CASE WHEN l.kit = 0 THEN l.item ELSE l.kit END
                GROUP BY COALESCE(c.merchant_code, CAST(l.item AS TEXT)) ORDER BY code
                """))
    }

    /// Orders with lines whose payments are not exactly their lines and freight.
    private static func paymentDifferences(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        var rows: [[String]] = []
        try eachTrade(connection) { trade in
            let owed = trade.amount + trade.freight
            let difference = trade.paid - owed
            guard trade.lines > 0, difference != 0 || trade.payments == 0 else { return }
            let kind =
                trade.payments == 0
                ? "no_payment" : difference.magnitude <= 1 ? "within_0.01" : difference.magnitude <= 10 ? "within_0.10" : "larger"
            rows.append([trade.id, trade.state, money(owed), trade.payments == 0 ? "" : money(trade.paid), money(difference), kind])
        }
        rows.sort { $0[0] < $1[0] }
        return (["order_id", "status", "items_plus_freight", "paid", "paid_minus_items", "class"], rows)
    }
}

/// Why there is no report.
public enum OrderReportError: Refusal, Hashable {
    case unknown(name: String)

    public var code: String { "unknownReport" }
    public var chinese: String {
        switch self {
        case .unknown(let name): "没有名为 \(name) 的报表。可用:\(OrderReport.names.joined(separator: "、"))。"
        }
    }
    public var english: String {
        switch self {
        case .unknown(let name): "There is no report \(name). There are: \(OrderReport.names.joined(separator: ", "))."
        }
    }
}
