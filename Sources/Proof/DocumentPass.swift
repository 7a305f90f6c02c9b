import Documents
import Kernel
import Loop
import Storage
import Wire

/// Decodes the log and compares its documents with the rows that should say the same, one subject a section. The rows are made
/// here again from the documents, apart from the code that folds them.
enum DocumentPass {
    /// All sections in one walk over the log.
    static let checks = [check(allSections)]

    static var allSections: [any DocumentSection.Type] {
        [
            MoveSection.self, PostingSection.self, VoucherSection.self, TaskSection.self, TradeSection.self, SplitSection.self,
            ReceivableSection.self, PersonSection.self, FreeTextSection.self, HeldSection.self, WarehouseWorkSection.self,
            TransferSection.self, LossSection.self, PurchaseSection.self, PayableSection.self, ApprovalSection.self,
            OtherStockSection.self, OpeningSection.self, OrderControlSection.self, MergeSection.self, OfferSection.self,
            CountSection.self, AgreementSection.self, ReturnSection.self, RefundSection.self, BusinessSection.self,
        ]
    }

    static func check(_ sections: [any DocumentSection.Type]) -> Check {
        let tables = Set(sections.flatMap { $0.tables }).union(["log"])
        nonisolated(unsafe) let sections = sections
        return Check(tables.sorted()) { run in try walk(run, sections.map { $0.init() }) }
    }

    private static func walk(_ run: CheckRun, _ sections: [any DocumentSection]) throws {
        for section in sections { try run.examine(section.invariant, ["log"] + type(of: section).tables) }
        guard !run.isLogBroken else { return }
        let kinds = Set(sections.flatMap { type(of: $0).kinds }).map(\.rawValue).sorted()
        var position: Int64? = 0
        while let after = position { position = try run.snapshot { try look(after: after, kinds, sections, run) } }
    }

    /// One page; answers where the next begins. The last page and what the sections say at their end share a snapshot: nothing is
    /// written between them.
    private static func look(
        after position: Int64, _ kinds: [Int64], _ sections: [any DocumentSection], _ run: CheckRun
    ) throws -> Int64? {
        let page = try LogPages.log(run.connection, after: position, kinds: kinds)
        let isLast = page.count < LogPages.pageSize
        let end = isLast ? Int64.max : page[page.count - 1].position
        var documents: [LoggedDocument] = []
        documents.reserveCapacity(page.count)
        for row in page {
            do {
                documents.append(try row.logged())
            } catch {
                run.report(.chain, "单据 \(row.position) 无法解析 / document \(row.position) cannot be read: \(error)")
            }
        }
        for section in sections {
            let wanted = documents.filter { type(of: section).kinds.contains($0.document.kind) }
            try section.look(at: DocumentPage(documents: wanted, after: position, through: end), run)
        }
        guard isLast else { return end }
        for section in sections { try section.finish(run) }
        return nil
    }
}

/// Some documents of one kind or a few, in log order, with the range of positions they stand for.
struct DocumentPage {
    let documents: [LoggedDocument]
    let after: Int64
    let through: Int64
}

/// One subject of the document pass. A company may be written between two pages: rows that can change are judged against the
/// document they name as their newest, which a later page shows if it is not on this one.
protocol DocumentSection: AnyObject {
    static var kinds: Set<DocumentKind> { get }
    static var tables: [String] { get }
    var invariant: Invariant { get }
    init()
    func look(at page: DocumentPage, _ run: CheckRun) throws
    func finish(_ run: CheckRun) throws
}

extension DocumentSection {
    func finish(_ run: CheckRun) throws {}

    /// Compares rows that a range of documents must have made with those that are there. `column` holds the document's position.
    func compare(
        _ schema: TableSchema, by column: String, _ page: DocumentPage, _ expected: [[SQLValue]], _ run: CheckRun,
        columns: [String]? = nil
    ) throws {
        let names = columns ?? schema.columns.map(\.name)
        let found = try run.connection.query(
            "SELECT \(names.joined(separator: ", ")) FROM \(schema.name) WHERE \(column) > $1 AND \(column) <= $2 ORDER BY \(schema.keyNames)",
            [.integer(page.after), .integer(page.through)])
        compare(schema.name, names, expected, found, run)
    }

    /// Compares two lists of rows, expected and found, in order.
    func compare(_ table: String, _ names: [String], _ expected: [[SQLValue]], _ found: [[SQLValue]], _ run: CheckRun) {
        if expected == found { return }
        let wanted = Set(expected)
        let there = Set(found)
        func text(_ row: [SQLValue]) -> String { zip(names, row).map { "\($0)=\($1.text)" }.joined(separator: " ") }
        var count: Int64 = 0
        for row in found where !wanted.contains(row) {
            count += 1
            run.report(invariant, "\(table): 单据中没有 / no document says \(text(row))")
        }
        for row in expected where !there.contains(row) {
            count += 1
            run.report(invariant, "\(table): 缺少 / lacks \(text(row))")
        }
        if count == 0 { run.report(invariant, "\(table): 行序不同 / rows in another order") }
    }
}
