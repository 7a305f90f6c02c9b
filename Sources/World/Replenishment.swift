import Documents
import Kernel
import Storage

/// A buyer of goods: reads where pieces are short and has them delivered by the item's supplier.
public struct Replenishment: Sendable {
    private let company: HomeGoodsCompany
    private let goods: [Int64: Good]
    private var random: SeededRandom
    private var serial = 0
    /// What waits tells what will be asked for until the next delivery: this many times as much is ordered.
    private let waitingFactor: Int64
    private let actor = Actor(name: "何采购", position: "仓库收货", device: "PC-11")

    public init(company: HomeGoodsCompany, seed: UInt64, waitingFactor: Int64 = 1) {
        self.waitingFactor = waitingFactor
        self.company = company
        goods = Dictionary(uniqueKeysWithValues: company.goods.map { ($0.code.number, $0) })
        random = SeededRandom(seed: seed &+ 0x8E1E)
    }

    /// Receipts for items of which fewer than `floor` pieces are free or for which orders wait: one document a supplier, at most
    /// `limit` lines a warehouse. What waits is ordered with `lot` pieces more.
    public mutating func receipts(
        _ reader: any Connection, at moment: Moment, floor: Int64, lot: ClosedRange<Int>, limit: Int
    ) throws -> [Command] {
        var commands: [Command] = []
        for warehouse in company.warehouses {
            let rows = try reader.query(
                """
                SELECT item, waiting, on_hand - reserved FROM promise_stock
                WHERE warehouse = $1 AND condition = $2 AND owner = '' AND (waiting > 0 OR on_hand - reserved < $3)
                ORDER BY waiting DESC, item LIMIT $4
                """, [.text(warehouse.code), .text(StockCondition.good), .integer(floor), .integer(Int64(limit))])
            var lines: [SupplierCode: [StockLine]] = [:]
            for row in rows {
                guard let good = goods[row[0].integer], let supplier = good.item.supplier else { continue }
                let pieces = row[1].integer * waitingFactor + Int64(random.number(in: lot))
                // Purchase prices move by a few percent.
                let unit = good.cost.share(Int64(random.number(in: 96...105)), of: 100)
                let number = Int64((lines[supplier]?.count ?? 0) + 1)
                lines[supplier, default: []].append(
                    StockLine(line: number, item: good.code, pieces: pieces, bin: company.bin(good), amount: unit * pieces))
            }
            for supplier in lines.keys.sorted() {
                serial += 1
                let receipt = PurchaseReceipt(
                    warehouse: warehouse.code, supplier: supplier, happenedAt: moment, lines: lines[supplier] ?? [])
                commands.append(
                    Command(
                        actor: actor, external: ExternalKey(source: "receiving", key: "RK\(InventedPeople.digits(serial, 8))", version: 1),
                        body: .purchaseReceipt(receipt)))
            }
        }
        return commands
    }
}
