import Documents
import Kernel

/// Trades as they come to a company of home goods: what is bought, by whom, at which price, and what becomes of it afterwards.
/// The same company and seed give the same stream.
public struct OrderStream: Sendable {
    private let company: HomeGoodsCompany
    private var random: SeededRandom
    private let ranks: [String: ZipfRanks]
    private let mapped: [String: [Offer]]
    private var serial = 0
    private var buyers = 0
    /// Mappings of late merchant codes that are on their way.
    private var requested: Set<String> = []
    /// How much more often than on a common day a trade does not go straight through.
    private let liveliness: Int

    /// How trades run: `liveliness` 1 is a common day, 4 a day on which a lot goes wrong.
    public init(company: HomeGoodsCompany, seed: UInt64, liveliness: Int = 1) {
        self.company = company
        self.liveliness = liveliness
        random = SeededRandom(seed: seed &+ 0x0DE5)
        var ranks: [String: ZipfRanks] = [:]
        var mapped: [String: [Offer]] = [:]
        for shop in company.shops {
            let goods = (company.offers[shop.code] ?? []).filter { $0.kind == .goods && $0.isMapped }
            mapped[shop.code] = goods
            ranks[shop.code] = ZipfRanks(count: max(1, goods.count))
        }
        self.ranks = ranks
        self.mapped = mapped
    }

    /// The next trade, first seen at `moment`: its order and everything that will be heard of it later.
    public mutating func trade(at moment: Moment) -> [WorldEvent] {
        let shop = random.pick(company.shops)
        serial += 1
        // One in six buys again.
        let isKnown = buyers > 5 && random.happens(1, in: 6)
        if !isKnown { buyers += 1 }
        let number = isKnown ? random.number(in: 1...buyers) : buyers
        let (recipient, division) = InventedPeople.buyer(number, of: shop.channel, seed: company.seed)
        var draft = TradeDraft(
            order: ChannelOrder(
                shop: shop.code, externalID: externalID(shop, moment), placedAt: moment, area: division.code, lines: []),
            recipient: recipient)
        addLines(&draft, shop)
        return live(&draft, shop, moment)
    }

    // MARK: What is bought

    private func externalID(_ shop: Shop, _ moment: Moment) -> String {
        let day = String(moment.day.compact)
        let number = InventedPeople.digits(serial, 7)
        return shop.channel == "TMALL" ? "\(day)\(number)8" : shop.channel == "JD" ? "2\(day)\(number)" : "69\(day)\(number)A"
    }

    private mutating func addLines(_ draft: inout TradeDraft, _ shop: Shop) {
        let offers = company.offers[shop.code] ?? []
        let kinds = random.number(in: 1...100)
        let count = kinds <= 52 ? 1 : kinds <= 82 ? 2 : kinds <= 94 ? 3 : 4
        for index in 0..<count {
            let draw = random.number(in: 1...100)
            let offer: Offer
            if draw <= 6, let kit = pick(offers, .kit) {
                offer = kit
            } else if draw <= 6 + 2 * liveliness, let late = offers.filter({ !$0.isMapped }).first, index > 0 || liveliness > 1 {
                offer = late
            } else if index > 0, draw >= 97, let service = pick(offers, .service) {
                offer = service
            } else {
                offer = goods(of: shop)
            }
            draft.order.lines.append(line(draft.order.externalID, index + 1, offer, shop))
        }
        // Some trades are a service alone.
        if count == 1, random.happens(1, in: 60), let service = pick(offers, .service) {
            draft.order.lines = [line(draft.order.externalID, 1, service, shop)]
        }
        if random.happens(1, in: 9), let gift = pick(offers, .gift) {
            var given = line(draft.order.externalID, draft.order.lines.count + 1, gift, shop)
            given.pieces = 1
            given.isGift = true
            // One channel lists a gift for nothing, another at its price with the price off.
            given.amount = shop.channel == "JD" ? gift.price : .zero
            given.discounts = shop.channel == "JD" ? [BorneDiscount(party: "", amount: gift.price)] : []
            draft.order.lines.append(given)
        }
        addOrderAmounts(&draft, shop)
    }

    private mutating func pick(_ offers: [Offer], _ kind: Offer.Kind) -> Offer? {
        let some = offers.filter { $0.kind == kind }
        return some.isEmpty ? nil : random.pick(some)
    }

    private mutating func goods(of shop: Shop) -> Offer {
        let offers = mapped[shop.code] ?? []
        return offers[ranks[shop.code]?.draw(&random) ?? 0]
    }

