import Kernel

/// What status reports, claims and variance tasks are refused for.
public enum AgreementRefusal: Refusal, Hashable {
    case noSchedule(warehouse: String)
    case notDue(warehouse: String, minutes: Int64, due: Moment)
    case notOutside(warehouse: String)
    case claimAhead(warehouse: String, asOf: Moment, now: Moment)
    case claimBeforeMirror(warehouse: String, asOf: Moment, since: Moment)
    case claimedTwice(item: String, condition: String)
    case closedAlready(number: String)
    /// The document named is one that closed a task.
    case isClosing(number: String)
    case noReason(number: String)

    public var code: String {
        switch self {
        case .noSchedule: "noSchedule"
        case .notDue: "notDue"
        case .notOutside: "notOutside"
        case .claimAhead: "claimAhead"
        case .claimBeforeMirror: "claimBeforeMirror"
        case .claimedTwice: "claimedTwice"
        case .closedAlready: "closedAlready"
        case .isClosing: "isClosing"
        case .noReason: "noReason"
        }
    }

    public var chinese: String {
        switch self {
        case .noSchedule(let warehouse): "仓库 \(warehouse) 设为不出库存动态报表(statusMinutes 为 -1)。如需报表,请先修改仓库资料。"
        case .notDue(let warehouse, let minutes, let due):
            "仓库 \(warehouse) 每 \(minutes) 分钟出一次库存动态报表,下一次在 \(due.text)。请到时再执行。"
        case .notOutside(let warehouse): "仓库 \(warehouse) 不是外部仓,账由本系统记,不接受申报库存。请核对仓库,或在仓库资料中设为外部仓。"
        case .claimAhead(let warehouse, let asOf, let now):
            "仓库 \(warehouse) 的申报时点 \(asOf.text) 晚于现在 \(now.text)。请核对对方系统的时钟。"
        case .claimBeforeMirror(let warehouse, let asOf, let since):
            "仓库 \(warehouse) 的申报时点 \(asOf.text) 早于其镜像账的开始 \(since.text),无从核对。请申报之后的时点。"
        case .claimedTwice(let item, let condition): "商品 \(item) 状态 \(condition) 在同一份申报中出现两次。请合并后重报。"
        case .closedAlready(let number): "差异预警 \(number) 已经关闭,不能再次关闭。"
        case .isClosing(let number): "单据 \(number) 是差异预警的关闭单。请写明要关闭的预警单号。"
        case .noReason(let number): "关闭差异预警 \(number) 须写明原因。"
        }
    }

    public var english: String {
        switch self {
        case .noSchedule(let warehouse):
            "Warehouse \(warehouse) makes no status reports (statusMinutes is -1). Change its record first."
        case .notDue(let warehouse, let minutes, let due):
            "Warehouse \(warehouse) reports its stock every \(minutes) minutes, the next time at \(due.text). Ask again then."
        case .notOutside(let warehouse):
            "Warehouse \(warehouse) is not an outside one: its stock is kept here and nobody claims it. Check the code, or mark its record."
        case .claimAhead(let warehouse, let asOf, let now):
            "Warehouse \(warehouse) claims its stock as of \(asOf.text), later than now, \(now.text). Check the clock of the other system."
        case .claimBeforeMirror(let warehouse, let asOf, let since):
            "Warehouse \(warehouse) claims its stock as of \(asOf.text), but our mirror of it begins at \(since.text). Claim a later moment."
        case .claimedTwice(let item, let condition):
            "Item \(item) in condition \(condition) stands twice in one claim. Add the lines up and send it again."
        case .closedAlready(let number): "Variance task \(number) is closed already and cannot be closed again."
        case .isClosing(let number): "Document \(number) has closed a variance task itself. Name the task that is to be closed."
        case .noReason(let number): "Variance task \(number) is closed for a reason. State it."
        }
    }
}
