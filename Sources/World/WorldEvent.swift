import Documents
import Kernel

/// Something that comes to the company from outside, with its moment and what it is.
public struct WorldEvent: Sendable {
    public enum Kind: Int, CaseIterable, Sendable {
        case paidOrder, unpaidOrder, cashOnDeliveryOrder, payment, addressChange, lineChange, refundRequest, refundWithdrawal
        case channelCancellation, cancellationWish, mapping, channelReturn, completion

        public var chinese: String {
            switch self {
            case .paidOrder: "已付款订单"
            case .unpaidOrder: "未付款订单"
            case .cashOnDeliveryOrder: "货到付款订单"
            case .payment: "付款"
            case .addressChange: "改地址"
            case .lineChange: "改商品"
            case .refundRequest: "申请退款"
            case .refundWithdrawal: "撤销退款申请"
            case .channelCancellation: "平台关闭交易"
            case .cancellationWish: "客服取消"
            case .mapping: "补商品映射"
            case .channelReturn: "平台退货"
            case .completion: "交易完成"
            }
        }

        public var english: String {
            switch self {
            case .paidOrder: "paid order"
            case .unpaidOrder: "unpaid order"
            case .cashOnDeliveryOrder: "cash on delivery"
            case .payment: "payment"
            case .addressChange: "address change"
            case .lineChange: "line change"
            case .refundRequest: "refund request"
            case .refundWithdrawal: "refund request withdrawn"
            case .channelCancellation: "closed by the channel"
            case .cancellationWish: "cancelled by service"
            case .mapping: "mapping entered"
            case .channelReturn: "channel return"
            case .completion: "trade completed"
            }
        }
    }

    public var at: Moment
    public let kind: Kind
    public let command: Command

    public init(at: Moment, kind: Kind, command: Command) {
        self.at = at
        self.kind = kind
        self.command = command
    }
}

/// One trade as the channel sees it, while its versions are drawn up.
struct TradeDraft {
    var order: ChannelOrder
    var recipient: Recipient?
    var version: Int64 = 1

    /// What the buyer pays: the lines after their discounts, freight, less the order's discounts.
    var buyerTotal: Money {
        let lines = order.lines.reduce(Money.zero) { $0 + $1.afterDiscounts }
        return order.discounts.reduce(lines + order.freight) { $0 - $1.amount }
    }

    func command(_ actor: Actor) -> Command {
        Command(
            actor: actor, external: ExternalKey(source: "shop:" + order.shop, key: order.externalID, version: version),
            body: .channelOrder(order), recipient: recipient)
    }

    /// The channel's own words, which every channel has its own of.
    mutating func name(_ state: ChannelWord) {
        order.channelState =
            switch (order.shop.prefix(2), state) {
            case ("TM", .unpaid): "WAIT_BUYER_PAY"
            case ("TM", .paid): "WAIT_SELLER_SEND_GOODS"
            case ("TM", .completed): "TRADE_FINISHED"
            case ("TM", .cancelled): "TRADE_CLOSED"
            case ("JD", .unpaid): "NOT_PAY"
            case ("JD", .paid): "WAIT_SELLER_STOCK_OUT"
            case ("JD", .completed): "FINISHED_L"
            case ("JD", .cancelled): "TRADE_CANCELED"
            case (_, .unpaid): "待支付"
            case (_, .paid): "待发货"
            case (_, .completed): "已完成"
            case (_, .cancelled): "已关闭"
            case (_, .refund): "退款中"
            }
    }

    enum ChannelWord { case unpaid, paid, refund, completed, cancelled }
}
