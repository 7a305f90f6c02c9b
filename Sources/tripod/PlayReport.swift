import Documents
import Foundation
import Kernel
import Loop
import Storage
import Wire

/// The tables that `tripod play` prints.
enum PlayReport {
    static func accountNames(_ location: StoreLocation) throws -> [Int64: String] {
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        var names: [Int64: String] = [:]
        for row in try reader.query("SELECT number, name FROM account") { names[row[0].integer] = row[1].text }
        return names
    }

    static func printText(line: Int, _ effect: Preview.Effect, _ names: [Int64: String]) {
        let answer = effect.answer
        switch answer.outcome {
        case .refused, .failed:
            Output.line("✗ 第 \(line) 行 line \(line): \(answer.chinese)\n  \(answer.english)")
        default:
            Output.line("✓ 第 \(line) 行 line \(line): \(answer.outcome.chinese) \(answer.outcome)")
        }
        for logged in effect.documents {
            let kind = logged.document.kind
            Output.line("    \(logged.number.text)  \(kind.chinese) \(kind.english)\(summary(logged.document))")
            for posting in postings(logged.document) {
                Output.line(
                    "        分录 entries · \(posting.event.chinese) \(posting.event.english) · \(posting.book) · \(posting.day.text)")
                for entry in posting.lines { Output.line("          " + text(entry, names)) }
            }
            if case .voucher(let voucher) = logged.document {
                Output.line("        凭证 voucher \(voucher.book) \(voucher.label) · 附件 \(voucher.documents) · \(voucher.day.text)")
                for entry in voucher.lines { Output.line("          " + text(entry, names)) }
            }
        }
    }

    private static func summary(_ document: Document) -> String {
        switch document {
        case .salesOrder(let sale): "  \(sale.state.chinese) \(sale.state.english)"
        case .deliveryNotice(let notice): "  \(notice.warehouse) \(notice.lines.reduce(0) { $0 + $1.pieces }) 件"
        case .purchaseOrder(let order): "  \(order.terms.warehouse) \(order.terms.amount.grouped)"
        case .receivingNotice(let notice): "  \(notice.warehouse) \(notice.lines.reduce(0) { $0 + $1.pieces }) 件"
        case .purchaseReceipt(let receipt): "  \(receipt.warehouse) \(receipt.lines.reduce(0) { $0 + $1.pieces }) 件"
        case .purchaseReturnIssue(let issue): "  \(issue.warehouse) \(issue.lines.reduce(0) { $0 + $1.pieces }) 件"
        case .priceChange(let change): "  \(change.difference.grouped)"
        case .landedCost(let cost): "  \(cost.cost.grouped)"
        case .salesIssue(let issue): "  \(issue.warehouse) \(issue.lines.reduce(0) { $0 + $1.pieces }) 件"
        case .transferRequest(let request):
            "  \(request.from) → \(request.to)  \(request.pricing.chinese)  成本 cost \(request.expectedCost.grouped)  结算 settlement \(request.settlement.grouped)"
        case .transferIssue(let issue): "  \(issue.from) → \(issue.to) \(issue.lines.reduce(0) { $0 + $1.pieces }) 件"
        case .transferReceipt(let receipt): "  \(receipt.to) \(receipt.lines.reduce(0) { $0 + $1.pieces }) 件"
        case .transferShortage(let shortage): "  \(shortage.lines.reduce(0) { $0 + $1.pieces }) 件  \(shortage.cause.chinese)"
        case .receivable(let receivable): "  \(receivable.lines.reduce(Money.zero) { $0 + $1.gross }.grouped) 预计 expected"
        case .salesSettlement(let settlement): "  \(settlement.lines.reduce(Money.zero) { $0 + $1.gross }.grouped)"
        default: ""
        }
    }

    static func postings(_ document: Document) -> [Posting] {
        switch document {
        case .salesSettlement(let settlement): settlement.postings
        case .stockPosting(let posting): posting.postings
        default: []
        }
    }

    private static func text(_ line: PostingLine, _ names: [Int64: String]) -> String {
        var parts = [line.side == .debit ? "借 Dr" : "   贷 Cr", "\(line.account) \(names[line.account] ?? "")", line.amount.grouped]
        if !line.party.isEmpty { parts.append(line.party) }
        if !line.warehouse.isEmpty { parts.append(line.warehouse) }
        if line.item != 0 { parts.append(String(line.item)) }
        if line.pieces != 0 { parts.append("\(line.pieces) 件") }
        return parts.joined(separator: "  ")
    }

    static func printSums(_ effects: [Preview.Effect]) {
        var debit = Money.zero
        var credit = Money.zero
        var documents = 0
        for effect in effects {
            documents += effect.documents.count
            for logged in effect.documents {
                for line in postings(logged.document).flatMap(\.lines) {
                    if line.side == .debit { debit += line.amount } else { credit += line.amount }
                }
            }
        }
        Output.line("合计 total: \(documents) 单据 documents · 借 Dr \(debit.grouped) · 贷 Cr \(credit.grouped)")
    }

    static func printJSON(line: Int, _ effect: Preview.Effect) throws {
        var documents: [String] = []
        for logged in effect.documents {
            documents.append(
                "{\"number\":\"\(logged.number.text)\",\"kind\":\"\(logged.document.kind)\",\"position\":\(logged.position),\"source\":\(logged.source),\"body\":\(try logged.document.json())}"
            )
        }
        Output.line(
            "{\"line\":\(line),\"answer\":\(try effect.answer.json()),\"documents\":[\(documents.joined(separator: ","))]}")
    }
}

extension Outcome {
    var chinese: String {
        switch self {
        case .accepted: "已接受"
        case .duplicate: "重复"
        case .stale: "过期版本"
        case .held: "待资料"
        case .refused: "拒绝"
        case .failed: "失败"
        }
    }
}
