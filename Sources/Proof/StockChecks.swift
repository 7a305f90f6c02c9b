import Documents

/// INV-02, INV-03, INV-04 for stock, INV-07: what lies there, what is promised, what the pickers are asked.
enum StockChecks {
    static let all = physical + promise + tasks

    static let physical: [Check] = [
        .agree(
            .physical, "实物账与实物流水 / physical_stock and physical_move", tables: ["physical_stock", "physical_move"],
            keys: ["warehouse", "item", "bin", "lot", "condition", "owner"], amounts: ["pieces"], presence: true,
            "SELECT warehouse, item, bin, lot, condition, owner, pieces FROM physical_stock",
            "SELECT warehouse, item, bin, lot, condition, owner, pieces FROM physical_move"),
        .none(
            .physical, "实物账为负 / physical stock below zero", tables: ["physical_stock"],
            columns: ["warehouse", "item", "bin", "lot", "condition", "owner", "pieces"],
            "SELECT warehouse, item, bin, lot, condition, owner, pieces FROM physical_stock WHERE pieces < 0"),
        .none(
            .physical, "实物流水行号不连续 / move lines not dense", tables: ["physical_move"],
            columns: ["document", "first", "last", "count"],
            "SELECT document, MIN(line), MAX(line), COUNT(*) FROM physical_move GROUP BY document HAVING MIN(line) <> 1 OR MAX(line) <> COUNT(*)"
        ),
    ]

    /// What is kept of our stock, and for what: orders (a dropship warehouse keeps nothing of ours), goods that go back to
    /// suppliers or to other warehouses.
    private static let reservedPieces = """
        SELECT r.warehouse, r.item, r.condition, r.owner, r.open AS pieces FROM reservation r LEFT JOIN warehouse w ON w.code = r.warehouse
        WHERE w.kind IS NULL OR w.kind <> \(WarehouseSite.Kind.dropship.rawValue)
        UNION ALL SELECT p.warehouse, l.item, l.condition, '' AS owner, l.open AS pieces FROM purchase_return_line l
        JOIN purchase_return p ON p.document = l.return_order
        UNION ALL SELECT warehouse, item, condition, '' AS owner, open AS pieces FROM transfer_line
        """

    static let promise: [Check] = [
        .agree(
            .promise, "账面在库与账面流水 / on hand and promise_move", tables: ["promise_stock", "promise_move"],
            keys: ["warehouse", "item", "condition", "owner"], amounts: ["pieces"],
            "SELECT warehouse, item, condition, owner, on_hand AS pieces FROM promise_stock",
            "SELECT warehouse, item, condition, owner, pieces FROM promise_move"),
        .agree(
            .promise, "账面在库与实物 / on hand and physical", tables: ["promise_stock", "physical_stock"],
            keys: ["warehouse", "item", "condition", "owner"], amounts: ["pieces"],
            "SELECT warehouse, item, condition, owner, on_hand AS pieces FROM promise_stock",
            "SELECT warehouse, item, condition, owner, pieces FROM physical_stock"),
        .agree(
            .promise, "账面流水与实物流水 / promise_move and physical_move", tables: ["promise_move", "physical_move"],
            keys: ["document", "line", "warehouse", "item", "condition", "owner"], amounts: ["pieces"], presence: true,
            "SELECT document, line, warehouse, item, condition, owner, pieces FROM promise_move",
            "SELECT document, line, warehouse, item, condition, owner, pieces FROM physical_move"),
        .agree(
            .reserved, "占用与占用行 / reserved and open reservations",
            tables: ["promise_stock", "reservation", "warehouse", "purchase_return", "purchase_return_line", "transfer_line"],
            keys: ["warehouse", "item", "condition", "owner"], amounts: ["pieces"],
            "SELECT warehouse, item, condition, owner, reserved AS pieces FROM promise_stock", reservedPieces),
        .agree(
            .reserved, "缺货等待与缺货行 / waiting and backorders", tables: ["promise_stock", "backorder"],
            keys: ["warehouse", "item", "condition", "owner"], amounts: ["pieces"],
            "SELECT warehouse, item, condition, owner, waiting AS pieces FROM promise_stock",
            "SELECT warehouse, item, '\(StockCondition.good)' AS condition, '' AS owner, pieces FROM backorder"),
        .none(
            .reserved, "可用为负 / available below zero", tables: ["promise_stock"],
            columns: ["warehouse", "item", "condition", "owner", "on_hand", "reserved", "waiting"],
            "SELECT warehouse, item, condition, owner, on_hand, reserved, waiting FROM promise_stock WHERE on_hand < reserved OR reserved < 0 OR waiting < 0"
        ),
    ]

