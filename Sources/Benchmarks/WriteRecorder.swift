import Foundation
import Storage

/// Records the write set of a run for `floor-replay`: each statement's text once, each execution's bound values, the commits, and
/// where the measured parts begin and end. The format stands in `Sources/FloorReplay/recording.c`.
final class WriteRecorder {
    private let file: FileHandle
    private var buffer: [UInt8] = []
    private var numbers: [String: UInt32] = [:]
    private var byPointer: [UnsafePointer<CChar>: UInt32] = [:]
    private var prepared: [String: (sql: String, types: [UInt32])] = [:]
    private var fault: (any Error)?

    init(path: String, settings: [String]) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            throw BenchError.file(path: path)
        }
        self.file = file
        buffer += Array("TRIPODR1".utf8)
        for setting in settings {
            buffer.append(UInt8(ascii: "P"))
            plain(setting)
        }
    }

    func mark(measured: Bool) {
        buffer.append(UInt8(ascii: "M"))
        buffer.append(measured ? 1 : 0)
    }

    func commit() {
        buffer.append(UInt8(ascii: "C"))
        if buffer.count > 4_000_000 { flush() }
    }

    func finish() throws {
        flush()
        try file.close()
        if let fault { throw fault }
    }

    private func flush() {
        do { try file.write(contentsOf: Data(buffer)) } catch { fault = error }
        buffer.removeAll(keepingCapacity: true)
    }

    fileprivate func word(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { buffer.append(contentsOf: $0) } }

    private func plain(_ value: String) {
        word(UInt32(value.utf8.count))
        buffer.append(contentsOf: value.utf8)
    }

    /// The number of a statement; a new one is written first.
    private func number(of sql: String, types: [UInt32]) -> UInt32 {
        if let known = numbers[sql] { return known }
        let number = UInt32(numbers.count)
        numbers[sql] = number
        buffer.append(UInt8(ascii: "S"))
        word(number)
        word(UInt32(types.count))
        for type in types { word(type) }
        plain(sql)
        return number
    }

    private func start(_ number: UInt32) {
        buffer.append(UInt8(ascii: "R"))
        word(number)
    }

    func single(_ sql: String, _ parameters: [SQLValue]) {
        let types = parameters.map { value -> UInt32 in
            switch value {
            case .null: 0
            case .integer: 20
            case .text: 25
            case .blob: 17
            }
        }
        start(number(of: sql, types: types))
        for parameter in parameters {
            switch parameter {
            case .null: buffer.append(0)
            case .integer(let value): integer(value)
            case .text(let value): self.value(2, value.utf8)
            case .blob(let value): self.value(3, value)
            }
        }
    }

    private func value(_ kind: UInt8, _ bytes: some Collection<UInt8>) {
        buffer.append(kind)
        word(UInt32(bytes.count))
        buffer.append(contentsOf: bytes)
    }
}

extension WriteRecorder: ColumnSink {
    func integer(_ value: Int64) {
        buffer.append(1)
        withUnsafeBytes(of: value.littleEndian) { buffer.append(contentsOf: $0) }
    }

    func text(_ value: String) { self.value(2, value.utf8) }
    func blob(_ value: [UInt8]) { self.value(3, value) }
}

extension WriteRecorder: SQLiteRecorder {
    func row(_ sql: UnsafePointer<CChar>, _ parameters: Int, _ write: (any ColumnSink) -> Void) {
        let number: UInt32
        if let known = byPointer[sql] {
            number = known
        } else {
            // The text belongs to a statement that lives as long as its connection.
            number = self.number(of: String(cString: sql), types: [UInt32](repeating: 0, count: parameters))
            byPointer[sql] = number
        }
        start(number)
        write(self)
    }
}

extension WriteRecorder: PostgresRecorder {
    func prepare(_ name: String, _ sql: String, _ types: [UInt32]) { prepared[name] = (sql, types) }

    func execute(_ name: String, _ parameters: ArraySink) {
        guard let statement = prepared[name] else {
            fault = BenchError.recording(statement: name)
            return
        }
        start(number(of: statement.sql, types: statement.types))
        for column in parameters.columns { value(3, column) }
    }
}

/// Why the bench gives no figure.
public enum BenchError: Error, CustomStringConvertible {
    case file(path: String)
    case recording(statement: String)
    case setup(message: String)
    case floor(message: String)
    /// The floor wrote other rows than we did.
    case differs(table: String)
    /// The check found something after the bench.
    case unsound(message: String)

    public var description: String {
        switch self {
        case .file(let path): "无法写入文件 / cannot write the file \(path)"
        case .recording(let statement): "录制不完整,缺语句 / the recording is incomplete, it lacks the statement \(statement)"
        case .setup(let message): "基准数据未就绪 / the bench's company is not as it should be: \(message)"
        case .floor(let message): "基线程序失败 / the floor program failed: \(message)"
        case .differs(let table): "基线写入的数据与我们的不同,不给出数字 / the floor's rows differ from ours in \(table): no figure"
        case .unsound(let message): "检查未通过,不给出数字 / the check is not clean, no figure: \(message)"
        }
    }
}
