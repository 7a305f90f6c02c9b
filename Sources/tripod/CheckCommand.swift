import ArgumentParser
import Foundation
import Proof
import Storage

/// `tripod check`: every invariant, from the rows themselves.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "从明细行核对全部不变式 / verify every invariant from the rows themselves.")

    @OptionGroup var options: StoreOptions

    @Flag(help: "不重放日志 / leave out the replay of the log.")
    var shallow = false

    func run() async throws {
        let location = options.location()
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        let findings = try CompanyCheck.run(reader, deep: !shallow)
        Output.line(CompanyCheck.table(findings))
        if !CompanyCheck.isClean(findings) { throw ExitCode(1) }
    }
}
