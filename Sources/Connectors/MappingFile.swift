import Documents
import Kernel
import Yams

/// A mapping: how to read somebody's order export, and the stated rules for what it lacks. Read strictly from YAML; every
/// error names the key path (docs/order-import.md describes each key).
public struct MappingFile: Sendable {
    public var name: String
    public var text: TextRules
    public var layout: FileRules
    public var shop: WordColumn
    public var order: OrderColumns
    public var line: LineColumns?
    public var payment: PaymentColumns?
    public var item: ItemColumns?
    public var states: StateRules
    public var cancellations: CancellationRules
    public var items: ItemRules
    public var services: ServiceRules
    public var tax: TaxRules
    public var stock: StockRules
    public var setup: SetupRules

    /// Reads a mapping. `folder` is where relative table files are looked for.
    public init(yaml: String, folder: String) throws(MappingError) {
        do {
            self = try Self.read(yaml, folder)
        } catch let error as MappingError {
            throw error
        } catch let error as YamlError {
            throw Self.notYAML(error)
        } catch {
            throw .notYAML(line: 0, problem: String(describing: error))
        }
    }

    private static func notYAML(_ error: YamlError) -> MappingError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            .notYAML(line: mark.line, problem: problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            .notYAML(line: context.mark.line, problem: "the key \(duplicates.joined(separator: ", ")) stands there twice")
        default: .notYAML(line: 0, problem: String(describing: error))
        }
    }

    private static func read(_ yaml: String, _ folder: String) throws -> MappingFile {
        guard let root = try Yams.compose(yaml: yaml) else {
            throw MappingError.notYAML(line: 1, problem: "the file is empty")
        }
        let top = try MappingSection(root, path: "")
        let format = try top.requiredString("format")
        guard format == "tripod-orders/1" else {
            throw top.bad("format", format, "本程序只认识 tripod-orders/1", "this program knows tripod-orders/1 only")
        }
        let layout = try FileRules(top.requiredSection("files"))
        let mapping = MappingFile(
            name: try top.requiredString("name"),
            text: try TextRules(top.section("text")),
            layout: layout,
            shop: try WordColumn.read(top, "shop"),
            order: try OrderColumns(top.requiredSection("order")),
            line: try top.section("line").map { try LineColumns($0, isJoined: layout.isJoined) },
            payment: try top.section("payment").map { try PaymentColumns($0) },
            item: try top.section("item").map { try ItemColumns($0) },
            states: try StateRules(top.section("states")),
            cancellations: try CancellationRules(top.section("cancellations")),
            items: try ItemRules(top.requiredSection("items"), folder: folder),
            services: try ServiceRules(top.section("services")),
            tax: try TaxRules(top.requiredSection("tax")),
            stock: try StockRules(top.section("stock")),
            setup: try SetupRules(top.section("setup"))
        )
        if !layout.isJoined, mapping.line == nil { throw MappingError.missingKey(path: "line") }
        try top.finish()
        return mapping
    }

    private init(
        name: String, text: TextRules, layout: FileRules, shop: WordColumn, order: OrderColumns, line: LineColumns?,
        payment: PaymentColumns?, item: ItemColumns?, states: StateRules, cancellations: CancellationRules, items: ItemRules,
        services: ServiceRules, tax: TaxRules, stock: StockRules, setup: SetupRules
    ) {
        self.name = name
        self.text = text
        self.layout = layout
        self.shop = shop
        self.order = order
        self.line = line
        self.payment = payment
        self.item = item
        self.states = states
        self.cancellations = cancellations
        self.items = items
        self.services = services
        self.tax = tax
        self.stock = stock
        self.setup = setup
    }
}

/// How the files write text, numbers and moments.
public struct TextRules: Sendable {
    public var encoding = TextEncoding.automatic
    public var delimiter = UInt8(ascii: ",")
    public var quote = UInt8(ascii: "\"")
    public var decimal = DecimalStyle(mark: .point)
    public var dates: [DatePattern]
    /// Minutes east of Greenwich of moments without a zone.
    public var zone = 480
    public var skipLines = 0
    /// Words that mean that a cell is empty.
    public var empty: Set<String> = ["\\N", "NULL", "null", "-", "--", "无", "N/A", "nan"]

    static let usual = [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", "yyyy/M/d", "iso8601",
    ]

