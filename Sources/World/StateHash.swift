import Kernel
import Loop
import Security
import Storage

/// One hash over every column of every table of a company, rows in the order of their keys. Values are hashed with their types, so
/// the same rows give the same hash on either engine.
public enum StateHash {
    /// The hash as 64 hexadecimal digits.
    public static func compute(_ reader: any Connection) throws -> String {
        try hex(reader.snapshot { try tables(reader).reduce(HashChain.origin) { HashChain.link(after: $0, [], $1.hash) } })
    }

    /// The hash of each table, for saying which two stores differ in.
    public static func byTable(_ reader: any Connection) throws -> [(table: String, hash: String)] {
        try reader.snapshot { try tables(reader).map { ($0.table, hex($0.hash)) } }
    }

    private static func tables(_ reader: any Connection) throws -> [(table: String, hash: [UInt8])] {
        try CompanySchema.tables.sorted { $0.name < $1.name }.map { table in
            let columns = table.columns.map(\.name)
            var chain = HashChain.link(after: HashChain.origin, [], Array((table.name + ":" + columns.joined(separator: ",")).utf8))
            var offset: Int64 = 0
            while true {
                let rows = try reader.query(
                    "SELECT \(columns.joined(separator: ", ")) FROM \(table.name) ORDER BY \(table.key.joined(separator: ", ")) LIMIT 5000 OFFSET $1",
                    [.integer(offset)])
                for row in rows { chain = link(chain, row) }
                guard rows.count == 5000 else { break }
                offset += 5000
            }
            return (table.name, chain)
        }
    }

    private static func link(_ previous: [UInt8], _ row: [SQLValue]) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in row {
            switch value {
            case .null: bytes.append(0)
            case .integer(let number):
                bytes.append(1)
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let text): append(2, Array(text.utf8), to: &bytes)
            case .blob(let content): append(3, content, to: &bytes)
            }
        }
        return HashChain.link(after: previous, [], bytes)
    }

    private static func append(_ type: UInt8, _ content: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(type)
        withUnsafeBytes(of: UInt32(content.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes += content
    }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
