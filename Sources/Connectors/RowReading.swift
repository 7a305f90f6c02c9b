import Documents
import Kernel

/// How much was read and what was odd about it.
public struct ReadingCounts: Sendable {
    public var rows = 0
    /// Rows of empty cells.
    public var blankRows = 0
    /// Amounts with more than two decimals, rounded half away from zero.
    public var roundedAmounts = 0
    /// Rows that repeat another row of the same order line exactly.
    public var repeatedRows = 0
    /// Rows that a later file says anew with other content.
    public var supersededRows = 0
    /// Orders that two files tell differently: the later file counts.
    public var supersededOrders = 0
    /// Orders whose rows in one file differ in what goes for the whole order.
    public var differingOrders = 0
    /// Cancelled rows of orders that go on, and cancelled rows of nothing.
    public var cancelledRows = 0
    /// Merchant codes too long to be kept whole.
    public var shortenedCodes = 0
    /// Bad rows, and rows of orders that a bad row kept out.
    public var rejectedRows = 0
}

/// Reads the rows of all files into drafts; bad rows go to the rejects and mark their order.
final class RowReading {
    let mapping: MappingFile
    private let rejects: RejectsFile
    private(set) var drafts = OrderDrafts()
    var counts = ReadingCounts()
    /// Names of the files by number, for messages.
    var fileNames: [Int: String] = [:]
    private var patterns = MomentPatterns()
    /// The order of the row above, where empty numbers are filled down.
    private var above: (shop: Int32, id: String)?
    private var shortened: [String: String] = [:]
    /// Words that the mapping does not know, and the order where each was met first.
    private var strange: [String: String] = [:]

    init(mapping: MappingFile, rejects: RejectsFile) {
        self.mapping = mapping
        self.rejects = rejects
    }

    /// Reads one file; `progress` hears of it every few thousand rows. Gives the columns whose moments are written in several ways.
    func read(_ file: ExportFile, progress: (_ consumed: Int64, _ rows: Int) -> Void) throws -> [String] {
        guard let role = file.role else { return [] }
        let header = role == .orders || role == .flat ? HeaderFields(file, mapping) : nil
        let line = role == .lines || role == .flat ? mapping.line.map { LineFields(file, $0, mapping) } : nil
        let payment = role == .payments ? mapping.payment.map { PaymentFields(file, $0, mapping) } : nil
        let item = role == .items ? mapping.item : nil
        let itemCode = file.field(item?.merchantCode ?? [])
        let itemName = file.field(item?.name ?? [])
        let itemCategory = file.field(item?.category ?? [])
        let id = header?.id ?? line?.order ?? payment?.order
        let shop = header?.shop ?? line?.shop ?? payment?.shop
        above = nil
        patterns = MomentPatterns()
        if let header, mapping.text.dates.count > 1 {
            let ahead = try ExportFile(path: file.path, number: file.number, rules: mapping.text, recipient: mapping.order.recipient)
            patterns = try MomentPatterns(ahead, header.moments, mapping.text)
        }
        var rows = 0
        while true {
            switch try file.reader.next() {
            case .end:
                progress(file.reader.progress.consumed, rows)
                return patterns.mixed
            case .broken(let number, _):
                counts.rows += 1
                rows += 1
                try reject(file, line: number, RowFault(.none, "", .brokenQuote))
                markFault(file, shop, id, RowPlace(file: Int32(file.number), line: Int32(clamping: number)))
            case .row:
                if file.reader.row.isBlank {
                    counts.blankRows += 1
                    continue
                }
                rows += 1
                counts.rows += 1
                if rows % 4096 == 0 { progress(file.reader.progress.consumed, rows) }
                let place = RowPlace(file: Int32(file.number), line: Int32(clamping: file.reader.row.line))
                do {
                    if let fault = file.widthFault { throw fault }
                    if let header {
                        try takeOrder(file, header, line, place)
                    } else if let line {
                        try takeLine(file, line, place)
                    } else if let payment {
                        try takePayment(file, payment, place)
                    } else {
                        try takeItem(file, itemCode, itemName, itemCategory)
                    }
                } catch let fault as RowFault {
                    try reject(file, line: Int(place.line), fault)
                    markFault(file, shop, id, place)
                }
            }
        }
    }

    private func reject(_ file: ExportFile, line: Int, _ fault: RowFault) throws {
        counts.rejectedRows += 1
        try rejects.add(file: file.name, line: line, field: fault.field, value: fault.value, reason: fault.reason)
    }

