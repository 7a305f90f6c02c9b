import Kernel

/// Why goods come back, or are asked back.
public enum ReturnForm: Int64, CaseIterable, Sendable {
    /// 退货退款
    case refund = 0
    /// 换货
    case exchange = 1
    /// 仅退款: no goods are expected.
    case refundOnly = 2
    /// 拒收退回: the buyer did not take the parcel.
    case refused = 3
    /// 拦截退回: the carrier stopped the parcel for us.
    case intercepted = 4
    /// 无单退回: goods of a known order that nobody had asked back.
    case unannounced = 5

    public var chinese: String {
        switch self {
        case .refund: "退货退款"
        case .exchange: "换货"
        case .refundOnly: "仅退款"
        case .refused: "拒收退回"
        case .intercepted: "拦截退回"
        case .unannounced: "无单退回"
        }
    }
    public var english: String {
        switch self {
        case .refund: "return and refund"
        case .exchange: "exchange"
        case .refundOnly: "refund only"
        case .refused: "refused by the buyer"
        case .intercepted: "intercepted"
        case .unannounced: "unannounced"
        }
    }
}

/// What the buyer gets instead of what comes back. Same goods cost the buyer nothing; others are a sale at their own price, so that only the
/// difference is money (accounting section 5.3).
public struct ReplacementLine: Hashable, Sendable {
    public var item: ItemCode
    public var pieces: Int64
    /// The full price, tax included; zero where the goods are the same.
    public var amount: Money

    public init(item: ItemCode, pieces: Int64, amount: Money = .zero) {
        self.item = item
        self.pieces = pieces
        self.amount = amount
    }
}

/// A return order 售后退货单: which pieces of a trade are expected back, why, and in which parcel. A later version replaces an earlier one.
public struct ReturnOrder: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The sales order's line.
        public var line: Int64
        public var item: ItemCode
        /// Pieces expected back.
        public var pieces: Int64

        public init(line: Int64, item: ItemCode, pieces: Int64) {
            self.line = line
            self.item = item
            self.pieces = pieces
        }
    }
    public var trade: Int64
    public var shop: String
    public var book: String
    /// Log position of its first version, which names it for good; 0 on the first version itself.
    public var first: Int64
    /// Log position of the channel return's first version; 0 where the channel did not ask.
    public var channelReturn: Int64
    public var form: ReturnForm
    public var carrier: String
    public var waybill: String
    public var reason: String
    /// An exchange that ships before the old goods are back.
    public var shipsFirst: Bool
    /// Nobody expects the goods any more.
    public var isWithdrawn: Bool
    public var lines: [Line]
    public var replacements: [ReplacementLine]
    /// Pieces that the channel asks back beyond what was shipped: in dispute.
    public var excess: Int64

    public init(
        trade: Int64, shop: String, book: String, first: Int64 = 0, channelReturn: Int64 = 0, form: ReturnForm, carrier: String = "",
        waybill: String = "", reason: String = "", shipsFirst: Bool = false, isWithdrawn: Bool = false, lines: [Line],
        replacements: [ReplacementLine] = [], excess: Int64 = 0
    ) {
        self.trade = trade
        self.shop = shop
        self.book = book
        self.first = first
        self.channelReturn = channelReturn
        self.form = form
        self.carrier = carrier
        self.waybill = waybill
        self.reason = reason
        self.shipsFirst = shipsFirst
        self.isWithdrawn = isWithdrawn
        self.lines = lines
        self.replacements = replacements
        self.excess = excess
    }

    /// Whether the buyer gets the very goods back that were returned.
    public var replacesSame: Bool {
        func sums(_ pairs: [(Int64, Int64)]) -> [Int64: Int64] { pairs.reduce(into: [:]) { $0[$1.0, default: 0] += $1.1 } }
        return sums(replacements.map { ($0.item.number, $0.pieces) }) == sums(lines.map { ($0.item.number, $0.pieces) })
    }
}

/// A return receipt 退货入库单: what really came back, piece by piece.
public struct ReturnReceipt: Hashable, Sendable {
    /// What becomes of pieces that came back, or did not.
    public enum Fate: Int64, CaseIterable, Sendable {
        /// Into stock in the condition that the line states.
        case kept = 0
        /// 报废: under decision, no stock.
        case scrap = 1
        /// 少件: expected in the parcel and not in it.
        case missing = 2

        public var chinese: String {
            switch self {
            case .kept: "入库"
            case .scrap: "报废"
            case .missing: "少件"
            }
        }
    }
    public struct Line: Hashable, Sendable {
        /// `line` is the sales order's line; `amount` the cost that comes back with the pieces, that of their original issue.
        public var stock: StockLine
        public var fate: Fate

        public init(_ stock: StockLine, _ fate: Fate = .kept) {
            self.stock = stock
            self.fate = fate
        }
    }
    /// A line of a trade whose sale is taken back because other goods replace it.
    public struct TakenBack: Hashable, Sendable {
        public var line: Int64
        public var pieces: Int64

