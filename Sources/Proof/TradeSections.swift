import Documents
import Kernel
import Loop
import Orders
import Security
import Storage

/// INV-12: a trade's row says what its newest channel order says.
final class TradeSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.channelOrder, .salesOrder]
    static let tables = ["sales_order", "order_line", "order_payment", "held_code"]
    let invariant = Invariant.splits
    /// Trades whose rows were compared with the documents that they name.
    private var channelOrders: Set<Int64> = []
    private var salesOrders: Set<Int64> = []

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        func trade(_ logged: LoggedDocument) -> Int64 {
            if case .salesOrder(let sale) = logged.document { return sale.trade }
            return logged.source == 0 ? logged.position : logged.source
        }
        let trades = Array(Set(page.documents.map(trade)))
        var rows: [Int64: SalesOrderRow] = [:]
        for row in try run.connection.read(SalesOrderRow.self, keys: trades) { rows[row.trade] = row }
        let limit = Int(Int32.max)
        let lines = Dictionary(grouping: try run.connection.read(OrderLineRow.self, groups: trades, limit: limit), by: \.trade)
        let codes = Dictionary(grouping: try run.connection.read(HeldCodeRow.self, groups: trades, limit: limit), by: \.trade)
        let cuts = try self.cuts(trades, run)
        let payments = Dictionary(grouping: try run.connection.read(OrderPaymentRow.self, groups: trades, limit: limit), by: \.trade)
        for logged in page.documents {
            let trade = trade(logged)
            guard let row = rows[trade] else {
                run.report(invariant, "单据 \(logged.number.text) 的订单 \(trade) 不存在 / no row for the trade")
                continue
            }
            switch logged.document {
            case .channelOrder(let order):
                if row.channelOrder < logged.position { stale(logged, row.channelOrder, run) }
                guard row.channelOrder == logged.position else { continue }
                channelOrders.insert(trade)
                compare(order, row, run)
                compare(
                    "order_payment trade=\(trade)", ["sequence", "means", "amount"],
                    order.payments.sorted { $0.sequence < $1.sequence }.map {
                        [.integer($0.sequence), .text($0.means), .integer($0.amount.fen)]
                    }, (payments[trade] ?? []).map { [.integer($0.sequence), .text($0.means), .integer($0.amount)] }, run)
            case .salesOrder(let sale):
                if row.salesOrder < logged.position { stale(logged, row.salesOrder, run) }
                guard row.salesOrder == logged.position else { continue }
                salesOrders.insert(trade)
                compare(
                    "order_line", OrderLineRow.schema.columns.map(\.name),
                    sale.lines.map { line in
                        OrderLineRow(
                            trade: trade, line: line.number, lineId: line.lineID, item: line.item.number, kit: line.kit,
                            isService: line.isService ? 1 : 0, pieces: line.pieces, listAmount: line.listAmount.fen,
                            freight: line.freight.fen, gross: line.gross.fen, net: line.net.fen,
                            rate: Int64(line.rate.tenThousandths), seller: line.seller,
                            waitsAt: waitsAt(line.number, sale, cuts[trade] ?? [], since: logged.position),
                            bearers: line.shares.bearers
                        ).values
                    }, (lines[trade] ?? []).map(\.values), run)
                if row.priority != sale.priority {
                    run.report(invariant, "订单 \(trade) 的优先级 \(row.priority) ≠ \(sale.priority) / priority of the trade")
                }
                let isOpen = [.held, .awaitingPayment, .frozen, .suspended].contains(sale.state)
                if isOpen, row.state != sale.state.rawValue, row.state != OrderState.cancelled.rawValue {
                    run.report(invariant, "订单 \(trade) 的状态 \(row.state) ≠ \(sale.state.rawValue) / state of the trade")
                }
                let isOver = row.state == OrderState.cancelled.rawValue || row.state == OrderState.shipped.rawValue
                let until = isOver ? 0 : sale.reservedUntil?.milliseconds ?? 0
                if row.reservedUntil != until {
                    run.report(invariant, "订单 \(trade) 的占用期限 \(row.reservedUntil) ≠ \(until) / end of the trade's reservation")
                }
                let waits = row.state == OrderState.held.rawValue ? Set(sale.unmapped) : []
                let held = Set((codes[trade] ?? []).map(\.merchantCode))
                if held != waits {
                    run.report(invariant, "订单 \(trade) 待资料编码 \(held.sorted()) ≠ \(waits.sorted()) / codes that the trade waits for")
                }
            default: continue
            }
        }
    }

    /// Where a line waits: where its order says, else where a count or a picker first found too little for it since.
    private func waitsAt(_ line: Int64, _ sale: SalesOrder, _ cuts: [Cut], since position: Int64) -> String {
        if let waiting = sale.parts.first(where: { $0.waits && $0.line == line }) { return waiting.warehouse }
        return cuts.first { $0.line == line && $0.document > position }?.warehouse ?? ""
    }

    private struct Cut {
        let document: Int64
        let line: Int64
        let warehouse: String
    }

    private func cuts(_ trades: [Int64], _ run: CheckRun) throws -> [Int64: [Cut]] {
        guard let first = trades.min(), let last = trades.max() else { return [:] }
        var cuts: [Int64: [Cut]] = [:]
        for row in try run.connection.query(
            "SELECT trade, document, line, warehouse FROM reservation_cut WHERE trade BETWEEN $1 AND $2 AND notice <> 0 ORDER BY document, number",
            [.integer(first), .integer(last)])
        {
            cuts[row[0].integer, default: []].append(Cut(document: row[1].integer, line: row[2].integer, warehouse: row[3].text))
        }
        return cuts
    }

    private func stale(_ logged: LoggedDocument, _ known: Int64, _ run: CheckRun) {
        run.report(invariant, "订单未取用 \(logged.number.text),仍为 \(known) / the trade's row has not taken \(logged.number.text)")
    }

    private func compare(_ order: ChannelOrder, _ row: SalesOrderRow, _ run: CheckRun) {
        let names = [
            "shop", "external_id", "channel_state", "area", "person", "digest", "placed_at", "paid_at", "delivered_at", "paid",
        ]
        compare(
            "sales_order trade=\(row.trade)", names,
            [
                [
                    .text(order.shop), .text(order.externalID), .text(order.channelState), .text(order.area),
                    .integer(order.recipient?.person ?? 0), .blob(order.recipient?.digest ?? []),
                    .integer(order.placedAt.milliseconds), .integer(order.paidAt?.milliseconds ?? 0),
                    .integer(order.deliveredAt?.milliseconds ?? 0), .integer(order.payments.reduce(0) { $0 + $1.amount.fen }),
                ]
            ],
            [
                [
                    .text(row.shop), .text(row.externalId), .text(row.channelState), .text(row.area), .integer(row.person),
                    .blob(row.digest), .integer(row.placedAt), .integer(row.paidAt), .integer(row.deliveredAt), .integer(row.paid),
                ]
            ], run)
    }

    func finish(_ run: CheckRun) throws {
        let count = try run.connection.scalar("SELECT COUNT(*) FROM sales_order")
        if count != Int64(channelOrders.count) || count != Int64(salesOrders.count) {
            run.report(
                invariant,
                "订单 \(count) 行,最新平台订单 \(channelOrders.count) 张,最新销售订单 \(salesOrders.count) 张 / \(count) trades, \(channelOrders.count) and \(salesOrders.count) newest documents"
            )
        }
    }
}

