import Documents
import Orders

/// INV-04 and INV-12 for trades: a trade's row, its lines, payments, reservations and backorders.
enum OrderChecks {
    static let all = rows + sums + parts

    private static func states(_ states: OrderState...) -> String { states.map { String($0.rawValue) }.joined(separator: ", ") }
    private static let notDecided = states(.held, .awaitingPayment, .frozen, .suspended)
    private static let going = states(.backordered, .noticed, .partlyShipped)

    /// Trades of which nothing is owed.
    static let noSale =
        "SELECT trade FROM trade_nature WHERE nature IN (\(OrderNature.allCases.filter { !$0.isSale }.map { String($0.rawValue) }.joined(separator: ", ")))"

    private static let rows: [Check] = [
        .none(
            .reserved, "订单件数与状态不符 / pieces and state disagree", tables: ["sales_order"],
            columns: ["trade", "state", "pieces", "waiting", "noticed", "shipped"],
            """
            SELECT trade, state, pieces, waiting, noticed, shipped FROM sales_order WHERE CASE
            WHEN pieces < 0 OR waiting < 0 OR noticed < 0 OR shipped < 0 THEN 1
            WHEN state IN (\(notDecided)) THEN CASE WHEN waiting = 0 AND noticed = 0 AND shipped = 0 THEN 0 ELSE 1 END
            WHEN state = \(OrderState.cancelled.rawValue) THEN CASE WHEN pieces = 0 AND waiting = 0 AND noticed = 0 AND shipped = 0 THEN 0 ELSE 1 END
            WHEN state NOT IN (\(going), \(OrderState.shipped.rawValue)) THEN 1
            WHEN waiting + noticed + shipped <> pieces THEN 1
            WHEN state = \(OrderState.shipped.rawValue) THEN CASE WHEN shipped >= pieces THEN 0 ELSE 1 END
            WHEN state = \(OrderState.partlyShipped.rawValue) THEN CASE WHEN shipped > 0 AND shipped < pieces THEN 0 ELSE 1 END
            WHEN state = \(OrderState.backordered.rawValue) THEN CASE WHEN shipped = 0 AND waiting > 0 THEN 0 ELSE 1 END
            ELSE CASE WHEN shipped = 0 AND waiting = 0 AND noticed = pieces THEN 0 ELSE 1 END END = 1
            """),
        .none(
            .reserved, "订单店铺或账套不明 / trade of an unknown shop or book", tables: ["sales_order", "shop"],
            columns: ["trade", "shop", "book"],
            "SELECT o.trade, o.shop, o.book FROM sales_order o LEFT JOIN shop s ON s.code = o.shop WHERE s.code IS NULL OR s.book <> o.book"
        ),
        .none(
            .reserved, "订单单据链接不符 / trade linked to the wrong documents", tables: ["sales_order", "log", "trade_nature"],
            columns: ["trade", "channel_order", "sales_order", "receivable"],
            """
            SELECT o.trade, o.channel_order, o.sales_order, o.receivable FROM sales_order o
            LEFT JOIN log t ON t.position = o.trade LEFT JOIN log c ON c.position = o.channel_order
            LEFT JOIN log s ON s.position = o.sales_order LEFT JOIN log r ON r.position = o.receivable
            WHERE t.position IS NULL OR t.kind <> \(DocumentKind.channelOrder.rawValue) OR t.source <> 0
            OR c.position IS NULL OR c.kind <> \(DocumentKind.channelOrder.rawValue) OR (o.channel_order <> o.trade AND c.source <> o.trade)
            OR s.position IS NULL OR s.kind <> \(DocumentKind.salesOrder.rawValue)
            OR (o.receivable <> 0 AND (r.position IS NULL OR r.kind <> \(DocumentKind.receivable.rawValue)))
            OR (o.receivable = 0 AND o.state IN (\(going)) AND o.trade NOT IN (\(noSale)))
            """),
        .agree(
            .reserved, "每笔平台交易一张订单 / one trade row a channel trade", tables: ["sales_order", "log"], keys: ["trade"],
            presence: true, "SELECT trade FROM sales_order",
            "SELECT position AS trade FROM log WHERE kind = \(DocumentKind.channelOrder.rawValue) AND source = 0"),
        .none(
            .reserved, "待资料行无效 / held line of a trade that is not held", tables: ["held_line", "sales_order"],
            columns: ["shop", "merchant_code", "trade"],
            "SELECT h.shop, h.merchant_code, h.trade FROM held_line h LEFT JOIN sales_order o ON o.trade = h.trade WHERE o.trade IS NULL OR o.shop <> h.shop OR o.state <> \(OrderState.held.rawValue)"
        ),
        .agree(
            .reserved, "待资料行与编码 / held lines by code and by trade", tables: ["held_line", "held_code"], keys: ["trade", "merchant_code"],
            presence: true, "SELECT trade, merchant_code FROM held_line", "SELECT trade, merchant_code FROM held_code"),
        .agree(
            .reserved, "未付款占用与订单 / unpaid reservations and trades", tables: ["unpaid_reservation", "sales_order"],
            keys: ["shop", "until", "trade"], presence: true, "SELECT shop, until, trade FROM unpaid_reservation",
            "SELECT shop, reserved_until AS until, trade FROM sales_order WHERE reserved_until <> 0"),
        .none(
            .reserved, "占用期限不符 / reservation with an end on a trade that is not unpaid", tables: ["sales_order", "shop"],
            columns: ["trade", "state", "reserved_until"],
            "SELECT trade, state, reserved_until FROM sales_order WHERE reserved_until < 0 OR (reserved_until <> 0 AND state <> \(OrderState.awaitingPayment.rawValue) AND NOT (\(BusinessChecks.mayReserve)))"
        ),
        .none(
            .reserved, "未付款占用无期限 / unpaid order reserves without an end", tables: ["sales_order", "reservation"],
            columns: ["trade"],
            "SELECT DISTINCT o.trade FROM sales_order o JOIN reservation r ON r.trade = o.trade WHERE o.state = \(OrderState.awaitingPayment.rawValue) AND o.reserved_until = 0 AND r.open > 0"
        ),
        .none(
            .reserved, "已结束的订单仍有占用 / a shipped or cancelled order still reserves", tables: ["sales_order", "reservation"],
            columns: ["trade", "state", "part", "open"],
            "SELECT o.trade, o.state, r.part, r.open FROM sales_order o JOIN reservation r ON r.trade = o.trade WHERE o.state IN (\(OrderState.allCases.filter { !$0.isOpen }.map { String($0.rawValue) }.joined(separator: ", "))) AND r.open <> 0"
        ),
        .none(
            .reserved, "缺货不在登记的仓库 / backorder at another warehouse than its line says", tables: ["backorder", "order_line"],
            columns: ["trade", "line", "warehouse", "waits_at"],
            "SELECT b.trade, b.line, b.warehouse, l.waits_at FROM backorder b JOIN order_line l ON l.trade = b.trade AND l.line = b.line WHERE l.waits_at <> b.warehouse"
        ),
        .none(
            .reserved, "争议无来源 / dispute without its channel order", tables: ["dispute", "log", "sales_order"],
            columns: ["document", "cause", "trade", "amount"],
            """
            SELECT d.document, d.cause, d.trade, d.amount FROM dispute d LEFT JOIN log l ON l.position = d.document
            LEFT JOIN sales_order o ON o.trade = d.trade
            WHERE l.position IS NULL OR l.recorded_at <> d.opened_at OR o.trade IS NULL OR l.kind <> CASE d.cause
            WHEN \(DisputeCause.amendedAfterIssue.rawValue) THEN \(DocumentKind.channelOrder.rawValue)
            WHEN \(DisputeCause.cancelledAfterIssue.rawValue) THEN \(DocumentKind.channelOrder.rawValue)
            WHEN \(DisputeCause.returnedMoreThanShipped.rawValue) THEN \(DocumentKind.returnOrder.rawValue)
            WHEN \(DisputeCause.amendedAfterReturn.rawValue) THEN \(DocumentKind.channelReturn.rawValue)
            WHEN \(DisputeCause.refundedMoreThanPaid.rawValue) THEN \(DocumentKind.channelRefund.rawValue)
            WHEN \(DisputeCause.foundAfterLoss.rawValue) THEN \(DocumentKind.parcelEvent.rawValue)
            WHEN \(DisputeCause.lostAfterDelivery.rawValue) THEN \(DocumentKind.parcelEvent.rawValue) ELSE 0 END
            OR (d.cause IN (1, 2) AND (l.source <> d.trade OR d.pieces <> 0)) OR (d.cause = 2 AND d.amount <> o.gross)
            OR (d.cause IN (3, 4, 6, 7) AND d.amount <> 0) OR (d.cause = 5 AND d.pieces <> 0)
            """),
    ]

