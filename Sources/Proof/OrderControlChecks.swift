import Books
import Documents
import Kernel
import Orders
import Storage
import Warehouse

/// INV-04, INV-06 and INV-07 for what people decide about orders, and for what channels are offered.
enum OrderControlChecks {
    private static let waiting = ApprovalState.waiting.rawValue
    private static let approved = ApprovalState.approved.rawValue
    private static let held = [OrderState.held, .awaitingPayment, .frozen, .suspended].map { String($0.rawValue) }.joined(separator: ", ")

    static let all: [Check] =
        holds + marks + parcels + [
            .agree(
                .posted, "店铺商品与映射 / items of a shop and its mappings", tables: ["shop_item", "channel_item"],
                keys: ["shop", "bucket", "item"], amounts: ["codes"], presence: true, "SELECT shop, bucket, item, codes FROM shop_item",
                "SELECT shop, target % \(MasterTables.itemBuckets) AS bucket, target AS item, 1 AS codes FROM channel_item")
        ]

    private static let holds: [Check] = [
        .none(
            .reserved, "人工挂起与订单状态不符 / held by a person, and the order's state", tables: ["sales_order", "order_control"],
            columns: ["trade", "state", "held", "priority", "own"],
            """
            SELECT o.trade, o.state, COALESCE(c.held, 0), o.priority, COALESCE(c.priority, 0) FROM sales_order o
            LEFT JOIN order_control c ON c.trade = o.trade
            WHERE (o.state = \(OrderState.suspended.rawValue) AND COALESCE(c.held, 0) <> 1)
            OR (c.held = 1 AND o.state NOT IN (\(held))) OR (c.priority <> 0 AND c.priority <> o.priority) OR c.shop <> o.shop
            """),
        .none(
            .reserved, "挂起无单据 / hold without its document", tables: ["order_control", "log", "sales_order", "order_mark"],
            columns: ["trade", "held", "hold", "until", "mark"],
            """
            SELECT c.trade, c.held, c.hold, c.until, c.mark FROM order_control c LEFT JOIN log l ON l.position = c.hold
            LEFT JOIN sales_order o ON o.trade = c.trade LEFT JOIN order_mark m ON m.document = c.mark
            WHERE o.trade IS NULL OR c.held NOT IN (0, 1) OR c.keeps NOT IN (0, 1) OR c.priority < 0
            OR (c.held = 0 AND (c.hold <> 0 OR c.until <> 0 OR c.keeps <> 0 OR c.mark <> 0 OR c.held_at <> 0 OR c.reason <> ''))
            OR (c.held = 1 AND (l.position IS NULL OR l.kind <> \(DocumentKind.orderHold.rawValue) OR l.recorded_at <> c.held_at))
            OR (c.mark <> 0 AND (m.document IS NULL OR m.trade <> c.trade OR m.state <> \(waiting)))
            """),
        .agree(
            .reserved, "到期自解的挂起 / holds that end by themselves", tables: ["timed_hold", "order_control"],
            keys: ["shop", "until", "trade"], presence: true, "SELECT shop, until, trade FROM timed_hold",
            "SELECT shop, until, trade FROM order_control WHERE until <> 0"),
    ]

    private static let marks: [Check] = [
        .agree(
            .posted, "标记与审批 / marks and their approvals", tables: ["order_mark", "approval"],
            keys: ["document", "maker", "state", "decision", "requested_at"], amounts: ["amount"], presence: true,
            "SELECT document, maker, state, decision, marked_at AS requested_at, amount FROM order_mark",
            "SELECT document, maker, state, decision, requested_at, amount FROM approval WHERE kind = \(DocumentKind.orderMark.rawValue)"),
        .agree(
            .posted, "订单性质与最新批准的标记 / natures and the marks approved last", tables: ["trade_nature", "order_mark"],
            keys: ["trade", "nature", "mark"], presence: true, "SELECT trade, nature, mark FROM trade_nature",
            """
            SELECT m.trade, m.nature, m.document AS mark FROM order_mark m WHERE m.state = \(approved)
            AND m.decision = (SELECT MAX(n.decision) FROM order_mark n WHERE n.trade = m.trade AND n.state = \(approved))
            """),
    ]

