import Foundation
import Storage
import Testing

@Suite("What a connection takes it gives back")
struct MemoryTests {
    /// Resident bytes of this process.
    private func resident() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return (Int(text.split(separator: " ")[1]) ?? 0) * 4096
    }

    @Test("Readers that come and go do not make the process grow", .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/statm")))
    func readers() throws {
        let folder = FileManager.default.temporaryDirectory
        let location = StoreLocation.sqlite(path: folder.appendingPathComponent("tripod-\(UUID().uuidString).db").path)
        defer { try? location.erase() }
        try Migrator.migrate(location, Samples.migrations, at: 0)
        let writer = try location.connect()
        try writer.write((1...2_000).map { Samples.note($0, "", [UInt8](repeating: 7, count: 2_000)) }, .insert)
        writer.close()
        func read(_ times: Int) throws {
            for _ in 0..<times {
                let reader = try location.connect(readOnly: true)
                defer { reader.close() }
                #expect(try reader.snapshot { try reader.scalar("SELECT CAST(SUM(LENGTH(bytes)) AS BIGINT) FROM note") } == 4_000_000)
            }
        }
        try read(3)
        let before = try resident()
        try read(40)
        // Forty caches of four megabytes would be 160.
        #expect(try resident() - before < 60_000_000)
    }
}
