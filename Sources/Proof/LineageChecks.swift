import Documents

/// INV-06: every stock document has its postings, every posting and voucher its document, every document its source.
enum LineageChecks {
    private static func kinds(_ kinds: DocumentKind...) -> String { kinds.map { String($0.rawValue) }.joined(separator: ", ") }

    /// Which kinds a document may follow from, flow by flow; what several lines say of a kind adds up.
    static let parents: [(kind: DocumentKind, parents: [DocumentKind], mayStandAlone: Bool)] = [
        (.masterRecord, [], true), (.openingStock, [], true), (.purchaseReceipt, [], true), (.channelOrder, [.channelOrder], true),
        (.salesOrder, [.channelOrder], false),
        (.deliveryNotice, [.salesOrder, .openingStock, .purchaseReceipt, .cancellation], true),
        (.deliveryNotice, [.otherReceipt, .conditionChange, .assembly], false),
        (.salesIssue, [.deliveryNotice], false), (.cancellation, [.salesOrder, .channelOrder], false),
        (.channelReturn, [.channelOrder, .channelReturn], true), (.receivable, [.salesOrder], false),
        (.salesSettlement, [.salesIssue, .receivable], false), (.stockPosting, [.openingStock, .purchaseReceipt], false),
        (.voucher, [.salesSettlement, .stockPosting], false),
        // Inside the warehouse.
        (.pickWave, [], true), (.scan, [.pickWave], false), (.parcel, [.deliveryNotice], false),
        // Transfers.
        (.transferRequest, [], true), (.approval, [.transferRequest], false), (.transferNotice, [.approval], false),
        (.transferIssue, [.transferNotice], false), (.transferReceipt, [.transferIssue, .transferShortage], false),
        (.transferShortage, [.transferIssue], false), (.transferCancellation, [.transferRequest], false),
        (.stockPosting, [.transferIssue, .transferReceipt, .transferShortage], false),
        (.deliveryNotice, [.transferReceipt, .transferCancellation], false),
        // Purchases.
        (.purchaseOrder, [.purchaseOrder], true), (.receivingNotice, [.approval], false), (.arrival, [.receivingNotice], false),
        (.inspection, [.receivingNotice], false), (.purchaseReceipt, [.receivingNotice, .deliveryNotice], false),
        (.landedCost, [.purchaseReceipt], false), (.priceChange, [.purchaseReceipt], false),
        (.purchaseReturnRequest, [.purchaseReceipt, .purchaseReturnOrder], false),
        (.purchaseReturnOrder, [.purchaseReturnRequest], false), (.purchaseReturnIssue, [.purchaseReturnOrder], false),
        (.approval, [.purchaseOrder, .purchaseReturnOrder], false),
        (.stockPosting, [.landedCost, .priceChange, .purchaseReturnIssue], false),
        (.deliveryNotice, [.approval, .purchaseReturnRequest], false),
        // Returns and money back.
        (.returnOrder, [.channelOrder, .channelReturn, .parcelEvent, .returnOrder], false),
        (.returnReceipt, [.returnOrder, .returnReceipt], true),
        (.channelRefund, [.channelOrder, .channelRefund], true),
        (.redReceivable, [.channelRefund, .salesSettlement, .redReceivable, .expenseNote, .returnReceipt], false),
        (.expenseNote, [.channelRefund, .salesSettlement, .redReceivable, .expenseNote], false), (.cancellation, [.channelRefund], false),
        (.parcelEvent, [.channelOrder], false), (.interception, [.channelOrder], false), (.writeDown, [], true),
        (.stockPosting, [.returnReceipt, .parcelEvent, .writeDown], false), (.voucher, [.redReceivable, .expenseNote], false),
        (.deliveryNotice, [.returnReceipt], false),
        // What warehouses hold, by our word and by theirs.
        (.stockStatusReport, [.stockStatusReport], true), (.stockClaim, [], true),
        (.varianceTask, [.stockClaim, .varianceTask], false),
        // Losses and gains: whatever the register names as lost or found (LossChecks).
        (.lossDisposal, DocumentKind.allCases, false), (.approval, [.lossDisposal], false), (.stockPosting, [.approval], false),
        (.stockPosting, [.otherReceipt, .otherIssue, .conditionChange, .assembly, .openingBalances], false),
        (.approval, [.otherIssue, .orderMark], false),
        (.otherReceipt, [], true), (.otherIssue, [.approval], true), (.conditionChange, [], true), (.assembly, [], true),
        (.openingBalances, [], true), (.binMove, [], true),
        (.orderHold, [.salesOrder, .orderMark, .approval], false), (.reallocation, [.salesOrder], false),
        (.parcelMerge, [.deliveryNotice], false), (.orderMark, [.salesOrder], false), (.stockOffer, [], true),
        (.offerAnswer, [.stockOffer], false),
        // Counts.
        (.countPlan, [.reservationCut], true), (.countScan, [.countPlan], false), (.countSheet, [.countPlan], false),
        (.countCause, [.countSheet], false), (.approval, [.countCause], false), (.stockSurplus, [.approval], false),
        (.stockShortage, [.approval], false), (.reservationCut, [.stockShortage, .deliveryNotice], false),
        (.stockPosting, [.stockSurplus, .stockShortage], false), (.binMove, [.approval], false),
        (.deliveryNotice, [.stockSurplus, .stockShortage], false),
        // Business orders.
        (.businessReceipt, [.salesIssue], false), (.consignmentStatement, [], true),
        (.salesSettlement, [.businessReceipt, .consignmentStatement], false),
        (.stockPosting, [.businessReceipt, .consignmentStatement], false), (.deliveryNotice, [.businessReceipt], false),
    ]

