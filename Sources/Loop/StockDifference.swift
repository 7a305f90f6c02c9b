import Documents
import Kernel
import Storage

/// A key whose ledgers differ, and the documents that make the difference: those that moved other pieces in one ledger than in another.
public struct StockDifference: Sendable, Hashable {
    /// Why a document's pieces are not yet, or not alike, in every ledger.
    public enum Standing: Sendable, Hashable {
        /// What follows from it is written down and not done yet.
        case inFlight
        case inDispute
        case unexplained

        public var chinese: String {
            switch self {
            case .inFlight: "在途"
            case .inDispute: "争议"
            case .unexplained: "无法说明"
            }
        }
        public var english: String {
            switch self {
            case .inFlight: "in flight"
            case .inDispute: "in dispute"
            case .unexplained: "unexplained"
            }
        }
    }

    /// One document whose moves of the key differ.
    public struct Cause: Sendable, Hashable {
        public let document: DocumentNumber
        public let physical: Int64
        public let promise: Int64
        public let value: Int64
        public let standing: Standing
    }

    public let row: StockAgreement.Row
    public let causes: [Cause]
    /// What of each ledger its own documents do not tell: a balance that is not the sum of its moves.
    public let untold: (physical: Int64, promise: Int64, value: Int64)

    public var isExplained: Bool {
        untold == (0, 0, 0) && !causes.isEmpty && causes.allSatisfy { $0.standing != .unexplained }
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.row == right.row && left.causes == right.causes && left.untold == right.untold
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(row)
        hasher.combine(causes)
    }

    /// Items whose moves are read at once.
    private static let pageSize = 200

    private struct Key: Hashable {
        let warehouse: String
        let item: Int64
        let condition: String
        let owner: String
    }

    private struct Moved: Equatable {
        var physical: Int64 = 0
        var promise: Int64 = 0
        var value: Int64 = 0
    }

    /// Reads the moves of the keys that differ, document by document. Moves lie in the order of documents, so that one pass over each ledger's
    /// moves serves many items.
    static func explain(_ rows: [StockAgreement.Row], _ connection: any Connection) throws -> [StockDifference] {
        var found: [StockDifference] = []
        for start in stride(from: 0, to: rows.count, by: pageSize) {
            let page = rows[start..<min(start + pageSize, rows.count)]
            var moved: [Key: [Int64: Moved]] = [:]
            for row in page { moved[key(row)] = [:] }
            let items = Set(page.map(\.item)).map(String.init).joined(separator: ", ")
            func add(_ row: [SQLValue], _ change: (inout Moved, Int64) -> Void) {
                let key = Key(warehouse: row[1].text, item: row[2].integer, condition: row[3].text, owner: row[4].text)
                guard moved[key] != nil else { return }
                change(&moved[key]![row[0].integer, default: Moved()], row[5].integer)
            }
            let columns = "document, warehouse, item, condition, owner, pieces"
            for row in try connection.query("SELECT \(columns) FROM physical_move WHERE item IN (\(items))") {
                add(row) { $0.physical += $1 }
            }
            for row in try connection.query("SELECT \(columns) FROM promise_move WHERE item IN (\(items))") {
                add(row) { $0.promise += $1 }
            }
            for row in try connection.query(
                """
                SELECT COALESCE(s.source, l.document), l.warehouse, l.item, l.condition, '', CASE WHEN l.side = 0 THEN l.pieces ELSE -l.pieces END
                FROM posting_line l LEFT JOIN log s ON s.position = l.document
                WHERE l.place = \(ValuePlace.onHand.rawValue) AND l.item IN (\(items))
                """)
            {
                add(row) { $0.value += $1 }
            }
            let standings = try standings(Set(moved.values.flatMap(\.keys)), connection)
            for row in page {
                let documents = moved[key(row)] ?? [:]
                let told = documents.values.reduce(into: Moved()) { sum, part in
                    sum.physical += part.physical
                    sum.promise += part.promise
                    sum.value += part.value
                }
                let causes = documents.keys.sorted().compactMap { document -> Cause? in
                    guard let part = documents[document] else { return nil }
                    let isAlike = part.physical == part.promise && (!row.owner.isEmpty || part.promise == part.value)
                    guard !isAlike, let (number, standing) = standings[document] else { return nil }
                    return Cause(
                        document: number, physical: part.physical, promise: part.promise, value: part.value, standing: standing)
                }
                found.append(
                    StockDifference(
                        row: row, causes: causes,
                        untold: (row.physical - told.physical, row.promise - told.promise, row.value - told.value)))
            }
        }
        return found
    }

    private static func key(_ row: StockAgreement.Row) -> Key {
        Key(warehouse: row.warehouse, item: row.item, condition: row.condition, owner: row.owner)
    }

    /// The numbers of these documents and where each stands.
    private static func standings(
        _ documents: Set<Int64>, _ connection: any Connection
    ) throws -> [Int64: (DocumentNumber, Standing)] {
        var result: [Int64: (DocumentNumber, Standing)] = [:]
        let disputed = Set(try connection.query("SELECT document FROM dispute").map { $0[0].integer })
        // A continuation is numbered after the command that left it.
        let open = Set(
            try connection.query("SELECT DISTINCT id / 1000 FROM continuation WHERE LENGTH(body) > 0").map { $0[0].integer })
        let sorted = documents.sorted()
        for start in stride(from: 0, to: sorted.count, by: 500) {
            let list = sorted[start..<min(start + 500, sorted.count)].map(String.init).joined(separator: ", ")
            for row in try connection.query("SELECT position, kind, recorded_at, command FROM log WHERE position IN (\(list))") {
                guard let kind = DocumentKind(rawValue: row[1].integer) else { continue }
                let position = row[0].integer
                let number = DocumentNumber(kind: kind, day: Moment(milliseconds: row[2].integer).day, position: position)
                result[position] = (
                    number, disputed.contains(position) ? .inDispute : open.contains(row[3].integer) ? .inFlight : .unexplained
                )
            }
        }
        return result
    }
}
