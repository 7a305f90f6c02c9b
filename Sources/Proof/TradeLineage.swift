import Documents
import Kernel
import Loop
import Storage

/// The figures of one trade, each summed from its own rows.
struct TradeFigures {
    let channelOrder: Int64
    let salesOrder: Int64
    let state: Int64
    let pieces: Int64
    let waiting: Int64
    let noticed: Int64
    let shipped: Int64
    let gross: Int64
    let lineGross: Int64
    let lineNet: Int64
    let settled: Int64
    let expected: Int64
    let opened: Int64
    /// A newer channel order came after the sales order was made and changed nothing that was decided, or is in dispute.
    let wasAmended: Bool

    /// `nil` when there is no such trade.
    init?(_ trade: Int64, _ connection: any Connection) throws {
        let rows = try connection.query(
            """
            SELECT o.channel_order, o.sales_order, o.state, o.pieces, o.waiting, o.noticed, o.shipped, o.gross,
            (SELECT CAST(COALESCE(SUM(l.gross), 0) AS BIGINT) FROM order_line l WHERE l.trade = o.trade),
            (SELECT CAST(COALESCE(SUM(l.net), 0) AS BIGINT) FROM order_line l WHERE l.trade = o.trade),
            (SELECT CAST(COALESCE(SUM(r.settled_gross), 0) AS BIGINT) FROM receivable_line r WHERE r.trade = o.trade),
            (SELECT CAST(COALESCE(SUM(r.expected), 0) AS BIGINT) FROM receivable r WHERE r.trade = o.trade),
            (SELECT CAST(COALESCE(SUM(r.opened), 0) AS BIGINT) FROM receivable r WHERE r.trade = o.trade)
            FROM sales_order o WHERE o.trade = $1
            """, [.integer(trade)])
        guard let row = rows.first else { return nil }
        channelOrder = row[0].integer
        salesOrder = row[1].integer
        state = row[2].integer
        pieces = row[3].integer
        waiting = row[4].integer
        noticed = row[5].integer
        shipped = row[6].integer
        gross = row[7].integer
        lineGross = row[8].integer
        lineNet = row[9].integer
        settled = row[10].integer
        expected = row[11].integer
        opened = row[12].integer
        wasAmended = channelOrder > salesOrder
    }

    /// What the shop earns of a channel order in its own price basis: list − own discounts + freight.
    static func ownAmount(_ order: ChannelOrder) -> Int64 {
        var own = order.freight
        for line in order.lines {
            own += line.amount + line.freight
            for discount in line.discounts where discount.party.isEmpty { own -= discount.amount }
        }
        for discount in order.discounts where discount.party.isEmpty { own -= discount.amount }
        return own.fen
    }
}

/// The lineage of one trade, from the channel's push down to the vouchers.
final class TradeLineage {
    private let log: LogReader
    private var text = LineageText()

    init(_ log: LogReader) { self.log = log }

    private func money(_ fen: Int64) -> String { Money(fen: fen).grouped }

    func explain(_ trade: Int64, focus: Int64) throws -> String {
        guard let order = try TradeFigures(trade, log.connection),
            case .channelOrder(let channel)? = try log.document(order.channelOrder)?.document
        else { throw ProofError.unknownNumber(text: String(trade)) }
        let state = OrderState(rawValue: order.state)
        text.title("\(channel.shop)/\(channel.externalID)  \(state?.chinese ?? "") / \(state?.english ?? "")")
        if focus != 0 { text.row("所问 / asked for: \(try log.name(focus))") }
        try channelOrders(trade, order, channel)
        try lines(trade, order)
        try receivables(trade, order)
        try notices(trade, order)
        try settlements(trade, order)
        text.close()
        return text.text
    }

    private func channelOrders(_ trade: Int64, _ order: TradeFigures, _ channel: ChannelOrder) throws {
        let versions = try log.connection.query(
            "SELECT position FROM log WHERE position = $1 OR (source = $1 AND kind = \(DocumentKind.channelOrder.rawValue)) ORDER BY position LIMIT \(LineageText.rowLimit)",
            [.integer(trade)])
        text.level("命令与平台订单(\(versions.count))", "commands and channel orders")
        for version in versions {
            guard case .channelOrder(let value)? = try log.document(version[0].integer)?.document else { continue }
            text.row("\(try log.name(version[0].integer))  \(money(TradeFigures.ownAmount(value)))  \(value.channelState)")
            text.row("  \(try log.origin(version[0].integer))")
        }
    }

