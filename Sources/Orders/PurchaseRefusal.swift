import Documents
import Kernel

/// What the Orders leg refuses of purchases and of what goes back to suppliers. Documents are named as the caller named them.
public enum PurchaseRefusal: Refusal, Hashable {
    case goodsReceived(order: String, received: Int64, ordered: Int64)
    case orderEnded(order: String, state: PurchaseOrderState)
    case notExpected(order: String, state: PurchaseOrderState)
    case nothingOpen(order: String, state: PurchaseOrderState)
    case notAvailable(warehouse: String, item: String, condition: String, available: Int64, asked: Int64)
    case returnNotOpen(order: String, state: PurchaseReturnState)
    case moreThanAsked(order: String, line: Int64, open: Int64, asked: Int64)

    public var code: String {
        switch self {
        case .goodsReceived: "goodsReceived"
        case .orderEnded: "orderEnded"
        case .notExpected: "notExpected"
        case .nothingOpen: "nothingOpen"
        case .notAvailable: "notAvailable"
        case .returnNotOpen: "returnNotOpen"
        case .moreThanAsked: "moreThanAsked"
        }
    }

    public var chinese: String {
        switch self {
        case .goodsReceived(let order, let received, let ordered):
            "采购订单 \(order) 已入库 \(received) 件(订购 \(ordered) 件),不能再改单。请关闭未到部分,变更部分另下新单。"
        case .orderEnded(let order, let state): "采购订单 \(order) \(state.chinese),不能再改单。如仍需采购,请以新的单号另下新单。"
        case .notExpected(let order, let state): "采购订单 \(order) \(state.chinese),没有可收货的收料通知单。请先审批,或核对单号。"
        case .nothingOpen(let order, let state): "采购订单 \(order) \(state.chinese),没有可关闭的部分。"
        case .notAvailable(let warehouse, let item, let condition, let available, let asked):
            "仓库 \(warehouse) 商品 \(item)(\(condition))可用只有 \(available) 件,要退 \(asked) 件。请减少数量,或先释放占用。"
        case .returnNotOpen(let order, let state):
            "采购退单 \(order) \(state.chinese),不能\(state == .waiting ? "出库,请先由他人审批" : "再操作,请核对单号")。"
        case .moreThanAsked(let order, let line, let open, let asked):
            "采购退单 \(order) 的入库单第 \(line) 行只剩 \(open) 件待退,本次报 \(asked) 件。请核对数量。"
        }
    }

    public var english: String {
        switch self {
        case .goodsReceived(let order, let received, let ordered):
            "Of purchase order \(order) \(received) of \(ordered) pieces are received; it cannot be changed any more. Close what is open and order the change anew."
        case .orderEnded(let order, let state):
            "Purchase order \(order) is \(state.english) and cannot be changed. Order under a new key what is still wanted."
        case .notExpected(let order, let state):
            "Purchase order \(order) is \(state.english); there is no receiving notice to receive on. Approve it first, or check the number."
        case .nothingOpen(let order, let state): "Purchase order \(order) is \(state.english); nothing of it can be closed."
        case .notAvailable(let warehouse, let item, let condition, let available, let asked):
            "\(available) pieces of item \(item) (\(condition)) are available at \(warehouse), \(asked) are to go back. Ask for fewer, or release what is reserved."
        case .returnNotOpen(let order, let state):
            "Purchase return order \(order) is \(state.english)\(state == .waiting ? "; somebody else must approve it before it is issued." : "; nothing more can be done with it. Check the number.")"
        case .moreThanAsked(let order, let line, let open, let asked):
            "Of line \(line) of the receipt \(open) pieces are still to go back by return order \(order), \(asked) were reported. Check the pieces."
        }
    }
}
