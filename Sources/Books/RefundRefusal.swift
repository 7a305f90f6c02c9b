import Kernel

/// What the Books leg refuses of returns, refunds and write-downs.
public enum RefundRefusal: Refusal, Hashable {
    case notSettled(trade: Int64, line: Int64, settled: Int64, asked: Int64)
    case noAllowances(book: String)
    case allowanceStands(warehouse: String, item: String, pieces: Int64, cost: Money, allowance: Money)

    public var code: String {
        switch self {
        case .notSettled: "notSettled"
        case .noAllowances: "noAllowances"
        case .allowanceStands: "allowanceStands"
        }
    }

    public var chinese: String {
        switch self {
        case .notSettled(let trade, let line, let settled, let asked):
            "交易 \(trade) 第 \(line) 行已结转成本且未退回的只有 \(settled) 件,要冲回 \(asked) 件。请先完成销售结算,或核对退回数量。"
        case .noAllowances(let book): "账套 \(book) 执行小企业会计准则,不计提跌价准备,损失在实现时入账。请改走报废或处置。"
        case .allowanceStands(let warehouse, let item, let pieces, let cost, let allowance):
            "仓库 \(warehouse) 商品 \(item) 有 \(pieces) 件,成本 \(cost.text),已提跌价准备 \(allowance.text),按该可变现净值无需调整。请核对库存状态与单价。"
        }
    }

    public var english: String {
        switch self {
        case .notSettled(let trade, let line, let settled, let asked):
            "Line \(line) of trade \(trade) has \(settled) pieces whose cost is posted and not yet back, \(asked) are to come back. Settle the sale first, or check the pieces."
        case .noAllowances(let book):
            "Book \(book) keeps the small-enterprise standard, which knows no allowances: a loss is booked when it is real. Scrap or sell the goods instead."
        case .allowanceStands(let warehouse, let item, let pieces, let cost, let allowance):
            "Warehouse \(warehouse) holds \(pieces) pieces of item \(item) at \(cost.text) with an allowance of \(allowance.text); at this value nothing changes. Check condition and value."
        }
    }
}
