import Documents
import Kernel
import Storage

/// The register of what is under decision 待处理财产损溢, and its settlement (accounting sections 5.3, 5.5, 5.6).
///
/// Every posting line at ``ValuePlace/underDecision`` opens a row under the stock document it came from, whichever flow posted it; a
/// ``LossDisposal`` settles rows once and whole (INV-05: account 190101 = open rows).
extension BooksLeg {
    // MARK: Deciding

    /// A wish to settle what a stock document left open → the disposal, to be approved by somebody else.
    public func decide(_ request: LossDisposalRequest, subject: LoggedDocument, maker: Staff) throws -> LossDisposal {
        let number = subject.number.text
        let rows = try tables.pendingLosses.rows(subject.position).filter { request.item == nil || $0.item == request.item?.number }
        guard let first = rows.first else { throw LossRefusal.nothingPending(number: number) }
        let open = rows.filter { $0.disposal == 0 }
        guard !open.isEmpty else {
            throw rows.contains { !$0.isSettled } ? LossRefusal.beingDecided(number: number) : LossRefusal.settledAlready(number: number)
        }
        var parties: Set<String> = []
        for claim in request.claims {
            guard !claim.party.isEmpty, claim.amount.fen > 0, parties.insert(claim.party).inserted else {
                throw FormRefusal.badField(
                    record: DocumentKind.lossDisposal.chinese, field: "claims", value: "\(claim.party) \(claim.amount.text)",
                    ruleChinese: "赔款须写明责任方,金额大于 0,同一责任方只写一行",
                    ruleEnglish: "a claim names who pays, more than zero, and each party once")
            }
        }
        var totals: [PostingEvent: Int64] = [:]
        for row in open { totals[row.lossEvent.disposal, default: 0] += row.amount }
        let lost = Money(fen: totals.values.reduce(0) { $0 + max(0, $1) })
        let claimed = request.claims.reduce(Money.zero) { $0 + $1.amount }
        guard claimed <= lost else { throw LossRefusal.claimsExceedLoss(number: number, lost: lost, claimed: claimed) }
        return LossDisposal(
            subject: subject.position, book: first.book, maker: maker,
            lines: open.map {
                LossDisposal.Line(
                    posting: $0.posting, line: $0.line, event: $0.lossEvent, warehouse: $0.warehouse, item: ItemCode(stored: $0.item),
                    condition: $0.condition, pieces: $0.pieces, amount: Money(fen: $0.amount))
            }, claims: request.claims, note: request.note)
    }

    /// The approval of a disposal → its postings, one an event: what others pay to 122102, the rest to the account that the rule names.
    func dispose(_ disposal: Int64, _ approval: LoggedDocument) throws -> [IssuedDocument] {
        guard let head = try tables.lossDisposals.find(disposal) else {
            throw LedgerFault("没有损溢处理单 / no loss disposal at \(disposal)")
        }
        tables.lossClaims.want(disposal)
        let rows = try tables.pendingLosses.rows(head.subject).filter { $0.disposal == disposal }
        var events: [PostingEvent] = []
        for row in rows where !events.contains(row.lossEvent.disposal) { events.append(row.lossEvent.disposal) }
        let groups = events.map { event in rows.filter { $0.lossEvent.disposal == event } }
        let totals = groups.map { $0.reduce(Money.zero) { $0 + Money(fen: $1.amount) } }
        var rooms = totals.map { max($0, .zero) }
        var claims = groups.map { _ in [(party: String, amount: Money)]() }
        for claim in try tables.lossClaims.rows(disposal) {
            let parts = Money(fen: claim.amount).spread(over: rooms.map(\.fen), within: rooms)
            for (index, part) in parts.enumerated() where part != .zero {
                rooms[index] -= part
                claims[index].append((claim.party, part))
            }
        }
        let book = try masters.book(head.book)
        var postings: [Posting] = []
        for (index, event) in events.enumerated() {
            let isGain = event == .countSurplusDisposal
            let amounts = disposalAmounts(groups[index], claims[index], isGain: isGain)
            if let posting = try engine.post(event, amounts, book: book, day: approval.happenedAt.day, shop: "", mayBundle: false) {
                postings.append(posting)
            }
        }
        return issued(StockPosting(source: disposal, postings: postings), approval.happenedAt)
    }

    /// A surplus is settled from its own side: what was found is positive there.
    private func disposalAmounts(
        _ rows: [PendingLossRow], _ claims: [(party: String, amount: Money)], isGain: Bool
    ) -> EventAmounts {
        let sign: Int64 = isGain ? -1 : 1
        var amounts = EventAmounts()
        var rest = Money.zero
        for row in rows {
            rest += Money(fen: sign * row.amount)
            amounts.add(
                .pending,
                EventAmount(
                    amount: Money(fen: sign * row.amount), place: .underDecision, warehouse: row.warehouse, item: row.item,
                    condition: row.condition, pieces: sign * row.pieces))
        }
        for claim in claims {
            rest -= claim.amount
            amounts.add(.claim, EventAmount(amount: claim.amount, party: claim.party))
        }
        amounts.add(.rest, EventAmount(amount: rest))
        amounts.add(.decided, EventAmount(amount: -rest))
        return amounts
    }

    // MARK: Folding

