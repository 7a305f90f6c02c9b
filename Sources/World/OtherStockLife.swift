import Documents
import Kernel
import Storage

/// What happens to stock beside buying and selling: gifts, finds, samples, own use, scrap, damage and repair, other bins, sets made and
/// taken apart. Reads the store and hands in commands, as people at several desks would.
public struct OtherStockLife: Sendable {
    private let company: HomeGoodsCompany
    private var random: SeededRandom
    private var serial = 0
    private let keeper = Actor(name: "韦仓管", position: "仓库作业", device: "PDA-3")
    private let manager = Actor(name: "吴经理", position: "仓库经理", device: "PC-15")

    public init(company: HomeGoodsCompany, seed: UInt64) {
        self.company = company
        random = SeededRandom(seed: seed &+ 0x07E5)
    }

    /// Free pieces of one item at one warehouse.
    private struct Free {
        let warehouse: String
        let item: ItemCode
        let condition: String
        let pieces: Int64
    }

    /// What comes next, and what waits for an approval. `faults` gets what goes wrong on purpose.
    public mutating func commands(_ reader: any Connection, at moment: Moment, faults: inout [WorldFault: Int]) throws -> [Command] {
        var commands = try approvals(reader, &faults) + disposals(reader)
        for _ in 0..<random.number(in: 1...3) {
            if let one = try happening(reader, at: moment, &faults) { commands.append(one) }
        }
        return commands
    }

    private mutating func happening(_ reader: any Connection, at moment: Moment, _ faults: inout [WorldFault: Int]) throws -> Command? {
        switch random.number(in: 1...9) {
        case 1: receipt(at: moment)
        case 2, 3: try free(reader, StockCondition.good).map { issue($0, at: moment) }
        case 4: try costly(reader).map { issue($0, all: true, at: moment) }
        case 5: try free(reader, StockCondition.good).map { change($0, to: StockCondition.defective, at: moment) }
        case 6: try free(reader, StockCondition.defective).map { change($0, to: StockCondition.good, at: moment) }
        case 7: try binMove(reader, at: moment)
        case 8: try free(reader, StockCondition.good).map { assembly($0, at: moment) }
        default: try fault(reader, at: moment, &faults)
        }
    }

    private mutating func command(_ body: CommandBody, by actor: Actor? = nil) -> Command {
        serial += 1
        return Command(
            actor: actor ?? keeper, external: ExternalKey(source: "stockroom", key: "QT\(InventedPeople.digits(serial, 6))", version: 1),
            body: body)
    }

    // MARK: What the store says

    private mutating func free(_ reader: any Connection, _ condition: String) throws -> Free? {
        let rows = try reader.query(
            """
            SELECT warehouse, item, condition, on_hand - reserved FROM promise_stock
            WHERE condition = $1 AND owner = '' AND on_hand - reserved > 0 ORDER BY warehouse, item LIMIT 60
            """, [.text(condition)])
        guard !rows.isEmpty else { return nil }
        return free(random.pick(rows))
    }

    private func free(_ row: [SQLValue]) -> Free {
        Free(warehouse: row[0].text, item: ItemCode(stored: row[1].integer), condition: row[2].text, pieces: row[3].integer)
    }

    /// The free pieces that cost most: giving them away must be approved.
    private func costly(_ reader: any Connection) throws -> Free? {
        let rows = try reader.query(
            """
            SELECT p.warehouse, p.item, p.condition, p.on_hand - p.reserved FROM promise_stock p
            JOIN value_stock v ON v.place = $1 AND v.warehouse = p.warehouse AND v.item = p.item AND v.condition = p.condition
            WHERE p.owner = '' AND p.condition = $2 AND p.on_hand - p.reserved > 0
            ORDER BY v.amount * (p.on_hand - p.reserved) / v.pieces DESC, p.warehouse, p.item LIMIT 1
            """, [.integer(ValuePlace.onHand.rawValue), .text(StockCondition.good)])
        return rows.first.map { free($0) }
    }

    // MARK: What happens

