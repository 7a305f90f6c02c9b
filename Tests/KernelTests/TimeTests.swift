import Kernel
import Testing

@Suite("Days, moments and periods")
struct TimeTests {
    /// Days since 1970-01-01, by the calendar of every almanac.
    static let knownDays: [(Int, Int, Int, Int32)] = [
        (1970, 1, 1, 0), (1969, 12, 31, -1), (1970, 12, 31, 364), (1972, 2, 29, 789), (1999, 12, 31, 10_956), (2000, 2, 29, 11_016),
        (2000, 3, 1, 11_017), (2019, 4, 1, 17_987), (2024, 2, 29, 19_782), (2026, 3, 4, 20_516), (2100, 2, 28, 47_540),
        (2100, 3, 1, 47_541), (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896),
    ]

    @Test("Known dates have their number, and give the date back", arguments: knownDays)
    func known(year: Int, month: Int, day: Int, number: Int32) throws {
        let found = try #require(Day(year: year, month: month, day: day))
        #expect(found.number == number)
        #expect(found.civil == (year, month, day))
        #expect(found.compact == year * 10_000 + month * 100 + day)
        #expect(Day(compact: found.compact) == found)
    }

    @Test(
        "Days that do not exist are none",
        arguments: [20_260_229, 21_000_229, 20_260_431, 20_261_301, 20_260_001, 20_260_100, 0, -20_260_101, 20_260_132])
    func none(compact: Int) {
        #expect(Day(compact: compact) == nil)
    }

    @Test("Every day of four hundred years follows the one before")
    func fourCenturies() throws {
        let first = try #require(Day(year: 1900, month: 1, day: 1))
        var before = first.civil
        var months = 0
        for step in Int32(1)...146_097 {
            let civil = (first + step).civil
            if civil.day == 1 {
                months += 1
                #expect(civil.month == before.month % 12 + 1)
            } else {
                #expect(civil.day == before.day + 1 && civil.month == before.month && civil.year == before.year)
            }
            #expect(Day(year: civil.year, month: civil.month, day: civil.day) == first + step)
            before = civil
        }
        #expect(months == 4800)
        #expect(before == (2300, 1, 1))
    }

    @Test(
        "The business day is China's",
        arguments: [
            (Int64(0), "1970-01-01 08:00:00"), (1_772_591_400_000, "2026-03-04 10:30:00"), (1_772_639_999_999, "2026-03-04 23:59:59"),
            (1_772_640_000_000, "2026-03-05 00:00:00"), (-28_800_001, "1969-12-31 23:59:59"), (-28_800_000, "1970-01-01 00:00:00"),
        ])
    func moments(milliseconds: Int64, text: String) {
        let moment = Moment(milliseconds: milliseconds)
        #expect(moment.text == text)
        #expect(moment.day.text == String(text.prefix(10)))
    }

    @Test("A day begins at midnight in China and is its own")
    func start() throws {
        let day = try #require(Day(compact: 20_260_304))
        #expect(day.start.text == "2026-03-04 00:00:00")
        #expect(day.start.day == day)
        #expect(Moment(milliseconds: day.start.milliseconds - 1).day == day + -1)
        #expect(day.start.adding(seconds: 86_399).day == day)
        #expect(day.start.adding(seconds: 86_400).day == day + 1)
    }

    @Test("Periods are months, in order")
    func periods() throws {
        let day = try #require(Day(compact: 20_251_231))
        #expect(day.period.number == 202_512)
        #expect(day.period.text == "2025-12")
        #expect((day + 1).period.text == "2026-01")
        #expect(day.period < (day + 1).period)
    }
}
