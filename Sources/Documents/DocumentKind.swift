import Kernel

/// Every kind of document that crosses between the legs (DESIGN section 3). The raw value is stored; never reuse one.
public enum DocumentKind: Int64, CaseIterable, Sendable {
    case masterRecord = 1
    case openingStock = 10
    case purchaseReceipt = 11
    case channelOrder = 20
    case salesOrder = 21
    case deliveryNotice = 22
    case salesIssue = 23
    case cancellation = 24
    case channelReturn = 25
    case receivable = 30
    case salesSettlement = 31
    case stockPosting = 32
    case voucher = 33
    case approval = 40
    case pickWave = 100
    case scan = 101
    case parcel = 102
    case transferRequest = 60
    case transferNotice = 61
    case transferIssue = 62
    case transferReceipt = 63
    case transferShortage = 64
    case transferCancellation = 65
    case lossDisposal = 55
    case stockStatusReport = 110
    case stockClaim = 111
    case varianceTask = 112
    case countPlan = 70
    case countScan = 71
    case countSheet = 72
    case stockSurplus = 73
    case stockShortage = 74
    case countCause = 75
    case reservationCut = 76
    case purchaseOrder = 41
    case receivingNotice = 42
    case arrival = 43
    case inspection = 44
    case landedCost = 45
    case priceChange = 46
    case purchaseReturnRequest = 47
    case purchaseReturnOrder = 48
    case purchaseReturnIssue = 49
    case returnOrder = 50
    case returnReceipt = 51
    case channelRefund = 52
    case parcelEvent = 53
    case interception = 54
    case writeDown = 56
    case redReceivable = 58
    case expenseNote = 59
    case otherReceipt = 80
    case otherIssue = 81
    case conditionChange = 82
    case assembly = 83
    case openingBalances = 85
    case binMove = 86
    case orderHold = 90
    case reallocation = 91
    case parcelMerge = 92
    case stockOffer = 93
    case orderMark = 94
    case offerAnswer = 95
    case businessReceipt = 120
    case consignmentStatement = 121

    /// Which way a stock document moves pieces.
    public enum Direction: Sendable {
        case comesIn, goesOut, both
    }

    /// `nil` for documents that move nothing (``Document/moves``).
    public var direction: Direction? {
        switch self {
        case .openingStock, .purchaseReceipt: .comesIn
        case .transferReceipt, .returnReceipt, .stockSurplus: .comesIn
        case .stockShortage: .both
        case .transferIssue: .goesOut
        case .salesIssue, .purchaseReturnIssue: .goesOut
        case .otherReceipt, .businessReceipt: .comesIn
        case .otherIssue: .goesOut
        case .conditionChange, .assembly, .binMove: .both
        default: nil
        }
    }

    /// Documents that move pieces and change no value: the rule that says that nothing is posted (INV-06).
    public static let postsNothing: Set<DocumentKind> = [.binMove]

    /// The stock documents.
    public static let moving = Set(allCases.filter { $0.direction != nil })

