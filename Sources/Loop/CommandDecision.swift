import Documents
import Kernel
import Orders
import Security
import Storage
import Wire

/// A command with the values that its decision may not fetch itself: its time and its random bytes.
struct StampedCommand: Sendable {
    let command: Command
    let at: Moment
    let draw: SealDraw?
    /// The search token of the person it names, made by the caller's thread.
    var token: [UInt8]?
    /// The number of the continuation row that this command came from, 0 for a caller's.
    var continuation: Int64 = 0
}

extension StampedCommand {
    /// What the door adds to a caller's command before it is decided.
    init(_ command: Command, at moment: Moment, keyRing: KeyRing, random: any RandomSource) {
        self.init(
            command: command, at: moment, draw: command.recipient == nil ? nil : SealDraw(random.bytes(SealDraw.byteCount)),
            token: command.recipient.map { keyRing.token($0.buyer) })
    }
}

/// The counters and chains that a command moves on. Restored when it is refused.
struct HeadState: Sendable {
    var position: Int64
    var command: Int64
    var actors: Int64
    var persons: Int64
    var chain: [UInt8]
    var audit: [UInt8]
}

/// Decides one command over the overlay: pure, synchronous, without SQL (DESIGN section 2).
final class CommandDecision {
    let legs: LegTables
    let journal: Journal
    let door: Door
    var head: HeadState
    /// A commit holds at most this many documents of one command; what would be more is a command of its own.
    static let documentLimit = 1000

    init(legs: LegTables, journal: Journal, door: Door, head: HeadState) {
        self.legs = legs
        self.journal = journal
        self.door = door
        self.head = head
    }

    struct Decided {
        var answer: Answer
        var rest: [CommandBody]
    }

    private struct Run {
        let sequence: Int64
        let at: Moment
        let first: Int64
        var kinds: [UInt8] = []
        var rest: [CommandBody] = []
        var isHeld = false
        /// The encoded form of the document that the command submits as it is: the first one logged.
        var submitted: [UInt8]?
    }

    // MARK: Keys

    /// Names the keys that a command will surely need.
    func prefetch(_ stamped: StampedCommand) {
        let command = stamped.command
        journal.actors.want(actorKey(command.actor))
        if let key = externalKey(command) { journal.externals.want(.init(source: key.source, externalKey: key.key)) }
        if let token = stamped.token { door.persons.want(token) }
        switch command.body {
        case .channelOrder(let order): legs.orders.prefetch(order)
        case .salesIssue(let report):
            if report.notice != 0 {
                legs.warehouse.tables.tasks.want(report.notice)
            } else {
                journal.externals.want(.init(source: "shop:" + report.shop, externalKey: report.externalID))
            }
        case .cancellation(let request):
            journal.externals.want(.init(source: "shop:" + request.shop, externalKey: request.externalID))
        default: break
        }
    }

    /// Names what the rows read so far point to: the trade of a notice, of an order that came before.
    func prefetchLinked(_ stamped: StampedCommand) {
        switch stamped.command.body {
        case .salesIssue(let report) where report.notice != 0:
            if let trade = try? legs.warehouse.tables.tasks.rows(report.notice).first?.trade { legs.wantForIssue(trade: trade) }
        case .channelOrder(let order):
            let key = ExternalKeyRow.Key(source: "shop:" + order.shop, externalKey: order.externalID)
            if let trade = try? journal.externals.find(key)?.document {
                legs.want(trade: trade)
                legs.orders.tables.payments.want(trade)
            }
        default: break
        }
    }

    private func actorKey(_ actor: Actor) -> ActorRow.Key {
        .init(name: actor.name, position: actor.position, device: actor.device)
    }

    /// What makes this command happen once.
    private func externalKey(_ command: Command) -> ExternalKey? {
        switch command.body {
        case .channelOrder(let order):
            ExternalKey(source: "shop:" + order.shop, key: order.externalID, version: command.external?.version ?? 0)
        case .channelReturn(let returned):
            ExternalKey(source: "return:" + returned.shop, key: returned.externalID, version: command.external?.version ?? 0)
        case .masterRecord(let record):
            ExternalKey(source: "master:\(record.kind.rawValue)", key: record.code)
        default: command.external
        }
    }

    // MARK: Deciding

