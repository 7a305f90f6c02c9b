import Documents

/// INV-04, INV-05, INV-07, INV-09 and INV-12 for purchases: what is ordered, received, owed and sent back.
enum PurchaseChecks {
    static let all = orders + receiving + returns + payables + dropship

    private static func states(_ states: PurchaseOrderState...) -> String { states.map { String($0.rawValue) }.joined(separator: ", ") }
    private static let kindOfReceipt = DocumentKind.purchaseReceipt.rawValue

    private static let orders: [Check] = [
        .agree(
            .splits, "采购订单金额与行 / purchase order and its lines", tables: ["purchase_order", "purchase_order_line"],
            keys: ["document"], amounts: ["pieces", "amount"], presence: true, "SELECT document, pieces, amount FROM purchase_order",
            "SELECT document, pieces, amount FROM purchase_order_line"),
        .agree(
            .splits, "采购订单行已收金额与应付行 / received amounts of order lines and what is owed",
            tables: ["purchase_order_line", "payable_line", "receiving_line", "log"], keys: ["document", "item"],
            amounts: ["pieces", "amount"],
            "SELECT document, item, received_pieces AS pieces, received_amount AS amount FROM purchase_order_line",
            """
            SELECT n.purchase_order AS document, p.item, p.pieces, p.amount FROM payable_line p JOIN log l ON l.position = p.receipt
            JOIN (SELECT DISTINCT notice, purchase_order FROM receiving_line) AS n ON n.notice = l.source
            """),
        .none(
            .neverMore, "采购订单状态与审批、收货不符 / state of a purchase order unlike its approval or receipts",
            tables: ["purchase_order", "purchase_order_line", "approval"], columns: ["document", "state", "approval", "received", "short"],
            """
            SELECT o.document, o.state, a.state, COALESCE(l.received, 0), COALESCE(l.short, 0) FROM purchase_order o
            LEFT JOIN approval a ON a.document = o.document
            LEFT JOIN (SELECT document, SUM(received_pieces) AS received, SUM(CASE WHEN received_pieces < pieces THEN 1 ELSE 0 END) AS short
              FROM purchase_order_line GROUP BY document) AS l ON l.document = o.document
            WHERE a.state IS NULL OR CASE
              WHEN o.state = \(PurchaseOrderState.waiting.rawValue) THEN CASE WHEN a.state = \(ApprovalState.waiting.rawValue) AND o.notice = 0 AND l.received = 0 THEN 0 ELSE 1 END
              WHEN o.state = \(PurchaseOrderState.expected.rawValue) THEN CASE WHEN a.state = \(ApprovalState.approved.rawValue) AND o.notice <> 0 AND l.received = 0 THEN 0 ELSE 1 END
              WHEN o.state = \(PurchaseOrderState.partlyReceived.rawValue) THEN CASE WHEN a.state = \(ApprovalState.approved.rawValue) AND l.received > 0 AND l.short > 0 THEN 0 ELSE 1 END
              WHEN o.state = \(PurchaseOrderState.received.rawValue) THEN CASE WHEN a.state = \(ApprovalState.approved.rawValue) AND l.short = 0 THEN 0 ELSE 1 END
              WHEN o.state = \(PurchaseOrderState.rejected.rawValue) THEN CASE WHEN a.state = \(ApprovalState.rejected.rawValue) AND o.notice = 0 THEN 0 ELSE 1 END
              WHEN o.state = \(PurchaseOrderState.replaced.rawValue) THEN CASE WHEN a.state <> \(ApprovalState.waiting.rawValue) AND l.received = 0 THEN 0 ELSE 1 END
              WHEN o.state = \(PurchaseOrderState.closed.rawValue) THEN CASE WHEN a.state <> \(ApprovalState.waiting.rawValue) THEN 0 ELSE 1 END
              ELSE 1 END = 1
            """),
        .none(
            .neverMore, "采购订单版本链断开 / chain of a purchase order's versions",
            tables: ["purchase_order"], columns: ["document", "first", "newest", "last"],
            """
            SELECT f.document, f.first, f.newest, c.last FROM purchase_order f
            LEFT JOIN (SELECT first, MAX(document) AS last FROM purchase_order GROUP BY first) AS c ON c.first = f.first
            WHERE (f.first = f.document AND f.newest <> c.last) OR (f.first <> f.document AND f.newest <> f.document)
            OR f.first NOT IN (SELECT document FROM purchase_order WHERE first = document)
            OR (f.document <> c.last AND f.state <> \(PurchaseOrderState.replaced.rawValue))
            OR (f.document = c.last AND f.state = \(PurchaseOrderState.replaced.rawValue))
            """),
    ]