    private static let tasks: [Check] = [
        .agree(
            .neverMore, "通知与占用 / task lines and reservations", tables: ["task_line", "reservation"],
            keys: ["notice", "line", "trade", "warehouse", "item", "condition", "owner"], amounts: ["pieces", "open", "issued"],
            presence: true, "SELECT notice, line, trade, warehouse, item, condition, owner, pieces, open, issued FROM task_line",
            "SELECT notice, line, trade, warehouse, item, condition, owner, pieces, open, issued FROM reservation WHERE notice <> 0"),
        .none(
            .neverMore, "发货多于通知 / issued more than noticed", tables: ["task_line"],
            columns: ["notice", "line", "pieces", "open", "issued"],
            "SELECT notice, line, pieces, open, issued FROM task_line WHERE open < 0 OR issued < 0 OR pieces <= 0 OR open + issued > pieces"
        ),
        .none(
            .neverMore, "拦截后仍有未结 / partly open task line", tables: ["task_line", "reservation_cut"],
            columns: ["notice", "line", "pieces", "open", "issued", "cut"],
            """
            SELECT t.notice, t.line, t.pieces, t.open, t.issued, COALESCE(c.pieces, 0) FROM task_line t
            LEFT JOIN (SELECT notice, line, CAST(SUM(pieces) AS BIGINT) AS pieces FROM reservation_cut GROUP BY notice, line) AS c
            ON c.notice = t.notice AND c.line = t.line WHERE t.open > 0 AND t.open + t.issued + COALESCE(c.pieces, 0) <> t.pieces
            """),
        .none(
            .neverMore, "通知多于订购 / noticed more than ordered", tables: ["task_line", "order_line"],
            columns: ["trade", "line", "noticed", "ordered"],
            "SELECT t.trade, t.line, CAST(SUM(t.open + t.issued) AS BIGINT), COALESCE(MAX(o.pieces), 0) FROM task_line t LEFT JOIN order_line o ON o.trade = t.trade AND o.line = t.line AND o.item = t.item WHERE t.open + t.issued > 0 GROUP BY t.trade, t.line HAVING SUM(t.open + t.issued) > COALESCE(MAX(o.pieces), 0)"
        ),
        .none(
            .neverMore, "通知与订单不符 / task line of another shop or priority", tables: ["task_line", "sales_order"],
            columns: ["notice", "line", "trade", "shop", "priority"],
            "SELECT t.notice, t.line, t.trade, t.shop, t.priority FROM task_line t LEFT JOIN sales_order s ON s.trade = t.trade WHERE s.trade IS NULL OR s.shop <> t.shop OR (t.open > 0 AND s.priority <> t.priority)"
        ),
        .agree(
            .neverMore, "通知已发与出库流水 / issued of a notice and its moves", tables: ["task_line", "physical_move", "log"],
            keys: ["notice", "warehouse", "item", "condition", "owner"], amounts: ["pieces"],
            "SELECT notice, warehouse, item, condition, owner, issued AS pieces FROM task_line",
            "SELECT l.source AS notice, m.warehouse, m.item, m.condition, m.owner, -m.pieces AS pieces FROM physical_move m JOIN log l ON l.position = m.document WHERE l.kind = \(DocumentKind.salesIssue.rawValue)"
        ),
    ]
}
