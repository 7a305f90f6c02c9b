import Documents
import Kernel

/// The form of the purchase flow's commands: what their values must keep to before a leg sees them.
extension CommandBounds {
    private static let pieces: Int64 = 1_000_000_000

    static func checkPurchase(_ body: CommandBody) throws {
        switch body {
        case .purchaseOrder(let terms): try check(terms)
        case .purchaseClosing(let closing):
            let form = Form(record: "\(DocumentKind.purchaseOrder.chinese) \(closing.subject.text)")
            try form.reference("subject", closing.subject)
            try form.texts([("reason", closing.reason)])
        case .arrival(let report):
            let form = Form(record: DocumentKind.arrival.chinese)
            try form.reference("subject", report.subject)
            try form.moment("happenedAt", report.happenedAt)
            try form.texts([("waybill", report.waybill)])
            for line in report.lines { try form.number("lines.pieces", line.pieces, least: 1, most: pieces) }
        case .inspection(let report):
            let form = Form(record: DocumentKind.inspection.chinese)
            try form.reference("subject", report.subject)
            try form.moment("happenedAt", report.happenedAt)
            try form.some("lines", report.lines.count)
            for line in report.lines {
                try form.number("lines.accepted", line.accepted, least: 0, most: pieces)
                try form.number("lines.rejected", line.rejected, least: 0, most: pieces)
                try form.number("lines.accepted + rejected", line.accepted + line.rejected, least: 1, most: pieces)
                try form.texts([("lines.reason", line.reason)])
                guard line.rejected == 0 || !line.reason.isEmpty else {
                    throw form.refusal("lines.reason", "", "拒收须写明原因", "pieces are rejected for a reason")
                }
            }
        case .putAway(let report):
            let form = Form(record: DocumentKind.purchaseReceipt.chinese)
            try form.reference("subject", report.subject)
            try form.moment("happenedAt", report.happenedAt)
            try check(report.lines, DocumentKind.purchaseReceipt)
            for line in report.lines {
                try form.number("lines.pieces", line.pieces, least: 1, most: pieces)
                guard line.owner.isEmpty else {
                    throw form.refusal("lines.owner", line.owner, "按采购订单收的货是自有货", "goods of a purchase order are our own")
                }
            }
        case .purchaseReturnRequest(let wish): try check(wish)
        case .purchaseReturnIssue(let report):
            let form = Form(record: DocumentKind.purchaseReturnIssue.chinese)
            try form.reference("subject", report.subject)
            try form.moment("happenedAt", report.happenedAt)
            try form.texts([("waybill", report.waybill)])
            try check(report.lines, DocumentKind.purchaseReturnIssue)
        case .landedCost(let bill): try check(bill)
        case .priceChange(let request):
            var form = Form(record: "\(DocumentKind.priceChange.chinese) \(request.receipt.text)")
            try form.reference("receipt", request.receipt)
            try form.moment("happenedAt", request.happenedAt)
            try form.amount("amountFen", request.amount)
            try form.number("amountFen", request.amount.fen, least: 0, most: .max)
            try form.texts([("reason", request.reason)])
        case .dropshipConfirmation(let confirmation): try check(confirmation)
        default: break
        }
    }

    private static func check(_ terms: PurchaseTerms) throws {
        var form = Form(record: DocumentKind.purchaseOrder.chinese)
        try form.moment("orderedAt", terms.orderedAt)
        try form.texts([("warehouse", terms.warehouse)])
        try form.number("tolerance", Int64(terms.tolerance.tenThousandths), least: 0, most: 10_000)
        try form.some("lines", terms.lines.count)
        var numbers: Set<Int64> = []
        for line in terms.lines {
            try form.number("lines.line", line.line, least: 1, most: 1_000_000)
            try form.number("lines.pieces", line.pieces, least: 1, most: pieces)
            try form.number("lines.amountFen", line.amount.fen, least: 0, most: .max)
            try form.amount("lines.amountFen", line.amount)
            guard numbers.insert(line.line).inserted else {
                throw form.refusal("lines.line", String(line.line), "行号不能重复", "no two lines have one number")
            }
        }
    }

    private static func check(_ wish: PurchaseReturnWish) throws {
        let form = Form(record: "\(DocumentKind.purchaseReturnRequest.chinese) \(wish.receipt.text)")
        try form.reference("receipt", wish.receipt)
        try form.texts([("reason", wish.reason)])
        guard !wish.reason.isEmpty else { throw form.refusal("reason", "", "退货须写明原因", "goods go back for a reason") }
        try form.some("lines", wish.lines.count)
        var numbers: Set<Int64> = []
        for line in wish.lines {
            try form.number("lines.pieces", line.pieces, least: 1, most: pieces)
            try form.texts([("lines.condition", line.condition)])
            guard numbers.insert(line.line).inserted else {
                throw form.refusal("lines.line", String(line.line), "入库单的一行只能申请一次", "a line of the receipt is named once")
            }
        }
    }

    private static func check(_ bill: LandedCostBill) throws {
        var form = Form(record: DocumentKind.landedCost.chinese)
        try form.moment("happenedAt", bill.happenedAt)
        try form.texts([("note", bill.note)])
        try form.number("grossFen", bill.gross.fen, least: 1, most: .max)
        try form.amount("grossFen", bill.gross)
        try form.number("rate", Int64(bill.rate.tenThousandths), least: 0, most: 10_000)
        try form.some("receipts", bill.receipts.count)
        for reference in bill.receipts { try form.reference("receipts", reference) }
    }

    private static func check(_ confirmation: DropshipConfirmation) throws {
        var form = Form(record: "代发确认 \(confirmation.externalID)")
        try form.moment("happenedAt", confirmation.happenedAt)
        try form.texts([
            ("shop", confirmation.shop), ("externalID", confirmation.externalID), ("warehouse", confirmation.warehouse),
            ("waybill", confirmation.waybill),
        ])
        try form.some("lines", confirmation.lines.count)
        for line in confirmation.lines {
            try form.number("lines.pieces", line.pieces, least: 1, most: pieces)
            try form.number("lines.amountFen", line.amount.fen, least: 0, most: .max)
            try form.amount("lines.amountFen", line.amount)
        }
    }
}

extension CommandBounds.Form {
    /// At least one of a list.
    func some(_ field: String, _ count: Int) throws {
        guard count > 0 else { throw refusal(field, "0", "至少要有一行", "at least one is needed") }
    }
}
