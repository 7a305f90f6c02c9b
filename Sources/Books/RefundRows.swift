import Storage

/// A channel refund of a known trade and what became of it: `amount` = `posted` + `repaid` (of what was never posted) + `waiting` (for its sale) + `excess` (in dispute). Fen; what others than the buyer get back is not in it.
public struct ChannelRefundRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var document: Int64

        public init(trade: Int64, document: Int64) {
            self.trade = trade
            self.document = document
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var document: Int64
    public var shop: String
    public var externalId: String
    public var form: Int64
    public var forGoods: Int64
    public var amount: Int64
    public var posted: Int64
    public var repaid: Int64
    public var waiting: Int64
    public var excess: Int64
    public var happenedAt: Int64

    public init(
        trade: Int64, document: Int64, shop: String, externalId: String, form: Int64, forGoods: Int64, amount: Int64, posted: Int64,
        repaid: Int64, waiting: Int64, excess: Int64, happenedAt: Int64
    ) {
        self.trade = trade
        self.document = document
        self.shop = shop
        self.externalId = externalId
        self.form = form
        self.forGoods = forGoods
        self.amount = amount
        self.posted = posted
        self.repaid = repaid
        self.waiting = waiting
        self.excess = excess
        self.happenedAt = happenedAt
    }

    public static let schema = TableSchema(
        "channel_refund",
        [
            .integer("trade"), .integer("document"), .text("shop"), .text("external_id"), .integer("form"), .integer("for_goods"),
            .integer("amount"), .integer("posted"), .integer("repaid"), .integer("waiting"), .integer("excess"), .integer("happened_at"),
        ], key: ["trade", "document"])

    public var key: Key { Key(trade: trade, document: document) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["document"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(document)
        sink.text(shop)
        sink.text(externalId)
        sink.integer(form)
        sink.integer(forGoods)
        sink.integer(amount)
        sink.integer(posted)
        sink.integer(repaid)
        sink.integer(waiting)
        sink.integer(excess)
        sink.integer(happenedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.document)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return document < other.document
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        document = columns.integer()
        shop = columns.text()
        externalId = columns.text()
        form = columns.integer()
        forGoods = columns.integer()
        amount = columns.integer()
        posted = columns.integer()
        repaid = columns.integer()
        waiting = columns.integer()
        excess = columns.integer()
        happenedAt = columns.integer()
    }
}

/// What went back of one line of a sale: money (red with its net, or as an expense; `for_goods` is the part for which goods are due), and pieces with their cost, returned or lost under way.
public struct RefundLineRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var line: Int64

        public init(trade: Int64, line: Int64) {
            self.trade = trade
            self.line = line
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var line: Int64
    public var item: Int64
    public var refundedGross: Int64
    public var refundedNet: Int64
    public var expensed: Int64
    public var forGoods: Int64
    public var returnedPieces: Int64
    public var exchangedPieces: Int64
    public var returnedCost: Int64
    public var lostPieces: Int64
    public var lostCost: Int64
    public var refundedAt: Int64
    public var returnedAt: Int64

    public init(
        trade: Int64, line: Int64, item: Int64, refundedGross: Int64, refundedNet: Int64, expensed: Int64, forGoods: Int64,
        returnedPieces: Int64, exchangedPieces: Int64, returnedCost: Int64, lostPieces: Int64, lostCost: Int64, refundedAt: Int64,
        returnedAt: Int64
    ) {
        self.trade = trade
        self.line = line
        self.item = item
        self.refundedGross = refundedGross
        self.refundedNet = refundedNet
        self.expensed = expensed
        self.forGoods = forGoods
        self.returnedPieces = returnedPieces
        self.exchangedPieces = exchangedPieces
        self.returnedCost = returnedCost
        self.lostPieces = lostPieces
        self.lostCost = lostCost
        self.refundedAt = refundedAt
        self.returnedAt = returnedAt
    }

    public static let schema = TableSchema(
        "refund_line",
        [
            .integer("trade"), .integer("line"), .integer("item"), .integer("refunded_gross"), .integer("refunded_net"),
            .integer("expensed"), .integer("for_goods"), .integer("returned_pieces"), .integer("exchanged_pieces"),
            .integer("returned_cost"), .integer("lost_pieces"), .integer("lost_cost"), .integer("refunded_at"), .integer("returned_at"),
        ], key: ["trade", "line"])

    public var key: Key { Key(trade: trade, line: line) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["line"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(line)
        sink.integer(item)
        sink.integer(refundedGross)
        sink.integer(refundedNet)
        sink.integer(expensed)
        sink.integer(forGoods)
        sink.integer(returnedPieces)
        sink.integer(exchangedPieces)
        sink.integer(returnedCost)
        sink.integer(lostPieces)
        sink.integer(lostCost)
        sink.integer(refundedAt)
        sink.integer(returnedAt)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.line)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        return line < other.line
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        line = columns.integer()
        item = columns.integer()
        refundedGross = columns.integer()
        refundedNet = columns.integer()
        expensed = columns.integer()
        forGoods = columns.integer()
        returnedPieces = columns.integer()
        exchangedPieces = columns.integer()
        returnedCost = columns.integer()
        lostPieces = columns.integer()
        lostCost = columns.integer()
        refundedAt = columns.integer()
        returnedAt = columns.integer()
    }
}

/// What one party got back of one line: the shop's own code stands for the buyer. `exchanged` is the part that an exchange for other goods took back.
public struct RefundShareRow: FamilyRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var trade: Int64
        public var line: Int64
        public var party: String

        public init(trade: Int64, line: Int64, party: String) {
            self.trade = trade
            self.line = line
            self.party = party
        }
    }
    public typealias Group = Int64

    public var trade: Int64
    public var line: Int64
    public var party: String
    public var amount: Int64
    public var exchanged: Int64

    public init(trade: Int64, line: Int64, party: String, amount: Int64, exchanged: Int64) {
        self.trade = trade
        self.line = line
        self.party = party
        self.amount = amount
        self.exchanged = exchanged
    }

    public static let schema = TableSchema(
        "refund_share", [.integer("trade"), .integer("line"), .text("party"), .integer("amount"), .integer("exchanged")],
        key: ["trade", "line", "party"])

    public var key: Key { Key(trade: trade, line: line, party: party) }
    public var group: Group { trade }
    public static let groupColumns = ["trade"]
    public static let orderColumns = ["line", "party"]

    public func write(to sink: any ColumnSink) {
        sink.integer(trade)
        sink.integer(line)
        sink.text(party)
        sink.integer(amount)
        sink.integer(exchanged)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.trade)
        sink.integer(key.line)
        sink.text(key.party)
    }

    public static func write(group: Group, to sink: any ColumnSink) {
        sink.integer(group)
    }

    public func precedes(_ other: Self) -> Bool {
        if line != other.line { return line < other.line }
        return party < other.party
    }

    public init(from columns: any ColumnSource) {
        trade = columns.integer()
        line = columns.integer()
        party = columns.text()
        amount = columns.integer()
        exchanged = columns.integer()
    }
}

