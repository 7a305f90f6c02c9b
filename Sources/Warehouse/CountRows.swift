import Storage

/// A count plan: what it covers and how far it is. `state` is a ``CountState``; `sheet` and `causes` are its newest documents, `ended` the document that ended it (0: none).
public struct CountPlanRow: TableRow, Hashable {
    public typealias Key = Int64

    public var plan: Int64
    public var warehouse: String
    public var book: String
    public var zone: String
    public var byItems: Int64
    public var isBlind: Int64
    public var tasks: Int64
    public var openedAt: Int64
    public var state: Int64
    public var sheet: Int64
    public var causes: Int64
    public var ended: Int64

    public init(
        plan: Int64, warehouse: String, book: String, zone: String, byItems: Int64, isBlind: Int64, tasks: Int64, openedAt: Int64,
        state: Int64, sheet: Int64, causes: Int64, ended: Int64
    ) {
        self.plan = plan
        self.warehouse = warehouse
        self.book = book
        self.zone = zone
        self.byItems = byItems
        self.isBlind = isBlind
        self.tasks = tasks
        self.openedAt = openedAt
        self.state = state
        self.sheet = sheet
        self.causes = causes
        self.ended = ended
    }

    public static let schema = TableSchema(
        "count_plan",
        [
            .integer("plan"), .text("warehouse"), .text("book"), .text("zone"), .integer("by_items"), .integer("is_blind"),
            .integer("tasks"), .integer("opened_at"), .integer("state"), .integer("sheet"), .integer("causes"), .integer("ended"),
        ], key: ["plan"])

    public var key: Key { plan }

    public func write(to sink: any ColumnSink) {
        sink.integer(plan)
        sink.text(warehouse)
        sink.text(book)
        sink.text(zone)
        sink.integer(byItems)
        sink.integer(isBlind)
        sink.integer(tasks)
        sink.integer(openedAt)
        sink.integer(state)
        sink.integer(sheet)
        sink.integer(causes)
        sink.integer(ended)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        plan = columns.integer()
        warehouse = columns.text()
        book = columns.text()
        zone = columns.text()
        byItems = columns.integer()
        isBlind = columns.integer()
        tasks = columns.integer()
        openedAt = columns.integer()
        state = columns.integer()
        sheet = columns.integer()
        causes = columns.integer()
        ended = columns.integer()
    }
}

/// One item to count in one bin; `pass` is the newest count of it (0: none), `is_planned` 0 where a scan found it unexpected.
public struct CountTaskRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var plan: Int64
        public var bin: String
        public var item: Int64

        public init(plan: Int64, bin: String, item: Int64) {
            self.plan = plan
            self.bin = bin
            self.item = item
        }
    }
    public typealias Group = Int64

    public var plan: Int64
    public var bin: String
    public var item: Int64
    public var isPlanned: Int64
    public var pass: Int64

    public init(plan: Int64, bin: String, item: Int64, isPlanned: Int64, pass: Int64) {
        self.plan = plan
        self.bin = bin
        self.item = item
        self.isPlanned = isPlanned
        self.pass = pass
    }

    public static let schema = TableSchema(
        "count_task", [.integer("plan"), .text("bin"), .integer("item"), .integer("is_planned"), .integer("pass")],
        key: ["plan", "bin", "item"])

    public var key: Key { Key(plan: plan, bin: bin, item: item) }
    public var group: Group { plan }
    public static let groupColumns = ["plan"]
    public static let orderColumns = ["bin", "item"]

    public func write(to sink: any ColumnSink) {
        sink.integer(plan)
        sink.text(bin)
        sink.integer(item)
        sink.integer(isPlanned)
        sink.integer(pass)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.plan)
        sink.text(key.bin)
        sink.integer(key.item)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if bin != other.bin { return bin < other.bin }
        return item < other.item
    }

    public init(from columns: any ColumnSource) {
        plan = columns.integer()
        bin = columns.text()
        item = columns.integer()
        isPlanned = columns.integer()
        pass = columns.integer()
    }
}

