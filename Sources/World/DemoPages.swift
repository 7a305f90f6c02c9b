import Documents
import Kernel
import Proof
import Storage

/// The pages that a demo ends with, each drawn from the rows of the store.
struct DemoPages {
    let reader: any Connection

    func all(_ figures: Demo.Figures) throws -> String {
        var text = ""
        text += title("一、订单按阶段", "Orders by stage") + (try ordersByStage())
        text += title("二、三账合一", "The three ledgers, side by side") + (try ledgers())
        text += title("三、货物单据", "Goods documents") + (try goodsDocuments())
        text += title("四、差异与争议", "Variances and disputes") + (try variances())
        text += title("五、试算平衡", "Trial balance") + (try trialBalances())
        text += title("六、经营成果", "Income so far") + (try income())
        text += title("七、一张订单的来龙去脉", "One order, from channel to voucher") + (try story())
        text += title("八、核对", "Proof") + (try proof())
        let rate = figures.seconds > 0 ? Int64(Double(figures.orders) / figures.seconds) : 0
        text += title("九、速度", "Speed")
        text +=
            "  \(figures.orders.text) 张订单从推送到凭证,共 \(figures.commands.text) 条命令、\(figures.commits.text) 次提交,"
            + "用时 \(seconds(figures.seconds)) 秒:每秒 \(rate.groupedText) 单\n"
        text +=
            "  \(figures.orders.text) orders from push to voucher, \(figures.commands.text) commands in \(figures.commits.text) commits, "
            + "took \(seconds(figures.seconds)) s: \(rate.groupedText) orders per second\n"
        return text
    }

    private func seconds(_ value: Double) -> String {
        let tenths = Int64(value * 10)
        return "\(tenths / 10).\(tenths % 10)"
    }

    private func title(_ chinese: String, _ english: String) -> String { "\n\(chinese)  \(english)\n" }

    private func money(_ fen: Int64) -> String { Money(fen: fen).grouped }

    // MARK: Orders

    private func ordersByStage() throws -> String {
        let rows = try reader.query(
            """
            SELECT state, COUNT(*), CAST(SUM(pieces) AS BIGINT), CAST(SUM(shipped) AS BIGINT), CAST(SUM(gross) AS BIGINT)
            FROM sales_order GROUP BY state ORDER BY state
            """)
        var table = AlignedText([.left, .left, .right, .right, .right, .right], indent: "  ")
        table.add(["阶段", "stage", "订单 orders", "件数 pieces", "已出库 shipped", "含税金额 amount"])
        table.rule()
        var sums = [Int64](repeating: 0, count: 4)
        for row in rows {
            guard let state = OrderState(rawValue: row[0].integer) else { continue }
            for index in 0..<4 { sums[index] += row[index + 1].integer }
            table.add([
                state.chinese, state.english, row[1].integer.groupedText, row[2].integer.groupedText, row[3].integer.groupedText,
                money(row[4].integer),
            ])
        }
        table.rule()
        table.add(["合计", "total", sums[0].groupedText, sums[1].groupedText, sums[2].groupedText, money(sums[3])])
        return table.text
    }

    // MARK: Ledgers

    private func sums(_ sql: String, _ parameters: [SQLValue] = []) throws -> [String: Int64] {
        var result: [String: Int64] = [:]
        for row in try reader.query(sql, parameters) { result[row[0].text] = row[1].integer }
        return result
    }

