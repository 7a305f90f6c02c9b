import Kernel

/// What the Orders leg refuses of returns, interceptions and parcel events.
public enum ReturnRefusal: Refusal, Hashable {
    case nothingToReturn(externalID: String)
    case noSuchLine(externalID: String, line: String)
    case moreThanShipped(externalID: String, line: Int64, shipped: Int64, asked: Int64, wanted: Int64)
    case returnStarted(returnOrder: Int64, received: Int64)
    case returnEnded(returnOrder: Int64, state: ReturnState)
    case notOfThisOrder(externalID: String, item: String)
    case moreCameThanShipped(externalID: String, item: String, outstanding: Int64, came: Int64)
    case moreMissingThanExpected(externalID: String, item: String, expected: Int64, missing: Int64)
    case beingIntercepted(externalID: String, waybill: String)
    case unknownParcel(carrier: String, waybill: String)
    case otherBook(warehouse: String, book: String, shop: String, shopBook: String)

    public var code: String {
        switch self {
        case .nothingToReturn: "nothingToReturn"
        case .noSuchLine: "noSuchLine"
        case .moreThanShipped: "moreThanShipped"
        case .returnStarted: "returnStarted"
        case .returnEnded: "returnEnded"
        case .notOfThisOrder: "notOfThisOrder"
        case .moreCameThanShipped: "moreCameThanShipped"
        case .moreMissingThanExpected: "moreMissingThanExpected"
        case .beingIntercepted: "beingIntercepted"
        case .unknownParcel: "unknownParcel"
        case .otherBook: "otherBook"
        }
    }

    public var chinese: String {
        switch self {
        case .nothingToReturn(let externalID): "平台订单 \(externalID) 没有可退的货:尚未出库,或已全部申请退回。请核对订单。"
        case .noSuchLine(let externalID, let line): "平台订单 \(externalID) 没有可退的行“\(line)”,或该行对应多件组合。请按销售订单行号填写。"
        case .moreThanShipped(let externalID, let line, let shipped, let asked, let wanted):
            "平台订单 \(externalID) 第 \(line) 行已出库 \(shipped) 件,已申请退回 \(asked) 件,本次要退 \(wanted) 件。请改为不超过 \(shipped - asked) 件。"
        case .returnStarted(let returnOrder, let received): "售后退货单 \(returnOrder) 已收到 \(received) 件,不能再改。请另开一张退货单。"
        case .returnEnded(let returnOrder, let state): "售后退货单 \(returnOrder) 已是“\(state.chinese)”,不能撤销或修改。"
        case .notOfThisOrder(let externalID, let item): "平台订单 \(externalID) 没有商品 \(item)。请核对条码;买家错寄的货请单独按无主件入库。"
        case .moreCameThanShipped(let externalID, let item, let outstanding, let came):
            "平台订单 \(externalID) 的商品 \(item) 在外只有 \(outstanding) 件,本次退回 \(came) 件。多出的请单独按无主件入库。"
        case .moreMissingThanExpected(let externalID, let item, let expected, let missing):
            "平台订单 \(externalID) 的商品 \(item) 待收 \(expected) 件,报少 \(missing) 件。请核对少件数量。"
        case .beingIntercepted(let externalID, let waybill): "平台订单 \(externalID) 的包裹 \(waybill) 已在拦截中。请等待承运商回复。"
        case .unknownParcel(let carrier, let waybill): "不认识承运商 \(carrier) 的运单 \(waybill)。请同时写明店铺与平台单号后重新推送。"
        case .otherBook(let warehouse, let book, let shop, let shopBook):
            "仓库 \(warehouse) 属于账套 \(book),店铺 \(shop) 属于账套 \(shopBook),退货不能跨账套入库。请退到本账套的仓库。"
        }
    }

    public var english: String {
        switch self {
        case .nothingToReturn(let externalID):
            "Channel order \(externalID) has nothing to return: it has not left, or all of it was asked back. Check the order."
        case .noSuchLine(let externalID, let line):
            "Channel order \(externalID) has no single line “\(line)” to return. Name the sales order's line number."
        case .moreThanShipped(let externalID, let line, let shipped, let asked, let wanted):
            "Line \(line) of channel order \(externalID) shipped \(shipped) pieces, \(asked) were asked back, \(wanted) more are wanted. Ask for \(shipped - asked) at most."
        case .returnStarted(let returnOrder, let received):
            "Return order \(returnOrder) has \(received) pieces in already and cannot change. Open another return order."
        case .returnEnded(let returnOrder, let state):
            "Return order \(returnOrder) is “\(state.english)”; it can be neither withdrawn nor changed."
        case .notOfThisOrder(let externalID, let item):
            "Channel order \(externalID) has no item \(item). Check the barcode; what a buyer sent by mistake comes in as found."
        case .moreCameThanShipped(let externalID, let item, let outstanding, let came):
            "Of item \(item) of channel order \(externalID) only \(outstanding) pieces are out, \(came) came back. Take the others in as found."
        case .moreMissingThanExpected(let externalID, let item, let expected, let missing):
            "Of item \(item) of channel order \(externalID) \(expected) pieces are expected, \(missing) are called missing. Check the count."
        case .beingIntercepted(let externalID, let waybill):
            "Parcel \(waybill) of channel order \(externalID) is being intercepted already. Wait for the carrier."
        case .unknownParcel(let carrier, let waybill):
            "Nobody knows waybill \(waybill) of carrier \(carrier). Push it again with shop and order number."
        case .otherBook(let warehouse, let book, let shop, let shopBook):
            "Warehouse \(warehouse) belongs to book \(book), shop \(shop) to \(shopBook); goods do not come back across books. Use a warehouse of the shop's book."
        }
    }
}

/// Where a return order stands.
public enum ReturnState: Int64, CaseIterable, Sendable {
    case open = 1
    case partly = 2
    case done = 3
    case withdrawn = 4
    /// No goods are expected: refund only, or the channel asks back what nobody shipped.
    case noGoods = 5

    public var chinese: String {
        switch self {
        case .open: "待收货"
        case .partly: "部分收货"
        case .done: "已收货"
        case .withdrawn: "已撤销"
        case .noGoods: "无需退货"
        }
    }
    public var english: String {
        switch self {
        case .open: "expected"
        case .partly: "partly back"
        case .done: "back"
        case .withdrawn: "withdrawn"
        case .noGoods: "no goods"
        }
    }
}

/// What became of an interception.
public enum InterceptionState: Int64, CaseIterable, Sendable {
    case open = 1
    case stopped = 2
    case tooLate = 3
    case lost = 4

    public var chinese: String {
        switch self {
        case .open: "拦截中"
        case .stopped: "已拦截"
        case .tooLate: "已签收,拦截失败"
        case .lost: "丢失"
        }
    }
}