/// Plans that are not ended: whose bins are watched.
public struct OpenPlanRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var plan: Int64

        public init(warehouse: String, plan: Int64) {
            self.warehouse = warehouse
            self.plan = plan
        }
    }
    public typealias Group = String

    public var warehouse: String
    public var plan: Int64
    public var zone: String
    public var byItems: Int64
    public var sheet: Int64

    public init(warehouse: String, plan: Int64, zone: String, byItems: Int64, sheet: Int64) {
        self.warehouse = warehouse
        self.plan = plan
        self.zone = zone
        self.byItems = byItems
        self.sheet = sheet
    }

    public static let schema = TableSchema(
        "open_plan", [.text("warehouse"), .integer("plan"), .text("zone"), .integer("by_items"), .integer("sheet")],
        key: ["warehouse", "plan"])

    public var key: Key { Key(warehouse: warehouse, plan: plan) }
    public var group: Group { warehouse }
    public static let groupColumns = ["warehouse"]
    public static let orderColumns = ["plan"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(plan)
        sink.text(zone)
        sink.integer(byItems)
        sink.integer(sheet)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.plan)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return plan < other.plan
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        plan = columns.integer()
        zone = columns.text()
        byItems = columns.integer()
        sheet = columns.integer()
    }
}

/// Bins of an item that a plan counts: no other plan counts them meanwhile.
public struct OpenCountRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var bin: String

        public init(warehouse: String, item: Int64, bin: String) {
            self.warehouse = warehouse
            self.item = item
            self.bin = bin
        }
    }
    public struct Group: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64

        public init(warehouse: String, item: Int64) {
            self.warehouse = warehouse
            self.item = item
        }
    }

    public var warehouse: String
    public var item: Int64
    public var bin: String
    public var plan: Int64

    public init(warehouse: String, item: Int64, bin: String, plan: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.bin = bin
        self.plan = plan
    }

    public static let schema = TableSchema(
        "open_count", [.text("warehouse"), .integer("item"), .text("bin"), .integer("plan")], key: ["warehouse", "item", "bin"])

    public var key: Key { Key(warehouse: warehouse, item: item, bin: bin) }
    public var group: Group { Group(warehouse: warehouse, item: item) }
    public static let groupColumns = ["warehouse", "item"]
    public static let orderColumns = ["bin"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.text(bin)
        sink.integer(plan)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.text(key.bin)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.warehouse)
        sink.integer(group.item)
    }

    public func precedes(_ other: Self) -> Bool {
        return bin < other.bin
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        bin = columns.text()
        plan = columns.integer()
    }
}

/// A count scan: who found what, when, on which device.
public struct CountScanRow: FamilyRow, Hashable {
    public typealias Key = Int64
    public struct Group: Hashable, Sendable {
        public var plan: Int64
        public var item: Int64

        public init(plan: Int64, item: Int64) {
            self.plan = plan
            self.item = item
        }
    }

    public var plan: Int64
    public var item: Int64
    public var document: Int64
    public var pass: Int64
    public var warehouse: String
    public var bin: String
    public var lot: String
    public var condition: String
    public var owner: String
    public var pieces: Int64
    public var staff: Int64
    public var device: String
    public var happenedAt: Int64

    public init(
        plan: Int64, item: Int64, document: Int64, pass: Int64, warehouse: String, bin: String, lot: String, condition: String,
        owner: String, pieces: Int64, staff: Int64, device: String, happenedAt: Int64
    ) {
        self.plan = plan
        self.item = item
        self.document = document
        self.pass = pass
        self.warehouse = warehouse
        self.bin = bin
        self.lot = lot
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
        self.staff = staff
        self.device = device
        self.happenedAt = happenedAt
    }

    public static let schema = TableSchema(
        "count_scan",
        [
            .integer("plan"), .integer("item"), .integer("document"), .integer("pass"), .text("warehouse"), .text("bin"), .text("lot"),
            .text("condition"), .text("owner"), .integer("pieces"), .integer("staff"), .text("device"), .integer("happened_at"),
        ], key: ["document"])

    public var key: Key { document }
    public var group: Group { Group(plan: plan, item: item) }
    public static let groupColumns = ["plan", "item"]
    public static let orderColumns = ["document"]

    public func write(to sink: any ColumnSink) {
        sink.integer(plan)
        sink.integer(item)
        sink.integer(document)
        sink.integer(pass)
        sink.text(warehouse)
        sink.text(bin)
        sink.text(lot)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pieces)
        sink.integer(staff)
        sink.text(device)
        sink.integer(happenedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group.plan)
        sink.integer(group.item)
    }

    public func precedes(_ other: Self) -> Bool {
        return document < other.document
    }

    public init(from columns: any ColumnSource) {
        plan = columns.integer()
        item = columns.integer()
        document = columns.integer()
        pass = columns.integer()
        warehouse = columns.text()
        bin = columns.text()
        lot = columns.text()
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
        staff = columns.integer()
        device = columns.text()
        happenedAt = columns.integer()
    }
}

