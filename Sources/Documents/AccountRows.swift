import Storage

/// A ledger account.
public struct AccountRow: TableRow, Hashable {
    public typealias Key = Int64

    public var number: Int64
    public var side: Int64
    public var category: Int64
    public var role: Int64
    public var name: String
    public var english: String

    public init(number: Int64, side: Int64, category: Int64, role: Int64, name: String, english: String) {
        self.number = number
        self.side = side
        self.category = category
        self.role = role
        self.name = name
        self.english = english
    }

    public static let schema = TableSchema(
        "account", [.integer("number"), .integer("side"), .integer("category"), .integer("role"), .text("name"), .text("english")],
        key: ["number"])

    public var key: Key { number }

    public func write(to sink: any ColumnSink) {
        sink.integer(number)
        sink.integer(side)
        sink.integer(category)
        sink.integer(role)
        sink.text(name)
        sink.text(english)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        number = columns.integer()
        side = columns.integer()
        category = columns.integer()
        role = columns.integer()
        name = columns.text()
        english = columns.text()
    }
}

/// The account that plays a role.
public struct AccountRoleRow: TableRow, Hashable {
    public typealias Key = Int64

    public var role: Int64
    public var number: Int64

    public init(role: Int64, number: Int64) {
        self.role = role
        self.number = number
    }

    public static let schema = TableSchema("account_role", [.integer("role"), .integer("number")], key: ["role"])

    public var key: Key { role }

    public func write(to sink: any ColumnSink) {
        sink.integer(role)
        sink.integer(number)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        role = columns.integer()
        number = columns.integer()
    }
}

/// A line of a posting rule version.
public struct RuleLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var event: Int64
        public var profile: Int64
        public var version: Int64
        public var line: Int64

        public init(event: Int64, profile: Int64, version: Int64, line: Int64) {
            self.event = event
            self.profile = profile
            self.version = version
            self.line = line
        }
    }
    public typealias Group = Int64

    public var event: Int64
    public var profile: Int64
    public var version: Int64
    public var line: Int64
    public var side: Int64
    public var role: Int64
    public var amount: Int64

    public init(event: Int64, profile: Int64, version: Int64, line: Int64, side: Int64, role: Int64, amount: Int64) {
        self.event = event
        self.profile = profile
        self.version = version
        self.line = line
        self.side = side
        self.role = role
        self.amount = amount
    }

    public static let schema = TableSchema(
        "posting_rule",
        [
            .integer("event"), .integer("profile"), .integer("version"), .integer("line"), .integer("side"), .integer("role"),
            .integer("amount"),
        ], key: ["event", "profile", "version", "line"])

    public var key: Key { Key(event: event, profile: profile, version: version, line: line) }
    public var group: Group { event }
    public static let groupColumns = ["event"]
    public static let orderColumns = ["profile", "version", "line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(event)
        sink.integer(profile)
        sink.integer(version)
        sink.integer(line)
        sink.integer(side)
        sink.integer(role)
        sink.integer(amount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.event)
        sink.integer(key.profile)
        sink.integer(key.version)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if profile != other.profile { return profile < other.profile }
        if version != other.version { return version < other.version }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        event = columns.integer()
        profile = columns.integer()
        version = columns.integer()
        line = columns.integer()
        side = columns.integer()
        role = columns.integer()
        amount = columns.integer()
    }
}