    private static let receiving: [Check] = [
        .agree(
            .neverMore, "收料通知与采购订单行 / receiving notices and order lines",
            tables: ["receiving_line", "purchase_order", "purchase_order_line"],
            keys: ["notice", "document", "line", "item", "warehouse", "supplier", "must_inspect"], amounts: ["pieces", "most", "received"],
            presence: true,
            "SELECT notice, purchase_order AS document, line, item, warehouse, supplier, must_inspect, pieces, most, received FROM receiving_line",
            """
            SELECT o.notice, l.document, l.line, l.item, o.warehouse, o.supplier, o.must_inspect, l.pieces,
            l.pieces + l.pieces * o.tolerance / 10000 AS most, l.received_pieces AS received
            FROM purchase_order_line l JOIN purchase_order o ON o.document = l.document WHERE o.notice <> 0
            """),
        .none(
            .neverMore, "收货多于订购加容差,或多于合格 / received more than ordered, or than accepted", tables: ["receiving_line"],
            columns: ["notice", "line", "pieces", "most", "arrived", "accepted", "rejected", "received"],
            """
            SELECT notice, line, pieces, most, arrived, accepted, rejected, received FROM receiving_line
            WHERE pieces <= 0 OR most < pieces OR received < 0 OR received > most OR arrived < 0 OR accepted < 0 OR rejected < 0
            OR accepted + rejected > arrived OR (must_inspect = 1 AND received > accepted)
            """),
        .agree(
            .neverMore, "收料通知已收与入库流水 / received on a notice and its moves", tables: ["receiving_line", "physical_move", "log"],
            keys: ["notice", "warehouse", "item"], amounts: ["pieces"],
            "SELECT notice, warehouse, item, received AS pieces FROM receiving_line",
            """
            SELECT l.source AS notice, m.warehouse, m.item, m.pieces FROM physical_move m JOIN log l ON l.position = m.document
            JOIN log n ON n.position = l.source WHERE l.kind = \(kindOfReceipt) AND n.kind = \(DocumentKind.receivingNotice.rawValue)
            """),
        .none(
            .neverMore, "收料通知开关与订单状态不符 / receiving notice open or closed unlike its order",
            tables: ["receiving_line", "purchase_order"], columns: ["notice", "line", "is_open", "state"],
            """
            SELECT r.notice, r.line, r.is_open, o.state FROM receiving_line r LEFT JOIN purchase_order o ON o.document = r.purchase_order
            WHERE o.document IS NULL OR o.notice <> r.notice
            OR r.is_open <> CASE WHEN o.state IN (\(states(.expected, .partlyReceived, .received))) THEN 1 ELSE 0 END
            """),
    ]

