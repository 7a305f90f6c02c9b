import Crypto
import Foundation
import Kernel
import Storage

/// Random bytes for one command, drawn before anything is decided, so that decisions stay pure.
public struct SealDraw: Sendable {
    let key: [UInt8]
    let nonce: [UInt8]

    public static let byteCount = 44

    /// From 44 random bytes: 32 for a new person's key, 12 for the nonce.
    public init(_ bytes: [UInt8]) {
        precondition(bytes.count == SealDraw.byteCount, "a draw has 44 bytes")
        key = Array(bytes[0..<32])
        nonce = Array(bytes[32..<44])
    }
}

/// Where random bytes come from: the system, or a seed in the World.
public protocol RandomSource: Sendable {
    func bytes(_ count: Int) -> [UInt8]
}

public struct SystemRandom: RandomSource {
    public init() {}

    public func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var result = [UInt8](repeating: 0, count: count)
        var index = 0
        while index < count {
            var word = generator.next()
            for _ in 0..<8 where index < count {
                result[index] = UInt8(truncatingIfNeeded: word)
                word >>= 8
                index += 1
            }
        }
        return result
    }
}

/// The door: seals personal data into one person record outside log and chain, before a leg sees the command
/// (DESIGN section 5; INV-14).
public final class Door {
    public let persons = Table<PersonRow>()
    public let recipients = Appendix<RecipientRow>(RecipientRow.self, .insertIfAbsent)
    private let ring: KeyRing

    public init(ring: KeyRing) { self.ring = ring }

    public var tables: [any OverlayTable] { [persons, recipients] }
    public static let schemas: [TableSchema] = [PersonRow.schema, RecipientRow.schema]

    /// Seals `content` for the person with this token. `nextPerson` gives the number of a new person.
    /// Answers the person and the digest of the content under the person's key.
    public func seal(
        token: [UInt8], content: [UInt8], draw: SealDraw, nextPerson: () -> Int64
    ) throws -> (person: Int64, digest: [UInt8]) {
        let personKey: SymmetricKey
        let person: Int64
        if let known = try persons.find(token) {
            guard !known.wrappedKey.isEmpty else { throw SealError.erased(person: known.person) }
            personKey = try AES.KeyWrap.unwrap(known.wrappedKey, using: ring.wrappingKey(known.ringKey))
            person = known.person
        } else {
            personKey = SymmetricKey(data: draw.key)
            person = nextPerson()
            let wrapped = try AES.KeyWrap.wrap(personKey, using: ring.wrappingKey(ring.current))
            persons.put(PersonRow(token: token, person: person, ringKey: ring.current, wrappedKey: [UInt8](wrapped)))
        }
        let digest = digest(content, personKey)
        // The digest names the content: a record that is there says the same.
        let box = try AES.GCM.seal(
            content, using: personKey, nonce: AES.GCM.Nonce(data: draw.nonce), authenticating: Door.context(person))
        recipients.append(RecipientRow(person: person, digest: digest, sealed: Array(box.nonce) + box.ciphertext + box.tag))
        return (person, digest)
    }

    private func digest(_ content: [UInt8], _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: content, using: key).prefix(16))
    }

    private static func context(_ person: Int64) -> [UInt8] {
        withUnsafeBytes(of: person.bigEndian) { Array($0) }
    }

    /// Opens a sealed record, for those with the right to see it.
    public func open(_ record: RecipientRow, of person: PersonRow) throws -> [UInt8] {
        guard !person.wrappedKey.isEmpty else { throw SealError.erased(person: person.person) }
        let key = try AES.KeyWrap.unwrap(person.wrappedKey, using: ring.wrappingKey(person.ringKey))
        guard let box = try? AES.GCM.SealedBox(combined: record.sealed),
            let clear = try? AES.GCM.open(box, using: key, authenticating: Door.context(person.person))
        else { throw SealError.damaged(person: person.person) }
        return [UInt8](clear)
    }
}
