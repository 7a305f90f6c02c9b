import Loop
import Security
import Storage

/// INV-13: walks both hash chains from their origin to the head and names the first record that does not fit.
enum ChainPass {
    static let logCheck = Check(["log", "head"]) { run in
        try run.examine(.chain, ["log", "head"])
        if let broken = try brokenLog(run.connection) {
            run.isLogBroken = true
            run.report(.chain, broken)
        }
    }

    static let commandCheck = Check(["command", "actor", "head"]) { run in
        try run.examine(.chain, ["command", "actor", "head"])
        if let broken = try brokenAudit(run.connection) {
            run.isAuditBroken = true
            run.report(.chain, broken)
        }
    }

    /// Counts the records behind the head: both are read in one statement, since the company may be written meanwhile.
    private static func beyondHead(_ table: String, _ column: String, _ head: String) -> String {
        "SELECT COUNT(*) FROM \(table) WHERE \(column) > (SELECT \(head) FROM head WHERE id = 1)"
    }

    /// What the first broken document is, `nil` when the chain verifies up to the head.
    static func brokenLog(_ connection: any Connection) throws -> String? {
        guard let head = try LogPages.head(connection) else { return "公司头行不存在 / no head row" }
        var chain = HashChain.origin
        var position: Int64 = 0
        while position < head.position {
            let page = try LogPages.log(connection, after: position)
            if page.isEmpty { break }
            for row in page.prefix(while: { $0.position <= head.position }) {
                guard row.position == position + 1 else {
                    return "单据日志缺位置 \(position + 1) / the log lacks position \(position + 1)"
                }
                guard row.link(after: chain) == row.hash else {
                    return "单据链在位置 \(row.position) 断开(种类 \(row.kind),命令 \(row.command))/ the log's chain breaks at position \(row.position)"
                }
                chain = row.hash
                position = row.position
            }
        }
        guard head.position == position, head.chain == chain, try connection.scalar(beyondHead("log", "position", "position")) == 0 else {
            return "单据链止于 \(position),头行记 \(head.position) / the log ends at \(position), the head says \(head.position) or another hash"
        }
        return nil
    }

    static func brokenAudit(_ connection: any Connection) throws -> String? {
        guard let head = try LogPages.head(connection) else { return "公司头行不存在 / no head row" }
        var actors = try LogPages.actors(connection)
        var chain = HashChain.origin
        var sequence: Int64 = 0
        while sequence < head.command {
            let page = try LogPages.commands(connection, after: sequence)
            if page.isEmpty { break }
            for row in page.prefix(while: { $0.sequence <= head.command }) {
                guard row.sequence == sequence + 1 else {
                    return "操作日志缺序号 \(sequence + 1) / the audit trail lacks command \(sequence + 1)"
                }
                // Somebody may have come since the actors were read.
                if actors[row.actor] == nil { actors = try LogPages.actors(connection) }
                guard let actor = actors[row.actor] else {
                    return "操作日志序号 \(row.sequence) 的操作者 \(row.actor) 不存在 / no actor \(row.actor) for command \(row.sequence)"
                }
                guard row.link(after: chain, by: actor) == row.hash else {
                    return "操作日志链在序号 \(row.sequence) 断开 / the audit chain breaks at command \(row.sequence)"
                }
                chain = row.hash
                sequence = row.sequence
            }
        }
        guard head.command == sequence, head.audit == chain, try connection.scalar(beyondHead("command", "sequence", "command")) == 0
        else {
            return
                "操作日志止于 \(sequence),头行记 \(head.command) / the audit trail ends at \(sequence), the head says \(head.command) or another hash"
        }
        return nil
    }
}
