/// The order's columns of one file.
struct HeaderFields {
    let id, shop, placedAt, paidAt, shippedAt, deliveredAt, version, state, paymentState, area, freight, total, waybill: BoundField
    let buyer, name, telephone, note: BoundField
    let address: [BoundField]
    let discounts: [DiscountField]
    let payments: [(amount: BoundField, means: BoundField, word: WordColumn)]

    init(_ file: ExportFile, _ mapping: MappingFile) {
        let order = mapping.order
        id = file.field(order.id, .number)
        shop = file.field(mapping.shop.columns, .word)
        placedAt = file.field(order.placedAt)
        paidAt = file.field(order.paidAt)
        shippedAt = file.field(order.shippedAt)
        deliveredAt = file.field(order.deliveredAt)
        version = file.field(order.version)
        state = file.field(order.state, .word)
        paymentState = file.field(order.paymentState, .word)
        area = file.field(order.area?.columns ?? [])
        freight = file.field(order.freight)
        total = file.field(order.total)
        waybill = file.field(order.waybill)
        buyer = file.field(order.recipient?.buyer ?? [], .nothing)
        name = file.field(order.recipient?.name ?? [], .nothing)
        telephone = file.field(order.recipient?.telephone ?? [], .nothing)
        note = file.field(order.recipient?.note ?? [], .nothing)
        address = (order.recipient?.address ?? []).map { file.field([$0], .nothing) }
        discounts = order.discounts.map { DiscountField(file, $0) }
        payments = order.payments.map { (file.field([$0.column]), file.field($0.means.columns), $0.means) }
    }

    /// The fields that hold moments, for the choice of their patterns.
    var moments: [BoundField] { [placedAt, paidAt, shippedAt, deliveredAt, version] }
}

/// A discount's column of one file.
struct DiscountField {
    let field: BoundField
    let party: String
    let reading: DiscountColumn.Reading

    init(_ file: ExportFile, _ column: DiscountColumn) {
        field = file.field([column.column])
        party = column.party
        reading = column.reading
    }
}

/// The line's columns of one file.
struct LineFields {
    let order, shop, id, merchantCode, name, category, pieces, price, freight, gift, seller: BoundField
    let isUnitPrice: Bool
    let giftWords: [String]
    let discounts: [DiscountField]

    init(_ file: ExportFile, _ columns: LineColumns, _ mapping: MappingFile) {
        order = file.field(columns.order, .number)
        // A file that has the orders' own column of shops needs no word in the mapping.
        shop = file.field(columns.shop.isEmpty ? mapping.shop.columns : columns.shop, .word)
        id = file.field(columns.id, .number)
        merchantCode = file.field(columns.merchantCode)
        name = file.field(columns.name)
        category = file.field(columns.category)
        pieces = file.field(columns.pieces)
        isUnitPrice = !columns.unitPrice.isEmpty
        price = file.field(isUnitPrice ? columns.unitPrice : columns.amount)
        freight = file.field(columns.freight)
        gift = file.field(columns.gift)
        giftWords = columns.giftWords
        seller = file.field(columns.seller)
        discounts = columns.discounts.map { DiscountField(file, $0) }
    }
}

/// The payment's columns of one file.
struct PaymentFields {
    let order, shop, sequence, means, amount: BoundField
    let rule: PaymentColumns

    init(_ file: ExportFile, _ columns: PaymentColumns, _ mapping: MappingFile) {
        rule = columns
        order = file.field(columns.order, .number)
        // A file that has the orders' own column of shops needs no word in the mapping.
        shop = file.field(columns.shop.isEmpty ? mapping.shop.columns : columns.shop, .word)
        sequence = file.field(columns.sequence)
        means = file.field(columns.means.columns)
        amount = file.field(columns.amount)
    }
}
