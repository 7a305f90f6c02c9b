import Documents
import Kernel

/// Words that come again and again, kept once.
struct WordList {
    private(set) var words: [String] = [""]
    private var numbers: [String: Int32] = ["": 0]

    mutating func number(_ word: String) -> Int32 {
        if let known = numbers[word] { return known }
        let number = Int32(words.count)
        words.append(word)
        numbers[word] = number
        return number
    }

    func find(_ word: String) -> Int32? { numbers[word] }
    subscript(number: Int32) -> String { words[Int(number)] }
    var count: Int { words.count }
}

/// Where a row stands.
struct RowPlace: Hashable {
    var file: Int32
    var line: Int32
}

/// What an order's own row (or its repeated columns in a flat file) says.
struct OrderHead: Hashable {
    var shop: Int32 = 0
    var state: Int32 = 0
    var paymentState: Int32 = 0
    var placedAt: Moment
    var paidAt: Moment?
    var shippedAt: Moment?
    var deliveredAt: Moment?
    var area: Int32 = 0
    var freight = Money.zero
    var discounts: [BorneDiscount] = []
    var payments: [ChannelOrder.PaymentPart] = []
    var waybill = ""
    var recipient: Recipient?

    /// Rows of one order in a flat file: the earliest moment of the order, else the first row that says anything.
    mutating func merge(_ other: OrderHead) {
        placedAt = min(placedAt, other.placedAt)
        paidAt = paidAt ?? other.paidAt
        shippedAt = shippedAt ?? other.shippedAt
        deliveredAt = deliveredAt ?? other.deliveredAt
        if paymentState == 0 { paymentState = other.paymentState }
        if area == 0 { area = other.area }
        if freight == .zero { freight = other.freight }
        if discounts.isEmpty { discounts = other.discounts }
        if payments.isEmpty { payments = other.payments }
        if waybill.isEmpty { waybill = other.waybill }
        if recipient == nil { recipient = other.recipient }
    }
}

struct OrderDraft {
    let id: String
    var place: RowPlace
    var head: OrderHead?
    /// The first bad row: the order may not go in.
    var fault: RowPlace?
    /// Its number has the prefix that takes an order back.
    var isReturn: Bool
}

struct LineDraft: Hashable {
    var order: Int32
    var place: RowPlace
    var merchantCode: Int32
    var lineID: String
    var pieces: Int64
    var amount: Money
    var freight: Money
    var discounts: [BorneDiscount]
    var seller: Int32
    /// The row's own state in a flat file.
    var state: Int32
    var isGift: Bool
    var takesBack: Bool

    /// The same line, wherever it stands.
    func says(_ other: LineDraft) -> Bool {
        var copy = other
        copy.place = place
        return copy == self
    }
}

struct PaymentDraft: Hashable {
    var order: Int32
    var place: RowPlace
    /// 0 when the file has no sequence column.
    var sequence: Int64
    var means: Int32
    var amount: Money
}

/// Everything that was read, before it is joined. Small and flat: a million lines take about 150 MB.
struct OrderDrafts {
    var orders: [OrderDraft] = []
    var lines: [LineDraft] = []
    var payments: [PaymentDraft] = []
    var words = WordList()
    var merchantCodes = WordList()
    /// Name and category by merchant code.
    var itemNames: [Int32: String] = [:]
    var itemCategories: [Int32: String] = [:]
    var numbers: [String: Int32] = [:]

    /// The order of that number, made when it is new.
    mutating func order(_ id: String, at place: RowPlace, prefix: String) -> Int32 {
        if let known = numbers[id] { return known }
        let number = Int32(orders.count)
        let isReturn = !prefix.isEmpty && id.count > prefix.count && id.hasPrefix(prefix)
        orders.append(OrderDraft(id: id, place: place, head: nil, fault: nil, isReturn: isReturn))
        numbers[id] = number
        return number
    }
}
