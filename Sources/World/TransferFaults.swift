import Documents
import Kernel
import Orders
import Storage

/// What goes wrong with transfers on purpose.
extension FaultMaker {
    mutating func transfer(_ fault: WorldFault, _ reader: any Connection, at moment: Moment, serial: Int) throws -> [Command] {
        let planner = Actor(name: "何调度", position: "计划", device: "PC-31")
        func command(_ body: CommandBody) -> Command {
            Command(actor: planner, external: ExternalKey(source: "transfer", key: "F\(serial)", version: 1), body: body)
        }
        func first(_ sql: String, _ parameters: [SQLValue] = []) throws -> [SQLValue]? {
            let rows: [[SQLValue]] = try reader.query(sql, parameters)
            return rows.first
        }
        switch fault {
        case .transferTooMuch:
            let row = try first(
                "SELECT warehouse, item, on_hand - reserved FROM promise_stock WHERE owner = '' ORDER BY reserved DESC, warehouse, item LIMIT 1"
            )
            guard let row else { return [] }
            let to = company.warehouses.first { $0.code != row[0].text }?.code ?? ""
            return [
                command(
                    .transferRequest(
                        TransferWish(
                            from: row[0].text, to: to, reason: "多要",
                            lines: [.init(item: ItemCode(stored: row[1].integer), pieces: max(0, row[2].integer) + 1)])))
            ]
        case .transferOwnApproval:
            let row = try first(
                "SELECT document FROM approval WHERE state = $1 AND kind = $2 ORDER BY document DESC LIMIT 1",
                [.integer(ApprovalState.waiting.rawValue), .integer(DocumentKind.transferRequest.rawValue)])
            return row.map { [command(.approval(ApprovalRequest(subject: DocumentReference(position: $0[0].integer))))] } ?? []
        case .transferStopped:
            let row = try first(
                "SELECT notice FROM transfer_task WHERE open = 0 AND issued < pieces ORDER BY notice DESC, line LIMIT 1")
            return row.map {
                [command(.transferIssue(TransferIssueReport(transfer: DocumentReference(position: $0[0].integer), happenedAt: moment)))]
            } ?? []
        case .transferOverReceived:
            let row = try first(
                "SELECT issue, line, item, pieces - received - short FROM transit_line ORDER BY issue DESC, line LIMIT 1")
            return row.map { row in
                let line = StockLine(line: row[1].integer, item: ItemCode(stored: row[2].integer), pieces: row[3].integer + 1)
                return [
                    command(
                        .transferReceipt(
                            TransferReceiptReport(
                                source: DocumentReference(position: row[0].integer), happenedAt: moment, lines: [line])))
                ]
            } ?? []
        default: return []
        }
    }
}
