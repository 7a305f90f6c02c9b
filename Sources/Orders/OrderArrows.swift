import Documents

extension OrderState {
    /// Before anything has left, a newer version of the channel's order may decide it anew.
    private static let undecided: Set<OrderState> = [.held, .awaitingPayment, .frozen, .backordered, .noticed, .cancelled, .suspended]

    /// Every way an order may go.
    public static let arrows: [StateArrow<OrderState>] = [
        StateArrow(from: [], by: .channelOrder, to: [.held]),
        StateArrow(
            from: undecided, by: .salesOrder,
            to: [.held, .awaitingPayment, .frozen, .backordered, .noticed, .shipped, .cancelled, .suspended]),
        StateArrow(
            from: [.backordered, .noticed, .partlyShipped], by: .deliveryNotice, to: [.backordered, .noticed, .partlyShipped]),
        StateArrow(from: [.backordered, .noticed, .partlyShipped], by: .salesIssue, to: [.partlyShipped, .shipped]),
        StateArrow(
            from: [.held, .awaitingPayment, .frozen, .backordered, .noticed, .partlyShipped, .suspended], by: .cancellation,
            to: [.cancelled, .shipped]),
        // Pieces that were promised are not there: they wait again.
        StateArrow(from: [.noticed, .partlyShipped], by: .reservationCut, to: [.backordered, .partlyShipped]),
    ]
}

extension TransferState {
    public static let arrows: [StateArrow<TransferState>] = [
        StateArrow(from: [], by: .transferRequest, to: [.waiting]), StateArrow(from: [.waiting], by: .approval, to: [.rejected]),
        StateArrow(from: [.waiting], by: .transferNotice, to: [.noticed]),
        StateArrow(from: [.noticed], by: .transferIssue, to: [.issued]),
        // What has left of it stays issued.
        StateArrow(from: [.waiting, .noticed], by: .transferCancellation, to: [.cancelled, .issued]),
    ]
}
