/// Rows that are read by group and in order: the lines of an order, the queue of those who wait for an item.
///
/// A group may be read only up to a bound; ``head(_:_:)`` asks for more when a decision needs more, so a decision sees the
/// same rows however the commands are cut into batches.
public final class Family<Row: FamilyRow>: OverlayTable {
    /// What is known of one row beside its values.
    private struct Mark {
        /// The store has a row of this key.
        var isStored: Bool
        var isChanged: Bool
    }

    /// One group: its rows in order, with a mark each.
    private struct Slot {
        let group: Row.Group
        var rows: [Row] = []
        var marks: ContiguousArray<Mark> = []
        /// Changed rows that lie behind the last one read: the store knows what comes between.
        var behind: [(row: Row, isStored: Bool)] = []
        /// Stored rows that were removed.
        var gone: [Row.Key] = []
        var isLoaded = false
        /// There are rows in the store behind the last one here.
        var isTruncated = false
        var isTouched = false
        var bound = 0

        /// Where a row lies or would lie. The order columns are unique within a group.
        func place(of row: Row) -> (at: Int, isThere: Bool) {
            var low = 0
            var high = rows.count
            if let last = rows.last, last.precedes(row) { low = high }
            while low < high {
                let middle = (low + high) / 2
                if rows[middle].precedes(row) { low = middle + 1 } else { high = middle }
            }
            return (low, low < rows.count && !row.precedes(rows[low]))
        }

        mutating func insert(_ row: Row, _ mark: Mark, at place: Int) {
            rows.insert(row, at: place)
            marks.insert(mark, at: place)
        }

        mutating func remove(at place: Int) {
            rows.remove(at: place)
            marks.remove(at: place)
        }
    }

    private enum Undo {
        case opened(slot: Int)
        case replaced(slot: Int, at: Int, row: Row, mark: Mark)
        case inserted(slot: Int, at: Int)
        case removed(slot: Int, at: Int, row: Row, mark: Mark)
        case behind(slot: Int, [(row: Row, isStored: Bool)])
        case gone(slot: Int, [Row.Key])
    }

    private var slots: ContiguousArray<Slot> = []
    private var places: [Row.Group: Int] = [:]
    private var wanted: [Row.Group: Int] = [:]
    private var undo: ContiguousArray<Undo> = []
    /// Slots with changes, in the order of the first.
    private var touched: ContiguousArray<Int> = []
    private let bound: Int
    private let resident: Bool
    private let residentLimit: Int
    /// Every row of the table is here: a group without a slot is empty.
    private var isComplete = false
    /// Bound where the row type is known, so that the compiler specialises what is called through ``OverlayTable``.
    private let loading: (Family, any Connection) throws -> Void
    private let flushing: (Family, any Connection) throws -> Int
    private let settling: (Family) -> Void
    private let unwinding: (Family, Int) -> Void
    public var commandMark = CommandMark()

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
    public var isClean: Bool { touched.isEmpty }

    // MARK: Looking

    public func want(_ group: Row.Group) {
        if isComplete { return }
        if let slot = places[group], slots[slot].isLoaded { return }
        wanted[group] = max(wanted[group] ?? 0, bound)
    }

    /// Declares a group empty because it is new by construction (its number was just given), so nobody needs to look.
    public func begin(_ group: Row.Group) {
        let slot = slot(of: group)
        guard !slots[slot].isLoaded else { return }
        commandMark.note(self, at: undo.count)
        undo.append(.opened(slot: slot))
        slots[slot].isLoaded = true
    }

    /// All rows of a group, in order.
    public func rows(_ group: Row.Group) throws -> [Row] {
        guard let slot = places[group], slots[slot].isLoaded else {
            if isComplete { return [] }
            wanted[group] = max(wanted[group] ?? 0, bound)
            throw Unread()
        }
        guard !slots[slot].isTruncated else {
            wanted[group] = Int(Int32.max)
            throw Unread()
        }
        return slots[slot].rows
    }

    /// The first `count` rows of a group, or all there are.
    public func head(_ group: Row.Group, _ count: Int) throws -> [Row] {
        guard let slot = places[group] else {
            if isComplete { return [] }
            wanted[group] = max(wanted[group] ?? 0, max(bound, count))
            throw Unread()
        }
        guard slots[slot].isLoaded, !slots[slot].isTruncated || slots[slot].rows.count >= count else {
            wanted[group] = max(wanted[group] ?? 0, max(bound, count, slots[slot].bound * 2))
            throw Unread()
        }
        return slots[slot].rows.count <= count ? slots[slot].rows : Array(slots[slot].rows.prefix(count))
    }

