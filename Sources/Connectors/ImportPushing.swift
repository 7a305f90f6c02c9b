import Documents
import Kernel
import Loop

/// Pushes what was assembled into the company, step by step: records, opening stock, orders with the issues that follow from
/// them, and what was taken back.
final class ImportPushing {
    private let mapping: MappingFile
    private let assembly: OrderAssembly
    private let actor: Actor
    private let groupLimit: Int
    private let progress: ImportProgress
    private let rejects: RejectsFile
    private let submit: OrderImport.Submit

    private var recordsCreated = 0
    private var openingPieces: Int64 = 0
    private var orders = OutcomeCounts()
    private var issues = OutcomeCounts()
    private var cancellations = OutcomeCounts()
    private var returns = OutcomeCounts()
    private var returnsWithoutOrder = 0
    private var takenBackBefore = 0
    /// Notices whose issue this run has asked for.
    private var issued: Set<Int64> = []
    /// Orders that the company did not take in this run, or knows newer: what the export says of them goes no further.
    private var left: Set<Int> = []

    init(
        mapping: MappingFile, assembly: OrderAssembly, actor: Actor, groupLimit: Int, progress: ImportProgress, rejects: RejectsFile,
        submit: @escaping OrderImport.Submit
    ) {
        self.mapping = mapping
        self.assembly = assembly
        self.actor = actor
        self.groupLimit = groupLimit
        self.progress = progress
        self.rejects = rejects
        self.submit = submit
    }

    /// The standard records and the mapping's own, where the company has none of that code.
    func setUp(_ view: CompanyView) async throws {
        let known = try view.allCodes()
        let own =
            mapping.setup.books.map { MasterRecord.book($0) } + mapping.setup.warehouses.map { .warehouse($0) }
            + mapping.setup.shops.map { .shop($0) }
        let records = (StandardSetup.records + own).filter { !known.contains(.init(kind: $0.kind.rawValue, code: $0.code)) }
        let answers = try await send(records.map { command(.masterRecord($0)) })
        for (record, answer) in zip(records, answers) {
            guard answer.outcome != .refused, answer.outcome != .failed else {
                throw ImportError.setupRefused(record: record.code, chinese: answer.chinese, english: answer.english)
            }
            recordsCreated += 1
        }
    }

    func push(_ view: CompanyView) async throws {
        let shops = Set(assembly.drafts.orders.compactMap { $0.head.map { head in assembly.drafts.words[head.shop] } })
        var catalogue = try ItemCatalogue(mapping: mapping, view: view, shops: shops)
        let codes = assembly.drafts.merchantCodes
        try assembly.sort(rejects: rejects) { shop, code in catalogue.refuses(shop, codes[code]) }
        try await makeItems(&catalogue)
        var known: [String: [String: CompanyView.KnownOrder]] = [:]
        for shop in shops { known[shop] = try view.orders(shop) }
        takenBackBefore = try assembly.netTakenBack(known) { lines, shop in
            var pieces: Int64 = 0
            for line in lines {
                for part in try catalogue.goods(shop, codes[line.merchantCode]) { pieces += line.pieces * part.pieces }
            }
            return pieces
        }
        try await openStock(view, &catalogue, known)
        try await pushOrders(view)
        try await pushTakenBack(view, shops)
        try await issueOpenNotices(view, shops)
    }

    private func command(_ body: CommandBody, _ external: ExternalKey? = nil, _ recipient: Recipient? = nil) -> Command {
        Command(actor: actor, external: external, body: body, recipient: recipient)
    }

    /// Sends commands in groups and gives their answers.
    private func send(_ commands: [Command]) async throws -> [Answer] {
        var answers: [Answer] = []
        for start in stride(from: 0, to: commands.count, by: groupLimit) {
            answers += try await submit(Array(commands[start..<min(start + groupLimit, commands.count)]))
        }
        return answers
    }

