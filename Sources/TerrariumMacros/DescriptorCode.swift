#if Macros
import SwiftSyntax
import TerrariumSyntax

/// Writes `<Name>Interface`: the descriptor and the index of each method.
struct DescriptorCode {
    /// The interface.
    let interface: InterfaceModel
    /// The access of the protocol.
    let access: Access

    /// The enumeration.
    var declaration: DeclSyntax {
        let member = access.forMember
        let canonicalText = InterfaceHash.canonicalText(of: interface)
        var text = SourceText()
        text.documentation(["The interface `\(interface.name)`, version \(interface.version)."])
        text.block("\(access.forType)nonisolated enum \(interface.name)Interface {") { text in
            text.documentation(["The index of each method."])
            text.block("\(member)enum Method {") { text in
                for (index, name) in MethodNames.distinct(interface.methods).enumerated() {
                    text.documentation(["The index of `\(interface.methods[index].swiftSignature)`."])
                    text.line("\(member)static let \(name.swiftIdentifier) = \(index)")
                }
            }
            text.line("")
            text.documentation(["The version of the interface."])
            text.line("\(member)static let version: UInt32 = \(interface.version)")
            text.line("")
            text.documentation(["The hash that plugins declare as `__interface_hash__`."])
            text.line("\(member)static let hash: UInt64 = \(InterfaceHash.text(InterfaceHash.hash(of: interface)))")
            text.line("")
            text.documentation(["What the host checks a plugin against."])
            text.block("\(member)static let descriptor = InterfaceDescriptor(", ")") { text in
                text.line("name: \(SourceText.literal(interface.name)),")
                text.line("version: version,")
                text.line("hash: hash,")
                text.block("methods: [", "],") { text in
                    for method in interface.methods {
                        text.line(entry(for: method))
                    }
                }
                text.line("canonicalText: \(SourceText.literal(canonicalText))")
            }
        }
        return text.declaration
    }

    private func entry(for method: MethodModel) -> String {
        var arguments = [SourceText.literal(method.pythonName)]
        if !method.isRaw {
            arguments.append("parameters: \(method.parameters.count)")
            arguments.append("signature: \(SourceText.literal(method.pythonSignature))")
        }
        if let since = method.optionalSince {
            arguments.append("since: \(since)")
        }
        return ".\(method.isRaw ? "raw" : "json")(\(arguments.joined(separator: ", "))),"
    }
}
#endif
