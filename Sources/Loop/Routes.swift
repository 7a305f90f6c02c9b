import Books
import Documents
import Kernel
import Orders
import Storage
import Warehouse

/// A leg of the triangle.
public enum Leg: Int64, CaseIterable, Sendable {
    case orders = 1
    case warehouse = 2
    case books = 3

    public var chinese: String {
        switch self {
        case .orders: "订单"
        case .warehouse: "仓库"
        case .books: "财务"
        }
    }
}

/// Which legs take which kinds of document: the seed's tables as code (DESIGN section 3).
public enum Routes {
    public static func legs(for kind: DocumentKind) -> [Leg] {
        switch kind {
        case .masterRecord: []
        case .openingStock, .purchaseReceipt: [.warehouse, .orders, .books]
        case .channelOrder: [.orders, .books]
        case .salesOrder: [.orders, .warehouse, .books]
        case .deliveryNotice: [.orders, .warehouse]
        case .salesIssue: [.warehouse, .orders, .books]
        case .cancellation: [.orders, .warehouse, .books]
        case .channelReturn: [.orders]
        case .receivable: [.orders, .books]
        case .salesSettlement, .stockPosting, .voucher: [.books]
        case .approval: [.orders, .warehouse, .books]
        case .pickWave, .scan, .parcel: [.warehouse]
        case .transferRequest: [.orders]
        case .transferNotice, .transferCancellation: [.orders, .warehouse]
        case .transferIssue, .transferReceipt, .transferShortage: [.warehouse, .orders, .books]
        case .lossDisposal: [.books]
        case .stockStatusReport: [.orders]
        case .stockClaim: [.warehouse]
        case .varianceTask: [.books]
        case .countPlan, .countScan, .countSheet, .countCause: [.warehouse]
        case .stockSurplus, .stockShortage: [.warehouse, .orders, .books]
        case .reservationCut: [.orders, .warehouse]
        case .purchaseOrder, .receivingNotice: [.orders, .warehouse]
        case .arrival, .inspection: [.warehouse]
        case .landedCost, .priceChange: [.books]
        case .purchaseReturnRequest, .purchaseReturnOrder: [.orders]
        case .purchaseReturnIssue: [.warehouse, .orders, .books]
        case .returnOrder, .interception: [.orders]
        case .returnReceipt: [.warehouse, .orders, .books]
        case .channelRefund, .parcelEvent: [.orders, .books]
        case .redReceivable, .expenseNote, .writeDown: [.books]
        case .otherReceipt, .otherIssue, .conditionChange, .assembly: [.warehouse, .orders, .books]
        case .businessReceipt: [.warehouse, .orders, .books]
        case .consignmentStatement: [.books]
        case .binMove: [.warehouse, .orders]
        case .openingBalances: [.books]
        case .orderHold, .stockOffer, .offerAnswer: [.orders]
        case .parcelMerge: [.warehouse]
        // What follows is decided by the command; the mark itself stands in tables that every leg reads.
        case .reallocation, .orderMark: []
        }
    }
}

/// The three legs with the master data they share.
public final class LegTables {
    public let masters = MasterTables()
    public let approvals = ApprovalTables()
    public let marks = OrderMarkTables()
    public let orders: OrdersLeg
    public let warehouse: WarehouseLeg
    public let books: BooksLeg
    public let agreement: AgreementTables

    public init() {
        agreement = AgreementTables(masters: masters)
        orders = OrdersLeg(masters: masters, marks: marks)
        warehouse = WarehouseLeg(masters: masters)
        books = BooksLeg(masters: masters, marks: marks)
    }

    public var tables: [any OverlayTable] {
        masters.tables + approvals.tables + marks.tables + orders.tables.tables + warehouse.tables.tables + books.tables.tables
            + agreement.tables
    }

    public static let schemas =
        ApprovalTables.schemas + OrderMarkTables.schemas + OrdersTables.schemas + WarehouseTables.schemas + BooksTables.schemas
        + AgreementTables.schemas

    /// Names everything that a new version or a cancellation of this trade will touch, so that one read serves it.
    func want(trade: Int64) {
        orders.tables.lines.want(trade)
        wantForIssue(trade: trade)
    }

    /// Names what an issue of this trade will touch.
    func wantForIssue(trade: Int64) {
        orders.tables.orders.want(trade)
        orders.tables.reservations.want(trade)
        books.tables.receivables.want(trade)
        books.tables.receivableLines.want(trade)
        books.tables.receivableShares.want(trade)
    }

    /// Decides what follows from a document, on the state before it.
    func take(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        var issued: [IssuedDocument] = []
        for leg in Routes.legs(for: logged.document.kind) {
            switch leg {
            case .orders: issued += try orders.take(logged)
            case .warehouse: issued += try warehouse.take(logged)
            case .books: issued += try books.take(logged)
            }
        }
        issued += try agreement.take(logged)
        return issued
    }

    /// Folds a document into the ledgers of the legs that take it. Live commits and replay run this same code.
    public func apply(_ logged: LoggedDocument) throws {
        if case .masterRecord(let record) = logged.document {
            try masters.apply(record, at: logged.position, recordedAt: logged.recordedAt)
        }
        try approvals.apply(logged)
        try marks.apply(logged)
        for leg in Routes.legs(for: logged.document.kind) {
            switch leg {
            case .orders: try orders.apply(logged)
            case .warehouse: try warehouse.apply(logged)
            case .books: try books.apply(logged)
            }
        }
        try agreement.apply(logged, warehouse.tables)
    }
}
