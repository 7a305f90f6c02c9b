import Documents
import Kernel

/// An order some of whose pieces are taken back before they left: it sells what remains.
struct NettedOrder {
    let lines: [LineDraft]
    let state: Int32
    /// Nothing remains.
    let isCancelled: Bool
    /// What is taken back and was never sold.
    let leftover: [LineDraft]
}

extension OrderAssembly {
    /// Nets orders that have not left with what takes them back, so that nothing is promised and then returned that never left. An order
    /// that once was netted stays so, also when its goods leave later. Gives how many are taken back whole.
    func netTakenBack(
        _ known: [String: [String: CompanyView.KnownOrder]], goods: (_ lines: [LineDraft], _ shop: String) throws -> Int64
    ) rethrows -> Int {
        var staying: [Int32] = []
        var whole = 0
        for number in takingBack {
            let index = Int(number)
            if drafts.orders[index].isReturn {
                let taken = takenBack(index)
                guard let draft = taken.draft, isWhole(taken, of: draft), mayCancel(draft, known[taken.shop]?[taken.orderID]) else {
                    staying.append(number)
                    continue
                }
                let (lines, state) = sold(draft)
                netted[Int32(draft)] = NettedOrder(lines: lines, state: state, isCancelled: true, leftover: [])
                whole += 1
                continue
            }
            let (lines, state) = live(index)
            let order = known[shop(index)]?[drafts.orders[index].id]
            let back = keptLines(index).filter(\.takesBack)
            let (rest, leftover) = Self.net(lines, back)
            if !lines.isEmpty, rest.isEmpty || standing(index) == .cancelled {
                if mayCancel(index, order) {
                    netted[number] = NettedOrder(lines: lines, state: state, isCancelled: true, leftover: leftover)
                    whole += 1
                    if leftover.isEmpty { continue }
                }
            } else if !lines.isEmpty {
                let isOpen = leftAt(index) == nil && (order?.shipped ?? 0) == 0
                let shop = shop(index)
                if try isOpen || wasNetted(order, try goods(rest, shop), try goods(lines, shop)) {
                    netted[number] = NettedOrder(lines: rest, state: state, isCancelled: false, leftover: leftover)
                    if leftover.isEmpty { continue }
                }
            }
            staying.append(number)
        }
        takingBack = staying
        return whole
    }

    private func wasNetted(_ order: CompanyView.KnownOrder?, _ rest: Int64, _ all: Int64) -> Bool {
        guard let order else { return false }
        return order.pieces == rest && rest != all
    }

    /// Whether an order that is taken back whole is cancelled, and not returned.
    private func mayCancel(_ index: Int, _ order: CompanyView.KnownOrder?) -> Bool {
        (order?.shipped ?? 0) == 0 && (leftAt(index) == nil || order?.state == .cancelled)
    }

    /// Takes pieces and amounts off the lines of the same merchant code, the line of the same id or price first.
    private static func net(_ lines: [LineDraft], _ back: [LineDraft]) -> (rest: [LineDraft], leftover: [LineDraft]) {
        var rest = lines
        var leftover: [LineDraft] = []
        for taken in back {
            var open = taken
            let order = rest.indices.filter { rest[$0].merchantCode == taken.merchantCode }.sorted { left, right in
                nearness(rest[left], taken) > nearness(rest[right], taken)
            }
            for index in order where open.pieces > 0 && rest[index].pieces > 0 {
                let pieces = min(open.pieces, rest[index].pieces)
                let part = portion(open, pieces)
                rest[index] = difference(rest[index], part)
                open = difference(open, part)
            }
            if open.pieces > 0 { leftover.append(open) }
        }
        return (rest.filter { $0.pieces > 0 }, leftover)
    }

    private static func nearness(_ line: LineDraft, _ taken: LineDraft) -> Int {
        if !taken.lineID.isEmpty, line.lineID == taken.lineID { return 2 }
        return Int128(line.amount.fen) * Int128(taken.pieces) == Int128(taken.amount.fen) * Int128(line.pieces) ? 1 : 0
    }

    private static func portion(_ line: LineDraft, _ pieces: Int64) -> LineDraft {
        guard pieces != line.pieces else { return line }
        var part = line
        part.pieces = pieces
        part.amount = line.amount.share(pieces, of: line.pieces)
        part.freight = line.freight.share(pieces, of: line.pieces)
        part.discounts = line.discounts.map { BorneDiscount(party: $0.party, amount: $0.amount.share(pieces, of: line.pieces)) }
        return part
    }

    /// What remains of a line; its discounts shrink with its pieces where the part taken back names none.
    private static func difference(_ line: LineDraft, _ part: LineDraft) -> LineDraft {
        var rest = portion(line, line.pieces - part.pieces)
        rest.amount = max(.zero, line.amount - part.amount)
        rest.freight = max(.zero, line.freight - part.freight)
        if !part.discounts.isEmpty {
            rest.discounts = line.discounts
            for discount in part.discounts {
                guard let known = rest.discounts.firstIndex(where: { $0.party == discount.party }) else { continue }
                rest.discounts[known].amount = max(.zero, rest.discounts[known].amount - discount.amount)
            }
            rest.discounts.removeAll { $0.amount == .zero }
        }
        return rest
    }

    /// What a draft takes back: all of it when its number has the prefix, else its negative rows.
    func takenBack(_ index: Int) -> ImportedReturn {
        let draft = drafts.orders[index]
        let rows = netted[Int32(index)]?.leftover ?? keptLines(index).filter(\.takesBack)
        let orderID = draft.isReturn ? String(draft.id.dropFirst(mapping.cancellations.prefix.count)) : draft.id
        let known = drafts.find(draft.shop, orderID).flatMap { index in
            let other = drafts.orders[index]
            return other.head != nil && other.fault == nil && !sold(index).lines.isEmpty ? index : nil
        }
        return ImportedReturn(
            index: index, shop: drafts.words[draft.head!.shop], key: draft.isReturn ? draft.id : draft.id + "/return", orderID: orderID,
            happenedAt: draft.head!.placedAt!, lines: rows.map { line($0) }, place: draft.place, draft: known)
    }

    /// True when a return takes back every piece of an order of the export.
    func isWhole(_ taken: ImportedReturn, of index: Int) -> Bool {
        var open: [String: Int64] = [:]
        for line in sold(index).lines { open[drafts.merchantCodes[line.merchantCode], default: 0] += line.pieces }
        for line in taken.lines { open[line.merchantCode, default: 0] -= line.pieces }
        return open.values.allSatisfy { $0 <= 0 }
    }
}
