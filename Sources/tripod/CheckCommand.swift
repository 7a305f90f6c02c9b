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

    @Flag(help: "在副本中埋入差错,检查是否都被发现 / plant faults in a copy; every check must fire.")
    var selfTest = false

    @Option(help: "自检的随机改动数 / seeded mutations of the self-test.")
    var mutations = 500

    @Option(help: "自检的种子 / the self-test's seed.")
    var seed: UInt64 = 1

    func run() async throws {
        let location = options.location()
        let ring = try options.existingKeyRing(for: location)
        if ring == nil { note("没有密钥文件:密封件只核对形式 / no key file: sealed records are checked for their form only") }
        if selfTest {
            let report = try SelfTest.run(location, mutations: mutations, seed: seed, keyRing: ring)
            Output.line(report.text)
            if !report.isComplete || report.score < 99 { throw ExitCode(1) }
            return
        }
        let reader = try location.connect(readOnly: true)
        defer { reader.close() }
        let findings = try CompanyCheck.run(reader, deep: !shallow, keyRing: ring)
        Output.line(CompanyCheck.table(findings))
        if !CompanyCheck.isClean(findings) { throw ExitCode(1) }
    }
}

/// `tripod replay`: the three proofs that the log alone gives the ledgers.
struct ReplayLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "三项证明:余额=明细之和,明细=日志重放,命令重新裁决得到相同单据 / balances = rows, rows = fold of the log, commands decided again.")

    @OptionGroup var options: StoreOptions

    func run() async throws {
        let report = try await Replay.run(options.location())
        Output.line(report.text)
        if !report.isEqual { throw ExitCode(1) }
    }
}

/// `tripod explain NUMBER`: where a number comes from.
struct ExplainNumber: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "追溯单据、凭证或余额的全部来龙去脉 / the whole lineage of a document, voucher or balance.",
        discussion:
            "NUMBER is a document number (XS…), a voucher (\"BOOK 2026-03 转-12\"), a balance (\"BOOK 2026-03 1122\"), or SHOP/ORDER.")

    @Argument(help: "单号、凭证号或余额 / what to explain.")
    var number: [String]

    @OptionGroup var options: StoreOptions

    func run() throws {
        let reader = try options.location().connect(readOnly: true)
        defer { reader.close() }
        Output.line(try speaking { try reader.snapshot { try Explain.explain(number.joined(separator: " "), reader) } })
    }
}
