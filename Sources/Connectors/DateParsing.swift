import Kernel

/// One way a file writes moments. Patterns: `yyyy yy MMM MM M dd d HH H mm m ss s SSS a Z`, and other characters as they are (`MMM` is a
/// month's English name, `Z` a zone); `iso8601` (with or without zone), `epochSeconds`, `epochMilliseconds`, `excelDays` (days since 1899-12-30, with fraction).
public struct DatePattern: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case year4, year2
        case month(padded: Bool)
        case monthName
        case day(padded: Bool)
        case hour(padded: Bool)
        case minute(padded: Bool)
        case second(padded: Bool)
        case fraction
        case halfDay
        case zone
        case literal(UInt8)
        case blank
    }
    enum Form: Hashable, Sendable {
        case parts([Part])
        case iso8601
        case epoch(unit: Int64)
        case excelDays
    }

    public let text: String
    let form: Form

    /// `nil` when the pattern has a letter that means nothing, or no year, month and day.
    public init?(_ text: String) {
        self.text = text
        switch text {
        case "iso8601", "ISO8601": form = .iso8601
        case "epochSeconds": form = .epoch(unit: 1000)
        case "epochMilliseconds": form = .epoch(unit: 1)
        case "excelDays": form = .excelDays
        default:
            guard let parts = Self.parts(text) else { return nil }
            form = .parts(parts)
        }
    }

    private static func parts(_ text: String) -> [Part]? {
        let bytes = Array(text.utf8)
        var parts: [Part] = []
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            var run = 1
            while at + run < bytes.count, bytes[at + run] == byte { run += 1 }
            switch byte {
            case UInt8(ascii: "y"):
                guard run == 4 || run == 2 else { return nil }
                parts.append(run == 4 ? .year4 : .year2)
            case UInt8(ascii: "M"):
                if run == 3 || run == 4 {
                    parts.append(.monthName)
                    at += run
                    continue
                }
                parts.append(.month(padded: run == 2))
            case UInt8(ascii: "d"): parts.append(.day(padded: run == 2))
            case UInt8(ascii: "H"), UInt8(ascii: "h"): parts.append(.hour(padded: run == 2))
            case UInt8(ascii: "m"): parts.append(.minute(padded: run == 2))
            case UInt8(ascii: "s"): parts.append(.second(padded: run == 2))
            case UInt8(ascii: "S"): parts.append(.fraction)
            case UInt8(ascii: "a"): parts.append(.halfDay)
            case UInt8(ascii: " "):
                parts.append(.blank)
                at += run
                continue
            case UInt8(ascii: "T"):
                parts.append(.literal(byte))
                run = 1
            case UInt8(ascii: "Z"):
                parts.append(.zone)
                run = 1
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "b")...UInt8(ascii: "z"): return nil
            default:
                parts.append(.literal(byte))
                run = 1
            }
            if run > 2, byte != UInt8(ascii: "y"), byte != UInt8(ascii: "S") { return nil }
            at += run
        }
        let hasYear = parts.contains(.year4) || parts.contains(.year2)
        let hasMonth = parts.contains(.month(padded: true)) || parts.contains(.month(padded: false)) || parts.contains(.monthName)
        let hasDay = parts.contains(.day(padded: true)) || parts.contains(.day(padded: false))
        return hasYear && hasMonth && hasDay ? parts : nil
    }

    /// The moment, when the text has this form; `zone` are the minutes east of Greenwich for texts that name no zone.
    public func moment(_ text: String, zone: Int) -> Moment? {
        var text = text
        return text.withUTF8 { bytes in
            switch form {
            case .parts(let parts): Self.read(parts, bytes, zone)
            case .iso8601: Self.readISO(bytes, zone)
            case .epoch(let unit): Self.readEpoch(bytes, unit)
            case .excelDays: Self.readExcel(bytes, zone)
            }
        }
    }
}

/// Digits of a civil date and time on their way to a moment.
struct CivilTime {
    var year = 0
    var month = 0
    var day = 0
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0

    func moment(zone: Int) -> Moment? {
        guard let date = Day(year: year, month: month, day: day), hour <= 24, minute <= 59, second <= 60,
            hour < 24 || (minute == 0 && second == 0)
        else { return nil }
        let minutes = Int64(date.number) * 1440 + Int64(hour * 60 + minute - zone)
        return Moment(milliseconds: (minutes * 60 + Int64(min(second, 59))) * 1000 + Int64(millisecond))
    }
}