/// What moved in the bins of a plan while they were counted: the book at the second of a scan is the book now less what moved since.
public struct CountMoveRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var plan: Int64
        public var document: Int64
        public var line: Int64

        public init(plan: Int64, document: Int64, line: Int64) {
            self.plan = plan
            self.document = document
            self.line = line
        }
    }
    public struct Group: Hashable, Sendable {
        public var plan: Int64
        public var item: Int64

        public init(plan: Int64, item: Int64) {
            self.plan = plan
            self.item = item
        }
    }

    public var plan: Int64
    public var item: Int64
    public var document: Int64
    public var line: Int64
    public var bin: String
    public var lot: String
    public var condition: String
    public var owner: String
    public var pieces: Int64
    public var happenedAt: Int64

    public init(
        plan: Int64, item: Int64, document: Int64, line: Int64, bin: String, lot: String, condition: String, owner: String, pieces: Int64,
        happenedAt: Int64
    ) {
        self.plan = plan
        self.item = item
        self.document = document
        self.line = line
        self.bin = bin
        self.lot = lot
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
        self.happenedAt = happenedAt
    }

    public static let schema = TableSchema(
        "count_move",
        [
            .integer("plan"), .integer("item"), .integer("document"), .integer("line"), .text("bin"), .text("lot"), .text("condition"),
            .text("owner"), .integer("pieces"), .integer("happened_at"),
        ], key: ["plan", "document", "line"])

    public var key: Key { Key(plan: plan, document: document, line: line) }
    public var group: Group { Group(plan: plan, item: item) }
    public static let groupColumns = ["plan", "item"]
    public static let orderColumns = ["document", "line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(plan)
        sink.integer(item)
        sink.integer(document)
        sink.integer(line)
        sink.text(bin)
        sink.text(lot)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pieces)
        sink.integer(happenedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.plan)
        sink.integer(key.document)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group.plan)
        sink.integer(group.item)
    }

    public func precedes(_ other: Self) -> Bool {
        if document != other.document { return document < other.document }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        plan = columns.integer()
        item = columns.integer()
        document = columns.integer()
        line = columns.integer()
        bin = columns.text()
        lot = columns.text()
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
        happenedAt = columns.integer()
    }
}

/// An article of a variance sheet. `late` pieces moved before they were counted and were recorded after the sheet: the book held them, too.
public struct CountLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var sheet: Int64
        public var line: Int64

        public init(sheet: Int64, line: Int64) {
            self.sheet = sheet
            self.line = line
        }
    }
    public typealias Group = Int64

    public var sheet: Int64
    public var line: Int64
    public var plan: Int64
    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var owner: String
    public var abcClass: Int64
    public var book: Int64
    public var counted: Int64
    public var late: Int64
    public var value: Int64
    public var cause: Int64
    public var partner: Int64
    public var supplier: Int64
    public var price: Int64

    public init(
        sheet: Int64, line: Int64, plan: Int64, warehouse: String, item: Int64, condition: String, owner: String, abcClass: Int64,
        book: Int64, counted: Int64, late: Int64, value: Int64, cause: Int64, partner: Int64, supplier: Int64, price: Int64
    ) {
        self.sheet = sheet
        self.line = line
        self.plan = plan
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.owner = owner
        self.abcClass = abcClass
        self.book = book
        self.counted = counted
        self.late = late
        self.value = value
        self.cause = cause
        self.partner = partner
        self.supplier = supplier
        self.price = price
    }

    public static let schema = TableSchema(
        "count_line",
        [
            .integer("sheet"), .integer("line"), .integer("plan"), .text("warehouse"), .integer("item"), .text("condition"), .text("owner"),
            .integer("abc_class"), .integer("book"), .integer("counted"), .integer("late"), .integer("value"), .integer("cause"),
            .integer("partner"), .integer("supplier"), .integer("price"),
        ], key: ["sheet", "line"])

    public var key: Key { Key(sheet: sheet, line: line) }
    public var group: Group { sheet }
    public static let groupColumns = ["sheet"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(sheet)
        sink.integer(line)
        sink.integer(plan)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.text(owner)
        sink.integer(abcClass)
        sink.integer(book)
        sink.integer(counted)
        sink.integer(late)
        sink.integer(value)
        sink.integer(cause)
        sink.integer(partner)
        sink.integer(supplier)
        sink.integer(price)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.sheet)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        sheet = columns.integer()
        line = columns.integer()
        plan = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        owner = columns.text()
        abcClass = columns.integer()
        book = columns.integer()
        counted = columns.integer()
        late = columns.integer()
        value = columns.integer()
        cause = columns.integer()
        partner = columns.integer()
        supplier = columns.integer()
        price = columns.integer()
    }
}

