/// Why a row of an export is not taken. A closed list.
public enum RejectReason: Hashable, Sendable {
    /// More or fewer cells than the header has.
    case ragged(cells: Int, columns: Int)
    case brokenQuote
    /// Bytes that the file's encoding cannot mean.
    case notText
    case missing
    case badDate
    case badNumber
    case notWhole
    case zeroPieces
    case negative
    case tooLarge
    case unknownState
    case unknownShop
    case unknownPaymentState
    case unknownArea
    /// The merchant code has no item, and the mapping refuses such.
    case unknownItem
    case tooLong(limit: Int)
    /// A number that a spreadsheet has rounded: other numbers look the same.
    case spoiltNumber
    /// Several shops have an order of this number, and the row does not say which is meant.
    case severalShops(shops: [String])
    /// What is owed in all is more than the lines come to.
    case totalAboveLines(total: String, lines: String)
    /// A row without an order's number, behind no row that has one.
    case nothingToFillDown
    /// A number that takes an order back, without a line that says what.
    case returnWithoutLines
    /// The same line or order again, with other content.
    case contradicts(file: String, line: Int)
    /// The order's own row is in none of the files.
    case noOrder
    /// Another row of the same order is bad, so that the order may not go in half.
    case orderRejected(file: String, line: Int)
    /// The company refused the order.
    case refused(code: String, chinese: String, english: String)

    public var chinese: String {
        switch self {
        case .ragged(let cells, let columns): "本行有 \(cells) 格,表头有 \(columns) 列"
        case .brokenQuote: "引号没有闭合,或引号后还有文字"
        case .notText: "含有无法按文件编码解读的字节"
        case .missing: "必填的值为空"
        case .badDate: "不是映射中列出的任何一种日期格式"
        case .badNumber: "不是数字,或小数写法与映射不符"
        case .notWhole: "数量必须是整数"
        case .zeroPieces: "数量为零"
        case .negative: "不应为负数"
        case .tooLarge: "数字大得不可能是金额或数量"
        case .unknownState: "映射中没有这个状态词"
        case .unknownShop: "映射中没有这个店铺"
        case .unknownPaymentState: "映射中没有这个付款状态词"
        case .unknownArea: "映射中没有这个地区"
        case .unknownItem: "商家编码没有对应的商品,映射要求拒收"
        case .tooLong(let limit): "超过 \(limit) 字节"
        case .spoiltNumber: "编号已被电子表格改成科学计数法,原号无法还原;请把该列设为文本后重新导出"
        case .severalShops(let shops): "店铺 \(shops.joined(separator: "、")) 都有此单号,无法判断属于哪家;请在映射中写明 line.shop 或 payment.shop"
        case .totalAboveLines(let total, let lines): "应付总额 \(total) 大于明细合计 \(lines);请检查运费、附加费是否已映射"
        case .nothingToFillDown: "单号为空,且其上没有可沿用的单号"
        case .returnWithoutLines: "退单没有任何明细,不知退回什么"
        case .contradicts(let file, let line): "与 \(file) 第 \(line) 行重复但内容不同"
        case .noOrder: "所有文件中都没有这一行所属的订单"
        case .orderRejected(let file, let line): "同一订单在 \(file) 第 \(line) 行有错,订单不能只进一半"
        case .refused(_, let chinese, _): chinese
        }
    }

    public var english: String {
        switch self {
        case .ragged(let cells, let columns): "the row has \(cells) cells, the header has \(columns) columns"
        case .brokenQuote: "a quote is not closed, or text follows it"
        case .notText: "bytes that the file's encoding cannot mean"
        case .missing: "a needed value is empty"
        case .badDate: "none of the date patterns in the mapping fits"
        case .badNumber: "not a number, or written in another decimal style than the mapping says"
        case .notWhole: "pieces must be whole"
        case .zeroPieces: "zero pieces"
        case .negative: "it must not be negative"
        case .tooLarge: "too large to be an amount or a number of pieces"
        case .unknownState: "the mapping does not know this state word"
        case .unknownShop: "the mapping does not know this shop"
        case .unknownPaymentState: "the mapping does not know this payment state"
        case .unknownArea: "the mapping does not know this area"
        case .unknownItem: "no item for this merchant code, and the mapping refuses such"
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .spoiltNumber:
            "a spreadsheet has turned the number into a power of ten and lost its digits; export again with the column as text"
        case .severalShops(let shops):
            "the shops \(shops.joined(separator: ", ")) all have this number, and nothing says which is meant; name line.shop or "
                + "payment.shop in the mapping"
        case .totalAboveLines(let total, let lines):
            "the total owed \(total) is more than the lines come to, \(lines); check that freight and surcharges are mapped"
        case .nothingToFillDown: "the order's number is empty, and there is none above it to take"
        case .returnWithoutLines: "a return without a line that says what comes back"
        case .contradicts(let file, let line): "it repeats line \(line) of \(file) with other content"
        case .noOrder: "the order of this row is in none of the files"
        case .orderRejected(let file, let line): "the same order has an error in line \(line) of \(file); it must not go in half"
        case .refused(_, _, let english): english
        }
    }
}
