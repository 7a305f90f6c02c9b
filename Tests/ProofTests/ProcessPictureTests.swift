import Documents
import Foundation
import Loop
import Testing

@testable import Proof

@Suite("流程图 · Process pictures")
struct ProcessPictureTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/flows").path

    @Test("已提交的页面是最新的 · The pages in the repository are as they would be written")
    func fresh() throws {
        #expect(try ProcessPictures.stale(in: Self.folder) == [], "run: tripod flows --write docs/flows")
    }

    @Test("每种单据都在图上,且有来源规则 · Every kind is drawn, and has its rule of lineage")
    func complete() {
        let pages = ProcessPictures.pages()
        for kind in DocumentKind.allCases {
            let flow = ProcessPictures.flow(of: kind)
            let page = pages.first { $0.file == flow.file + ".md" }
            #expect(page?.text.contains("k\(kind.rawValue)[\"\(kind.prefix) \(kind.chinese)") == true, "\(kind)")
            #expect(LineageChecks.parents.contains { $0.kind == kind }, "\(kind) has no rule of lineage")
        }
    }

    @Test("每个状态都能到达 · Every state is reached by an arrow, and every page of a changed folder is found stale")
    func reachable() throws {
        for machine in StateMachine.all {
            let reached = Set(machine.arrows.flatMap(\.to))
            let begun = Set(machine.arrows.flatMap(\.from))
            for state in machine.states {
                #expect(reached.contains(state) || begun.contains(state), "\(machine.english): \(state.english)")
            }
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flows-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try ProcessPictures.write(to: folder)
        #expect(try ProcessPictures.stale(in: folder) == [])
        try "x".write(toFile: folder + "/sales.md", atomically: true, encoding: .utf8)
        try "x".write(toFile: folder + "/no-flow.md", atomically: true, encoding: .utf8)
        #expect(try ProcessPictures.stale(in: folder) == ["sales.md", "no-flow.md"])
    }
}