    /// The stock documents that move one way, or all.
    private static func moving(_ direction: DocumentKind.Direction?) -> String {
        DocumentKind.moving.filter { direction == nil || $0.direction == direction }.map(\.rawValue).sorted().map(String.init)
            .joined(separator: ", ")
    }

    /// A receipt of found pieces takes its shortage back.
    private static let transferLosses: [PostingEvent] = [
        .transferShortage, .transferShortageInBook, .transferLossPending, .transferLossPendingInBook,
    ]

    /// Which events the postings of a document's kind tell of.
    static let events: [(source: DocumentKind, events: [PostingEvent])] = [
        (.openingStock, [.openingStock]), (.purchaseReceipt, [.purchaseReceipt]),
        (.transferIssue, [.transferIssue, .transferIssueInBook]),
        (.transferReceipt, [.transferReceipt, .transferReceiptInBook] + transferLosses), (.transferShortage, transferLosses),
        (.stockSurplus, [.countSurplus, .lateFoundPurchase]),
        (
            .stockShortage,
            [.countShortageReasonable, .countReasonableDisposal, .countShortagePending, .countDisasterPending, .conditionChange]
        ),
        (.approval, PostingEvent.disposals.sorted { $0.rawValue < $1.rawValue }),
        (.returnReceipt, [.returnGood, .returnDefective, .returnScrap]), (.parcelEvent, [.returnScrap]), (.writeDown, [.impairment]),
        (.landedCost, [.landedCost]), (.priceChange, [.priceDifference]), (.purchaseReturnIssue, [.purchaseReturn]),
        (.otherReceipt, [.otherReceipt]),
        (.otherIssue, [.sampleIssue, .ownUseIssue, .scrapIssue]), (.conditionChange, [.conditionChange]), (.assembly, [.assembly]),
        (.openingBalances, [.openingBalance]), (.businessReceipt, [.shippedShortage, .shippedBack]),
        (.consignmentStatement, [.statementDeduction]),
    ]

