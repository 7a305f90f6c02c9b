import Documents
import Kernel

/// An order of the export, whole, ready to be pushed.
struct ImportedOrder {
    let order: ChannelOrder
    let recipient: Recipient?
    /// When its goods left, by the export's word; `nil` when they did not.
    let leftAt: Moment?
    let waybill: String
    let place: RowPlace
}

/// Something that the export takes back: a whole order or pieces of one.
struct ImportedReturn {
    let shop: String
    /// The number under which the export tells it.
    let key: String
    /// The order it belongs to.
    let orderID: String
    let happenedAt: Moment
    let lines: [ChannelOrder.Line]
    let place: RowPlace
    /// The draft that it takes back, when the export holds it.
    let draft: Int?
    var pieces: Int64 { lines.reduce(0) { $0 + $1.pieces } }
}

/// Joins what was read into orders. Whatever the rows' order, the same orders come out.
final class OrderAssembly {
    let mapping: MappingFile
    private(set) var drafts: OrderDrafts
    private(set) var counts: ReadingCounts
    /// Good orders by moment and number.
    private(set) var orders: [Int32] = []
    /// Drafts that only take something back.
    private(set) var takingBack: [Int32] = []
    private(set) var rejectedOrders = 0
    private var lineStarts: [Int32] = []
    private var lineOrder: [Int32] = []
    private var paymentStarts: [Int32] = []
    private var paymentOrder: [Int32] = []
    private let fileNames: [Int: String]

    init(_ reading: consuming RowReading) {
        mapping = reading.mapping
        drafts = reading.drafts
        counts = reading.counts
        fileNames = reading.fileNames
        (lineStarts, lineOrder) = Self.group(drafts.lines.map(\.order), drafts.orders.count)
        (paymentStarts, paymentOrder) = Self.group(drafts.payments.map(\.order), drafts.orders.count)
    }

