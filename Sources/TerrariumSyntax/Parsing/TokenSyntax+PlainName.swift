#if Macros
import SwiftParser
package import SwiftSyntax

extension TokenSyntax {
    /// The name without backticks.
    package var plainName: String {
        let name = text
        guard name.count > 2, name.hasPrefix("`"), name.hasSuffix("`") else {
            return name
        }
        return String(name.dropFirst().dropLast())
    }
}

extension String {
    /// The name as Swift source declares it: in backticks where it is a keyword.
    package var swiftIdentifier: String {
        isValidSwiftIdentifier(for: .variableName) ? self : "`\(self)`"
    }

    /// The name as an argument label: of the keywords, only `inout` needs backticks there.
    package var swiftLabel: String {
        let isWord = allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        return isWord && self != "inout" ? self : "`\(self)`"
    }
}
#endif