    private static let returns: [Check] = [
        .agree(
            .neverMore, "采购退货已退与应付行 / issued of returns and what is owed", tables: ["purchase_return_line", "payable_line"],
            keys: ["receipt", "line", "item"], amounts: ["pieces"],
            "SELECT receipt, line, item, issued AS pieces FROM purchase_return_line",
            "SELECT receipt, line, item, returned_pieces AS pieces FROM payable_line"),
        .agree(
            .neverMore, "采购退货已退与出库流水 / issued of returns and their moves",
            tables: ["purchase_return_line", "purchase_return", "physical_move", "log"],
            keys: ["return_order", "warehouse", "item", "condition"], amounts: ["pieces"],
            "SELECT l.return_order, r.warehouse, l.item, l.condition, l.issued AS pieces FROM purchase_return_line l JOIN purchase_return r ON r.document = l.return_order",
            """
            SELECT l.source AS return_order, m.warehouse, m.item, m.condition, -m.pieces AS pieces FROM physical_move m
            JOIN log l ON l.position = m.document WHERE l.kind = \(DocumentKind.purchaseReturnIssue.rawValue)
            """),
        .none(
            .neverMore, "采购退货件数无效 / purchase return out of bounds", tables: ["purchase_return_line", "purchase_return"],
            columns: ["return_order", "line", "pieces", "open", "issued", "state"],
            """
            SELECT l.return_order, l.line, l.pieces, l.open, l.issued, r.state FROM purchase_return_line l
            LEFT JOIN purchase_return r ON r.document = l.return_order AND r.receipt = l.receipt
            WHERE r.document IS NULL OR l.pieces <= 0 OR l.open < 0 OR l.issued < 0 OR CASE
              WHEN r.state = \(PurchaseReturnState.waiting.rawValue) THEN CASE WHEN l.open = l.pieces AND l.issued = 0 THEN 0 ELSE 1 END
              WHEN r.state = \(PurchaseReturnState.approved.rawValue) THEN CASE WHEN l.open + l.issued = l.pieces THEN 0 ELSE 1 END
              WHEN r.state = \(PurchaseReturnState.rejected.rawValue) THEN CASE WHEN l.open = 0 AND l.issued = 0 THEN 0 ELSE 1 END
              WHEN r.state = \(PurchaseReturnState.withdrawn.rawValue) THEN CASE WHEN l.open = 0 AND l.issued <= l.pieces THEN 0 ELSE 1 END
              WHEN r.state = \(PurchaseReturnState.issued.rawValue) THEN CASE WHEN l.open = 0 AND l.issued = l.pieces THEN 0 ELSE 1 END
              ELSE 1 END = 1
            """),
        .none(
            .neverMore, "退货超出入库 / more goes back than was received", tables: ["purchase_return_line", "payable_line"],
            columns: ["receipt", "line", "received", "returning"],
            """
            SELECT p.receipt, p.line, p.pieces, CAST(SUM(r.open + r.issued) AS BIGINT) FROM payable_line p
            JOIN purchase_return_line r ON r.receipt = p.receipt AND r.line = p.line
            GROUP BY p.receipt, p.line, p.pieces HAVING SUM(r.open + r.issued) > p.pieces
            """),
        .none(
            .neverMore, "采购退货状态与审批不符 / state of a return unlike its approval", tables: ["purchase_return", "approval"],
            columns: ["document", "state", "approval"],
            """
            SELECT r.document, r.state, a.state FROM purchase_return r LEFT JOIN approval a ON a.document = r.document
            WHERE a.state IS NULL OR CASE
              WHEN r.state = \(PurchaseReturnState.waiting.rawValue) THEN a.state <> \(ApprovalState.waiting.rawValue)
              WHEN r.state = \(PurchaseReturnState.rejected.rawValue) THEN a.state <> \(ApprovalState.rejected.rawValue)
              WHEN r.state = \(PurchaseReturnState.withdrawn.rawValue) THEN a.state NOT IN (\(ApprovalState.withdrawn.rawValue), \(ApprovalState.approved.rawValue))
              ELSE a.state <> \(ApprovalState.approved.rawValue) END
            """),
    ]

    /// What was owed to each party when the books began.
    private static func opened(_ role: AccountRole) -> String {
        "UNION ALL SELECT book, party, CASE WHEN side = 1 THEN amount ELSE -amount END AS amount FROM opening_balance WHERE role = \(role.rawValue)"
    }

