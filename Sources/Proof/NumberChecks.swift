import Documents
import Security
import Storage

/// INV-10: dense positions, sequences and numbers. Document numbers are made from log positions, so dense positions are unique numbers.
enum NumberChecks {
    private static func dense(_ table: String, _ column: String, upTo head: String) -> Check {
        .none(
            .numbers, "\(table).\(column) 不连续 / not dense", tables: [table, "head"], columns: ["first", "last", "count", "head"],
            "SELECT f.first_one, f.last_one, f.counted, h.\(head) FROM head h CROSS JOIN (SELECT COALESCE(MIN(\(column)), 1) AS first_one, COALESCE(MAX(\(column)), 0) AS last_one, COUNT(*) AS counted FROM \(table)) AS f WHERE f.first_one <> 1 OR f.last_one <> f.counted OR h.\(head) <> f.counted"
        )
    }

    static let all: [Check] = [
        dense("log", "position", upTo: "position"), dense("command", "sequence", upTo: "command"),
        dense("actor", "actor", upTo: "actors"), dense("person", "person", upTo: "persons"),
        .none(
            .numbers, "公司头行不唯一或批号不符 / head row", tables: ["head"], columns: ["id", "command", "batch"],
            "SELECT id, command, batch FROM head WHERE id <> 1 OR batch <> command OR epoch < 1"),
        .none(
            .numbers, "外部单号的命令不符 / external key of another command", tables: ["external_key", "command"],
            columns: ["source", "external_key", "version", "command", "document"],
            """
            SELECT k.source, k.external_key, k.version, k.command, k.document FROM external_key k LEFT JOIN command c ON c.sequence = k.command
            WHERE c.sequence IS NULL OR c.version <> k.version OR c.outcome NOT IN (1, 4) OR (k.version = 1 AND c.first <> k.document)
            """),
        .none(
            .numbers, "命令的操作者不明 / command of an unknown actor", tables: ["command", "actor"], columns: ["sequence", "actor"],
            "SELECT sequence, actor FROM command WHERE actor NOT IN (SELECT actor FROM actor)"),
        .agree(
            .numbers, "凭证号与号段 / voucher numbers and their series", tables: ["voucher", "voucher_series"],
            keys: ["book", "period", "word"], amounts: ["first_one", "last_one", "counted"], presence: true,
            "SELECT book, period, word, 1 AS first_one, last_number AS last_one, last_number AS counted FROM voucher_series",
            "SELECT book, period, word, MIN(number) AS first_one, MAX(number) AS last_one, COUNT(*) AS counted FROM voucher GROUP BY book, period, word"
        ),
        .none(
            .numbers, "一张单据两个凭证号 / document with two voucher numbers", tables: ["voucher"], columns: ["document", "count"],
            "SELECT document, COUNT(*) FROM voucher GROUP BY document HAVING COUNT(*) > 1"),
        .none(
            .numbers, "一组过账两张凭证 / postings with two vouchers", tables: ["voucher"], columns: ["bundle", "count"],
            "SELECT bundle, COUNT(*) FROM voucher GROUP BY bundle HAVING COUNT(*) > 1"),
        .none(
            .numbers, "凭证账套或凭证字不明 / voucher of an unknown book or word", tables: ["voucher", "book"],
            columns: ["document", "book", "word"],
            "SELECT document, book, word FROM voucher WHERE book NOT IN (SELECT code FROM book) OR word NOT IN (0, 1, 2)"),
    ]
}

/// INV-14 as far as rows can show it: every person that a document names is sealed, in the sealed form.
enum PersonChecks {
    static let all: [Check] = [
        .none(
            .personal, "密封件格式不符 / sealed record of the wrong form", tables: ["recipient"],
            columns: ["person", "digest_bytes", "sealed_bytes"],
            // A nonce of 12 bytes, five fields of 4 bytes and more, a tag of 16.
            "SELECT person, LENGTH(digest), LENGTH(sealed) FROM recipient WHERE LENGTH(digest) <> 16 OR LENGTH(sealed) < 48"),
        .none(
            .personal, "个人信息档格式不符 / person record of the wrong form", tables: ["person"],
            columns: ["person", "token_bytes", "key_bytes", "ring_key"],
            "SELECT person, LENGTH(token), LENGTH(wrapped_key), ring_key FROM person WHERE LENGTH(token) <> 16 OR LENGTH(wrapped_key) NOT IN (0, 40) OR ring_key < 1"
        ),
        .none(
            .personal, "密封件无个人信息档 / sealed record of no person", tables: ["recipient", "person"], columns: ["person"],
            "SELECT person FROM recipient WHERE person NOT IN (SELECT person FROM person)"),
        .none(
            .personal, "订单引用的密封件不存在 / trade names a sealed record that is not there",
            tables: ["sales_order", "recipient", "person"], columns: ["trade", "person"],
            """
            SELECT o.trade, o.person FROM sales_order o
            LEFT JOIN recipient r ON r.person = o.person AND r.digest = o.digest LEFT JOIN person p ON p.person = o.person
            WHERE (o.person <> 0 AND (p.person IS NULL OR (r.person IS NULL AND LENGTH(p.wrapped_key) > 0)))
            OR (o.person = 0 AND LENGTH(o.digest) > 0) OR (o.person <> 0 AND LENGTH(o.digest) <> 16)
            """),
    ]

    /// Opens every sealed record with the keys of the company: content that was changed does not open.
    static func sealed(_ ring: KeyRing) -> Check {
        Check(["recipient", "person"]) { run in
            try run.examine(.personal, ["recipient", "person"])
            let door = Door(ring: ring)
            var last: [SQLValue] = [.integer(0), .blob([])]
            while true {
                let page = try run.connection.query(
                    "SELECT r.person, r.digest, r.sealed, p.token, p.ring_key, p.wrapped_key FROM recipient r JOIN person p ON p.person = r.person WHERE (r.person, r.digest) > ($1, $2) ORDER BY r.person, r.digest LIMIT \(LogPages.pageSize)",
                    last)
                for row in page {
                    let record = RecipientRow(person: row[0].integer, digest: row[1].blob, sealed: row[2].blob)
                    let person = PersonRow(
                        token: row[3].blob, person: row[0].integer, ringKey: row[4].integer, wrappedKey: row[5].blob)
                    do {
                        _ = try door.open(record, of: person)
                    } catch {
                        run.report(.personal, "密封件打不开 / a sealed record does not open: \(error)")
                    }
                }
                guard page.count == LogPages.pageSize, let end = page.last else { break }
                last = [end[0], end[1]]
            }
        }
    }
}