    private func ledgers() throws -> String {
        let physical = try sums("SELECT warehouse, CAST(SUM(pieces) AS BIGINT) FROM physical_stock GROUP BY warehouse")
        let promise = try sums("SELECT warehouse, CAST(SUM(on_hand) AS BIGINT) FROM promise_stock GROUP BY warehouse")
        let reserved = try sums("SELECT warehouse, CAST(SUM(reserved) AS BIGINT) FROM promise_stock GROUP BY warehouse")
        let value = try sums(
            "SELECT warehouse, CAST(SUM(pieces) AS BIGINT) FROM value_stock WHERE place = $1 GROUP BY warehouse",
            [.integer(ValuePlace.onHand.rawValue)])
        let amount = try sums(
            "SELECT warehouse, CAST(SUM(amount) AS BIGINT) FROM value_stock WHERE place = $1 GROUP BY warehouse",
            [.integer(ValuePlace.onHand.rawValue)])
        let ledger = try sums(
            """
            SELECT b.warehouse, CAST(SUM(b.debit - b.credit) AS BIGINT) FROM balance b JOIN account a ON a.number = b.account
            WHERE a.role IN ($1, $2) GROUP BY b.warehouse
            """, [.integer(AccountRole.goods.rawValue), .integer(AccountRole.defectiveGoods.rawValue)])
        var table = AlignedText([.left, .left, .right, .right, .right, .right, .right, .right, .left], indent: "  ")
        table.add([
            "仓库", "warehouse", "实物件 physical", "账面件 promise", "已预留 reserved", "财务件 value", "存货金额 value", "1405 余额 ledger", "",
        ])
        table.rule()
        var total = [Int64](repeating: 0, count: 6)
        for row in try reader.query("SELECT code, name FROM warehouse ORDER BY book, is_main DESC, code") {
            let code = row[0].text
            let cells = [physical, promise, reserved, value, amount, ledger].map { $0[code] ?? 0 }
            for index in 0..<6 { total[index] += cells[index] }
            table.add([row[1].text, code] + texts(cells) + [sign(cells)])
        }
        table.rule()
        table.add(["合计", "total"] + texts(total) + [sign(total)])
        return table.text + (try transfers())
    }

    private func texts(_ cells: [Int64]) -> [String] { cells.prefix(4).map(\.groupedText) + cells.suffix(2).map(money) }

    private func sign(_ cells: [Int64]) -> String {
        cells[0] == cells[1] && cells[1] == cells[3] && cells[4] == cells[5] ? "= 一致 equal" : "≠ 不一致 DIFFERENT"
    }

    // MARK: Money

    private func trialBalances() throws -> String {
        var text = ""
        for book in try reader.query("SELECT code, name, currency FROM book ORDER BY code") {
            text += "  \(book[1].text) \(book[0].text) (\(book[2].text))\n"
            text += try trialBalance(of: book[0].text)
        }
        return text
    }

    private func trialBalance(of book: String) throws -> String {
        let rows = try reader.query(
            """
            SELECT a.number, a.name, a.english, CAST(SUM(b.debit) AS BIGINT), CAST(SUM(b.credit) AS BIGINT)
            FROM balance b JOIN account a ON a.number = b.account WHERE b.book = $1
            GROUP BY a.number, a.name, a.english ORDER BY CAST(a.number AS TEXT)
            """, [.text(book)])
        var table = AlignedText([.left, .left, .left, .right, .right, .right, .right], indent: "  ")
        table.add(["科目", "名称", "account", "借方发生 debit", "贷方发生 credit", "借方余额 balance", "贷方余额 balance"])
        table.rule()
        var totals = [Int64](repeating: 0, count: 4)
        for row in rows {
            let (debit, credit) = (row[3].integer, row[4].integer)
            let cells = [debit, credit, max(0, debit - credit), max(0, credit - debit)]
            for index in 0..<4 { totals[index] += cells[index] }
            table.add(
                [row[0].text, row[1].text, row[2].text] + cells.prefix(2).map(money) + cells.suffix(2).map { $0 == 0 ? "" : money($0) })
        }
        table.rule()
        let isEqual = totals[0] == totals[1] && totals[2] == totals[3]
        table.add(["合计", isEqual ? "借贷相等" : "借贷不等", isEqual ? "debit = credit" : "debit ≠ credit"] + totals.map(money))
        return table.text
    }