    private func makeItems(_ catalogue: inout ItemCatalogue) async throws {
        for number in Set(assembly.orders).union(assembly.takingBack).sorted() {
            let index = Int(number)
            let shop = assembly.shop(index)
            for code in assembly.merchantCodes(index) {
                try catalogue.need(
                    shop, assembly.drafts.merchantCodes[code], name: assembly.drafts.itemNames[code],
                    category: assembly.drafts.itemCategories[code])
            }
        }
        progress.begin("资料 records")
        let total = catalogue.records.reduce(0) { $0 + $1.count }
        var done = 0
        var group: [MasterRecord] = []
        for (number, unit) in catalogue.records.enumerated() {
            group += unit
            guard group.count >= groupLimit - 1 || number == catalogue.records.count - 1 else { continue }
            for (record, answer) in zip(group, try await submit(group.map { command(.masterRecord($0)) })) {
                if answer.outcome == .refused || answer.outcome == .failed {
                    try rejects.add(
                        file: "", line: 0, field: "merchantCode", value: Masked.careful(record.code), reason: reason(answer, hiding: ""))
                } else {
                    recordsCreated += 1
                }
            }
            done += group.count
            group.removeAll(keepingCapacity: true)
            progress.show(done: Int64(done), total: Int64(total), count: done, unit: "条 records")
        }
    }

    /// Why the company refused; a number that may be personal is hidden in its words, too.
    private func reason(_ answer: Answer, hiding id: String) -> RejectReason {
        let shown = Masked.number(id)
        func hidden(_ text: String) -> String { id.isEmpty || shown == id ? text : text.replacing(id, with: shown) }
        return .refused(code: answer.refusalCode, chinese: hidden(answer.chinese), english: hidden(answer.english))
    }

    private func openStock(
        _ view: CompanyView, _ catalogue: inout ItemCatalogue, _ known: [String: [String: CompanyView.KnownOrder]]
    ) async throws {
        guard mapping.stock.opensSold else { return }
        var plan = OpeningPlan(mapping: mapping)
        try plan.add(assembly, &catalogue, view, known: known)
        let position = try view.headPosition()
        var ordinal = 0
        var waiting = try plan.documents(view)
        while let document = waiting.popLast() {
            ordinal += 1
            let key = ExternalKey(source: "import:opening", key: "\(document.warehouse)/\(position)/\(ordinal)")
            let answer = try await submit([command(.openingStock(document), key)])[0]
            if answer.outcome == .accepted {
                openingPieces += document.lines.reduce(0) { $0 + $1.pieces }
            } else if document.lines.count > 1 {
                // One bad line must not keep the others out.
                let middle = document.lines.count / 2
                for part in [document.lines[middle...], document.lines[..<middle]] {
                    waiting.append(OpeningStock(warehouse: document.warehouse, day: document.day, lines: Array(part)))
                }
            } else {
                try rejects.add(
                    file: "", line: 0, field: "openingStock", value: document.lines.first?.item.text ?? document.warehouse,
                    reason: reason(answer, hiding: ""))
            }
        }
    }

    private func pushOrders(_ view: CompanyView) async throws {
        progress.begin("订单 orders")
        let all = assembly.orders
        for start in stride(from: 0, to: all.count, by: groupLimit) {
            let group = all[start..<min(start + groupLimit, all.count)].map { assembly.order(Int($0)) }
            let answers = try await send(
                group.map {
                    command(
                        .channelOrder($0.order),
                        ExternalKey(source: "shop:" + $0.order.shop, key: $0.order.externalID, version: $0.version), $0.recipient)
                })
            var follow: [Command] = []
            for (imported, answer) in zip(group, answers) {
                orders.count(answer.outcome)
                switch answer.outcome {
                case .refused, .failed:
                    left.insert(imported.index)
                    try assembly.reject(imported.index, rejects, reason(answer, hiding: imported.order.externalID))
                case .stale: left.insert(imported.index)
                // An order that was in already has had its issue, unless the last run was interrupted; that is looked for at the end.
                case .duplicate: break
                case .accepted, .held:
                    guard let leftAt = imported.leftAt else { continue }
                    for document in answer.documents where document.kind == .deliveryNotice {
                        if let command = try issue(
                            document.position, imported.order.shop, imported.order.externalID, leftAt, imported.waybill,
                            imported.leftLines, view)
                        {
                            follow.append(command)
                        }
                    }
                }
            }
            for answer in try await send(follow) { issues.count(answer.outcome) }
            let done = start + group.count
            progress.show(done: Int64(done), total: Int64(all.count), count: done, unit: "单 orders")
        }
        progress.end("订单 orders: \(Int64(all.count).groupedText)")
    }

    /// The issue of a notice: of everything, or of those lines whose goods left; `nil` when none of them is on it.
    private func issue(
        _ notice: Int64, _ shop: String, _ externalID: String, _ leftAt: Moment, _ waybill: String, _ lines: Set<String>?,
        _ view: CompanyView
    ) throws -> Command? {
        issued.insert(notice)
        var part: [StockLine] = []
        if let lines {
            guard let trade = try view.trade(shop, externalID) else { return nil }
            part = try view.openLines(trade, notice: notice).filter { lines.contains($0.lineID) }.map(\.line)
            if part.isEmpty { return nil }
        }
        return command(
            .salesIssue(IssueReport(notice: notice, happenedAt: leftAt, waybill: waybill, lines: part)),
            ExternalKey(source: "shop:" + shop + "/issue", key: "\(externalID)/\(notice)"))
    }

