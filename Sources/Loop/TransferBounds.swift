import Documents
import Kernel

/// The bounds of commands about transfers.
extension CommandBounds {
    /// Pieces of one line.
    private static let pieces: Int64 = 1_000_000_000

    static func check(_ wish: TransferWish) throws {
        var form = Form(record: DocumentKind.transferRequest.chinese)
        try form.texts([("from", wish.from), ("to", wish.to), ("reason", wish.reason)])
        for line in wish.lines {
            try form.texts([("lines.condition", line.condition)])
            try form.number("lines.pieces", line.pieces, least: 1, most: pieces)
            try form.number("lines.priceFen", line.price.fen, least: 0, most: Int64(amount))
            let (value, isTooMuch) = line.price.fen.multipliedReportingOverflow(by: line.pieces)
            try form.amount("lines.priceFen", Money(fen: isTooMuch ? .max : value))
        }
    }

    static func check(_ report: TransferIssueReport) throws {
        let form = Form(record: DocumentKind.transferIssue.chinese)
        try form.reference("transfer", report.transfer)
        try form.moment("happenedAt", report.happenedAt)
        try form.texts([("waybill", report.waybill)])
        try check(moved: report.lines, .transferIssue)
    }

    static func check(_ report: TransferReceiptReport) throws {
        let form = Form(record: DocumentKind.transferReceipt.chinese)
        try form.reference("source", report.source)
        try form.moment("happenedAt", report.happenedAt)
        try form.texts([("bin", report.bin)])
        try check(moved: report.lines, .transferReceipt)
    }

    static func check(_ report: TransferShortageReport) throws {
        let form = Form(record: DocumentKind.transferShortage.chinese)
        try form.reference("issue", report.issue)
        try form.moment("happenedAt", report.happenedAt)
        try form.texts([("responsible", report.responsible), ("note", report.note)])
        for line in report.lines { try form.number("lines.pieces", line.pieces, least: 1, most: pieces) }
    }

    static func check(_ wish: TransferCancellationRequest) throws {
        let form = Form(record: DocumentKind.transferCancellation.chinese)
        try form.reference("request", wish.request)
        try form.texts([("reason", wish.reason)])
    }

    /// Transfers move the company's own goods.
    private static func check(moved lines: [StockLine], _ kind: DocumentKind) throws {
        try check(lines, kind)
        let form = Form(record: kind.chinese)
        for line in lines {
            try form.number("lines.pieces", line.pieces, least: 1, most: pieces)
            guard line.owner.isEmpty else {
                throw form.refusal("lines.owner", line.owner, "代保管货物不走本公司调拨", "goods of another owner are not transferred by us")
            }
        }
    }
}
