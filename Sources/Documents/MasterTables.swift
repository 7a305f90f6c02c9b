import Kernel
import Storage

/// The master data as decisions see it. Every leg reads it; only a master record's document changes it.
public final class MasterTables {
    public let records = Table<MasterRecordRow>(resident: true)
    public let books = Table<BookRow>(resident: true)
    public let warehouses = Table<WarehouseRow>(resident: true)
    public let shops = Table<ShopRow>(resident: true)
    public let sources = Family<ShopSourceRow>(resident: true)
    public let items = Table<ItemRow>(resident: true)
    public let rates = Family<ItemRateRow>(resident: true)
    public let barcodes = Table<ItemBarcodeRow>(resident: true)
    public let kitParts = Family<KitPartRow>(resident: true)
    public let channelItems = Table<ChannelItemRow>(resident: true)
    public let conditions = Table<ConditionRow>(resident: true)
    public let accounts = Table<AccountRow>(resident: true)
    public let roles = Table<AccountRoleRow>(resident: true)
    public let rules = Family<RuleLineRow>(resident: true)
    public let shopItems = Family<ShopItemRow>(resident: true)
    public let zones = Table<ZoneRow>(resident: true)
    public let bins = Table<BinRow>(resident: true)

    /// In how many groups a shop's items are kept, so that none of them is long.
    public static let itemBuckets: Int64 = 256

    public init() {}

    public var tables: [any OverlayTable] {
        [
            records, books, warehouses, shops, sources, items, rates, barcodes, kitParts, channelItems, conditions, accounts, roles, rules,
            zones, bins, shopItems,
        ]
    }

    public static let schemas: [TableSchema] = [
        MasterRecordRow.schema, BookRow.schema, WarehouseRow.schema, ShopRow.schema, ShopSourceRow.schema, ItemRow.schema,
        ItemRateRow.schema, ItemBarcodeRow.schema, KitPartRow.schema, ChannelItemRow.schema, ConditionRow.schema, AccountRow.schema,
        AccountRoleRow.schema, RuleLineRow.schema, ZoneRow.schema, BinRow.schema,
        ShopItemRow.schema,
    ]

    // MARK: Looking up

    /// The shop, or a refusal that names the code.
    public func shop(_ code: String) throws -> ShopRow {
        guard let row = try shops.find(code) else {
            throw FormRefusal.unknownRecord(kindChinese: "店铺", kindEnglish: "shop", code: code)
        }
        return row
    }

    public func warehouse(_ code: String) throws -> WarehouseRow {
        guard let row = try warehouses.find(code) else {
            throw FormRefusal.unknownRecord(kindChinese: "仓库", kindEnglish: "warehouse", code: code)
        }
        return row
    }

    /// Whether goods of this warehouse go from the supplier to the buyer 代发.
    public func isDropship(_ warehouse: String) throws -> Bool {
        try warehouses.find(warehouse)?.kind == WarehouseSite.Kind.dropship.rawValue
    }

    /// A supplier, or a refusal that names the code.
    public func requireSupplier(_ code: SupplierCode) throws {
        guard try records.find(.init(kind: MasterKind.supplier.rawValue, code: code.text)) != nil else {
            throw FormRefusal.unknownRecord(kindChinese: "供应商", kindEnglish: "supplier", code: code.text)
        }
    }

    public func book(_ code: String) throws -> BookRow {
        guard let row = try books.find(code) else {
            throw FormRefusal.unknownRecord(kindChinese: "账套", kindEnglish: "book", code: code)
        }
        return row
    }

    public func item(_ code: ItemCode) throws -> ItemRow {
        guard let row = try items.find(code.number) else {
            throw FormRefusal.unknownRecord(kindChinese: "商品", kindEnglish: "item", code: code.text)
        }
        return row
    }

    public func requireCondition(_ code: String) throws {
        guard try conditions.find(code) != nil else {
            throw FormRefusal.unknownRecord(kindChinese: "库存状态", kindEnglish: "stock condition", code: code)
        }
    }

    /// The VAT rate of an item on a day.
    public func rate(of item: ItemCode, on day: Day) throws -> Rate {
        let rows = try rates.rows(item.number)
        let row = rows.last { $0.fromDay <= Int64(day.number) } ?? rows.first
        return Rate(tenThousandths: Int32(row?.rate ?? 0))
    }

    /// The number of the account that plays a role.
    public func account(_ role: AccountRole) throws -> Int64 {
        guard let row = try roles.find(role.rawValue) else {
            throw FormRefusal.unknownRecord(kindChinese: "科目角色", kindEnglish: "account for the role", code: "\(role)")
        }
        return row.number
    }

