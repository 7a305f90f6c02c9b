import Crypto
import Foundation

/// The keys that wrap each person's key, by id, and the key of the search tokens. Rotation adds a key and makes it current;
/// older ones still open what they wrapped.
public struct KeyRing: Sendable {
    public private(set) var current: Int64
    private var keys: [Int64: SymmetricKey]
    /// The code of a search token before its name: the key is taken in once.
    private let searching: HMAC<SHA256>

    /// `seed` must be 64 secret bytes: 32 for the first wrapping key, 32 for search tokens.
    public init?(seed: [UInt8]) {
        guard seed.count == 64 else { return nil }
        current = 1
        keys = [1: SymmetricKey(data: seed[0..<32])]
        searching = HMAC<SHA256>(key: SymmetricKey(data: seed[32..<64]))
    }

    /// Adds a key and makes it current.
    public mutating func rotate(to key: [UInt8]) {
        current += 1
        keys[current] = SymmetricKey(data: key)
    }

    /// Reads a ring from its file, or makes one with the system's random generator (readable by its owner only).
    public static func load(path: String) throws -> KeyRing {
        if let text = try? String(contentsOfFile: path, encoding: .utf8) {
            let lines = text.split(separator: "\n").map(String.init)
            guard let first = lines.first, let seed = Data(base64Encoded: first), var ring = KeyRing(seed: [UInt8](seed)) else {
                throw SealError.keyFile(path: path)
            }
            for line in lines.dropFirst() {
                guard let key = Data(base64Encoded: line), key.count == 32 else { throw SealError.keyFile(path: path) }
                ring.rotate(to: [UInt8](key))
            }
            return ring
        }
        var generator = SystemRandomNumberGenerator()
        let seed = (0..<64).map { _ in UInt8.random(in: 0...255, using: &generator) }
        guard let ring = KeyRing(seed: seed), write(Data((Data(seed).base64EncodedString() + "\n").utf8), to: path) else {
            throw SealError.keyFile(path: path)
        }
        return ring
    }

    /// Makes the file, for its owner only, and brings it to the disk with its folder's entry: what is sealed with a key that a power cut
    /// takes is lost. Never writes over a file.
    private static func write(_ content: Data, to path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { return false }
        let written = content.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
        let isDurable = written == content.count && fsync(file) == 0
        close(file)
        let folder = open(
            (path as NSString).deletingLastPathComponent.isEmpty ? "." : (path as NSString).deletingLastPathComponent, O_RDONLY)
        guard folder >= 0 else { return false }
        defer { close(folder) }
        return isDurable && fsync(folder) == 0
    }

    func wrappingKey(_ id: Int64) throws -> SymmetricKey {
        guard let key = keys[id] else { throw SealError.unknownKey(id: id) }
        return key
    }

    /// The search token of a person: equal names of one channel account give equal tokens, and nothing else can be read from it.
    public func token(_ name: String) -> [UInt8] {
        var code = searching
        code.update(data: Array(name.utf8))
        return Array(code.finalize().prefix(16))
    }
}

public enum SealError: Error, Sendable, CustomStringConvertible {
    case keyFile(path: String)
    case unknownKey(id: Int64)
    case erased(person: Int64)
    case damaged(person: Int64)

    public var description: String {
        switch self {
        case .keyFile(let path): "密钥文件 \(path) 无法读取或创建 / the key file \(path) cannot be read or made"
        case .unknownKey(let id): "密钥环没有编号 \(id) 的密钥 / the key ring has no key \(id)"
        case .erased(let person): "个人信息档 \(person) 已被删除 / person record \(person) was erased"
        case .damaged(let person): "个人信息档 \(person) 校验失败 / person record \(person) fails its check"
        }
    }
}
