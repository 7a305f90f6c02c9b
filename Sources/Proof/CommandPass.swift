import Documents
import Loop
import Security
import Storage
import Wire

/// INV-10 for commands: each command's documents follow those of the one before, and what came from outside is kept once, with
/// its newest version.
enum CommandPass {
    static let check = Check(["command", "log", "external_key"]) { run in
        try run.examine(.numbers, ["command", "log", "external_key"])
        guard !run.isLogBroken, !run.isAuditBroken else { return }
        var pass = Pass(run: run)
        do {
            try pass.walk()
        } catch let error as WireError {
            run.report(.numbers, "命令无法解析 / a command cannot be read: \(error)")
        }
    }

    /// The key under which a command happens once, as the door of the company makes it. Its version is what the caller said.
    static func externalKey(_ command: Command) -> ExternalKey? {
        switch command.body {
        case .channelOrder(let order): ExternalKey(source: "shop:" + order.shop, key: order.externalID)
        case .channelReturn(let returned): ExternalKey(source: "return:" + returned.shop, key: returned.externalID)
        case .channelRefund(let refund): ExternalKey(source: "refund:" + refund.shop, key: refund.externalID)
        case .masterRecord(let record): ExternalKey(source: "master:\(record.kind.rawValue)", key: record.code)
        default: command.external
        }
    }

    private struct Taken {
        let row: CommandRow
        let key: ExternalKeyRow.Key
        let fingerprint: Int64
        /// For a channel order the trade, else 0.
        let trade: Int64
    }

    private struct Pass {
        let run: CheckRun
        var position: Int64 = 0
        /// Keys under which something was taken, by a fingerprint: there may be millions.
        var keys: Set<Int64> = []

        init(run: CheckRun) { self.run = run }

        mutating func walk() throws {
            var sequence: Int64? = 0
            while let after = sequence { sequence = try run.snapshot { try walk(after: after) } }
        }

        /// One page; answers where the next begins. At the end the counts must agree, in the snapshot of the last page.
        private mutating func walk(after sequence: Int64) throws -> Int64? {
            let page = try LogPages.commands(run.connection, after: sequence)
            guard page.isEmpty else {
                try look(at: page)
                return page[page.count - 1].sequence
            }
            let last = try run.connection.scalar("SELECT COALESCE(MAX(position), 0) FROM log")
            if position != last {
                run.report(.numbers, "命令共产生 \(position) 张单据,日志有 \(last) / commands made \(position) documents, the log has \(last)")
            }
            let count = try run.connection.scalar("SELECT COUNT(*) FROM external_key")
            if count != Int64(keys.count) {
                run.report(.numbers, "外部单号 \(count) 条,命令中有 \(keys.count) / \(count) external keys, the commands name \(keys.count)")
            }
            return nil
        }

        private mutating func look(at page: [CommandRow]) throws {
            var documents: [Int64: (kind: Int64, command: Int64, recordedAt: Int64)] = [:]
            let count = page.reduce(0) { $0 + $1.kinds.count }
            for row in try run.connection.query(
                "SELECT position, kind, command, recorded_at FROM log WHERE position > $1 AND position <= $2",
                [.integer(position), .integer(position + Int64(count))])
            {
                documents[row[0].integer] = (row[1].integer, row[2].integer, row[3].integer)
            }
            for row in page {
                let expected = row.kinds.isEmpty ? 0 : position + 1
                if row.first != expected {
                    run.report(
                        .numbers,
                        "命令 \(row.sequence) 的首张单据为 \(row.first),应为 \(expected) / first document \(row.first), should be \(expected)")
                }
                for kind in row.kinds {
                    position += 1
                    guard let document = documents[position], document.kind == Int64(kind), document.command == row.sequence,
                        document.recordedAt == row.receivedAt
                    else {
                        run.report(
                            .numbers, "单据 \(position) 与命令 \(row.sequence) 不符 / document \(position) is not command \(row.sequence)'s")
                        continue
                    }
                }
            }
            try compareKeys(try taken(page))
        }

