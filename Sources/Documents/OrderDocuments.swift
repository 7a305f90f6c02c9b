import Kernel

/// Points to a sealed person record; the person's data is never in a document (DESIGN section 5, INV-14).
public struct PersonReference: Hashable, Sendable {
    public var person: Int64
    /// HMAC of the recipient's data under the person's key: equal data, equal digest.
    public var digest: [UInt8]

    public init(person: Int64, digest: [UInt8]) {
        self.person = person
        self.digest = digest
    }
}

/// A discount and who bears it 优惠承担方. Ours lowers price and VAT base; a party's is receivable from that party.
public struct BorneDiscount: Hashable, Sendable {
    /// Empty for the shop itself, else the party's code.
    public var party: String
    public var amount: Money

    public init(party: String, amount: Money) {
        self.party = party
        self.amount = amount
    }
}

extension [BorneDiscount] {
    /// Who else bears what of a line, in one text: equal shares, equal text.
    public var bearers: String {
        sorted { ($0.party, $0.amount) < ($1.party, $1.amount) }.map { "\($0.party) \($0.amount.fen)" }.joined(separator: "\n")
    }
}

/// A channel order 平台订单: the fact that a channel sold (DESIGN section 3).
public struct ChannelOrder: Hashable, Sendable {
    public enum Payment: Int64, Sendable {
        case unpaid = 0
        case paid = 1
        case cashOnDelivery = 2
    }
    /// What the channel says of the trade.
    public enum Standing: Int64, Sendable {
        case open = 0
        case cancelled = 1
        /// Goods left before the order came to us, or the channel says so; the warehouse's own issue still decides the books.
        case shipped = 2
        case completed = 3
        /// An open refund request freezes the order (domain rules, Orders).
        case refundRequested = 4
    }
    public struct Line: Hashable, Sendable {
        /// The channel's own line id (oid), kept to the settlement line.
        public var lineID: String
        public var merchantCode: String
        public var pieces: Int64
        /// Price × pieces before discounts, in the order's price basis.
        public var amount: Money
        public var freight: Money
        public var discounts: [BorneDiscount]
        public var isGift: Bool
        /// The marketplace's sub-merchant, where a channel has them.
        public var seller: String

        public init(
            lineID: String, merchantCode: String, pieces: Int64, amount: Money, freight: Money = .zero,
            discounts: [BorneDiscount] = [], isGift: Bool = false, seller: String = ""
        ) {
            self.lineID = lineID
            self.merchantCode = merchantCode
            self.pieces = pieces
            self.amount = amount
            self.freight = freight
            self.discounts = discounts
            self.isGift = isGift
            self.seller = seller
        }

        /// What the line comes to after its own discounts, whoever bears them.
        public var afterDiscounts: Money {
            var rest = amount + freight
            for discount in discounts { rest -= discount.amount }
            return rest
        }
    }
    public struct PaymentPart: Hashable, Sendable {
        public var sequence: Int64
        public var means: String
        public var amount: Money

        public init(sequence: Int64, means: String, amount: Money) {
            self.sequence = sequence
            self.means = means
            self.amount = amount
        }
    }

    public var shop: String
    public var externalID: String
    public var standing: Standing
    public var payment: Payment
    /// The channel's own word for its state, for reports.
    public var channelState: String
    public var placedAt: Moment
    public var paidAt: Moment?
    public var shippedAt: Moment?
    public var deliveredAt: Moment?
    /// Division code (or the market's own region) for routing.
    public var area: String
    public var recipient: PersonReference?
    /// Amounts carry VAT (含税) or not.
    public var taxIncluded: Bool
    public var lines: [Line]
    /// Discounts of the whole order, spread over its lines.
    public var discounts: [BorneDiscount]
    /// Freight of the whole order, spread over its lines.
    public var freight: Money
    public var payments: [PaymentPart]
    /// Log position of the return order whose goods these replace: an order of our own. 0 for what a channel sold.
    public var returnOrder: Int64
    /// The trade of that return order.
    public var returnTrade: Int64

