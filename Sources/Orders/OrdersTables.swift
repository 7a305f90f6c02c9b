import Documents
import Storage

/// The tables of the Orders leg: the promise ledger and what stands behind it.
public final class OrdersTables {
    public let orders = Table<SalesOrderRow>()
    public let lines = Family<OrderLineRow>()
    public let payments = Family<OrderPaymentRow>()
    public let reservations = Family<ReservationRow>()
    public let backorders = Family<BackorderRow>(bound: OrdersTables.queueBound)
    public let stock = Table<PromiseStockRow>(resident: true)
    public let moves = Appendix<PromiseMoveRow>()
    public let listings = Table<StockListingRow>(resident: true)
    public let pages = Family<StockPageRow>()
    public let heldLines = Family<HeldLineRow>(bound: OrdersTables.queueBound)
    public let heldCodes = Family<HeldCodeRow>()
    /// Asked for by every new order, and mostly empty.
    public let heldReturns = Family<HeldReturnRow>(resident: true)
    public let unpaid = Family<UnpaidReservationRow>(bound: OrdersTables.queueBound)
    public let disputes = Table<DisputeRow>()
    public let returnOrders = Family<ReturnOrderRow>()
    public let returnedLines = Family<ReturnLineRow>()
    public let trips = Family<ParcelTripRow>()
    public let interceptions = Family<InterceptionRow>()
    public let waybills = Table<KnownWaybillRow>()
    public let transfers = Table<TransferRow>(resident: true, residentLimit: 20_000)
    public let transferLines = Family<TransferLineRow>(resident: true, residentLimit: 20_000)
    public let transits = Family<TransitLineRow>(resident: true, residentLimit: 20_000)
    public let shortLines = Family<ShortLineRow>(resident: true, residentLimit: 20_000)
    public let purchases = Table<PurchaseOrderRow>()
    public let purchaseLines = Family<PurchaseOrderLineRow>()
    public let purchaseReturns = Table<PurchaseReturnRow>()
    /// By receipt: most receipts have none.
    public let returnLines = Family<PurchaseReturnLineRow>()
    /// Asked for by every order that comes again, and mostly empty.
    public let controls = Table<OrderControlRow>(resident: true)
    public let timedHolds = Family<TimedHoldRow>(bound: OrdersTables.queueBound)
    public let offered = Table<OfferedItemRow>(resident: true)

    public let cuts = Appendix<ReservationCutRow>()
    public let openReservations = OpenReservations()

    /// How many waiting rows one decision looks at; the rest is a command of its own (DESIGN section 2, cascade).
    public static let queueBound = 100

    public init() {}

    public var tables: [any OverlayTable] {
        [
            orders, lines, payments, reservations, backorders, stock, moves, listings, pages, heldLines, heldCodes, heldReturns, unpaid,
            disputes, returnOrders, returnedLines, trips, interceptions, waybills, transfers,
            transferLines, transits, shortLines, purchases, purchaseLines, purchaseReturns, returnLines,
            controls, timedHolds, offered,
            cuts, openReservations,
        ]
    }

    public static let schemas: [TableSchema] = [
        SalesOrderRow.schema, OrderLineRow.schema, OrderPaymentRow.schema, ReservationRow.schema, BackorderRow.schema,
        PromiseStockRow.schema, PromiseMoveRow.schema, StockListingRow.schema, StockPageRow.schema, HeldLineRow.schema, HeldCodeRow.schema,
        HeldReturnRow.schema, UnpaidReservationRow.schema, DisputeRow.schema, ReturnOrderRow.schema, ReturnLineRow.schema,
        ParcelTripRow.schema, InterceptionRow.schema, KnownWaybillRow.schema, TransferRow.schema, TransferLineRow.schema,
        TransitLineRow.schema,
        ShortLineRow.schema, PurchaseOrderRow.schema, PurchaseOrderLineRow.schema, PurchaseReturnRow.schema, PurchaseReturnLineRow.schema,
        OrderControlRow.schema, TimedHoldRow.schema, OfferedItemRow.schema,
        ReservationCutRow.schema,
    ]
}

extension SalesOrderRow {
    public var orderState: OrderState {
        guard let known = OrderState(rawValue: state) else { preconditionFailure("sales_order.state \(state) is none of ours") }
        return known
    }

    /// Where the order stands by its pieces, once it is decided and paid.
    var stateByPieces: OrderState {
        if shipped >= pieces { return .shipped }
        if shipped > 0 { return .partlyShipped }
        return waiting > 0 ? .backordered : .noticed
    }
}

extension PromiseStockRow {
    /// Available to promise 可用库存.
    public var available: Int64 { onHand - reserved }

    static func empty(_ key: Key) -> PromiseStockRow {
        PromiseStockRow(
            warehouse: key.warehouse, item: key.item, condition: key.condition, owner: key.owner, onHand: 0, reserved: 0, waiting: 0)
    }
}

/// Why a fact is in dispute 争议.
public enum DisputeCause: Int64, CaseIterable, Sendable {
    /// The channel changed a trade whose goods have left.
    case amendedAfterIssue = 1
    /// The channel cancelled a trade whose goods have left.
    case cancelledAfterIssue = 2
    /// A channel asks more pieces back than were shipped.
    case returnedMoreThanShipped = 3
    /// A channel changed a return whose goods are back.
    case amendedAfterReturn = 4
    /// A channel refunded more than was paid.
    case refundedMoreThanPaid = 5
    /// A parcel turned up whose loss was posted.
    case foundAfterLoss = 6
    /// A carrier calls a parcel lost that it had delivered.
    case lostAfterDelivery = 7

    public var chinese: String {
        switch self {
        case .amendedAfterIssue: "出库后平台改单"
        case .cancelledAfterIssue: "出库后平台取消"
        case .returnedMoreThanShipped: "退货多于出库"
        case .amendedAfterReturn: "退回后平台改退货"
        case .refundedMoreThanPaid: "退款多于实付"
        case .foundAfterLoss: "报丢后又找回"
        case .lostAfterDelivery: "签收后报丢"
        }
    }
    public var english: String {
        switch self {
        case .amendedAfterIssue: "amended after the goods left"
        case .cancelledAfterIssue: "cancelled after the goods left"
        case .returnedMoreThanShipped: "more asked back than was shipped"
        case .amendedAfterReturn: "return changed after the goods were back"
        case .refundedMoreThanPaid: "more refunded than was paid"
        case .foundAfterLoss: "found after its loss was posted"
        case .lostAfterDelivery: "called lost after its delivery"
        }
    }
}
