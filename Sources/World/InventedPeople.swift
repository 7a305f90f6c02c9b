import Documents
import Kernel

/// Buyers who do not exist: names, telephones and addresses are drawn, so that sealing has something to seal.
struct InventedPeople: Sendable {
    private static let surnames = Array("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟")
    private static let given = Array("伟芳娜敏静丽强磊洋艳勇军杰娟涛明超霞平刚桂文辉建玲红宇浩然子轩梓涵雨欣怡诗琪佳慧思远晨曦一诺可心嘉")
    private static let roads = ["人民路", "解放路", "中山路", "建设路", "和平路", "新华街", "文化路", "长江路", "黄河路", "桃源路", "青年路", "滨江道"]
    private static let estates = ["翠竹苑", "锦绣花园", "阳光新城", "书香里", "云栖小区", "金桂园", "听涛居", "枫林湾"]
    private static let notes = ["", "", "", "", "放门卫", "送前电话", "工作日配送", "请勿放快递柜"]

    /// The buyer with this number: always the same person at the same place.
    static func buyer(_ number: Int, of channel: String, seed: UInt64) -> (recipient: Recipient, division: Division) {
        var random = SeededRandom(seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        let division = Division.draw(&random)
        var name = String(random.pick(surnames)) + String(random.pick(given))
        if random.happens(3, in: 5) { name.append(random.pick(given)) }
        // 191 0000 …: numbers that no one answers.
        let telephone = "1910000" + digits(random.number(in: 0...9999), 4)
        let recipient = Recipient(
            buyer: "\(channel)-\(digits(number, 7))", name: name, telephone: telephone, address: address(in: division, &random),
            note: random.pick(notes))
        return (recipient, division)
    }

    static func address(in division: Division, _ random: inout SeededRandom) -> String {
        let province = division.province == division.city ? "" : division.province
        return province + division.city + division.district + random.pick(roads) + "\(random.number(in: 1...288))号"
            + random.pick(estates) + "\(random.number(in: 1...30))栋\(random.number(in: 1...28))\(digits(random.number(in: 1...8), 2))"
    }

    static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