    private func lines(_ trade: Int64, _ order: TradeFigures) throws {
        text.level("销售订单", "sales order")
        text.row("\(try log.name(order.salesOrder))  含税 / gross \(money(order.gross))")
        let rows = try log.connection.query(
            "SELECT line, line_id, item, pieces, gross, net, rate FROM order_line WHERE trade = $1 ORDER BY line", [.integer(trade)])
        for row in rows.prefix(LineageText.rowLimit) {
            text.row(
                "行 / line \(row[0].integer) (\(row[1].text)) \(row[2].text) × \(row[3].integer)  \(money(row[4].integer))  不含税 / net \(money(row[5].integer))  \(Rate(tenThousandths: Int32(row[6].integer)).text)"
            )
        }
        let beyond = rows.dropFirst(LineageText.rowLimit)
        text.more(Int64(beyond.count), money(beyond.reduce(0) { $0 + $1[4].integer }))
        text.sum("行含税额", "gross of the lines", order.lineGross, of: order.gross)
        // The channel order behind the sales order; later ones that changed nothing that was decided are not its source.
        if let sale = try log.row(order.salesOrder), case .channelOrder(let source)? = try log.document(sale.source)?.document,
            !rows.isEmpty
        {
            text.sum(
                "平台:吊牌 − 我方优惠 + 运费", "channel: list − own discounts + freight", source.taxIncluded ? order.lineGross : order.lineNet,
                of: TradeFigures.ownAmount(source))
        }
    }

    private func receivables(_ trade: Int64, _ order: TradeFigures) throws {
        let rows = try log.connection.query(
            "SELECT party, expected, opened, voided, document FROM receivable WHERE trade = $1 ORDER BY party", [.integer(trade)])
        guard let first = rows.first else { return }
        text.level("应收单", "receivable")
        text.row(try log.name(first[4].integer))
        for row in rows.prefix(LineageText.rowLimit) {
            text.row(
                "\(row[0].text)  预计 / expected \(money(row[1].integer))  已确认 / open \(money(row[2].integer))  作废 / voided \(money(row[3].integer))",
                row[1].integer >= row[2].integer + row[3].integer)
        }
        if rows.contains(where: { $0[3].integer != 0 }) == false { text.sum("预计", "expected", order.expected, of: order.gross) }
        text.sum("已结算行", "settled lines", order.settled, of: order.opened)
    }

    private func notices(_ trade: Int64, _ order: TradeFigures) throws {
        let rows = try log.connection.query(
            """
            SELECT r.notice, MIN(r.warehouse), CAST(SUM(r.pieces) AS BIGINT), CAST(SUM(r.open) AS BIGINT), CAST(SUM(r.issued) AS BIGINT)
            FROM reservation r WHERE r.trade = $1 AND r.notice <> 0 GROUP BY r.notice ORDER BY r.notice
            """, [.integer(trade)])
        text.level("出库通知单(\(rows.count))", "delivery notices")
        var noticed: Int64 = 0
        var issued: Int64 = 0
        for (index, row) in rows.enumerated() {
            noticed += row[3].integer
            issued += row[4].integer
            if index >= LineageText.rowLimit { continue }
            text.row(
                "\(try log.name(row[0].integer))  \(row[1].text)  通知 / noticed \(row[2].integer)  未发 / open \(row[3].integer)  已发 / issued \(row[4].integer)",
                row[3].integer + row[4].integer <= row[2].integer)
            let issues = try log.connection.query(
                "SELECT l.position, CAST(-SUM(m.pieces) AS BIGINT) FROM log l JOIN physical_move m ON m.document = l.position WHERE l.source = $1 AND l.kind = \(DocumentKind.salesIssue.rawValue) GROUP BY l.position ORDER BY l.position LIMIT \(LineageText.rowLimit)",
                [row[0]])
            for issue in issues { text.row("  \(try log.name(issue[0].integer))  \(issue[1].integer) 件 / pieces") }
            if !issues.isEmpty {
                text.sum("出库件数", "pieces issued", issues.reduce(0) { $0 + $1[1].integer }, of: row[4].integer, money: false)
            }
        }
        text.more(Int64(max(0, rows.count - LineageText.rowLimit)), "")
        text.sum("未发 + 缺货 + 已发", "open + waiting + issued", noticed + order.waiting + issued, of: order.pieces(issued), money: false)
    }

