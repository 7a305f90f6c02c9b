import Kernel

/// Why a proof could not be carried out. What a proof finds out is its result, never an error.
public enum ProofError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Folding a page of the log keeps asking for rows: a fault of the program.
    case foldKeepsAsking(position: Int64)
    /// Nothing of this name is in the store.
    case unknownNumber(text: String)
    /// The text is none of the forms that can be explained.
    case unreadableNumber(text: String)
    /// The store has too little for a fault of this kind.
    case nothingToDamage(table: String)
    /// A store that is not sound cannot judge its checks.
    case notSound(invariant: String, sample: String)
    case emptyStore

    public var chinese: String {
        switch self {
        case .foldKeepsAsking(let position): "重放位置 \(position) 起的单据时反复缺少数据行,程序有误。"
        case .unknownNumber(let text): "找不到“\(text)”。请核对单号、账套、期间或店铺。"
        case .unreadableNumber(let text):
            "无法识别“\(text)”。可写单据号(XS…)、凭证(账套 2026-03 转-12)、科目余额(账套 2026-03 1122)或外部单号(店铺/单号)。"
        case .nothingToDamage(let table): "表 \(table) 没有可用于自检的数据行。请先写入一些业务数据。"
        case .notSound(let invariant, let sample): "账目本身未通过 \(invariant),无法自检:\(sample)"
        case .emptyStore: "该库还没有任何单据。"
        }
    }

    public var english: String {
        switch self {
        case .foldKeepsAsking(let position): "Folding the log from position \(position) keeps asking for rows: a fault of this program."
        case .unknownNumber(let text): "Nothing is called “\(text)”. Check the number, book, period or shop."
        case .unreadableNumber(let text):
            "“\(text)” is not understood. Write a document number (XS…), a voucher (BOOK 2026-03 转-12), a balance (BOOK 2026-03 1122) or an order (SHOP/ORDER)."
        case .nothingToDamage(let table): "Table \(table) has no row that a self-test could damage. Enter some business first."
        case .notSound(let invariant, let sample):
            "The company itself does not pass \(invariant), so its checks cannot be judged: \(sample)"
        case .emptyStore: "This store holds no document yet."
        }
    }

    public var description: String { "\(chinese) / \(english)" }
}