    /// Decides a command. Throws ``Unread`` when rows are missing; a refusal is an answer, and leaves only its audit row.
    func decide(_ stamped: StampedCommand) throws -> Decided {
        let before = head
        let marks = allTables.map { $0.mark() }
        do {
            return try decideOrRefuse(stamped)
        } catch let refusal as any Refusal {
            for (table, mark) in zip(allTables, marks) { table.rollback(to: mark) }
            head = before
            return try refuse(stamped, refusal)
        } catch {
            for (table, mark) in zip(allTables, marks) { table.rollback(to: mark) }
            head = before
            throw error
        }
    }

    lazy var allTables: [any OverlayTable] = journal.tables + legs.tables + door.tables

    private func decideOrRefuse(_ stamped: StampedCommand) throws -> Decided {
        var command = stamped.command
        try CommandBounds.check(command.body)
        let unsealed = (marks: door.tables.map { $0.mark() }, persons: head.persons)
        try seal(&command, stamped)
        let documentBody = bodyDocument(command.body)?.encoded()
        let content = documentBody ?? command.encoded()
        let key = externalKey(command)
        var version: Int64 = 0
        var known: ExternalKeyRow?
        let fingerprint = key == nil ? 0 : HashChain.fingerprint(content)
        if let key {
            known = try journal.externals.find(.init(source: key.source, externalKey: key.key))
            version = key.version
            if let known {
                if version == 0 { version = known.fingerprint == fingerprint ? known.version : known.version + 1 }
                if version < known.version {
                    // No document names what it said of a person: keep none of it.
                    for (table, mark) in zip(door.tables, unsealed.marks) { table.rollback(to: mark) }
                    head.persons = unsealed.persons
                    return try answerStale(stamped, version)
                }
                if version == known.version {
                    guard known.fingerprint == fingerprint else {
                        throw FormRefusal.conflict(source: key.source, key: key.key, version: version)
                    }
                    return try answerAgain(known)
                }
            } else if version == 0 {
                version = 1
            }
        }
        head.command += 1
        var run = Run(sequence: head.command, at: stamped.at, first: head.position + 1, submitted: documentBody)
        try execute(command.body, known: known, &run)
        let document = run.kinds.isEmpty ? 0 : run.first
        if let key {
            journal.externals.put(
                ExternalKeyRow(
                    source: key.source, externalKey: key.key, version: version, fingerprint: fingerprint, command: run.sequence,
                    document: known?.document ?? document))
        }
        try finishContinuation(stamped)
        let repeatsBody = documentBody != nil && command.external == nil || isChannelOrder(command.body)
        let row = try record(
            stamped, outcome: run.isHeld ? .held : .accepted, version: version, first: document, kinds: run.kinds, refusal: "",
            body: repeatsBody && documentBody != nil && !run.kinds.isEmpty ? [] : documentBody == nil ? content : command.encoded())
        return Decided(answer: row.answer(), rest: run.rest)
    }

    private func isChannelOrder(_ body: CommandBody) -> Bool {
        if case .channelOrder = body { return true }
        return false
    }

    /// The document that a command submits as it is, if it does.
    private func bodyDocument(_ body: CommandBody) -> Document? {
        switch body {
        case .masterRecord(let value): .masterRecord(value)
        case .openingStock(let value): .openingStock(value)
        case .purchaseReceipt(let value): .purchaseReceipt(value)
        case .channelOrder(let value): .channelOrder(value)
        default: nil
        }
    }

    /// Replaces personal data by its reference.
    private func seal(_ command: inout Command, _ stamped: StampedCommand) throws {
        guard let recipient = command.recipient, case .channelOrder(var order) = command.body, let draw = stamped.draw,
            let token = stamped.token
        else {
            command.recipient = nil
            return
        }
        let sealed = try door.seal(
            token: token, content: recipient.sealedContent, draw: draw
        ) {
            head.persons += 1
            return head.persons
        }
        order.recipient = PersonReference(person: sealed.person, digest: sealed.digest)
        command.body = .channelOrder(order)
        command.recipient = nil
    }

    private func answerAgain(_ known: ExternalKeyRow) throws -> Decided {
        guard let row = try journal.commands.find(known.command) else {
            preconditionFailure("external key \(known.externalKey) names the missing command \(known.command)")
        }
        var answer = row.answer()
        answer.outcome = .duplicate
        return Decided(answer: answer, rest: [])
    }

