import Documents
import Kernel

/// What a count is refused for. None of it tells how many pieces the book expects.
public enum CountRefusal: Refusal, Hashable {
    case nothingToCount(warehouse: String)
    case planTooLong(tasks: Int, limit: Int)
    case countedElsewhere(bin: String, item: String, plan: Int64)
    case countingOver(plan: Int64)
    case scanBeforePlan(plan: Int64)
    case notInPlan(plan: Int64, bin: String, item: String)
    case nothingToRecount(bin: String, item: String, pass: Int64)
    case recounterIsCounter(bin: String, item: String)
    case recountedAlready(bin: String, item: String, pass: Int64)
    case binsNotCounted(plan: Int64, bins: [String])
    case recountNeeded(plan: Int64, bins: [String])
    case causesWaiting(sheet: Int64)
    case sheetSettled(sheet: Int64)
    case noDifference(sheet: Int64, line: Int64)
    case causeUnfit(sheet: Int64, line: Int64, cause: VarianceCause, difference: Int64)
    case causesMissing(sheet: Int64, lines: [Int64])
    case noPartner(sheet: Int64, line: Int64, partner: Int64)
    case supplierMissing(sheet: Int64, line: Int64)
    case binMovedOn(bin: String, item: String, found: Int64, missing: Int64)

    public var code: String {
        switch self {
        case .nothingToCount: "nothingToCount"
        case .planTooLong: "planTooLong"
        case .countedElsewhere: "countedElsewhere"
        case .countingOver: "countingOver"
        case .scanBeforePlan: "scanBeforePlan"
        case .notInPlan: "notInPlan"
        case .nothingToRecount: "nothingToRecount"
        case .recounterIsCounter: "recounterIsCounter"
        case .recountedAlready: "recountedAlready"
        case .binsNotCounted: "binsNotCounted"
        case .recountNeeded: "recountNeeded"
        case .causesWaiting: "causesWaiting"
        case .sheetSettled: "sheetSettled"
        case .noDifference: "noDifference"
        case .causeUnfit: "causeUnfit"
        case .causesMissing: "causesMissing"
        case .noPartner: "noPartner"
        case .supplierMissing: "supplierMissing"
        case .binMovedOn: "binMovedOn"
        }
    }

    private static func some(_ bins: [String], _ separator: String) -> String {
        bins.prefix(8).map { $0.isEmpty ? "(默认)" : $0 }.joined(separator: separator) + (bins.count > 8 ? " …(\(bins.count))" : "")
    }

    public var chinese: String {
        switch self {
        case .nothingToCount(let warehouse): "仓库 \(warehouse) 按所给库区、商品、分类没有可盘的库存。请核对范围。"
        case .planTooLong(let tasks, let limit): "盘点计划有 \(tasks) 个库位商品,最多 \(limit) 个。请按库区拆成几个计划。"
        case .countedElsewhere(let bin, let item, let plan): "库位 \(bin) 的商品 \(item) 正在盘点计划 \(plan) 中盘点。请等它结束。"
        case .countingOver(let plan): "盘点计划 \(plan) 已出差异表或已结束,不再接受扫码与结单。如需再盘,请另开计划。"
        case .scanBeforePlan(let plan): "扫码时间早于盘点计划 \(plan) 的开始时间。请核对设备时钟。"
        case .notInPlan(let plan, let bin, let item): "库位 \(bin) 的商品 \(item) 不在盘点计划 \(plan) 的范围内。请核对库位与条码。"
        case .nothingToRecount(let bin, let item, let pass): "库位 \(bin) 的商品 \(item) 还没有第 \(pass - 1) 次盘点,不能做第 \(pass) 次复盘。"
        case .recounterIsCounter(let bin, let item): "库位 \(bin) 的商品 \(item) 须由初盘以外的人复盘。请换人。"
        case .recountedAlready(let bin, let item, let pass): "库位 \(bin) 的商品 \(item) 已做第 \(pass) 次盘点,之前的次数不再补扫。"
        case .binsNotCounted(let plan, let bins): "盘点计划 \(plan) 还有未盘库位:\(Self.some(bins, "、"))。请盘完再出差异表。"
        case .recountNeeded(let plan, let bins): "盘点计划 \(plan) 的差异超过分类阈值,须由他人复盘:\(Self.some(bins, "、"))。"
        case .causesWaiting(let sheet): "差异表 \(sheet) 的原因已提交待审批。请先审批或驳回。"
        case .sheetSettled(let sheet): "差异表 \(sheet) 已处理完毕,或没有差异,无需再填原因。"
        case .noDifference(let sheet, let line): "差异表 \(sheet) 第 \(line) 行不存在、没有差异或已填原因。请核对行号。"
        case .causeUnfit(let sheet, let line, let cause, let difference):
            "差异表 \(sheet) 第 \(line) 行差异 \(difference) 件,原因“\(cause.chinese)”不适用。请改填原因。"
        case .causesMissing(let sheet, let lines):
            "差异表 \(sheet) 第 \(lines.map(String.init).joined(separator: "、")) 行有差异而没有原因。请补填。"
        case .noPartner(let sheet, let line, let partner):
            "差异表 \(sheet) 第 \(line) 行的串号对方第 \(partner) 行须一多一少、同一货主,并互相指明。请核对。"
        case .supplierMissing(let sheet, let line): "差异表 \(sheet) 第 \(line) 行补录采购须写明供应商。"
        case .binMovedOn(let bin, let item, let found, let missing):
            "库位 \(bin) 的商品 \(item) 现在只有 \(found) 件,差异表短少 \(missing) 件,已不能扣减。请驳回并重新盘点。"
        }
    }

