import Documents
import Kernel

/// Notices that leave as one parcel, and what a decision on an order asks of its notices.
extension WarehouseLeg {
    /// Refuses notices that pickers have begun to pick: a scan or a carton says so.
    public func requireUnpicked(_ notices: [Int64]) throws {
        for notice in notices { tables.tasks.want(notice) }
        for notice in notices {
            let tasks = try tables.tasks.rows(notice)
            guard let wave = tasks.first?.wave, wave != 0 else { continue }
            let picked = try tables.picks.rows(wave).reduce(Int64(0)) { $1.notice == notice ? $0 + $1.picked : $0 }
            guard picked == 0, tasks.allSatisfy({ $0.packed == 0 }) else {
                throw WarehouseRefusal.pickingBegun(notice: notice, wave: wave, picked: picked)
            }
        }
    }

    /// Refuses notices that leave with others already.
    public func requireUnmerged(_ notices: [Int64]) throws {
        for notice in notices { tables.mergedNotices.want(notice) }
        for notice in notices {
            if let known = try tables.mergedNotices.find(notice) {
                throw WarehouseRefusal.mergedAlready(notice: notice, merge: known.merge)
            }
        }
    }

    func isMerged(_ notice: Int64) throws -> Bool { try tables.mergedNotices.find(notice) != nil }

    /// Whether two notices leave as one parcel.
    func leaveTogether(_ one: Int64, _ other: Int64) throws -> Bool {
        guard let merge = try tables.mergedNotices.find(one)?.merge else { return false }
        return try tables.mergedNotices.find(other)?.merge == merge
    }

    /// The waybill of an issue: that of the parcel in which it leaves with others, once one is known. What was packed has its cartons'.
    func mergedWaybill(_ waybill: String, of notice: Int64, _ tasks: [TaskLineRow]) throws -> String {
        guard let known = try tables.mergedNotices.find(notice), let merge = try tables.merges.find(known.merge), !merge.waybill.isEmpty,
            tasks.allSatisfy({ $0.packed == 0 })
        else { return waybill }
        guard waybill.isEmpty || waybill == merge.waybill else {
            throw WarehouseRefusal.otherWaybill(notice: notice, merge: known.merge, waybill: merge.waybill, reported: waybill)
        }
        return merge.waybill
    }

    // MARK: Folding

    func apply(_ merge: ParcelMerge, at position: Int64) {
        tables.merges.put(
            MergedParcelRow(
                merge: position, shop: merge.shop, warehouse: merge.warehouse, notices: Int64(merge.notices.count), waybill: ""))
        for (notice, trade) in zip(merge.notices, merge.trades) {
            tables.mergedNotices.put(MergedNoticeRow(notice: notice, merge: position, trade: trade))
        }
    }

    /// The first waybill that is told holds for all of a parcel.
    func noteWaybill(_ issue: SalesIssue) throws {
        guard !issue.waybill.isEmpty, let known = try tables.mergedNotices.find(issue.notice) else { return }
        guard var merge = try tables.merges.find(known.merge) else {
            throw LedgerFault("合单不存在 / a merged notice without its merge \(known.merge)")
        }
        guard merge.waybill.isEmpty else { return }
        merge.waybill = issue.waybill
        tables.merges.put(merge)
    }
}
