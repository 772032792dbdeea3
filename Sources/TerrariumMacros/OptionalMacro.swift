#if Macros
import SwiftSyntax
import SwiftSyntaxMacros

/// `@Optional`: marks a method that a plugin may do without; the macro on the type around it reads it.
struct OptionalMacro: PeerMacro {
    /// Reports the attribute where nothing reads it, and writes nothing.
    static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        Marker.check(node, on: declaration, in: context)
        return []
    }
}
#endif
