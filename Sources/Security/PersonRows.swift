import Storage

/// A person known by a search token; the key that opens the records is wrapped under the ring. Outside log and chain.
public struct PersonRow: TableRow, Hashable {
    public typealias Key = [UInt8]

    public var token: [UInt8]
    public var person: Int64
    public var ringKey: Int64
    public var wrappedKey: [UInt8]

    public init(token: [UInt8], person: Int64, ringKey: Int64, wrappedKey: [UInt8]) {
        self.token = token
        self.person = person
        self.ringKey = ringKey
        self.wrappedKey = wrappedKey
    }

    public static let schema = TableSchema(
        "person", [.blob("token"), .integer("person"), .integer("ring_key"), .blob("wrapped_key")],
        key: ["token"], indexes: [TableIndex("person_number", on: ["person"], unique: true)])

    public var key: Key { token }

    public func write(to sink: any ColumnSink) {
        sink.blob(token)
        sink.integer(person)
        sink.integer(ringKey)
        sink.blob(wrappedKey)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.blob(key)
    }

    public init(from columns: any ColumnSource) {
        token = columns.blob()
        person = columns.integer()
        ringKey = columns.integer()
        wrappedKey = columns.blob()
    }
}

/// What one document said of a person, sealed with the key of that person.
public struct RecipientRow: TableRow, Hashable {
    public struct Key: Hashable, Sendable {
        public var person: Int64
        public var digest: [UInt8]

        public init(person: Int64, digest: [UInt8]) {
            self.person = person
            self.digest = digest
        }
    }

    public var person: Int64
    public var digest: [UInt8]
    public var sealed: [UInt8]

    public init(person: Int64, digest: [UInt8], sealed: [UInt8]) {
        self.person = person
        self.digest = digest
        self.sealed = sealed
    }

    public static let schema = TableSchema("recipient", [.integer("person"), .blob("digest"), .blob("sealed")], key: ["person", "digest"])

    public var key: Key { Key(person: person, digest: digest) }

    public func write(to sink: any ColumnSink) {
        sink.integer(person)
        sink.blob(digest)
        sink.blob(sealed)
    }

    public static func write(key: Key, to sink: any ColumnSink) {
        sink.integer(key.person)
        sink.blob(key.digest)
    }

    public init(from columns: any ColumnSource) {
        person = columns.integer()
        digest = columns.blob()
        sealed = columns.blob()
    }
}
