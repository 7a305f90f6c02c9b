import Foundation

/// One row of a CSV file: its cells as UTF-8 bytes in one buffer that the reader uses again for the next row.
public struct CSVRow {
    /// The physical line where the row starts, from 1.
    public internal(set) var line = 0
    var bytes: [UInt8] = []
    /// Where each cell ends in `bytes`.
    var ends: [Int] = []

    public var count: Int { ends.count }

    func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    /// The cell's text without what surrounds it (see ``TextTrimming``); `nil` when its bytes are no text.
    public func text(_ index: Int) -> String? {
        let whole = range(index)
        return bytes.withUnsafeBufferPointer { all -> String? in
            let own = TextTrimming.trimmed(all, whole)
            if own.isEmpty { return "" }
            let text = String(validating: all[own], as: UTF8.self)
            // Some systems write an accent as a mark of its own: one text, one form.
            return all[own].allSatisfy { $0 < 0x80 } ? text : text?.precomposedStringWithCanonicalMapping
        }
    }

    /// True when no cell says anything.
    var isBlank: Bool {
        bytes.withUnsafeBufferPointer { all in (0..<count).allSatisfy { TextTrimming.trimmed(all, range($0)).isEmpty } }
    }
}

/// What is wrong with a row as such.
enum CSVProblem: Equatable {
    /// A quote opens and is never closed, or is followed by something other than a delimiter, or swallows whole rows.
    case brokenQuote
}

/// A streaming CSV parser over bytes: quotes, doubled quotes, line breaks within quotes, LF, CRLF and CR, and the line number
/// of every row. A row with a broken quote costs only its first physical line: reading goes on with the next one.
final class CSVReader {
    enum Result {
        case row
        case broken(line: Int, CSVProblem)
        case end
    }

    private let text: DecodedText
    private let delimiter: UInt8
    private let quote: UInt8
    private var buffer: [UInt8] = []
    private var at = 0
    private var atEnd = false
    private var line = 1
    private(set) var row = CSVRow()
    /// How many cells the header has, once it is known: a quoted cell that holds whole lines of as many cells has lost its quote, and so
    /// has a row of several lines that is not as wide. More than two columns are needed to tell.
    var width = -1 {
        didSet { if width < 3 { width = -1 } }
    }
    /// A row longer than this has lost a quote.
    private static let longest = 1 << 20

    init(_ text: DecodedText, delimiter: UInt8, quote: UInt8 = UInt8(ascii: "\"")) {
        self.text = text
        self.delimiter = delimiter
        self.quote = quote
    }

    var progress: (consumed: Int64, size: Int64) { text.progress }

    /// Skips physical lines, whatever they hold.
    func skipLines(_ count: Int) throws {
        for _ in 0..<count { try skipLine() }
    }

    private func skipLine() throws {
        while true {
            while at < buffer.count {
                let byte = buffer[at]
                at += 1
                guard byte == 10 || byte == 13 else { continue }
                line += 1
                if byte == 13 {
                    if at == buffer.count, try !more() { return }
                    if buffer[at] == 10 { at += 1 }
                }
                return
            }
            if try !more() { return }
        }
    }

    /// Reads on: keeps what lies behind `at`. False at the end of the text.
    private func more() throws -> Bool {
        if atEnd { return false }
        if at > 0 {
            buffer.removeSubrange(..<at)
            at = 0
        }
        let piece = try text.next()
        if piece.isEmpty {
            atEnd = true
            return false
        }
        buffer += piece
        return true
    }

    /// Parses the next row into ``row``.
    func next() throws -> Result {
        while true {
            if at == buffer.count, try !more() { return .end }
            switch parse() {
            case .done(let end, let lines, let spans):
                if spans, !isWide { return try broken() }
                row.line = line
                line += lines
                at = end
                return .row
            case .needsMore:
                if atEnd || buffer.count - at > Self.longest { return try broken() }
                // At the end of the text the row is read again, as the last one.
                _ = try more()
            case .broken: return try broken()
            }
        }
    }

