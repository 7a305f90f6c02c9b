import Kernel

/// The debit or credit side of a voucher line.
public enum Side: Int64, Sendable {
    case debit = 0
    case credit = 1
}

/// A ledger account 会计科目; its number is data, its role is what rules name (accounting section 2).
public struct LedgerAccount: Hashable, Sendable {
    public enum Category: Int64, Sendable {
        case asset = 1
        case liability, common, equity, profitAndLoss
    }
    public var number: Int64
    public var name: String
    public var english: String
    public var side: Side
    public var category: Category
    public var role: AccountRole?

    public init(number: Int64, name: String, english: String, side: Side, category: Category, role: AccountRole? = nil) {
        self.number = number
        self.name = name
        self.english = english
        self.side = side
        self.category = category
        self.role = role
    }
}

/// What an account is for. Rules name roles; the chart gives the numbers. The raw value is stored; never reuse one.
public enum AccountRole: Int64, CaseIterable, Sendable {
    case receivables = 1
    case goods
    case defectiveGoods
    case goodsShipped
    case estimatedPayables
    case outputVAT
    case salesRevenue
    case serviceRevenue
    case costOfSales
    case costVariance
    case paidInCapital
    case bank
    case channelWallet
    /// 应付账款-已结算: the supplier's paper is there.
    case payables = 14
    case inputVAT
    case inputVATTransferredOut
    /// 在途物资: invoiced, not arrived.
    case goodsBought
    /// 调拨在途, where both warehouses keep one set of accounts.
    case goodsInTransfer
    /// 内部往来, by the warehouse that owes.
    case interbranch
    /// 内部调拨损益, cleared at each close.
    case transferProfit
    /// 待处理财产损溢
    case pendingGainLoss
    /// 其他应收款-赔款, by whoever pays for a loss.
    case lossClaims
    /// 合理损耗
    case reasonableLoss
    /// 营业外收入-盘盈利得
    case countGain
    case otherGain
    /// 管理费用-存货盘点净损失
    case countExpense
    case administrativeExpense
    case promotionExpense
    /// 销售费用-售后补偿及损失
    case afterSalesExpense
    case extraordinaryLoss
    case countLoss
    case transferLoss
    case impairmentLoss
    case inventoryReserve
    /// 待转销项税额
    case deferredOutputVAT
    case contractLiabilities
    case refundsPayable

    /// The accounts that stand for goods on hand.
    public static let onHand: [AccountRole] = [.goods, .defectiveGoods]
}

/// What happened, for the choice of a posting rule 凭证模板. The raw value is stored; never reuse one.
public enum PostingEvent: Int64, CaseIterable, Sendable {
    case sale = 1
    case costOfSales = 2
    case openingStock = 3
    case purchaseReceipt = 4
    case purchaseReturn = 5
    case landedCost = 6
    case priceDifference = 7
    case salesReturn = 10
    case returnGood = 11
    case returnDefective = 12
    case returnScrap = 13
    case refundExpense = 14
    case scrapDisposal = 15
    case impairment = 16
    case transferIssue = 20
    case transferReceipt = 21
    case transferShortage = 22
    case transferLossDisposal = 23
    case transferIssueInBook = 24
    case transferReceiptInBook = 25
    case transferShortageInBook = 26
    case transferLossPending = 27
    case transferLossPendingInBook = 28
    case countSurplus = 30
    case countSurplusDisposal = 31
    case countShortageReasonable = 32
    case countShortagePending = 33
    case countReasonableDisposal = 34
    case countLossDisposal = 35
    case countDisasterDisposal = 36
    case lateFoundPurchase = 37
    case countDisasterPending = 38
    case otherReceipt = 40
    case sampleIssue = 41
    case ownUseIssue = 42
    case scrapIssue = 43
    case conditionChange = 44
    case assembly = 45
    case openingBalance = 50
    case goodsShippedUnearned = 51
    case costOfGoodsShipped = 52
    case testIssue = 60
    case reshipmentIssue = 61
    case fakeIssue = 62
    case shippedShortage = 63
    case shippedBack = 64
    case statementDeduction = 65

