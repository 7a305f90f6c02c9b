import Documents
import Storage

/// The tables of the Books leg: receivables, the value ledger, the general ledger, vouchers.
public final class BooksTables {
    public let receivables = Family<ReceivableRow>()
    public let receivableLines = Family<ReceivableLineRow>()
    public let receivableShares = Family<ReceivableShareRow>()
    /// Nothing of trades without a return or refund.
    public let refunds = Family<ChannelRefundRow>()
    public let refundLines = Family<RefundLineRow>()
    public let refundShares = Family<RefundShareRow>()
    public let writeDowns = Table<WriteDownRow>()
    public let stock = Table<ValueStockRow>(resident: true)
    public let layers = Table<CostLayerRow>(resident: true)
    public let openLayers = Family<OpenLayerRow>(bound: 8, resident: true)
    public let layerMoves = Family<LayerMoveRow>()
    public let transferLots = Family<TransferLotRow>(resident: true, residentLimit: 20_000)
    public let landings = Family<TransferLandingRow>(resident: true, residentLimit: 20_000)
    public let payableLines = Family<PayableLineRow>()
    public let landedCosts = Table<LandedCostRow>()
    public let postings = Appendix<PostingRow>()
    public let postingLines = Appendix<PostingLineRow>()
    public let balances = Table<BalanceRow>(resident: true)
    public let bundles = Table<BundleRow>(resident: true, residentLimit: 20_000)
    public let openBundles = Family<OpenBundleRow>(resident: true)
    public let openDays = Family<OpenDayRow>(resident: true)
    public let bundleLines = Family<BundleLineRow>(resident: true, residentLimit: 20_000)
    public let series = Table<VoucherSeriesRow>(resident: true)
    public let vouchers = Appendix<VoucherRow>()
    public let voucherLines = Appendix<VoucherLineRow>()
    public let pendingLosses = Family<PendingLossRow>()
    /// Nothing of trades of consumers.
    public let shipped = Family<ShippedLineRow>()
    public let deductions = Appendix<StatementDeductionRow>()
    public let lossDisposals = Table<LossDisposalRow>()
    public let lossClaims = Family<LossClaimRow>()
    public let openings = Appendix<OpeningBalanceRow>()
    public let lastPrices = Table<LastPriceRow>(resident: true)

    public init() {}

    public var tables: [any OverlayTable] {
        [
            receivables, receivableLines, receivableShares, refunds, refundLines, refundShares, writeDowns, stock, layers, openLayers,
            layerMoves, postings, postingLines, balances,
            bundles, openBundles, openDays, bundleLines, series, vouchers, voucherLines, transferLots, landings, pendingLosses,
            lossDisposals, lossClaims, lastPrices, payableLines, landedCosts, openings,
            shipped, deductions,
        ]
    }

    public static let schemas: [TableSchema] = [
        ReceivableRow.schema, ReceivableLineRow.schema, ReceivableShareRow.schema, ChannelRefundRow.schema, RefundLineRow.schema,
        RefundShareRow.schema, WriteDownRow.schema, ValueStockRow.schema, CostLayerRow.schema,
        OpenLayerRow.schema, LayerMoveRow.schema, PostingRow.schema, PostingLineRow.schema, BalanceRow.schema, BundleRow.schema,
        OpenBundleRow.schema, OpenDayRow.schema, BundleLineRow.schema, VoucherSeriesRow.schema, VoucherRow.schema, VoucherLineRow.schema,
        TransferLotRow.schema, TransferLandingRow.schema, PendingLossRow.schema, LossDisposalRow.schema, LossClaimRow.schema,
        LastPriceRow.schema,
        PayableLineRow.schema, LandedCostRow.schema,
        OpeningBalanceRow.schema, ShippedLineRow.schema, StatementDeductionRow.schema,
    ]
}
