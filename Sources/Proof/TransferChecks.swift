import Documents
import Orders

/// INV-08: of every transfer, issued = received + short + in transit, in the promise ledger and in the money; and what belongs to it:
/// reservations (INV-04), picking (INV-07), the value of goods under way (INV-05).
enum TransferChecks {
    static let all = requests + underWay + money + landings

    private static func events(_ events: PostingEvent...) -> String { events.map { String($0.rawValue) }.joined(separator: ", ") }
    private static let issued = events(.transferIssue, .transferIssueInBook)
    private static let received = events(.transferReceipt, .transferReceiptInBook)
    private static let lost = events(.transferShortage, .transferShortageInBook, .transferLossPending, .transferLossPendingInBook)
    private static func state(_ state: TransferState) -> String { String(state.rawValue) }
    private static func approval(_ state: ApprovalState) -> String { String(state.rawValue) }

    /// Requests, their reservations and their picking.
    private static let requests: [Check] = [
        .none(
            .transfers, "调拨件数与状态不符 / pieces and state of a transfer disagree", tables: ["transfer"],
            columns: ["request", "state", "notice", "pieces", "open", "issued"],
            """
            SELECT request, state, notice, pieces, open, issued FROM transfer WHERE CASE
            WHEN pieces <= 0 OR open < 0 OR issued < 0 OR open + issued > pieces OR sender = receiver THEN 1
            WHEN state IN (\(state(.waiting)), \(state(.rejected))) THEN CASE WHEN notice = 0 AND open = 0 AND issued = 0 THEN 0 ELSE 1 END
            WHEN state = \(state(.cancelled)) THEN CASE WHEN open = 0 AND issued = 0 THEN 0 ELSE 1 END
            WHEN state = \(state(.noticed)) THEN CASE WHEN notice <> 0 AND open > 0 AND open + issued = pieces THEN 0 ELSE 1 END
            WHEN state = \(state(.issued)) THEN CASE WHEN notice <> 0 AND open = 0 AND issued > 0 THEN 0 ELSE 1 END
            ELSE 1 END = 1
            """),
        .none(
            .transfers, "调拨与审批不符 / transfer and its approval disagree", tables: ["transfer", "approval"],
            columns: ["request", "state", "approval"],
            """
            SELECT t.request, t.state, COALESCE(a.state, 0) FROM transfer t LEFT JOIN approval a ON a.document = t.request
            WHERE a.document IS NULL OR a.kind <> \(DocumentKind.transferRequest.rawValue) OR CASE
            WHEN t.state = \(state(.waiting)) THEN a.state <> \(approval(.waiting))
            WHEN t.state = \(state(.rejected)) THEN a.state <> \(approval(.rejected))
            WHEN t.state = \(state(.cancelled)) AND t.notice = 0 THEN a.state <> \(approval(.withdrawn))
            ELSE a.state <> \(approval(.approved)) END
            """),
        .agree(
            .transfers, "调拨与行 / transfers and their lines", tables: ["transfer", "transfer_line"], keys: ["request", "warehouse"],
            amounts: ["pieces", "open", "issued"], presence: true,
            "SELECT request, sender AS warehouse, pieces, open, issued FROM transfer",
            "SELECT request, warehouse, pieces, open, issued FROM transfer_line"),
        .none(
            .transfers, "调拨行件数无效 / transfer line out of bounds", tables: ["transfer_line", "transfer"],
            columns: ["request", "line", "pieces", "open", "issued", "price"],
            """
            SELECT l.request, l.line, l.pieces, l.open, l.issued, l.price FROM transfer_line l LEFT JOIN transfer t ON t.request = l.request
            WHERE t.request IS NULL OR l.pieces <= 0 OR l.open < 0 OR l.issued < 0 OR l.open + l.issued > l.pieces
            OR (l.open > 0 AND l.open + l.issued <> l.pieces) OR (t.pricing = \(TransferPricing.cost.rawValue)) <> (l.price = 0) OR l.price < 0
            """),
        .agree(
            .neverMore, "调拨任务与占用 / transfer tasks and reservations", tables: ["transfer_task", "transfer", "transfer_line"],
            keys: ["notice", "line", "request", "sender", "receiver", "item", "condition"], amounts: ["pieces", "open", "issued"],
            presence: true,
            "SELECT notice, line, request, sender, receiver, item, condition, pieces, open, issued FROM transfer_task",
            """
            SELECT t.notice, l.line, t.request, t.sender, t.receiver, l.item, l.condition, l.pieces, l.open, l.issued
            FROM transfer_line l JOIN transfer t ON t.request = l.request WHERE t.notice <> 0
            """),
        .agree(
            .neverMore, "调拨已出与出库流水 / issued of a transfer notice and its moves", tables: ["transfer_task", "physical_move", "log"],
            keys: ["notice", "warehouse", "item", "condition"], amounts: ["pieces"],
            "SELECT notice, sender AS warehouse, item, condition, issued AS pieces FROM transfer_task",
            """
            SELECT l.source AS notice, m.warehouse, m.item, m.condition, -m.pieces AS pieces FROM physical_move m
            JOIN log l ON l.position = m.document WHERE l.kind = \(DocumentKind.transferIssue.rawValue)
            """),
    ]

