import Documents

/// INV-01 and the money side of INV-05: postings, bundles, vouchers, balances.
enum LedgerChecks {
    static let all = postings + bundles + vouchers + balances + layers

    private static let debitCredit =
        "CASE WHEN side = 0 THEN amount ELSE 0 END AS debit, CASE WHEN side = 1 THEN amount ELSE 0 END AS credit"

    private static let postings: [Check] = [
        .agree(
            .balanced, "过账总额与分录 / posting.total and its lines", tables: ["posting", "posting_line"],
            keys: ["document", "ordinal"], amounts: ["debit", "credit"], presence: true,
            "SELECT document, ordinal, total AS debit, total AS credit FROM posting",
            "SELECT document, ordinal, \(debitCredit) FROM posting_line"),
        .none(
            .balanced, "分录方向或科目不明 / line of no side or account", tables: ["posting_line", "account"],
            columns: ["document", "ordinal", "line", "side", "account"],
            "SELECT document, ordinal, line, side, account FROM posting_line WHERE side NOT IN (0, 1) OR account NOT IN (SELECT number FROM account)"
        ),
        .none(
            .balanced, "分录行号不连续 / posting lines not dense", tables: ["posting_line"],
            columns: ["document", "ordinal", "first", "last", "count"],
            "SELECT document, ordinal, MIN(line), MAX(line), COUNT(*) FROM posting_line GROUP BY document, ordinal HAVING MIN(line) <> 1 OR MAX(line) <> COUNT(*)"
        ),
        .none(
            .balanced, "过账序号不连续 / posting ordinals not dense", tables: ["posting"], columns: ["document", "first", "last", "count"],
            "SELECT document, MIN(ordinal), MAX(ordinal), COUNT(*) FROM posting GROUP BY document HAVING MIN(ordinal) <> 0 OR MAX(ordinal) <> COUNT(*) - 1"
        ),
    ]

    static let bundles: [Check] = [
        .agree(
            .balanced, "汇总行与分录 / bundle_line and posting_line", tables: ["bundle_line", "bundle", "posting", "posting_line"],
            keys: ["bundle", "account", "side", "party", "warehouse"], amounts: ["amount", "pieces"], presence: true,
            "SELECT bundle, account, side, party, warehouse, amount, pieces FROM bundle_line",
            "SELECT p.bundle, l.account, l.side, l.party, l.warehouse, l.amount, l.pieces FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal WHERE p.bundle IN (SELECT bundle FROM bundle)"
        ),
        .agree(
            .balanced, "汇总与过账 / bundle and its postings", tables: ["bundle", "posting"],
            keys: ["bundle", "book", "period", "day", "shop", "event"], amounts: ["documents", "total"], presence: true,
            "SELECT bundle, book, period, day, shop, event, documents, total FROM bundle",
            "SELECT bundle, book, period, day, shop, event, 1 AS documents, total FROM posting WHERE bundle IN (SELECT bundle FROM bundle)"),
        .none(
            .balanced, "汇总号不是首笔过账 / bundle not named after its first posting", tables: ["bundle", "posting"],
            columns: ["bundle", "first"],
            "SELECT b.bundle, MIN(p.document * 8 + p.ordinal) FROM bundle b JOIN posting p ON p.bundle = b.bundle GROUP BY b.bundle HAVING MIN(p.document * 8 + p.ordinal) <> b.bundle"
        ),
        .none(
            .balanced, "过账没有汇总 / posting whose bundle is not there", tables: ["posting", "bundle"],
            columns: ["document", "ordinal", "bundle"],
            "SELECT document, ordinal, bundle FROM posting WHERE bundle NOT IN (SELECT bundle FROM bundle) AND bundle <> document * 8 + ordinal"
        ),
        .agree(
            .balanced, "未封存汇总 / open bundles", tables: ["open_bundle", "bundle"], keys: ["book", "day", "shop", "event", "bundle"],
            presence: true, "SELECT book, day, shop, event, bundle FROM open_bundle",
            "SELECT book, day, shop, event, bundle FROM bundle WHERE voucher = 0"),
        .agree(
            .balanced, "有未封存汇总的日子 / days with open bundles", tables: ["open_day", "open_bundle"], keys: ["book", "day"], presence: true,
            "SELECT book, day FROM open_day", "SELECT book, day FROM open_bundle"),
    ]