    private func answerStale(_ stamped: StampedCommand, _ version: Int64) throws -> Decided {
        head.command += 1
        let row = try record(stamped, outcome: .stale, version: version, first: 0, kinds: [], refusal: "", body: [])
        return Decided(answer: row.answer(), rest: [])
    }

    private func refuse(_ stamped: StampedCommand, _ refusal: any Refusal) throws -> Decided {
        head.command += 1
        try finishContinuation(stamped)
        let text = [refusal.code, refusal.chinese, refusal.english].joined(separator: "\n")
        let row = try record(stamped, outcome: .refused, version: 0, first: 0, kinds: [], refusal: text, body: [])
        return Decided(answer: row.answer(), rest: [])
    }

    /// A continuation is done once it is decided, accepted or refused.
    private func finishContinuation(_ stamped: StampedCommand) throws {
        guard stamped.continuation != 0, var row = try journal.continuations.find(stamped.continuation) else { return }
        row.body = []
        journal.continuations.put(row)
    }

    /// Writes the audit row, a link of the audit chain.
    private func record(
        _ stamped: StampedCommand, outcome: Outcome, version: Int64, first: Int64, kinds: [UInt8], refusal: String, body: [UInt8]
    ) throws -> CommandRow {
        let actor = stamped.command.actor
        let actorNumber: Int64
        if let known = try journal.actors.find(actorKey(actor)) {
            actorNumber = known.actor
        } else {
            head.actors += 1
            actorNumber = head.actors
            journal.actors.put(ActorRow(name: actor.name, position: actor.position, device: actor.device, actor: actorNumber))
        }
        var row = CommandRow(
            sequence: head.command, actor: actorNumber, receivedAt: stamped.at.milliseconds, kind: stamped.command.body.kind,
            version: version, outcome: outcome.rawValue, first: first, kinds: kinds, refusal: refusal, body: body, hash: [])
        row.hash = row.link(after: head.audit)
        head.audit = row.hash
        journal.commands.put(row)
        return row
    }

    // MARK: Executing

    private func execute(_ body: CommandBody, known: ExternalKeyRow?, _ run: inout Run) throws {
        switch body {
        case .masterRecord(let record):
            try legs.masters.validate(record)
            try cascade([(.masterRecord(record), 0, run.at)], &run)
            if case .channelItem(let mapping) = record {
                let group = HeldLineRow.Group(shop: mapping.shop, merchantCode: mapping.merchantCode)
                if try !legs.orders.tables.heldLines.head(group, 1).isEmpty {
                    run.rest.append(.releaseHeld(shop: mapping.shop, merchantCode: mapping.merchantCode))
                }
            }
        case .openingStock(let stock):
            try legs.warehouse.validate(stock.lines, into: stock.warehouse, record: DocumentKind.openingStock.chinese)
            try cascade([(.openingStock(stock), 0, stock.day.start)], &run)
        case .purchaseReceipt(let receipt):
            try legs.warehouse.validate(receipt.lines, into: receipt.warehouse, record: DocumentKind.purchaseReceipt.chinese)
            let supplierKey = MasterRecordRow.Key(kind: MasterKind.supplier.rawValue, code: receipt.supplier.text)
            guard try legs.masters.records.find(supplierKey) != nil else {
                throw FormRefusal.unknownRecord(kindChinese: "供应商", kindEnglish: "supplier", code: receipt.supplier.text)
            }
            try cascade([(.purchaseReceipt(receipt), 0, receipt.happenedAt)], &run)
        case .channelOrder(let order):
            try legs.orders.validate(order)
            if let trade = known?.document {
                legs.want(trade: trade)
                legs.orders.tables.payments.want(trade)
            }
            try cascade([(.channelOrder(order), known?.document ?? 0, order.placedAt)], &run)
        case .salesIssue(var report):
            if report.notice == 0 { report.notice = try openNotice(of: report) }
            let issue = try legs.warehouse.decide(report)
            legs.wantForIssue(trade: issue.trade)
            try cascade([(.salesIssue(issue), report.notice, report.happenedAt)], &run)
        case .cancellation(let request): try cancel(request, &run)
        case .channelReturn(var returned):
            let key = ExternalKeyRow.Key(source: "shop:" + returned.shop, externalKey: returned.orderID)
            _ = try legs.masters.shop(returned.shop)
            returned.trade = returned.orderID.isEmpty ? 0 : try journal.externals.find(key)?.document ?? 0
            if returned.trade == 0 { run.isHeld = true }
            try cascade([(.channelReturn(returned), returned.trade, returned.happenedAt)], &run)
        case .sealVouchers(let book, let day):
            let (vouchers, isMore) = try legs.books.decideSealing(book: book, through: day)
            for voucher in vouchers {
                let bundle = voucher.bundle / 8
                try cascade([(.voucher(voucher), bundle, voucher.day.start)], &run)
            }
            if isMore { run.rest.append(.sealVouchers(book: book, through: day)) }
        case .releaseWaiting(let warehouse, let item):
            let (issued, isMore) = try legs.orders.decideRelease(warehouse: warehouse, item: item, at: run.at)
            for notice in issued { try cascade([(notice.document, 0, notice.happenedAt)], &run) }
            if isMore { run.rest.append(.releaseWaiting(warehouse: warehouse, item: item)) }
        case .releaseHeld(let shop, let merchantCode): try releaseHeld(shop, merchantCode, &run)
        }
    }

