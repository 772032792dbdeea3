#if Macros
package import SwiftDiagnostics
import SwiftParser
package import SwiftSyntax

extension FixIt {
    /// Replaces a node, keeping the space around it.
    static func replace(_ old: some SyntaxProtocol, with new: some SyntaxProtocol) -> FixIt {
        let replacement = new.with(\.leadingTrivia, old.leadingTrivia).with(\.trailingTrivia, old.trailingTrivia)
        return FixIt(
            message: Correction.replace(old.trimmedDescription, with: new.trimmedDescription),
            changes: [.replace(oldNode: Syntax(old), newNode: Syntax(replacement))]
        )
    }

    /// Replaces a token by one of another kind.
    package static func replaceToken(_ old: TokenSyntax, with kind: TokenKind) -> FixIt {
        replace(old, with: TokenSyntax(kind, presence: .present))
    }

    /// Replaces a type by another one.
    static func replaceType(_ old: TypeSyntax, with text: String) -> FixIt {
        var parser = Parser(text)
        return replace(old, with: TypeSyntax.parse(from: &parser))
    }

    /// Inserts `@PythonName` before a declaration.
    static func insertPythonName(_ name: String, before declaration: some WithAttributesSyntax) -> FixIt {
        let text = "@PythonName(\"\(name)\")"
        return FixIt(
            message: Correction.insert(text),
            changes: [.replace(oldNode: Syntax(declaration), newNode: Syntax(attributed(declaration, text)))]
        )
    }

    /// A declaration with one more attribute, before the others.
    static func attributed<Declaration: WithAttributesSyntax>(
        _ declaration: Declaration,
        _ text: String
    ) -> Declaration {
        var parser = Parser(text)
        let attribute = AttributeSyntax.parse(from: &parser)
            .with(\.leadingTrivia, declaration.leadingTrivia)
            .with(\.trailingTrivia, .space)
        let bare = declaration.with(\.leadingTrivia, [])
        return bare.with(\.attributes, AttributeListSyntax([.attribute(attribute)] + Array(bare.attributes)))
    }
}
#endif