    static let payables: [Check] = [
        .agree(
            .receivables, "暂估应付与应付账款-暂估 / what is owed by estimate and its account",
            tables: ["payable_line", "balance", "account", "posting", "posting_line", "opening_balance"], keys: ["book", "party"],
            amounts: ["amount"],
            """
            SELECT book, CAST(supplier AS TEXT) AS party, amount + changed - returned_amount AS amount FROM payable_line
            UNION ALL SELECT p.book, l.party, CASE WHEN l.side = 1 THEN l.amount ELSE -l.amount END AS amount FROM posting_line l
            JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal JOIN account a ON a.number = l.account
            WHERE p.event = \(PostingEvent.lateFoundPurchase.rawValue) AND a.role = \(AccountRole.estimatedPayables.rawValue)
            \(opened(.estimatedPayables))
            """,
            "SELECT book, party, credit - debit AS amount FROM balance WHERE account IN (SELECT number FROM account WHERE role = \(AccountRole.estimatedPayables.rawValue))"
        ),
        .agree(
            .receivables, "采购费用与应付账款-已结算 / landed cost and its account",
            tables: ["landed_cost", "balance", "account", "opening_balance"],
            keys: ["book", "party"], amounts: ["amount"],
            "SELECT book, CAST(carrier AS TEXT) AS party, cost + input_vat AS amount FROM landed_cost \(opened(.payables))",
            "SELECT book, party, credit - debit AS amount FROM balance WHERE account IN (SELECT number FROM account WHERE role = \(AccountRole.payables.rawValue))"
        ),
        .agree(
            .value, "应付行与成本层 / payable lines and the layers their goods became",
            tables: ["payable_line", "cost_layer", "posting"], keys: ["posting", "line", "warehouse", "item", "condition"],
            amounts: ["pieces", "amount"], presence: true,
            "SELECT posting, posting_line AS line, warehouse, item, condition, pieces, amount FROM payable_line",
            """
            SELECT c.posting, c.line, c.warehouse, c.item, c.condition, c.pieces, c.amount FROM cost_layer c
            JOIN posting p ON p.document = c.posting / 8 AND p.ordinal = c.posting - c.posting / 8 * 8
            WHERE p.event = \(PostingEvent.purchaseReceipt.rawValue)
            """),
        .none(
            .receivables, "应付行来源或账套不符 / payable line of another receipt or book",
            tables: ["payable_line", "warehouse", "log"], columns: ["receipt", "line", "book", "posting"],
            """
            SELECT p.receipt, p.line, p.book, p.posting FROM payable_line p LEFT JOIN warehouse w ON w.code = p.warehouse
            LEFT JOIN log r ON r.position = p.receipt LEFT JOIN log s ON s.position = p.posting / 8
            WHERE w.code IS NULL OR w.book <> p.book OR r.position IS NULL OR r.kind <> \(kindOfReceipt)
            OR s.position IS NULL OR s.source <> p.receipt
            """),
        .none(
            .receivables, "应付行退货无效 / payable line returned out of bounds", tables: ["payable_line"],
            columns: ["receipt", "line", "pieces", "amount", "changed", "returned_pieces", "returned_amount"],
            """
            SELECT receipt, line, pieces, amount, changed, returned_pieces, returned_amount FROM payable_line
            WHERE pieces <= 0 OR returned_pieces < 0 OR returned_pieces > pieces OR amount + changed - returned_amount < 0
            OR (returned_pieces = pieces AND amount + changed <> returned_amount) OR (returned_pieces = 0 AND returned_amount <> 0)
            """),
    ]

    private static let dropship: [Check] = [
        .none(
            .promise, "代发仓有库存 / stock in a dropship warehouse", tables: ["promise_stock", "warehouse"],
            columns: ["warehouse", "item", "on_hand", "reserved", "waiting"],
            """
            SELECT p.warehouse, p.item, p.on_hand, p.reserved, p.waiting FROM promise_stock p JOIN warehouse w ON w.code = p.warehouse
            WHERE w.kind = \(WarehouseSite.Kind.dropship.rawValue) AND (p.on_hand <> 0 OR p.reserved <> 0 OR p.waiting <> 0)
            """)
    ]
}
