#if Macros
import SwiftSyntax
import SwiftSyntaxMacros
import TerrariumSyntax

/// `@PluginInterface`: writes the descriptor and the client of a protocol.
struct PluginInterfaceMacro: PeerMacro {
    /// Writes the two types, or reports what is wrong and writes nothing.
    static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        var findings = Findings()
        if context.lexicalContext.contains(where: { $0.asProtocol((any DeclGroupSyntax).self) == nil }) {
            findings.report(.localInterface, at: node)
        } else if context.lexicalContext.contains(where: GenericSurroundings.isGeneric) {
            findings.report(.genericSurroundings, at: node)
        }
        let parser = InterfaceParser(allowsStreams: false)
        let interface = parser.parse(declaration, attribute: node, into: &findings)
        for diagnostic in findings.diagnostics {
            context.diagnose(diagnostic)
        }
        guard findings.isEmpty, let interface, let declaration = declaration.as(ProtocolDeclSyntax.self) else {
            return []
        }
        let access = Access(declaration.modifiers, lexicalContext: context.lexicalContext)
        let available = CarriedAttributes.of(declaration.attributes)
        return [
            DescriptorCode(interface: interface.model, access: access).declaration,
            ClientCode(interface: interface, access: access, attributes: available).declaration,
        ]
    }
}
#endif
