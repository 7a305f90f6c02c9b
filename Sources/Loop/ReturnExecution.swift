import Books
import Documents
import Kernel
import Orders
import Storage
import Warehouse

/// The commands of returns, parcels and write-downs.
extension CommandDecision {
    func executeReturn(_ body: CommandBody, known: ExternalKeyRow?, _ run: inout Run) throws {
        switch body {
        case .channelRefund(let refund): try take(refund, known: known, &run)
        case .returnRequest(let wish): try requestReturn(wish, known: known, &run)
        case .returnReceipt(let report): try receive(report, &run)
        case .returnWithdrawal(let wish): try withdraw(wish, &run)
        case .parcelEvent(let report): try take(report, &run)
        case .writeDown(let request):
            let value = try legs.books.decide(request)
            try cascade([(.writeDown(value), 0, request.happenedAt)], &run)
        default: break
        }
    }

    // MARK: Keys

    /// Names the keys that a command of this flow will surely need.
    func prefetchReturn(_ body: CommandBody) {
        for (shop, order) in orderNames(of: body) { journal.externals.want(.init(source: "shop:" + shop, externalKey: order)) }
        switch body {
        case .returnReceipt(let report):
            if let subject = report.subject { prefetchSubject(subject) }
            if !report.waybill.isEmpty { legs.orders.tables.waybills.want(report.waybill) }
            legs.warehouse.tables.heldParcels.want(report.warehouse)
        case .returnWithdrawal(let wish): prefetchSubject(wish.subject)
        case .parcelEvent(let report):
            legs.warehouse.tables.parcels.want(.init(carrier: report.carrier, waybill: report.waybill))
            if !report.waybill.isEmpty { legs.orders.tables.waybills.want(report.waybill) }
        default: break
        }
    }

    private func prefetchSubject(_ reference: DocumentReference) {
        if reference.position != 0 {
            journal.log.want(reference.position)
        } else {
            journal.externals.want(.init(source: reference.source, externalKey: reference.key))
        }
    }

    /// Names what the trade of such a command will touch, once it is known.
    func prefetchLinkedReturn(_ body: CommandBody) {
        for (shop, order) in orderNames(of: body) {
            guard let trade = try? journal.externals.find(.init(source: "shop:" + shop, externalKey: order))?.document else { continue }
            legs.orders.wantReturns(trade)
            legs.books.wantReturns(trade)
        }
    }

    private func orderNames(of body: CommandBody) -> [(String, String)] {
        switch body {
        case .channelRefund(let refund): [(refund.shop, refund.orderID)]
        case .channelReturn(let returned): [(returned.shop, returned.orderID)]
        case .returnRequest(let wish): [(wish.shop, wish.externalID)]
        case .returnReceipt(let report): report.externalID.isEmpty ? [] : [(report.shop, report.externalID)]
        case .parcelEvent(let report): report.externalID.isEmpty ? [] : [(report.shop, report.externalID)]
        default: []
        }
    }

    /// The trade that a shop and an order number mean: a channel's order, or one of ours that replaces returned goods, by the number of the
    /// channel's return or of our return order. `nil` for none.
    func knownTrade(of shop: String, _ externalID: String) throws -> Int64? {
        if externalID.isEmpty { return nil }
        if let trade = try orderedTrade(of: shop, externalID) { return trade }
        if let first = try journal.externals.find(.init(source: "return:" + shop, externalKey: externalID))?.document {
            guard case .channelReturn(let returned)? = try journal.document(at: first)?.document,
                returned.orderID != externalID, let trade = try orderedTrade(of: shop, returned.orderID),
                let row = try legs.orders.returnOrder(ofChannelReturn: first, trade: trade), row.reshipment != 0
            else { return nil }
            return row.reshipment
        }
        guard let number = DocumentNumber(externalID), number.kind == .returnOrder, number.position <= head.position,
            case .returnOrder(let order)? = try journal.document(at: number.position)?.document, order.shop == shop,
            let row = try legs.orders.returnOrder(number.position, of: order.trade), row.reshipment != 0
        else { return nil }
        return row.reshipment
    }

