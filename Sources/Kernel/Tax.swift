/// A tax rate in ten-thousandths: 13 % is 1,300.
public struct Rate: Hashable, Comparable, Sendable {
    public let tenThousandths: Int32

    @inlinable public init(tenThousandths: Int32) { self.tenThousandths = tenThousandths }

    public static let zero = Rate(tenThousandths: 0)
    /// The general rate on goods (accounting section 3 rule 4).
    public static let goods = Rate(tenThousandths: 1300)

    public static func < (left: Rate, right: Rate) -> Bool { left.tenThousandths < right.tenThousandths }

    /// `13%`, `0.5%`.
    public var text: String {
        let whole = tenThousandths / 100
        let rest = tenThousandths % 100
        if rest == 0 { return "\(whole)%" }
        return rest % 10 == 0 ? "\(whole).\(rest / 10)%" : "\(whole).\(rest < 10 ? "0" : "")\(rest)%"
    }
}

/// A price parted into net and VAT (价税分离). `gross == net + vat` always.
public struct TaxSplit: Hashable, Sendable {
    public let net: Money
    public let vat: Money
    @inlinable public var gross: Money { net + vat }

    @inlinable
    public init(net: Money, vat: Money) {
        self.net = net
        self.vat = vat
    }

    /// From a tax-inclusive amount: `net = round(g / (1 + t))`, `vat = g − net` (accounting section 3 rule 2).
    @inlinable
    public init(gross: Money, rate: Rate) {
        let net = Money(fen: Rounding.divide(Int128(gross.fen) * 10_000, by: Int128(10_000 + Int64(rate.tenThousandths))))
        self.net = net
        self.vat = gross - net
    }

    /// From a tax-exclusive amount: `vat = round(net × t)` (accounting section 3 rule 2).
    @inlinable
    public init(net: Money, rate: Rate) {
        self.net = net
        self.vat = Money(fen: Rounding.divide(Int128(net.fen) * Int128(rate.tenThousandths), by: 10_000))
    }
}
