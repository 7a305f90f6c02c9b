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

extension ApprovalState {
    /// What waits is decided once. It begins to wait with its own document, whatever the kind.
    public static let arrows: [StateArrow<ApprovalState>] = [
        StateArrow(from: [.waiting], by: .approval, to: [.approved, .rejected])
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
