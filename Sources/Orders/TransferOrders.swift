import Documents
import Kernel
import Storage

/// Where a transfer stands. The raw value is stored.
public enum TransferState: Int64, CaseIterable, Sendable {
    case waiting = 1
    case rejected = 2
    /// Its pieces are reserved and the sending warehouse picks them.
    case noticed = 3
    /// Everything that was to leave has left.
    case issued = 4
    case cancelled = 5

    public var chinese: String {
        switch self {
        case .waiting: "待审批"
        case .rejected: "已驳回"
        case .noticed: "待出库"
        case .issued: "已出库"
        case .cancelled: "已取消"
        }
    }
    public var english: String {
        switch self {
        case .waiting: "waiting for approval"
        case .rejected: "rejected"
        case .noticed: "with the sending warehouse"
        case .issued: "issued"
        case .cancelled: "cancelled"
        }
    }
}

extension TransferRow {
    public var transferState: TransferState {
        guard let known = TransferState(rawValue: state) else { preconditionFailure("transfer.state \(state) is none of ours") }
        return known
    }
}

extension TransitLineRow {
    /// Pieces that left and of which nothing is known since.
    public var underWay: Int64 { pieces - received - short }
}

/// Transfers between warehouses (seed chapter 三.1): requests, reservations, goods under way.
extension OrdersLeg {
    /// Lines that one request has at most.
    static let transferLines = 500

    // MARK: The request

    /// A wish to move goods → the request that finance decides on. `cost` tells what pieces cost today, where any are there.
    public func decide(
        _ wish: TransferWish, maker: Staff,
        cost: (_ warehouse: String, _ item: ItemCode, _ condition: String, _ pieces: Int64) throws -> Money
    ) throws -> TransferRequest {
        let sender = try masters.warehouse(wish.from)
        let receiver = try masters.warehouse(wish.to)
        func fail(_ field: String, _ value: String, _ chinese: String, _ english: String) -> FormRefusal {
            .badField(
                record: DocumentKind.transferRequest.chinese, field: field, value: value, ruleChinese: chinese, ruleEnglish: english)
        }
        guard wish.from != wish.to else { throw fail("to", wish.to, "调出仓与调入仓不能相同", "the two warehouses are not one") }
        for site in [sender, receiver] where site.kind == WarehouseSite.Kind.dropship.rawValue {
            throw fail("warehouse", site.code, "代发仓没有实物,不能调拨", "a dropship warehouse holds no goods to transfer")
        }
        guard (1...OrdersLeg.transferLines).contains(wish.lines.count) else {
            throw fail(
                "lines", "\(wish.lines.count)", "须有 1 至 \(OrdersLeg.transferLines) 行", "a request has 1 to \(OrdersLeg.transferLines) lines"
            )
        }
        for line in wish.lines { masters.items.want(line.item.number) }
        for line in wish.lines {
            let item = try masters.item(line.item)
            try masters.requireCondition(line.condition)
            guard item.isService == 0 else { throw fail("lines.item", line.item.text, "服务没有库存", "a service has no stock") }
            if wish.pricing == .cost, line.price != .zero {
                throw fail("lines.priceFen", line.price.text, "按成本价调拨不填结算价", "goods that move at cost state no price")
            }
            if wish.pricing != .cost, line.price.fen <= 0 {
                throw fail("lines.priceFen", line.price.text, "\(wish.pricing.chinese)须大于 0", "the price of a piece is more than zero")
            }
        }
        let book = try masters.book(sender.book)
        let other = try masters.book(receiver.book)
        guard book.currency == other.currency else {
            throw OrdersTransferRefusal.twoCurrencies(from: wish.from, currency: book.currency, to: wish.to, other: other.currency)
        }
        if wish.pricing != .cost, sender.book == receiver.book, book.transfersInBook == 1 {
            throw OrdersTransferRefusal.pricedInBook(from: wish.from, to: wish.to, book: book.code, pricing: wish.pricing)
        }
        try requireAvailable(wish.lines.map { ($0.item.number, $0.condition, $0.pieces) }, at: wish.from)
        let lines = try wish.lines.enumerated().map { index, line in
            TransferRequest.Line(
                line: Int64(index + 1), item: line.item, condition: line.condition, pieces: line.pieces, price: line.price,
                expectedCost: try cost(wish.from, line.item, line.condition, line.pieces))
        }
        return TransferRequest(
            from: wish.from, book: sender.book, to: wish.to, pricing: wish.pricing, reason: wish.reason, maker: maker, lines: lines)
    }

