import Documents
import Kernel

/// What the stories' shops sell. The merchant code is the case's name in capitals.
enum Goods: String, CaseIterable, Sendable {
    case mug, bowl, plate, towel
    /// Taxed at 9 %.
    case honey
    /// Services: fitting at 9 %, a price difference at 13 %.
    case fitting, difference

    var number: Int64 { Int64(Self.allCases.firstIndex(of: self)! + 1) }
    var code: ItemCode { ItemCode(category: 1, serial: number)! }
    var merchantCode: String { rawValue.uppercased() }
    var isService: Bool { self == .fitting || self == .difference }
    var rate: Rate { self == .honey || self == .fitting ? Rate(tenThousandths: 900) : .goods }

    var name: String {
        switch self {
        case .mug: "马克杯"
        case .bowl: "汤碗"
        case .plate: "餐盘"
        case .towel: "毛巾"
        case .honey: "蜂蜜"
        case .fitting: "上门安装"
        case .difference: "补差价"
        }
    }

    var item: Item {
        Item(code: code, name: name, isService: isService, rates: [.init(from: Day(compact: 20_190_401)!, rate: rate)])
    }

    /// Pieces of this that came in or lie there, at what they cost together.
    func line(_ pieces: Int64, cost: String) -> StockLine { StockLine(line: number, item: code, pieces: pieces, amount: Money(yuan: cost)) }
}

/// Two of the first sort and one of the second.
enum GiftBox {
    static let code = ItemCode(category: 900, serial: 1)!
    static let kit = Kit(
        code: code, name: "早餐礼盒",
        parts: [.init(item: Goods.mug.code, pieces: 2, ratio: 2), .init(item: Goods.plate.code, pieces: 1, ratio: 1)])
    static let merchantCode = "BOX"
}

extension Money {
    /// From text with at most two decimals, `339` or `8.03`; a wrong text stops the test.
    init(yuan text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Int64(parts[0]), parts.count == 1 || parts[1].count == 2, let rest = Int64(parts.count == 1 ? "0" : parts[1])
        else {
            preconditionFailure("\(text) is no amount")
        }
        self.init(fen: whole * 100 + (text.hasPrefix("-") ? -rest : rest))
    }
}

extension Moment {
    /// China time, `2026-03-04 10:15`.
    init(_ text: String) {
        let digits = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard digits.count == 5, let day = Day(year: digits[0], month: digits[1], day: digits[2]) else {
            preconditionFailure("\(text) is no moment")
        }
        self = day.start.adding(seconds: Int64(digits[3] * 3600 + digits[4] * 60))
    }
}

extension ChannelOrder.Line {
    /// A line of an order by hand: its own id is the merchant code.
    static func of(
        _ goods: Goods, _ pieces: Int64, _ amount: String, freight: String = "0", discounts: [BorneDiscount] = [], gift: Bool = false
    ) -> ChannelOrder.Line {
        .code(goods.merchantCode, pieces, amount, freight: freight, discounts: discounts, gift: gift)
    }

    static func code(
        _ merchantCode: String, _ pieces: Int64, _ amount: String, freight: String = "0", discounts: [BorneDiscount] = [],
        gift: Bool = false
    ) -> ChannelOrder.Line {
        ChannelOrder.Line(
            lineID: merchantCode, merchantCode: merchantCode, pieces: pieces, amount: Money(yuan: amount), freight: Money(yuan: freight),
            discounts: discounts, isGift: gift)
    }
}

extension BorneDiscount {
    /// The shop's own coupon.
    static func ours(_ amount: String) -> BorneDiscount { BorneDiscount(party: "", amount: Money(yuan: amount)) }
    /// What another party pays for the buyer.
    static func by(_ party: String, _ amount: String) -> BorneDiscount { BorneDiscount(party: party, amount: Money(yuan: amount)) }
}
