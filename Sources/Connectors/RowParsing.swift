import Documents
import Kernel

/// Turns the cells of a row into values, or says what is wrong with one.
extension RowReading {
    func header(_ file: ExportFile, _ fields: HeaderFields, _ shop: Int32, _ id: String) throws(RowFault) -> OrderHead {
        var head = OrderHead()
        head.shop = shop
        head.placedAt = try moment(file, fields.placedAt)
        if head.placedAt == nil, mapping.layout.isJoined { throw RowFault(fields.placedAt, "", .missing) }
        let state = try file.text(fields.state)
        if mapping.states.meaning(state) == nil { throw strangeWord(fields.state, state, of: id, .unknownState) }
        let paymentState = try file.text(fields.paymentState)
        if !paymentState.isEmpty, mapping.states.paymentWords[paymentState] == nil {
            throw strangeWord(fields.paymentState, paymentState, of: id, .unknownPaymentState)
        }
        let areaCell = try file.text(fields.area)
        let area = mapping.order.area?.word(areaCell)
        if area == nil, !areaCell.isEmpty { throw RowFault(fields.area, areaCell, .unknownArea) }
        head.state = number(state)
        head.paymentState = number(paymentState)
        head.paidAt = try moment(file, fields.paidAt)
        head.shippedAt = try moment(file, fields.shippedAt)
        head.deliveredAt = try moment(file, fields.deliveredAt)
        head.version = try version(file, fields.version)
        head.area = number(areaCell.isEmpty ? "" : area ?? "")
        head.freight = try money(file, fields.freight, sign: .positive)
        head.total = try money(file, fields.total, sign: .positive)
        for field in fields.discounts {
            guard let amount = try money(file, field.field, sign: .any) else { continue }
            head.discounts = head.discounts ?? []
            if amount != .zero { head.discounts!.append(BorneDiscount(party: field.party, amount: Money(fen: abs(amount.fen)))) }
        }
        for (field, means, rule) in fields.payments {
            guard let amount = try money(file, field, sign: .any) else { continue }
            head.payments = head.payments ?? []
            guard amount != .zero else { continue }
            let cell = try file.text(means)
            guard let word = rule.word(cell) else { throw RowFault(means, cell, .missing) }
            head.payments!.append(.init(sequence: Int64(head.payments!.count + 1), means: word, amount: amount))
        }
        head.waybill = try file.text(fields.waybill)
        head.recipient = try recipient(file, fields)
        return head
    }

