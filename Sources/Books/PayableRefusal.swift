import Kernel

/// What the Books leg refuses of what we owe suppliers. A receipt is named by its log position.
public enum PayableRefusal: Refusal, Hashable {
    case noSuchReceiptLine(receipt: Int64, line: Int64)
    case moreThanReceived(receipt: Int64, line: Int64, received: Int64, returned: Int64, returning: Int64, asked: Int64)
    case priceUnchanged(receipt: Int64, line: Int64, amount: Money)
    case nothingKept(receipt: Int64, line: Int64, received: Int64)
    case nothingToSpreadOver(receipts: Int)
    case noWeight(item: String)
    case severalBooks(books: [String])

    public var code: String {
        switch self {
        case .noSuchReceiptLine: "noSuchReceiptLine"
        case .moreThanReceived: "moreThanReceived"
        case .priceUnchanged: "priceUnchanged"
        case .nothingKept: "nothingKept"
        case .nothingToSpreadOver: "nothingToSpreadOver"
        case .noWeight: "noWeight"
        case .severalBooks: "severalBooks"
        }
    }

    public var chinese: String {
        switch self {
        case .noSuchReceiptLine(let receipt, let line): "采购入库单 \(receipt) 没有应付的第 \(line) 行。行号按入库单行序从 1 起,请核对。"
        case .moreThanReceived(let receipt, let line, let received, let returned, let returning, let asked):
            "采购入库单 \(receipt) 第 \(line) 行入库 \(received) 件,已退 \(returned) 件,退货中 \(returning) 件,再退 \(asked) 件超出。请核对数量。"
        case .priceUnchanged(let receipt, let line, let amount):
            "采购入库单 \(receipt) 第 \(line) 行的金额已是 \(amount.text),无需调价。"
        case .nothingKept(let receipt, let line, let received):
            "采购入库单 \(receipt) 第 \(line) 行的 \(received) 件已全部退回供应商,不能调价。"
        case .nothingToSpreadOver(let receipts): "这 \(receipts) 张入库单没有可分摊的行:没有自有货物,或金额合计为 0。请按重量分摊,或核对单号。"
        case .noWeight(let item): "商品 \(item) 没有单件重量,不能按重量分摊。请补录重量(克),或按金额分摊。"
        case .severalBooks(let books): "这些入库单分属账套 \(books.joined(separator: "、")),一张费用单只能记入一个账套。请分开填报。"
        }
    }

    public var english: String {
        switch self {
        case .noSuchReceiptLine(let receipt, let line):
            "Purchase receipt \(receipt) has no line \(line) that is owed for. Lines are counted from 1 in their order; check the line."
        case .moreThanReceived(let receipt, let line, let received, let returned, let returning, let asked):
            "Line \(line) of purchase receipt \(receipt): \(received) received, \(returned) returned, \(returning) on their way back; \(asked) more is too much. Check the pieces."
        case .priceUnchanged(let receipt, let line, let amount):
            "Line \(line) of purchase receipt \(receipt) costs \(amount.text) already; nothing changes."
        case .nothingKept(let receipt, let line, let received):
            "All \(received) pieces of line \(line) of purchase receipt \(receipt) went back to the supplier; its price cannot change."
        case .nothingToSpreadOver(let receipts):
            "The \(receipts) receipts have no line to spread over: no goods of ours, or amounts of zero. Spread by weight, or check the numbers."
        case .noWeight(let item):
            "Item \(item) has no weight, so nothing can be spread by weight. Enter its grams, or spread by amount."
        case .severalBooks(let books):
            "The receipts belong to the books \(books.joined(separator: ", ")); one landed cost goes into one book. Report them apart."
        }
    }
}
