#if Macros
import SwiftSyntax
import SwiftSyntaxMacros

/// `@Default`: gives a parameter its default value; the macro on the type around it reads it.
struct DefaultMacro: PeerMacro {
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