    private mutating func receipt(at moment: Moment) -> Command {
        let good = random.pick(company.goods)
        let isGift = random.happens(1, in: 2)
        let pieces = Int64(random.number(in: 1...3))
        let line = StockLine(
            line: 1, item: good.code, pieces: pieces, bin: company.bin(good), amount: isGift ? good.cost * pieces : .zero)
        return command(
            .otherReceipt(
                OtherReceipt(
                    warehouse: random.pick(company.warehouses).code, reason: isGift ? .supplierGift : random.pick([.found, .other]),
                    happenedAt: moment, isAtAverage: !isGift, note: isGift ? "随货赠送" : "货架后寻回", lines: [line])))
    }

    private mutating func issue(_ free: Free, all: Bool = false, at moment: Moment) -> Command {
        let reason = random.pick(OtherIssueReason.allCases)
        let pieces = all ? free.pieces : 1
        let price = reason == .sample && random.happens(1, in: 2) ? Money(fen: 4_900) * pieces : .zero
        return command(
            .otherIssue(
                OtherIssue(
                    warehouse: free.warehouse, reason: reason, isBadManagement: reason == .scrap && random.happens(1, in: 2),
                    happenedAt: moment, note: reason.chinese,
                    lines: [StockLine(line: 1, item: free.item, pieces: pieces, condition: free.condition, amount: price)])))
    }

    private mutating func change(_ free: Free, to condition: String, at moment: Moment) -> Command {
        let bin = condition == StockCondition.good ? "" : "C1-01"
        let line = StockLine(line: 1, item: free.item, pieces: 1, condition: free.condition)
        return command(
            .conditionChange(
                ConditionChange(
                    warehouse: free.warehouse, happenedAt: moment, reason: condition == StockCondition.good ? "已修复" : "磕碰",
                    lines: [.init(from: line, condition: condition, bin: bin)])))
    }

    private mutating func binMove(_ reader: any Connection, at moment: Moment) throws -> Command? {
        let rows = try reader.query(
            "SELECT warehouse, item, bin, lot, condition, owner, pieces FROM physical_stock WHERE pieces > 0 ORDER BY warehouse, item, bin, lot, condition, owner LIMIT 60"
        )
        guard !rows.isEmpty else { return nil }
        let row = random.pick(rows)
        let line = StockLine(
            line: 1, item: ItemCode(stored: row[1].integer), pieces: 1 + row[6].integer / 2, bin: row[2].text, lot: row[3].text,
            condition: row[4].text, owner: row[5].text)
        return command(.binMove(BinMove(warehouse: row[0].text, happenedAt: moment, lines: [.init(from: line, bin: "M\(serial % 7)-01")])))
    }

    /// A set out of two things, or one thing taken apart; cartons are opened into pieces.
    private mutating func assembly(_ free: Free, at moment: Moment) -> Command {
        let others = random.shuffled(company.goods.filter { $0.code != free.item }).prefix(2)
        let taken = [StockLine(line: 1, item: free.item, pieces: 1)]
        func made(_ good: Good, _ pieces: Int64, _ ratio: Int64) -> Assembly.Made {
            .init(StockLine(line: ratio, item: good.code, pieces: pieces, bin: company.bin(good)), ratio: ratio)
        }
        let kind = random.pick(Assembly.Kind.allCases)
        let result: [Assembly.Made]
        switch kind {
        case .assemble: result = [made(others[others.startIndex], 1, 1)]
        case .disassemble: result = others.enumerated().map { made($1, 1, Int64($0 + 1)) }
        case .packConversion: result = [made(others[others.startIndex], 4, 1)]
        }
        return command(.assembly(Assembly(warehouse: free.warehouse, kind: kind, happenedAt: moment, taken: taken, made: result)))
    }

