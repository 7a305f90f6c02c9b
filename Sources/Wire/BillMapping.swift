import Documents
import Kernel
import SwiftProtobuf

extension Receivable {
    var wire: WireReceivable {
        .with {
            $0.trade = trade
            $0.shop = shop
            $0.book = book
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.lineID = line.lineID
                    $0.item = line.item.number
                    $0.service = line.isService
                    $0.pieces = line.pieces
                    $0.grossFen = line.gross.fen
                    $0.netFen = line.net.fen
                    $0.rate = line.rate.tenThousandths
                    $0.shares = line.shares.map(\.wire)
                }
            }
        }
    }

    init(_ wire: WireReceivable) throws {
        self.init(
            trade: wire.trade, shop: wire.shop, book: wire.book,
            lines: try wire.lines.map {
                Line(
                    line: $0.line, lineID: $0.lineID, item: try itemCode($0.item, "lines.item"), isService: $0.service,
                    pieces: $0.pieces, gross: Money(fen: $0.grossFen), net: Money(fen: $0.netFen),
                    rate: Rate(tenThousandths: $0.rate), shares: $0.shares.map(BorneDiscount.init))
            })
    }
}

extension PostingLine {
    var wire: WirePostingLine {
        .with {
            $0.side = Int32(side.rawValue)
            $0.account = account
            $0.amountFen = amount.fen
            $0.party = party
            $0.place = Int32(place.rawValue)
            $0.warehouse = warehouse
            $0.item = item
            $0.condition = condition == StockCondition.good ? "" : condition
            $0.pieces = pieces
        }
    }

    init(_ wire: WirePostingLine) throws {
        guard let side = Side(rawValue: Int64(wire.side)), let place = ValuePlace(rawValue: Int64(wire.place)) else {
            throw WireError.badValue(field: "lines.side", value: "\(wire.side), \(wire.place)")
        }
        self.init(
            side: side, account: wire.account, amount: Money(fen: wire.amountFen), party: wire.party, place: place,
            warehouse: wire.warehouse, item: wire.item,
            condition: wire.condition.isEmpty && place != .none ? StockCondition.good : wire.condition, pieces: wire.pieces)
    }
}

extension Posting {
    var wire: WirePosting {
        .with {
            $0.event = Int32(event.rawValue)
            $0.ruleVersion = ruleVersion
            $0.book = book
            $0.day = Int32(day.compact)
            $0.shop = shop
            $0.bundled = bundled
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WirePosting) throws {
        guard let event = PostingEvent(rawValue: Int64(wire.event)) else {
            throw WireError.badValue(field: "postings.event", value: String(wire.event))
        }
        self.init(
            event: event, ruleVersion: wire.ruleVersion, book: wire.book, day: try dayValue(wire.day, "postings.day"),
            shop: wire.shop, bundled: wire.bundled, lines: try wire.lines.map(PostingLine.init))
    }
}

extension SalesSettlement {
    var wire: WireSalesSettlement {
        .with {
            $0.trade = trade
            $0.issue = issue
            $0.shop = shop
            $0.lines = lines.map { line in
                .with {
                    $0.line = line.line
                    $0.lineID = line.lineID
                    $0.item = line.item.number
                    $0.pieces = line.pieces
                    $0.grossFen = line.gross.fen
                    $0.netFen = line.net.fen
                    $0.costFen = line.cost.fen
                    $0.shares = line.shares.map(\.wire)
                }
            }
            $0.postings = postings.map(\.wire)
            $0.nature = Int32(nature.rawValue)
            $0.unearned = isUnearned
            $0.last = isLast
        }
    }

    init(_ wire: WireSalesSettlement) throws {
        guard let nature = OrderNature(rawValue: Int64(wire.nature)) else {
            throw WireError.badValue(field: "salesSettlement.nature", value: "\(wire.nature)")
        }
        self.init(
            trade: wire.trade, issue: wire.issue, shop: wire.shop,
            lines: try wire.lines.map {
                Line(
                    line: $0.line, lineID: $0.lineID, item: try itemCode($0.item, "lines.item"), pieces: $0.pieces,
                    gross: Money(fen: $0.grossFen), net: Money(fen: $0.netFen), cost: Money(fen: $0.costFen),
                    shares: $0.shares.map(BorneDiscount.init))
            }, postings: try wire.postings.map(Posting.init), nature: nature, isUnearned: wire.unearned, isLast: wire.last)
    }
}

extension StockPosting {
    var wire: WireStockPosting {
        .with {
            $0.source = source
            $0.postings = postings.map(\.wire)
            $0.transfers = transfers.map(\.wire)
        }
    }

    init(_ wire: WireStockPosting) throws {
        self.init(
            source: wire.source, postings: try wire.postings.map(Posting.init), transfers: try wire.transfers.map(TransferShare.init))
    }
}

extension Voucher {
    var wire: WireVoucher {
        .with {
            $0.book = book
            $0.period = period.number
            $0.word = Int32(word.rawValue)
            $0.number = number
            $0.day = Int32(day.compact)
            $0.event = Int32(event.rawValue)
            $0.shop = shop
            $0.bundle = bundle
            $0.documents = documents
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireVoucher) throws {
        guard let word = VoucherWord(rawValue: Int64(wire.word)), let event = PostingEvent(rawValue: Int64(wire.event)) else {
            throw WireError.badValue(field: "word", value: "\(wire.word), \(wire.event)")
        }
        self.init(
            book: wire.book, period: Period(number: wire.period), word: word, number: wire.number,
            day: try dayValue(wire.day, "day"), event: event, shop: wire.shop, bundle: wire.bundle, documents: wire.documents,
            lines: try wire.lines.map(PostingLine.init))
    }
}
