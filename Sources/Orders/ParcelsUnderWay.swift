import Documents
import Kernel
import Storage

/// Parcels that are out: what carriers say of them, and the wish to stop one.
extension OrdersLeg {
    // MARK: Interception

    /// A cancellation of what has left → the request to stop each parcel of it that nobody knows to be delivered. Refused where there is no
    /// such parcel, as every cancellation of a shipped order was.
    public func decideInterception(_ request: CancellationRequest, trade: Int64, packed: [String]) throws -> [Interception] {
        wantReturns(trade)
        let order = try requireOrder(trade)
        let trips = try tables.trips.rows(trade)
        var waybills = request.waybill.isEmpty ? packed + trips.map(\.waybill) : [request.waybill]
        waybills = waybills.enumerated().filter { index, waybill in
            let trip = trips.first { $0.waybill == waybill }
            return !waybill.isEmpty && waybills.firstIndex(of: waybill) == index
                && (trip.map { $0.deliveredAt == 0 && $0.lostAt == 0 && $0.returnedAt == 0 && $0.refusedAt == 0 } ?? true)
        }.map(\.element)
        guard order.deliveredAt == 0, !waybills.isEmpty else {
            throw OrdersRefusal.alreadyShipped(externalID: request.externalID, shipped: order.shipped)
        }
        let open = try tables.interceptions.rows(trade).filter { $0.state == InterceptionState.open.rawValue }.map(\.waybill)
        let fresh = waybills.filter { !open.contains($0) }
        guard !fresh.isEmpty else {
            throw ReturnRefusal.beingIntercepted(externalID: request.externalID, waybill: waybills.joined(separator: " "))
        }
        return fresh.map { Interception(trade: trade, shop: order.shop, waybill: $0, reason: request.reason) }
    }

    // MARK: Parcel events

    /// A carrier's word. The first refusal or return expects the parcel's pieces back, the first loss takes them off; what contradicts a
    /// posted loss or a delivery is in dispute; everything else is only noted. `contents` are the parcel's pieces by item where it was
    /// packed with us; else everything of the trade that is out is meant.
    public func decide(
        _ report: ParcelReport, trade: Int64, contents: [(item: Int64, pieces: Int64)]?
    ) throws -> ParcelEvent {
        wantReturns(trade)
        let order = try requireOrder(trade)
        let trip = try tables.trips.rows(trade).first { $0.waybill == report.waybill }
        var event = ParcelEvent(
            trade: trade, shop: order.shop, carrier: report.carrier, waybill: report.waybill, stage: report.stage,
            happenedAt: report.happenedAt, note: report.note)
        let isLost = (trip?.lostAt ?? 0) != 0
        switch report.stage {
        case .handedOver: break
        case .delivered: event.isContradiction = isLost && trip?.deliveredAt == 0
        case .refused, .returned:
            guard (trip?.refusedAt ?? 0) == 0, (trip?.returnedAt ?? 0) == 0 else { break }
            if isLost {
                event.isContradiction = true
            } else {
                event.lines = try pieces(of: trade, by: askable(trade), contents)
            }
        case .lost:
            guard !isLost else { break }
            if (trip?.deliveredAt ?? 0) != 0 {
                event.isContradiction = true
            } else {
                event.lines = try pieces(of: trade, by: outstanding(trade), contents)
                event.warehouse = try tables.reservations.rows(trade).first { $0.issued > 0 }?.warehouse ?? ""
            }
        case .found: event.isContradiction = isLost && trip?.foundAt == 0
        }
        return event
    }

    /// Pieces of each line that left and neither came back nor were lost.
    private func outstanding(_ trade: Int64) throws -> [Int64: Int64] {
        var room = try shipped(trade)
        for row in try tables.returnedLines.rows(trade) { room[row.line, default: 0] -= row.received + row.lost }
        return room.mapValues { max(0, $0) }
    }

    private func pieces(
        of trade: Int64, by room: [Int64: Int64], _ contents: [(item: Int64, pieces: Int64)]?
    ) throws -> [StockLine] {
        var left = contents.map { $0.reduce(into: [Int64: Int64]()) { $0[$1.item, default: 0] += $1.pieces } }
        return try tables.lines.rows(trade).compactMap { line in
            var pieces = line.isService == 0 ? room[line.line] ?? 0 : 0
            if let known = left {
                pieces = min(pieces, known[line.item] ?? 0)
                left?[line.item, default: 0] -= pieces
            }
            return pieces > 0 ? StockLine(line: line.line, item: ItemCode(stored: line.item), pieces: pieces) : nil
        }
    }

