import Documents
import Storage

/// A document in the log, with its place in the hash chain.
public struct LogRow: TableRow, Hashable {
    public typealias Key = Int64

    public var position: Int64
    public var kind: Int64
    public var command: Int64
    public var source: Int64
    public var happenedAt: Int64
    public var recordedAt: Int64
    public var body: [UInt8]
    public var hash: [UInt8]

    public init(
        position: Int64, kind: Int64, command: Int64, source: Int64, happenedAt: Int64, recordedAt: Int64, body: [UInt8], hash: [UInt8]
    ) {
        self.position = position
        self.kind = kind
        self.command = command
        self.source = source
        self.happenedAt = happenedAt
        self.recordedAt = recordedAt
        self.body = body
        self.hash = hash
    }

    public static let schema = TableSchema(
        "log",
        [
            .integer("position"), .integer("kind"), .integer("command"), .integer("source"), .integer("happened_at"),
            .integer("recorded_at"), .blob("body"), .blob("hash"),
        ], key: ["position"], indexes: [TableIndex("log_source", on: ["source"])])

    public var key: Key { position }

    public func write(to sink: any ColumnSink) {
        sink.integer(position)
        sink.integer(kind)
        sink.integer(command)
        sink.integer(source)
        sink.integer(happenedAt)
        sink.integer(recordedAt)
        sink.blob(body)
        sink.blob(hash)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        position = columns.integer()
        kind = columns.integer()
        command = columns.integer()
        source = columns.integer()
        happenedAt = columns.integer()
        recordedAt = columns.integer()
        body = columns.blob()
        hash = columns.blob()
    }
}

/// The audit trail: who asked for what, and what became of it. `kinds` are the kinds of the documents from `first` on; `body` is empty when the first document says it all.
public struct CommandRow: TableRow, Hashable {
    public typealias Key = Int64

    public var sequence: Int64
    public var actor: Int64
    public var receivedAt: Int64
    public var kind: Int64
    public var version: Int64
    public var outcome: Int64
    public var first: Int64
    public var kinds: [UInt8]
    public var refusal: String
    public var body: [UInt8]
    public var hash: [UInt8]

    public init(
        sequence: Int64, actor: Int64, receivedAt: Int64, kind: Int64, version: Int64, outcome: Int64, first: Int64, kinds: [UInt8],
        refusal: String, body: [UInt8], hash: [UInt8]
    ) {
        self.sequence = sequence
        self.actor = actor
        self.receivedAt = receivedAt
        self.kind = kind
        self.version = version
        self.outcome = outcome
        self.first = first
        self.kinds = kinds
        self.refusal = refusal
        self.body = body
        self.hash = hash
    }

    public static let schema = TableSchema(
        "command",
        [
            .integer("sequence"), .integer("actor"), .integer("received_at"), .integer("kind"), .integer("version"), .integer("outcome"),
            .integer("first"), .blob("kinds"), .text("refusal"), .blob("body"), .blob("hash"),
        ], key: ["sequence"])

    public var key: Key { sequence }

    public func write(to sink: any ColumnSink) {
        sink.integer(sequence)
        sink.integer(actor)
        sink.integer(receivedAt)
        sink.integer(kind)
        sink.integer(version)
        sink.integer(outcome)
        sink.integer(first)
        sink.blob(kinds)
        sink.text(refusal)
        sink.blob(body)
        sink.blob(hash)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        sequence = columns.integer()
        actor = columns.integer()
        receivedAt = columns.integer()
        kind = columns.integer()
        version = columns.integer()
        outcome = columns.integer()
        first = columns.integer()
        kinds = columns.blob()
        refusal = columns.text()
        body = columns.blob()
        hash = columns.blob()
    }
}

/// An actor: person or program, position, device.
public struct ActorRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var name: String
        public var position: String
        public var device: String

        public init(name: String, position: String, device: String) {
            self.name = name
            self.position = position
            self.device = device
        }
    }

    public var name: String
    public var position: String
    public var device: String
    public var actor: Int64

    public init(name: String, position: String, device: String, actor: Int64) {
        self.name = name
        self.position = position
        self.device = device
        self.actor = actor
    }

    public static let schema = TableSchema(
        "actor", [.text("name"), .text("position"), .text("device"), .integer("actor")], key: ["name", "position", "device"])

    public var key: Key { Key(name: name, position: position, device: device) }

    public func write(to sink: any ColumnSink) {
        sink.text(name)
        sink.text(position)
        sink.text(device)
        sink.integer(actor)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.name)
        sink.text(key.position)
        sink.text(key.device)
    }

    public init(from columns: any ColumnSource) {
        name = columns.text()
        position = columns.text()
        device = columns.text()
        actor = columns.integer()
    }
}

