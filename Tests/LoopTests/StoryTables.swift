import Documents
import Kernel
import Loop
import Orders
import Storage
import Testing

/// What a story's store says, as text.
extension Story {
    func read<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        return try body(reader)
    }

    func query(_ sql: String, _ parameters: [SQLValue] = []) throws -> [[SQLValue]] { try read { try $0.query(sql, parameters) } }
    func scalar(_ sql: String, _ parameters: [SQLValue] = []) throws -> Int64 { try read { try $0.scalar(sql, parameters) } }

    /// Sealed vouchers 凭证 with their lines. Vouchers of opening stock and receipts are left out unless asked for.
    func vouchers(_ events: [PostingEvent] = [.sale, .costOfSales]) throws -> String {
        let heads = try query("SELECT document, word, number, day, event, shop, documents FROM voucher ORDER BY document")
        let lines = try query(
            """
            SELECT v.document, v.side, v.account, a.name, v.amount, v.party, v.warehouse, v.pieces, COALESCE(i.name, '')
            FROM voucher_line v JOIN account a ON a.number = v.account LEFT JOIN item i ON i.code = v.item
            ORDER BY v.document, v.line
            """)
        var text: [String] = []
        for head in heads {
            guard let event = PostingEvent(rawValue: head[4].integer), events.contains(event) else { continue }
            let word = VoucherWord(rawValue: head[1].integer)?.chinese ?? "?"
            var parts = ["\(word)-\(head[2].integer)", Day(number: Int32(head[3].integer)).text, event.chinese]
            if !head[5].text.isEmpty { parts.append(head[5].text) }
            if head[6].integer != 1 { parts.append("附件 \(head[6].integer)") }
            text.append(parts.joined(separator: " "))
            text += lines.filter { $0[0] == head[0] }.map { "  " + Self.entry($0) }
        }
        return text.joined(separator: "\n")
    }

    /// Postings 分录 of channel sales, sealed or not, in the order of the log.
    func entries(_ events: [PostingEvent] = [.sale, .costOfSales]) throws -> String {
        let heads = try query("SELECT document, ordinal, event, day, shop FROM posting ORDER BY document, ordinal")
        let lines = try query(
            """
            SELECT p.document, p.side, p.account, a.name, p.amount, p.party, p.warehouse, p.pieces, COALESCE(i.name, ''), p.ordinal
            FROM posting_line p JOIN account a ON a.number = p.account LEFT JOIN item i ON i.code = p.item
            ORDER BY p.document, p.ordinal, p.line
            """)
        var text: [String] = []
        for head in heads {
            guard let event = PostingEvent(rawValue: head[2].integer), events.contains(event) else { continue }
            text.append([Day(number: Int32(head[3].integer)).text, event.chinese, head[4].text].joined(separator: " "))
            text += lines.filter { $0[0] == head[0] && $0[9] == head[1] }.map { "  " + Self.entry($0) }
        }
        return text.joined(separator: "\n")
    }

    private static func entry(_ row: [SQLValue]) -> String {
        var parts = [row[1].integer == Side.debit.rawValue ? "借" : "贷", row[2].text, row[3].text, Money(fen: row[4].integer).text]
        parts += row[5...6].map(\.text).filter { !$0.isEmpty }
        if !row[8].text.isEmpty { parts.append(row[8].text) }
        if row[7].integer != 0 { parts.append("×\(row[7].integer)") }
        return parts.joined(separator: " ")
    }

    /// Balances 余额 of every account: debit positive, credit negative.
    func balances() throws -> String {
        try query(
            """
            SELECT b.account, a.name, CAST(SUM(b.debit - b.credit) AS BIGINT) FROM balance b JOIN account a ON a.number = b.account
            GROUP BY b.account, a.name ORDER BY b.account
            """
        ).map { "\($0[0].text) \($0[1].text) \(Money(fen: $0[2].integer).text)" }.joined(separator: "\n")
    }

    /// Orders 订单: state, pieces ordered, waiting, with the warehouse, shipped.
    func orders() throws -> String {
        try query("SELECT external_id, state, pieces, waiting, noticed, shipped FROM sales_order ORDER BY trade").map { row in
            let state = OrderState(rawValue: row[1].integer).map { "\($0.chinese) \($0.english)" } ?? "?"
            return "\(row[0].text) \(state) 订 \(row[2].integer) 缺 \(row[3].integer) 通知 \(row[4].integer) 出 \(row[5].integer)"
        }.joined(separator: "\n")
    }

    /// Stock 库存: the three ledgers side by side, with what is reserved and what is missing.
    func stock() throws -> String {
        try query(
            """
            SELECT p.warehouse, i.name, p.on_hand, p.reserved, p.waiting,
              COALESCE((SELECT CAST(SUM(s.pieces) AS BIGINT) FROM physical_stock s
                WHERE s.warehouse = p.warehouse AND s.item = p.item AND s.condition = p.condition AND s.owner = p.owner), 0),
              COALESCE(v.pieces, 0), COALESCE(v.amount, 0)
            FROM promise_stock p JOIN item i ON i.code = p.item
            LEFT JOIN value_stock v ON v.place = 1 AND v.warehouse = p.warehouse AND v.item = p.item AND v.condition = p.condition
            WHERE p.owner = '' ORDER BY p.item, p.warehouse
            """
        ).map { row in
            "\(row[0].text) \(row[1].text) 实物 \(row[5].integer) 账面 \(row[2].integer) 占用 \(row[3].integer) 缺 \(row[4].integer) 财务 \(row[6].integer) = \(Money(fen: row[7].integer).text)"
        }.joined(separator: "\n")
    }

    /// Receivables 应收: what each party is expected to owe, what is open, what was voided.
    func receivables() throws -> String {
        try query(
            """
            SELECT o.external_id, r.party, r.expected, r.opened, r.voided FROM receivable r JOIN sales_order o ON o.trade = r.trade
            ORDER BY r.trade, r.party
            """
        ).map { row in
            "\(row[0].text) \(row[1].text) 预计 \(Money(fen: row[2].integer).text) 已开 \(Money(fen: row[3].integer).text) 作废 \(Money(fen: row[4].integer).text)"
        }.joined(separator: "\n")
    }

    /// The kinds of all documents since a log position, as one line.
    func documents(after position: Int64 = 0) throws -> String {
        try query("SELECT kind FROM log WHERE position > $1 ORDER BY position", [.integer(position)])
            .map { DocumentKind(rawValue: $0[0].integer)?.chinese ?? "?" }.joined(separator: " ")
    }

    var position: Int64 { get throws { try scalar("SELECT position FROM head") } }

    /// Physical, promise and value ledger hold the same pieces; value money is the stock account; debits are credits; a posting's lines
    /// balance; nothing available is negative; reserved is what is open.
    func ledgersAgree(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let unequal = try stock().split(separator: "\n").filter { line in
            let numbers = line.split(separator: " ")
            return numbers[3] != numbers[5] || numbers[3] != numbers[11]
        }
        #expect(unequal.isEmpty, "the ledgers differ: \(unequal)", sourceLocation: sourceLocation)
        #expect(
            try scalar("SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM value_stock WHERE place = 1")
                == scalar("SELECT CAST(COALESCE(SUM(debit - credit), 0) AS BIGINT) FROM balance WHERE account IN (140501, 140502)"),
            sourceLocation: sourceLocation)
        #expect(try scalar("SELECT CAST(SUM(debit - credit) AS BIGINT) FROM balance") == 0, sourceLocation: sourceLocation)
        #expect(
            try query(
                """
                SELECT document, ordinal FROM posting_line GROUP BY document, ordinal
                HAVING SUM(CASE WHEN side = 0 THEN amount ELSE -amount END) <> 0
                """
            ).isEmpty, sourceLocation: sourceLocation)
        #expect(
            try scalar("SELECT COUNT(*) FROM promise_stock WHERE on_hand < reserved OR reserved < 0 OR waiting < 0") == 0,
            sourceLocation: sourceLocation)
        #expect(
            try scalar("SELECT CAST(COALESCE(SUM(reserved), 0) AS BIGINT) FROM promise_stock")
                == scalar(
                    """
                    SELECT CAST(COALESCE(SUM(r.open), 0) AS BIGINT) + (SELECT CAST(COALESCE(SUM(open), 0) AS BIGINT)
                      FROM (SELECT open FROM purchase_return_line UNION ALL SELECT open FROM transfer_line) AS o)
                    FROM reservation r JOIN warehouse w ON w.code = r.warehouse WHERE w.kind <> 1
                    """),
            sourceLocation: sourceLocation)
        #expect(
            try scalar("SELECT CAST(SUM(waiting) AS BIGINT) FROM promise_stock")
                == scalar("SELECT CAST(SUM(pieces) AS BIGINT) FROM backorder"),
            sourceLocation: sourceLocation)
    }

    /// Every table's rows as text, in key order: two stores with equal dumps hold the same company.
    func dump(without skipped: Set<String> = ["schema_version"]) throws -> [String: [[SQLValue]]] {
        try read { reader in
            var tables: [String: [[SQLValue]]] = [:]
            for table in CompanySchema.tables where !skipped.contains(table.name) {
                tables[table.name] = try reader.query(
                    "SELECT \(table.columns.map(\.name).joined(separator: ", ")) FROM \(table.name) ORDER BY \(table.key.joined(separator: ", "))"
                )
            }
            return tables
        }
    }
}
