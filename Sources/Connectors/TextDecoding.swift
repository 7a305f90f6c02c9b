import Foundation

/// How a file's text is encoded.
public enum TextEncoding: String, CaseIterable, Sendable {
    /// By the byte order mark; else UTF-8 when the whole file is strictly UTF-8; else by ``EncodingEvidence``.
    case automatic = "auto"
    case utf8 = "utf-8"
    case gb18030 = "gb18030"
    case utf16 = "utf-16"
    case utf16BigEndian = "utf-16be"
    case latin1 = "latin-1"
    case windows1252 = "windows-1252"

    fileprivate var converterName: String? {
        switch self {
        case .automatic, .utf8: nil
        case .gb18030: "GB18030"
        case .utf16: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .latin1: "ISO-8859-1"
        case .windows1252: "WINDOWS-1252"
        }
    }
}

/// Checks UTF-8 strictly over pieces: no overlong forms, no surrogates, nothing above U+10FFFF.
struct UTF8Check {
    private var needed = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF
    private(set) var isValid = true

    mutating func take(_ piece: [UInt8]) {
        guard isValid else { return }
        piece.withUnsafeBufferPointer { bytes in
            var at = 0
            while at < bytes.count {
                let byte = bytes[at]
                at += 1
                if needed > 0 {
                    guard byte >= low, byte <= high else {
                        isValid = false
                        return
                    }
                    needed -= 1
                    (low, high) = (0x80, 0xBF)
                } else if byte >= 0x80 {
                    switch byte {
                    case 0xC2...0xDF: needed = 1
                    case 0xE0: (needed, low) = (2, 0xA0)
                    case 0xED: (needed, high) = (2, 0x9F)
                    case 0xE1...0xEF: needed = 2
                    case 0xF0: (needed, low) = (3, 0x90)
                    case 0xF4: (needed, high) = (3, 0x8F)
                    case 0xF1...0xF3: needed = 3
                    default:
                        isValid = false
                        return
                    }
                }
            }
        }
    }

    /// True when everything was UTF-8 and nothing is cut off at the end.
    var result: Bool { isValid && needed == 0 }
}

/// The text of a file as UTF-8 bytes, in pieces, without a byte order mark. Bytes that the encoding cannot mean become the
/// byte 0xFF, which is never UTF-8, so the row that holds them is found and rejected.
final class DecodedText {
    let encoding: TextEncoding
    private let source: ByteSource
    private var converter: iconv_t?
    private var carried: [UInt8] = []
    private var isFirst = true
    /// `(size_t)-1`: how the C library says that a conversion stopped.
    private static let failed = Int(bitPattern: UInt.max)

    /// Decides the encoding: a byte order mark decides; without one an `automatic` file is read once, or twice when it is not UTF-8.
    static func decide(_ encoding: TextEncoding, path: String) throws -> TextEncoding {
        guard encoding == .automatic || encoding == .utf16 else { return encoding }
        let source = try ByteSource(path: path)
        var piece = try source.next()
        if piece.starts(with: [0xFF, 0xFE]) { return .utf16 }
        if piece.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        guard encoding == .automatic else { return encoding }
        if piece.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        var check = UTF8Check()
        while !piece.isEmpty, check.isValid {
            check.take(piece)
            piece = try source.next()
        }
        if check.result { return .utf8 }
        let again = try ByteSource(path: path)
        var evidence = EncodingEvidence()
        while true {
            let piece = try again.next()
            if piece.isEmpty { break }
            evidence.take(piece)
        }
        evidence.finish()
        return evidence.encoding
    }

    init(_ source: ByteSource, _ encoding: TextEncoding) {
        self.source = source
        self.encoding = encoding
        if let name = encoding.converterName {
            let opened = iconv_open("UTF-8", name)
            converter = opened == iconv_t(bitPattern: -1) ? nil : opened
        }
    }

    deinit {
        if let converter { iconv_close(converter) }
    }

    var progress: (consumed: Int64, size: Int64) { (source.consumed, source.size) }

    /// The next piece of text; empty at the end.
    func next() throws -> [UInt8] {
        while true {
            var piece = try source.next()
            let atEnd = piece.isEmpty
            if atEnd && carried.isEmpty { return [] }
            if isFirst, !atEnd {
                isFirst = false
                if encoding == .utf8 || encoding == .gb18030, piece.starts(with: [0xEF, 0xBB, 0xBF]) { piece.removeFirst(3) }
                if encoding == .utf16, piece.starts(with: [0xFF, 0xFE]) { piece.removeFirst(2) }
                if encoding == .utf16BigEndian, piece.starts(with: [0xFE, 0xFF]) { piece.removeFirst(2) }
            }
            let text = converter.map { convert($0, piece, atEnd: atEnd) } ?? piece
            if !text.isEmpty || atEnd { return text }
        }
    }

    private func convert(_ converter: iconv_t, _ piece: [UInt8], atEnd: Bool) -> [UInt8] {
        var input = carried + piece
        carried.removeAll(keepingCapacity: true)
        var output = [UInt8](repeating: 0, count: input.count * 3 + 16)
        var read = 0
        var written = 0
        let total = input.count
        input.withUnsafeMutableBytes { from in
            output.withUnsafeMutableBytes { to in
                while read < total {
                    var inputPointer: UnsafeMutablePointer<CChar>? = from.baseAddress!.assumingMemoryBound(to: CChar.self) + read
                    var outputPointer: UnsafeMutablePointer<CChar>? = to.baseAddress!.assumingMemoryBound(to: CChar.self) + written
                    var inputLeft = total - read
                    var outputLeft = to.count - written
                    let result = iconv(converter, &inputPointer, &inputLeft, &outputPointer, &outputLeft)
                    read = total - inputLeft
                    written = to.count - outputLeft
                    if result != Self.failed { break }
                    if errno == EINVAL && !atEnd { break }
                    // A byte that means nothing here: mark it and go on behind it.
                    to[written] = 0xFF
                    written += 1
                    read += 1
                }
            }
        }
        if read < total { carried = Array(input[read...]) }
        output.removeSubrange(written...)
        return output
    }
}