/// What came from outside, once: newest version and its fingerprint, the command that took it and the first document ever made of it.
public struct ExternalKeyRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var source: String
        public var externalKey: String

        public init(source: String, externalKey: String) {
            self.source = source
            self.externalKey = externalKey
        }
    }

    public var source: String
    public var externalKey: String
    public var version: Int64
    public var fingerprint: Int64
    public var command: Int64
    public var document: Int64

    public init(source: String, externalKey: String, version: Int64, fingerprint: Int64, command: Int64, document: Int64) {
        self.source = source
        self.externalKey = externalKey
        self.version = version
        self.fingerprint = fingerprint
        self.command = command
        self.document = document
    }

    public static let schema = TableSchema(
        "external_key",
        [.text("source"), .text("external_key"), .integer("version"), .integer("fingerprint"), .integer("command"), .integer("document")],
        key: ["source", "external_key"])

    public var key: Key { Key(source: source, externalKey: externalKey) }

    public func write(to sink: any ColumnSink) {
        sink.text(source)
        sink.text(externalKey)
        sink.integer(version)
        sink.integer(fingerprint)
        sink.integer(command)
        sink.integer(document)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.text(key.source)
        sink.text(key.externalKey)
    }

    public init(from columns: any ColumnSource) {
        source = columns.text()
        externalKey = columns.text()
        version = columns.integer()
        fingerprint = columns.integer()
        command = columns.integer()
        document = columns.integer()
    }
}

/// A command that a commit left for the next one.
public struct ContinuationRow: TableRow, Hashable {
    public typealias Key = Int64

    public var id: Int64
    public var at: Int64
    public var body: [UInt8]

    public init(id: Int64, at: Int64, body: [UInt8]) {
        self.id = id
        self.at = at
        self.body = body
    }

    public static let schema = TableSchema(
        "continuation", [.integer("id"), .integer("at"), .blob("body")], key: ["id"],
        indexes: [TableIndex("continuation_open", on: ["id"], where: "LENGTH(body) > 0")])

    public var key: Key { id }

    public func write(to sink: any ColumnSink) {
        sink.integer(id)
        sink.integer(at)
        sink.blob(body)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        id = columns.integer()
        at = columns.integer()
        body = columns.blob()
    }
}

/// The head of the company: who decides, how far the log is, and both chains.
public struct HeadRow: TableRow, Hashable {
    public typealias Key = Int64

    public var id: Int64
    public var epoch: Int64
    public var position: Int64
    public var command: Int64
    public var actors: Int64
    public var persons: Int64
    public var chain: [UInt8]
    public var audit: [UInt8]
    public var holder: String
    public var leaseUntil: Int64
    public var batch: Int64

    public init(
        id: Int64, epoch: Int64, position: Int64, command: Int64, actors: Int64, persons: Int64, chain: [UInt8], audit: [UInt8],
        holder: String, leaseUntil: Int64, batch: Int64
    ) {
        self.id = id
        self.epoch = epoch
        self.position = position
        self.command = command
        self.actors = actors
        self.persons = persons
        self.chain = chain
        self.audit = audit
        self.holder = holder
        self.leaseUntil = leaseUntil
        self.batch = batch
    }

    public static let schema = TableSchema(
        "head",
        [
            .integer("id"), .integer("epoch"), .integer("position"), .integer("command"), .integer("actors"), .integer("persons"),
            .blob("chain"), .blob("audit"), .text("holder"), .integer("lease_until"), .integer("batch"),
        ], key: ["id"])

    public var key: Key { id }

    public func write(to sink: any ColumnSink) {
        sink.integer(id)
        sink.integer(epoch)
        sink.integer(position)
        sink.integer(command)
        sink.integer(actors)
        sink.integer(persons)
        sink.blob(chain)
        sink.blob(audit)
        sink.text(holder)
        sink.integer(leaseUntil)
        sink.integer(batch)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key)
    }

    public init(from columns: any ColumnSource) {
        id = columns.integer()
        epoch = columns.integer()
        position = columns.integer()
        command = columns.integer()
        actors = columns.integer()
        persons = columns.integer()
        chain = columns.blob()
        audit = columns.blob()
        holder = columns.text()
        leaseUntil = columns.integer()
        batch = columns.integer()
    }
}
