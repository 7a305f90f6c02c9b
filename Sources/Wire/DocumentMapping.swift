import Documents
import Foundation
import Kernel
import SwiftProtobuf

/// What cannot be read back from a wire message.
public enum WireError: Error, Sendable, CustomStringConvertible {
    case missing(field: String)
    case badValue(field: String, value: String)
    case unreadable(message: String)

    public var description: String {
        switch self {
        case .missing(let field): "字段 \(field) 缺失 / field \(field) is missing"
        case .badValue(let field, let value): "字段 \(field) 的值 \(value) 无效 / field \(field) has the invalid value \(value)"
        case .unreadable(let message): "无法解析 / unreadable: \(message)"
        }
    }
}

extension Moment {
    var wire: Google_Protobuf_Timestamp {
        let floor = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
        return Google_Protobuf_Timestamp(seconds: floor, nanos: Int32(milliseconds - floor * 1000) * 1_000_000)
    }

    init(_ wire: Google_Protobuf_Timestamp) {
        self.init(milliseconds: wire.seconds * 1000 + Int64(wire.nanos) / 1_000_000)
    }
}

func itemCode(_ number: Int64, _ field: String) throws -> ItemCode {
    guard let code = ItemCode(number) else { throw WireError.badValue(field: field, value: String(number)) }
    return code
}

/// 0 stands for no supplier.
func supplierCode(_ number: Int64, _ field: String) throws -> SupplierCode? {
    guard number != 0 else { return nil }
    guard let code = SupplierCode(number) else { throw WireError.badValue(field: field, value: String(number)) }
    return code
}

func dayValue(_ compact: Int32, _ field: String) throws -> Day {
    guard let day = Day(compact: Int(compact)) else { throw WireError.badValue(field: field, value: String(compact)) }
    return day
}

extension Document {
    /// The binary form that the log keeps and hashes.
    public func encoded() -> [UInt8] {
        do {
            switch self {
            case .masterRecord(let value): return try value.wire.serializedBytes()
            case .openingStock(let value): return try value.wire.serializedBytes()
            case .purchaseReceipt(let value): return try value.wire.serializedBytes()
            case .channelOrder(let value): return try value.wire.serializedBytes()
            case .salesOrder(let value): return try value.wire.serializedBytes()
            case .deliveryNotice(let value): return try value.wire.serializedBytes()
            case .salesIssue(let value): return try value.wire.serializedBytes()
            case .cancellation(let value): return try value.wire.serializedBytes()
            case .channelReturn(let value): return try value.wire.serializedBytes()
            case .receivable(let value): return try value.wire.serializedBytes()
            case .salesSettlement(let value): return try value.wire.serializedBytes()
            case .stockPosting(let value): return try value.wire.serializedBytes()
            case .voucher(let value): return try value.wire.serializedBytes()
            case .approval(let value): return try value.wire.serializedBytes()
            case .pickWave(let value): return try value.wire.serializedBytes()
            case .scan(let value): return try value.wire.serializedBytes()
            case .parcel(let value): return try value.wire.serializedBytes()
            case .transferRequest(let value): return try value.wire.serializedBytes()
            case .transferNotice(let value): return try value.wire.serializedBytes()
            case .transferIssue(let value): return try value.wire.serializedBytes()
            case .transferReceipt(let value): return try value.wire.serializedBytes()
            case .transferShortage(let value): return try value.wire.serializedBytes()
            case .transferCancellation(let value): return try value.wire.serializedBytes()
            case .lossDisposal(let value): return try value.wire.serializedBytes()
            case .stockStatusReport(let value): return try value.wire.serializedBytes()
            case .stockClaim(let value): return try value.wire.serializedBytes()
            case .varianceTask(let value): return try value.wire.serializedBytes()
            case .purchaseOrder(let value): return try value.wire.serializedBytes()
            case .receivingNotice(let value): return try value.wire.serializedBytes()
            case .arrival(let value): return try value.wire.serializedBytes()
            case .inspection(let value): return try value.wire.serializedBytes()
            case .landedCost(let value): return try value.wire.serializedBytes()
            case .priceChange(let value): return try value.wire.serializedBytes()
            case .purchaseReturnRequest(let value): return try value.wire.serializedBytes()
            case .purchaseReturnOrder(let value): return try value.wire.serializedBytes()
            case .purchaseReturnIssue(let value): return try value.wire.serializedBytes()
            case .returnOrder(let value): return try value.wire.serializedBytes()
            case .returnReceipt(let value): return try value.wire.serializedBytes()
            case .channelRefund(let value): return try value.wire.serializedBytes()
            case .parcelEvent(let value): return try value.wire.serializedBytes()
            case .interception(let value): return try value.wire.serializedBytes()
            case .writeDown(let value): return try value.wire.serializedBytes()
            case .redReceivable(let value): return try value.wire.serializedBytes()
            case .expenseNote(let value): return try value.wire.serializedBytes()
            case .otherReceipt(let value): return try value.wire.serializedBytes()
            case .otherIssue(let value): return try value.wire.serializedBytes()
            case .conditionChange(let value): return try value.wire.serializedBytes()
            case .assembly(let value): return try value.wire.serializedBytes()
            case .openingBalances(let value): return try value.wire.serializedBytes()
            case .binMove(let value): return try value.wire.serializedBytes()
            case .orderHold(let value): return try value.wire.serializedBytes()
            case .reallocation(let value): return try value.wire.serializedBytes()
            case .parcelMerge(let value): return try value.wire.serializedBytes()
            case .stockOffer(let value): return try value.wire.serializedBytes()
            case .orderMark(let value): return try value.wire.serializedBytes()
            case .offerAnswer(let value): return try value.wire.serializedBytes()
            case .businessReceipt(let value): return try value.wire.serializedBytes()
            case .consignmentStatement(let value): return try value.wire.serializedBytes()
            case .countPlan(let value): return try value.wire.serializedBytes()
            case .countScan(let value): return try value.wire.serializedBytes()
            case .countSheet(let value): return try value.wire.serializedBytes()
            case .stockSurplus(let value): return try value.wire.serializedBytes()
            case .stockShortage(let value): return try value.wire.serializedBytes()
            case .countCause(let value): return try value.wire.serializedBytes()
            case .reservationCut(let value): return try value.wire.serializedBytes()
            }
        } catch {
            // Proto3 messages without required fields always encode; a failure is a fault of this program.
            preconditionFailure("a \(kind) does not encode: \(error)")
        }
    }

