#if Macros
package import SwiftSyntax

/// Reads a record from its struct or enumeration.
package struct RecordParser {
    /// Whether the record has `@PluginRecord`; otherwise its form is the one that `Codable` gives it.
    let hasMacro: Bool

    /// Creates a parser.
    ///
    /// - Parameter hasMacro: Whether the records have `@PluginRecord` or are `Codable`.
    package init(hasMacro: Bool) {
        self.hasMacro = hasMacro
    }

    /// Reads a declaration, and reports everything in it that a record cannot have.
    ///
    /// - Parameters:
    ///   - declaration: A struct or an enumeration.
    ///   - scope: The names of the types around it.
    ///   - findings: Takes the problems.
    /// - Returns: The record; incomplete where something was reported, and `nil` if it is not a struct or an enumeration.
    package func parse(
        _ declaration: some DeclSyntaxProtocol,
        scope: [String] = [],
        into findings: inout Findings
    ) -> RecordModel? {
        let shape: RecordModel.Shape
        let name: String
        if let declaration = declaration.as(StructDeclSyntax.self) {
            name = declaration.name.plainName
            checkGenerics(declaration.genericParameterClause, into: &findings)
            shape = .fields(fields(declaration, into: &findings))
        } else if let declaration = declaration.as(EnumDeclSyntax.self) {
            name = declaration.name.plainName
            checkGenerics(declaration.genericParameterClause, into: &findings)
            shape = enumeration(declaration, into: &findings)
        } else {
            let kind = DeclarationKind(DeclSyntax(declaration))
            findings.report(.recordIsNot(found: kind.name), at: kind.introducer)
            return nil
        }
        return RecordModel(
            name: (scope + [name]).joined(separator: "."),
            shape: shape,
            hasMacro: hasMacro,
            documentation: DocumentationComment.lines(of: declaration)
        )
    }

    private func checkGenerics(_ clause: GenericParameterClauseSyntax?, into findings: inout Findings) {
        if let clause {
            findings.report(.genericRecord, at: clause)
        }
    }

    /// The key of a property, a case or a labelled value: its name in snake_case, or the one that it is given.
    ///
    /// - Parameters:
    ///   - name: The name, at its place in the source.
    ///   - attributes: The attributes of its declaration.
    ///   - findings: Takes the problems.
    func key(_ name: TokenSyntax, _ attributes: AttributeListSyntax, into findings: inout Findings) -> String {
        guard hasMacro else {
            return name.plainName
        }
        if let attribute = attributes.first(named: "PythonName") {
            return PythonNameAttribute.text(attribute, into: &findings) ?? name.plainName
        }
        let key = SnakeCase.convert(name.plainName)
        if !PythonIdentifier.isPlain(key) {
            findings.report(.keyNotPlain(name.plainName), at: name)
        }
        return key
    }
}
#endif
