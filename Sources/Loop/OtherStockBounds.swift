import Documents
import Kernel

/// The values of the commands of ``OtherStockDocuments``.
extension CommandBounds {
    static func checkOtherStock(_ body: CommandBody) throws {
        switch body {
        case .otherReceipt(let receipt):
            try check(receipt.lines, .otherReceipt)
            try check(.otherReceipt, receipt.happenedAt, [("warehouse", receipt.warehouse), ("note", receipt.note)])
        case .otherIssue(let issue):
            try check(issue.lines, .otherIssue)
            try check(.otherIssue, issue.happenedAt, [("warehouse", issue.warehouse), ("note", issue.note)])
        case .conditionChange(let change):
            try check(change.lines.map(\.from), .conditionChange)
            try check(
                .conditionChange, change.happenedAt,
                [("warehouse", change.warehouse), ("reason", change.reason)] + change.lines.map { ("lines.condition", $0.condition) }
                    + change.lines.map { ("lines.bin", $0.bin) })
        case .assembly(let assembly):
            try check(assembly.taken + assembly.made.map(\.stock), .assembly)
            try check(.assembly, assembly.happenedAt, [("warehouse", assembly.warehouse)])
            let form = Form(record: DocumentKind.assembly.chinese)
            for made in assembly.made { try form.number("made.ratio", made.ratio, least: 0, most: kitRatio) }
        case .binMove(let move):
            try check(move.lines.map(\.from), .binMove)
            try check(
                .binMove, move.happenedAt, [("warehouse", move.warehouse)] + move.lines.map { ("lines.bin", $0.bin) })
        case .openingBalances(let opening):
            var form = Form(record: DocumentKind.openingBalances.chinese)
            try form.texts([("book", opening.book)] + opening.lines.map { ("lines.party", $0.party) })
            for line in opening.lines { try form.amount("lines.amount", line.amount) }
        default: break
        }
    }

    private static func check(_ kind: DocumentKind, _ moment: Moment, _ texts: [(name: String, text: String)]) throws {
        let form = Form(record: kind.chinese)
        try form.moment("happenedAt", moment)
        try form.texts(texts)
    }
}
