import Yams

/// One section of a mapping file, read strictly: every key must be asked for, or ``finish()`` names it as unknown.
final class MappingSection {
    let path: String
    let line: Int
    private var values: [String: Node] = [:]
    private var lines: [String: Int] = [:]
    private var order: [String] = []
    private var known: [String] = []

    init(_ node: Node, path: String) throws {
        self.path = path
        self.line = node.mark?.line ?? 0
        guard case .mapping(let mapping) = node else {
            throw MappingError.wrongShape(
                path: path.isEmpty ? "(root)" : path, line: line, expectedChinese: "“键: 值”的映射", expectedEnglish: "a mapping of keys")
        }
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                throw MappingError.wrongShape(
                    path: path, line: key.mark?.line ?? line, expectedChinese: "以文字为键的映射", expectedEnglish: "a mapping with plain keys")
            }
            values[name] = value
            lines[name] = key.mark?.line ?? line
            order.append(name)
        }
    }

    func path(_ key: String) -> String { path.isEmpty ? key : path + "." + key }

    /// The names of all keys, in the order of the file.
    var keys: [String] { order }

    /// The node under a key; an empty YAML value counts as absent.
    func node(_ key: String) -> Node? {
        if !known.contains(key) { known.append(key) }
        guard let value = values[key] else { return nil }
        if case .scalar(let scalar) = value, scalar.style == .plain,
            scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
        {
            return nil
        }
        return value
    }

    func line(_ key: String) -> Int { lines[key] ?? line }

    func bad(_ key: String, _ value: String, _ chinese: String, _ english: String) -> MappingError {
        .badValue(path: path(key), line: line(key), value: value, ruleChinese: chinese, ruleEnglish: english)
    }

    func section(_ key: String) throws -> MappingSection? {
        try node(key).map { try MappingSection($0, path: path(key)) }
    }

    func requiredSection(_ key: String) throws -> MappingSection {
        guard let found = try section(key) else { throw MappingError.missingKey(path: path(key)) }
        return found
    }

    func string(_ key: String) throws -> String? {
        guard let node = node(key) else { return nil }
        return try Self.scalar(node, path: path(key), line: line(key))
    }

    func requiredString(_ key: String) throws -> String {
        guard let found = try string(key) else { throw MappingError.missingKey(path: path(key)) }
        return found
    }

    /// A single value or a list of values.
    func strings(_ key: String) throws -> [String] {
        guard let node = node(key) else { return [] }
        guard case .sequence(let sequence) = node else { return [try Self.scalar(node, path: path(key), line: line(key))] }
        return try sequence.enumerated().map { try Self.scalar($1, path: "\(path(key))[\($0)]", line: $1.mark?.line ?? line(key)) }
    }

    func requiredStrings(_ key: String) throws -> [String] {
        let found = try strings(key)
        if found.isEmpty { throw MappingError.missingKey(path: path(key)) }
        return found
    }

    /// A column, a list of columns of which the first that is not empty counts, or `{ join: [...] }` for columns that belong together.
    func columns(_ key: String) throws -> ColumnList {
        guard case .mapping = node(key), let section = try section(key) else { return ColumnList(names: try strings(key)) }
        let list = ColumnList(names: try section.requiredStrings("join"), isJoined: true)
        try section.finish()
        return list
    }

    func requiredColumns(_ key: String) throws -> ColumnList {
        let found = try columns(key)
        if found.names.isEmpty { throw MappingError.missingKey(path: path(key)) }
        return found
    }

    func sections(_ key: String) throws -> [MappingSection] {
        guard let node = node(key) else { return [] }
        guard case .sequence(let sequence) = node else { return [try MappingSection(node, path: path(key))] }
        return try sequence.enumerated().map { try MappingSection($1, path: "\(path(key))[\($0)]") }
    }

    /// A table of words.
    func table(_ key: String) throws -> [String: String] {
        guard let section = try section(key) else { return [:] }
        var table: [String: String] = [:]
        for name in section.keys { table[name] = try section.requiredString(name) }
        return table
    }

    func flag(_ key: String, default fallback: Bool) throws -> Bool {
        guard let text = try string(key) else { return fallback }
        switch text.lowercased() {
        case "true", "yes": return true
        case "false", "no": return false
        default: throw bad(key, text, "应为 true 或 false", "it must be true or false")
        }
    }

    func integer(_ key: String, in range: ClosedRange<Int>, default fallback: Int) throws -> Int {
        guard let text = try string(key) else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw bad(
                key, text, "应为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
                "it must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// One word of a closed list.
    func choice<Value>(_ key: String, _ words: KeyValuePairs<String, Value>, default fallback: Value) throws -> Value {
        guard let text = try string(key) else { return fallback }
        guard let found = words.first(where: { $0.key == text }) else {
            let list = words.map(\.key).joined(separator: " | ")
            throw bad(key, text, "只能是 \(list)", "it must be one of \(list)")
        }
        return found.value
    }

    /// A share such as `60%`, `13 %`, `0.5%`, in ten-thousandths.
    func share(_ key: String, upTo limit: Int64) throws -> Int64? {
        guard let text = try string(key) else { return nil }
        let trimmed = text.filter { $0 != " " }
        guard trimmed.hasSuffix("%"),
            let number = DecimalNumber(trimmed.dropLast(), style: DecimalStyle(mark: .point)),
            let value = number.scaled(by: 100).exact, (0...limit).contains(value)
        else {
            throw bad(
                key, text, "应为百分数,例如 13%,最多两位小数,不超过 \(limit / 100)%",
                "it must be a percentage such as 13%, with at most two decimals, at most \(limit / 100)%")
        }
        return value
    }

    /// Every key that nobody asked for is an error.
    func finish() throws {
        for name in order where !known.contains(name) {
            throw MappingError.unknownKey(path: path(name), line: line(name), known: known)
        }
    }

    private static func scalar(_ node: Node, path: String, line: Int) throws -> String {
        guard let scalar = node.scalar else {
            throw MappingError.wrongShape(
                path: path, line: node.mark?.line ?? line, expectedChinese: "单个值", expectedEnglish: "a single value")
        }
        return scalar.string
    }
}
