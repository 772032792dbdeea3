#if Macros
import SwiftSyntax

/// The access level of a declaration and of what is written beside it or for it.
struct Access {
    /// The modifier of the declaration itself.
    private let modifier: DeclModifierSyntax?
    /// The level that it has, `internal` if nothing says otherwise.
    private let level: String

    /// Reads the level of a declaration.
    ///
    /// - Parameters:
    ///   - modifiers: The modifiers of the declaration.
    ///   - lexicalContext: What is around it; an extension with an access level gives it to its members.
    init(_ modifiers: DeclModifierListSyntax, lexicalContext: [Syntax]) {
        let outer = lexicalContext.first?.as(ExtensionDeclSyntax.self)?.modifiers
        modifier = Self.modifier(modifiers)
        level = (modifier ?? outer.flatMap(Self.modifier))?.name.text ?? "internal"
    }

    /// The modifier, if only the type around the declaration sees it.
    var privateModifier: DeclModifierSyntax? {
        modifier?.name.text == "private" ? modifier : nil
    }

    /// The modifier, with a space, for a type beside the declaration.
    var forType: String {
        modifier.map { $0.name.text + " " } ?? ""
    }

    /// The modifier, with a space, for members that implement a protocol.
    ///
    /// Nothing is as visible as the type around it allows, and never less than a protocol needs.
    var forMember: String {
        ["public", "package"].contains(level) ? level + " " : ""
    }

    private static func modifier(_ modifiers: DeclModifierListSyntax) -> DeclModifierSyntax? {
        let levels = ["public", "package", "internal", "fileprivate", "private"]
        // `private(set)` says nothing about reading.
        return modifiers.first { $0.detail == nil && levels.contains($0.name.text) }
    }
}
#endif
