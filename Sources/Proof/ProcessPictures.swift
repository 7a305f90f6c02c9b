import Documents
import Foundation
import Loop

/// One picture a flow, drawn from the routes, the lineage and the state arrows: pages in Markdown with Mermaid, Chinese with English.
///
/// Nothing is drawn by hand. A new kind of document appears by its number in its flow, or on the page of those without one.
public enum ProcessPictures {
    /// A flow: the documents of one business, by the ranges of their kinds' numbers.
    struct Flow {
        let file: String
        let chinese: String
        let english: String
        let numbers: [ClosedRange<Int64>]
    }

    /// The one table that groups kinds into flows.
    static let flows: [Flow] = [
        Flow(file: "sales", chinese: "销售:从平台订单到凭证", english: "Sales: from the channel order to the voucher", numbers: [20...24, 30...31]),
        Flow(file: "purchase", chinese: "采购与采购退货", english: "Purchase and purchase return", numbers: [11...19, 41...49]),
        Flow(file: "returns", chinese: "售后退货", english: "Customer returns", numbers: [25...29, 50...54, 56...59]),
        Flow(file: "transfers", chinese: "跨仓调拨", english: "Transfers between warehouses", numbers: [60...69]),
        Flow(file: "counts", chinese: "盘点与损溢", english: "Counts, losses and gains", numbers: [55...55, 70...79]),
        Flow(
            file: "other-stock", chinese: "期初、其他出入库、状态调整、组装", english: "Opening, other stock documents, conditions, assembly",
            numbers: [10...10, 80...89]),
        Flow(file: "business-orders", chinese: "批发与其他订单", english: "Orders of businesses and other orders", numbers: [90...99, 120...129]),
        Flow(file: "warehouse", chinese: "仓内作业:波次、扫码、包裹", english: "Inside the warehouse: waves, scans, parcels", numbers: [100...109]),
        Flow(file: "agreement", chinese: "三账核对:库存动态、申报、预警", english: "Agreement: stock status, claims, variance", numbers: [110...119]),
        Flow(file: "books", chinese: "过账、凭证与审批", english: "Postings, vouchers and approvals", numbers: [32...33, 40...40]),
        Flow(file: "records", chinese: "基础资料", english: "Master records", numbers: [1...9]),
    ]

    private static let rest = Flow(file: "others", chinese: "其他单据", english: "Other documents", numbers: [])

    static func flow(of kind: DocumentKind) -> Flow {
        flows.first { $0.numbers.contains { $0.contains(kind.rawValue) } } ?? rest
    }

    private static let note = "<!-- 由 tripod flows 生成,请勿手改 · made by tripod flows, not by hand -->"

    /// Every page by its file name.
    public static func pages() -> [(file: String, text: String)] {
        let used = (flows + [rest]).filter { flow in DocumentKind.allCases.contains { ProcessPictures.flow(of: $0).file == flow.file } }
        var pages = used.map { (file: $0.file + ".md", text: page($0)) }
        pages.append((file: "README.md", text: index(used)))
        return pages
    }

    /// Files of a folder that are not as they would be written, or that are no page.
    public static func stale(in folder: String) throws -> [String] {
        var found: [String] = []
        let pages = pages()
        for page in pages where (try? String(contentsOfFile: folder + "/" + page.file, encoding: .utf8)) != page.text {
            found.append(page.file)
        }
        let there = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return found + there.filter { file in file.hasSuffix(".md") && !pages.contains { $0.file == file } }.sorted()
    }

    public static func write(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let pages = pages()
        for file in try FileManager.default.contentsOfDirectory(atPath: folder)
        where file.hasSuffix(".md") && !pages.contains(where: { $0.file == file }) {
            try FileManager.default.removeItem(atPath: folder + "/" + file)
        }
        for page in pages { try page.text.write(toFile: folder + "/" + page.file, atomically: true, encoding: .utf8) }
    }

    // MARK: Pages

