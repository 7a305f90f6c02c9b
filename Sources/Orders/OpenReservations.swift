import Documents
import Storage

/// Which reservations of an item are open in a warehouse, as the store has them: asked only where a count found less than was promised.
/// The index of open reservations is by trade, so new ones lie side by side and an order writes no page of its own for it; the question
/// reads it whole. What the batch has changed since is seen through ``OrdersTables/reservations``.
public final class OpenReservations: OverlayTable {
    public struct Group: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64

        public init(warehouse: String, item: Int64) {
            self.warehouse = warehouse
            self.item = item
        }
    }

    private var trades: [Group: [Int64]] = [:]
    private var wanted: Set<Group> = []
    public var commandMark = CommandMark()

    public init() {}

    /// The trades with a stored open reservation there, oldest first.
    public func trades(_ group: Group) throws -> [Int64] {
        if let known = trades[group] { return known }
        wanted.insert(group)
        throw Unread()
    }

    public func want(_ group: Group) {
        if trades[group] == nil { wanted.insert(group) }
    }

    public var name: String { ReservationRow.schema.name }
    public var hasWanted: Bool { !wanted.isEmpty }
    public var isClean: Bool { true }
    public func mark() -> Int { 0 }
    public func rollback(to mark: Int) {}

    public func load(_ connection: any Connection) throws {
        guard !wanted.isEmpty else { return }
        let warehouses = Set(wanted.map(\.warehouse)).sorted()
        let items = Set(wanted.map(\.item)).sorted()
        let places = (1...warehouses.count + items.count).map { "$\($0)" }
        let rows = try connection.query(
            """
            SELECT DISTINCT trade, warehouse, item FROM reservation WHERE open > 0
            AND warehouse IN (\(places.prefix(warehouses.count).joined(separator: ", ")))
            AND item IN (\(places.suffix(items.count).joined(separator: ", "))) ORDER BY trade
            """, warehouses.map { .text($0) } + items.map { .integer($0) })
        for group in wanted { trades[group] = [] }
        for row in rows {
            let group = Group(warehouse: row[1].text, item: row[2].integer)
            if wanted.contains(group) { trades[group]?.append(row[0].integer) }
        }
        wanted.removeAll()
    }

    public func flush(_ connection: any Connection) throws -> Int { 0 }
    public func settle() { forget() }
    public func preload(_ connection: any Connection) throws {}

    public func forget() {
        trades.removeAll()
        wanted.removeAll()
    }
}
