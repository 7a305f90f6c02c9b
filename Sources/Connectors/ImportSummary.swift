import Documents
import Kernel

/// What an import did, for people and programs.
public struct ImportSummary: Sendable {
    /// A file, what it was taken for, and in which encoding.
    public struct File: Sendable {
        public let name: String
        /// Empty: it fits no role of the mapping and was not read.
        public let role: String
        public let encoding: String
        /// Columns whose moments no single pattern of the mapping fits.
        public var mixedMoments: [String] = []
        /// Columns that it lacked for the nearest role.
        public let lacks: [String]
    }

    public var mapping = ""
    public var files: [File] = []
    public var reading = ReadingCounts()
    public var ordersRead = 0
    public var ordersRejected = 0
    public var recordsCreated = 0
    public var openingPieces: Int64 = 0
    public var orders = OutcomeCounts()
    public var issues = OutcomeCounts()
    public var cancellations = OutcomeCounts()
    public var returns = OutcomeCounts()
    /// Returns whose order nobody knows; they are held as such.
    public var returnsWithoutOrder = 0
    /// Orders that the export takes back whole before their goods left: they went in as cancelled.
    public var takenBackBefore = 0
    public var rejects = 0
    public var seconds = 0.0

    /// True when no order, return or cancellation could be read: the only end, beside an invalid mapping, with a failing exit code.
    public var readNothing: Bool { ordersRead == 0 && returns.total + cancellations.total == 0 }

    /// The table that ends an import.
    public var table: String {
        var rows: [(String, String)] = files.map { file in
            (
                "文件 file \(file.name)",
                file.role.isEmpty
                    ? "未使用 not used (缺列 lacks: \(file.lacks.joined(separator: ", ")))" : "\(file.role), \(file.encoding)"
            )
        }
        for file in files where !file.mixedMoments.isEmpty {
            rows.append(
                ("日期写法不一 moments in several ways", "\(file.name): \(file.mixedMoments.joined(separator: ", "))"))
        }
        func add(_ chinese: String, _ english: String, _ value: Int, always: Bool = true) {
            if always || value != 0 { rows.append(("\(chinese) \(english)", Int64(value).groupedText)) }
        }
        add("读入行", "rows read", reading.rows)
        add("空行", "blank rows", reading.blankRows, always: false)
        add("完全重复的行", "rows that repeat another", reading.repeatedRows, always: false)
        add("被后一文件取代的行", "rows that a later file replaces", reading.supersededRows, always: false)
        add("取消的行", "cancelled rows among others", reading.cancelledRows, always: false)
        add("四舍五入的金额", "amounts with more than two decimals, rounded", reading.roundedAmounts, always: false)
        add("缩短的商家编码", "merchant codes that were shortened", reading.shortenedCodes, always: false)
        add("订单", "orders in the files", ordersRead)
        add("以后一文件为准的订单", "orders told anew by a later file", reading.supersededOrders, always: false)
        add("各行不一的订单", "orders whose rows differ in what goes for all", reading.differingOrders, always: false)
        add("拒收订单", "orders rejected", ordersRejected, always: false)
        add("新订单或变更", "orders new or changed", orders.accepted)
        add("其中待资料", "of these held for a record", orders.held, always: false)
        add("此前已入库", "orders in already", orders.duplicate)
        add("过期版本", "stale versions", orders.stale, always: false)
        add("被拒订单", "orders refused", orders.refused + orders.failed, always: false)
        add("新建资料", "records created", recordsCreated)
        add("期初件数", "opening stock, pieces", Int(openingPieces))
        add("新出库单", "sales issues", issues.accepted)
        add("此前已出库", "issued already", issues.duplicate, always: false)
        add("被拒出库", "issues refused", issues.refused + issues.failed, always: false)
        add("出库前已退的订单", "orders taken back before they left", takenBackBefore, always: false)
        add("取消", "cancellations", cancellations.accepted, always: false)
        add("此前已取消", "cancelled already", cancellations.duplicate, always: false)
        add("被拒取消", "cancellations refused", cancellations.refused + cancellations.failed, always: false)
        add("退货", "returns", returns.accepted, always: false)
        add("此前已有退货", "returns in already", returns.duplicate, always: false)
        add("被拒退货", "returns refused", returns.refused + returns.failed, always: false)
        add("无原单退货", "returns without a known order, held", returnsWithoutOrder, always: false)
        add("拒收文件行", "rows in the rejects", rejects)
        let tenths = Int64(seconds * 10)
        rows.append(("用时 time", "\(tenths / 10).\(tenths % 10) s"))
        let width = rows.map { Self.width($0.0) }.max() ?? 0
        let lines = rows.map { name, value in "  " + name + String(repeating: " ", count: width - Self.width(name) + 2) + value }
        return "导入 import: \(mapping)\n" + lines.joined(separator: "\n") + "\n"
    }

    /// Chinese characters take two columns.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 && $1.value != 0x2026 ? 2 : 1) }
    }
}

/// How many commands had which outcome.
public struct OutcomeCounts: Sendable, Hashable {
    /// Taken, held ones among them.
    public var accepted = 0
    public var duplicate = 0
    public var stale = 0
    public var held = 0
    public var refused = 0
    public var failed = 0

    public var total: Int { accepted + duplicate + stale + refused + failed }

    mutating func count(_ outcome: Outcome) {
        switch outcome {
        case .accepted: accepted += 1
        case .duplicate: duplicate += 1
        case .stale: stale += 1
        case .held:
            accepted += 1
            held += 1
        case .refused: refused += 1
        case .failed: failed += 1
        }
    }
}
