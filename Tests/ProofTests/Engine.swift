import Foundation
import Storage
import Testing

/// The engines that a test runs on. Without a PostgreSQL server its tests are left out, except in CI, where they must fail.
enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite
    case postgres

    var testDescription: String { rawValue }

    static var available: [Engine] {
        let environment = ProcessInfo.processInfo.environment
        let hasServer = environment["TRIPOD_POSTGRES"] != nil || environment["TRIPOD_CI"] != nil
        return hasServer ? [.sqlite, .postgres] : [.sqlite]
    }

    struct NoServer: Error, CustomStringConvertible {
        let description = "TRIPOD_POSTGRES is not set: start a server with scripts/with-postgres"
    }

    /// A place of its own for one company.
    func makeLocation() throws -> StoreLocation {
        let name = "tripod_test_\(UInt64.random(in: 0...UInt64.max))"
        switch self {
        case .sqlite: return .sqlite(path: FileManager.default.temporaryDirectory.appendingPathComponent(name + ".sqlite").path)
        case .postgres:
            guard let url = ProcessInfo.processInfo.environment["TRIPOD_POSTGRES"] else { throw NoServer() }
            return .postgres(url: url, schema: name)
        }
    }

    /// Runs `body` on a small company of `orders` orders and removes it.
    func withCompany<Value>(orders: Int, _ body: (StoreLocation) async throws -> Value) async throws -> Value {
        let location = try makeLocation()
        do {
            let small = try await SmallCompany.make(location, orders: orders)
            await small.company.close()
            let value = try await body(location)
            try location.erase()
            return value
        } catch {
            try? location.erase()
            throw error
        }
    }
}
