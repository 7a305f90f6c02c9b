import Foundation

/// Writes the rejects: file, line, field, value (masked where personal), reason in both languages. CSV, UTF-8 with byte order
/// mark so that spreadsheets show Chinese.
public final class RejectsFile {
    public private(set) var count = 0
    private let path: String?
    private var handle: FileHandle?
    private var buffer: [UInt8] = []

    /// `nil` counts without writing. The file is made with the first reject; an old one of the same name goes.
    public init(path: String?) {
        self.path = path
        if let path { try? FileManager.default.removeItem(atPath: path) }
    }

    func add(file: String, line: Int, field: String, value: String, reason: RejectReason) throws(FileError) {
        count += 1
        guard let path else { return }
        if handle == nil {
            guard FileManager.default.createFile(atPath: path, contents: nil), let opened = FileHandle(forWritingAtPath: path) else {
                throw .cannotOpen(file: path, problem: "the rejects file cannot be written")
            }
            handle = opened
            buffer += [0xEF, 0xBB, 0xBF]
            buffer += Array("file,line,field,value,reason_zh,reason_en\n".utf8)
        }
        let cells = [file, line == 0 ? "" : String(line), field, value, reason.chinese, reason.english]
        buffer += Array(cells.map(Self.cell).joined(separator: ",").utf8)
        buffer.append(10)
        if buffer.count > 1 << 16 { try flush() }
    }

    private func flush() throws(FileError) {
        guard let handle, !buffer.isEmpty else { return }
        do {
            try handle.write(contentsOf: buffer)
        } catch {
            throw .cannotRead(file: path ?? "", problem: String(describing: error))
        }
        buffer.removeAll(keepingCapacity: true)
    }

    public func close() throws(FileError) {
        try flush()
        try? handle?.close()
        handle = nil
    }

    /// Quoted where needed; a cell that a spreadsheet would take for a formula gets an apostrophe.
    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.utf8.first, "=+-@\t".utf8.contains(first), Int(text) == nil { text = "'" + text }
        guard text.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
