import Kernel

/// A wish that nothing more come of a purchase order, or go back of a purchase return.
public struct PurchaseClosing: Hashable, Sendable {
    /// A purchase order or its receiving notice; a purchase return request or its return order.
    public var subject: DocumentReference
    public var reason: String

    public init(subject: DocumentReference, reason: String) {
        self.subject = subject
        self.reason = reason
    }
}

/// The warehouse's word that goods were unloaded.
public struct ArrivalReport: Hashable, Sendable {
    /// The receiving notice or its purchase order.
    public var subject: DocumentReference
    public var happenedAt: Moment
    public var waybill: String
    /// Empty: everything that is still expected.
    public var lines: [Arrival.Line]

    public init(subject: DocumentReference, happenedAt: Moment, waybill: String = "", lines: [Arrival.Line] = []) {
        self.subject = subject
        self.happenedAt = happenedAt
        self.waybill = waybill
        self.lines = lines
    }
}

/// The warehouse's word which of them are good.
public struct InspectionReport: Hashable, Sendable {
    /// The receiving notice or its purchase order.
    public var subject: DocumentReference
    public var happenedAt: Moment
    public var lines: [Inspection.Line]

    public init(subject: DocumentReference, happenedAt: Moment, lines: [Inspection.Line]) {
        self.subject = subject
        self.happenedAt = happenedAt
        self.lines = lines
    }
}

/// The warehouse's word that goods of a notice were put away 上架: what becomes the purchase receipt.
public struct PutAwayReport: Hashable, Sendable {
    /// The receiving notice or its purchase order.
    public var subject: DocumentReference
    public var happenedAt: Moment
    /// `line` is the notice's. Prices are the order's, not the warehouse's. Empty: everything that may come in, up to what was ordered.
    public var lines: [StockLine]

    public init(subject: DocumentReference, happenedAt: Moment, lines: [StockLine] = []) {
        self.subject = subject
        self.happenedAt = happenedAt
        self.lines = lines
    }
}

/// A wish of the warehouse to send pieces of a receipt back.
public struct PurchaseReturnWish: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// Place of the line in the receipt, from 1.
        public var line: Int64
        public var pieces: Int64
        /// In which condition they lie here; empty is the one in which they came.
        public var condition: String

        public init(line: Int64, pieces: Int64, condition: String = "") {
            self.line = line
            self.pieces = pieces
            self.condition = condition
        }
    }

    public var receipt: DocumentReference
    public var reason: String
    public var lines: [Line]

    public init(receipt: DocumentReference, reason: String, lines: [Line]) {
        self.receipt = receipt
        self.reason = reason
        self.lines = lines
    }
}

/// The warehouse's word that pieces of a return order left.
public struct PurchaseReturnReport: Hashable, Sendable {
    /// The return order or the request it came from.
    public var subject: DocumentReference
    public var happenedAt: Moment
    public var waybill: String
    /// `line` is the receipt's. Empty: everything that is still open, from the bins where it lies.
    public var lines: [StockLine]

    public init(subject: DocumentReference, happenedAt: Moment, waybill: String = "", lines: [StockLine] = []) {
        self.subject = subject
        self.happenedAt = happenedAt
        self.waybill = waybill
        self.lines = lines
    }
}

/// A carrier's bill for bringing goods in.
public struct LandedCostBill: Hashable, Sendable {
    public var carrier: SupplierCode
    public var happenedAt: Moment
    public var basis: SpreadBasis
    /// With tax.
    public var gross: Money
    public var rate: Rate
    /// The special VAT invoice 增值税专用发票 is there, so that its tax is deductible.
    public var hasSpecialInvoice: Bool
    public var receipts: [DocumentReference]
    public var note: String

    public init(
        carrier: SupplierCode, happenedAt: Moment, basis: SpreadBasis, gross: Money, rate: Rate, hasSpecialInvoice: Bool,
        receipts: [DocumentReference], note: String = ""
    ) {
        self.carrier = carrier
        self.happenedAt = happenedAt
        self.basis = basis
        self.gross = gross
        self.rate = rate
        self.hasSpecialInvoice = hasSpecialInvoice
        self.receipts = receipts
        self.note = note
    }
}

/// A wish to change what a receipt line costs.
public struct PriceChangeRequest: Hashable, Sendable {
    public var receipt: DocumentReference
    /// Place of the line in the receipt, from 1.
    public var line: Int64
    public var happenedAt: Moment
    /// What all pieces of the line should have cost, without tax.
    public var amount: Money
    public var reason: String

    public init(receipt: DocumentReference, line: Int64, happenedAt: Moment, amount: Money, reason: String) {
        self.receipt = receipt
        self.line = line
        self.happenedAt = happenedAt
        self.amount = amount
        self.reason = reason
    }
}

/// A supplier's word that it shipped pieces of a notice to the buyer 代发.
public struct DropshipConfirmation: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The notice's line.
        public var line: Int64
        public var pieces: Int64
        /// What we owe for them by agreement, without tax.
        public var amount: Money

        public init(line: Int64, pieces: Int64, amount: Money) {
            self.line = line
            self.pieces = pieces
            self.amount = amount
        }
    }

    /// Log position of the delivery notice; 0 when the order is named instead.
    public var notice: Int64
    public var shop: String
    /// The channel's order number: its open notice is meant.
    public var externalID: String
    /// Which warehouse's notice, where the order has several.
    public var warehouse: String
    public var happenedAt: Moment
    public var waybill: String
    public var lines: [Line]

    public init(
        notice: Int64, shop: String = "", externalID: String = "", warehouse: String = "", happenedAt: Moment, waybill: String = "",
        lines: [Line]
    ) {
        self.notice = notice
        self.shop = shop
        self.externalID = externalID
        self.warehouse = warehouse
        self.happenedAt = happenedAt
        self.waybill = waybill
        self.lines = lines
    }
}
