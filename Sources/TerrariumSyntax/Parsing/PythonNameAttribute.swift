#if Macros
import SwiftSyntax

/// `@PythonName("text")`.
enum PythonNameAttribute {
    /// The text, or `nil` after a report.
    static func text(_ attribute: AttributeSyntax, into findings: inout Findings) -> String? {
        guard let expression = attribute.argumentList.first?.expression, let text = expression.literalText else {
            findings.report(.textNotLiteral(attribute: "PythonName"), at: attribute)
            return nil
        }
        guard !text.isEmpty else {
            findings.report(.emptyKey, at: expression)
            return nil
        }
        return text
    }
}
#endif
