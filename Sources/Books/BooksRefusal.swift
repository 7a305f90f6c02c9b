import Kernel

/// What the Books leg refuses. Documents that it makes itself are checked as hard as any other's.
public enum BooksRefusal: Refusal, Hashable {
    case unbalanced(event: String, debit: Money, credit: Money)
    case noReceivable(trade: Int64)
    case valueShort(warehouse: String, item: String, pieces: Int64, asked: Int64)

    public var code: String {
        switch self {
        case .unbalanced: "unbalanced"
        case .noReceivable: "noReceivable"
        case .valueShort: "valueShort"
        }
    }

    public var chinese: String {
        switch self {
        case .unbalanced(let event, let debit, let credit):
            "凭证模板“\(event)”借方 \(debit.text) 与贷方 \(credit.text) 不平。请检查模板各行的金额取数。"
        case .noReceivable(let trade): "交易 \(trade) 没有应收单,销售结算无法三单匹配。请核对订单是否已付款。"
        case .valueShort(let warehouse, let item, let pieces, let asked):
            "仓库 \(warehouse) 商品 \(item) 的财务账只有 \(pieces) 件,要结转 \(asked) 件。请先补录入库。"
        }
    }

    public var english: String {
        switch self {
        case .unbalanced(let event, let debit, let credit):
            "Posting rule “\(event)” gives debit \(debit.text) and credit \(credit.text). Check which amounts its lines take."
        case .noReceivable(let trade): "Trade \(trade) has no receivable, the sale cannot be matched. Check whether it is paid."
        case .valueShort(let warehouse, let item, let pieces, let asked):
            "The books hold \(pieces) pieces of item \(item) at \(warehouse), \(asked) are to be costed. Enter the receipt first."
        }
    }
}
