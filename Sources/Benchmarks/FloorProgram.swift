import Foundation
import Storage

/// Runs `floor-replay` in a process of its own and reads what it printed.
struct FloorProgram: Sendable {
    struct Figures: Decodable, Sendable {
        let wallSeconds: Double
        let cpuSeconds: Double
        let rows: Int64
        let commits: Int64

        private enum CodingKeys: String, CodingKey {
            case wallSeconds = "wall_seconds"
            case cpuSeconds = "cpu_seconds"
            case rows, commits
        }
    }

    let path: String

    /// The program at `path`, or the one beside this executable.
    init(path: String?) throws {
        let beside = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("floor-replay").path
        }
        let found = path ?? beside ?? "floor-replay"
        guard FileManager.default.isExecutableFile(atPath: found) else {
            throw BenchError.floor(message: "\(found) 不存在,请先构建 / is missing; build it: swift build -c release --product floor-replay")
        }
        self.path = found
    }

    func replay(_ recording: String, onto location: StoreLocation) throws -> Figures {
        switch location {
        case .sqlite(let path): try run(["replay", "sqlite", path, recording])
        case .postgres(let url, let schema): try run(["replay", "postgres", url, schema, recording])
        }
    }

    func reference(_ location: StoreLocation, orders: Int, group: Int, settings: [String]) throws -> Figures {
        switch location {
        case .sqlite(let path): try run(["reference", "sqlite", path, "\(orders)", "\(group)"] + settings)
        case .postgres(let url, let schema): try run(["reference", "postgres", url, schema, "\(orders)", "\(group)"] + settings)
        }
    }

    private func run(_ arguments: [String]) throws -> Figures {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let figures = try? JSONDecoder().decode(Figures.self, from: bytes) else {
            throw BenchError.floor(message: "\(arguments.prefix(2).joined(separator: " ")): \(process.terminationStatus)")
        }
        return figures
    }
}
