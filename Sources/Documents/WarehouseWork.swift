import Kernel

/// A pick wave 波次: delivery notices that are picked in one walk, with the pick list in walking order.
///
/// Each line says from which bin and lot; those pieces are kept for it, so that no other wave is sent to them.
public struct PickWave: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The delivery notice and its line (the sales order's line).
        public var notice: Int64
        public var line: Int64
        public var item: ItemCode
        public var bin: String
        public var lot: String
        public var condition: String
        public var owner: String
        public var pieces: Int64

        public init(
            notice: Int64, line: Int64, item: ItemCode, bin: String, lot: String, condition: String, owner: String, pieces: Int64
        ) {
            self.notice = notice
            self.line = line
            self.item = item
            self.bin = bin
            self.lot = lot
            self.condition = condition
            self.owner = owner
            self.pieces = pieces
        }
    }
    public var warehouse: String
    public var notices: [Int64]
    /// In walking order; the number of a line is its place, from 1.
    public var lines: [Line]

    public init(warehouse: String, notices: [Int64], lines: [Line]) {
        self.warehouse = warehouse
        self.notices = notices
        self.lines = lines
    }
}

/// A wish to pick some notices of one warehouse in one walk.
public struct WaveRequest: Hashable, Sendable {
    public var warehouse: String
    public var notices: [DocumentReference]

    public init(warehouse: String, notices: [DocumentReference]) {
        self.warehouse = warehouse
        self.notices = notices
    }
}

/// What a picker's device read. Scans are commands with keys of their own: a device that sends twice harms nothing.
public struct ScanReport: Hashable, Sendable {
    public var wave: DocumentReference
    /// The pick list's line that the device showed.
    public var line: Int64
    public var bin: String
    /// What was read: a barcode of the item, or its code.
    public var barcode: String
    public var lot: String
    /// How many times the barcode was read; a pack's barcode stands for all in it.
    public var count: Int64
    public var happenedAt: Moment

    public init(
        wave: DocumentReference, line: Int64, bin: String, barcode: String, lot: String = "", count: Int64 = 1, happenedAt: Moment
    ) {
        self.wave = wave
        self.line = line
        self.bin = bin
        self.barcode = barcode
        self.lot = lot
        self.count = count
        self.happenedAt = happenedAt
    }
}

/// A scan 扫码 as it is kept: who, when, where, what, how many, and the line that it filled.
public struct Scan: Hashable, Sendable {
    public var wave: Int64
    /// The pick list's line.
    public var pick: Int64
    public var notice: Int64
    public var line: Int64
    public var warehouse: String
    public var bin: String
    public var lot: String
    public var item: ItemCode
    public var barcode: String
    public var pieces: Int64
    public var staff: Staff
    public var device: String
    public var happenedAt: Moment

    public init(
        wave: Int64, pick: Int64, notice: Int64, line: Int64, warehouse: String, bin: String, lot: String, item: ItemCode,
        barcode: String, pieces: Int64, staff: Staff, device: String, happenedAt: Moment
    ) {
        self.wave = wave
        self.pick = pick
        self.notice = notice
        self.line = line
        self.warehouse = warehouse
        self.bin = bin
        self.lot = lot
        self.item = item
        self.barcode = barcode
        self.pieces = pieces
        self.staff = staff
        self.device = device
        self.happenedAt = happenedAt
    }
}

/// A parcel 包裹: one carton of a notice, packed, weighed and labelled. A notice may go in several.
public struct Parcel: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// The notice's line.
        public var line: Int64
        public var item: ItemCode
        public var pieces: Int64

        public init(line: Int64, item: ItemCode, pieces: Int64) {
            self.line = line
            self.item = item
            self.pieces = pieces
        }
    }
    public var notice: Int64
    public var trade: Int64
    public var warehouse: String
    public var carrier: String
    public var waybill: String
    /// Grams on the scale, 0 where nobody weighed.
    public var weight: Int64
    /// Grams that the items should weigh, 0 where one of them has no weight.
    public var expectedWeight: Int64
    public var happenedAt: Moment
    public var lines: [Line]

    public init(
        notice: Int64, trade: Int64, warehouse: String, carrier: String, waybill: String, weight: Int64, expectedWeight: Int64,
        happenedAt: Moment, lines: [Line]
    ) {
        self.notice = notice
        self.trade = trade
        self.warehouse = warehouse
        self.carrier = carrier
        self.waybill = waybill
        self.weight = weight
        self.expectedWeight = expectedWeight
        self.happenedAt = happenedAt
        self.lines = lines
    }
}

/// A packer's word that a carton is closed.
public struct PackReport: Hashable, Sendable {
    public var notice: DocumentReference
    public var carrier: String
    public var waybill: String
    public var weight: Int64
    public var happenedAt: Moment
    /// Empty: everything of the notice that is not packed yet.
    public var lines: [Parcel.Line]

    public init(
        notice: DocumentReference, carrier: String, waybill: String, weight: Int64 = 0, happenedAt: Moment, lines: [Parcel.Line] = []
    ) {
        self.notice = notice
        self.carrier = carrier
        self.waybill = waybill
        self.weight = weight
        self.happenedAt = happenedAt
        self.lines = lines
    }
}