    /// The account of goods on hand in a condition.
    public func goodsAccount(of condition: String) throws -> Int64 {
        guard let row = try conditions.find(condition), let role = AccountRole(rawValue: row.valuedAs) else {
            throw FormRefusal.unknownRecord(kindChinese: "库存状态", kindEnglish: "stock condition", code: condition)
        }
        return try account(role)
    }

    /// The newest version of an event's posting rule: the profile's own, else the one that holds for all.
    public func rule(_ event: PostingEvent, of profile: Int64) throws -> (version: Int64, lines: [RuleLineRow]) {
        let rows = try rules.rows(event.rawValue)
        guard let newest = rows.last(where: { $0.profile == profile }) ?? rows.last(where: { $0.profile == 0 }) else {
            throw FormRefusal.unknownRecord(kindChinese: "凭证模板", kindEnglish: "posting rule", code: event.chinese)
        }
        return (newest.version, rows.filter { $0.profile == newest.profile && $0.version == newest.version })
    }

    // MARK: Changing

    /// Checks a record before it enters the log: its own form and the records it names.
    public func validate(_ record: MasterRecord) throws {
        let name = "\(DocumentKind.masterRecord.chinese) \(record.code)"
        func check(_ condition: Bool, _ field: String, _ value: String, _ chinese: String, _ english: String) throws {
            if !condition {
                throw FormRefusal.badField(
                    record: name, field: field, value: value, ruleChinese: chinese, ruleEnglish: english)
            }
        }
        func checkCode(_ code: String) throws {
            try check(
                Code.isValid(code), "code", code, "代码须为 1–15 位大写字母、数字或 - _ .",
                "a code has 1 to 15 of the characters A–Z 0–9 - _ .")
        }
        switch record {
        case .book(let book): try checkCode(book.code)
        case .warehouse(let site):
            try checkCode(site.code)
            _ = try self.book(site.book)
            let known = try warehouses.find(site.code)?.book
            try check(
                known == nil || known == site.book, "book", site.book, "仓库不能改到别的账套(现为 \(known ?? ""))",
                "a warehouse stays in its book (\(known ?? ""))")
            let kind = try warehouses.find(site.code)?.kind
            let isDropship = kind == WarehouseSite.Kind.dropship.rawValue
            try check(
                kind == nil || isDropship == (site.kind == .dropship), "kind", "\(site.kind)", "代发仓与实物仓不能互改,请另建仓库",
                "a dropship warehouse stays one and others do not become one: make a new code")
            try check(
                site.isOutside || (try warehouses.find(site.code)?.outsideSince ?? 0) == 0, "outside", "false",
                "外部仓的账已按镜像记录,不能改回", "a warehouse that reports its stock goes on doing so")
            try check(
                site.statusMinutes == -1 || (1...1_440).contains(site.statusMinutes), "statusMinutes", "\(site.statusMinutes)",
                "库存动态报表的间隔须为 1 至 1440 分钟,或 -1(不报)", "status reports come every 1 to 1440 minutes, or -1 for never")
            try check(
                site.kind != .dropship || site.supplier != nil, "supplier", "", "代发仓须写明发货的供应商",
                "a dropship warehouse names the supplier who ships")
        case .shop(let shop):
            try checkCode(shop.code)
            _ = try book(shop.book)
            let known = try shops.find(shop.code)?.book
            try check(
                known == nil || known == shop.book, "book", shop.book, "店铺不能改到别的账套(现为 \(known ?? ""))",
                "a shop stays in its book (\(known ?? ""))")
            try check(
                (1...525_600).contains(shop.reservationMinutes), "reservationMinutes", "\(shop.reservationMinutes)",
                "未付款占用时长须为 1 分钟至 1 年", "unpaid orders keep stock between a minute and a year")
            try check(
                (1...10_000).contains(shop.offerShare), "offerShare", "\(shop.offerShare)", "可售比例须为万分之 1 至 10000",
                "the share offered lies between 1 and 10,000 ten-thousandths")
            try check(
                (0...1_000_000_000).contains(shop.safetyPieces), "safetyPieces", "\(shop.safetyPieces)", "安全库存须为 0 至 10 亿件",
                "safety stock lies between 0 and 1,000,000,000 pieces")
            try validateTerms(of: shop, check)
            try check(!shop.sources.isEmpty, "sources", "0", "店铺至少要有一个发货仓", "a shop needs at least one warehouse")
            var named: Set<String> = []
            for source in shop.sources {
                try check(
                    named.insert("\(source.priority) \(source.warehouse)").inserted, "sources.warehouse", source.warehouse,
                    "同一优先级的发货仓不能重复", "no warehouse is named twice with one priority")
                let site = try warehouse(source.warehouse)
                try check(
                    site.book == shop.book, "sources.warehouse", source.warehouse, "跨账套发货不允许:仓库属于 \(site.book)",
                    "fulfilment across books is refused: the warehouse belongs to \(site.book)")
            }
        case .item(let item):
            let known = try items.find(item.code.number)?.isService
            try check(
                known == nil || known == (item.isService ? 1 : 0), "service", "\(item.isService)", "商品与服务不能互改,请另建编码",
                "goods stay goods and services stay services: make a new code")
            try check(!item.rates.isEmpty, "rates", "0", "商品须有税率", "an item needs a VAT rate")
            for dated in item.rates {
                try check(
                    (0...10_000).contains(dated.rate.tenThousandths), "rates", dated.rate.text, "税率须在 0–100%",
                    "a VAT rate lies between 0 and 100 %")
            }
            try check(item.weight >= 0, "weight", "\(item.weight)", "单件重量(克)不能为负", "grams a piece are not negative")
            try check(item.shelfLife >= 0, "shelfLife", "\(item.shelfLife)", "保质期天数不能为负", "days of shelf life are not negative")
            try check(item.packPieces >= 1, "packPieces", "\(item.packPieces)", "箱规须≥1", "a pack holds at least one piece")
        case .kit(let kit):
            try check(!kit.parts.isEmpty, "parts", "0", "组合装至少要有一个组件", "a kit needs at least one part")
            for part in kit.parts {
                _ = try item(part.item)
                try check(part.pieces > 0, "parts.pieces", "\(part.pieces)", "组件数量须大于 0", "a part has at least one piece")
                try check(part.ratio >= 0, "parts.ratio", "\(part.ratio)", "价格比例不能为负", "a price ratio is not negative")
            }
            try check(
                kit.parts.contains { $0.ratio > 0 }, "parts.ratio", "0", "至少一个组件的价格比例大于 0",
                "at least one part carries a share of the price")
        case .supplier, .postingRule: break
        case .customer(let customer): try checkCode(customer.code)
        case .channelItem(let mapping):
            _ = try shop(mapping.shop)
            let isItem = try items.find(mapping.target.number) != nil
            let isKit = try !kitParts.rows(mapping.target.number).isEmpty
            guard isItem || isKit else {
                throw FormRefusal.unknownRecord(kindChinese: "商品或组合装", kindEnglish: "item or kit", code: mapping.target.text)
            }
        case .condition(let condition):
            try checkCode(condition.code)
            try check(
                AccountRole.onHand.contains(condition.valuedAs), "valuedAs", "\(condition.valuedAs)", "库存状态须记入良品或次品科目",
                "goods in a condition lie in the account of good or of defective ones")
        case .zone(let zone):
            try checkCode(zone.code)
            _ = try warehouse(zone.warehouse)
        case .bin(let bin):
            try checkCode(bin.code)
            _ = try warehouse(bin.warehouse)
            guard try zones.find(.init(warehouse: bin.warehouse, code: bin.zone)) != nil else {
                throw FormRefusal.unknownRecord(kindChinese: "库区", kindEnglish: "zone", code: "\(bin.warehouse)/\(bin.zone)")
            }
        case .account(let account):
            try check(account.number > 0, "number", "\(account.number)", "科目编号须为正数", "an account number is positive")
        }
    }

