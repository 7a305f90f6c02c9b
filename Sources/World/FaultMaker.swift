import Documents
import Kernel
import Storage

/// Makes faults out of what the company has seen and holds.
struct FaultMaker {
    let company: HomeGoodsCompany
    var random: SeededRandom
    /// Channel orders that were pushed, in their order.
    var pushed: [Command] = []
    /// Everything else that has an external key.
    var keyed: [Command] = []
    var serial = 0
    private var ruleVersion: Int64 = 1
    private let clerk = Actor(name: "陈文员", position: "资料员", device: "PC-01")
    private let picker = Actor(name: "韦仓管", position: "仓库作业", device: "PDA-3")

    init(company: HomeGoodsCompany, seed: UInt64) {
        self.company = company
        random = SeededRandom(seed: seed &+ 0xFA17)
    }

    mutating func remember(_ command: Command) {
        if case .channelOrder = command.body { pushed.append(command) } else if command.external != nil { keyed.append(command) }
    }

    /// Kinds that make commands of their own; the others are what the run does with commands.
    static let kinds: [WorldFault] = WorldFault.allCases.filter {
        ![
            .reordering, .lateArrival, .crashUnanswered, .wrongScan, .scanTwice, .reservedGivenAway, .ownApproval, .crookedOpening,
            .emptyBin, .lateHold, .releaseMarked, .foreignWarehouse, .strangersMerged, .claimWrong, .claimOfOwn, .closedTwice,
        ].contains($0)
    }

    /// Commands of a fault of this kind, or none when the company has nothing yet to make it of.
    mutating func commands(_ fault: WorldFault, _ reader: any Connection, at moment: Moment) throws -> [Command] {
        serial += 1
        switch fault {
        case .reordering, .lateArrival, .crashUnanswered, .wrongScan, .scanTwice, .claimWrong, .claimOfOwn, .closedTwice: return []
        case .reservedGivenAway, .ownApproval, .crookedOpening, .emptyBin, .lateHold, .releaseMarked, .foreignWarehouse, .strangersMerged:
            return []
        case .duplicate:
            let all = random.happens(2, in: 3) || keyed.isEmpty ? pushed : keyed
            return all.isEmpty ? [] : [random.pick(all)]
        case .staleVersion: return pushed.first { ($0.external?.version ?? 0) == 1 && hasNewer($0) }.map { [$0] } ?? []
        case .conflict: return changed().map { [$0] } ?? []
        case .badField: return order(at: moment).map { [spoilt($0)] } ?? []
        case .correctedPush:
            guard let good = order(at: moment) else { return [] }
            return [spoilt(good), good]
        case .badRecord, .unknownBook: return [badRecord(fault)]
        case .unknownShop:
            return order(at: moment).map {
                [with($0) { $0.shop = "NOSHOP" }]
            } ?? []
        case .unknownWarehouse, .unknownItem: return [receipt(fault, at: moment)]
        case .unbalancedRule: return unbalanced(at: moment)
        case .recordChange: return [recordChange(at: moment)]
        case .oddStock: return [oddStock(at: moment)]
        case .receiptAgain: return receiptAgain().map { [$0] } ?? []
        case .earlyReturn: return earlyReturn(at: moment)
        case .cancelUnknown, .cancelTwice, .cancelShipped: return try cancellation(fault, reader)
        case .overReceipt, .receiveClosed, .selfApproval, .approveTwice, .overReturn,
            .uninspected, .pickDropship, .changeReceived:
            return try purchaseFault(fault, reader, at: moment)
        case .countElsewhere, .countAgainAlone, .sheetTooEarly, .scanAfterCount, .causeUnfit, .claimTooMuch, .settleAgain, .missTooMuch:
            return try countFault(fault, reader, at: moment)
        case .askTooMuch, .askUnshipped, .askOddLine, .changeReturned, .withdrawEnded, .backTooMuch, .missingTooMuch,
            .strangeGoods, .foreignReturn, .heldTwice, .parcelUnknown, .refundChanged, .writeDownAgain:
            return try returnFault(fault, reader, at: moment)
        case .issueUnknown: return [issue(notice: 999_999, [], moment)]
        case .issueStopped, .issueTwice, .overIssue, .wrongBin: return try issue(fault, reader, moment)
        case .transferTooMuch, .transferOwnApproval, .transferStopped, .transferOverReceived:
            return try transfer(fault, reader, at: moment, serial: serial)
        }
    }

    private func hasNewer(_ command: Command) -> Bool {
        pushed.contains { $0.external?.key == command.external?.key && ($0.external?.version ?? 0) > 1 }
    }

    private func with(_ command: Command, _ change: (inout ChannelOrder) -> Void) -> Command {
        var result = command
        guard case .channelOrder(var order) = command.body else { return command }
        change(&order)
        result.body = .channelOrder(order)
        result.external = ExternalKey(
            source: "shop:" + order.shop, key: order.externalID, version: command.external?.version ?? 1)
        return result
    }

