import Documents
import Kernel

extension OrderState {
    /// Before anything has left, a newer version of the channel's order may decide it anew.
    private static let undecided: Set<OrderState> = [.held, .awaitingPayment, .frozen, .backordered, .noticed, .cancelled]

    /// Every way an order may go.
    public static let arrows: [StateArrow<OrderState>] = [
        StateArrow(from: [], by: .channelOrder, to: [.held]),
        StateArrow(
            from: undecided, by: .salesOrder,
            to: [.held, .awaitingPayment, .frozen, .backordered, .noticed, .shipped, .cancelled]),
        StateArrow(
            from: [.backordered, .noticed, .partlyShipped], by: .deliveryNotice, to: [.backordered, .noticed, .partlyShipped]),
        StateArrow(from: [.backordered, .noticed, .partlyShipped], by: .salesIssue, to: [.partlyShipped, .shipped]),
        StateArrow(
            from: [.held, .awaitingPayment, .frozen, .backordered, .noticed, .partlyShipped], by: .cancellation,
            to: [.cancelled, .shipped]),
    ]

    /// Throws ``LedgerFault`` when no arrow leads there: a fold that the pictures and the people do not know.
    static func requireArrow(from: Int64, to: Int64, by kind: DocumentKind?, trade: Int64) throws {
        guard let before = OrderState(rawValue: from), let after = OrderState(rawValue: to) else {
            throw LedgerFault("订单 \(trade) 状态不明 / order \(trade) has an unknown state \(from) or \(to)")
        }
        for arrow in arrows where arrow.from.contains(before) && arrow.to.contains(after) && (kind == nil || arrow.by == kind) { return }
        throw LedgerFault(
            "订单 \(trade) 不能由\(before.chinese)经\(kind?.chinese ?? "单据")变为\(after.chinese) / order \(trade): no arrow from \(before.english) to \(after.english) by \(kind?.english ?? "a document")"
        )
    }
}
