import Documents
import Kernel
import Storage

/// The Orders leg: what we promise. `take` decides on a document, `apply` folds one into the promise ledger, `follow` looks at
/// what became possible.
public final class OrdersLeg {
    public let tables = OrdersTables()
    let masters: MasterTables
    let marks: OrderMarkTables
    let pricing: LinePricing
    private let splitting: OrderSplitting

    public init(masters: MasterTables, marks: OrderMarkTables) {
        self.masters = masters
        self.marks = marks
        pricing = LinePricing(masters: masters)
        splitting = OrderSplitting(stock: tables, masters: masters)
    }

    /// Names the keys that a channel order will need.
    public func prefetch(_ order: ChannelOrder) {
        masters.shops.want(order.shop)
        masters.sources.want(order.shop)
        for line in order.lines { masters.channelItems.want(.init(shop: order.shop, merchantCode: line.merchantCode)) }
    }

    // MARK: Checking what callers ask

    /// The form of a channel order (a fact: refused only for its form).
    public func validate(_ order: ChannelOrder) throws {
        func fail(_ field: String, _ value: String, _ chinese: String, _ english: String) -> FormRefusal {
            .badField(
                record: "\(DocumentKind.channelOrder.chinese) \(order.externalID)", field: field, value: value,
                ruleChinese: chinese, ruleEnglish: english)
        }
        guard !order.externalID.isEmpty, order.externalID.utf8.count <= 64 else {
            throw fail("externalID", order.externalID, "平台单号须为 1–64 字节", "an order id has 1 to 64 bytes")
        }
        _ = try masters.shop(order.shop)
        guard order.returnOrder == 0, order.returnTrade == 0 else {
            throw fail("returnOrder", "\(order.returnOrder)", "换货补发单由系统生成", "the program itself makes the orders of an exchange")
        }
        for line in order.lines {
            guard line.pieces > 0, line.pieces <= 1_000_000_000 else {
                throw fail("lines.pieces", "\(line.pieces)", "数量须为 1 至 10 亿的整数", "pieces lie between 1 and 1,000,000,000")
            }
            guard line.amount.fen >= 0, line.amount.fen <= 1_000_000_000_000_00 else {
                throw fail("lines.amountFen", "\(line.amount.fen)", "行金额不能为负", "a line's amount is not negative")
            }
            guard line.freight.fen >= 0 else {
                throw fail("lines.freightFen", line.freight.text, "运费不能为负", "freight is not negative")
            }
            guard !line.merchantCode.isEmpty else {
                throw fail("lines.merchantCode", "", "商家编码不能为空", "a merchant code is needed")
            }
            let own = line.discounts.reduce(Money.zero) { $0 + $1.amount }
            guard own <= line.amount + line.freight, line.discounts.allSatisfy({ $0.amount.fen >= 0 }) else {
                throw fail("lines.discounts", own.text, "优惠不能为负或超过行金额", "discounts are neither negative nor more than the line")
            }
        }
        let total = order.lines.reduce(Money.zero) { sum, line in sum + line.afterDiscounts }
        let discount = order.discounts.reduce(Money.zero) { $0 + $1.amount }
        guard order.discounts.allSatisfy({ $0.amount.fen >= 0 }), discount <= total + order.freight else {
            throw fail("discounts", discount.text, "整单优惠不能为负或超过订单金额", "order discounts are neither negative nor more than the order")
        }
        guard order.freight.fen >= 0 else { throw fail("freightFen", order.freight.text, "运费不能为负", "freight is not negative") }
        var sequences: Set<Int64> = []
        for payment in order.payments {
            guard sequences.insert(payment.sequence).inserted else {
                throw fail("payments.sequence", "\(payment.sequence)", "同一订单的付款序号不能重复", "no two payments of an order have one sequence")
            }
        }
    }

    // MARK: Deciding

    /// What follows from a document, decided on the state before it.
    public func take(_ logged: LoggedDocument) throws -> [IssuedDocument] {
        switch logged.document {
        case .channelOrder(let order): try decide(order, logged)
        case .approval(let approval) where approval.subjectKind == .transferRequest && approval.isApproved:
            try release(approval.subject, logged)
        case .stockShortage(let shortage): try cuts(for: shortage, logged)
        default: try takePurchase(logged) + takeReturn(logged)
        }
    }

    /// A channel order → sales order, notices, receivable.
    private func decide(_ order: ChannelOrder, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        if logged.source == 0 { return try decideAnew(order, trade: logged.position, earlier: nil, at: logged.recordedAt) }
        guard let row = try tables.orders.find(logged.source) else {
            throw OrdersRefusal.noSuchOrder(shop: order.shop, externalID: order.externalID)
        }
        return try decideAnew(order, trade: logged.source, earlier: row, at: logged.recordedAt)
    }

