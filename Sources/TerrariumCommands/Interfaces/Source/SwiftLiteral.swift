#if Macros

import Foundation

/// A literal of Swift source that other languages have a form for.
enum SwiftLiteral: Hashable {
    case null
    case boolean(Bool)
    /// Decimal digits, with a sign where it is negative.
    case integer(String)
    /// Decimal, as Python and JSON write it.
    case float(String)
    case string(String)
    case emptyArray
    case emptyDictionary
    /// A case of an enumeration, by its name.
    case member(String)

    /// Reads a literal; `nil` when the source is anything else.
    init?(_ source: String) {
        let text = source.trimmingCharacters(in: .whitespacesAndNewlines)
        switch text {
        case "nil": self = .null
        case "true": self = .boolean(true)
        case "false": self = .boolean(false)
        default:
            let compact = text.filter { !$0.isWhitespace }
            if compact == "[]" {
                self = .emptyArray
            } else if compact == "[:]" {
                self = .emptyDictionary
            } else if let number = Self.number(text) {
                self = number
            } else if let string = SwiftStringLiteral.value(of: text) {
                self = .string(string)
            } else if let name = Self.memberName(text) {
                self = .member(name)
            } else {
                return nil
            }
        }
    }

    private static func number(_ text: String) -> SwiftLiteral? {
        let isNegative = text.hasPrefix("-")
        let digits = text.dropFirst(isNegative ? 1 : 0).replacing("_", with: "")
        guard digits.first?.isASCIIDigit == true else { return nil }
        let sign = isNegative ? "-" : ""
        let prefix = digits.prefix(2)
        let radix = ["0x": 16, "0o": 8, "0b": 2][prefix]
        if let value = UInt128(digits.dropFirst(radix == nil ? 0 : 2), radix: radix ?? 10) {
            return .integer((value == 0 ? "" : sign) + String(value))
        }
        // A decimal keeps its digits; what is hexadecimal has no form of its own elsewhere.
        if digits.wholeMatch(of: /[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/) != nil {
            let significant = digits.drop { $0 == "0" }
            let needsZero = significant.first?.isASCIIDigit != true
            return .float(sign + (needsZero ? "0" : "") + significant)
        }
        guard radix == 16, let value = Double(digits), value.isFinite else { return nil }
        return .float(sign + "\(value)")
    }

    /// The last component of `.eur` or `Currency.eur`.
    private static func memberName(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last, last.isSwiftName else { return nil }
        let isQualified = parts.dropLast().allSatisfy(\.isSwiftName)
        return isQualified || (parts.count == 2 && parts[0].isEmpty) ? String(last).replacing("`", with: "") : nil
    }
}

extension Substring {
    fileprivate var isSwiftName: Bool {
        guard let first, !first.isNumber else { return false }
        return allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "`" }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

#endif
