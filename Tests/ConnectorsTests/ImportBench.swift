import Documents
import Foundation
import Kernel
import Loop
import Security
import Storage
import Testing

@testable import Connectors

/// A folder with an export, a company beside it, and imports from the one into the other.
struct ImportBench {
    let folder: String
    let location: StoreLocation

    init() throws {
        folder = NSTemporaryDirectory() + "import-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        location = .sqlite(path: folder + "/store.db")
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    func file(_ name: String, _ text: String) throws -> String { try file(name, bytes: Array(text.utf8)) }

    func file(_ name: String, bytes: [UInt8]) throws -> String {
        let path = folder + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    func run(_ mapping: String, _ files: [String], stopAfter calls: Int = .max) async throws -> ImportSummary {
        let ring = try #require(KeyRing(seed: [UInt8](repeating: 5, count: 64)))
        let company = try Company.open(location, keyRing: ring)
        let counter = Counter(limit: calls)
        let importing = OrderImport(
            mapping: try MappingFile(yaml: mapping, folder: folder), location: location,
            actor: Actor(name: "test", position: "import", device: "test"), isQuiet: true, groupLimit: 3
        ) { commands in
            try await counter.step()
            return try await company.submit(commands)
        }
        do {
            let summary = try await importing.run(files: files, rejects: folder + "/rejects.csv")
            await company.close()
            return summary
        } catch {
            await company.close()
            throw error
        }
    }

    var rejects: String { (try? String(contentsOfFile: folder + "/rejects.csv", encoding: .utf8)) ?? "" }

    /// File and line of every reject, in the order of the file.
    var rejectedRows: [String] {
        rejects.split(separator: "\n").dropFirst().map { $0.split(separator: ",").prefix(2).joined(separator: ":") }
    }

    func query(_ sql: String) throws -> [[String]] {
        let connection = try location.connect(readOnly: true)
        defer { connection.close() }
        return try connection.query(sql).map { $0.map(\.text) }
    }
}

/// Lets a number of submissions through, then breaks as a lost connection would.
private actor Counter {
    struct Broken: Error {}
    private var left: Int

    init(limit: Int) { left = limit }

    func step() throws {
        guard left > 0 else { throw Broken() }
        left -= 1
    }
}

/// What the mappings of the tests have in common: items are made, stock is opened, one shop, warehouse and book.
let importRules = """
    items: { unknown: create }
    tax: { included: true, rate: 13% }
    stock: { opening: sold, costRatio: 50% }
    setup:
      books: [{ code: B1, name: Book }]
      warehouses: [{ code: W1, name: Warehouse, book: B1, main: true }]
      shops: [{ code: S1, name: Shop, channel: own, book: B1, sources: [{ warehouse: W1 }] }]

    """

/// A mapping of one flat file; `order`, `line` and `more` add keys to it.
func flatMapping(order: String = "", line: String = "", shop: String = "{ constant: S1 }", files: String = "", more: String = "") -> String
{
    """
    format: tripod-orders/1
    name: flat
    files: { layout: flat\(files) }
    shop: \(shop)
    order: { id: id, placedAt: at\(order) }
    line: { merchantCode: sku, pieces: n, unitPrice: price\(line) }
    \(more)

    """ + importRules
}

/// A mapping of orders, lines and payments in files of their own.
func joinedMapping(shop: String = "{ constant: S1 }", line: String = "", payment: String = "", more: String = "") -> String {
    """
    format: tripod-orders/1
    name: joined
    files: { layout: joined, optional: [payments] }
    shop: \(shop)
    order: { id: id, placedAt: at, state: state }
    line: { order: oid, merchantCode: sku, pieces: n, unitPrice: price\(line) }
    payment: { order: oid, means: means, amount: paid\(payment) }
    states: { missing: { standing: open }, words: { open: { standing: open }, sent: { standing: completed, goodsLeft: true } } }
    \(more)

    """ + importRules
}
