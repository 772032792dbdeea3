#if Macros
import SwiftSyntax
import SwiftSyntaxMacros
import TerrariumSyntax

/// What the attributes have in common that other macros read and that write nothing themselves.
enum Marker {
    /// Reports an attribute on something that no macro reads it from.
    ///
    /// - Parameters:
    ///   - attribute: The attribute.
    ///   - declaration: What it stands on.
    ///   - alsoInRecords: Whether properties and cases of a record have it as well.
    ///   - context: Knows what is around the declaration.
    static func check(
        _ attribute: AttributeSyntax,
        on declaration: some DeclSyntaxProtocol,
        alsoInRecords: Bool = false,
        in context: some MacroExpansionContext
    ) {
        let around = context.lexicalContext.first
        if declaration.is(FunctionDeclSyntax.self), let interface = around?.as(ProtocolDeclSyntax.self),
            interface.attributes.first(named: "PluginInterface") != nil
        {
            return
        }
        if alsoInRecords, isMember(declaration), let record = around?.asProtocol((any DeclGroupSyntax).self),
            record.attributes.first(named: "PluginRecord") != nil
        {
            return
        }
        var findings = Findings()
        let methods = "methods of a protocol with `@PluginInterface`"
        let place = alsoInRecords ? methods + ", and on properties and cases of a type with `@PluginRecord`" : methods
        findings.report(.misplaced(attribute: attribute.unqualifiedName, place: place), at: attribute)
        for diagnostic in findings.diagnostics {
            context.diagnose(diagnostic)
        }
    }

    private static func isMember(_ declaration: some DeclSyntaxProtocol) -> Bool {
        declaration.is(VariableDeclSyntax.self) || declaration.is(EnumCaseDeclSyntax.self)
            || Syntax(declaration).is(EnumCaseElementSyntax.self)
    }
}
#endif