    /// Nothing is promised to another warehouse that is not available (INV-04).
    private func requireAvailable(_ lines: [(item: Int64, condition: String, pieces: Int64)], at warehouse: String) throws {
        func key(_ line: (item: Int64, condition: String, pieces: Int64)) -> PromiseStockRow.Key {
            .init(warehouse: warehouse, item: line.item, condition: line.condition, owner: "")
        }
        for line in lines { tables.stock.want(key(line)) }
        var asked: [PromiseStockRow.Key: Int64] = [:]
        for line in lines { asked[key(line), default: 0] += line.pieces }
        for line in lines {
            let row = try tables.stock.find(key(line))
            let wanted = asked[key(line)] ?? 0
            guard wanted <= row?.available ?? 0 else {
                throw OrdersTransferRefusal.notAvailable(
                    warehouse: warehouse, item: String(line.item), condition: line.condition, onHand: row?.onHand ?? 0,
                    reserved: row?.reserved ?? 0, asked: wanted)
            }
        }
    }

    /// What a request is settled at: the same for all its issues.
    public func terms(of request: Int64) throws -> (pricing: TransferPricing, prices: [TransferIssue.Price]) {
        tables.transferLines.want(request)
        guard let row = try tables.transfers.find(request), let pricing = TransferPricing(rawValue: row.pricing) else {
            throw LedgerFault("调拨 \(request) 不在账上 / there is no transfer \(request)")
        }
        guard pricing != .cost else { return (pricing, []) }
        return (pricing, try tables.transferLines.rows(request).map { .init(line: $0.line, price: Money(fen: $0.price)) })
    }

    /// The notice of a transfer, or why there is none.
    public func notice(of request: LoggedDocument) throws -> Int64 {
        guard let row = try tables.transfers.find(request.position) else {
            throw LedgerFault("调拨 \(request.position) 不在账上 / there is no transfer \(request.position)")
        }
        guard row.notice != 0 else {
            throw OrdersTransferRefusal.notReleased(number: request.number.text, state: row.transferState)
        }
        return row.notice
    }

    /// An approved request → the notice to the sending warehouse. The pieces must still be there: what was asked for is not yet reserved.
    func release(_ request: Int64, _ logged: LoggedDocument) throws -> [IssuedDocument] {
        tables.transferLines.want(request)
        guard let row = try tables.transfers.find(request) else {
            throw LedgerFault("调拨 \(request) 不在账上 / there is no transfer \(request)")
        }
        let lines = try tables.transferLines.rows(request)
        try requireAvailable(lines.map { ($0.item, $0.condition, $0.pieces) }, at: row.sender)
        let notice = TransferNotice(
            request: request, from: row.sender, to: row.receiver,
            lines: lines.map {
                .init(line: $0.line, item: ItemCode(stored: $0.item), condition: $0.condition, pieces: $0.pieces)
            })
        return [IssuedDocument(.transferNotice(notice), happenedAt: logged.happenedAt)]
    }

    /// A wish to stop a transfer → the cancellation of what has not left.
    public func decide(_ wish: TransferCancellationRequest, of request: LoggedDocument) throws -> TransferCancellation {
        guard let row = try tables.transfers.find(request.position) else {
            throw LedgerFault("调拨 \(request.position) 不在账上 / there is no transfer \(request.position)")
        }
        switch row.transferState {
        case .waiting, .noticed: break
        case .rejected, .cancelled: throw OrdersTransferRefusal.ended(number: request.number.text, state: row.transferState)
        case .issued: throw OrdersTransferRefusal.leftAlready(number: request.number.text, issued: row.issued)
        }
        return TransferCancellation(request: request.position, notice: row.notice, reason: wish.reason)
    }

    // MARK: Goods under way

    /// The receiving warehouse's report that pieces arrived → the transfer receipt.
    ///
    /// The built-in warehouse's terminals are ours, so more than is under way is a conflict and refused (INV-08; decision 0006). The lines
    /// themselves are the Warehouse leg's to check.
    public func decide(_ report: TransferReceiptReport, of source: LoggedDocument) throws -> TransferReceipt {
        switch source.document {
        case .transferIssue(let issue):
            let rows = try tables.transits.rows(source.position)
            let open = rows.map { (row: $0, pieces: $0.underWay) }
            let lines = try arrived(report, open, lots: issue.lines) { row, left, asked in
                OrdersTransferRefusal.moreThanUnderWay(
                    number: source.number.text, line: row, underWay: left, asked: asked)
            }
            guard !lines.isEmpty else { throw OrdersTransferRefusal.nothingUnderWay(number: source.number.text) }
            return TransferReceipt(
                issue: source.position, request: issue.request, to: issue.to, happenedAt: report.happenedAt, lines: lines)
        case .transferShortage(let shortage):
            guard shortage.cause != .unknown else { throw OrdersTransferRefusal.stillUnderWay(number: source.number.text) }
            tables.transits.want(shortage.issue)
            let declared = try tables.shortLines.rows(source.position)
            let rows = try tables.transits.rows(shortage.issue)
            let open = declared.compactMap { line in
                rows.first { $0.line == line.line }.map { (row: $0, pieces: line.pieces - line.found) }
            }
            let lines = try arrived(report, open) { row, left, asked in
                OrdersTransferRefusal.moreThanShort(number: source.number.text, line: row, short: left, asked: asked)
            }
            guard !lines.isEmpty else { throw OrdersTransferRefusal.foundAlready(number: source.number.text) }
            return TransferReceipt(
                issue: shortage.issue, request: shortage.request, shortage: source.position, to: shortage.to,
                happenedAt: report.happenedAt, lines: lines)
        default:
            preconditionFailure("a transfer receipt comes of an issue or a shortage, not of a \(source.document.kind)")
        }
    }

