#if Macros

/// String literals of Swift, on one line.
enum SwiftStringLiteral {
    /// What a literal stands for; `nil` for other source, interpolations and literals of several lines.
    static func value(of source: String) -> String? {
        let pounds = source.prefix { $0 == "#" }
        let open = pounds + "\""
        let close = "\"" + pounds
        guard source.hasPrefix(open), source.hasSuffix(close), source.count >= open.count + close.count else {
            return nil
        }
        let body = source.dropFirst(open.count).dropLast(close.count)
        guard !body.hasPrefix("\"\""), !body.contains(where: \.isNewline) else { return nil }
        return unescaped(body, escape: "\\" + pounds, close: close)
    }

    private static func unescaped(_ body: Substring, escape: String, close: String) -> String? {
        var result = ""
        var rest = body
        while let next = rest.first {
            if rest.hasPrefix(escape) {
                rest = rest.dropFirst(escape.count)
                guard let scalar = escapedScalar(&rest) else { return nil }
                result.unicodeScalars.append(scalar)
            } else if rest.hasPrefix(close) {
                // The literal ends before the source does: an expression such as `"a" + "b"`.
                return nil
            } else {
                result.append(next)
                rest.removeFirst()
            }
        }
        return result
    }

    private static func escapedScalar(_ rest: inout Substring) -> Unicode.Scalar? {
        switch rest.popFirst() {
        case "0": return "\0"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "\\": return "\\"
        case "\"": return "\""
        case "'": return "'"
        case "u":
            guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}") else { return nil }
            defer { rest = rest[rest.index(after: end)...] }
            return UInt32(rest[..<end], radix: 16).flatMap(Unicode.Scalar.init)
        default: return nil
        }
    }
}

#endif