    /// The notice that an issue means when it names its order.
    private func openNotice(of report: IssueReport) throws -> Int64 {
        let key = ExternalKeyRow.Key(source: "shop:" + report.shop, externalKey: report.externalID)
        guard let trade = try journal.externals.find(key)?.document else {
            throw OrdersRefusal.noSuchOrder(shop: report.shop, externalID: report.externalID)
        }
        var open: [Int64: String] = [:]
        for row in try legs.orders.tables.reservations.rows(trade) where row.open > 0 && row.notice != 0 {
            if report.warehouse.isEmpty || row.warehouse == report.warehouse { open[row.notice] = row.warehouse }
        }
        guard let notice = open.keys.min() else {
            throw LoopRefusal.noOpenNotice(externalID: report.externalID, warehouse: report.warehouse)
        }
        guard open.count == 1 else {
            throw LoopRefusal.severalNotices(externalID: report.externalID, warehouses: Set(open.values).sorted())
        }
        return notice
    }

    private func cancel(_ request: CancellationRequest, _ run: inout Run) throws {
        let key = ExternalKeyRow.Key(source: "shop:" + request.shop, externalKey: request.externalID)
        guard let trade = try journal.externals.find(key)?.document else {
            throw OrdersRefusal.noSuchOrder(shop: request.shop, externalID: request.externalID)
        }
        legs.want(trade: trade)
        let cancellation = try legs.orders.decide(request, trade: trade)
        let order = try legs.orders.tables.orders.find(trade)
        try cascade([(.cancellation(cancellation), order?.salesOrder ?? trade, run.at)], &run)
    }

    /// One mapping frees all that wait for it, a bounded number a commit.
    private func releaseHeld(_ shop: String, _ merchantCode: String, _ run: inout Run) throws {
        let group = HeldLineRow.Group(shop: shop, merchantCode: merchantCode)
        let waiting = try legs.orders.tables.heldLines.head(group, OrdersTables.queueBound)
        for row in waiting { legs.orders.tables.orders.want(row.trade) }
        var orders: [(trade: Int64, channelOrder: Int64)] = []
        for row in waiting {
            if let order = try legs.orders.tables.orders.find(row.trade) {
                orders.append((row.trade, order.channelOrder))
                journal.log.want(order.channelOrder)
            }
        }
        for (trade, _) in orders { legs.want(trade: trade) }
        let before = run.kinds.count
        // One order's unread rows do not keep the others from naming theirs: the passes stay few however many orders wait.
        var unread: (any Error)?
        for (trade, position) in orders {
            do {
                guard let (row, document) = try journal.document(at: position), case .channelOrder(let order) = document else { continue }
                let issued = try legs.orders.decideHeld(order, trade: trade)
                try issue(issued, under: row.position, &run)
            } catch {
                guard error is Unread || unread != nil else { throw error }
                if unread == nil { unread = error }
            }
        }
        if let unread { throw unread }
        // Where nothing more can be released the rest would be the same rows again.
        if waiting.count == OrdersTables.queueBound && run.kinds.count > before {
            run.rest.append(.releaseHeld(shop: shop, merchantCode: merchantCode))
        }
    }

    // MARK: Cascade

    /// Logs documents and lets the legs take them, level by level, until nothing follows.
    private func cascade(_ first: [(Document, Int64, Moment)], _ run: inout Run) throws {
        var queue = try first.map { try log($0.0, source: $0.1, happenedAt: $0.2, &run) }
        try work(through: &queue, &run)
    }