    private func arrived(
        _ report: TransferReceiptReport, _ open: [(row: TransitLineRow, pieces: Int64)], lots: [StockLine] = [],
        _ refusal: (_ line: Int64, _ left: Int64, _ asked: Int64) -> OrdersTransferRefusal
    ) throws -> [StockLine] {
        guard !report.lines.isEmpty else {
            return open.filter { $0.pieces > 0 }.flatMap { OrdersLeg.asSent($0.row, $0.pieces, lots, into: report.bin) }
        }
        var left: [Int64: Int64] = [:]
        for line in open { left[line.row.line] = line.pieces }
        return try report.lines.map { wish in
            let known = open.contains { $0.row.line == wish.line && $0.row.item == wish.item.number }
            let rest = known ? left[wish.line] ?? 0 : 0
            guard wish.pieces <= rest else { throw refusal(wish.line, rest, wish.pieces) }
            left[wish.line] = rest - wish.pieces
            var line = wish
            line.amount = .zero
            if line.bin.isEmpty { line.bin = report.bin }
            return line
        }
    }

    /// The last pieces of a line as they left, lot by lot: what is under way after earlier receipts.
    private static func asSent(_ row: TransitLineRow, _ pieces: Int64, _ lots: [StockLine], into bin: String) -> [StockLine] {
        func line(_ pieces: Int64, _ lot: String) -> StockLine {
            StockLine(
                line: row.line, item: ItemCode(stored: row.item), pieces: pieces, bin: bin, lot: lot, condition: row.condition)
        }
        var lines: [StockLine] = []
        var before = row.pieces - pieces
        for sent in lots where sent.line == row.line {
            let passed = min(before, sent.pieces)
            before -= passed
            let left = sent.pieces - passed
            guard left > 0 else { continue }
            if let known = lines.firstIndex(where: { $0.lot == sent.lot }) {
                lines[known].pieces += left
            } else {
                lines.append(line(left, sent.lot))
            }
        }
        return lines.isEmpty ? [line(pieces, "")] : lines
    }

    /// The receiving warehouse's report that pieces are missing → the transfer shortage.
    public func decide(_ report: TransferShortageReport, of source: LoggedDocument) throws -> TransferShortage {
        guard case .transferIssue(let issue) = source.document else {
            preconditionFailure("a transfer shortage is of an issue, not of a \(source.document.kind)")
        }
        let rows = try tables.transits.rows(source.position)
        // What is flagged already cannot be flagged again; any of it may get its cause.
        func open(_ row: TransitLineRow) -> Int64 { report.cause == .unknown ? row.underWay - row.unexplained : row.underWay }
        var lines: [TransferShortage.Line] = []
        if report.lines.isEmpty {
            lines = rows.filter { open($0) > 0 }.map {
                .init(line: $0.line, item: ItemCode(stored: $0.item), condition: $0.condition, pieces: open($0))
            }
        } else {
            var named: Set<Int64> = []
            for wish in report.lines {
                guard named.insert(wish.line).inserted else {
                    throw FormRefusal.badField(
                        record: DocumentKind.transferShortage.chinese, field: "lines.line", value: "\(wish.line)",
                        ruleChinese: "同一行不能出现两次", ruleEnglish: "no line is named twice")
                }
                let row = rows.first { $0.line == wish.line }
                guard let row, wish.pieces <= open(row) else {
                    throw OrdersTransferRefusal.moreThanUnderWay(
                        number: source.number.text, line: wish.line, underWay: row.map(open) ?? 0, asked: wish.pieces)
                }
                lines.append(.init(line: row.line, item: ItemCode(stored: row.item), condition: row.condition, pieces: wish.pieces))
            }
        }
        guard !lines.isEmpty else { throw OrdersTransferRefusal.nothingUnderWay(number: source.number.text) }
        return TransferShortage(
            issue: source.position, request: issue.request, to: issue.to, happenedAt: report.happenedAt, cause: report.cause,
            responsible: report.responsible, note: report.note, lines: lines)
    }
}
