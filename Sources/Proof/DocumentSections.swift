import Books
import Documents
import Kernel
import Orders
import Storage
import Warehouse

/// INV-02 and INV-03: moves are the lines of the stock documents.
final class MoveSection: DocumentSection {
    static let kinds = DocumentKind.moving
    static let tables = ["physical_move", "promise_move"]
    let invariant = Invariant.physical

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var physical: [[SQLValue]] = []
        var promise: [[SQLValue]] = []
        for logged in page.documents {
            for (index, move) in logged.document.moves.enumerated() {
                let line = move.line
                physical.append(
                    PhysicalMoveRow(
                        document: logged.position, line: Int64(index + 1), warehouse: move.warehouse, item: line.item.number, bin: line.bin,
                        lot: line.lot, condition: line.condition, owner: line.owner, pieces: move.pieces
                    ).values)
                promise.append(
                    PromiseMoveRow(
                        document: logged.position, line: Int64(index + 1), warehouse: move.warehouse, item: line.item.number,
                        condition: line.condition, owner: line.owner, pieces: move.pieces
                    ).values)
            }
        }
        try compare(PhysicalMoveRow.schema, by: "document", page, physical, run)
        try compare(PromiseMoveRow.schema, by: "document", page, promise, run)
    }
}

/// INV-06: posting rows are the postings of the settlements and stock postings.
final class PostingSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.salesSettlement, .stockPosting, .redReceivable, .expenseNote]
    static let tables = ["posting", "posting_line"]
    let invariant = Invariant.posted

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var postings: [[SQLValue]] = []
        var lines: [[SQLValue]] = []
        for logged in page.documents {
            let source: [Posting]
            switch logged.document {
            case .salesSettlement(let value): source = value.postings
            case .stockPosting(let value): source = value.postings
            case .redReceivable(let value): source = value.postings
            case .expenseNote(let value): source = value.postings
            default: continue
            }
            for (ordinal, posting) in source.enumerated() {
                var debit = Money.zero
                for (index, line) in posting.lines.enumerated() {
                    if line.side == .debit { debit += line.amount }
                    lines.append(
                        PostingLineRow(
                            document: logged.position, ordinal: Int64(ordinal), line: Int64(index + 1), side: line.side.rawValue,
                            account: line.account, amount: line.amount.fen, party: line.party, place: line.place.rawValue,
                            warehouse: line.warehouse, item: line.item, condition: line.condition, pieces: line.pieces
                        ).values)
                }
                // Which bundle takes a posting is told by the bundles, not by the document.
                postings.append([
                    .integer(logged.position), .integer(Int64(ordinal)), .integer(posting.event.rawValue),
                    .integer(posting.ruleVersion), .text(posting.book), .integer(Int64(posting.day.period.number)),
                    .integer(Int64(posting.day.number)), .text(posting.shop), .integer(debit.fen),
                ])
            }
        }
        try compare(
            PostingRow.schema, by: "document", page, postings, run,
            columns: ["document", "ordinal", "event", "rule_version", "book", "period", "day", "shop", "total"])
        try compare(PostingLineRow.schema, by: "document", page, lines, run)
    }
}

/// INV-01: voucher rows are the vouchers of the log.
final class VoucherSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.voucher]
    static let tables = ["voucher", "voucher_line"]
    let invariant = Invariant.balanced

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var vouchers: [[SQLValue]] = []
        var lines: [[SQLValue]] = []
        for logged in page.documents {
            guard case .voucher(let voucher) = logged.document else { continue }
            var debit = Money.zero
            for (index, line) in voucher.lines.enumerated() {
                if line.side == .debit { debit += line.amount }
                lines.append(
                    VoucherLineRow(
                        document: logged.position, line: Int64(index + 1), side: line.side.rawValue, account: line.account,
                        amount: line.amount.fen, party: line.party, warehouse: line.warehouse, item: line.item, pieces: line.pieces
                    ).values)
            }
            vouchers.append(
                VoucherRow(
                    book: voucher.book, period: Int64(voucher.period.number), word: voucher.word.rawValue, number: voucher.number,
                    document: logged.position, day: Int64(voucher.day.number), event: voucher.event.rawValue, shop: voucher.shop,
                    bundle: voucher.bundle, documents: voucher.documents, total: debit.fen
                ).values)
            if voucher.day.period != voucher.period {
                run.report(invariant, "凭证 \(logged.number.text) 的日期不在期间内 / voucher dated outside its period")
            }
        }
        let names = VoucherRow.schema.columns.map(\.name)
        let found = try run.connection.query(
            "SELECT \(names.joined(separator: ", ")) FROM voucher WHERE document > $1 AND document <= $2 ORDER BY document",
            [.integer(page.after), .integer(page.through)])
        compare("voucher", names, vouchers, found, run)
        try compare(VoucherLineRow.schema, by: "document", page, lines, run)
    }
}

