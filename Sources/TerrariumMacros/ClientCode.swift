#if Macros
import SwiftSyntax
import TerrariumSyntax

/// Writes `<Name>Client`: a struct that conforms to the protocol by calling a plugin.
struct ClientCode {
    /// The interface, with the syntax of its methods.
    let interface: ParsedInterface
    /// The access of the protocol.
    let access: Access
    /// The attributes of the protocol that the client has as well.
    let attributes: [String]

    /// The struct.
    var declaration: DeclSyntax {
        let name = interface.model.name
        let member = access.forMember
        var text = SourceText()
        text.documentation(["Calls the methods of a plugin with the interface `\(name)`."])
        for attribute in attributes {
            text.line(attribute)
        }
        text.block("\(access.forType)nonisolated struct \(name)Client: \(name.swiftIdentifier), PluginClient {") {
            text in
            text.documentation(["The interface that the plugin is checked against."])
            text.line("\(member)static var interface: InterfaceDescriptor { \(name)Interface.descriptor }")
            text.line("")
            text.documentation(["What the methods are called through."])
            text.line("\(member)let caller: any MethodCaller")
            text.line("")
            text.documentation(["Creates a client of a plugin."])
            text.line("\(member)init(_ caller: any MethodCaller) { self.caller = caller }")
            for (index, requirement) in interface.requirements.enumerated() {
                text.line("")
                MethodCode(requirement, index: index, access: member).write(into: &text)
            }
        }
        return text.declaration
    }
}
#endif