    /// One row of a group; reads no more of the group than it must.
    public func find(_ key: Row.Key, in group: Row.Group) throws -> Row? {
        guard let slot = places[group] else {
            if isComplete { return nil }
            wanted[group] = max(wanted[group] ?? 0, bound)
            throw Unread()
        }
        for row in slots[slot].rows where row.key == key { return row }
        guard slots[slot].isLoaded else {
            wanted[group] = max(wanted[group] ?? 0, bound)
            throw Unread()
        }
        guard slots[slot].isTruncated else { return nil }
        wanted[group] = Int(Int32.max)
        throw Unread()
    }

    /// Rows that the open commit has added or changed and the store does not have so.
    public var changedRows: [Row] {
        touched.flatMap { slot in
            slots[slot].rows.indices.filter { slots[slot].marks[$0].isChanged }.map { slots[slot].rows[$0] } + slots[slot].behind.map(\.row)
        }
    }

    // MARK: Changing

    private func slot(of group: Row.Group) -> Int {
        if let known = places[group] { return known }
        let slot = slots.count
        places[group] = slot
        slots.append(Slot(group: group, isLoaded: isComplete))
        return slot
    }

    private func touch(_ slot: Int) {
        if slots[slot].isTouched { return }
        slots[slot].isTouched = true
        touched.append(slot)
    }

    /// Adds or replaces a row. Adding needs no reading before; `isNew` counts where the group was not read whole.
    public func put(_ row: Row, isNew: Bool) {
        commandMark.note(self, at: undo.count)
        let slot = slot(of: row.group)
        touch(slot)
        let (at, isThere) = slots[slot].place(of: row)
        if isThere {
            let mark = slots[slot].marks[at]
            undo.append(.replaced(slot: slot, at: at, row: slots[slot].rows[at], mark: mark))
            slots[slot].rows[at] = row
            slots[slot].marks[at].isChanged = true
            return
        }
        var isStored = slots[slot].isLoaded && !slots[slot].isTruncated ? false : !isNew
        if let removed = slots[slot].gone.firstIndex(of: row.key) {
            undo.append(.gone(slot: slot, slots[slot].gone))
            slots[slot].gone.remove(at: removed)
            isStored = true
        }
        if slots[slot].isTruncated && at == slots[slot].rows.count {
            undo.append(.behind(slot: slot, slots[slot].behind))
            if let known = slots[slot].behind.firstIndex(where: { $0.row.key == row.key }) {
                slots[slot].behind[known].row = row
            } else {
                slots[slot].behind.append((row, isStored))
            }
            return
        }
        undo.append(.inserted(slot: slot, at: at))
        slots[slot].insert(row, Mark(isStored: isStored, isChanged: true), at: at)
    }

    /// Removes a row, read or not.
    public func remove(_ row: Row) {
        commandMark.note(self, at: undo.count)
        let slot = slot(of: row.group)
        touch(slot)
        let (at, isThere) = slots[slot].place(of: row)
        var isStored = !slots[slot].isLoaded || slots[slot].isTruncated
        if isThere {
            let mark = slots[slot].marks[at]
            undo.append(.removed(slot: slot, at: at, row: slots[slot].rows[at], mark: mark))
            slots[slot].remove(at: at)
            isStored = mark.isStored
        } else if let known = slots[slot].behind.firstIndex(where: { $0.row.key == row.key }) {
            isStored = slots[slot].behind[known].isStored
            undo.append(.behind(slot: slot, slots[slot].behind))
            slots[slot].behind.remove(at: known)
        }
        let key = row.key
        if isStored, !slots[slot].gone.contains(key) {
            undo.append(.gone(slot: slot, slots[slot].gone))
            slots[slot].gone.append(key)
        }
    }

    /// Every group with changes since the last commit, with all rows that are known of it, in order.
    public func forEachTouchedGroup(_ body: (_ group: Row.Group, _ rows: [Row]) throws -> Void) rethrows {
        for slot in touched { try body(slots[slot].group, slots[slot].rows) }
    }

    public func mark() -> Int { undo.count }

    public func rollback(to mark: Int) {
        if undo.count > mark { unwinding(self, mark) }
    }

    private func unwind(to mark: Int) {
        while undo.count > mark {
            switch undo.removeLast() {
            case .opened(let slot): slots[slot].isLoaded = false
            case .replaced(let slot, let at, let row, let mark):
                slots[slot].rows[at] = row
                slots[slot].marks[at] = mark
            case .inserted(let slot, let at): slots[slot].remove(at: at)
            case .removed(let slot, let at, let row, let mark): slots[slot].insert(row, mark, at: at)
            case .behind(let slot, let before): slots[slot].behind = before
            case .gone(let slot, let before): slots[slot].gone = before
            }
        }
        if mark == 0 { forgetTouched() }
    }

    private func forgetTouched() {
        for slot in touched { slots[slot].isTouched = false }
        touched.removeAll(keepingCapacity: true)
    }

