extension JSONParser {
    /// Reads a string, at its quote, and writes its length and bytes.
    mutating func parseString() throws(ValueMismatch) {
        let lengthOffset = writer.offset
        writer.append(UInt32(0))
        position += 1
        var start = position
        while true {
            guard position < text.count else { throw refusal("the text ends inside a string") }
            let byte = text[position]
            switch byte {
            case UInt8(ascii: "\""):
                flush(from: start)
                position += 1
                let length = writer.offset - lengthOffset - 4
                guard length <= Int(UInt32.max) else { throw refusal("a string of more than 4 GiB") }
                writer.patch(lengthOffset, length)
                return
            case UInt8(ascii: "\\"):
                flush(from: start)
                try parseEscape()
                start = position
            case 0..<0x20:
                throw refusal("a control character in a string")
            case 0x20..<0x80:
                position += 1
            default:
                position += try characterSize()
            }
        }
    }

    /// Writes what was read since an offset as it is.
    private mutating func flush(from start: Int) {
        unsafe text.withUnsafeBytes { unsafe writer.append(UnsafeRawBufferPointer(rebasing: $0[start..<position])) }
    }

    /// The bytes of the character at the position, which is not ASCII.
    private func characterSize() throws(ValueMismatch) -> Int {
        let lead = text[position]
        // The second byte's bounds leave out overlong forms, surrogates and what is beyond Unicode.
        let (size, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xc2...0xdf: (2, 0x80...0xbf)
            case 0xe0: (3, 0xa0...0xbf)
            case 0xed: (3, 0x80...0x9f)
            case 0xe1...0xef: (3, 0x80...0xbf)
            case 0xf0: (4, 0x90...0xbf)
            case 0xf1...0xf3: (4, 0x80...0xbf)
            case 0xf4: (4, 0x80...0x8f)
            default: throw refusal("not UTF-8")
            }
        guard position + size <= text.count, second.contains(text[position + 1]),
            text[(position + 2)..<max(position + 2, position + size)].allSatisfy({ 0x80...0xbf ~= $0 })
        else { throw refusal("not UTF-8") }
        return size
    }

    private mutating func parseEscape() throws(ValueMismatch) {
        guard position + 1 < text.count else { throw refusal("the text ends inside a string") }
        let byte: UInt8
        switch text[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte = text[position + 1]
        case UInt8(ascii: "b"): byte = 0x08
        case UInt8(ascii: "t"): byte = 0x09
        case UInt8(ascii: "n"): byte = 0x0a
        case UInt8(ascii: "f"): byte = 0x0c
        case UInt8(ascii: "r"): byte = 0x0d
        case UInt8(ascii: "u"):
            try parseUnicodeEscape()
            return
        default: throw refusal("an escape that JSON does not have")
        }
        position += 2
        writer.appendTag(byte)
    }

    private mutating func parseUnicodeEscape() throws(ValueMismatch) {
        let first = try codeUnit(position)
        var value = UInt32(first)
        var size = 6
        if UTF16.isSurrogate(first) {
            guard UTF16.isLeadSurrogate(first), position + 7 < text.count, text[position + 6] == UInt8(ascii: "\\"),
                text[position + 7] == UInt8(ascii: "u"), case let second = try codeUnit(position + 6),
                UTF16.isTrailSurrogate(second)
            else { throw refusal("half of a surrogate pair") }
            value = 0x10000 + (value & 0x3ff) << 10 + UInt32(second & 0x3ff)
            size = 12
        }
        guard let scalar = Unicode.Scalar(value) else { throw refusal("half of a surrogate pair") }
        for byte in UTF8.encode(scalar).map(Array.init) ?? [] { writer.appendTag(byte) }
        position += size
    }

    /// The code unit of an escape like `\u00e9`.
    private func codeUnit(_ start: Int) throws(ValueMismatch) -> UInt16 {
        guard start + 6 <= text.count else { throw refusal("expected four hexadecimal digits") }
        var unit: UInt16 = 0
        for byte in text[(start + 2)..<(start + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw refusal("expected four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
