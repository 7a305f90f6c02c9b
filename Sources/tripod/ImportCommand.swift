import ArgumentParser
import Connectors
import Documents
import Foundation
import Kernel
import Loop

/// `tripod import …`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "导入其他系统的数据 / bring in other people's data.", subcommands: [Orders.self])

    /// `tripod import orders --map MAP.yaml FILE…`
    struct Orders: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "按映射文件导入订单 / import order exports through a mapping.",
            discussion: "The mapping format is described in docs/order-import.md; Examples/ holds two.")

        @Option(help: "映射文件 / the mapping, a YAML file.")
        var map: String

        @Argument(help: "导出文件(CSV 或 .gz) / the exports, plain or gzip.")
        var files: [String]

        @Option(help: "拒收行写入的文件 / where rejected rows go.")
        var rejects = "rejects.csv"

        @OptionGroup var options: StoreOptions

        @Flag(help: "不显示进度 / no progress.")
        var quiet = false

        @Flag(help: "逐条打印已落盘的答复:来源、单号、结果 / print each answer once it is durable: source, key, outcome.")
        var answers = false

        func run() async throws {
            let mapping = try speaking { try OrderImport.mapping(path: map) }
            let location = options.location()
            var beside = [map]
            if case .sqlite(let path) = location { beside.append(path) }
            let company = try options.open(location)
            try await StandardSetup.ensure(in: company)
            let actor = Actor(name: NSUserName(), position: "importer", device: ProcessInfo.processInfo.hostName)
            let prints = answers
            let importer = OrderImport(mapping: mapping, location: location, actor: actor, isQuiet: quiet) { commands in
                let answers = try await company.submit(commands)
                if prints { Self.tell(commands, answers) }
                return answers
            }
            let summary: ImportSummary
            do {
                summary = try await importer.run(files: files, rejects: rejects, beside: beside)
            } catch let refusal as any Refusal {
                await company.close()
                note(refusal.chinese + "\n" + refusal.english)
                throw ExitCode(1)
            }
            await company.close()
            Output.line(summary.table)
            if summary.readNothing { throw ExitCode(1) }
        }

        /// One line a command that has an external key, in one write.
        private static func tell(_ commands: [Command], _ answers: [Answer]) {
            let lines = zip(commands, answers).compactMap { command, answer in
                command.external.map { "\($0.source)\t\($0.key)\t\(answer.outcome.rawValue)" }
            }
            if !lines.isEmpty { Output.line(lines.joined(separator: "\n")) }
        }
    }
}

/// Runs `body`; a refusal is told in both languages and ends the program with 1.
func speaking<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let refusal as any Refusal {
        note(refusal.chinese + "\n" + refusal.english)
        throw ExitCode(1)
    }
}
