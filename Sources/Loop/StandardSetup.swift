import Documents
import Kernel

/// The records every company starts with: stock conditions, the chart of accounts, the posting rules.
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

    /// The chart of accounts (accounting section 2): the numbers below the first level are ours, the roles are what rules name.
    public static let chart: [MasterRecord] = assets + liabilities + commonAndEquity + profitAndLoss

    private static let assets: [MasterRecord] = [
        account(1001, "库存现金", "cash", .debit, .asset),
        account(1002, "银行存款", "bank", .debit, .asset, .bank),
        account(101201, "其他货币资金-支付宝", "channel wallet, Alipay", .debit, .asset, .channelWallet),
        account(101202, "其他货币资金-微信支付", "channel wallet, WeChat Pay", .debit, .asset),
        account(101203, "其他货币资金-京东钱包", "channel wallet, JD", .debit, .asset),
        account(101204, "其他货币资金-抖音账户", "channel wallet, Douyin", .debit, .asset),
        account(1121, "应收票据", "notes receivable", .debit, .asset),
        account(1122, "应收账款", "accounts receivable", .debit, .asset, .receivables),
        account(1123, "预付账款", "prepayments", .debit, .asset),
        account(122101, "其他应收款-平台保证金", "other receivables, channel deposits", .debit, .asset),
        account(122102, "其他应收款-赔款", "other receivables, claims for losses", .debit, .asset, .lossClaims),
        account(122104, "其他应收款-供应商索赔", "other receivables, claims on suppliers", .debit, .asset),
        account(1231, "坏账准备", "allowance for bad debts", .credit, .asset),
        account(1402, "在途物资", "goods bought, not arrived", .debit, .asset, .goodsBought),
        account(140501, "库存商品-良品", "goods for sale, good", .debit, .asset, .goods),
        account(140502, "库存商品-次品", "goods for sale, defective", .debit, .asset, .defectiveGoods),
        account(140503, "库存商品-成本差异", "goods for sale, cost variance", .debit, .asset),
        account(140509, "库存商品-调拨在途", "goods for sale, in transfer", .debit, .asset, .goodsInTransfer),
        account(140601, "发出商品-销售在途", "goods shipped, not yet earned", .debit, .asset, .goodsShipped),
        account(140701, "商品进销差价-未实现内部利润", "unrealised internal profit", .credit, .asset),
        account(1471, "存货跌价准备", "inventory write-down reserve", .credit, .asset, .inventoryReserve),
        account(1485, "应收退货成本", "right to returned goods", .debit, .asset),
        account(1601, "固定资产", "fixed assets", .debit, .asset),
        account(1602, "累计折旧", "accumulated depreciation", .credit, .asset),
        account(190101, "待处理财产损溢-待处理流动资产损溢", "gains and losses under decision", .debit, .asset, .pendingGainLoss),
    ]

    private static let liabilities: [MasterRecord] = [
        account(2001, "短期借款", "short-term loans", .credit, .liability),
        account(220201, "应付账款-已结算", "payables, settled", .credit, .liability, .payables),
        account(220202, "应付账款-暂估", "payables, estimated", .credit, .liability, .estimatedPayables),
        account(2203, "预收账款", "advances from customers", .credit, .liability),
        account(2204, "合同负债", "contract liabilities", .credit, .liability, .contractLiabilities),
        account(2211, "应付职工薪酬", "wages payable", .credit, .liability),
        account(22_210_101, "应交税费-应交增值税-进项税额", "input VAT", .debit, .liability, .inputVAT),
        account(22_210_102, "应交税费-应交增值税-销项税额抵减", "output VAT reductions", .debit, .liability),
        account(22_210_103, "应交税费-应交增值税-已交税金", "VAT paid in the month", .debit, .liability),
        account(22_210_104, "应交税费-应交增值税-转出未交增值税", "unpaid VAT transferred out", .debit, .liability),
        account(22_210_105, "应交税费-应交增值税-减免税款", "VAT relief", .debit, .liability),
        account(22_210_106, "应交税费-应交增值税-出口抵减内销产品应纳税额", "export offset", .debit, .liability),
        account(22_210_107, "应交税费-应交增值税-销项税额", "output VAT", .credit, .liability, .outputVAT),
        account(22_210_108, "应交税费-应交增值税-出口退税", "export refund", .credit, .liability),
        account(22_210_109, "应交税费-应交增值税-进项税额转出", "input VAT transferred out", .credit, .liability, .inputVATTransferredOut),
        account(22_210_110, "应交税费-应交增值税-转出多交增值税", "overpaid VAT transferred out", .credit, .liability),
        account(222102, "应交税费-未交增值税", "VAT payable", .credit, .liability),
        account(222103, "应交税费-预交增值税", "VAT prepaid", .debit, .liability),
        account(222104, "应交税费-待抵扣进项税额", "input VAT to be deducted", .debit, .liability),
        account(222105, "应交税费-待认证进项税额", "input VAT to be certified", .debit, .liability),
        account(222106, "应交税费-待转销项税额", "deferred output VAT", .credit, .liability, .deferredOutputVAT),
        account(222108, "应交税费-简易计税", "VAT by the simple method", .credit, .liability),
        account(222111, "应交税费-应交企业所得税", "income tax payable", .credit, .liability),
        account(222112, "应交税费-应交城市维护建设税", "urban construction tax payable", .credit, .liability),
        account(222113, "应交税费-应交教育费附加", "education surcharge payable", .credit, .liability),
        account(222114, "应交税费-应交地方教育附加", "local education surcharge payable", .credit, .liability),
        account(222116, "应交税费-应交印花税", "stamp duty payable", .credit, .liability),
        account(224101, "其他应付款-应付客户退款", "refunds payable", .credit, .liability, .refundsPayable),
        account(224102, "其他应付款-平台费用暂估", "channel fees, estimated", .credit, .liability),
        account(224103, "其他应付款-保证金押金", "deposits received", .credit, .liability),
        account(280101, "预计负债-应付退货款", "refund liability", .credit, .liability),
    ]

    private static let commonAndEquity: [MasterRecord] = [
        account(3301, "内部往来", "interbranch", .debit, .common, .interbranch),
        account(3302, "内部调拨损益", "internal transfer profit", .credit, .common, .transferProfit),
        account(4001, "实收资本", "paid-in capital", .credit, .equity, .paidInCapital),
        account(4002, "资本公积", "capital reserve", .credit, .equity),
        account(410101, "盈余公积-法定盈余公积", "statutory reserve", .credit, .equity),
        account(4103, "本年利润", "profit of the year", .credit, .equity),
        account(410401, "利润分配-提取法定盈余公积", "appropriation to the statutory reserve", .debit, .equity),
        account(410415, "利润分配-未分配利润", "retained earnings", .credit, .equity),
    ]

    private static let profitAndLoss: [MasterRecord] = [
        account(6001, "主营业务收入", "sales revenue", .credit, .profitAndLoss, .salesRevenue),
        account(6051, "其他业务收入", "other operating revenue", .credit, .profitAndLoss, .serviceRevenue),
        account(6117, "其他收益", "other income", .credit, .profitAndLoss),
        account(630101, "营业外收入-盘盈利得", "non-operating income, count surplus", .credit, .profitAndLoss, .countGain),
        account(630102, "营业外收入-其他", "non-operating income, other", .credit, .profitAndLoss, .otherGain),
        account(640101, "主营业务成本-销售成本", "cost of sales", .debit, .profitAndLoss, .costOfSales),
        account(640102, "主营业务成本-合理损耗", "cost of sales, reasonable loss", .debit, .profitAndLoss, .reasonableLoss),
        account(640103, "主营业务成本-成本差异", "cost of sales, variance", .debit, .profitAndLoss, .costVariance),
        account(6402, "其他业务成本", "other operating cost", .debit, .profitAndLoss),
        account(6403, "税金及附加", "taxes and surcharges", .debit, .profitAndLoss),
        account(660101, "销售费用-平台佣金及技术服务费", "selling expense, commission", .debit, .profitAndLoss),
        account(660102, "销售费用-推广费", "selling expense, promotion", .debit, .profitAndLoss, .promotionExpense),
        account(660103, "销售费用-快递物流费", "selling expense, parcels", .debit, .profitAndLoss),
        account(660106, "销售费用-售后补偿及损失", "selling expense, after-sales", .debit, .profitAndLoss, .afterSalesExpense),
        account(660107, "销售费用-运费险", "selling expense, freight insurance", .debit, .profitAndLoss),
        account(660201, "管理费用-存货盘点净损失", "administrative expense, count differences", .debit, .profitAndLoss, .countExpense),
        account(660299, "管理费用-其他", "administrative expense, other", .debit, .profitAndLoss, .administrativeExpense),
        account(660301, "财务费用-利息", "finance expense, interest", .debit, .profitAndLoss),
        account(660302, "财务费用-手续费", "finance expense, charges", .debit, .profitAndLoss),
        account(6701, "资产减值损失", "impairment loss", .debit, .profitAndLoss, .impairmentLoss),
        account(6702, "信用减值损失", "credit impairment loss", .debit, .profitAndLoss),
        account(671101, "营业外支出-非常损失", "non-operating expense, extraordinary loss", .debit, .profitAndLoss, .extraordinaryLoss),
        account(671102, "营业外支出-盘亏损失", "non-operating expense, count shortage", .debit, .profitAndLoss, .countLoss),
        account(671103, "营业外支出-调拨在途损失", "non-operating expense, transfer shortage", .debit, .profitAndLoss, .transferLoss),
        account(6801, "所得税费用", "income tax", .debit, .profitAndLoss),
        account(6901, "以前年度损益调整", "adjustment of earlier years", .credit, .profitAndLoss),
    ]

    /// Everything, in the order in which it must be entered.
    public static let records: [MasterRecord] = conditions + chart + rules
}
