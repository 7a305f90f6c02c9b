import Storage

/// A notice that leaves in one parcel with others.
public struct MergedNoticeRow: TableRow, Hashable {
    public typealias Key = Int64

    public var notice: Int64
    public var merge: Int64
    public var trade: Int64

    public init(notice: Int64, merge: Int64, trade: Int64) {
        self.notice = notice
        self.merge = merge
        self.trade = trade
    }

    public static let schema = TableSchema("merged_notice", [.integer("notice"), .integer("merge"), .integer("trade")], key: ["notice"])

    public var key: Key { notice }

    public func write(to sink: any ColumnSink) {
        sink.integer(notice)
        sink.integer(merge)
        sink.integer(trade)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        notice = columns.integer()
        merge = columns.integer()
        trade = columns.integer()
    }
}

/// Notices that leave as one parcel; the first waybill that is told holds for all.
public struct MergedParcelRow: TableRow, Hashable {
    public typealias Key = Int64

    public var merge: Int64
    public var shop: String
    public var warehouse: String
    public var notices: Int64
    public var waybill: String

    public init(merge: Int64, shop: String, warehouse: String, notices: Int64, waybill: String) {
        self.merge = merge
        self.shop = shop
        self.warehouse = warehouse
        self.notices = notices
        self.waybill = waybill
    }

    public static let schema = TableSchema(
        "merged_parcel", [.integer("merge"), .text("shop"), .text("warehouse"), .integer("notices"), .text("waybill")], key: ["merge"])

    public var key: Key { merge }

    public func write(to sink: any ColumnSink) {
        sink.integer(merge)
        sink.text(shop)
        sink.text(warehouse)
        sink.integer(notices)
        sink.text(waybill)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        merge = columns.integer()
        shop = columns.text()
        warehouse = columns.text()
        notices = columns.integer()
        waybill = columns.text()
    }
}