    /// Decides an order again from its channel order, after a mapping came.
    public func decideHeld(_ order: ChannelOrder, trade: Int64, at moment: Moment) throws -> [IssuedDocument] {
        guard let row = try tables.orders.find(trade), row.orderState == .held else { return [] }
        return try decideAnew(order, trade: trade, earlier: row, at: moment)
    }

    /// Decides an unpaid order again without its reservation, whose time is over. A business order whose term is over is cancelled, as far as
    /// it has not left.
    public func decideExpired(_ order: ChannelOrder, trade: Int64, at moment: Moment) throws -> [IssuedDocument] {
        guard let row = try tables.orders.find(trade), row.reservedUntil != 0, row.reservedUntil <= moment.milliseconds else { return [] }
        guard row.orderState == .awaitingPayment else { return [try endTerm(of: row, at: moment)] }
        return try decideAnew(order, trade: trade, earlier: row, at: moment, hasExpired: true)
    }

    /// `isForced` decides again although the channel said nothing new; `parts` are where its goods leave from, where a person chose.
    func decideAnew(
        _ order: ChannelOrder, trade: Int64, earlier: SalesOrderRow?, at moment: Moment, hasExpired: Bool = false,
        isForced: Bool = false, parts: [ReservedPart]? = nil
    ) throws -> [IssuedDocument] {
        let shop = try masters.shop(order.shop)
        let priced = try pricing.price(order)
        // Nobody has decided anything about a trade that comes for the first time.
        let control = earlier == nil ? nil : try tables.controls.find(trade)
        let nature = earlier == nil ? OrderNature.sale : try marks.nature(of: trade)
        var state = standing(of: order, priced, onAccount: shop.businessMode != 0)
        if state == .noticed, control?.held == 1 { state = .suspended }
        var released: [PromiseStockRow.Key: Int64] = [:]
        var recalled: [Int64] = []
        if let earlier {
            // Goods that left cannot be decided again; `apply` has put a real change into dispute.
            if earlier.shipped > 0 || (earlier.orderState == .shipped && earlier.pieces == 0) { return [] }
            if try !hasExpired && !isForced && !changes(order, priced, state, earlier) { return [] }
            for row in try tables.reservations.rows(trade) where row.open > 0 {
                let key = PromiseStockRow.Key(
                    warehouse: row.warehouse, item: row.item, condition: row.condition, owner: row.owner)
                released[key, default: 0] += row.open
                if row.notice != 0, !recalled.contains(row.notice) { recalled.append(row.notice) }
            }
        }
        var sale = SalesOrder(
            trade: trade, shop: order.shop, book: shop.book, state: state, unmapped: priced.unmapped,
            priority: control.map { $0.priority == 0 ? shop.priority : $0.priority } ?? shop.priority, lines: priced.lines,
            recalled: recalled)
        if earlier?.orderState == .held {
            for line in order.lines where !priced.unmapped.contains(line.merchantCode) && !sale.mapped.contains(line.merchantCode) {
                sale.mapped.append(line.merchantCode)
            }
        }
        let reservesUnpaid = state == .awaitingPayment && shop.reservesUnpaid == 1 && !hasExpired
        let isKept = state == .suspended && control?.keeps == 1
        let reserves = state == .noticed || state == .frozen || reservesUnpaid || isKept
        if reserves {
            sale.parts =
                try parts ?? splitting.split(priced.lines, shop: order.shop, area: order.area, released: released)
            if state != .noticed { sale.parts.removeAll(where: \.waits) }
            if state == .noticed, sale.parts.contains(where: \.waits) { sale.state = .backordered }
            if state == .noticed, sale.parts.isEmpty { sale.state = .shipped }
            if reservesUnpaid, !sale.parts.isEmpty {
                sale.reservedUntil = moment.adding(seconds: shop.reservationMinutes * 60)
            }
            if shop.businessMode != 0, !sale.parts.isEmpty { sale.reservedUntil = term(of: order, shop) }
        }
        let happened = order.paidAt ?? order.placedAt
        var issued = [IssuedDocument(.salesOrder(sale), happenedAt: happened)]
        guard state == .noticed else { return issued }
        for notice in notices(for: sale, order) { issued.append(IssuedDocument(.deliveryNotice(notice), happenedAt: happened)) }
        if nature.isSale { issued.append(IssuedDocument(.receivable(receivable(for: sale)), happenedAt: happened)) }
        return issued
    }

