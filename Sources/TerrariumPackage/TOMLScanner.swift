/// A pass over the text of a TOML document before TOMLKit sees it.
///
/// It does two things that TOMLKit does not. It refuses what would make TOMLKit's parser abort, recurse without bound or
/// cut text short:
///
/// - a table header whose name does not begin like a key, such as `[&`;
/// - brackets that do not match, such as `a = [}`;
/// - a date with a part of a time, such as `1979-05-27T` or `1979-05-27 1`;
/// - characters outside of strings and comments that TOML has no use for, and strings right after another value;
/// - other than ASCII characters after a backslash, even at the start of the next line;
/// - NUL characters, as a byte or as an escape sequence;
/// - nesting deeper than ``maximumDepth``.
///
/// And it notes where tables and keys are, because TOMLKit does not say. Anything else that is wrong is left for TOMLKit
/// to report: up to the first such error, both read the text alike.
struct TOMLScanner {
    /// How deep values may be nested, counting brackets and the parts of dotted keys.
    static let maximumDepth = 32

    /// Where the headers and the keys of their tables begin, by their full path; keys inside of values are not noted.
    private(set) var positions: [[String]: SourcePosition] = [:]

    private let bytes: [UInt8]
    private var index = 0
    private var position = SourcePosition()

    /// Scans a whole document.
    ///
    /// - Parameter bytes: the document, in valid UTF-8.
    /// - Throws: what is refused, with its position.
    init(_ bytes: [UInt8]) throws(TOMLSyntaxError) {
        self.bytes = bytes
        try scanDocument()
    }

    // MARK: - Grammar

    private mutating func scanDocument() throws(TOMLSyntaxError) {
        var table: [String] = []
        while let byte = peek() {
            switch byte {
            case .space, .tab, .newline: advance()
            case .carriageReturn: try skipCarriageReturn()
            case .hash: try skipComment()
            case .openBracket:
                table = try scanHeader()
                try scanValue(depth: table.count)
            default:
                let start = position
                let key = try scanKey(depth: table.count)
                note(table + key, at: start)
                try scanValue(depth: table.count + key.count)
            }
        }
    }

    /// Reads `[a.b]` or `[[a.b]]` up to the closing brackets, and notes where it is.
    private mutating func scanHeader() throws(TOMLSyntaxError) -> [String] {
        let start = position
        advance()
        skipBlanks()
        if peek() == .openBracket {
            advance()
            skipBlanks()
        }
        guard let first = peek(), first.isBareKey || first.isQuote else {
            throw unexpected("expected the name of a table after `[`")
        }
        let path = try scanKey(depth: 0)
        note(path, at: start)
        while peek() == .closeBracket { advance() }
        return path
    }

    /// Reads a dotted key; what is not part of one ends it.
    private mutating func scanKey(depth: Int) throws(TOMLSyntaxError) -> [String] {
        var path: [String] = []
        while let byte = peek() {
            if byte.isQuote {
                path.append(try scanString())
            } else {
                let start = index
                while peek()?.isBareKey == true { advance() }
                path.append(String(decoding: bytes[start..<index], as: UTF8.self))
            }
            try checkDepth(depth + path.count)
            skipBlanks()
            guard peek() == .dot else { break }
            advance()
            skipBlanks()
        }
        return path
    }

    /// Skips the rest of a statement: up to the end of the line on which no bracket is open.
    ///
    /// - Parameter depth: how deep the statement already is.
    private mutating func scanValue(depth: Int) throws(TOMLSyntaxError) {
        var open: [(bracket: UInt8, depth: Int)] = []
        var depth = depth
        while let byte = peek() {
            switch byte {
            case .newline:
                if open.isEmpty { return }
                advance()
            case .hash:
                try skipComment()
            case .quote, .apostrophe:
                _ = try scanString()
            case .openBracket, .openBrace:
                depth += 1
                try checkDepth(depth)
                open.append((byte, depth))
                advance()
                if byte == .openBrace { depth += try scanInlineKey(depth: depth) }
            case .closeBracket, .closeBrace:
                guard let last = open.popLast(), last.bracket == byte.opening else {
                    throw TOMLSyntaxError("this bracket closes nothing, or another kind of bracket", at: position)
                }
                depth = last.depth - 1
                advance()
            case .comma:
                advance()
                guard let last = open.last else { continue }
                depth = last.depth
                if last.bracket == .openBrace { depth += try scanInlineKey(depth: depth) }
            case .space, .tab, .equals:
                advance()
            case .carriageReturn:
                try skipCarriageReturn()
            default:
                try scanToken()
            }
        }
    }

