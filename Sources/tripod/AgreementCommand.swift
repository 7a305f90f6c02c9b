import ArgumentParser
import Documents
import Foundation
import Kernel
import Loop
import Storage

/// `tripod agreement`: the three ledgers side by side, and what explains every difference.
struct Agreement: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "三账合一:实物、账面、财务逐项并列,逐笔说明差异 / the three ledgers side by side, each difference with its documents.",
        discussion: "Ends with 1 when a difference is not that of named documents in flight or in dispute.")

    @OptionGroup var options: StoreOptions

    @Flag(help: "只列合计与差异 / totals and differences only, not every item.")
    var summary = false

    @Flag(help: "一行一个 JSON 对象 / one JSON object a line.")
    var json = false

    func run() async throws {
        let reader = try speaking { try options.location().connect(readOnly: true) }
        defer { reader.close() }
        let names = json ? [:] : try itemNames(reader)
        var rows: [[String]] = []
        let isJSON = json
        let isSummary = summary
        let agreement = try StockAgreement.full(reader) { row in
            if isSummary { return }
            if isJSON {
                Output.line(try AgreementText.json(row))
            } else {
                rows.append(AgreementText.cells(row, names))
            }
        }
        if json {
            for line in agreement.lines { Output.line(try AgreementText.json(line)) }
            for line in agreement.elsewhere { Output.line(try AgreementText.json(line)) }
            for stock in agreement.open { Output.line(try AgreementText.json(stock)) }
            for difference in agreement.differences { Output.line(try AgreementText.json(difference)) }
        } else {
            if !summary { Output.line(TextColumns.table(AgreementText.rowHead, rows) + "\n") }
            Output.line(TextColumns.table(AgreementText.lineHead, agreement.lines.map(AgreementText.cells)))
            if !agreement.elsewhere.isEmpty {
                Output.line("\n" + TextColumns.table(AgreementText.elsewhereHead, agreement.elsewhere.map(AgreementText.cells)))
            }
            if !agreement.open.isEmpty {
                Output.line("\n" + TextColumns.table(AgreementText.openHead, agreement.open.map { AgreementText.cells($0, names) }))
            }
            Output.line("\n" + AgreementText.verdict(agreement, names))
        }
        if !agreement.isExplained { throw ExitCode(1) }
    }

    private func itemNames(_ reader: any Connection) throws -> [Int64: String] {
        var names: [Int64: String] = [:]
        for row in try reader.query("SELECT code, name FROM item") { names[row[0].integer] = row[1].text }
        return names
    }
}

/// The agreement as text and as JSON.
enum AgreementText {
    static let rowHead = ["仓库", "商品", "名称", "状态", "货主", "存放处", "实物", "账面", "财务", "金额", "差异"]
    static let lineHead = ["仓库", "实物", "账面", "财务", "金额", "存货科目", "项数", "差异项"]
    static let elsewhereHead = ["存放处", "仓库", "件数", "金额", "科目余额", "差额"]

    static func cells(_ row: StockAgreement.Row, _ names: [Int64: String]) -> [String] {
        let isHere = row.place == .onHand
        return [
            row.warehouse, String(row.item), names[row.item] ?? "", row.condition, row.owner, row.place.chinese,
            isHere ? String(row.physical) : "—", isHere || row.place == .inTransfer ? String(row.promise) : "—",
            row.owner.isEmpty ? String(row.value) : "—",
            row.owner.isEmpty ? row.amount.text : "—", row.agrees ? "" : "≠",
        ]
    }

    static let openHead = ["存放处", "单据", "单号", "仓库", "商品", "名称", "状态", "件数", "金额"]

    static func cells(_ stock: OpenStock, _ names: [Int64: String]) -> [String] {
        [
            stock.place.chinese, stock.document.kind.chinese, stock.document.text, stock.pool.warehouse, String(stock.pool.item),
            names[stock.pool.item] ?? "", stock.pool.condition, String(stock.amount.pieces), stock.amount.amount.text,
        ]
    }