    public init(
        shop: String, externalID: String, standing: Standing = .open, payment: Payment = .paid, channelState: String = "",
        placedAt: Moment, paidAt: Moment? = nil, shippedAt: Moment? = nil, deliveredAt: Moment? = nil, area: String = "",
        recipient: PersonReference? = nil, taxIncluded: Bool = true, lines: [Line], discounts: [BorneDiscount] = [],
        freight: Money = .zero, payments: [PaymentPart] = [], returnOrder: Int64 = 0,
        returnTrade: Int64 = 0
    ) {
        self.shop = shop
        self.externalID = externalID
        self.standing = standing
        self.payment = payment
        self.channelState = channelState
        self.placedAt = placedAt
        self.paidAt = paidAt
        self.shippedAt = shippedAt
        self.deliveredAt = deliveredAt
        self.area = area
        self.recipient = recipient
        self.taxIncluded = taxIncluded
        self.lines = lines
        self.discounts = discounts
        self.freight = freight
        self.payments = payments
        self.returnOrder = returnOrder
        self.returnTrade = returnTrade
    }
}

/// A line of a sales order: a channel line (or a part of a kit) with its money settled to the fen.
public struct SalesLine: Hashable, Sendable {
    public var number: Int64
    public var lineID: String
    public var item: ItemCode
    /// The kit this part came from, 0 for none.
    public var kit: Int64
    public var isService: Bool
    public var isGift: Bool
    public var pieces: Int64
    /// Price before discounts, tax included.
    public var listAmount: Money
    public var freight: Money
    /// What we earn, tax included: list − our discounts + freight.
    public var gross: Money
    public var net: Money
    public var rate: Rate
    /// The part of `gross` that others pay, by party.
    public var shares: [BorneDiscount]
    public var seller: String

    public var vat: Money { gross - net }
    /// What the buyer pays of `gross`.
    public var buyerAmount: Money { shares.reduce(gross) { $0 - $1.amount } }

    public init(
        number: Int64, lineID: String, item: ItemCode, kit: Int64, isService: Bool, isGift: Bool, pieces: Int64,
        listAmount: Money, freight: Money, gross: Money, net: Money, rate: Rate, shares: [BorneDiscount], seller: String
    ) {
        self.number = number
        self.lineID = lineID
        self.item = item
        self.kit = kit
        self.isService = isService
        self.isGift = isGift
        self.pieces = pieces
        self.listAmount = listAmount
        self.freight = freight
        self.gross = gross
        self.net = net
        self.rate = rate
        self.shares = shares
        self.seller = seller
    }
}

/// Pieces of one order line promised from one warehouse.
public struct ReservedPart: Hashable, Sendable {
    public var line: Int64
    public var warehouse: String
    public var item: ItemCode
    public var pieces: Int64
    /// True: nothing to reserve yet, the pieces wait for the next receipt.
    public var waits: Bool

    public init(line: Int64, warehouse: String, item: ItemCode, pieces: Int64, waits: Bool) {
        self.line = line
        self.warehouse = warehouse
        self.item = item
        self.pieces = pieces
        self.waits = waits
    }
}

/// A sales order 销售订单: what we promise because a channel sold. A trade's later sales order replaces its earlier one.
public struct SalesOrder: Hashable, Sendable {
    /// Log position of the trade's first channel order; names the trade for good.
    public var trade: Int64
    public var shop: String
    public var book: String
    public var state: OrderState
    /// Merchant codes that no mapping knows; the order is held for them.
    public var unmapped: [String]
    /// Merchant codes it had waited for and that a mapping now knows.
    public var mapped: [String]
    public var priority: Int64
    public var lines: [SalesLine]
    public var parts: [ReservedPart]
    /// Notices of the earlier version that the warehouse must not pick any more.
    public var recalled: [Int64]
    /// Until when an unpaid order keeps what it reserved; `nil` where nothing ends by itself.
    public var reservedUntil: Moment?

    public init(
        trade: Int64, shop: String, book: String, state: OrderState, unmapped: [String] = [], mapped: [String] = [],
        priority: Int64 = 5, lines: [SalesLine] = [], parts: [ReservedPart] = [], recalled: [Int64] = [], reservedUntil: Moment? = nil
    ) {
        self.trade = trade
        self.shop = shop
        self.book = book
        self.state = state
        self.unmapped = unmapped
        self.mapped = mapped
        self.priority = priority
        self.lines = lines
        self.parts = parts
        self.recalled = recalled
        self.reservedUntil = reservedUntil
    }
}

