import Kernel

/// A hold 挂起单: a person stops an order, lets it go on, or has it served earlier or later than its shop's others.
public struct OrderHold: Hashable, Sendable {
    public enum Action: Int64, CaseIterable, Sendable {
        case hold = 1
        case release = 2
        case prioritise = 3

        public var chinese: String {
            switch self {
            case .hold: "挂起"
            case .release: "解挂"
            case .prioritise: "改优先级"
            }
        }
        public var english: String {
            switch self {
            case .hold: "hold"
            case .release: "release"
            case .prioritise: "change of priority"
            }
        }
    }
    /// Log position of the trade's first channel order.
    public var trade: Int64
    public var shop: String
    public var action: Action
    public var reason: String
    /// Until when it is held; `nil` until somebody releases it.
    public var until: Moment?
    /// What was reserved stays reserved while it is held.
    public var keepsReservation: Bool
    /// Its own priority, lower is served first; 0 gives it back to its shop.
    public var priority: Int64
    /// Log position of the mark whose approval it waits for, 0 for none.
    public var mark: Int64
    public var maker: Staff

    public init(
        trade: Int64, shop: String, action: Action, reason: String, until: Moment? = nil, keepsReservation: Bool = false,
        priority: Int64 = 0, mark: Int64 = 0, maker: Staff
    ) {
        self.trade = trade
        self.shop = shop
        self.action = action
        self.reason = reason
        self.until = until
        self.keepsReservation = keepsReservation
        self.priority = priority
        self.mark = mark
        self.maker = maker
    }
}

/// A reallocation 改仓单: an order leaves from another warehouse, where its pieces are.
public struct Reallocation: Hashable, Sendable {
    public var trade: Int64
    public var shop: String
    /// Empty: from wherever it would have left.
    public var from: String
    public var to: String
    public var reason: String
    public var maker: Staff

    public init(trade: Int64, shop: String, from: String = "", to: String, reason: String, maker: Staff) {
        self.trade = trade
        self.shop = shop
        self.from = from
        self.to = to
        self.reason = reason
        self.maker = maker
    }
}

/// A merge 合单: notices of several trades for one recipient leave as one parcel. Receivables stay what they are.
public struct ParcelMerge: Hashable, Sendable {
    public var shop: String
    public var warehouse: String
    public var notices: [Int64]
    /// The notices' trades, in the same order.
    public var trades: [Int64]
    public var maker: Staff

    public init(shop: String, warehouse: String, notices: [Int64], trades: [Int64], maker: Staff) {
        self.shop = shop
        self.warehouse = warehouse
        self.notices = notices
        self.trades = trades
        self.maker = maker
    }
}

/// What a trade is, beside what the channel says of it (domain rules, Orders that are no sale). The raw value is stored.
public enum OrderNature: Int64, CaseIterable, Sendable {
    case sale = 0
    /// 测试: somebody of ours tried whether buying works.
    case test = 1
    /// 内购: a sale to our own people, listed for audit.
    case staffPurchase = 2
    /// 补发: pieces sent after those that were lost or broken.
    case reshipment = 3
    /// 刷单: no buyer stands behind it.
    case fake = 4

    /// Revenue and a receivable come of it.
    public var isSale: Bool { self == .sale || self == .staffPurchase }

    public var chinese: String {
        switch self {
        case .sale: "销售"
        case .test: "测试"
        case .staffPurchase: "内购"
        case .reshipment: "补发"
        case .fake: "刷单"
        }
    }
    public var english: String {
        switch self {
        case .sale: "sale"
        case .test: "test"
        case .staffPurchase: "staff purchase"
        case .reshipment: "reshipment"
        case .fake: "fake order"
        }
    }
}

/// A mark 订单标记单: what an order is, which somebody else must approve. It is held until then.
public struct OrderMark: Hashable, Sendable {
    public var trade: Int64
    public var shop: String
    public var book: String
    public var nature: OrderNature
    public var reason: String
    /// What the channel says it sold for.
    public var amount: Money
    public var maker: Staff

    public init(trade: Int64, shop: String, book: String, nature: OrderNature, reason: String, amount: Money, maker: Staff) {
        self.trade = trade
        self.shop = shop
        self.book = book
        self.nature = nature
        self.reason = reason
        self.amount = amount
        self.maker = maker
    }
}

/// Stock offered to a shop 可售库存: available × share − safety, of the items that changed since its channel last accepted.
public struct StockOffer: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// An item or a kit.
        public var item: ItemCode
        public var pieces: Int64

        public init(item: ItemCode, pieces: Int64) {
            self.item = item
            self.pieces = pieces
        }
    }
    public var shop: String
    public var lines: [Line]

    public init(shop: String, lines: [Line]) {
        self.shop = shop
        self.lines = lines
    }
}

/// A channel's answer to an offer 可售库存回执: the fact that it shows these figures, or does not.
public struct OfferAnswer: Hashable, Sendable {
    /// Log position of the offer.
    public var offer: Int64
    public var shop: String
    public var isAccepted: Bool
    public var lines: [StockOffer.Line]

    public init(offer: Int64, shop: String, isAccepted: Bool, lines: [StockOffer.Line]) {
        self.offer = offer
        self.shop = shop
        self.isAccepted = isAccepted
        self.lines = lines
    }
}

// MARK: What callers ask for

/// An order as its channel calls it.
public struct OrderName: Hashable, Sendable {
    public var shop: String
    public var externalID: String

    public init(shop: String, externalID: String) {
        self.shop = shop
        self.externalID = externalID
    }
}

/// A wish to hold, release or serve an order earlier or later; see ``OrderHold``.
public struct HoldRequest: Hashable, Sendable {
    public var order: OrderName
    public var action: OrderHold.Action
    public var reason: String
    public var until: Moment?
    public var keepsReservation: Bool
    public var priority: Int64

    public init(
        order: OrderName, action: OrderHold.Action, reason: String = "", until: Moment? = nil, keepsReservation: Bool = false,
        priority: Int64 = 0
    ) {
        self.order = order
        self.action = action
        self.reason = reason
        self.until = until
        self.keepsReservation = keepsReservation
        self.priority = priority
    }
}

/// A wish to have an order leave from another warehouse.
public struct ReallocationRequest: Hashable, Sendable {
    public var order: OrderName
    public var from: String
    public var to: String
    public var reason: String

    public init(order: OrderName, from: String = "", to: String, reason: String = "") {
        self.order = order
        self.from = from
        self.to = to
        self.reason = reason
    }
}

/// A wish to send several orders' goods of one warehouse as one parcel.
public struct MergeRequest: Hashable, Sendable {
    public var shop: String
    public var warehouse: String
    public var externalIDs: [String]

    public init(shop: String, warehouse: String, externalIDs: [String]) {
        self.shop = shop
        self.warehouse = warehouse
        self.externalIDs = externalIDs
    }
}

/// A wish to say what an order is.
public struct MarkRequest: Hashable, Sendable {
    public var order: OrderName
    public var nature: OrderNature
    public var reason: String

    public init(order: OrderName, nature: OrderNature, reason: String) {
        self.order = order
        self.nature = nature
        self.reason = reason
    }
}

/// A channel's answer to an offer, as its connector reports it.
public struct OfferAnswerReport: Hashable, Sendable {
    public var offer: DocumentReference
    public var isAccepted: Bool
    /// Empty: the answer is about every line of the offer.
    public var lines: [StockOffer.Line]

    public init(offer: DocumentReference, isAccepted: Bool = true, lines: [StockOffer.Line] = []) {
        self.offer = offer
        self.isAccepted = isAccepted
        self.lines = lines
    }
}