    /// Row numbers gathered by order, in the order of reading.
    private static func group(_ orders: [Int32], _ count: Int) -> (starts: [Int32], rows: [Int32]) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for order in orders { starts[Int(order) + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var next = starts
        var rows = [Int32](repeating: 0, count: orders.count)
        for (row, order) in orders.enumerated() {
            rows[Int(next[Int(order)])] = Int32(row)
            next[Int(order)] += 1
        }
        return (starts, rows)
    }

    func fileName(_ place: RowPlace) -> String { fileNames[Int(place.file)] ?? "" }

    /// Finds the orders that may go in; the others' rows go to the rejects. `refuses` names merchant codes that have no item.
    func sort(rejects: RejectsFile, refuses: (_ shop: String, _ merchantCode: Int32) -> Bool) throws {
        for index in drafts.orders.indices {
            let draft = drafts.orders[index]
            guard draft.fault == nil else {
                rejectedOrders += 1
                try reject(index, rejects, .orderRejected(file: fileName(draft.fault!), line: Int(draft.fault!.line)))
                continue
            }
            guard let head = draft.head else {
                try reject(index, rejects, .noOrder)
                continue
            }
            if try settleLineIDs(index, rejects) { continue }
            let shop = drafts.words[head.shop]
            if let bad = lines(index).first(where: { refuses(shop, drafts.lines[Int($0)].merchantCode) }) {
                let line = drafts.lines[Int(bad)]
                rejectedOrders += 1
                counts.rejectedRows += 1
                try rejects.add(
                    file: fileName(line.place), line: Int(line.place.line),
                    field: mapping.line?.merchantCode.joined(separator: " / ") ?? "",
                    value: drafts.merchantCodes[line.merchantCode], reason: .unknownItem)
                try reject(index, rejects, .orderRejected(file: fileName(line.place), line: Int(line.place.line)), but: line.place)
                continue
            }
            let rows = lines(index)
            if rows.contains(where: { drafts.lines[Int($0)].takesBack }) { takingBack.append(Int32(index)) }
            if !draft.isReturn, rows.isEmpty || rows.contains(where: { !drafts.lines[Int($0)].takesBack }) { orders.append(Int32(index)) }
        }
        let byMoment = { [drafts] (left: Int32, right: Int32) -> Bool in
            let (one, other) = (drafts.orders[Int(left)], drafts.orders[Int(right)])
            return (one.head!.placedAt, one.id) < (other.head!.placedAt, other.id)
        }
        orders.sort(by: byMoment)
        takingBack.sort(by: byMoment)
    }

    private func lines(_ index: Int) -> ArraySlice<Int32> { lineOrder[Int(lineStarts[index])..<Int(lineStarts[index + 1])] }
    private func payments(_ index: Int) -> ArraySlice<Int32> {
        paymentOrder[Int(paymentStarts[index])..<Int(paymentStarts[index + 1])]
    }

    /// Lists every row of an order that stays out.
    private func reject(_ index: Int, _ rejects: RejectsFile, _ reason: RejectReason, but listed: RowPlace? = nil) throws {
        let draft = drafts.orders[index]
        let id = mapping.order.id.joined(separator: " / ")
        var places: [RowPlace] = []
        if draft.head != nil, mapping.layout.isJoined || lines(index).isEmpty { places.append(draft.place) }
        places += lines(index).map { drafts.lines[Int($0)].place }
        places += payments(index).map { drafts.payments[Int($0)].place }
        for place in places where place != listed && place != draft.fault {
            counts.rejectedRows += 1
            try rejects.add(file: fileName(place), line: Int(place.line), field: id, value: draft.id, reason: reason)
        }
    }

    /// Gives lines without an id one from their merchant code, and drops lines that repeat another exactly. True when the order
    /// contradicts itself and stays out.
    private func settleLineIDs(_ index: Int, _ rejects: RejectsFile) throws -> Bool {
        let rows = lines(index).sorted { left, right in
            let (one, other) = (drafts.lines[Int(left)], drafts.lines[Int(right)])
            return precedes(one, other)
        }
        var kept: [Int32] = []
        var occurrences: [Int32: Int] = [:]
        for row in rows {
            if drafts.lines[Int(row)].lineID.isEmpty {
                let code = drafts.lines[Int(row)].merchantCode
                let times = (occurrences[code] ?? 0) + 1
                occurrences[code] = times
                drafts.lines[Int(row)].lineID = drafts.merchantCodes[code] + (times > 1 ? "#\(times)" : "")
            } else if let last = kept.last, drafts.lines[Int(last)].lineID == drafts.lines[Int(row)].lineID {
                let (first, again) = (drafts.lines[Int(last)], drafts.lines[Int(row)])
                if first.says(again) {
                    counts.repeatedRows += 1
                    continue
                }
                if first.takesBack == again.takesBack {
                    rejectedOrders += 1
                    counts.rejectedRows += 1
                    try rejects.add(
                        file: fileName(again.place), line: Int(again.place.line), field: mapping.line?.id.joined(separator: " / ") ?? "",
                        value: again.lineID, reason: .contradicts(file: fileName(first.place), line: Int(first.place.line)))
                    try reject(
                        index, rejects, .orderRejected(file: fileName(again.place), line: Int(again.place.line)), but: again.place)
                    return true
                }
            }
            kept.append(row)
        }
        // Rows that were dropped stay behind the kept ones, out of the order's range.
        let start = Int(lineStarts[index])
        for (offset, row) in kept.enumerated() { lineOrder[start + offset] = row }
        for offset in kept.count..<max(rows.count, kept.count) { lineOrder[start + offset] = -1 }
        return false
    }

    private func precedes(_ one: LineDraft, _ other: LineDraft) -> Bool {
        if one.lineID != other.lineID {
            if let left = Int64(one.lineID), let right = Int64(other.lineID) { return left < right }
            return one.lineID < other.lineID
        }
        if one.takesBack != other.takesBack { return !one.takesBack }
        if one.merchantCode != other.merchantCode {
            return drafts.merchantCodes[one.merchantCode] < drafts.merchantCodes[other.merchantCode]
        }
        if one.amount != other.amount { return one.amount < other.amount }
        if one.pieces != other.pieces { return one.pieces < other.pieces }
        return (one.place.file, one.place.line) < (other.place.file, other.place.line)
    }

    private func keptLines(_ index: Int) -> [LineDraft] { lines(index).filter { $0 >= 0 }.map { drafts.lines[Int($0)] } }
}

extension OrderAssembly {
    /// The lines that the order sells. In a flat file whose rows have their own states, a cancelled row among others is no line.
    func sold(_ index: Int) -> (lines: [LineDraft], state: Int32) {
        let head = drafts.orders[index].head!
        let sold = keptLines(index).filter { !$0.takesBack }
        guard !mapping.layout.isJoined else { return (sold, head.state) }
        let live = sold.filter { standing($0.state) != .cancelled }
        guard !live.isEmpty, live.count < sold.count else { return (sold, sold.first?.state ?? head.state) }
        return (live, live[0].state)
    }

    private func standing(_ state: Int32) -> ChannelOrder.Standing { mapping.states.meaning(drafts.words[state])?.standing ?? .open }

    /// The merchant codes of an order's rows.
    func merchantCodes(_ index: Int) -> Set<Int32> { Set(keptLines(index).map(\.merchantCode)) }

