import Documents
import Kernel
import Orders
import Security
import Storage
import Wire

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
    let allTables: [any OverlayTable]
    private let marks = CommandMarks()
    /// A commit holds at most this many documents of one command; what would be more is a command of its own.
    static let documentLimit = 1000

    init(legs: LegTables, journal: Journal, door: Door, head: HeadState) {
        self.legs = legs
        self.journal = journal
        self.door = door
        self.head = head
        allTables = journal.tables + legs.tables + door.tables
        for table in allTables { table.join(marks) }
    }

    struct Decided {
        var answer: Answer
        var rest: [CommandBody]
    }

    struct Run {
        let sequence: Int64
        let at: Moment
        let first: Int64
        var kinds: [UInt8] = []
        var rest: [CommandBody] = []
        var isHeld = false
        /// The encoded form of the document that the command submits as it is: the first one logged.
        var submitted: [UInt8]?
        /// The Loop itself asks, not a caller.
        var isOwn = false
        /// Who asks.
        var actor = ""
        var device = ""
        /// The same as documents name people.
        var staff: Staff { Staff(fingerprint: HashChain.fingerprint(Array(actor.utf8))) }
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
        default:
            prefetchReference(of: command.body)
            prefetchPurchase(command.body)
            prefetchReturn(command.body)
            prefetchBusiness(command.body)
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
        default:
            prefetchReferred(by: stamped.command.body)
            prefetchLinkedPurchase(stamped.command.body)
            prefetchLinkedReturn(stamped.command.body)
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
        case .channelRefund(let refund):
            ExternalKey(source: "refund:" + refund.shop, key: refund.externalID, version: command.external?.version ?? 0)
        case .masterRecord(let record):
            ExternalKey(source: "master:\(record.kind.rawValue)", key: record.code)
        default: command.external
        }
    }

    // MARK: Deciding

    /// Decides a command. Throws ``Unread`` when rows are missing; a refusal is an answer, and leaves only its audit row.
    func decide(_ stamped: StampedCommand) throws -> Decided {
        let before = head
        marks.begin()
        do {
            return try decideOrRefuse(stamped)
        } catch let refusal as any Refusal {
            marks.rollback()
            head = before
            return try refuse(stamped, refusal)
        } catch {
            marks.rollback()
            head = before
            throw error
        }
    }

    private func decideOrRefuse(_ stamped: StampedCommand) throws -> Decided {
        var command = stamped.command
        try CommandBounds.check(command)
        let persons = head.persons
        try seal(&command, stamped)
        let documentBody = bodyDocument(command.body)?.encoded()
        let content = documentBody ?? command.encodedWithoutActor()
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
                    marks.rollback()
                    head.persons = persons
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
        if let key, let known { try refuseAmendment(of: command.body, known, key: key) }
        var run = Run(
            sequence: head.command, at: stamped.at, first: head.position + 1, submitted: documentBody, isOwn: stamped.isOwn,
            actor: command.actor.name, device: command.actor.device)
        try execute(command.body, known: known, &run)
        let document = run.kinds.isEmpty ? 0 : run.first
        if let key {
            journal.externals.put(
                ExternalKeyRow(
                    source: key.source, externalKey: key.key, version: version, fingerprint: fingerprint, command: run.sequence,
                    document: known?.document ?? document))
        }
        try finishContinuation(stamped)
        // The first document says all of a command that submits it as it is: the trail need not keep it twice.
        let isInLog = documentBody != nil && !run.kinds.isEmpty && (command.external == nil || isChannelOrder(command.body))
        let row = try record(
            stamped, outcome: run.isHeld ? .held : .accepted, version: version, first: document, kinds: run.kinds, refusal: "",
            body: isInLog ? [] : documentBody == nil ? content : command.encodedWithoutActor())
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
        var actor = stamped.command.actor
        let actorNumber: Int64
        if let known = try journal.actors.find(actorKey(actor)) {
            actorNumber = known.actor
            // As the trail knows the actor: two ways to write one name are one name.
            actor = Actor(name: known.name, position: known.position, device: known.device)
        } else {
            head.actors += 1
            actorNumber = head.actors
            journal.actors.put(ActorRow(name: actor.name, position: actor.position, device: actor.device, actor: actorNumber))
        }
        var row = CommandRow(
            sequence: head.command, actor: actorNumber, receivedAt: stamped.at.milliseconds, kind: stamped.command.body.kind,
            version: version, outcome: outcome.rawValue, first: first, kinds: kinds, refusal: refusal, body: body, hash: [])
        row.hash = row.link(after: head.audit, by: actor)
        head.audit = row.hash
        journal.commands.put(row)
        return row
    }
}