    private mutating func line(_ externalID: String, _ number: Int, _ offer: Offer, _ shop: Shop) -> ChannelOrder.Line {
        let draw = random.number(in: 1...100)
        var pieces: Int64 = draw <= 80 ? 1 : draw <= 95 ? 2 : Int64(random.number(in: 3...6))
        if offer.kind == .service, offer.price.fen == 100 { pieces = Int64(random.number(in: 1...60)) }
        let amount = offer.price * pieces
        var discounts: [BorneDiscount] = []
        if offer.kind != .service {
            if random.happens(1, in: 4) {
                discounts.append(BorneDiscount(party: "", amount: amount.share(Int64(random.number(in: 3...20)), of: 100)))
            }
            if shop.channel == "DOUYIN", random.happens(1, in: 7) {
                let influencer = random.happens(1, in: 2) ? "KOL-XIAOYU" : "KOL-AHE"
                discounts.append(BorneDiscount(party: influencer, amount: amount.share(Int64(random.number(in: 2...9)), of: 100)))
            }
        }
        return ChannelOrder.Line(
            lineID: "\(externalID)-\(number)", merchantCode: offer.merchantCode, pieces: pieces, amount: amount, discounts: discounts)
    }

    private mutating func addOrderAmounts(_ draft: inout TradeDraft, _ shop: Shop) {
        let total = draft.buyerTotal
        if total.fen > 20_000, random.happens(1, in: 3) {
            // 满 200 减 15.00, 满 500 减 50.33 …: odd fen on purpose.
            let off: Int64 = total.fen > 50_000 ? 5_033 : 1_500
            draft.order.discounts.append(BorneDiscount(party: "", amount: Money(fen: off)))
        }
        if total.fen > 10_000, random.happens(1, in: 6) {
            draft.order.discounts.append(
                BorneDiscount(party: "PF-" + shop.channel, amount: random.money(200...1_999)))
        }
        if total.fen < 5_900 { draft.order.freight = Money(fen: random.happens(1, in: 2) ? 800 : 1_000) }
    }

    private mutating func pay(_ draft: inout TradeDraft, at moment: Moment) {
        let means = draft.order.shop.hasPrefix("TM") ? "支付宝" : draft.order.shop.hasPrefix("JD") ? "京东支付" : "抖音支付"
        let total = draft.buyerTotal
        draft.order.payment = .paid
        draft.order.paidAt = moment
        draft.order.payments = [.init(sequence: 1, means: means, amount: total)]
        if total.fen > 3_000, random.happens(1, in: 7) {
            let part = random.money(100...2_000)
            draft.order.payments = [
                .init(sequence: 1, means: means, amount: total - part), .init(sequence: 2, means: "红包", amount: part),
            ]
        }
        draft.name(.paid)
    }

    // MARK: What becomes of it

    private mutating func live(_ draft: inout TradeDraft, _ shop: Shop, _ moment: Moment) -> [WorldEvent] {
        let channel = OrderStream.actor(shop.channel)
        var events: [WorldEvent] = []
        var now = moment
        func say(_ kind: WorldEvent.Kind, _ draft: inout TradeDraft) {
            if kind != .paidOrder, kind != .unpaidOrder, kind != .cashOnDeliveryOrder { draft.version += 1 }
            events.append(WorldEvent(at: now, kind: kind, command: draft.command(channel)))
        }
        let start = random.number(in: 1...100)
        if start <= 5 + 2 * liveliness {
            draft.order.payment = .unpaid
            draft.name(.unpaid)
            say(.unpaidOrder, &draft)
            now = now.adding(seconds: Int64(random.number(in: 300...20_000)))
            if random.happens(1, in: 4) {
                close(&draft)
                say(.channelCancellation, &draft)
                return events
            }
            pay(&draft, at: now)
            say(.payment, &draft)
        } else if start <= 10 + 2 * liveliness {
            draft.order.payment = .cashOnDelivery
            draft.name(.paid)
            say(.cashOnDeliveryOrder, &draft)
        } else {
            pay(&draft, at: now)
            say(.paidOrder, &draft)
        }
        addMapping(draft.order, shop, now, &events)
        let fate = random.number(in: 1...1000)
        now = now.adding(seconds: Int64(random.number(in: 60...30_000)))
        switch fate / liveliness {
        case 0...24:
            let address = Division.draw(&random)
            draft.order.area = address.code
            draft.recipient?.address = InventedPeople.address(in: address, &random)
            say(.addressChange, &draft)
        case 25...44:
            changeLines(&draft, shop)
            say(.lineChange, &draft)
        case 45...79:
            draft.order.standing = .refundRequested
            draft.name(.refund)
            say(.refundRequest, &draft)
            now = now.adding(seconds: Int64(random.number(in: 600...40_000)))
            if random.happens(1, in: 2) {
                draft.order.standing = .open
                draft.name(.paid)
                say(.refundWithdrawal, &draft)
            } else {
                close(&draft)
                say(.channelCancellation, &draft)
            }
        case 80...99:
            close(&draft)
            say(.channelCancellation, &draft)
        case 100...134: events.append(cancellationWish(draft.order, now))
        case 135...144:
            now = now.adding(seconds: 86_400)
            events.append(channelReturn(draft.order, now))
        case 145...169:
            now = now.adding(seconds: Int64(random.number(in: 90_000...200_000)))
            draft.order.standing = .completed
            draft.order.deliveredAt = now
            draft.name(.completed)
            say(.completion, &draft)
        default: break
        }
        return events
    }

