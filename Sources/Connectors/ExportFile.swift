import Foundation
import Kernel

/// Why an import as a whole cannot go on.
public enum ImportError: Refusal, Hashable {
    case noFiles
    /// A role that the mapping needs is in none of the files; the nearest file lacks these columns.
    case missingFile(role: String, nearest: String, lacks: [String])
    /// No row of any file could be read.
    case nothingRead
    /// The company refused a record of the mapping's setup, without which nothing can go in.
    case setupRefused(record: String, chinese: String, english: String)

    public var code: String {
        switch self {
        case .noFiles: "noFiles"
        case .missingFile: "missingFile"
        case .nothingRead: "nothingRead"
        case .setupRefused: "setupRefused"
        }
    }

    public var chinese: String {
        switch self {
        case .noFiles: "没有给出任何文件。"
        case .missingFile(let role, let nearest, let lacks):
            nearest.isEmpty
                ? "缺少 \(role) 文件。"
                : "缺少 \(role) 文件;最接近的是 \(nearest),它没有这些列:\(lacks.joined(separator: "、"))。请检查映射中的列名,或分隔符、编码、skipLines。"
        case .nothingRead: "所有文件中没有一行能读。请检查映射;原因见拒收文件。"
        case .setupRefused(let record, let chinese, _): "映射 setup 中的资料 \(record) 被拒绝:\(chinese)"
        }
    }

    public var english: String {
        switch self {
        case .noFiles: "No file was given."
        case .missingFile(let role, let nearest, let lacks):
            nearest.isEmpty
                ? "There is no file of the role \(role)."
                : "There is no file of the role \(role); the nearest is \(nearest), which lacks the columns \(lacks.joined(separator: ", ")). "
                    + "Check the column names of the mapping, or the delimiter, the encoding, skipLines."
        case .nothingRead: "Not one row of the files could be read. Check the mapping; the rejects file gives the reasons."
        case .setupRefused(let record, _, let english): "The record \(record) of the mapping's setup was refused: \(english)"
        }
    }
}

/// A column of a file under one of the names that the mapping allows.
struct BoundField {
    /// How much of a bad value people may see.
    enum Showing {
        case careful
        /// Numbers of orders and lines.
        case number
        /// Words of a closed list, such as states: they must be seen to be mapped.
        case word
        case nothing
    }

    let name: String
    let indexes: [Int]
    var showing = Showing.careful
    /// All columns together make the value.
    var isJoined = false

    var isBound: Bool { !indexes.isEmpty }

    static let none = BoundField(name: "", indexes: [])

    /// A bad value as people may see it.
    func shown(_ value: String) -> String {
        switch showing {
        case .careful: Masked.careful(value)
        case .number: Masked.number(value)
        case .word: Masked.careful(value, isWord: true)
        case .nothing: value.isEmpty ? "" : Masked.all
        }
    }
}

/// What is wrong with a row: the field, its value as people may see it, and why.
struct RowFault: Error {
    let field: String
    let value: String
    let reason: RejectReason

    init(_ field: BoundField, _ value: String, _ reason: RejectReason) {
        self.field = field.name
        self.value = field.shown(value)
        self.reason = reason
    }
}

/// One file of an export whose header was read: its role and where its columns are.
final class ExportFile {
    let number: Int
    let path: String
    let name: String
    let encoding: TextEncoding
    let header: [String]
    let reader: CSVReader
    private(set) var role: FileRole?
    private var positions: [String: Int] = [:]
    private let empty: Set<String>
    private let longestEmpty: Int
    /// Columns that hold personal data, whatever else the mapping reads from them.
    private var personal: Set<Int> = []

    init(path: String, number: Int, rules: TextRules, recipient: RecipientColumns?) throws {
        self.number = number
        self.path = path
        empty = rules.empty
        longestEmpty = rules.empty.map(\.utf8.count).max() ?? 0
        name = (path as NSString).lastPathComponent
        encoding = try DecodedText.decide(rules.encoding, path: path)
        reader = CSVReader(DecodedText(try ByteSource(path: path), encoding), delimiter: rules.delimiter, quote: rules.quote)
        try reader.skipLines(rules.skipLines)
        var header: [String] = []
        search: while true {
            switch try reader.next() {
            case .end: throw FileError.empty(file: name)
            case .broken: continue
            case .row:
                if reader.row.isBlank { continue }
                let row = reader.row
                header = (0..<row.count).map { row.text($0) ?? "" }
                break search
            }
        }
        // A delimiter behind the last name makes no column.
        while header.last == "" { header.removeLast() }
        self.header = header
        reader.width = header.count
        for (index, column) in header.enumerated() where positions[column] == nil { positions[column] = index }
        for column in (recipient?.groups ?? []).joined() {
            if let index = position(column) { personal.insert(index) }
        }
    }

