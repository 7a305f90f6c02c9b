/// The invariants of the design that this version touches; their numbers are cited in code and tests.
public enum Invariant: Int, CaseIterable, Sendable, Comparable {
    case balanced = 1
    case physical = 2
    case promise = 3
    case reserved = 4
    case value = 5
    case posted = 6
    case neverMore = 7
    case transfers = 8
    case receivables = 9
    case numbers = 10
    case splits = 12
    case chain = 13
    case personal = 14
    case fold = 15

    /// `INV-01`
    public var code: String { rawValue < 10 ? "INV-0\(rawValue)" : "INV-\(rawValue)" }

    public var chinese: String {
        switch self {
        case .balanced: "分录与凭证借贷平衡"
        case .physical: "实物账 = 库存单据行之和"
        case .promise: "账面在库 = 实物"
        case .reserved: "占用 = 未发占用行,可用不为负"
        case .value: "价值账件数 = 账面在库,金额 = 存货科目余额"
        case .posted: "每张库存单据都有过账,每笔过账都有来源"
        case .neverMore: "发货 ≤ 通知 ≤ 订购"
        case .transfers: "调拨出库 = 入库 + 短少 + 在途"
        case .receivables: "已确认应收、未付应付 = 往来单位的应收、应付账款"
        case .numbers: "编号唯一,凭证号不断号"
        case .splits: "拆分前后金额与件数守恒"
        case .chain: "哈希链可验证"
        case .personal: "不存个人信息明文"
        case .fold: "重放单据日志得到相同的账"
        }
    }

    public var english: String {
        switch self {
        case .balanced: "postings and vouchers balance to the fen"
        case .physical: "physical = sum of stock document lines"
        case .promise: "promise on hand = physical"
        case .reserved: "reserved = open reservations, available never below zero"
        case .value: "value pieces = promise on hand, money = stock accounts"
        case .posted: "every stock document is posted, every posting has its source"
        case .neverMore: "shipped <= noticed <= ordered"
        case .transfers: "transfers: issued = received + short + in transit"
        case .receivables: "open receivables and payables = their accounts by party"
        case .numbers: "numbers unique, voucher numbers gapless"
        case .splits: "splits conserve amounts and pieces"
        case .chain: "the hash chains verify"
        case .personal: "no personal data in the clear"
        case .fold: "folding the log again gives the same ledgers"
        }
    }

    public static func < (left: Invariant, right: Invariant) -> Bool { left.rawValue < right.rawValue }
}