    public var chinese: String { names.chinese }
    public var english: String { names.english }

    private var names: (chinese: String, english: String) {
        switch self {
        case .sale: ("销售", "sale")
        case .costOfSales: ("结转成本", "cost of sales")
        case .openingStock: ("期初库存", "opening stock")
        case .purchaseReceipt: ("采购入库暂估", "purchase receipt, estimated")
        case .purchaseReturn: ("采购退货红冲暂估", "purchase return, estimate reversed")
        case .landedCost: ("采购费用分摊", "landed cost")
        case .priceDifference: ("采购价差", "purchase price difference")
        case .salesReturn: ("销售退货红字应收", "sales return, red receivable")
        case .returnGood: ("退货入库(良品)", "return receipt, good")
        case .returnDefective: ("退货入库(次品)", "return receipt, defective")
        case .returnScrap: ("退货报废待处理", "return receipt, scrap under decision")
        case .refundExpense: ("售后补偿", "refund as an expense")
        case .scrapDisposal: ("报废审批结转", "scrap decided")
        case .impairment: ("计提存货跌价准备", "write-down to net realisable value")
        case .transferIssue, .transferIssueInBook: ("调拨出库", "transfer issue")
        case .transferReceipt, .transferReceiptInBook: ("调拨入库", "transfer receipt")
        case .transferShortage, .transferShortageInBook: ("调拨短少", "transfer shortage")
        case .transferLossPending, .transferLossPendingInBook: ("调拨短少待处理", "transfer shortage under decision")
        case .transferLossDisposal: ("调拨短少审批结转", "transfer shortage decided")
        case .countSurplus: ("盘盈入库", "count surplus")
        case .countSurplusDisposal: ("盘盈审批结转", "count surplus decided")
        case .countShortageReasonable: ("盘亏合理损耗", "count shortage, reasonable")
        case .countShortagePending: ("盘亏待处理", "count shortage under decision")
        case .countReasonableDisposal: ("合理损耗结转", "reasonable shortage decided")
        case .countLossDisposal: ("盘亏审批结转", "count shortage decided")
        case .countDisasterDisposal: ("非常损失结转", "extraordinary loss decided")
        case .countDisasterPending: ("非常损失待处理", "extraordinary loss under decision")
        case .lateFoundPurchase: ("盘盈补录采购", "surplus entered as a late purchase")
        case .otherReceipt: ("其他入库", "other receipt")
        case .sampleIssue: ("样品赠送出库", "samples and gifts")
        case .ownUseIssue: ("领用出库", "own use")
        case .scrapIssue: ("报废出库待处理", "scrap under decision")
        case .conditionChange: ("状态调整", "condition change")
        case .assembly: ("组装拆卸", "assembly")
        case .openingBalance: ("期初余额", "opening balances")
        case .goodsShippedUnearned: ("发出商品", "goods shipped, not yet earned")
        case .testIssue: ("测试单出库", "issue of a test order")
        case .reshipmentIssue: ("补发出库", "reshipment")
        case .fakeIssue: ("刷单出库", "issue of a fake order")
        case .costOfGoodsShipped: ("发出商品结转成本", "cost of goods shipped")
        case .shippedShortage: ("客户短收待处理", "shortage at the customer under decision")
        case .shippedBack: ("客户拒收退回", "goods that the customer refused, back")
        case .statementDeduction: ("代销账扣与返利", "deductions and rebates of a statement")
        }
    }
}

/// Which of an event's amounts a rule line takes: a closed list. The raw value is stored; never reuse one.
public enum AmountRole: Int64, CaseIterable, Sendable {
    /// What each party owes, tax included; on a purchase what is owed to each party.
    case owed = 1
    case goodsNet
    case serviceNet
    case vat
    /// The cost of what left or came, in total.
    case costTotal
    /// The same by warehouse, item and condition, with pieces.
    case costByStock
    /// What the supplier will invoice, without tax.
    case estimate
    /// The share of a late difference whose goods have left already.
    case variance = 8
    /// Goods under way between two warehouses at their settlement price, by item, with pieces.
    case transferPrice
    /// Settlement price less cost.
    case internalProfit
    /// Input VAT of goods that an abnormal loss took.
    case inputVATOut
    /// What is under decision, by item, with pieces: cost and input VAT transferred out.
    case pending
    /// What persons, carriers and insurers pay of a loss, by party.
    case claim
    /// What of a loss or gain nobody else bears.
    case rest
    /// Deductible input VAT.
    case inputVAT
    /// A gain that lowers an expense instead: negative.
    case decided
    /// What leaves where a document both brings in and takes out, by warehouse, item and condition, with pieces.
    case costOut
    /// Cost less settlement price, where that is the lower one.
    case internalLoss = 60
}

