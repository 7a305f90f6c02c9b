import ArgumentParser
import Documents
import Foundation
import Kernel
import Loop
import Security
import Storage
import Wire

/// `tripod play FILE`: commands as JSON lines in, documents, entries and vouchers out.
struct Play: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "逐行执行 JSON 命令并列出单据、分录与凭证 / play commands from JSON lines and show what they make.",
        discussion: "The format is described in docs/play.md. Without --store a throw-away company is used.")

    @Argument(help: "JSON lines; - reads standard input.")
    var file: String

    @OptionGroup var options: StoreOptions

    @Flag(help: "只预演,不写入 / decide over a snapshot and write nothing.")
    var dryRun = false

    @Flag(help: "输出 JSON 行 / one JSON object a line, for machines.")
    var json = false

    func run() async throws {
        let lines = try readLines()
        // A preview of a company that is not there yet is decided on a new one, and leaves nothing behind.
        let isNamed = options.store != nil || ProcessInfo.processInfo.environment["TRIPOD_STORE"] != nil
        let isThrowAway = !isNamed || dryRun && !options.location().mayExist
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tripod-play-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let location = isThrowAway ? .sqlite(path: folder.appendingPathComponent("play.db").path) : options.location()
        let ring: KeyRing
        if isThrowAway || dryRun {
            let known = try isThrowAway ? nil : options.existingKeyRing(for: location)
            ring = try known ?? KeyRing.load(path: folder.appendingPathComponent("keys").path)
        } else {
            ring = try options.keyRing(for: location)
        }

        var commands: [(line: Int, command: Command, at: Moment)] = []
        var failures = 0
        var last = SystemClock().now()
        for (number, text) in lines {
            do {
                let (command, at) = try Command.decode(json: text)
                last = at ?? command.body.statedMoment ?? last
                commands.append((number, command, last))
            } catch {
                failures += 1
                let message = "第 \(number) 行无法解析 / line \(number) cannot be read: \(error)"
                if json { Output.line("{\"line\":\(number),\"error\":\(quoted(message))}") } else { note(message) }
            }
        }
        let isJSON = json
        var effects: [Preview.Effect] = []
        func show(_ line: Int, _ effect: Preview.Effect, _ names: [Int64: String]) throws {
            if effect.answer.outcome == .refused || effect.answer.outcome == .failed { failures += 1 }
            if isJSON {
                try PlayReport.printJSON(line: line, effect)
            } else {
                PlayReport.printText(line: line, effect, names)
                effects.append(effect)
            }
        }
        if isThrowAway || !dryRun { try await setUp(location, ring) }
        let names = try PlayReport.accountNames(location)
        if dryRun {
            let preview = try Preview.run(
                location, keyRing: ring, random: SystemRandom(), commands: commands.map { ($0.command, $0.at) })
            for (entry, effect) in zip(commands, preview.effects) { try show(entry.line, effect, names) }
        } else {
            // Each answer is shown as it comes: what is printed is durable.
            let company = try Company.open(location, keyRing: ring)
            let reader = try location.connect(readOnly: true)
            defer { reader.close() }
            var before = try reader.scalar("SELECT position FROM head WHERE id = 1")
            for (line, command, at) in commands {
                let answer = try await company.submit([(command: command, at: at)])[0]
                let after = try reader.scalar("SELECT position FROM head WHERE id = 1")
                let rows = try reader.read(LogRow.self, keys: before < after ? Array(before + 1...after) : [])
                before = after
                let documents = try rows.map { try $0.logged() }.sorted { $0.position < $1.position }
                try show(line, Preview.Effect(answer: answer, documents: documents), names)
            }
            await company.close()
        }
        if !json { PlayReport.printSums(effects) }
        if failures > 0 { throw ExitCode(2) }
    }

    private func readLines() throws -> [(Int, String)] {
        let data =
            try file == "-" ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(fileURLWithPath: file))
        return String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            let text = line.trimmingCharacters(in: .whitespaces)
            return text.isEmpty || text.hasPrefix("#") ? nil : (index + 1, text)
        }
    }

    /// A company without accounts gets the standard ones first.
    private func setUp(_ location: StoreLocation, _ ring: KeyRing) async throws {
        let company = try Company.open(location, keyRing: ring)
        try await StandardSetup.ensure(in: company)
        await company.close()
    }
}

private func quoted(_ text: String) -> String {
    let data = (try? JSONEncoder().encode(text)) ?? Data("\"\"".utf8)
    return String(decoding: data, as: UTF8.self)
}

extension CommandBody {
    /// The moment that a command's own document states, for lines without `at`.
    var statedMoment: Moment? {
        switch self {
        case .openingStock(let stock): stock.day.start
        case .purchaseReceipt(let receipt): receipt.happenedAt
        case .channelOrder(let order): order.paidAt ?? order.placedAt
        case .salesIssue(let report): report.happenedAt
        case .otherReceipt(let receipt): receipt.happenedAt
        case .otherIssue(let issue): issue.happenedAt
        case .conditionChange(let change): change.happenedAt
        case .assembly(let assembly): assembly.happenedAt
        case .binMove(let move): move.happenedAt
        case .openingBalances(let opening): opening.day.start
        case .channelReturn(let returned): returned.happenedAt
        case .channelRefund(let refund): refund.happenedAt
        case .returnReceipt(let report): report.happenedAt
        case .parcelEvent(let report): report.happenedAt
        case .writeDown(let request): request.happenedAt
        case .transferIssue(let report): report.happenedAt
        case .transferReceipt(let report): report.happenedAt
        case .transferShortage(let report): report.happenedAt
        case .businessReceipt(let report): report.happenedAt
        case .consignmentStatement(let report): report.happenedAt
        case .sealVouchers(_, let day): (day + 1).start
        case .purchaseOrder(let terms): terms.orderedAt
        case .arrival(let report): report.happenedAt
        case .inspection(let report): report.happenedAt
        case .putAway(let report): report.happenedAt
        case .purchaseReturnIssue(let report): report.happenedAt
        case .landedCost(let bill): bill.happenedAt
        case .priceChange(let request): request.happenedAt
        case .dropshipConfirmation(let confirmation): confirmation.happenedAt
        default: nil
        }
    }
}

extension StandardSetup {
    /// Enters the standard records into a company that has none.
    static func ensure(in company: Company) async throws {
        let reader = try company.location.connect(readOnly: true)
        defer { reader.close() }
        guard try reader.scalar("SELECT COUNT(*) FROM account") == 0 else { return }
        let actor = Actor(name: "tripod", position: "setup", device: "command line")
        _ = try await company.submit(records.map { Command(actor: actor, body: .masterRecord($0)) })
    }
}
