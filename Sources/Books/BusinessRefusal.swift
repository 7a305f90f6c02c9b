import Documents
import Kernel

/// What the Books leg refuses of customers' receipts and statements. Pieces that left are a fact; what a customer says of them is compared
/// with it.
public enum BusinessRefusal: Refusal, Hashable {
    case notBusiness(shop: String)
    case nothingShipped(number: String)
    case noSuchLine(order: String, line: Int64)
    case moreThanShipped(number: String, line: Int64, open: Int64, asked: Int64)
    case moreLostThanOut(number: String, line: Int64, out: Int64, short: Int64)
    case moreBackThanRefused(number: String, line: Int64, refused: Int64, back: Int64)
    /// A consignment earns nothing by its arrival.
    case soldByStatement(shop: String)
    /// A wholesale customer owes what he received.
    case soldByReceipt(shop: String)
    case moreThanWithCustomer(order: String, line: Int64, with: Int64, asked: Int64)
    case grossDiffers(order: String, line: Int64, ours: Money, theirs: Money)

    public var code: String {
        switch self {
        case .notBusiness: "notBusiness"
        case .nothingShipped: "nothingShipped"
        case .noSuchLine: "noSuchLine"
        case .moreThanShipped: "moreThanShipped"
        case .moreLostThanOut: "moreLostThanOut"
        case .moreBackThanRefused: "moreBackThanRefused"
        case .soldByStatement: "soldByStatement"
        case .soldByReceipt: "soldByReceipt"
        case .moreThanWithCustomer: "moreThanWithCustomer"
        case .grossDiffers: "grossDiffers"
        }
    }

    public var chinese: String {
        switch self {
        case .notBusiness(let shop): "店铺 \(shop) 不是业务客户的店铺,没有签收与代销结算。请核对店铺,或在店铺资料中写明客户与方式。"
        case .nothingShipped(let number): "出库单 \(number) 没有待客户确认的发出商品。请核对出库单号。"
        case .noSuchLine(let order, let line): "\(order) 没有第 \(line) 行的发出商品。请按销售订单行号填写。"
        case .moreThanShipped(let number, let line, let open, let asked):
            "出库单 \(number) 第 \(line) 行待客户确认 \(open) 件,签收、短少与拒收合计 \(asked) 件。请核对客户回单。"
        case .moreLostThanOut(let number, let line, let out, let short):
            "出库单 \(number) 第 \(line) 行还在客户处或退回途中的只有 \(out) 件,报短少 \(short) 件。请核对件数。"
        case .moreBackThanRefused(let number, let line, let refused, let back):
            "出库单 \(number) 第 \(line) 行已拒收未退回的只有 \(refused) 件,退回 \(back) 件。请先登记拒收,或核对件数。"
        case .soldByStatement(let shop): "店铺 \(shop) 是代销客户,到货不确认收入。请只报短少与拒收,销售以代销结算单确认。"
        case .soldByReceipt(let shop): "店铺 \(shop) 是经销客户,收入以客户签收确认。请改用客户签收单 businessReceipt。"
        case .moreThanWithCustomer(let order, let line, let with, let asked):
            "订单 \(order) 第 \(line) 行在客户处待结算 \(with) 件,结算单报 \(asked) 件。请与客户核对,多报的不予确认。"
        case .grossDiffers(let order, let line, let ours, let theirs):
            "订单 \(order) 第 \(line) 行按订单价应结 \(ours.text),结算单为 \(theirs.text),差 \((theirs - ours).text)。请与客户核对,差价写成账扣行。"
        }
    }

    public var english: String {
        switch self {
        case .notBusiness(let shop):
            "Shop \(shop) is no customer's shop: it has no receipts and no statements. Check the shop, or state customer and mode in its record."
        case .nothingShipped(let number): "Sales issue \(number) has no goods shipped that wait for a customer's word. Check its number."
        case .noSuchLine(let order, let line): "\(order) has no goods shipped of line \(line). Use the line numbers of the sales order."
        case .moreThanShipped(let number, let line, let open, let asked):
            "Of line \(line) of sales issue \(number) \(open) pieces wait for the customer's word; received, short and refused come to \(asked). Check his paper."
        case .moreLostThanOut(let number, let line, let out, let short):
            "Of line \(line) of sales issue \(number) only \(out) pieces are at the customer or on their way back, \(short) are said to be lost. Check the pieces."
        case .moreBackThanRefused(let number, let line, let refused, let back):
            "Of line \(line) of sales issue \(number) \(refused) refused pieces are not back, \(back) are to come back. Enter the refusal first, or check the pieces."
        case .soldByStatement(let shop):
            "Shop \(shop) is a consignment: arrival earns nothing. Report only short and refused pieces; sales come with the consignment statement."
        case .soldByReceipt(let shop):
            "Shop \(shop) is a wholesale customer: he owes what he received. Use the customer's receipt businessReceipt."
        case .moreThanWithCustomer(let order, let line, let with, let asked):
            "Of line \(line) of order \(order) \(with) pieces are with the customer unsettled, the statement says \(asked). Clear it with the customer; the rest is not confirmed."
        case .grossDiffers(let order, let line, let ours, let theirs):
            "Line \(line) of order \(order) comes to \(ours.text) at the order's price, the statement says \(theirs.text), a difference of \((theirs - ours).text). Clear it with the customer and enter it as a deduction."
        }
    }
}
