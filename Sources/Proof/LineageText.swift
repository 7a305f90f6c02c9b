import Documents
import Kernel
import Loop
import Storage

/// The text of an explanation: levels of rows, each with its sum and a mark whether it re-adds to the level above.
struct LineageText {
    /// Rows shown of one level; of the rest number and sum are told.
    static let rowLimit = 60
    private(set) var text = ""
    private(set) var isSound = true

    static func mark(_ holds: Bool) -> String { holds ? "✓" : "✗" }

    mutating func title(_ line: String) { text += line + "\n" }

    mutating func level(_ chinese: String, _ english: String) { text += "\n■ \(chinese) / \(english)\n" }

    mutating func row(_ line: String, _ holds: Bool? = nil) {
        if holds == false { isSound = false }
        text += "    " + (holds.map { LineageText.mark($0) + " " } ?? "") + line + "\n"
    }

    /// The sum of a level against what the level above says.
    mutating func sum(_ chinese: String, _ english: String, _ amount: Int64, of whole: Int64, money: Bool = true) {
        func show(_ value: Int64) -> String { money ? Money(fen: value).grouped : value.groupedText }
        let holds = amount == whole
        if !holds { isSound = false }
        text += "  Σ \(chinese) / \(english): \(show(amount)) \(holds ? "=" : "≠") \(show(whole)) \(LineageText.mark(holds))\n"
    }

    /// What a bounded level does not show.
    mutating func more(_ count: Int64, _ sum: String) {
        guard count > 0 else { return }
        text += "    … 另有 \(count.groupedText) 条,合计 \(sum) / … and \(count.groupedText) more, sum \(sum)\n"
    }

    mutating func close() {
        text += isSound ? "\n✓ 各层相加一致 / every level re-adds to the one above\n" : "\n✗ 有的层相加不符 / some level does not re-add\n"
    }
}

/// Reads log rows, documents and their numbers by position.
final class LogReader {
    let connection: any Connection
    private var rows: [Int64: LogRow] = [:]

    init(_ connection: any Connection) { self.connection = connection }

    func load(_ positions: [Int64]) throws {
        let wanted = Array(Set(positions.filter { $0 > 0 && rows[$0] == nil }))
        for row in try connection.read(LogRow.self, keys: wanted) { rows[row.position] = row }
        if rows.count > 5000 { rows = rows.filter { positions.contains($0.key) } }
    }

    func row(_ position: Int64) throws -> LogRow? {
        if rows[position] == nil { try load([position]) }
        return rows[position]
    }

    func document(_ position: Int64) throws -> LoggedDocument? { try row(position)?.logged() }

    /// `JS2603040000000123 销售结算单`
    func name(_ position: Int64) throws -> String {
        guard position > 0, let row = try row(position), let kind = DocumentKind(rawValue: row.kind) else { return "—" }
        return DocumentNumber(kind: kind, day: Moment(milliseconds: row.recordedAt).day, position: position).text + " \(kind.chinese)"
    }

    /// Who asked for a document, when, by which command.
    func origin(_ position: Int64) throws -> String {
        guard let row = try row(position), let command = try connection.read(CommandRow.self, keys: [row.command]).first else {
            return "命令不详 / no command"
        }
        let actor = try connection.query("SELECT name, position, device FROM actor WHERE actor = $1", [.integer(command.actor)]).first
        let who = actor.map { [$0[0].text, $0[1].text, $0[2].text].filter { !$0.isEmpty }.joined(separator: " · ") } ?? "—"
        return "命令 / command \(row.command)  \(Moment(milliseconds: command.receivedAt).text)  \(who)"
    }
}
