/// Rows of cells in columns of equal width, where a Chinese character takes two places.
struct AlignedText {
    enum Side { case left, right }
    private enum Row {
        case cells([String])
        case rule(String)
    }

    private let sides: [Side]
    private var rows: [Row] = []
    private let indent: String

    init(_ sides: [Side], indent: String = "") {
        self.sides = sides
        self.indent = indent
    }

    mutating func add(_ cells: [String]) { rows.append(.cells(cells)) }

    /// A line of its own across the columns.
    mutating func rule(_ text: String = "") { rows.append(.rule(text)) }

    /// Places that a text takes on a terminal.
    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { width, scalar in
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
                0xFFE0...0xFFE6:
                width + 2
            default: width + 1
            }
        }
    }

    var text: String {
        var widths = [Int](repeating: 0, count: sides.count)
        for case .cells(let cells) in rows {
            for (index, cell) in cells.enumerated() { widths[index] = max(widths[index], AlignedText.width(cell)) }
        }
        let total = widths.reduce(0, +) + 2 * max(0, widths.count - 1)
        var result = ""
        for row in rows {
            switch row {
            case .rule(let text): result += indent + (text.isEmpty ? String(repeating: "─", count: total) : text) + "\n"
            case .cells(let cells):
                var line = ""
                for (index, cell) in cells.enumerated() {
                    let space = String(repeating: " ", count: widths[index] - AlignedText.width(cell))
                    let isLast = index == cells.count - 1
                    line += sides[index] == .right ? space + cell : isLast ? cell : cell + space
                    if !isLast { line += "  " }
                }
                result += indent + line + "\n"
            }
        }
        return result
    }
}