    /// Reads a document back from its log row.
    public init(kind: DocumentKind, encoded bytes: [UInt8]) throws {
        switch kind {
        case .masterRecord: self = .masterRecord(try MasterRecord(WireMasterRecord(serializedBytes: bytes)))
        case .openingStock: self = .openingStock(try OpeningStock(WireOpeningStock(serializedBytes: bytes)))
        case .purchaseReceipt: self = .purchaseReceipt(try PurchaseReceipt(WirePurchaseReceipt(serializedBytes: bytes)))
        case .channelOrder: self = .channelOrder(try ChannelOrder(WireChannelOrder(serializedBytes: bytes)))
        case .salesOrder: self = .salesOrder(try SalesOrder(WireSalesOrder(serializedBytes: bytes)))
        case .deliveryNotice: self = .deliveryNotice(try DeliveryNotice(WireDeliveryNotice(serializedBytes: bytes)))
        case .salesIssue: self = .salesIssue(try SalesIssue(WireSalesIssue(serializedBytes: bytes)))
        case .cancellation: self = .cancellation(Cancellation(try WireCancellation(serializedBytes: bytes)))
        case .channelReturn: self = .channelReturn(try ChannelReturn(WireChannelReturn(serializedBytes: bytes)))
        case .receivable: self = .receivable(try Receivable(WireReceivable(serializedBytes: bytes)))
        case .salesSettlement: self = .salesSettlement(try SalesSettlement(WireSalesSettlement(serializedBytes: bytes)))
        case .stockPosting: self = .stockPosting(try StockPosting(WireStockPosting(serializedBytes: bytes)))
        case .voucher: self = .voucher(try Voucher(WireVoucher(serializedBytes: bytes)))
        case .approval: self = .approval(try Approval(WireApproval(serializedBytes: bytes)))
        case .pickWave: self = .pickWave(try PickWave(WirePickWave(serializedBytes: bytes)))
        case .scan: self = .scan(try Scan(WireScan(serializedBytes: bytes)))
        case .parcel: self = .parcel(try Parcel(WireParcel(serializedBytes: bytes)))
        case .transferRequest: self = .transferRequest(try TransferRequest(WireTransferRequest(serializedBytes: bytes)))
        case .transferNotice: self = .transferNotice(try TransferNotice(WireTransferNotice(serializedBytes: bytes)))
        case .transferIssue: self = .transferIssue(try TransferIssue(WireTransferIssue(serializedBytes: bytes)))
        case .transferReceipt: self = .transferReceipt(try TransferReceipt(WireTransferReceipt(serializedBytes: bytes)))
        case .transferShortage: self = .transferShortage(try TransferShortage(WireTransferShortage(serializedBytes: bytes)))
        case .transferCancellation: self = .transferCancellation(try TransferCancellation(WireTransferCancellation(serializedBytes: bytes)))
        case .lossDisposal: self = .lossDisposal(try LossDisposal(WireLossDisposal(serializedBytes: bytes)))
        case .stockStatusReport: self = .stockStatusReport(try StockStatusReport(WireStockStatusReport(serializedBytes: bytes)))
        case .stockClaim: self = .stockClaim(try StockClaim(WireStockClaim(serializedBytes: bytes)))
        case .varianceTask: self = .varianceTask(try VarianceTask(WireVarianceTask(serializedBytes: bytes)))
        case .purchaseOrder: self = .purchaseOrder(try PurchaseOrder(WirePurchaseOrder(serializedBytes: bytes)))
        case .receivingNotice: self = .receivingNotice(try ReceivingNotice(WireReceivingNotice(serializedBytes: bytes)))
        case .arrival: self = .arrival(Arrival(try WireArrival(serializedBytes: bytes)))
        case .inspection: self = .inspection(Inspection(try WireInspection(serializedBytes: bytes)))
        case .landedCost: self = .landedCost(try LandedCost(WireLandedCost(serializedBytes: bytes)))
        case .priceChange: self = .priceChange(try PriceChange(WirePriceChange(serializedBytes: bytes)))
        case .purchaseReturnRequest:
            self = .purchaseReturnRequest(try PurchaseReturnRequest(WirePurchaseReturnRequest(serializedBytes: bytes)))
        case .purchaseReturnOrder: self = .purchaseReturnOrder(try PurchaseReturnOrder(WirePurchaseReturnOrder(serializedBytes: bytes)))
        case .purchaseReturnIssue: self = .purchaseReturnIssue(try PurchaseReturnIssue(WirePurchaseReturnIssue(serializedBytes: bytes)))
        case .returnOrder: self = .returnOrder(try ReturnOrder(WireReturnOrder(serializedBytes: bytes)))
        case .returnReceipt: self = .returnReceipt(try ReturnReceipt(WireReturnReceipt(serializedBytes: bytes)))
        case .channelRefund: self = .channelRefund(try ChannelRefund(WireChannelRefund(serializedBytes: bytes)))
        case .parcelEvent: self = .parcelEvent(try ParcelEvent(WireParcelEvent(serializedBytes: bytes)))
        case .interception: self = .interception(Interception(try WireInterception(serializedBytes: bytes)))
        case .writeDown: self = .writeDown(try WriteDown(WireWriteDown(serializedBytes: bytes)))
        case .redReceivable: self = .redReceivable(try RedReceivable(WireRedReceivable(serializedBytes: bytes)))
        case .expenseNote: self = .expenseNote(try ExpenseNote(WireExpenseNote(serializedBytes: bytes)))
        case .otherReceipt: self = .otherReceipt(try OtherReceipt(WireOtherReceipt(serializedBytes: bytes)))
        case .otherIssue: self = .otherIssue(try OtherIssue(WireOtherIssue(serializedBytes: bytes)))
        case .conditionChange: self = .conditionChange(try ConditionChange(WireConditionChange(serializedBytes: bytes)))
        case .assembly: self = .assembly(try Assembly(WireAssembly(serializedBytes: bytes)))
        case .openingBalances: self = .openingBalances(try OpeningBalances(WireOpeningBalances(serializedBytes: bytes)))
        case .binMove: self = .binMove(try BinMove(WireBinMove(serializedBytes: bytes)))
        case .orderHold: self = .orderHold(try OrderHold(WireOrderHold(serializedBytes: bytes)))
        case .reallocation: self = .reallocation(try Reallocation(WireReallocation(serializedBytes: bytes)))
        case .parcelMerge: self = .parcelMerge(try ParcelMerge(WireParcelMerge(serializedBytes: bytes)))
        case .stockOffer: self = .stockOffer(try StockOffer(WireStockOffer(serializedBytes: bytes)))
        case .orderMark: self = .orderMark(try OrderMark(WireOrderMark(serializedBytes: bytes)))
        case .offerAnswer: self = .offerAnswer(try OfferAnswer(WireOfferAnswer(serializedBytes: bytes)))
        case .businessReceipt: self = .businessReceipt(try BusinessReceipt(WireBusinessReceipt(serializedBytes: bytes)))
        case .consignmentStatement:
            self = .consignmentStatement(try ConsignmentStatement(WireConsignmentStatement(serializedBytes: bytes)))
        case .countPlan: self = .countPlan(try CountPlan(WireCountPlan(serializedBytes: bytes)))
        case .countScan: self = .countScan(try CountScan(WireCountScan(serializedBytes: bytes)))
        case .countSheet: self = .countSheet(try CountSheet(WireCountSheet(serializedBytes: bytes)))
        case .stockSurplus: self = .stockSurplus(try StockSurplus(WireStockSurplus(serializedBytes: bytes)))
        case .stockShortage: self = .stockShortage(try StockShortage(WireStockShortage(serializedBytes: bytes)))
        case .countCause: self = .countCause(try CountCause(WireCountCause(serializedBytes: bytes)))
        case .reservationCut: self = .reservationCut(try ReservationCut(WireReservationCut(serializedBytes: bytes)))
        }
    }