        public init(line: Int64, pieces: Int64) {
            self.line = line
            self.pieces = pieces
        }
    }
    /// Log position of the return order's first version; 0 where nobody knows the order.
    public var returnOrder: Int64
    public var trade: Int64
    public var shop: String
    public var form: ReturnForm
    public var warehouse: String
    public var happenedAt: Moment
    public var carrier: String
    public var waybill: String
    /// Log position of the receipt under which the parcel was held before somebody knew whose it is; 0 for none.
    public var held: Int64
    /// Taken into stock without an order, at the current average.
    public var isFound: Bool
    public var lines: [Line]
    /// Exchange for other goods, complete with this receipt: what is taken back of the sale, and the price of what replaces it.
    public var takenBack: [TakenBack]
    public var replacementAmount: Money

    public init(
        returnOrder: Int64, trade: Int64, shop: String, form: ReturnForm, warehouse: String, happenedAt: Moment, carrier: String = "",
        waybill: String = "", held: Int64 = 0, isFound: Bool = false, lines: [Line], takenBack: [TakenBack] = [],
        replacementAmount: Money = .zero
    ) {
        self.returnOrder = returnOrder
        self.trade = trade
        self.shop = shop
        self.form = form
        self.warehouse = warehouse
        self.happenedAt = happenedAt
        self.carrier = carrier
        self.waybill = waybill
        self.held = held
        self.isFound = isFound
        self.lines = lines
        self.takenBack = takenBack
        self.replacementAmount = replacementAmount
    }

    /// Nobody knows yet whose parcel it is: it waits under its waybill and is no stock.
    public var isHeld: Bool { returnOrder == 0 && !isFound }
    /// The pieces that become stock.
    public var kept: [StockLine] { isHeld ? [] : lines.filter { $0.fate == .kept }.map(\.stock) }
}

/// An interception 拦截: the request that a carrier stop a parcel on its way. The carrier's next word of the parcel answers it.
public struct Interception: Hashable, Sendable {
    public var trade: Int64
    public var shop: String
    public var waybill: String
    public var reason: String

    public init(trade: Int64, shop: String, waybill: String, reason: String) {
        self.trade = trade
        self.shop = shop
        self.waybill = waybill
        self.reason = reason
    }
}

/// What a carrier says of a parcel.
public enum ParcelStage: Int64, CaseIterable, Sendable {
    case handedOver = 1
    case delivered = 2
    /// 拒收
    case refused = 3
    /// 丢件
    case lost = 4
    /// On its way back to the sender.
    case returned = 5
    /// Found after it was called lost.
    case found = 6

    public var chinese: String {
        switch self {
        case .handedOver: "揽收"
        case .delivered: "签收"
        case .refused: "拒收"
        case .lost: "丢失"
        case .returned: "退回"
        case .found: "找回"
        }
    }
    public var english: String {
        switch self {
        case .handedOver: "handed over"
        case .delivered: "delivered"
        case .refused: "refused"
        case .lost: "lost"
        case .returned: "returned"
        case .found: "found"
        }
    }
}

/// A parcel event 包裹轨迹: a carrier's word. Events come late, twice and out of order; each is kept, and only the first of its kind does
/// anything.
public struct ParcelEvent: Hashable, Sendable {
    public var trade: Int64
    public var shop: String
    public var carrier: String
    public var waybill: String
    public var stage: ParcelStage
    public var happenedAt: Moment
    public var note: String
    /// The warehouse from which lost pieces had left; empty else.
    public var warehouse: String
    /// Pieces that come back because of it, or that are lost with their original cost (`amount`); empty where it changes nothing.
    public var lines: [StockLine]
    /// It contradicts what was posted: in dispute.
    public var isContradiction: Bool

    public init(
        trade: Int64, shop: String, carrier: String, waybill: String, stage: ParcelStage, happenedAt: Moment, note: String = "",
        warehouse: String = "", lines: [StockLine] = [], isContradiction: Bool = false
    ) {
        self.trade = trade
        self.shop = shop
        self.carrier = carrier
        self.waybill = waybill
        self.stage = stage
        self.happenedAt = happenedAt
        self.note = note
        self.warehouse = warehouse
        self.lines = lines
        self.isContradiction = isContradiction
    }
}

/// A write-down 跌价准备单 of one stock to its net realisable value. Cumulative: it states the allowance that the pieces need now, and posts
/// the difference to what was set aside before (accounting section 5.3, PX-17).
public struct WriteDown: Hashable, Sendable {
    public var book: String
    public var warehouse: String
    public var item: ItemCode
    public var condition: String
    public var happenedAt: Moment
    public var pieces: Int64
    /// What the pieces cost.
    public var cost: Money
    /// What one piece will bring, less what selling it costs.
    public var unitValue: Money
    /// The allowance needed for the pieces, never below zero.
    public var allowance: Money
    /// What this document adds to the allowance; negative where less is needed than before.
    public var change: Money
    public var note: String

    public init(
        book: String, warehouse: String, item: ItemCode, condition: String, happenedAt: Moment, pieces: Int64, cost: Money,
        unitValue: Money, allowance: Money, change: Money, note: String = ""
    ) {
        self.book = book
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.happenedAt = happenedAt
        self.pieces = pieces
        self.cost = cost
        self.unitValue = unitValue
        self.allowance = allowance
        self.change = change
        self.note = note
    }
}