    private static let parcels: [Check] = [
        .agree(
            .neverMore, "合单与通知 / merges and their notices", tables: ["merged_parcel", "merged_notice"], keys: ["merge"],
            amounts: ["notices"], presence: true, "SELECT merge, notices FROM merged_parcel",
            "SELECT merge, 1 AS notices FROM merged_notice"),
        .none(
            .neverMore, "合单通知不属于该仓该店 / merged notice of another warehouse or shop",
            tables: ["merged_notice", "merged_parcel", "task_line"], columns: ["notice", "merge", "trade"],
            """
            SELECT n.notice, n.merge, n.trade FROM merged_notice n JOIN merged_parcel p ON p.merge = n.merge
            WHERE NOT EXISTS (SELECT 1 FROM task_line t WHERE t.notice = n.notice AND t.trade = n.trade AND t.warehouse = p.warehouse AND t.shop = p.shop)
            """),
        .none(
            .neverMore, "一个运单号跨了不合单的通知 / one waybill for notices that do not leave together", tables: ["parcel", "merged_notice"],
            columns: ["carrier", "waybill", "notice", "other"],
            """
            SELECT a.carrier, a.waybill, a.notice, b.notice FROM parcel a JOIN parcel b ON b.carrier = a.carrier AND b.waybill = a.waybill AND b.notice > a.notice
            LEFT JOIN merged_notice m ON m.notice = a.notice LEFT JOIN merged_notice n ON n.notice = b.notice
            WHERE m.merge IS NULL OR n.merge IS NULL OR m.merge <> n.merge
            """),
    ]
}

/// INV-04 and INV-06: holds, priorities and marks are those of the documents, folded here once more; what is no sale earned nothing.
final class OrderControlSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.orderHold, .cancellation, .salesOrder, .orderMark, .salesSettlement]
    static let tables = ["order_control", "order_mark"]
    let invariant = Invariant.reserved
    private var controls: [Int64: OrderControlRow] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var marks: [[SQLValue]] = []
        for logged in page.documents {
            switch logged.document {
            case .orderHold(let hold): take(hold, logged)
            case .cancellation(let cancellation): end(cancellation.trade)
            case .salesOrder(let sale) where sale.state == .cancelled: end(sale.trade)
            case .orderMark(let mark):
                marks.append([
                    .integer(logged.position), .integer(mark.trade), .text(mark.shop), .integer(mark.nature.rawValue),
                    .integer(mark.amount.fen), .integer(mark.maker.fingerprint), .integer(logged.recordedAt.milliseconds),
                    .text(mark.reason),
                ])
            case .salesSettlement(let settlement) where !settlement.nature.isSale:
                let earned = settlement.lines.contains { $0.gross != .zero || $0.net != .zero || !$0.shares.isEmpty }
                if earned || settlement.postings.contains(where: { $0.event != settlement.nature.event }) {
                    run.report(.posted, "结算单 \(logged.number.text) 不是销售却有收入 / revenue of an order that is no sale")
                }
            default: continue
            }
        }
        try compare(
            OrderMarkRow.schema, by: "document", page, marks, run,
            columns: ["document", "trade", "shop", "nature", "amount", "maker", "marked_at", "reason"])
    }

    private func take(_ hold: OrderHold, _ logged: LoggedDocument) {
        var row = cleared(hold.trade, hold.shop, priority: hold.priority)
        if hold.action == .prioritise, let known = controls[hold.trade] {
            row = known
            row.priority = hold.priority
        } else if hold.action == .hold {
            row.held = 1
            row.until = hold.until?.milliseconds ?? 0
            row.keeps = hold.keepsReservation ? 1 : 0
            row.mark = hold.mark
            row.hold = logged.position
            row.heldAt = logged.recordedAt.milliseconds
            row.reason = hold.reason
        }
        controls[hold.trade] = row
    }

    private func end(_ trade: Int64) {
        guard let row = controls[trade] else { return }
        controls[trade] = cleared(trade, row.shop, priority: row.priority)
    }

    private func cleared(_ trade: Int64, _ shop: String, priority: Int64) -> OrderControlRow {
        OrderControlRow(
            trade: trade, shop: shop, priority: priority, held: 0, until: 0, keeps: 0, mark: 0, hold: 0, heldAt: 0, reason: "")
    }

    func finish(_ run: CheckRun) throws {
        let names = OrderControlRow.schema.columns.map(\.name)
        let found = try run.connection.query("SELECT \(names.joined(separator: ", ")) FROM order_control ORDER BY trade")
        compare("order_control", names, controls.keys.sorted().compactMap { controls[$0]?.values }, found, run)
    }
}