    init(_ section: MappingSection?) throws {
        dates = Self.usual.compactMap { DatePattern($0) }
        guard let section else { return }
        encoding = try section.choice(
            "encoding",
            [
                "auto": .automatic, "utf-8": .utf8, "gb18030": .gb18030, "utf-16": .utf16, "latin-1": .latin1, "windows-1252": .windows1252,
            ], default: .automatic)
        delimiter = try Self.mark(section, "delimiter", delimiter)
        quote = try Self.mark(section, "quote", quote)
        decimal = try section.choice(
            "decimal", ["1,234.56": DecimalStyle(mark: .point), "1.234,56": DecimalStyle(mark: .comma)], default: decimal)
        let patterns = try section.strings("dates")
        if !patterns.isEmpty {
            dates = try patterns.map { text in
                guard let pattern = DatePattern(text) else {
                    throw section.bad(
                        "dates", text, "可用 yyyy MMM MM dd HH mm ss SSS a Z、iso8601、epochSeconds、epochMilliseconds、excelDays",
                        "use yyyy MMM MM dd HH mm ss SSS a Z, or iso8601, epochSeconds, epochMilliseconds, excelDays")
                }
                return pattern
            }
        }
        if let text = try section.string("zone") {
            guard let minutes = ZoneOffset.minutes(text) else {
                throw section.bad("zone", text, "应为 +08:00 这样的时差", "it must be an offset such as +08:00")
            }
            zone = minutes
        }
        skipLines = try section.integer("skipLines", in: 0...1000, default: 0)
        if section.node("empty") != nil { empty = Set(try section.strings("empty")) }
        try section.finish()
    }

    private static func mark(_ section: MappingSection, _ key: String, _ fallback: UInt8) throws -> UInt8 {
        guard let text = try section.string(key) else { return fallback }
        if text == "tab" || text == "\\t" { return 9 }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte != 10, byte != 13 else {
            throw section.bad(key, text, "应为一个 ASCII 字符或 tab", "it must be one ASCII character, or tab")
        }
        return byte
    }
}

/// What a file of the export holds.
public enum FileRole: String, CaseIterable, Sendable {
    /// One row a line, with the order's own columns repeated.
    case flat
    case orders
    case lines
    case payments
    case items
}

/// One flat file, or several joined by the order's number.
public struct FileRules: Sendable {
    public var isJoined: Bool
    /// Patterns of file names by role; a role without one is found by its columns.
    public var names: [FileRole: String] = [:]
    /// Roles that may be missing.
    public var optional: Set<FileRole> = []
    /// A flat row without an order's number belongs to the order of the row above, as merged cells mean it.
    public var fillsDown = false

    init(_ section: MappingSection) throws {
        isJoined = try section.choice("layout", ["flat": false, "joined": true], default: false)
        if let names = try section.section("names") {
            for role in FileRole.allCases {
                if let pattern = try names.string(role.rawValue) { self.names[role] = pattern }
            }
            try names.finish()
        }
        if !isJoined { fillsDown = try section.flag("fillDown", default: false) }
        for word in try section.strings("optional") {
            guard let role = FileRole(rawValue: word) else {
                let list = FileRole.allCases.map(\.rawValue).joined(separator: " | ")
                throw section.bad("optional", word, "只能是 \(list)", "it must be one of \(list)")
            }
            optional.insert(role)
        }
        try section.finish()
    }
}

/// A word that is the same for all rows, or stands in a column, perhaps translated by a table.
public struct WordColumn: Sendable {
    public var columns: [String] = []
    public var table: [String: String] = [:]
    /// For cells that are empty or, with a table, not in it; empty: such rows are rejected (or the word is taken as it is).
    public var constant = ""

    init(columns: [String]) { self.columns = columns }

    static func read(_ parent: MappingSection, _ key: String) throws -> WordColumn {
        guard let section = try parent.section(key) else { throw MappingError.missingKey(path: parent.path(key)) }
        return try WordColumn(section)
    }

    init(_ section: MappingSection) throws {
        columns = try section.strings("column")
        table = try section.table("table")
        constant = try section.string("constant") ?? ""
        if columns.isEmpty && constant.isEmpty { throw MappingError.missingKey(path: section.path("column")) }
        try section.finish()
    }

    /// A column name, a list of them, or a section with `column`, `table`, `constant`.
    static func optional(_ parent: MappingSection, _ key: String) throws -> WordColumn? {
        guard let node = parent.node(key) else { return nil }
        if case .mapping = node { return try parent.section(key).map { try WordColumn($0) } }
        return WordColumn(columns: try parent.strings(key))
    }

    /// A word as it stands, or a section with `column`, `table`, `constant`.
    static func constant(_ parent: MappingSection, _ key: String) throws -> WordColumn {
        if case .mapping = parent.node(key), let section = try parent.section(key) { return try WordColumn(section) }
        var word = WordColumn(columns: [])
        word.constant = try parent.requiredString(key)
        return word
    }

    /// The word for a cell; `nil` when the rules give none.
    func word(_ cell: String) -> String? {
        if cell.isEmpty { return constant.isEmpty ? nil : constant }
        if table.isEmpty { return cell }
        return table[cell] ?? (constant.isEmpty ? nil : constant)
    }
}
