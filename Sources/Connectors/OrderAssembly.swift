import Documents
import Kernel

/// An order of the export, whole, ready to be pushed.
struct ImportedOrder {
    /// Its number among the drafts.
    let index: Int
    let order: ChannelOrder
    let version: Int64
    let recipient: Recipient?
    /// When its goods left, by the export's word; `nil` when they did not.
    let leftAt: Moment?
    /// The lines whose goods left, when they are not all.
    let leftLines: Set<String>?
    let waybill: String
}

/// Something that the export takes back: a whole order or pieces of one.
struct ImportedReturn {
    let index: Int
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
    var drafts: OrderDrafts
    var counts: ReadingCounts
    /// Good orders by moment and number.
    private(set) var orders: [Int32] = []
    /// Drafts that only take something back.
    var takingBack: [Int32] = []
    /// What orders sell that take some of it back before it has left.
    var netted: [Int32: NettedOrder] = [:]
    private(set) var rejectedOrders = 0
    private var lineStarts: [Int32] = []
    /// Where an order's lines end: rows that repeat others stand behind and count no more.
    private var lineEnds: [Int32] = []
    private var lineOrder: [Int32] = []
    private var paymentStarts: [Int32] = []
    private var paymentOrder: [Int32] = []
    private var otherRows: [Int32: [RowPlace]] = [:]
    private let fileNames: [Int: String]

