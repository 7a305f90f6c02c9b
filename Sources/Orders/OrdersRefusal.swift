import Kernel

/// What the Orders leg refuses.
public enum OrdersRefusal: Refusal, Hashable {
    case noSuchOrder(shop: String, externalID: String)
    case alreadyCancelled(externalID: String)
    case alreadyShipped(externalID: String, shipped: Int64)
    /// Pieces that are promised to orders, or are not there at all, are not given away by a decision of ours (INV-04).
    case notFree(warehouse: String, item: String, condition: String, onHand: Int64, reserved: Int64, asked: Int64)

    public var code: String {
        switch self {
        case .noSuchOrder: "noSuchOrder"
        case .alreadyCancelled: "alreadyCancelled"
        case .alreadyShipped: "alreadyShipped"
        case .notFree: "notFree"
        }
    }

    public var chinese: String {
        switch self {
        case .noSuchOrder(let shop, let externalID): "店铺 \(shop) 没有平台订单 \(externalID)。请先推送订单,或核对单号。"
        case .alreadyCancelled(let externalID): "平台订单 \(externalID) 已经取消,无需再次取消。"
        case .alreadyShipped(let externalID, let shipped):
            "平台订单 \(externalID) 的 \(shipped) 件已全部出库,不能取消。请改走售后退货。"
        case .notFree(let warehouse, let item, let condition, let onHand, let reserved, let asked):
            "仓库 \(warehouse) 商品 \(item)(\(condition))在库 \(onHand) 件,已占用 \(reserved) 件,可动用 \(onHand - reserved) 件,本次要 \(asked) 件。请减少数量,或先取消、改仓占用它的订单;实物已损坏的请走盘点。"
        }
    }

    public var english: String {
        switch self {
        case .noSuchOrder(let shop, let externalID):
            "Shop \(shop) has no channel order \(externalID). Push the order first, or check the number."
        case .alreadyCancelled(let externalID): "Channel order \(externalID) is cancelled already; nothing to do."
        case .alreadyShipped(let externalID, let shipped):
            "All \(shipped) pieces of channel order \(externalID) have left; it cannot be cancelled. Open a return instead."
        case .notFree(let warehouse, let item, let condition, let onHand, let reserved, let asked):
            "\(warehouse) holds \(onHand) pieces of item \(item) (\(condition)), \(reserved) are reserved and \(onHand - reserved) are free; \(asked) are asked for. Ask for fewer, or cancel or move the orders that have them; what is damaged already goes through a count."
        }
    }
}
