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

    /// Imports the files, in any order. Bad rows go to `rejects`; the rest goes in.
    ///
    /// Throws ``ImportError`` or ``FileError`` when nothing can be read, and whatever the store throws.
    public func run(files: [String], rejects rejectsPath: String?) async throws -> ImportSummary {
        let clock = ContinuousClock()
        let began = clock.now
        let rejects = RejectsFile(path: rejectsPath)
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
        try rejects.close()
        pushing.report(into: &summary)
        summary.rejects = rejects.count
        let elapsed = (clock.now - began).components
        summary.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        return summary
    }

    private func read(
        _ paths: [String], _ rejects: RejectsFile, _ progress: ImportProgress, _ summary: inout ImportSummary
    ) throws -> OrderAssembly {
        guard !paths.isEmpty else { throw ImportError.noFiles }
        let files = try paths.enumerated().map { try ExportFile(path: $1, number: $0, rules: mapping.text) }
        let unused = try FileSorting.sort(files, mapping)
        summary.files = files.map { file in
            .init(
                name: file.name, role: file.role?.rawValue ?? "", encoding: file.encoding.rawValue,
                lacks: unused.first { $0.file == file.name }?.lacks ?? [])
        }
        let reading = RowReading(mapping: mapping, rejects: rejects)
        for file in files { reading.fileNames[file.number] = file.name }
        for file in files where file.role != nil {
            progress.begin("读入 read \(file.name)")
            let size = file.reader.progress.size
            try reading.read(file) { consumed, rows in progress.show(done: consumed, total: size, count: rows, unit: "行 rows") }
        }
        let assembly = OrderAssembly(reading)
        if reading.drafts.orders.allSatisfy({ $0.head == nil }) {
            for draft in reading.drafts.lines.prefix(1000) {
                try rejects.add(
                    file: assembly.fileName(draft.place), line: Int(draft.place.line), field: "", value: "", reason: .noOrder)
            }
            try rejects.close()
            throw ImportError.nothingRead
        }
        progress.end("已读 read: \(Int64(reading.counts.rows).groupedText) 行 rows")
        return assembly
    }
}
