/// Rows that are read by group and in order: the lines of an order, the queue of those who wait for an item.
///
/// A group may be read only up to a bound; ``head(_:_:)`` asks for more when a decision needs more, so a decision sees the
/// same rows however the commands are cut into batches.
public final class Family<Row: FamilyRow>: OverlayTable {
    private struct Entry {
        var rows: [Row] = []
        var loaded = false
        /// There are rows in the store behind the last one here.
        var truncated = false
        var bound = 0
    }

    private struct Change {
        let group: Row.Group
        var row: Row?
        var stored: Bool
    }

    private enum Undo {
        case entry(Row.Group, Entry?)
        case change(Row.Key, Change?)
    }

    private var entries: [Row.Group: Entry] = [:]
    private var changes: [Row.Key: Change] = [:]
    private var changedKeys: [Row.Key] = []
    private var wanted: [Row.Group: Int] = [:]
    private var undo: [Undo] = []
    private let bound: Int
    private let resident: Bool
    private let residentLimit: Int
    /// Every row of the table is here: a group without an entry is empty.
    private var isComplete = false
    /// Bound where the row type is known, so that the compiler specialises what is called through ``OverlayTable``.
    private let loading: (Family, any Connection) throws -> Void
    private let flushing: (Family, any Connection) throws -> Int
    private let settling: (Family) -> Void
    private let unwinding: (Family, Int) -> Void
    /// The length of `undo`, kept apart because marks are taken for every command.
    private var depth = 0

    /// `bound` is the number of rows first read of a group; `Int32.max` reads all of it.
    public init(_ type: Row.Type = Row.self, bound: Int = Int(Int32.max), resident: Bool = false, residentLimit: Int = 200_000) {
        loading = { try $0.loadRows($1) }
        flushing = { try $0.flushRows($1) }
        settling = { $0.settleRows() }
        unwinding = { $0.unwind(to: $1) }
        self.bound = bound
        self.resident = resident
        self.residentLimit = residentLimit
    }

    public var name: String { Row.schema.name }
    public var hasWanted: Bool { !wanted.isEmpty }
    public var isClean: Bool { changes.isEmpty && undo.isEmpty }

    public func want(_ group: Row.Group) {
        if !isComplete && entries[group]?.loaded != true { wanted[group] = max(wanted[group] ?? 0, bound) }
    }

    /// Declares a group empty because it is new by construction (its number was just given), so nobody needs to look.
    public func begin(_ group: Row.Group) {
        guard entries[group] == nil else { return }
        undo.append(.entry(group, nil))
        depth += 1
        entries[group] = Entry(loaded: true)
    }

    /// All rows of a group, in order.
    public func rows(_ group: Row.Group) throws -> [Row] {
        guard let entry = entries[group], entry.loaded else {
            if isComplete { return entries[group]?.rows ?? [] }
            wanted[group] = max(wanted[group] ?? 0, bound)
            throw Unread()
        }
        guard !entry.truncated else {
            wanted[group] = Int(Int32.max)
            throw Unread()
        }
        return entry.rows
    }

    /// The first `count` rows of a group, or all there are.
    public func head(_ group: Row.Group, _ count: Int) throws -> [Row] {
        if isComplete && entries[group] == nil { return [] }
        guard let entry = entries[group], entry.loaded, !entry.truncated || entry.rows.count >= count else {
            let before = entries[group]?.bound ?? 0
            wanted[group] = max(wanted[group] ?? 0, max(bound, count, before * 2))
            throw Unread()
        }
        return Array(entry.rows.prefix(count))
    }

    /// One row of a group; reads no more of the group than it must.
    public func find(_ key: Row.Key, in group: Row.Group) throws -> Row? {
        if let found = entries[group]?.rows.first(where: { $0.key == key }) { return found }
        guard let entry = entries[group], entry.loaded else {
            if isComplete { return nil }
            wanted[group] = max(wanted[group] ?? 0, bound)
            throw Unread()
        }
        guard entry.truncated else { return nil }
        wanted[group] = Int(Int32.max)
        throw Unread()
    }

    /// Adds or replaces a row. Adding needs no reading before.
    public func put(_ row: Row, isNew: Bool) {
        let group = row.group
        var entry = entries[group]
        undo.append(.entry(group, entry))
        depth += 1
        note(row.key, Change(group: group, row: row, stored: changes[row.key]?.stored ?? !isNew))
        if entry == nil { entry = Entry(loaded: isComplete) }
        if let at = entry!.rows.firstIndex(where: { $0.key == row.key }) {
            entry!.rows[at] = row
        } else {
            let at = entry!.rows.firstIndex(where: { row.precedes($0) }) ?? entry!.rows.count
            // Behind the last row that was read, unread rows may come first: leave it to the store.
            if !(entry!.truncated && at == entry!.rows.count) { entry!.rows.insert(row, at: at) }
        }
        entries[group] = entry
    }

