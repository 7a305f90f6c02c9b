/// The worked examples of transfers; what a close does to internal profit is not among their entries yet.
extension PostingExample {
    static let transfers: [PostingExample] = [
        .init(
            "PX-28", from: 20_260_309,
            """
            2026-03-09 调拨出库
              借 3301 3000.00 GZ SKU-M
              贷 140501 3000.00 WH SKU-M ×100
            2026-03-12 调拨入库
              借 140501 2940.00 GZ SKU-M ×98
              贷 3301 2940.00 GZ SKU-M
            2026-03-12 调拨短少
              借 671103 60.00
              贷 3301 60.00 GZ SKU-M
            """),
        .init(
            "PX-29", from: 20_260_309,
            """
            2026-03-09 调拨出库
              借 3301 3300.00 GZ SKU-M
              贷 140501 3000.00 WH SKU-M ×100
              贷 3302 300.00
            2026-03-12 调拨入库
              借 140501 3300.00 GZ SKU-M ×100
              贷 3301 3300.00 GZ SKU-M
            2026-03-25 结转成本
              借 640101 1980.00
              贷 140501 1980.00 GZ SKU-M ×60
            2026-04-20 结转成本
              借 640101 1320.00
              贷 140501 1320.00 GZ SKU-M ×40
            """),
        .init(
            "PX-30", from: 20_260_326,
            """
            2026-03-26 调拨出库
              借 3301 1800.00 CD SKU-M
              贷 140501 1500.00 GZ SKU-M ×50
              贷 3302 300.00
            2026-03-29 调拨入库
              借 140501 1800.00 CD SKU-M ×50
              贷 3301 1800.00 CD SKU-M
            """),
        .init(
            "PX-31", from: 20_260_312,
            """
            2026-03-12 调拨短少待处理
              借 190101 67.80 GZ SKU-M
              贷 3301 60.00 GZ SKU-M
              贷 22210109 7.80
            2026-03-20 调拨短少审批结转
              借 122102 40.00 L002
              借 671103 27.80
              贷 190101 67.80 GZ SKU-M
            """),
    ]
}
