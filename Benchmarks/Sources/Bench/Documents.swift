/// Large JSON documents, the same in every run.
struct Documents {
    enum Kind: String, CaseIterable {
        case records
        case numbers
        case asciiStrings = "strings, ASCII"
        case otherStrings = "strings, not ASCII"
        case escapedStrings = "strings, escapes in each"
    }

    /// A document of at least `size` bytes and little more.
    static func make(_ kind: Kind, size: Int) -> [UInt8] {
        var random = Random()
        var text: [UInt8] = []
        text.reserveCapacity(size + 1024)
        text += #"{"items":["#.utf8
        var index = 0
        while text.count < size {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            append(kind, index, &random, to: &text)
            index += 1
        }
        text += "]}".utf8
        return text
    }

    private static func append(_ kind: Kind, _ index: Int, _ random: inout Random, to text: inout [UInt8]) {
        switch kind {
        case .records:
            let cents = random.below(10_000_000)
            text += #"{"id":\#(index),"user_id":"u-\#(random.below(1_000_000))","#.utf8
            text += #""email":"person\#(random.below(1_000_000))@example.org","amount":\#(Double(cents) / 100),"#.utf8
            text += #""currency":"EUR","active":\#(random.below(2) == 0),"tags":["new","web"],"note":null}"#.utf8
        case .numbers:
            switch random.below(4) {
            case 0: text += "\(random.below(1000))".utf8
            case 1: text += "\(Int64(truncatingIfNeeded: random.next() >> 1))".utf8
            case 2: text += "\(Double(random.below(10_000_000)) / 100)".utf8
            default: text += "\(Double(random.next()) / 0x1p64)".utf8
            }
        case .asciiStrings:
            appendString(asciiWords, escaped: index % 16 == 0, &random, to: &text)
        case .otherStrings:
            appendString(otherWords, escaped: index % 16 == 0, &random, to: &text)
        case .escapedStrings:
            appendString(asciiWords, escaped: true, &random, to: &text)
        }
    }

    private static let asciiWords = ["alpha", "beta", "gamma", "delta", "terrarium", "plugin", "of", "a"]
    private static let otherWords = ["größe", "naïve", "Привет", "мир", "日本語", "テスト", "plain", "🌱"]

    private static func appendString(
        _ words: [String],
        escaped: Bool,
        _ random: inout Random,
        to text: inout [UInt8]
    ) {
        text.append(UInt8(ascii: "\""))
        for _ in 0...random.below(20) {
            text += words[random.below(words.count)].utf8
            text.append(UInt8(ascii: " "))
        }
        if escaped { text += #"a \"quoted\" word, and a new line\n"#.utf8 }
        text.append(UInt8(ascii: "\""))
    }

    /// SplitMix64.
    private struct Random {
        var state: UInt64 = 0x7465_7272_6172_6975

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }

        mutating func below(_ limit: Int) -> Int {
            Int(next() % UInt64(limit))
        }
    }
}