    private func close(_ draft: inout TradeDraft) {
        draft.order.standing = .cancelled
        draft.name(.cancelled)
    }

    private mutating func changeLines(_ draft: inout TradeDraft, _ shop: Shop) {
        let index = random.number(in: 0...(draft.order.lines.count - 1))
        let old = draft.order.lines[index]
        guard !old.isGift else { return }
        if random.happens(1, in: 2) {
            let unit = Money(fen: old.amount.fen / old.pieces)
            draft.order.lines[index].pieces += 1
            draft.order.lines[index].amount = unit * (old.pieces + 1)
        } else {
            draft.order.lines[index] = line(draft.order.externalID, index + 1, goods(of: shop), shop)
        }
        // A cheaper choice must still carry the order's discounts.
        let lines = draft.order.lines.reduce(Money.zero) { $0 + $1.afterDiscounts } + draft.order.freight
        let discount = draft.order.discounts.reduce(Money.zero) { $0 + $1.amount }
        if discount > lines { draft.order.discounts = [] }
        if draft.order.payment == .paid { pay(&draft, at: draft.order.paidAt ?? draft.order.placedAt) }
    }

    /// Somebody maps the code an hour or so after the first order has named it.
    private mutating func addMapping(_ order: ChannelOrder, _ shop: Shop, _ now: Moment, _ events: inout [WorldEvent]) {
        for offer in company.offers[shop.code] ?? [] where !offer.isMapped {
            guard order.lines.contains(where: { $0.merchantCode == offer.merchantCode }),
                requested.insert(offer.merchantCode).inserted
            else { continue }
            let mapping = ChannelItem(shop: shop.code, merchantCode: offer.merchantCode, target: offer.target)
            events.append(
                WorldEvent(
                    at: now.adding(seconds: Int64(random.number(in: 1_800...50_000))), kind: .mapping,
                    command: Command(
                        actor: Actor(name: "陈文员", position: "资料员", device: "PC-01"), body: .masterRecord(.channelItem(mapping)))))
        }
    }

    private func cancellationWish(_ order: ChannelOrder, _ now: Moment) -> WorldEvent {
        let request = CancellationRequest(shop: order.shop, externalID: order.externalID, reason: "买家不想要了")
        return WorldEvent(
            at: now, kind: .cancellationWish,
            command: Command(
                actor: Actor(name: "林客服", position: "客服", device: "PC-07"),
                external: ExternalKey(source: "service", key: "cancel:" + order.externalID, version: 1), body: .cancellation(request)))
    }

    private mutating func channelReturn(_ order: ChannelOrder, _ now: Moment) -> WorldEvent {
        var line = order.lines[0]
        line.pieces = 1
        let isUnknown = random.happens(1, in: 3)
        let returned = ChannelReturn(
            shop: order.shop, externalID: "R" + order.externalID, orderID: isUnknown ? "" : order.externalID, happenedAt: now,
            lines: [line])
        return WorldEvent(
            at: now, kind: .channelReturn,
            command: Command(
                actor: OrderStream.actor(order.shop),
                external: ExternalKey(source: "return:" + order.shop, key: returned.externalID, version: 1),
                body: .channelReturn(returned)))
    }

    static func actor(_ channel: String) -> Actor { Actor(name: "接口 \(channel)", position: "渠道接口", device: "GW-1") }
}
