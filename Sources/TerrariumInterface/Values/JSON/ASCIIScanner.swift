/// Reads digits and marks from the start of a text.
struct ASCIIScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    /// Whether everything was read.
    var isAtEnd: Bool { rest.isEmpty }

    /// Passes over a mark, and tells whether it was there.
    mutating func skip(_ mark: String) -> Bool {
        guard rest.starts(with: mark.utf8) else { return false }
        rest = rest.dropFirst(mark.utf8.count)
        return true
    }

    /// Reads exactly as many digits.
    mutating func digits(_ count: Int) -> Int64? {
        let digits = rest.prefix(count)
        guard digits.count == count, let number = Self.number(digits) else { return nil }
        rest = rest.dropFirst(count)
        return number
    }

    /// Reads all digits that follow, which are at least one.
    mutating func number() -> Int64? {
        let digits = rest.prefix { Self.isDigit($0) }
        guard !digits.isEmpty, let number = Self.number(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        return number
    }

    /// Reads a fraction in millionths, rounded; 0 when there is none, `nil` when a point has no digits.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        let digits = rest.prefix { Self.isDigit($0) }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        var number: Int64 = 0
        for digit in digits.prefix(6) { number = number * 10 + Int64(digit - UInt8(ascii: "0")) }
        for _ in digits.count..<max(6, digits.count) { number *= 10 }
        let roundsUp = digits.dropFirst(6).first.map { $0 >= UInt8(ascii: "5") } ?? false
        return roundsUp ? number + 1 : number
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    private static func number(_ digits: Substring.UTF8View) -> Int64? {
        guard digits.allSatisfy({ isDigit($0) }) else { return nil }
        return Int64(Substring(digits))
    }
}
