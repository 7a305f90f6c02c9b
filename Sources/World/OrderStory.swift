import Documents
import Kernel
import Storage
import Wire

/// One order told from the channel's push to the voucher, along the sources of its documents.
struct OrderStory {
    let reader: any Connection

    private struct Step {
        let logged: LoggedDocument
        let depth: Int
    }

    func text() throws -> String {
        guard let trade = try interesting() else { return "  (无 none)\n" }
        var steps: [Step] = []
        try follow(trade, depth: 0, into: &steps)
        var table = AlignedText([.left, .left, .left], indent: "  ")
        var vouchers: [Int64] = []
        for step in steps {
            let document = step.logged.document
            let branch = step.depth == 0 ? "" : String(repeating: "  ", count: step.depth - 1) + "└ "
            table.add([
                branch + document.kind.chinese + " " + document.kind.english, step.logged.number.text, describe(document),
            ])
            if case .salesSettlement = document { vouchers.append(step.logged.position) }
        }
        return table.text + (try postings(of: vouchers))
    }

    /// An order of the last days that has shipped completely: from two warehouses where there is one, else of several pieces.
    private func interesting() throws -> Int64? {
        let rows = try reader.query(
            """
            SELECT o.trade, (SELECT COUNT(DISTINCT r.warehouse) FROM reservation r WHERE r.trade = o.trade AND r.issued > 0)
            FROM (SELECT trade FROM sales_order WHERE state = $1 AND pieces BETWEEN 2 AND 4 ORDER BY trade DESC LIMIT 500) o
            ORDER BY o.trade DESC
            """, [.integer(OrderState.shipped.rawValue)])
        return (rows.first { $0[1].integer > 1 } ?? rows.first)?[0].integer
    }

    /// A document and everything that follows from it, at most 60 documents.
    private func follow(_ position: Int64, depth: Int, into steps: inout [Step]) throws {
        guard steps.count < 60,
            let row = try reader.query("SELECT kind, source, happened_at, recorded_at, body FROM log WHERE position = $1", [.integer(position)])
                .first, let kind = DocumentKind(rawValue: row[0].integer)
        else { return }
        let logged = LoggedDocument(
            position: position, document: try Document(kind: kind, encoded: row[4].blob), source: row[1].integer,
            happenedAt: Moment(milliseconds: row[2].integer), recordedAt: Moment(milliseconds: row[3].integer))
        steps.append(Step(logged: logged, depth: depth))
        for child in try reader.query("SELECT position FROM log WHERE source = $1 ORDER BY position LIMIT 40", [.integer(position)]) {
            try follow(child[0].integer, depth: depth + 1, into: &steps)
        }
    }

    private func describe(_ document: Document) -> String {
        switch document {
        case .channelOrder(let order):
            let paid = order.payments.reduce(Money.zero) { $0 + $1.amount }
            return "\(order.shop) \(order.externalID) \(order.channelState), \(order.lines.count) 行 lines, 实付 paid \(paid.grouped)"
        case .salesOrder(let sale):
            let gross = sale.lines.reduce(Money.zero) { $0 + $1.gross }
            return "\(sale.state.chinese) \(sale.state.english), 含税 gross \(gross.grouped), "
                + sale.parts.map { "\($0.warehouse) \($0.pieces)\($0.waits ? " 等待 waits" : "")" }.joined(separator: " + ")
        case .deliveryNotice(let notice):
            return "\(notice.warehouse), \(notice.lines.reduce(0) { $0 + $1.pieces }) 件 pieces"
        case .salesIssue(let issue):
            return "\(issue.warehouse), \(issue.lines.reduce(0) { $0 + $1.pieces }) 件 pieces, 运单 waybill \(issue.waybill), \(issue.happenedAt.text)"
        case .receivable(let receivable):
            let owed = receivable.lines.reduce(Money.zero) { $0 + $1.gross }
            return "预计 expected \(owed.grouped)"
        case .salesSettlement(let settlement):
            let gross = settlement.lines.reduce(Money.zero) { $0 + $1.gross }
            let net = settlement.lines.reduce(Money.zero) { $0 + $1.net }
            let cost = settlement.lines.reduce(Money.zero) { $0 + $1.cost }
            return "含税 gross \(gross.grouped) = 收入 net \(net.grouped) + 销项税 VAT \((gross - net).grouped); 成本 cost \(cost.grouped)"
        case .cancellation(let cancellation): return cancellation.reason
        case .channelReturn(let returned): return returned.externalID
        case .voucher(let voucher): return "\(voucher.word.chinese)-\(voucher.number) \(voucher.day.text)"
        case .masterRecord, .openingStock, .purchaseReceipt, .stockPosting: return ""
        }
    }

    /// The entries of the settlements, and the numbered vouchers that they went into.
    private func postings(of settlements: [Int64]) throws -> String {
        var table = AlignedText([.left, .left, .left, .right, .right, .left], indent: "  ")
        table.add(["分录 entries", "科目", "account", "借方 debit", "贷方 credit", "凭证 voucher"])
        table.rule()
        for settlement in settlements {
            let rows = try reader.query(
                """
                SELECT p.event, l.account, a.name, a.english, l.side, l.amount, v.word, v.number, v.day, v.documents, v.total, l.party
                FROM posting p JOIN posting_line l ON l.document = p.document AND l.ordinal = p.ordinal
                JOIN account a ON a.number = l.account LEFT JOIN voucher v ON v.bundle = p.bundle
                WHERE p.document = $1 ORDER BY p.ordinal, l.line
                """, [.integer(settlement)])
            for row in rows {
                let amount = Money(fen: row[5].integer).grouped
                let isDebit = row[4].integer == Side.debit.rawValue
                let word = VoucherWord(rawValue: row[6].integer)?.chinese ?? ""
                let voucher =
                    row[7] == .null
                    ? "未封存 not sealed"
                    : "\(word)-\(row[7].integer) \(Day(number: Int32(row[8].integer)).text)(\(row[9].integer) 单 documents, \(Money(fen: row[10].integer).grouped))"
                let event = PostingEvent(rawValue: row[0].integer).map { "\($0.chinese) \($0.english)" } ?? ""
                table.add([
                    event, "\(row[1].integer) \(row[2].text)", row[3].text + (row[11].text.isEmpty ? "" : " · " + row[11].text),
                    isDebit ? amount : "", isDebit ? "" : amount, voucher,
                ])
            }
        }
        return table.text
    }
}
