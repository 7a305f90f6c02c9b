import Documents
import Kernel
import Testing

@Suite("Codes, numbers and rates")
struct CodeTests {
    @Test("The check digit is Luhn's", arguments: [(Int64(7_992_739_871), Int64(3)), (0, 0), (1, 8), (411_111_111_111_111, 1)])
    func luhn(body: Int64, digit: Int64) {
        #expect(CheckDigit.luhn(body) == digit)
        #expect(CheckDigit.isValid(body * 10 + digit))
        for wrong in Int64(0)...9 where wrong != digit { #expect(!CheckDigit.isValid(body * 10 + wrong)) }
    }

    @Test("Every single wrong digit of an item code is caught, and every swap of neighbours but 0 and 9")
    func singleErrors() throws {
        let code = try #require(ItemCode(category: 231, serial: 9_040_318))
        let digits = code.text.utf8.map { Int64($0) - 48 }
        func number(_ digits: [Int64]) -> Int64 { digits.reduce(0) { $0 * 10 + $1 } }
        for position in digits.indices {
            for wrong in Int64(0)...9 where wrong != digits[position] {
                var changed = digits
                changed[position] = wrong
                #expect(ItemCode(number(changed)) == nil)
            }
        }
        for position in digits.indices.dropLast() where digits[position] != digits[position + 1] {
            let pair: Set = [digits[position], digits[position + 1]]
            var changed = digits
            changed.swapAt(position, position + 1)
            #expect(CheckDigit.isValid(number(changed)) == (pair == [0, 9]))
        }
    }

    @Test("Item codes have 16 digits and never begin with a zero")
    func itemCodes() throws {
        let first = try #require(ItemCode(category: 1, serial: 0))
        #expect(first.text.utf8.count == 16)
        #expect(first.text.first == "1")
        #expect(ItemCode(text: first.text) == first)
        #expect(ItemCode(first.number) == first)
        let last = try #require(ItemCode(category: 999, serial: 99_999_999_999))
        #expect(last.text.utf8.count == 16)
        #expect(first < last)
        #expect(ItemCode(category: 0, serial: 1) == nil)
        #expect(ItemCode(category: 1000, serial: 1) == nil)
        #expect(ItemCode(category: 1, serial: 100_000_000_000) == nil)
        #expect(ItemCode(category: 1, serial: -1) == nil)
        for text in [
            "", "1", "０１２３", first.text + "0", String(first.text.dropLast()), "0" + first.text.dropFirst(), "-" + first.text.dropFirst(),
        ] {
            #expect(ItemCode(text: text) == nil, "\(text)")
        }
    }

    @Test("Supplier codes have 10 digits")
    func supplierCodes() throws {
        for serial in [Int64(0), 1, 1000, 899_999_999] {
            let code = try #require(SupplierCode(serial: serial))
            #expect(code.text.utf8.count == 10)
            #expect(SupplierCode(code.number) == code)
            #expect(SupplierCode(code.number + 1) == nil)
        }
        #expect(SupplierCode(serial: -1) == nil)
        #expect(SupplierCode(serial: 900_000_000) == nil)
        #expect(SupplierCode(999_999_999) == nil)
    }

    @Test("A document number is read back whole, for every kind", arguments: DocumentKind.allCases)
    func documentNumbers(kind: DocumentKind) throws {
        for (compact, position) in [(20_260_304, Int64(1)), (20_000_101, 0), (20_991_231, 999_999_999), (20_240_229, 123_456_789)] {
            let number = DocumentNumber(kind: kind, day: try #require(Day(compact: compact)), position: position)
            #expect(number.text.utf8.count == 18)
            #expect(number.text.hasPrefix(kind.prefix))
            #expect(DocumentNumber(number.text) == number)
        }
    }

    @Test("A document number with one wrong character is none")
    func wrongNumbers() throws {
        let text = DocumentNumber(kind: .salesIssue, day: try #require(Day(compact: 20_260_304)), position: 4711).text
        #expect(text == "CK2603040000047111")
        for offset in 2..<18 {
            for digit in "0123456789" {
                var characters = Array(text)
                guard characters[offset] != digit else { continue }
                characters[offset] = digit
                #expect(DocumentNumber(String(characters)) == nil)
            }
        }
        for wrong in ["", "CK", "XX" + text.dropFirst(2), text + "0", text.lowercased(), String(text.dropLast()) + "x"] {
            #expect(DocumentNumber(wrong) == nil, "\(wrong)")
        }
    }

    @Test("Kinds have prefixes and names of their own")
    func kinds() {
        #expect(Set(DocumentKind.allCases.map(\.prefix)).count == DocumentKind.allCases.count)
        #expect(Set(DocumentKind.allCases.map(\.chinese)).count == DocumentKind.allCases.count)
        #expect(Set(DocumentKind.allCases.map(\.english)).count == DocumentKind.allCases.count)
    }

    @Test(
        "Short codes",
        arguments: [
            ("TMALL-01", true), ("A", true), ("A.B_9-Z", true), ("", false), ("tm", false), ("库", false), ("A B", false),
            ("ABCDEFGHIJKLMNOP", false),
        ])
    func codes(text: String, isValid: Bool) {
        #expect(Code.isValid(text) == isValid)
    }

    @Test(
        "Rates are read as percent",
        arguments: [(Int32(1300), "13%"), (900, "9%"), (50, "0.5%"), (5, "0.05%"), (1205, "12.05%"), (0, "0%"), (10_000, "100%")])
    func rates(tenThousandths: Int32, text: String) {
        #expect(Rate(tenThousandths: tenThousandths).text == text)
    }

    @Test("Currencies are three upper-case letters")
    func currencies() {
        #expect(Currency("CNY") == .yuan)
        for wrong in ["", "cny", "CN", "CNYX", "￥"] { #expect(Currency(wrong) == nil) }
    }
}
