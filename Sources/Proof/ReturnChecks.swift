import Documents
import Orders

/// INV-07, INV-09 and INV-05 for returns and money back: nobody gets back more than he paid, nothing comes back more than left, and the
/// accounts say the same.
enum ReturnChecks {
    static let all = money + goods

    private static func roles(_ roles: AccountRole...) -> String { roles.map { String($0.rawValue) }.joined(separator: ", ") }
    private static func events(_ events: PostingEvent...) -> String { events.map { String($0.rawValue) }.joined(separator: ", ") }

    private static func postings(_ column: String, _ events: String, roles: String) -> String {
        """
        SELECT p.shop, \(column) AS amount FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
        JOIN account a ON a.number = l.account WHERE p.event IN (\(events)) AND a.role IN (\(roles)) AND p.shop <> ''
        """
    }

    private static let ledger = ["posting", "posting_line", "account", "sales_order"]

    private static let money: [Check] = [
        .agree(
            .receivables, "红字净额与收入 / red net and revenue", tables: ["refund_line", "receivable_line"] + ledger, keys: ["shop", "role"],
            amounts: ["amount"],
            """
            SELECT o.shop, CASE WHEN s.is_service = 1 THEN \(AccountRole.serviceRevenue.rawValue) ELSE \(AccountRole.salesRevenue.rawValue) END AS role, r.refunded_net AS amount
            FROM refund_line r JOIN sales_order o ON o.trade = r.trade JOIN receivable_line s ON s.trade = r.trade AND s.line = r.line
            UNION ALL SELECT o.shop, \(AccountRole.outputVAT.rawValue) AS role, r.refunded_gross - r.refunded_net AS amount
            FROM refund_line r JOIN sales_order o ON o.trade = r.trade
            """,
            """
            SELECT p.shop, a.role, CASE WHEN l.side = 1 THEN -l.amount ELSE l.amount END AS amount
            FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal JOIN account a ON a.number = l.account
            WHERE p.event = \(PostingEvent.salesReturn.rawValue) AND a.role <> \(AccountRole.receivables.rawValue)
            """),
        .agree(
            .receivables, "费用单与售后费用 / expense notes and their expense", tables: ["refund_line"] + ledger, keys: ["shop"],
            amounts: ["amount"],
            "SELECT o.shop, r.expensed AS amount FROM refund_line r JOIN sales_order o ON o.trade = r.trade",
            postings("l.amount", events(.refundExpense), roles: roles(.afterSalesExpense))),
        .agree(
            .receivables, "行退款与各方份额 / refunds of a line and their shares", tables: ["refund_line", "refund_share"],
            keys: ["trade", "line"],
            amounts: ["amount"], "SELECT trade, line, refunded_gross + expensed AS amount FROM refund_line",
            "SELECT trade, line, amount FROM refund_share"),
        .none(
            .neverMore, "退给买家多于其实付 / a buyer got back more than he paid", tables: ["refund_share", "receivable_line", "receivable_share"],
            columns: ["trade", "line", "refunded", "paid"],
            """
            SELECT h.trade, h.line, h.amount, l.settled_gross - COALESCE(b.settled, 0) FROM refund_share h
            JOIN receivable r ON r.trade = h.trade AND r.party = h.party AND r.party = r.shop
            JOIN receivable_line l ON l.trade = h.trade AND l.line = h.line
            LEFT JOIN (SELECT trade, line, CAST(SUM(settled) AS BIGINT) AS settled FROM receivable_share GROUP BY trade, line) AS b
            ON b.trade = h.trade AND b.line = h.line
            WHERE h.amount < 0 OR h.exchanged < 0 OR h.exchanged > h.amount OR h.amount > l.settled_gross - COALESCE(b.settled, 0)
            """),
        .none(
            .neverMore, "退给承担方多于其承担 / a bearer got back more than it bore", tables: ["refund_share", "receivable", "receivable_share"],
            columns: ["trade", "line", "party", "refunded", "borne"],
            """
            SELECT h.trade, h.line, h.party, h.amount, COALESCE(s.settled, 0) FROM refund_share h
            JOIN receivable r ON r.trade = h.trade AND r.party = r.shop
            LEFT JOIN receivable_share s ON s.trade = h.trade AND s.line = h.line AND s.party = h.party
            WHERE h.party <> r.shop AND (h.amount < 0 OR h.amount > COALESCE(s.settled, 0) OR h.exchanged < 0 OR h.exchanged > h.amount)
            """),
        .none(
            .neverMore, "行退款、退货超出已结算 / a line gave back more than was settled", tables: ["refund_line", "receivable_line"],
            columns: ["trade", "line", "refunded_gross", "refunded_net", "expensed", "returned", "lost", "cost"],
            """
            SELECT r.trade, r.line, r.refunded_gross, r.refunded_net, r.expensed, r.returned_pieces, r.lost_pieces, r.returned_cost + r.lost_cost
            FROM refund_line r LEFT JOIN receivable_line l ON l.trade = r.trade AND l.line = r.line
            WHERE l.trade IS NULL OR l.item <> r.item OR r.refunded_gross < 0 OR r.refunded_net < 0 OR r.expensed < 0 OR r.refunded_net > r.refunded_gross
            OR r.refunded_gross + r.expensed > l.settled_gross OR r.refunded_net > l.settled_net
            OR l.settled_gross - r.refunded_gross < l.settled_net - r.refunded_net OR r.for_goods < 0 OR r.for_goods > r.refunded_gross + r.expensed
            OR r.returned_pieces < 0 OR r.lost_pieces < 0 OR r.exchanged_pieces < 0 OR r.exchanged_pieces > r.returned_pieces
            OR r.returned_pieces + r.lost_pieces > l.settled_pieces OR r.returned_cost < 0 OR r.lost_cost < 0
            OR r.returned_cost + r.lost_cost > l.settled_cost
            OR (r.returned_pieces + r.lost_pieces = l.settled_pieces AND l.settled_pieces > 0 AND r.returned_cost + r.lost_cost <> l.settled_cost)
            """),
        .none(
            .splits, "退款未分尽 / a refund is not the sum of its parts", tables: ["channel_refund"],
            columns: ["trade", "document", "amount", "posted", "repaid", "waiting", "excess"],
            """
            SELECT trade, document, amount, posted, repaid, waiting, excess FROM channel_refund
            WHERE amount <> posted + repaid + waiting + excess OR posted < 0 OR repaid < 0 OR waiting < 0 OR excess < 0
            """),
        .agree(
            .receivables, "未过账退款与应收 / refunds of what is not posted and the receivable", tables: ["channel_refund", "receivable"],
            keys: ["trade"], amounts: ["repaid", "waiting"], "SELECT trade, repaid, waiting FROM channel_refund",
            "SELECT trade, repaid, waiting FROM receivable"),
        .agree(
            .receivables, "退款过账与买家份额 / posted refunds and the buyer's shares", tables: ["channel_refund", "refund_share", "receivable"],
            keys: ["trade"], amounts: ["amount"], "SELECT trade, posted AS amount FROM channel_refund",
            "SELECT h.trade, h.amount - h.exchanged AS amount FROM refund_share h JOIN receivable r ON r.trade = h.trade AND r.party = h.party AND r.party = r.shop"
        ),
        .none(
            .receivables, "应收的退款栏无效 / refund columns of a receivable", tables: ["receivable"],
            columns: ["trade", "party", "fallen", "voided", "repaid", "waiting"],
            """
            SELECT trade, party, fallen, voided, repaid, waiting FROM receivable WHERE fallen < 0 OR repaid < 0 OR waiting < 0
            OR repaid > fallen + voided OR (party <> shop AND (fallen <> 0 OR repaid <> 0 OR waiting <> 0)) OR waiting > expected - opened - voided
            """),
        .agree(
            .value, "已结转成本与结转分录 / settled cost and its postings", tables: ["receivable_line"] + ledger, keys: ["shop"], amounts: ["amount"],
            "SELECT o.shop, l.settled_cost AS amount FROM receivable_line l JOIN sales_order o ON o.trade = l.trade",
            postings("l.amount", events(.costOfSales, .costOfGoodsShipped), roles: roles(.costOfSales))),
        .agree(
            .value, "退回与丢失成本与冲回分录 / cost that came back or was lost and its postings", tables: ["refund_line"] + ledger, keys: ["shop"],
            amounts: ["amount"],
            "SELECT o.shop, r.returned_cost + r.lost_cost AS amount FROM refund_line r JOIN sales_order o ON o.trade = r.trade",
            postings("-l.amount", events(.returnGood, .returnDefective, .returnScrap), roles: roles(.costOfSales))),
        .agree(
            .value, "跌价准备与科目 / allowances and their account", tables: ["write_down", "warehouse", "balance", "account"], keys: ["book"],
            amounts: ["amount"], "SELECT w.book, d.allowance AS amount FROM write_down d JOIN warehouse w ON w.code = d.warehouse",
            "SELECT book, credit - debit AS amount FROM balance WHERE account IN (SELECT number FROM account WHERE role = \(AccountRole.inventoryReserve.rawValue))"
        ),
        .none(
            .value, "跌价准备无效 / allowance below zero or more than the goods", tables: ["write_down", "log"],
            columns: ["warehouse", "item", "condition", "allowance"],
            """
            SELECT d.warehouse, d.item, d.condition, d.allowance FROM write_down d LEFT JOIN log l ON l.position = d.document
            WHERE d.allowance < 0 OR l.position IS NULL OR l.kind <> \(DocumentKind.writeDown.rawValue)
            """),
    ]

