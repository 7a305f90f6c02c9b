import CZlib
import Foundation
import Kernel

/// Why a file cannot be read at all.
public enum FileError: Refusal, Hashable {
    case cannotOpen(file: String, problem: String)
    case cannotRead(file: String, problem: String)
    /// The gzip stream is damaged or ends too early.
    case damagedGzip(file: String, afterBytes: Int64)
    case empty(file: String)
    /// The name for the rejects belongs to a file that is none.
    case notRejects(file: String)
    /// The name for the rejects is that of an input.
    case rejectsIsInput(file: String)

    public var code: String {
        switch self {
        case .cannotOpen: "cannotOpen"
        case .cannotRead: "cannotRead"
        case .damagedGzip: "damagedGzip"
        case .empty: "emptyFile"
        case .notRejects: "notRejects"
        case .rejectsIsInput: "rejectsIsInput"
        }
    }

    public var chinese: String {
        switch self {
        case .cannotOpen(let file, let problem): "打不开文件 \(file):\(problem)"
        case .cannotRead(let file, let problem): "读取文件 \(file) 出错:\(problem)"
        case .damagedGzip(let file, let bytes): "文件 \(file) 的 gzip 数据已损坏或不完整(解出 \(bytes) 字节之后)。请重新导出或重新传输。"
        case .empty(let file): "文件 \(file) 是空的。"
        case .notRejects(let file): "\(file) 已存在且不是拒收文件,不会覆盖。请用 --rejects 另指一个文件名。"
        case .rejectsIsInput(let file): "拒收文件 \(file) 与输入文件同名。请用 --rejects 另指一个文件名。"
        }
    }

    public var english: String {
        switch self {
        case .cannotOpen(let file, let problem): "File \(file) cannot be opened: \(problem)"
        case .cannotRead(let file, let problem): "File \(file) cannot be read: \(problem)"
        case .damagedGzip(let file, let bytes):
            "The gzip data of \(file) is damaged or cut off (after \(bytes) unpacked bytes). Export or transfer it again."
        case .empty(let file): "File \(file) is empty."
        case .notRejects(let file): "\(file) exists and is no rejects file; it stays. Name another file with --rejects."
        case .rejectsIsInput(let file): "The rejects file \(file) is one of the inputs. Name another file with --rejects."
        }
    }
}

/// The bytes of a file, in pieces: plain, or unpacked when the file is gzip (by its first two bytes, not its name).
public final class ByteSource {
    public let name: String
    /// Bytes of the file as it lies on the disk, and how many of them were read.
    public let size: Int64
    public private(set) var consumed: Int64 = 0
    public private(set) var unpacked: Int64 = 0

    private let handle: FileHandle
    private var stream = z_stream()
    private var isGzip = false
    private var ended = false
    private var packed: [UInt8] = []
    private var packedAt = 0
    private static let piece = 1 << 18

    public init(path: String) throws(FileError) {
        name = (path as NSString).lastPathComponent
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .cannotOpen(file: path, problem: "no such file")
        }
        guard !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path) else {
            throw .cannotOpen(file: path, problem: isFolder.boolValue ? "it is a folder" : "not readable")
        }
        self.handle = handle
        size = ((try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? NSNumber)?.int64Value ?? 0
        try fill()
        isGzip = packed.count >= 2 && packed[0] == 0x1f && packed[1] == 0x8b
        if isGzip { try startMember() }
    }

    deinit {
        if isGzip { inflateEnd(&stream) }
        try? handle.close()
    }

    private func startMember() throws(FileError) {
        stream = z_stream()
        // 15 + 16: the largest window, gzip framing with its checksum.
        guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damagedGzip(file: name, afterBytes: unpacked)
        }
    }

    private func fill() throws(FileError) {
        do {
            packed = try handle.read(upToCount: Self.piece).map { [UInt8]($0) } ?? []
        } catch {
            throw .cannotRead(file: name, problem: String(describing: error))
        }
        packedAt = 0
        consumed += Int64(packed.count)
    }

    /// The next piece; empty at the end.
    public func next() throws(FileError) -> [UInt8] {
        guard isGzip else {
            let piece = packed
            if !piece.isEmpty { try fill() }
            unpacked += Int64(piece.count)
            return piece
        }
        while !ended {
            if packedAt == packed.count {
                try fill()
                if packed.isEmpty { throw .damagedGzip(file: name, afterBytes: unpacked) }
            }
            var output = [UInt8](repeating: 0, count: Self.piece)
            var result: Int32 = Z_OK
            var produced = 0
            packed.withUnsafeMutableBufferPointer { input in
                output.withUnsafeMutableBufferPointer { room in
                    stream.next_in = input.baseAddress! + packedAt
                    stream.avail_in = UInt32(input.count - packedAt)
                    stream.next_out = room.baseAddress!
                    stream.avail_out = UInt32(room.count)
                    result = inflate(&stream, Z_NO_FLUSH)
                    packedAt = input.count - Int(stream.avail_in)
                    produced = room.count - Int(stream.avail_out)
                }
            }
            guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else {
                throw .damagedGzip(file: name, afterBytes: unpacked)
            }
            unpacked += Int64(produced)
            if result == Z_STREAM_END { try endMember() }
            if produced > 0 {
                output.removeSubrange(produced...)
                return output
            }
        }
        return []
    }

    /// A gzip file may have several members behind each other.
    private func endMember() throws(FileError) {
        if packedAt == packed.count { try fill() }
        guard packedAt < packed.count, packed[packedAt] == 0x1f else {
            ended = true
            return
        }
        inflateEnd(&stream)
        try startMember()
    }
}
