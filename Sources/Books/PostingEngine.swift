import Documents
import Kernel

/// One amount of an event, with what it is about.
struct EventAmount {
    var amount: Money
    var party = ""
    var place = ValuePlace.none
    var warehouse = ""
    var item: Int64 = 0
    var condition = ""
    var pieces: Int64 = 0
}

/// The amounts of an event by role: what a posting rule may take.
struct EventAmounts {
    private var byRole: [(role: AmountRole, amounts: [EventAmount])] = []

    mutating func add(_ role: AmountRole, _ amount: EventAmount) {
        if let known = byRole.firstIndex(where: { $0.role == role }) {
            byRole[known].amounts.append(amount)
        } else {
            byRole.append((role, [amount]))
        }
    }

    func amounts(_ role: Int64) -> [EventAmount] { byRole.first { $0.role.rawValue == role }?.amounts ?? [] }
}

/// Turns an event into a posting by the rule in force: rules are data (DESIGN section 6).
struct PostingEngine {
    let masters: MasterTables

    /// `nil` when every amount is zero (a gift without cost): the rule says that nothing is posted.
    func post(
        _ event: PostingEvent, _ amounts: EventAmounts, book: BookRow, day: Day, shop: String, mayBundle: Bool
    ) throws -> Posting? {
        let rule = try masters.rule(event, of: book.profile)
        var lines: [PostingLine] = []
        var debit = Money.zero
        var credit = Money.zero
        for ruleLine in rule.lines {
            guard let side = Side(rawValue: ruleLine.side), let role = AccountRole(rawValue: ruleLine.role) else { continue }
            let named = try masters.account(role)
            for amount in amounts.amounts(ruleLine.amount) where amount.amount != .zero || amount.pieces != 0 {
                // Goods on hand lie in the account of their condition.
                let account = role == .goods && amount.place == .onHand ? try masters.goodsAccount(of: amount.condition) : named
                if side == .debit { debit += amount.amount } else { credit += amount.amount }
                // Lines of one account and party that are not stock are one line of the posting.
                if amount.place == .none,
                    let known = lines.firstIndex(where: {
                        $0.side == side && $0.account == account && $0.party == amount.party && $0.place == .none
                    })
                {
                    lines[known].amount += amount.amount
                } else {
                    lines.append(
                        PostingLine(
                            side: side, account: account, amount: amount.amount, party: amount.party, place: amount.place,
                            warehouse: amount.warehouse, item: amount.item, condition: amount.condition, pieces: amount.pieces))
                }
            }
        }
        guard debit == credit else { throw BooksRefusal.unbalanced(event: event.chinese, debit: debit, credit: credit) }
        guard !lines.isEmpty else { return nil }
        return Posting(
            event: event, ruleVersion: rule.version, book: book.code, day: day, shop: shop,
            bundled: mayBundle && book.voucherMode == Book.VoucherMode.bundled.rawValue, lines: lines)
    }
}

/// Moving average (accounting section 3, costing): one pool of pieces and money by warehouse, item and condition.
enum MovingAverage {
    /// The cost of `pieces` out of a pool: `round(q × round(amount / quantity, 4), 2)`; the last piece takes the whole rest
    /// (PX-13), so quantity 0 always has amount 0.
    static func issue(_ pieces: Int64, from pool: (pieces: Int64, amount: Money)) -> Money {
        if pieces >= pool.pieces { return pool.amount }
        // Unit cost in 1/10,000 of a yuan is fen × 100.
        let unit = Rounding.divide(Int128(pool.amount.fen) * 100, by: Int128(pool.pieces))
        return Money(fen: Rounding.divide(Int128(pieces) * Int128(unit), by: 100))
    }
}