    /// Folds a master record's document into the tables.
    public func apply(_ record: MasterRecord, at position: Int64, recordedAt: Moment) throws {
        records.want(.init(kind: record.kind.rawValue, code: record.code))
        _ = try records.find(.init(kind: record.kind.rawValue, code: record.code))
        records.put(
            MasterRecordRow(
                kind: record.kind.rawValue, code: record.code, position: position, recordedAt: recordedAt.milliseconds))
        switch record {
        case .book(let book):
            _ = try books.find(book.code)
            books.put(
                BookRow(
                    code: book.code, currency: book.currency.code, voucherMode: book.voucherMode.rawValue,
                    taxRegime: book.taxRegime.rawValue, profile: book.profile.rawValue, transfersInBook: book.transfersInBook ? 1 : 0,
                    name: book.name))
        case .warehouse(let site):
            let known = try warehouses.find(site.code)
            let since = known?.outsideSince ?? 0
            warehouses.put(
                WarehouseRow(
                    code: site.code, book: site.book, isMain: site.isMain ? 1 : 0, kind: site.kind.rawValue,
                    supplier: site.supplier?.number ?? 0, hasBins: known?.hasBins ?? 0,
                    outsideSince: site.isOutside && since == 0 ? position : since, statusMinutes: site.statusMinutes, name: site.name))
        case .shop(let shop): try apply(shop)
        case .item(let item): try apply(item)
        case .kit(let kit):
            for row in try kitParts.rows(kit.code.number) { kitParts.remove(row) }
            for (index, part) in kit.parts.enumerated() {
                kitParts.put(
                    KitPartRow(
                        kit: kit.code.number, line: Int64(index + 1), item: part.item.number, pieces: part.pieces, ratio: part.ratio
                    ), isNew: false)
            }
        case .channelItem(let mapping):
            let earlier = try channelItems.find(.init(shop: mapping.shop, merchantCode: mapping.merchantCode))
            if let earlier { try count(-1, earlier.target, at: mapping.shop) }
            try count(1, mapping.target.number, at: mapping.shop)
            let isKit = try !kitParts.rows(mapping.target.number).isEmpty
            channelItems.put(
                ChannelItemRow(
                    shop: mapping.shop, merchantCode: mapping.merchantCode, target: mapping.target.number, isKit: isKit ? 1 : 0))
        case .condition(let condition):
            _ = try conditions.find(condition.code)
            conditions.put(
                ConditionRow(
                    code: condition.code, isSellable: condition.isSellable ? 1 : 0, valuedAs: condition.valuedAs.rawValue,
                    name: condition.name))
        case .account(let account):
            _ = try accounts.find(account.number)
            accounts.put(
                AccountRow(
                    number: account.number, side: account.side.rawValue, category: account.category.rawValue,
                    role: account.role?.rawValue ?? 0, name: account.name, english: account.english))
            if let role = account.role {
                _ = try roles.find(role.rawValue)
                roles.put(AccountRoleRow(role: role.rawValue, number: account.number))
            }
        case .postingRule(let rule):
            let profile = rule.profile?.rawValue ?? 0
            let known = try rules.rows(rule.event.rawValue).filter { $0.version == rule.version && $0.profile == profile }
            for row in known { rules.remove(row) }
            for (index, line) in rule.lines.enumerated() {
                rules.put(
                    RuleLineRow(
                        event: rule.event.rawValue, profile: profile, version: rule.version, line: Int64(index + 1),
                        side: line.side.rawValue,
                        role: line.account.rawValue, amount: line.amount.rawValue), isNew: false)
            }
        case .zone(let zone):
            _ = try zones.find(.init(warehouse: zone.warehouse, code: zone.code))
            zones.put(ZoneRow(warehouse: zone.warehouse, code: zone.code, name: zone.name))
        case .bin(let bin):
            _ = try bins.find(.init(warehouse: bin.warehouse, code: bin.code))
            bins.put(BinRow(warehouse: bin.warehouse, code: bin.code, zone: bin.zone, sequence: bin.sequence))
            guard var site = try warehouses.find(bin.warehouse), site.hasBins == 0 else { break }
            site.hasBins = 1
            warehouses.put(site)
        case .supplier, .customer: break
        }
    }