    public var english: String {
        switch self {
        case .nothingToCount(let warehouse):
            "Warehouse \(warehouse) has no stock in this zone, of these items or of this class. Check the scope."
        case .planTooLong(let tasks, let limit): "The plan has \(tasks) bins and items, at most \(limit) are allowed. Cut it by zone."
        case .countedElsewhere(let bin, let item, let plan):
            "Item \(item) in bin \(bin) is being counted by plan \(plan). Wait for its end."
        case .countingOver(let plan):
            "Count plan \(plan) has its sheet or has ended; it takes no more scans and no second sheet. Open another plan."
        case .scanBeforePlan(let plan): "The scan is older than count plan \(plan). Check the device's clock."
        case .notInPlan(let plan, let bin, let item): "Item \(item) in bin \(bin) is outside count plan \(plan). Check bin and barcode."
        case .nothingToRecount(let bin, let item, let pass):
            "Item \(item) in bin \(bin) has no count \(pass - 1) yet, so count \(pass) has nothing to check."
        case .recounterIsCounter(let bin, let item): "Item \(item) in bin \(bin) is counted again by somebody else than the first counter."
        case .recountedAlready(let bin, let item, let pass):
            "Item \(item) in bin \(bin) is at count \(pass) already; earlier ones are over."
        case .binsNotCounted(let plan, let bins): "Count plan \(plan) has bins not counted: \(Self.some(bins, ", ")). Count them first."
        case .recountNeeded(let plan, let bins):
            "Count plan \(plan) differs by more than the class allows; somebody else must count again: \(Self.some(bins, ", "))."
        case .causesWaiting(let sheet): "The causes of sheet \(sheet) wait for approval. Approve or reject them first."
        case .sheetSettled(let sheet): "Sheet \(sheet) is settled or has no difference; it needs no causes."
        case .noDifference(let sheet, let line): "Line \(line) of sheet \(sheet) is not there, does not differ or has its cause already."
        case .causeUnfit(let sheet, let line, let cause, let difference):
            "Line \(line) of sheet \(sheet) differs by \(difference) pieces; the cause “\(cause.english)” does not explain that."
        case .causesMissing(let sheet, let lines):
            "Lines \(lines.map(String.init).joined(separator: ", ")) of sheet \(sheet) differ and have no cause. Name one for each."
        case .noPartner(let sheet, let line, let partner):
            "Line \(line) of sheet \(sheet) and its partner \(partner) must differ in opposite directions, belong to one owner and name each other."
        case .supplierMissing(let sheet, let line): "Line \(line) of sheet \(sheet): a purchase not recorded names its supplier."
        case .binMovedOn(let bin, let item, let found, let missing):
            "Bin \(bin) holds \(found) pieces of item \(item) now, the sheet lacks \(missing). Reject the causes and count again."
        }
    }
}
