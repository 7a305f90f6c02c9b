import Documents
import Kernel
import Storage

/// Folding transfers into the promise ledger: what is reserved for them, and what is under way (INV-04, INV-08).
extension OrdersLeg {
    /// Folds a document of a transfer; all others are left alone.
    func applyTransfer(_ logged: LoggedDocument) throws {
        switch logged.document {
        case .transferRequest(let request): apply(request, at: logged.position)
        case .approval(let approval) where approval.subjectKind == .transferRequest && !approval.isApproved:
            try changeTransfer(approval.subject) { $0.state = TransferState.rejected.rawValue }
        case .transferNotice(let notice): try apply(notice, at: logged.position)
        case .transferIssue(let issue): try apply(issue, at: logged.position)
        case .transferReceipt(let receipt): try apply(receipt)
        case .transferShortage(let shortage): try apply(shortage, at: logged.position)
        case .transferCancellation(let cancellation): try apply(cancellation)
        default: break
        }
    }

    private func apply(_ request: TransferRequest, at position: Int64) {
        tables.transferLines.begin(position)
        for line in request.lines {
            tables.transferLines.put(
                TransferLineRow(
                    request: position, line: line.line, warehouse: request.from, item: line.item.number, condition: line.condition,
                    pieces: line.pieces, price: line.price.fen, open: 0, issued: 0), isNew: true)
        }
        tables.transfers.put(
            TransferRow(
                request: position, sender: request.from, receiver: request.to, pricing: request.pricing.rawValue,
                state: TransferState.waiting.rawValue, notice: 0, pieces: request.lines.reduce(0) { $0 + $1.pieces }, open: 0, issued: 0))
    }

    private func apply(_ notice: TransferNotice, at position: Int64) throws {
        wantTransfer(notice.request, notice.from, notice.lines.map { ($0.item.number, $0.condition) })
        for line in notice.lines {
            try changeTransferLine(notice.request, line.line) { $0.open += line.pieces }
            try changeStock(.init(warehouse: notice.from, item: line.item.number, condition: line.condition, owner: "")) {
                $0.reserved += line.pieces
            }
        }
        try changeTransfer(notice.request) { row in
            row.state = TransferState.noticed.rawValue
            row.notice = position
            row.open += notice.lines.reduce(0) { $0 + $1.pieces }
        }
    }

    /// What leaves was reserved; it is under way to the receiving warehouse.
    private func apply(_ issue: TransferIssue, at position: Int64) throws {
        wantTransfer(issue.request, issue.from, issue.lines.map { ($0.item.number, $0.condition) })
        tables.transits.begin(position)
        var total: Int64 = 0
        for line in issue.lines {
            total += line.pieces
            try changeTransferLine(issue.request, line.line) { row in
                row.open -= line.pieces
                row.issued += line.pieces
            }
            try changeStock(.init(warehouse: issue.from, item: line.item.number, condition: line.condition, owner: line.owner)) {
                $0.reserved -= line.pieces
            }
            // Several bins may serve one line.
            var row =
                try tables.transits.find(.init(issue: position, line: line.line), in: position)
                ?? TransitLineRow(
                    issue: position, line: line.line, request: issue.request, sender: issue.from, receiver: issue.to,
                    item: line.item.number, condition: line.condition, pieces: 0, received: 0, short: 0, unexplained: 0,
                    issuedAt: issue.happenedAt.milliseconds)
            row.pieces += line.pieces
            tables.transits.put(row, isNew: true)
        }
        try changeTransfer(issue.request) { row in
            row.open -= total
            row.issued += total
            if row.open == 0 { row.state = TransferState.issued.rawValue }
        }
    }

