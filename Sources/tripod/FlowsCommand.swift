import ArgumentParser
import Proof

/// `tripod flows`: the process pictures.
struct Flows: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flows", abstract: "流程图(Mermaid),由路由、来源规则和状态箭头生成 / one picture a flow, made from routes, lineage and state arrows.")

    @Option(help: "写入的目录 / the folder they are written to; printed when left out.")
    var write: String?

    @Flag(help: "只检查目录中的页面是否最新 / only tell whether the folder's pages are as they would be written.")
    var check = false

    func validate() throws {
        if check && write == nil { throw ValidationError("--check 需要 --write 目录 / --check needs --write and a folder") }
    }

    func run() throws {
        guard let folder = write else {
            for page in ProcessPictures.pages() { Output.line("\(page.file)\n\n\(page.text)") }
            return
        }
        if check {
            let stale = try ProcessPictures.stale(in: folder)
            guard stale.isEmpty else {
                note("过期 / stale: \(stale.joined(separator: ", "))。请运行 / run: tripod flows --write \(folder)")
                throw ExitCode(1)
            }
        } else {
            try ProcessPictures.write(to: folder)
            Output.line("\(folder): \(ProcessPictures.pages().count) 页 / pages")
        }
    }
}
