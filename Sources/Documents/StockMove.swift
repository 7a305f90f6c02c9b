/// Pieces that a stock document puts into (positive) or takes out of (negative) one bin of a warehouse.
public struct StockMove: Sendable {
    public let warehouse: String
    /// Where exactly; `pieces` of the line are not signed.
    public let line: StockLine
    public let pieces: Int64

    public init(warehouse: String, line: StockLine, pieces: Int64) {
        self.warehouse = warehouse
        self.line = line
        self.pieces = pieces
    }

    static func into(_ warehouse: String, _ lines: [StockLine]) -> [StockMove] {
        lines.map { StockMove(warehouse: warehouse, line: $0, pieces: $0.pieces) }
    }

    static func outOf(_ warehouse: String, _ lines: [StockLine]) -> [StockMove] {
        lines.map { StockMove(warehouse: warehouse, line: $0, pieces: -$0.pieces) }
    }
}

extension Document {
    /// What the document moves, in order: the one statement of it that the physical ledger, the promise ledger and the checks read
    /// (INV-02, INV-03). Empty for documents that move nothing.
    public var moves: [StockMove] {
        switch self {
        case .openingStock(let stock): StockMove.into(stock.warehouse, stock.lines)
        case .purchaseReceipt(let receipt): StockMove.into(receipt.warehouse, receipt.lines)
        case .salesIssue(let issue): StockMove.outOf(issue.warehouse, issue.lines)
        case .transferIssue(let issue): StockMove.outOf(issue.from, issue.lines)
        case .returnReceipt(let receipt): StockMove.into(receipt.warehouse, receipt.kept)
        case .transferReceipt(let receipt): StockMove.into(receipt.to, receipt.lines)
        case .purchaseReturnIssue(let issue): StockMove.outOf(issue.warehouse, issue.lines)
        case .otherReceipt(let receipt): StockMove.into(receipt.warehouse, receipt.lines)
        case .businessReceipt(let receipt): StockMove.into(receipt.warehouse, receipt.back)
        case .otherIssue(let issue): issue.isRequest ? [] : StockMove.outOf(issue.warehouse, issue.lines)
        case .conditionChange(let change):
            StockMove.outOf(change.warehouse, change.lines.map(\.from)) + StockMove.into(change.warehouse, change.lines.map(\.to))
        case .assembly(let assembly):
            StockMove.outOf(assembly.warehouse, assembly.taken) + StockMove.into(assembly.warehouse, assembly.made.map(\.stock))
        case .binMove(let move):
            StockMove.outOf(move.warehouse, move.lines.map(\.from)) + StockMove.into(move.warehouse, move.lines.map(\.to))
        case .stockSurplus(let surplus): StockMove.into(surplus.warehouse, surplus.lines.map(\.stock))
        case .stockShortage(let shortage):
            StockMove.outOf(shortage.warehouse, shortage.lines.map(\.stock))
                + StockMove.into(shortage.warehouse, shortage.lines.compactMap(\.becomes))
        default: []
        }
    }
}