    /// Notices of orders whose goods have left, which no answer of this run named: an earlier run was interrupted, or a receipt
    /// freed them since.
    private func issueOpenNotices(_ view: CompanyView, _ shops: Set<String>) async throws {
        for shop in shops.sorted() {
            var open: [(externalID: String, notice: Int64)] = []
            try view.openNotices(shop) { externalID, notice in
                if !issued.contains(notice) { open.append((externalID, notice)) }
            }
            var follow: [Command] = []
            for (externalID, notice) in open {
                guard let index = assembly.drafts.find(shop, externalID), !left.contains(index) else { continue }
                let draft = assembly.drafts.orders[index]
                guard draft.fault == nil, let head = draft.head, let leftAt = assembly.leftAt(index) else { continue }
                if let command = try issue(notice, shop, externalID, leftAt, head.waybill, assembly.leftLines(index), view) {
                    follow.append(command)
                }
            }
            for answer in try await send(follow) { issues.count(answer.outcome) }
        }
    }

    /// Cancellations and returns. What has not left is cancelled when all of it is taken back; everything else is a return.
    private func pushTakenBack(_ view: CompanyView, _ shops: Set<String>) async throws {
        guard !assembly.takingBack.isEmpty else { return }
        progress.begin("退货与取消 returns and cancellations")
        var known: [String: [String: CompanyView.KnownOrder]] = [:]
        for shop in shops { known[shop] = try view.orders(shop) }
        let all = assembly.takingBack
        for start in stride(from: 0, to: all.count, by: groupLimit) {
            let group = all[start..<min(start + groupLimit, all.count)].map { assembly.takenBack(Int($0)) }
            var commands: [Command] = []
            for taken in group {
                let order = known[taken.shop]?[taken.orderID]
                if order == nil { returnsWithoutOrder += 1 }
                commands.append(takeBack(taken, order))
            }
            for (taken, (command, answer)) in zip(group, zip(commands, try await send(commands))) {
                if case .cancellation = command.body { cancellations.count(answer.outcome) } else { returns.count(answer.outcome) }
                if answer.outcome == .refused || answer.outcome == .failed {
                    try assembly.rejectTaken(taken.index, rejects, reason(answer, hiding: taken.orderID))
                }
            }
            let done = start + group.count
            progress.show(done: Int64(done), total: Int64(all.count), count: done, unit: "条 rows")
        }
    }

    private func takeBack(_ taken: ImportedReturn, _ order: CompanyView.KnownOrder?) -> Command {
        let willLeave = taken.draft.map { assembly.leftAt($0) != nil } ?? false
        if let order, !willLeave, order.shipped == 0, order.state == .cancelled || isWhole(taken, order) {
            return command(
                .cancellation(CancellationRequest(shop: taken.shop, externalID: taken.orderID, reason: "导出文件 export: \(taken.key)")),
                ExternalKey(source: "shop:" + taken.shop + "/cancel", key: taken.key))
        }
        return command(
            .channelReturn(
                ChannelReturn(
                    shop: taken.shop, externalID: taken.key, orderID: taken.orderID, happenedAt: taken.happenedAt, lines: taken.lines)),
            ExternalKey(source: "shop:" + taken.shop + "/return", key: taken.key))
    }

    private func isWhole(_ taken: ImportedReturn, _ order: CompanyView.KnownOrder) -> Bool {
        if let draft = taken.draft { return assembly.isWhole(taken, of: draft) }
        return order.pieces > 0 && taken.pieces >= order.pieces
    }

    func report(into summary: inout ImportSummary) {
        summary.reading = assembly.counts
        summary.ordersRead = assembly.drafts.orders.count { ($0.head != nil || $0.fault != nil) && !$0.isReturn && !$0.isMoved }
        summary.ordersRejected = assembly.rejectedOrders
        summary.recordsCreated = recordsCreated
        summary.openingPieces = openingPieces
        summary.orders = orders
        summary.issues = issues
        summary.cancellations = cancellations
        summary.returns = returns
        summary.returnsWithoutOrder = returnsWithoutOrder
        summary.takenBackBefore = takenBackBefore
    }
}
