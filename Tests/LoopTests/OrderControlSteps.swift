import Documents
import Kernel
import Orders
import Testing

/// What people decide about orders in stories.
extension Story {
    @discardableResult
    func hold(
        _ id: String, shop: String = "TM", _ action: OrderHold.Action = .hold, reason: String = "地址存疑", until: String = "",
        keeps: Bool = false, priority: Int64 = 0, at time: String, expect outcome: Outcome = .accepted, _ refusal: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await hand(
            .orderHold(
                HoldRequest(
                    order: OrderName(shop: shop, externalID: id), action: action, reason: reason,
                    until: until.isEmpty ? nil : Moment(until), keepsReservation: keeps, priority: priority)),
            at: Moment(time), expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    @discardableResult
    func reallocate(
        _ id: String, shop: String = "TM", from: String = "", to: String, at time: String, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await hand(
            .reallocation(ReallocationRequest(order: OrderName(shop: shop, externalID: id), from: from, to: to, reason: "离买家近")),
            at: Moment(time), expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    @discardableResult
    func merge(
        _ ids: [String], shop: String = "TM", at warehouse: String = "GZ", time: String, expect outcome: Outcome = .accepted,
        _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await hand(
            .parcelMerge(MergeRequest(shop: shop, warehouse: warehouse, externalIDs: ids)), at: Moment(time), expect: outcome, refusal,
            sourceLocation: sourceLocation)
    }

    /// Pushed under the key `marks <id>`.
    @discardableResult
    func mark(
        _ id: String, shop: String = "TM", _ nature: OrderNature, reason: String = "上新前试单", at time: String,
        expect outcome: Outcome = .accepted, _ refusal: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let key = ExternalKey(source: "marks", key: id + nature.english)
        return try await hand(
            .orderMark(MarkRequest(order: OrderName(shop: shop, externalID: id), nature: nature, reason: reason)), at: Moment(time),
            external: key, expect: outcome, refusal, sourceLocation: sourceLocation)
    }

    /// A report of ``StandingReport`` as text.
    func standing(_ name: String, order: String? = nil, at time: String) throws -> String {
        try read { reader in
            try #require(try StandingReport.table(name, order: order, at: Moment(time), reader)).rows
                .map { $0.joined(separator: " | ") }.joined(separator: "\n")
        }
    }
}
