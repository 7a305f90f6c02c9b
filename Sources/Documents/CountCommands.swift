import Kernel

/// A wish to count part of a warehouse: the bins of a zone, a list of items, the items of a class, or what meets all that is named.
public struct CountPlanRequest: Hashable, Sendable {
    public var warehouse: String
    public var zone: String
    public var items: [ItemCode]
    public var abcClass: Item.ABCClass?
    public var isBlind: Bool
    public var note: String

    public init(
        warehouse: String, zone: String = "", items: [ItemCode] = [], abcClass: Item.ABCClass? = nil, isBlind: Bool = true,
        note: String = ""
    ) {
        self.warehouse = warehouse
        self.zone = zone
        self.items = items
        self.abcClass = abcClass
        self.isBlind = isBlind
        self.note = note
    }
}

/// A device's word of what lies in a bin.
public struct CountScanReport: Hashable, Sendable {
    public var plan: DocumentReference
    /// 1 is the count, 2 and more are recounts.
    public var pass: Int64
    public var bin: String
    /// A barcode, or the item's own code.
    public var barcode: String
    /// How often it was read, 0 where nothing of it lies there.
    public var count: Int64
    public var lot: String
    public var condition: String
    public var owner: String
    public var happenedAt: Moment

    public init(
        plan: DocumentReference, pass: Int64 = 1, bin: String, barcode: String, count: Int64, lot: String = "",
        condition: String = StockCondition.good, owner: String = "", happenedAt: Moment
    ) {
        self.plan = plan
        self.pass = pass
        self.bin = bin
        self.barcode = barcode
        self.count = count
        self.lot = lot
        self.condition = condition
        self.owner = owner
        self.happenedAt = happenedAt
    }
}

/// The causes of a sheet's lines.
public struct CountCauseRequest: Hashable, Sendable {
    public var sheet: DocumentReference
    public var lines: [LineCause]

    public init(sheet: DocumentReference, lines: [LineCause]) {
        self.sheet = sheet
        self.lines = lines
    }
}

/// A picker's word that a bin holds fewer pieces than a notice asks for.
public struct ShortPickReport: Hashable, Sendable {
    public var notice: DocumentReference
    /// The notice's line.
    public var line: Int64
    public var missing: Int64
    public var bin: String
    public var reason: String
    public var happenedAt: Moment

    public init(notice: DocumentReference, line: Int64, missing: Int64, bin: String, reason: String, happenedAt: Moment) {
        self.notice = notice
        self.line = line
        self.missing = missing
        self.bin = bin
        self.reason = reason
        self.happenedAt = happenedAt
    }
}
