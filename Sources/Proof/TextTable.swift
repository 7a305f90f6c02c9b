/// Rows of text in aligned columns; a Chinese character is two columns wide.
struct TextTable {
    private var rows: [[String]]
    private let right: Set<Int>

    /// `right` names the columns that are aligned to the right.
    init(_ head: [String], right: Set<Int> = []) {
        rows = [head]
        self.right = right
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            let isWide =
                (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xA4CF).contains(scalar.value)
                || (0xAC00...0xD7A3).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
                || (0xFE30...0xFE6F).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
            return sum + (isWide ? 2 : 1)
        }
    }

    var text: String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { column < $0.count ? TextTable.width($0[column]) : 0 }.max() ?? 0 }
        var text = ""
        for (index, row) in rows.enumerated() {
            var line = ""
            for (column, cell) in row.enumerated() {
                let gap = String(repeating: " ", count: widths[column] - TextTable.width(cell))
                let isLast = column == row.count - 1
                line += right.contains(column) ? gap + cell : isLast ? cell : cell + gap
                if !isLast { line += "  " }
            }
            text += line + "\n"
            if index == 0 { text += widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") + "\n" }
        }
        return text
    }
}
