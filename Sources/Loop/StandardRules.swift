import Documents

/// The posting rules that every company starts with, version 1: those of profile `seed`, and where `cas` and `small` differ their own
/// (accounting sections 1 and 5). Amounts are red where the document takes back: a rule states sides once.
extension StandardSetup {
    /// In the order in which they are entered.
    public static let rules: [MasterRecord] = sales + purchases + returns + transfers + counts + others

    private static func rule(_ event: PostingEvent, _ profile: AccountingProfile? = nil, _ lines: PostingRule.Line...) -> MasterRecord {
        .postingRule(PostingRule(event: event, version: 1, profile: profile, lines: lines))
    }

    private static func debit(_ account: AccountRole, _ amount: AmountRole) -> PostingRule.Line { .init(.debit, account, amount) }
    private static func credit(_ account: AccountRole, _ amount: AmountRole) -> PostingRule.Line { .init(.credit, account, amount) }

    /// Accounting section 5.2.
    private static let sales: [MasterRecord] = [
        rule(
            .sale, nil, debit(.receivables, .owed), credit(.salesRevenue, .goodsNet), credit(.serviceRevenue, .serviceNet),
            credit(.outputVAT, .vat)),
        rule(.costOfSales, nil, debit(.costOfSales, .costTotal), credit(.goods, .costByStock)),
        rule(.goodsShippedUnearned, nil, debit(.goodsShipped, .pending), credit(.goods, .costByStock)),
        rule(.costOfGoodsShipped, nil, debit(.costOfSales, .costTotal), credit(.goodsShipped, .pending)),
        rule(.shippedShortage, nil, debit(.pendingGainLoss, .pending), credit(.goodsShipped, .costOut)),
        rule(.shippedBack, nil, debit(.goods, .costByStock), credit(.goodsShipped, .costOut)),
        rule(.statementDeduction, nil, debit(.promotionExpense, .rest), credit(.receivables, .owed)),
    ]

    /// Accounting section 5.1.
    private static let purchases: [MasterRecord] = [
        rule(.openingStock, nil, debit(.goods, .costByStock), credit(.paidInCapital, .costTotal)),
        rule(.purchaseReceipt, nil, debit(.goods, .costByStock), credit(.estimatedPayables, .estimate)),
        rule(.purchaseReturn, nil, debit(.goods, .costByStock), debit(.costVariance, .variance), credit(.estimatedPayables, .estimate)),
        rule(
            .landedCost, nil, debit(.goods, .costByStock), debit(.costVariance, .variance), debit(.inputVAT, .inputVAT),
            credit(.payables, .owed)),
        rule(
            .priceDifference, nil, debit(.goods, .costByStock), debit(.costVariance, .variance),
            debit(.transferProfit, .internalProfit), credit(.estimatedPayables, .estimate)),
    ]

    /// Accounting section 5.3.
    private static let returns: [MasterRecord] = [
        rule(
            .salesReturn, nil, debit(.receivables, .owed), credit(.salesRevenue, .goodsNet), credit(.serviceRevenue, .serviceNet),
            credit(.outputVAT, .vat)),
        rule(.returnGood, nil, debit(.costOfSales, .costTotal), credit(.goods, .costByStock)),
        rule(.returnDefective, nil, debit(.goods, .costByStock), debit(.costOfSales, .costTotal)),
        rule(.returnScrap, nil, debit(.pendingGainLoss, .pending), debit(.costOfSales, .costTotal)),
        rule(.refundExpense, nil, debit(.afterSalesExpense, .rest), credit(.receivables, .owed)),
        rule(
            .scrapDisposal, nil, debit(.lossClaims, .claim), debit(.afterSalesExpense, .rest), credit(.pendingGainLoss, .pending)),
        rule(.impairment, nil, debit(.impairmentLoss, .rest), credit(.inventoryReserve, .rest)),
    ]