    private static let vouchers: [Check] = [
        .agree(
            .balanced, "凭证总额与分录 / voucher.total and its lines", tables: ["voucher", "voucher_line"], keys: ["document"],
            amounts: ["debit", "credit"], presence: true,
            "SELECT document, total AS debit, total AS credit FROM voucher", "SELECT document, \(debitCredit) FROM voucher_line"),
        .none(
            .balanced, "凭证分录方向或科目不明 / voucher line of no side or account", tables: ["voucher_line", "account"],
            columns: ["document", "line", "side", "account"],
            "SELECT document, line, side, account FROM voucher_line WHERE side NOT IN (0, 1) OR account NOT IN (SELECT number FROM account)"
        ),
        .none(
            .balanced, "凭证行号不连续 / voucher lines not dense", tables: ["voucher_line"], columns: ["document", "first", "last", "count"],
            "SELECT document, MIN(line), MAX(line), COUNT(*) FROM voucher_line GROUP BY document HAVING MIN(line) <> 1 OR MAX(line) <> COUNT(*)"
        ),
        .agree(
            .balanced, "凭证与汇总 / voucher and its bundle", tables: ["voucher", "bundle"],
            keys: ["bundle", "book", "period", "day", "event", "shop", "document"], amounts: ["documents", "total"], presence: true,
            "SELECT bundle, book, period, day, event, shop, document, documents, total FROM voucher WHERE bundle IN (SELECT bundle FROM bundle)",
            "SELECT bundle, book, period, day, event, shop, voucher AS document, documents, total FROM bundle WHERE voucher <> 0"),
        .agree(
            .balanced, "凭证与单笔过账 / voucher and its one posting", tables: ["voucher", "bundle", "posting"],
            keys: ["bundle", "book", "period", "day", "event", "shop"], amounts: ["documents", "total"], presence: true,
            "SELECT bundle, book, period, day, event, shop, documents, total FROM voucher WHERE bundle NOT IN (SELECT bundle FROM bundle)",
            "SELECT bundle, book, period, day, event, shop, 1 AS documents, total FROM posting WHERE bundle NOT IN (SELECT bundle FROM bundle)"
        ),
        .agree(
            .balanced, "凭证分录与过账分录 / voucher lines and posting lines",
            tables: ["voucher", "voucher_line", "posting", "posting_line"],
            keys: ["bundle", "account", "side", "party", "warehouse"], amounts: ["amount", "pieces"],
            "SELECT v.bundle, l.account, l.side, l.party, l.warehouse, l.amount, l.pieces FROM voucher_line l JOIN voucher v ON v.document = l.document",
            "SELECT p.bundle, l.account, l.side, l.party, l.warehouse, l.amount, l.pieces FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal WHERE p.bundle IN (SELECT bundle FROM voucher)"
        ),
        .agree(
            .balanced, "单笔凭证逐行 / lines of a voucher over one posting",
            tables: ["voucher", "voucher_line", "bundle", "posting", "posting_line"],
            keys: ["bundle", "line", "account", "side", "party", "warehouse", "item"], amounts: ["amount", "pieces"], presence: true,
            "SELECT v.bundle, l.line, l.account, l.side, l.party, l.warehouse, l.item, l.amount, l.pieces FROM voucher_line l JOIN voucher v ON v.document = l.document WHERE v.bundle NOT IN (SELECT bundle FROM bundle)",
            "SELECT p.bundle, l.line, l.account, l.side, l.party, l.warehouse, l.item, l.amount, l.pieces FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal WHERE p.bundle NOT IN (SELECT bundle FROM bundle)"
        ),
        .none(
            .balanced, "汇总凭证带商品 / bundled voucher line names an item", tables: ["voucher", "voucher_line", "bundle"],
            columns: ["document", "line", "item"],
            "SELECT l.document, l.line, l.item FROM voucher_line l JOIN voucher v ON v.document = l.document WHERE l.item <> 0 AND v.bundle IN (SELECT bundle FROM bundle)"
        ),
    ]

    /// The balances of the accounts of each place, as that place's money.
    private static let placeAccounts: String = ValuePlace.allCases.filter { !$0.accounts.isEmpty }.map { place -> String in
        let roles = place.accounts.map { String($0.rawValue) }.joined(separator: ", ")
        return
            "SELECT \(place.rawValue) AS place, b.warehouse, b.debit - b.credit AS amount FROM balance b JOIN account a ON a.number = b.account WHERE a.role IN (\(roles))"
    }.joined(separator: " UNION ALL ")

    private static let goodsAccounts =
        "SELECT number FROM account WHERE role IN (\(AccountRole.onHand.map { String($0.rawValue) }.joined(separator: ", ")))"

