import Documents
import Kernel

/// What a person cannot decide about an order.
public enum OrderControlRefusal: Refusal, Hashable {
    case over(externalID: String, state: OrderState)
    case partlyShipped(externalID: String, shipped: Int64, pieces: Int64)
    case heldAlready(externalID: String, reason: String)
    case notHeld(externalID: String, state: OrderState)
    /// It waits for the approval of a mark.
    case waitsForMark(externalID: String, mark: Int64)
    case markedAlready(externalID: String, nature: OrderNature)
    case notGoing(externalID: String, state: OrderState)
    case otherBook(warehouse: String, book: String, shopBook: String)
    case nothingToMove(externalID: String, warehouse: String)
    /// Mappings, kits or rates are others than when the order was decided.
    case recordsChanged(externalID: String)
    case noRecipient(externalID: String)
    case differentRecipient(externalID: String, other: String)
    case nothingThere(externalID: String, warehouse: String, state: OrderState)
    /// An answer names items that the offer did not.
    case notOffered(item: String, offer: String)

    public var code: String {
        switch self {
        case .over: "orderOver"
        case .partlyShipped: "partlyShipped"
        case .heldAlready: "heldAlready"
        case .notHeld: "notHeld"
        case .waitsForMark: "waitsForMark"
        case .markedAlready: "markedAlready"
        case .notGoing: "notGoing"
        case .otherBook: "otherBook"
        case .nothingToMove: "nothingToMove"
        case .recordsChanged: "recordsChanged"
        case .noRecipient: "noRecipient"
        case .differentRecipient: "differentRecipient"
        case .nothingThere: "nothingThere"
        case .notOffered: "notOffered"
        }
    }

    public var chinese: String {
        switch self {
        case .over(let name, let state): "平台订单 \(name) \(state.chinese),不能再挂起、改优先级、改仓或标记。"
        case .partlyShipped(let name, let shipped, let pieces):
            "平台订单 \(name) 共 \(pieces) 件,已出库 \(shipped) 件,不能再挂起、改优先级、改仓或标记。余下的可取消或照常出库。"
        case .heldAlready(let name, let reason): "平台订单 \(name) 已挂起(\(reason))。如需更改,请先解挂。"
        case .notHeld(let name, let state): "平台订单 \(name) 没有人工挂起(现为\(state.chinese)),无需解挂。"
        case .waitsForMark(let name, let mark): "平台订单 \(name) 在等标记单 \(mark) 的审批。请先批准或驳回该标记。"
        case .markedAlready(let name, let nature): "平台订单 \(name) 已是\(nature.chinese),无需再次标记。"
        case .notGoing(let name, let state): "平台订单 \(name) 现为\(state.chinese),没有可改仓的出库。请先补齐资料、付款或解挂。"
        case .otherBook(let warehouse, let book, let shopBook):
            "仓库 \(warehouse) 属于账套 \(book),店铺属于账套 \(shopBook),不能跨账套发货。请先调拨或改选本账套的仓库。"
        case .nothingToMove(let name, let warehouse): "平台订单 \(name) 没有要移到仓库 \(warehouse) 的货。请核对仓库。"
        case .recordsChanged(let name): "平台订单 \(name) 的商品映射、组合或税率在下单后变了。请由渠道以新版本重推订单,再改仓。"
        case .noRecipient(let name): "平台订单 \(name) 没有收件人,无法判断是否同一地址,不能合单。"
        case .differentRecipient(let name, let other): "平台订单 \(name) 与 \(other) 的收件人或地址不同,不能合为一个包裹。"
        case .nothingThere(let name, let warehouse, let state):
            "平台订单 \(name) 在仓库 \(warehouse) 没有尚未动手的出库通知(现为\(state.chinese)),不能合单。"
        case .notOffered(let item, let offer): "可售库存单 \(offer) 没有商品 \(item) 或件数不同。请按单据原样回执。"
        }
    }

    public var english: String {
        switch self {
        case .over(let name, let state): "Channel order \(name) is \(state.english); it is neither held nor moved nor marked any more."
        case .partlyShipped(let name, let shipped, let pieces):
            "Of the \(pieces) pieces of channel order \(name) \(shipped) have left; it is neither held nor moved nor marked any more. Cancel the rest or let it leave."
        case .heldAlready(let name, let reason): "Channel order \(name) is held already (\(reason)). Release it first to change that."
        case .notHeld(let name, let state): "Nobody holds channel order \(name) (it is \(state.english)); there is nothing to release."
        case .waitsForMark(let name, let mark):
            "Channel order \(name) waits for the approval of mark \(mark). Approve or reject that first."
        case .markedAlready(let name, let nature): "Channel order \(name) is a \(nature.english) already; nothing to mark."
        case .notGoing(let name, let state):
            "Channel order \(name) is \(state.english); nothing of it is about to leave from anywhere. Complete its records, have it paid or release it first."
        case .otherBook(let warehouse, let book, let shopBook):
            "Warehouse \(warehouse) belongs to book \(book), the shop to book \(shopBook); goods do not leave across books. Transfer them first or choose another warehouse."
        case .nothingToMove(let name, let warehouse):
            "Channel order \(name) has nothing that would move to \(warehouse). Check the warehouses."
        case .recordsChanged(let name):
            "Mappings, kits or rates of channel order \(name) have changed since it came. Have the channel push a newer version first."
        case .noRecipient(let name): "Channel order \(name) names no recipient, so nobody can tell whether it goes to the same address."
        case .differentRecipient(let name, let other):
            "Channel orders \(name) and \(other) go to different recipients or addresses and are no one parcel."
        case .nothingThere(let name, let warehouse, let state):
            "Channel order \(name) has no untouched delivery notice at \(warehouse) (it is \(state.english)) and cannot be merged."
        case .notOffered(let item, let offer):
            "Stock offer \(offer) does not hold item \(item), or other pieces of it. Answer what was offered."
        }
    }
}
