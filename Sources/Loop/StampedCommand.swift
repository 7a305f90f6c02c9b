import Documents
import Kernel
import Security

/// A command with the values that its decision may not fetch itself: its time and its random bytes.
struct StampedCommand: Sendable {
    let command: Command
    let at: Moment
    let draw: SealDraw?
    /// The search token of the person it names, made by the caller's thread.
    var token: [UInt8]?
    /// The number of the continuation row that this command came from, 0 for a caller's.
    var continuation: Int64 = 0
    /// Made by the Loop: what a commit left for later.
    var isOwn = false
}

extension StampedCommand {
    /// What the door adds to a caller's command before it is decided.
    init(_ command: Command, at moment: Moment, keyRing: KeyRing, random: any RandomSource) {
        self.init(
            command: command, at: moment, draw: command.recipient == nil ? nil : SealDraw(random.bytes(SealDraw.byteCount)),
            token: command.recipient.map { keyRing.token($0.buyer) })
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