    /// What became of each layer so far: the value ledger counts for the first of a pool, those before it are used up, and nothing has left
    /// of those behind it.
    private static let layerStandings = """
        SELECT c.posting, c.line, c.warehouse, c.item, c.condition, c.pieces,
        CASE WHEN v.front_posting = c.posting AND v.front_line = c.line THEN v.front_rest
        WHEN COALESCE(v.front_posting, 0) = 0 OR c.posting < v.front_posting OR (c.posting = v.front_posting AND c.line < v.front_line) THEN 0
        ELSE c.pieces END AS rest,
        c.sold + CASE WHEN v.front_posting = c.posting AND v.front_line = c.line THEN v.front_sold ELSE 0 END AS sold,
        c.moved + CASE WHEN v.front_posting = c.posting AND v.front_line = c.line THEN v.front_moved ELSE 0 END AS moved
        FROM cost_layer c LEFT JOIN value_stock v ON v.place = \(ValuePlace.onHand.rawValue) AND v.warehouse = c.warehouse
        AND v.item = c.item AND v.condition = c.condition
        """

    /// Cost layers: what came into each pool, and how much of it is there.
    private static let layers: [Check] = [
        .agree(
            .value, "成本层与入库分录 / cost layers and the lines that brought pieces in", tables: ["cost_layer", "posting_line"],
            keys: ["posting", "line", "warehouse", "item", "condition"], amounts: ["pieces", "amount"], presence: true,
            "SELECT posting, line, warehouse, item, condition, pieces, amount FROM cost_layer",
            """
            SELECT document * 8 + ordinal AS posting, line, warehouse, item, condition, ABS(pieces) AS pieces,
            CASE WHEN side = 0 THEN amount ELSE -amount END AS amount FROM posting_line
            WHERE place = \(ValuePlace.onHand.rawValue) AND ((side = 0 AND pieces > 0) OR (side = 1 AND pieces < 0))
            """),
        .agree(
            .value, "成本层余量与价值账 / what is left of the layers and the value ledger", tables: ["cost_layer", "value_stock"],
            keys: ["warehouse", "item", "condition"], amounts: ["pieces"],
            "SELECT warehouse, item, condition, rest AS pieces FROM (\(layerStandings)) s",
            "SELECT warehouse, item, condition, pieces FROM value_stock WHERE place = \(ValuePlace.onHand.rawValue)"),
        .agree(
            .value, "未出完的成本层 / layers with pieces left", tables: ["cost_layer", "open_layer", "value_stock"],
            keys: ["warehouse", "item", "condition", "posting", "line"], presence: true,
            "SELECT warehouse, item, condition, posting, line FROM (\(layerStandings)) s WHERE rest > 0",
            "SELECT warehouse, item, condition, posting, line FROM open_layer"),
        .agree(
            .value, "成本层调拨件数 / moved of the layers and their transfers", tables: ["cost_layer", "layer_move", "value_stock"],
            keys: ["posting", "line"], amounts: ["pieces"], "SELECT posting, line, moved AS pieces FROM (\(layerStandings)) s",
            "SELECT posting, line, pieces FROM layer_move"),
        .agree(
            .value, "已售件数与结转分录 / sold of the layers and the lines that sold",
            tables: ["cost_layer", "posting", "posting_line", "value_stock"],
            keys: ["warehouse", "item", "condition"], amounts: ["pieces"],
            "SELECT warehouse, item, condition, sold AS pieces FROM (\(layerStandings)) s",
            """
            SELECT l.warehouse, l.item, l.condition, l.pieces FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
            WHERE l.place = \(ValuePlace.onHand.rawValue) AND l.side = 1 AND l.pieces > 0
            AND p.event IN (\(PostingEvent.costOfSales.rawValue), \(PostingEvent.goodsShippedUnearned.rawValue))
            """),
        .agree(
            .value, "调拨件数与出库分录 / pieces of layer moves and the lines that issued them",
            tables: ["layer_move", "posting", "posting_line"], keys: ["issue", "issue_line"], amounts: ["pieces"], presence: true,
            "SELECT issue, issue_line, pieces FROM layer_move",
            """
            SELECT l.document * 8 + l.ordinal AS issue, l.line AS issue_line, l.pieces FROM posting_line l
            JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
            WHERE l.place = \(ValuePlace.onHand.rawValue) AND l.side = 1 AND l.pieces > 0
            AND p.event IN (\(PostingEvent.transferIssue.rawValue), \(PostingEvent.transferIssueInBook.rawValue))
            """),
        .none(
            .value, "成本层件数无效 / cost layer out of bounds", tables: ["cost_layer", "value_stock"],
            columns: ["posting", "line", "pieces", "rest", "sold", "moved"],
            "SELECT posting, line, pieces, rest, sold, moved FROM (\(layerStandings)) s WHERE pieces <= 0 OR rest < 0 OR sold < 0 OR moved < 0 OR rest + sold + moved > pieces"
        ),
        .none(
            .value, "价值池的首层有误 / the first layer of a pool is not what it should be", tables: ["value_stock", "cost_layer"],
            columns: ["place", "warehouse", "item", "condition", "front_posting", "front_line", "front_rest"],
            """
            SELECT v.place, v.warehouse, v.item, v.condition, v.front_posting, v.front_line, v.front_rest FROM value_stock v
            LEFT JOIN cost_layer c ON c.posting = v.front_posting AND c.line = v.front_line
            WHERE CASE WHEN v.place = \(ValuePlace.onHand.rawValue) AND v.front_posting <> 0
            THEN c.posting IS NULL OR c.sold <> 0 OR c.moved <> 0 OR v.front_rest <= 0 OR v.front_sold < 0 OR v.front_moved < 0
            ELSE v.front_posting <> 0 OR v.front_line <> 0 OR v.front_rest <> 0 OR v.front_sold <> 0 OR v.front_moved <> 0 END
            """),
    ]

