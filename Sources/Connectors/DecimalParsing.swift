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
/// likely written in the other style. Currencies and words of counting may stand before or behind it: `Rs. 10`, `10 kr`, `2件`.
public struct DecimalNumber: Hashable, Sendable {
    public let mantissa: Int64
    public let scale: Int

    public init(mantissa: Int64, scale: Int) {
        self.mantissa = mantissa
        self.scale = scale
    }

    public init?(_ text: some StringProtocol, style: DecimalStyle) {
        if let plain = Self.plain(text, point: style.mark == .point ? 46 : 44) {
            self = plain
            return
        }
        var scan = DecimalScan(style: style)
        guard text.unicodeScalars.allSatisfy({ scan.take($0) }), let number = scan.number else { return nil }
        self = number
    }

    /// Digits with at most one decimal mark and a minus before them, as nearly every cell has them: read at once.
    private static func plain(_ text: some StringProtocol, point: UInt8) -> DecimalNumber? {
        var mantissa: Int64 = 0
        var digits = 0
        var scale = -1
        var negative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case 48...57:
                digits += 1
                if digits > 18 { return nil }
                mantissa = mantissa * 10 + Int64(byte - 48)
                if scale >= 0 { scale += 1 }
            case point where scale < 0: scale = 0
            case 45 where index == 0: negative = true
            default: return nil
            }
        }
        return digits == 0 ? nil : DecimalNumber(mantissa: negative ? -mantissa : mantissa, scale: max(0, scale))
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
