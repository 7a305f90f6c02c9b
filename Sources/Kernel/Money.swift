/// An amount in integer fen (分), 1/100 of the book's currency unit. Never a float
/// (DESIGN section 10, accounting section 3 rule 1).
public struct Money: Hashable, Comparable, Sendable, AdditiveArithmetic {
    /// Integer fen; negative is red.
    public var fen: Int64

    @inlinable public init(fen: Int64) { self.fen = fen }

    public static let zero = Money(fen: 0)

    @inlinable public static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
    @inlinable public static func - (left: Money, right: Money) -> Money { Money(fen: left.fen - right.fen) }
    @inlinable public static prefix func - (value: Money) -> Money { Money(fen: -value.fen) }
    @inlinable public static func += (left: inout Money, right: Money) { left.fen += right.fen }
    @inlinable public static func -= (left: inout Money, right: Money) { left.fen -= right.fen }
    @inlinable public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
    @inlinable public static func * (left: Money, pieces: Int64) -> Money { Money(fen: left.fen * pieces) }

    /// The share `part / whole` of this amount, rounded half away from zero.
    @inlinable
    public func share(_ part: Int64, of whole: Int64) -> Money {
        whole == 0 ? .zero : Money(fen: Rounding.scale(fen, part, over: whole))
    }

    /// Spreads this amount over weights, which are not negative. Each line gets `round(amount × weight / total)`, the last weighted
    /// line takes the rest, lines of weight zero get nothing (accounting section 3 rule 3; INV-12). With no weight at all the last line
    /// takes everything. No part has the other sign: where the parts before it were all rounded up, a late line gets less than its share.
    public func spread(over weights: [Int64]) -> [Money] {
        guard !weights.isEmpty else { return [] }
        let total = weights.reduce(0, +)
        var parts = [Money](repeating: .zero, count: weights.count)
        guard let last = weights.lastIndex(where: { $0 != 0 }), total != 0 else {
            parts[weights.count - 1] = self
            return parts
        }
        var left = self
        for index in 0..<last where weights[index] != 0 {
            let part = share(weights[index], of: total)
            parts[index] = fen < 0 ? max(part, left) : min(part, left)
            left -= parts[index]
        }
        parts[last] = left
        return parts
    }

    /// The same for an amount that is taken off lines and must leave none of them below zero: no part is more than the line's room.
    ///
    /// Neither the amount nor any room is negative, and the rooms together hold the amount.
    public func spread(over weights: [Int64], within rooms: [Money]) -> [Money] {
        precondition(weights.count == rooms.count, "each line has a weight and a room")
        var parts = spread(over: weights)
        var room = rooms.reduce(.zero, +)
        precondition(fen >= 0 && self <= room, "an amount of \(text) does not fit into a room of \(room.text)")
        var left = self
        for index in parts.indices {
            room -= rooms[index]
            // At least what the lines behind cannot hold, at most what this one can.
            parts[index] = min(max(parts[index], left - room, .zero), rooms[index], left)
            left -= parts[index]
        }
        return parts
    }

    /// Decimal text with two places, no grouping: `-1234.50`.
    public var text: String {
        let magnitude = fen.magnitude
        let rest = magnitude % 100
        return (fen < 0 ? "-" : "") + String(magnitude / 100) + (rest < 10 ? ".0" : ".") + String(rest)
    }

    /// Decimal text with thousands grouped, for people: `-1,234.50`.
    public var grouped: String {
        let magnitude = fen.magnitude
        let rest = magnitude % 100
        return (fen < 0 ? "-" : "") + Int64(magnitude / 100).groupedText + (rest < 10 ? ".0" : ".") + String(rest)
    }
}

extension Money: CustomStringConvertible {
    public var description: String { text }
}

extension Int64 {
    /// Digits grouped by thousands: `1,234,567`.
    public var groupedText: String {
        var digits = Array(String(magnitude))
        var at = digits.count - 3
        while at > 0 {
            digits.insert(",", at: at)
            at -= 3
        }
        return (self < 0 ? "-" : "") + String(digits)
    }
}

/// ISO 4217 code of a book's money. One book, one currency (domain rules, Company).
public struct Currency: Hashable, Sendable {
    public let code: String

    /// `nil` unless three upper-case letters.
    public init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
        self.code = code
    }

    public static let yuan = Currency("CNY")!
}
