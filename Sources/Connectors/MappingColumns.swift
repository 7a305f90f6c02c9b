import Documents
import Kernel

/// Columns of one field: the first that is not empty counts, or all of them together, a blank between.
public struct ColumnList: Sendable {
    public var names: [String]
    public var isJoined = false

    /// What a file must have: one of the columns, or each of them.
    var groups: [[String]] { isJoined ? names.map { [$0] } : [names] }
}

/// An amount column of a discount, and who bears it.
public struct DiscountColumn: Sendable {
    public enum Reading: Sendable {
        /// What is taken off, whether the file writes it with a minus or without.
        case amount
        /// What is added to the price as it is written: a minus lowers it, a plus raises it.
        case adjustment
        /// A share of the line's amount: `10%` or `0.1`.
        case share
    }
    public var column: String
    /// Empty for the shop itself.
    public var party: String
    public var reading = Reading.amount

    /// `ofLine`: adjustments and shares are known on lines only, where there is an amount that they belong to.
    init(_ section: MappingSection, ofLine: Bool) throws {
        column = try section.requiredString("column")
        party = try section.string("party") ?? ""
        guard party.isEmpty || Code.isValid(party) else {
            throw section.bad("party", party, "应为 1 到 15 位的大写字母、数字、- _ .", "it must be 1 to 15 of A–Z 0–9 - _ .")
        }
        if ofLine {
            reading = try section.choice("sign", ["any": .amount, "asWritten": .adjustment], default: .amount)
            if try section.flag("share", default: false) { reading = .share }
        }
        try section.finish()
    }
}

/// Where the order's own fields stand. Every value may be a list: the first cell that is not empty counts.
public struct OrderColumns: Sendable {
    public var id: [String]
    public var placedAt: ColumnList
    public var paidAt: ColumnList
    public var shippedAt: ColumnList
    public var deliveredAt: ColumnList
    /// A whole number or a moment that grows with every change of the order.
    public var version: ColumnList
    public var state: [String]
    public var paymentState: [String]
    public var area: WordColumn?
    public var freight: [String]
    /// What is owed in all, freight and discounts reckoned in.
    public var total: [String]
    public var discounts: [DiscountColumn]
    /// Amounts that the order's own row says were paid, each with its means.
    public var payments: [(column: String, means: WordColumn)]
    public var waybill: [String]
    public var recipient: RecipientColumns?

    init(_ section: MappingSection) throws {
        id = try section.requiredStrings("id")
        placedAt = try section.requiredColumns("placedAt")
        paidAt = try section.columns("paidAt")
        shippedAt = try section.columns("shippedAt")
        deliveredAt = try section.columns("deliveredAt")
        version = try section.columns("version")
        state = try section.strings("state")
        paymentState = try section.strings("paymentState")
        area = try WordColumn.optional(section, "area")
        freight = try section.strings("freight")
        total = try section.strings("total")
        discounts = try section.sections("discounts").map { try DiscountColumn($0, ofLine: false) }
        payments = try section.sections("payments").map { part in
            let column = try part.requiredString("column")
            let means = try WordColumn.constant(part, "means")
            try part.finish()
            return (column, means)
        }
        waybill = try section.strings("waybill")
        recipient = try section.section("recipient").map { try RecipientColumns($0) }
        try section.finish()
    }

    /// The columns that a file must have: of each group one is enough.
    var groups: [[String]] {
        [id] + [placedAt, paidAt, shippedAt, deliveredAt, version].flatMap(\.groups)
            + [state, paymentState, area?.columns ?? [], freight, total, waybill]
            + discounts.map { [$0.column] } + payments.flatMap { [[$0.column], $0.means.columns] } + (recipient?.groups ?? [])
    }
}

/// Where personal data stands. It goes to the door that seals it, and nowhere else.
public struct RecipientColumns: Sendable {
    public var buyer: [String]
    public var name: [String]
    public var telephone: [String]
    /// All of them, one behind the other.
    public var address: [String]
    public var note: [String]

    init(_ section: MappingSection) throws {
        buyer = try section.strings("buyer")
        name = try section.strings("name")
        telephone = try section.strings("telephone")
        address = try section.strings("address")
        note = try section.strings("note")
        try section.finish()
    }

    var groups: [[String]] { [buyer, name, telephone, address, note] }
}

/// Where a line's fields stand.
public struct LineColumns: Sendable {
    /// The order's number, in a lines file.
    public var order: [String]
    /// The order's shop, in a lines file of several shops.
    public var shop: [String]
    public var id: [String]
    public var merchantCode: ColumnList
    public var name: [String]
    public var category: [String]
    /// Empty: one row a piece.
    public var pieces: [String]
    /// Price of one piece, or the whole line's amount.
    public var unitPrice: [String]
    public var amount: [String]
    public var freight: [String]
    public var discounts: [DiscountColumn]
    /// A column and the words that mean a gift.
    public var gift: [String]
    public var giftWords: [String]
    public var seller: [String]

    init(_ section: MappingSection, isJoined: Bool) throws {
        order = try section.strings("order")
        if isJoined && order.isEmpty { throw MappingError.missingKey(path: section.path("order")) }
        shop = isJoined ? try section.strings("shop") : []
        id = try section.strings("id")
        merchantCode = try section.requiredColumns("merchantCode")
        name = try section.strings("name")
        category = try section.strings("category")
        pieces = try section.strings("pieces")
        unitPrice = try section.strings("unitPrice")
        amount = try section.strings("amount")
        if unitPrice.isEmpty == amount.isEmpty {
            throw MappingError.wrongShape(
                path: section.path("unitPrice"), line: section.line, expectedChinese: "与 amount 二选一",
                expectedEnglish: "given, or amount, and not both")
        }
        freight = try section.strings("freight")
        discounts = try section.sections("discounts").map { try DiscountColumn($0, ofLine: true) }
        let gift = try section.section("gift")
        self.gift = try gift?.requiredStrings("column") ?? []
        giftWords = try gift?.requiredStrings("words") ?? []
        try gift?.finish()
        seller = try section.strings("seller")
        try section.finish()
    }

    var groups: [[String]] {
        [order, shop, id] + merchantCode.groups
            + [name, category, pieces, unitPrice, amount, freight, gift, seller] + discounts.map { [$0.column] }
    }
}

/// Where a payment's fields stand.
public struct PaymentColumns: Sendable {
    public var order: [String]
    /// The order's shop, in a payments file of several shops.
    public var shop: [String]
    public var sequence: [String]
    public var means: WordColumn
    public var amount: [String]

    init(_ section: MappingSection) throws {
        order = try section.requiredStrings("order")
        shop = try section.strings("shop")
        sequence = try section.strings("sequence")
        guard let means = try WordColumn.optional(section, "means") else { throw MappingError.missingKey(path: section.path("means")) }
        self.means = means
        amount = try section.requiredStrings("amount")
        try section.finish()
    }

    var groups: [[String]] { [order, shop, sequence, means.columns, amount] }
}

/// Where an item list's fields stand.
public struct ItemColumns: Sendable {
    public var merchantCode: [String]
    public var name: [String]
    public var category: [String]

    init(_ section: MappingSection) throws {
        merchantCode = try section.requiredStrings("merchantCode")
        name = try section.strings("name")
        category = try section.strings("category")
        try section.finish()
    }

    var groups: [[String]] { [merchantCode, name, category] }
}
