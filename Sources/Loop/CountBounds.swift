import Documents

/// The bounds of what counters and pickers say.
extension CommandBounds {
    static func check(_ request: CountPlanRequest) throws {
        try Form(record: DocumentKind.countPlan.chinese).texts([
            ("warehouse", request.warehouse), ("zone", request.zone), ("note", request.note),
        ])
    }

    static func check(_ report: CountScanReport) throws {
        let form = Form(record: "\(DocumentKind.countScan.chinese) \(report.barcode)")
        try form.reference("plan", report.plan)
        try form.texts([
            ("bin", report.bin), ("barcode", report.barcode), ("lot", report.lot), ("condition", report.condition), ("owner", report.owner),
        ])
        try form.number("pass", report.pass, least: 1, most: 9)
        try form.number("count", report.count, least: 0, most: 1_000_000_000)
        try form.moment("happenedAt", report.happenedAt)
    }

    static func check(_ request: CountCauseRequest) throws {
        var form = Form(record: "\(DocumentKind.countCause.chinese) \(request.sheet.text)")
        try form.reference("sheet", request.sheet)
        try form.texts(request.lines.map { ("lines.note", $0.note) })
        for line in request.lines {
            try form.number("lines.amount", line.amount.fen, least: 0, most: Int64(CommandBounds.amount))
            try form.amount("lines.amount", line.amount)
        }
    }

    static func check(_ report: ShortPickReport) throws {
        let form = Form(record: "\(DocumentKind.reservationCut.chinese) \(report.notice.text)")
        try form.reference("notice", report.notice)
        try form.texts([("bin", report.bin), ("reason", report.reason)])
        try form.number("missing", report.missing, least: 1, most: 1_000_000_000)
        try form.moment("happenedAt", report.happenedAt)
        guard !report.reason.isEmpty else {
            throw form.refusal("reason", "", "拣货缺货须写明原因", "a short pick needs a reason")
        }
    }
}