    /// Goods under way in the promise ledger.
    private static let underWay: [Check] = [
        .none(
            .transfers, "在途件数不守恒 / goods under way do not conserve", tables: ["transit_line"],
            columns: ["issue", "line", "pieces", "received", "short", "unexplained"],
            """
            SELECT issue, line, pieces, received, short, unexplained FROM transit_line
            WHERE pieces <= 0 OR received < 0 OR short < 0 OR unexplained < 0 OR received + short + unexplained > pieces
            """),
        .agree(
            .transfers, "在途与调拨行 / goods under way and what the transfer issued", tables: ["transit_line", "transfer", "transfer_line"],
            keys: ["request", "line", "sender", "receiver", "item", "condition"], amounts: ["pieces"],
            "SELECT request, line, sender, receiver, item, condition, pieces FROM transit_line",
            """
            SELECT t.request, l.line, t.sender, t.receiver, l.item, l.condition, l.issued AS pieces
            FROM transfer_line l JOIN transfer t ON t.request = l.request
            """),
        .agree(
            .transfers, "在途与出库流水 / goods under way and the moves of their issue", tables: ["transit_line", "physical_move", "log"],
            keys: ["issue", "warehouse", "item", "condition", "at"], amounts: ["pieces"], presence: true,
            "SELECT issue, sender AS warehouse, item, condition, issued_at AS at, pieces FROM transit_line",
            """
            SELECT m.document AS issue, m.warehouse, m.item, m.condition, l.happened_at AS at, -m.pieces AS pieces FROM physical_move m
            JOIN log l ON l.position = m.document WHERE l.kind = \(DocumentKind.transferIssue.rawValue)
            """),
        .agree(
            .transfers, "已收与入库流水 / received and the moves of the receipts", tables: ["transit_line", "physical_move", "log"],
            keys: ["issue", "warehouse", "item"], amounts: ["pieces"],
            "SELECT issue, receiver AS warehouse, item, received AS pieces FROM transit_line",
            """
            SELECT CASE WHEN s.kind = \(DocumentKind.transferShortage.rawValue) THEN s.source ELSE s.position END AS issue,
            m.warehouse, m.item, m.pieces FROM physical_move m JOIN log l ON l.position = m.document JOIN log s ON s.position = l.source
            WHERE l.kind = \(DocumentKind.transferReceipt.rawValue)
            """),
        .agree(
            .transfers, "短少与短少行 / short and the lines that declared it", tables: ["transit_line", "short_line"], keys: ["issue", "line"],
            amounts: ["pieces"], "SELECT issue, line, short AS pieces FROM transit_line",
            "SELECT issue, line, pieces - found AS pieces FROM short_line"),
        .none(
            .transfers, "短少行无效 / shortage line out of bounds", tables: ["short_line", "log"],
            columns: ["shortage", "line", "issue", "pieces", "found"],
            """
            SELECT s.shortage, s.line, s.issue, s.pieces, s.found FROM short_line s LEFT JOIN log l ON l.position = s.shortage
            WHERE l.position IS NULL OR l.kind <> \(DocumentKind.transferShortage.rawValue) OR l.source <> s.issue
            OR s.pieces <= 0 OR s.found < 0 OR s.found > s.pieces
            """),
    ]