/// Where a sales order stands.
public enum OrderState: Int64, CaseIterable, Sendable {
    /// A line has no mapping, or the order has no lines yet.
    case held = 1
    case awaitingPayment = 2
    /// A refund request is open at the channel.
    case frozen = 3
    /// Promised; some pieces wait for a receipt.
    case backordered = 4
    /// All pieces are with the warehouse.
    case noticed = 5
    case partlyShipped = 6
    case shipped = 7
    case cancelled = 8
    /// A person stopped it, see ``OrderHold``.
    case suspended = 9

    /// Nothing of a shipped or cancelled order is promised any more.
    public var isOpen: Bool { self != .shipped && self != .cancelled }

    public var chinese: String {
        switch self {
        case .held: "待资料"
        case .awaitingPayment: "待付款"
        case .frozen: "冻结"
        case .backordered: "缺货等待"
        case .noticed: "待出库"
        case .partlyShipped: "部分出库"
        case .shipped: "已出库"
        case .cancelled: "已取消"
        case .suspended: "人工挂起"
        }
    }
    public var english: String {
        switch self {
        case .held: "held"
        case .awaitingPayment: "awaiting payment"
        case .frozen: "frozen"
        case .backordered: "backordered"
        case .noticed: "with the warehouse"
        case .partlyShipped: "partly shipped"
        case .shipped: "shipped"
        case .cancelled: "cancelled"
        case .suspended: "stopped by a person"
        }
    }
}

/// A delivery notice 出库通知单: the request that a warehouse ship pieces of one trade.
public struct DeliveryNotice: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The sales order's line.
        public var line: Int64
        public var item: ItemCode
        public var condition: String
        public var owner: String
        public var pieces: Int64

        public init(line: Int64, item: ItemCode, condition: String = StockCondition.good, owner: String = "", pieces: Int64) {
            self.line = line
            self.item = item
            self.condition = condition
            self.owner = owner
            self.pieces = pieces
        }
    }
    public var trade: Int64
    public var shop: String
    public var warehouse: String
    public var priority: Int64
    public var area: String
    public var recipient: PersonReference?
    /// True when the pieces had waited and a receipt freed them.
    public var freed: Bool
    public var lines: [Line]

    public init(
        trade: Int64, shop: String, warehouse: String, priority: Int64, area: String, recipient: PersonReference?, freed: Bool,
        lines: [Line]
    ) {
        self.trade = trade
        self.shop = shop
        self.warehouse = warehouse
        self.priority = priority
        self.area = area
        self.recipient = recipient
        self.freed = freed
        self.lines = lines
    }
}

/// A cancellation 取消: everything of the trade that has not left is released; the request is refused when all has.
public struct Cancellation: Hashable, Sendable {
    public var trade: Int64
    public var shop: String
    public var reason: String
    /// The notices that the warehouse must stop.
    public var notices: [Int64]

    public init(trade: Int64, shop: String, reason: String, notices: [Int64]) {
        self.trade = trade
        self.shop = shop
        self.reason = reason
        self.notices = notices
    }
}

/// A return that a channel or an export reports. One whose order nobody knows is held as such (DESIGN section 1).
public struct ChannelReturn: Hashable, Sendable {
    public var shop: String
    public var externalID: String
    /// The order it belongs to, as the channel calls it; may be empty or unknown.
    public var orderID: String
    public var happenedAt: Moment
    public var lines: [ChannelOrder.Line]
    /// The trade, when the order is known; 0 holds the return.
    public var trade: Int64
    public var form: ReturnForm
    public var carrier: String
    public var waybill: String
    public var reason: String

    public init(
        shop: String, externalID: String, orderID: String, happenedAt: Moment, lines: [ChannelOrder.Line], trade: Int64 = 0,
        form: ReturnForm = .refund, carrier: String = "", waybill: String = "", reason: String = ""
    ) {
        self.shop = shop
        self.externalID = externalID
        self.orderID = orderID
        self.happenedAt = happenedAt
        self.lines = lines
        self.trade = trade
        self.form = form
        self.carrier = carrier
        self.waybill = waybill
        self.reason = reason
    }
}
