/// The returns and refunds among the worked examples; each begins with the real sale before it.
extension PostingExample {
    private static let refund = """
        2026-03-11 销售退货红字应收
          借 1122 -339.00 TMALL-01
          贷 6001 -300.00
          贷 22210107 -39.00
        """

    static let returns: [PostingExample] = [
        PostingExample(
            "PX-16", from: 20_260_305,
            refund + """

                2026-03-11 退货入库(良品)
                  借 640101 -180.00
                  贷 140501 -180.00 GZ 陶瓷马克杯 ×-1
                """),
        PostingExample(
            "PX-17", from: 20_260_305,
            refund + """

                2026-03-11 退货入库(次品)
                  借 140502 180.00 GZ 陶瓷马克杯 ×1
                  借 640101 -180.00
                2026-03-31 计提存货跌价准备
                  借 6701 120.00
                  贷 1471 120.00
                """),
        PostingExample(
            "PX-18", from: 20_260_305,
            refund + """

                2026-03-11 退货报废待处理
                  借 190101 180.00 GZ 陶瓷马克杯
                  借 640101 -180.00
                2026-03-20 报废审批结转
                  借 122102 50.00 L001
                  借 660106 130.00
                  贷 190101 180.00 GZ 陶瓷马克杯
                """),
        PostingExample(
            "PX-19", from: 20_260_305,
            """
            2026-03-13 销售退货红字应收
              借 1122 -20.00 TMALL-01
              贷 6001 -17.70
              贷 22210107 -2.30
            """),
        PostingExample(
            "PX-20", from: 20_260_305,
            """
            2026-03-13 售后补偿
              借 660106 20.00
              贷 1122 20.00 TMALL-01
            """),
        PostingExample(
            "PX-21", from: 20_260_310,
            """
            2026-03-16 退货入库(次品)
              借 140502 180.00 GZ 陶瓷马克杯 ×1
              借 640101 -180.00
            2026-03-16 结转成本
              借 640101 184.00
              贷 140501 184.00 GZ 陶瓷马克杯 ×1
            """),
    ]
}