    private static func index(_ used: [Flow]) -> String {
        var lines = [
            note, "# 流程图 · Process pictures", "",
            "每张图由单据路由、来源规则和状态箭头生成。Each picture is made from the routes, the rules of lineage and the arrows of states.", "",
            "| 流程 flow | 单据 documents |", "| --- | --- |",
        ]
        for flow in used {
            let names = kinds(of: flow).map(\.chinese).joined(separator: "、")
            lines.append("| [\(flow.chinese) · \(flow.english)](\(flow.file).md) | \(names) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func kinds(of flow: Flow) -> [DocumentKind] {
        DocumentKind.allCases.filter { ProcessPictures.flow(of: $0).file == flow.file }.sorted { $0.rawValue < $1.rawValue }
    }

    private static func page(_ flow: Flow) -> String {
        let own = kinds(of: flow)
        var lines = [note, "# \(flow.chinese) · \(flow.english)", "", "[全部流程 · all flows](README.md)", ""]
        lines += picture(own)
        lines += [
            "",
            "箭头指向由前一单据产生、或引用它的单据;虚线框属于别的流程。An arrow leads to what follows from a document; dashed boxes belong to other flows.",
            "",
        ]
        lines += table(own)
        for machine in StateMachine.all where machine.kind.map({ own.contains($0) }) ?? true {
            lines += ["", "## \(machine.chinese)的状态 · States of the \(machine.english)", ""]
            lines += states(machine)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What follows from what, with the neighbours in other flows.
    private static func picture(_ own: [DocumentKind]) -> [String] {
        var edges: [(from: DocumentKind, to: DocumentKind)] = []
        for kind in DocumentKind.allCases {
            let rule = lineage(kind)
            if rule.isAny { continue }
            for parent in rule.parents where own.contains(kind) || own.contains(parent) { edges.append((parent, kind)) }
        }
        let drawn = Set(own + edges.flatMap { [$0.from, $0.to] }).sorted { $0.rawValue < $1.rawValue }
        var lines = ["```mermaid", "flowchart TD"]
        for kind in drawn {
            let legs = Routes.legs(for: kind).map(\.chinese).joined(separator: " ")
            let way: String =
                switch kind.direction {
                case .comesIn: " ⬆ 入库"
                case .goesOut: " ⬇ 出库"
                case .both: " ⬍ 出入库"
                case nil: ""
                }
            let text = "\(kind.prefix) \(kind.chinese)<br/>\(kind.english)<br/>\(legs.isEmpty ? "资料" : legs)\(way)"
            lines.append("    \(node(kind))[\"\(text)\"]")
        }
        for edge in edges.sorted(by: { ($0.from.rawValue, $0.to.rawValue) < ($1.from.rawValue, $1.to.rawValue) }) {
            lines.append("    \(node(edge.from)) --> \(node(edge.to))")
        }
        let outside = drawn.filter { !own.contains($0) }
        if !outside.isEmpty {
            lines.append("    classDef outside stroke-dasharray: 4 4,fill:none")
            lines.append("    class \(outside.map(node).joined(separator: ",")) outside")
        }
        return lines + ["```"]
    }

    /// What a kind may follow from, by all rules together. One that may follow from every kind is drawn without arrows.
    private static func lineage(_ kind: DocumentKind) -> (parents: [DocumentKind], isAny: Bool, mayStandAlone: Bool) {
        let rules = LineageChecks.parents.filter { $0.kind == kind }
        let parents = Set(rules.flatMap(\.parents))
        return (
            parents.sorted { $0.rawValue < $1.rawValue }, parents.count == DocumentKind.allCases.count,
            rules.contains(where: \.mayStandAlone)
        )
    }

    private static func node(_ kind: DocumentKind) -> String { "k\(kind.rawValue)" }

    private static func table(_ own: [DocumentKind]) -> [String] {
        var lines = [
            "| 字头 | 单据 document | 交给 goes to | 来自 follows from | 过账 postings |", "| --- | --- | --- | --- | --- |",
        ]
        for kind in own {
            let legs = Routes.legs(for: kind).map(\.chinese).joined(separator: "、")
            let rule = lineage(kind)
            var sources = rule.isAny ? ["任意单据 any document"] : rule.parents.map(\.chinese)
            if rule.mayStandAlone { sources.append("独立 stands alone") }
            var events: [PostingEvent] = []
            for rule in LineageChecks.events where rule.source == kind {
                for event in rule.events where !events.contains(event) { events.append(event) }
            }
            lines.append(
                "| \(kind.prefix) | \(kind.chinese) \(kind.english) | \(legs) | \(sources.joined(separator: "、")) | \(events.map(\.chinese).joined(separator: "、")) |"
            )
        }
        return lines
    }

    /// States as boxes, documents as rounded knots between them: a document that may come in several states is drawn once.
    private static func states(_ machine: StateMachine) -> [String] {
        var lines = ["```mermaid", "flowchart LR"]
        for state in machine.states { lines.append("    \(state.name)[\"\(state.chinese)<br/>\(state.english)\"]") }
        for (number, arrow) in machine.arrows.enumerated() {
            let knot = "d\(number + 1)"
            lines.append("    \(knot)([\"\(arrow.by.chinese)<br/>\(arrow.by.english)\"])")
            for state in arrow.from { lines.append("    \(state.name) --- \(knot)") }
            for state in arrow.to { lines.append("    \(knot) --> \(state.name)") }
        }
        return lines + ["```"]
    }
}