    func takeParcelEvent(_ event: ParcelEvent) throws -> [IssuedDocument] {
        guard event.stage == .refused || event.stage == .returned, !event.lines.isEmpty else { return [] }
        let isStopped = try tables.interceptions.rows(event.trade).contains {
            $0.waybill == event.waybill && $0.state == InterceptionState.open.rawValue
        }
        let order = try requireOrder(event.trade)
        return [
            IssuedDocument(
                .returnOrder(
                    ReturnOrder(
                        trade: event.trade, shop: event.shop, book: order.book, form: isStopped ? .intercepted : .refused,
                        carrier: event.carrier, waybill: event.waybill, reason: event.note,
                        lines: event.lines.map { ReturnOrder.Line(line: $0.line, item: $0.item, pieces: $0.pieces) })),
                happenedAt: event.happenedAt)
        ]
    }

    // MARK: Folding

    func apply(_ event: ParcelEvent, _ logged: LoggedDocument) throws {
        let key = ParcelTripRow.Key(trade: event.trade, waybill: event.waybill)
        let known = try tables.trips.find(key, in: event.trade)
        var trip =
            known
            ?? ParcelTripRow(
                trade: event.trade, waybill: event.waybill, carrier: event.carrier, handedAt: 0, deliveredAt: 0, refusedAt: 0, lostAt: 0,
                returnedAt: 0, foundAt: 0, newest: 0)
        trip.note(event.stage, at: event.happenedAt.milliseconds)
        trip.newest = logged.position
        tables.trips.put(trip, isNew: known == nil)
        if !event.waybill.isEmpty, try tables.waybills.find(event.waybill) == nil {
            tables.waybills.put(KnownWaybillRow(waybill: event.waybill, trade: event.trade, returnOrder: 0))
        }
        try answerInterceptions(event, logged)
        if event.isContradiction {
            let lost = try tables.returnedLines.rows(event.trade).reduce(0) { $0 + $1.lost }
            dispute(event.stage == .lost ? .lostAfterDelivery : .foundAfterLoss, logged, trade: event.trade, pieces: lost)
        }
        guard event.stage == .lost else { return }
        for line in event.lines {
            tables.returnedLines.put(
                ReturnLineRow(
                    trade: event.trade, document: logged.position, line: line.line, item: line.item.number, pieces: 0, received: 0,
                    missing: 0, lost: line.pieces), isNew: true)
        }
        try expectLess(event)
    }

    private func answerInterceptions(_ event: ParcelEvent, _ logged: LoggedDocument) throws {
        let state: InterceptionState
        switch event.stage {
        case .delivered: state = .tooLate
        case .refused, .returned: state = .stopped
        case .lost: state = .lost
        case .handedOver, .found: return
        }
        for var row in try tables.interceptions.rows(event.trade)
        where row.waybill == event.waybill && row.state == InterceptionState.open.rawValue {
            row.state = state.rawValue
            row.answer = logged.position
            tables.interceptions.put(row, isNew: false)
        }
    }

    /// What was lost on its way back is expected no more.
    private func expectLess(_ event: ParcelEvent) throws {
        for order in try tables.returnOrders.rows(event.trade)
        where order.waybill == event.waybill && (order.returnState == .open || order.returnState == .partly) {
            for line in event.lines {
                let key = ReturnLineRow.Key(trade: event.trade, document: order.document, line: line.line)
                guard var row = try tables.returnedLines.find(key, in: event.trade) else { continue }
                row.pieces = max(row.received + row.missing, row.pieces - line.pieces)
                tables.returnedLines.put(row, isNew: false)
            }
            try sumReturn(order.document, of: event.trade)
        }
    }

    func apply(_ interception: Interception, _ logged: LoggedDocument) {
        tables.interceptions.put(
            InterceptionRow(
                trade: interception.trade, document: logged.position, waybill: interception.waybill, state: InterceptionState.open.rawValue,
                openedAt: logged.recordedAt.milliseconds, answer: 0), isNew: true)
    }
}

extension ParcelTripRow {
    /// Keeps the earliest moment of each stage, in whatever order they are told.
    public mutating func note(_ stage: ParcelStage, at moment: Int64) {
        func earliest(_ known: Int64) -> Int64 { known == 0 ? moment : min(known, moment) }
        switch stage {
        case .handedOver: handedAt = earliest(handedAt)
        case .delivered: deliveredAt = earliest(deliveredAt)
        case .refused: refusedAt = earliest(refusedAt)
        case .lost: lostAt = earliest(lostAt)
        case .returned: returnedAt = earliest(returnedAt)
        case .found: foundAt = earliest(foundAt)
        }
    }
}
