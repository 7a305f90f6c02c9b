import Kernel

/// Customer service's wish that a buyer send goods back, or get others.
public struct ReturnWish: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The sales order's line; 0 where the channel's line id names it.
        public var line: Int64
        public var lineID: String
        public var pieces: Int64

        public init(line: Int64 = 0, lineID: String = "", pieces: Int64) {
            self.line = line
            self.lineID = lineID
            self.pieces = pieces
        }
    }
    public var shop: String
    public var externalID: String
    public var form: ReturnForm
    public var carrier: String
    public var waybill: String
    public var reason: String
    public var shipsFirst: Bool
    /// Empty: everything that was shipped and not asked back yet.
    public var lines: [Line]
    /// For an exchange; empty is the same goods again.
    public var replacements: [ReplacementLine]

    public init(
        shop: String, externalID: String, form: ReturnForm = .refund, carrier: String = "", waybill: String = "", reason: String = "",
        shipsFirst: Bool = false, lines: [Line] = [], replacements: [ReplacementLine] = []
    ) {
        self.shop = shop
        self.externalID = externalID
        self.form = form
        self.carrier = carrier
        self.waybill = waybill
        self.reason = reason
        self.shipsFirst = shipsFirst
        self.lines = lines
        self.replacements = replacements
    }
}

/// Nobody expects the goods of a return order any more.
public struct ReturnWithdrawal: Hashable, Sendable {
    public var subject: DocumentReference
    public var reason: String

    public init(subject: DocumentReference, reason: String) {
        self.subject = subject
        self.reason = reason
    }
}

/// A warehouse's word of a parcel that came back.
public struct ReturnReport: Hashable, Sendable {
    /// The return order or channel return; `nil` where the order or only the waybill is known.
    public var subject: DocumentReference?
    public var shop: String
    public var externalID: String
    public var warehouse: String
    public var happenedAt: Moment
    public var carrier: String
    public var waybill: String
    /// Take the pieces into stock although nobody knows whose they are.
    public var isFound: Bool
    /// `line` is the sales order's line; 0 lets the item find it.
    public var lines: [ReturnReceipt.Line]

    public init(
        subject: DocumentReference? = nil, shop: String = "", externalID: String = "", warehouse: String, happenedAt: Moment,
        carrier: String = "", waybill: String = "", isFound: Bool = false, lines: [ReturnReceipt.Line]
    ) {
        self.subject = subject
        self.shop = shop
        self.externalID = externalID
        self.warehouse = warehouse
        self.happenedAt = happenedAt
        self.carrier = carrier
        self.waybill = waybill
        self.isFound = isFound
        self.lines = lines
    }
}

/// A carrier's word of a parcel, by its waybill or the channel's order number.
public struct ParcelReport: Hashable, Sendable {
    public var carrier: String
    public var waybill: String
    public var shop: String
    public var externalID: String
    public var stage: ParcelStage
    public var happenedAt: Moment
    public var note: String

    public init(
        carrier: String, waybill: String, shop: String = "", externalID: String = "", stage: ParcelStage, happenedAt: Moment,
        note: String = ""
    ) {
        self.carrier = carrier
        self.waybill = waybill
        self.shop = shop
        self.externalID = externalID
        self.stage = stage
        self.happenedAt = happenedAt
        self.note = note
    }
}

/// A wish to write one stock down to what it will bring.
public struct WriteDownRequest: Hashable, Sendable {
    public var warehouse: String
    public var item: ItemCode
    public var condition: String
    /// What one piece will bring, less what selling it costs.
    public var unitValue: Money
    public var happenedAt: Moment
    public var note: String

    public init(
        warehouse: String, item: ItemCode, condition: String = StockCondition.defective, unitValue: Money, happenedAt: Moment,
        note: String = ""
    ) {
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.unitValue = unitValue
        self.happenedAt = happenedAt
        self.note = note
    }
}
