import Books
import Documents
import Kernel
import Loop
import Storage

/// INV-05 for what is under decision: the register of it, its disposals, and account 190101.
enum LossChecks {
    private static let underDecision = ValuePlace.underDecision.rawValue
    private static let disposals = PostingEvent.disposals.map(\.rawValue).sorted().map(String.init).joined(separator: ", ")
    private static let wholly = "p.settled_pieces = p.pieces AND p.settled = p.amount"

    private static let prices = BooksLeg.priceEvents.map(\.rawValue).sorted().map(String.init).joined(separator: ", ")

    static let all: [Check] = [
        .agree(
            .value, "最近进价与分录 / newest prices and the lines that say them", tables: ["last_price", "posting", "posting_line"],
            keys: ["item", "posting"], presence: true, "SELECT item, posting FROM last_price",
            """
            SELECT l.item, MAX(l.document * 8 + l.ordinal) AS posting FROM posting_line l
            JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
            WHERE l.place = \(ValuePlace.onHand.rawValue) AND l.side = 0 AND l.pieces > 0 AND p.event IN (\(prices)) GROUP BY l.item
            """),
        .none(
            .value, "最近进价与其分录不符 / newest price unlike its line", tables: ["last_price", "posting_line"],
            columns: ["item", "posting", "line", "pieces", "amount"],
            """
            SELECT r.item, r.posting, r.line, r.pieces, r.amount FROM last_price r
            LEFT JOIN posting_line l ON l.document = r.posting / 8 AND l.ordinal = r.posting % 8 AND l.line = r.line
            WHERE l.document IS NULL OR l.item <> r.item OR l.pieces <> r.pieces OR l.amount <> r.amount
            OR EXISTS (SELECT 1 FROM posting_line n WHERE n.document = l.document AND n.ordinal = l.ordinal AND n.item = l.item
            AND n.line > l.line AND n.place = \(ValuePlace.onHand.rawValue) AND n.side = 0 AND n.pieces > 0)
            """),
        .agree(
            .value, "待处理登记与分录 / register of losses and the lines that opened it",
            tables: ["pending_loss", "posting", "posting_line"],
            keys: ["posting", "line", "event", "book", "warehouse", "item", "condition"], amounts: ["pieces", "amount"], presence: true,
            "SELECT posting, line, event, book, warehouse, item, condition, pieces, amount FROM pending_loss",
            """
            SELECT l.document * 8 + l.ordinal AS posting, l.line, p.event, p.book, l.warehouse, l.item, l.condition,
            CASE WHEN l.side = 0 THEN l.pieces ELSE -l.pieces END AS pieces, CASE WHEN l.side = 0 THEN l.amount ELSE -l.amount END AS amount
            FROM posting_line l JOIN posting p ON p.document = l.document AND p.ordinal = l.ordinal
            WHERE l.place = \(underDecision) AND p.event NOT IN (\(disposals))
            """),
        .agree(
            .value, "未处理损溢与价值账 / open losses and the value ledger", tables: ["pending_loss", "value_stock"],
            keys: ["warehouse", "item", "condition"], amounts: ["pieces", "amount"],
            "SELECT warehouse, item, condition, pieces - settled_pieces AS pieces, amount - settled AS amount FROM pending_loss",
            "SELECT warehouse, item, condition, pieces, amount FROM value_stock WHERE place = \(underDecision)"),
        .none(
            .value, "损溢未整笔处理 / loss settled in part or by nobody", tables: ["pending_loss"],
            columns: ["subject", "posting", "line", "pieces", "settled_pieces", "amount", "settled", "disposal"],
            """
            SELECT p.subject, p.posting, p.line, p.pieces, p.settled_pieces, p.amount, p.settled, p.disposal FROM pending_loss p
            WHERE NOT (p.settled_pieces = 0 AND p.settled = 0) AND (p.disposal = 0 OR NOT (\(wholly)))
            """),
        .none(
            .value, "待处理登记来源不符 / register row of another document or moment", tables: ["pending_loss", "log"],
            columns: ["subject", "posting", "line", "opened_at"],
            """
            SELECT p.subject, p.posting, p.line, p.opened_at FROM pending_loss p LEFT JOIN log l ON l.position = p.posting / 8
            WHERE l.position IS NULL OR l.source <> p.subject OR l.recorded_at <> p.opened_at
            """),
        .none(
            .value, "处理与审批不符 / loss settled without approval, or not settled with it", tables: ["pending_loss", "approval"],
            columns: ["subject", "posting", "line", "disposal", "state"],
            """
            SELECT p.subject, p.posting, p.line, p.disposal, a.state FROM pending_loss p LEFT JOIN approval a ON a.document = p.disposal
            WHERE p.disposal <> 0 AND p.disposal <> p.subject AND CASE COALESCE(a.state, 0)
            WHEN \(ApprovalState.waiting.rawValue) THEN CASE WHEN p.settled_pieces = 0 AND p.settled = 0 THEN 0 ELSE 1 END
            WHEN \(ApprovalState.approved.rawValue) THEN CASE WHEN \(wholly) THEN 0 ELSE 1 END ELSE 1 END = 1
            """),
        .agree(
            .value, "处理单与登记 / disposals and the losses they settle", tables: ["loss_disposal", "pending_loss", "approval"],
            keys: ["disposal", "subject", "book"], amounts: ["amount"], presence: true,
            "SELECT disposal, subject, book, amount FROM pending_loss WHERE disposal <> 0 AND disposal <> subject",
            """
            SELECT d.document AS disposal, d.subject, d.book, d.amount FROM loss_disposal d JOIN approval a ON a.document = d.document
            WHERE a.state <> \(ApprovalState.rejected.rawValue)
            """),
        .agree(
            .value, "处理单赔款与责任方 / claimed of a disposal and who pays", tables: ["loss_disposal", "loss_claim"], keys: ["disposal"],
            amounts: ["amount"], "SELECT document AS disposal, claimed AS amount FROM loss_disposal",
            "SELECT disposal, amount FROM loss_claim"),
        .none(
            .value, "同单损溢未同时处理 / loss decided with its own document, yet open", tables: ["pending_loss"],
            columns: ["subject", "posting", "line", "event", "disposal"],
            """
            SELECT p.subject, p.posting, p.line, p.event, p.disposal FROM pending_loss p
            WHERE (p.disposal = p.subject AND NOT (\(wholly))) OR (p.event = \(PostingEvent.countShortageReasonable.rawValue)) <> (p.disposal = p.subject)
            """),
    ]
}

/// INV-05: the rows of a disposal are what it says.
final class LossSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.lossDisposal]
    static let tables = ["loss_disposal", "loss_claim"]
    let invariant = Invariant.value

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var heads: [[SQLValue]] = []
        var claims: [[SQLValue]] = []
        for logged in page.documents {
            guard case .lossDisposal(let disposal) = logged.document else { continue }
            heads.append(
                LossDisposalRow(
                    document: logged.position, subject: disposal.subject, book: disposal.book,
                    amount: disposal.lines.reduce(0) { $0 + $1.amount.fen }, claimed: disposal.claims.reduce(0) { $0 + $1.amount.fen }
                ).values)
            for (index, claim) in disposal.claims.enumerated() {
                claims.append(
                    LossClaimRow(disposal: logged.position, line: Int64(index + 1), party: claim.party, amount: claim.amount.fen).values)
            }
        }
        try compare(LossDisposalRow.schema, by: "document", page, heads, run)
        try compare(LossClaimRow.schema, by: "disposal", page, claims, run)
    }
}