    private func settlements(_ trade: Int64, _ order: TradeFigures) throws {
        let rows = try log.connection.query(
            """
            SELECT s.position FROM reservation r JOIN log i ON i.source = r.notice JOIN log s ON s.source = i.position
            WHERE r.trade = $1 AND r.notice <> 0 AND i.kind = \(DocumentKind.salesIssue.rawValue) AND s.kind = \(DocumentKind.salesSettlement.rawValue)
            UNION SELECT s.position FROM sales_order o JOIN log s ON s.source = o.receivable
            WHERE o.trade = $1 AND o.receivable <> 0 AND s.kind = \(DocumentKind.salesSettlement.rawValue)
            UNION SELECT s.position FROM shipped_line h JOIN log q ON q.source = h.issue JOIN log s ON s.source = q.position
            WHERE h.trade = $1 AND q.kind = \(DocumentKind.businessReceipt.rawValue) AND s.kind = \(DocumentKind.salesSettlement.rawValue)
            UNION SELECT s.position FROM sales_order o JOIN posting p ON p.shop = o.shop JOIN log s ON s.position = p.document
            JOIN log q ON q.position = s.source
            WHERE o.trade = $1 AND o.trade IN (SELECT trade FROM shipped_line) AND p.event = \(PostingEvent.costOfGoodsShipped.rawValue)
            AND q.kind = \(DocumentKind.consignmentStatement.rawValue) ORDER BY 1
            """, [.integer(trade)]
        ).filter { row in
            // A statement settles several orders.
            guard case .salesSettlement(let value)? = try log.document(row[0].integer)?.document else { return true }
            return value.trade == trade
        }
        text.level("销售结算单与过账(\(rows.count))", "settlements and postings")
        var gross: Int64 = 0
        for (index, row) in rows.enumerated() {
            let position = row[0].integer
            guard case .salesSettlement(let value)? = try log.document(position)?.document else { continue }
            let own = value.lines.reduce(Int64(0)) { $0 + $1.gross.fen }
            let cost = value.lines.reduce(Int64(0)) { $0 + $1.cost.fen }
            gross += own
            if index >= LineageText.rowLimit { continue }
            text.row("\(try log.name(position))  含税 / gross \(money(own))  成本 / cost \(money(cost))")
            let postings = try log.connection.query(
                "SELECT p.ordinal, p.event, p.total, COALESCE(v.document, 0), COALESCE(v.total, 0), COALESCE((SELECT CAST(SUM(q.total) AS BIGINT) FROM posting q WHERE q.bundle = p.bundle), 0) FROM posting p LEFT JOIN voucher v ON v.bundle = p.bundle WHERE p.document = $1 ORDER BY p.ordinal",
                [.integer(position)])
            for posting in postings {
                let event = PostingEvent(rawValue: posting[1].integer)
                text.row(
                    "  \(event?.chinese ?? "") / \(event?.english ?? "") \(money(posting[2].integer))",
                    posting[2].integer == (event == .sale ? own : cost))
                if posting[3].integer == 0 {
                    text.row("    未封存 / not sealed yet")
                } else {
                    text.row(
                        "    \(try log.name(posting[3].integer))  凭证 / voucher \(money(posting[4].integer)) = Σ 过账 / postings \(money(posting[5].integer))",
                        posting[4] == posting[5])
                }
            }
        }
        text.more(Int64(max(0, rows.count - LineageText.rowLimit)), "")
        text.sum("结算含税额", "gross of the settlements", gross, of: order.opened)
    }
}

extension TradeFigures {
    /// What notices, waiting and issues must come to: every piece once the trade goes, only what left before that.
    fileprivate func pieces(_ issued: Int64) -> Int64 {
        switch OrderState(rawValue: state) {
        case .held, .awaitingPayment, .frozen, .suspended: issued
        default: pieces
        }
    }
}
