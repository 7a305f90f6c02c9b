import Books
import Documents
import Kernel
import Loop
import Orders
import Storage
import Warehouse

/// INV-07: the rows of returns, parcels, interceptions and held parcels are what their documents say.
final class ReturnSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.returnOrder, .returnReceipt, .parcelEvent, .interception, .channelOrder]
    static let tables = ["return_order", "return_line", "parcel_trip", "interception", "known_waybill", "held_parcel"]
    let invariant = Invariant.neverMore
    private var orders: [Int64: ReturnOrderRow] = [:]
    /// By their document and its line.
    private var lines: [Int64: [Int64: ReturnLineRow]] = [:]
    private var ordersOfTrade: [Int64: [Int64]] = [:]
    private var interceptionsOfTrade: [Int64: [Int64]] = [:]
    private var trips: [ParcelTripRow.Key: ParcelTripRow] = [:]
    private var interceptions: [Int64: InterceptionRow] = [:]
    private var waybills: [String: KnownWaybillRow] = [:]
    private var held: [HeldParcelRow.Key: HeldParcelRow] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            switch logged.document {
            case .returnOrder(let order): take(order, logged)
            case .returnReceipt(let receipt): take(receipt, logged)
            case .parcelEvent(let event): take(event, logged)
            case .interception(let value):
                interceptionsOfTrade[value.trade, default: []].append(logged.position)
                interceptions[logged.position] = InterceptionRow(
                    trade: value.trade, document: logged.position, waybill: value.waybill, state: InterceptionState.open.rawValue,
                    openedAt: logged.recordedAt.milliseconds, answer: 0)
            case .channelOrder(let order) where order.returnOrder != 0: orders[order.returnOrder]?.reshipment = logged.position
            default: continue
            }
        }
    }

    private func put(_ row: ReturnLineRow) { lines[row.document, default: [:]][row.line] = row }

    private func take(_ order: ReturnOrder, _ logged: LoggedDocument) {
        let document = order.first == 0 ? logged.position : order.first
        if order.isWithdrawn {
            lines[document] = lines[document]?.mapValues { line in
                var line = line
                line.pieces = line.received + line.missing
                return line
            }
        } else {
            lines[document] = nil
            for line in order.lines {
                let row = ReturnLineRow(
                    trade: order.trade, document: document, line: line.line, item: line.item.number, pieces: line.pieces, received: 0,
                    missing: 0, lost: 0)
                put(row)
            }
        }
        let known = orders[document]
        if known == nil { ordersOfTrade[order.trade, default: []].append(document) }
        orders[document] = ReturnOrderRow(
            trade: order.trade, document: document, newest: logged.position, shop: order.shop, form: order.form.rawValue,
            carrier: order.carrier, waybill: order.waybill, channelReturn: order.channelReturn, pieces: 0, received: 0, missing: 0,
            state: order.isWithdrawn ? ReturnState.withdrawn.rawValue : 0, reshipment: known?.reshipment ?? 0,
            openedAt: known?.openedAt ?? logged.recordedAt.milliseconds, movedAt: known?.movedAt ?? 0)
        sum(document)
        if !order.waybill.isEmpty {
            waybills[order.waybill] = KnownWaybillRow(waybill: order.waybill, trade: order.trade, returnOrder: document)
        }
    }

    private func sum(_ document: Int64) {
        guard var order = orders[document] else { return }
        let rows = (lines[document] ?? [:]).values
        order.pieces = rows.reduce(0) { $0 + $1.pieces }
        order.received = rows.reduce(0) { $0 + $1.received }
        order.missing = rows.reduce(0) { $0 + $1.missing }
        let come = order.received + order.missing
        if order.state != ReturnState.withdrawn.rawValue {
            let state: ReturnState = order.pieces == 0 ? .noGoods : come == 0 ? .open : come < order.pieces ? .partly : .done
            order.state = state.rawValue
        }
        orders[document] = order
    }

    private func take(_ receipt: ReturnReceipt, _ logged: LoggedDocument) {
        let heldKey = HeldParcelRow.Key(warehouse: receipt.warehouse, waybill: receipt.waybill)
        if receipt.held != 0 { held[heldKey] = nil }
        if receipt.isHeld {
            held[heldKey] = HeldParcelRow(
                warehouse: receipt.warehouse, waybill: receipt.waybill, document: logged.position,
                pieces: receipt.lines.filter { $0.fate != .missing }.reduce(0) { $0 + $1.stock.pieces },
                openedAt: logged.recordedAt.milliseconds)
        }
        guard receipt.returnOrder != 0 else { return }
        for line in receipt.lines {
            var row =
                lines[receipt.returnOrder]?[line.stock.line]
                ?? ReturnLineRow(
                    trade: receipt.trade, document: receipt.returnOrder, line: line.stock.line, item: line.stock.item.number, pieces: 0,
                    received: 0, missing: 0, lost: 0)
            if line.fate == .missing {
                row.missing += line.stock.pieces
            } else {
                row.received += line.stock.pieces
                row.missing = min(row.missing, max(0, row.pieces - row.received))
            }
            row.pieces = max(row.pieces, row.received + row.missing)
            put(row)
        }
        orders[receipt.returnOrder]?.movedAt = logged.happenedAt.milliseconds
        sum(receipt.returnOrder)
    }

    private func take(_ event: ParcelEvent, _ logged: LoggedDocument) {
        let key = ParcelTripRow.Key(trade: event.trade, waybill: event.waybill)
        var trip =
            trips[key]
            ?? ParcelTripRow(
                trade: event.trade, waybill: event.waybill, carrier: event.carrier, handedAt: 0, deliveredAt: 0, refusedAt: 0, lostAt: 0,
                returnedAt: 0, foundAt: 0, newest: 0)
        trip.note(event.stage, at: event.happenedAt.milliseconds)
        trip.newest = logged.position
        trips[key] = trip
        if waybills[event.waybill] == nil {
            waybills[event.waybill] = KnownWaybillRow(waybill: event.waybill, trade: event.trade, returnOrder: 0)
        }
        let answers: [ParcelStage: InterceptionState] = [.delivered: .tooLate, .refused: .stopped, .returned: .stopped, .lost: .lost]
        if let state = answers[event.stage] {
            for row in (interceptionsOfTrade[event.trade] ?? []).compactMap({ interceptions[$0] })
            where row.waybill == event.waybill && row.answer == 0 {
                interceptions[row.document]?.state = state.rawValue
                interceptions[row.document]?.answer = logged.position
            }
        }
        guard event.stage == .lost else { return }
        for line in event.lines {
            let row = ReturnLineRow(
                trade: event.trade, document: logged.position, line: line.line, item: line.item.number, pieces: 0, received: 0, missing: 0,
                lost: line.pieces)
            put(row)
        }
        for order in (ordersOfTrade[event.trade] ?? []).compactMap({ orders[$0] }) where order.waybill == event.waybill {
            guard order.state == ReturnState.open.rawValue || order.state == ReturnState.partly.rawValue else { continue }
            for line in event.lines {
                guard var row = lines[order.document]?[line.line] else { continue }
                row.pieces = max(row.received + row.missing, row.pieces - line.pieces)
                put(row)
            }
            sum(order.document)
        }
    }

    func finish(_ run: CheckRun) throws {
        try compare(
            ReturnOrderRow.schema, orders.values.sorted { ($0.trade, $0.document) < ($1.trade, $1.document) }.map(\.values), run)
        try compare(
            ReturnLineRow.schema,
            lines.values.flatMap(\.values).sorted { ($0.trade, $0.document, $0.line) < ($1.trade, $1.document, $1.line) }.map(\.values), run
        )
        try compare(ParcelTripRow.schema, trips.values.sorted { ($0.trade, $0.waybill) < ($1.trade, $1.waybill) }.map(\.values), run)
        try compare(
            InterceptionRow.schema, interceptions.values.sorted { ($0.trade, $0.document) < ($1.trade, $1.document) }.map(\.values), run)
        try compare(KnownWaybillRow.schema, waybills.values.sorted { $0.waybill < $1.waybill }.map(\.values), run)
        try compare(
            HeldParcelRow.schema, held.values.sorted { ($0.warehouse, $0.waybill) < ($1.warehouse, $1.waybill) }.map(\.values), run)
    }
}