    private func apply(_ receipt: TransferReceipt) throws {
        tables.transits.want(receipt.issue)
        if receipt.shortage != 0 { tables.shortLines.want(receipt.shortage) }
        for line in receipt.lines {
            try changeTransit(receipt.issue, line.line) { row in
                row.received += line.pieces
                if receipt.shortage != 0 { row.short -= line.pieces }
                // What is missed arrives last.
                row.unexplained = min(row.unexplained, row.underWay)
            }
            guard receipt.shortage != 0 else { continue }
            guard var row = try tables.shortLines.find(.init(shortage: receipt.shortage, line: line.line), in: receipt.shortage) else {
                throw LedgerFault("短少单 \(receipt.shortage) 没有第 \(line.line) 行 / shortage without its line")
            }
            row.found += line.pieces
            tables.shortLines.put(row, isNew: false)
        }
    }

    private func apply(_ shortage: TransferShortage, at position: Int64) throws {
        tables.transits.want(shortage.issue)
        tables.shortLines.begin(position)
        for line in shortage.lines {
            try changeTransit(shortage.issue, line.line) { row in
                if shortage.cause == .unknown {
                    row.unexplained += line.pieces
                } else {
                    row.short += line.pieces
                    row.unexplained -= min(row.unexplained, line.pieces)
                }
            }
            guard shortage.cause != .unknown else { continue }
            tables.shortLines.put(
                ShortLineRow(shortage: position, line: line.line, issue: shortage.issue, pieces: line.pieces, found: 0), isNew: true)
        }
    }

    private func apply(_ cancellation: TransferCancellation) throws {
        for var line in try tables.transferLines.rows(cancellation.request) where line.open > 0 {
            let open = line.open
            line.open = 0
            tables.transferLines.put(line, isNew: false)
            try changeStock(.init(warehouse: line.warehouse, item: line.item, condition: line.condition, owner: "")) {
                $0.reserved -= open
            }
        }
        try changeTransfer(cancellation.request) { row in
            row.open = 0
            row.state = (row.issued > 0 ? TransferState.issued : .cancelled).rawValue
        }
    }

    // MARK: Rows

    private func wantTransfer(_ request: Int64, _ warehouse: String, _ items: [(item: Int64, condition: String)]) {
        tables.transfers.want(request)
        tables.transferLines.want(request)
        for item in items {
            tables.stock.want(.init(warehouse: warehouse, item: item.item, condition: item.condition, owner: ""))
        }
    }

    private func changeTransfer(_ request: Int64, _ body: (inout TransferRow) -> Void) throws {
        guard var row = try tables.transfers.find(request) else {
            throw LedgerFault("调拨 \(request) 不在账上 / there is no transfer \(request)")
        }
        let before = row.state
        body(&row)
        try TransferState.arrows.require(from: before, to: row.state, of: "调拨 transfer \(request)")
        tables.transfers.put(row)
    }

    private func changeTransferLine(_ request: Int64, _ line: Int64, _ body: (inout TransferLineRow) -> Void) throws {
        guard var row = try tables.transferLines.find(.init(request: request, line: line), in: request) else {
            throw LedgerFault("调拨 \(request) 没有第 \(line) 行 / transfer \(request) has no line \(line)")
        }
        body(&row)
        tables.transferLines.put(row, isNew: false)
    }

    private func changeTransit(_ issue: Int64, _ line: Int64, _ body: (inout TransitLineRow) -> Void) throws {
        guard var row = try tables.transits.find(.init(issue: issue, line: line), in: issue) else {
            throw LedgerFault("调拨出库单 \(issue) 没有第 \(line) 行 / transfer issue \(issue) has no line \(line)")
        }
        body(&row)
        tables.transits.put(row, isNew: false)
    }

    // MARK: Serving those who wait

    /// What a transfer's document brought to a warehouse or gave back to it.
    func freed(by document: Document) throws -> [(warehouse: String, item: ItemCode)] {
        switch document {
        case .transferReceipt(let receipt):
            receipt.lines.filter { $0.condition == StockCondition.good && $0.owner.isEmpty }.map { (receipt.to, $0.item) }
        case .transferCancellation(let cancellation):
            try tables.transferLines.rows(cancellation.request).filter { $0.condition == StockCondition.good && $0.issued < $0.pieces }
                .map { ($0.warehouse, ItemCode(stored: $0.item)) }
        default: []
        }
    }
}