/// INV-07: task lines are the lines of the delivery notices.
final class TaskSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.deliveryNotice]
    static let tables = ["task_line"]
    let invariant = Invariant.neverMore

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        let columns = ["notice", "line", "trade", "shop", "warehouse", "item", "condition", "owner", "priority", "pieces"]
        var expected: [[SQLValue]] = []
        for logged in page.documents {
            guard case .deliveryNotice(let notice) = logged.document else { continue }
            for line in notice.lines.sorted(by: { $0.line < $1.line }) {
                expected.append([
                    .integer(logged.position), .integer(line.line), .integer(notice.trade), .text(notice.shop), .text(notice.warehouse),
                    .integer(line.item.number), .text(line.condition), .text(line.owner), .integer(notice.priority),
                    .integer(line.pieces),
                ])
            }
        }
        try compare(TaskLineRow.schema, by: "notice", page, expected, run, columns: columns)
    }
}

/// INV-09: a trade's receivable rows are those of its newest receivable.
final class ReceivableSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.receivable]
    static let tables = ["receivable", "receivable_line", "receivable_share"]
    let invariant = Invariant.receivables
    /// Trades whose rows were compared with the document that they name.
    private var compared: Set<Int64> = []

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        let receivables = page.documents.compactMap { logged -> (Int64, Receivable)? in
            if case .receivable(let value) = logged.document { return (logged.position, value) }
            return nil
        }
        let trades = Array(Set(receivables.map(\.1.trade)))
        let limit = Int(Int32.max)
        let rows = Dictionary(grouping: try run.connection.read(ReceivableRow.self, groups: trades, limit: limit), by: \.trade)
        let lines = Dictionary(grouping: try run.connection.read(ReceivableLineRow.self, groups: trades, limit: limit), by: \.trade)
        let shares = Dictionary(grouping: try run.connection.read(ReceivableShareRow.self, groups: trades, limit: limit), by: \.trade)
        for (position, receivable) in receivables {
            guard let row = rows[receivable.trade]?.first(where: { $0.party == receivable.shop }), row.document <= position else {
                if rows[receivable.trade]?.contains(where: { $0.document > position }) != true {
                    run.report(invariant, "应收单 \(position) 没有应收行 / receivable \(position) has no row")
                }
                continue
            }
            guard row.document == position else { continue }
            compared.insert(receivable.trade)
            compare(
                "receivable_line", ["line", "line_id", "item", "is_service", "pieces", "gross", "net", "others"],
                receivable.lines.map { line in
                    [
                        .integer(line.line), .text(line.lineID), .integer(line.item.number), .integer(line.isService ? 1 : 0),
                        .integer(line.pieces), .integer(line.gross.fen), .integer(line.net.fen),
                        .integer(line.shares.reduce(0) { $0 + $1.amount.fen }),
                    ]
                },
                (lines[receivable.trade] ?? []).map { line in
                    [
                        .integer(line.line), .text(line.lineId), .integer(line.item), .integer(line.isService), .integer(line.pieces),
                        .integer(line.gross), .integer(line.net), .integer(line.others),
                    ]
                }, run)
            let wanted = receivable.lines.flatMap { line in line.shares.map { "\(line.line) \($0.party) \($0.amount.fen)" } }
            let there = (shares[receivable.trade] ?? []).map { "\($0.line) \($0.party) \($0.amount)" }
            if wanted.sorted() != there.sorted() {
                run.report(invariant, "应收单 \(position) 的承担方不符 / shares of receivable \(position): \(there) ≠ \(wanted)")
            }
        }
    }

    func finish(_ run: CheckRun) throws {
        let count = try run.connection.scalar("SELECT COUNT(*) FROM receivable WHERE party = shop")
        if count != Int64(compared.count) {
            run.report(
                invariant, "应收行 \(count) 组,应收单 \(compared.count) 张 / \(count) receivables in rows, \(compared.count) in documents")
        }
    }
}
