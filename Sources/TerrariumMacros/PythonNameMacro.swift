#if Macros
import SwiftSyntax
import SwiftSyntaxMacros

/// `@PythonName`: gives the name in Python; the macro on the type around it reads it.
struct PythonNameMacro: PeerMacro {
    /// Reports the attribute where nothing reads it, and writes nothing.
    static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        Marker.check(node, on: declaration, alsoInRecords: true, in: context)
        return []
    }
}
#endif
