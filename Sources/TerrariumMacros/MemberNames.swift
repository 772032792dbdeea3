#if Macros
import SwiftSyntax
import TerrariumSyntax

/// The names that a type declares for its members.
enum MemberNames {
    /// The names of properties, functions, types and cases.
    static func declared(in members: MemberBlockSyntax) -> Set<String> {
        var names: Set<String> = []
        for member in members.members {
            if let variable = member.decl.as(VariableDeclSyntax.self) {
                let patterns = variable.bindings.compactMap { $0.pattern.as(IdentifierPatternSyntax.self) }
                names.formUnion(patterns.map(\.identifier.plainName))
            } else if let cases = member.decl.as(EnumCaseDeclSyntax.self) {
                names.formUnion(cases.elements.map(\.name.plainName))
            } else if let named = member.decl.asProtocol((any NamedDeclSyntax).self) {
                names.insert(named.name.plainName)
            }
        }
        return names
    }
}
#endif
