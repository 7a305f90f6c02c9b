import Documents
import Kernel

/// The form of the commands of returns and money back.
extension CommandBounds {
    private static let mostPieces: Int64 = 1_000_000_000

    static func checkReturn(_ body: CommandBody) throws {
        switch body {
        case .channelRefund(let refund): try check(refund)
        case .returnRequest(let wish): try check(wish)
        case .returnReceipt(let report): try check(report)
        case .returnWithdrawal(let wish):
            let form = Form(record: "\(DocumentKind.returnOrder.chinese) \(wish.subject.text)")
            try form.reference("subject", wish.subject)
            try form.texts([("reason", wish.reason)])
        case .parcelEvent(let report):
            let form = Form(record: "\(DocumentKind.parcelEvent.chinese) \(report.waybill)")
            try form.moment("happenedAt", report.happenedAt)
            try form.texts([
                ("carrier", report.carrier), ("waybill", report.waybill), ("shop", report.shop), ("externalID", report.externalID),
                ("note", report.note),
            ])
            guard !report.waybill.isEmpty, !report.carrier.isEmpty else {
                throw form.refusal("waybill", report.waybill, "包裹轨迹须写承运商与运单号", "a parcel event names carrier and waybill")
            }
        case .writeDown(let request):
            var form = Form(record: "\(DocumentKind.writeDown.chinese) \(request.item.text)")
            try form.moment("happenedAt", request.happenedAt)
            try form.texts([("warehouse", request.warehouse), ("condition", request.condition), ("note", request.note)])
            try form.number("unitValueFen", request.unitValue.fen, least: 0, most: .max)
            try form.amount("unitValueFen", request.unitValue)
        default: break
        }
    }

    private static func check(_ refund: ChannelRefund) throws {
        let record = "\(DocumentKind.channelRefund.chinese) \(refund.externalID)"
        var form = Form(record: record)
        try form.texts([
            ("shop", refund.shop), ("externalID", refund.externalID), ("orderID", refund.orderID), ("reason", refund.reason),
        ])
        guard !refund.externalID.isEmpty, refund.externalID.utf8.count <= 64 else {
            throw form.refusal("externalID", refund.externalID, "退款单号须为 1–64 字节", "a refund id has 1 to 64 bytes")
        }
        try form.moment("happenedAt", refund.happenedAt)
        try form.number("amountFen", refund.amount.fen, least: 0, most: .max)
        try form.amount("amountFen", refund.amount)
        var lines = Form(record: record)
        for line in refund.lines {
            try lines.texts([("lines.lineID", line.lineID)])
            try lines.number("lines.amountFen", line.amount.fen, least: 0, most: .max)
            try lines.amount("lines.amountFen", line.amount)
        }
        let total = refund.lines.reduce(Money.zero) { $0 + $1.amount }
        guard refund.lines.isEmpty || refund.amount == .zero || refund.amount == total else {
            throw form.refusal(
                "amountFen", refund.amount.text, "退款总额须等于各行之和 \(total.text)", "the total is the sum of its lines, \(total.text)")
        }
        var parties: Set<String> = []
        for share in refund.shares {
            try form.discount("shares", share)
            guard share.amount.fen >= 0, !share.party.isEmpty, share.party != refund.shop, parties.insert(share.party).inserted else {
                throw form.refusal(
                    "shares", share.party, "承担方须写明、金额不为负、每方一行", "each other bearer once, with an amount that is not negative")
            }
        }
        guard refund.statesShares || refund.shares.isEmpty else {
            throw form.refusal("statesShares", "", "写明承担方份额时须置 statesShares", "shares are stated with statesShares")
        }
        guard total.fen > 0 || refund.amount.fen > 0 || !refund.shares.isEmpty else {
            throw form.refusal("amountFen", "0", "退款金额须大于 0", "a refund is more than nothing")
        }
    }

    private static func check(_ wish: ReturnWish) throws {
        let record = "\(DocumentKind.returnOrder.chinese) \(wish.externalID)"
        var form = Form(record: record)
        try form.texts([
            ("shop", wish.shop), ("externalID", wish.externalID), ("carrier", wish.carrier), ("waybill", wish.waybill),
            ("reason", wish.reason),
        ])
        guard wish.form == .refund || wish.form == .exchange || wish.form == .refundOnly else {
            throw form.refusal(
                "form", wish.form.chinese, "客服只能申请退货退款、换货或仅退款", "customer service asks for a refund, an exchange or a refund only")
        }
        guard wish.form == .exchange || wish.replacements.isEmpty else {
            throw form.refusal("replacements", "\(wish.replacements.count)", "只有换货才有换出商品", "only an exchange replaces goods")
        }
        for line in wish.lines {
            try form.texts([("lines.lineID", line.lineID)])
            try form.number("lines.pieces", line.pieces, least: 1, most: mostPieces)
        }
        for line in wish.replacements {
            try form.number("replacements.pieces", line.pieces, least: 1, most: mostPieces)
            try form.number("replacements.amountFen", line.amount.fen, least: 0, most: .max)
            try form.amount("replacements.amountFen", line.amount)
        }
    }

    private static func check(_ report: ReturnReport) throws {
        let form = Form(record: "\(DocumentKind.returnReceipt.chinese) \(report.waybill)")
        if let subject = report.subject { try form.reference("subject", subject) }
        try form.moment("happenedAt", report.happenedAt)
        try form.texts([
            ("shop", report.shop), ("externalID", report.externalID), ("warehouse", report.warehouse), ("carrier", report.carrier),
            ("waybill", report.waybill),
        ])
        try form.some("lines", report.lines.count)
        try check(report.lines.map(\.stock), DocumentKind.returnReceipt)
        for line in report.lines {
            try form.number("lines.pieces", line.stock.pieces, least: 1, most: mostPieces)
            guard line.stock.amount == .zero, line.stock.owner.isEmpty else {
                throw form.refusal(
                    "lines.amountFen", line.stock.amount.text, "退货成本由系统按原出库成本确定,货主为本公司",
                    "returned goods are ours, and cost what their issue cost")
            }
        }
        guard !report.isFound || (report.subject == nil && report.externalID.isEmpty) else {
            throw form.refusal("found", "true", "知道订单的货不按无主件入库", "goods of a known order are not found goods")
        }
    }
}
