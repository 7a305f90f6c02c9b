import Documents
import Kernel

/// Which item each merchant code means, and the records that are missing for it.
struct ItemCatalogue {
    private let mapping: MappingFile
    private let view: CompanyView
    private var known: [String: [String: CompanyView.Target]] = [:]
    private var itemCodes: Set<String>
    private var kitCodes: Set<String>
    private var services: Set<Int64>
    /// Codes that this import makes, and for which merchant code.
    private var made: [Int64: String] = [:]
    private var kits: [Int64: [(item: Int64, pieces: Int64, ratio: Int64)]] = [:]
    /// What is missing: each mapping, with its item before it where that is new, so that both go in together.
    private(set) var records: [[MasterRecord]] = []

    init(mapping: MappingFile, view: CompanyView, shops: Set<String>) throws {
        self.mapping = mapping
        self.view = view
        itemCodes = try view.codes(.item)
        kitCodes = try view.codes(.kit)
        services = try view.services()
        for shop in shops { known[shop] = try view.channelItems(shop) }
    }

    /// True when the mapping wants orders with this merchant code rejected.
    func refuses(_ shop: String, _ merchantCode: String) -> Bool {
        guard mapping.items.unknown == .refuse, known[shop]?[merchantCode] == nil else { return false }
        guard let code = mapping.items.table[merchantCode] else { return true }
        return !itemCodes.contains(code.text) && !kitCodes.contains(code.text)
    }

    /// Makes sure that a merchant code of a shop has its records, as far as the mapping allows.
    mutating func need(_ shop: String, _ merchantCode: String, name: String?, category: String?) throws {
        guard let mapped = known[shop], mapped[merchantCode] == nil else { return }
        let named = mapping.items.table[merchantCode]
        let code: ItemCode
        var unit: [MasterRecord] = []
        if let named, itemCodes.contains(named.text) || kitCodes.contains(named.text) {
            code = named
        } else if mapping.items.unknown == .create {
            code = try named ?? free(merchantCode, name: name ?? merchantCode)
            if !itemCodes.contains(code.text) {
                itemCodes.insert(code.text)
                let isService = mapping.services.contains(merchantCode)
                if isService { services.insert(code.number) }
                unit.append(
                    .item(
                        Item(
                            code: code, name: name ?? merchantCode, specification: category ?? "", isService: isService,
                            baseUnit: mapping.items.unit,
                            rates: [.init(from: Day(number: 0), rate: mapping.tax.rate(category: category ?? "", isService: isService))])))
            }
            made[code.number] = merchantCode
        } else {
            return
        }
        known[shop]![merchantCode] = .init(code: code.number, isKit: kitCodes.contains(code.text))
        unit.append(.channelItem(ChannelItem(shop: shop, merchantCode: merchantCode, target: code)))
        records.append(unit)
    }

    /// The code that a merchant code gets: 11 digits of its hash behind the category; the next number when another merchant code
    /// has that one. The same merchant code in two shops means the same item, and so does an item of the same name that no merchant
    /// code names: an earlier import broke off, or its mapping was refused.
    private func free(_ merchantCode: String, name: String) throws -> ItemCode {
        var serial = Int64(StableHash.of(merchantCode) % 100_000_000_000)
        while true {
            guard let code = ItemCode(category: mapping.items.codeCategory, serial: serial) else {
                preconditionFailure("category and serial are in range")
            }
            if made[code.number] == merchantCode { return code }
            if made[code.number] == nil {
                if !itemCodes.contains(code.text), !kitCodes.contains(code.text) { return code }
                let codes = try view.merchantCodes(of: code.number)
                if codes.contains(merchantCode) { return code }
                if codes.isEmpty, itemCodes.contains(code.text), try view.itemName(code.number) == name { return code }
            }
            serial = (serial + 1) % 100_000_000_000
        }
    }

    /// The goods in one piece of what a merchant code means: nothing for services and unknown codes, several for kits. `share` of
    /// `shares` is the part's share of the price.
    mutating func goods(
        _ shop: String, _ merchantCode: String
    ) throws -> [(item: Int64, pieces: Int64, share: Int64, shares: Int64)] {
        guard let target = known[shop]?[merchantCode] else { return [] }
        guard target.isKit else { return services.contains(target.code) ? [] : [(target.code, 1, 1, 1)] }
        if kits[target.code] == nil { kits[target.code] = try view.kitParts(target.code) }
        let parts = kits[target.code]!
        let whole = max(1, parts.reduce(0) { $0 + $1.ratio })
        return parts.filter { !services.contains($0.item) }.map { ($0.item, $0.pieces, $0.ratio, whole) }
    }
}
