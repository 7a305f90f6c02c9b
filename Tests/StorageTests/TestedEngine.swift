import Foundation
import Storage
import Testing

/// The engines that tests run on. PostgreSQL needs `TRIPOD_POSTGRES` (`scripts/with-postgres` sets it); where `TRIPOD_CI` is set its
/// absence is a failure, elsewhere its tests are left out and the suite says so.
enum TestedEngine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite
    case postgres

    static let serverAddress = ProcessInfo.processInfo.environment["TRIPOD_POSTGRES"]
    static let mustRunAll = ProcessInfo.processInfo.environment["TRIPOD_CI"] != nil
    static let all: [TestedEngine] = serverAddress != nil || mustRunAll ? [.sqlite, .postgres] : [.sqlite]

    var testDescription: String { self == .sqlite ? "SQLite" : "PostgreSQL" }

    struct NoServer: Error, CustomStringConvertible {
        var description: String { "TRIPOD_CI is set and TRIPOD_POSTGRES is not: run the tests through scripts/with-postgres" }
    }

    /// Runs `body` on a store of its own, which is removed afterwards.
    func withStore(_ body: (StoreLocation) throws -> Void) throws {
        let name = "t" + UUID().uuidString.replacing("-", with: "").lowercased()
        let location: StoreLocation
        switch self {
        case .sqlite: location = .sqlite(path: FileManager.default.temporaryDirectory.appendingPathComponent("tripod-\(name).db").path)
        case .postgres:
            guard let address = Self.serverAddress else { throw NoServer() }
            location = .postgres(url: address, schema: name)
        }
        defer { try? location.erase() }
        try location.prepare()
        try body(location)
    }

    /// Runs `body` on a connection to a store that has the samples' tables.
    func withSamples(_ body: (any Connection) throws -> Void) throws {
        try withStore { location throws in
            try Migrator.migrate(location, Samples.migrations, at: 0)
            let connection = try location.connect()
            defer { connection.close() }
            try body(connection)
        }
    }
}

@Suite("Engines under test")
struct TestedEngineTests {
    @Test("PostgreSQL answers", .enabled(if: TestedEngine.all.contains(.postgres), "TRIPOD_POSTGRES is not set: tests run on SQLite only"))
    func server() throws {
        try TestedEngine.postgres.withStore { location throws in
            let connection = try location.connect()
            #expect(try connection.scalar("SELECT 40 + 2") == 42)
        }
    }
}
