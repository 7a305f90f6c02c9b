import Documents
import Kernel

/// How much was read and what was odd about it.
public struct ReadingCounts: Sendable {
    public var rows = 0
    /// Amounts with more than two decimals, rounded half away from zero.
    public var roundedAmounts = 0
    /// Rows that repeat another row of the same order line exactly.
    public var repeatedRows = 0
    /// Bad rows, and rows of orders that a bad row kept out.
    public var rejectedRows = 0
}

/// Reads the rows of all files into drafts; bad rows go to the rejects and mark their order.
final class RowReading {
    let mapping: MappingFile
    private let rejects: RejectsFile
    private(set) var drafts = OrderDrafts()
    private(set) var counts = ReadingCounts()

    init(mapping: MappingFile, rejects: RejectsFile) {
        self.mapping = mapping
        self.rejects = rejects
    }

    /// Reads one file; `progress` hears of it every few thousand rows.
    func read(_ file: ExportFile, progress: (_ consumed: Int64, _ rows: Int) -> Void) throws {
        guard let role = file.role else { return }
        let header = role == .orders || role == .flat ? HeaderFields(file, mapping) : nil
        let line = role == .lines || role == .flat ? mapping.line.map { LineFields(file, $0) } : nil
        let payment = role == .payments ? mapping.payment.map { PaymentFields(file, $0) } : nil
        let item = role == .items ? mapping.item : nil
        let itemCode = file.field(item?.merchantCode ?? [])
        let itemName = file.field(item?.name ?? [])
        let itemCategory = file.field(item?.category ?? [])
        let idField = header?.id ?? line?.order ?? payment?.order
        var rows = 0
        while true {
            switch try file.reader.next() {
            case .end:
                progress(file.reader.progress.consumed, rows)
                return
            case .broken(let number, _):
                counts.rows += 1
                rows += 1
                try reject(file, line: number, RowFault(BoundField(name: "", indexes: []), "", .brokenQuote))
                markFault(file, idField, RowPlace(file: Int32(file.number), line: Int32(clamping: number)))
            case .row:
                if file.reader.row.isBlank { continue }
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
                    markFault(file, idField, place)
                }
            }
        }
    }

    private func reject(_ file: ExportFile, line: Int, _ fault: RowFault) throws {
        counts.rejectedRows += 1
        try rejects.add(file: file.name, line: line, field: fault.field, value: fault.value, reason: fault.reason)
    }

    /// The bad row's order, when its number can still be read, must not go in half.
    private func markFault(_ file: ExportFile, _ id: BoundField?, _ place: RowPlace) {
        guard let id, let text = try? file.text(id), !text.isEmpty, text.utf8.count <= 100 else { return }
        let order = Int(drafts.order(text, at: place, prefix: mapping.cancellations.prefix))
        if drafts.orders[order].fault == nil { drafts.orders[order].fault = place }
    }

    private func takeOrder(_ file: ExportFile, _ fields: HeaderFields, _ line: LineFields?, _ place: RowPlace) throws(RowFault) {
        let id = try file.required(fields.id)
        let head = try header(file, fields)
        let draft = try line.map { (fields) throws(RowFault) in try self.line(file, fields, place, state: head.state, id: id) } ?? nil
        let number = drafts.order(id, at: place, prefix: mapping.cancellations.prefix)
        let at = Int(number)
        if let before = drafts.orders[at].head {
            let first = drafts.orders[at].place
            if mapping.layout.isJoined ? before != head : before.shop != head.shop {
                throw RowFault(fields.id, id, .contradicts(file: fileName(first.file), line: Int(first.line)))
            }
            if mapping.layout.isJoined {
                counts.repeatedRows += 1
            } else {
                drafts.orders[at].head!.merge(head)
            }
        } else {
            drafts.orders[at].head = head
            drafts.orders[at].place = place
        }
        if var draft {
            draft.order = number
            drafts.lines.append(draft)
        }
    }

    private func takeLine(_ file: ExportFile, _ fields: LineFields, _ place: RowPlace) throws(RowFault) {
        let id = try file.required(fields.order)
        guard var draft = try line(file, fields, place, state: 0, id: id) else { throw RowFault(fields.merchantCode, "", .missing) }
        draft.order = drafts.order(id, at: place, prefix: mapping.cancellations.prefix)
        drafts.lines.append(draft)
    }

    private func takePayment(_ file: ExportFile, _ fields: PaymentFields, _ place: RowPlace) throws(RowFault) {
        let id = try file.required(fields.order)
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
        let order = drafts.order(id, at: place, prefix: mapping.cancellations.prefix)
        drafts.payments.append(
            PaymentDraft(order: order, place: place, sequence: sequence, means: drafts.words.number(word), amount: amount))
    }

    private func takeItem(_ file: ExportFile, _ code: BoundField, _ name: BoundField, _ category: BoundField) throws(RowFault) {
        let number = drafts.merchantCodes.number(try file.required(code))
        note(number, name: try file.text(name), category: try file.text(category))
    }

    private func note(_ code: Int32, name: String, category: String) {
        if !name.isEmpty, drafts.itemNames[code] == nil { drafts.itemNames[code] = name }
        if !category.isEmpty, drafts.itemCategories[code] == nil { drafts.itemCategories[code] = category }
    }

    private func fileName(_ number: Int32) -> String { fileNames[Int(number)] ?? "" }
    /// Names of the files by number, for messages.
    var fileNames: [Int: String] = [:]
}