    private static let goods: [Check] = [
        .agree(
            .neverMore, "退回、丢失件数 / returned and lost pieces of the books and of the orders", tables: ["refund_line", "return_line"],
            keys: ["trade", "line"], amounts: ["returned", "lost"],
            "SELECT trade, line, returned_pieces AS returned, lost_pieces AS lost FROM refund_line",
            "SELECT trade, line, received AS returned, lost FROM return_line"),
        .none(
            .neverMore, "退回与丢失多于出库 / more came back than left", tables: ["return_line", "reservation"],
            columns: ["trade", "line", "back", "shipped"],
            """
            SELECT r.trade, r.line, r.back, COALESCE(s.issued, 0) FROM
            (SELECT trade, line, CAST(SUM(received + lost) AS BIGINT) AS back FROM return_line GROUP BY trade, line) AS r
            LEFT JOIN (SELECT trade, line, CAST(SUM(issued) AS BIGINT) AS issued FROM reservation GROUP BY trade, line) AS s
            ON s.trade = r.trade AND s.line = r.line WHERE r.back > COALESCE(s.issued, 0)
            """),
        .none(
            .neverMore, "退货行件数无效 / return line out of bounds", tables: ["return_line", "order_line"],
            columns: ["trade", "document", "line", "pieces", "received", "missing", "lost"],
            """
            SELECT r.trade, r.document, r.line, r.pieces, r.received, r.missing, r.lost FROM return_line r
            LEFT JOIN order_line l ON l.trade = r.trade AND l.line = r.line
            WHERE l.trade IS NULL OR l.item <> r.item OR r.received < 0 OR r.missing < 0 OR r.lost < 0 OR r.pieces < r.received + r.missing
            OR (r.lost > 0 AND r.pieces > 0)
            """),
        .agree(
            .neverMore, "退货单与行 / return orders and their lines", tables: ["return_order", "return_line"], keys: ["trade", "document"],
            amounts: ["pieces", "received", "missing"], "SELECT trade, document, pieces, received, missing FROM return_order",
            "SELECT trade, document, pieces, received, missing FROM return_line WHERE lost = 0"),
        .none(
            .neverMore, "退货单状态不符 / return order in the wrong state", tables: ["return_order"],
            columns: ["trade", "document", "state", "pieces", "received", "missing"],
            """
            SELECT trade, document, state, pieces, received, missing FROM return_order WHERE CASE state
            WHEN \(ReturnState.open.rawValue) THEN CASE WHEN pieces > 0 AND received = 0 AND missing = 0 THEN 0 ELSE 1 END
            WHEN \(ReturnState.partly.rawValue) THEN CASE WHEN received + missing > 0 AND received + missing < pieces THEN 0 ELSE 1 END
            WHEN \(ReturnState.done.rawValue) THEN CASE WHEN received + missing > 0 AND received + missing = pieces THEN 0 ELSE 1 END
            WHEN \(ReturnState.withdrawn.rawValue) THEN CASE WHEN received + missing = pieces THEN 0 ELSE 1 END
            WHEN \(ReturnState.noGoods.rawValue) THEN CASE WHEN pieces = 0 THEN 0 ELSE 1 END ELSE 1 END = 1
            """),
        .agree(
            .posted, "换货补发订单 / orders that replace returned goods", tables: ["return_order", "log", "sales_order"],
            keys: ["reshipment", "shop"], presence: true, "SELECT reshipment, shop FROM return_order WHERE reshipment <> 0",
            "SELECT o.trade AS reshipment, o.shop FROM sales_order o WHERE o.trade IN (SELECT reshipment FROM return_order)"),
        .none(
            .neverMore, "拦截状态不符 / interception and its answer", tables: ["interception", "log"],
            columns: ["trade", "document", "state", "answer"],
            """
            SELECT i.trade, i.document, i.state, i.answer FROM interception i LEFT JOIN log l ON l.position = i.answer
            WHERE (i.state = \(InterceptionState.open.rawValue)) <> (i.answer = 0)
            OR (i.answer <> 0 AND (l.position IS NULL OR l.kind <> \(DocumentKind.parcelEvent.rawValue)))
            """),
    ]
}
