import Documents
import Kernel

/// What the Loop itself refuses.
public enum LoopRefusal: Refusal, Hashable {
    case tooManyDocuments(limit: Int)
    case storeFailed(message: String)
    /// What was decided would leave the ledgers unlike each other, or rows contradict it.
    case ledgerFault(message: String)
    case noOpenNotice(externalID: String, warehouse: String)
    case severalNotices(externalID: String, warehouses: [String])
    /// A command that only the Loop itself makes.
    case notForCallers
    /// A newer version of a paper whose goods were recorded already.
    case movedAlready(key: String, version: Int64, document: String)
    /// A command names a document that is not in the log.
    case noSuchDocument(reference: String)
    case wrongKind(reference: String, found: DocumentKind, expected: [DocumentKind])

    public var code: String {
        switch self {
        case .tooManyDocuments: "tooManyDocuments"
        case .storeFailed: "storeFailed"
        case .ledgerFault: "ledgerFault"
        case .noOpenNotice: "noOpenNotice"
        case .severalNotices: "severalNotices"
        case .movedAlready: "movedAlready"
        case .notForCallers: "notForCallers"
        case .noSuchDocument: "noSuchDocument"
        case .wrongKind: "wrongKind"
        }
    }
    public var chinese: String {
        switch self {
        case .tooManyDocuments(let limit): "一条命令最多产生 \(limit) 张单据。请把它拆成几条较小的命令。"
        case .ledgerFault(let message): "账务核对未通过,未做任何更改:\(message)。请运行 tripod agreement 与 tripod check 查明差异后重新推送。"
        case .storeFailed(let message): "存储未能接受该命令,未做任何更改:\(message)。请修正后重新推送。"
        case .noOpenNotice(let externalID, let warehouse):
            "平台订单 \(externalID)\(warehouse.isEmpty ? "" : " 在仓库 \(warehouse)")没有待出库的通知单。请核对订单状态。"
        case .severalNotices(let externalID, let warehouses):
            "平台订单 \(externalID) 有多张待出库通知单(仓库 \(warehouses.joined(separator: "、")))。请指明仓库或通知单号。"
        case .notForCallers: "该命令由系统自行接续,不接受外部提交。补映射、入库或取消会自动释放等待的订单。"
        case .noSuchDocument(let reference): "找不到单据 \(reference)。请核对单号或外部单号(来源与号码),或先推送该单据。"
        case .wrongKind(let reference, let found, let expected):
            "单据 \(reference) 是\(found.chinese),此处须为\(expected.map(\.chinese).joined(separator: "或"))。请核对单号。"
        case .movedAlready(let key, let version, let document):
            "外部单号 \(key) 已按版本 \(version) 入账为 \(document),实物单据不再修改。如数量有差,请以新的单号推送差额。"
        }
    }
    public var english: String {
        switch self {
        case .tooManyDocuments(let limit): "One command makes at most \(limit) documents. Cut it into smaller ones."
        case .ledgerFault(let message):
            "The ledgers would not hold together and nothing was changed: \(message). Find the cause with tripod agreement and tripod check, then push again."
        case .storeFailed(let message):
            "The store could not take this command and nothing was changed: \(message). Correct it and push again."
        case .noOpenNotice(let externalID, let warehouse):
            "Channel order \(externalID) has no open delivery notice\(warehouse.isEmpty ? "" : " at \(warehouse)"). Check where the order stands."
        case .severalNotices(let externalID, let warehouses):
            "Channel order \(externalID) has several open notices (\(warehouses.joined(separator: ", "))). Name the warehouse or the notice."
        case .notForCallers:
            "The system makes this command itself and takes it from nobody. A mapping, a receipt or a cancellation releases those who wait."
        case .noSuchDocument(let reference):
            "There is no document \(reference). Check its number or its external key (source and key), or push it first."
        case .wrongKind(let reference, let found, let expected):
            "Document \(reference) is of the kind \(found.english), but here a \(expected.map(\.english).joined(separator: " or ")) is needed. Check the number."
        case .movedAlready(let key, let version, let document):
            "External key \(key) was recorded in version \(version) as \(document); goods that moved are not changed. Push a difference in pieces under a key of its own."
        }
    }
}
