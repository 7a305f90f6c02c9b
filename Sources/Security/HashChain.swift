import Crypto

/// A chain of SHA-256 hashes in log order: each link covers the one before and its own content (INV-13).
public enum HashChain {
    /// The link after `previous`; numbers are hashed big-endian, so content cannot slide from one field into the next.
    public static func link(after previous: [UInt8], _ numbers: [Int64], _ content: [UInt8], _ more: [UInt8] = []) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: previous)
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: numbers.count + 2) { buffer in
            for (index, number) in numbers.enumerated() { buffer[index] = number.bigEndian }
            buffer[numbers.count] = Int64(content.count).bigEndian
            buffer[numbers.count + 1] = Int64(more.count).bigEndian
            hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
        }
        hash.update(data: content)
        hash.update(data: more)
        return Array(hash.finalize())
    }

    /// The first link's predecessor.
    public static let origin = [UInt8](repeating: 0, count: 32)

    /// 64 bits of a content's hash, to tell equal content from other.
    public static func fingerprint(_ content: [UInt8]) -> Int64 {
        var value: UInt64 = 0
        for byte in SHA256.hash(data: content).prefix(8) { value = value << 8 | UInt64(byte) }
        return Int64(bitPattern: value)
    }
}
