import Kernel

/// A receivable 应收单 of one trade, *expected* from the push on; it opens line by line with the sales settlement.
public struct Receivable: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var line: Int64
        public var lineID: String
        public var item: ItemCode
        public var isService: Bool
        public var pieces: Int64
        public var gross: Money
        public var net: Money
        public var rate: Rate
        public var shares: [BorneDiscount]

        public init(
            line: Int64, lineID: String, item: ItemCode, isService: Bool, pieces: Int64, gross: Money, net: Money, rate: Rate,
            shares: [BorneDiscount]
        ) {
            self.line = line
            self.lineID = lineID
            self.item = item
            self.isService = isService
            self.pieces = pieces
            self.gross = gross
            self.net = net
            self.rate = rate
            self.shares = shares
        }
    }
    public var trade: Int64
    public var shop: String
    public var book: String
    public var lines: [Line]

    public init(trade: Int64, shop: String, book: String, lines: [Line]) {
        self.trade = trade
        self.shop = shop
        self.book = book
        self.lines = lines
    }
}

/// A sales settlement 销售结算单: issue, channel trade and receivable matched. Revenue, output VAT and cost of sales, together.
public struct SalesSettlement: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var line: Int64
        public var lineID: String
        public var item: ItemCode
        public var pieces: Int64
        public var gross: Money
        public var net: Money
        public var cost: Money
        public var shares: [BorneDiscount]

        public init(
            line: Int64, lineID: String, item: ItemCode, pieces: Int64, gross: Money, net: Money, cost: Money,
            shares: [BorneDiscount]
        ) {
            self.line = line
            self.lineID = lineID
            self.item = item
            self.pieces = pieces
            self.gross = gross
            self.net = net
            self.cost = cost
            self.shares = shares
        }
    }
    public var trade: Int64
    /// The sales issue it settles; 0 for an order of services only, and for a statement, which may settle several.
    public var issue: Int64
    public var shop: String
    public var lines: [Line]
    public var postings: [Posting]
    /// What the trade is; only a sale settles its receivable.
    public var nature: OrderNature
    /// Goods of a business order left and are not earned yet 发出商品: pieces and cost, nothing owed.
    public var isUnearned: Bool
    /// Nothing of the trade is still to be shipped or to be settled: what was expected of it and is not open is void.
    public var isLast: Bool

    public init(
        trade: Int64, issue: Int64, shop: String, lines: [Line], postings: [Posting], nature: OrderNature = .sale,
        isUnearned: Bool = false, isLast: Bool = false
    ) {
        self.trade = trade
        self.issue = issue
        self.shop = shop
        self.lines = lines
        self.postings = postings
        self.nature = nature
        self.isUnearned = isUnearned
        self.isLast = isLast
    }
}

/// What a stock document does to the general ledger.
public struct StockPosting: Hashable, Sendable {
    public var source: Int64
    public var postings: [Posting]
    /// What the postings of a transfer do to the lines of its issues; empty for all others.
    public var transfers: [TransferShare]

    public init(source: Int64, postings: [Posting], transfers: [TransferShare] = []) {
        self.source = source
        self.postings = postings
        self.transfers = transfers
    }
}

/// The words that vouchers are numbered by 凭证字.
public enum VoucherWord: Int64, CaseIterable, Sendable {
    case transfer = 0
    case receipt = 1
    case payment = 2

    public var chinese: String {
        switch self {
        case .transfer: "转"
        case .receipt: "收"
        case .payment: "付"
        }
    }
}

/// A sealed voucher 凭证: numbered paper over one posting, or over all postings of a shop, day and rule.
public struct Voucher: Hashable, Sendable {
    public var book: String
    public var period: Period
    public var word: VoucherWord
    public var number: Int64
    public var day: Day
    public var event: PostingEvent
    public var shop: String
    /// The bundle it seals: log position of the first posting's document × 8 + its ordinal.
    public var bundle: Int64
    /// How many postings stand behind it (附件数).
    public var documents: Int64
    public var lines: [PostingLine]

    public init(
        book: String, period: Period, word: VoucherWord, number: Int64, day: Day, event: PostingEvent, shop: String, bundle: Int64,
        documents: Int64, lines: [PostingLine]
    ) {
        self.book = book
        self.period = period
        self.word = word
        self.number = number
        self.day = day
        self.event = event
        self.shop = shop
        self.bundle = bundle
        self.documents = documents
        self.lines = lines
    }

    /// `GZ 2026-03 转-12`
    public var label: String { "\(period.text) \(word.chinese)-\(number)" }
}