    private func orderedTrade(of shop: String, _ externalID: String) throws -> Int64? {
        try journal.externals.find(.init(source: "shop:" + shop, externalKey: externalID))?.document
    }

    func requireTrade(of shop: String, _ externalID: String) throws -> Int64 {
        guard let trade = try knownTrade(of: shop, externalID) else {
            throw OrdersRefusal.noSuchOrder(shop: shop, externalID: externalID)
        }
        return trade
    }

    // MARK: Refunds

    /// A channel refund is recorded once; only one that still waits for its order takes a newer version.
    private func take(_ said: ChannelRefund, known: ExternalKeyRow?, _ run: inout Run) throws {
        _ = try legs.masters.shop(said.shop)
        var refund = said.asSaid
        if let known {
            guard case .channelRefund(let first)? = try journal.document(at: known.document)?.document, first.trade == 0,
                try legs.orders.isHeld(known.document, shop: first.shop, order: first.orderID)
            else {
                throw RefundLoopRefusal.recordedAlready(externalID: refund.externalID, version: known.version)
            }
            guard first.orderID == refund.orderID else {
                throw FormRefusal.badField(
                    record: "\(DocumentKind.channelRefund.chinese) \(refund.externalID)", field: "orderID", value: refund.orderID,
                    ruleChinese: "同一退款单号不能改到另一订单(原为“\(first.orderID)”)",
                    ruleEnglish: "a refund stays with the order it named first (“\(first.orderID)”)")
            }
        }
        guard let trade = try knownTrade(of: refund.shop, refund.orderID) else {
            run.isHeld = true
            try cascade([(.channelRefund(refund), known?.document ?? 0, refund.happenedAt)], &run)
            return
        }
        legs.orders.wantReturns(trade)
        refund = try legs.books.decide(refund, trade: trade)
        try cascade([(.channelRefund(refund), known?.document ?? trade, refund.happenedAt)], &run)
    }

    /// A refund that waited for its order goes to it.
    func takeHeld(_ refund: ChannelRefund, first: Int64, trade: Int64, _ run: inout Run) throws {
        legs.orders.wantReturns(trade)
        let decided = try legs.books.decide(refund.asSaid, trade: trade)
        try cascade([(.channelRefund(decided), first, refund.happenedAt)], &run)
    }

    // MARK: Return orders

    private func requestReturn(_ wish: ReturnWish, known: ExternalKeyRow?, _ run: inout Run) throws {
        let trade = try requireTrade(of: wish.shop, wish.externalID)
        if let known {
            guard case .returnOrder(let earlier)? = try journal.document(at: known.document)?.document, earlier.trade == trade else {
                throw FormRefusal.badField(
                    record: DocumentKind.returnOrder.chinese, field: "externalID", value: wish.externalID,
                    ruleChinese: "同一退货单号不能改到另一订单", ruleEnglish: "a return order stays with its order")
            }
        }
        let order = try legs.orders.decide(wish, trade: trade, first: known?.document ?? 0)
        let position = head.position + 1
        try cascade([(.returnOrder(order), known?.document ?? trade, run.at)], &run)
        try reship(order, document: known?.document ?? position, at: run.at, &run)
    }

    private func withdraw(_ wish: ReturnWithdrawal, _ run: inout Run) throws {
        let (document, trade) = try returnOrder(wish.subject)
        guard let row = try legs.orders.returnOrder(document, of: trade),
            case .returnOrder(let newest)? = try journal.document(at: row.newest)?.document
        else { throw LoopRefusal.noSuchDocument(reference: wish.subject.text) }
        let withdrawn = try legs.orders.decideWithdrawal(newest, first: document, reason: wish.reason)
        try cascade([(.returnOrder(withdrawn), row.newest, run.at)], &run)
    }

