/// What goes wrong in a simulated world, on purpose.
public enum WorldFault: Int, CaseIterable, Sendable {
    case duplicate, reordering, lateArrival, staleVersion, conflict, crashUnanswered
    case badField, badRecord, unknownShop, unknownWarehouse, unknownItem, correctedPush
    case cancelUnknown, cancelTwice, cancelShipped
    case issueUnknown, issueStopped, issueTwice, overIssue, wrongBin, unbalancedRule, unknownBook
    case recordChange, oddStock, receiptAgain, earlyReturn
    case wrongScan, scanTwice
    case transferTooMuch, transferOwnApproval, transferStopped, transferOverReceived
    case overReceipt, receiveClosed, selfApproval, approveTwice, overReturn, uninspected, pickDropship, changeReceived
    case reservedGivenAway, ownApproval, crookedOpening, emptyBin
    case lateHold, releaseMarked, foreignWarehouse, strangersMerged

    public var chinese: String {
        switch self {
        case .duplicate: "重复推送"
        case .reordering: "乱序"
        case .lateArrival: "迟到"
        case .staleVersion: "旧版本"
        case .conflict: "同版本不同内容"
        case .crashUnanswered: "提交后未答复即崩溃"
        case .badField: "字段不合规"
        case .badRecord: "资料不合规"
        case .unknownShop: "未知店铺"
        case .unknownWarehouse: "未知仓库"
        case .unknownItem: "未知商品"
        case .correctedPush: "改正后重推"
        case .cancelUnknown: "取消未知订单"
        case .cancelTwice: "重复取消"
        case .cancelShipped: "取消已出库订单"
        case .issueUnknown: "未知通知出库"
        case .issueStopped: "已拦截通知出库"
        case .issueTwice: "重复出库"
        case .overIssue: "超量出库"
        case .wrongBin: "库位无货"
        case .unbalancedRule: "凭证模板不平"
        case .unknownBook: "未知账套"
        case .recordChange: "资料中途变更"
        case .oddStock: "残次与代保管入库"
        case .receiptAgain: "入库单改版重推"
        case .overReceipt: "超量收货"
        case .receiveClosed: "向已失效的收料通知收货"
        case .selfApproval: "制单人自批"
        case .approveTwice: "重复审批"
        case .overReturn: "超量退货"
        case .uninspected: "未检上架"
        case .pickDropship: "拣代发单"
        case .changeReceived: "收货后改采购单"
        case .earlyReturn: "退货先于订单"
        case .wrongScan: "扫错"
        case .scanTwice: "重复扫码"
        case .transferTooMuch: "超量申请调拨"
        case .transferOwnApproval: "自己审批自己的调拨"
        case .transferStopped: "已取消调拨出库"
        case .transferOverReceived: "超量调拨入库"
        case .reservedGivenAway: "动用已占用的货"
        case .ownApproval: "制单人自批"
        case .crookedOpening: "期初余额不合规"
        case .emptyBin: "从空库位移出"
        case .lateHold: "出库后才挂起"
        case .releaseMarked: "未批先解挂"
        case .foreignWarehouse: "改到别的账套的仓"
        case .strangersMerged: "合并不同收件人"
        }
    }

    public var english: String {
        switch self {
        case .duplicate: "pushed twice"
        case .reordering: "out of order"
        case .lateArrival: "late"
        case .staleVersion: "stale version"
        case .conflict: "same version, other content"
        case .crashUnanswered: "crash after a commit, before its answers"
        case .badField: "bad field"
        case .badRecord: "bad record"
        case .unknownShop: "unknown shop"
        case .unknownWarehouse: "unknown warehouse"
        case .unknownItem: "unknown item"
        case .correctedPush: "corrected and pushed again"
        case .cancelUnknown: "cancel an unknown order"
        case .cancelTwice: "cancel twice"
        case .cancelShipped: "cancel what has left"
        case .issueUnknown: "issue an unknown notice"
        case .issueStopped: "issue a stopped notice"
        case .issueTwice: "issue twice"
        case .overIssue: "issue too much"
        case .wrongBin: "issue from a wrong bin"
        case .unbalancedRule: "posting rule that does not balance"
        case .unknownBook: "unknown book"
        case .recordChange: "records changed midway"
        case .oddStock: "defective and foreign goods received"
        case .receiptAgain: "a receipt again in a newer version"
        case .overReceipt: "received beyond the tolerance"
        case .receiveClosed: "received on a closed notice"
        case .selfApproval: "approved by the maker"
        case .approveTwice: "decided twice"
        case .overReturn: "more sent back than received"
        case .uninspected: "put away without inspection"
        case .pickDropship: "picked a dropship notice"
        case .changeReceived: "a purchase order changed after its receipt"
        case .earlyReturn: "a return before its order"
        case .wrongScan: "a wrong scan"
        case .scanTwice: "a scan sent twice"
        case .transferTooMuch: "transfer more than is available"
        case .transferOwnApproval: "approve one's own transfer"
        case .transferStopped: "issue a cancelled transfer"
        case .transferOverReceived: "receive more than is under way"
        case .reservedGivenAway: "promised pieces given away"
        case .ownApproval: "the maker approves"
        case .crookedOpening: "opening balances that are none"
        case .emptyBin: "moved from an empty bin"
        case .lateHold: "held when it has left"
        case .releaseMarked: "released before its mark is approved"
        case .foreignWarehouse: "moved to another book's warehouse"
        case .strangersMerged: "strangers in one parcel"
        }
    }
}
