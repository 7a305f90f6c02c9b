import ArgumentParser
import Documents
import Foundation
import Kernel
import Loop
import Storage

/// What the reports about stock are asked for: a span of days, the moment of knowledge, and which goods.
struct StockReportOptions: ParsableArguments {
    @Option(help: "起始业务日 / first business day, 2026-03-01; by default the first of the month of --as-of.")
    var from: String?

    @Option(
        name: .customLong("as-of"),
        help: "截至业务日(按发生日) / last business day, by the day things happened; by default the last with a posting.")
    var asOf: String?

    @Option(name: .customLong("known-at"), help: "截至记录时刻 / as known at a moment, \"2026-03-04 10:15\"; by default now.")
    var knownAt: String?

    @Option(help: "仓库 / the warehouse; all when left out.")
    var warehouse: String?

    @Option(help: "商品编码 / the item's code of 16 digits.")
    var item: String?

    @Option(help: "库存状态 / the stock condition; all when left out.")
    var condition: String?

    func period(_ connection: any Connection) throws -> StockPeriod {
        try StockPeriod(
            from: try from.map { try day($0) }, through: try asOf.map { try day($0) }, knownAt: try knownAt.map { try moment($0) },
            warehouse: warehouse ?? "", item: try item.map { try code($0) }, connection)
    }

    private func day(_ text: String) throws -> Day {
        guard let number = Int(text.filter(\.isNumber)), text.filter(\.isNumber).count == 8, let day = Day(compact: number) else {
            throw ValidationError("日期应如 2026-03-04 / a day is written like 2026-03-04: \(text)")
        }
        return day
    }

    private func moment(_ text: String) throws -> Moment {
        let parts = text.split { !$0.isNumber }.compactMap { Int64($0) }
        guard (5...6).contains(parts.count), let day = Day(year: Int(parts[0]), month: Int(parts[1]), day: Int(parts[2])),
            (0...23).contains(parts[3]), (0...59).contains(parts[4]), parts.count == 5 || (0...59).contains(parts[5])
        else {
            throw ValidationError("时刻应如 2026-03-04 10:15(中国时间) / a moment is written like 2026-03-04 10:15, China time: \(text)")
        }
        // What was recorded within the minute or second is known.
        let seconds = parts[3] * 3600 + parts[4] * 60 + (parts.count == 6 ? parts[5] : 59)
        return Moment(milliseconds: day.start.milliseconds + seconds * 1000 + 999)
    }

    private func code(_ text: String) throws -> ItemCode {
        guard let code = ItemCode(text: text) else {
            throw ValidationError("商品编码须为 16 位且校验位正确 / an item code has 16 digits and a right check digit: \(text)")
        }
        return code
    }
}

/// The stock summary and the stock card as tables and as JSON.
enum StockReportText {
    static let names = ["stock-summary", "stock-card", "variance-tasks", "stock-claims"]

    static func summary(_ options: StockReportOptions, _ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let summary = try StockSummary(try options.period(connection), connection)
        let names = try itemNames(summary.lines.map(\.pool.item), connection)
        var columns = ["仓库", "商品", "名称", "状态", "期初件数", "期初金额"]
        for event in summary.comings { columns += ["入 \(event.chinese) 件", "金额"] }
        for event in summary.goings { columns += ["出 \(event.chinese) 件", "金额"] }
        columns += ["期末件数", "期末金额"]
        func cells(_ amount: StockAmount?) -> [String] { [String(amount?.pieces ?? 0), (amount?.amount ?? .zero).text] }
        var total = [StockAmount](repeating: StockAmount(), count: summary.comings.count + summary.goings.count + 2)
        var rows = summary.lines.map { line -> [String] in
            var amounts: [StockAmount] = [line.opening]
            for event in summary.comings { amounts.append(line.comings[event] ?? StockAmount()) }
            for event in summary.goings { amounts.append(line.goings[event] ?? StockAmount()) }
            amounts.append(line.closing)
            for (index, amount) in amounts.enumerated() { total[index] += amount }
            return [line.pool.warehouse, String(line.pool.item), names[line.pool.item] ?? "", line.pool.condition]
                + amounts.flatMap(cells)
        }
        rows.append(["合计", "", "", ""] + total.flatMap(cells))
        return (columns, rows)
    }

    static func summaryJSON(_ options: StockReportOptions, _ connection: any Connection) throws -> [String] {
        let summary = try StockSummary(try options.period(connection), connection)
        return try summary.lines.map { line in
            try AgreementText.object([
                "warehouse": line.pool.warehouse, "item": String(line.pool.item), "condition": line.pool.condition,
                "from": summary.period.from.text, "asOf": summary.period.through.text, "position": summary.period.known,
                "opening": fields(line.opening), "closing": fields(line.closing),
                "in": Dictionary(uniqueKeysWithValues: line.comings.map { ("\($0.key)", fields($0.value)) }),
                "out": Dictionary(uniqueKeysWithValues: line.goings.map { ("\($0.key)", fields($0.value)) }),
            ])
        }
    }

    static func card(_ options: StockReportOptions, _ connection: any Connection) throws -> (columns: [String], rows: [[String]]) {
        let card = try stockCard(options, connection)
        func cells(_ amount: StockAmount) -> [String] { [String(amount.pieces), amount.amount.text, StockCard.unitCost(amount)] }
        var rows = [[card.period.from.text, "", "期初", "", ""] + ["", "", ""] + cells(card.opening)]
        for entry in card.entries {
            rows.append(
                [entry.day.text, entry.document.text, entry.event.chinese, entry.warehouse, entry.condition] + cells(entry.moved)
                    + cells(entry.balance))
        }
        rows.append([card.period.through.text, "", "期末", "", ""] + ["", "", ""] + cells(card.closing))
        return (["日期", "单号", "事由", "仓库", "状态", "件数", "金额", "单位成本", "结存件数", "结存金额", "结存单价"], rows)
    }

    static func cardJSON(_ options: StockReportOptions, _ connection: any Connection) throws -> [String] {
        let card = try stockCard(options, connection)
        let head = try AgreementText.object([
            "item": options.item ?? "", "from": card.period.from.text, "asOf": card.period.through.text, "position": card.period.known,
            "opening": fields(card.opening), "closing": fields(card.closing),
        ])
        return try [head]
            + card.entries.map { entry in
                try AgreementText.object([
                    "day": entry.day.text, "document": entry.document.text, "event": "\(entry.event)", "warehouse": entry.warehouse,
                    "condition": entry.condition, "happenedAt": entry.happenedAt.text, "recordedAt": entry.recordedAt.text,
                    "moved": fields(entry.moved), "balance": fields(entry.balance),
                ])
            }
    }

    private static func stockCard(_ options: StockReportOptions, _ connection: any Connection) throws -> StockCard {
        let period = try options.period(connection)
        guard period.item != nil else { throw ValidationError("存货明细账须给出 --item / a stock card needs --item") }
        return try StockCard(period, condition: options.condition ?? "", connection)
    }

    private static func fields(_ amount: StockAmount) -> [String: Any] { ["pieces": amount.pieces, "amountFen": amount.amount.fen] }

    static func itemNames(_ items: [Int64], _ connection: any Connection) throws -> [Int64: String] {
        var names: [Int64: String] = [:]
        let all = Array(Set(items)).sorted()
        for start in stride(from: 0, to: all.count, by: 500) {
            let list = all[start..<min(start + 500, all.count)].map(String.init).joined(separator: ", ")
            for row in try connection.query("SELECT code, name FROM item WHERE code IN (\(list))") { names[row[0].integer] = row[1].text }
        }
        return names
    }
}