    /// The return order that a command names, itself or by its channel return.
    private func returnOrder(_ reference: DocumentReference) throws -> (document: Int64, trade: Int64) {
        let subject = try resolve(reference, .returnOrder, .channelReturn)
        switch subject.document {
        case .returnOrder(let order): return (order.first == 0 ? subject.position : order.first, order.trade)
        case .channelReturn(let returned):
            let first = subject.source == 0 || subject.source == returned.trade ? subject.position : subject.source
            var trade = returned.trade
            if trade == 0 { trade = try knownTrade(of: returned.shop, returned.orderID) ?? 0 }
            if trade != 0, let row = try legs.orders.returnOrder(ofChannelReturn: first, trade: trade) { return (row.document, trade) }
            throw LoopRefusal.noSuchDocument(reference: reference.text)
        default: throw LoopRefusal.noSuchDocument(reference: reference.text)
        }
    }

    /// Sends what replaces the goods of an exchange, where it is due.
    private func reship(_ exchange: ReturnOrder, document: Int64, at moment: Moment, _ run: inout Run) throws {
        guard let order = try legs.orders.reshipment(of: exchange, document: document, at: moment) else { return }
        try cascade([(.channelOrder(order), 0, moment)], &run)
    }

    // MARK: Receipts

    /// Whose parcel is it: the return order or order that the report names, else whoever its waybill belongs to, else nobody yet.
    private func receive(_ report: ReturnReport, _ run: inout Run) throws {
        try legs.warehouse.validate(report)
        var document: Int64 = 0
        var trade: Int64 = 0
        if let subject = report.subject {
            (document, trade) = try returnOrder(subject)
        } else if !report.externalID.isEmpty {
            trade = try requireTrade(of: report.shop, report.externalID)
        } else if !report.waybill.isEmpty, !report.isFound, let row = try legs.orders.tables.waybills.find(report.waybill) {
            (document, trade) = (row.returnOrder, row.trade)
        }
        guard trade != 0 else { return try receiveUnknown(report, &run) }
        legs.orders.wantReturns(trade)
        legs.books.wantReturns(trade)
        let shop = try legs.masters.shop(legs.orders.shop(of: trade))
        let site = try legs.masters.warehouse(report.warehouse)
        guard site.book == shop.book else {
            throw ReturnRefusal.otherBook(warehouse: site.code, book: site.book, shop: shop.code, shopBook: shop.book)
        }
        if document == 0 {
            document = try legs.orders.openReturn(of: trade, items: Set(report.lines.map(\.stock.item.number)))?.document ?? 0
        }
        var lines = try legs.orders.assign(report.lines, of: trade, returnOrder: document)
        if document == 0 {
            let expected = try legs.orders.unannounced(lines, of: trade, carrier: report.carrier, waybill: report.waybill)
            document = head.position + 1
            try cascade([(.returnOrder(expected), trade, report.happenedAt)], &run)
        }
        guard let row = try legs.orders.returnOrder(document, of: trade),
            case .returnOrder(let order)? = try journal.document(at: row.newest)?.document
        else { throw LoopRefusal.noSuchDocument(reference: String(document)) }
        let back = lines.filter { $0.fate != .missing }.map(\.stock)
        var priced = try legs.books.price(back, of: trade, into: report.warehouse)[...]
        for index in lines.indices where lines[index].fate != .missing { lines[index].stock = priced.removeFirst() }
        var receipt = ReturnReceipt(
            returnOrder: document, trade: trade, shop: shop.code, form: row.returnForm, warehouse: report.warehouse,
            happenedAt: report.happenedAt, carrier: report.carrier, waybill: report.waybill,
            held: try legs.warehouse.heldParcel(report.waybill, at: report.warehouse), lines: lines)
        if row.returnForm == .exchange, !order.replacesSame, row.state != ReturnState.done.rawValue,
            let back = try legs.orders.completed(document, of: trade, with: lines)
        {
            receipt.takenBack = back
            receipt.replacementAmount = order.replacements.reduce(.zero) { $0 + $1.amount }
        }
        let position = head.position + 1
        try cascade([(.returnReceipt(receipt), document, report.happenedAt)], &run)
        if !receipt.takenBack.isEmpty, let red = try legs.books.decideTakingBack(receipt, at: report.happenedAt) {
            try cascade([(.redReceivable(red), position, report.happenedAt)], &run)
        }
        try reship(order, document: document, at: report.happenedAt, &run)
    }

