import Documents
import Foundation
import Loop
import Storage

/// INV-15: the ledgers that the log alone makes, folded into a scratch store, and their comparison with the company's.
///
/// The fold runs the very code that live commits run (``LegTables/apply(_:)``), over pages of the log; it decides nothing.
final class LedgerFold {
    private let location: StoreLocation
    private let scratch: any Connection
    private let legs = LegTables()
    /// Where a document's own changes began.
    private let marks = CommandMarks()
    /// Documents folded.
    private(set) var count: Int64 = 0
    /// Why the log could not be folded, when it could not.
    private(set) var failure: String?
    private static let batch = 500
    private var position: Int64 = 0
    private let follows: Bool

    /// Folds the whole log of a store. A log whose chain is broken is not folded: `failure` says so. One that `follows` folds what the
    /// company has written since, before a table is compared.
    init(of connection: any Connection, follows: Bool = false) throws {
        self.follows = follows
        location = try ScratchStore.make()
        try Migrator.migrate(location, CompanySchema.migrations, at: 0)
        scratch = try location.connect()
        try scratch.execute("PRAGMA synchronous = OFF")
        failure = try ChainPass.brokenLog(connection)
        guard failure == nil else { return }
        for table in legs.tables {
            table.join(marks)
            try table.preload(scratch)
        }
        try foldOn(connection)
    }

    /// Folds what lies behind the last document folded.
    private func foldOn(_ connection: any Connection) throws {
        while true {
            let page = try LogPages.log(connection, after: position, limit: LedgerFold.batch)
            guard let last = page.last else { break }
            do {
                try fold(try page.map { try $0.logged() })
            } catch let error as StorageError {
                throw error
            } catch {
                failure = "位置 \(position + 1) 之后无法重放 / cannot fold after position \(position): \(error)"
                return
            }
            position = last.position
            count += Int64(page.count)
        }
    }

    /// Folds one page. A document that touches rows nobody has read is taken back; the pass goes on to learn what else is needed,
    /// and the whole page is folded again when those rows are there.
    private func fold(_ page: [LoggedDocument]) throws {
        let tables = legs.tables
        var pass = 0
        while true {
            pass += 1
            for table in tables where table.hasWanted { try table.load(scratch) }
            var waiting: Set<Int64> = []
            for logged in page {
                marks.begin()
                do {
                    try legs.apply(logged)
                } catch {
                    // Without rows that an earlier document of the page would have made, any error may come; alone it is real.
                    guard error is Unread || !waiting.isEmpty else { throw error }
                    marks.rollback()
                    waiting.insert(logged.position)
                }
            }
            if waiting.isEmpty { break }
            for table in tables { table.rollback(to: 0) }
            if pass > 200 { throw ProofError.foldKeepsAsking(position: page[0].position) }
        }
        try scratch.begin()
        for table in tables where !table.isClean { _ = try table.flush(scratch) }
        try scratch.commit()
        for table in tables { table.settle() }
    }

    /// Compares one table of the store under check with the fold.
    func check(_ schema: TableSchema) -> Check {
        nonisolated(unsafe) let fold = self
        return Check([schema.name]) { run in
            try run.examine(.fold, [schema.name])
            if let failure = fold.failure {
                if run.hasReported(.fold) { return }
                run.report(.fold, failure)
                return
            }
            if fold.follows { try fold.foldOn(run.connection) }
            let (unequal, sample) = try TableComparison.compare(schema, run.connection, fold.scratch)
            if unequal > 0 { run.report(.fold, count: unequal, sample) }
        }
    }

    /// The first difference of each table that differs, by table.
    func differences(_ connection: any Connection) throws -> [(table: String, rows: Int64, first: String)] {
        try CompanySchema.folded.compactMap { schema in
            let (unequal, sample) = try TableComparison.compare(schema, connection, scratch)
            return unequal == 0 ? nil : (schema.name, unequal, sample)
        }
    }

    func close() {
        scratch.close()
        try? location.erase()
    }
}
