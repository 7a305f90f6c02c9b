import Documents
import Loop
import Orders
import Storage

/// INV-14: no free text of a document holds what looks like a mobile telephone number.
final class FreeTextSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [
        .masterRecord, .channelOrder, .cancellation, .transferRequest, .transferShortage, .transferCancellation,
        .lossDisposal, .varianceTask,
        .masterRecord, .channelOrder, .cancellation, .approval, .purchaseOrder, .inspection, .landedCost, .priceChange,
        .purchaseReturnRequest, .returnOrder, .channelReturn, .channelRefund, .parcelEvent, .interception, .writeDown,
        .purchaseReturnRequest, .otherReceipt, .otherIssue, .conditionChange, .orderHold, .reallocation, .orderMark,
        .countPlan, .countCause, .reservationCut, .businessReceipt, .consignmentStatement,
    ]
    static let tables: [String] = []
    let invariant = Invariant.personal

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            for (field, text) in FreeTextSection.texts(of: logged.document) where FreeTextSection.holdsTelephone(text) {
                run.report(invariant, "单据 \(logged.number.text) 的 \(field) 含手机号样式的文字 / \(field) holds what looks like a telephone number")
            }
        }
    }

    /// The fields that people fill as they like; codes and numbers of other systems are none.
    static func texts(of document: Document) -> [(String, String)] {
        switch document {
        case .channelOrder(let order):
            [("channelState", order.channelState), ("area", order.area)] + order.payments.map { ("payments.means", $0.means) }
                + order.lines.map { ("lines.seller", $0.seller) }
        case .cancellation(let value): [("reason", value.reason)]
        case .transferRequest(let value): [("reason", value.reason)]
        case .transferShortage(let value): [("responsible", value.responsible), ("note", value.note)]
        case .transferCancellation(let value): [("reason", value.reason)]
        case .lossDisposal(let value): [("note", value.note)]
        case .varianceTask(let value): [("reason", value.reason)]
        case .approval(let value): [("note", value.note)]
        case .purchaseOrder(let value): [("reason", value.reason)]
        case .inspection(let value): value.lines.map { ("lines.reason", $0.reason) }
        case .landedCost(let value): [("note", value.note)]
        case .priceChange(let value): [("reason", value.reason)]
        case .purchaseReturnRequest(let value): [("reason", value.reason)]
        case .returnOrder(let value): [("reason", value.reason)]
        case .channelReturn(let value): [("reason", value.reason)]
        case .channelRefund(let value): [("reason", value.reason)]
        case .parcelEvent(let value): [("note", value.note)]
        case .interception(let value): [("reason", value.reason)]
        case .writeDown(let value): [("note", value.note)]
        case .otherReceipt(let value): [("note", value.note)]
        case .otherIssue(let value): [("note", value.note)]
        case .conditionChange(let value): [("reason", value.reason)]
        case .orderHold(let value): [("reason", value.reason)]
        case .reallocation(let value): [("reason", value.reason)]
        case .orderMark(let value): [("reason", value.reason)]
        case .countPlan(let value): [("note", value.note)]
        case .countCause(let value): value.lines.map { ("lines.note", $0.note) }
        case .reservationCut(let value): [("reason", value.reason)]
        case .businessReceipt(let value): [("note", value.note)]
        case .consignmentStatement(let value): [("note", value.note)] + value.deductions.map { ("deductions.note", $0.note) }
        case .masterRecord(let record):
            switch record {
            case .book(let value): [("name", value.name)]
            case .warehouse(let value): [("name", value.name)]
            case .shop(let value): [("name", value.name)]
            case .item(let value): [("name", value.name), ("specification", value.specification)]
            case .kit(let value): [("name", value.name)]
            case .supplier(let value): [("name", value.name)]
            case .customer(let value): [("name", value.name), ("invoiceTitle", value.invoiceTitle)]
            default: []
            }
        default: []
        }
    }

    /// Eleven digits that begin with 13 to 19 and are no part of a longer number or of a code with letters.
    static func holdsTelephone(_ text: String) -> Bool {
        var run: [UInt8] = []
        var followsLetter = false
        func isTelephone() -> Bool { run.count == 11 && run[0] == 49 && run[1] >= 51 && !followsLetter }
        for byte in text.utf8 {
            if (48...57).contains(byte) {
                run.append(byte)
            } else {
                let isLetter = (65...90).contains(byte & 0xDF)
                if !isLetter && isTelephone() { return true }
                run.removeAll(keepingCapacity: true)
                followsLetter = isLetter
            }
        }
        return isTelephone()
    }
}

/// INV-06: returns whose order nobody knows are held with what their newest version says, and no others are.
final class HeldSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.channelReturn, .channelRefund]
    static let tables = ["held_return"]
    let invariant = Invariant.posted
    private var held: [Int64: HeldReturnRow] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            if case .channelRefund(let value) = logged.document {
                let first = logged.source == 0 || logged.source == value.trade ? logged.position : logged.source
                held[first] =
                    value.trade != 0
                    ? nil
                    : HeldReturnRow(
                        shop: value.shop, orderId: value.orderID, document: first, newest: logged.position, pieces: 0,
                        amount: value.amount.fen)
                continue
            }
            guard case .channelReturn(let value) = logged.document else { continue }
            let first = logged.source == 0 || logged.source == value.trade ? logged.position : logged.source
            held[first] =
                value.trade != 0
                ? nil
                : HeldReturnRow(
                    shop: value.shop, orderId: value.orderID, document: first, newest: logged.position,
                    pieces: value.lines.reduce(0) { $0 + $1.pieces },
                    amount: value.lines.reduce(0) { $0 + $1.amount.fen + $1.freight.fen })
        }
    }

    func finish(_ run: CheckRun) throws {
        let names = HeldReturnRow.schema.columns.map(\.name)
        let found = try run.connection.query("SELECT \(names.joined(separator: ", ")) FROM held_return ORDER BY document")
        compare("held_return", names, held.keys.sorted().compactMap { held[$0]?.values }, found, run)
    }
}
