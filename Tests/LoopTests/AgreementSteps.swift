import Documents
import Kernel
import Loop
import Storage
import Testing

/// Reports about stock as the stories compare them.
extension Story {
    /// The stock summary 收发存: one line a pool.
    func summary(from: String, asOf: String, knownAt: String? = nil, item: Goods? = nil) throws -> String {
        try read { reader in
            try reader.snapshot {
                let period = try StockPeriod(
                    from: Moment(from + " 00:00").day, through: Moment(asOf + " 00:00").day, knownAt: knownAt.map { Moment($0) },
                    item: item?.code, reader)
                let summary = try StockSummary(period, reader)
                return summary.lines.map { line in
                    var text = "\(line.pool.warehouse) \(Self.name(line.pool.item)) 期初 \(Self.text(line.opening))"
                    for event in summary.comings { if let sum = line.comings[event] { text += " | 入 \(event.chinese) \(Self.text(sum))" } }
                    for event in summary.goings { if let sum = line.goings[event] { text += " | 出 \(event.chinese) \(Self.text(sum))" } }
                    return text + " | 期末 \(Self.text(line.closing))"
                }.joined(separator: "\n")
            }
        }
    }

    /// The stock card 存货明细账 of one item.
    func card(_ goods: Goods, from: String, asOf: String, knownAt: String? = nil) throws -> String {
        try read { reader in
            try reader.snapshot {
                let period = try StockPeriod(
                    from: Moment(from + " 00:00").day, through: Moment(asOf + " 00:00").day, knownAt: knownAt.map { Moment($0) },
                    item: goods.code, reader)
                let card = try StockCard(period, reader)
                let head = "期初 \(Self.text(card.opening))"
                return
                    ([head]
                    + card.entries.map { entry in
                        "\(entry.day.text) \(entry.document.kind.chinese) \(entry.event.chinese) \(Self.text(entry.moved)) @\(StockCard.unitCost(entry.moved)) 结存 \(Self.text(entry.balance))"
                    }).joined(separator: "\n")
            }
        }
    }

    static func text(_ amount: StockAmount) -> String { "\(amount.pieces) = \(amount.amount.text)" }
    static func name(_ item: Int64) -> String { Goods.allCases.first { $0.code.number == item }?.name ?? String(item) }

    func agreement() throws -> StockAgreement { try read { try StockAgreement.full($0) } }

    /// Changes the store behind the company's back.
    func damage(_ statements: String...) throws {
        let writer = try location.connect()
        defer { writer.close() }
        for statement in statements { _ = try writer.query(statement) }
    }
}
