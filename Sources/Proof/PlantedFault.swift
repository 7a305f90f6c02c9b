import Documents

/// A fault that one invariant's checks must notice: portable statements that damage a copy.
struct PlantedFault: Sendable {
    let invariant: Invariant
    let chinese: String
    let english: String
    let statements: [String]

    private init(_ invariant: Invariant, _ chinese: String, _ english: String, _ statements: String...) {
        self.invariant = invariant
        self.chinese = chinese
        self.english = english
        self.statements = statements
    }

    private static func kind(_ kind: DocumentKind) -> String { String(kind.rawValue) }

    /// At least one for each invariant.
    static let all: [PlantedFault] = [
        .init(
            .balanced, "一行分录多一分", "a posting line one fen higher",
            "UPDATE posting_line SET amount = amount + 1 WHERE line = 1 AND ordinal = 0 AND document = (SELECT MIN(document) FROM posting_line)"
        ),
        .init(
            .balanced, "一张凭证总额多一分", "a voucher's total one fen higher",
            "UPDATE voucher SET total = total + 1 WHERE document = (SELECT MAX(document) FROM voucher)"),
        .init(
            .physical, "实物账多一件", "one physical piece too many",
            "UPDATE physical_stock SET pieces = pieces + 1 WHERE item = (SELECT MIN(item) FROM physical_stock)"),
        .init(
            .physical, "盘点差异表少一件", "one piece fewer on a variance sheet",
            "UPDATE count_bin SET counted = counted - 1 WHERE number = 1 AND sheet = (SELECT MIN(sheet) FROM count_bin)"),
        .init(
            .value, "待处理损溢少一分", "one fen too little under decision",
            "UPDATE pending_loss SET amount = amount - 1 WHERE line = (SELECT MIN(line) FROM pending_loss) AND posting = (SELECT MIN(posting) FROM pending_loss)"
        ),
        .init(
            .value, "发出商品多签收一件", "a customer received one piece more",
            "UPDATE shipped_line SET received = received + 1 WHERE issue = (SELECT MIN(issue) FROM shipped_line)"),
        .init(
            .receivables, "代销账扣少一分", "a deduction one fen short",
            "UPDATE statement_deduction SET amount = amount - 1 WHERE document = (SELECT MIN(document) FROM statement_deduction)"),
        .init(
            .neverMore, "退货行少一件", "a piece fewer came back",
            "UPDATE return_line SET received = received - 1 WHERE received > 0 AND document = (SELECT MIN(document) FROM return_line WHERE received > 0)"
        ),
        .init(
            .neverMore, "包裹轨迹少一段", "a stage of a parcel's way is gone",
            "UPDATE parcel_trip SET newest = newest - 1 WHERE trade = (SELECT MIN(trade) FROM parcel_trip)"),
        .init(
            .neverMore, "拦截被抹掉", "an interception is gone",
            "DELETE FROM interception WHERE document = (SELECT MIN(document) FROM interception)"),
        .init(
            .receivables, "退款份额多一分", "one fen too much given back",
            "UPDATE refund_share SET amount = amount + 1 WHERE trade = (SELECT MIN(trade) FROM refund_share)"),
        .init(
            .receivables, "退款被抹掉", "a refund is gone",
            "DELETE FROM channel_refund WHERE document = (SELECT MIN(document) FROM channel_refund)"),
        .init(
            .reserved, "占用调减少一件", "a reservation cut one piece short",
            "UPDATE reservation_cut SET pieces = pieces + 1000 WHERE document = (SELECT MIN(document) FROM reservation_cut)"),
        .init(
            .promise, "账面在库多一件", "one piece too many on hand",
            "UPDATE promise_stock SET on_hand = on_hand + 1 WHERE item = (SELECT MAX(item) FROM promise_stock WHERE on_hand > 0)"),
        .init(
            .reserved, "占用超出在库", "reserved more than is there",
            "UPDATE promise_stock SET reserved = on_hand + 1 WHERE item = (SELECT MIN(item) FROM promise_stock)"),
        .init(
            .reserved, "占用行少一件", "a reservation one piece short",
            "UPDATE reservation SET issued = issued - 1 WHERE trade = (SELECT MIN(trade) FROM reservation WHERE issued > 0) AND issued > 0"),
        .init(
            .value, "价值账多一分", "one fen too much in the value ledger",
            "UPDATE value_stock SET amount = amount + 1 WHERE item = (SELECT MIN(item) FROM value_stock WHERE amount > 0) AND amount > 0"),
        .init(
            .value, "科目余额多一分", "one fen too much in a balance",
            "UPDATE balance SET debit = debit + 1 WHERE account = (SELECT MAX(account) FROM balance)"),
        .init(
            .posted, "一张入库单没有过账", "a receipt without its posting",
            "DELETE FROM posting WHERE document = (SELECT MIN(position) FROM log WHERE kind = \(kind(.stockPosting)))"),
        .init(
            .posted, "一行期初余额多一分", "a line of opening balances one fen higher",
            "UPDATE opening_balance SET amount = amount + 1 WHERE document = (SELECT MIN(document) FROM opening_balance) AND line = 1"),
        .init(
            .posted, "大额其他出库没有审批", "a costly issue whose approval is gone",
            "UPDATE approval SET state = 1, decision = 0 WHERE kind = \(kind(.otherIssue)) AND state = 2"),
        .init(
            .splits, "组装多得一分成本", "an assembly that made a fen",
            "UPDATE posting_line SET amount = amount + 1 WHERE line = 1 AND document = (SELECT MIN(document) FROM posting WHERE event = \(PostingEvent.assembly.rawValue))"
        ),
        .init(
            .reserved, "挂起的订单说不清为何", "an order held by nobody",
            "UPDATE order_control SET held = 0, hold = 0 WHERE held = 1 AND trade = (SELECT MIN(trade) FROM order_control WHERE held = 1)"),
        .init(
            .posted, "刷单变回销售", "a fake order turned into a sale",
            "UPDATE trade_nature SET nature = 0 WHERE trade = (SELECT MIN(trade) FROM trade_nature)"),
        .init(
            .posted, "渠道回执多一件", "a channel that shows one piece more",
            "UPDATE offered_item SET accepted = accepted + 1 WHERE item = (SELECT MIN(item) FROM offered_item)"),
        .init(
            .neverMore, "一张通知出了合单", "a notice that left its merge",
            "DELETE FROM merged_notice WHERE notice = (SELECT MIN(notice) FROM merged_notice)"),
        .init(
            .neverMore, "通知单多发一件", "one piece more issued than noticed",
            "UPDATE task_line SET issued = pieces + 1, open = 0 WHERE notice = (SELECT MIN(notice) FROM task_line)"),
        .init(
            .promise, "外部仓镜像少一件", "a mirror move one piece short",
            "UPDATE mirror_move SET pieces = pieces - 1 WHERE line = 1 AND behind = (SELECT MIN(behind) FROM mirror_move)"),
        .init(
            .promise, "库存动态页漏一项", "a key that no page lists",
            "DELETE FROM stock_page WHERE item = (SELECT MIN(item) FROM stock_page)"),
        .init(
            .posted, "差异预警少一件", "a variance task one piece short",
            "UPDATE variance_task SET found = found - 1 WHERE document = (SELECT MIN(document) FROM variance_task)"),
        .init(
            .transfers, "在途少一件", "one piece under way lost",
            "UPDATE transit_line SET pieces = pieces - 1 WHERE issue = (SELECT MAX(issue) FROM transit_line)"),
        .init(
            .transfers, "在途结算额多一分", "one fen too much for goods under way",
            "UPDATE transfer_lot SET received_price = received_price + 1 WHERE issue = (SELECT MIN(issue) FROM transfer_lot)"),
        .init(
            .reserved, "调拨占用多一件", "a transfer reserves one piece too many",
            "UPDATE transfer_line SET open = open + 1 WHERE line = 1 AND request = (SELECT MAX(request) FROM transfer_line)"),
        .init(
            .receivables, "已确认应收多一分", "one fen too much receivable",
            "UPDATE receivable SET opened = opened + 1 WHERE trade = (SELECT MIN(trade) FROM receivable WHERE opened > 0) AND opened > 0"),
        .init(
            .receivables, "暂估应付多一分", "one fen too much payable",
            "UPDATE payable_line SET amount = amount + 1 WHERE receipt = (SELECT MIN(receipt) FROM payable_line)"),
        .init(
            .receivables, "采购费用多一分", "a landed cost one fen higher",
            "UPDATE landed_cost SET cost = cost + 1 WHERE document = (SELECT MIN(document) FROM landed_cost)"),
        .init(
            .neverMore, "收料多收一件", "one piece more received than the notice says",
            "UPDATE receiving_line SET received = received + 1 WHERE notice = (SELECT MIN(notice) FROM receiving_line WHERE received > 0)"),
        .init(
            .reserved, "退货占用多一件", "a return keeps one piece too many",
            "UPDATE purchase_return_line SET open = open + 1 WHERE receipt = (SELECT MIN(receipt) FROM purchase_return_line)"),
        .init(
            .splits, "订单已收金额少一分", "an order line's received amount one fen short",
            "UPDATE purchase_order_line SET received_amount = received_amount - 1 WHERE document = (SELECT MIN(document) FROM purchase_order_line WHERE received_pieces > 0)"
        ),
        .init(
            .numbers, "凭证号断号", "a gap in the voucher numbers",
            "UPDATE voucher SET number = number + 1000 WHERE document = (SELECT MIN(document) FROM voucher)"),
        .init(
            .splits, "订单行少一分", "an order line one fen short",
            "UPDATE order_line SET gross = gross - 1, list_amount = list_amount - 1 WHERE line = 1 AND trade = (SELECT MIN(trade) FROM order_line)"
        ),
        .init(
            .physical, "拣货行比扫码少一件", "a pick line one piece short of its scans",
            "UPDATE pick_line SET picked = picked - 1 WHERE picked > 0 AND wave = (SELECT MIN(wave) FROM pick_line WHERE picked > 0)"),
        .init(
            .neverMore, "包裹少装一件", "a parcel one piece short of its carton",
            "UPDATE parcel SET pieces = pieces - 1 WHERE document = (SELECT MIN(document) FROM parcel)"),
        .init(
            .chain, "改了一张旧单据的时间", "an old document's time was changed",
            "UPDATE log SET happened_at = happened_at + 1 WHERE position = (SELECT MAX(position) / 2 FROM log)"),
        .init(
            .chain, "删了最后一条操作日志", "the last audit row is gone",
            "DELETE FROM command WHERE sequence = (SELECT MAX(sequence) FROM command)"),
        .init(
            .chain, "操作者换了名字", "an actor goes by another name",
            "UPDATE actor SET name = name || '*' WHERE actor = (SELECT MIN(actor) FROM command)"),
        .init(
            .personal, "丢了一条密封件", "a sealed record is gone", "DELETE FROM recipient WHERE person = (SELECT MIN(person) FROM recipient)"),
        .init(
            .personal, "密封件换成明文", "clear text where a sealed record lay",
            "UPDATE recipient SET sealed = digest WHERE person = (SELECT MAX(person) FROM recipient)"),
        .init(
            .fold, "改了商品名称而无单据", "an item renamed without a document",
            "UPDATE item SET name = name || '*' WHERE code = (SELECT MIN(code) FROM item)"),
    ]
}