    /// Counts the merchant codes under which a shop sells an item or kit.
    private func count(_ change: Int64, _ item: Int64, at shop: String) throws {
        let group = ShopItemRow.Group(shop: shop, bucket: item % MasterTables.itemBuckets)
        let known = try shopItems.find(.init(shop: shop, bucket: group.bucket, item: item), in: group)
        var row = known ?? ShopItemRow(shop: shop, bucket: group.bucket, item: item, codes: 0)
        row.codes += change
        if row.codes > 0 { shopItems.put(row, isNew: known == nil) } else { shopItems.remove(row) }
    }

    private func apply(_ shop: Shop) throws {
        _ = try shops.find(shop.code)
        shops.put(
            ShopRow(
                code: shop.code, book: shop.book, channel: shop.channel, priority: shop.priority,
                reservesUnpaid: shop.reservesUnpaid ? 1 : 0, reservationMinutes: shop.reservationMinutes,
                offerShare: shop.offerShare, safetyPieces: shop.safetyPieces,
                customer: shop.business?.customer ?? "", businessMode: shop.business?.mode.rawValue ?? 0,
                termDays: shop.business?.termDays ?? 0, name: shop.name))
        for row in try sources.rows(shop.code) { sources.remove(row) }
        for source in shop.sources {
            sources.put(
                ShopSourceRow(
                    shop: shop.code, priority: source.priority, warehouse: source.warehouse,
                    areas: source.areas.joined(separator: " ")), isNew: false)
        }
    }

    private func apply(_ item: Item) throws {
        _ = try items.find(item.code.number)
        items.put(
            ItemRow(
                code: item.code.number, isService: item.isService ? 1 : 0, supplier: item.supplier?.number ?? 0,
                abcClass: item.abcClass.rawValue, weight: item.weight, shelfLife: item.shelfLife, name: item.name))
        for row in try rates.rows(item.code.number) { rates.remove(row) }
        for dated in item.rates {
            rates.put(
                ItemRateRow(item: item.code.number, fromDay: Int64(dated.from.number), rate: Int64(dated.rate.tenThousandths)),
                isNew: false)
        }
        for barcode in item.barcodes {
            _ = try barcodes.find(barcode.text)
            barcodes.put(ItemBarcodeRow(barcode: barcode.text, item: item.code.number, pieces: barcode.pieces))
        }
    }
}
