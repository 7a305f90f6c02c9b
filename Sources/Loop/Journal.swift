import Documents
import Kernel
import Security
import Storage
import Wire

/// The log, the audit trail and the keys of what came from outside: the Loop's own tables.
final class Journal {
    let log = Table<LogRow>()
    let commands = Table<CommandRow>()
    let actors = Table<ActorRow>(resident: true)
    let externals = Table<ExternalKeyRow>()
    let continuations = Table<ContinuationRow>(resident: true)

    var tables: [any OverlayTable] { [log, commands, actors, externals, continuations] }
    static let schemas: [TableSchema] = [
        LogRow.schema, CommandRow.schema, ActorRow.schema, ExternalKeyRow.schema, ContinuationRow.schema, HeadRow.schema,
    ]

    /// A document read back from the log.
    func document(at position: Int64) throws -> (row: LogRow, document: Document)? {
        guard let row = try log.find(position), let kind = DocumentKind(rawValue: row.kind) else { return nil }
        return (row, try Document(kind: kind, encoded: row.body))
    }
}

extension LogRow {
    /// The hash that belongs after `previous` (INV-13).
    public func link(after previous: [UInt8]) -> [UInt8] {
        HashChain.link(after: previous, [position, kind, command, source, happenedAt, recordedAt], body)
    }

    public func logged() throws -> LoggedDocument {
        guard let kind = DocumentKind(rawValue: kind) else { throw WireError.badValue(field: "log.kind", value: String(self.kind)) }
        return LoggedDocument(
            position: position, document: try Document(kind: kind, encoded: body), source: source,
            happenedAt: Moment(milliseconds: happenedAt), recordedAt: Moment(milliseconds: recordedAt))
    }
}

extension CommandRow {
    /// The hash that belongs after `previous` (INV-13). It covers who asked, by name and not by number only, so that nobody can be put in
    /// another's place.
    public func link(after previous: [UInt8], by who: Actor) -> [UInt8] {
        var more: [UInt8] = []
        for text in [refusal, who.name, who.position, who.device] {
            more += text.utf8
            more.append(0)
        }
        return HashChain.link(after: previous, [sequence, actor, receivedAt, kind, version, outcome, first], body, more + kinds)
    }

    /// The answer that the caller got, made again from the row.
    public func answer() -> Answer {
        let day = Moment(milliseconds: receivedAt).day
        let numbers = kinds.enumerated().compactMap { index, kind in
            DocumentKind(rawValue: Int64(kind)).map { DocumentNumber(kind: $0, day: day, position: first + Int64(index)) }
        }
        let words = refusal.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        return Answer(
            outcome: Outcome(rawValue: outcome) ?? .failed, documents: numbers, refusalCode: words.first ?? "",
            chinese: words.count > 1 ? words[1] : "", english: words.count > 2 ? words[2] : "")
    }
}

/// The schema, step by step.
public enum CompanySchema {
    public static let tables: [TableSchema] =
        Journal.schemas + MasterTables.schemas + Door.schemas + LegTables.schemas

    public static let migrations = [Migration(version: 1, name: "order to voucher", tables: tables)]

    /// Tables that are a fold of the log: replay must make the same rows (INV-15).
    public static let folded: [TableSchema] = MasterTables.schemas + LegTables.schemas
}
