import Documents
import Kernel
import World

/// A flow of goods whose speed is measured: its commands step by step, each step naming the documents of the last by their keys.
public enum GoodsFlow: String, CaseIterable, Sendable {
    case receipts, returns, transfers, counts

    var chinese: String {
        switch self {
        case .receipts: "采购入库"
        case .returns: "退货退款"
        case .transfers: "调拨"
        case .counts: "盘点"
        }
    }

    /// Lines of one document; a return has the one or two lines of its order.
    static let lines = 20

    private static let from = BenchWorkload.warehouses[0]
    private static let to = BenchWorkload.warehouses[1]
    private static let clerk = Actor(name: "clerk", position: "warehouse", device: "terminal-1")
    private static let second = Actor(name: "second", position: "warehouse", device: "terminal-2")
    private static let finance = Actor(name: "finance", position: "finance", device: "console")

    private static func command(_ body: CommandBody, _ source: String, _ number: Int, by actor: Actor = clerk) -> Command {
        Command(actor: actor, external: ExternalKey(source: source, key: "\(number)"), body: body)
    }

    private static func reference(_ source: String, _ number: Int) -> DocumentReference {
        DocumentReference(source: source, key: "\(number)")
    }

    /// What is done before the clock starts; then every open notice leaves.
    func preparation(_ workload: BenchWorkload, at moment: Moment) -> [[Command]] {
        guard self == .returns else { return [] }
        let orders = workload.orders.indices.map { BenchCompany.push(workload.orders[$0], number: $0, seed: workload.seed) }
        // What waits for a receipt gets it, as in the bench of orders.
        let receipts = BenchCompany.between(workload, at: moment).filter {
            if case .purchaseReceipt = $0.body { true } else { false }
        }
        return [orders, receipts]
    }

    /// The measured steps of `documents` documents, and how many lines they have in all.
    func steps(_ workload: BenchWorkload, documents: Int, at moment: Moment) -> (steps: [[Command]], lines: Int) {
        let numbers = 0..<documents
        // Items that lie everywhere, twenty to a document, in turn.
        let everywhere = (0..<BenchWorkload.items).filter { BenchWorkload.place(ofItem: $0) == .everywhere }
        func items(_ number: Int) -> [Int] {
            (0..<Self.lines).map { everywhere[(number * Self.lines + $0) % everywhere.count] }.sorted {
                BenchCompany.item($0).number < BenchCompany.item($1).number
            }
        }
        switch self {
        case .receipts:
            let receipts = numbers.map { number in
                let lines = items(number).enumerated().map { index, item in
                    StockLine(
                        line: Int64(index + 1), item: BenchCompany.item(item), pieces: 10, bin: "R-1",
                        amount: Money(fen: 9_990 + Int64(item)))
                }
                return Self.command(
                    .purchaseReceipt(
                        PurchaseReceipt(warehouse: Self.from, supplier: BenchCompany.supplier, happenedAt: moment, lines: lines)),
                    "bench-receipt", number)
            }
            return ([receipts], documents * Self.lines)
        case .transfers:
            let wishes = numbers.map { number in
                Self.command(
                    .transferRequest(
                        TransferWish(
                            from: Self.from, to: Self.to, reason: "补货",
                            lines: items(number).map { .init(item: BenchCompany.item($0), pieces: 1) })), "bench-transfer", number)
            }
            let approvals = numbers.map { number in
                Self.command(
                    .approval(ApprovalRequest(subject: Self.reference("bench-transfer", number))), "bench-approval", number,
                    by: Self.finance)
            }
            let issues = numbers.map { number in
                Self.command(
                    .transferIssue(TransferIssueReport(transfer: Self.reference("bench-transfer", number), happenedAt: moment)),
                    "bench-transfer-issue", number)
            }
            let receipts = numbers.map { number in
                Self.command(
                    .transferReceipt(
                        TransferReceiptReport(source: Self.reference("bench-transfer-issue", number), happenedAt: moment, bin: "T-1")),
                    "bench-transfer-receipt", number)
            }
            return ([wishes, approvals, issues, receipts], documents * Self.lines)
        case .counts: return (counts(workload, numbers, items, at: moment), documents * Self.lines)
        case .returns:
            var steps: [[Command]] = [[], [], []]
            var lines = 0
            for number in workload.orders.indices {
                let order = workload.orders[number]
                let push = BenchCompany.push(order, number: number, seed: workload.seed)
                guard case .channelOrder(let said) = push.body else { continue }
                lines += said.lines.count
                steps[0].append(
                    Self.command(
                        .returnRequest(ReturnWish(shop: said.shop, externalID: said.externalID, reason: "七天无理由")), "bench-return", number))
                steps[1].append(
                    Self.command(
                        .returnReceipt(
                            ReturnReport(
                                subject: Self.reference("bench-return", number), warehouse: Self.from, happenedAt: moment, carrier: "SF",
                                waybill: "SFB\(number)",
                                lines: order.items.indices.map { index in
                                    .init(
                                        StockLine(
                                            line: Int64(index + 1), item: BenchCompany.item(order.items[index]),
                                            pieces: order.pieces[index],
                                            bin: "R-1"))
                                })), "bench-return-receipt", number))
                steps[2].append(
                    Self.command(
                        .channelRefund(
                            ChannelRefund(
                                shop: said.shop, externalID: "K\(number)", orderID: said.externalID, happenedAt: moment, isForGoods: true,
                                amount: said.lines.reduce(said.freight) { $0 + $1.afterDiscounts })), "refund:" + said.shop, number,
                        by: Self.finance))
            }
            return (steps, lines)
        }
    }

    /// Plan, one scan an item (of one item a piece is missing, and counted again), sheet, causes, approval.
    private func counts(_ workload: BenchWorkload, _ numbers: Range<Int>, _ items: (Int) -> [Int], at moment: Moment) -> [[Command]] {
        var steps: [[Command]] = [[], [], [], [], [], []]
        for number in numbers {
            // As a picker walks, and as the lines of the sheet come: by bin.
            func bin(_ item: Int) -> String { "A-\(item % 400 + 1)" }
            let items = items(number).sorted { (bin($0), BenchCompany.item($0).number) < (bin($1), BenchCompany.item($1).number) }
            let plan = Self.reference("bench-count", number)
            steps[0].append(
                Self.command(
                    .countPlan(CountPlanRequest(warehouse: Self.from, items: items.map { BenchCompany.item($0) }, note: "循环盘点")),
                    "bench-count", number))
            for (index, item) in items.enumerated() {
                let book = 50 + (workload.demand[item] ?? 0)
                for pass in 1...(index == 0 ? 2 : 1) {
                    let report = CountScanReport(
                        plan: plan, pass: Int64(pass), bin: bin(item), barcode: BenchCompany.item(item).text,
                        count: index == 0 ? book - 1 : book, happenedAt: moment)
                    steps[pass].append(
                        Self.command(
                            .countScan(report), "bench-count-scan-\(pass)", number * Self.lines + index,
                            by: pass == 1 ? Self.clerk : Self.second))
                }
            }
            steps[3].append(Self.command(.countSheet(plan), "bench-count-sheet", number))
            steps[4].append(
                Self.command(
                    .countCause(
                        CountCauseRequest(
                            sheet: Self.reference("bench-count-sheet", number),
                            lines: [LineCause(line: 1, cause: .normalLoss, note: "自然损耗")])),
                    "bench-count-cause", number))
            steps[5].append(
                Self.command(
                    .approval(ApprovalRequest(subject: Self.reference("bench-count-cause", number))), "bench-count-approval", number,
                    by: Self.finance))
        }
        return steps
    }
}