    /// Held under its waybill until somebody knows whose it is, or taken into stock as found.
    private func receiveUnknown(_ report: ReturnReport, _ run: inout Run) throws {
        var receipt = ReturnReceipt(
            returnOrder: 0, trade: 0, shop: "", form: .unannounced, warehouse: report.warehouse, happenedAt: report.happenedAt,
            carrier: report.carrier, waybill: report.waybill, isFound: report.isFound, lines: report.lines)
        if report.isFound {
            receipt.held = try legs.warehouse.heldParcel(report.waybill, at: report.warehouse)
            receipt.lines.removeAll { $0.fate == .missing }
            let priced = try legs.books.price(receipt.lines.map(\.stock), of: 0, into: report.warehouse)
            for index in priced.indices { receipt.lines[index].stock = priced[index] }
        } else {
            guard !report.waybill.isEmpty else {
                throw FormRefusal.badField(
                    record: DocumentKind.returnReceipt.chinese, field: "waybill", value: "",
                    ruleChinese: "不知订单的包裹须写运单号", ruleEnglish: "a parcel without an order is known by its waybill")
            }
            try legs.warehouse.requireNotHeld(report.waybill, at: report.warehouse)
            run.isHeld = true
        }
        try cascade([(.returnReceipt(receipt), receipt.held, report.happenedAt)], &run)
    }

    // MARK: Parcels

    private func take(_ report: ParcelReport, _ run: inout Run) throws {
        let packed = try legs.warehouse.contents(carrier: report.carrier, waybill: report.waybill)
        let trade: Int64
        if !report.externalID.isEmpty {
            trade = try requireTrade(of: report.shop, report.externalID)
        } else if let known = try packed?.trade ?? legs.orders.tables.waybills.find(report.waybill)?.trade {
            trade = known
        } else {
            throw ReturnRefusal.unknownParcel(carrier: report.carrier, waybill: report.waybill)
        }
        legs.books.wantReturns(trade)
        var event = try legs.orders.decide(report, trade: trade, contents: packed?.lines)
        if event.stage == .lost { event.lines = try legs.books.price(event.lines, of: trade, into: event.warehouse) }
        try cascade([(.parcelEvent(event), trade, report.happenedAt)], &run)
    }

    /// A cancellation of what has left stops its parcels, where they are still on their way.
    func intercept(_ request: CancellationRequest, trade: Int64, _ run: inout Run) throws {
        legs.orders.wantReturns(trade)
        let notices = Set(try legs.orders.tables.reservations.rows(trade).filter { $0.issued > 0 }.map(\.notice)).sorted()
        let packed = try legs.warehouse.waybills(of: notices)
        for interception in try legs.orders.decideInterception(request, trade: trade, packed: packed) {
            try cascade([(.interception(interception), trade, run.at)], &run)
        }
    }
}

/// What the Loop refuses of refunds.
public enum RefundLoopRefusal: Refusal, Hashable {
    case recordedAlready(externalID: String, version: Int64)

    public var code: String { "recordedAlready" }
    public var chinese: String {
        switch self {
        case .recordedAlready(let externalID, let version):
            "平台退款 \(externalID) 已按版本 \(version) 入账,不再修改。如又退了款,请以新的退款单号推送差额。"
        }
    }
    public var english: String {
        switch self {
        case .recordedAlready(let externalID, let version):
            "Channel refund \(externalID) was recorded in version \(version) and does not change. Push further money under a refund number of its own."
        }
    }
}