    static func json(_ stock: OpenStock) throws -> String {
        try object([
            "place": stock.place.english, "document": stock.document.text, "warehouse": stock.pool.warehouse,
            "item": String(stock.pool.item), "condition": stock.pool.condition, "pieces": stock.amount.pieces,
            "amountFen": stock.amount.amount.fen,
        ])
    }

    static func cells(_ line: StockAgreement.Line) -> [String] {
        [
            line.warehouse, String(line.physical), String(line.promise), String(line.value), line.amount.text, line.ledger.text,
            String(line.keys), String(line.differing),
        ]
    }

    static func cells(_ line: StockAgreement.Elsewhere) -> [String] {
        [
            line.place.chinese, line.warehouse, String(line.pieces), line.amount.text, line.ledger.text,
            (line.amount - line.ledger).text,
        ]
    }

    static func verdict(_ agreement: StockAgreement, _ names: [Int64: String]) -> String {
        var lines = agreement.differences.map { text($0, names) }
        if agreement.agrees {
            lines.append("三账相符 / the three ledgers agree")
        } else {
            let open = agreement.differences.count { !$0.isExplained }
            let money = agreement.lines.count { $0.amount != $0.ledger } + agreement.elsewhere.count { !$0.agrees }
            lines.append(
                "差异 \(agreement.differences.count) 项,其中无法说明 \(open) 项;金额与科目不符 \(money) 处 / \(agreement.differences.count) differences, \(open) unexplained; \(money) amounts unlike their accounts"
            )
        }
        return lines.joined(separator: "\n")
    }

    private static func text(_ difference: StockDifference, _ names: [Int64: String]) -> String {
        let row = difference.row
        var text =
            "≠ \(row.warehouse) \(row.item) \(names[row.item] ?? "") \(row.condition): 实物 \(row.physical) 账面 \(row.promise) 财务 \(row.value)"
        for cause in difference.causes {
            text +=
                "\n    \(cause.document.kind.chinese) \(cause.document.text): 实物 \(cause.physical) 账面 \(cause.promise) 财务 \(cause.value) — \(cause.standing.chinese) / \(cause.standing.english)"
        }
        if difference.untold != (0, 0, 0) {
            let (physical, promise, value) = difference.untold
            text += "\n    余额不是流水之和 / a balance that is not the sum of its moves: 实物 \(physical) 账面 \(promise) 财务 \(value)"
        }
        return text
    }

    static func json(_ row: StockAgreement.Row) throws -> String {
        try object([
            "warehouse": row.warehouse, "item": String(row.item), "condition": row.condition, "owner": row.owner,
            "place": row.place.english, "physical": row.physical, "promise": row.promise, "value": row.value,
            "amountFen": row.amount.fen, "agrees": row.agrees,
        ])
    }

    static func json(_ line: StockAgreement.Line) throws -> String {
        try object([
            "warehouse": line.warehouse, "physical": line.physical, "promise": line.promise, "value": line.value,
            "amountFen": line.amount.fen, "ledgerFen": line.ledger.fen, "keys": line.keys, "differing": line.differing,
        ])
    }

    static func json(_ line: StockAgreement.Elsewhere) throws -> String {
        try object([
            "place": line.place.english, "warehouse": line.warehouse, "pieces": line.pieces, "amountFen": line.amount.fen,
            "ledgerFen": line.ledger.fen,
        ])
    }

    static func json(_ difference: StockDifference) throws -> String {
        let row = difference.row
        return try object([
            "difference": [
                "warehouse": row.warehouse, "item": String(row.item), "condition": row.condition, "owner": row.owner,
                "physical": row.physical, "promise": row.promise, "value": row.value,
            ] as [String: Any],
            "explained": difference.isExplained,
            "causes": difference.causes.map {
                [
                    "document": $0.document.text, "kind": $0.document.kind.english, "physical": $0.physical, "promise": $0.promise,
                    "value": $0.value, "standing": $0.standing.english,
                ] as [String: Any]
            },
            "untold": [difference.untold.physical, difference.untold.promise, difference.untold.value],
        ])
    }

    /// One object on one line, its fields in the order of their names.
    static func object(_ fields: [String: Any]) throws -> String {
        let bytes = try JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: bytes, as: UTF8.self)
    }
}
