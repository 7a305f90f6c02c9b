import Documents
import Kernel
import Loop
import Orders
import Storage
import Warehouse

/// INV-08: the rows of transfers are what their documents say, walked through in the order of the log.
final class TransferSection: DocumentSection {
    static let kinds: Set<DocumentKind> = [
        .transferRequest, .transferNotice, .transferIssue, .transferReceipt, .transferShortage, .transferCancellation,
    ]
    static let tables = ["transfer", "transfer_line", "transit_line", "short_line"]
    let invariant = Invariant.transfers

    /// What the documents make of each issue's lines and each shortage's.
    private var transits: [TransitLineRow.Key: TransitLineRow] = [:]
    private var shorts: [ShortLineRow.Key: ShortLineRow] = [:]

    func look(at page: DocumentPage, _ run: CheckRun) throws {
        var requests: [[SQLValue]] = []
        var lines: [[SQLValue]] = []
        for logged in page.documents {
            switch logged.document {
            case .transferRequest(let request):
                requests.append([
                    .integer(logged.position), .text(request.from), .text(request.to), .integer(request.pricing.rawValue),
                    .integer(request.lines.reduce(0) { $0 + $1.pieces }),
                ])
                for line in request.lines {
                    lines.append([
                        .integer(logged.position), .integer(line.line), .text(request.from), .integer(line.item.number),
                        .text(line.condition), .integer(line.pieces), .integer(line.price.fen),
                    ])
                }
            case .transferNotice(let notice): try compare(notice, logged, run)
            case .transferIssue(let issue): take(issue, logged)
            case .transferReceipt(let receipt): take(receipt)
            case .transferShortage(let shortage): take(shortage, logged)
            default: break
            }
        }
        try compare(
            TransferRow.schema, by: "request", page, requests, run, columns: ["request", "sender", "receiver", "pricing", "pieces"])
        try compare(
            TransferLineRow.schema, by: "request", page, lines, run,
            columns: ["request", "line", "warehouse", "item", "condition", "pieces", "price"])
    }

    private func compare(_ notice: TransferNotice, _ logged: LoggedDocument, _ run: CheckRun) throws {
        let row = try run.connection.read(TransferRow.self, keys: [notice.request]).first
        guard row?.notice != logged.position else { return }
        run.report(invariant, "调拨通知单 \(logged.number.text) 不是申请 \(notice.request) 的通知 / notice of no transfer")
    }

    private func take(_ issue: TransferIssue, _ logged: LoggedDocument) {
        for line in issue.lines {
            let key = TransitLineRow.Key(issue: logged.position, line: line.line)
            var row =
                transits[key]
                ?? TransitLineRow(
                    issue: logged.position, line: line.line, request: issue.request, sender: issue.from, receiver: issue.to,
                    item: line.item.number, condition: line.condition, pieces: 0, received: 0, short: 0, unexplained: 0,
                    issuedAt: issue.happenedAt.milliseconds)
            row.pieces += line.pieces
            transits[key] = row
        }
    }

    private func take(_ receipt: TransferReceipt) {
        for line in receipt.lines {
            let key = TransitLineRow.Key(issue: receipt.issue, line: line.line)
            transits[key]?.received += line.pieces
            if receipt.shortage != 0 {
                transits[key]?.short -= line.pieces
                shorts[.init(shortage: receipt.shortage, line: line.line)]?.found += line.pieces
            }
            if let row = transits[key], row.unexplained > row.underWay { transits[key]?.unexplained = row.underWay }
        }
    }

    private func take(_ shortage: TransferShortage, _ logged: LoggedDocument) {
        for line in shortage.lines {
            let key = TransitLineRow.Key(issue: shortage.issue, line: line.line)
            if shortage.cause == .unknown {
                transits[key]?.unexplained += line.pieces
                continue
            }
            transits[key]?.short += line.pieces
            let flagged = transits[key]?.unexplained ?? 0
            transits[key]?.unexplained = flagged - min(flagged, line.pieces)
            shorts[.init(shortage: logged.position, line: line.line)] = ShortLineRow(
                shortage: logged.position, line: line.line, issue: shortage.issue, pieces: line.pieces, found: 0)
        }
    }

    func finish(_ run: CheckRun) throws {
        let found = try run.connection.query(
            "SELECT \(TransitLineRow.schema.columns.map(\.name).joined(separator: ", ")) FROM transit_line ORDER BY issue, line")
        compare(
            "transit_line", TransitLineRow.schema.columns.map(\.name),
            transits.values.sorted { ($0.issue, $0.line) < ($1.issue, $1.line) }.map(\.values), found, run)
        let declared = try run.connection.query(
            "SELECT \(ShortLineRow.schema.columns.map(\.name).joined(separator: ", ")) FROM short_line ORDER BY shortage, line")
        compare(
            "short_line", ShortLineRow.schema.columns.map(\.name),
            shorts.values.sorted { ($0.shortage, $0.line) < ($1.shortage, $1.line) }.map(\.values), declared, run)
    }
}