    /// Accounting section 5.5. A shortage goes to the loss at once in `seed`; the other profiles keep it under decision, and so does any
    /// profile where input VAT must be transferred out or somebody is to pay.
    private static let transfers: [MasterRecord] = [
        rule(
            .transferIssue, nil, debit(.interbranch, .transferPrice), credit(.goods, .costByStock),
            credit(.transferProfit, .internalProfit), debit(.transferProfit, .internalLoss)),
        rule(.transferReceipt, nil, debit(.goods, .costByStock), credit(.interbranch, .transferPrice)),
        rule(.transferShortage, nil, debit(.transferLoss, .rest), credit(.interbranch, .transferPrice)),
        rule(
            .transferLossPending, nil, debit(.pendingGainLoss, .pending), credit(.interbranch, .transferPrice),
            credit(.inputVATTransferredOut, .inputVATOut)),
        rule(
            .transferLossDisposal, nil, debit(.lossClaims, .claim), debit(.transferLoss, .rest), credit(.pendingGainLoss, .pending)),
        rule(.transferIssueInBook, nil, debit(.goodsInTransfer, .transferPrice), credit(.goods, .costByStock)),
        rule(.transferReceiptInBook, nil, debit(.goods, .costByStock), credit(.goodsInTransfer, .transferPrice)),
        rule(.transferShortageInBook, nil, debit(.transferLoss, .rest), credit(.goodsInTransfer, .transferPrice)),
        rule(
            .transferLossPendingInBook, nil, debit(.pendingGainLoss, .pending), credit(.goodsInTransfer, .transferPrice),
            credit(.inputVATTransferredOut, .inputVATOut)),
    ]

    /// Accounting section 5.6. A surplus is money owed to nobody yet: its line under decision is a credit.
    private static let counts: [MasterRecord] = [
        rule(.countSurplus, nil, debit(.goods, .costByStock), credit(.pendingGainLoss, .pending)),
        rule(.countSurplusDisposal, .seed, debit(.pendingGainLoss, .pending), credit(.countGain, .rest)),
        rule(.countSurplusDisposal, .small, debit(.pendingGainLoss, .pending), credit(.countGain, .rest)),
        rule(.countSurplusDisposal, .cas, debit(.pendingGainLoss, .pending), debit(.countExpense, .decided)),
        rule(.countShortageReasonable, .seed, debit(.reasonableLoss, .costTotal), credit(.goods, .costByStock)),
        rule(.countShortageReasonable, .cas, debit(.pendingGainLoss, .pending), credit(.goods, .costByStock)),
        rule(.countShortageReasonable, .small, debit(.pendingGainLoss, .pending), credit(.goods, .costByStock)),
        rule(.countReasonableDisposal, .cas, debit(.countExpense, .rest), credit(.pendingGainLoss, .pending)),
        rule(.countReasonableDisposal, .small, debit(.countLoss, .rest), credit(.pendingGainLoss, .pending)),
        rule(
            .countShortagePending, nil, debit(.pendingGainLoss, .pending), credit(.goods, .costByStock),
            credit(.inputVATTransferredOut, .inputVATOut)),
        rule(.countLossDisposal, nil, debit(.lossClaims, .claim), debit(.countLoss, .rest), credit(.pendingGainLoss, .pending)),
        rule(
            .countLossDisposal, .cas, debit(.lossClaims, .claim), debit(.countExpense, .rest), credit(.pendingGainLoss, .pending)),
        rule(
            .countDisasterDisposal, nil, debit(.lossClaims, .claim), debit(.extraordinaryLoss, .rest), credit(.pendingGainLoss, .pending)),
        rule(.countDisasterPending, nil, debit(.pendingGainLoss, .pending), credit(.goods, .costByStock)),
        rule(.lateFoundPurchase, nil, debit(.goods, .costByStock), credit(.estimatedPayables, .estimate)),
    ]

    private static let others: [MasterRecord] = [
        rule(.otherReceipt, nil, debit(.goods, .costByStock), credit(.otherGain, .rest)),
        rule(.sampleIssue, nil, debit(.promotionExpense, .rest), credit(.goods, .costByStock), credit(.outputVAT, .vat)),
        rule(.ownUseIssue, nil, debit(.administrativeExpense, .rest), credit(.goods, .costByStock)),
        rule(
            .scrapIssue, nil, debit(.pendingGainLoss, .pending), credit(.goods, .costByStock),
            credit(.inputVATTransferredOut, .inputVATOut)),
        rule(.conditionChange, nil, debit(.goods, .costByStock), credit(.goods, .costOut)),
        rule(.assembly, nil, debit(.goods, .costByStock), credit(.goods, .costOut)),
        rule(.testIssue, nil, debit(.administrativeExpense, .rest), credit(.goods, .costByStock)),
        rule(.reshipmentIssue, nil, debit(.afterSalesExpense, .rest), credit(.goods, .costByStock)),
        rule(.fakeIssue, nil, debit(.promotionExpense, .rest), credit(.goods, .costByStock)),
    ]
}
