import Documents
import Storage

/// The tables of the Warehouse leg: what a scan finds, and what is asked of the pickers.
public final class WarehouseTables {
    public let tasks = Family<TaskLineRow>()
    public let stock = Family<PhysicalStockRow>(resident: true)
    public let transferTasks = Family<TransferTaskRow>(resident: true, residentLimit: 20_000)
    public let moves = Appendix<PhysicalMoveRow>()
    public let lots = Table<LotRow>(resident: true)
    public let picks = Family<PickLineRow>()
    /// Asked for by everything that leaves.
    public let allocations = Family<BinAllocationRow>(resident: true)
    public let scans = Appendix<ScanRow>()
    public let parcels = Family<ParcelRow>()
    public let merges = Table<MergedParcelRow>()
    public let mergedNotices = Table<MergedNoticeRow>(resident: true)
    public let parcelLines = Family<ParcelLineRow>()
    public let heldParcels = Family<HeldParcelRow>(resident: true)
    public let receiving = Family<ReceivingLineRow>()

    public let countPlans = Table<CountPlanRow>()
    public let countTasks = Family<CountTaskRow>()
    public let openPlans = Family<OpenPlanRow>(resident: true)
    public let openCounts = Family<OpenCountRow>(resident: true)
    public let countScans = Family<CountScanRow>()
    public let countMoves = Family<CountMoveRow>()
    public let countLines = Family<CountLineRow>()
    public let countBins = Family<CountBinRow>()
    public let countCauses = Table<CountCauseRow>()
    public let binItems = Family<BinItemRow>()

    public init() {}

    public var tables: [any OverlayTable] {
        [
            tasks, stock, transferTasks, moves, lots, picks, allocations, scans, parcels, parcelLines, heldParcels, receiving, merges,
            mergedNotices,
            countPlans, countTasks, openPlans, openCounts, countScans, countMoves, countLines, countBins, countCauses, binItems,
        ]
    }

    public static let schemas: [TableSchema] = [
        TaskLineRow.schema, PhysicalStockRow.schema, TransferTaskRow.schema, PhysicalMoveRow.schema, LotRow.schema, PickLineRow.schema,
        BinAllocationRow.schema, ScanRow.schema, ParcelRow.schema, ParcelLineRow.schema, HeldParcelRow.schema, ReceivingLineRow.schema,
        MergedParcelRow.schema, MergedNoticeRow.schema,
        CountPlanRow.schema, CountTaskRow.schema, OpenPlanRow.schema, OpenCountRow.schema, CountScanRow.schema, CountMoveRow.schema,
        CountLineRow.schema, CountBinRow.schema, CountCauseRow.schema, BinItemRow.schema,
    ]

    /// The waybills of a notice's parcels, in the order of packing.
    func parcelWaybills(of notice: Int64) throws -> String {
        var waybills: [String] = []
        for row in try parcelLines.rows(notice) where !waybills.contains(row.waybill) { waybills.append(row.waybill) }
        return waybills.joined(separator: " ")
    }
}
