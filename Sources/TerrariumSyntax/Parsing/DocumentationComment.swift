#if Macros
import SwiftSyntax

/// The documentation comment before a declaration.
enum DocumentationComment {
    /// The lines of the comment, without `///`, `/** */` and the stars of a block.
    ///
    /// A comment that a blank line or another comment parts from the declaration does not document it.
    static func lines(of declaration: some SyntaxProtocol) -> [String] {
        var lines: [String] = []
        for piece in declaration.leadingTrivia {
            switch piece {
            case .docLineComment(let text):
                lines.append(withoutSpace(text.dropFirst(3)))
            case .docBlockComment(let text):
                lines += blockLines(text)
            case .lineComment, .blockComment:
                lines = []
            case .newlines(let count), .carriageReturnLineFeeds(let count):
                if count > 1 {
                    lines = []
                }
            default:
                break
            }
        }
        return lines
    }

    private static func blockLines(_ text: String) -> [String] {
        let inside = text.dropFirst(3).dropLast(2)
        var lines = inside.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let content = line.drop { $0 == " " || $0 == "\t" }
            return withoutSpace(content.hasPrefix("*") ? content.dropFirst() : content)
        }
        while lines.first?.isEmpty == true {
            lines.removeFirst()
        }
        while lines.last?.isEmpty == true {
            lines.removeLast()
        }
        return lines
    }

    private static func withoutSpace(_ line: Substring) -> String {
        let content = line.hasPrefix(" ") ? line.dropFirst() : line
        var end = content.endIndex
        while end > content.startIndex, content[content.index(before: end)].isWhitespace {
            end = content.index(before: end)
        }
        return String(content[..<end])
    }
}
#endif