    /// The newest version of an order that is known, with other content.
    private mutating func changed() -> Command? {
        guard !pushed.isEmpty else { return nil }
        let one = random.pick(pushed)
        let newest = pushed.last { $0.external?.source == one.external?.source && $0.external?.key == one.external?.key }
        return newest.map { with($0) { $0.channelState += "?" } }
    }

    /// A fresh order like one that was pushed.
    private mutating func order(at moment: Moment) -> Command? {
        guard !pushed.isEmpty else { return nil }
        let serial = serial
        var fresh = with(random.pick(pushed)) { order in
            order.externalID = "F\(serial)-" + order.externalID
            order.placedAt = moment
            order.paidAt = order.paidAt == nil ? nil : moment
            order.standing = .open
        }
        fresh.external?.version = 1
        return fresh
    }

    /// The same order with one field that its rule forbids.
    private mutating func spoilt(_ command: Command) -> Command {
        let way = random.number(in: 1...7)
        return with(command) { order in
            switch way {
            case 1: order.lines[0].pieces = 0
            case 2: order.lines[0].amount = Money(fen: -1)
            case 3: order.lines[0].merchantCode = ""
            case 4: order.lines[0].discounts.append(BorneDiscount(party: "", amount: order.lines[0].amount + Money(fen: 1_000_000)))
            case 5: order.freight = Money(fen: -800)
            case 6: order.discounts.append(BorneDiscount(party: "", amount: Money(fen: 900_000_000)))
            default: order.externalID = String(repeating: "9", count: 65)
            }
        }
    }

    private mutating func badRecord(_ fault: WorldFault) -> Command {
        let record: MasterRecord
        if fault == .unknownBook {
            record = .warehouse(WarehouseSite(code: "XX\(serial)", name: "无主仓", book: "NOBOOK"))
        } else {
            switch random.number(in: 1...4) {
            case 1: record = .book(Book(code: "小写", name: "错误代码"))
            case 2:
                // Fulfilment across books.
                var shop = company.shops[0]
                shop.sources = [.init(warehouse: "GZ2", priority: 1)]
                record = .shop(shop)
            case 3: record = .kit(Kit(code: ItemCode(category: 900, serial: 9_999)!, name: "空礼盒", parts: []))
            default:
                record = .channelItem(
                    ChannelItem(shop: "TM1", merchantCode: "X\(serial)", target: ItemCode(category: 777, serial: 7)!))
            }
        }
        return Command(actor: clerk, body: .masterRecord(record))
    }

    /// A record that orders under way stand on gets a new version: from where a shop ships, a VAT rate, a kit's parts, how vouchers
    /// are made.
    private mutating func recordChange(at moment: Moment) -> Command {
        let record: MasterRecord
        switch random.number(in: 1...4) {
        case 1:
            var shop = random.pick(company.shops)
            shop.sources = random.shuffled(shop.sources)
            if shop.sources.count > 1, random.happens(1, in: 2) { shop.sources.removeLast() }
            for index in shop.sources.indices { shop.sources[index].priority = Int64(index + 1) }
            shop.priority = Int64(random.number(in: 1...9))
            shop.reservesUnpaid = random.happens(1, in: 2)
            shop.reservationMinutes = Int64(random.number(in: 10...2_000))
            record = .shop(shop)
        case 2:
            var item = random.pick(company.goods).item
            item.rates.append(.init(from: moment.day, rate: Rate(tenThousandths: random.happens(1, in: 2) ? 900 : 1300)))
            record = .item(item)
        case 3:
            var kit = random.pick(company.kits)
            kit.parts.reverse()
            kit.parts[0].pieces = Int64(random.number(in: 1...3))
            record = .kit(kit)
        default:
            var book = random.pick(company.books)
            book.voucherMode = random.happens(1, in: 2) ? .perDocument : .bundled
            record = .book(book)
        }
        return Command(actor: clerk, body: .masterRecord(record))
    }

    /// Goods that nobody may promise: defective ones, and ones that belong to somebody else.
    private mutating func oddStock(at moment: Moment) -> Command {
        let good = random.pick(company.goods)
        let defective = StockLine(
            line: 1, item: good.code, pieces: Int64(random.number(in: 1...3)), bin: "C1-01", condition: StockCondition.defective,
            amount: good.cost)
        let foreign = StockLine(line: 2, item: good.code, pieces: 2, bin: company.bin(good), owner: "KH-007")
        let receipt = PurchaseReceipt(
            warehouse: random.pick(company.warehouses).code, supplier: good.item.supplier ?? company.suppliers[0].code,
            happenedAt: moment, lines: [defective, foreign])
        return Command(
            actor: picker, external: ExternalKey(source: "receiving", key: "F\(serial)", version: 1), body: .purchaseReceipt(receipt))
    }

