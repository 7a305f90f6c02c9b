import Books
import Documents
import Kernel
import Orders
import Warehouse

/// What the commands of ``OtherStockDocuments`` do.
extension CommandDecision {
    private func wrong(_ kind: DocumentKind, _ field: String, _ value: String, _ chinese: String, _ english: String) -> FormRefusal {
        .badField(record: kind.chinese, field: field, value: value, ruleChinese: chinese, ruleEnglish: english)
    }

    /// Goods that are there are a fact; only the form is looked at.
    func receive(_ receipt: OtherReceipt, _ run: inout Run) throws {
        try legs.warehouse.validate(receipt.lines, into: receipt.warehouse, record: DocumentKind.otherReceipt.chinese)
        for line in receipt.lines where receipt.isAtAverage && line.amount != .zero {
            throw wrong(
                .otherReceipt, "lines.amountFen", line.amount.text, "按均价入库的单据不写金额", "a receipt at today's average states no amounts")
        }
        try cascade([(.otherReceipt(receipt), 0, receipt.happenedAt)], &run)
    }

    /// An issue that nobody bought: at once where it costs little, else as a request that somebody else approves.
    func ask(for asked: OtherIssue, _ run: inout Run) throws {
        var issue = asked
        try legs.warehouse.validateTaken(issue.lines, from: issue.warehouse, record: DocumentKind.otherIssue.chinese)
        for line in issue.lines where issue.reason != .sample && line.amount != .zero {
            throw wrong(
                .otherIssue, "lines.amountFen", line.amount.text, "只有寄样赠送写同类货物的不含税售价", "only samples state what like goods sell for")
        }
        if issue.isBadManagement, issue.reason != .scrap {
            throw wrong(.otherIssue, "badManagement", "true", "只有报废才分是否管理不善", "only scrap may come of bad management")
        }
        issue.book = try legs.masters.warehouse(issue.warehouse).book
        issue.maker = run.staff
        issue.request = 0
        let placed = try placeFree(issue)
        issue.cost = try legs.books.costToday(placed, in: issue.warehouse)
        issue.isRequest = issue.cost >= OtherIssue.approvalLimit
        // Where the pieces lie is looked up when they leave.
        if !issue.isRequest { issue.lines = placed }
        try cascade([(.otherIssue(issue), 0, issue.happenedAt)], &run)
    }

    /// What an approval sets free: the first document of the command is the approval.
    func carryOut(_ subject: LoggedDocument, _ run: inout Run) throws {
        guard case .otherIssue(var issue) = subject.document else { return }
        issue.isRequest = false
        issue.request = subject.position
        issue.happenedAt = run.at
        issue.lines = try placeFree(issue)
        issue.cost = try legs.books.costToday(issue.lines, in: issue.warehouse)
        try cascade([(.otherIssue(issue), run.first, run.at)], &run)
    }

    /// Free pieces with the bins where they lie; scrap may come of any lot. Refuses pieces that are not free.
    private func placeFree(_ issue: OtherIssue) throws -> [StockLine] {
        try legs.orders.requireFree(issue.lines, in: issue.warehouse)
        return try legs.warehouse.place(
            issue.lines, in: issue.warehouse, sellableOn: issue.reason == .scrap ? nil : issue.happenedAt.day)
    }

    func carryOut(_ change: ConditionChange, _ run: inout Run) throws {
        let from = change.lines.map(\.from)
        try legs.warehouse.validateTaken(from, from: change.warehouse, record: DocumentKind.conditionChange.chinese)
        try legs.warehouse.requireBins(
            change.lines.map(\.bin), of: change.warehouse, record: DocumentKind.conditionChange.chinese)
        for line in change.lines {
            try legs.masters.requireCondition(line.condition)
            guard line.condition != line.from.condition else {
                throw wrong(.conditionChange, "lines.condition", line.condition, "调整前后的状态不能相同", "a change leads to another condition")
            }
            try requireNoAmount(line.from, .conditionChange)
        }
        try legs.orders.requireFree(from, in: change.warehouse)
        var done = change
        done.lines = try legs.warehouse.place(change.lines, in: change.warehouse)
        try cascade([(.conditionChange(done), 0, change.happenedAt)], &run)
    }

