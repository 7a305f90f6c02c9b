import Foundation
import Kernel
import Testing

@testable import Connectors

@Suite struct DecimalTests {
    private func fen(_ text: String, _ mark: DecimalStyle.Mark = .point) -> Int64? {
        DecimalNumber(text, style: DecimalStyle(mark: mark)).map { $0.fen.value.fen }
    }

    @Test(arguments: [
        ("1,234.56", 123456), ("1234.5", 123450), ("¥1,234.5", 123450), ("¥ 12", 1200), ("R$ 12.00", 1200), ("12.50 EUR", 1250),
        ("(12.50)", -1250), ("12.50-", -1250), ("-12.50", -1250), ("1 234.50", 123450), ("1\u{00A0}234.50", 123450), (".5", 50),
        ("12.", 1200), ("0", 0), ("1,00,000.00", 10_000_000), ("12.50 ", 1250), ("1'234.50", 123450), ("2件", 200), ("Rs. 10.50", 1050),
        ("10 kr", 1000), ("zł 10", 1000), ("12.5", 1250), ("¥12元", 1200), ("3 pcs.", 300),
    ])
    func readsPointStyle(_ text: String, _ expected: Int64) { #expect(fen(text) == expected) }

    @Test(arguments: [("1.234,56", 123456), ("1234,5", 123450), ("€ 1.234,50", 123450), ("(1,00)", -100)])
    func readsCommaStyle(_ text: String, _ expected: Int64) { #expect(fen(text, .comma) == expected) }

    @Test(arguments: [
        "", "abc", "1.2.3", "1.234,56", "12,34.5", "1,2", "--5", "(5", "5)", "(-5)", "1 2 3", "five", "1E5", "1O", "12 Monday",
    ])
    func refusesWhatIsNoNumber(_ text: String) { #expect(fen(text) == nil) }

    @Test func roundsHalfAwayFromZeroAndSaysSo() throws {
        let up = try #require(DecimalNumber("1.005", style: DecimalStyle(mark: .point)))
        #expect(up.fen.value.fen == 101 && up.fen.wasRounded)
        let down = try #require(DecimalNumber("-1.005", style: DecimalStyle(mark: .point)))
        #expect(down.fen.value.fen == -101 && down.fen.wasRounded)
        let exact = try #require(DecimalNumber("1.255", style: DecimalStyle(mark: .point)))
        #expect(try #require(exact.times(12)).value.fen == 1506)
        #expect(try #require(exact.times(12)).wasRounded == false)
        #expect(try #require(exact.times(1)).wasRounded)
    }
}

@Suite struct DateTests {
    private func read(_ text: String, _ pattern: String, zone: Int = 480) -> String? {
        DatePattern(pattern)?.moment(text, zone: zone)?.text
    }

    @Test(arguments: [
        ("2017-10-02 10:56:33", "yyyy-MM-dd HH:mm:ss", "2017-10-02 10:56:33"), ("12/1/2010 8:26", "M/d/yyyy H:mm", "2010-12-01 08:26:00"),
        ("2024/2/29", "yyyy/M/d", "2024-02-29 00:00:00"), ("31.12.2023", "dd.MM.yyyy", "2023-12-31 00:00:00"),
        ("1/2/24 1:05 PM", "M/d/yy h:mm a", "2024-01-02 13:05:00"), ("2024年03月05日", "yyyy年MM月dd日", "2024-03-05 00:00:00"),
        ("2024-01-01T00:00:00Z", "iso8601", "2024-01-01 08:00:00"), ("2024-01-01T00:00:00.250+0300", "iso8601", "2024-01-01 05:00:00"),
        ("2024-01-01", "iso8601", "2024-01-01 00:00:00"), ("1704067200", "epochSeconds", "2024-01-01 08:00:00"),
        ("1704067200000", "epochMilliseconds", "2024-01-01 08:00:00"), ("45292.5", "excelDays", "2024-01-01 12:00:00"),
        ("2024-03-05 10:23:45 +0300", "iso8601", "2024-03-05 15:23:45"), ("2024-03-05 10:23:45 UTC", "iso8601", "2024-03-05 18:23:45"),
        ("3/5/2024 9:07:01PM", "M/d/yyyy h:mm:ss a", "2024-03-05 21:07:01"), ("05-Mar-2024", "dd-MMM-yyyy", "2024-03-05 00:00:00"),
        ("Sept. 5, 2024 12:07 AM", "MMM d, yyyy h:mm a", "2024-09-05 00:07:00"),
        ("2024/3/5 上午 9:07", "yyyy/M/d H:mm", "2024-03-05 09:07:00"), ("2024/3/5 下午9:07", "yyyy/M/d H:mm", "2024-03-05 21:07:00"),
        ("2024-03-05 10:00Z", "yyyy-MM-dd HH:mmZ", "2024-03-05 18:00:00"),
        ("5 May 2024 10:00 -0500", "d MMM yyyy HH:mm Z", "2024-05-05 23:00:00"),
    ])
    func reads(_ text: String, _ pattern: String, _ expected: String) { #expect(read(text, pattern) == expected) }

    @Test func zoneOffsetShifts() {
        #expect(read("2024-01-01 00:00:00", "yyyy-MM-dd HH:mm:ss", zone: 0) == "2024-01-01 08:00:00")
        #expect(ZoneOffset.minutes("-03:00") == -180)
        #expect(ZoneOffset.minutes("+0530") == 330)
        #expect(ZoneOffset.minutes("08:00") == nil)
    }

    @Test(arguments: [
        ("2023-02-29 00:00:00", "yyyy-MM-dd HH:mm:ss"), ("13/31/2024 11:00", "M/d/yyyy H:mm"),
        ("2024-01-01 25:00:00", "yyyy-MM-dd HH:mm:ss"),
        ("2024-01-01 10:00:00 x", "yyyy-MM-dd HH:mm:ss"), ("", "yyyy-MM-dd"), ("2024-1-1", "yyyy-MM-dd"), ("05-Foo-2024", "dd-MMM-yyyy"),
        ("2024-01-01 10:00", "yyyy-MM-dd HH:mm Z"),
    ])
    func refuses(_ text: String, _ pattern: String) { #expect(read(text, pattern) == nil) }

    @Test(arguments: ["yyyy-MM", "qqqq", "yyy-MM-dd", "dd/MM"]) func refusesPatterns(_ text: String) { #expect(DatePattern(text) == nil) }
}

@Suite struct CSVTests {
    private func rows(_ bytes: [UInt8], encoding: TextEncoding = .automatic, width: Int = 0) throws -> [String] {
        let path = NSTemporaryDirectory() + "csv-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let reader = CSVReader(DecodedText(try ByteSource(path: path), try DecodedText.decide(encoding, path: path)), delimiter: 44)
        reader.width = width
        var found: [String] = []
        while true {
            switch try reader.next() {
            case .end: return found
            case .broken(let line, _): found.append("\(line) broken")
            case .row:
                let row = reader.row
                found.append("\(row.line) " + (0..<row.count).map { row.text($0) ?? "<no text>" }.joined(separator: "|"))
            }
        }
    }

    private func rows(_ text: String) throws -> [String] { try rows(Array(text.utf8)) }

    @Test func quotesBreaksAndEnds() throws {
        #expect(try rows("a,b\n1,\"x, \"\"y\"\"\"\n") == ["1 a|b", "2 1|x, \"y\""])
        #expect(try rows("a\r\n\"one\ntwo\",2\r\n3") == ["1 a", "2 one\ntwo|2", "4 3"])
        #expect(try rows("a,\r\n,") == ["1 a|", "2 |"])
        #expect(try rows("\u{FEFF}a,b") == ["1 a|b"])
        #expect(try rows("a\rb\r") == ["1 a", "2 b"])
        #expect(try rows("=\"0012\", x \n") == ["1 0012|x"])
        #expect(try rows("") == [])
    }

    @Test func aBrokenQuoteCostsOneLine() throws {
        #expect(try rows("a,b\n\"oops,1\n2,3\n") == ["1 a|b", "2 broken", "3 2|3"])
        #expect(try rows("a,b\n\"x\"y,1\n2,3\n") == ["1 a|b", "2 broken", "3 2|3"])
        #expect(try rows("a,b\n\"oops,1\n2,\"z\"\n4,5\n") == ["1 a|b", "2 broken", "3 2|z", "4 4|5"])
    }

    @Test func aLostQuoteSwallowsNoRows() throws {
        let text = "1,A,\"Monitor 24,1\n2,B,x,1\n3,B,Monitor 24\",1\n4,B,x,1\n"
        #expect(try rows(Array(text.utf8), width: 4) == ["1 broken", "2 2|B|x|1", "3 3|B|Monitor 24\"|1", "4 4|B|x|1"])
        let near = "1,A,\"Monitor 24,1\n3,B,Monitor 24\",1\n4,B,x,1\n"
        #expect(try rows(Array(near.utf8), width: 4) == ["1 broken", "2 3|B|Monitor 24\"|1", "3 4|B|x|1"])
        let memo = "1,A,\"first, second\nthird, fourth\n\",1\n"
        #expect(try rows(Array(memo.utf8), width: 4) == ["1 1|A|first, second\nthird, fourth|1"])
    }

    @Test func aCellOfSeveralLinesMayLookLikeRows() throws {
        let address = "1,\"Mr. X\nNo 5, Long Street, Town\nUtopia\",A,1\n2,y,B,1\n"
        #expect(try rows(Array(address.utf8), width: 4) == ["1 1|Mr. X\nNo 5, Long Street, Town\nUtopia|A|1", "4 2|y|B|1"])
        let ragged = "1,\"lost,A\n2,y,B,1\n3,\"\"\n4,\",B\n5,y,B,1\n"
        #expect(try rows(Array(ragged.utf8), width: 4) == ["1 broken", "2 2|y|B|1", "3 3|", "4 broken", "5 5|y|B|1"])
    }

    @Test func linesMayEndWithCarriageReturns() throws {
        #expect(try rows("a,b\r\"A\"x,1\r\"two\rlines\",2\r3,4\r") == ["1 a|b", "2 broken", "3 two\rlines|2", "5 3|4"])
    }

    @Test func aByteOrderMarkDecides() throws {
        #expect(try rows([0xFE, 0xFF, 0, 0x61, 0, 0x2C, 0x4E, 0x2D, 0, 0x0A]) == ["1 a|中"])
        #expect(try rows([0xFF, 0xFE, 0x61, 0, 0x2C, 0, 0x2D, 0x4E, 0x0A, 0]) == ["1 a|中"])
        #expect(try rows([0xEF, 0xBB, 0xBF] + Array("茶,".utf8) + [0xE8, 0x8C, 0x0A]) == ["1 茶|<no text>"])
    }

    @Test func westernTextIsNotTakenForChinese() throws {
        #expect(try rows([0xA3] + Array("5 MUG,Ren".utf8) + [0xE9] + Array("e\n".utf8)) == ["1 £5 MUG|Renée"])
        // One bad byte costs a Chinese or UTF-8 file one cell, and not its meaning.
        let chinese = [UInt8](repeating: 0xB6, count: 200).enumerated().map { $0.offset % 2 == 0 ? $0.element : 0xA9 }
        #expect(try rows(chinese + [0x2C, 0xFF, 0x0A]).first?.hasPrefix("1 订订") == true)
        #expect(try rows(Array(String(repeating: "订单", count: 20).utf8) + [0x2C, 0xFF, 0x0A]).first?.hasSuffix("|<no text>") == true)
    }

    @Test func decodesGB18030AndMarksWhatIsNoText() throws {
        let chinese: [UInt8] = [0xB6, 0xA9, 0xB5, 0xA5, 0x2C, 0x31, 0x0A]
        #expect(try rows(chinese) == ["1 订单|1"])
        #expect(try rows(Array("好,1\n".utf8)) == ["1 好|1"])
        #expect(try rows([0x61, 0xFF, 0x2C, 0x31, 0x0A], encoding: .utf8) == ["1 <no text>|1"])
        #expect(try rows([0xA3, 0x35, 0x0A], encoding: .latin1) == ["1 £5"])
    }

    @Test func readsRowsAcrossPieces() throws {
        let line = "1,\"" + String(repeating: "长", count: 300) + "\",2\n"
        let found = try rows(String(repeating: line, count: 2000))
        #expect(found.count == 2000)
        #expect(found.allSatisfy { $0.hasSuffix("|2") })
    }

    @Test func utf8IsStrict() {
        func isValid(_ bytes: [UInt8]) -> Bool {
            var check = UTF8Check()
            for byte in bytes { check.take([byte]) }
            return check.result
        }
        #expect(isValid(Array("订单 📦".utf8)))
        #expect(!isValid([0xC0, 0x80]))
        #expect(!isValid([0xED, 0xA0, 0x80]))
        #expect(!isValid([0xF4, 0x90, 0x80, 0x80]))
        #expect(!isValid([0xE8, 0xAE]))
    }
}

@Suite struct WordPatternTests {
    @Test func matches() {
        #expect(WordPattern("gift_*").matches("gift_0001"))
        #expect(WordPattern("*items*.csv*").matches("order_items.csv.gz"))
        #expect(WordPattern("A##?").matches("A12z"))
        #expect(!WordPattern("A##").matches("A1x"))
        #expect(!WordPattern("POST").matches("POSTER"))
    }
}

@Suite struct MaskingTests {
    @Test func hidesWhatMayBePersonal() {
        #expect(Masked.careful("13800138000") == "***")
        #expect(Masked.careful("call 13800138000 now") == "call *** now")
        #expect(Masked.careful("a@b.example") == "***")
        #expect(Masked.careful("12.50") == "12.50")
        #expect(RejectsFile.cell("=1+1") == "'=1+1")
        #expect(RejectsFile.cell("-5") == "-5")
        #expect(RejectsFile.cell("a,\"b\"") == "\"a,\"\"b\"\"\"")
    }
}
