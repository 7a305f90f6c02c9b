import Documents
import Kernel
import SwiftProtobuf

extension MasterRecord {
    var wire: WireMasterRecord {
        .with {
            switch self {
            case .book(let record):
                $0.book = .with {
                    $0.code = record.code
                    $0.name = record.name
                    $0.currency = record.currency.code
                    $0.voucherPerDocument = record.voucherMode == .perDocument
                    $0.smallScale = record.taxRegime == .smallScale
                    $0.profile = record.profile.wire
                    $0.transfersInBook = record.transfersInBook
                }
            case .warehouse(let record):
                $0.warehouse = .with {
                    $0.code = record.code
                    $0.name = record.name
                    $0.book = record.book
                    $0.main = record.isMain
                    $0.area = record.area
                    $0.kind = record.kind.wire
                    $0.supplier = record.supplier?.number ?? 0
                    $0.outside = record.isOutside
                    $0.statusMinutes = record.statusMinutes == WarehouseSite.usualStatusMinutes ? 0 : record.statusMinutes
                }
            case .shop(let record): $0.shop = record.wire
            case .item(let record): $0.item = record.wire
            case .kit(let record):
                $0.kit = .with {
                    $0.code = record.code.number
                    $0.name = record.name
                    $0.parts = record.parts.map { part in
                        .with {
                            $0.item = part.item.number
                            $0.pieces = part.pieces
                            $0.ratio = part.ratio
                        }
                    }
                }
            case .supplier(let record):
                $0.supplier = .with {
                    $0.code = record.code.number
                    $0.name = record.name
                    $0.settlementDays = record.settlementDays
                    $0.smallScale = record.taxpayer == .smallScale
                    $0.rate = record.rate.tenThousandths
                }
            case .customer(let record):
                $0.customer = .with {
                    $0.code = record.code
                    $0.name = record.name
                    $0.statementCycleDays = record.statementCycleDays
                    $0.invoiceTitle = record.invoiceTitle
                    $0.taxNumber = record.taxNumber
                    $0.creditLimitFen = record.creditLimit.fen
                    $0.keyAccount = record.isKeyAccount
                }
            case .channelItem(let record):
                $0.channelItem = .with {
                    $0.shop = record.shop
                    $0.merchantCode = record.merchantCode
                    $0.target = record.target.number
                }
            case .condition(let record):
                $0.condition = .with {
                    $0.code = record.code
                    $0.name = record.name
                    $0.sellable = record.isSellable
                    $0.valuedAs = Int32(record.valuedAs.rawValue)
                }
            case .account(let record):
                $0.account = .with {
                    $0.number = record.number
                    $0.name = record.name
                    $0.english = record.english
                    $0.side = Int32(record.side.rawValue)
                    $0.category = Int32(record.category.rawValue)
                    $0.role = Int32(record.role?.rawValue ?? 0)
                }
            case .zone(let record):
                $0.zone = .with {
                    $0.warehouse = record.warehouse
                    $0.code = record.code
                    $0.name = record.name
                }
            case .bin(let record):
                $0.bin = .with {
                    $0.warehouse = record.warehouse
                    $0.code = record.code
                    $0.zone = record.zone
                    $0.sequence = record.sequence
                }
            case .postingRule(let record):
                $0.postingRule = .with {
                    $0.event = Int32(record.event.rawValue)
                    $0.version = record.version
                    $0.profile = Int32(record.profile?.rawValue ?? 0)
                    $0.lines = record.lines.map { line in
                        .with {
                            $0.side = Int32(line.side.rawValue)
                            $0.account = Int32(line.account.rawValue)
                            $0.amount = Int32(line.amount.rawValue)
                        }
                    }
                }
            }
        }
    }

