import Documents
import Kernel

/// What an order of the export says as a whole.
extension OrderAssembly {
    /// The lines that the order sells. In a flat file whose rows have their own states, a cancelled row among others is no line.
    func sold(_ index: Int) -> (lines: [LineDraft], state: Int32) {
        if let netted = netted[Int32(index)] { return (netted.lines, netted.state) }
        return live(index)
    }

    /// The same before anything was taken back.
    func live(_ index: Int) -> (lines: [LineDraft], state: Int32) {
        let head = drafts.orders[index].head!
        let sold = keptLines(index).filter { !$0.takesBack }
        guard !mapping.layout.isJoined, !sold.isEmpty else { return (sold, head.state) }
        let live = sold.filter { meaning($0, head).standing != .cancelled }
        guard let first = live.first(where: { hasLeft($0, head) }) ?? live.first else { return (sold, head.state) }
        return (live, state(first, head))
    }

    /// A row without a state has its order's.
    private func state(_ line: LineDraft, _ head: OrderHead) -> Int32 { line.state == 0 ? head.state : line.state }

    private func meaning(_ line: LineDraft, _ head: OrderHead) -> StateMeaning { meaning(of: state(line, head)) }

    private func meaning(of state: Int32) -> StateMeaning { mapping.states.meaning(drafts.words[state]) ?? mapping.states.missing }

    private func hasLeft(_ line: LineDraft, _ head: OrderHead) -> Bool { hasLeft(meaning(line, head), head) }

    private func hasLeft(_ meaning: StateMeaning, _ head: OrderHead) -> Bool {
        switch meaning.goodsLeft {
        case .no: false
        case .yes: true
        case .whenMomentIsGiven: head.shippedAt != nil
        }
    }

    /// How many rows of the order are cancelled while others go on.
    func cancelledRows(_ index: Int) -> Int { keptLines(index).count { !$0.takesBack } - live(index).lines.count }

    /// The merchant codes of an order's rows.
    func merchantCodes(_ index: Int) -> Set<Int32> { Set(lines(index).map { drafts.lines[Int($0)].merchantCode }) }

    func shop(_ index: Int) -> String { drafts.words[drafts.orders[index].head!.shop] }

    func area(_ index: Int) -> String { drafts.words[drafts.orders[index].head!.area] }

    func standing(_ index: Int) -> ChannelOrder.Standing {
        netted[Int32(index)]?.isCancelled ?? false ? .cancelled : meaning(of: sold(index).state).standing
    }

    /// True when the order will reserve stock or ship it.
    func needsStock(_ index: Int, reservesUnpaid: Bool) -> Bool {
        switch standing(index) {
        case .cancelled: return false
        case .refundRequested: return true
        case .open, .shipped, .completed: return reservesUnpaid || payment(index, meaning(of: sold(index).state)) != .unpaid
        }
    }

    private func payment(_ index: Int, _ meaning: StateMeaning) -> ChannelOrder.Payment {
        if let payment = meaning.payment { return payment }
        let word = drafts.words[drafts.orders[index].head!.paymentState]
        return mapping.states.paymentWords[word] ?? mapping.states.payment
    }

    /// The moment when the goods left, by the export's word.
    func leftAt(_ index: Int) -> Moment? {
        let head = drafts.orders[index].head!
        guard standing(index) != .cancelled, hasLeft(meaning(of: sold(index).state), head) else { return nil }
        return head.shippedAt ?? head.paidAt ?? head.placedAt
    }

    /// The lines whose goods left, when rows of one order have states of their own and not all have left.
    func leftLines(_ index: Int) -> Set<String>? {
        guard !mapping.layout.isJoined else { return nil }
        let head = drafts.orders[index].head!
        let lines = sold(index).lines
        let left = lines.filter { hasLeft($0, head) }
        return left.count == lines.count ? nil : Set(left.map(\.lineID))
    }

    /// What the lines, freight and discounts of an order come to, where that can be compared with a stated total.
    func lineTotal(_ index: Int) -> Money? {
        let head = drafts.orders[index].head!
        let rows = keptLines(index)
        let lines = live(index).lines
        guard !lines.isEmpty, lines.count == rows.count else { return nil }
        var sum = head.freight ?? .zero
        for line in lines { sum += self.line(line).afterDiscounts }
        for discount in head.discounts ?? [] { sum -= discount.amount }
        return sum
    }

    func order(_ index: Int) -> ImportedOrder {
        let draft = drafts.orders[index]
        let head = draft.head!
        let (lines, state) = sold(index)
        let meaning = meaning(of: state)
        var discounts = head.discounts ?? []
        if let total = head.total, netted[Int32(index)] == nil, let sum = lineTotal(index), sum > total {
            discounts.append(BorneDiscount(party: "", amount: sum - total))
        }
        let leftAt = leftAt(index)
        counts.cancelledRows += cancelledRows(index)
        let order = ChannelOrder(
            shop: drafts.words[head.shop], externalID: draft.id, standing: standing(index), payment: payment(index, meaning),
            channelState: drafts.words[state], placedAt: head.placedAt!, paidAt: head.paidAt, shippedAt: head.shippedAt,
            deliveredAt: head.deliveredAt, area: drafts.words[head.area], taxIncluded: mapping.tax.included,
            lines: lines.map { line($0) }, discounts: discounts, freight: head.freight ?? .zero,
            payments: paymentParts(index, head.payments ?? []))
        return ImportedOrder(
            index: index, order: order, version: head.version, recipient: head.recipient, leftAt: leftAt,
            leftLines: leftAt == nil ? nil : leftLines(index), waybill: head.waybill)
    }

    private func paymentParts(_ index: Int, _ own: [ChannelOrder.PaymentPart]) -> [ChannelOrder.PaymentPart] {
        var parts = settledPayments(index)
        guard !parts.isEmpty else { return own }
        parts.sort { ($0.sequence, drafts.words[$0.means], $0.amount.fen) < ($1.sequence, drafts.words[$1.means], $1.amount.fen) }
        var payments = own
        var used = Set(payments.map(\.sequence))
        for part in parts {
            var sequence = part.sequence
            if sequence == 0 || used.contains(sequence) { sequence = (used.max() ?? 0) + 1 }
            used.insert(sequence)
            payments.append(.init(sequence: sequence, means: drafts.words[part.means], amount: part.amount))
        }
        return payments
    }

    func line(_ draft: LineDraft) -> ChannelOrder.Line {
        ChannelOrder.Line(
            lineID: draft.lineID, merchantCode: drafts.merchantCodes[draft.merchantCode], pieces: draft.pieces, amount: draft.amount,
            freight: draft.freight, discounts: draft.discounts, isGift: draft.isGift, seller: drafts.words[draft.seller])
    }
}