    /// A posting whose event its document does not have: settlements tell of sales and their cost, stock postings of their source.
    private static var wrongEvent: String {
        func list(_ events: [PostingEvent]) -> String { events.map { String($0.rawValue) }.joined(separator: ", ") }
        let settled =
            "WHEN l.kind = \(DocumentKind.salesSettlement.rawValue) THEN p.event NOT IN (\(list([.sale, .costOfSales, .testIssue, .reshipmentIssue, .fakeIssue, .goodsShippedUnearned, .costOfGoodsShipped])))"
        let others = Dictionary(grouping: events, by: \.source).sorted { $0.key.rawValue < $1.key.rawValue }.map { source, rules in
            "WHEN s.kind = \(source.rawValue) THEN p.event NOT IN (\(list(rules.flatMap(\.events))))"
        }
        let refunds =
            "WHEN l.kind = \(DocumentKind.redReceivable.rawValue) THEN p.event NOT IN (\(list([.salesReturn]))) "
            + "WHEN l.kind = \(DocumentKind.expenseNote.rawValue) THEN p.event NOT IN (\(list([.refundExpense])))"
        return "CASE \(settled) \(refunds) \(others.joined(separator: " ")) ELSE 1 = 1 END"
    }

    private static var wrongParent: String {
        let cases = Dictionary(grouping: parents, by: \.kind).sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, rules -> String in
            var allowed: [String] = rules.contains(where: \.mayStandAlone) ? ["c.source = 0"] : []
            let sources = Set(rules.flatMap(\.parents)).map(\.rawValue).sorted().map(String.init)
            if !sources.isEmpty { allowed.append("p.kind IN (\(sources.joined(separator: ", ")))") }
            return "WHEN c.kind = \(kind.rawValue) THEN CASE WHEN \(allowed.joined(separator: " OR ")) THEN 0 ELSE 1 END"
        }
        return "CASE " + cases.joined(separator: " ") + " ELSE 1 END = 1"
    }

    /// Kinds whose rule says that nothing is posted.
    private static let withoutValue = DocumentKind.postsNothing.map(\.rawValue).sorted().map(String.init).joined(separator: ", ")

    private static let posted = kinds(.salesSettlement, .stockPosting, .redReceivable, .expenseNote)

    static let all: [Check] = [
        .none(
            .posted, "单据来源不符 / document of the wrong source", tables: ["log"], columns: ["position", "kind", "source"],
            "SELECT c.position, c.kind, c.source FROM log c LEFT JOIN log p ON p.position = c.source WHERE c.source < 0 OR c.source >= c.position OR \(wrongParent)"
        ),
        .agree(
            .posted, "出库单与结算单 / sales issues and settlements", tables: ["log"], keys: ["issue"], amounts: ["documents"],
            "SELECT position AS issue, 1 AS documents FROM log WHERE kind = \(DocumentKind.salesIssue.rawValue)",
            "SELECT s.source AS issue, 1 AS documents FROM log s JOIN log i ON i.position = s.source WHERE s.kind = \(DocumentKind.salesSettlement.rawValue) AND i.kind = \(DocumentKind.salesIssue.rawValue)"
        ),
        .agree(
            .posted, "入库流水与存货过账 / goods that came in and their posting", tables: ["physical_move", "log"], keys: ["source"],
            presence: true,
            "SELECT m.document AS source FROM physical_move m JOIN log l ON l.position = m.document WHERE m.owner = '' AND l.kind NOT IN (\(DocumentKind.salesIssue.rawValue), \(withoutValue))",
            "SELECT p.source FROM log p JOIN log s ON s.position = p.source WHERE p.kind = \(DocumentKind.stockPosting.rawValue) AND s.kind IN (\(moving(nil))) AND EXISTS (SELECT 1 FROM posting_line n WHERE n.document = p.position AND n.place = \(ValuePlace.onHand.rawValue))"
        ),
        .agree(
            .posted, "库存单据件数与过账件数 / pieces moved and pieces posted", tables: ["physical_move", "posting_line", "log"],
            keys: ["source", "warehouse", "item", "condition"], amounts: ["pieces"], presence: true,
            "SELECT m.document AS source, m.warehouse, m.item, m.condition, m.pieces FROM physical_move m JOIN log d ON d.position = m.document WHERE m.owner = '' AND d.kind NOT IN (\(withoutValue))",
            "SELECT s.source, l.warehouse, l.item, l.condition, CASE WHEN l.side = 0 THEN l.pieces ELSE -l.pieces END AS pieces FROM posting_line l JOIN log s ON s.position = l.document WHERE l.place = \(ValuePlace.onHand.rawValue) AND l.pieces <> 0"
        ),
        .none(
            .posted, "流水无单据 / move without its document", tables: ["physical_move", "log"],
            columns: ["document", "line", "pieces"],
            "SELECT m.document, m.line, m.pieces FROM physical_move m LEFT JOIN log l ON l.position = m.document WHERE l.position IS NULL OR l.kind NOT IN (\(moving(nil))) OR m.pieces = 0 OR (l.kind IN (\(moving(.goesOut))) AND m.pieces > 0) OR (l.kind IN (\(moving(.comesIn))) AND m.pieces < 0)"
        ),
        .none(
            .posted, "过账无单据或事件不符 / posting without its document", tables: ["posting", "log"],
            columns: ["document", "ordinal", "event"],
            """
            SELECT p.document, p.ordinal, p.event FROM posting p LEFT JOIN log l ON l.position = p.document LEFT JOIN log s ON s.position = l.source
            WHERE l.position IS NULL OR l.kind NOT IN (\(posted)) OR \(wrongEvent)
            """),
        .none(
            .posted, "存货过账单没有过账 / stock posting without postings", tables: ["posting", "log"], columns: ["position"],
            "SELECT position FROM log WHERE kind = \(DocumentKind.stockPosting.rawValue) AND position NOT IN (SELECT document FROM posting)"
        ),
        .none(
            .posted, "过账与模板不符 / posting unlike its rule", tables: ["posting", "posting_line", "posting_rule", "account_role"],
            columns: ["document", "ordinal", "line", "event", "rule_version", "account", "side"],
            """
            SELECT l.document, l.ordinal, l.line, p.event, p.rule_version, l.account, l.side FROM posting_line l
            JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
            WHERE p.event <> \(PostingEvent.openingBalance.rawValue) AND NOT EXISTS (SELECT 1 FROM posting_rule r WHERE r.event = p.event AND r.version = p.rule_version AND r.side = l.side)
            """),
        .none(
            .posted, "科目角色不明 / role that no account plays", tables: ["account_role", "account"], columns: ["role", "number"],
            "SELECT r.role, r.number FROM account_role r LEFT JOIN account a ON a.number = r.number WHERE a.number IS NULL OR a.role <> r.role"
        ),
        .agree(
            .posted, "凭证与凭证单据 / vouchers and their documents", tables: ["voucher", "log"], keys: ["document"], amounts: ["documents"],
            "SELECT document, 1 AS documents FROM voucher",
            "SELECT position AS document, 1 AS documents FROM log WHERE kind = \(DocumentKind.voucher.rawValue)"),
        .none(
            .posted, "凭证来源不是首笔过账 / voucher not sourced from its first posting", tables: ["voucher", "log"],
            columns: ["document", "bundle", "source"],
            "SELECT v.document, v.bundle, l.source FROM voucher v JOIN log l ON l.position = v.document WHERE l.source <> v.bundle / 8"),
        .none(
            .posted, "无主退货无单据 / held return without its documents", tables: ["held_return", "log"],
            columns: ["shop", "order_id", "document", "newest"],
            "SELECT h.shop, h.order_id, h.document, h.newest FROM held_return h LEFT JOIN log d ON d.position = h.document LEFT JOIN log n ON n.position = h.newest WHERE d.position IS NULL OR d.kind NOT IN (\(kinds(.channelReturn, .channelRefund))) OR d.source <> 0 OR n.position IS NULL OR n.kind <> d.kind OR (n.position <> d.position AND n.source <> d.position)"
        ),
        .none(
            .posted, "基础资料指针不符 / master record pointer", tables: ["master_record", "log"],
            columns: ["kind", "code", "position", "recorded_at"],
            "SELECT m.kind, m.code, m.position, m.recorded_at FROM master_record m LEFT JOIN log l ON l.position = m.position WHERE l.position IS NULL OR l.kind <> \(DocumentKind.masterRecord.rawValue) OR l.recorded_at <> m.recorded_at"
        ),
    ]
}