    /// Opens a row for each line that a stock posting left under decision; a posting that decides settles its rows.
    func keepLosses(_ posting: StockPosting, _ logged: LoggedDocument) throws {
        var opened: [PendingLossRow] = []
        for (ordinal, part) in posting.postings.enumerated() {
            if PostingEvent.disposals.contains(part.event) {
                try settle(by: part.event, posting, &opened)
                continue
            }
            for (index, line) in part.lines.enumerated() where line.place == .underDecision {
                let sign: Int64 = line.side == .debit ? 1 : -1
                opened.append(
                    PendingLossRow(
                        subject: posting.source, posting: logged.position * 8 + Int64(ordinal), line: Int64(index + 1),
                        event: part.event.rawValue, book: part.book, warehouse: line.warehouse, item: line.item,
                        condition: line.condition, pieces: sign * line.pieces, amount: sign * line.amount.fen,
                        openedAt: logged.recordedAt.milliseconds, disposal: 0, settledPieces: 0, settled: 0))
            }
        }
        for row in opened { tables.pendingLosses.put(row, isNew: true) }
    }

    /// What the same document opened and decided, else the rows that the disposal names.
    private func settle(by event: PostingEvent, _ posting: StockPosting, _ opened: inout [PendingLossRow]) throws {
        if opened.contains(where: { $0.lossEvent.disposal == event }) {
            for index in opened.indices where opened[index].lossEvent.disposal == event {
                opened[index].disposal = posting.source
                opened[index].settle()
            }
            return
        }
        guard let head = try tables.lossDisposals.find(posting.source) else {
            throw LedgerFault("过账的损溢处理单不存在 / no loss disposal \(posting.source) for its posting")
        }
        for var row in try tables.pendingLosses.rows(head.subject)
        where row.disposal == posting.source && row.lossEvent.disposal == event {
            row.settle()
            tables.pendingLosses.put(row, isNew: false)
        }
    }

    /// The rows it is about wait for its approval: no other disposal takes them.
    func apply(_ disposal: LossDisposal, at position: Int64) throws {
        _ = try tables.lossDisposals.find(position)
        tables.lossDisposals.put(
            LossDisposalRow(
                document: position, subject: disposal.subject, book: disposal.book, amount: disposal.amount.fen,
                claimed: disposal.claimed.fen))
        tables.lossClaims.begin(position)
        for (index, claim) in disposal.claims.enumerated() {
            tables.lossClaims.put(
                LossClaimRow(disposal: position, line: Int64(index + 1), party: claim.party, amount: claim.amount.fen), isNew: true)
        }
        let rows = try tables.pendingLosses.rows(disposal.subject)
        for line in disposal.lines {
            guard var row = rows.first(where: { $0.posting == line.posting && $0.line == line.line }) else {
                throw LedgerFault("待处理财产损溢没有该行 / nothing under decision for line \(line.line) of posting \(line.posting)")
            }
            row.disposal = position
            tables.pendingLosses.put(row, isNew: false)
        }
    }

    /// What a rejected disposal was to settle is open again.
    func reopen(_ disposal: Int64) throws {
        guard let head = try tables.lossDisposals.find(disposal) else { return }
        for var row in try tables.pendingLosses.rows(head.subject) where row.disposal == disposal {
            row.disposal = 0
            tables.pendingLosses.put(row, isNew: false)
        }
    }
}

extension PendingLossRow {
    var lossEvent: PostingEvent {
        guard let known = PostingEvent(rawValue: event) else { preconditionFailure("pending_loss.event \(event) is none of ours") }
        return known
    }

    var isSettled: Bool { disposal != 0 && settledPieces == pieces && settled == amount }

    mutating func settle() {
        settledPieces = pieces
        settled = amount
    }
}

/// What a loss disposal is refused for.
public enum LossRefusal: Refusal, Hashable {
    case nothingPending(number: String)
    case beingDecided(number: String)
    case settledAlready(number: String)
    case claimsExceedLoss(number: String, lost: Money, claimed: Money)

    public var code: String {
        switch self {
        case .nothingPending: "nothingPending"
        case .beingDecided: "beingDecided"
        case .settledAlready: "settledAlready"
        case .claimsExceedLoss: "claimsExceedLoss"
        }
    }

    public var chinese: String {
        switch self {
        case .nothingPending(let number): "单据 \(number) 没有待处理财产损溢。请核对单号与商品。"
        case .beingDecided(let number): "单据 \(number) 的损溢已有处理单待审批。请先审批或驳回该处理单。"
        case .settledAlready(let number): "单据 \(number) 的损溢已处理完毕,每笔只处理一次。"
        case .claimsExceedLoss(let number, let lost, let claimed):
            "单据 \(number) 待处理损失 \(lost.text),各方赔款合计 \(claimed.text),超出损失。请核对赔款。"
        }
    }

    public var english: String {
        switch self {
        case .nothingPending(let number): "Document \(number) left nothing under decision. Check the number and the item."
        case .beingDecided(let number): "What document \(number) left open waits in a disposal already. Approve or reject that one first."
        case .settledAlready(let number): "What document \(number) left open is settled; each loss is settled once."
        case .claimsExceedLoss(let number, let lost, let claimed):
            "Document \(number) lost \(lost.text), the claims come to \(claimed.text), which is more. Check the claims."
        }
    }
}
