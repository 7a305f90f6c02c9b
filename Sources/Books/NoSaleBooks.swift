import Documents
import Kernel

/// Goods that leave with an order that is no sale: cost to the expense of its kind, no revenue, nothing owed (domain rules, Orders).
extension BooksLeg {
    func settleWithoutSale(_ issue: SalesIssue, _ nature: OrderNature, at position: Int64, day: Day) throws -> SalesSettlement {
        let costs = try costs(of: issue)
        var lines: [SalesSettlement.Line] = []
        var amounts = EventAmounts()
        for (line, cost) in zip(issue.lines, costs) {
            if let known = lines.firstIndex(where: { $0.line == line.line }) {
                lines[known].pieces += line.pieces
                lines[known].cost += cost
            } else {
                lines.append(
                    SalesSettlement.Line(
                        line: line.line, lineID: "", item: line.item, pieces: line.pieces, gross: .zero, net: .zero, cost: cost, shares: [])
                )
            }
            guard line.owner.isEmpty else { continue }
            amounts.add(.rest, EventAmount(amount: cost))
            amounts.add(
                .costByStock,
                EventAmount(
                    amount: cost, place: .onHand, warehouse: issue.warehouse, item: line.item.number, condition: line.condition,
                    pieces: line.pieces))
        }
        let book = try masters.book(masters.shop(issue.shop).book)
        let posting = try engine.post(nature.event, amounts, book: book, day: day, shop: issue.shop, mayBundle: true)
        return SalesSettlement(
            trade: issue.trade, issue: position, shop: issue.shop, lines: lines, postings: posting.map { [$0] } ?? [], nature: nature)
    }
}

extension OrderNature {
    /// The event of goods that leave, for the choice of its posting rule.
    public var event: PostingEvent {
        switch self {
        case .sale, .staffPurchase: .costOfSales
        case .test: .testIssue
        case .reshipment: .reshipmentIssue
        case .fake: .fakeIssue
        }
    }
}
