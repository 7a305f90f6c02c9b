import Documents
import Storage

/// The tables of the Warehouse leg: what a scan finds, and what is asked of the pickers.
public final class WarehouseTables {
    public let tasks = Family<TaskLineRow>()
    public let stock = Family<PhysicalStockRow>(resident: true)
    public let transferTasks = Family<TransferTaskRow>(resident: true, residentLimit: 20_000)
    public let moves = Appendix<PhysicalMoveRow>()

    public init() {}

    public var tables: [any OverlayTable] { [tasks, stock, moves, transferTasks] }

    public static let schemas: [TableSchema] = [
        TaskLineRow.schema, PhysicalStockRow.schema, PhysicalMoveRow.schema, TransferTaskRow.schema,
    ]
}
