import Kernel

/// Master data 基础资料 (seed chapter 二.1; domain rules, Company). A record enters the log as a document; a later one with the
/// same code is its next version.
public enum MasterRecord: Hashable, Sendable {
    case book(Book)
    case warehouse(WarehouseSite)
    case shop(Shop)
    case item(Item)
    case kit(Kit)
    case supplier(Supplier)
    case customer(Customer)
    case channelItem(ChannelItem)
    case condition(StockCondition)
    case account(LedgerAccount)
    case postingRule(PostingRule)
    case zone(StockZone)
    case bin(StockBin)

    public var kind: MasterKind {
        switch self {
        case .book: .book
        case .warehouse: .warehouse
        case .shop: .shop
        case .item: .item
        case .kit: .kit
        case .supplier: .supplier
        case .customer: .customer
        case .channelItem: .channelItem
        case .condition: .condition
        case .account: .account
        case .postingRule: .postingRule
        case .zone: .zone
        case .bin: .bin
        }
    }

    /// The code under which the record is found, unique within its kind.
    public var code: String {
        switch self {
        case .book(let record): record.code
        case .warehouse(let record): record.code
        case .shop(let record): record.code
        case .item(let record): record.code.text
        case .kit(let record): record.code.text
        case .supplier(let record): record.code.text
        case .customer(let record): record.code
        case .channelItem(let record): record.shop + "/" + record.merchantCode
        case .condition(let record): record.code
        case .account(let record): String(record.number)
        case .zone(let record): record.warehouse + "/" + record.code
        case .bin(let record): record.warehouse + "/" + record.code
        case .postingRule(let record): String(record.event.rawValue) + (record.profile.map { "/\($0.rawValue)" } ?? "")
        }
    }
}

public enum MasterKind: Int64, CaseIterable, Sendable {
    case book = 1
    case warehouse, shop, item, kit, supplier, customer, channelItem, condition, account, postingRule, zone, bin
}

/// A book 账套: one legal entity's ledgers, in one currency.
public struct Book: Hashable, Sendable {
    /// How vouchers are made from channel sales.
    public enum VoucherMode: Int64, Sendable {
        /// One voucher over all postings of a shop, day and rule.
        case bundled = 0
        /// One voucher a document.
        case perDocument = 1
    }
    public enum TaxRegime: Int64, Sendable {
        case general = 0
        case smallScale = 1
    }

    public var code: String
    public var name: String
    public var currency: Currency
    public var voucherMode: VoucherMode
    public var taxRegime: TaxRegime
    public var profile: AccountingProfile
    /// Warehouses of the book keep no accounts against each other: goods under way lie in 140509, not in 3301 (accounting 5.5).
    public var transfersInBook: Bool

    public init(
        code: String, name: String, currency: Currency = .yuan, voucherMode: VoucherMode = .bundled,
        taxRegime: TaxRegime = .general, profile: AccountingProfile = .seed, transfersInBook: Bool = false
    ) {
        self.code = code
        self.name = name
        self.currency = currency
        self.voucherMode = voucherMode
        self.taxRegime = taxRegime
        self.profile = profile
        self.transfersInBook = transfersInBook
    }
}

/// A warehouse 仓库 of a book.
public struct WarehouseSite: Hashable, Sendable {
    public enum Kind: Int64, CaseIterable, Sendable {
        case own = 0
        /// 代发: goods go from the supplier to the buyer and are here for the length of one commit.
        case dropship = 1
        /// Our goods at a customer who sells them for us 代销.
        case consignment = 2
    }

    public var code: String
    public var name: String
    public var book: String
    public var isMain: Bool
    /// Administrative division code of its place.
    public var area: String
    public var kind: Kind
    /// Who ships from a dropship warehouse.
    public var supplier: SupplierCode?
    /// 外部仓: it keeps books of its own and reports what it holds (申报库存). Once so, always so: our mirror of it begins here.
    public var isOutside: Bool
    /// Minutes between two stock status reports 库存动态报表, -1 for never.
    public var statusMinutes: Int64

    /// The seed's half hour (chapter 二.3).
    public static let usualStatusMinutes: Int64 = 30

    public init(
        code: String, name: String, book: String, isMain: Bool = false, area: String = "", kind: Kind = .own,
        supplier: SupplierCode? = nil, isOutside: Bool = false, statusMinutes: Int64 = WarehouseSite.usualStatusMinutes
    ) {
        self.code = code
        self.name = name
        self.book = book
        self.isMain = isMain
        self.area = area
        self.kind = kind
        self.supplier = supplier
        self.isOutside = isOutside
        self.statusMinutes = statusMinutes
    }
}

