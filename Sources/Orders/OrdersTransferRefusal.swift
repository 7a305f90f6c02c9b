import Documents
import Kernel

/// What the Orders leg refuses of transfers.
public enum OrdersTransferRefusal: Refusal, Hashable {
    case notAvailable(warehouse: String, item: String, condition: String, onHand: Int64, reserved: Int64, asked: Int64)
    case pricedInBook(from: String, to: String, book: String, pricing: TransferPricing)
    case twoCurrencies(from: String, currency: String, to: String, other: String)
    /// A request is not changed under its key.
    case requestedAlready(key: String, document: String)
    case notReleased(number: String, state: TransferState)
    case ended(number: String, state: TransferState)
    case leftAlready(number: String, issued: Int64)
    case moreThanUnderWay(number: String, line: Int64, underWay: Int64, asked: Int64)
    case nothingUnderWay(number: String)
    case moreThanShort(number: String, line: Int64, short: Int64, asked: Int64)
    case foundAlready(number: String)
    /// Pieces without a cause are under way: a receipt of them is one of their issue.
    case stillUnderWay(number: String)

    public var code: String {
        switch self {
        case .notAvailable: "transferNotAvailable"
        case .pricedInBook: "transferPricedInBook"
        case .twoCurrencies: "transferTwoCurrencies"
        case .requestedAlready: "transferRequestedAlready"
        case .notReleased: "transferNotReleased"
        case .ended: "transferEnded"
        case .leftAlready: "transferLeftAlready"
        case .moreThanUnderWay: "moreThanUnderWay"
        case .nothingUnderWay: "nothingUnderWay"
        case .moreThanShort: "moreThanShort"
        case .foundAlready: "foundAlready"
        case .stillUnderWay: "stillUnderWay"
        }
    }

    public var chinese: String {
        switch self {
        case .notAvailable(let warehouse, let item, let condition, let onHand, let reserved, let asked):
            "仓库 \(warehouse) 商品 \(item)(\(condition))在库 \(onHand) 件,已占用 \(reserved) 件,可用 \(onHand - reserved) 件,申请调出 \(asked) 件。请减少数量,或等到货后再申请。"
        case .pricedInBook(let from, let to, let book, let pricing):
            "仓库 \(from) 与 \(to) 同属账套 \(book),该账套内部调拨不设内部往来,只能按成本价,不能按\(pricing.chinese)。请改为成本价,或更改账套设置。"
        case .twoCurrencies(let from, let currency, let to, let other):
            "仓库 \(from) 的账套以 \(currency) 记账,仓库 \(to) 以 \(other) 记账,不能直接调拨。请改走采购与销售。"
        case .requestedAlready(let key, let document):
            "外部单号 \(key) 已申请为 \(document),申请单不修改。请取消它,再以新的单号申请。"
        case .notReleased(let number, let state): "调拨申请单 \(number) \(state.chinese),没有可出库的通知。请核对单号或审批进度。"
        case .ended(let number, let state): "调拨申请单 \(number) \(state.chinese),无需再取消。"
        case .leftAlready(let number, let issued): "调拨申请单 \(number) 的 \(issued) 件已全部出库,不能取消。请在调入仓收货后反向调拨。"
        case .moreThanUnderWay(let number, let line, let underWay, let asked):
            "调拨出库单 \(number) 第 \(line) 行只有 \(underWay) 件在途可报,本次报 \(asked) 件。请核对单号、商品与数量;多出的实物请盘点后按盘盈处理。"
        case .nothingUnderWay(let number): "调拨出库单 \(number) 已没有可报的在途件数,不能重复收货或报短少。"
        case .moreThanShort(let number, let line, let short, let asked):
            "调拨短少单 \(number) 第 \(line) 行只有 \(short) 件尚未找回,本次报 \(asked) 件。请核对数量。"
        case .foundAlready(let number): "调拨短少单 \(number) 的短少件数已全部找回,不能重复收货。"
        case .stillUnderWay(let number): "调拨短少单 \(number) 原因待查,货物仍算在途。请按原调拨出库单收货。"
        }
    }

    public var english: String {
        switch self {
        case .notAvailable(let warehouse, let item, let condition, let onHand, let reserved, let asked):
            "Warehouse \(warehouse) has \(onHand) pieces of item \(item) (\(condition)) on hand, \(reserved) reserved, \(onHand - reserved) available; \(asked) were asked for. Ask for fewer, or when more have come."
        case .pricedInBook(let from, let to, let book, let pricing):
            "Warehouses \(from) and \(to) are of book \(book), which keeps no accounts between its warehouses: goods move at cost there, not \(pricing.english). Move them at cost, or change the book."
        case .twoCurrencies(let from, let currency, let to, let other):
            "The book of warehouse \(from) is kept in \(currency), that of \(to) in \(other). Goods do not move between them; sell and buy instead."
        case .requestedAlready(let key, let document):
            "External key \(key) became \(document); a request is not changed. Cancel it and ask under a key of its own."
        case .notReleased(let number, let state):
            "Transfer request \(number) is \(state.english) and has no notice to issue. Check the number or its approval."
        case .ended(let number, let state): "Transfer request \(number) is \(state.english) already; nothing to cancel."
        case .leftAlready(let number, let issued):
            "All \(issued) pieces of transfer request \(number) have left; it cannot be cancelled. Receive them and move them back."
        case .moreThanUnderWay(let number, let line, let underWay, let asked):
            "Line \(line) of transfer issue \(number) has \(underWay) pieces under way to report, \(asked) were reported. Check number, item and pieces; pieces too many are a surplus to count."
        case .nothingUnderWay(let number):
            "Transfer issue \(number) has nothing under way that could be received or declared short once more."
        case .moreThanShort(let number, let line, let short, let asked):
            "Line \(line) of transfer shortage \(number) has \(short) pieces not found yet, \(asked) were reported. Check the pieces."
        case .foundAlready(let number): "All pieces of transfer shortage \(number) were found already; they cannot be received again."
        case .stillUnderWay(let number):
            "Transfer shortage \(number) has no cause yet, its pieces still count as under way. Receive them against the transfer issue."
        }
    }
}