extension DatePattern {
    /// At most `most` digits from `at` on; `nil` when there are fewer than `least`.
    private static func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, least: Int, most: Int) -> Int? {
        var value = 0
        var count = 0
        while at < bytes.count, count < most, (48...57).contains(bytes[at]) {
            value = value * 10 + Int(bytes[at] - 48)
            at += 1
            count += 1
        }
        return count >= least ? value : nil
    }

    private static func fraction(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int? {
        var value = 0
        var count = 0
        while at < bytes.count, (48...57).contains(bytes[at]) {
            if count < 3 { value = value * 10 + Int(bytes[at] - 48) }
            at += 1
            count += 1
        }
        guard count > 0 else { return nil }
        return count == 1 ? value * 100 : count == 2 ? value * 10 : value
    }

    private static func read(_ parts: [Part], _ bytes: UnsafeBufferPointer<UInt8>, _ zone: Int) -> Moment? {
        var civil = CivilTime()
        var at = 0
        var zone = zone
        var afternoon: Bool?
        for (index, part) in parts.enumerated() {
            switch part {
            case .year4:
                guard let value = digits(bytes, &at, least: 4, most: 4) else { return nil }
                civil.year = value
            case .year2:
                guard let value = digits(bytes, &at, least: 2, most: 2) else { return nil }
                civil.year = value + (value < 70 ? 2000 : 1900)
            case .month(let padded):
                guard let value = digits(bytes, &at, least: padded ? 2 : 1, most: 2) else { return nil }
                civil.month = value
            case .monthName:
                guard let value = DateWords.month(bytes, &at) else { return nil }
                civil.month = value
            case .day(let padded):
                guard let value = digits(bytes, &at, least: padded ? 2 : 1, most: 2) else { return nil }
                civil.day = value
            case .hour(let padded):
                // A Chinese half day stands before the hour, whether the pattern names it or not.
                if let half = DateWords.chineseHalfDay(bytes, &at) {
                    afternoon = half
                    while at < bytes.count, bytes[at] == 32 { at += 1 }
                }
                guard let value = digits(bytes, &at, least: padded ? 2 : 1, most: 2) else { return nil }
                civil.hour = value
            case .minute(let padded):
                guard let value = digits(bytes, &at, least: padded ? 2 : 1, most: 2) else { return nil }
                civil.minute = value
            case .second(let padded):
                guard let value = digits(bytes, &at, least: padded ? 2 : 1, most: 2) else { return nil }
                civil.second = value
            case .fraction:
                guard let value = fraction(bytes, &at) else { return nil }
                civil.millisecond = value
            case .halfDay:
                guard let half = DateWords.chineseHalfDay(bytes, &at) ?? DateWords.halfDay(bytes, &at) else { return nil }
                afternoon = half
            case .zone:
                guard let found = DateWords.zone(bytes, &at) else { return nil }
                zone = found
            case .literal(let byte):
                guard at < bytes.count, bytes[at] == byte else { return nil }
                at += 1
            case .blank:
                // `9:07PM` is written without one as often as with.
                let mayLack = index + 1 < parts.count && (parts[index + 1] == .halfDay || parts[index + 1] == .zone)
                guard mayLack || (at < bytes.count && bytes[at] == 32) else { return nil }
                while at < bytes.count, bytes[at] == 32 { at += 1 }
            }
        }
        guard at == bytes.count else { return nil }
        if let afternoon, civil.hour <= 12 { civil.hour = civil.hour % 12 + (afternoon ? 12 : 0) }
        return civil.moment(zone: zone)
    }

    /// `2026-03-04`, `2026-03-04T10:15`, `…:00`, `….123`, with `Z`, `+08:00`, `+0800`, `+08` or no zone.
    private static func readISO(_ bytes: UnsafeBufferPointer<UInt8>, _ zone: Int) -> Moment? {
        var civil = CivilTime()
        var at = 0
        var zone = zone
        func take(_ byte: UInt8) -> Bool {
            guard at < bytes.count, bytes[at] == byte else { return false }
            at += 1
            return true
        }
        guard let year = digits(bytes, &at, least: 4, most: 4) else { return nil }
        let dashed = take(UInt8(ascii: "-"))
        guard let month = digits(bytes, &at, least: 2, most: 2), !dashed || take(UInt8(ascii: "-")),
            let day = digits(bytes, &at, least: 2, most: 2)
        else { return nil }
        (civil.year, civil.month, civil.day) = (year, month, day)
        if at == bytes.count { return civil.moment(zone: zone) }
        guard take(UInt8(ascii: "T")) || take(UInt8(ascii: " ")) || take(UInt8(ascii: "t")) else { return nil }
        guard let hour = digits(bytes, &at, least: 2, most: 2) else { return nil }
        civil.hour = hour
        let coloned = take(UInt8(ascii: ":"))
        if let minute = digits(bytes, &at, least: 2, most: 2) {
            civil.minute = minute
            if coloned ? take(UInt8(ascii: ":")) : (at < bytes.count && (48...57).contains(bytes[at])) {
                guard let second = digits(bytes, &at, least: 2, most: 2) else { return nil }
                civil.second = second
                if take(UInt8(ascii: ".")) || take(UInt8(ascii: ",")) {
                    guard let part = fraction(bytes, &at) else { return nil }
                    civil.millisecond = part
                }
            }
        } else if coloned {
            return nil
        }
        if at < bytes.count {
            while at < bytes.count, bytes[at] == 32 { at += 1 }
            guard let found = DateWords.zone(bytes, &at) else { return nil }
            zone = found
        }
        return at == bytes.count ? civil.moment(zone: zone) : nil
    }

    private static func readEpoch(_ bytes: UnsafeBufferPointer<UInt8>, _ unit: Int64) -> Moment? {
        guard let number = DecimalNumber(String(decoding: bytes, as: UTF8.self), style: DecimalStyle(mark: .point)), !number.isNegative
        else { return nil }
        let value = number.scaled(by: unit).value
        return value < 253_402_300_800_000 ? Moment(milliseconds: value) : nil
    }

    private static func readExcel(_ bytes: UnsafeBufferPointer<UInt8>, _ zone: Int) -> Moment? {
        guard let number = DecimalNumber(String(decoding: bytes, as: UTF8.self), style: DecimalStyle(mark: .point)), !number.isNegative,
            number.scaled(by: 1).value < 2_958_466
        else { return nil }
        // Excel keeps moments as fractions of a day: whole seconds are what was typed.
        let seconds = number.scaled(by: 86_400).value - 25_569 * 86_400
        return Moment(milliseconds: (seconds - Int64(zone) * 60) * 1000)
    }
}
