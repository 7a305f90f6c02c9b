import Kernel

/// Who asks: person or program, in which position, on which device (domain rules, Company: actor).
public struct Actor: Hashable, Sendable {
    public var name: String
    public var position: String
    public var device: String

    public init(name: String, position: String, device: String) {
        self.name = name
        self.position = position
        self.device = device
    }
}

/// Makes a command happen once (DESIGN section 1, exactly once).
public struct ExternalKey: Hashable, Sendable {
    public var source: String
    public var key: String
    /// Higher is newer. 0: the content decides; other content than the last is the next version.
    public var version: Int64

    public init(source: String, key: String, version: Int64 = 0) {
        self.source = source
        self.key = key
        self.version = version
    }
}

/// Personal data as a channel sends it. The door seals it before anything is decided; it is never stored in the clear.
public struct Recipient: Hashable, Sendable {
    /// The channel's buyer id, or any stable name of the person.
    public var buyer: String
    public var name: String
    public var telephone: String
    public var address: String
    public var note: String

    public init(buyer: String, name: String = "", telephone: String = "", address: String = "", note: String = "") {
        self.buyer = buyer
        self.name = name
        self.telephone = telephone
        self.address = address
        self.note = note
    }
}

/// Names an earlier document in a command: by its number or log position, or by the external key under which it was pushed.
public struct DocumentReference: Hashable, Sendable {
    /// 0 where the key is named instead.
    public var position: Int64
    public var source: String
    public var key: String

    public init(position: Int64) {
        self.position = position
        source = ""
        key = ""
    }

    public init(source: String, key: String) {
        position = 0
        self.source = source
        self.key = key
    }

    /// For people: what the caller called it.
    public var text: String { position != 0 ? String(position) : "\(source) \(key)" }
}

/// A wish to approve or reject a document that waits for it.
public struct ApprovalRequest: Hashable, Sendable {
    public var subject: DocumentReference
    public var isApproved: Bool
    public var note: String

    public init(subject: DocumentReference, isApproved: Bool = true, note: String = "") {
        self.subject = subject
        self.isApproved = isApproved
        self.note = note
    }
}

/// A warehouse's word that pieces of a notice left.
public struct IssueReport: Hashable, Sendable {
    /// Log position of the notice; 0 when the order is named instead.
    public var notice: Int64
    public var shop: String
    /// The channel's order number: its open notice is meant.
    public var externalID: String
    /// Which warehouse's notice, where the order has several.
    public var warehouse: String
    public var happenedAt: Moment
    public var waybill: String
    /// Empty: everything that is still open on the notice, from the bins where it lies.
    public var lines: [StockLine]

