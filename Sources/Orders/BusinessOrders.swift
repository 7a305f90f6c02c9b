import Documents
import Kernel
import Storage

/// Business orders 2B 订单: reserved on account for the order's whole term (domain rules, business orders; seed chapter 二.2).
extension OrdersLeg {
    /// Why a business order was cancelled whose term is over.
    static let termIsOver = "占用期限已过 / its term is over"

    /// The end of a business order's reservation. It counts from the placing of the order: a newer version does not prolong it.
    func term(of order: ChannelOrder, _ shop: ShopRow) -> Moment { order.placedAt.adding(seconds: shop.termDays * 86_400) }

    /// The cancellation of what has not left when the term is over.
    func endTerm(of row: SalesOrderRow, at moment: Moment) throws -> IssuedDocument {
        let cancellation = Cancellation(
            trade: row.trade, shop: row.shop, reason: OrdersLeg.termIsOver, notices: try openNotices(of: row.trade))
        return IssuedDocument(.cancellation(cancellation), happenedAt: moment)
    }

    /// An order that has wholly left keeps nothing any more: it has no term to wait for.
    func endTerm(of trade: Int64) throws {
        guard var row = try tables.orders.find(trade), row.orderState == .shipped, row.reservedUntil != 0 else { return }
        tables.unpaid.remove(UnpaidReservationRow(shop: row.shop, until: row.reservedUntil, trade: trade))
        row.reservedUntil = 0
        tables.orders.put(row)
    }

    /// Whether nothing of an order is still to be shipped.
    public func isShipped(_ trade: Int64) throws -> Bool { try requireOrder(trade).orderState == .shipped }
}
