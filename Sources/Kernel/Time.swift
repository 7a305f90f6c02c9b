/// A moment: milliseconds since 1970-01-01T00:00:00Z.
public struct Moment: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

    /// The business day in China (UTC+08:00 without summer time since 1992).
    @inlinable
    public var day: Day {
        let shifted = milliseconds + 28_800_000
        let floor = shifted >= 0 ? shifted / 86_400_000 : (shifted - 86_399_999) / 86_400_000
        return Day(number: Int32(floor))
    }

    public func adding(seconds: Int64) -> Moment { Moment(milliseconds: milliseconds + seconds * 1000) }

    /// China time, `2026-03-04 10:15:00`.
    public var text: String {
        let inDay = milliseconds + 28_800_000 - Int64(day.number) * 86_400_000
        let seconds = inDay / 1000
        return day.text + " " + Self.two(seconds / 3600) + ":" + Self.two(seconds / 60 % 60) + ":" + Self.two(seconds % 60)
    }

    static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

/// A business day (not a moment): days since 1970-01-01.
public struct Day: Hashable, Comparable, Sendable {
    public var number: Int32

    @inlinable public init(number: Int32) { self.number = number }

    /// A civil date of the Gregorian calendar; `nil` when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// From `20260304`; `nil` when there is no such day.
    public init?(compact: Int) {
        self.init(year: compact / 10_000, month: compact / 100 % 100, day: compact % 100)
    }

    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    /// `20260304`.
    public var compact: Int {
        let (year, month, day) = civil
        return year * 10_000 + month * 100 + day
    }

    /// `2026-03-04`.
    public var text: String {
        let (year, month, day) = civil
        return "\(year)-" + Moment.two(Int64(month)) + "-" + Moment.two(Int64(day))
    }

    /// The accounting period this day falls into.
    public var period: Period {
        let (year, month, _) = civil
        return Period(number: Int32(year * 100 + month))
    }

    /// Midnight in China.
    public var start: Moment { Moment(milliseconds: Int64(number) * 86_400_000 - 28_800_000) }

    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    public static func + (left: Day, days: Int32) -> Day { Day(number: left.number + days) }
}

/// An accounting period (会计期间): a calendar month, as `202603`.
public struct Period: Hashable, Comparable, Sendable {
    public let number: Int32

    @inlinable public init(number: Int32) { self.number = number }

    public static func < (left: Period, right: Period) -> Bool { left.number < right.number }

    /// `2026-03`.
    public var text: String { "\(number / 100)-" + Moment.two(Int64(number % 100)) }
}

/// Where "now" comes from. Decisions never read it: the Loop stamps each command.
public protocol Clock: Sendable {
    func now() -> Moment
}
