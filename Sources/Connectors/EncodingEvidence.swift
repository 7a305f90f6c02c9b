/// What the bytes of a file that is not UTF-8 speak for.
///
/// GB18030 pairs almost any byte above 127 with the one behind it, so that Western text in windows-1252 mostly passes for Chinese.
/// The difference is in the runs: Chinese characters stand beside each other, letters such as `é` stand alone among ASCII.
struct EncodingEvidence {
    private(set) var loneBytes = 0
    private(set) var longRuns = 0
    private(set) var chineseCharacters = 0
    private(set) var chineseFaults = 0
    private(set) var utf8Characters = 0
    private(set) var utf8Faults = 0
    private var run = 0
    private var chineseState = 0
    private var utf8Needed = 0

    mutating func take(_ piece: [UInt8]) {
        for byte in piece {
            takeRun(byte)
            takeChinese(byte)
            takeUTF8(byte)
        }
    }

    /// Ends the text.
    mutating func finish() {
        takeRun(32)
        if chineseState != 0 { chineseFaults += 1 }
        if utf8Needed != 0 { utf8Faults += 1 }
    }

    /// The encoding that fits: damaged UTF-8 stays UTF-8, and damaged GB18030 stays GB18030 when only a few bytes are wrong, so that
    /// one bad byte costs one row and not the meaning of the whole file.
    var encoding: TextEncoding {
        if utf8Characters >= 10 * utf8Faults { return .utf8 }
        if loneBytes > longRuns { return .windows1252 }
        return chineseFaults * 50 <= chineseCharacters ? .gb18030 : .windows1252
    }

    private mutating func takeRun(_ byte: UInt8) {
        if byte >= 0x80 {
            run += 1
        } else if run > 0 {
            if run == 1 { loneBytes += 1 } else { longRuns += 1 }
            run = 0
        }
    }

    private mutating func takeChinese(_ byte: UInt8) {
        switch chineseState {
        case 0:
            if byte == 0x80 || byte == 0xFF { chineseFaults += 1 } else if byte > 0x80 { chineseState = 1 }
        case 1:
            switch byte {
            case 0x30...0x39: chineseState = 2
            case 0x40...0x7E, 0x80...0xFE: settleChinese(isValid: true)
            default: settleChinese(isValid: false)
            }
        case 2:
            if (0x81...0xFE).contains(byte) { chineseState = 3 } else { settleChinese(isValid: false) }
        default: settleChinese(isValid: (0x30...0x39).contains(byte))
        }
    }

    private mutating func settleChinese(isValid: Bool) {
        if isValid { chineseCharacters += 1 } else { chineseFaults += 1 }
        chineseState = 0
    }

    private mutating func takeUTF8(_ byte: UInt8) {
        if utf8Needed > 0 {
            if byte & 0xC0 == 0x80 {
                utf8Needed -= 1
                if utf8Needed == 0 { utf8Characters += 1 }
                return
            }
            utf8Faults += 1
            utf8Needed = 0
        }
        switch byte {
        case ..<0x80: break
        case 0xC2...0xDF: utf8Needed = 1
        case 0xE0...0xEF: utf8Needed = 2
        case 0xF0...0xF4: utf8Needed = 3
        default: utf8Faults += 1
        }
    }
}