    // MARK: The store

    public func load(_ connection: any Connection) throws { try loading(self, connection) }
    public func flush(_ connection: any Connection) throws -> Int { try flushing(self, connection) }
    public func settle() { settling(self) }

    private func loadRows(_ connection: any Connection) throws {
        guard !wanted.isEmpty else { return }
        var byBound: [Int: [Row.Group]] = [:]
        for (group, bound) in wanted { byBound[bound, default: []].append(group) }
        wanted.removeAll(keepingCapacity: true)
        for (bound, groups) in byBound.sorted(by: { $0.key < $1.key }) {
            var earlier: [(slot: Int, Slot)] = []
            for group in groups {
                let slot = slot(of: group)
                if slots[slot].isTouched { earlier.append((slot, slots[slot])) }
                let isTouched = slots[slot].isTouched
                slots[slot] = Slot(group: group, isLoaded: true, isTouched: isTouched, bound: bound)
            }
            var slot = -1
            for row in try connection.read(Row.self, groups: groups, limit: bound) {
                let group = row.group
                if slot < 0 || slots[slot].group != group { slot = places[group]! }
                slots[slot].rows.append(row)
                slots[slot].marks.append(Mark(isStored: true, isChanged: false))
            }
            for group in groups {
                let slot = places[group]!
                slots[slot].isTruncated = slots[slot].rows.count >= bound
            }
            for (slot, before) in earlier { lay(before, over: slot) }
        }
    }

    /// Lays what was decided before the reading over what was read.
    private func lay(_ before: Slot, over slot: Int) {
        slots[slot].gone = before.gone
        for at in slots[slot].rows.indices.reversed() where before.gone.contains(slots[slot].rows[at].key) { slots[slot].remove(at: at) }
        var changes = before.behind
        for (row, mark) in zip(before.rows, before.marks) where mark.isChanged { changes.append((row, mark.isStored)) }
        for (row, isStored) in changes {
            let (at, isThere) = slots[slot].place(of: row)
            if isThere {
                slots[slot].rows[at] = row
                slots[slot].marks[at].isChanged = true
            } else if slots[slot].isTruncated && at == slots[slot].rows.count {
                slots[slot].behind.append((row, isStored))
            } else {
                slots[slot].insert(row, Mark(isStored: isStored, isChanged: true), at: at)
            }
        }
    }

    private func flushRows(_ connection: any Connection) throws -> Int {
        var rows: [Row] = []
        var deleted: [Row.Key] = []
        var inserted = 0
        for slot in touched {
            for at in slots[slot].rows.indices where slots[slot].marks[at].isChanged {
                rows.append(slots[slot].rows[at])
                if !slots[slot].marks[at].isStored { inserted += 1 }
            }
            for (row, isStored) in slots[slot].behind {
                rows.append(row)
                if !isStored { inserted += 1 }
            }
            deleted += slots[slot].gone
        }
        try connection.delete(Row.self, keys: deleted)
        try connection.write(rows, inserted == rows.count ? .insert : .upsert)
        return inserted
    }

    private func settleRows() {
        undo.removeAll(keepingCapacity: true)
        wanted.removeAll(keepingCapacity: true)
        if resident && slots.count <= residentLimit {
            for slot in touched { settle(slot) }
            forgetTouched()
        } else if !slots.isEmpty {
            // A commit of unusual size must not make every later one clear its room.
            let keeps = slots.count * 16 >= places.capacity
            slots.removeAll(keepingCapacity: keeps)
            places.removeAll(keepingCapacity: keeps)
            touched.removeAll(keepingCapacity: true)
            isComplete = false
        }
    }

    /// What was changed is what the store has; of a group that was never read nothing stays known.
    private func settle(_ slot: Int) {
        if slots[slot].isLoaded {
            for at in slots[slot].marks.indices { slots[slot].marks[at] = Mark(isStored: true, isChanged: false) }
        } else {
            slots[slot].rows.removeAll()
            slots[slot].marks.removeAll()
        }
        slots[slot].behind.removeAll()
        slots[slot].gone.removeAll()
    }

    public func preload(_ connection: any Connection) throws {
        guard resident, slots.isEmpty else { return }
        let rows = try connection.readAll(Row.self, limit: residentLimit / 2 + 1)
        guard rows.count <= residentLimit / 2 else { return }
        isComplete = true
        for row in rows {
            let slot = slot(of: row.group)
            slots[slot].insert(row, Mark(isStored: true, isChanged: false), at: slots[slot].place(of: row).at)
        }
    }

    public func forget() {
        isComplete = false
        slots.removeAll()
        places.removeAll()
        wanted.removeAll()
        undo.removeAll()
        touched.removeAll()
    }
}
