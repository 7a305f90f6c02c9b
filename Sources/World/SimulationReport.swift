import Documents
import Kernel
import Proof

/// What a seeded run did, counted. Two runs of one seed have equal reports but for the engine, on any machine.
public struct SimulationReport: Sendable {
    public let seed: UInt64
    public let orders: Int
    public let engine: String
    public internal(set) var commits = 0
    /// Commits after which all invariants were verified.
    public internal(set) var checks = 0
    public internal(set) var commands = 0
    public internal(set) var documents: Int64 = 0
    /// Documents by their kind.
    public internal(set) var kinds: [DocumentKind: Int64] = [:]
    public internal(set) var outcomes: [Outcome: Int] = [:]
    /// Refusals by their code.
    public internal(set) var refusals: [String: Int] = [:]
    public internal(set) var events: [WorldEvent.Kind: Int] = [:]
    public internal(set) var faults: [WorldFault: Int] = [:]
    /// Commits after which some order stood there.
    public internal(set) var states: [OrderState: Int] = [:]
    /// Orders that ship from more than one warehouse, disputes, notices that a receipt or cancellation freed.
    public internal(set) var splitOrders: Int64 = 0
    public internal(set) var disputes: Int64 = 0
    /// Pieces that transfers moved, that did not arrive, and that were found after they were declared short.
    public internal(set) var transferred: Int64 = 0
    public internal(set) var transferredShort: Int64 = 0
    public internal(set) var transferredFound: Int64 = 0
    public internal(set) var freedNotices: Int64 = 0
    public internal(set) var vouchers: Int64 = 0
    /// Unpaid orders whose reservation ended, and returns that a newer version or their order took over.
    public internal(set) var expired = 0
    public internal(set) var linkedReturns: Int64 = 0
    /// Commands whose answer a crash had swallowed and that were found done when they came again.
    public internal(set) var recovered = 0
    /// Every column of every table.
    public internal(set) var stateHash = ""
    /// Every answer in its order.
    public internal(set) var answerHash = ""
    /// What no invariant allows, with the commit after which it was found. Empty is what a run should give.
    public internal(set) var violations: [String] = []

    public var isClean: Bool { violations.isEmpty }

    init(seed: UInt64, orders: Int, engine: String) {
        self.seed = seed
        self.orders = orders
        self.engine = engine
    }

    /// Adds the counters of another run; its hashes are left out.
    public mutating func add(_ other: SimulationReport) {
        commits += other.commits
        checks += other.checks
        commands += other.commands
        documents += other.documents
        kinds.merge(other.kinds, uniquingKeysWith: +)
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
        refusals.merge(other.refusals, uniquingKeysWith: +)
        events.merge(other.events, uniquingKeysWith: +)
        faults.merge(other.faults, uniquingKeysWith: +)
        states.merge(other.states, uniquingKeysWith: +)
        splitOrders += other.splitOrders
        disputes += other.disputes
        transferred += other.transferred
        transferredShort += other.transferredShort
        transferredFound += other.transferredFound
        freedNotices += other.freedNotices
        vouchers += other.vouchers
        expired += other.expired
        linkedReturns += other.linkedReturns
        recovered += other.recovered
        violations += other.violations
    }

    /// Everything as aligned text, Chinese and English.
    public var text: String {
        var table = AlignedText([.left, .right])
        func add(_ name: String, _ value: String) { table.add([name, value]) }
        add("种子 seed", String(seed))
        add("引擎 engine", engine)
        add("订单 orders", orders.text)
        add("提交 commits", commits.text)
        add("已检查的提交 commits checked", checks.text)
        add("命令 commands", commands.text)
        add("单据 documents", Int(documents).text)
        add("凭证 vouchers", Int(vouchers).text)
        add("拆仓订单 split orders", Int(splitOrders).text)
        add("补货释放的通知 notices freed later", Int(freedNotices).text)
        add("到期释放的未付款占用 unpaid reservations ended", expired.text)
        add("接上的退货 returns that found their order or a newer version", Int(linkedReturns).text)
        add("争议 disputes", Int(disputes).text)
        add("调拨件数 pieces transferred", Int(transferred).text)
        add("  短少 short", Int(transferredShort).text)
        add("  找回 found later", Int(transferredFound).text)
        add("崩溃后找回 recovered after a crash", recovered.text)
        table.rule("答复 answers")
        for outcome in [Outcome.accepted, .duplicate, .stale, .held, .refused, .failed] {
            add("  \(outcome)", (outcomes[outcome] ?? 0).text)
        }
        table.rule("单据 documents")
        for kind in DocumentKind.allCases { add("  \(kind.chinese) \(kind.english)", Int(kinds[kind] ?? 0).text) }
        table.rule("拒绝 refusals")
        for (code, count) in refusals.sorted(by: { $0.key < $1.key }) { add("  \(code)", count.text) }
        table.rule("来件 what came")
        for kind in WorldEvent.Kind.allCases { add("  \(kind.chinese) \(kind.english)", (events[kind] ?? 0).text) }
        table.rule("干扰 faults")
        for fault in WorldFault.allCases { add("  \(fault.chinese) \(fault.english)", (faults[fault] ?? 0).text) }
        table.rule("订单状态(出现过的提交数)order states, in commits seen")
        for state in OrderState.allCases { add("  \(state.chinese) \(state.english)", (states[state] ?? 0).text) }
        var text = table.text
        if !stateHash.isEmpty { text += "状态哈希 state hash   \(stateHash)\n答复哈希 answer hash  \(answerHash)\n" }
        if isClean {
            text += "所有不变式在每次提交后成立。All invariants held after every commit.\n"
        } else {
            for violation in violations { text += "违反 VIOLATION \(violation)\n" }
        }
        return text
    }
}

extension Int {
    var text: String { Int64(self).groupedText }
}
