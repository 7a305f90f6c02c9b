import Documents
import Kernel

/// What a home-goods company sells: families of items with names, specifications, prices and VAT rates.
struct GoodsFamily: Sendable {
    let category: Int
    let names: [String]
    let specifications: [String]
    /// Shop prices with VAT, in fen.
    let prices: ClosedRange<Int>
    let rate: Int32
    let unit: String
    let taxClassification: String

    static let all: [GoodsFamily] = [
        GoodsFamily(
            category: 101, names: ["全棉四件套", "水洗棉四件套", "天丝四件套", "磨毛床单三件套", "儿童纯棉床品"],
            specifications: ["1.5米床 雾蓝", "1.8米床 雾蓝", "1.8米床 燕麦", "2.0米床 豆绿"], prices: 15_900...59_900, rate: 1300, unit: "套",
            taxClassification: "1040105010000000000"),
        GoodsFamily(
            category: 102, names: ["大豆纤维被", "羽绒冬被", "桑蚕丝夏被", "记忆棉枕", "乳胶枕", "荞麦枕"],
            specifications: ["标准", "150×200cm", "200×230cm", "220×240cm"], prices: 6_900...89_900, rate: 1300, unit: "件",
            taxClassification: "1040105010000000000"),
        GoodsFamily(
            category: 201, names: ["陶瓷饭碗", "日式面碗", "珐琅锅", "不粘炒锅", "铸铁煎盘", "玻璃保鲜盒", "竹砧板", "不锈钢汤锅"],
            specifications: ["4只装", "24cm", "28cm", "大号", "三件套"], prices: 2_900...39_900, rate: 1300, unit: "件",
            taxClassification: "1080402000000000000"),
        GoodsFamily(
            category: 202, names: ["保温杯", "马克杯", "高硼硅水壶", "咖啡手冲壶", "儿童吸管杯"],
            specifications: ["350ml 米白", "500ml 墨绿", "750ml 雾灰", "1L 透明"], prices: 2_500...18_900, rate: 1300, unit: "只",
            taxClassification: "1080402000000000000"),
        GoodsFamily(
            category: 301, names: ["布艺收纳箱", "抽屉式收纳柜", "真空压缩袋", "衣架", "桌面置物架", "鞋盒"],
            specifications: ["小号", "中号", "大号", "10只装", "五层"], prices: 1_500...25_900, rate: 1300, unit: "件",
            taxClassification: "1070601990000000000"),
        GoodsFamily(
            category: 302, names: ["纯棉浴巾", "速干毛巾", "珊瑚绒浴袍", "硅藻泥地垫", "防滑浴室垫"],
            specifications: ["雾蓝", "燕麦", "浅灰", "40×60cm", "两条装"], prices: 1_900...16_900, rate: 1300, unit: "条",
            taxClassification: "1040105990000000000"),
        GoodsFamily(
            category: 401, names: ["护眼台灯", "床头氛围灯", "香薰机", "空气加湿器", "电热水壶", "挂烫机"],
            specifications: ["白色", "胡桃木色", "奶油色", "升级款"], prices: 6_900...49_900, rate: 1300, unit: "台",
            taxClassification: "1090420010000000000"),
        GoodsFamily(
            category: 501, names: ["雪尼尔窗帘", "遮光窗帘", "羊毛地毯", "仿羊绒地毯", "抱枕", "盖毯"],
            specifications: ["140×200cm", "160×230cm", "200×270cm", "45×45cm"], prices: 3_900...129_900, rate: 1300, unit: "件",
            taxClassification: "1040105990000000000"),
        GoodsFamily(
            category: 601, names: ["边几", "懒人沙发", "折叠餐椅", "实木床头柜", "落地衣帽架"],
            specifications: ["原木色", "胡桃色", "米白"], prices: 12_900...149_900, rate: 1300, unit: "件",
            taxClassification: "1070401000000000000"),
        GoodsFamily(
            category: 701, names: ["绿萝盆栽", "多肉组合盆栽", "龟背竹", "鲜切花束"], specifications: ["小盆", "中盆", "大盆"], prices: 1_900...12_900,
            rate: 900, unit: "盆", taxClassification: "1010115010000000000"),
        GoodsFamily(
            category: 702, names: ["家居收纳图鉴", "小家大住", "一周便当"], specifications: ["平装", "精装"], prices: 2_900...8_900, rate: 900,
            unit: "册", taxClassification: "1060201990000000000"),
    ]
}

/// An item of the seeded company with what it costs and sells for.
public struct Good: Sendable {
    public let item: Item
    /// Shop price of one piece with VAT.
    public let price: Money
    /// Purchase cost of one piece without VAT.
    public let cost: Money
    /// 0 sells best.
    public let rank: Int

    public var code: ItemCode { item.code }
}

/// An EAN-13 barcode of the Chinese range (692) with its check digit.
enum Barcode13 {
    static func text(company: Int, serial: Int) -> String {
        let body = "692" + InventedPeople.digits(company % 100_000, 5) + InventedPeople.digits(serial % 10_000, 4)
        return body + String(checkDigit(body))
    }

    /// Weights 1 and 3 from the left, up to the next ten.
    static func checkDigit(_ body: String) -> Int {
        var sum = 0
        for (index, character) in body.enumerated() { sum += (character.wholeNumberValue ?? 0) * (index % 2 == 0 ? 1 : 3) }
        return (10 - sum % 10) % 10
    }
}
