import Storage

/// A line of a pick list: `picked` by scans, `issued` by the sales issue; `state` is a ``PickState``.
public struct PickLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var wave: Int64
        public var number: Int64

        public init(wave: Int64, number: Int64) {
            self.wave = wave
            self.number = number
        }
    }
    public typealias Group = Int64

    public var wave: Int64
    public var number: Int64
    public var notice: Int64
    public var line: Int64
    public var warehouse: String
    public var item: Int64
    public var bin: String
    public var lot: String
    public var condition: String
    public var owner: String
    public var pieces: Int64
    public var picked: Int64
    public var issued: Int64
    public var state: Int64

    public init(
        wave: Int64, number: Int64, notice: Int64, line: Int64, warehouse: String, item: Int64, bin: String, lot: String, condition: String,
        owner: String, pieces: Int64, picked: Int64, issued: Int64, state: Int64
    ) {
        self.wave = wave
        self.number = number
        self.notice = notice
        self.line = line
        self.warehouse = warehouse
        self.item = item
        self.bin = bin
        self.lot = lot
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
        self.picked = picked
        self.issued = issued
        self.state = state
    }

    public static let schema = TableSchema(
        "pick_line",
        [
            .integer("wave"), .integer("number"), .integer("notice"), .integer("line"), .text("warehouse"), .integer("item"), .text("bin"),
            .text("lot"), .text("condition"), .text("owner"), .integer("pieces"), .integer("picked"), .integer("issued"), .integer("state"),
        ], key: ["wave", "number"])

    public var key: Key { Key(wave: wave, number: number) }
    public var group: Group { wave }
    public static let groupColumns = ["wave"]
    public static let orderColumns = ["number"]

    public func write(to sink: any ColumnSink) {
        sink.integer(wave)
        sink.integer(number)
        sink.integer(notice)
        sink.integer(line)
        sink.text(warehouse)
        sink.integer(item)
        sink.text(bin)
        sink.text(lot)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pieces)
        sink.integer(picked)
        sink.integer(issued)
        sink.integer(state)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.wave)
        sink.integer(key.number)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return number < other.number
    }

    public init(from columns: any ColumnSource) {
        wave = columns.integer()
        number = columns.integer()
        notice = columns.integer()
        line = columns.integer()
        warehouse = columns.text()
        item = columns.integer()
        bin = columns.text()
        lot = columns.text()
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
        picked = columns.integer()
        issued = columns.integer()
        state = columns.integer()
    }
}

/// Pieces in a bin that open pick lines are sent to: no other wave counts on them.
public struct BinAllocationRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var bin: String
        public var lot: String
        public var condition: String
        public var owner: String

        public init(warehouse: String, item: Int64, bin: String, lot: String, condition: String, owner: String) {
            self.warehouse = warehouse
            self.item = item
            self.bin = bin
            self.lot = lot
            self.condition = condition
            self.owner = owner
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
    public var lot: String
    public var condition: String
    public var owner: String
    public var pieces: Int64

    public init(warehouse: String, item: Int64, bin: String, lot: String, condition: String, owner: String, pieces: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.bin = bin
        self.lot = lot
        self.condition = condition
        self.owner = owner
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "bin_allocation",
        [.text("warehouse"), .integer("item"), .text("bin"), .text("lot"), .text("condition"), .text("owner"), .integer("pieces")],
        key: ["warehouse", "item", "bin", "lot", "condition", "owner"])

    public var key: Key { Key(warehouse: warehouse, item: item, bin: bin, lot: lot, condition: condition, owner: owner) }
    public var group: Group { Group(warehouse: warehouse, item: item) }
    public static let groupColumns = ["warehouse", "item"]
    public static let orderColumns = ["bin", "lot", "condition", "owner"]

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.text(bin)
        sink.text(lot)
        sink.text(condition)
        sink.text(owner)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.text(key.bin)
        sink.text(key.lot)
        sink.text(key.condition)
        sink.text(key.owner)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.warehouse)
        sink.integer(group.item)
    }

    public func precedes(_ other: Self) -> Bool {
        if bin != other.bin { return bin < other.bin }
        if lot != other.lot { return lot < other.lot }
        if condition != other.condition { return condition < other.condition }
        return owner < other.owner
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        bin = columns.text()
        lot = columns.text()
        condition = columns.text()
        owner = columns.text()
        pieces = columns.integer()
    }
}

