import Documents
import Kernel
import Storage

/// Reports on orders that do not go on, that are no sale, that could leave together, and on what channels show.
public enum StandingReport {
    public static let names = ["stuck-orders", "no-sale-orders", "mergeable-orders", "stock-offers"]

    /// `nil` when the name is no report of these. `order` (`SHOP/ORDER`) limits stuck orders to one, whatever its state.
    public static func table(
        _ name: String, order: String? = nil, at moment: Moment, _ connection: any Connection
    ) throws -> (columns: [String], rows: [[String]])? {
        switch name {
        case "stuck-orders": try stuck(connection, order, moment)
        case "no-sale-orders": try noSale(connection)
        case "mergeable-orders": try mergeable(connection)
        case "stock-offers": try offers(connection, moment)
        default: nil
        }
    }

    /// Each order that has not left, with every reason: why it is stuck, since when, and what would move it.
    private static func stuck(
        _ connection: any Connection, _ order: String?, _ now: Moment
    ) throws -> (columns: [String], rows: [[String]]) {
        var condition = "o.state NOT IN (\(OrderState.shipped.rawValue), \(OrderState.cancelled.rawValue))"
        var parameters: [SQLValue] = []
        if let order, let slash = order.firstIndex(of: "/") {
            condition = "o.shop = $1 AND o.external_id = $2"
            parameters = [.text(String(order[..<slash])), .text(String(order[order.index(after: slash)...]))]
        }
        let orders = try connection.query(
            """
            SELECT o.trade, o.shop, o.external_id, o.state, o.reserved_until, o.placed_at, COALESCE(c.held, 0), COALESCE(c.reason, ''),
              COALESCE(c.until, 0), COALESCE(c.mark, 0), COALESCE(c.held_at, 0), o.shipped, o.pieces
            FROM sales_order o LEFT JOIN order_control c ON c.trade = o.trade WHERE \(condition) ORDER BY o.trade
            """, parameters)
        let standing = try Standing(connection, where: condition, parameters)
        var rows: [[String]] = []
        for row in orders {
            let state = OrderState(rawValue: row[3].integer)
            for reason in reasons(row, state, standing) {
                let since = row[10].integer != 0 ? row[10].integer : row[5].integer
                let hours = max(0, now.milliseconds - since) / 3_600_000
                rows.append([row[1].text, row[2].text, state.map { "\($0.chinese) \($0.english)" } ?? "", reason, String(hours)])
            }
        }
        return (["shop", "order", "state", "reason", "hours"], rows)
    }

    /// What the chosen orders wait for, by trade: one statement a table, however many orders there are.
    private struct Standing {
        /// Merchant codes without a mapping.
        let codes: [Int64: [[SQLValue]]]
        /// Warehouse, item, pieces, what is free, orders before it.
        let waiting: [Int64: [[SQLValue]]]
        /// Warehouse, notice, open pieces.
        let notices: [Int64: [[SQLValue]]]

        init(_ connection: any Connection, where condition: String, _ parameters: [SQLValue]) throws {
            func rows(_ sql: String) throws -> [Int64: [[SQLValue]]] {
                var byTrade: [Int64: [[SQLValue]]] = [:]
                for row in try connection.query(sql, parameters) { byTrade[row[0].integer, default: []].append(Array(row.dropFirst())) }
                return byTrade
            }
            let chosen = "SELECT o.trade FROM sales_order o WHERE \(condition)"
            codes = try rows("SELECT trade, merchant_code FROM held_code WHERE trade IN (\(chosen)) ORDER BY trade, merchant_code")
            waiting = try rows(
                """
                SELECT b.trade, b.warehouse, i.name, b.pieces, s.on_hand - s.reserved,
                  (SELECT COUNT(*) FROM backorder q WHERE q.warehouse = b.warehouse AND q.item = b.item
                   AND (q.priority < b.priority OR (q.priority = b.priority AND (q.trade < b.trade OR (q.trade = b.trade AND q.line < b.line)))))
                FROM backorder b JOIN item i ON i.code = b.item
                LEFT JOIN promise_stock s ON s.warehouse = b.warehouse AND s.item = b.item AND s.condition = '\(StockCondition.good)' AND s.owner = ''
                WHERE b.trade IN (\(chosen)) ORDER BY b.trade, b.line
                """)
            notices = try rows(
                """
                SELECT r.trade, r.warehouse, r.notice, CAST(SUM(r.open) AS BIGINT) FROM reservation r
                WHERE r.trade IN (\(chosen)) AND r.open > 0 AND r.notice <> 0 GROUP BY r.trade, r.warehouse, r.notice ORDER BY r.trade, r.notice
                """)
        }
    }

