/// The order's columns of one file.
struct HeaderFields {
    let id, shop, placedAt, paidAt, shippedAt, deliveredAt, state, paymentState, area, freight, waybill: BoundField
    let buyer, name, telephone, note: BoundField
    let address: [BoundField]
    let discounts: [(BoundField, String)]
    let payments: [(BoundField, String)]

    init(_ file: ExportFile, _ mapping: MappingFile) {
        let order = mapping.order
        id = file.field(order.id, .plain)
        shop = file.field(mapping.shop.columns)
        placedAt = file.field(order.placedAt)
        paidAt = file.field(order.paidAt)
        shippedAt = file.field(order.shippedAt)
        deliveredAt = file.field(order.deliveredAt)
        state = file.field(order.state)
        paymentState = file.field(order.paymentState)
        area = file.field(order.area?.columns ?? [])
        freight = file.field(order.freight)
        waybill = file.field(order.waybill)
        buyer = file.field(order.recipient?.buyer ?? [], .nothing)
        name = file.field(order.recipient?.name ?? [], .nothing)
        telephone = file.field(order.recipient?.telephone ?? [], .nothing)
        note = file.field(order.recipient?.note ?? [], .nothing)
        address = (order.recipient?.address ?? []).map { file.field([$0], .nothing) }
        discounts = order.discounts.map { (file.field([$0.column]), $0.party) }
        payments = order.payments.map { (file.field([$0.column]), $0.means) }
    }
}

/// The line's columns of one file.
struct LineFields {
    let order, id, merchantCode, name, category, pieces, price, freight, gift, seller: BoundField
    let isUnitPrice: Bool
    let giftWords: [String]
    let discounts: [(BoundField, String)]

    init(_ file: ExportFile, _ columns: LineColumns) {
        order = file.field(columns.order, .plain)
        id = file.field(columns.id, .plain)
        merchantCode = file.field(columns.merchantCode, .plain)
        name = file.field(columns.name)
        category = file.field(columns.category)
        pieces = file.field(columns.pieces)
        isUnitPrice = !columns.unitPrice.isEmpty
        price = file.field(isUnitPrice ? columns.unitPrice : columns.amount)
        freight = file.field(columns.freight)
        gift = file.field(columns.gift)
        giftWords = columns.giftWords
        seller = file.field(columns.seller)
        discounts = columns.discounts.map { (file.field([$0.column]), $0.party) }
    }
}

/// The payment's columns of one file.
struct PaymentFields {
    let order, sequence, means, amount: BoundField
    let rule: PaymentColumns

    init(_ file: ExportFile, _ columns: PaymentColumns) {
        rule = columns
        order = file.field(columns.order, .plain)
        sequence = file.field(columns.sequence)
        means = file.field(columns.means.columns)
        amount = file.field(columns.amount)
    }
}