/// A scan as it was read, and the line it filled.
public struct ScanRow: TableRow, Hashable {
    public typealias Key = Int64

    public var document: Int64
    public var wave: Int64
    public var pick: Int64
    public var notice: Int64
    public var line: Int64
    public var warehouse: String
    public var bin: String
    public var lot: String
    public var item: Int64
    public var pieces: Int64
    public var staff: Int64
    public var device: String
    public var happenedAt: Int64

    public init(
        document: Int64, wave: Int64, pick: Int64, notice: Int64, line: Int64, warehouse: String, bin: String, lot: String, item: Int64,
        pieces: Int64, staff: Int64, device: String, happenedAt: Int64
    ) {
        self.document = document
        self.wave = wave
        self.pick = pick
        self.notice = notice
        self.line = line
        self.warehouse = warehouse
        self.bin = bin
        self.lot = lot
        self.item = item
        self.pieces = pieces
        self.staff = staff
        self.device = device
        self.happenedAt = happenedAt
    }

    public static let schema = TableSchema(
        "scan",
        [
            .integer("document"), .integer("wave"), .integer("pick"), .integer("notice"), .integer("line"), .text("warehouse"),
            .text("bin"), .text("lot"), .integer("item"), .integer("pieces"), .integer("staff"), .text("device"), .integer("happened_at"),
        ], key: ["document"], indexes: [TableIndex("scan_notice", on: ["notice", "line"])])

    public var key: Key { document }

    public func write(to sink: any ColumnSink) {
        sink.integer(document)
        sink.integer(wave)
        sink.integer(pick)
        sink.integer(notice)
        sink.integer(line)
        sink.text(warehouse)
        sink.text(bin)
        sink.text(lot)
        sink.integer(item)
        sink.integer(pieces)
        sink.integer(staff)
        sink.text(device)
        sink.integer(happenedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        document = columns.integer()
        wave = columns.integer()
        pick = columns.integer()
        notice = columns.integer()
        line = columns.integer()
        warehouse = columns.text()
        bin = columns.text()
        lot = columns.text()
        item = columns.integer()
        pieces = columns.integer()
        staff = columns.integer()
        device = columns.text()
        happenedAt = columns.integer()
    }
}

/// A packed and labelled carton, or one notice's share of a carton that several leave in; weights in grams.
public struct ParcelRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var carrier: String
        public var waybill: String
        public var notice: Int64

