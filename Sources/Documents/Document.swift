import Kernel

/// A document of any kind, as the log keeps it.
public enum Document: Hashable, Sendable {
    case masterRecord(MasterRecord)
    case openingStock(OpeningStock)
    case purchaseReceipt(PurchaseReceipt)
    case channelOrder(ChannelOrder)
    case salesOrder(SalesOrder)
    case deliveryNotice(DeliveryNotice)
    case salesIssue(SalesIssue)
    case cancellation(Cancellation)
    case channelReturn(ChannelReturn)
    case receivable(Receivable)
    case salesSettlement(SalesSettlement)
    case stockPosting(StockPosting)
    case voucher(Voucher)
    case approval(Approval)
    case pickWave(PickWave)
    case scan(Scan)
    case parcel(Parcel)
    case transferRequest(TransferRequest)
    case transferNotice(TransferNotice)
    case transferIssue(TransferIssue)
    case transferReceipt(TransferReceipt)
    case transferShortage(TransferShortage)
    case transferCancellation(TransferCancellation)
    case lossDisposal(LossDisposal)
    case stockStatusReport(StockStatusReport)
    case stockClaim(StockClaim)
    case varianceTask(VarianceTask)
    case purchaseOrder(PurchaseOrder)
    case receivingNotice(ReceivingNotice)
    case arrival(Arrival)
    case inspection(Inspection)
    case landedCost(LandedCost)
    case priceChange(PriceChange)
    case purchaseReturnRequest(PurchaseReturnRequest)
    case purchaseReturnOrder(PurchaseReturnOrder)
    case purchaseReturnIssue(PurchaseReturnIssue)
    case returnOrder(ReturnOrder)
    case returnReceipt(ReturnReceipt)
    case channelRefund(ChannelRefund)
    case parcelEvent(ParcelEvent)
    case interception(Interception)
    case writeDown(WriteDown)
    case redReceivable(RedReceivable)
    case expenseNote(ExpenseNote)
    case otherReceipt(OtherReceipt)
    case otherIssue(OtherIssue)
    case conditionChange(ConditionChange)
    case assembly(Assembly)
    case openingBalances(OpeningBalances)
    case binMove(BinMove)
    case orderHold(OrderHold)
    case reallocation(Reallocation)
    case parcelMerge(ParcelMerge)
    case stockOffer(StockOffer)
    case orderMark(OrderMark)
    case offerAnswer(OfferAnswer)
    case businessReceipt(BusinessReceipt)
    case consignmentStatement(ConsignmentStatement)
    case countPlan(CountPlan)
    case countScan(CountScan)
    case countSheet(CountSheet)
    case stockSurplus(StockSurplus)
    case stockShortage(StockShortage)
    case countCause(CountCause)
    case reservationCut(ReservationCut)

    public var kind: DocumentKind {
        switch self {
        case .masterRecord: .masterRecord
        case .openingStock: .openingStock
        case .purchaseReceipt: .purchaseReceipt
        case .channelOrder: .channelOrder
        case .salesOrder: .salesOrder
        case .deliveryNotice: .deliveryNotice
        case .salesIssue: .salesIssue
        case .cancellation: .cancellation
        case .channelReturn: .channelReturn
        case .receivable: .receivable
        case .salesSettlement: .salesSettlement
        case .stockPosting: .stockPosting
        case .voucher: .voucher
        case .approval: .approval
        case .pickWave: .pickWave
        case .scan: .scan
        case .parcel: .parcel
        case .transferRequest: .transferRequest
        case .transferNotice: .transferNotice
        case .transferIssue: .transferIssue
        case .transferReceipt: .transferReceipt
        case .transferShortage: .transferShortage
        case .transferCancellation: .transferCancellation
        case .lossDisposal: .lossDisposal
        case .stockStatusReport: .stockStatusReport
        case .stockClaim: .stockClaim
        case .varianceTask: .varianceTask
        case .purchaseOrder: .purchaseOrder
        case .receivingNotice: .receivingNotice
        case .arrival: .arrival
        case .inspection: .inspection
        case .landedCost: .landedCost
        case .priceChange: .priceChange
        case .purchaseReturnRequest: .purchaseReturnRequest
        case .purchaseReturnOrder: .purchaseReturnOrder
        case .purchaseReturnIssue: .purchaseReturnIssue
        case .returnOrder: .returnOrder
        case .returnReceipt: .returnReceipt
        case .channelRefund: .channelRefund
        case .parcelEvent: .parcelEvent
        case .interception: .interception
        case .writeDown: .writeDown
        case .redReceivable: .redReceivable
        case .expenseNote: .expenseNote
        case .otherReceipt: .otherReceipt
        case .otherIssue: .otherIssue
        case .conditionChange: .conditionChange
        case .assembly: .assembly
        case .openingBalances: .openingBalances
        case .binMove: .binMove
        case .orderHold: .orderHold
        case .reallocation: .reallocation
        case .parcelMerge: .parcelMerge
        case .stockOffer: .stockOffer
        case .orderMark: .orderMark
        case .offerAnswer: .offerAnswer
        case .businessReceipt: .businessReceipt
        case .consignmentStatement: .consignmentStatement
        case .countPlan: .countPlan
        case .countScan: .countScan
        case .countSheet: .countSheet
        case .stockSurplus: .stockSurplus
        case .stockShortage: .stockShortage
        case .countCause: .countCause
        case .reservationCut: .reservationCut
        }
    }
}

/// A document with its place in the log: what every leg gets.
public struct LoggedDocument: Sendable {
    /// Dense position in commit order; the document's identity.
    public let position: Int64
    public let document: Document
    /// The position of the document it follows from, 0 for none (lineage 数据血缘).
    public let source: Int64
    /// When it happened, by its source.
    public let happenedAt: Moment
    /// When we recorded it, fixed once per command.
    public let recordedAt: Moment

    public init(position: Int64, document: Document, source: Int64, happenedAt: Moment, recordedAt: Moment) {
        self.position = position
        self.document = document
        self.source = source
        self.happenedAt = happenedAt
        self.recordedAt = recordedAt
    }

    public var number: DocumentNumber { DocumentNumber(kind: document.kind, day: recordedAt.day, position: position) }
}

/// A document that a leg wants issued because of another.
public struct IssuedDocument: Sendable {
    public let document: Document
    public let happenedAt: Moment

    public init(_ document: Document, happenedAt: Moment) {
        self.document = document
        self.happenedAt = happenedAt
    }
}
