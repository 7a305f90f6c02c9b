import Documents
import Kernel
import Loop
import Storage

/// Explains a number: where it comes from and what came of it, each level re-adding to the one above.
public enum Explain {
    /// `number` is a document number (`XS…`), a voucher (`BOOK 2026-03 转-12`), the balance of an account
    /// (`BOOK 2026-03 1122`), or an order as its channel calls it (`SHOP/ORDER`).
    ///
    /// Call it inside ``Connection/snapshot(_:)``, so that all levels are of one state. Throws
    /// ``ProofError/unreadableNumber(text:)`` or ``ProofError/unknownNumber(text:)``. Sums that do not agree are marked ✗ in
    /// the text.
    public static func explain(_ number: String, _ connection: any Connection) throws -> String {
        let text = number.split(separator: " ").joined(separator: " ")
        try CompanyCheck.allowSetJoins(connection)
        let log = LogReader(connection)
        if let known = DocumentNumber(text) { return try document(known, text, log) }
        let parts = text.split(separator: " ").map(String.init)
        if parts.count == 3, let period = period(parts[1]) {
            if let account = Int64(parts[2]) { return try balance(parts[0], period, account, text, log) }
            guard let position = try voucher(parts[0], period, parts[2], connection) else { throw ProofError.unknownNumber(text: text) }
            return try LedgerLineage(log).voucher(position)
        }
        if let slash = text.firstIndex(of: "/") {
            let name = SQLValue.text(String(text[text.index(after: slash)...]))
            var rows = try connection.query(
                "SELECT document FROM external_key WHERE source = $1 AND external_key = $2", [.text("shop:" + text[..<slash]), name])
            // An order that replaces returned goods is our own: no channel has a key of it.
            if rows.isEmpty {
                rows = try connection.query(
                    "SELECT trade FROM sales_order WHERE shop = $1 AND external_id = $2", [.text(String(text[..<slash])), name])
            }
            guard let trade = rows.first?.first?.integer else { throw ProofError.unknownNumber(text: text) }
            return try TradeLineage(log).explain(trade, focus: 0)
        }
        throw ProofError.unreadableNumber(text: text)
    }

    /// `2026-03` or `202603`.
    private static func period(_ text: String) -> Period? {
        guard let number = Int32(text.filter { $0 != "-" }), (190_001...999_912).contains(number), (1...12).contains(number % 100) else {
            return nil
        }
        return Period(number: number)
    }

    private static func voucher(_ book: String, _ period: Period, _ label: String, _ connection: any Connection) throws -> Int64? {
        let parts = label.split(separator: "-").map(String.init)
        guard parts.count == 2, let number = Int64(parts[1]), let word = VoucherWord.allCases.first(where: { $0.chinese == parts[0] })
        else {
            throw ProofError.unreadableNumber(text: label)
        }
        return try connection.query(
            "SELECT document FROM voucher WHERE book = $1 AND period = $2 AND word = $3 AND number = $4",
            [.text(book), .integer(Int64(period.number)), .integer(word.rawValue), .integer(number)]
        ).first?.first?.integer
    }

    private static func balance(_ book: String, _ period: Period, _ account: Int64, _ text: String, _ log: LogReader) throws -> String {
        let known = try log.connection.scalar(
            "SELECT COUNT(*) FROM balance WHERE book = $1 AND period = $2 AND account = $3",
            [.text(book), .integer(Int64(period.number)), .integer(account)])
        guard known > 0 else { throw ProofError.unknownNumber(text: text) }
        return try LedgerLineage(log).balance(book, period, account)
    }

    private static func document(_ number: DocumentNumber, _ text: String, _ log: LogReader) throws -> String {
        guard let logged = try log.document(number.position), logged.number == number else { throw ProofError.unknownNumber(text: text) }
        switch logged.document {
        case .voucher: return try LedgerLineage(log).voucher(logged.position)
        case .transferRequest, .transferNotice, .transferIssue, .transferReceipt, .transferShortage, .transferCancellation:
            return try TransferLineage(log).explain(logged)
        case .stockPosting: return try LedgerLineage(log).stockPosting(logged.position)
        case .openingStock, .purchaseReceipt, .purchaseReturnIssue, .landedCost, .priceChange, .otherReceipt, .otherIssue, .conditionChange,
            .assembly, .openingBalances, .stockSurplus, .stockShortage:
            let posting = try log.connection.scalar(
                "SELECT COALESCE(MIN(position), 0) FROM log WHERE source = $1 AND kind = \(DocumentKind.stockPosting.rawValue)",
                [.integer(logged.position)])
            return try posting == 0 ? plain(logged, log) : LedgerLineage(log).stockPosting(posting)
        default:
            let trade = try trade(of: logged)
            return try trade == 0 ? plain(logged, log) : TradeLineage(log).explain(trade, focus: logged.position)
        }
    }

    private static func trade(of logged: LoggedDocument) throws -> Int64 {
        switch logged.document {
        case .channelOrder: logged.source == 0 ? logged.position : logged.source
        case .salesOrder(let value): value.trade
        case .deliveryNotice(let value): value.trade
        case .salesIssue(let value): value.trade
        case .cancellation(let value): value.trade
        case .channelReturn(let value): value.trade
        case .receivable(let value): value.trade
        case .orderHold(let value): value.trade
        case .reallocation(let value): value.trade
        case .orderMark(let value): value.trade
        case .salesSettlement(let value): value.trade
        case .returnOrder(let value): value.trade
        case .returnReceipt(let value): value.trade
        case .channelRefund(let value): value.trade
        case .redReceivable(let value): value.trade
        case .expenseNote(let value): value.trade
        case .parcelEvent(let value): value.trade
        case .businessReceipt(let value): value.trade
        case .interception(let value): value.trade
        default: 0
        }
    }

    /// A document that moves no money: itself, what it came from, what came of it.
    private static func plain(_ logged: LoggedDocument, _ log: LogReader) throws -> String {
        var text = LineageText()
        text.title("\(try log.name(logged.position))  \(logged.happenedAt.text)")
        if case .masterRecord(let record) = logged.document { text.row("资料 / record \(record.kind) \(record.code)") }
        if case .channelReturn(let value) = logged.document { text.row("待资料:订单 \(value.orderID) 不详 / held: the order is unknown") }
        text.level("来源", "comes from")
        text.row(logged.source == 0 ? "—" : try log.name(logged.source))
        text.row(try log.origin(logged.position))
        text.level("产生", "what came of it")
        let children = try log.connection.query(
            "SELECT position FROM log WHERE source = $1 ORDER BY position LIMIT \(LineageText.rowLimit)", [.integer(logged.position)])
        for child in children { text.row(try log.name(child[0].integer)) }
        return text.text
    }
}
