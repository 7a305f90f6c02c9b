import Kernel

/// Administrative divisions 行政区划: where buyers live, by six-digit code.
public struct Division: Hashable, Sendable {
    public let code: String
    public let province: String
    public let city: String
    public let district: String
    /// How many of a thousand buyers live there, about.
    let weight: Int

    private static func place(_ code: String, _ province: String, _ city: String, _ district: String, _ weight: Int) -> Division {
        Division(code: code, province: province, city: city, district: district, weight: weight)
    }

    public static let all: [Division] = [
        place("440106", "广东省", "广州市", "天河区", 60), place("440305", "广东省", "深圳市", "南山区", 55),
        place("440605", "广东省", "佛山市", "南海区", 25), place("441900", "广东省", "东莞市", "", 25),
        place("450103", "广西壮族自治区", "南宁市", "青秀区", 16), place("460105", "海南省", "海口市", "秀英区", 8),
        place("350203", "福建省", "厦门市", "思明区", 18), place("350102", "福建省", "福州市", "鼓楼区", 14),
        place("360102", "江西省", "南昌市", "东湖区", 13), place("430102", "湖南省", "长沙市", "芙蓉区", 22),
        place("420106", "湖北省", "武汉市", "武昌区", 30), place("420502", "湖北省", "宜昌市", "西陵区", 8),
        place("410105", "河南省", "郑州市", "金水区", 28), place("410305", "河南省", "洛阳市", "涧西区", 8),
        place("340104", "安徽省", "合肥市", "蜀山区", 20), place("320102", "江苏省", "南京市", "玄武区", 30),
        place("320505", "江苏省", "苏州市", "虎丘区", 30), place("330106", "浙江省", "杭州市", "西湖区", 45),
        place("330203", "浙江省", "宁波市", "海曙区", 20), place("310115", "上海市", "上海市", "浦东新区", 60),
        place("310104", "上海市", "上海市", "徐汇区", 25), place("370102", "山东省", "济南市", "历下区", 22),
        place("370202", "山东省", "青岛市", "市南区", 20), place("110105", "北京市", "北京市", "朝阳区", 50),
        place("110108", "北京市", "北京市", "海淀区", 30), place("120101", "天津市", "天津市", "和平区", 16),
        place("130104", "河北省", "石家庄市", "桥西区", 18), place("140105", "山西省", "太原市", "小店区", 11),
        place("210102", "辽宁省", "沈阳市", "和平区", 16), place("220102", "吉林省", "长春市", "南关区", 9),
        place("230103", "黑龙江省", "哈尔滨市", "南岗区", 12), place("150102", "内蒙古自治区", "呼和浩特市", "新城区", 6),
        place("510104", "四川省", "成都市", "锦江区", 45), place("510703", "四川省", "绵阳市", "涪城区", 10),
        place("500103", "重庆市", "重庆市", "渝中区", 28), place("520103", "贵州省", "贵阳市", "云岩区", 9),
        place("530102", "云南省", "昆明市", "五华区", 12), place("610113", "陕西省", "西安市", "雁塔区", 22),
        place("620102", "甘肃省", "兰州市", "城关区", 6), place("640104", "宁夏回族自治区", "银川市", "兴庆区", 3),
        place("630103", "青海省", "西宁市", "城中区", 2), place("650102", "新疆维吾尔自治区", "乌鲁木齐市", "天山区", 4),
        place("540102", "西藏自治区", "拉萨市", "城关区", 1),
    ]

    static let totalWeight = all.reduce(0) { $0 + $1.weight }

    static func draw(_ random: inout SeededRandom) -> Division {
        var wanted = random.number(in: 0...(totalWeight - 1))
        for division in all {
            wanted -= division.weight
            if wanted < 0 { return division }
        }
        return all[0]
    }

    /// What the Wuhan warehouse is nearest to: Central, East and North China.
    static let central = ["42", "41", "34", "32", "33", "31", "37", "11", "12", "13", "14", "21", "22", "23"]
    /// What the Chengdu warehouse is nearest to: the west.
    static let west = ["51", "50", "52", "53", "54", "61", "62", "63", "64", "65"]
}
