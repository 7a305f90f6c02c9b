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
            disputes, transfers,
            transferLines, transits, shortLines, purchases, purchaseLines, purchaseReturns, returnLines,
            controls, timedHolds, offered,
            cuts, openReservations,
        ]
    }

    public static let schemas: [TableSchema] = [
        SalesOrderRow.schema, OrderLineRow.schema, OrderPaymentRow.schema, ReservationRow.schema, BackorderRow.schema,
        PromiseStockRow.schema, PromiseMoveRow.schema, StockListingRow.schema, StockPageRow.schema, HeldLineRow.schema, HeldCodeRow.schema,
        HeldReturnRow.schema,
        UnpaidReservationRow.schema, DisputeRow.schema, TransferRow.schema, TransferLineRow.schema, TransitLineRow.schema,
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

    public var chinese: String {
        switch self {
        case .amendedAfterIssue: "出库后平台改单"
        case .cancelledAfterIssue: "出库后平台取消"
        }
    }
    public var english: String {
        switch self {
        case .amendedAfterIssue: "amended after the goods left"
        case .cancelledAfterIssue: "cancelled after the goods left"
        }
    }
}