    /// Somebody else decides on what waits; now and then the maker tries it.
    private mutating func approvals(_ reader: any Connection, _ faults: inout [WorldFault: Int]) throws -> [Command] {
        let rows = try reader.query(
            "SELECT document FROM approval WHERE state = $1 AND kind IN ($2, $3) ORDER BY document LIMIT 4",
            [
                .integer(ApprovalState.waiting.rawValue), .integer(DocumentKind.otherIssue.rawValue),
                .integer(DocumentKind.lossDisposal.rawValue),
            ])
        var commands: [Command] = []
        for row in rows {
            let subject = DocumentReference(position: row[0].integer)
            if random.happens(1, in: 4) {
                faults[.ownApproval, default: 0] += 1
                commands.append(command(.approval(ApprovalRequest(subject: subject)), by: keeper))
            }
            let isApproved = random.happens(3, in: 4)
            commands.append(
                command(
                    .approval(ApprovalRequest(subject: subject, isApproved: isApproved, note: isApproved ? "同意" : "太多")), by: manager))
        }
        return commands
    }

    /// Who bears scrap: the keeper's proposal, which somebody else approves.
    private mutating func disposals(_ reader: any Connection) throws -> [Command] {
        let rows = try reader.query(
            "SELECT subject, CAST(SUM(amount) AS BIGINT) FROM pending_loss WHERE event = $1 AND disposal = 0 GROUP BY subject ORDER BY subject LIMIT 2",
            [.integer(PostingEvent.scrapIssue.rawValue)])
        return rows.map { row in
            let paid = random.happens(1, in: 2) ? Money(fen: row[1].integer / 3) : .zero
            return command(
                .lossDisposal(
                    LossDisposalRequest(
                        subject: DocumentReference(position: row[0].integer),
                        claims: paid > .zero ? [LossClaim(party: "RENBAO", amount: paid)] : [], note: "报废处理")))
        }
    }

    // MARK: What goes wrong on purpose

    private mutating func fault(_ reader: any Connection, at moment: Moment, _ faults: inout [WorldFault: Int]) throws -> Command? {
        switch random.number(in: 1...3) {
        case 1:
            let rows = try reader.query(
                """
                SELECT warehouse, item, condition, on_hand - reserved FROM promise_stock
                WHERE condition = $1 AND owner = '' AND reserved > 0 ORDER BY warehouse, item LIMIT 20
                """, [.text(StockCondition.good)])
            guard !rows.isEmpty else { return nil }
            faults[.reservedGivenAway, default: 0] += 1
            let row = random.pick(rows)
            let one = Free(
                warehouse: row[0].text, item: ItemCode(stored: row[1].integer), condition: row[2].text, pieces: row[3].integer + 1)
            return issue(one, all: true, at: moment)
        case 2:
            faults[.crookedOpening, default: 0] += 1
            let stock = random.happens(1, in: 2)
            return command(
                .openingBalances(
                    OpeningBalances(
                        book: random.pick(company.books).code, day: moment.day,
                        lines: [
                            .init(.debit, stock ? .goods : .bank, Money(fen: 100)),
                            .init(.credit, .paidInCapital, Money(fen: stock ? 100 : 99)),
                        ])))
        default:
            faults[.emptyBin, default: 0] += 1
            let good = random.pick(company.goods)
            let line = StockLine(line: 1, item: good.code, pieces: 1, bin: "Z9-99")
            return command(
                .binMove(
                    BinMove(
                        warehouse: random.pick(company.warehouses).code, happenedAt: moment,
                        lines: [.init(from: line, bin: company.bin(good))])))
        }
    }
}

extension HomeGoodsCompany {
    /// What each book owns and owes beside its stock when it begins with us.
    func openingBalances() -> [OpeningBalances] {
        books.map { book in
            let party = shops.first { $0.book == book.code }?.code ?? book.code
            return OpeningBalances(
                book: book.code, day: opened,
                lines: [
                    .init(.debit, .bank, Money(fen: 50_000_000)), .init(.debit, .channelWallet, Money(fen: 1_250_000)),
                    .init(.debit, .receivables, Money(fen: 339_000), party: party),
                    .init(.credit, .payables, Money(fen: 4_589_000), party: suppliers[0].code.text),
                    .init(.credit, .paidInCapital, Money(fen: 47_000_000)),
                ])
        }
    }
}