    /// The bad row's order, when its number can still be read, must not go in half.
    private func markFault(_ file: ExportFile, _ shop: BoundField?, _ id: BoundField?, _ place: RowPlace) {
        guard let id, var text = try? file.text(id), text.utf8.count <= 100, !Self.isSpoilt(text) else {
            above = nil
            return
        }
        var number = (try? shop.map { try shopNumber(file, $0, of: text) }) ?? OrderName.unknownShop
        if text.isEmpty {
            guard mapping.layout.fillsDown, let above else { return }
            (number, text) = above
        } else {
            above = (number, text)
        }
        let order = Int(drafts.order(number, text, at: place, prefix: mapping.cancellations.prefix))
        if drafts.orders[order].fault == nil { drafts.orders[order].fault = place }
    }

    /// The order's number of a row; a spreadsheet must not have spoilt it.
    private func orderNumber(_ file: ExportFile, _ field: BoundField) throws(RowFault) -> String {
        let id = try file.required(field)
        if Self.isSpoilt(id) { throw RowFault(field, id, .spoiltNumber) }
        return id
    }

    /// `3.32E+17`: a spreadsheet's short form of a long number, whose last digits are lost.
    static func isSpoilt(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (5...24).contains(bytes.count), let mark = bytes.lastIndex(where: { $0 | 32 == UInt8(ascii: "e") }), mark > 0 else {
            return false
        }
        let power = bytes[(mark + 1)...]
        return power.first == UInt8(ascii: "+") && (1...3).contains(power.count - 1)
            && power.dropFirst().allSatisfy { (48...57).contains($0) }
            && bytes[..<mark].allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
    }

    private func takeOrder(_ file: ExportFile, _ fields: HeaderFields, _ line: LineFields?, _ place: RowPlace) throws(RowFault) {
        var id = ""
        var filled: Int32?
        if mapping.layout.fillsDown, try file.text(fields.id).isEmpty {
            guard let above else { throw RowFault(fields.id, "", .nothingToFillDown) }
            (filled, id) = above
        } else {
            id = try orderNumber(file, fields.id)
        }
        var shop = OrderName.unknownShop
        do throws(RowFault) {
            shop = try shopNumber(file, fields.shop, of: id, isNeeded: true)
        } catch {
            guard let filled else { throw error }
            shop = filled
        }
        let head = try header(file, fields, shop, id)
        above = (shop, id)
        let draft = try line.map { (fields) throws(RowFault) in try self.line(file, fields, place, state: head.state, id: id) } ?? nil
        let number = drafts.order(shop, id, at: place, prefix: mapping.cancellations.prefix)
        try take(head, Int(number), fields.id, place)
        if var draft {
            draft.order = number
            drafts.lines.append(draft)
        } else if line != nil {
            drafts.otherRows.append((number, place))
        }
    }

    private func take(_ head: OrderHead, _ at: Int, _ field: BoundField, _ place: RowPlace) throws(RowFault) {
        guard let before = drafts.orders[at].head else {
            drafts.orders[at].head = head
            drafts.orders[at].place = place
            return
        }
        let first = drafts.orders[at].place
        if first.file != place.file {
            if mapping.layout.isJoined, before == head {
                counts.repeatedRows += 1
                return
            }
            drafts.orders[at].earlier.append(FileHead(place: first, head: before))
            drafts.orders[at].head = head
            drafts.orders[at].place = place
        } else if mapping.layout.isJoined {
            guard before == head else {
                throw RowFault(field, drafts.orders[at].id, .contradicts(file: fileNames[Int(first.file)] ?? "", line: Int(first.line)))
            }
            counts.repeatedRows += 1
        } else if before != head {
            var both = before
            if both.merge(head, drafts.words, isCancelled: { isCancelled($0) }) { drafts.orders[at].differs = true }
            drafts.orders[at].head = both
        }
    }

    private func isCancelled(_ state: Int32) -> Bool { mapping.states.meaning(drafts.words[state])?.standing == .cancelled }

    private func takeLine(_ file: ExportFile, _ fields: LineFields, _ place: RowPlace) throws(RowFault) {
        let id = try orderNumber(file, fields.order)
        let shop = try shopNumber(file, fields.shop, of: id)
        guard var draft = try line(file, fields, place, state: 0, id: id) else { throw RowFault(fields.merchantCode, "", .missing) }
        draft.order = drafts.order(shop, id, at: place, prefix: mapping.cancellations.prefix)
        drafts.lines.append(draft)
    }

