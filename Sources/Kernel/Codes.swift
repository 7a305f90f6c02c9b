/// Check digits after Luhn (ISO/IEC 7812-1): every single wrong digit and most swapped neighbours are caught.
public enum CheckDigit {
    /// The digit that makes `body` followed by it valid.
    public static func luhn(_ body: Int64) -> Int64 {
        var rest = body
        var sum: Int64 = 0
        var doubled = true
        while rest > 0 {
            var digit = rest % 10
            if doubled {
                digit *= 2
                if digit > 9 { digit -= 9 }
            }
            sum += digit
            doubled.toggle()
            rest /= 10
        }
        return (10 - sum % 10) % 10
    }

    public static func isValid(_ number: Int64) -> Bool {
        number >= 0 && luhn(number / 10) == number % 10
    }
}

/// A 16-digit item code 商品编码 (seed chapter 二.1): 15 digits and a check digit, the first digit never zero.
public struct ItemCode: Hashable, Comparable, Sendable {
    public let number: Int64

    /// `nil` unless 16 digits with a right check digit.
    public init?(_ number: Int64) {
        guard number >= 1_000_000_000_000_000, number <= 9_999_999_999_999_999, CheckDigit.isValid(number) else { return nil }
        self.number = number
    }

    public init?(text: String) {
        guard text.utf8.count == 16, let number = Int64(text) else { return nil }
        self.init(number)
    }

    /// The code of a category (1…999) and a serial number (0…99,999,999,999).
    public init?(category: Int, serial: Int64) {
        guard (1...999).contains(category), (0...99_999_999_999).contains(serial) else { return nil }
        let body = (Int64(category) + 1000) * 100_000_000_000 + serial
        self.init(body * 10 + CheckDigit.luhn(body))
    }

    /// A code read back from our own tables.
    @inlinable public init(stored number: Int64) { self.number = number }

    public var text: String { String(number) }
    public static func < (left: ItemCode, right: ItemCode) -> Bool { left.number < right.number }
}

/// A 10-digit supplier code 供应商编码 (seed chapter 五.1): 9 digits and a check digit.
public struct SupplierCode: Hashable, Comparable, Sendable {
    public let number: Int64

    public init?(_ number: Int64) {
        guard number >= 1_000_000_000, number <= 9_999_999_999, CheckDigit.isValid(number) else { return nil }
        self.number = number
    }

    /// The code of a serial number (0…899,999,999).
    public init?(serial: Int64) {
        guard (0...899_999_999).contains(serial) else { return nil }
        let body = 100_000_000 + serial
        self.init(body * 10 + CheckDigit.luhn(body))
    }

    public var text: String { String(number) }
    public static func < (left: SupplierCode, right: SupplierCode) -> Bool { left.number < right.number }
}

/// A short code that people give to a book, shop, warehouse, customer: 1 to 15 of `A–Z 0–9 - _ .`
public struct Code {
    public static func isValid(_ text: String) -> Bool {
        let count = text.utf8.count
        return count >= 1 && count <= 15
            && text.utf8.allSatisfy {
                (65...90).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 || $0 == 46
            }
    }
}