/// INV-07: merged parcels are those of their documents, with the first waybill that an issue of theirs told.
final class MergeSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.parcelMerge, .salesIssue]
    static let tables = ["merged_parcel", "merged_notice"]
    let invariant = Invariant.neverMore
    private var parcels: [Int64: MergedParcelRow] = [:]
    private var notices: [Int64: MergedNoticeRow] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            switch logged.document {
            case .parcelMerge(let merge):
                parcels[logged.position] = MergedParcelRow(
                    merge: logged.position, shop: merge.shop, warehouse: merge.warehouse, notices: Int64(merge.notices.count), waybill: "")
                for (notice, trade) in zip(merge.notices, merge.trades) {
                    notices[notice] = MergedNoticeRow(notice: notice, merge: logged.position, trade: trade)
                }
            case .salesIssue(let issue):
                guard let merge = notices[issue.notice]?.merge, parcels[merge]?.waybill.isEmpty == true else { continue }
                parcels[merge]?.waybill = issue.waybill
            default: continue
            }
        }
    }

    func finish(_ run: CheckRun) throws {
        func rows(_ schema: TableSchema) throws -> [[SQLValue]] {
            try run.connection.query("SELECT \(schema.names) FROM \(schema.name) ORDER BY \(schema.keyNames)")
        }
        compare(
            "merged_parcel", MergedParcelRow.schema.columns.map(\.name), parcels.keys.sorted().compactMap { parcels[$0]?.values },
            try rows(MergedParcelRow.schema), run)
        compare(
            "merged_notice", MergedNoticeRow.schema.columns.map(\.name), notices.keys.sorted().compactMap { notices[$0]?.values },
            try rows(MergedNoticeRow.schema), run)
    }
}

/// INV-06: what channels are offered and have accepted is what the documents say.
final class OfferSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.stockOffer, .offerAnswer]
    static let tables = ["offered_item"]
    let invariant = Invariant.posted
    private var offered: [OfferedItemRow.Key: OfferedItemRow] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            switch logged.document {
            case .stockOffer(let offer):
                for line in offer.lines {
                    let key = OfferedItemRow.Key(shop: offer.shop, item: line.item.number)
                    var row =
                        offered[key]
                        ?? OfferedItemRow(
                            shop: key.shop, item: key.item, offered: 0, offer: 0, offeredAt: 0, accepted: -1, acceptedOffer: 0, answer: 0,
                            acceptedAt: 0)
                    row.offered = line.pieces
                    row.offer = logged.position
                    row.offeredAt = logged.recordedAt.milliseconds
                    offered[key] = row
                }
            case .offerAnswer(let answer) where answer.isAccepted:
                for line in answer.lines {
                    let key = OfferedItemRow.Key(shop: answer.shop, item: line.item.number)
                    guard var row = offered[key], answer.offer >= row.acceptedOffer else { continue }
                    row.accepted = line.pieces
                    row.acceptedOffer = answer.offer
                    row.answer = logged.position
                    row.acceptedAt = logged.happenedAt.milliseconds
                    offered[key] = row
                }
            default: continue
            }
        }
    }

    func finish(_ run: CheckRun) throws {
        let names = OfferedItemRow.schema.columns.map(\.name)
        let found = try run.connection.query("SELECT \(names.joined(separator: ", ")) FROM offered_item")
        let wanted = offered.values.map(\.values)
        func order(_ left: [SQLValue], _ right: [SQLValue]) -> Bool { (left[0].text, left[1].integer) < (right[0].text, right[1].integer) }
        compare("offered_item", names, wanted.sorted(by: order), found.sorted(by: order), run)
    }
}
