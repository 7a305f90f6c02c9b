import Documents
import Orders
import Warehouse

/// What goes from state to state, as text: for pictures.
public struct StateMachine: Sendable {
    public struct State: Sendable, Hashable {
        /// A name for programs: `partlyShipped`.
        public let name: String
        public let chinese: String
        public let english: String
    }

    public struct Arrow: Sendable {
        public let from: [State]
        public let by: DocumentKind
        public let to: [State]
    }

    public let chinese: String
    public let english: String
    /// Kinds whose flow it belongs to, by one of them; `nil` for what belongs to every flow.
    public let kind: DocumentKind?
    public let states: [State]
    public let arrows: [Arrow]

    init<Of: CaseIterable & Hashable & Sendable>(
        _ chinese: String, _ english: String, of kind: DocumentKind?, _ arrows: [StateArrow<Of>],
        names: @escaping (Of) -> (chinese: String, english: String)
    ) {
        self.chinese = chinese
        self.english = english
        self.kind = kind
        func state(_ value: Of) -> State { State(name: "\(value)", chinese: names(value).chinese, english: names(value).english) }
        let all = Array(Of.allCases)
        states = all.map(state)
        self.arrows = arrows.map { arrow in
            Arrow(
                from: all.filter { arrow.from.contains($0) }.map(state), by: arrow.by, to: all.filter { arrow.to.contains($0) }.map(state))
        }
    }

    /// Everything whose states are kept, one line each.
    public static let all: [StateMachine] = [
        StateMachine("订单", "order", of: .salesOrder, OrderState.arrows) { ($0.chinese, $0.english) },
        StateMachine("采购订单", "purchase order", of: .purchaseOrder, PurchaseOrderState.arrows) { ($0.chinese, $0.english) },
        StateMachine("采购退货", "purchase return", of: .purchaseReturnOrder, PurchaseReturnState.arrows) { ($0.chinese, $0.english) },
        StateMachine("调拨", "transfer", of: .transferRequest, TransferState.arrows) { ($0.chinese, $0.english) },
        StateMachine("盘点", "count", of: .countPlan, CountState.arrows) { ($0.chinese, $0.english) },
        StateMachine("差异预警", "variance alert", of: .varianceTask, VarianceState.arrows) { ($0.chinese, $0.english) },
        StateMachine("审批", "approval", of: .approval, ApprovalState.arrows) { ($0.chinese, $0.english) },
    ]
}
