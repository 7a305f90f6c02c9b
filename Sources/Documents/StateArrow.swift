import Kernel

/// A way that something's state may go, and the document that takes it there. Legs fold states along their arrows only, and the process
/// pictures are drawn from them.
public struct StateArrow<State: Hashable & Sendable>: Sendable {
    /// Where it may stand before; empty for what is only now begun.
    public let from: Set<State>
    public let by: DocumentKind
    public let to: Set<State>

    public init(from: Set<State>, by: DocumentKind, to: Set<State>) {
        self.from = from
        self.by = by
        self.to = to
    }
}

extension Array {
    /// Throws ``LedgerFault`` when a state is to change and no arrow leads there: a fold that the pictures and the people do not know.
    /// Without `kind` any document's arrow will do.
    public func require<State>(from: Int64, to: Int64, by kind: DocumentKind? = nil, of what: @autoclosure () -> String) throws
    where Element == StateArrow<State>, State: RawRepresentable, State.RawValue == Int64 {
        guard from != to else { return }
        if let before = State(rawValue: from), let after = State(rawValue: to) {
            for arrow in self where arrow.from.contains(before) && arrow.to.contains(after) && (kind == nil || arrow.by == kind) { return }
        }
        throw LedgerFault("\(what()): 状态不能由 \(from) 变为 \(to) / no arrow leads from state \(from) to \(to)")
    }
}

extension PurchaseOrderState {
    public static let arrows: [StateArrow<PurchaseOrderState>] = [
        StateArrow(from: [], by: .purchaseOrder, to: [.waiting]), StateArrow(from: [.waiting], by: .approval, to: [.expected, .rejected]),
        StateArrow(from: [.expected, .partlyReceived], by: .purchaseReceipt, to: [.partlyReceived, .received]),
        // A newer version takes its place, or ends it.
        StateArrow(from: [.waiting, .expected, .rejected], by: .purchaseOrder, to: [.replaced]),
        StateArrow(from: [.waiting, .expected, .partlyReceived, .received], by: .purchaseOrder, to: [.closed]),
    ]
}

extension PurchaseReturnState {
    public static let arrows: [StateArrow<PurchaseReturnState>] = [
        StateArrow(from: [], by: .purchaseReturnOrder, to: [.waiting]),
        StateArrow(from: [.waiting], by: .approval, to: [.approved, .rejected]),
        StateArrow(from: [.waiting, .approved], by: .purchaseReturnRequest, to: [.withdrawn]),
        StateArrow(from: [.approved], by: .purchaseReturnIssue, to: [.issued]),
    ]
}

extension ApprovalState {
    /// What waits is decided once. It begins to wait with its own document, whatever the kind.
    public static let arrows: [StateArrow<ApprovalState>] = [
        StateArrow(from: [.waiting], by: .approval, to: [.approved, .rejected]),
        // What was to be decided is not asked any more.
        StateArrow(from: [.waiting], by: .purchaseOrder, to: [.withdrawn]),
        StateArrow(from: [.waiting], by: .purchaseReturnRequest, to: [.withdrawn]),
        StateArrow(from: [.waiting], by: .transferCancellation, to: [.withdrawn]),
    ]
}

extension ValuePlace {
    public var chinese: String {
        switch self {
        case .none: "非存货"
        case .onHand: "在库"
        case .inTransfer: "调拨在途"
        case .bought: "在途物资"
        case .shipped: "发出商品"
        case .underDecision: "待处理"
        }
    }
    public var english: String {
        switch self {
        case .none: "not stock"
        case .onHand: "on hand"
        case .inTransfer: "in transfer"
        case .bought: "bought, not arrived"
        case .shipped: "shipped, not earned"
        case .underDecision: "under decision"
        }
    }
}