    public func remove(_ row: Row) {
        let group = row.group
        undo.append(.entry(group, entries[group]))
        depth += 1
        note(row.key, Change(group: group, row: nil, stored: changes[row.key]?.stored ?? true))
        entries[group]?.rows.removeAll { $0.key == row.key }
    }

    private func note(_ key: Row.Key, _ change: Change) {
        let before = changes[key]
        undo.append(.change(key, before))
        depth += 1
        if before == nil { changedKeys.append(key) }
        changes[key] = change
    }

    public func mark() -> Int { depth }

    public func rollback(to mark: Int) {
        if depth > mark { unwinding(self, mark) }
    }

    private func unwind(to mark: Int) {
        depth = mark
        while undo.count > mark {
            switch undo.removeLast() {
            case .entry(let group, let before): entries[group] = before
            case .change(let key, let before):
                changes[key] = before
                if before == nil, changedKeys.last == key { changedKeys.removeLast() }
            }
        }
        if mark == 0 {
            changedKeys.removeAll(keepingCapacity: true)
            changes.removeAll(keepingCapacity: true)
        }
    }

    public func load(_ connection: any Connection) throws { try loading(self, connection) }
    public func flush(_ connection: any Connection) throws -> Int { try flushing(self, connection) }
    public func settle() { settling(self) }

    private func loadRows(_ connection: any Connection) throws {
        guard !wanted.isEmpty else { return }
        var byBound: [Int: [Row.Group]] = [:]
        for (group, bound) in wanted { byBound[bound, default: []].append(group) }
        wanted.removeAll(keepingCapacity: true)
        for (bound, groups) in byBound.sorted(by: { $0.key < $1.key }) {
            for group in groups { entries[group] = Entry(loaded: true, bound: bound) }
            for row in try connection.read(Row.self, groups: groups, limit: bound) { entries[row.group]!.rows.append(row) }
            for group in groups where entries[group]!.rows.count >= bound { entries[group]!.truncated = true }
        }
        let loaded = Set(byBound.values.joined())
        for key in changedKeys {
            if let change = changes[key], loaded.contains(change.group) { lay(change, of: key) }
        }
    }

    /// Lays what was decided before the reading over what was read.
    private func lay(_ change: Change, of key: Row.Key) {
        entries[change.group]!.rows.removeAll { $0.key == key }
        guard let row = change.row else { return }
        let rows = entries[change.group]!.rows
        let at = rows.firstIndex(where: { row.precedes($0) }) ?? rows.count
        if !(entries[change.group]!.truncated && at == rows.count) { entries[change.group]!.rows.insert(row, at: at) }
    }

    private func flushRows(_ connection: any Connection) throws -> Int {
        var rows: [Row] = []
        var deleted: [Row.Key] = []
        var inserted = 0
        for key in changedKeys {
            guard let change = changes[key] else { continue }
            if let row = change.row {
                rows.append(row)
                if !change.stored { inserted += 1 }
            } else if change.stored {
                deleted.append(key)
            }
        }
        try connection.delete(Row.self, keys: deleted)
        try connection.write(rows, inserted == rows.count ? .insert : .upsert)
        return inserted
    }

    private func settleRows() {
        undo.removeAll(keepingCapacity: true)
        depth = 0
        wanted.removeAll(keepingCapacity: true)
        if resident && entries.count <= residentLimit {
            if !changes.isEmpty {
                for group in Set(changes.values.compactMap { $0.row?.group }) where entries[group]?.loaded != true {
                    entries[group] = nil
                }
            }
        } else {
            entries.removeAll(keepingCapacity: entries.count <= residentLimit)
            isComplete = false
        }
        changes.removeAll(keepingCapacity: true)
        changedKeys.removeAll(keepingCapacity: true)
    }

    public func preload(_ connection: any Connection) throws {
        guard resident, entries.isEmpty else { return }
        let rows = try connection.readAll(Row.self, limit: residentLimit / 2 + 1)
        guard rows.count <= residentLimit / 2 else { return }
        for row in rows { entries[row.group, default: Entry(loaded: true, bound: bound)].rows.append(row) }
        for group in entries.keys { entries[group]!.rows.sort { $0.precedes($1) } }
        isComplete = true
    }

    public func forget() {
        isComplete = false
        entries.removeAll()
        changes.removeAll()
        changedKeys.removeAll()
        wanted.removeAll()
        undo.removeAll()
        depth = 0
    }
}