    static let balances: [Check] = [
        .agree(
            .value, "科目余额与分录 / balance and posting lines", tables: ["balance", "posting", "posting_line"],
            keys: ["book", "period", "account", "party", "warehouse"], amounts: ["debit", "credit"], presence: true,
            "SELECT book, period, account, party, warehouse, debit, credit FROM balance",
            "SELECT p.book, p.period, l.account, l.party, l.warehouse, CASE WHEN l.side = 0 THEN l.amount ELSE 0 END AS debit, CASE WHEN l.side = 1 THEN l.amount ELSE 0 END AS credit FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal"
        ),
        .agree(
            .value, "价值账与分录 / value_stock and posting lines", tables: ["value_stock", "posting_line"],
            keys: ["place", "warehouse", "item", "condition"], amounts: ["pieces", "amount"], presence: true,
            "SELECT place, warehouse, item, condition, pieces, amount FROM value_stock",
            "SELECT place, warehouse, item, condition, CASE WHEN side = 0 THEN pieces ELSE -pieces END AS pieces, CASE WHEN side = 0 THEN amount ELSE -amount END AS amount FROM posting_line WHERE place <> 0"
        ),
        .agree(
            .value, "价值账件数与账面在库 / value pieces and promise on hand", tables: ["value_stock", "promise_stock"],
            keys: ["warehouse", "item", "condition"], amounts: ["pieces"],
            "SELECT warehouse, item, condition, pieces FROM value_stock WHERE place = \(ValuePlace.onHand.rawValue)",
            "SELECT warehouse, item, condition, on_hand AS pieces FROM promise_stock WHERE owner = ''"),
        .agree(
            .value, "库存价值与库存商品科目 / value on hand and goods accounts", tables: ["value_stock", "warehouse", "balance", "account"],
            keys: ["book", "warehouse"], amounts: ["amount"],
            "SELECT COALESCE(w.book, '') AS book, v.warehouse, v.amount FROM value_stock v LEFT JOIN warehouse w ON w.code = v.warehouse WHERE v.place = \(ValuePlace.onHand.rawValue)",
            "SELECT book, warehouse, debit - credit AS amount FROM balance WHERE account IN (\(goodsAccounts))"),
        .agree(
            .value, "价值账金额与各存放处科目 / value money and the accounts of its place", tables: ["value_stock", "balance", "account"],
            keys: ["place", "warehouse"], amounts: ["amount"], "SELECT place, warehouse, amount FROM value_stock", placeAccounts),
        .none(
            .value, "价值账为负或有钱无货 / value below zero, or money without pieces", tables: ["value_stock"],
            columns: ["place", "warehouse", "item", "condition", "pieces", "amount"],
            """
            SELECT place, warehouse, item, condition, pieces, amount FROM value_stock
            WHERE (place <> \(ValuePlace.underDecision.rawValue) AND (pieces < 0 OR amount < 0)) OR (place <> \(ValuePlace.underDecision.rawValue) AND pieces = 0 AND amount <> 0)
            """),
        .none(
            .value, "非库存分录带件数 / pieces on a line that is not stock", tables: ["posting_line"],
            columns: ["document", "ordinal", "line", "pieces"],
            "SELECT document, ordinal, line, pieces FROM posting_line WHERE place = 0 AND (pieces <> 0 OR item <> 0 OR warehouse <> '' OR condition <> '')"
        ),
    ]
}
