import Kernel

/// What the Warehouse leg refuses of goods that suppliers send. A notice is named by its log position.
public enum ReceivingRefusal: Refusal, Hashable {
    case noticeClosed(notice: Int64)
    case noSuchLine(notice: Int64, line: Int64)
    case wrongItem(notice: Int64, line: Int64, expected: String, asked: String)
    case nothingToReceive(notice: Int64)
    case moreThanOrdered(notice: Int64, line: Int64, ordered: Int64, most: Int64, received: Int64, asked: Int64)
    case moreThanAccepted(notice: Int64, line: Int64, accepted: Int64, received: Int64, asked: Int64)
    case moreThanArrived(notice: Int64, line: Int64, arrived: Int64, inspected: Int64, asked: Int64)
    case unloaded(notice: Int64, pieces: Int64)
    case suppliersNotice(notice: Int64, warehouse: String)
    case notDropship(notice: Int64, warehouse: String)

    public var code: String {
        switch self {
        case .noticeClosed: "noticeClosed"
        case .noSuchLine: "noSuchLine"
        case .wrongItem: "wrongItem"
        case .nothingToReceive: "nothingToReceive"
        case .moreThanOrdered: "moreThanOrdered"
        case .moreThanAccepted: "moreThanAccepted"
        case .moreThanArrived: "moreThanArrived"
        case .unloaded: "unloaded"
        case .suppliersNotice: "suppliersNotice"
        case .notDropship: "notDropship"
        }
    }

    public var chinese: String {
        switch self {
        case .noticeClosed(let notice): "收料通知单 \(notice) 已失效(采购订单已关闭或改单),不能再收货。请暂存待采购确认。"
        case .noSuchLine(let notice, let line): "收料通知单 \(notice) 没有第 \(line) 行。请核对行号。"
        case .wrongItem(let notice, let line, let expected, let asked):
            "收料通知单 \(notice) 第 \(line) 行是商品 \(expected),本次报商品 \(asked)。请核对条码。"
        case .nothingToReceive(let notice): "收料通知单 \(notice) 没有待收的数量:已收足,或尚无合格品。请先质检,或核对单号。"
        case .moreThanOrdered(let notice, let line, let ordered, let most, let received, let asked):
            "收料通知单 \(notice) 第 \(line) 行订购 \(ordered) 件,含容差最多收 \(most) 件,已收 \(received) 件,本次报 \(asked) 件。请拒收多到的货,或请采购另下新单。"
        case .moreThanAccepted(let notice, let line, let accepted, let received, let asked):
            "收料通知单 \(notice) 第 \(line) 行质检合格 \(accepted) 件,已入库 \(received) 件,本次报 \(asked) 件。未检或不合格的货不能上架。"
        case .moreThanArrived(let notice, let line, let arrived, let inspected, let asked):
            "收料通知单 \(notice) 第 \(line) 行到货 \(arrived) 件,已检 \(inspected) 件,本次报检 \(asked) 件。请先登记到货。"
        case .unloaded(let notice, let pieces): "收料通知单 \(notice) 有 \(pieces) 件已卸货未处理,不能改单或关闭。请先上架,或质检拒收。"
        case .suppliersNotice(let notice, let warehouse): "出库通知单 \(notice) 由代发仓 \(warehouse) 的供应商发货,本仓不拣。请等供应商确认。"
        case .notDropship(let notice, let warehouse): "出库通知单 \(notice) 属于实物仓 \(warehouse),不是代发。请按销售出库处理。"
        }
    }

    public var english: String {
        switch self {
        case .noticeClosed(let notice):
            "Receiving notice \(notice) is closed (its purchase order ended or changed); nothing may be received on it. Keep the goods aside and ask the buyer."
        case .noSuchLine(let notice, let line): "Receiving notice \(notice) has no line \(line). Check the line."
        case .wrongItem(let notice, let line, let expected, let asked):
            "Line \(line) of receiving notice \(notice) is item \(expected), item \(asked) was reported. Check the barcode."
        case .nothingToReceive(let notice):
            "Nothing may come in on receiving notice \(notice): all is in, or nothing is accepted yet. Inspect first, or check the number."
        case .moreThanOrdered(let notice, let line, let ordered, let most, let received, let asked):
            "Line \(line) of receiving notice \(notice): \(ordered) ordered, \(most) at most with the tolerance, \(received) received, \(asked) reported. Refuse what is too much, or have it ordered."
        case .moreThanAccepted(let notice, let line, let accepted, let received, let asked):
            "Line \(line) of receiving notice \(notice): \(accepted) accepted, \(received) received, \(asked) reported. Goods that were not inspected or not accepted are not put away."
        case .moreThanArrived(let notice, let line, let arrived, let inspected, let asked):
            "Line \(line) of receiving notice \(notice): \(arrived) arrived, \(inspected) inspected, \(asked) more reported. Record the arrival first."
        case .unloaded(let notice, let pieces):
            "\(pieces) pieces of receiving notice \(notice) are unloaded and neither put away nor rejected; put them away or reject them before the order is changed or closed."
        case .suppliersNotice(let notice, let warehouse):
            "Delivery notice \(notice) is shipped by the supplier of dropship warehouse \(warehouse), not picked here. Wait for its confirmation."
        case .notDropship(let notice, let warehouse):
            "Delivery notice \(notice) belongs to warehouse \(warehouse), which is no dropship warehouse. Report a sales issue."
        }
    }
}
