import Documents
import Kernel

/// What the Books leg refuses. Documents that it makes itself are checked as hard as any other's.
public enum BooksRefusal: Refusal, Hashable {
    case unbalanced(event: String, debit: Money, credit: Money)
    case noReceivable(trade: Int64)
    /// Nothing tells what pieces are worth that came in at today's average.
    case noCost(warehouse: String, item: String, condition: String)
    /// An opening of balances whose sides differ.
    case openingUnbalanced(book: String, debit: Money, credit: Money)
    /// An opening of balances names an account of goods.
    case openingOfStock(role: AccountRole)
    case openingWithoutParty(role: AccountRole, line: Int)
    case valueShort(warehouse: String, item: String, pieces: Int64, asked: Int64)

    public var code: String {
        switch self {
        case .unbalanced: "unbalanced"
        case .noReceivable: "noReceivable"
        case .valueShort: "valueShort"
        case .noCost: "noCost"
        case .openingUnbalanced: "openingUnbalanced"
        case .openingOfStock: "openingOfStock"
        case .openingWithoutParty: "openingWithoutParty"
        }
    }

    public var chinese: String {
        switch self {
        case .unbalanced(let event, let debit, let credit):
            "凭证模板“\(event)”借方 \(debit.text) 与贷方 \(credit.text) 不平。请检查模板各行的金额取数。"
        case .noReceivable(let trade): "交易 \(trade) 没有应收单,销售结算无法三单匹配。请核对订单是否已付款。"
        case .valueShort(let warehouse, let item, let pieces, let asked):
            "仓库 \(warehouse) 商品 \(item) 的财务账只有 \(pieces) 件,要结转 \(asked) 件。请先补录入库。"
        case .noCost(let warehouse, let item, let condition):
            "仓库 \(warehouse) 没有商品 \(item)(\(condition)或正品)的库存成本,无法按现行均价入账。请在行上写明不含税金额。"
        case .openingUnbalanced(let book, let debit, let credit):
            "账套 \(book) 的期初余额借方 \(debit.text) 与贷方 \(credit.text) 不平,差 \((debit - credit).text)。请补足差额(库存对应的权益已由期初库存单计入实收资本)。"
        case .openingOfStock(let role):
            "期初余额不能录入存货类科目(角色 \(role.word))。在库商品请用期初库存单 openingStock;在途与发出商品由其业务单据产生。"
        case .openingWithoutParty(let role, let line):
            "期初余额第 \(line) 行(角色 \(role.word))须写明往来单位。请按单位逐行录入。"
        }
    }

    public var english: String {
        switch self {
        case .unbalanced(let event, let debit, let credit):
            "Posting rule “\(event)” gives debit \(debit.text) and credit \(credit.text). Check which amounts its lines take."
        case .noReceivable(let trade): "Trade \(trade) has no receivable, the sale cannot be matched. Check whether it is paid."
        case .valueShort(let warehouse, let item, let pieces, let asked):
            "The books hold \(pieces) pieces of item \(item) at \(warehouse), \(asked) are to be costed. Enter the receipt first."
        case .noCost(let warehouse, let item, let condition):
            "\(warehouse) holds no item \(item) (\(condition) or good) whose cost could tell what these pieces are worth. State the amount without tax on the line."
        case .openingUnbalanced(let book, let debit, let credit):
            "The opening balances of book \(book) have debit \(debit.text) and credit \(credit.text), a difference of \((debit - credit).text). Complete them (opening stock has put its own equity into paid-in capital)."
        case .openingOfStock(let role):
            "Opening balances hold no accounts of goods (role \(role.word)). Goods on hand come in by openingStock; goods under way come of their own documents."
        case .openingWithoutParty(let role, let line):
            "Line \(line) of the opening balances (role \(role.word)) must name its party. Enter it party by party."
        }
    }
}