    /// What the order may do now; `.noticed` stands for "go". A customer on account pays after he has the goods.
    private func standing(of order: ChannelOrder, _ priced: LinePricing.Outcome, onAccount: Bool) -> OrderState {
        switch order.standing {
        case .cancelled: return .cancelled
        case .refundRequested: return priced.unmapped.isEmpty && !order.lines.isEmpty ? .frozen : .held
        case .open, .shipped, .completed: break
        }
        if !priced.unmapped.isEmpty || order.lines.isEmpty { return .held }
        return order.payment == .unpaid && !onAccount ? .awaitingPayment : .noticed
    }

    /// Whether a newer version changes anything that was decided.
    private func changes(
        _ order: ChannelOrder, _ priced: LinePricing.Outcome, _ state: OrderState, _ earlier: SalesOrderRow
    ) throws -> Bool {
        let before = earlier.orderState
        let isActive = before == .noticed || before == .backordered || before == .shipped
        if isActive != (state == .noticed) || (!isActive && before != state) { return true }
        if state == .held { return Set(priced.unmapped) != Set(try tables.heldCodes.rows(earlier.trade).map(\.merchantCode)) }
        if state == .cancelled { return false }
        if order.area != earlier.area || (order.recipient?.digest ?? []) != earlier.digest { return true }
        return try differ(priced.lines, try tables.lines.rows(earlier.trade))
    }

    func differ(_ lines: [SalesLine], _ rows: [OrderLineRow]) throws -> Bool {
        guard lines.count == rows.count else { return true }
        for (line, row) in zip(lines, rows) {
            if line.item.number != row.item || line.pieces != row.pieces || line.lineID != row.lineId { return true }
            if line.gross.fen != row.gross || line.net.fen != row.net || line.freight.fen != row.freight { return true }
            if line.listAmount.fen != row.listAmount || line.kit != row.kit || (line.isService ? 1 : 0) != row.isService { return true }
            if line.seller != row.seller || Int64(line.rate.tenThousandths) != row.rate { return true }
            if line.shares.isEmpty ? !row.bearers.isEmpty : line.shares.bearers != row.bearers { return true }
        }
        return false
    }

    private func notices(for sale: SalesOrder, _ order: ChannelOrder) -> [DeliveryNotice] {
        var warehouses: [String] = []
        for part in sale.parts where !part.waits && !warehouses.contains(part.warehouse) { warehouses.append(part.warehouse) }
        return warehouses.map { warehouse in
            DeliveryNotice(
                trade: sale.trade, shop: sale.shop, warehouse: warehouse, priority: sale.priority, area: order.area,
                recipient: order.recipient, freed: false,
                lines: sale.parts.filter { !$0.waits && $0.warehouse == warehouse }.map {
                    DeliveryNotice.Line(line: $0.line, item: $0.item, pieces: $0.pieces)
                })
        }
    }

    private func receivable(for sale: SalesOrder) -> Receivable {
        Receivable(
            trade: sale.trade, shop: sale.shop, book: sale.book,
            lines: sale.lines.map {
                Receivable.Line(
                    line: $0.number, lineID: $0.lineID, item: $0.item, isService: $0.isService, pieces: $0.pieces, gross: $0.gross,
                    net: $0.net, rate: $0.rate, shares: $0.shares)
            })
    }

    /// A wish to cancel → the cancellation of everything that has not left, or a refusal.
    public func decide(_ request: CancellationRequest, trade: Int64) throws -> Cancellation {
        guard let row = try tables.orders.find(trade) else {
            throw OrdersRefusal.noSuchOrder(shop: request.shop, externalID: request.externalID)
        }
        if row.orderState == .cancelled { throw OrdersRefusal.alreadyCancelled(externalID: request.externalID) }
        if row.orderState == .shipped {
            throw OrdersRefusal.alreadyShipped(externalID: request.externalID, shipped: row.shipped)
        }
        return Cancellation(trade: trade, shop: row.shop, reason: request.reason, notices: try openNotices(of: trade))
    }

    // MARK: Serving those who wait

