import Documents
import Kernel

/// A dropship warehouse 代发仓: its notices are the supplier's to ship; what it confirms comes in and leaves in one commit
/// (docs/decisions/0013).
extension WarehouseLeg {
    /// The receipt of what a supplier confirms, and the issue to report behind it. Nothing is confirmed beyond the notice (INV-07).
    public func decide(_ confirmation: DropshipConfirmation) throws -> (receipt: PurchaseReceipt, issue: IssueReport) {
        let tasks = try tables.tasks.rows(confirmation.notice)
        guard let first = tasks.first else { throw WarehouseRefusal.noSuchNotice(position: confirmation.notice) }
        let site = try masters.warehouse(first.warehouse)
        guard site.kind == WarehouseSite.Kind.dropship.rawValue, let supplier = SupplierCode(site.supplier) else {
            throw ReceivingRefusal.notDropship(notice: confirmation.notice, warehouse: first.warehouse)
        }
        guard tasks.contains(where: { $0.open > 0 }) else {
            throw tasks.allSatisfy { $0.issued == $0.pieces }
                ? WarehouseRefusal.noticeDone(position: confirmation.notice)
                : WarehouseRefusal.noticeStopped(position: confirmation.notice)
        }
        var open: [Int64: Int64] = [:]
        for task in tasks { open[task.line] = task.open }
        let lines = try confirmation.lines.map { line -> StockLine in
            guard let task = tasks.first(where: { $0.line == line.line }), let rest = open[line.line], line.pieces <= rest else {
                throw WarehouseRefusal.moreThanNoticed(
                    position: confirmation.notice, line: line.line, open: open[line.line] ?? 0, asked: line.pieces)
            }
            open[line.line] = rest - line.pieces
            return StockLine(line: line.line, item: ItemCode(stored: task.item), pieces: line.pieces, amount: line.amount)
        }
        let receipt = PurchaseReceipt(
            warehouse: first.warehouse, supplier: supplier, happenedAt: confirmation.happenedAt, lines: lines)
        let issue = IssueReport(
            notice: confirmation.notice, happenedAt: confirmation.happenedAt, waybill: confirmation.waybill,
            lines: confirmation.lines.enumerated().map { StockLine(line: $1.line, item: lines[$0].item, pieces: $1.pieces) })
        return (receipt, issue)
    }

    /// Goods of a dropship notice are not picked here.
    public func requireOwn(_ notice: Int64) throws {
        guard let first = try tables.tasks.rows(notice).first, try masters.isDropship(first.warehouse) else { return }
        throw ReceivingRefusal.suppliersNotice(notice: notice, warehouse: first.warehouse)
    }

    /// Nothing is brought into a dropship warehouse but by its supplier's confirmation.
    public func requireOwn(warehouse: String, record: String) throws {
        guard try masters.isDropship(warehouse) else { return }
        throw FormRefusal.badField(
            record: record, field: "warehouse", value: warehouse, ruleChinese: "代发仓不存货,只能由供应商确认代发",
            ruleEnglish: "a dropship warehouse holds no stock; its supplier confirms what it ships")
    }
}