    /// Goods under way in the value ledger.
    private static let money: [Check] = [
        .agree(
            .transfers, "在途件数:承诺账与财务 / goods under way, promise and value", tables: ["transit_line", "transfer_lot"],
            keys: ["issue", "line", "warehouse", "item", "condition"], amounts: ["pieces", "received", "short"], presence: true,
            "SELECT issue, line, receiver AS warehouse, item, condition, pieces, received, short FROM transit_line",
            "SELECT issue, line, warehouse, item, condition, pieces, received, short FROM transfer_lot"),
        .agree(
            .value, "在途登记与价值账 / the register of goods under way and the value ledger", tables: ["transfer_lot", "value_stock"],
            keys: ["warehouse", "item", "condition"], amounts: ["pieces", "amount"],
            """
            SELECT warehouse, item, condition, pieces - received - short AS pieces, price - received_price - short_price AS amount
            FROM transfer_lot
            """,
            "SELECT warehouse, item, condition, pieces, amount FROM value_stock WHERE place = \(ValuePlace.inTransfer.rawValue)"),
        .agree(
            .transfers, "在途成本与出库分录 / cost of a lot and the line that issued it", tables: ["transfer_lot", "posting", "posting_line"],
            keys: ["posting", "line", "book", "item", "condition", "in_book"], amounts: ["pieces", "cost"], presence: true,
            "SELECT posting, posting_line AS line, book, item, condition, in_book, pieces, cost FROM transfer_lot",
            """
            SELECT l.document * 8 + l.ordinal AS posting, l.line, p.book, l.item, l.condition,
            CASE WHEN p.event = \(PostingEvent.transferIssueInBook.rawValue) THEN 1 ELSE 0 END AS in_book, l.pieces, l.amount AS cost
            FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
            WHERE p.event IN (\(issued)) AND l.place = \(ValuePlace.onHand.rawValue)
            """),
        .agree(
            .transfers, "在途结算额与出库分录 / settlement amount of a lot and the line that put it under way",
            tables: ["transfer_lot", "posting", "posting_line"], keys: ["posting", "warehouse", "item", "condition"],
            amounts: ["pieces", "price"], presence: true,
            "SELECT posting, warehouse, item, condition, pieces, price FROM transfer_lot",
            """
            SELECT l.document * 8 + l.ordinal AS posting, l.warehouse, l.item, l.condition, l.pieces, l.amount AS price
            FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
            WHERE p.event IN (\(issued)) AND l.place = \(ValuePlace.inTransfer.rawValue)
            """),
        .none(
            .transfers, "在途登记的出库单不符 / lot of another issue than its posting", tables: ["transfer_lot", "log"],
            columns: ["issue", "line", "posting"],
            """
            SELECT t.issue, t.line, t.posting FROM transfer_lot t LEFT JOIN log l ON l.position = t.posting / 8
            WHERE l.position IS NULL OR l.source <> t.issue
            """),
        .agree(
            .transfers, "内部损益与登记 / internal profit of the issues and the register",
            tables: ["transfer_lot", "posting", "posting_line", "account"], keys: ["posting"], amounts: ["profit"],
            "SELECT posting, price - cost AS profit FROM transfer_lot",
            """
            SELECT l.document * 8 + l.ordinal AS posting, CASE WHEN l.side = 0 THEN -l.amount ELSE l.amount END AS profit
            FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal JOIN account a ON a.number = l.account
            WHERE p.event IN (\(issued)) AND a.role = \(AccountRole.transferProfit.rawValue)
            """),
    ]