/// A zone 库区 of a warehouse.
public struct StockZone: Hashable, Sendable {
    public var warehouse: String
    public var code: String
    public var name: String

    public init(warehouse: String, code: String, name: String) {
        self.warehouse = warehouse
        self.code = code
        self.name = name
    }
}

/// A bin 库位 of a zone. A warehouse with bin records takes goods into no other bin.
public struct StockBin: Hashable, Sendable {
    public var warehouse: String
    public var code: String
    public var zone: String
    /// Its place on the walk through the warehouse: lower first.
    public var sequence: Int64

    public init(warehouse: String, code: String, zone: String, sequence: Int64) {
        self.warehouse = warehouse
        self.code = code
        self.zone = zone
        self.sequence = sequence
    }
}

/// A shop 店铺: an account on a channel, of one book, with the warehouses that serve it.
public struct Shop: Hashable, Sendable {
    /// One warehouse that may serve the shop. Lower priority numbers are asked first; `areas` are prefixes of the buyer's division
    /// code, none means everywhere.
    public struct Source: Hashable, Sendable {
        public var warehouse: String
        public var priority: Int64
        public var areas: [String]

        public init(warehouse: String, priority: Int64, areas: [String] = []) {
            self.warehouse = warehouse
            self.priority = priority
            self.areas = areas
        }

        public func serves(_ area: String) -> Bool { areas.isEmpty || areas.contains { area.hasPrefix($0) } }
    }

    public var code: String
    public var name: String
    public var channel: String
    public var book: String
    /// Orders of this shop are served before those with a higher number.
    public var priority: Int64
    /// Unpaid orders reserve stock (domain rules, Orders: payment state).
    public var reservesUnpaid: Bool
    /// How long they keep it, in minutes; then a ``CommandBody/releaseUnpaid(shop:)`` gives it to others.
    public var reservationMinutes: Int64
    public var sources: [Source]
    /// The share of free stock that its channel is offered, in ten-thousandths, and pieces of each item that never are.
    public var offerShare: Int64
    public var safetyPieces: Int64
    /// Its orders are a customer's business orders 2B 订单; `nil` for consumers.
    public var business: BusinessTerms?

    /// A day: what the channels give a buyer to pay.
    public static let reservationDay: Int64 = 24 * 60

    public init(
        code: String, name: String, channel: String, book: String, priority: Int64 = 5, reservesUnpaid: Bool = false,
        reservationMinutes: Int64 = Shop.reservationDay, sources: [Source],
        offerShare: Int64 = 10_000, safetyPieces: Int64 = 0, business: BusinessTerms? = nil
    ) {
        self.code = code
        self.name = name
        self.channel = channel
        self.book = book
        self.priority = priority
        self.reservesUnpaid = reservesUnpaid
        self.reservationMinutes = reservationMinutes
        self.sources = sources
        self.offerShare = offerShare
        self.safetyPieces = safetyPieces
        self.business = business
    }
}

/// An item 商品 or a service.
public struct Item: Hashable, Sendable {
    public struct Barcode: Hashable, Sendable {
        public var text: String
        /// Base units in what the barcode is stuck on.
        public var pieces: Int64

        public init(text: String, pieces: Int64 = 1) {
            self.text = text
            self.pieces = pieces
        }
    }
    /// A VAT rate that holds from a day on.
    public struct DatedRate: Hashable, Sendable {
        public var from: Day
        public var rate: Rate

        public init(from: Day, rate: Rate) {
            self.from = from
            self.rate = rate
        }
    }
    public enum ABCClass: Int64, Sendable {
        case a = 1
        case b = 2
        case c = 3
    }
    public enum CostingMethod: Int64, Sendable { case movingAverage = 0 }

    public var code: ItemCode
    public var name: String
    public var specification: String
    /// Services and links 补差价, 邮费, 安装: no notice and no stock.
    public var isService: Bool
    public var barcodes: [Barcode]
    public var baseUnit: String
    public var packUnit: String
    public var packPieces: Int64
    public var costing: CostingMethod
    public var rates: [DatedRate]
    /// 税收分类编码
    public var taxClassification: String
    public var abcClass: ABCClass
    public var supplier: SupplierCode?
    /// Grams a piece, for freight by weight and for weighing; 0 where nobody has weighed one.
    public var weight: Int64
    /// Days that a lot keeps from its production, 0 for goods that do not spoil.
    public var shelfLife: Int64