    /// What a document made possible: pieces that came or were freed go to those who wait, in order of priority.
    public func follow(_ logged: LoggedDocument) throws -> (issued: [IssuedDocument], rest: [CommandBody]) {
        let freed: [(warehouse: String, item: ItemCode)]
        switch logged.document {
        case .openingStock(let stock): freed = stock.lines.filter(isPromised).map { (stock.warehouse, $0.item) }
        case .purchaseReceipt(let receipt): freed = receipt.lines.filter(isPromised).map { (receipt.warehouse, $0.item) }
        case .otherReceipt, .conditionChange, .assembly, .businessReceipt: freed = came(with: logged.document)
        case .cancellation(let cancellation):
            freed = try tables.reservations.rows(cancellation.trade).map { ($0.warehouse, ItemCode(stored: $0.item)) }
        case .salesOrder(let sale):
            // What an earlier version had reserved and this one does not.
            let rows = try tables.reservations.rows(sale.trade)
            guard rows.contains(where: { $0.open == 0 && $0.issued < $0.pieces }) else { return ([], []) }
            freed = rows.map { ($0.warehouse, ItemCode(stored: $0.item)) }
        case .returnReceipt(let receipt): freed = receipt.kept.filter(isPromised).map { (receipt.warehouse, $0.item) }
        case .transferReceipt, .transferCancellation: freed = try self.freed(by: logged.document)
        case .stockSurplus(let surplus): freed = surplus.lines.map(\.stock).filter(isPromised).map { (surplus.warehouse, $0.item) }
        case .stockShortage(let shortage):
            freed = shortage.lines.compactMap(\.becomes).filter(isPromised).map { (shortage.warehouse, $0.item) }
        default:
            freed = try freedByReturn(logged)
            if freed.isEmpty { return ([], []) }
        }
        var issued: [IssuedDocument] = []
        var rest: [CommandBody] = []
        var budget = OrdersTables.queueBound
        var seen: Set<PromiseStockRow.Key> = []
        try prefetchQueues(freed)
        for (warehouse, item) in freed {
            let key = PromiseStockRow.Key(warehouse: warehouse, item: item.number, condition: StockCondition.good, owner: "")
            guard seen.insert(key).inserted else { continue }
            let served = try serve(key, happenedAt: logged.happenedAt, budget: &budget)
            issued += served.issued
            if served.isMore { rest.append(.releaseWaiting(warehouse: warehouse, item: item)) }
        }
        return (issued, rest)
    }

    /// The unpaid orders of a shop whose reservation is over, oldest first, at most a hundred; and whether there are more.
    public func expired(shop: String, at moment: Moment) throws -> (trades: [Int64], isMore: Bool) {
        _ = try masters.shop(shop)
        let due = try tables.unpaid.head(shop, OrdersTables.queueBound).prefix { $0.until <= moment.milliseconds }
        return (due.map(\.trade), due.count == OrdersTables.queueBound)
    }

    /// The continuation of ``follow(_:)`` when more wait than one commit takes.
    public func decideRelease(warehouse: String, item: ItemCode, at moment: Moment) throws -> (issued: [IssuedDocument], isMore: Bool) {
        var budget = OrdersTables.queueBound
        return try serve(
            .init(warehouse: warehouse, item: item.number, condition: StockCondition.good, owner: ""), happenedAt: moment,
            budget: &budget)
    }

    /// Names what serving those who wait for these items will read, so that one read a table serves them all.
    private func prefetchQueues(_ freed: [(warehouse: String, item: ItemCode)]) throws {
        let keys = freed.map {
            PromiseStockRow.Key(warehouse: $0.warehouse, item: $0.item.number, condition: StockCondition.good, owner: "")
        }
        for key in keys { tables.stock.want(key) }
        var queues: [BackorderRow.Group] = []
        for key in keys {
            guard let stock = try tables.stock.find(key), stock.waiting > 0, stock.available > 0 else { continue }
            queues.append(.init(warehouse: key.warehouse, item: key.item))
            tables.backorders.want(queues[queues.count - 1])
        }
        for queue in queues {
            for row in try tables.backorders.head(queue, OrdersTables.queueBound) {
                tables.orders.want(row.trade)
                tables.reservations.want(row.trade)
            }
        }
    }

    private func isPromised(_ line: StockLine) -> Bool { line.condition == StockCondition.good && line.owner.isEmpty }

    private func serve(
        _ key: PromiseStockRow.Key, happenedAt: Moment, budget: inout Int
    ) throws -> (issued: [IssuedDocument], isMore: Bool) {
        guard let stock = try tables.stock.find(key), stock.waiting > 0, stock.available > 0 else { return ([], false) }
        var free = stock.available
        guard budget > 0 else { return ([], true) }
        let queue = try tables.backorders.head(.init(warehouse: key.warehouse, item: key.item), budget)
        for row in queue {
            tables.orders.want(row.trade)
            tables.reservations.want(row.trade)
        }
        var issued: [IssuedDocument] = []
        var served = Int64(0)
        for row in queue where free > 0 {
            guard let order = try tables.orders.find(row.trade) else { continue }
            let pieces = min(free, row.pieces)
            free -= pieces
            served += pieces
            budget -= 1
            let notice = DeliveryNotice(
                trade: row.trade, shop: order.shop, warehouse: row.warehouse, priority: row.priority, area: order.area,
                recipient: order.person == 0 ? nil : PersonReference(person: order.person, digest: order.digest), freed: true,
                lines: [DeliveryNotice.Line(line: row.line, item: ItemCode(stored: row.item), pieces: pieces)])
            issued.append(IssuedDocument(.deliveryNotice(notice), happenedAt: happenedAt))
        }
        return (issued, free > 0 && stock.waiting > served)
    }
}