        /// The commands of a page that occupy an external key.
        private func taken(_ page: [CommandRow]) throws -> [Taken] {
            let accepted = page.filter { $0.outcome == Outcome.accepted.rawValue || $0.outcome == Outcome.held.rawValue }
            var first: [Int64: LogRow] = [:]
            for row in try run.connection.read(LogRow.self, keys: accepted.filter { $0.first != 0 }.map(\.first)) {
                first[row.position] = row
            }
            return try accepted.compactMap { row in
                let command: Command
                var content = row.body
                if row.body.isEmpty {
                    guard let document = first[row.first] else { return nil }
                    content = document.body
                    command = try Command(of: row, document: document)
                } else {
                    command = try Command(encoded: row.body)
                    if let document = command.body.document { content = document.encoded() }
                }
                guard let key = CommandPass.externalKey(command) else { return nil }
                var trade: Int64 = 0
                if case .channelOrder = command.body, let document = first[row.first] {
                    trade = document.source == 0 ? document.position : document.source
                }
                return Taken(
                    row: row, key: .init(source: key.source, externalKey: key.key), fingerprint: HashChain.fingerprint(content),
                    trade: trade)
            }
        }

        private mutating func compareKeys(_ taken: [Taken]) throws {
            var known: [ExternalKeyRow.Key: ExternalKeyRow] = [:]
            for row in try run.connection.read(ExternalKeyRow.self, keys: Array(Set(taken.map(\.key)))) { known[row.key] = row }
            for item in taken {
                let name = "\(item.key.source) \(item.key.externalKey)"
                guard let row = known[item.key], row.command >= item.row.sequence else {
                    run.report(
                        .numbers, "外部单号 \(name) 未登记命令 \(item.row.sequence) / external key does not know command \(item.row.sequence)")
                    continue
                }
                keys.insert(HashChain.fingerprint(Array("\(item.key.source)\u{0}\(item.key.externalKey)".utf8)))
                guard row.command == item.row.sequence else { continue }
                if row.version != item.row.version || row.fingerprint != item.fingerprint {
                    run.report(.numbers, "外部单号 \(name) 的版本 \(row.version) 或指纹不符,命令记 \(item.row.version) / version or fingerprint")
                }
                if item.trade != 0 ? row.document != item.trade : row.document > item.row.first && item.row.first != 0 {
                    run.report(.numbers, "外部单号 \(name) 的单据 \(row.document) 不符 / external key names the wrong document")
                } else if item.trade == 0, row.document != item.row.first {
                    try compareFirst(item, row, name)
                }
            }
        }

        /// A key that came again names the first document ever made of it.
        private func compareFirst(_ item: Taken, _ row: ExternalKeyRow, _ name: String) throws {
            guard let log = try run.connection.read(LogRow.self, keys: [row.document]).first,
                let owner = try run.connection.read(CommandRow.self, keys: [log.command]).first, owner.first == row.document
            else {
                run.report(.numbers, "外部单号 \(name) 的单据 \(row.document) 不是首张 / external key names no first document")
                return
            }
            let command = owner.body.isEmpty ? try Command(of: owner, document: log) : try Command(encoded: owner.body)
            guard let key = CommandPass.externalKey(command), key.source == item.key.source, key.key == item.key.externalKey else {
                run.report(.numbers, "外部单号 \(name) 的单据 \(row.document) 属于别的单号 / its document belongs to another key")
                return
            }
        }
    }
}

extension CommandBody {
    /// The document that a command submits as it is.
    var document: Document? {
        switch self {
        case .masterRecord(let value): .masterRecord(value)
        case .openingStock(let value): .openingStock(value)
        case .purchaseReceipt(let value): .purchaseReceipt(value)
        case .channelOrder(let value): .channelOrder(value)
        default: nil
        }
    }
}

extension Command {
    /// A command whose row leaves its content to its first document. The actor is not told.
    init(of row: CommandRow, document log: LogRow) throws {
        guard let kind = DocumentKind(rawValue: log.kind) else { throw WireError.badValue(field: "log.kind", value: String(log.kind)) }
        let body: CommandBody
        switch try Document(kind: kind, encoded: log.body) {
        case .masterRecord(let value): body = .masterRecord(value)
        case .openingStock(let value): body = .openingStock(value)
        case .purchaseReceipt(let value): body = .purchaseReceipt(value)
        case .channelOrder(let value): body = .channelOrder(value)
        default: throw WireError.badValue(field: "command.body", value: String(row.sequence))
        }
        // A channel order's key is its own; only the version is the caller's.
        let external = log.kind == DocumentKind.channelOrder.rawValue ? ExternalKey(source: "", key: "", version: row.version) : nil
        self.init(actor: Actor(name: "", position: "", device: ""), external: external, body: body)
    }
}
