#if Macros

import Foundation
import TerrariumSyntax

/// Pieces of Python source.
enum PythonText {
    /// Whether a text can name something in every version of Python that plugins run on.
    static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && identifier(text) == text
    }

    /// A name that is as close to a text as Python's rules allow.
    static func identifier(_ text: String) -> String {
        // Python compares names in this form.
        let scalars = text.precomposedStringWithCompatibilityMapping.unicodeScalars
        var result = String.UnicodeScalarView()
        for scalar in scalars {
            result.append(scalar == "_" || (scalar.properties.isXIDContinue && scalar.isKnownToPython) ? scalar : "_")
        }
        let first = result.first.map { $0 == "_" || $0.properties.isXIDStart } ?? false
        let name = (first ? "" : "_") + String(result)
        // Nothing may be assigned to `__debug__`.
        return name == "__debug__" ? name + "_" : PythonIdentifier.escaped(name)
    }

    /// A string literal on one line.
    static func literal(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result += escaped(scalar)
            }
        }
        return result + "\""
    }

    /// A documentation string, whose lines after the first are indented.
    ///
    /// - Parameters:
    ///   - lines: The text; at least one line.
    ///   - indent: What every line begins with.
    static func docstring(_ lines: [String], indent: String) -> String {
        guard lines.count > 1 else {
            return "\(indent)\"\"\"\(documentation(lines.first ?? "", isWhole: true))\"\"\"\n"
        }
        let text = lines.map { $0.isEmpty ? "\n" : "\(indent)\(documentation($0, isWhole: false))\n" }.joined()
        return "\(indent)\"\"\"\(text.dropFirst(indent.count))\(indent)\"\"\"\n"
    }

    /// A line inside a documentation string, without what would end the string.
    private static func documentation(_ line: String, isWhole: Bool) -> String {
        var result = ""
        var rest = Substring(line).unicodeScalars
        while let next = rest.first {
            let quotes = rest.prefix { $0 == "\"" }.count
            rest.removeFirst(max(quotes, 1))
            if quotes == 0 {
                result += escaped(next)
            } else {
                let ends = quotes > 2 || (isWhole && rest.isEmpty)
                result += String(repeating: ends ? "\\\"" : "\"", count: quotes)
            }
        }
        return result
    }

    /// A bracketed list: on the line of what is before it, or with a line for each item when that is too long.
    ///
    /// - Parameters:
    ///   - before: The text before the list, with the opening bracket.
    ///   - items: The items.
    ///   - after: The text after the list, with the closing bracket.
    static func list(_ before: String, _ items: [String], _ after: String) -> String {
        let line = before + items.joined(separator: ", ") + after
        guard line.count > lineLength, !items.isEmpty else { return line }
        return before + "\n" + items.map { "    \($0),\n" }.joined() + after
    }

    /// How long lines get before they are broken, as Python's common formatters do.
    private static let lineLength = 88

    /// A character inside a string literal or a documentation string.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        if scalar == "\\" { return "\\\\" }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: break
        default: return String(scalar)
        }
        let isShort = scalar.value < 0x100
        return (isShort ? "\\x" : "\\u") + String(scalar.value, radix: 16).leftPadded(to: isShort ? 2 : 4, with: "0")
    }
}

extension Unicode.Scalar {
    /// Whether the tables of Python 3.11 have the character.
    fileprivate var isKnownToPython: Bool {
        properties.age.map { $0.major <= 14 } ?? false
    }
}

#endif
