import Kernel

/// How a file writes decimals.
public struct DecimalStyle: Hashable, Sendable {
    public enum Mark: Sendable {
        /// `1,234.56`
        case point
        /// `1.234,56`
        case comma
    }
    public var mark: Mark

    public init(mark: Mark) { self.mark = mark }
}

/// An exact decimal number as a file wrote it: `mantissa / 10^scale`.
///
/// Reads `1,234.56`, `1.234,56`, `¥1,234.5`, `R$ 12,00`, `1 234.50`, `(12.50)`, `12.50-`, `-12.5`. Grouping marks must group
/// by threes (or by two and three, as in India); a number with a group of another size is refused, because it is most
/// likely written in the other style.
public struct DecimalNumber: Hashable, Sendable {
    public let mantissa: Int64
    public let scale: Int

    public init(mantissa: Int64, scale: Int) {
        self.mantissa = mantissa
        self.scale = scale
    }

    public init?(_ text: some StringProtocol, style: DecimalStyle) {
        var negative = false
        var mantissa: Int64 = 0
        var scale = -1
        var digits = 0
        var groups: [Int] = []
        var sinceGroup = 0
        var open = false
        var closed = false
        var signed = false
        var ended = false
        let point: Unicode.Scalar = style.mark == .point ? "." : ","
        let group: Unicode.Scalar = style.mark == .point ? "," : "."
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9":
                if ended || closed { return nil }
                let digit = Int64(scalar.value - 48)
                let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
                let (sum, overflow2) = product.addingReportingOverflow(digit)
                if overflow || overflow2 { return nil }
                mantissa = sum
                digits += 1
                sinceGroup += 1
                if scale >= 0 { scale += 1 }
            case point:
                if scale >= 0 || ended { return nil }
                if !groups.isEmpty { groups.append(sinceGroup) }
                scale = 0
            case group, "'", "’", " ", "\u{00A0}", "\u{202F}", "\u{3000}", "\t":
                let isBlank = scalar == " " || scalar == "\u{00A0}" || scalar == "\u{202F}" || scalar == "\u{3000}" || scalar == "\t"
                if digits == 0 || ended {
                    if isBlank { continue }
                    return nil
                }
                if scale >= 0 {
                    if !isBlank { return nil }
                    ended = true
                    continue
                }
                groups.append(sinceGroup)
                sinceGroup = 0
            case "-", "\u{2212}", "\u{FF0D}":
                if signed || closed { return nil }
                negative = true
                signed = true
                if digits > 0 { ended = true }
            case "+":
                if signed || digits > 0 { return nil }
                signed = true
            case "(", "\u{FF08}":
                if open || digits > 0 { return nil }
                open = true
            case ")", "\u{FF09}":
                if !open || closed { return nil }
                closed = true
                ended = true
            case "\u{00A5}", "\u{FFE5}", "$", "€", "£", "元", "₹", "₽", "A"..."Z":
                if digits > 0 { ended = true }
            default: return nil
            }
        }
        guard digits > 0, open == closed else { return nil }
        if scale < 0, !groups.isEmpty { groups.append(sinceGroup) }
        // A blank behind the number was taken for a group mark: drop it.
        if groups.last == 0 { groups.removeLast() }
        if groups.count > 1 {
            guard groups.last == 3, (1...3).contains(groups[0]), groups.dropFirst().dropLast().allSatisfy({ $0 == 2 || $0 == 3 }) else {
                return nil
            }
        }
        if open {
            if signed { return nil }
            negative = true
        }
        self.mantissa = negative ? -mantissa : mantissa
        self.scale = max(0, scale)
        if self.scale > 18 { return nil }
    }

    /// This number times a whole number, rounded half away from zero to a whole; `exact` is nil when it had to be rounded.
    public func scaled(by factor: Int64) -> (value: Int64, exact: Int64?) {
        let product = Int128(mantissa) * Int128(factor)
        let divisor = Self.power(scale)
        let rounded = Rounding.divide(product, by: divisor)
        return (rounded, product % divisor == 0 ? rounded : nil)
    }

    /// The amount in fen, and whether it had more than two decimals.
    public var fen: (value: Money, wasRounded: Bool) {
        let (value, exact) = scaled(by: 100)
        return (Money(fen: value), exact == nil)
    }

    /// This price for a number of pieces, in fen, rounded once.
    public func times(_ pieces: Int64) -> (value: Money, wasRounded: Bool)? {
        let (factor, overflow) = pieces.multipliedReportingOverflow(by: 100)
        if overflow || magnitudeLimit(factor) { return nil }
        let (value, exact) = scaled(by: factor)
        return (Money(fen: value), exact == nil)
    }

    /// The whole number, when it is one.
    public var whole: Int64? { scaled(by: 1).exact }

    public var isNegative: Bool { mantissa < 0 }
    public var isZero: Bool { mantissa == 0 }

    /// Amounts above a hundred million million yuan are a misread column, not money.
    var isSane: Bool { scaled(by: 1).value.magnitude < 1_000_000_000_000 }

    private func magnitudeLimit(_ factor: Int64) -> Bool {
        (Int128(mantissa) * Int128(factor) / Self.power(scale)).magnitude > 1_000_000_000_000_000
    }

    private static func power(_ scale: Int) -> Int128 {
        var result: Int128 = 1
        for _ in 0..<scale { result *= 10 }
        return result
    }
}
