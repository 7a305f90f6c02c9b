/// A decision touched a key that was not read yet. The Loop reads all such keys of the batch and decides again
/// (DESIGN section 2): *unread* is an error of the pass, not an absent row.
public struct Unread: Error {
    public init() {}
}

/// Where a command began, for the tables that it touches: a command touches few of them, so they report themselves.
public final class CommandMarks {
    fileprivate(set) var command = 0
    fileprivate var touched: [any OverlayTable] = []

    public init() {}

    /// A command begins: what changes from here on is its own.
    public func begin() {
        command += 1
        touched.removeAll(keepingCapacity: true)
    }

    /// Takes back what the command has changed so far, in every table.
    public func rollback() {
        for table in touched { table.rollback(to: table.commandMark.position) }
    }
}

/// One table's place at the beginning of the command that runs.
public struct CommandMark {
    /// Not counted: the marks know their tables, and whoever owns both lets them go together.
    private unowned(unsafe) var marks: CommandMarks?
    private var command = 0
    private(set) var position = 0

    public init() {}

    mutating func join(_ marks: CommandMarks) { self.marks = marks }

    /// Called before each change with the place where the table stands.
    @inline(__always)
    mutating func note(_ table: any OverlayTable, at position: Int) {
        guard let marks, command != marks.command else { return }
        command = marks.command
        self.position = position
        marks.touched.append(table)
    }
}

/// One table's part of the working state of a commit. All parts are marked, rolled back and flushed together.
public protocol OverlayTable: AnyObject {
    var name: String { get }
    var hasWanted: Bool { get }
    var commandMark: CommandMark { get set }
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

extension OverlayTable {
    /// From now on the table reports to `marks` which commands touch it.
    public func join(_ marks: CommandMarks) { commandMark.join(marks) }
}

/// Rows by primary key, with three states a key: unread, absent, present.
///
/// `resident` tables (masters, stock, balances) keep their rows between commits: one decider writes the company, so what it
/// read stays true until it changes it.
public final class Table<Row: TableRow>: OverlayTable {
    /// What is known of one key. A slot outlives a rollback that makes its key unread again.
    private struct Slot {
        var row: Row?
        var isKnown: Bool
        var isStored: Bool
        var isChanged: Bool
    }
    private struct Undo {
        let place: Int
        let row: Row?
        let wasKnown: Bool
        let wasChanged: Bool
    }

    private var slots: ContiguousArray<Slot> = []
    private var places: [Row.Key: Int] = [:]
    private var wanted: Set<Row.Key> = []
    private var undo: ContiguousArray<Undo> = []
    /// Places in the order of their first change; a rollback takes them back in reverse.
    private var changed: ContiguousArray<Int> = []
    private let resident: Bool
    private let residentLimit: Int
    /// Every row of the table is here: a key without a slot is absent.
    private var isComplete = false
    /// Bound where the row type is known, so that the compiler specialises what is called through ``OverlayTable``.
    private let loading: (Table, any Connection) throws -> Void
    private let flushing: (Table, any Connection) throws -> Int
    private let settling: (Table) -> Void
    private let unwinding: (Table, Int) -> Void
    public var commandMark = CommandMark()

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
    public var isClean: Bool { changed.isEmpty }

    private func isKnown(_ key: Row.Key) -> Bool {
        guard let place = places[key] else { return isComplete }
        return slots[place].isKnown || isComplete
    }

    /// Names a key that the decision will need, so that one read serves them all.
    public func want(_ key: Row.Key) {
        if !isComplete && !isKnown(key) { wanted.insert(key) }
    }

    /// The row, or nil when it is absent; throws ``Unread`` when nobody has looked yet.
    public func find(_ key: Row.Key) throws -> Row? {
        if let place = places[key], slots[place].isKnown { return slots[place].row }
        if isComplete { return nil }
        wanted.insert(key)
        throw Unread()
    }

