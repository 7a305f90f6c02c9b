import Documents
import Foundation
import Kernel

/// What a state word of the export means.
public struct StateMeaning: Hashable, Sendable {
    public enum GoodsLeft: Sendable { case no, yes, whenMomentIsGiven }

    public var standing: ChannelOrder.Standing = .open
    public var payment: ChannelOrder.Payment?
    public var goodsLeft = GoodsLeft.no

    init() {}

    init(_ section: MappingSection) throws {
        standing = try section.choice(
            "standing",
            ["open": .open, "cancelled": .cancelled, "shipped": .shipped, "completed": .completed, "refundRequested": .refundRequested],
            default: .open)
        payment = try section.choice(
            "payment", ["paid": .paid, "unpaid": .unpaid, "cashOnDelivery": .cashOnDelivery], default: nil)
        goodsLeft = try section.choice(
            "goodsLeft", ["true": .yes, "false": .no, "whenShippedAt": .whenMomentIsGiven], default: .no)
        try section.finish()
    }
}

/// State words, and what goes for rows without one.
public struct StateRules: Sendable {
    public var words: [String: StateMeaning] = [:]
    /// For rows whose state is empty, or when there is no state column.
    public var missing = StateMeaning()
    /// For words that are not listed; `nil` rejects the order.
    public var other: StateMeaning?
    public var payment = ChannelOrder.Payment.paid
    public var paymentWords: [String: ChannelOrder.Payment] = [:]

    init(_ section: MappingSection?) throws {
        guard let section else { return }
        if let words = try section.section("words") {
            for word in words.keys { self.words[word] = try StateMeaning(words.requiredSection(word)) }
        }
        if let missing = try section.section("missing") { self.missing = try StateMeaning(missing) }
        other = try section.section("other").map { try StateMeaning($0) }
        let payments: KeyValuePairs<String, ChannelOrder.Payment> = ["paid": .paid, "unpaid": .unpaid, "cashOnDelivery": .cashOnDelivery]
        payment = try section.choice("payment", payments, default: .paid)
        if let words = try section.section("paymentWords") {
            for word in words.keys { paymentWords[word] = try words.choice(word, payments, default: .paid) }
        }
        try section.finish()
    }

    func meaning(_ word: String) -> StateMeaning? { word.isEmpty ? missing : words[word] ?? other }
}

/// How the export says that something was taken back.
public struct CancellationRules: Sendable {
    /// Letters before the number of an order that take it back.
    public var prefix = ""
    /// Rows with negative pieces (or a negative amount) take back pieces of their order.
    public var negativeRows = false

    init(_ section: MappingSection?) throws {
        guard let section else { return }
        prefix = try section.string("prefix") ?? ""
        negativeRows = try section.flag("negativeRows", default: false)
        try section.finish()
    }
}

/// What becomes of merchant codes that nobody has mapped.
public struct ItemRules: Sendable {
    public enum Unknown: Sendable {
        /// An item record with a code made from the merchant code.
        case create
        /// Only what `table` or `file` names; orders with others wait for their mapping.
        case map
        /// Orders with others go to the rejects.
        case refuse
    }
    public var unknown: Unknown
    /// Merchant code → item code.
    public var table: [String: ItemCode] = [:]
    /// The category digits of codes that are made, 1 to 999.
    public var codeCategory = 1
    public var unit = "件"

    init(_ section: MappingSection, folder: String) throws {
        unknown = try section.choice("unknown", ["create": .create, "map": .map, "refuse": .refuse], default: .refuse)
        for (merchantCode, text) in try section.table("table") {
            guard let code = ItemCode(text: text) else {
                throw section.bad(
                    "table." + merchantCode, text, "应为 16 位且校验位正确的商品编码", "it must be an item code of 16 digits with a right check digit")
            }
            table[merchantCode] = code
        }
        if let file = try section.string("file") {
            let path = file.hasPrefix("/") ? file : folder + "/" + file
            try Self.read(path, section, into: &table)
        }
        codeCategory = try section.integer("codeCategory", in: 1...999, default: 1)
        unit = try section.string("unit") ?? unit
        try section.finish()
    }

    /// A CSV file of two columns: merchant code, item code; a first line that is no code is its header.
    private static func read(_ path: String, _ section: MappingSection, into table: inout [String: ItemCode]) throws {
        do {
            let reader = CSVReader(DecodedText(try ByteSource(path: path), try DecodedText.decide(.automatic, path: path)), delimiter: 44)
            while true {
                switch try reader.next() {
                case .end: return
                case .broken(let line, _):
                    throw MappingError.unreadableTable(
                        path: section.path("file"), file: path, problem: "line \(line): a quote is not closed")
                case .row:
                    if reader.row.isBlank { continue }
                    guard reader.row.count >= 2, let merchantCode = reader.row.text(0), let text = reader.row.text(1),
                        let code = ItemCode(text: text)
                    else {
                        if reader.row.line == 1 { continue }
                        throw MappingError.unreadableTable(
                            path: section.path("file"), file: path, problem: "line \(reader.row.line) has no valid item code")
                    }
                    table[merchantCode] = code
                }
            }
        } catch let error as FileError {
            throw MappingError.unreadableTable(path: section.path("file"), file: path, problem: error.english)
        }
    }
}

/// Which merchant codes are services: postage, fees, installation.
public struct ServiceRules: Sendable {
    public var codes: Set<String> = []
    public var patterns: [WordPattern] = []

    init(_ section: MappingSection?) throws {
        guard let section else { return }
        codes = Set(try section.strings("codes"))
        patterns = try section.strings("patterns").map { WordPattern($0) }
        try section.finish()
    }