        public init(carrier: String, waybill: String, notice: Int64) {
            self.carrier = carrier
            self.waybill = waybill
            self.notice = notice
        }
    }
    public struct Group: Hashable, Sendable {
        public var carrier: String
        public var waybill: String

        public init(carrier: String, waybill: String) {
            self.carrier = carrier
            self.waybill = waybill
        }
    }

    public var carrier: String
    public var waybill: String
    public var document: Int64
    public var notice: Int64
    public var trade: Int64
    public var warehouse: String
    public var pieces: Int64
    public var weight: Int64
    public var expectedWeight: Int64
    public var happenedAt: Int64

    public init(
        carrier: String, waybill: String, document: Int64, notice: Int64, trade: Int64, warehouse: String, pieces: Int64, weight: Int64,
        expectedWeight: Int64, happenedAt: Int64
    ) {
        self.carrier = carrier
        self.waybill = waybill
        self.document = document
        self.notice = notice
        self.trade = trade
        self.warehouse = warehouse
        self.pieces = pieces
        self.weight = weight
        self.expectedWeight = expectedWeight
        self.happenedAt = happenedAt
    }

    public static let schema = TableSchema(
        "parcel",
        [
            .text("carrier"), .text("waybill"), .integer("document"), .integer("notice"), .integer("trade"), .text("warehouse"),
            .integer("pieces"), .integer("weight"), .integer("expected_weight"), .integer("happened_at"),
        ], key: ["carrier", "waybill", "notice"], indexes: [TableIndex("parcel_notice", on: ["notice"])])

    public var key: Key { Key(carrier: carrier, waybill: waybill, notice: notice) }
    public var group: Group { Group(carrier: carrier, waybill: waybill) }
    public static let groupColumns = ["carrier", "waybill"]
    public static let orderColumns = ["notice"]

    public func write(to sink: any ColumnSink) {
        sink.text(carrier)
        sink.text(waybill)
        sink.integer(document)
        sink.integer(notice)
        sink.integer(trade)
        sink.text(warehouse)
        sink.integer(pieces)
        sink.integer(weight)
        sink.integer(expectedWeight)
        sink.integer(happenedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.carrier)
        sink.text(key.waybill)
        sink.integer(key.notice)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.text(group.carrier)
        sink.text(group.waybill)
    }

    public func precedes(_ other: Self) -> Bool {
        return notice < other.notice
    }

    public init(from columns: any ColumnSource) {
        carrier = columns.text()
        waybill = columns.text()
        document = columns.integer()
        notice = columns.integer()
        trade = columns.integer()
        warehouse = columns.text()
        pieces = columns.integer()
        weight = columns.integer()
        expectedWeight = columns.integer()
        happenedAt = columns.integer()
    }
}

/// What is in a carton of a notice.
public struct ParcelLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var notice: Int64
        public var document: Int64
        public var line: Int64

        public init(notice: Int64, document: Int64, line: Int64) {
            self.notice = notice
            self.document = document
            self.line = line
        }
    }
    public typealias Group = Int64

    public var notice: Int64
    public var document: Int64
    public var line: Int64
    public var waybill: String
    public var item: Int64
    public var pieces: Int64

    public init(notice: Int64, document: Int64, line: Int64, waybill: String, item: Int64, pieces: Int64) {
        self.notice = notice
        self.document = document
        self.line = line
        self.waybill = waybill
        self.item = item
        self.pieces = pieces
    }

    public static let schema = TableSchema(
        "parcel_line",
        [.integer("notice"), .integer("document"), .integer("line"), .text("waybill"), .integer("item"), .integer("pieces")],
        key: ["notice", "document", "line"])

    public var key: Key { Key(notice: notice, document: document, line: line) }
    public var group: Group { notice }
    public static let groupColumns = ["notice"]
    public static let orderColumns = ["document", "line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(notice)
        sink.integer(document)
        sink.integer(line)
        sink.text(waybill)
        sink.integer(item)
        sink.integer(pieces)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.notice)
        sink.integer(key.document)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if document != other.document { return document < other.document }
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        notice = columns.integer()
        document = columns.integer()
        line = columns.integer()
        waybill = columns.text()
        item = columns.integer()
        pieces = columns.integer()
    }
}

/// A lot of an item and the last day on which it may be sold, from the document that brought it in first.
public struct LotRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var item: Int64
        public var lot: String

        public init(item: Int64, lot: String) {
            self.item = item
            self.lot = lot
        }
    }

    public var item: Int64
    public var lot: String
    public var expires: Int64
    public var document: Int64

    public init(item: Int64, lot: String, expires: Int64, document: Int64) {
        self.item = item
        self.lot = lot
        self.expires = expires
        self.document = document
    }

    public static let schema = TableSchema(
        "lot", [.integer("item"), .text("lot"), .integer("expires"), .integer("document")], key: ["item", "lot"])

    public var key: Key { Key(item: item, lot: lot) }

    public func write(to sink: any ColumnSink) {
        sink.integer(item)
        sink.text(lot)
        sink.integer(expires)
        sink.integer(document)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.item)
        sink.text(key.lot)
    }

    public init(from columns: any ColumnSource) {
        item = columns.integer()
        lot = columns.text()
        expires = columns.integer()
        document = columns.integer()
    }
}
