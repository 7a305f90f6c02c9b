import Foundation
import Storage
import Testing

/// The engines that stories are told on. PostgreSQL needs `TRIPOD_POSTGRES` (`scripts/with-postgres` sets it); where `TRIPOD_CI` is
/// set its absence is a failure, elsewhere its tests are left out.
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

    /// A place for a store of its own.
    func freshLocation() throws -> StoreLocation {
        let name = "t" + UUID().uuidString.replacing("-", with: "").lowercased()
        switch self {
        case .sqlite: return .sqlite(path: FileManager.default.temporaryDirectory.appendingPathComponent("tripod-\(name).db").path)
        case .postgres:
            guard let address = Self.serverAddress else { throw NoServer() }
            return .postgres(url: address, schema: name)
        }
    }
}