    func carryOut(_ move: BinMove, _ run: inout Run) throws {
        try legs.warehouse.validateTaken(move.lines.map(\.from), from: move.warehouse, record: DocumentKind.binMove.chinese)
        try legs.warehouse.requireBins(move.lines.map(\.bin), of: move.warehouse, record: DocumentKind.binMove.chinese)
        for line in move.lines {
            guard line.bin != line.from.bin else {
                throw wrong(.binMove, "lines.bin", line.bin, "移库前后的库位不能相同", "a move leads to another bin")
            }
            try requireNoAmount(line.from, .binMove)
        }
        try legs.warehouse.requireThere(move.lines.map(\.from), in: move.warehouse)
        try cascade([(.binMove(move), 0, move.happenedAt)], &run)
    }

    func carryOut(_ assembly: Assembly, _ run: inout Run) throws {
        let made = assembly.made.map(\.stock)
        try legs.warehouse.validateTaken(assembly.taken, from: assembly.warehouse, record: DocumentKind.assembly.chinese)
        try legs.warehouse.validate(made, into: assembly.warehouse, record: DocumentKind.assembly.chinese)
        for line in assembly.taken + made {
            try requireNoAmount(line, .assembly)
            guard line.owner == assembly.taken[0].owner else {
                throw wrong(.assembly, "lines.owner", line.owner, "一张组装拆卸单只能有一个货主", "an assembly has goods of one owner")
            }
        }
        try requireShape(of: assembly)
        try legs.orders.requireFree(assembly.taken, in: assembly.warehouse)
        var done = assembly
        done.taken = try legs.warehouse.place(
            assembly.taken, in: assembly.warehouse, sellableOn: assembly.happenedAt.day)
        try cascade([(.assembly(done), 0, assembly.happenedAt)], &run)
    }

    /// What becomes what: one whole on the one side, and nothing that stays what it is.
    private func requireShape(of assembly: Assembly) throws {
        let taken = assembly.taken
        let made = assembly.made
        func fail(_ field: String, _ value: String, _ chinese: String, _ english: String) -> FormRefusal {
            wrong(.assembly, field, value, chinese, english)
        }
        for line in made
        where taken.contains(where: { $0.item == line.stock.item && $0.condition == line.stock.condition }) {
            throw fail("made.item", line.stock.item.text, "产出不能与投入是同一状态的同一商品", "what is made is not what was taken")
        }
        guard made.contains(where: { $0.ratio > 0 }) else {
            throw fail("made.ratio", "0", "至少一项产出的成本比例大于 0", "at least one thing made carries a share of the cost")
        }
        switch assembly.kind {
        case .assemble:
            guard made.count == 1 else {
                throw fail("made", "\(made.count)", "组装只产出一种商品", "an assembly makes one item")
            }
        case .disassemble:
            guard taken.count == 1 else {
                throw fail("taken", "\(taken.count)", "拆卸只投入一种商品", "a disassembly takes one item")
            }
        case .packConversion:
            guard taken.count == 1, made.count == 1 else {
                throw fail("lines", "\(taken.count)/\(made.count)", "拆箱并箱一进一出", "a pack conversion turns one item into one other")
            }
            let (one, other) = (taken[0].pieces, made[0].stock.pieces)
            guard one % other == 0 || other % one == 0 else {
                throw fail("made.pieces", "\(one)/\(other)", "箱与件的数量须成整数倍", "cartons and pieces are whole multiples of each other")
            }
        }
    }

    private func requireNoAmount(_ line: StockLine, _ kind: DocumentKind) throws {
        guard line.amount == .zero else {
            throw wrong(
                kind, "lines.amountFen", line.amount.text, "成本由系统结转,行上不写金额", "the cost is carried over by itself; a line states no amount")
        }
    }

    func open(_ opening: OpeningBalances, _ run: inout Run) throws {
        guard !opening.lines.isEmpty else { throw wrong(.openingBalances, "lines", "0", "至少要有一行", "at least one line is needed") }
        for line in opening.lines where line.amount.fen <= 0 {
            throw wrong(
                .openingBalances, "lines.amountFen", line.amount.text, "金额须大于 0,方向由借贷表示",
                "an amount is more than zero; the side tells the sign")
        }
        try legs.books.requireOpening(opening)
        try cascade([(.openingBalances(opening), 0, opening.day.start)], &run)
    }
}
