import Foundation
import Loop
import Storage

/// A store for the time of one proof.
enum ScratchStore {
    static func make() throws -> StoreLocation {
        let name = "tripod-proof-\(ProcessInfo.processInfo.processIdentifier)-\(UInt64.random(in: 0...UInt64.max)).sqlite"
        return .sqlite(path: FileManager.default.temporaryDirectory.appendingPathComponent(name).path)
    }
}

/// A copy of a company's store that may be damaged; the company itself is only read.
enum StoreCopy {
    static func make(of location: StoreLocation) throws -> StoreLocation {
        switch location {
        case .sqlite:
            let copy = try ScratchStore.make()
            guard case .sqlite(let path) = copy else { return copy }
            let connection = try location.connect()
            defer { connection.close() }
            try connection.execute("VACUUM INTO '\(path.replacingOccurrences(of: "'", with: "''"))'")
            return copy
        case .postgres(let url, let schema):
            let name = "tripod_proof_\(ProcessInfo.processInfo.processIdentifier)_\(UInt32.random(in: 0...UInt32.max))"
            let copy = StoreLocation.postgres(url: url, schema: name)
            try copy.prepare()
            let connection = try copy.connect()
            defer { connection.close() }
            do {
                try connection.begin()
                for table in CompanySchema.tables {
                    let source = "\"\(schema)\".\(table.name)"
                    try connection.execute("CREATE TABLE \"\(name)\".\(table.name) (LIKE \(source) INCLUDING ALL)")
                    try connection.execute("INSERT INTO \"\(name)\".\(table.name) SELECT * FROM \(source)")
                }
                try connection.commit()
                try connection.execute("ANALYZE")
            } catch {
                connection.rollback()
                try? copy.erase()
                throw error
            }
            return copy
        }
    }
}
