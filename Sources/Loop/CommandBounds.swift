import Documents
import Foundation
import Kernel

/// What every command's values must keep to before a leg sees them, so that no sum of ours can run over and both engines can keep
/// every text: amounts, running totals, moments, no zero byte, and keys in the composed form (NFC), since texts that look alike are one
/// key to us and two to the store. A command outside them is refused alone.
enum CommandBounds {
    /// A trillion yuan: no line, discount, freight or payment is more, and no document's total is.
    static let amount: UInt64 = 1_000_000_000_000_00
    /// 1970-01-01 to 9999-12-31, in milliseconds.
    static let moments: ClosedRange<Int64> = 0...253_402_300_799_999
    static let kitPieces: Int64 = 1_000_000
    static let kitRatio: Int64 = 1_000_000_000_000

    static func check(_ command: Command) throws {
        let form = Form(record: command.external?.key ?? "")
        try form.texts([
            ("actor.name", command.actor.name), ("actor.position", command.actor.position), ("actor.device", command.actor.device),
        ])
        if let external = command.external {
            try form.texts([("external.source", external.source), ("external.key", external.key)])
            try form.number("external.version", external.version, least: 0, most: 1_000_000_000_000_000_000)
        }
        try check(command.body)
    }

    private static func check(_ body: CommandBody) throws {
        switch body {
        case .channelOrder(let order): try check(order)
        case .channelReturn(let returned):
            var form = Form(record: "\(DocumentKind.channelReturn.chinese) \(returned.externalID)")
            try form.texts([
                ("shop", returned.shop), ("externalID", returned.externalID), ("orderID", returned.orderID), ("carrier", returned.carrier),
                ("waybill", returned.waybill), ("reason", returned.reason),
            ])
            try form.moment("happenedAt", returned.happenedAt)
            for line in returned.lines {
                try form.number("lines.pieces", line.pieces, least: 1, most: 1_000_000_000)
                try check(line, &form)
            }
        case .openingStock(let stock): try check(stock.lines, DocumentKind.openingStock)
        case .purchaseReceipt(let receipt):
            try check(receipt.lines, DocumentKind.purchaseReceipt)
            try Form(record: DocumentKind.purchaseReceipt.chinese).moment("happenedAt", receipt.happenedAt)
        case .salesIssue(let report):
            let form = Form(record: DocumentKind.salesIssue.chinese)
            try form.moment("happenedAt", report.happenedAt)
            try form.texts([
                ("shop", report.shop), ("externalID", report.externalID), ("warehouse", report.warehouse), ("waybill", report.waybill),
            ])
            try check(report.lines, DocumentKind.salesIssue)
        case .masterRecord(.kit(let kit)):
            let form = Form(record: "\(DocumentKind.masterRecord.chinese) \(kit.code.text)")
            for part in kit.parts {
                try form.number("parts.pieces", part.pieces, most: kitPieces)
                try form.number("parts.ratio", part.ratio, most: kitRatio)
            }
        case .cancellation(let request):
            try Form(record: DocumentKind.cancellation.chinese).texts([
                ("shop", request.shop), ("externalID", request.externalID), ("reason", request.reason),
                ("waybill", request.waybill),
            ])
        case .masterRecord(let record):
            let form = Form(record: "\(DocumentKind.masterRecord.chinese) \(record.code)")
            try form.texts([("code", record.code)])
            if case .item(let item) = record { try form.texts(item.barcodes.map { ("barcodes.text", $0.text) }) }
        case .releaseHeld(let shop, let merchantCode):
            try Form(record: "").texts([("shop", shop), ("merchantCode", merchantCode)])
        case .approval(let request):
            let form = Form(record: "\(DocumentKind.approval.chinese) \(request.subject.text)")
            try form.reference("subject", request.subject)
            try form.texts([("note", request.note)])
        case .wave(let request):
            let form = Form(record: DocumentKind.pickWave.chinese)
            try form.texts([("warehouse", request.warehouse)])
            for notice in request.notices { try form.reference("notices", notice) }
        case .scan(let report):
            let form = Form(record: "\(DocumentKind.scan.chinese) \(report.barcode)")
            try form.reference("wave", report.wave)
            try form.texts([("bin", report.bin), ("barcode", report.barcode), ("lot", report.lot)])
            try form.number("count", report.count, least: 1, most: 1_000_000)
            try form.moment("happenedAt", report.happenedAt)
        case .pack(let report):
            let form = Form(record: "\(DocumentKind.parcel.chinese) \(report.waybill)")
            try form.reference("notice", report.notice)
            try form.texts([("carrier", report.carrier), ("waybill", report.waybill)])
            try form.number("weight", report.weight, least: 0, most: 1_000_000_000)
            try form.moment("happenedAt", report.happenedAt)
            for line in report.lines { try form.number("lines.pieces", line.pieces, least: 1, most: 1_000_000_000) }
        case .transferRequest(let wish): try check(wish)
        case .transferIssue(let report): try check(report)
        case .transferReceipt(let report): try check(report)
        case .transferShortage(let report): try check(report)
        case .transferCancellation(let wish): try check(wish)
        case .stockStatus(let warehouse), .stockStatusPart(let warehouse, _, _):
            try Form(record: DocumentKind.stockStatusReport.chinese).texts([("warehouse", warehouse)])
        case .stockClaim(let report): try check(report)
        case .varianceClosing(let wish):
            let form = Form(record: DocumentKind.varianceTask.chinese)
            try form.reference("subject", wish.subject)
            try form.texts([("reason", wish.reason)])
        case .lossDisposal(let request):
            var form = Form(record: "\(DocumentKind.lossDisposal.chinese) \(request.subject.text)")
            try form.reference("subject", request.subject)
            try form.texts([("note", request.note)] + request.claims.map { ("claims.party", $0.party) })
            for claim in request.claims { try form.amount("claims.amount", claim.amount) }
        case .orderHold, .reallocation, .parcelMerge, .orderMark, .releaseSuspended, .offerStock, .offerAnswer: try checkOrderControl(body)
        case .otherReceipt, .otherIssue, .conditionChange, .assembly, .openingBalances, .binMove: try checkOtherStock(body)
        case .countPlan(let request): try check(request)
        case .countScan(let report): try check(report)
        case .countSheet(let plan): try Form(record: DocumentKind.countSheet.chinese).reference("plan", plan)
        case .countCause(let request): try check(request)
        case .shortPick(let report): try check(report)
        case .businessReceipt(let report): try check(report)
        case .consignmentStatement(let report): try check(report)
        case .sealVouchers, .releaseWaiting, .releaseUnpaid: break
        case .purchaseOrder, .purchaseClosing, .arrival, .inspection, .putAway, .purchaseReturnRequest, .purchaseReturnIssue, .landedCost,
            .priceChange, .dropshipConfirmation:
            try checkPurchase(body)
        case .channelRefund, .returnRequest, .returnReceipt, .returnWithdrawal, .parcelEvent, .writeDown: try checkReturn(body)
        }
    }

