import Documents
import Kernel

/// The values of the commands of ``SpecialOrderDocuments``.
extension CommandBounds {
    static func checkOrderControl(_ body: CommandBody) throws {
        switch body {
        case .orderHold(let request):
            let form = try named(.orderHold, request.order, [("reason", request.reason)])
            if let until = request.until { try form.moment("until", until) }
        case .reallocation(let request):
            _ = try named(
                .reallocation, request.order, [("from", request.from), ("to", request.to), ("reason", request.reason)])
        case .orderMark(let request): _ = try named(.orderMark, request.order, [("reason", request.reason)])
        case .parcelMerge(let request):
            let form = Form(record: DocumentKind.parcelMerge.chinese)
            try form.texts([("shop", request.shop), ("warehouse", request.warehouse)] + request.externalIDs.map { ("externalIds", $0) })
            try form.number("externalIds", Int64(request.externalIDs.count), least: 0, most: mergeLimit)
        case .releaseSuspended(let shop): try Form(record: "").texts([("shop", shop)])
        case .offerStock(let shop, let after):
            let form = Form(record: DocumentKind.stockOffer.chinese)
            try form.texts([("shop", shop)])
            try form.number("after", after, least: 0, most: MasterTables.itemBuckets - 1)
        case .offerAnswer(let report):
            let form = Form(record: "\(DocumentKind.offerAnswer.chinese) \(report.offer.text)")
            try form.reference("offer", report.offer)
            for line in report.lines { try form.number("lines.pieces", line.pieces, least: 0, most: 1_000_000_000_000) }
        default: break
        }
    }

    /// Orders that one parcel may hold: nobody packs more into one carton.
    static let mergeLimit: Int64 = 100

    private static func named(
        _ kind: DocumentKind, _ order: OrderName, _ texts: [(name: String, text: String)]
    ) throws -> Form {
        let form = Form(record: "\(kind.chinese) \(order.externalID)")
        try form.texts([("shop", order.shop), ("externalID", order.externalID)] + texts)
        return form
    }
}