    init(_ wire: WireMasterRecord) throws {
        switch wire.record {
        case .none: throw WireError.missing(field: "masterRecord.record")
        case .book(let record):
            guard let currency = record.currency.isEmpty ? .yuan : Currency(record.currency) else {
                throw WireError.badValue(field: "book.currency", value: record.currency)
            }
            self = .book(
                Book(
                    code: record.code, name: record.name, currency: currency,
                    voucherMode: record.voucherPerDocument ? .perDocument : .bundled,
                    taxRegime: record.smallScale ? .smallScale : .general, profile: try AccountingProfile(record.profile),
                    transfersInBook: record.transfersInBook))
        case .warehouse(let record):
            self = .warehouse(
                WarehouseSite(
                    code: record.code, name: record.name, book: record.book, isMain: record.main, area: record.area,
                    kind: try WarehouseSite.Kind(record.kind), supplier: try supplierCode(record.supplier, "warehouse.supplier"),
                    isOutside: record.outside,
                    statusMinutes: record.statusMinutes == 0 ? WarehouseSite.usualStatusMinutes : record.statusMinutes))
        case .shop(let record): self = .shop(try Shop(record))
        case .item(let record): self = .item(try Item(record))
        case .kit(let record):
            self = .kit(
                Kit(
                    code: try itemCode(record.code, "kit.code"), name: record.name,
                    parts: try record.parts.map {
                        Kit.Part(item: try itemCode($0.item, "kit.parts.item"), pieces: $0.pieces, ratio: $0.ratio)
                    }))
        case .supplier(let record):
            guard let code = SupplierCode(record.code) else {
                throw WireError.badValue(field: "supplier.code", value: String(record.code))
            }
            self = .supplier(
                Supplier(
                    code: code, name: record.name, settlementDays: record.settlementDays,
                    taxpayer: record.smallScale ? .smallScale : .general, rate: Rate(tenThousandths: record.rate)))
        case .customer(let record):
            self = .customer(
                Customer(
                    code: record.code, name: record.name, statementCycleDays: record.statementCycleDays,
                    invoiceTitle: record.invoiceTitle, taxNumber: record.taxNumber,
                    creditLimit: Money(fen: record.creditLimitFen), isKeyAccount: record.keyAccount))
        case .channelItem(let record):
            self = .channelItem(
                ChannelItem(
                    shop: record.shop, merchantCode: record.merchantCode,
                    target: try itemCode(record.target, "channelItem.target")))
        case .condition(let record):
            var valuedAs: AccountRole?
            if record.valuedAs != 0 {
                valuedAs = AccountRole(rawValue: Int64(record.valuedAs))
                if valuedAs == nil { throw WireError.badValue(field: "condition.valuedAs", value: String(record.valuedAs)) }
            }
            self = .condition(
                StockCondition(code: record.code, name: record.name, isSellable: record.sellable, valuedAs: valuedAs))
        case .account(let record): self = .account(try LedgerAccount(record))
        case .postingRule(let record): self = .postingRule(try PostingRule(record))
        case .zone(let record):
            self = .zone(StockZone(warehouse: record.warehouse, code: record.code, name: record.name))
        case .bin(let record):
            self = .bin(StockBin(warehouse: record.warehouse, code: record.code, zone: record.zone, sequence: record.sequence))
        }
    }
}

extension AccountingProfile {
    var wire: WireAccountingProfile {
        switch self {
        case .seed: .seed
        case .cas: .cas
        case .small: .small
        }
    }

    init(_ wire: WireAccountingProfile) throws {
        switch wire {
        case .seed: self = .seed
        case .cas: self = .cas
        case .small: self = .small
        case .UNRECOGNIZED(let value): throw WireError.badValue(field: "book.profile", value: String(value))
        }
    }
}

extension WarehouseSite.Kind {
    var wire: WireWarehouseKind {
        switch self {
        case .own: .own
        case .dropship: .dropship
        case .consignment: .consignment
        }
    }

    init(_ wire: WireWarehouseKind) throws {
        switch wire {
        case .own: self = .own
        case .dropship: self = .dropship
        case .consignment: self = .consignment
        case .UNRECOGNIZED(let value): throw WireError.badValue(field: "warehouse.kind", value: String(value))
        }
    }
}

extension Shop {
    var wire: WireShop {
        .with {
            $0.code = code
            $0.name = name
            $0.channel = channel
            $0.book = book
            $0.priority = priority
            $0.reservesUnpaid = reservesUnpaid
            $0.reservationMinutes = reservationMinutes
            $0.offerShare = offerShare
            $0.safetyPieces = safetyPieces
            if let business { $0.business = business.wire }
            $0.sources = sources.map { source in
                .with {
                    $0.warehouse = source.warehouse
                    $0.priority = source.priority
                    $0.areas = source.areas
                }
            }
        }
    }