extension RowReading {
    private func header(_ file: ExportFile, _ fields: HeaderFields) throws(RowFault) -> OrderHead {
        let shopCell = try file.text(fields.shop)
        guard let shop = mapping.shop.word(shopCell) else {
            throw RowFault(fields.shop, shopCell, shopCell.isEmpty ? .missing : .unknownShop)
        }
        guard let placedAt = try moment(file, fields.placedAt) else { throw RowFault(fields.placedAt, "", .missing) }
        let state = try file.text(fields.state)
        if mapping.states.meaning(state) == nil { throw RowFault(fields.state, state, .unknownState) }
        let paymentState = try file.text(fields.paymentState)
        if !paymentState.isEmpty, mapping.states.paymentWords[paymentState] == nil {
            throw RowFault(fields.paymentState, paymentState, .unknownPaymentState)
        }
        let areaCell = try file.text(fields.area)
        let area = mapping.order.area?.word(areaCell)
        if area == nil, !areaCell.isEmpty { throw RowFault(fields.area, areaCell, .unknownArea) }
        var head = OrderHead(placedAt: placedAt)
        head.shop = drafts.words.number(shop)
        head.state = drafts.words.number(state)
        head.paymentState = drafts.words.number(paymentState)
        head.paidAt = try moment(file, fields.paidAt)
        head.shippedAt = try moment(file, fields.shippedAt)
        head.deliveredAt = try moment(file, fields.deliveredAt)
        head.area = drafts.words.number(area ?? "")
        head.freight = try money(file, fields.freight, sign: .positive) ?? .zero
        head.discounts = try discounts(file, fields.discounts)
        for (field, means) in fields.payments {
            guard let amount = try money(file, field, sign: .any), amount != .zero else { continue }
            head.payments.append(.init(sequence: Int64(head.payments.count + 1), means: means, amount: amount))
        }
        head.waybill = try file.text(fields.waybill)
        head.recipient = try recipient(file, fields)
        return head
    }

    private func recipient(_ file: ExportFile, _ fields: HeaderFields) throws(RowFault) -> Recipient? {
        guard mapping.order.recipient != nil else { return nil }
        let buyer = try file.text(fields.buyer)
        let name = try file.text(fields.name)
        let telephone = try file.text(fields.telephone)
        var address: [String] = []
        for field in fields.address {
            let part = try file.text(field)
            if !part.isEmpty { address.append(part) }
        }
        let note = try file.text(fields.note)
        if buyer.isEmpty && name.isEmpty && telephone.isEmpty && address.isEmpty && note.isEmpty { return nil }
        let stable = buyer.isEmpty ? (telephone.isEmpty ? name : telephone) : buyer
        return Recipient(buyer: stable, name: name, telephone: telephone, address: address.joined(separator: " "), note: note)
    }

