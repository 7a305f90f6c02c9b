import Documents
import Kernel

/// Several files that tell of one order, and several rows that say the same.
///
/// Exports overlap, and one file is sometimes given twice. What files agree on counts once; where they do not agree the later file of
/// the command counts, or the one of the higher version. Within one file the same row twice is two lines, unless it has an id.
extension OrderAssembly {
    /// The files that tell of an order, in the order in which they count; known once its head is settled.
    private func ranks(_ index: Int) -> [Int32: Int] {
        let draft = drafts.orders[index]
        guard !draft.earlier.isEmpty else { return [:] }
        let files = draft.earlier.map(\.place.file) + [draft.place.file]
        return Dictionary(zip(files, files.indices)) { $1 }
    }

    /// Makes one head of what several files say.
    func settleHead(_ index: Int) {
        if let constant = mapping.order.area?.constant, !constant.isEmpty, drafts.orders[index].head!.area == 0,
            drafts.orders[index].earlier.allSatisfy({ $0.head.area == 0 })
        {
            drafts.orders[index].head!.area = drafts.words.number(constant)
        }
        let draft = drafts.orders[index]
        guard !draft.earlier.isEmpty else { return }
        var heads = draft.earlier + [FileHead(place: draft.place, head: draft.head!)]
        heads.sort { ($0.head.version, $0.place.file) < ($1.head.version, $1.place.file) }
        let ruling = heads.removeLast()
        var head = ruling.head
        var contradicts = false
        for other in heads.reversed() {
            contradicts = contradicts || head.contradicts(other.head)
            head.fill(other.head)
        }
        if contradicts { counts.supersededOrders += 1 }
        drafts.orders[index].head = head
        drafts.orders[index].place = ruling.place
        drafts.orders[index].earlier = heads
    }

    /// Keeps the lines that count and gives those without an id one from their merchant code. Gives the row that contradicts an earlier
    /// one of the same file, with its id and that earlier place; then the order stays out.
    func settleLines(_ index: Int) -> (place: RowPlace, id: String, first: RowPlace)? {
        var rows = Array(lines(index))
        guard rows.count > 1 || rows.contains(where: { drafts.lines[Int($0)].lineID.isEmpty }) else { return nil }
        let file = drafts.lines[Int(rows[0])].place.file
        if rows.contains(where: { drafts.lines[Int($0)].place.file != file }) { rows = joined(rows, ranks(index)) }
        rows.sort { precedes(drafts.lines[Int($0)], drafts.lines[Int($1)]) }
        var kept: [Int32] = []
        kept.reserveCapacity(rows.count)
        var occurrences: [Int32: Int] = [:]
        for row in rows {
            let line = drafts.lines[Int(row)]
            if line.lineID.isEmpty {
                let times = (occurrences[line.merchantCode] ?? 0) + 1
                occurrences[line.merchantCode] = times
                drafts.lines[Int(row)].lineID = drafts.merchantCodes[line.merchantCode] + (times > 1 ? "#\(times)" : "")
            } else if let last = kept.last, drafts.lines[Int(last)].lineID == line.lineID {
                let first = drafts.lines[Int(last)]
                if first.says(line) {
                    counts.repeatedRows += 1
                    continue
                }
                if first.takesBack == line.takesBack { return (line.place, line.lineID, first.place) }
            }
            kept.append(row)
        }
        keep(kept, of: index)
        return nil
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
        if one.state != other.state { return drafts.words[one.state] < drafts.words[other.state] }
        return (one.place.file, one.place.line) < (other.place.file, other.place.line)
    }

