import Documents
import Foundation
import Kernel
import Loop
import Storage

/// Reads other people's order exports through a mapping and pushes what they say into the company.
///
/// Everything goes in as commands with external keys, so a second run adds nothing, a later export brings only what changed, and
/// an interrupted import is simply run again.
public struct OrderImport: Sendable {
    /// Hands commands to the company; answers come after durability, in the order of the commands.
    public typealias Submit = @Sendable ([Command]) async throws -> [Answer]

    private let mapping: MappingFile
    private let location: StoreLocation
    private let actor: Actor
    private let isQuiet: Bool
    private let groupLimit: Int
    private let submit: Submit

    /// `location` is the company's store, read while `submit` writes it. `groupLimit` commands are handed over at a time.
    public init(
        mapping: MappingFile, location: StoreLocation, actor: Actor, isQuiet: Bool = false, groupLimit: Int = 500, submit: @escaping Submit
    ) {
        self.mapping = mapping
        self.location = location
        self.actor = actor
        self.isQuiet = isQuiet
        self.groupLimit = groupLimit
        self.submit = submit
    }

    /// An import into an open company.
    public init(mapping: MappingFile, company: Company, actor: Actor, isQuiet: Bool = false) {
        self.init(mapping: mapping, location: company.location, actor: actor, isQuiet: isQuiet) { try await company.submit($0) }
    }

    /// Reads a mapping file; tables that it names are looked for beside it.
    public static func mapping(path: String) throws -> MappingFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw FileError.cannotOpen(file: path, problem: "no such file, or not readable")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw MappingError.notYAML(line: 1, problem: "the file is not UTF-8")
        }
        return try MappingFile(yaml: text, folder: (path as NSString).deletingLastPathComponent)
    }

    /// Imports the files, in any order. Bad rows go to `rejects`, which must be none of the files nor of those it stands `beside`; the
    /// rest goes in. However an import ends, the rejects found so far are written.
    ///
    /// Throws ``ImportError`` or ``FileError`` when nothing can be read, and whatever the store throws.
    public func run(files: [String], rejects rejectsPath: String?, beside others: [String] = []) async throws -> ImportSummary {
        let clock = ContinuousClock()
        let began = clock.now
        if let rejectsPath, (files + others).contains(where: { Self.isSame($0, rejectsPath) }) {
            throw FileError.rejectsIsInput(file: rejectsPath)
        }
        let rejects = try RejectsFile(path: rejectsPath)
        var summary: ImportSummary
        do {
            summary = try await run(files, rejects)
        } catch {
            try? rejects.close()
            throw error
        }
        try rejects.close()
        summary.rejects = rejects.count
        let elapsed = (clock.now - began).components
        summary.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        return summary
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        func place(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path }
        if place(one) == place(other) { return true }
        guard let node = node(of: one), node.count == 2 else { return false }
        return node == self.node(of: other)
    }

    private static func node(of path: String) -> [NSNumber]? {
        guard let values = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
        return [values[.systemNumber], values[.systemFileNumber]].compactMap { $0 as? NSNumber }
    }

    private func run(_ files: [String], _ rejects: RejectsFile) async throws -> ImportSummary {
        let progress = ImportProgress(isQuiet: isQuiet)
        var summary = ImportSummary()
        summary.mapping = mapping.name
        let assembly = try read(files, rejects, progress, &summary)
        let pushing = ImportPushing(
            mapping: mapping, assembly: assembly, actor: actor, groupLimit: groupLimit, progress: progress, rejects: rejects, submit: submit
        )
        let connection = try location.connect(readOnly: true)
        defer { connection.close() }
        let view = CompanyView(connection)
        try await pushing.setUp(view)
        try await pushing.push(view)
        pushing.report(into: &summary)
        return summary
    }

    private func read(
        _ paths: [String], _ rejects: RejectsFile, _ progress: ImportProgress, _ summary: inout ImportSummary
    ) throws -> OrderAssembly {
        guard !paths.isEmpty else { throw ImportError.noFiles }
        let files = try paths.enumerated().map {
            try ExportFile(path: $1, number: $0, rules: mapping.text, recipient: mapping.order.recipient)
        }
        let unused = try FileSorting.sort(files, mapping)
        summary.files = files.map { file in
            // Western text was found among bytes that Chinese text could have, too: people should know.
            let isJudged = mapping.text.encoding == .automatic && file.encoding == .windows1252
            return .init(
                name: file.name, role: file.role?.rawValue ?? "",
                encoding: file.encoding.rawValue + (isJudged ? " (按字节判断 by its bytes, not GB18030)" : ""),
                lacks: unused.first { $0.file == file.name }?.lacks ?? [])
        }
        let reading = RowReading(mapping: mapping, rejects: rejects)
        for file in files { reading.fileNames[file.number] = file.name }
        for file in files where file.role != nil {
            progress.begin("读入 read \(file.name)")
            let size = file.reader.progress.size
            summary.files[file.number].mixedMoments = try reading.read(file) { consumed, rows in
                progress.show(done: consumed, total: size, count: rows, unit: "行 rows")
            }
        }
        let assembly = OrderAssembly(reading)
        if assembly.drafts.orders.allSatisfy({ $0.head == nil }) {
            try assembly.rejectAll(rejects)
            throw ImportError.nothingRead
        }
        progress.end("已读 read: \(Int64(assembly.counts.rows).groupedText) 行 rows")
        return assembly
    }
}