    private static func window(_ table: String, _ partition: String, _ columns: String) -> String {
        """
        SELECT \(columns) FROM (SELECT \(columns), start - COALESCE(LAG(start + pieces) OVER (PARTITION BY \(partition) ORDER BY start), 0) AS gap
        FROM \(table)) AS placed WHERE gap <> 0 OR pieces <= 0
        """
    }

    /// What became of the pieces of each lot, and from which layers they came.
    private static let landings: [Check] = [
        .none(
            .transfers, "到达记录不连续 / landings of a lot do not follow each other", tables: ["transfer_landing"],
            columns: ["posting", "posting_line", "start", "pieces"],
            window("transfer_landing", "posting, posting_line", "posting, posting_line, start, pieces")),
        .none(
            .value, "成本层调拨区段不连续 / moves out of layers do not follow each other", tables: ["layer_move"],
            columns: ["issue", "issue_line", "start", "pieces"],
            window("layer_move", "issue, issue_line", "issue, issue_line, start, pieces")),
        .agree(
            .transfers, "到达记录与在途登记 / landings and their lots", tables: ["transfer_landing", "transfer_lot"],
            keys: ["posting", "posting_line"], amounts: ["received", "received_price", "short", "short_price"],
            """
            SELECT posting, posting_line, CASE WHEN layer <> 0 THEN pieces ELSE 0 END AS received,
            CASE WHEN layer <> 0 THEN price ELSE 0 END AS received_price, CASE WHEN layer = 0 THEN pieces ELSE 0 END AS short,
            CASE WHEN layer = 0 THEN price ELSE 0 END AS short_price FROM transfer_landing
            """, "SELECT posting, posting_line, received, received_price, short, short_price FROM transfer_lot"),
        .agree(
            .transfers, "到达记录与成本层 / landings and the layers that they made",
            tables: ["transfer_landing", "cost_layer", "posting", "log"], keys: ["layer", "layer_line", "document", "event"],
            amounts: ["pieces", "price"], presence: true,
            "SELECT layer, layer_line, document, event, pieces, price FROM transfer_landing WHERE layer <> 0",
            """
            SELECT c.posting AS layer, c.line AS layer_line, d.source AS document, p.event, c.pieces, c.amount AS price FROM cost_layer c
            JOIN posting p ON p.document = c.posting / 8 AND p.ordinal = c.posting % 8 JOIN log d ON d.position = p.document
            WHERE p.event IN (\(received))
            """),
        .agree(
            .transfers, "短少记录与短少分录 / short landings and the postings of their shortage",
            tables: ["transfer_landing", "posting", "posting_line", "account", "log"], keys: ["document", "event"],
            amounts: ["pieces", "price", "input_vat"],
            "SELECT document, event, pieces, price, input_vat FROM transfer_landing WHERE layer = 0",
            """
            SELECT CASE WHEN s.kind = \(DocumentKind.transferReceipt.rawValue) THEN s.source ELSE d.source END AS document, p.event,
            CASE WHEN l.place = \(ValuePlace.inTransfer.rawValue) THEN l.pieces ELSE 0 END AS pieces,
            CASE WHEN l.place = \(ValuePlace.inTransfer.rawValue) THEN l.amount ELSE 0 END AS price,
            CASE WHEN a.role = \(AccountRole.inputVATTransferredOut.rawValue) THEN l.amount ELSE 0 END AS input_vat
            FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal JOIN account a ON a.number = l.account
            JOIN log d ON d.position = p.document JOIN log s ON s.position = d.source WHERE p.event IN (\(lost))
            """),
        .none(
            .transfers, "到达记录未标层或带税 / landing without a layer line, or received with tax", tables: ["transfer_landing"],
            columns: ["posting", "posting_line", "start", "layer", "layer_line", "input_vat"],
            """
            SELECT posting, posting_line, start, layer, layer_line, input_vat FROM transfer_landing
            WHERE (layer = 0) <> (layer_line = 0) OR (layer <> 0 AND input_vat <> 0) OR input_vat < 0
            """),
    ]
}
