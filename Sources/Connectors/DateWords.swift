/// The words and signs in dates that are not digits.
enum DateWords {
    private static let months: [[UInt8]] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ].map { Array($0.utf8) }

    /// As spreadsheets write them in Chinese: false before noon, true behind it.
    private static let halfDays: [(word: [UInt8], isAfternoon: Bool)] = [("上午", false), ("下午", true)].map { (Array($0.0.utf8), $0.1) }

    /// A month's English name, whole or its first three letters (`Sept` too), perhaps with a point behind it.
    static func month(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int? {
        var end = at
        while end < bytes.count, (97...122).contains(bytes[end] | 32) { end += 1 }
        let word = bytes[at..<end].map { $0 | 32 }
        guard word.count >= 3, let found = months.firstIndex(where: { $0.starts(with: word) }) else { return nil }
        at = end
        if at < bytes.count, bytes[at] == UInt8(ascii: "."), word.count < months[found].count { at += 1 }
        return found + 1
    }

    static func chineseHalfDay(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Bool? {
        guard at + 6 <= bytes.count, bytes[at] >= 0x80 else { return nil }
        for (word, isAfternoon) in halfDays where bytes[at..<(at + 6)].elementsEqual(word) {
            at += 6
            return isAfternoon
        }
        return nil
    }

    /// `AM` or `pm`.
    static func halfDay(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Bool? {
        guard at + 1 < bytes.count, bytes[at + 1] | 32 == UInt8(ascii: "m") else { return nil }
        let first = bytes[at] | 32
        guard first == UInt8(ascii: "a") || first == UInt8(ascii: "p") else { return nil }
        at += 2
        return first == UInt8(ascii: "p")
    }

    /// The minutes east of Greenwich of `Z`, `UTC`, `GMT`, `+08:00`, `+0800`, `+08`, also both: `GMT+0800`.
    static func zone(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int? {
        guard at < bytes.count else { return nil }
        var isNamed = false
        if bytes[at] | 32 == UInt8(ascii: "z") {
            at += 1
            return 0
        }
        if at + 3 <= bytes.count {
            let word = bytes[at..<(at + 3)].map { $0 | 32 }
            if word == Array("utc".utf8) || word == Array("gmt".utf8) {
                at += 3
                isNamed = true
            }
        }
        guard at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") else { return isNamed ? 0 : nil }
        let west = bytes[at] == UInt8(ascii: "-")
        at += 1
        guard let hours = twoDigits(bytes, &at), hours <= 14 else { return nil }
        if at < bytes.count, bytes[at] == UInt8(ascii: ":") { at += 1 }
        var minutes = 0
        if at < bytes.count {
            guard let found = twoDigits(bytes, &at), found < 60 else { return nil }
            minutes = found
        }
        return (hours * 60 + minutes) * (west ? -1 : 1)
    }

    private static func twoDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int? {
        guard at + 2 <= bytes.count, (48...57).contains(bytes[at]), (48...57).contains(bytes[at + 1]) else { return nil }
        at += 2
        return Int(bytes[at - 2] - 48) * 10 + Int(bytes[at - 1] - 48)
    }
}

/// The minutes east of Greenwich of `+08:00`, `-0300`, `Z`.
enum ZoneOffset {
    static func minutes(_ text: String) -> Int? {
        if text == "Z" || text == "UTC" { return 0 }
        var rest = text[...]
        let sign: Int
        switch rest.popFirst() {
        case "+": sign = 1
        case "-": sign = -1
        default: return nil
        }
        rest.removeAll { $0 == ":" }
        guard rest.utf8.count == 4, rest.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(rest) else { return nil }
        guard number / 100 <= 14, number % 100 < 60 else { return nil }
        return sign * (number / 100 * 60 + number % 100)
    }
}