    /// Two letters before the 16 digits of a document number.
    public var prefix: String {
        switch self {
        case .masterRecord: "ZL"
        case .openingStock: "QC"
        case .purchaseReceipt: "CR"
        case .channelOrder: "PT"
        case .salesOrder: "XS"
        case .deliveryNotice: "TZ"
        case .salesIssue: "CK"
        case .cancellation: "QX"
        case .channelReturn: "TH"
        case .receivable: "YS"
        case .salesSettlement: "JS"
        case .stockPosting: "GZ"
        case .voucher: "PZ"
        case .approval: "SP"
        case .pickWave: "BC"
        case .scan: "SM"
        case .parcel: "BG"
        case .transferRequest: "DS"
        case .transferNotice: "DT"
        case .transferIssue: "DC"
        case .transferReceipt: "DR"
        case .transferShortage: "DQ"
        case .transferCancellation: "DX"
        case .lossDisposal: "CL"
        case .stockStatusReport: "KD"
        case .stockClaim: "SB"
        case .varianceTask: "YJ"
        case .countPlan: "PJ"
        case .countScan: "PS"
        case .countSheet: "PC"
        case .stockSurplus: "PY"
        case .stockShortage: "PK"
        case .countCause: "PF"
        case .reservationCut: "ZY"
        case .purchaseOrder: "CG"
        case .receivingNotice: "SL"
        case .arrival: "DH"
        case .inspection: "ZJ"
        case .landedCost: "FY"
        case .priceChange: "TJ"
        case .purchaseReturnRequest: "TQ"
        case .purchaseReturnOrder: "TG"
        case .purchaseReturnIssue: "TC"
        case .returnOrder: "SH"
        case .returnReceipt: "TR"
        case .channelRefund: "TK"
        case .parcelEvent: "GJ"
        case .interception: "LJ"
        case .writeDown: "DJ"
        case .redReceivable: "HS"
        case .expenseNote: "FD"
        case .otherReceipt: "QR"
        case .otherIssue: "QK"
        case .conditionChange: "ZT"
        case .assembly: "ZZ"
        case .openingBalances: "QY"
        case .binMove: "YK"
        case .orderHold: "GQ"
        case .reallocation: "GP"
        case .parcelMerge: "HB"
        case .stockOffer: "KF"
        case .orderMark: "BJ"
        case .offerAnswer: "KS"
        case .businessReceipt: "KQ"
        case .consignmentStatement: "WD"
        }
    }

    public var chinese: String {
        switch self {
        case .masterRecord: "基础资料"
        case .openingStock: "期初库存"
        case .purchaseReceipt: "采购入库单"
        case .channelOrder: "平台订单"
        case .salesOrder: "销售订单"
        case .deliveryNotice: "出库通知单"
        case .salesIssue: "销售出库单"
        case .cancellation: "取消"
        case .channelReturn: "平台退货"
        case .receivable: "应收单"
        case .salesSettlement: "销售结算单"
        case .stockPosting: "存货过账"
        case .voucher: "凭证"
        case .approval: "审批"
        case .pickWave: "波次拣货单"
        case .scan: "扫码"
        case .parcel: "包裹"
        case .transferRequest: "跨仓调拨申请单"
        case .transferNotice: "调拨通知单"
        case .transferIssue: "调拨出库单"
        case .transferReceipt: "调拨入库单"
        case .transferShortage: "调拨短少单"
        case .transferCancellation: "调拨取消单"
        case .lossDisposal: "损溢处理单"
        case .stockStatusReport: "库存动态报表"
        case .stockClaim: "申报库存"
        case .varianceTask: "差异预警"
        case .countPlan: "盘点计划"
        case .countScan: "盘点扫码"
        case .countSheet: "盘点差异表"
        case .stockSurplus: "盘盈单"
        case .stockShortage: "盘亏单"
        case .countCause: "差异原因单"
        case .reservationCut: "占用调减单"
        case .purchaseOrder: "采购订单"
        case .receivingNotice: "收料通知单"
        case .arrival: "到货单"
        case .inspection: "质检单"
        case .landedCost: "采购费用单"
        case .priceChange: "采购调价单"
        case .purchaseReturnRequest: "采购退货申请"
        case .purchaseReturnOrder: "采购退单"
        case .purchaseReturnIssue: "采购退货单"
        case .returnOrder: "售后退货单"
        case .returnReceipt: "退货入库单"
        case .channelRefund: "平台退款"
        case .parcelEvent: "包裹轨迹"
        case .interception: "拦截"
        case .writeDown: "跌价准备单"
        case .redReceivable: "红字应收单"
        case .expenseNote: "费用单"
        case .otherReceipt: "其他入库单"
        case .otherIssue: "其他出库单"
        case .conditionChange: "状态调整单"
        case .assembly: "组装拆卸单"
        case .openingBalances: "期初余额"
        case .binMove: "移库单"
        case .orderHold: "挂起单"
        case .reallocation: "改仓单"
        case .parcelMerge: "合单"
        case .stockOffer: "可售库存"
        case .orderMark: "订单标记单"
        case .offerAnswer: "可售库存回执"
        case .businessReceipt: "客户签收单"
        case .consignmentStatement: "代销结算单"
        }
    }

