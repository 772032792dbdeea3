extension JSONParser {
    /// Reads a number.
    mutating func parseNumber() throws(ValueMismatch) {
        let start = position
        let isNegative = text[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let digits = position
        guard skipDigits() else {
            throw refusal(isNegative ? "expected a digit" : "expected a value")
        }
        if text[digits] == UInt8(ascii: "0"), position > digits + 1 {
            position = digits + 1
            throw refusal("a number with a leading zero")
        }
        let integerEnd = position
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            guard skipDigits() else { throw refusal("expected a digit") }
        }
        if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < text.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(text[position]) { position += 1 }
            guard skipDigits() else { throw refusal("expected a digit") }
        }
        if position == integerEnd {
            writeInteger(digits..<position, isNegative: isNegative)
            return
        }
        guard let value = Double(String(decoding: text[start..<position], as: UTF8.self)), value.isFinite else {
            throw ValueMismatch(offset: start, message: "a number that no double can hold")
        }
        value.write(to: &writer)
    }

    /// Passes over digits, and tells whether there was one.
    private mutating func skipDigits() -> Bool {
        let start = position
        while position < text.count, text[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        return position > start
    }

    private mutating func writeInteger(_ digits: Range<Int>, isNegative: Bool) {
        // 18 digits fit 64 bits whatever they are.
        if digits.count <= 18 {
            var number: Int64 = 0
            for digit in text[digits] { number = number * 10 + Int64(digit & 0x0f) }
            (isNegative ? -number : number).write(to: &writer)
            return
        }
        var magnitude: UInt128 = 0
        for digit in text[digits] {
            let (scaled, scaledOverflows) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = scaled.addingReportingOverflow(UInt128(digit & 0x0f))
            if scaledOverflows || overflows {
                writer.appendTag(ValueTag.hugeInteger)
                return
            }
            magnitude = sum
        }
        if !isNegative {
            magnitude.write(to: &writer)
        } else if magnitude <= Int128.min.magnitude {
            Int128(truncatingIfNeeded: 0 &- magnitude).write(to: &writer)
        } else {
            writer.appendTag(ValueTag.hugeInteger)
        }
    }
}