    private func issue(_ issued: [IssuedDocument], under source: Int64, _ run: inout Run) throws {
        var queue = try logAll(issued, under: source, &run)
        try work(through: &queue, &run)
    }

    private func work(through queue: inout [LoggedDocument], _ run: inout Run) throws {
        var next = 0
        while next < queue.count {
            let logged = queue[next]
            next += 1
            var issued = try legs.take(logged)
            try legs.apply(logged)
            if Routes.legs(for: logged.document.kind).contains(.orders) {
                let (freed, rest) = try legs.orders.follow(logged)
                issued += freed
                run.rest += rest
            }
            queue += try logAll(issued, under: logged.position, &run)
        }
    }

    /// A notice or receivable that comes with a sales order follows from it.
    private func logAll(_ issued: [IssuedDocument], under source: Int64, _ run: inout Run) throws -> [LoggedDocument] {
        var logged: [LoggedDocument] = []
        var parent = source
        for item in issued {
            let document = try log(item.document, source: parent, happenedAt: item.happenedAt, &run)
            if item.document.kind == .salesOrder { parent = document.position }
            logged.append(document)
        }
        return logged
    }

    private func log(_ document: Document, source: Int64, happenedAt: Moment, _ run: inout Run) throws -> LoggedDocument {
        guard run.kinds.count < CommandDecision.documentLimit else {
            throw LoopRefusal.tooManyDocuments(limit: CommandDecision.documentLimit)
        }
        head.position += 1
        if case .salesOrder(let sale) = document, sale.state == .held { run.isHeld = true }
        var row = LogRow(
            position: head.position, kind: document.kind.rawValue, command: run.sequence, source: source,
            happenedAt: happenedAt.milliseconds, recordedAt: run.at.milliseconds, body: run.submitted ?? document.encoded(), hash: [])
        run.submitted = nil
        row.hash = row.link(after: head.chain)
        head.chain = row.hash
        journal.log.put(row)
        run.kinds.append(UInt8(document.kind.rawValue))
        return LoggedDocument(
            position: head.position, document: document, source: source, happenedAt: happenedAt, recordedAt: run.at)
    }
}

/// What the Loop itself refuses.
public enum LoopRefusal: Refusal, Hashable {
    case tooManyDocuments(limit: Int)
    case storeFailed(message: String)
    case noOpenNotice(externalID: String, warehouse: String)
    case severalNotices(externalID: String, warehouses: [String])

    public var code: String {
        switch self {
        case .tooManyDocuments: "tooManyDocuments"
        case .storeFailed: "storeFailed"
        case .noOpenNotice: "noOpenNotice"
        case .severalNotices: "severalNotices"
        }
    }
    public var chinese: String {
        switch self {
        case .tooManyDocuments(let limit): "一条命令最多产生 \(limit) 张单据。请把它拆成几条较小的命令。"
        case .storeFailed(let message): "存储未能接受该命令,未做任何更改:\(message)。请修正后重新推送。"
        case .noOpenNotice(let externalID, let warehouse):
            "平台订单 \(externalID)\(warehouse.isEmpty ? "" : " 在仓库 \(warehouse)")没有待出库的通知单。请核对订单状态。"
        case .severalNotices(let externalID, let warehouses):
            "平台订单 \(externalID) 有多张待出库通知单(仓库 \(warehouses.joined(separator: "、")))。请指明仓库或通知单号。"
        }
    }
    public var english: String {
        switch self {
        case .tooManyDocuments(let limit): "One command makes at most \(limit) documents. Cut it into smaller ones."
        case .storeFailed(let message):
            "The store could not take this command and nothing was changed: \(message). Correct it and push again."
        case .noOpenNotice(let externalID, let warehouse):
            "Channel order \(externalID) has no open delivery notice\(warehouse.isEmpty ? "" : " at \(warehouse)"). Check where the order stands."
        case .severalNotices(let externalID, let warehouses):
            "Channel order \(externalID) has several open notices (\(warehouses.joined(separator: ", "))). Name the warehouse or the notice."
        }
    }
}

extension Recipient {
    /// The bytes that are sealed: each field with its length.
    var sealedContent: [UInt8] {
        var bytes: [UInt8] = []
        for field in [buyer, name, telephone, address, note] {
            let text = Array(field.utf8)
            withUnsafeBytes(of: UInt32(text.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes += text
        }
        return bytes
    }
}
