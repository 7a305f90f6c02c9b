import Foundation

/// A line on standard error that says how far an import is, how fast, and how long it will take: at most twice a second on a
/// terminal, every five seconds elsewhere.
final class ImportProgress {
    private let isQuiet: Bool
    private let isTerminal = isatty(2) == 1
    private let clock = ContinuousClock()
    private var began: ContinuousClock.Instant
    private var last: ContinuousClock.Instant?
    private var stage = ""

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        began = clock.now
    }

    /// Begins a stage, such as `读入 read orders.csv`.
    func begin(_ stage: String) {
        self.stage = stage
        began = clock.now
        last = nil
    }

    /// `done` of `total` in any unit; `count` things of `unit` were handled.
    func show(done: Int64, total: Int64, count: Int, unit: String) {
        guard !isQuiet else { return }
        let now = clock.now
        let pause: Duration = isTerminal ? .milliseconds(500) : .seconds(5)
        guard now - (last ?? began) >= pause else { return }
        last = now
        let seconds = Double((now - began).components.seconds) + Double((now - began).components.attoseconds) / 1e18
        let rate = Int64(Double(count) / max(seconds, 0.001))
        let left = done > 0 ? Int64(seconds * Double(max(0, total - done)) / Double(done)) : 0
        let percent = total > 0 ? min(100, done * 100 / total) : 0
        let line =
            "\(stage): \(percent)% · \(Int64(count).groupedText) \(unit) · \(rate.groupedText)/s · 还需 left \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)"
        write((isTerminal ? "\r\u{1B}[K" : "") + line + (isTerminal ? "" : "\n"))
    }

    /// Ends a stage with a word about what it did.
    func end(_ text: String) {
        guard !isQuiet else { return }
        write((isTerminal ? "\r\u{1B}[K" : "") + text + "\n")
        last = nil
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
