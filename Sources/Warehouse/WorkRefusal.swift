import Kernel

/// What the work inside a warehouse is refused for. A refused scan changes nothing; the audit trail counts it by this code.
public enum WorkRefusal: Refusal, Hashable {
    case binsTaken(notice: Int64, line: Int64, item: String, asked: Int64, free: Int64)
    case waveTooLong(lines: Int, limit: Int)
    case noticeElsewhere(notice: Int64, warehouse: String, asked: String)
    case inWave(notice: Int64, wave: Int64)
    case noSuchPick(wave: Int64, line: Int64)
    case wrongBin(wave: Int64, line: Int64, expected: String, scanned: String)
    case wrongItem(wave: Int64, line: Int64, expected: String, scanned: String)
    case wrongLot(wave: Int64, line: Int64, expected: String, scanned: String)
    case overPick(wave: Int64, line: Int64, open: Int64, scanned: Int64)
    case unknownBarcode(barcode: String)
    case waybillUsed(carrier: String, waybill: String, notice: Int64)
    case nothingToPack(notice: Int64)
    case morePackedThanReady(notice: Int64, line: Int64, ready: Int64, asked: Int64)
    case weightOff(waybill: String, expected: Int64, weighed: Int64, tolerance: Int64)
    case notPicked(notice: Int64, wave: Int64)

    public var code: String {
        switch self {
        case .binsTaken: "binsTaken"
        case .waveTooLong: "waveTooLong"
        case .noticeElsewhere: "noticeElsewhere"
        case .inWave: "inWave"
        case .noSuchPick: "noSuchPick"
        case .wrongBin: "wrongBin"
        case .wrongItem: "wrongItem"
        case .wrongLot: "wrongLot"
        case .overPick: "overPick"
        case .unknownBarcode: "unknownBarcode"
        case .waybillUsed: "waybillUsed"
        case .nothingToPack: "nothingToPack"
        case .morePackedThanReady: "morePackedThanReady"
        case .weightOff: "weightOff"
        case .notPicked: "notPicked"
        }
    }

    public var chinese: String {
        switch self {
        case .binsTaken(let notice, let line, let item, let asked, let free):
            "出库通知单 \(notice) 第 \(line) 行的商品 \(item) 要拣 \(asked) 件,库位里未被其他波次占用(且未过期)的只有 \(free) 件。请等其他波次完成、补货到拣货位,或先做盘点。"
        case .waveTooLong(let lines, let limit):
            "波次有 \(lines) 行拣货,最多 \(limit) 行。请拆成几个波次。"
        case .noticeElsewhere(let notice, let warehouse, let asked):
            "出库通知单 \(notice) 属于仓库 \(warehouse),不能编入仓库 \(asked) 的波次。"
        case .inWave(let notice, let wave):
            "出库通知单 \(notice) 已在波次 \(wave) 中。一张通知单只能编入一个波次。"
        case .noSuchPick(let wave, let line):
            "波次 \(wave) 没有第 \(line) 行。请核对设备上显示的拣货行。"
        case .wrongBin(let wave, let line, let expected, let scanned):
            "波次 \(wave) 第 \(line) 行应在库位 \(expected) 拣货,扫到的是 \(scanned)。请走到正确的库位。"
        case .wrongItem(let wave, let line, let expected, let scanned):
            "波次 \(wave) 第 \(line) 行要拣商品 \(expected),扫到的是 \(scanned)。请放回,拣正确的商品。"
        case .wrongLot(let wave, let line, let expected, let scanned):
            "波次 \(wave) 第 \(line) 行要拣批次 \(expected),扫到的是“\(scanned)”。先到期的先出,请拣指定批次。"
        case .overPick(let wave, let line, let open, let scanned):
            "波次 \(wave) 第 \(line) 行还差 \(open) 件,本次扫了 \(scanned) 件。请放回多拣的。"
        case .unknownBarcode(let barcode):
            "条码“\(barcode)”不属于任何商品。请核对标签,或先在商品资料里登记条码。"
        case .waybillUsed(let carrier, let waybill, let notice):
            "承运商 \(carrier) 的运单号 \(waybill) 已用于出库通知单 \(notice)。请换一个运单号。"
        case .nothingToPack(let notice):
            "出库通知单 \(notice) 没有可装箱的货:已全部装箱,或波次还没拣。"
        case .morePackedThanReady(let notice, let line, let ready, let asked):
            "出库通知单 \(notice) 第 \(line) 行可装箱 \(ready) 件,本次报 \(asked) 件。请核对箱内数量。"
        case .weightOff(let waybill, let expected, let weighed, let tolerance):
            "运单 \(waybill) 的包裹应重约 \(expected) 克(允差 \(tolerance) 克),实称 \(weighed) 克。请开箱核对商品与数量。"
        case .notPicked(let notice, let wave):
            "出库通知单 \(notice) 在波次 \(wave) 中还没有拣货,不能出库。请先扫码拣货,或在出库报告里写明实际拣的库位与件数。"
        }
    }

    public var english: String {
        switch self {
        case .binsTaken(let notice, let line, let item, let asked, let free):
            "Line \(line) of delivery notice \(notice) asks for \(asked) pieces of item \(item); the bins hold \(free) that no other wave is sent to and that are not expired. Wait for the other waves, replenish, or count first."
        case .waveTooLong(let lines, let limit):
            "The wave has \(lines) pick lines, at most \(limit) go into one. Make several waves."
        case .noticeElsewhere(let notice, let warehouse, let asked):
            "Delivery notice \(notice) is for warehouse \(warehouse), not for a wave of \(asked)."
        case .inWave(let notice, let wave):
            "Delivery notice \(notice) is in wave \(wave) already; a notice goes into one wave."
        case .noSuchPick(let wave, let line):
            "Wave \(wave) has no line \(line). Check the line that the device shows."
        case .wrongBin(let wave, let line, let expected, let scanned):
            "Line \(line) of wave \(wave) is picked from bin \(expected); \(scanned) was scanned. Go to the right bin."
        case .wrongItem(let wave, let line, let expected, let scanned):
            "Line \(line) of wave \(wave) asks for item \(expected); \(scanned) was scanned. Put it back and pick the right one."
        case .wrongLot(let wave, let line, let expected, let scanned):
            "Line \(line) of wave \(wave) asks for lot \(expected); “\(scanned)” was scanned. What expires first leaves first: pick that lot."
        case .overPick(let wave, let line, let open, let scanned):
            "Line \(line) of wave \(wave) lacks \(open) pieces, \(scanned) were scanned. Put back what is too much."
        case .unknownBarcode(let barcode):
            "Barcode “\(barcode)” belongs to no item. Check the label, or enter it in the item record first."
        case .waybillUsed(let carrier, let waybill, let notice):
            "Waybill \(waybill) of carrier \(carrier) is on a parcel of delivery notice \(notice) already. Take another."
        case .nothingToPack(let notice):
            "Delivery notice \(notice) has nothing to pack: all of it is packed, or its wave is not picked yet."
        case .morePackedThanReady(let notice, let line, let ready, let asked):
            "Line \(line) of delivery notice \(notice) has \(ready) pieces to pack, \(asked) were reported. Check what is in the carton."
        case .weightOff(let waybill, let expected, let weighed, let tolerance):
            "The parcel of waybill \(waybill) should weigh about \(expected) g (within \(tolerance) g) and weighs \(weighed) g. Open it and check items and pieces."
        case .notPicked(let notice, let wave):
            "Delivery notice \(notice) is in wave \(wave) and nothing of it is picked. Pick it first, or say in the issue which bins and pieces it took."
        }
    }
}