    private func takePayment(_ file: ExportFile, _ fields: PaymentFields, _ place: RowPlace) throws(RowFault) {
        let id = try orderNumber(file, fields.order)
        let shop = try shopNumber(file, fields.shop, of: id)
        var sequence: Int64 = 0
        let text = try file.text(fields.sequence)
        if !text.isEmpty {
            guard let number = DecimalNumber(text, style: mapping.text.decimal)?.whole, number > 0 else {
                throw RowFault(fields.sequence, text, .badNumber)
            }
            sequence = number
        }
        let means = try file.text(fields.means)
        guard let word = fields.rule.means.word(means) else { throw RowFault(fields.means, means, .missing) }
        let amount = try money(file, fields.amount, sign: .any) ?? .zero
        let order = drafts.order(shop, id, at: place, prefix: mapping.cancellations.prefix)
        drafts.payments.append(
            PaymentDraft(order: order, place: place, sequence: sequence, means: drafts.words.number(word), amount: amount))
    }

    private func takeItem(_ file: ExportFile, _ code: BoundField, _ name: BoundField, _ category: BoundField) throws(RowFault) {
        let number = drafts.merchantCodes.number(kept(try file.required(code, limit: RowReading.longestCode)))
        note(number, name: try file.text(name), category: try file.text(category))
    }
}

extension RowReading {
    /// Longer merchant codes are a misread column.
    static let longestCode = 300

    /// The shop that a row names; without a column for it the mapping's constant, or nobody knows until the order is found.
    func shopNumber(_ file: ExportFile, _ field: BoundField, of id: String, isNeeded: Bool = false) throws(RowFault) -> Int32 {
        if !field.isBound, !isNeeded, !mapping.shop.columns.isEmpty { return OrderName.unknownShop }
        let cell = try file.text(field)
        guard let shop = mapping.shop.word(cell) else {
            throw cell.isEmpty ? RowFault(field, cell, .missing) : strangeWord(field, cell, of: id, .unknownShop)
        }
        return number(shop)
    }

    /// Words of the export are kept once, as numbers.
    func number(_ word: String) -> Int32 { drafts.words.number(word) }

    /// A word that the mapping does not know. In a shifted row it may be somebody's name, so it is shown only when orders share it.
    func strangeWord(_ field: BoundField, _ word: String, of id: String, _ reason: RejectReason) -> RowFault {
        let isNew = strange[word] == nil
        if isNew { strange[word] = id }
        let isShared = !isNew && strange[word] != id
        return RowFault(field, isShared || word.unicodeScalars.allSatisfy(\.isASCII) ? word : Masked.all, reason)
    }

    /// The number of a merchant code, under which its item's name and category are noted.
    func merchantCode(_ code: String, name: String, category: String) -> Int32 {
        let number = drafts.merchantCodes.number(kept(code))
        note(number, name: name, category: category)
        return number
    }

    /// Codes of more than 100 bytes, such as titles, are cut and made unique again by their hash.
    private func kept(_ code: String) -> String {
        guard code.utf8.count > 100 else { return code }
        if let known = shortened[code] { return known }
        var start = code[...]
        while start.utf8.count > 83 { start.removeLast() }
        let digits = String(StableHash.of(code), radix: 16)
        let short = start + "#" + String(repeating: "0", count: 16 - digits.count) + digits
        shortened[code] = short
        counts.shortenedCodes += 1
        return short
    }

    /// Of several names the longest is kept, whatever the rows' order.
    private func note(_ code: Int32, name: String, category: String) {
        if !name.isEmpty, drafts.itemNames[code] != name { drafts.itemNames[code] = better(drafts.itemNames[code], name) }
        if !category.isEmpty, drafts.itemCategories[code] != category {
            drafts.itemCategories[code] = better(drafts.itemCategories[code], category)
        }
    }

    private func better(_ known: String?, _ other: String) -> String {
        guard let known else { return other }
        return (known.utf8.count, other) < (other.utf8.count, known) ? other : known
    }

    func moment(_ file: ExportFile, _ field: BoundField) throws(RowFault) -> Moment? {
        guard field.isBound else { return nil }
        let (text, column) = try file.cell(field)
        if text.isEmpty { return nil }
        guard let found = patterns.moment(text, column: column, mapping.text) else { throw RowFault(field, text, .badDate) }
        return found
    }
}
