import Documents
import Storage

/// Which reservations of an item are open in a warehouse, as the store has them: asked only where a count found less than was promised.
/// So no order pays for an index of its own: the question goes through the orders that are open. What the batch has changed since is seen
/// through ``OrdersTables/reservations``.
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
        let open = OrderState.allCases.filter(\.isOpen).map { String($0.rawValue) }.joined(separator: ", ")
        let rows = try connection.query(
            """
            SELECT r.trade, r.warehouse, r.item FROM sales_order o JOIN reservation r ON r.trade = o.trade
            WHERE o.state IN (\(open)) AND r.open > 0
            AND r.warehouse IN (\(places.prefix(warehouses.count).joined(separator: ", ")))
            AND r.item IN (\(places.suffix(items.count).joined(separator: ", "))) ORDER BY r.trade
            """, warehouses.map { .text($0) } + items.map { .integer($0) })
        for group in wanted { trades[group] = [] }
        for row in rows {
            let group = Group(warehouse: row[1].text, item: row[2].integer)
            if wanted.contains(group), trades[group]?.last != row[0].integer { trades[group]?.append(row[0].integer) }
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
