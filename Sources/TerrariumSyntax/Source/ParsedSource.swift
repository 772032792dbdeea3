#if Macros
import SwiftDiagnostics
import SwiftParser
import SwiftSyntax

/// A file's syntax tree and the declarations in it that may be interfaces or records.
struct ParsedSource {
    /// A declaration of a type.
    struct Found {
        /// The declaration as a whole.
        var declaration: DeclSyntax
        /// Its attributes.
        var attributes: AttributeListSyntax
        /// The names of the types around it.
        var scope: [String]
        /// With the names of the types around it.
        var name: String
        /// Whether its own declaration says `Codable`, `Encodable` or `Decodable`.
        var isCodable: Bool
        /// Whether it writes or reads itself, so that its form is not known.
        var codesItself: Bool
    }

    private let path: String
    private let tree: SourceFileSyntax
    private let converter: SourceLocationConverter
    /// The types that the file declares, outside of functions.
    let declarations: [Found]
    /// The types that an extension makes `Codable`.
    let codableExtensions: Set<String>

    /// Parses a file.
    init(_ file: SourceFile) {
        path = file.path
        tree = Parser.parse(source: file.text)
        converter = SourceLocationConverter(fileName: file.path, tree: tree)
        let visitor = DeclarationVisitor(viewMode: .sourceAccurate)
        visitor.walk(tree)
        declarations = visitor.found
        codableExtensions = visitor.codableExtensions
    }

    /// The first token that the parser did not expect or had to add.
    var firstBrokenNode: Syntax? {
        guard tree.hasError else {
            return nil
        }
        let token = tree.tokens(viewMode: .all).first { token in
            token.presence == .missing || token.isInsideUnexpectedNodes
        }
        return Syntax(token ?? tree.endOfFileToken)
    }

    /// A diagnostic with its place in the file.
    func locate(_ diagnostic: Diagnostic, _ severity: SourceDiagnostic.Severity) -> SourceDiagnostic {
        let location = diagnostic.location(converter: converter)
        return SourceDiagnostic(
            severity: severity,
            file: path,
            line: location.line,
            column: location.column,
            message: diagnostic.message,
            notes: diagnostic.notes.map(\.message) + diagnostic.fixIts.map(\.message.message)
        )
    }
}

extension TokenSyntax {
    /// Whether the parser could not place the token.
    fileprivate var isInsideUnexpectedNodes: Bool {
        var node = parent
        while let current = node {
            if current.is(UnexpectedNodesSyntax.self) {
                return true
            }
            node = current.parent
        }
        return false
    }
}
#endif
