/// Reads JSON text as RFC 8259 has it and writes it as packed values.
struct JSONParser: ~Copyable {
    /// An array or object that is open: the place of its count, and what it has so far.
    private struct Level {
        let isObject: Bool
        let countOffset: Int
        var count = 0
    }

    let text: [UInt8]
    let depth: Int
    var writer = ValueWriter()
    var position = 0
    private var levels: [Level] = []

    init(_ text: [UInt8], depth: Int) {
        self.text = text
        self.depth = depth
    }

    /// What was read.
    consuming func finish() -> ValueMessage {
        writer.finish(isJSON: true)
    }

    /// Reads the text, all of it.
    mutating func parse() throws(ValueMismatch) {
        if text.starts(with: [0xef, 0xbb, 0xbf]) { throw refusal("a byte order mark") }
        while true {
            // A value; an empty container ends at once.
            try skipToToken()
            let isOpen = try parseHead()
            if !isOpen, try !closeOrContinue() { break }
        }
        skipSpace()
        guard position == text.count else { throw refusal("expected nothing more") }
    }

    /// Reads a scalar, or the start of a container up to its first value; returns whether a value is next.
    private mutating func parseHead() throws(ValueMismatch) -> Bool {
        switch text[position] {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            return try open(isObject: text[position] == UInt8(ascii: "{"))
        case UInt8(ascii: "\""):
            writer.appendTag(ValueTag.text)
            try parseString()
        case UInt8(ascii: "t"):
            try parseWord("true")
            true.write(to: &writer)
        case UInt8(ascii: "f"):
            try parseWord("false")
            false.write(to: &writer)
        case UInt8(ascii: "n"):
            try parseWord("null")
            writer.writeNone()
        default:
            try parseNumber()
        }
        return false
    }

    private mutating func open(isObject: Bool) throws(ValueMismatch) -> Bool {
        guard levels.count < depth else { throw refusal("nested more than \(depth) deep") }
        position += 1
        levels.append(Level(isObject: isObject, countOffset: writer.offset + 1))
        if isObject { writer.beginObject(0) } else { writer.beginList(0) }
        try skipToToken()
        if text[position] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            position += 1
            levels.removeLast()
            return false
        }
        levels[levels.count - 1].count = 1
        if isObject { try parseKey() }
        return true
    }

    /// Reads what follows a value; returns whether another value is next.
    private mutating func closeOrContinue() throws(ValueMismatch) -> Bool {
        while let level = levels.last {
            try skipToToken()
            let byte = text[position]
            if byte == UInt8(ascii: ",") {
                position += 1
                levels[levels.count - 1].count += 1
                if level.isObject {
                    try skipToToken()
                    try parseKey()
                }
                return true
            }
            guard byte == (level.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw refusal("expected a comma or \(level.isObject ? "}" : "]")")
            }
            position += 1
            guard level.count <= Int(UInt32.max) else { throw refusal("a container of more than 4 294 967 295 values") }
            writer.patch(level.countOffset, level.count)
            levels.removeLast()
        }
        return false
    }

    private mutating func parseKey() throws(ValueMismatch) {
        guard text[position] == UInt8(ascii: "\"") else { throw refusal("expected a key in double quotes") }
        try parseString()
        try skipToToken()
        guard text[position] == UInt8(ascii: ":") else { throw refusal("expected a colon") }
        position += 1
    }

    private mutating func parseWord(_ word: StaticString) throws(ValueMismatch) {
        let word = word.description.utf8
        guard text[position...].starts(with: word) else { throw refusal("expected a value") }
        position += word.count
    }

    // MARK: - Support

    /// Passes over white space; the text must not end there.
    private mutating func skipToToken() throws(ValueMismatch) {
        skipSpace()
        guard position == text.count else { return }
        guard let level = levels.last else { throw refusal("expected a value, and the text ends") }
        throw refusal("the text ends inside an \(level.isObject ? "object" : "array")")
    }

    private mutating func skipSpace() {
        while position < text.count, [0x20, 0x09, 0x0a, 0x0d].contains(text[position]) { position += 1 }
    }

    /// A mismatch about the byte at the position.
    func refusal(_ message: String) -> ValueMismatch {
        ValueMismatch(offset: position, message: message)
    }
}
