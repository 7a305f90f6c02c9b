import Documents

/// INV-09: receivables, what is settled of them, and the accounts that say the same.
enum ReceivableChecks {
    static let all = accounts + lines

    private static let going = [OrderState.backordered, .noticed, .partlyShipped].map { String($0.rawValue) }.joined(separator: ", ")
    private static let decided = [OrderState.backordered, .noticed, .partlyShipped, .shipped].map { String($0.rawValue) }
        .joined(separator: ", ")

    private static let accounts: [Check] = [
        .agree(
            .receivables, "已确认应收与应收账款 / opened and accounts receivable",
            tables: ["receivable", "refund_share", "sales_order", "shop", "statement_deduction", "balance", "account", "opening_balance"],
            keys: ["book", "party"], amounts: ["amount"],
            """
            SELECT r.book, CASE WHEN r.party = s.code AND s.customer <> '' THEN s.customer ELSE r.party END AS party, r.opened AS amount
            FROM receivable r JOIN shop s ON s.code = r.shop
            UNION ALL SELECT o.book, CASE WHEN h.party = s.code AND s.customer <> '' THEN s.customer ELSE h.party END AS party, -h.amount AS amount
            FROM refund_share h JOIN sales_order o ON o.trade = h.trade JOIN shop s ON s.code = o.shop
            UNION ALL SELECT book, party, -amount AS amount FROM statement_deduction
            UNION ALL SELECT book, party, CASE WHEN side = 0 THEN amount ELSE -amount END AS amount
            FROM opening_balance WHERE role = \(AccountRole.receivables.rawValue)
            """,
            "SELECT book, party, debit - credit AS amount FROM balance WHERE account IN (SELECT number FROM account WHERE role = \(AccountRole.receivables.rawValue))"
        ),
        .agree(
            .receivables, "已结算净额与收入 / settled net and revenue",
            tables: ["receivable_line", "sales_order", "posting", "posting_line", "account"],
            keys: ["shop", "role"], amounts: ["amount"],
            """
            SELECT o.shop, CASE WHEN l.is_service = 1 THEN \(AccountRole.serviceRevenue.rawValue) ELSE \(AccountRole.salesRevenue.rawValue) END AS role, l.settled_net AS amount
            FROM receivable_line l JOIN sales_order o ON o.trade = l.trade
            UNION ALL SELECT o.shop, \(AccountRole.outputVAT.rawValue) AS role, l.settled_gross - l.settled_net AS amount
            FROM receivable_line l JOIN sales_order o ON o.trade = l.trade
            """,
            """
            SELECT p.shop, a.role, CASE WHEN l.side = 1 THEN l.amount ELSE -l.amount END AS amount
            FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal JOIN account a ON a.number = l.account
            WHERE p.event = \(PostingEvent.sale.rawValue) AND a.role <> \(AccountRole.receivables.rawValue)
            """),
        .none(
            .receivables, "作废与未结不符 / voided and open disagree", tables: ["receivable", "sales_order", "trade_nature", "shipped_line"],
            columns: ["trade", "party", "state", "expected", "opened", "voided"],
            """
            SELECT r.trade, r.party, o.state, r.expected, r.opened, r.voided FROM receivable r LEFT JOIN sales_order o ON o.trade = r.trade
            WHERE o.trade IS NULL OR (r.voided <> 0 AND r.voided <> r.expected - r.opened) OR (r.voided <> 0 AND o.state IN (\(going)) AND o.trade NOT IN (\(OrderChecks.noSale)))
            OR (o.state NOT IN (\(going)) AND r.expected <> r.opened + r.voided AND r.trade NOT IN (\(BusinessChecks.withCustomers)))
            """),
        .none(
            .receivables, "应收与订单不符 / receivable and trade disagree", tables: ["receivable", "sales_order"],
            columns: ["trade", "party", "document", "shop", "book"],
            "SELECT r.trade, r.party, r.document, r.shop, r.book FROM receivable r LEFT JOIN sales_order o ON o.trade = r.trade WHERE o.trade IS NULL OR o.receivable <> r.document OR o.shop <> r.shop OR o.book <> r.book"
        ),
        .agree(
            .receivables, "有应收单的订单 / trades with a receivable", tables: ["receivable", "sales_order"], keys: ["trade", "party"],
            presence: true, "SELECT trade, shop AS party FROM sales_order WHERE receivable <> 0",
            "SELECT trade, party FROM receivable WHERE party = shop"),
    ]

