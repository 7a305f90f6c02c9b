import Documents
import Kernel

/// The form of what customers say of the goods of their business orders.
extension CommandBounds {
    private static let mostPieces: Int64 = 1_000_000_000

    static func check(_ report: BusinessReceiptReport) throws {
        let form = Form(record: "\(DocumentKind.businessReceipt.chinese) \(report.issue.text)")
        try form.reference("issue", report.issue)
        try form.moment("happenedAt", report.happenedAt)
        try form.texts([("warehouse", report.warehouse), ("note", report.note)])
        try form.some("lines", report.lines.count + report.back.count)
        var named: Set<Int64> = []
        for line in report.lines {
            try form.number("lines.received", line.received, least: 0, most: mostPieces)
            try form.number("lines.short", line.short, least: 0, most: mostPieces)
            try form.number("lines.refused", line.refused, least: 0, most: mostPieces)
            guard line.received + line.short + line.refused > 0, named.insert(line.line).inserted else {
                throw form.refusal(
                    "lines.line", "\(line.line)", "每行写一次,签收、短少、拒收至少一项大于 0",
                    "each line once, with pieces received, short or refused")
            }
        }
        try check(report.back, DocumentKind.businessReceipt)
        for line in report.back {
            try form.number("back.pieces", line.pieces, least: 1, most: mostPieces)
            guard line.amount == .zero, line.owner.isEmpty else {
                throw form.refusal(
                    "back.amountFen", line.amount.text, "退回成本由系统按原出库成本确定,货主为本公司",
                    "refused goods are ours, and cost what their issue cost")
            }
        }
    }

    static func check(_ report: ConsignmentStatementReport) throws {
        let record = "\(DocumentKind.consignmentStatement.chinese) \(report.statement)"
        var form = Form(record: record)
        try form.texts(
            [("shop", report.shop), ("statement", report.statement), ("note", report.note)]
                + report.lines.map { ("lines.externalID", $0.externalID) } + report.deductions.map { ("deductions.note", $0.note) })
        try form.moment("happenedAt", report.happenedAt)
        guard !report.statement.isEmpty, report.statement.utf8.count <= 64 else {
            throw form.refusal("statement", report.statement, "结算单号须为 1–64 字节", "a statement's number has 1 to 64 bytes")
        }
        try form.some("lines", report.lines.count + report.deductions.count)
        for line in report.lines {
            try form.number("lines.pieces", line.pieces, least: 1, most: mostPieces)
            try form.number("lines.grossFen", line.gross.fen, least: 0, most: .max)
            try form.amount("lines.grossFen", line.gross)
        }
        var kept = Form(record: record)
        for deduction in report.deductions {
            try kept.number("deductions.amountFen", deduction.amount.fen, least: 1, most: .max)
            try kept.amount("deductions.amountFen", deduction.amount)
        }
    }
}