    init(_ reading: consuming RowReading) {
        mapping = reading.mapping
        drafts = reading.drafts
        counts = reading.counts
        fileNames = reading.fileNames
        drafts.resolveShops()
        (lineStarts, lineOrder) = Self.group(drafts.lines.map(\.order), drafts.orders.count)
        lineEnds = Array(lineStarts.dropFirst())
        (paymentStarts, paymentOrder) = Self.group(drafts.payments.map(\.order), drafts.orders.count)
        for row in drafts.otherRows { otherRows[row.order, default: []].append(row.place) }
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

    func lines(_ index: Int) -> ArraySlice<Int32> { lineOrder[Int(lineStarts[index])..<Int(lineEnds[index])] }

    func payments(_ index: Int) -> ArraySlice<Int32> { paymentOrder[Int(paymentStarts[index])..<Int(paymentStarts[index + 1])] }

    func keptLines(_ index: Int) -> [LineDraft] { lines(index).map { drafts.lines[Int($0)] } }

    /// Puts the rows that count in place of an order's rows.
    func keep(_ rows: [Int32], of index: Int) {
        let start = Int(lineStarts[index])
        for (offset, row) in rows.enumerated() { lineOrder[start + offset] = row }
        lineEnds[index] = Int32(start + rows.count)
    }

    /// Finds the orders that may go in; the others' rows go to the rejects. `refuses` names merchant codes that have no item.
    func sort(rejects: RejectsFile, refuses: (_ shop: String, _ merchantCode: Int32) -> Bool) throws {
        for index in drafts.orders.indices where !drafts.orders[index].isMoved {
            guard try isGood(index, rejects, refuses) else { continue }
            let draft = drafts.orders[index]
            let rows = lines(index)
            let sells = rows.contains { !drafts.lines[Int($0)].takesBack }
            if rows.contains(where: { drafts.lines[Int($0)].takesBack }) { takingBack.append(Int32(index)) }
            if !draft.isReturn, rows.isEmpty || sells { orders.append(Int32(index)) }
            if draft.isReturn, rows.isEmpty { try reject(index, rejects, .returnWithoutLines) }
        }
        let byMoment = { [drafts] (left: Int32, right: Int32) -> Bool in
            let (one, other) = (drafts.orders[Int(left)], drafts.orders[Int(right)])
            return (one.head!.placedAt!, one.id, one.shop) < (other.head!.placedAt!, other.id, other.shop)
        }
        orders.sort(by: byMoment)
        takingBack.sort(by: byMoment)
    }

    private func isGood(_ index: Int, _ rejects: RejectsFile, _ refuses: (String, Int32) -> Bool) throws -> Bool {
        let draft = drafts.orders[index]
        guard draft.rivals.isEmpty else {
            try reject(index, rejects, .severalShops(shops: draft.rivals.map { drafts.words[$0] }.sorted()))
            return false
        }
        if let fault = draft.fault {
            rejectedOrders += 1
            try reject(index, rejects, .orderRejected(file: fileName(fault), line: Int(fault.line)), but: fault)
            return false
        }
        guard draft.head != nil else {
            try reject(index, rejects, .noOrder)
            return false
        }
        settleHead(index)
        let head = drafts.orders[index].head!
        guard head.placedAt != nil else {
            return try refuse(index, at: draft.place, field: mapping.order.placedAt.names, value: "", .missing, rejects)
        }
        if let (place, value, first) = settleLines(index) {
            let reason = RejectReason.contradicts(file: fileName(first), line: Int(first.line))
            return try refuse(index, at: place, field: mapping.line?.id ?? [], value: Masked.number(value), reason, rejects)
        }
        let shop = drafts.words[head.shop]
        if let bad = lines(index).first(where: { refuses(shop, drafts.lines[Int($0)].merchantCode) }) {
            let line = drafts.lines[Int(bad)]
            return try refuse(
                index, at: line.place, field: mapping.line?.merchantCode.names ?? [],
                value: Masked.careful(drafts.merchantCodes[line.merchantCode]), .unknownItem, rejects)
        }
        if let total = head.total, let sum = lineTotal(index), total > sum {
            return try refuse(
                index, at: draft.place, field: mapping.order.total, value: total.text, .totalAboveLines(total: total.text, lines: sum.text),
                rejects)
        }
        if draft.differs { counts.differingOrders += 1 }
        return true
    }

    /// Keeps an order out for one of its rows, and lists the others with it.
    private func refuse(
        _ index: Int, at place: RowPlace, field: [String], value: String, _ reason: RejectReason, _ rejects: RejectsFile
    ) throws -> Bool {
        rejectedOrders += 1
        counts.rejectedRows += 1
        drafts.orders[index].fault = place
        try rejects.add(
            file: fileName(place), line: Int(place.line), field: field.joined(separator: " / "), value: value, reason: reason)
        try reject(index, rejects, .orderRejected(file: fileName(place), line: Int(place.line)), but: place)
        return false
    }

    /// Lists every row of an order that stays out.
    func reject(_ index: Int, _ rejects: RejectsFile, _ reason: RejectReason, but listed: RowPlace? = nil) throws {
        let draft = drafts.orders[index]
        let id = mapping.order.id.joined(separator: " / ")
        var places: [RowPlace] = []
        let rows = lineOrder[Int(lineStarts[index])..<Int(lineStarts[index + 1])]
        if draft.head != nil, mapping.layout.isJoined || rows.isEmpty { places.append(draft.place) }
        if mapping.layout.isJoined { places += draft.earlier.map(\.place) }
        places += rows.map { drafts.lines[Int($0)].place }
        places += otherRows[Int32(index)] ?? []
        places += payments(index).map { drafts.payments[Int($0)].place }
        var seen: Set<RowPlace> = []
        for place in places where place != listed && seen.insert(place).inserted {
            counts.rejectedRows += 1
            try rejects.add(
                file: fileName(place), line: Int(place.line), field: id, value: Masked.number(draft.id), reason: reason)
        }
    }

    /// Lists the rows that take something back, when the company refuses that.
    func rejectTaken(_ index: Int, _ rejects: RejectsFile, _ reason: RejectReason) throws {
        let draft = drafts.orders[index]
        if draft.isReturn { return try reject(index, rejects, reason) }
        for line in keptLines(index) where line.takesBack {
            counts.rejectedRows += 1
            try rejects.add(
                file: fileName(line.place), line: Int(line.place.line), field: mapping.order.id.joined(separator: " / "),
                value: Masked.number(draft.id), reason: reason)
        }
    }

    /// Lists everything that was read, when none of it is of use.
    func rejectAll(_ rejects: RejectsFile) throws {
        for index in drafts.orders.indices where !drafts.orders[index].isMoved {
            let fault = drafts.orders[index].fault
            let reason = fault.map { RejectReason.orderRejected(file: fileName($0), line: Int($0.line)) } ?? .noOrder
            try reject(index, rejects, reason, but: fault)
        }
    }
}