    private func version(_ file: ExportFile, _ field: BoundField) throws(RowFault) -> Int64 {
        guard field.isBound else { return 0 }
        let text = try file.text(field)
        if text.isEmpty { return 0 }
        if let whole = Int64(text), whole >= 0 { return whole }
        return try moment(file, field)?.milliseconds ?? 0
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

    /// A line of the row; `nil` when an order's flat row has no line at all, or a cancelled one of nothing.
    func line(_ file: ExportFile, _ fields: LineFields, _ place: RowPlace, state: Int32, id: String) throws(RowFault) -> LineDraft? {
        let merchantCode = try file.text(fields.merchantCode)
        let priceCell = try file.text(fields.price)
        let piecesCell = try file.text(fields.pieces)
        if merchantCode.isEmpty {
            let name = try file.text(fields.name)
            if !mapping.layout.isJoined, priceCell.isEmpty, piecesCell.isEmpty, name.isEmpty { return nil }
            throw RowFault(fields.merchantCode, "", .missing)
        }
        if merchantCode.utf8.count > Self.longestCode {
            throw RowFault(fields.merchantCode, merchantCode, .tooLong(limit: Self.longestCode))
        }
        if Self.isSpoilt(merchantCode) { throw RowFault(fields.merchantCode, merchantCode, .spoiltNumber) }
        let isCancelled = state != 0 && mapping.states.meaning(drafts.words[state])?.standing == .cancelled
        if isCancelled, try isNothing(file, fields, piecesCell, priceCell) {
            counts.cancelledRows += 1
            return nil
        }
        let pieces = try pieces(fields, piecesCell)
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
        let code = self.merchantCode(merchantCode, name: try file.text(fields.name), category: try file.text(fields.category))
        let freight = try money(file, fields.freight, sign: takesBack ? .any : .positive) ?? .zero
        var amount = Money(fen: abs(value.fen))
        let discounts = try discounts(file, fields.discounts, &amount)
        let lineID = try file.text(fields.id)
        if Self.isSpoilt(lineID) { throw RowFault(fields.id, lineID, .spoiltNumber) }
        return LineDraft(
            order: 0, place: place, merchantCode: code, lineID: lineID, pieces: abs(pieces), amount: amount,
            freight: Money(fen: abs(freight.fen)), discounts: discounts, seller: number(try file.text(fields.seller)), state: state,
            isGift: fields.gift.isBound ? fields.giftWords.contains(try file.text(fields.gift)) : false, takesBack: takesBack)
    }

    private func pieces(_ fields: LineFields, _ cell: String) throws(RowFault) -> Int64 {
        guard fields.pieces.isBound else { return 1 }
        guard !cell.isEmpty else { throw RowFault(fields.pieces, "", .missing) }
        guard let number = DecimalNumber(cell, style: mapping.text.decimal) else { throw RowFault(fields.pieces, cell, .badNumber) }
        guard let whole = number.whole else { throw RowFault(fields.pieces, cell, .notWhole) }
        if whole == 0 { throw RowFault(fields.pieces, cell, .zeroPieces) }
        if whole.magnitude > 1_000_000_000 { throw RowFault(fields.pieces, cell, .tooLarge) }
        return whole
    }

    /// True when a row has no pieces, or no amount: cancelled rows are often emptied so.
    private func isNothing(_ file: ExportFile, _ fields: LineFields, _ pieces: String, _ price: String) throws(RowFault) -> Bool {
        let number = DecimalNumber(pieces, style: mapping.text.decimal)
        if fields.pieces.isBound, !pieces.isEmpty, number == nil { return false }
        if price.isEmpty { return true }
        guard let amount = DecimalNumber(price, style: mapping.text.decimal) else { return false }
        return fields.pieces.isBound && number?.isZero ?? true && (amount.isZero || fields.isUnitPrice)
    }

    enum Sign { case any, positive }

    func money(_ file: ExportFile, _ field: BoundField, sign: Sign) throws(RowFault) -> Money? {
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

    /// What is taken off a line. Adjustments that raise the price raise the line's `amount`.
    private func discounts(_ file: ExportFile, _ fields: [DiscountField], _ amount: inout Money) throws(RowFault) -> [BorneDiscount] {
        var result: [BorneDiscount] = []
        let whole = amount
        for field in fields {
            let off: Money
            switch field.reading {
            case .amount: off = Money(fen: abs(try money(file, field.field, sign: .any)?.fen ?? 0))
            case .adjustment:
                let change = try money(file, field.field, sign: .any) ?? .zero
                if change > .zero { amount += change }
                off = change < .zero ? -change : .zero
            case .share: off = try share(file, field.field, of: whole)
            }
            if off != .zero { result.append(BorneDiscount(party: field.party, amount: off)) }
        }
        return result
    }

    /// `10%` or `0.1` of an amount, rounded half away from zero.
    private func share(_ file: ExportFile, _ field: BoundField, of amount: Money) throws(RowFault) -> Money {
        let cell = try file.text(field)
        if cell.isEmpty { return .zero }
        let isPercent = cell.hasSuffix("%") || cell.hasSuffix("\u{FF05}")
        guard let number = DecimalNumber(isPercent ? cell.dropLast() : cell[...], style: mapping.text.decimal) else {
            throw RowFault(field, cell, .badNumber)
        }
        let share = DecimalNumber(mantissa: abs(number.mantissa), scale: number.scale + (isPercent ? 2 : 0))
        guard share.scale <= 18, share.scaled(by: 1_000_000).value <= 1_000_000 else { throw RowFault(field, cell, .tooLarge) }
        return Money(fen: share.scaled(by: amount.fen).value)
    }
}
