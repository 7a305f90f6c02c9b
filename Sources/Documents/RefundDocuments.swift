import Kernel

/// How a refund stands in the books.
public enum RefundForm: Int64, CaseIterable, Sendable {
    /// Red receivable 红字应收单: revenue and output VAT fall.
    case redInvoice = 0
    /// Expense note 费用单: an after-sales expense, no effect on VAT.
    case expense = 1
}

/// A channel refund 平台退款: the fact that the channel gave a buyer money back. Goods may come before it, after it, or never.
public struct ChannelRefund: Hashable, Sendable {
    /// What the channel says of one line of its order.
    public struct Line: Hashable, Sendable {
        public var lineID: String
        /// What the buyer got back for it.
        public var amount: Money

        public init(lineID: String, amount: Money) {
            self.lineID = lineID
            self.amount = amount
        }
    }
    /// What is posted of one line of the sale.
    public struct Part: Hashable, Sendable {
        public var line: Int64
        public var buyer: Money
        /// Each bearer's share that goes back to it.
        public var shares: [BorneDiscount]

        public init(line: Int64, buyer: Money, shares: [BorneDiscount]) {
            self.line = line
            self.buyer = buyer
            self.shares = shares
        }
    }

    public var shop: String
    public var externalID: String
    /// The order it belongs to, as the channel calls it.
    public var orderID: String
    public var happenedAt: Moment
    public var form: RefundForm
    /// The buyer is to send goods back for it.
    public var isForGoods: Bool
    public var reason: String
    /// What the buyer got back in all. With lines it is their sum.
    public var amount: Money
    /// Empty: of the whole order.
    public var lines: [Line]
    /// What other bearers get back, where the channel says so; else each gets its share of what the buyer got.
    public var shares: [BorneDiscount]
    public var statesShares: Bool

    /// The trade, when the order is known; 0 holds the refund.
    public var trade: Int64
    /// What was posted of the sale goes back in these parts.
    public var parts: [Part]
    /// Money back of what was never posted, because the order was cancelled or lowered first.
    public var repaid: Money
    /// Money back of what is not posted yet: it goes back when the sale is.
    public var waiting: Money
    /// More than was paid, by whomever: in dispute.
    public var excess: Money
    /// Everything is paid back before anything left: nothing needs to be shipped.
    public var endsOrder: Bool

    public init(
        shop: String, externalID: String, orderID: String, happenedAt: Moment, form: RefundForm = .redInvoice, isForGoods: Bool = false,
        reason: String = "", amount: Money, lines: [Line] = [], shares: [BorneDiscount] = [], statesShares: Bool = false,
        trade: Int64 = 0, parts: [Part] = [], repaid: Money = .zero, waiting: Money = .zero, excess: Money = .zero,
        endsOrder: Bool = false
    ) {
        self.shop = shop
        self.externalID = externalID
        self.orderID = orderID
        self.happenedAt = happenedAt
        self.form = form
        self.isForGoods = isForGoods
        self.reason = reason
        self.amount = amount
        self.lines = lines
        self.shares = shares
        self.statesShares = statesShares
        self.trade = trade
        self.parts = parts
        self.repaid = repaid
        self.waiting = waiting
        self.excess = excess
        self.endsOrder = endsOrder
    }
}

/// What goes back of one line of a sale.
public struct RefundLine: Hashable, Sendable {
    public var line: Int64
    /// Everybody's part, tax included; positive.
    public var gross: Money
    /// Without tax, at the rate of the sale; zero on an expense note.
    public var net: Money
    /// The others' part of `gross`, by party.
    public var shares: [BorneDiscount]

    public init(line: Int64, gross: Money, net: Money, shares: [BorneDiscount]) {
        self.line = line
        self.gross = gross
        self.net = net
        self.shares = shares
    }

    /// What the buyer gets of `gross`.
    public var buyer: Money { shares.reduce(gross) { $0 - $1.amount } }
}

/// A red receivable 红字应收单: revenue, output VAT and what each party owes fall, at the rate of the sale (PX-16, PX-19).
public struct RedReceivable: Hashable, Sendable {
    public var trade: Int64
    public var shop: String
    /// Log position of the channel refund; 0 where an exchange for other goods takes the sale back.
    public var refund: Int64
    /// Its refund had waited for the sale.
    public var hadWaited: Bool
    public var isForGoods: Bool
    public var lines: [RefundLine]
    /// What an exchange for cheaper goods leaves to be given back: the refund of it is posted already.
    public var refundable: Money
    public var postings: [Posting]

    public init(
        trade: Int64, shop: String, refund: Int64, hadWaited: Bool = false, isForGoods: Bool = false, lines: [RefundLine],
        refundable: Money = .zero, postings: [Posting]
    ) {
        self.trade = trade
        self.shop = shop
        self.refund = refund
        self.hadWaited = hadWaited
        self.isForGoods = isForGoods
        self.lines = lines
        self.refundable = refundable
        self.postings = postings
    }

    public var buyer: Money { lines.reduce(.zero) { $0 + $1.buyer } }
}

/// An expense note 费用单: the company bears a refund itself; the sale and its VAT stand (PX-20).
public struct ExpenseNote: Hashable, Sendable {
    public var trade: Int64
    public var shop: String
    /// Log position of the channel refund.
    public var refund: Int64
    public var hadWaited: Bool
    public var isForGoods: Bool
    public var lines: [RefundLine]
    public var postings: [Posting]

    public init(
        trade: Int64, shop: String, refund: Int64, hadWaited: Bool = false, isForGoods: Bool = false, lines: [RefundLine],
        postings: [Posting]
    ) {
        self.trade = trade
        self.shop = shop
        self.refund = refund
        self.hadWaited = hadWaited
        self.isForGoods = isForGoods
        self.lines = lines
        self.postings = postings
    }

    public var buyer: Money { lines.reduce(.zero) { $0 + $1.buyer } }
}

extension ChannelRefund {
    /// What the channel says, without anything decided of it.
    public var asSaid: ChannelRefund {
        ChannelRefund(
            shop: shop, externalID: externalID, orderID: orderID, happenedAt: happenedAt, form: form, isForGoods: isForGoods,
            reason: reason,
            amount: lines.isEmpty ? amount : lines.reduce(.zero) { $0 + $1.amount }, lines: lines, shares: shares,
            statesShares: statesShares)
    }
}
