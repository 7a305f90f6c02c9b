import Documents
import Kernel

/// What people decide about the small company's orders; some of it is refused, because the order has gone on meanwhile.
extension SmallCompany {
    mutating func controlOrders(_ number: Int) async throws {
        let checker = Actor(name: "checker", position: "manager", device: "bench-2")
        let latest = sold.suffix(10).map { OrderName(shop: $0.shop, externalID: $0.externalID) }
        for (index, order) in latest.enumerated() {
            switch (index + number / 10) % 5 {
            case 0:
                try await submit([
                    .orderHold(
                        HoldRequest(
                            order: order, action: .hold, reason: "核实", until: index % 2 == 0 ? at.adding(seconds: 200_000) : nil,
                            keepsReservation: index % 3 == 0))
                ])
            case 1: try await submit([.orderHold(HoldRequest(order: order, action: .prioritise, reason: "催", priority: Int64(index + 1)))])
            case 2:
                for warehouse in ["CD1", "GZ1"] {
                    try await submit([.reallocation(ReallocationRequest(order: order, to: warehouse, reason: "近"))])
                }
            case 3:
                let nature = OrderNature.allCases[1 + (index + number) % 4]
                let marked = try await submit([.orderMark(MarkRequest(order: order, nature: nature, reason: "登记"))])
                guard let mark = marked[0].documents.first, index % 3 != 2 else { continue }
                try await submit(
                    [.approval(ApprovalRequest(subject: DocumentReference(position: mark.position), isApproved: index % 4 != 3))],
                    by: checker)
            default: continue
            }
        }
        try await mergeParcels(number)
        try await markFresh(number, checker)
        for shop in SmallCompany.shops {
            let offered = try await submit([.releaseSuspended(shop: shop), .offerStock(shop: shop, after: 0)])
            guard let offer = offered[1].documents.first, number % 30 != 8 else { continue }
            try await submit([
                .offerAnswer(OfferAnswerReport(offer: DocumentReference(position: offer.position), isAccepted: number % 20 != 18))
            ])
        }
    }

    /// Orders that are marked before anything of them can leave; they leave later as what they are.
    private mutating func markFresh(_ number: Int, _ checker: Actor) async throws {
        for nature in OrderNature.allCases where nature != .sale {
            let name = "K\(number)-\(nature.rawValue)"
            let order = ChannelOrder(
                shop: "TM1", externalID: name, placedAt: at, paidAt: at, area: "440106",
                lines: [ChannelOrder.Line(lineID: name, merchantCode: "SKU-1", pieces: 1, amount: Money(fen: 3_000))])
            try await submit([.channelOrder(order)])
            let marked = try await submit([
                .orderMark(MarkRequest(order: OrderName(shop: "TM1", externalID: name), nature: nature, reason: "登记"))
            ])
            guard let mark = marked[0].documents.first else { continue }
            try await submit([.approval(ApprovalRequest(subject: DocumentReference(position: mark.position)))], by: checker)
        }
    }

    /// Two orders of one buyer that leave in one parcel.
    private mutating func mergeParcels(_ number: Int) async throws {
        let recipient = Recipient(buyer: "twice-\(number)", name: "赵六", telephone: "13700137000", address: "体育西路 \(number) 号")
        let names = ["A", "B"].map { "M\(number)\($0)" }
        for name in names {
            let order = ChannelOrder(
                shop: "TM1", externalID: name, placedAt: at, paidAt: at, area: "440106",
                lines: [ChannelOrder.Line(lineID: name, merchantCode: "SKU-0", pieces: 1, amount: Money(fen: 5_000))])
            try await submit([.channelOrder(order)], recipient: recipient)
        }
        for warehouse in ["GZ1", "CD1"] {
            try await submit([.parcelMerge(MergeRequest(shop: "TM1", warehouse: warehouse, externalIDs: names))])
        }
    }
}