    /// Skips the key of an entry of an inline table, if there is one.
    ///
    /// - Returns: the number of its parts.
    private mutating func scanInlineKey(depth: Int) throws(TOMLSyntaxError) -> Int {
        skipBlanks()
        guard let first = peek(), first.isBareKey || first.isQuote else { return 0 }
        return try scanKey(depth: depth).count
    }

    /// Skips a number, a date or a boolean, and checks what follows.
    private mutating func scanToken() throws(TOMLSyntaxError) {
        let start = index
        while peek()?.isToken == true { advance() }
        guard start < index else { throw unexpected("unexpected character") }
        let token = bytes[start..<index]
        if isDate(token.prefix(10)), let separator = token.dropFirst(10).first, separator | 0x20 == UInt8(ascii: "t"),
            token.dropFirst(11).first?.isDigit != true
        {
            throw unexpected("expected a time after the date")
        }
        let end = index
        skipBlanks()
        guard let next = peek(), !next.endsValue else { return }
        // Only a time may follow, after a date.
        guard index > end, isDate(token), bytes[index...].prefix(2).count(where: \.isDigit) == 2 else {
            throw unexpected("expected the end of the value")
        }
    }

    /// Reads a string with its quotes.
    ///
    /// - Returns: what is between the quotes, as written: enough to look up a key that needs no escapes.
    private mutating func scanString() throws(TOMLSyntaxError) -> String {
        guard let quote = peek() else { return "" }
        let opening = runLength(of: quote)
        // Two quotes are an empty string; three or more open a string of several lines.
        let isMultiline = opening >= 3
        skip(isMultiline ? 3 : 1)
        let start = index
        while let byte = peek() {
            if byte == quote {
                let end = index
                guard isMultiline else {
                    advance()
                    return String(decoding: bytes[start..<end], as: UTF8.self)
                }
                // Up to two quotes may stand before the three that close the string.
                let run = runLength(of: quote)
                skip(run)
                if run >= 3 { return String(decoding: bytes[start..<end], as: UTF8.self) }
            } else if byte == .newline, !isMultiline {
                break
            } else if byte == .backslash, quote == .quote {
                try skipEscape(isMultiline: isMultiline)
            } else {
                try checkNotNUL(byte)
                advance()
            }
        }
        return ""
    }

    /// Skips a backslash and what it escapes: a character, or in a text of several lines the white space after it.
    private mutating func skipEscape(isMultiline: Bool) throws(TOMLSyntaxError) {
        let rest = bytes[(index + 1)...]
        if rest.starts(with: "u0000".utf8) || rest.starts(with: "U00000000".utf8) { throw nulProblem }
        advance()
        if peek() == .quote || peek() == .backslash { return advance() }
        if isMultiline {
            while peek()?.isWhiteSpace == true { advance() }
        }
        // Valid TOML may have it here, but TOMLKit's test for white space has no answer for all such characters.
        if let next = peek(), next >= 0x80 {
            throw TOMLSyntaxError("expected an ASCII character after the backslash", at: position)
        }
    }

    /// Skips a carriage return, which has to be part of a line break.
    private mutating func skipCarriageReturn() throws(TOMLSyntaxError) {
        let start = position
        advance()
        guard peek() == .newline else {
            throw TOMLSyntaxError("a carriage return without a line feed", at: start)
        }
    }