/// Where the pieces of a sheet's line lie.
public struct CountBinRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var sheet: Int64
        public var number: Int64

        public init(sheet: Int64, number: Int64) {
            self.sheet = sheet
            self.number = number
        }
    }
    public struct Group: Hashable, Sendable {
        public var sheet: Int64
        public var item: Int64

        public init(sheet: Int64, item: Int64) {
            self.sheet = sheet
            self.item = item
        }
    }

    public var sheet: Int64
    public var item: Int64
    public var number: Int64
    public var line: Int64
    public var bin: String
    public var lot: String
    public var condition: String
    public var owner: String
    public var pass: Int64
    public var countedAt: Int64
    public var book: Int64
    public var counted: Int64
    public var late: Int64

    public init(
        sheet: Int64, item: Int64, number: Int64, line: Int64, bin: String, lot: String, condition: String, owner: String, pass: Int64,
        countedAt: Int64, book: Int64, counted: Int64, late: Int64
    ) {
        self.sheet = sheet
        self.item = item
        self.number = number
        self.line = line
        self.bin = bin
        self.lot = lot
        self.condition = condition
        self.owner = owner
        self.pass = pass
        self.countedAt = countedAt
        self.book = book
        self.counted = counted
        self.late = late
    }

    public static let schema = TableSchema(
        "count_bin",
        [
            .integer("sheet"), .integer("item"), .integer("number"), .integer("line"), .text("bin"), .text("lot"), .text("condition"),
            .text("owner"), .integer("pass"), .integer("counted_at"), .integer("book"), .integer("counted"), .integer("late"),
        ], key: ["sheet", "number"])

    public var key: Key { Key(sheet: sheet, number: number) }
    public var group: Group { Group(sheet: sheet, item: item) }
    public static let groupColumns = ["sheet", "item"]
    public static let orderColumns = ["number"]

    public func write(to sink: any ColumnSink) {
        sink.integer(sheet)
        sink.integer(item)
        sink.integer(number)
        sink.integer(line)
        sink.text(bin)
        sink.text(lot)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pass)
        sink.integer(countedAt)
        sink.integer(book)
        sink.integer(counted)
        sink.integer(late)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.sheet)
        sink.integer(key.number)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group.sheet)
        sink.integer(group.item)
    }

    public func precedes(_ other: Self) -> Bool {
        return number < other.number
    }

    public init(from columns: any ColumnSource) {
        sheet = columns.integer()
        item = columns.integer()
        number = columns.integer()
        line = columns.integer()
        bin = columns.text()
        lot = columns.text()
        condition = columns.text()
        owner = columns.text()
        pass = columns.integer()
        countedAt = columns.integer()
        book = columns.integer()
        counted = columns.integer()
        late = columns.integer()
    }
}

/// The causes of a sheet, one row a document.
public struct CountCauseRow: TableRow, Hashable {
    public typealias Key = Int64

    public var document: Int64
    public var sheet: Int64
    public var plan: Int64
    public var amount: Int64

    public init(document: Int64, sheet: Int64, plan: Int64, amount: Int64) {
        self.document = document
        self.sheet = sheet
        self.plan = plan
        self.amount = amount
    }

    public static let schema = TableSchema(
        "count_cause", [.integer("document"), .integer("sheet"), .integer("plan"), .integer("amount")], key: ["document"])

    public var key: Key { document }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(sheet)
        sink.integer(plan)
        sink.integer(amount)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        sheet = columns.integer()
        plan = columns.integer()
        amount = columns.integer()
    }
}

/// Which items have ever lain in a bin, for plans by zone and class.
public struct BinItemRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var bin: String
        public var item: Int64

        public init(warehouse: String, bin: String, item: Int64) {
            self.warehouse = warehouse
            self.bin = bin
            self.item = item
        }
    }
    public typealias Group = String

    public var warehouse: String
    public var bin: String
    public var item: Int64

    public init(warehouse: String, bin: String, item: Int64) {
        self.warehouse = warehouse
        self.bin = bin
        self.item = item
    }

    public static let schema = TableSchema(
        "bin_item", [.text("warehouse"), .text("bin"), .integer("item")], key: ["warehouse", "bin", "item"])

    public var key: Key { Key(warehouse: warehouse, bin: bin, item: item) }
    public var group: Group { warehouse }
    public static let groupColumns = ["warehouse"]
    public static let orderColumns = ["bin", "item"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.text(bin)
        sink.integer(item)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.text(key.bin)
        sink.integer(key.item)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if bin != other.bin { return bin < other.bin }
        return item < other.item
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        bin = columns.text()
        item = columns.integer()
    }
}