    func shop(_ index: Int) -> String { drafts.words[drafts.orders[index].head!.shop] }

    func area(_ index: Int) -> String { drafts.words[drafts.orders[index].head!.area] }

    /// True when the order will reserve stock or ship it.
    func needsStock(_ index: Int, reservesUnpaid: Bool) -> Bool {
        let meaning = meaning(index)
        switch meaning.standing {
        case .cancelled: return false
        case .refundRequested: return true
        case .open, .shipped, .completed: return reservesUnpaid || payment(index, meaning) != .unpaid
        }
    }

    private func meaning(_ index: Int) -> StateMeaning {
        mapping.states.meaning(drafts.words[sold(index).state]) ?? mapping.states.missing
    }

    private func payment(_ index: Int, _ meaning: StateMeaning) -> ChannelOrder.Payment {
        if let payment = meaning.payment { return payment }
        let word = drafts.words[drafts.orders[index].head!.paymentState]
        return mapping.states.paymentWords[word] ?? mapping.states.payment
    }

    /// The moment when the goods left, by the export's word.
    func leftAt(_ index: Int) -> Moment? {
        let head = drafts.orders[index].head!
        switch meaning(index).goodsLeft {
        case .no: return nil
        case .yes: return head.shippedAt ?? head.paidAt ?? head.placedAt
        case .whenMomentIsGiven: return head.shippedAt
        }
    }

    func order(_ index: Int) -> ImportedOrder {
        let draft = drafts.orders[index]
        let head = draft.head!
        let (lines, state) = sold(index)
        let meaning = mapping.states.meaning(drafts.words[state]) ?? mapping.states.missing
        var payments = head.payments
        var parts = self.payments(index).map { drafts.payments[Int($0)] }
        parts.sort { ($0.sequence, drafts.words[$0.means], $0.amount.fen) < ($1.sequence, drafts.words[$1.means], $1.amount.fen) }
        var used = Set(payments.map(\.sequence))
        for part in parts {
            var sequence = part.sequence
            if sequence == 0 || used.contains(sequence) { sequence = (used.max() ?? 0) + 1 }
            used.insert(sequence)
            payments.append(.init(sequence: sequence, means: drafts.words[part.means], amount: part.amount))
        }
        let order = ChannelOrder(
            shop: drafts.words[head.shop], externalID: draft.id, standing: meaning.standing, payment: payment(index, meaning),
            channelState: drafts.words[state], placedAt: head.placedAt, paidAt: head.paidAt, shippedAt: head.shippedAt,
            deliveredAt: head.deliveredAt, area: drafts.words[head.area], taxIncluded: mapping.tax.included,
            lines: lines.map { line($0) }, discounts: head.discounts, freight: head.freight, payments: payments)
        return ImportedOrder(
            order: order, recipient: head.recipient, leftAt: leftAt(index), waybill: head.waybill, place: draft.place)
    }

    private func line(_ draft: LineDraft) -> ChannelOrder.Line {
        ChannelOrder.Line(
            lineID: draft.lineID, merchantCode: drafts.merchantCodes[draft.merchantCode], pieces: draft.pieces, amount: draft.amount,
            freight: draft.freight, discounts: draft.discounts, isGift: draft.isGift, seller: drafts.words[draft.seller])
    }

    /// What a draft takes back: all of it when its number has the prefix, else its negative rows.
    func takenBack(_ index: Int) -> ImportedReturn {
        let draft = drafts.orders[index]
        let rows = keptLines(index).filter(\.takesBack)
        let orderID = draft.isReturn ? String(draft.id.dropFirst(mapping.cancellations.prefix.count)) : draft.id
        let known = drafts.numbers[orderID].map(Int.init).flatMap { index in
            let other = drafts.orders[index]
            return other.head != nil && other.fault == nil && other.head!.shop == draft.head!.shop && !sold(index).lines.isEmpty
                ? index : nil
        }
        return ImportedReturn(
            shop: drafts.words[draft.head!.shop], key: draft.isReturn ? draft.id : draft.id + "/return", orderID: orderID,
            happenedAt: draft.head!.placedAt, lines: rows.map { line($0) }, place: draft.place, draft: known)
    }

    /// True when a return takes back every piece of an order of the export.
    func isWhole(_ taken: ImportedReturn, of index: Int) -> Bool {
        var open: [String: Int64] = [:]
        for line in sold(index).lines { open[drafts.merchantCodes[line.merchantCode], default: 0] += line.pieces }
        for line in taken.lines { open[line.merchantCode, default: 0] -= line.pieces }
        return open.values.allSatisfy { $0 <= 0 }
    }
}