    private static func reasons(_ row: [SQLValue], _ state: OrderState?, _ standing: Standing) -> [String] {
        let trade = row[0].integer
        var reasons: [String] = []
        if row[6].integer == 1 {
            if row[9].integer != 0 {
                reasons.append("等标记 \(row[9].integer) 审批 mark waits for its approval")
            } else {
                let until = row[8].integer == 0 ? "待人工解挂 until released" : "至 until \(Moment(milliseconds: row[8].integer).text)"
                reasons.append("人工挂起 held: \(row[7].text), \(until)")
            }
        }
        switch state {
        case .held:
            let codes = standing.codes[trade] ?? []
            reasons.append(
                codes.isEmpty
                    ? "订单没有商品行 the order has no lines"
                    : "商家编码未映射 no mapping: \(codes.map(\.[0].text).joined(separator: ", "))")
        case .awaitingPayment:
            reasons.append(
                row[4].integer == 0
                    ? "买家未付款 unpaid" : "买家未付款,占用至 unpaid, reserved until \(Moment(milliseconds: row[4].integer).text)")
        case .frozen: reasons.append("平台有退款申请 a refund request is open at the channel")
        case .backordered, .noticed, .partlyShipped:
            for line in standing.waiting[trade] ?? [] {
                reasons.append(
                    "缺货 short: \(line[1].text) ×\(line[2].integer) @ \(line[0].text), 前面 before it \(line[4].integer) 单 orders")
            }
            for notice in standing.notices[trade] ?? [] {
                reasons.append("等仓库 \(notice[0].text) 出库 the warehouse has notice \(notice[1].integer): \(notice[2].integer) 件 pieces")
            }
        case .suspended, .shipped, .cancelled, nil: break
        }
        if reasons.isEmpty, let state { reasons.append("\(state.chinese) \(state.english)") }
        return reasons
    }

    /// Orders that were marked, for audit: who said what, what the channel paid for, and what left at which cost.
    private static func noSale(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT m.document, o.shop, o.external_id, m.nature, m.state, m.reason, m.amount, o.shipped,
              COALESCE((SELECT CAST(SUM(l.amount) AS BIGINT) FROM task_line t JOIN log i ON i.source = t.notice AND i.kind = \(DocumentKind.salesIssue.rawValue)
                JOIN log s ON s.source = i.position JOIN posting_line l ON l.document = s.position AND l.place = \(ValuePlace.onHand.rawValue)
                WHERE t.trade = m.trade AND t.line = (SELECT MIN(f.line) FROM task_line f WHERE f.notice = t.notice)), 0)
            FROM order_mark m JOIN sales_order o ON o.trade = m.trade ORDER BY m.document
            """)
        return (
            ["mark", "shop", "order", "nature", "approval", "reason", "channel_amount", "shipped", "cost"],
            rows.map { row in
                let nature = OrderNature(rawValue: row[3].integer)
                let state = ApprovalState(rawValue: row[4].integer)
                return [
                    row[0].text, row[1].text, row[2].text, nature.map { "\($0.chinese) \($0.english)" } ?? "",
                    state.map { "\($0.chinese) \($0.english)" } ?? "", row[5].text, Money(fen: row[6].integer).text, row[7].text,
                    Money(fen: row[8].integer).text,
                ]
            }
        )
    }

    /// Open notices of one shop and warehouse for one recipient and area that leave apart so far.
    private static func mergeable(_ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT o.shop, r.warehouse, o.digest, o.area, o.external_id, r.notice FROM reservation r JOIN sales_order o ON o.trade = r.trade
            WHERE r.open > 0 AND r.issued = 0 AND r.notice <> 0 AND o.person <> 0
            AND NOT EXISTS (SELECT 1 FROM merged_notice m WHERE m.notice = r.notice)
            GROUP BY o.shop, r.warehouse, o.digest, o.area, o.external_id, r.notice ORDER BY o.shop, r.warehouse, r.notice
            """)
        var groups: [(key: [SQLValue], orders: [String])] = []
        for row in rows {
            let key = Array(row[0...3])
            if let known = groups.firstIndex(where: { $0.key == key }) {
                groups[known].orders.append(row[4].text)
            } else {
                groups.append((key, [row[4].text]))
            }
        }
        return (
            ["shop", "warehouse", "orders", "external_ids"],
            groups.filter { $0.orders.count > 1 }.map {
                [$0.key[0].text, $0.key[1].text, String($0.orders.count), $0.orders.joined(separator: " ")]
            }
        )
    }

    /// What each channel was offered last and what it shows, with the minutes for which it has not answered.
    private static func offers(_ connection: any Connection, _ now: Moment) throws -> (columns: [String], rows: [[String]]) {
        let rows = try connection.query(
            """
            SELECT f.shop, f.item, COALESCE(i.name, ''), f.offered, f.accepted, f.offer, f.accepted_offer, f.offered_at FROM offered_item f
            LEFT JOIN item i ON i.code = f.item ORDER BY f.shop, f.item
            """)
        return (
            ["shop", "item", "name", "offered", "accepted", "lag_minutes"],
            rows.map { row in
                let lag = row[5].integer == row[6].integer ? 0 : max(0, now.milliseconds - row[7].integer) / 60_000
                return [
                    row[0].text, row[1].text, row[2].text, row[3].text, row[4].integer < 0 ? "" : row[4].text, String(lag),
                ]
            }
        )
    }
}
