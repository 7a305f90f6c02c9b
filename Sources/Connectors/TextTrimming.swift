/// Takes away what surrounds a cell and is no part of it: blanks of every kind, marks without width, and the apostrophe that
/// spreadsheets put before numbers to keep them as text.
enum TextTrimming {
    /// The range of a cell's own text.
    static func trimmed(_ all: UnsafeBufferPointer<UInt8>, _ whole: Range<Int>) -> Range<Int> {
        var range = blanksTrimmed(all, whole)
        if range.count >= 3, all[range.lowerBound] == UInt8(ascii: "="), all[range.lowerBound + 1] == UInt8(ascii: "\""),
            all[range.upperBound - 1] == UInt8(ascii: "\"")
        {
            range = blanksTrimmed(all, (range.lowerBound + 2)..<(range.upperBound - 1))
        }
        if let first = range.first, all[first] == UInt8(ascii: "'") {
            range = blanksTrimmed(all, (first + 1)..<range.upperBound)
        }
        return range
    }

    /// A column's name as it is compared: headers and mappings are trimmed alike.
    static func trimmed(_ name: String) -> String {
        var name = name
        return name.withUTF8 { String(decoding: $0[trimmed($0, 0..<$0.count)], as: UTF8.self) }
    }

    private static func blanksTrimmed(_ all: UnsafeBufferPointer<UInt8>, _ whole: Range<Int>) -> Range<Int> {
        var (from, to) = (whole.lowerBound, whole.upperBound)
        front: while from < to {
            if all[from] <= 32 {
                from += 1
                continue
            }
            if all[from] < 0x80 { break }
            let width = blankWidth(all, from, to)
            if width == 0 { break front }
            from += width
        }
        back: while from < to {
            if all[to - 1] <= 32 {
                to -= 1
                continue
            }
            if all[to - 1] < 0x80 { break }
            for width in 2...3 where to - width >= from && blankWidth(all, to - width, to) == width {
                to -= width
                continue back
            }
            break
        }
        return from..<to
    }

    /// The length of the wide blank or mark without width that starts here; 0 when there is none.
    private static func blankWidth(_ all: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        if end - at >= 2, all[at] == 0xC2, all[at + 1] == 0xA0 { return 2 }
        guard end - at >= 3 else { return 0 }
        switch (all[at], all[at + 1], all[at + 2]) {
        case (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF), (0xE2, 0x80, 0x80...0x8F), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0xA0): return 3
        default: return 0
        }
    }
}
