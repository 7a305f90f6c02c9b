/// A refused request. Each leg has a closed list of them; each names the record, the rule, the numbers and what to do,
/// in Chinese and in English.
public protocol Refusal: Error, Sendable {
    /// Stable word for programs: `wouldOversell`.
    var code: String { get }
    var chinese: String { get }
    var english: String { get }
}

/// Rows that contradict the document being folded: a fault of the ledgers, not of what somebody asked. Nothing of the command is kept.
public struct LedgerFault: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// Form errors that every leg can meet in a document.
public enum FormRefusal: Refusal, Hashable {
    /// A field has a value that its rule forbids.
    case badField(record: String, field: String, value: String, ruleChinese: String, ruleEnglish: String)
    /// The command names a record that does not exist.
    case unknownRecord(kindChinese: String, kindEnglish: String, code: String)
    /// The same external key and version came before with other content.
    case conflict(source: String, key: String, version: Int64)

    public var code: String {
        switch self {
        case .badField: "badField"
        case .unknownRecord: "unknownRecord"
        case .conflict: "conflict"
        }
    }

    public var chinese: String {
        switch self {
        case .badField(let record, let field, let value, let rule, _):
            "\(record)的字段 \(field) 的值“\(value)”不合规:\(rule)。请改正后重新推送。"
        case .unknownRecord(let kind, _, let code):
            "\(kind)“\(code)”不存在。请先建立该资料,再重新推送。"
        case .conflict(let source, let key, let version):
            "来源 \(source) 的外部单号 \(key) 版本 \(version) 已收到过,但内容不同。请以更高的版本号推送修改。"
        }
    }

    public var english: String {
        switch self {
        case .badField(let record, let field, let value, _, let rule):
            "\(record): field \(field) has the value “\(value)”, but \(rule). Correct it and push again."
        case .unknownRecord(_, let kind, let code):
            "There is no \(kind) “\(code)”. Create it first, then push again."
        case .conflict(let source, let key, let version):
            "External key \(key) version \(version) of \(source) came before with other content. Push the change with a higher version."
        }
    }
}
