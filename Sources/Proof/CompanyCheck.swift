import Kernel
import Loop
import Security
import Storage

/// Verifies the invariants of a company from its rows alone, on both engines.
public struct CompanyCheck {
    /// What was found out about one invariant.
    public struct Finding: Sendable, Hashable {
        /// `INV-01`
        public let invariant: String
        public let titleChinese: String
        public let titleEnglish: String
        /// Rows of the tables that were compared, each table once.
        public let examined: Int64
        /// Records that nothing explains; 0 is what a sound company has.
        public let unexplained: Int64
        /// At most five of them, each with its record and numbers.
        public let samples: [String]
    }

    /// Comparisons among rows, by statements of the engine.
    static let rowChecks: [Check] =
        LedgerChecks.all + StockChecks.all + OrderChecks.all + ReceivableChecks.all + LineageChecks.all + NumberChecks.all
        + PersonChecks.all + TransferChecks.all + WarehouseWorkChecks.all + LossChecks.all + PurchaseChecks.all
        + OtherStockChecks.all + OrderControlChecks.all + CountChecks.all + AgreementChecks.all + ReturnChecks.all + BusinessChecks.all

    /// Walks over the log and the audit trail, page by page.
    private static let passes: [Check] = [ChainPass.logCheck, ChainPass.commandCheck, CommandPass.check] + DocumentPass.checks

    /// Every check but the fold of the log.
    static let checks: [Check] = rowChecks + passes

    /// The checks that compare what is kept as a balance with the rows it sums.
    static let balanceChecks: [Check] =
        LedgerChecks.balances + LedgerChecks.bundles + StockChecks.physical + StockChecks.promise + OrderChecks.sums + OrderChecks.parts
        + ReceivableChecks.all + PurchaseChecks.payables

    /// Checks a company, which may be written meanwhile: each comparison sees one snapshot, and a walk over the log ends in the
    /// snapshot of its last page.
    ///
    /// `deep` also folds the whole log into a scratch store and compares every table cell by cell (INV-15). With `keyRing` every
    /// sealed record is opened, too (INV-14). Throws ``StorageError`` when the store cannot be read; what is wrong with its rows is a
    /// finding, never an error.
    public static func run(_ connection: any Connection, deep: Bool = true, keyRing: KeyRing? = nil) throws -> [Finding] {
        let run = CheckRun(connection)
        for check in rowChecks { try run.snapshot { try check.run(run) } }
        for check in passes + (keyRing.map { [PersonChecks.sealed($0)] } ?? []) { try check.run(run) }
        if deep {
            let fold = try LedgerFold(of: connection, follows: true)
            defer { fold.close() }
            for table in CompanySchema.folded { try run.snapshot { try fold.check(table).run(run) } }
        }
        return run.findings(deep ? Invariant.allCases : Invariant.allCases.filter { $0 != .fold })
    }

    /// True when no finding leaves anything unexplained.
    public static func isClean(_ findings: [Finding]) -> Bool { findings.allSatisfy { $0.unexplained == 0 } }

    /// PostgreSQL sessions of ours read by key; a check reads whole tables and may join them by set. Holds for this transaction.
    static func allowSetJoins(_ connection: any Connection) throws {
        guard connection.dialect == .postgres else { return }
        try connection.execute("SET LOCAL enable_hashjoin = on")
        try connection.execute("SET LOCAL enable_mergejoin = on")
    }

    /// The findings as a table, the samples below it.
    public static func table(_ findings: [Finding]) -> String {
        var table = TextTable(["不变式", "检查行数 / rows", "无法解释 / unexplained", "内容 / what"], right: [1, 2])
        for finding in findings {
            table.add([
                finding.invariant, finding.examined.groupedText, finding.unexplained.groupedText,
                "\(finding.titleChinese) / \(finding.titleEnglish)",
            ])
        }
        var text = table.text
        for finding in findings where finding.unexplained > 0 {
            text += "\n\(finding.invariant): \(finding.unexplained.groupedText) 条无法解释 / unexplained\n"
            for sample in finding.samples { text += "  - \(sample)\n" }
            let more = finding.unexplained - Int64(finding.samples.count)
            if more > 0 { text += "  … 另有 \(more.groupedText) 条 / and \(more.groupedText) more\n" }
        }
        return text
    }
}