    public init(
        code: ItemCode, name: String, specification: String = "", isService: Bool = false, barcodes: [Barcode] = [],
        baseUnit: String = "件", packUnit: String = "", packPieces: Int64 = 1, costing: CostingMethod = .movingAverage,
        rates: [DatedRate], taxClassification: String = "", abcClass: ABCClass = .c, supplier: SupplierCode? = nil, weight: Int64 = 0,
        shelfLife: Int64 = 0
    ) {
        self.code = code
        self.name = name
        self.specification = specification
        self.isService = isService
        self.barcodes = barcodes
        self.baseUnit = baseUnit
        self.packUnit = packUnit
        self.packPieces = packPieces
        self.costing = costing
        self.rates = rates
        self.taxClassification = taxClassification
        self.abcClass = abcClass
        self.supplier = supplier
        self.weight = weight
        self.shelfLife = shelfLife
    }
}

/// A kit 组合装: exploded at intake, its price split over the parts by their ratios.
public struct Kit: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        public var item: ItemCode
        public var pieces: Int64
        /// Weight of this part in the kit's price.
        public var ratio: Int64

        public init(item: ItemCode, pieces: Int64, ratio: Int64) {
            self.item = item
            self.pieces = pieces
            self.ratio = ratio
        }
    }

    public var code: ItemCode
    public var name: String
    public var parts: [Part]

    public init(code: ItemCode, name: String, parts: [Part]) {
        self.code = code
        self.name = name
        self.parts = parts
    }
}

/// A supplier 供应商.
public struct Supplier: Hashable, Sendable {
    public enum TaxpayerKind: Int64, Sendable {
        case general = 0
        case smallScale = 1
    }
    public var code: SupplierCode
    public var name: String
    /// 结算方式, days after the statement.
    public var settlementDays: Int64
    public var taxpayer: TaxpayerKind
    public var rate: Rate

    public init(
        code: SupplierCode, name: String, settlementDays: Int64 = 30, taxpayer: TaxpayerKind = .general, rate: Rate = .goods
    ) {
        self.code = code
        self.name = name
        self.settlementDays = settlementDays
        self.taxpayer = taxpayer
        self.rate = rate
    }
}

/// A customer 客户 who gets statements and invoices; buyers on platforms are no customers (accounting section 2, 1122).
public struct Customer: Hashable, Sendable {
    public var code: String
    public var name: String
    /// 对账周期 in days.
    public var statementCycleDays: Int64
    public var invoiceTitle: String
    public var taxNumber: String
    public var creditLimit: Money
    public var isKeyAccount: Bool

    public init(
        code: String, name: String, statementCycleDays: Int64 = 30, invoiceTitle: String = "", taxNumber: String = "",
        creditLimit: Money = .zero, isKeyAccount: Bool = false
    ) {
        self.code = code
        self.name = name
        self.statementCycleDays = statementCycleDays
        self.invoiceTitle = invoiceTitle
        self.taxNumber = taxNumber
        self.creditLimit = creditLimit
        self.isKeyAccount = isKeyAccount
    }
}

/// Channel item mapping: the shop's own merchant code 商家编码 → item, kit or service.
public struct ChannelItem: Hashable, Sendable {
    public var shop: String
    public var merchantCode: String
    public var target: ItemCode

    public init(shop: String, merchantCode: String, target: ItemCode) {
        self.shop = shop
        self.merchantCode = merchantCode
        self.target = target
    }
}

/// A stock condition 库存状态 is data; only *sellable* stock may be promised.
public struct StockCondition: Hashable, Sendable {
    public var code: String
    public var name: String
    public var isSellable: Bool
    /// The account that holds goods in this condition (140501 or 140502).
    public var valuedAs: AccountRole

    public init(code: String, name: String, isSellable: Bool, valuedAs: AccountRole? = nil) {
        self.code = code
        self.name = name
        self.isSellable = isSellable
        self.valuedAs = valuedAs ?? (isSellable ? .goods : .defectiveGoods)
    }

    /// 正品, the condition of goods that nobody has found fault with.
    public static let good = "ZP"
    /// 残次
    public static let defective = "CC"
}
