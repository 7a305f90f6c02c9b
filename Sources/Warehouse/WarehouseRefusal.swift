import Kernel

/// What the Warehouse leg refuses.
public enum WarehouseRefusal: Refusal, Hashable {
    case noSuchNotice(position: Int64)
    case noticeStopped(position: Int64)
    case noticeDone(position: Int64)
    case moreThanNoticed(position: Int64, line: Int64, open: Int64, asked: Int64)
    /// A notice whose pieces are being picked is not changed by a decision of ours.
    case pickingBegun(notice: Int64, wave: Int64, picked: Int64)
    case mergedAlready(notice: Int64, merge: Int64)
    /// Notices that leave as one parcel have one waybill.
    case otherWaybill(notice: Int64, merge: Int64, waybill: String, reported: String)
    /// The pieces are there, but pick lists send people for them.
    case keptForPickers(warehouse: String, item: String, bin: String, free: Int64, kept: Int64, asked: Int64)
    case notInBin(warehouse: String, item: String, bin: String, found: Int64, asked: Int64)

    public var code: String {
        switch self {
        case .noSuchNotice: "noSuchNotice"
        case .noticeStopped: "noticeStopped"
        case .noticeDone: "noticeDone"
        case .moreThanNoticed: "moreThanNoticed"
        case .notInBin: "notInBin"
        case .keptForPickers: "keptForPickers"
        case .pickingBegun: "pickingBegun"
        case .mergedAlready: "mergedAlready"
        case .otherWaybill: "otherWaybill"
        }
    }

    public var chinese: String {
        switch self {
        case .noSuchNotice(let position): "没有位置 \(position) 的出库通知单。请核对单号。"
        case .noticeStopped(let position): "出库通知单 \(position) 已被拦截(订单取消或改单),请把货放回原库位。"
        case .noticeDone(let position): "出库通知单 \(position) 已全部出库,不能重复出库。"
        case .moreThanNoticed(let position, let line, let open, let asked):
            "出库通知单 \(position) 第 \(line) 行只剩 \(open) 件待出库,本次报 \(asked) 件。请核对扫码数量。"
        case .notInBin(let warehouse, let item, let bin, let found, let asked):
            "仓库 \(warehouse) 库位 \(bin.isEmpty ? "(默认)" : bin) 的商品 \(item) 实物账只有 \(found) 件,本次报 \(asked) 件。请核对库位,或先做盘点。"
        case .pickingBegun(let notice, let wave, let picked):
            "出库通知单 \(notice) 已在波次 \(wave) 中拣货(已拣 \(picked) 件),不能挂起、改仓或标记。请等出库,或先由仓库还库并取消。"
        case .mergedAlready(let notice, let merge): "出库通知单 \(notice) 已在合单 \(merge) 中,不能再次合单。"
        case .otherWaybill(let notice, let merge, let waybill, let reported):
            "出库通知单 \(notice) 属于合单 \(merge),该包裹的运单号是 \(waybill),本次报 \(reported)。请用同一运单号。"
        case .keptForPickers(let warehouse, let item, let bin, let free, let kept, let asked):
            "仓库 \(warehouse) 库位 \(bin.isEmpty ? "(默认)" : bin) 的商品 \(item) 有 \(kept) 件已派给拣货单,可动 \(free) 件,本次要 \(asked) 件。请等拣货完成,或换库位。"
        }
    }

    public var english: String {
        switch self {
        case .noSuchNotice(let position): "There is no delivery notice at \(position). Check the number."
        case .noticeStopped(let position):
            "Delivery notice \(position) was stopped (the order was cancelled or changed); put the goods back where they were."
        case .noticeDone(let position): "Delivery notice \(position) has left completely; it cannot be issued again."
        case .moreThanNoticed(let position, let line, let open, let asked):
            "Line \(line) of delivery notice \(position) has \(open) pieces open, \(asked) were reported. Check the scans."
        case .notInBin(let warehouse, let item, let bin, let found, let asked):
            "Bin \(bin.isEmpty ? "(default)" : bin) of warehouse \(warehouse) holds \(found) pieces of item \(item), \(asked) were reported. Check the bin or count first."
        case .pickingBegun(let notice, let wave, let picked):
            "Delivery notice \(notice) is being picked in wave \(wave) (\(picked) pieces so far); it can be neither held nor moved nor marked. Wait until it has left, or have the warehouse put it back and cancel."
        case .mergedAlready(let notice, let merge): "Delivery notice \(notice) is in merge \(merge) already and is not merged again."
        case .otherWaybill(let notice, let merge, let waybill, let reported):
            "Delivery notice \(notice) is in merge \(merge), whose parcel has waybill \(waybill); \(reported) was reported. Use the same waybill."
        case .keptForPickers(let warehouse, let item, let bin, let free, let kept, let asked):
            "Pick lists send people to bin \(bin.isEmpty ? "(default)" : bin) of \(warehouse) for \(kept) pieces of item \(item); \(free) are free, \(asked) are asked for. Wait until they are picked, or take another bin."
        }
    }
}