/// Where the seed's rules and the standards differ (accounting section 1), a setting of each book.
public enum AccountingProfile: Int64, CaseIterable, Sendable {
    /// The seed's own rules.
    case seed = 1
    /// 企业会计准则
    case cas = 2
    /// 小企业会计准则
    case small = 3
}

/// A posting rule: event, version, and lines of side + account role + amount role. Data, not code (DESIGN section 6).
public struct PostingRule: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var side: Side
        public var account: AccountRole
        public var amount: AmountRole

        public init(_ side: Side, _ account: AccountRole, _ amount: AmountRole) {
            self.side = side
            self.account = account
            self.amount = amount
        }
    }

    public var event: PostingEvent
    public var version: Int64
    /// The books it holds for; `nil` holds for all that have no rule of their own.
    public var profile: AccountingProfile?
    public var lines: [Line]

    public init(event: PostingEvent, version: Int64, profile: AccountingProfile? = nil, lines: [Line]) {
        self.event = event
        self.version = version
        self.profile = profile
        self.lines = lines
    }
}

/// Where value lies (存放处); pieces and money are kept by place.
public enum ValuePlace: Int64, CaseIterable, Sendable {
    /// Not stock: a line without pieces.
    case none = 0
    case onHand = 1
    /// Between two warehouses, kept under the one that waits for it.
    case inTransfer = 2
    /// 1402: bought, not arrived.
    case bought = 3
    /// 1406: shipped, not earned.
    case shipped = 4
    /// 1901: lost or found, nobody has decided yet.
    case underDecision = 5

    /// The accounts whose balances are the money of this place (INV-05).
    public var accounts: [AccountRole] {
        switch self {
        case .none: []
        case .onHand: AccountRole.onHand
        case .inTransfer: [.interbranch, .goodsInTransfer]
        case .bought: [.goodsBought]
        case .shipped: [.goodsShipped]
        case .underDecision: [.pendingGainLoss]
        }
    }
}

/// One line of a posting: side, account, amount and what it is about. Negative is red.
public struct PostingLine: Hashable, Sendable {
    public var side: Side
    public var account: Int64
    public var amount: Money
    public var party: String
    public var place: ValuePlace
    public var warehouse: String
    public var item: Int64
    public var condition: String
    /// Pieces moved, in the direction of `side`; 0 on lines that are not stock.
    public var pieces: Int64

    public init(
        side: Side, account: Int64, amount: Money, party: String = "", place: ValuePlace = .none, warehouse: String = "",
        item: Int64 = 0, condition: String = "", pieces: Int64 = 0
    ) {
        self.side = side
        self.account = account
        self.amount = amount
        self.party = party
        self.place = place
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.pieces = pieces
    }
}

/// What one document does to the general ledger: balanced lines, with the rule and its version (INV-01).
public struct Posting: Hashable, Sendable {
    public var event: PostingEvent
    public var ruleVersion: Int64
    public var book: String
    public var day: Day
    /// The shop whose day bundles it; empty for documents of no shop.
    public var shop: String
    /// True when the day's end seals it with others of the same shop, day and rule.
    public var bundled: Bool
    public var lines: [PostingLine]

    public init(
        event: PostingEvent, ruleVersion: Int64, book: String, day: Day, shop: String, bundled: Bool, lines: [PostingLine]
    ) {
        self.event = event
        self.ruleVersion = ruleVersion
        self.book = book
        self.day = day
        self.shop = shop
        self.bundled = bundled
        self.lines = lines
    }
}