    private static func check(_ order: ChannelOrder) throws {
        var form = Form(record: "\(DocumentKind.channelOrder.chinese) \(order.externalID)")
        try form.texts([
            ("shop", order.shop), ("externalID", order.externalID), ("channelState", order.channelState), ("area", order.area),
        ])
        try form.moment("placedAt", order.placedAt)
        for (field, moment) in [("paidAt", order.paidAt), ("shippedAt", order.shippedAt), ("deliveredAt", order.deliveredAt)] {
            if let moment { try form.moment(field, moment) }
        }
        for line in order.lines { try check(line, &form) }
        for discount in order.discounts { try form.discount("discounts", discount) }
        try form.amount("freight", order.freight)
        var paid = Form(record: form.record)
        for payment in order.payments {
            try paid.amount("payments.amount", payment.amount)
            try paid.texts([("payments.means", payment.means)])
        }
    }

    private static func check(_ line: ChannelOrder.Line, _ form: inout Form) throws {
        try form.texts([
            ("lines.lineID", line.lineID), ("lines.merchantCode", line.merchantCode), ("lines.seller", line.seller),
        ])
        try form.number("lines.pieces", line.pieces, most: 1_000_000_000)
        try form.amount("lines.amount", line.amount)
        try form.amount("lines.freight", line.freight)
        for discount in line.discounts { try form.discount("lines.discounts", discount) }
    }

    static func check(_ lines: [StockLine], _ kind: DocumentKind) throws {
        var form = Form(record: kind.chinese)
        for line in lines {
            try form.texts([
                ("lines.bin", line.bin), ("lines.lot", line.lot), ("lines.owner", line.owner), ("lines.condition", line.condition),
            ])
            try form.amount("lines.amount", line.amount)
        }
    }

    /// The record whose fields are looked at, with the sum of the amounts so far.
    struct Form {
        let record: String
        private var total: UInt64 = 0

        init(record: String) { self.record = record }

        func refusal(_ field: String, _ value: String, _ chinese: String, _ english: String) -> FormRefusal {
            .badField(record: record, field: field, value: value, ruleChinese: chinese, ruleEnglish: english)
        }

        mutating func amount(_ field: String, _ money: Money) throws {
            guard money.fen.magnitude <= CommandBounds.amount, total + money.fen.magnitude <= CommandBounds.amount else {
                throw refusal(field, money.text, "单行与整单金额不得超过一万亿元", "neither an amount nor their total is more than a trillion")
            }
            total += money.fen.magnitude
        }

        mutating func discount(_ field: String, _ discount: BorneDiscount) throws {
            try amount(field, discount.amount)
            try texts([(field + ".party", discount.party)])
        }

        func moment(_ field: String, _ moment: Moment) throws {
            guard CommandBounds.moments.contains(moment.milliseconds) else {
                throw refusal(field, String(moment.milliseconds), "时间须在 1970 至 9999 年之间", "a moment lies between the years 1970 and 9999")
            }
        }

        func number(_ field: String, _ value: Int64, least: Int64 = .min, most: Int64) throws {
            guard value <= most else {
                throw refusal(field, String(value), "数值不得超过 \(most)", "a number here is at most \(most)")
            }
            guard value >= least else {
                throw refusal(field, String(value), "数值不得小于 \(least)", "a number here is at least \(least)")
            }
        }

        func reference(_ field: String, _ reference: DocumentReference) throws {
            try texts([(field + ".source", reference.source), (field + ".key", reference.key)])
        }

        func texts(_ fields: [(name: String, text: String)]) throws {
            for field in fields {
                var isPlain = true
                for byte in field.text.utf8 {
                    guard byte != 0 else { throw refusal(field.name, "\\0", "文本不能含有零字节", "a text holds no zero byte") }
                    if byte >= 0x80 { isPlain = false }
                }
                if !isPlain, !field.text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(field.text.utf8) {
                    throw refusal(
                        field.name, field.text, "文本须为 Unicode 组合形式(NFC),请先规范化",
                        "a text here is in the composed form (NFC); compose it first")
                }
            }
        }
    }
}
