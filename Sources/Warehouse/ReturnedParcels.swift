import Documents
import Kernel
import Storage

/// Parcels that come back to a warehouse.
extension WarehouseLeg {
    /// The form of what came back: kept pieces like any goods that come in, scrap and missing pieces of items that have stock.
    public func validate(_ report: ReturnReport) throws {
        let record = DocumentKind.returnReceipt.chinese
        _ = try masters.warehouse(report.warehouse)
        try requireOwn(warehouse: report.warehouse, record: record)
        for line in report.lines { masters.items.want(line.stock.item.number) }
        let kept = report.lines.filter { $0.fate == .kept }.map(\.stock)
        if !kept.isEmpty { try validate(kept, into: report.warehouse, record: record) }
        for line in report.lines where line.fate != .kept {
            try masters.requireCondition(line.stock.condition)
            if try masters.item(line.stock.item).isService != 0 {
                throw FormRefusal.badField(
                    record: record, field: "lines.item", value: line.stock.item.text, ruleChinese: "服务没有库存",
                    ruleEnglish: "a service has no stock")
            }
        }
    }

    /// The receipt under which this parcel waits here, 0 for none.
    public func heldParcel(_ waybill: String, at warehouse: String) throws -> Int64 {
        guard !waybill.isEmpty else { return 0 }
        return try tables.heldParcels.find(.init(warehouse: warehouse, waybill: waybill), in: warehouse)?.document ?? 0
    }

    /// A parcel waits once.
    public func requireNotHeld(_ waybill: String, at warehouse: String) throws {
        let document = try heldParcel(waybill, at: warehouse)
        guard document == 0 else { throw HeldParcelRefusal.heldAlready(warehouse: warehouse, waybill: waybill, document: document) }
    }

    /// The waybills of the parcels packed for these notices.
    public func waybills(of notices: [Int64]) throws -> [String] {
        for notice in notices { tables.parcelLines.want(notice) }
        var waybills: [String] = []
        for notice in notices {
            for row in try tables.parcelLines.rows(notice) where !waybills.contains(row.waybill) { waybills.append(row.waybill) }
        }
        return waybills
    }

    /// The trade and the pieces of a parcel that was packed with us; `nil` for any other.
    public func contents(carrier: String, waybill: String) throws -> (trade: Int64, lines: [(item: Int64, pieces: Int64)])? {
        let parcels = try tables.parcels.rows(.init(carrier: carrier, waybill: waybill))
        guard let trade = parcels.first?.trade else { return nil }
        for parcel in parcels { tables.parcelLines.want(parcel.notice) }
        var lines: [(item: Int64, pieces: Int64)] = []
        // A merged parcel holds cartons of several notices.
        for parcel in parcels where parcel.trade == trade {
            for line in try tables.parcelLines.rows(parcel.notice) where line.document == parcel.document {
                lines.append((line.item, line.pieces))
            }
        }
        return (trade, lines)
    }

    /// A parcel without an order waits under its waybill; one that is identified waits no more. The moves are folded with all others.
    func applyReturn(_ logged: LoggedDocument) throws {
        guard case .returnReceipt(let receipt) = logged.document else { return }
        if receipt.isHeld {
            tables.heldParcels.put(
                HeldParcelRow(
                    warehouse: receipt.warehouse, waybill: receipt.waybill, document: logged.position,
                    pieces: receipt.lines.reduce(0) { $1.fate == .missing ? $0 : $0 + $1.stock.pieces },
                    openedAt: logged.recordedAt.milliseconds), isNew: true)
        } else if receipt.held != 0 {
            let key = HeldParcelRow.Key(warehouse: receipt.warehouse, waybill: receipt.waybill)
            guard let row = try tables.heldParcels.find(key, in: receipt.warehouse) else {
                throw LedgerFault("没有待认领包裹 / no held parcel \(receipt.waybill) at \(receipt.warehouse)")
            }
            tables.heldParcels.remove(row)
        }
    }
}

/// What the Warehouse leg refuses of parcels that nobody knows.
public enum HeldParcelRefusal: Refusal, Hashable {
    case heldAlready(warehouse: String, waybill: String, document: Int64)

    public var code: String { "heldAlready" }
    public var chinese: String {
        switch self {
        case .heldAlready(let warehouse, let waybill, let document):
            "仓库 \(warehouse) 的无主包裹 \(waybill) 已按退货入库单 \(document) 暂存。请写明订单认领,或按无主件入库。"
        }
    }
    public var english: String {
        switch self {
        case .heldAlready(let warehouse, let waybill, let document):
            "Parcel \(waybill) waits at warehouse \(warehouse) already, by return receipt \(document). Name its order, or take it in as found."
        }
    }
}
