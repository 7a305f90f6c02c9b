import Books
import Documents
import Kernel
import Orders
import Warehouse

/// What customers say of the goods of their business orders.
extension CommandDecision {
    /// Names the orders that a statement is about; an issue is named by its reference.
    func prefetchBusiness(_ body: CommandBody) {
        guard case .consignmentStatement(let report) = body else { return }
        for line in report.lines { journal.externals.want(.init(source: "shop:" + report.shop, externalKey: line.externalID)) }
    }

    func take(_ report: BusinessReceiptReport, _ run: inout Run) throws {
        let subject = try resolve(report.issue, .salesIssue)
        guard case .salesIssue(let issue) = subject.document else {
            preconditionFailure("a document of the kind sales issue is none: \(subject.position)")
        }
        if !report.back.isEmpty {
            try legs.warehouse.validate(report.back, into: report.warehouse, record: DocumentKind.businessReceipt.chinese)
            try legs.warehouse.requireOwn(warehouse: report.warehouse, record: DocumentKind.businessReceipt.chinese)
            let book = try legs.masters.shop(issue.shop).book
            let other = try legs.masters.warehouse(report.warehouse).book
            guard book == other else {
                throw FormRefusal.badField(
                    record: DocumentKind.businessReceipt.chinese, field: "warehouse", value: report.warehouse,
                    ruleChinese: "拒收货须退回本账套 \(book) 的仓库(该仓属于 \(other))",
                    ruleEnglish: "refused goods come back into book \(book); the warehouse belongs to \(other)")
            }
        }
        legs.orders.tables.orders.want(issue.trade)
        legs.books.wantShipped(issue.trade)
        let receipt = try legs.books.decide(
            report, issue: issue, number: subject.number, mayEnd: legs.orders.isShipped(issue.trade))
        try cascade([(.businessReceipt(receipt), subject.position, report.happenedAt)], &run)
    }

    func take(_ report: ConsignmentStatementReport, _ run: inout Run) throws {
        _ = try legs.masters.shop(report.shop)
        var trades: [String: Int64] = [:]
        for line in report.lines where trades[line.externalID] == nil {
            trades[line.externalID] = try requireTrade(of: report.shop, line.externalID)
        }
        for trade in trades.values {
            legs.orders.tables.orders.want(trade)
            legs.books.wantShipped(trade)
        }
        let ended = try trades.values.filter { try legs.orders.isShipped($0) }
        let statement = try legs.books.decide(report, trades: trades, mayEnd: Set(ended))
        try cascade([(.consignmentStatement(statement), 0, report.happenedAt)], &run)
    }
}
