import Documents
import Kernel

/// What an order's own row (or its repeated columns in a flat file) says. What is `nil`, zero or empty is not said.
struct OrderHead: Hashable {
    var shop: Int32 = 0
    var state: Int32 = 0
    var paymentState: Int32 = 0
    /// Needed once in an order's rows.
    var placedAt: Moment?
    var paidAt: Moment?
    var shippedAt: Moment?
    var deliveredAt: Moment?
    /// Higher is newer; 0 when the export has none.
    var version: Int64 = 0
    var area: Int32 = 0
    var freight: Money?
    /// What is owed in all.
    var total: Money?
    var discounts: [BorneDiscount]?
    var payments: [ChannelOrder.PaymentPart]?
    var waybill = ""
    var recipient: Recipient?

    /// Adds another row of the same order and file. Of values that differ one is taken by what it is, never by where it stands: the
    /// earliest moment, the largest amount, the first word in the order of letters, a state before a cancelled one. True when rows
    /// differ in something that goes for the whole order.
    mutating func merge(_ other: OrderHead, _ words: WordList, isCancelled: (Int32) -> Bool) -> Bool {
        if self == other { return false }
        var differs = false
        placedAt = Self.either(placedAt, other.placedAt) { min($0, $1) }
        paidAt = Self.either(paidAt, other.paidAt) { min($0, $1) }
        shippedAt = Self.either(shippedAt, other.shippedAt) { min($0, $1) }
        deliveredAt = Self.either(deliveredAt, other.deliveredAt) { min($0, $1) }
        version = max(version, other.version)
        func word(_ one: Int32, _ two: Int32) -> Int32 {
            guard one != 0, two != 0, one != two else { return max(one, two) }
            return words[one] < words[two] ? one : two
        }
        if state != 0, other.state != 0, isCancelled(state) != isCancelled(other.state) {
            if isCancelled(state) { state = other.state }
        } else {
            state = word(state, other.state)
        }
        func settle<Value: Equatable>(_ one: Value?, _ two: Value?, _ choose: (Value, Value) -> Value) -> Value? {
            if let one, let two, one != two { differs = true }
            return Self.either(one, two, choose)
        }
        if paymentState != 0, other.paymentState != 0, paymentState != other.paymentState { differs = true }
        paymentState = word(paymentState, other.paymentState)
        if area != 0, other.area != 0, area != other.area { differs = true }
        area = word(area, other.area)
        freight = settle(freight, other.freight) { max($0, $1) }
        total = settle(total, other.total) { max($0, $1) }
        discounts = settle(discounts, other.discounts) { Self.weight($0) >= Self.weight($1) ? $0 : $1 }
        payments = settle(payments, other.payments) { Self.weight($0) >= Self.weight($1) ? $0 : $1 }
        recipient = settle(recipient, other.recipient) { Self.key($0) <= Self.key($1) ? $0 : $1 }
        if waybill.isEmpty || (!other.waybill.isEmpty && other.waybill < waybill) { waybill = other.waybill }
        return differs
    }

    /// Takes what this head does not say from another file's.
    mutating func fill(_ other: OrderHead) {
        if state == 0 { state = other.state }
        if paymentState == 0 { paymentState = other.paymentState }
        placedAt = placedAt ?? other.placedAt
        paidAt = paidAt ?? other.paidAt
        shippedAt = shippedAt ?? other.shippedAt
        deliveredAt = deliveredAt ?? other.deliveredAt
        if area == 0 { area = other.area }
        freight = freight ?? other.freight
        total = total ?? other.total
        discounts = discounts ?? other.discounts
        payments = payments ?? other.payments
        if waybill.isEmpty { waybill = other.waybill }
        recipient = recipient ?? other.recipient
    }

    /// True when two files contradict each other in something that both say.
    func contradicts(_ other: OrderHead) -> Bool {
        var (one, two) = (self, other)
        one.fill(other)
        two.fill(self)
        one.version = two.version
        return one != two
    }

    private static func either<Value>(_ one: Value?, _ two: Value?, _ choose: (Value, Value) -> Value) -> Value? {
        guard let one, let two else { return one ?? two }
        return choose(one, two)
    }

    /// By the sum, then by what makes it.
    private static func weight(_ discounts: [BorneDiscount]) -> (Int64, String) {
        (discounts.reduce(0) { $0 + $1.amount.fen }, discounts.map { "\($0.party)\($0.amount.fen)" }.joined(separator: " "))
    }

    private static func weight(_ payments: [ChannelOrder.PaymentPart]) -> (Int64, String) {
        (payments.reduce(0) { $0 + $1.amount.fen }, payments.map { "\($0.means)\($0.amount.fen)" }.joined(separator: " "))
    }

    private static func key(_ recipient: Recipient) -> String {
        [recipient.buyer, recipient.name, recipient.telephone, recipient.address, recipient.note].joined(separator: "\u{1}")
    }
}