    /// The JSON form, for people and for tools.
    public func json() throws -> String {
        switch self {
        case .masterRecord(let value): try value.wire.jsonString()
        case .openingStock(let value): try value.wire.jsonString()
        case .purchaseReceipt(let value): try value.wire.jsonString()
        case .channelOrder(let value): try value.wire.jsonString()
        case .salesOrder(let value): try value.wire.jsonString()
        case .deliveryNotice(let value): try value.wire.jsonString()
        case .salesIssue(let value): try value.wire.jsonString()
        case .cancellation(let value): try value.wire.jsonString()
        case .channelReturn(let value): try value.wire.jsonString()
        case .receivable(let value): try value.wire.jsonString()
        case .salesSettlement(let value): try value.wire.jsonString()
        case .stockPosting(let value): try value.wire.jsonString()
        case .voucher(let value): try value.wire.jsonString()
        case .approval(let value): try value.wire.jsonString()
        case .pickWave(let value): try value.wire.jsonString()
        case .scan(let value): try value.wire.jsonString()
        case .parcel(let value): try value.wire.jsonString()
        case .transferRequest(let value): try value.wire.jsonString()
        case .transferNotice(let value): try value.wire.jsonString()
        case .transferIssue(let value): try value.wire.jsonString()
        case .transferReceipt(let value): try value.wire.jsonString()
        case .transferShortage(let value): try value.wire.jsonString()
        case .transferCancellation(let value): try value.wire.jsonString()
        case .lossDisposal(let value): try value.wire.jsonString()
        case .stockStatusReport(let value): try value.wire.jsonString()
        case .stockClaim(let value): try value.wire.jsonString()
        case .varianceTask(let value): try value.wire.jsonString()
        case .purchaseOrder(let value): try value.wire.jsonString()
        case .receivingNotice(let value): try value.wire.jsonString()
        case .arrival(let value): try value.wire.jsonString()
        case .inspection(let value): try value.wire.jsonString()
        case .landedCost(let value): try value.wire.jsonString()
        case .priceChange(let value): try value.wire.jsonString()
        case .purchaseReturnRequest(let value): try value.wire.jsonString()
        case .purchaseReturnOrder(let value): try value.wire.jsonString()
        case .purchaseReturnIssue(let value): try value.wire.jsonString()
        case .returnOrder(let value): try value.wire.jsonString()
        case .returnReceipt(let value): try value.wire.jsonString()
        case .channelRefund(let value): try value.wire.jsonString()
        case .parcelEvent(let value): try value.wire.jsonString()
        case .interception(let value): try value.wire.jsonString()
        case .writeDown(let value): try value.wire.jsonString()
        case .redReceivable(let value): try value.wire.jsonString()
        case .expenseNote(let value): try value.wire.jsonString()
        case .otherReceipt(let value): try value.wire.jsonString()
        case .otherIssue(let value): try value.wire.jsonString()
        case .conditionChange(let value): try value.wire.jsonString()
        case .assembly(let value): try value.wire.jsonString()
        case .openingBalances(let value): try value.wire.jsonString()
        case .binMove(let value): try value.wire.jsonString()
        case .orderHold(let value): try value.wire.jsonString()
        case .reallocation(let value): try value.wire.jsonString()
        case .parcelMerge(let value): try value.wire.jsonString()
        case .stockOffer(let value): try value.wire.jsonString()
        case .orderMark(let value): try value.wire.jsonString()
        case .offerAnswer(let value): try value.wire.jsonString()
        case .businessReceipt(let value): try value.wire.jsonString()
        case .consignmentStatement(let value): try value.wire.jsonString()
        case .countPlan(let value): try value.wire.jsonString()
        case .countScan(let value): try value.wire.jsonString()
        case .countSheet(let value): try value.wire.jsonString()
        case .stockSurplus(let value): try value.wire.jsonString()
        case .stockShortage(let value): try value.wire.jsonString()
        case .countCause(let value): try value.wire.jsonString()
        case .reservationCut(let value): try value.wire.jsonString()
        }
    }
}
