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

        func run() async throws {
            let mapping = try speaking { try OrderImport.mapping(path: map) }
            let location = options.location()
            var beside = [map]
            if case .sqlite(let path) = location { beside.append(path) }
            let company = try options.open(location)
            try await StandardSetup.ensure(in: company)
            let actor = Actor(name: NSUserName(), position: "importer", device: ProcessInfo.processInfo.hostName)
            let importer = OrderImport(mapping: mapping, company: company, actor: actor, isQuiet: quiet)
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
