import Kernel

/// Why a mapping file cannot be used. Every case names the key path, so that the line is found at once.
public enum MappingError: Refusal, Hashable {
    /// Not YAML at all.
    case notYAML(line: Int, problem: String)
    case unknownKey(path: String, line: Int, known: [String])
    case missingKey(path: String)
    /// A mapping, a list or a single value was expected.
    case wrongShape(path: String, line: Int, expectedChinese: String, expectedEnglish: String)
    case badValue(path: String, line: Int, value: String, ruleChinese: String, ruleEnglish: String)
    /// A table file that the mapping names cannot be read.
    case unreadableTable(path: String, file: String, problem: String)

    public var code: String {
        switch self {
        case .notYAML: "notYAML"
        case .unknownKey: "unknownKey"
        case .missingKey: "missingKey"
        case .wrongShape: "wrongShape"
        case .badValue: "badValue"
        case .unreadableTable: "unreadableTable"
        }
    }

    public var chinese: String {
        switch self {
        case .notYAML(let line, let problem): "映射文件第 \(line) 行不是合法的 YAML:\(problem)"
        case .unknownKey(let path, let line, let known):
            "映射文件第 \(line) 行:不认识的键 \(path)。此处可用:\(known.joined(separator: "、"))。"
        case .missingKey(let path): "映射文件缺少键 \(path)。"
        case .wrongShape(let path, let line, let expected, _): "映射文件第 \(line) 行:\(path) 应当是\(expected)。"
        case .badValue(let path, let line, let value, let rule, _): "映射文件第 \(line) 行:\(path) 的值“\(value)”不合规:\(rule)。"
        case .unreadableTable(let path, let file, let problem): "\(path) 所指的文件 \(file) 读不出来:\(problem)"
        }
    }

    public var english: String {
        switch self {
        case .notYAML(let line, let problem): "Line \(line) of the mapping is not YAML: \(problem)"
        case .unknownKey(let path, let line, let known):
            "Line \(line) of the mapping: unknown key \(path). Known here: \(known.joined(separator: ", "))."
        case .missingKey(let path): "The mapping lacks the key \(path)."
        case .wrongShape(let path, let line, _, let expected): "Line \(line) of the mapping: \(path) must be \(expected)."
        case .badValue(let path, let line, let value, _, let rule):
            "Line \(line) of the mapping: \(path) has the value “\(value)”, but \(rule)."
        case .unreadableTable(let path, let file, let problem): "\(path) names the file \(file), which cannot be read: \(problem)"
        }
    }
}
