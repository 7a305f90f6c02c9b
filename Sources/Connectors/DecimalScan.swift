/// Reads a number letter by letter: digits of both widths, group marks, signs, and the words that may stand beside it.
struct DecimalScan {
    private let point: Unicode.Scalar
    private let group: Unicode.Scalar
    private var negative = false
    private var mantissa: Int64 = 0
    private var scale = -1
    private var digits = 0
    private var groups: [Int] = []
    private var sinceGroup = 0
    private var open = false
    private var closed = false
    private var signed = false
    private var ended = false
    private var before = ""
    private var behind = ""

    /// Words beside a number that say what is counted or paid, in small letters and without points. Others are refused: a letter O
    /// behind digits is more likely a zero than a word.
    private static let words: Set<String> = [
        "r", "us", "hk", "nt", "a", "c", "s", "rs", "kr", "zł", "zl", "kč", "kc", "ft", "lei", "лв", "руб", "р", "rp", "rm", "tl", "fr",
        "sfr", "pcs", "pc", "pieces", "piece", "ea", "stk", "st", "szt", "ks", "units", "unit", "x", "件", "个", "個", "只", "隻", "套", "双",
        "雙", "盒", "瓶", "箱", "袋", "包", "条", "條", "张", "張", "台", "臺", "支", "把", "片", "块", "塊", "本", "份", "组", "組", "对", "枚", "罐",
        "桶", "卷", "元", "圆", "圓", "円", "원", "元整", "人民币",
    ]

    init(style: DecimalStyle) {
        point = style.mark == .point ? "." : ","
        group = style.mark == .point ? "," : "."
    }

    /// Takes the next letter; false when it cannot belong to a number.
    mutating func take(_ letter: Unicode.Scalar) -> Bool {
        // Letters of double width are those of ASCII, at a distance.
        let isWide = ("\u{FF0C}"..."\u{FF19}").contains(letter)
        let scalar = isWide ? Unicode.Scalar(letter.value - 0xFEE0) ?? letter : letter
        // The point of a short form belongs to its word: `Rs.`, `Stk.`
        if scalar == ".", digits == 0 ? !before.isEmpty : !behind.isEmpty { return true }
        switch scalar {
        case "0"..."9": return takeDigit(Int64(scalar.value - 48))
        case point: return takePoint()
        case group, "'", "’", " ", "\u{00A0}", "\u{202F}", "\u{3000}", "\t": return takeGroup(scalar)
        case "-", "\u{2212}":
            if signed || closed { return false }
            negative = true
            signed = true
            if digits > 0 { ended = true }
        case "+":
            if signed || digits > 0 { return false }
            signed = true
        case "(", "\u{FF08}":
            if open || digits > 0 { return false }
            open = true
        case ")", "\u{FF09}":
            if !open || closed { return false }
            closed = true
            ended = true
        case "\u{00A5}", "\u{FFE5}", "$", "€", "£", "₹", "₽", "₩", "₺", "฿": if digits > 0 { ended = true }
        default:
            guard scalar.properties.isAlphabetic, before.count + behind.count < 12 else { return false }
            if digits > 0 {
                ended = true
                behind.unicodeScalars.append(scalar)
            } else {
                before.unicodeScalars.append(scalar)
            }
        }
        return true
    }

    private mutating func takeDigit(_ digit: Int64) -> Bool {
        if ended || closed { return false }
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, overflow2) = product.addingReportingOverflow(digit)
        if overflow || overflow2 { return false }
        mantissa = sum
        digits += 1
        sinceGroup += 1
        if scale >= 0 { scale += 1 }
        return true
    }

    private mutating func takePoint() -> Bool {
        if scale >= 0 || ended { return false }
        if !groups.isEmpty { groups.append(sinceGroup) }
        scale = 0
        return true
    }

    private mutating func takeGroup(_ scalar: Unicode.Scalar) -> Bool {
        let isBlank = scalar == " " || scalar == "\u{00A0}" || scalar == "\u{202F}" || scalar == "\u{3000}" || scalar == "\t"
        if digits == 0 || ended { return isBlank }
        if scale >= 0 {
            ended = isBlank
            return isBlank
        }
        groups.append(sinceGroup)
        sinceGroup = 0
        return true
    }

    /// The number that was read; `nil` when there is none, or its groups or words are none.
    var number: DecimalNumber? {
        guard digits > 0, open == closed, scale <= 18, Self.isKnown(before), Self.isKnown(behind) else { return nil }
        var groups = groups
        if scale < 0, !groups.isEmpty { groups.append(sinceGroup) }
        // A blank behind the number was taken for a group mark: drop it.
        if groups.last == 0 { groups.removeLast() }
        if groups.count > 1 {
            guard groups.last == 3, (1...3).contains(groups[0]), groups.dropFirst().dropLast().allSatisfy({ $0 == 2 || $0 == 3 }) else {
                return nil
            }
        }
        if open && signed { return nil }
        return DecimalNumber(mantissa: negative || open ? -mantissa : mantissa, scale: max(0, scale))
    }

    /// Nothing, a currency's three capitals, or a listed word.
    private static func isKnown(_ word: String) -> Bool {
        word.isEmpty || (word.utf8.count == 3 && word.utf8.allSatisfy { (65...90).contains($0) }) || words.contains(word.lowercased())
    }
}