    private func income() throws -> String {
        let rows = try reader.query(
            """
            SELECT b.book, a.role, CAST(SUM(b.credit - b.debit) AS BIGINT) FROM balance b JOIN account a ON a.number = b.account
            WHERE a.category = $1 GROUP BY b.book, a.role ORDER BY b.book, a.role
            """, [.integer(LedgerAccount.Category.profitAndLoss.rawValue)])
        var sums: [String: [AccountRole: Int64]] = [:]
        for row in rows {
            guard let role = AccountRole(rawValue: row[1].integer) else { continue }
            sums[row[0].text, default: [:]][role, default: 0] += row[2].integer
        }
        let books = sums.keys.sorted()
        var table = AlignedText([.left, .left] + books.map { _ in .right } + [.right], indent: "  ")
        table.add(["项目", "item"] + books + ["合计 total"])
        table.rule()
        func add(_ chinese: String, _ english: String, _ amount: (String) -> Int64) {
            let cells = books.map(amount)
            table.add([chinese, english] + cells.map(money) + [money(cells.reduce(0, +))])
        }
        func of(_ book: String, _ roles: [AccountRole]) -> Int64 { roles.reduce(0) { $0 + (sums[book]?[$1] ?? 0) } }
        let revenue: [AccountRole] = [.salesRevenue, .serviceRevenue]
        let cost: [AccountRole] = [.costOfSales, .costVariance]
        add("主营业务收入", "sales revenue") { of($0, [.salesRevenue]) }
        add("其他业务收入", "other operating revenue") { of($0, [.serviceRevenue]) }
        add("减:主营业务成本", "less: cost of sales") { -of($0, cost) }
        table.rule()
        add("毛利", "gross margin") { of($0, revenue + cost) }
        var rates = books.map { percent(of($0, revenue + cost), of($0, revenue)) }
        rates.append(
            percent(books.reduce(0) { $0 + of($1, revenue + cost) }, books.reduce(0) { $0 + of($1, revenue) }))
        table.add(["毛利率", "gross margin rate"] + rates)
        return table.text
    }

    private func percent(_ part: Int64, _ whole: Int64) -> String {
        guard whole != 0 else { return "—" }
        let hundredths = Rounding.scale(part, 10_000, over: whole)
        return "\(hundredths / 100).\(InventedPeople.digits(Int(abs(hundredths % 100)), 2))%"
    }

    // MARK: One order

    /// A paid order of the last days that has shipped completely, from two warehouses where there is one.
    private func story() throws -> String {
        let rows = try reader.query(
            """
            SELECT o.trade, (SELECT COUNT(DISTINCT r.warehouse) FROM reservation r WHERE r.trade = o.trade AND r.issued > 0), o.shop,
              o.external_id
            FROM (SELECT trade, shop, external_id FROM sales_order WHERE state = $1 AND pieces BETWEEN 2 AND 4
              ORDER BY trade DESC LIMIT 500) o
            ORDER BY o.trade DESC
            """, [.integer(OrderState.shipped.rawValue)])
        guard let chosen = rows.first(where: { $0[1].integer > 1 }) ?? rows.first else { return "  (无 none)\n" }
        let text = try Explain.explain("\(chosen[2].text)/\(chosen[3].text)", reader)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  " + $0 }
        return lines.joined(separator: "\n") + (try OrderEntries(reader: reader, trade: chosen[0].integer).text())
    }

    // MARK: Proof

    private func proof() throws -> String {
        let findings = try CompanyCheck.run(reader, deep: false)
        let examined = findings.reduce(Int64(0)) { $0 + $1.examined }
        let open = findings.reduce(Int64(0)) { $0 + $1.unexplained }
        if open > 0 { return CompanyCheck.table(findings) }
        return "  \(findings.count) 条不变式,检查 \(examined.groupedText) 行:无法解释 0\n"
            + "  \(findings.count) invariants over \(examined.groupedText) rows: 0 unexplained\n"
    }
}
