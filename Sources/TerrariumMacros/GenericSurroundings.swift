#if Macros
import SwiftSyntax

/// Whether generated types and stored constants can stand beside a declaration.
enum GenericSurroundings {
    /// Whether a node around a declaration has generic parameters of its own.
    static func isGeneric(_ node: Syntax) -> Bool {
        node.asProtocol((any WithGenericParametersSyntax).self)?.genericParameterClause != nil
    }
}
#endif
