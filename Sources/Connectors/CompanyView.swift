import Documents
import Kernel
import Storage

/// What an import needs to know of the company before it asks for anything: which records, orders and stock are there.
struct CompanyView {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// An order that is in already.
    struct KnownOrder {
        let trade: Int64
        let state: OrderState
        let pieces: Int64
        let shipped: Int64
    }

    struct Source {
        let warehouse: String
        let areas: [String]

        func serves(_ area: String) -> Bool { areas.isEmpty || areas.contains { area.hasPrefix($0) } }
    }

    struct Target {
        let code: Int64
        let isKit: Bool
    }

    /// The codes of all records of a kind.
    func codes(_ kind: MasterKind) throws -> Set<String> {
        Set(try connection.query("SELECT code FROM master_record WHERE kind = $1", [.integer(kind.rawValue)]).map { $0[0].text })
    }

    /// The codes of all records, by kind.
    func allCodes() throws -> Set<RecordName> {
        Set(try connection.query("SELECT kind, code FROM master_record").map { RecordName(kind: $0[0].integer, code: $0[1].text) })
    }

    struct RecordName: Hashable {
        let kind: Int64
        let code: String
    }

    /// The position of the log's last document.
    func headPosition() throws -> Int64 { try connection.scalar("SELECT COALESCE(MAX(position), 0) FROM log") }

    func reservesUnpaid(_ shop: String) throws -> Bool {
        try connection.scalar("SELECT reserves_unpaid FROM shop WHERE code = $1", [.text(shop)]) == 1
    }

    /// The warehouses that serve a shop, first asked first.
    func sources(_ shop: String) throws -> [Source] {
        try connection.query(
            "SELECT warehouse, areas FROM shop_source WHERE shop = $1 ORDER BY priority, warehouse", [.text(shop)]
        ).map { Source(warehouse: $0[0].text, areas: $0[1].text.split(separator: " ").map(String.init)) }
    }

    func channelItems(_ shop: String) throws -> [String: Target] {
        var result: [String: Target] = [:]
        for row in try connection.query("SELECT merchant_code, target, is_kit FROM channel_item WHERE shop = $1", [.text(shop)]) {
            result[row[0].text] = Target(code: row[1].integer, isKit: row[2].integer == 1)
        }
        return result
    }

    /// The merchant codes of any shop that mean an item.
    func merchantCodes(of item: Int64) throws -> Set<String> {
        Set(try connection.query("SELECT merchant_code FROM channel_item WHERE target = $1", [.integer(item)]).map { $0[0].text })
    }

    func itemName(_ item: Int64) throws -> String? {
        try connection.query("SELECT name FROM item WHERE code = $1", [.integer(item)]).first?[0].text
    }

    func kitParts(_ kit: Int64) throws -> [(item: Int64, pieces: Int64, ratio: Int64)] {
        try connection.query("SELECT item, pieces, ratio FROM kit_part WHERE kit = $1 ORDER BY line", [.integer(kit)]).map {
            ($0[0].integer, $0[1].integer, $0[2].integer)
        }
    }

    func services() throws -> Set<Int64> {
        Set(try connection.query("SELECT code FROM item WHERE is_service = 1").map { $0[0].integer })
    }

    /// Pieces that may still be promised, by item.
    func available(_ warehouse: String) throws -> [Int64: Int64] {
        var result: [Int64: Int64] = [:]
        for row in try connection.query(
            "SELECT item, on_hand - reserved FROM promise_stock WHERE warehouse = $1 AND condition = $2 AND owner = ''",
            [.text(warehouse), .text(StockCondition.good)])
        {
            result[row[0].integer] = row[1].integer
        }
        return result
    }

    /// The shop's orders that are in, by the channel's number; read page by page.
    func orders(_ shop: String) throws -> [String: KnownOrder] {
        var result: [String: KnownOrder] = [:]
        var after: Int64 = 0
        while true {
            let page = try connection.query(
                "SELECT trade, external_id, state, pieces, shipped FROM sales_order WHERE shop = $1 AND trade > $2 ORDER BY trade LIMIT 20000",
                [.text(shop), .integer(after)])
            for row in page {
                result[row[1].text] = KnownOrder(
                    trade: row[0].integer, state: OrderState(rawValue: row[2].integer) ?? .held, pieces: row[3].integer,
                    shipped: row[4].integer)
            }
            guard let last = page.last else { return result }
            after = last[0].integer
        }
    }

    /// Pieces that are promised to a trade and have not left, by item.
    func promised(_ trade: Int64) throws -> [Int64: Int64] {
        var result: [Int64: Int64] = [:]
        for row in try connection.query("SELECT item, open FROM reservation WHERE trade = $1", [.integer(trade)]) {
            result[row[0].integer, default: 0] += row[1].integer
        }
        return result
    }

    /// What is still to pick of a notice, by the channel's own line.
    func openLines(_ trade: Int64, notice: Int64) throws -> [(lineID: String, line: StockLine)] {
        try connection.query(
            """
            SELECT l.line_id, r.line, r.item, r.open FROM reservation r JOIN order_line l ON l.trade = r.trade AND l.line = r.line
            WHERE r.trade = $1 AND r.notice = $2 AND r.open > 0 ORDER BY r.line
            """, [.integer(trade), .integer(notice)]
        ).map { ($0[0].text, StockLine(line: $0[1].integer, item: ItemCode(stored: $0[2].integer), pieces: $0[3].integer)) }
    }

    /// The trade that a notice belongs to: the shop's order of that number.
    func trade(_ shop: String, _ externalID: String) throws -> Int64? {
        try connection.query(
            "SELECT document FROM external_key WHERE source = $1 AND external_key = $2", [.text("shop:" + shop), .text(externalID)]
        ).first?[0].integer
    }

    /// Notices of the shop that still have something to pick, page by page.
    func openNotices(_ shop: String, _ each: (_ externalID: String, _ notice: Int64) -> Void) throws {
        var after: Int64 = 0
        while true {
            let page = try connection.query(
                """
                SELECT r.notice, o.external_id, o.trade FROM reservation r JOIN sales_order o ON o.trade = r.trade
                WHERE o.shop = $1 AND r.open > 0 AND r.notice <> 0 AND o.trade > $2
                AND o.trade IN (SELECT trade FROM sales_order WHERE shop = $1 AND trade > $2 AND state IN ($3, $4, $5) ORDER BY trade LIMIT 5000)
                ORDER BY o.trade, r.notice
                """,
                [
                    .text(shop), .integer(after), .integer(OrderState.noticed.rawValue), .integer(OrderState.partlyShipped.rawValue),
                    .integer(OrderState.backordered.rawValue),
                ])
            var last = (id: "", notice: Int64(0))
            for row in page where last != (row[1].text, row[0].integer) {
                last = (row[1].text, row[0].integer)
                each(last.id, last.notice)
            }
            let ends = try connection.query(
                "SELECT trade FROM sales_order WHERE shop = $1 AND trade > $2 AND state IN ($3, $4, $5) ORDER BY trade LIMIT 1 OFFSET 4999",
                [
                    .text(shop), .integer(after), .integer(OrderState.noticed.rawValue), .integer(OrderState.partlyShipped.rawValue),
                    .integer(OrderState.backordered.rawValue),
                ])
            guard let end = ends.first else { return }
            after = end[0].integer
        }
    }
}