    static let sums: [Check] = [
        .agree(
            .splits, "订单金额与行 / trade amounts and lines", tables: ["sales_order", "order_line"], keys: ["trade"],
            amounts: ["list_amount", "freight", "gross"], "SELECT trade, list_amount, freight, gross FROM sales_order",
            "SELECT trade, list_amount, freight, gross FROM order_line"),
        .agree(
            .splits, "实付与付款行 / paid and payments", tables: ["sales_order", "order_payment"], keys: ["trade"], amounts: ["paid"],
            "SELECT trade, paid FROM sales_order", "SELECT trade, amount AS paid FROM order_payment"),
        .none(
            .splits, "订单件数与行 / trade pieces and lines", tables: ["sales_order", "order_line"],
            columns: ["trade", "state", "pieces", "shipped", "lines"],
            """
            SELECT o.trade, o.state, o.pieces, o.shipped, COALESCE(l.pieces, 0) FROM sales_order o
            LEFT JOIN (SELECT trade, CAST(SUM(pieces) AS BIGINT) AS pieces FROM order_line WHERE is_service = 0 GROUP BY trade) AS l ON l.trade = o.trade
            WHERE o.pieces <> COALESCE(l.pieces, 0) AND NOT (o.state IN (\(states(.shipped, .cancelled))) AND o.pieces = o.shipped AND o.pieces < COALESCE(l.pieces, 0))
            """),
        .none(
            .splits, "行无订单或行号不连续 / lines without a trade or not dense", tables: ["order_line", "sales_order"],
            columns: ["trade", "first", "last", "count"],
            "SELECT l.trade, MIN(l.line), MAX(l.line), COUNT(*) FROM order_line l LEFT JOIN sales_order o ON o.trade = l.trade GROUP BY l.trade HAVING MIN(l.line) <> 1 OR MAX(l.line) <> COUNT(*) OR COUNT(o.trade) <> COUNT(*)"
        ),
        .none(
            .splits, "行金额或税率无效 / line amounts out of bounds", tables: ["order_line", "item"],
            columns: ["trade", "line", "item", "pieces", "gross", "net", "rate"],
            """
            SELECT l.trade, l.line, l.item, l.pieces, l.gross, l.net, l.rate FROM order_line l LEFT JOIN item i ON i.code = l.item
            WHERE i.code IS NULL OR i.is_service <> l.is_service OR l.pieces <= 0 OR l.rate NOT BETWEEN 0 AND 10000
            OR 2 * ABS((l.gross - l.net) * 10000 - l.net * l.rate) > 10000 + l.rate
            """),
    ]

