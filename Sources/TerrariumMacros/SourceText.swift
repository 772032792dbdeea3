#if Macros
import SwiftSyntax
import SwiftSyntaxBuilder

/// Lines of Swift source that are being written.
struct SourceText {
    private(set) var lines: [String] = []
    private var depth = 0

    /// Adds a line.
    mutating func line(_ text: String) {
        lines.append(text.isEmpty ? "" : String(repeating: "    ", count: depth) + text)
    }

    /// Adds lines between an opening and a closing one.
    mutating func block(_ opening: String, _ closing: String = "}", _ body: (inout SourceText) -> Void) {
        line(opening)
        indented(body)
        line(closing)
    }

    /// Adds lines one level deeper.
    mutating func indented(_ body: (inout SourceText) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }

    /// Adds a documentation comment.
    mutating func documentation(_ lines: [String]) {
        for text in lines {
            line(text.isEmpty ? "///" : "/// \(text)")
        }
    }

    /// The lines as one declaration.
    var declaration: DeclSyntax {
        "\(raw: lines.joined(separator: "\n"))"
    }

    /// A string literal.
    static func literal(_ text: String) -> String {
        StringLiteralExprSyntax(content: text).description
    }
}
#endif
