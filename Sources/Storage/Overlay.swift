/// A decision touched a key that was not read yet. The Loop reads all such keys of the batch and decides again
/// (DESIGN section 2): *unread* is an error of the pass, not an absent row.
public struct Unread: Error {
    public init() {}
}

/// One table's part of the working state of a commit. All parts are marked, rolled back and flushed together.
public protocol OverlayTable: AnyObject {
    var name: String { get }
    var hasWanted: Bool { get }
    func mark() -> Int
    func rollback(to mark: Int)
    /// Reads every wanted key: one statement.
    func load(_ connection: any Connection) throws
    /// Writes what changed: at most one statement a kind. Answers the number of rows newly inserted.
    func flush(_ connection: any Connection) throws -> Int
    /// The commit is durable: keep what is resident, forget the rest.
    func settle()
    /// Reads a resident table whole if it has no more rows than may stay resident; then nothing of it is ever unread.
    func preload(_ connection: any Connection) throws
    /// Forget everything: the store is the truth again.
    func forget()
    /// True when nothing that was changed since mark 0 remains.
    var isClean: Bool { get }
}

/// Rows by primary key, with three states a key: unread, absent, present.
///
/// `resident` tables (masters, stock, balances) keep their rows between commits: one decider writes the company, so what it
/// read stays true until it changes it.
public final class Table<Row: TableRow>: OverlayTable {
    private struct Entry {
        var row: Row?
        var stored: Bool
        var changed: Bool
    }

    private var entries: [Row.Key: Entry] = [:]
    private var wanted: Set<Row.Key> = []
    private var undo: [(Row.Key, Entry?)] = []
    private var changedKeys: [Row.Key] = []
    private let resident: Bool
    private let residentLimit: Int
    /// Every row of the table is here: a key without an entry is absent.
    private var isComplete = false
    /// Bound where the row type is known, so that the compiler specialises what is called through ``OverlayTable``.
    private let loading: (Table, any Connection) throws -> Void
    private let flushing: (Table, any Connection) throws -> Int
    private let settling: (Table) -> Void
    private let unwinding: (Table, Int) -> Void
    /// The length of `undo`, kept apart because marks are taken for every command.
    private var depth = 0

    public init(_ type: Row.Type = Row.self, resident: Bool = false, residentLimit: Int = 400_000) {
        loading = { try $0.loadRows($1) }
        flushing = { try $0.flushRows($1) }
        settling = { $0.settleRows() }
        unwinding = { $0.unwind(to: $1) }
        self.resident = resident
        self.residentLimit = residentLimit
    }

    public var name: String { Row.schema.name }
    public var hasWanted: Bool { !wanted.isEmpty }
    public var isClean: Bool { undo.isEmpty && changedKeys.allSatisfy { entries[$0]?.changed != true } }

    /// Names a key that the decision will need, so that one read serves them all.
    public func want(_ key: Row.Key) {
        if !isComplete && entries[key] == nil { wanted.insert(key) }
    }

    /// The row, or nil when it is absent; throws ``Unread`` when nobody has looked yet.
    public func find(_ key: Row.Key) throws -> Row? {
        guard let entry = entries[key] else {
            if isComplete { return nil }
            wanted.insert(key)
            throw Unread()
        }
        return entry.row
    }

    /// Adds or replaces a row whose key was read (or is new by construction).
    public func put(_ row: Row) {
        let key = row.key
        let before = entries[key]
        undo.append((key, before))
        depth += 1
        if before?.changed != true { changedKeys.append(key) }
        entries[key] = Entry(row: row, stored: before?.stored ?? false, changed: true)
    }

    public func mark() -> Int { depth }

    public func rollback(to mark: Int) {
        if depth > mark { unwinding(self, mark) }
    }

    private func unwind(to mark: Int) {
        depth = mark
        while undo.count > mark {
            let (key, before) = undo.removeLast()
            entries[key] = before
            if before?.changed != true, changedKeys.last == key { changedKeys.removeLast() }
        }
    }

    public func load(_ connection: any Connection) throws { try loading(self, connection) }
    public func flush(_ connection: any Connection) throws -> Int { try flushing(self, connection) }
    public func settle() { settling(self) }

    private func loadRows(_ connection: any Connection) throws {
        guard !wanted.isEmpty else { return }
        let keys = Array(wanted)
        wanted.removeAll(keepingCapacity: true)
        for key in keys { entries[key] = Entry(row: nil, stored: false, changed: false) }
        for row in try connection.read(Row.self, keys: keys) {
            entries[row.key] = Entry(row: row, stored: true, changed: false)
        }
    }

    private func flushRows(_ connection: any Connection) throws -> Int {
        var rows: [Row] = []
        rows.reserveCapacity(changedKeys.count)
        var inserted = 0
        for key in changedKeys {
            guard let entry = entries[key], entry.changed, let row = entry.row else { continue }
            if !entry.stored { inserted += 1 }
            rows.append(row)
        }
        // Rows in key order of their first change: deterministic, and mostly in the order of the B-tree.
        try connection.write(rows, inserted == rows.count ? .insert : .upsert)
        return inserted
    }

    private func settleRows() {
        undo.removeAll(keepingCapacity: true)
        depth = 0
        wanted.removeAll(keepingCapacity: true)
        if resident && entries.count <= residentLimit {
            for key in changedKeys {
                guard var entry = entries[key], entry.changed else { continue }
                entry.changed = false
                entry.stored = entry.row != nil
                entries[key] = entry
            }
        } else {
            entries.removeAll(keepingCapacity: entries.count <= residentLimit)
            isComplete = false
        }
        changedKeys.removeAll(keepingCapacity: true)
    }

    public func preload(_ connection: any Connection) throws {
        guard resident else { return }
        let rows = try connection.readAll(Row.self, limit: residentLimit / 2 + 1)
        guard rows.count <= residentLimit / 2 else { return }
        for row in rows where entries[row.key] == nil { entries[row.key] = Entry(row: row, stored: true, changed: false) }
        isComplete = true
    }

    public func forget() {
        isComplete = false
        entries.removeAll()
        wanted.removeAll()
        undo.removeAll()
        depth = 0
        changedKeys.removeAll()
    }
}

/// Rows that are only ever added: the log, moves, posting lines.
public final class Appendix<Row: TableRow>: OverlayTable {
    private var rows: [Row] = []
    private let mode: WriteMode

    /// `.insertIfAbsent` is for rows that say the same whenever they come: the first stays.
    public init(_ type: Row.Type = Row.self, _ mode: WriteMode = .insert) { self.mode = mode }

    public var name: String { Row.schema.name }
    public var hasWanted: Bool { false }
    public var isClean: Bool { rows.isEmpty }

    public func append(_ row: Row) { rows.append(row) }

    public func mark() -> Int { rows.count }
    public func rollback(to mark: Int) { rows.removeLast(rows.count - mark) }
    public func load(_ connection: any Connection) throws {}

    public func flush(_ connection: any Connection) throws -> Int {
        try connection.write(rows, mode)
        return rows.count
    }

    public func preload(_ connection: any Connection) throws {}
    public func settle() { rows.removeAll(keepingCapacity: true) }
    public func forget() { rows.removeAll() }
}
