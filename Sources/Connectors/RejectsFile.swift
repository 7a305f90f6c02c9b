import Foundation

/// Writes the rejects: file, line, field, value (masked where personal), reason in both languages. CSV, UTF-8 with byte order
/// mark so that spreadsheets show Chinese.
///
/// They are gathered under a name of their own and take the given name at the end, so that an import that ends early leaves either
/// the old rejects or all of the new.
public final class RejectsFile {
    public private(set) var count = 0
    private let path: String?
    private var handle: FileHandle?
    private var buffer: [UInt8] = []
    private static let header: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("file,line,field,value,reason_zh,reason_en\n".utf8)

    private var gathering: String { (path ?? "") + ".part" }

    /// `nil` counts without writing. Throws when another kind of file has that name: it must not be lost.
    public init(path: String?) throws(FileError) {
        self.path = path
        guard let path, FileManager.default.fileExists(atPath: path) else { return }
        guard let opened = FileHandle(forReadingAtPath: path), let start = try? opened.read(upToCount: Self.header.count) ?? Data() else {
            throw .cannotOpen(file: path, problem: "the rejects file cannot be read")
        }
        try? opened.close()
        guard start.isEmpty || Array(start) == Self.header else { throw .notRejects(file: path) }
    }

    func add(file: String, line: Int, field: String, value: String, reason: RejectReason) throws(FileError) {
        count += 1
        guard path != nil else { return }
        if handle == nil {
            guard FileManager.default.createFile(atPath: gathering, contents: nil),
                let opened = FileHandle(forWritingAtPath: gathering)
            else {
                throw .cannotOpen(file: gathering, problem: "the rejects file cannot be written")
            }
            handle = opened
            buffer += Self.header
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

    /// Gives what was gathered its name; without a reject an old rejects file goes. Needed at every end, a failing one too.
    public func close() throws(FileError) {
        guard let path else { return }
        guard let handle else {
            if count == 0 { try? FileManager.default.removeItem(atPath: path) }
            return
        }
        try flush()
        try? handle.close()
        self.handle = nil
        guard rename(gathering, path) == 0 else {
            throw .cannotOpen(file: path, problem: "the rejects file cannot be written; the rejects are in \(gathering)")
        }
    }

    /// Quoted where needed; a cell that a spreadsheet would take for a formula gets an apostrophe.
    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.utf8.first, "=+-@\t".utf8.contains(first), Int(text) == nil { text = "'" + text }
        guard text.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