    /// Adds or replaces a row whose key was read (or is new by construction).
    public func put(_ row: Row) {
        commandMark.note(self, at: undo.count)
        let key = row.key
        if let place = places[key] {
            let before = slots[place]
            undo.append(Undo(place: place, row: before.row, wasKnown: before.isKnown, wasChanged: before.isChanged))
            if !before.isChanged { changed.append(place) }
            slots[place].row = row
            slots[place].isKnown = true
            slots[place].isChanged = true
        } else {
            let place = slots.count
            places[key] = place
            slots.append(Slot(row: row, isKnown: true, isStored: false, isChanged: true))
            undo.append(Undo(place: place, row: nil, wasKnown: false, wasChanged: false))
            changed.append(place)
        }
    }

    /// Every row that changed since the last commit, once: what it was then (`nil`: unread or absent) and what it is now.
    public func forEachChange(_ body: (_ before: Row?, _ after: Row) throws -> Void) rethrows {
        for first in undo where !first.wasChanged {
            if let after = slots[first.place].row { try body(first.row, after) }
        }
    }

    public func mark() -> Int { undo.count }

    public func rollback(to mark: Int) {
        if undo.count > mark { unwinding(self, mark) }
    }

    private func unwind(to mark: Int) {
        while undo.count > mark {
            let before = undo.removeLast()
            slots[before.place].row = before.row
            slots[before.place].isKnown = before.wasKnown
            slots[before.place].isChanged = before.wasChanged
            if !before.wasChanged { changed.removeLast() }
        }
    }

    public func load(_ connection: any Connection) throws { try loading(self, connection) }
    public func flush(_ connection: any Connection) throws -> Int { try flushing(self, connection) }
    public func settle() { settling(self) }

    private func note(_ key: Row.Key, _ row: Row?) {
        let slot = Slot(row: row, isKnown: true, isStored: row != nil, isChanged: false)
        if let place = places[key] {
            slots[place] = slot
        } else {
            places[key] = slots.count
            slots.append(slot)
        }
    }

    private func loadRows(_ connection: any Connection) throws {
        guard !wanted.isEmpty else { return }
        let keys = Array(wanted)
        wanted.removeAll(keepingCapacity: true)
        for key in keys { note(key, nil) }
        for row in try connection.read(Row.self, keys: keys) { note(row.key, row) }
    }

    /// Rows in the order of their first change: deterministic, and mostly in the order of the B-tree.
    private func flushRows(_ connection: any Connection) throws -> Int {
        var rows: [Row] = []
        rows.reserveCapacity(changed.count)
        var inserted = 0
        for place in changed {
            guard let row = slots[place].row else { continue }
            if !slots[place].isStored { inserted += 1 }
            rows.append(row)
        }
        try connection.write(rows, inserted == rows.count ? .insert : .upsert)
        return inserted
    }

    private func settleRows() {
        undo.removeAll(keepingCapacity: true)
        wanted.removeAll(keepingCapacity: true)
        if resident && slots.count <= residentLimit {
            for place in changed {
                slots[place].isChanged = false
                slots[place].isStored = slots[place].row != nil
            }
        } else if !slots.isEmpty {
            // A commit of unusual size must not make every later one clear its room.
            let keeps = slots.count * 16 >= places.capacity
            slots.removeAll(keepingCapacity: keeps)
            places.removeAll(keepingCapacity: keeps)
            isComplete = false
        }
        changed.removeAll(keepingCapacity: true)
    }

    public func preload(_ connection: any Connection) throws {
        guard resident else { return }
        let rows = try connection.readAll(Row.self, limit: residentLimit / 2 + 1)
        guard rows.count <= residentLimit / 2 else { return }
        for row in rows where !isKnown(row.key) { note(row.key, row) }
        isComplete = true
    }

    public func forget() {
        isComplete = false
        slots.removeAll()
        places.removeAll()
        wanted.removeAll()
        undo.removeAll()
        changed.removeAll()
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

    public var commandMark = CommandMark()

    public func append(_ row: Row) {
        commandMark.note(self, at: rows.count)
        rows.append(row)
    }

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
