import Kernel
import Storage

/// Marks of orders, and what each trade is because of them. Every leg reads it; only documents change it.
public final class OrderMarkTables {
    public let marks = Table<OrderMarkRow>()
    /// Asked for by every issue, and mostly empty.
    public let natures = Table<TradeNatureRow>(resident: true)

    public init() {}

    public var tables: [any OverlayTable] { [marks, natures] }
    public static let schemas: [TableSchema] = [OrderMarkRow.schema, TradeNatureRow.schema]

    /// What a trade is; a sale where nobody said otherwise.
    public func nature(of trade: Int64) throws -> OrderNature {
        guard let row = try natures.find(trade) else { return .sale }
        guard let nature = OrderNature(rawValue: row.nature) else {
            throw LedgerFault("trade_nature.nature \(row.nature) 不是已知性质 / is none of ours")
        }
        return nature
    }

    /// Folds a mark, or the approval that lets it hold.
    public func apply(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .orderMark(let mark):
            marks.put(
                OrderMarkRow(
                    document: logged.position, trade: mark.trade, shop: mark.shop, nature: mark.nature.rawValue, amount: mark.amount.fen,
                    maker: mark.maker.fingerprint, state: ApprovalState.waiting.rawValue, decision: 0,
                    markedAt: logged.recordedAt.milliseconds, reason: mark.reason))
        case .approval(let approval) where approval.subjectKind == .orderMark:
            guard var row = try marks.find(approval.subject) else {
                throw LedgerFault("审批的标记不存在 / an approval of a mark that is not there: \(approval.subject)")
            }
            row.state = (approval.isApproved ? ApprovalState.approved : .rejected).rawValue
            row.decision = logged.position
            marks.put(row)
            guard approval.isApproved else { return }
            _ = try natures.find(row.trade)
            natures.put(TradeNatureRow(trade: row.trade, nature: row.nature, mark: row.document))
        default: break
        }
    }
}
