import Documents
import Kernel
import SwiftProtobuf

extension StockLine {
    var wire: WireStockLine {
        .with {
            $0.line = line
            $0.item = item.number
            $0.pieces = pieces
            $0.bin = bin
            $0.lot = lot
            $0.condition = condition == StockCondition.good ? "" : condition
            $0.owner = owner
            $0.amountFen = amount.fen
            $0.expires = expires.map { Int32($0.compact) } ?? 0
        }
    }

    init(_ wire: WireStockLine) throws {
        self.init(
            line: wire.line, item: try itemCode(wire.item, "lines.item"), pieces: wire.pieces, bin: wire.bin, lot: wire.lot,
            condition: wire.condition.isEmpty ? StockCondition.good : wire.condition, owner: wire.owner,
            amount: Money(fen: wire.amountFen), expires: wire.expires == 0 ? nil : try dayValue(wire.expires, "lines.expires"))
    }
}

extension OpeningStock {
    var wire: WireOpeningStock {
        .with {
            $0.warehouse = warehouse
            $0.day = Int32(day.compact)
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireOpeningStock) throws {
        self.init(warehouse: wire.warehouse, day: try dayValue(wire.day, "day"), lines: try wire.lines.map(StockLine.init))
    }
}

extension PurchaseReceipt {
    var wire: WirePurchaseReceipt {
        .with {
            $0.warehouse = warehouse
            $0.supplier = supplier.number
            $0.happenedAt = happenedAt.wire
            $0.notice = notice
            $0.order = order
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WirePurchaseReceipt) throws {
        guard let supplier = SupplierCode(wire.supplier) else {
            throw WireError.badValue(field: "supplier", value: String(wire.supplier))
        }
        guard wire.hasHappenedAt else { throw WireError.missing(field: "happenedAt") }
        self.init(
            warehouse: wire.warehouse, supplier: supplier, happenedAt: Moment(wire.happenedAt), notice: wire.notice, order: wire.order,
            lines: try wire.lines.map(StockLine.init))
    }
}

extension SalesIssue {
    var wire: WireSalesIssue {
        .with {
            $0.notice = notice
            $0.trade = trade
            $0.shop = shop
            $0.warehouse = warehouse
            $0.happenedAt = happenedAt.wire
            $0.waybill = waybill
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireSalesIssue) throws {
        self.init(
            notice: wire.notice, trade: wire.trade, shop: wire.shop, warehouse: wire.warehouse,
            happenedAt: Moment(wire.happenedAt), waybill: wire.waybill, lines: try wire.lines.map(StockLine.init))
    }
}