    /// A receipt that was pushed, with a piece more and a higher version: its goods must not come in again.
    private mutating func receiptAgain() -> Command? {
        let receipts = keyed.filter { if case .purchaseReceipt = $0.body { $0.external != nil } else { false } }
        guard !receipts.isEmpty else { return nil }
        var again = random.pick(receipts)
        guard case .purchaseReceipt(var receipt) = again.body else { return nil }
        receipt.lines[0].pieces += 1
        again.body = .purchaseReceipt(receipt)
        again.external?.version += 1
        return again
    }

    /// A return, and the order it belongs to: in one call, in this order unless the call is shuffled. Some come in two versions.
    private mutating func earlyReturn(at moment: Moment) -> [Command] {
        guard let order = order(at: moment), case .channelOrder(let content) = order.body else { return [] }
        var line = content.lines[0]
        line.pieces = 1
        let external = ExternalKey(source: "return:" + content.shop, key: "E" + content.externalID, version: 1)
        var returned = ChannelReturn(
            shop: content.shop, externalID: external.key, orderID: content.externalID, happenedAt: moment, lines: [line])
        let first = Command(actor: order.actor, external: external, body: .channelReturn(returned))
        guard random.happens(1, in: 2) else { return [first, order] }
        returned.lines[0].amount += Money(fen: 100)
        var second = Command(actor: order.actor, external: external, body: .channelReturn(returned))
        second.external?.version = 2
        return random.happens(1, in: 3) ? [first, order, second] : [first, second, order]
    }

    private mutating func receipt(_ fault: WorldFault?, at moment: Moment) -> Command {
        let good = random.pick(company.goods)
        let item = fault == .unknownItem ? ItemCode(category: 778, serial: Int64(serial))! : good.code
        let receipt = PurchaseReceipt(
            warehouse: fault == .unknownWarehouse ? "NOWH" : "GZ", supplier: good.item.supplier ?? company.suppliers[0].code,
            happenedAt: moment, lines: [StockLine(line: 1, item: item, pieces: 2, bin: company.bin(good), amount: good.cost * 2)])
        return Command(
            actor: picker, external: ExternalKey(source: "receiving", key: "F\(serial)", version: 1), body: .purchaseReceipt(receipt))
    }

    /// A rule whose sides differ, a receipt that it makes impossible, the rule put right, the same receipt again.
    private mutating func unbalanced(at moment: Moment) -> [Command] {
        let push = receipt(nil, at: moment)
        ruleVersion += 2
        let wrong = PostingRule(event: .purchaseReceipt, version: ruleVersion - 1, lines: [.init(.debit, .goods, .costByStock)])
        let right = PostingRule(
            event: .purchaseReceipt, version: ruleVersion,
            lines: [.init(.debit, .goods, .costByStock), .init(.credit, .estimatedPayables, .estimate)])
        func rule(_ rule: PostingRule) -> Command { Command(actor: clerk, body: .masterRecord(.postingRule(rule))) }
        return [rule(wrong), push, rule(right), push]
    }

    private mutating func cancellation(_ fault: WorldFault, _ reader: any Connection) throws -> [Command] {
        var shop = "TM1"
        var externalID = "NOORDER\(serial)"
        if fault != .cancelUnknown {
            let state = fault == .cancelTwice ? OrderState.cancelled : .shipped
            let rows = try reader.query(
                "SELECT shop, external_id FROM sales_order WHERE state = $1 ORDER BY trade DESC LIMIT 8", [.integer(state.rawValue)])
            guard !rows.isEmpty else { return [] }
            let row = random.pick(rows)
            shop = row[0].text
            externalID = row[1].text
        }
        return [
            Command(
                actor: Actor(name: "林客服", position: "客服", device: "PC-07"),
                external: ExternalKey(source: "service", key: "again:\(serial)", version: 1),
                body: .cancellation(CancellationRequest(shop: shop, externalID: externalID, reason: "重复申请")))
        ]
    }

    private mutating func issue(_ fault: WorldFault, _ reader: any Connection, _ moment: Moment) throws -> [Command] {
        let condition =
            switch fault {
            case .issueStopped: "open = 0 AND issued < pieces"
            case .issueTwice: "open = 0 AND issued = pieces"
            default: "open > 0"
            }
        let rows = try reader.query(
            "SELECT notice, line, item, open FROM task_line WHERE \(condition) ORDER BY notice DESC, line LIMIT 8")
        guard !rows.isEmpty else { return [] }
        let row = random.pick(rows)
        let line = StockLine(
            line: row[1].integer, item: ItemCode(stored: row[2].integer), pieces: fault == .overIssue ? row[3].integer + 1 : 1,
            bin: fault == .wrongBin ? "Z9-99" : "")
        return [issue(notice: row[0].integer, fault == .overIssue || fault == .wrongBin ? [line] : [], moment)]
    }

    private func issue(notice: Int64, _ lines: [StockLine], _ moment: Moment) -> Command {
        Command(
            actor: picker, external: ExternalKey(source: "scanner", key: "F\(serial)", version: 1),
            body: .salesIssue(IssueReport(notice: notice, happenedAt: moment, lines: lines)))
    }
}