/// INV-12: a sales order parts the channel order's amounts without losing a fen.
final class SplitSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.salesOrder]
    static let tables: [String] = []
    let invariant = Invariant.splits

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var orders: [Int64: ChannelOrder] = [:]
        for row in try run.connection.read(LogRow.self, keys: Array(Set(page.documents.map(\.source)))) {
            guard row.kind == DocumentKind.channelOrder.rawValue else { continue }
            if case .channelOrder(let order) = try row.logged().document { orders[row.position] = order }
        }
        for logged in page.documents {
            guard case .salesOrder(let sale) = logged.document else { continue }
            guard let order = orders[logged.source] else {
                run.report(invariant, "销售订单 \(logged.number.text) 没有平台订单 / no channel order behind it")
                continue
            }
            // What waits for a mapping is not priced yet.
            if !sale.unmapped.isEmpty || order.lines.isEmpty { continue }
            compare(order, sale, logged.number.text, run)
        }
    }

    private func compare(_ order: ChannelOrder, _ sale: SalesOrder, _ number: String, _ run: CheckRun) {
        var own = Money.zero
        var shares: [String: Money] = [:]
        var list = Money.zero
        var freight = order.freight
        for line in order.lines {
            list += line.amount
            freight += line.freight
            for discount in line.discounts {
                if discount.party.isEmpty { own += discount.amount } else { shares[discount.party, default: .zero] += discount.amount }
            }
        }
        for discount in order.discounts {
            if discount.party.isEmpty { own += discount.amount } else { shares[discount.party, default: .zero] += discount.amount }
        }
        func same(_ what: String, _ one: Money, _ other: Money) {
            if one != other { run.report(invariant, "\(number) \(what): \(one) ≠ \(other)") }
        }
        let gross = sale.lines.reduce(Money.zero) { $0 + $1.gross }
        let net = sale.lines.reduce(Money.zero) { $0 + $1.net }
        if order.taxIncluded {
            same("吊牌价 / list", sale.lines.reduce(.zero) { $0 + $1.listAmount }, list)
            same("运费 / freight", sale.lines.reduce(.zero) { $0 + $1.freight }, freight)
            same("含税额 / gross", gross, list - own + freight)
        } else {
            same("不含税额 / net", net, list - own + freight)
        }
        var borne: [String: Money] = [:]
        for line in sale.lines {
            for share in line.shares { borne[share.party, default: .zero] += share.amount }
            let split = order.taxIncluded ? TaxSplit(gross: line.gross, rate: line.rate) : TaxSplit(net: line.net, rate: line.rate)
            if split.net != line.net || split.gross != line.gross {
                run.report(invariant, "\(number) 行 \(line.number) 价税分离 / tax split: \(line.gross) − \(line.net) @ \(line.rate.text)")
            }
        }
        for party in Set(shares.keys).union(borne.keys) {
            same("承担方 / bearer \(party)", borne[party] ?? .zero, shares[party] ?? .zero)
        }
        compareLines(order, sale, number, run)
        compareParts(sale, number, run)
    }

    /// Line by line of the channel: pieces and, with tax in the prices, the list amount.
    private func compareLines(_ order: ChannelOrder, _ sale: SalesOrder, _ number: String, _ run: CheckRun) {
        var pieces: [String: Int64] = [:]
        var list: [String: Money] = [:]
        for line in order.lines {
            pieces[line.lineID, default: 0] += line.pieces
            list[line.lineID, default: .zero] += line.amount
        }
        var kits: Set<String> = []
        var soldPieces: [String: Int64] = [:]
        var soldList: [String: Money] = [:]
        for line in sale.lines {
            if line.kit != 0 { kits.insert(line.lineID) }
            soldPieces[line.lineID, default: 0] += line.pieces
            soldList[line.lineID, default: .zero] += line.listAmount
        }
        for (line, count) in pieces.sorted(by: { $0.key < $1.key }) {
            if !kits.contains(line), soldPieces[line] != count {
                run.report(invariant, "\(number) 平台行 \(line): 件数 \(soldPieces[line] ?? 0) ≠ \(count) / pieces of the channel's line")
            }
            if order.taxIncluded, soldList[line] != list[line] {
                run.report(invariant, "\(number) 平台行 \(line): 金额 \(soldList[line] ?? .zero) ≠ \(list[line] ?? .zero) / list amount")
            }
        }
        if Set(soldPieces.keys) != Set(pieces.keys) {
            run.report(invariant, "\(number) 的平台行号不符 / the channel's line ids are not the same")
        }
    }

    /// Warehouse by warehouse: the parts of a line are the line.
    private func compareParts(_ sale: SalesOrder, _ number: String, _ run: CheckRun) {
        guard sale.state == .noticed || sale.state == .backordered || (sale.state == .shipped && !sale.parts.isEmpty) else { return }
        var parts: [Int64: Int64] = [:]
        for part in sale.parts { parts[part.line, default: 0] += part.pieces }
        for line in sale.lines where !line.isService && line.pieces != (parts[line.number] ?? 0) {
            run.report(invariant, "\(number) 行 \(line.number): 分仓 \(parts[line.number] ?? 0) ≠ \(line.pieces) / parts of the line")
        }
    }
}

