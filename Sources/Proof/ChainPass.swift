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

    static let commandCheck = Check(["command", "head"]) { run in
        try run.examine(.chain, ["command", "head"])
        if let broken = try brokenAudit(run.connection) {
            run.isAuditBroken = true
            run.report(.chain, broken)
        }
    }

    /// What the first broken document is, `nil` when the chain verifies up to the head.
    static func brokenLog(_ connection: any Connection) throws -> String? {
        guard let head = try LogPages.head(connection) else { return "公司头行不存在 / no head row" }
        var chain = HashChain.origin
        var position: Int64 = 0
        while true {
            let page = try LogPages.log(connection, after: position)
            for row in page {
                guard row.position == position + 1 else {
                    return "单据日志缺位置 \(position + 1) / the log lacks position \(position + 1)"
                }
                guard row.link(after: chain) == row.hash else {
                    return "单据链在位置 \(row.position) 断开(种类 \(row.kind),命令 \(row.command))/ the log's chain breaks at position \(row.position)"
                }
                chain = row.hash
                position = row.position
            }
            if page.count < LogPages.pageSize { break }
        }
        guard head.position == position, head.chain == chain else {
            return "单据链止于 \(position),头行记 \(head.position) / the log ends at \(position), the head says \(head.position) or another hash"
        }
        return nil
    }

    static func brokenAudit(_ connection: any Connection) throws -> String? {
        guard let head = try LogPages.head(connection) else { return "公司头行不存在 / no head row" }
        var chain = HashChain.origin
        var sequence: Int64 = 0
        while true {
            let page = try LogPages.commands(connection, after: sequence)
            for row in page {
                guard row.sequence == sequence + 1 else {
                    return "操作日志缺序号 \(sequence + 1) / the audit trail lacks command \(sequence + 1)"
                }
                guard row.link(after: chain) == row.hash else {
                    return "操作日志链在序号 \(row.sequence) 断开 / the audit chain breaks at command \(row.sequence)"
                }
                chain = row.hash
                sequence = row.sequence
            }
            if page.count < LogPages.pageSize { break }
        }
        guard head.command == sequence, head.audit == chain else {
            return
                "操作日志止于 \(sequence),头行记 \(head.command) / the audit trail ends at \(sequence), the head says \(head.command) or another hash"
        }
        return nil
    }
}
