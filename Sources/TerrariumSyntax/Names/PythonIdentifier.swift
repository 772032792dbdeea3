/// The rules of Python for names, the same from 3.11 to 3.14.
package enum PythonIdentifier {
    /// Words that cannot be names; the soft keywords `match`, `case`, `type` and `_` can.
    private static let keywords: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ]

    /// Whether a word is a keyword of Python.
    package static func isKeyword(_ name: String) -> Bool {
        keywords.contains(name)
    }

    /// Whether a name consists of ASCII letters, digits and underscores and does not begin with a digit.
    ///
    /// Python also allows other letters, but normalises them (NFKC), so that two names that differ in Swift could be one
    /// in Python.
    package static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, !isDigit(first) else {
            return false
        }
        return name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    /// Whether a name can be that of a function.
    package static func isValid(_ name: String) -> Bool {
        isPlain(name) && !isKeyword(name)
    }

    /// The name with an underscore after it if it is a keyword, as PEP 8 advises.
    package static func escaped(_ name: String) -> String {
        isKeyword(name) ? name + "_" : name
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