    private mutating func skipComment() throws(TOMLSyntaxError) {
        while let byte = peek(), byte != .newline {
            try checkNotNUL(byte)
            advance()
        }
    }

    // MARK: - Checks

    private func checkDepth(_ depth: Int) throws(TOMLSyntaxError) {
        guard depth <= Self.maximumDepth else {
            throw TOMLSyntaxError("nested more than \(Self.maximumDepth) levels deep", at: position)
        }
    }

    private func checkNotNUL(_ byte: UInt8) throws(TOMLSyntaxError) {
        if byte == 0 { throw nulProblem }
    }

    /// An error about the next character.
    private func unexpected(_ message: String) -> TOMLSyntaxError {
        switch peek() ?? .newline {
        case 0: nulProblem
        case 0x80...: TOMLSyntaxError("put text with other than ASCII characters in quotes", at: position)
        default: TOMLSyntaxError(message, at: position)
        }
    }

    private var nulProblem: TOMLSyntaxError {
        TOMLSyntaxError("text with a NUL character is not supported; remove it", at: position)
    }

    /// Whether a token is the form of a date, `dddd-dd-dd`.
    private func isDate(_ token: ArraySlice<UInt8>) -> Bool {
        token.count == 10
            && zip(token, "dddd-dd-dd".utf8).allSatisfy { byte, form in
                form == UInt8(ascii: "-") ? byte == form : byte.isDigit
            }
    }

    // MARK: - Moving

    private func peek() -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private mutating func advance() {
        if bytes[index] == .newline {
            position.line += 1
            position.column = 1
        } else if index + 1 == bytes.count || bytes[index + 1] & 0xC0 != 0x80 {
            // The last byte of a character.
            position.column += 1
        }
        index += 1
    }

    private mutating func skip(_ count: Int) {
        for _ in 0..<count { advance() }
    }

    private mutating func skipBlanks() {
        while peek() == .space || peek() == .tab { advance() }
    }

    /// How many of a byte follow one another from here, counting up to the five that end of a string can have.
    private func runLength(of byte: UInt8) -> Int {
        bytes[index...].prefix(5).prefix { $0 == byte }.count
    }

    private mutating func note(_ path: [String], at start: SourcePosition) {
        if positions[path] == nil { positions[path] = start }
    }
}

extension UInt8 {
    fileprivate static let tab = UInt8(ascii: "\t")
    fileprivate static let newline = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let hash = UInt8(ascii: "#")
    fileprivate static let apostrophe = UInt8(ascii: "'")
    fileprivate static let comma = UInt8(ascii: ",")
    fileprivate static let dot = UInt8(ascii: ".")
    fileprivate static let openBracket = UInt8(ascii: "[")
    fileprivate static let equals = UInt8(ascii: "=")
    fileprivate static let backslash = UInt8(ascii: "\\")
    fileprivate static let closeBracket = UInt8(ascii: "]")
    fileprivate static let openBrace = UInt8(ascii: "{")
    fileprivate static let closeBrace = UInt8(ascii: "}")

    fileprivate var isWhiteSpace: Bool {
        self == .space || self == .tab || self == .carriageReturn || self == .newline
    }

    /// The bracket that this one closes.
    fileprivate var opening: UInt8 { self == .closeBracket ? .openBracket : .openBrace }

    fileprivate var isQuote: Bool { self == .quote || self == .apostrophe }

    /// Whether this may be part of a number, date or boolean.
    fileprivate var isToken: Bool {
        isBareKey || self == .dot || self == UInt8(ascii: "+") || self == UInt8(ascii: ":")
    }

    /// Whether a value is over where this follows.
    fileprivate var endsValue: Bool {
        switch self {
        case .comma, .closeBracket, .closeBrace, .hash, .carriageReturn, .newline: true
        default: false
        }
    }

    /// Whether this may be part of a key without quotes.
    fileprivate var isBareKey: Bool {
        isAlphanumeric || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
    }
}
