import Documents
import Storage

/// Which reservations of an item are open in a warehouse, as the store has them: asked only where a count found less than was promised,
/// so no order pays for an index of its own. What the batch has changed since is seen through ``OrdersTables/reservations``.
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
        for group in wanted {
            let rows = try connection.query(
                "SELECT DISTINCT trade FROM reservation WHERE warehouse = $1 AND item = $2 AND open > 0 ORDER BY trade",
                [.text(group.warehouse), .integer(group.item)])
            trades[group] = rows.map { $0[0].integer }
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