    func contains(_ merchantCode: String) -> Bool { codes.contains(merchantCode) || patterns.contains { $0.matches(merchantCode) } }
}

/// A pattern for short words: `*` any characters, `?` one character, `#` one digit; everything else is itself.
public struct WordPattern: Hashable, Sendable {
    public let text: String
    private let parts: [Character]

    public init(_ text: String) {
        self.text = text
        parts = Array(text)
    }

    public func matches(_ word: String) -> Bool {
        let word = Array(word)
        var (part, at) = (0, 0)
        var star = -1
        var resume = 0
        while at < word.count {
            if part < parts.count, parts[part] == "*" {
                star = part
                resume = at
                part += 1
            } else if part < parts.count,
                parts[part] == "?" || parts[part] == word[at] || (parts[part] == "#" && word[at].isASCII && word[at].isNumber)
            {
                part += 1
                at += 1
            } else if star >= 0 {
                part = star + 1
                resume += 1
                at = resume
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == "*" }
    }
}

/// Prices with or without VAT, and its rates.
public struct TaxRules: Sendable {
    public var included: Bool
    public var rate: Rate
    public var categories: [String: Rate] = [:]
    public var serviceRate: Rate

    init(_ section: MappingSection) throws {
        guard section.node("included") != nil else { throw MappingError.missingKey(path: section.path("included")) }
        included = try section.flag("included", default: true)
        guard let share = try section.share("rate", upTo: 10_000) else { throw MappingError.missingKey(path: section.path("rate")) }
        rate = Rate(tenThousandths: Int32(share))
        serviceRate = Rate(tenThousandths: Int32(try section.share("serviceRate", upTo: 10_000) ?? share))
        if let categories = try section.section("categories") {
            for name in categories.keys {
                guard let share = try categories.share(name, upTo: 10_000) else {
                    throw MappingError.missingKey(path: categories.path(name))
                }
                self.categories[name] = Rate(tenThousandths: Int32(share))
            }
        }
        try section.finish()
    }

    func rate(category: String, isService: Bool) -> Rate { categories[category] ?? (isService ? serviceRate : rate) }
}

/// Opening stock and its cost, where the export has neither.
public struct StockRules: Sendable {
    /// The pieces that the import will ship or reserve come as opening stock; else nothing does.
    public var opensSold = false
    /// More than was sold, in ten-thousandths.
    public var extra: Int64 = 0
    /// Cost of one piece as a share of its first net price, in ten-thousandths.
    public var costRatio: Int64 = 0
    /// `nil`: the day before the first order.
    public var day: Day?

    init(_ section: MappingSection?) throws {
        guard let section else { return }
        opensSold = try section.choice("opening", ["sold": true, "none": false], default: false)
        extra = try section.share("extra", upTo: 100_000) ?? 0
        if let ratio = try section.share("costRatio", upTo: 10_000) {
            costRatio = ratio
        } else if opensSold {
            throw MappingError.missingKey(path: section.path("costRatio"))
        }
        if let text = try section.string("day") {
            guard let day = DatePattern("yyyy-MM-dd")?.moment(text, zone: 480)?.day else {
                throw section.bad("day", text, "应为 2026-01-31 这样的日期", "it must be a day such as 2026-01-31")
            }
            self.day = day
        }
        try section.finish()
    }
}

/// The company's records that the import needs and creates where they are missing.
public struct SetupRules: Sendable {
    public var books: [Book] = []
    public var warehouses: [WarehouseSite] = []
    public var shops: [Shop] = []

    init(_ section: MappingSection?) throws {
        guard let section else { return }
        for part in try section.sections("books") {
            let currency = try part.string("currency") ?? Currency.yuan.code
            guard let currency = Currency(currency) else {
                throw part.bad("currency", currency, "应为三个大写字母的币种代码", "it must be a currency code of three capital letters")
            }
            books.append(
                Book(
                    code: try Self.code(part), name: try part.requiredString("name"), currency: currency,
                    voucherMode: try part.choice("vouchers", ["bundled": .bundled, "perDocument": .perDocument], default: .bundled),
                    taxRegime: try part.choice("taxRegime", ["general": .general, "smallScale": .smallScale], default: .general)))
            try part.finish()
        }
        for part in try section.sections("warehouses") {
            warehouses.append(
                WarehouseSite(
                    code: try Self.code(part), name: try part.requiredString("name"), book: try Self.code(part, "book"),
                    isMain: try part.flag("main", default: false), area: try part.string("area") ?? ""))
            try part.finish()
        }
        for part in try section.sections("shops") {
            shops.append(
                Shop(
                    code: try Self.code(part), name: try part.requiredString("name"), channel: try part.requiredString("channel"),
                    book: try Self.code(part, "book"), priority: Int64(try part.integer("priority", in: 1...9, default: 5)),
                    reservesUnpaid: try part.flag("reservesUnpaid", default: false),
                    reservationMinutes: Int64(
                        try part.integer("reservationMinutes", in: 1...525_600, default: Int(Shop.reservationDay))),
                    sources: try part.sections("sources").map { source in
                        let made = Shop.Source(
                            warehouse: try Self.code(source, "warehouse"),
                            priority: Int64(try source.integer("priority", in: 1...99, default: 1)), areas: try source.strings("areas"))
                        try source.finish()
                        return made
                    }))
            try part.finish()
        }
        try section.finish()
    }

    private static func code(_ section: MappingSection, _ key: String = "code") throws -> String {
        let text = try section.requiredString(key)
        guard Code.isValid(text) else {
            throw section.bad(key, text, "应为 1 到 15 位的大写字母、数字、- _ .", "it must be 1 to 15 of A–Z 0–9 - _ .")
        }
        return text
    }
}