    public var english: String {
        switch self {
        case .masterRecord: "master record"
        case .openingStock: "opening stock"
        case .purchaseReceipt: "purchase receipt"
        case .channelOrder: "channel order"
        case .salesOrder: "sales order"
        case .deliveryNotice: "delivery notice"
        case .salesIssue: "sales issue"
        case .cancellation: "cancellation"
        case .channelReturn: "channel return"
        case .receivable: "receivable"
        case .salesSettlement: "sales settlement"
        case .stockPosting: "stock posting"
        case .voucher: "voucher"
        case .approval: "approval"
        case .pickWave: "pick wave"
        case .scan: "scan"
        case .parcel: "parcel"
        case .transferRequest: "transfer request"
        case .transferNotice: "transfer notice"
        case .transferIssue: "transfer issue"
        case .transferReceipt: "transfer receipt"
        case .transferShortage: "transfer shortage"
        case .transferCancellation: "transfer cancellation"
        case .lossDisposal: "loss disposal"
        case .stockStatusReport: "stock status report"
        case .stockClaim: "stock claim"
        case .varianceTask: "variance alert"
        case .countPlan: "count plan"
        case .countScan: "count scan"
        case .countSheet: "count variance sheet"
        case .stockSurplus: "stock surplus"
        case .stockShortage: "stock shortage"
        case .countCause: "variance causes"
        case .reservationCut: "reservation cut"
        case .purchaseOrder: "purchase order"
        case .receivingNotice: "receiving notice"
        case .arrival: "arrival"
        case .inspection: "inspection"
        case .landedCost: "landed cost"
        case .priceChange: "price change"
        case .purchaseReturnRequest: "purchase return request"
        case .purchaseReturnOrder: "purchase return order"
        case .purchaseReturnIssue: "purchase return issue"
        case .returnOrder: "return order"
        case .returnReceipt: "return receipt"
        case .channelRefund: "channel refund"
        case .parcelEvent: "parcel event"
        case .interception: "interception"
        case .writeDown: "write-down"
        case .redReceivable: "red receivable"
        case .expenseNote: "expense note"
        case .otherReceipt: "other receipt"
        case .otherIssue: "other issue"
        case .conditionChange: "condition change"
        case .assembly: "assembly"
        case .openingBalances: "opening balances"
        case .binMove: "bin move"
        case .orderHold: "hold"
        case .reallocation: "reallocation"
        case .parcelMerge: "parcel merge"
        case .stockOffer: "stock offer"
        case .orderMark: "order mark"
        case .offerAnswer: "answer to a stock offer"
        case .businessReceipt: "customer's receipt"
        case .consignmentStatement: "consignment statement"
        }
    }
}

/// The number that people see: two letters of the kind, the day of recording (yymmdd), the log position (9 digits) and a check digit.
///
/// It is made from the position, so numbers need no series of their own and are unique and dense by construction (INV-10).
/// Voucher numbers 凭证号 are apart from it: they are gapless by book, period and word.
public struct DocumentNumber: Hashable, Sendable {
    public let kind: DocumentKind
    public let day: Day
    public let position: Int64

    public init(kind: DocumentKind, day: Day, position: Int64) {
        self.kind = kind
        self.day = day
        self.position = position
    }

    public var text: String {
        let body = Int64(day.compact % 1_000_000) * 1_000_000_000 + position
        let digits = String(body * 10 + CheckDigit.luhn(body))
        return kind.prefix + String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits
    }

    /// `nil` when the text is not a number of ours or its check digit is wrong.
    public init?(_ text: String) {
        guard text.utf8.count == 18, let kind = DocumentKind.allCases.first(where: { text.hasPrefix($0.prefix) }),
            let number = Int64(text.dropFirst(2)), CheckDigit.isValid(number),
            let day = Day(compact: 20_000_000 + Int(number / 10_000_000_000))
        else { return nil }
        self.init(kind: kind, day: day, position: number / 10 % 1_000_000_000)
    }
}