    init(_ wire: WireShop) throws {
        self.init(
            code: wire.code, name: wire.name, channel: wire.channel, book: wire.book,
            priority: wire.priority == 0 ? 5 : wire.priority, reservesUnpaid: wire.reservesUnpaid,
            reservationMinutes: wire.reservationMinutes == 0 ? Shop.reservationDay : wire.reservationMinutes,
            sources: wire.sources.map { Source(warehouse: $0.warehouse, priority: $0.priority, areas: $0.areas) },
            offerShare: wire.offerShare == 0 ? 10_000 : wire.offerShare, safetyPieces: wire.safetyPieces,
            business: wire.hasBusiness ? try BusinessTerms(wire.business) : nil)
    }
}

extension Item {
    var wire: WireItem {
        .with {
            $0.code = code.number
            $0.name = name
            $0.specification = specification
            $0.service = isService
            $0.barcodes = barcodes.map { barcode in
                .with {
                    $0.text = barcode.text
                    $0.pieces = barcode.pieces
                }
            }
            $0.baseUnit = baseUnit
            $0.packUnit = packUnit
            $0.packPieces = packPieces
            $0.costing = Int32(costing.rawValue)
            $0.rates = rates.map { dated in
                .with {
                    $0.from = Int32(dated.from.compact)
                    $0.rate = dated.rate.tenThousandths
                }
            }
            $0.taxClassification = taxClassification
            $0.abcClass = Int32(abcClass.rawValue)
            $0.supplier = supplier?.number ?? 0
            $0.weight = weight
            $0.shelfLife = shelfLife
        }
    }

    init(_ wire: WireItem) throws {
        guard let costing = CostingMethod(rawValue: Int64(wire.costing)) else {
            throw WireError.badValue(field: "item.costing", value: String(wire.costing))
        }
        guard let abcClass = wire.abcClass == 0 ? .c : ABCClass(rawValue: Int64(wire.abcClass)) else {
            throw WireError.badValue(field: "item.abcClass", value: String(wire.abcClass))
        }
        self.init(
            code: try itemCode(wire.code, "item.code"), name: wire.name, specification: wire.specification,
            isService: wire.service,
            barcodes: wire.barcodes.map { Barcode(text: $0.text, pieces: $0.pieces == 0 ? 1 : $0.pieces) },
            baseUnit: wire.baseUnit.isEmpty ? "件" : wire.baseUnit, packUnit: wire.packUnit,
            packPieces: wire.packPieces == 0 ? 1 : wire.packPieces, costing: costing,
            rates: try wire.rates.map {
                DatedRate(from: try dayValue($0.from, "item.rates.from"), rate: Rate(tenThousandths: $0.rate))
            }, taxClassification: wire.taxClassification, abcClass: abcClass, supplier: try supplierCode(wire.supplier, "item.supplier"),
            weight: wire.weight,
            shelfLife: wire.shelfLife)
    }
}

extension LedgerAccount {
    init(_ wire: WireLedgerAccount) throws {
        guard let side = Side(rawValue: Int64(wire.side)), let category = Category(rawValue: Int64(wire.category)) else {
            throw WireError.badValue(field: "account.side", value: "\(wire.side), \(wire.category)")
        }
        self.init(
            number: wire.number, name: wire.name, english: wire.english, side: side, category: category,
            role: AccountRole(rawValue: Int64(wire.role)))
    }
}

extension PostingRule {
    init(_ wire: WirePostingRule) throws {
        guard let event = PostingEvent(rawValue: Int64(wire.event)) else {
            throw WireError.badValue(field: "postingRule.event", value: String(wire.event))
        }
        var profile: AccountingProfile?
        if wire.profile != 0 {
            profile = AccountingProfile(rawValue: Int64(wire.profile))
            if profile == nil { throw WireError.badValue(field: "postingRule.profile", value: String(wire.profile)) }
        }
        self.init(
            event: event, version: wire.version, profile: profile,
            lines: try wire.lines.map {
                guard let side = Side(rawValue: Int64($0.side)), let account = AccountRole(rawValue: Int64($0.account)),
                    let amount = AmountRole(rawValue: Int64($0.amount))
                else { throw WireError.badValue(field: "postingRule.lines", value: "\($0.side), \($0.account), \($0.amount)") }
                return Line(side, account, amount)
            })
    }
}
