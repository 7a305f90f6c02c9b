import Storage

/// One comparison that belongs to an invariant, with the tables whose rows decide it.
struct Check: Sendable {
    let tables: [String]
    let run: @Sendable (CheckRun) throws -> Void

    init(_ tables: [String], _ run: @escaping @Sendable (CheckRun) throws -> Void) {
        self.tables = tables
        self.run = run
    }

    /// Rows that must not exist: the statement selects them, `columns` name what it selects.
    static func none(
        _ invariant: Invariant, _ name: String, tables: [String], columns: [String], _ sql: String
    ) -> Check {
        Check(tables) { run in
            try run.examine(invariant, tables)
            try run.report(invariant, sql) { row in
                name + ": " + zip(columns, row).map { "\($0)=\($1.text)" }.joined(separator: " ")
            }
        }
    }

    /// Two sums that must be equal key by key, a missing key counting as zero. Both statements select the keys and the amounts
    /// by name, in any number of rows a key.
    ///
    /// With `presence` a key must also be on both sides or on none.
    static func agree(
        _ invariant: Invariant, _ name: String, tables: [String], keys: [String], amounts: [String] = [], presence: Bool = false,
        _ left: String, _ right: String
    ) -> Check {
        let keyList = keys.joined(separator: ", ")
        let leftSums = amounts.map { ", \($0) AS l_\($0), 0 AS r_\($0)" }.joined()
        let rightSums = amounts.map { ", 0 AS l_\($0), \($0) AS r_\($0)" }.joined()
        var unequal = amounts.map { "SUM(l_\($0)) <> SUM(r_\($0))" }
        if presence { unequal.append("MAX(l_present) <> MAX(r_present)") }
        let selected = amounts.map { ", CAST(SUM(l_\($0)) AS BIGINT) AS l_\($0), CAST(SUM(r_\($0)) AS BIGINT) AS r_\($0)" }.joined()
        let sql =
            "SELECT \(keyList)\(selected), MAX(l_present) AS l_present, MAX(r_present) AS r_present FROM ("
            + "SELECT \(keyList)\(leftSums), 1 AS l_present, 0 AS r_present FROM (\(left)) AS l "
            + "UNION ALL SELECT \(keyList)\(rightSums), 0 AS l_present, 1 AS r_present FROM (\(right)) AS r"
            + ") AS joined GROUP BY \(keyList) HAVING \(unequal.joined(separator: " OR "))"
        return Check(tables) { run in
            try run.examine(invariant, tables)
            try run.report(invariant, sql) { row in
                var text = name + ": " + zip(keys, row).map { "\($0)=\($1.text)" }.joined(separator: " ")
                for (index, amount) in amounts.enumerated() {
                    let (one, other) = (row[keys.count + index * 2], row[keys.count + index * 2 + 1])
                    if one != other { text += " \(amount) \(one.text) ≠ \(other.text)" }
                }
                let last = keys.count + amounts.count * 2
                if row[last] != row[last + 1] { text += row[last].integer == 1 ? " (右侧缺 / missing right)" : " (左侧缺 / missing left)" }
                return text
            }
        }
    }
}

/// The state of one run: what was examined and what nothing explains.
final class CheckRun {
    let connection: any Connection
    static let sampleLimit = 5
    /// Passes that decode documents or commands look only at chains that verify: bytes that were changed mean nothing.
    var isLogBroken = false
    var isAuditBroken = false
    private var tables: [Invariant: Set<String>] = [:]
    private var unexplained: [Invariant: Int64] = [:]
    private var samples: [Invariant: [String]] = [:]
    private var rowCounts: [String: Int64] = [:]

    /// The caller has a transaction open: everything is seen through it.
    private var isInTransaction: Bool

    init(_ connection: any Connection, isInTransaction: Bool = false) {
        self.connection = connection
        self.isInTransaction = isInTransaction
    }

    /// Reads through one snapshot; within another one it is that. No snapshot is held longer than a statement over whole tables or a
    /// page of the log takes, so that a writer's log stays small meanwhile (DESIGN section 5).
    func snapshot<Value>(_ body: () throws -> Value) throws -> Value {
        if isInTransaction { return try body() }
        isInTransaction = true
        defer { isInTransaction = false }
        return try connection.snapshot {
            try CompanyCheck.allowSetJoins(connection)
            return try body()
        }
    }

    func examine(_ invariant: Invariant, _ names: [String]) throws {
        for name in names where tables[invariant, default: []].insert(name).inserted {
            if rowCounts[name] == nil { rowCounts[name] = try connection.scalar("SELECT COUNT(*) FROM \(name)") }
        }
    }

    func report(_ invariant: Invariant, _ sample: String) {
        unexplained[invariant, default: 0] += 1
        if samples[invariant, default: []].count < CheckRun.sampleLimit { samples[invariant, default: []].append(sample) }
    }

    func report(_ invariant: Invariant, count: Int64, _ sample: String) {
        unexplained[invariant, default: 0] += count - 1
        report(invariant, sample)
    }

    /// Runs a statement that selects faulty rows; counts them all, keeps the first few.
    func report(_ invariant: Invariant, _ sql: String, _ sample: ([SQLValue]) -> String) throws {
        let rows = try connection.query(sql + " LIMIT \(CheckRun.sampleLimit + 1)")
        for row in rows.prefix(CheckRun.sampleLimit) { report(invariant, sample(row)) }
        if rows.count > CheckRun.sampleLimit {
            let count = try connection.scalar("SELECT COUNT(*) FROM (\(sql)) AS found")
            unexplained[invariant, default: 0] += count - Int64(CheckRun.sampleLimit)
        }
    }

    var isClean: Bool { unexplained.isEmpty }
    func hasReported(_ invariant: Invariant) -> Bool { unexplained[invariant] != nil }
    /// The first invariant that did not hold, with its first sample.
    var first: (invariant: Invariant, sample: String)? {
        guard let invariant = unexplained.keys.min() else { return nil }
        return (invariant, samples[invariant]?.first ?? "")
    }

    func findings(_ invariants: [Invariant]) -> [CompanyCheck.Finding] {
        invariants.map { invariant in
            CompanyCheck.Finding(
                invariant: invariant.code, titleChinese: invariant.chinese, titleEnglish: invariant.english,
                examined: (tables[invariant] ?? []).reduce(0) { $0 + (rowCounts[$1] ?? 0) },
                unexplained: unexplained[invariant] ?? 0, samples: samples[invariant] ?? [])
        }
    }
}
