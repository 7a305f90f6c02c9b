import Kernel

/// Which of the mapping's date patterns goes for each column of a file.
///
/// `13/12/2010` and `1/12/2010` in one column must not be read in two ways, so a column's pattern is the first that fits all of its
/// cells. Cells that no pattern fits are bad rows and do not count.
struct MomentPatterns {
    private var byColumn: [Int: DatePattern] = [:]
    /// Columns that no single pattern fits: each cell is read by the first that fits it.
    private(set) var mixed: [String] = []

    /// Nothing to choose from.
    init() {}

    /// Reads the file once for it.
    init(_ file: ExportFile, _ fields: [BoundField], _ rules: TextRules) throws {
        let fields = fields.filter(\.isBound)
        guard rules.dates.count > 1, !fields.isEmpty else { return }
        var fitting: [Int: [Int]] = [:]
        var last: [Int: String] = [:]
        var failed: Set<Int> = []
        let all = Array(rules.dates.indices)
        reading: while true {
            switch try file.reader.next() {
            case .end: break reading
            case .broken: continue
            case .row:
                guard file.widthFault == nil else { continue }
                for field in fields {
                    guard let (text, column) = try? file.cell(field), !text.isEmpty, !failed.contains(column), last[column] != text else {
                        continue
                    }
                    last[column] = text
                    let before = fitting[column] ?? all
                    let now = before.filter { rules.dates[$0].moment(text, zone: rules.zone) != nil }
                    if !now.isEmpty {
                        fitting[column] = now
                    } else if before.count < all.count, rules.dates.contains(where: { $0.moment(text, zone: rules.zone) != nil }) {
                        failed.insert(column)
                    }
                }
            }
        }
        for (column, patterns) in fitting where !failed.contains(column) { byColumn[column] = rules.dates[patterns[0]] }
        mixed = failed.sorted().map { $0 < file.header.count ? file.header[$0] : "" }
    }

    /// The moment of a cell; `nil` when it is none.
    func moment(_ text: String, column: Int, _ rules: TextRules) -> Moment? {
        if let pattern = byColumn[column] { return pattern.moment(text, zone: rules.zone) }
        for pattern in rules.dates {
            if let found = pattern.moment(text, zone: rules.zone) { return found }
        }
        return nil
    }
}