/// INV-09: the rows of refunds and of what came back, in money, are what their documents say; and so are the disputes of this flow.
final class RefundSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [
        .receivable, .channelRefund, .redReceivable, .expenseNote, .returnOrder, .returnReceipt, .parcelEvent, .writeDown,
    ]
    static let tables = ["channel_refund", "refund_line", "refund_share", "write_down", "receivable", "dispute"]
    let invariant = Invariant.receivables
    /// What a refund's row says of itself; how much of the rest waits is told by the receivable.
    private var refunds: [Int64: (refund: ChannelRefund, posted: Int64)] = [:]
    private var lines: [RefundLineRow.Key: RefundLineRow] = [:]
    private var shares: [RefundShareRow.Key: RefundShareRow] = [:]
    private var allowances: [WriteDownRow.Key: WriteDownRow] = [:]
    private var expected: [Int64: Int64] = [:]
    private var fallen: [Int64: Int64] = [:]
    private var disputes: [DisputeRow.Key: DisputeRow] = [:]
    private var lost: [Int64: Int64] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        for logged in page.documents {
            switch logged.document {
            case .receivable(let value):
                let amount = value.lines.reduce(Int64(0)) { $1.shares.reduce($0 + $1.gross.fen) { $0 - $1.amount.fen } }
                if let before = expected[value.trade] {
                    let rest = max(0, (fallen[value.trade] ?? 0) + before - amount)
                    fallen[value.trade] = rest == 0 ? nil : rest
                }
                expected[value.trade] = amount
            case .channelRefund(let value) where value.trade != 0:
                refunds[logged.position] = (value, 0)
                if value.excess > .zero { dispute(.refundedMoreThanPaid, logged, value.trade, amount: value.excess.fen) }
            case .redReceivable(let value):
                take(value.lines, value.trade, value.shop, isRed: true, value.isForGoods, value.refund, logged)
                refunds[value.refund]?.posted += value.buyer.fen
                if value.refundable > .zero { fallen[value.trade, default: 0] += value.refundable.fen }
            case .expenseNote(let value):
                take(value.lines, value.trade, value.shop, isRed: false, value.isForGoods, value.refund, logged)
                refunds[value.refund]?.posted += value.buyer.fen
            case .returnOrder(let value) where value.excess > 0:
                dispute(.returnedMoreThanShipped, logged, value.trade, pieces: value.excess)
            case .returnReceipt(let value) where value.trade != 0:
                for line in value.lines where line.fate != .missing {
                    change(value.trade, line.stock.line, line.stock.item.number) { row in
                        row.returnedPieces += line.stock.pieces
                        row.returnedCost += line.stock.amount.fen
                        if value.form == .exchange { row.exchangedPieces += line.stock.pieces }
                        row.returnedAt = logged.happenedAt.milliseconds
                    }
                }
            case .parcelEvent(let value):
                if value.isContradiction {
                    dispute(
                        value.stage == .lost ? .lostAfterDelivery : .foundAfterLoss, logged, value.trade, pieces: lost[value.trade] ?? 0)
                }
                for line in value.lines where value.stage == .lost {
                    lost[value.trade, default: 0] += line.pieces
                    change(value.trade, line.line, line.item.number) { row in
                        row.lostPieces += line.pieces
                        row.lostCost += line.amount.fen
                    }
                }
            case .writeDown(let value):
                let row = WriteDownRow(
                    warehouse: value.warehouse, item: value.item.number, condition: value.condition, allowance: value.allowance.fen,
                    document: logged.position)
                let before = allowances[row.key]?.allowance ?? 0
                if before + value.change.fen != value.allowance.fen {
                    run.report(invariant, "跌价准备单 \(logged.number.text): \(before) + \(value.change) ≠ \(value.allowance) / allowance")
                }
                allowances[row.key] = row
            default: continue
            }
        }
    }

    private func dispute(_ cause: DisputeCause, _ logged: LoggedDocument, _ trade: Int64, amount: Int64 = 0, pieces: Int64 = 0) {
        let row = DisputeRow(
            document: logged.position, cause: cause.rawValue, trade: trade, amount: amount, pieces: pieces,
            openedAt: logged.recordedAt.milliseconds)
        disputes[row.key] = row
    }

    private func change(_ trade: Int64, _ line: Int64, _ item: Int64, _ body: (inout RefundLineRow) -> Void) {
        var row =
            lines[.init(trade: trade, line: line)]
            ?? RefundLineRow(
                trade: trade, line: line, item: item, refundedGross: 0, refundedNet: 0, expensed: 0, forGoods: 0, returnedPieces: 0,
                exchangedPieces: 0, returnedCost: 0, lostPieces: 0, lostCost: 0, refundedAt: 0, returnedAt: 0)
        if item != 0 { row.item = item }
        body(&row)
        lines[row.key] = row
    }

    private func take(
        _ papers: [RefundLine], _ trade: Int64, _ shop: String, isRed: Bool, _ isForGoods: Bool, _ refund: Int64, _ logged: LoggedDocument
    ) {
        for line in papers {
            // The item is told by the receivable's line (ReturnChecks).
            change(trade, line.line, 0) { row in
                if isRed {
                    row.refundedGross += line.gross.fen
                    row.refundedNet += line.net.fen
                } else {
                    row.expensed += line.gross.fen
                }
                if isForGoods { row.forGoods += line.gross.fen }
                row.refundedAt = logged.happenedAt.milliseconds
            }
            for share in [BorneDiscount(party: shop, amount: line.buyer)] + line.shares where share.amount > .zero {
                let key = RefundShareRow.Key(trade: trade, line: line.line, party: share.party)
                var row = shares[key] ?? RefundShareRow(trade: trade, line: line.line, party: share.party, amount: 0, exchanged: 0)
                row.amount += share.amount.fen
                if refund == 0 { row.exchanged += share.amount.fen }
                shares[key] = row
            }
        }
    }

    func finish(_ run: CheckRun) throws {
        let names = [
            "trade", "document", "shop", "external_id", "form", "for_goods", "amount", "posted", "unposted", "excess", "happened_at",
        ]
        let found = try run.connection.query(
            "SELECT trade, document, shop, external_id, form, for_goods, amount, posted, repaid + waiting, excess, happened_at FROM channel_refund ORDER BY document"
        )
        let wanted = refunds.sorted { $0.key < $1.key }.map { document, known -> [SQLValue] in
            let refund = known.refund
            let all = refund.parts.reduce(refund.repaid + refund.waiting + refund.excess) { $0 + $1.buyer }
            return [
                .integer(refund.trade), .integer(document), .text(refund.shop), .text(refund.externalID), .integer(refund.form.rawValue),
                .integer(refund.isForGoods ? 1 : 0), .integer(all.fen), .integer(known.posted),
                .integer((all - refund.excess).fen - known.posted), .integer(refund.excess.fen),
                .integer(refund.happenedAt.milliseconds),
            ]
        }
        compare("channel_refund", names, wanted, found, run)
        let columns = RefundLineRow.schema.columns.map(\.name)
        let rows = lines.values.sorted { ($0.trade, $0.line) < ($1.trade, $1.line) }
        try compare(
            RefundLineRow.schema, rows.map { row in zip(columns, row.values).filter { $0.0 != "item" }.map(\.1) }, run,
            columns: columns.filter { $0 != "item" })
        try compare(
            RefundShareRow.schema,
            shares.values.sorted { ($0.trade, $0.line, $0.party) < ($1.trade, $1.line, $1.party) }.map(\.values), run)
        try compare(
            WriteDownRow.schema,
            allowances.values.sorted { ($0.warehouse, $0.item, $0.condition) < ($1.warehouse, $1.item, $1.condition) }.map(\.values), run)
        let falls = try run.connection.query("SELECT trade, fallen FROM receivable WHERE fallen <> 0 ORDER BY trade")
        compare(
            "receivable", ["trade", "fallen"], fallen.sorted { $0.key < $1.key }.map { [.integer($0.key), .integer($0.value)] }, falls, run)
        let disputed = DisputeRow.schema.columns.map(\.name)
        let own = [DisputeCause.returnedMoreThanShipped, .refundedMoreThanPaid, .foundAfterLoss, .lostAfterDelivery].map {
            String($0.rawValue)
        }
        compare(
            "dispute", disputed, disputes.values.sorted { $0.document < $1.document }.map(\.values),
            try run.connection.query(
                "SELECT \(disputed.joined(separator: ", ")) FROM dispute WHERE cause IN (\(own.joined(separator: ", "))) ORDER BY document"),
            run)
    }
}
