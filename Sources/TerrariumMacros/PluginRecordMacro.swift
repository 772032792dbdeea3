#if Macros
import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros
import TerrariumSyntax

/// `@PluginRecord`: makes a struct or an enumeration a `PluginValue`.
struct PluginRecordMacro: ExtensionMacro {
    /// Writes the extension, or reports what is wrong and writes nothing.
    static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        var findings = Findings()
        let record = RecordParser(hasMacro: true).parse(declaration, into: &findings)
        if context.lexicalContext.contains(where: GenericSurroundings.isGeneric) {
            findings.report(.genericRecord, at: node)
        }
        let access = Access(declaration.modifiers, lexicalContext: context.lexicalContext)
        if let modifier = access.privateModifier, !context.lexicalContext.isEmpty {
            let fixIt = FixIt.replaceToken(modifier.name, with: .keyword(.fileprivate))
            findings.report(.privateRecord, at: modifier, fixIt: fixIt)
        }
        for diagnostic in findings.diagnostics {
            context.diagnose(diagnostic)
        }
        // Without a protocol to conform to, the type conforms already.
        guard findings.isEmpty, let record, !protocols.isEmpty else {
            return []
        }
        let names = MemberNames.declared(in: declaration.memberBlock)
        let fieldNames = names.contains("fieldNames") ? context.makeUniqueName("fieldNames").text : "fieldNames"
        var text = SourceText()
        switch record.shape {
        case .rawValues:
            text.line("nonisolated extension \(type.trimmedDescription): PluginValue {}")
        case .fields(let fields):
            text.block("nonisolated extension \(type.trimmedDescription): PluginValue {") { text in
                StructCode(fields: fields, access: access.forMember, fieldNames: fieldNames).write(into: &text)
            }
        case .cases(let cases):
            text.block("nonisolated extension \(type.trimmedDescription): PluginValue {") { text in
                EnumerationCode(cases: cases, access: access.forMember, fieldNames: fieldNames).write(into: &text)
            }
        }
        return [text.declaration.as(ExtensionDeclSyntax.self)].compactMap { $0 }
    }
}
#endif