    /// Gives up the first physical line. ``row`` holds its cells cut at every delimiter, good enough to find whose row it was.
    private func broken() throws -> Result {
        let start = line
        row.line = start
        row.bytes.removeAll(keepingCapacity: true)
        row.ends.removeAll(keepingCapacity: true)
        for byte in buffer[at...].prefix(1 << 16) {
            if byte == 10 || byte == 13 { break }
            if byte == delimiter { row.ends.append(row.bytes.count) } else if byte != quote { row.bytes.append(byte) }
        }
        row.ends.append(row.bytes.count)
        try skipLine()
        return .broken(line: start, .brokenQuote)
    }

    /// True when the row is as wide as the header, or wider by empty cells only.
    private var isWide: Bool {
        width < 0 || row.count == width || row.count > width && (width..<row.count).allSatisfy { row.range($0).isEmpty }
    }

    /// How many cells a physical line has when its quotes are taken for letters.
    private func cells(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        range.reduce(1) { $0 + (bytes[$1] == delimiter ? 1 : 0) }
    }

    private enum Step {
        /// `spans`: a quoted cell holds the end of a line.
        case done(end: Int, lines: Int, spans: Bool)
        case needsMore
        case broken
    }

    private func parse() -> Step {
        row.bytes.removeAll(keepingCapacity: true)
        row.ends.removeAll(keepingCapacity: true)
        let isLast = atEnd
        return buffer.withUnsafeBufferPointer { bytes -> Step in
            var position = at
            var lines = 0
            var lineStart = at
            var firstCells = 0
            let count = bytes.count
            cells: while true {
                // One cell starts here.
                if position < count, bytes[position] == quote {
                    position += 1
                    let linesBefore = lines
                    inside: while true {
                        let start = position
                        while position < count, bytes[position] != quote {
                            let byte = bytes[position]
                            if byte == 10 || (byte == 13 && position + 1 < count && bytes[position + 1] != 10) {
                                let cells = cells(bytes, lineStart..<position)
                                // A lost quote leaves its own line as wide as the header, and the lines behind it, too.
                                if lines == 0 { firstCells = cells } else if firstCells == width, cells == width { return .broken }
                                lines += 1
                                lineStart = position + 1
                            }
                            position += 1
                        }
                        row.bytes.append(contentsOf: bytes[start..<position])
                        if position == count { return .needsMore }
                        position += 1
                        if position == count, !isLast { return .needsMore }
                        guard position < count, bytes[position] == quote else { break inside }
                        row.bytes.append(quote)
                        position += 1
                    }
                    if lines > linesBefore, firstCells == width {
                        // The quote may close one that was lost rows before: then its line is a whole row, too.
                        var end = position
                        while end < count, bytes[end] != 10, bytes[end] != 13 { end += 1 }
                        if end == count, !isLast { return .needsMore }
                        if cells(bytes, lineStart..<end) == width { return .broken }
                    }
                    while position < count, bytes[position] == 32 { position += 1 }
                    if position < count, bytes[position] != delimiter, bytes[position] != 10, bytes[position] != 13 { return .broken }
                } else {
                    let start = position
                    while position < count, bytes[position] != delimiter, bytes[position] != 10, bytes[position] != 13 { position += 1 }
                    row.bytes.append(contentsOf: bytes[start..<position])
                }
                row.ends.append(row.bytes.count)
                if position == count {
                    return isLast ? .done(end: position, lines: lines, spans: lines > 0) : .needsMore
                }
                if bytes[position] == delimiter {
                    position += 1
                    if position == count {
                        if !isLast { return .needsMore }
                        row.ends.append(row.bytes.count)
                        return .done(end: position, lines: lines, spans: lines > 0)
                    }
                    continue cells
                }
                if bytes[position] == 13 {
                    position += 1
                    if position == count, !isLast { return .needsMore }
                    if position < count, bytes[position] == 10 { position += 1 }
                } else {
                    position += 1
                }
                return .done(end: position, lines: lines + 1, spans: lines > 0)
            }
        }
    }
}
