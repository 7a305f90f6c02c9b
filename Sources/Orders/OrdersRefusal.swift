import Kernel

/// What the Orders leg refuses.
public enum OrdersRefusal: Refusal, Hashable {
    case noSuchOrder(shop: String, externalID: String)
    case alreadyCancelled(externalID: String)
    case alreadyShipped(externalID: String, shipped: Int64)

    public var code: String {
        switch self {
        case .noSuchOrder: "noSuchOrder"
        case .alreadyCancelled: "alreadyCancelled"
        case .alreadyShipped: "alreadyShipped"
        }
    }

    public var chinese: String {
        switch self {
        case .noSuchOrder(let shop, let externalID): "店铺 \(shop) 没有平台订单 \(externalID)。请先推送订单,或核对单号。"
        case .alreadyCancelled(let externalID): "平台订单 \(externalID) 已经取消,无需再次取消。"
        case .alreadyShipped(let externalID, let shipped):
            "平台订单 \(externalID) 的 \(shipped) 件已全部出库,不能取消。请改走售后退货。"
        }
    }

    public var english: String {
        switch self {
        case .noSuchOrder(let shop, let externalID):
            "Shop \(shop) has no channel order \(externalID). Push the order first, or check the number."
        case .alreadyCancelled(let externalID): "Channel order \(externalID) is cancelled already; nothing to do."
        case .alreadyShipped(let externalID, let shipped):
            "All \(shipped) pieces of channel order \(externalID) have left; it cannot be cancelled. Open a return instead."
        }
    }
}
