import Documents
import Kernel
import SwiftProtobuf

extension LossClaim {
    var wire: WireLossClaim {
        .with {
            $0.party = party
            $0.amountFen = amount.fen
        }
    }

    init(_ wire: WireLossClaim) { self.init(party: wire.party, amount: Money(fen: wire.amountFen)) }
}

extension LossDisposalRequest {
    var wire: WireLossDisposalRequest {
        .with {
            $0.subject = subject.wire
            $0.item = item?.number ?? 0
            $0.claims = claims.map(\.wire)
            $0.note = note
        }
    }

    init(_ wire: WireLossDisposalRequest) throws {
        self.init(
            subject: try DocumentReference(wire.subject, "lossDisposal.subject"),
            item: wire.item == 0 ? nil : try itemCode(wire.item, "lossDisposal.item"), claims: wire.claims.map(LossClaim.init),
            note: wire.note)
    }
}

extension LossDisposal {
    var wire: WireLossDisposal {
        .with {
            $0.subject = subject
            $0.book = book
            $0.maker = maker.fingerprint
            $0.lines = lines.map(\.wire)
            $0.claims = claims.map(\.wire)
            $0.note = note
        }
    }

    init(_ wire: WireLossDisposal) throws {
        self.init(
            subject: wire.subject, book: wire.book, maker: Staff(fingerprint: wire.maker), lines: try wire.lines.map(Line.init),
            claims: wire.claims.map(LossClaim.init), note: wire.note)
    }
}

extension LossDisposal.Line {
    var wire: WireLossDisposal.Line {
        .with {
            $0.posting = posting
            $0.line = line
            $0.event = Int32(event.rawValue)
            $0.warehouse = warehouse
            $0.item = item.number
            $0.condition = condition
            $0.pieces = pieces
            $0.amountFen = amount.fen
        }
    }

    init(_ wire: WireLossDisposal.Line) throws {
        guard let event = PostingEvent(rawValue: Int64(wire.event)) else {
            throw WireError.badValue(field: "lines.event", value: String(wire.event))
        }
        self.init(
            posting: wire.posting, line: wire.line, event: event, warehouse: wire.warehouse,
            item: try itemCode(wire.item, "lines.item"), condition: wire.condition, pieces: wire.pieces,
            amount: Money(fen: wire.amountFen))
    }
}