    private func position(_ column: String) -> Int? { positions[column] ?? positions[TextTrimming.trimmed(column)] }

    /// The groups of columns that a role needs and this file has none of.
    func lacking(_ groups: [[String]]) -> [String] {
        groups.compactMap { group in
            group.isEmpty || group.contains { position($0) != nil } ? nil : group.joined(separator: " / ")
        }
    }

    func take(_ role: FileRole) { self.role = role }

    func field(_ columns: [String], _ showing: BoundField.Showing = .careful) -> BoundField {
        field(ColumnList(names: columns), showing)
    }

    func field(_ columns: ColumnList, _ showing: BoundField.Showing = .careful) -> BoundField {
        let indexes = columns.names.compactMap { position($0) }
        return BoundField(
            name: columns.names.joined(separator: columns.isJoined ? " + " : " / "), indexes: indexes,
            showing: personal.isDisjoint(with: indexes) ? showing : .nothing, isJoined: columns.isJoined)
    }

    /// The first cell of the field that is not empty, or all of them when they are joined.
    func text(_ field: BoundField) throws(RowFault) -> String { try cell(field).text }

    /// The same, and in which column it stands.
    func cell(_ field: BoundField) throws(RowFault) -> (text: String, column: Int) {
        var joined = ""
        for index in field.indexes where index < reader.row.count {
            guard let text = reader.row.text(index) else { throw RowFault(field, "", .notText) }
            if text.isEmpty || (text.utf8.count <= longestEmpty && empty.contains(text)) { continue }
            guard field.isJoined else { return (text, index) }
            joined += joined.isEmpty ? text : " " + text
        }
        return (joined, field.indexes.first ?? 0)
    }

    func required(_ field: BoundField, limit: Int = 64) throws(RowFault) -> String {
        let found = try text(field)
        if found.isEmpty { throw RowFault(field, "", .missing) }
        if found.utf8.count > limit { throw RowFault(field, found, .tooLong(limit: limit)) }
        return found
    }

    /// `nil` when the row is as wide as the header, or wider by empty cells only.
    var widthFault: RowFault? {
        let row = reader.row
        if row.count == header.count { return nil }
        if row.count > header.count, (header.count..<row.count).allSatisfy({ row.range($0).isEmpty }) { return nil }
        return RowFault(.none, "", .ragged(cells: row.count, columns: header.count))
    }
}

/// Finds what each file holds: by the name patterns of the mapping, else by its columns, so that files may come in any order.
enum FileSorting {
    static func groups(_ mapping: MappingFile) -> [(role: FileRole, groups: [[String]])] {
        var result: [(FileRole, [[String]])] = []
        // Without a shop's word there is no order; a constant stands in for a missing column.
        let shop = mapping.shop.constant.isEmpty ? [mapping.shop.columns] : []
        if mapping.layout.isJoined {
            result.append((.orders, mapping.order.groups + shop))
            if let line = mapping.line { result.append((.lines, line.groups)) }
        } else {
            result.append((.flat, mapping.order.groups + shop + (mapping.line?.groups ?? [])))
        }
        if let payment = mapping.payment { result.append((.payments, payment.groups)) }
        if let item = mapping.item { result.append((.items, item.groups)) }
        return result
    }

    /// Gives every file its role, and names the files that have none.
    static func sort(_ files: [ExportFile], _ mapping: MappingFile) throws -> [(file: String, lacks: [String])] {
        let roles = groups(mapping)
        var unused: [(String, [String])] = []
        for file in files {
            let named = roles.filter { mapping.layout.names[$0.role].map { WordPattern($0).matches(file.name) } ?? false }
            let candidates = named.isEmpty ? roles.filter { mapping.layout.names[$0.role] == nil } : named
            let fitting = candidates.filter { file.lacking($0.groups).isEmpty }
            if let best = fitting.max(by: { $0.groups.joined().count < $1.groups.joined().count }) {
                file.take(best.role)
            } else {
                let lacks = candidates.map { file.lacking($0.groups) }.min { $0.count < $1.count } ?? []
                unused.append((file.name, lacks))
            }
        }
        for (role, groups) in roles where !mapping.layout.optional.contains(role) && !files.contains(where: { $0.role == role }) {
            let nearest = files.filter { $0.role == nil }.min { $0.lacking(groups).count < $1.lacking(groups).count }
            throw ImportError.missingFile(role: role.rawValue, nearest: nearest?.name ?? "", lacks: nearest?.lacking(groups) ?? [])
        }
        return unused
    }
}