/// INV-14: whom a channel order names lies sealed outside the log, and nobody lies there whom none names.
final class PersonSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [.channelOrder]
    static let tables = ["recipient", "person"]
    let invariant = Invariant.personal
    /// References seen, by a fingerprint: the log may hold millions.
    private var seen: Set<Int64> = []
    private var found: Int64 = 0

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var wanted: [RecipientRow.Key: LoggedDocument] = [:]
        for logged in page.documents {
            guard case .channelOrder(let order) = logged.document, let reference = order.recipient else { continue }
            var bytes = reference.digest
            withUnsafeBytes(of: reference.person.bigEndian) { bytes.append(contentsOf: $0) }
            if seen.insert(HashChain.fingerprint(bytes)).inserted {
                wanted[.init(person: reference.person, digest: reference.digest)] = logged
            }
        }
        let there = Set(try run.connection.read(RecipientRow.self, keys: Array(wanted.keys)).map(\.key))
        found += Int64(there.count)
        for (key, logged) in wanted.sorted(by: { $0.value.position < $1.value.position }) where !there.contains(key) {
            let erased = try run.connection.scalar(
                "SELECT COUNT(*) FROM person WHERE person = $1 AND LENGTH(wrapped_key) = 0", [.integer(key.person)])
            if erased == 0 {
                run.report(invariant, "单据 \(logged.number.text) 引用的密封件不存在 / the sealed record it names is not there: person \(key.person)")
            }
        }
    }

    func finish(_ run: CheckRun) throws {
        let count = try run.connection.scalar("SELECT COUNT(*) FROM recipient")
        if count != found {
            run.report(invariant, "密封件 \(count) 条,单据引用 \(found) 条 / \(count) sealed records, documents name \(found)")
        }
    }
}