    static let parts: [Check] = [
        .agree(
            .reserved, "订单等待件数与缺货行 / trade waiting and backorders", tables: ["sales_order", "backorder"],
            keys: ["trade", "priority"], amounts: ["pieces"], "SELECT trade, priority, waiting AS pieces FROM sales_order",
            "SELECT trade, priority, pieces FROM backorder"),
        .agree(
            .reserved, "订单通知与发货件数 / trade noticed and shipped", tables: ["sales_order", "reservation"], keys: ["trade"],
            amounts: ["noticed", "shipped"], "SELECT trade, noticed, shipped FROM sales_order",
            "SELECT trade, CASE WHEN notice <> 0 THEN open ELSE 0 END AS noticed, issued AS shipped FROM reservation"),
        .none(
            .reserved, "占用行件数无效 / reservation out of bounds", tables: ["reservation", "reservation_cut"],
            columns: ["trade", "part", "pieces", "open", "issued", "cut"],
            """
            SELECT r.trade, r.part, r.pieces, r.open, r.issued, COALESCE(c.pieces, 0) FROM reservation r
            LEFT JOIN (SELECT trade, part, CAST(SUM(pieces) AS BIGINT) AS pieces FROM reservation_cut GROUP BY trade, part) AS c
            ON c.trade = r.trade AND c.part = r.part
            WHERE r.pieces <= 0 OR r.open < 0 OR r.issued < 0 OR r.open + r.issued + COALESCE(c.pieces, 0) > r.pieces
            OR (r.open > 0 AND r.open + r.issued + COALESCE(c.pieces, 0) <> r.pieces)
            """
        ),
        .none(
            .reserved, "占用行号不连续 / reservation parts not dense", tables: ["reservation"],
            columns: ["trade", "first", "last", "count"],
            "SELECT trade, MIN(part), MAX(part), COUNT(*) FROM reservation GROUP BY trade HAVING MIN(part) <> 1 OR MAX(part) <> COUNT(*)"),
        .none(
            .reserved, "占用无订单行 / reservation without its line", tables: ["reservation", "order_line"],
            columns: ["trade", "part", "line", "item"],
            "SELECT r.trade, r.part, r.line, r.item FROM reservation r LEFT JOIN order_line l ON l.trade = r.trade AND l.line = r.line WHERE r.open + r.issued > 0 AND (l.trade IS NULL OR l.item <> r.item OR l.is_service <> 0)"
        ),
        .none(
            .reserved, "缺货无订单行 / backorder without its line", tables: ["backorder", "order_line"],
            columns: ["trade", "line", "warehouse", "item", "pieces"],
            "SELECT b.trade, b.line, b.warehouse, b.item, b.pieces FROM backorder b LEFT JOIN order_line l ON l.trade = b.trade AND l.line = b.line WHERE b.pieces <= 0 OR l.trade IS NULL OR l.item <> b.item OR l.is_service <> 0"
        ),
        .agree(
            .reserved, "订单行与占用及缺货 / lines and what is promised of them",
            tables: ["sales_order", "order_line", "reservation", "backorder"], keys: ["trade", "line"], amounts: ["pieces"],
            "SELECT l.trade, l.line, l.pieces FROM order_line l JOIN sales_order o ON o.trade = l.trade WHERE o.state IN (\(going)) AND l.is_service = 0",
            """
            SELECT r.trade, r.line, r.open + r.issued AS pieces FROM reservation r JOIN sales_order o ON o.trade = r.trade WHERE o.state IN (\(going))
            UNION ALL SELECT b.trade, b.line, b.pieces FROM backorder b JOIN sales_order o ON o.trade = b.trade WHERE o.state IN (\(going))
            """),
    ]
}
