import ArgumentParser
import Foundation
import Loop
import Security
import Storage

/// Where the company lies and which keys open its person records.
struct StoreOptions: ParsableArguments {
    @Option(
        help: "公司数据 / the store: a SQLite file, or \"host=… dbname=… #schema\" for PostgreSQL. Environment: TRIPOD_STORE.")
    var store: String?

    @Option(help: "密钥文件 / the key ring's file; made when missing. Environment: TRIPOD_KEYS.")
    var keys: String?

    /// The store asked for, or the default file beside the caller.
    func location(default path: String = "tripod.db") -> StoreLocation {
        StoreLocation(store ?? ProcessInfo.processInfo.environment["TRIPOD_STORE"] ?? path)
    }

    func keyRing(for location: StoreLocation) throws -> KeyRing { try KeyRing.load(path: keyPath(for: location)) }

    /// The ring of a company that is only read: none is made.
    func existingKeyRing(for location: StoreLocation) throws -> KeyRing? {
        let path = keyPath(for: location)
        return FileManager.default.fileExists(atPath: path) ? try KeyRing.load(path: path) : nil
    }

    private func keyPath(for location: StoreLocation) -> String {
        if let path = keys ?? ProcessInfo.processInfo.environment["TRIPOD_KEYS"] { return path }
        return switch location {
        case .sqlite(let path): path + ".keys"
        case .postgres(_, let schema): schema + ".keys"
        }
    }

    func open(_ location: StoreLocation) throws -> Company { try Company.open(location, keyRing: try keyRing(for: location)) }
}

/// Prints to standard error, for progress and faults.
func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

/// Standard output, written through at once: what a reader sees is done.
enum Output {
    static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}