    public init(
        notice: Int64, shop: String = "", externalID: String = "", warehouse: String = "", happenedAt: Moment, waybill: String = "",
        lines: [StockLine] = []
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

/// A wish to cancel a trade, by the channel's own order number.
public struct CancellationRequest: Hashable, Sendable {
    public var shop: String
    public var externalID: String
    public var reason: String
    /// The parcel to stop, where everything has left; empty lets the order find it.
    public var waybill: String

    public init(shop: String, externalID: String, reason: String, waybill: String = "") {
        self.shop = shop
        self.externalID = externalID
        self.reason = reason
        self.waybill = waybill
    }
}

/// What a caller asks for.
public enum CommandBody: Hashable, Sendable {
    case masterRecord(MasterRecord)
    case openingStock(OpeningStock)
    case purchaseReceipt(PurchaseReceipt)
    case channelOrder(ChannelOrder)
    case salesIssue(IssueReport)
    case cancellation(CancellationRequest)
    case channelReturn(ChannelReturn)
    /// Seal every open bundle of a book up to and including a day.
    case sealVouchers(book: String, through: Day)
    /// Continues to serve those who wait for an item: made by the Loop when one commit would grow too large.
    case releaseWaiting(warehouse: String, item: ItemCode)
    /// Decides again the orders that waited for a merchant code.
    case releaseHeld(shop: String, merchantCode: String)
    /// Ends the reservations of a shop's unpaid orders whose time is over at the moment of recording; a timer's command.
    case releaseUnpaid(shop: String)
    case approval(ApprovalRequest)
    case wave(WaveRequest)
    case scan(ScanReport)
    case pack(PackReport)
    case transferRequest(TransferWish)
    case transferIssue(TransferIssueReport)
    case transferReceipt(TransferReceiptReport)
    case transferShortage(TransferShortageReport)
    case transferCancellation(TransferCancellationRequest)
    case lossDisposal(LossDisposalRequest)
    /// A warehouse's stock status report, refused before it is due; a timer's command.
    case stockStatus(warehouse: String)
    /// The next part of a report: made by the Loop.
    case stockStatusPart(warehouse: String, report: Int64, part: Int64)
    case stockClaim(StockClaimReport)
    case varianceClosing(VarianceClosing)
    case purchaseOrder(PurchaseTerms)
    case purchaseClosing(PurchaseClosing)
    case arrival(ArrivalReport)
    case inspection(InspectionReport)
    case putAway(PutAwayReport)
    case purchaseReturnRequest(PurchaseReturnWish)
    case purchaseReturnIssue(PurchaseReturnReport)
    case landedCost(LandedCostBill)
    case priceChange(PriceChangeRequest)
    case dropshipConfirmation(DropshipConfirmation)
    case channelRefund(ChannelRefund)
    case returnRequest(ReturnWish)
    case returnReceipt(ReturnReport)
    case returnWithdrawal(ReturnWithdrawal)
    case parcelEvent(ParcelReport)
    case writeDown(WriteDownRequest)
    case otherReceipt(OtherReceipt)
    /// Book, cost, maker and whether it must wait are found out when it is decided.
    case otherIssue(OtherIssue)
    case conditionChange(ConditionChange)
    case assembly(Assembly)
    case openingBalances(OpeningBalances)
    case binMove(BinMove)
    case orderHold(HoldRequest)
    case reallocation(ReallocationRequest)
    case parcelMerge(MergeRequest)
    case orderMark(MarkRequest)
    /// Ends the holds of a shop whose time is over at the moment of recording; a timer's command.
    case releaseSuspended(shop: String)
    /// Offers a shop's channel what changed since it last accepted; a timer's command. `after` is the Loop's own continuation, 0 for callers.
    case offerStock(shop: String, after: Int64)
    case offerAnswer(OfferAnswerReport)
    case countPlan(CountPlanRequest)
    case countScan(CountScanReport)
    case countSheet(DocumentReference)
    case countCause(CountCauseRequest)
    case shortPick(ShortPickReport)
    case businessReceipt(BusinessReceiptReport)
    case consignmentStatement(ConsignmentStatementReport)

    /// The number that names the kind in the audit trail.
    public var kind: Int64 {
        switch self {
        case .masterRecord: 1
        case .openingStock: 2
        case .purchaseReceipt: 3
        case .channelOrder: 4
        case .salesIssue: 5
        case .cancellation: 6
        case .channelReturn: 7
        case .sealVouchers: 8
        case .releaseWaiting: 9
        case .releaseHeld: 10
        case .releaseUnpaid: 11
        case .approval: 12
        case .wave: 80
        case .scan: 81
        case .pack: 82
        case .transferRequest: 40
        case .transferIssue: 41
        case .transferReceipt: 42
        case .transferShortage: 43
        case .transferCancellation: 44
        case .lossDisposal: 50
        case .stockStatus: 90
        case .stockStatusPart: 91
        case .stockClaim: 92
        case .varianceClosing: 93
        case .purchaseOrder: 22
        case .purchaseClosing: 23
        case .arrival: 24
        case .inspection: 25
        case .putAway: 26
        case .purchaseReturnRequest: 27
        case .purchaseReturnIssue: 28
        case .landedCost: 29
        case .priceChange: 120
        case .dropshipConfirmation: 121
        case .channelRefund: 30
        case .returnRequest: 31
        case .returnReceipt: 32
        case .returnWithdrawal: 33
        case .parcelEvent: 34
        case .writeDown: 35
        case .otherReceipt: 60
        case .otherIssue: 61
        case .conditionChange: 62
        case .assembly: 63
        case .openingBalances: 64
        case .binMove: 65
        case .orderHold: 66
        case .reallocation: 67
        case .parcelMerge: 68
        case .orderMark: 69
        case .releaseSuspended: 70
        case .offerStock: 71
        case .offerAnswer: 72
        case .countPlan: 51
        case .countScan: 52
        case .countSheet: 53
        case .countCause: 54
        case .shortPick: 55
        case .businessReceipt: 110
        case .consignmentStatement: 111
        }
    }
}

/// A command: who asks for what, under which external key.
public struct Command: Hashable, Sendable {
    public var actor: Actor
    public var external: ExternalKey?
    public var body: CommandBody
    /// In the clear until the door has sealed it.
    public var recipient: Recipient?

    public init(actor: Actor, external: ExternalKey? = nil, body: CommandBody, recipient: Recipient? = nil) {
        self.actor = actor
        self.external = external
        self.body = body
        self.recipient = recipient
    }
}

/// What became of a command.
public enum Outcome: Int64, Sendable {
    case accepted = 1
    /// Came before with the same content: the first answer again.
    case duplicate = 2
    /// A newer version is in already: recorded, nothing changed.
    case stale = 3
    /// Taken, but it waits for a record.
    case held = 4
    case refused = 5
    /// The store could not take it, even alone.
    case failed = 6
}

/// The answer to a command, given only after its commit is durable.
public struct Answer: Hashable, Sendable {
    public var outcome: Outcome
    /// The documents it made, in log order.
    public var documents: [DocumentNumber]
    public var refusalCode: String
    public var chinese: String
    public var english: String

    public init(
        outcome: Outcome, documents: [DocumentNumber] = [], refusalCode: String = "", chinese: String = "", english: String = ""
    ) {
        self.outcome = outcome
        self.documents = documents
        self.refusalCode = refusalCode
        self.chinese = chinese
        self.english = english
    }
}
