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

/// An order as the files name it: several shops may use one number.
struct OrderName: Hashable {
    /// Number of the shop's word; ``unknownShop`` in files that do not say it.
    let shop: Int32
    let id: String

    static let unknownShop: Int32 = -1
}

struct OrderDraft {
    let id: String
    let shop: Int32
    var place: RowPlace
    var head: OrderHead?
    /// What files before the last one say of the order.
    var earlier: [FileHead] = []
    /// The first bad row: the order may not go in.
    var fault: RowPlace?
    /// Its number has the prefix that takes an order back.
    var isReturn: Bool
    /// Its rows belong to an order whose shop was found.
    var isMoved = false
    /// Shops that all have this number, when its rows do not say which they mean.
    var rivals: [Int32] = []
    /// Rows of one file that say different things of the whole order.
    var differs = false
}

/// What one file says of an order.
struct FileHead {
    let place: RowPlace
    let head: OrderHead
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
    /// The row's own state in a flat file; 0 when the order's state goes for it.
    var state: Int32
    var isGift: Bool
    var takesBack: Bool

    /// The line without its place and its state, which two exports may tell differently.
    var content: LineDraft {
        var copy = self
        copy.place = RowPlace(file: 0, line: 0)
        copy.state = 0
        return copy
    }

    /// The same line, wherever it stands.
    func says(_ other: LineDraft) -> Bool { content == other.content }
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
    /// Rows that say something of an order and make no line.
    var otherRows: [(order: Int32, place: RowPlace)] = []
    var words = WordList()
    var merchantCodes = WordList()
    /// Name and category by merchant code.
    var itemNames: [Int32: String] = [:]
    var itemCategories: [Int32: String] = [:]
    private var numbers: [OrderName: Int32] = [:]
    /// Rows of one order mostly stand together.
    private var last: (name: OrderName, number: Int32)?

    /// The order of that name, made when it is new.
    mutating func order(_ shop: Int32, _ id: String, at place: RowPlace, prefix: String) -> Int32 {
        let name = OrderName(shop: shop, id: id)
        if let last, last.name == name { return last.number }
        if let known = numbers[name] {
            last = (name, known)
            return known
        }
        let number = Int32(orders.count)
        let isReturn = !prefix.isEmpty && id.count > prefix.count && id.hasPrefix(prefix)
        orders.append(OrderDraft(id: id, shop: shop, place: place, isReturn: isReturn))
        numbers[name] = number
        last = (name, number)
        return number
    }

    func find(_ shop: Int32, _ id: String) -> Int? { numbers[OrderName(shop: shop, id: id)].map(Int.init) }

    func find(_ shop: String, _ id: String) -> Int? { words.find(shop).flatMap { find($0, id) } }

    /// Gives rows that do not say their shop to the only order of that number. Where several shops have it the rows stay alone, and
    /// those orders must not go in without them.
    mutating func resolveShops() {
        let open = orders.indices.filter { orders[$0].shop == OrderName.unknownShop }
        guard !open.isEmpty else { return }
        var named: [String: [Int]] = [:]
        for index in orders.indices where orders[index].shop != OrderName.unknownShop { named[orders[index].id, default: []].append(index) }
        var targets: [Int32: Int32] = [:]
        for index in open {
            let found = named[orders[index].id] ?? []
            let fault = orders[index].fault
            if found.count == 1 {
                orders[index].isMoved = true
                targets[Int32(index)] = Int32(found[0])
            } else {
                orders[index].rivals = found.map { orders[$0].shop }
            }
            let reason = fault ?? (found.count > 1 ? orders[index].place : nil)
            for other in found where orders[other].fault == nil { orders[other].fault = reason }
        }
        guard !targets.isEmpty else { return }
        for row in lines.indices { if let target = targets[lines[row].order] { lines[row].order = target } }
        for row in payments.indices { if let target = targets[payments[row].order] { payments[row].order = target } }
        for row in otherRows.indices { if let target = targets[otherRows[row].order] { otherRows[row].order = target } }
    }
}
