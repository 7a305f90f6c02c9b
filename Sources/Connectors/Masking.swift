/// Hides what could be personal in a value that people will read in a file.
enum Masked {
    /// For personal columns: nothing of the value stays.
    static let all = "***"

    /// For other columns, since a shifted row may carry a person's data in any of them: values are cut short, long runs of digits are
    /// hidden, mail addresses too, and text outside ASCII unless the column holds words such as states (`isWord`).
    static func careful(_ text: String, isWord: Bool = false) -> String {
        if text.contains("@") { return all }
        if !isWord, text.unicodeScalars.contains(where: { !$0.isASCII && !isDigit($0) }) { return all }
        return hidingDigits(text.prefix(40))
    }

    /// For order numbers, which may be long: hidden only where they could be a telephone or identity number, or a name.
    static func number(_ text: String) -> String {
        if text.contains("@") || text.unicodeScalars.contains(where: { !$0.isASCII }) { return all }
        let core = text.utf8.filter { $0 != 32 && $0 != 45 }
        let digits = core.filter { (48...57).contains($0) }
        // A mobile number, perhaps with its country code; a number with a trunk or country prefix; an identity number.
        let isMobile = digits.count == core.count && digits.count == 11 && digits[0] == 49 && digits[1] >= 51
        let isAbroad = (core.first == 43 || core.first == 48) && digits.count >= core.count - 1 && (9...15).contains(digits.count)
        let isIdentity = core.count == 18 && digits.count >= 17 && isBirthday(Array(digits[6..<14]))
        return isMobile || isAbroad || isIdentity ? all : String(text.prefix(40))
    }

    /// `yyyyMMdd` of somebody who may be alive.
    private static func isBirthday(_ digits: [UInt8]) -> Bool {
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        return (1900...2030).contains(number / 10_000) && (1...12).contains(number / 100 % 100) && (1...31).contains(number % 100)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar) || ("\u{FF10}"..."\u{FF19}").contains(scalar)
    }

    /// Runs of seven or more digits are hidden, also when blanks or dashes part them; a day such as 2026-02-30 stays, to be corrected.
    private static func hidingDigits(_ text: Substring) -> String {
        var result = ""
        var run = ""
        func settle() {
            let tail = String(run.reversed().prefix { $0 == " " || $0 == "-" }.reversed())
            let own = String(run.dropLast(tail.count))
            result += own.unicodeScalars.count(where: isDigit) >= 7 && !isDay(own) ? all : own
            result += tail
            run = ""
        }
        for scalar in text.unicodeScalars {
            if isDigit(scalar) || (!run.isEmpty && (scalar == " " || scalar == "-")) {
                run.unicodeScalars.append(scalar)
            } else {
                settle()
                result.unicodeScalars.append(scalar)
            }
        }
        settle()
        return result
    }

    /// `2026-02-30`, perhaps with the hour behind it.
    private static func isDay(_ run: String) -> Bool {
        let parts = run.split(whereSeparator: { $0 == " " || $0 == "-" })
        guard (3...4).contains(parts.count), parts[0].count == 4, parts[0].hasPrefix("19") || parts[0].hasPrefix("20") else { return false }
        return parts.dropFirst().allSatisfy { $0.count <= 2 }
    }
}