    private static let lines: [Check] = [
        .agree(
            .receivables, "应收与行及承担方 / receivable, its lines and bearers",
            tables: ["receivable", "receivable_line", "receivable_share", "sales_order"], keys: ["trade", "party"],
            amounts: ["expected", "opened"], "SELECT trade, party, expected, opened FROM receivable",
            """
            SELECT l.trade, o.shop AS party, l.gross AS expected, l.settled_gross AS opened FROM receivable_line l JOIN sales_order o ON o.trade = l.trade
            UNION ALL SELECT h.trade, o.shop AS party, -h.amount AS expected, -h.settled AS opened FROM receivable_share h JOIN sales_order o ON o.trade = h.trade
            UNION ALL SELECT trade, party, amount AS expected, settled AS opened FROM receivable_share
            """),
        .agree(
            .receivables, "他方承担与明细 / borne by others and shares", tables: ["receivable_line", "receivable_share"],
            keys: ["trade", "line"], amounts: ["others"], "SELECT trade, line, others FROM receivable_line",
            "SELECT trade, line, amount AS others FROM receivable_share"),
        // What is no sale is owed by nobody: an amendment of it makes no newer receivable.
        .agree(
            .receivables, "应收行与订单行 / receivable lines and order lines",
            tables: ["receivable_line", "order_line", "sales_order", "trade_nature"],
            keys: ["trade", "line", "line_id", "item", "is_service"], amounts: ["pieces", "gross", "net"], presence: true,
            "SELECT l.trade, l.line, l.line_id, l.item, l.is_service, l.pieces, l.gross, l.net FROM receivable_line l JOIN sales_order o ON o.trade = l.trade WHERE o.state IN (\(decided)) AND l.trade NOT IN (\(OrderChecks.noSale))",
            "SELECT l.trade, l.line, l.line_id, l.item, l.is_service, l.pieces, l.gross, l.net FROM order_line l JOIN sales_order o ON o.trade = l.trade WHERE o.state IN (\(decided)) AND o.receivable <> 0 AND l.trade NOT IN (\(OrderChecks.noSale))"
        ),
        .agree(
            .receivables, "已结算件数与已发件数 / settled pieces and issued pieces",
            tables: ["receivable_line", "reservation", "trade_nature", "shipped_line"], keys: ["trade", "line"], amounts: ["pieces"],
            "SELECT trade, line, settled_pieces AS pieces FROM receivable_line WHERE is_service = 0",
            "SELECT trade, line, issued AS pieces FROM reservation WHERE trade NOT IN (\(OrderChecks.noSale)) UNION ALL SELECT trade, line, received - pieces AS pieces FROM shipped_line"
        ),
        .none(
            .receivables, "结算超出应收行 / settled out of bounds", tables: ["receivable_line"],
            columns: ["trade", "line", "pieces", "settled_pieces", "gross", "settled_gross", "net", "settled_net"],
            """
            SELECT trade, line, pieces, settled_pieces, gross, settled_gross, net, settled_net FROM receivable_line
            WHERE pieces <= 0 OR settled_pieces < 0 OR settled_pieces > pieces
            OR (settled_pieces = 0 AND (settled_gross <> 0 OR settled_net <> 0))
            OR (settled_pieces = pieces AND (settled_gross <> gross OR settled_net <> net))
            OR ABS(settled_gross) > ABS(gross) OR ABS(settled_net) > ABS(net)
            """),
        .none(
            .receivables, "承担方结算与行不符 / share settled unlike its line", tables: ["receivable_share", "receivable_line"],
            columns: ["trade", "line", "party", "amount", "settled"],
            """
            SELECT h.trade, h.line, h.party, h.amount, h.settled FROM receivable_share h
            LEFT JOIN receivable_line l ON l.trade = h.trade AND l.line = h.line
            WHERE l.trade IS NULL OR h.settled < 0 OR h.settled > h.amount OR (l.settled_pieces = 0 AND h.settled <> 0)
            OR (l.settled_pieces = l.pieces AND h.settled <> h.amount)
            """),
        .none(
            .receivables, "服务行未一次结清 / service line settled in part", tables: ["receivable_line"],
            columns: ["trade", "line", "pieces", "settled_pieces"],
            "SELECT trade, line, pieces, settled_pieces FROM receivable_line WHERE is_service = 1 AND settled_pieces NOT IN (0, pieces)"),
    ]
}