    /// The rows of an order that count, of those in several files.
    private func joined(_ rows: [Int32], _ ranks: [Int32: Int]) -> [Int32] {
        var byFile: [Int32: [Int32]] = [:]
        for row in rows { byFile[drafts.lines[Int(row)].place.file, default: []].append(row) }
        let files = byFile.keys.sorted { (ranks[$0] ?? Int($0), $0) < (ranks[$1] ?? Int($1), $1) }
        var named = byFile[files[0]]!.filter { !drafts.lines[Int($0)].lineID.isEmpty }
        var nameless = byFile[files[0]]!.filter { drafts.lines[Int($0)].lineID.isEmpty }
        for file in files.dropFirst() {
            named = joinNamed(named, byFile[file]!.filter { !drafts.lines[Int($0)].lineID.isEmpty })
            nameless = joinNameless(nameless, byFile[file]!.filter { drafts.lines[Int($0)].lineID.isEmpty })
        }
        return named + nameless
    }

    private struct LineName: Hashable {
        let id: String
        let takesBack: Bool
    }

    /// A line of a later file takes the place of the line with its id.
    private func joinNamed(_ earlier: [Int32], _ later: [Int32]) -> [Int32] {
        func name(_ row: Int32) -> LineName { .init(id: drafts.lines[Int(row)].lineID, takesBack: drafts.lines[Int(row)].takesBack) }
        let said = Dictionary(later.map { (name($0), $0) }) { first, _ in first }
        let stays = earlier.filter { row in
            guard let new = said[name(row)] else { return true }
            if drafts.lines[Int(new)].says(drafts.lines[Int(row)]) { counts.repeatedRows += 1 } else { counts.supersededRows += 1 }
            return false
        }
        return stays + later
    }

    /// Rows without an id: of each the largest number that one file has, when one file holds the other's rows or they have nothing in
    /// common (an order cut in two); else the later file's.
    private func joinNameless(_ earlier: [Int32], _ later: [Int32]) -> [Int32] {
        guard !earlier.isEmpty, !later.isEmpty else { return earlier + later }
        let before = Dictionary(grouping: earlier) { drafts.lines[Int($0)].content }
        let now = Dictionary(grouping: later) { drafts.lines[Int($0)].content }
        let codes = Set(before.keys.map(\.merchantCode))
        if now.keys.allSatisfy({ !codes.contains($0.merchantCode) }) { return earlier + later }
        let isWithin = before.allSatisfy { (now[$0.key]?.count ?? 0) >= $0.value.count }
        let isAround = now.allSatisfy { (before[$0.key]?.count ?? 0) >= $0.value.count }
        guard isWithin || isAround else {
            counts.supersededRows += earlier.count
            return later
        }
        var result = later
        for (content, rows) in before {
            let both = min(rows.count, now[content]?.count ?? 0)
            counts.repeatedRows += both
            result += rows.dropFirst(both)
        }
        return result
    }

    private struct PaymentName: Hashable {
        let sequence: Int64
        let means: Int32
        let amount: Money
    }

    /// The payments that count: with a sequence each number once, the later file's; without one the largest number of equal rows that
    /// one file has.
    func settledPayments(_ index: Int) -> [PaymentDraft] {
        let rows = payments(index).map { drafts.payments[Int($0)] }
        guard rows.count > 1 else { return rows }
        var numbered: [Int64: PaymentDraft] = [:]
        var kept: [PaymentDraft] = []
        var times: [PaymentName: [Int32: Int]] = [:]
        var taken: [PaymentName: Int] = [:]
        for row in rows {
            let name = PaymentName(sequence: row.sequence, means: row.means, amount: row.amount)
            if row.sequence != 0 {
                if let known = numbered[row.sequence] {
                    if known.means == row.means, known.amount == row.amount {
                        counts.repeatedRows += 1
                        continue
                    }
                    guard known.place.file != row.place.file else {
                        kept.append(row)
                        continue
                    }
                    counts.supersededRows += 1
                }
                numbered[row.sequence] = row
            } else {
                let count = (times[name]?[row.place.file] ?? 0) + 1
                times[name, default: [:]][row.place.file] = count
                if count > taken[name] ?? 0 {
                    taken[name] = count
                    kept.append(row)
                } else {
                    counts.repeatedRows += 1
                }
            }
        }
        return kept + numbered.values
    }
}
