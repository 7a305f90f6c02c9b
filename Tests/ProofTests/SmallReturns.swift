import Documents
import Kernel
import Loop
import Orders
import Storage

/// The returns of the small company: money back of each kind, goods back in each state, parcels that carriers speak of.
extension SmallCompany {
    private static let desk = Actor(name: "returns", position: "warehouse", device: "bench-6")

    mutating func comeBack(_ number: Int) async throws {
        try await giveBack(number)
        let left = try rows(
            """
            SELECT o.shop, o.external_id, o.trade, r.line, r.item, CAST(SUM(r.issued) AS BIGINT), MIN(r.warehouse)
            FROM sales_order o JOIN reservation r ON r.trade = o.trade WHERE r.issued > 0
            GROUP BY o.shop, o.external_id, o.trade, r.line, r.item ORDER BY o.trade DESC, r.line LIMIT 12
            """)
        guard !left.isEmpty else { return }
        let sale = left[number % left.count]
        let item = ItemCode(stored: sale[4].integer)
        switch number % 7 {
        case 0: try await exchange(sale, number)
        case 1:
            try await submit([.parcelEvent(event(sale, [.lost, .delivered, .handedOver][number % 3]))])
            try await submit([.parcelEvent(event(sale, [.found, .lost, .delivered][number % 3]))])
        case 2:
            try await submit([.parcelEvent(event(sale, .refused))])
            try await receive(of: sale[2].integer, number)
        case 3:
            // Nobody knows the parcel: it waits, and is identified or taken in as found.
            var report = ReturnReport(
                warehouse: sale[6].text, happenedAt: now, carrier: "ZT", waybill: "ZT\(number)",
                lines: [.init(StockLine(line: 0, item: item, pieces: 1))])
            try await submit([.returnReceipt(report)], by: Self.desk)
            if number % 2 == 1 {
                report.shop = sale[0].text
                report.externalID = sale[1].text
            } else {
                report.isFound = true
            }
            if number % 3 != 0 { try await submit([.returnReceipt(report)], by: Self.desk) }
        case 4:
            try await submit([
                .cancellation(
                    CancellationRequest(
                        shop: sale[0].text, externalID: sale[1].text, reason: "拦截", waybill: "YT-\(sale[1].text)"))
            ])
            try await submit([.parcelEvent(event(sale, number % 2 == 0 ? .returned : .delivered))])
        default:
            let wish = ReturnWish(
                shop: sale[0].text, externalID: sale[1].text, form: number % 5 == 0 ? .refundOnly : .refund, carrier: "YT",
                waybill: "YTR\(number)", reason: "不合适")
            let asked = try await submit([.returnRequest(wish)])
            try await receive(of: sale[2].integer, number)
            if number % 4 == 1, let order = asked[0].documents.first(where: { $0.kind == .returnOrder }) {
                try await submit([
                    .returnWithdrawal(ReturnWithdrawal(subject: DocumentReference(position: order.position), reason: "不退了"))
                ])
            }
        }
        if number % 5 == 4 {
            try await submit([
                .writeDown(
                    WriteDownRequest(
                        warehouse: "GZ1", item: SmallCompany.goods[2], unitValue: Money(fen: Int64(50 + number % 40)), happenedAt: now))
            ])
        }
    }

    private func event(_ sale: [SQLValue], _ stage: ParcelStage) -> ParcelReport {
        ParcelReport(
            carrier: "YT", waybill: "YT-\(sale[1].text)", shop: sale[0].text, externalID: sale[1].text, stage: stage, happenedAt: now)
    }

    private mutating func exchange(_ sale: [SQLValue], _ number: Int) async throws {
        var wish = ReturnWish(
            shop: sale[0].text, externalID: sale[1].text, form: .exchange, reason: "换货", shipsFirst: number % 4 == 0,
            lines: [.init(line: sale[3].integer, pieces: 1)])
        if number % 2 == 1 {
            wish.replacements = [ReplacementLine(item: SmallCompany.goods[number % 6], pieces: 1, amount: Money(fen: 4_500))]
        }
        try await submit([.returnRequest(wish)])
        try await receive(of: sale[2].integer, number)
    }

    /// What is expected of a trade comes back: all good, or each piece in another state.
    private mutating func receive(of trade: Int64, _ number: Int) async throws {
        let expected = try rows(
            """
            SELECT r.document, l.line, l.item, l.pieces - l.received - l.missing, o.book FROM return_order r
            JOIN return_line l ON l.trade = r.trade AND l.document = r.document JOIN sales_order o ON o.trade = r.trade
            WHERE r.trade = $1 AND r.state IN ($2, $3) AND l.pieces > l.received + l.missing ORDER BY r.document, l.line
            """, [.integer(trade), .integer(ReturnState.open.rawValue), .integer(ReturnState.partly.rawValue)])
        guard let first = expected.first else { return }
        var lines: [ReturnReceipt.Line] = []
        for row in expected where row[0] == first[0] {
            var left = row[3].integer
            func take(_ pieces: Int64, _ fate: ReturnReceipt.Fate, _ condition: String = StockCondition.good) {
                guard pieces > 0, left >= pieces else { return }
                left -= pieces
                lines.append(
                    .init(
                        StockLine(
                            line: row[1].integer, item: ItemCode(stored: row[2].integer), pieces: pieces,
                            bin: fate == .kept ? "R-1" : "", condition: condition), fate))
            }
            if number % 2 == 0 {
                take(1, .kept, StockCondition.defective)
                take(1, .scrap)
                take(1, .missing)
            }
            if number % 3 != 2 { take(left, number % 4 == 3 ? .scrap : .kept) }
        }
        guard !lines.isEmpty else { return }
        try await submit(
            [
                .returnReceipt(
                    ReturnReport(
                        subject: DocumentReference(position: first[0].integer), warehouse: first[4].text == "WH" ? "WH1" : "GZ1",
                        happenedAt: now, carrier: "YT", waybill: "YTB\(number)", lines: lines))
            ], by: Self.desk)
    }

    /// A channel gives money back: of a line or the whole, red or as an expense, before or after the issue, and now and then too much.
    private mutating func giveBack(_ number: Int) async throws {
        let order = sold[(number * 7) % sold.count]
        let whole = order.lines.reduce(Money.zero) { $0 + $1.afterDiscounts }
        var refund = ChannelRefund(
            shop: order.shop, externalID: "TK\(number)", orderID: number % 9 == 8 ? "nobody" : order.externalID, happenedAt: now,
            form: number % 3 == 1 ? .expense : .redInvoice, isForGoods: number % 2 == 0, reason: "退款",
            amount: number % 6 == 5 ? whole + Money(fen: 50_000) : Money(fen: max(1, whole.fen / 4)))
        if number % 4 == 2 {
            refund.lines = [.init(lineID: order.lines[0].lineID, amount: Money(fen: max(1, order.lines[0].afterDiscounts.fen / 3)))]
            refund.amount = .zero
        }
        if number % 8 == 7 {
            refund.statesShares = true
            refund.shares = [BorneDiscount(party: "PLATFORM", amount: Money(fen: 5))]
        }
        try await submit([.channelRefund(refund)])
    }
}