    /// A line of the row; `nil` when an order's flat row has no line at all.
    private func line(
        _ file: ExportFile, _ fields: LineFields, _ place: RowPlace, state: Int32, id: String
    ) throws(RowFault) -> LineDraft? {
        let merchantCode = try file.text(fields.merchantCode)
        let priceCell = try file.text(fields.price)
        if merchantCode.isEmpty {
            if priceCell.isEmpty { return nil }
            throw RowFault(fields.merchantCode, "", .missing)
        }
        if merchantCode.utf8.count > 100 { throw RowFault(fields.merchantCode, merchantCode, .tooLong(limit: 100)) }
        var pieces: Int64 = 1
        if fields.pieces.isBound {
            let cell = try file.required(fields.pieces)
            guard let number = DecimalNumber(cell, style: mapping.text.decimal) else { throw RowFault(fields.pieces, cell, .badNumber) }
            guard let whole = number.whole else { throw RowFault(fields.pieces, cell, .notWhole) }
            if whole == 0 { throw RowFault(fields.pieces, cell, .zeroPieces) }
            if whole.magnitude > 1_000_000_000 { throw RowFault(fields.pieces, cell, .tooLarge) }
            pieces = whole
        }
        guard !priceCell.isEmpty else { throw RowFault(fields.price, "", .missing) }
        guard let price = DecimalNumber(priceCell, style: mapping.text.decimal) else { throw RowFault(fields.price, priceCell, .badNumber) }
        guard price.isSane, let (value, wasRounded) = fields.isUnitPrice ? price.times(pieces) : price.fen else {
            throw RowFault(fields.price, priceCell, .tooLarge)
        }
        if wasRounded { counts.roundedAmounts += 1 }
        let isReturn = !mapping.cancellations.prefix.isEmpty && id.hasPrefix(mapping.cancellations.prefix)
        let takesBack = isReturn || pieces < 0 || value < .zero
        if takesBack && !isReturn && !mapping.cancellations.negativeRows {
            throw RowFault(pieces < 0 ? fields.pieces : fields.price, pieces < 0 ? String(pieces) : priceCell, .negative)
        }
        let code = drafts.merchantCodes.number(merchantCode)
        note(code, name: try file.text(fields.name), category: try file.text(fields.category))
        let freight = try money(file, fields.freight, sign: takesBack ? .any : .positive) ?? .zero
        return LineDraft(
            order: 0, place: place, merchantCode: code, lineID: try file.text(fields.id), pieces: abs(pieces),
            amount: Money(fen: abs(value.fen)), freight: Money(fen: abs(freight.fen)), discounts: try discounts(file, fields.discounts),
            seller: drafts.words.number(try file.text(fields.seller)), state: state,
            isGift: fields.gift.isBound ? fields.giftWords.contains(try file.text(fields.gift)) : false, takesBack: takesBack)
    }

    private enum Sign { case any, positive }

    private func money(_ file: ExportFile, _ field: BoundField, sign: Sign) throws(RowFault) -> Money? {
        guard field.isBound else { return nil }
        let cell = try file.text(field)
        if cell.isEmpty { return nil }
        guard let number = DecimalNumber(cell, style: mapping.text.decimal) else { throw RowFault(field, cell, .badNumber) }
        guard number.isSane else { throw RowFault(field, cell, .tooLarge) }
        if sign == .positive, number.isNegative { throw RowFault(field, cell, .negative) }
        let (value, wasRounded) = number.fen
        if wasRounded { counts.roundedAmounts += 1 }
        return value
    }

    /// Discounts are amounts off, whether a file writes them with a minus or without.
    private func discounts(_ file: ExportFile, _ fields: [(BoundField, String)]) throws(RowFault) -> [BorneDiscount] {
        var result: [BorneDiscount] = []
        for (field, party) in fields {
            guard let amount = try money(file, field, sign: .any), amount != .zero else { continue }
            result.append(BorneDiscount(party: party, amount: Money(fen: abs(amount.fen))))
        }
        return result
    }

    private func moment(_ file: ExportFile, _ field: BoundField) throws(RowFault) -> Moment? {
        guard field.isBound else { return nil }
        let cell = try file.text(field)
        if cell.isEmpty { return nil }
        for pattern in mapping.text.dates {
            if let found = pattern.moment(cell, zone: mapping.text.zone) { return found }
        }
        throw RowFault(field, cell, .badDate)
    }
}
