import Documents
import Kernel

/// The records every company starts with: stock conditions, the chart of accounts, the posting rules of profile `seed`.
public enum StandardSetup {
    public static let conditions: [MasterRecord] = [
        .condition(StockCondition(code: StockCondition.good, name: "正品", isSellable: true)),
        .condition(StockCondition(code: StockCondition.defective, name: "残次", isSellable: false)),
    ]

    private static func account(
        _ number: Int64, _ name: String, _ english: String, _ side: Side, _ category: LedgerAccount.Category,
        _ role: AccountRole? = nil
    ) -> MasterRecord {
        .account(LedgerAccount(number: number, name: name, english: english, side: side, category: category, role: role))
    }

    /// The accounts that this version posts to (accounting section 2).
    public static let chart: [MasterRecord] = [
        account(1002, "银行存款", "bank", .debit, .asset, .bank),
        account(101201, "其他货币资金-支付宝", "channel wallet, Alipay", .debit, .asset, .channelWallet),
        account(1122, "应收账款", "accounts receivable", .debit, .asset, .receivables),
        account(140501, "库存商品-良品", "goods for sale, good", .debit, .asset, .goods),
        account(140502, "库存商品-次品", "goods for sale, defective", .debit, .asset, .defectiveGoods),
        account(140601, "发出商品-销售在途", "goods shipped, not yet earned", .debit, .asset, .goodsShipped),
        account(220202, "应付账款-暂估", "payables, estimated", .credit, .liability, .estimatedPayables),
        account(22_210_107, "应交税费-应交增值税-销项税额", "output VAT", .credit, .liability, .outputVAT),
        account(4001, "实收资本", "paid-in capital", .credit, .equity, .paidInCapital),
        account(6001, "主营业务收入", "sales revenue", .credit, .profitAndLoss, .salesRevenue),
        account(6051, "其他业务收入", "other operating revenue", .credit, .profitAndLoss, .serviceRevenue),
        account(640101, "主营业务成本-销售成本", "cost of sales", .debit, .profitAndLoss, .costOfSales),
        account(640103, "主营业务成本-成本差异", "cost of sales, variance", .debit, .profitAndLoss, .costVariance),
    ]

    /// The rules of profile `seed`, version 1 (accounting sections 5.1 and 5.2).
    public static let rules: [MasterRecord] = [
        .postingRule(
            PostingRule(
                event: .sale, version: 1,
                lines: [
                    .init(.debit, .receivables, .owed), .init(.credit, .salesRevenue, .goodsNet),
                    .init(.credit, .serviceRevenue, .serviceNet), .init(.credit, .outputVAT, .vat),
                ])),
        .postingRule(
            PostingRule(
                event: .costOfSales, version: 1,
                lines: [.init(.debit, .costOfSales, .costTotal), .init(.credit, .goods, .costByStock)])),
        .postingRule(
            PostingRule(
                event: .openingStock, version: 1,
                lines: [.init(.debit, .goods, .costByStock), .init(.credit, .paidInCapital, .costTotal)])),
        .postingRule(
            PostingRule(
                event: .purchaseReceipt, version: 1,
                lines: [.init(.debit, .goods, .costByStock), .init(.credit, .estimatedPayables, .estimate)])),
    ]

    /// Everything, in the order in which it must be entered.
    public static let records: [MasterRecord] = conditions + chart + rules
}