/// The allowance set aside for one stock, by its newest write-down.
public struct WriteDownRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var warehouse: String
        public var item: Int64
        public var condition: String

        public init(warehouse: String, item: Int64, condition: String) {
            self.warehouse = warehouse
            self.item = item
            self.condition = condition
        }
    }

    public var warehouse: String
    public var item: Int64
    public var condition: String
    public var allowance: Int64
    public var document: Int64

    public init(warehouse: String, item: Int64, condition: String, allowance: Int64, document: Int64) {
        self.warehouse = warehouse
        self.item = item
        self.condition = condition
        self.allowance = allowance
        self.document = document
    }

    public static let schema = TableSchema(
        "write_down", [.text("warehouse"), .integer("item"), .text("condition"), .integer("allowance"), .integer("document")],
        key: ["warehouse", "item", "condition"])

    public var key: Key { Key(warehouse: warehouse, item: item, condition: condition) }

    public func write(to sink: any ColumnSink) {
        sink.text(warehouse)
        sink.integer(item)
        sink.text(condition)
        sink.integer(allowance)
        sink.integer(document)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.warehouse)
        sink.integer(key.item)
        sink.text(key.condition)
    }

    public init(from columns: any ColumnSource) {
        warehouse = columns.text()
        item = columns.integer()
        condition = columns.text()
        allowance = columns.integer()
        document = columns.integer()
    }
}
